# SPDX-License-Identifier: EUPL-1.2
"""What the cups of a day cost (BUITEN 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.rules import Centen, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen


@dataclass(frozen=True)
class Dorst:
    """How many cups, on which day."""

    peildatum: date
    kopjes: int


@dataclass(frozen=True)
class Kosten:
    """What they cost."""

    kosten_centen: Centen


@calculation("BUITEN-KOFFIE/kopjes", articles=("BUITEN 1",))
def kopjes(gegeven: Dorst, parameters: Parameters, uitleg: Uitleg) -> Kosten:
    """Multiply the cups by the price."""
    feit = parameters.feit("buiten.prijs_per_kopje", gegeven.peildatum)
    centen = hele_centen(feit.getal * 100 * gegeven.kopjes)
    uitleg.stap("BUITEN 1", "BUITEN-KOFFIE/kopjes.som", feit, kopjes=gegeven.kopjes, som_centen=centen)
    return Kosten(centen)

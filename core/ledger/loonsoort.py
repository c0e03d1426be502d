# SPDX-License-Identifier: EUPL-1.2
"""What payroll must know of a regulation beside its wage code: gross or net, and the cost centre.

They are dated parameters of the regulation, named after its id: ``jio_cons.bruto_netto`` and ``jio_cons.kostenplaats``
for JIO-CONS. A regulation that declares none has nothing to say; what is declared and not known stops the export.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.ledger.loonbestand import Loonbestandregel
from core.rules.parameters import OnbekendeSleutel, ParameterOntbreekt, Parameterset

BRUTO_NETTO, KOSTENPLAATS = "bruto_netto", "kostenplaats"


def sleutel(regeling: str, naam: str) -> str:
    """Return the key of a parameter about the pay of a regulation."""
    return f"{regeling.lower().replace('-', '_')}.{naam}"


def met_loonsoort(regels: Sequence[Loonbestandregel], parameters: Parameterset) -> list[Loonbestandregel]:
    """Fill in gross or net and the cost centre as they hold on the day of each line.

    Raises ``ParameterOntbreekt`` with every declared one that is not known.
    """
    bekend: dict[tuple[str, date], dict[str, str]] = {}
    ontbreekt: dict[str, date] = {}
    for regel in regels:
        plek = (regel.regeling, regel.ingangsdatum)
        if plek in bekend:
            continue
        bekend[plek] = {}
        for naam in (BRUTO_NETTO, KOSTENPLAATS):
            gezocht = sleutel(regel.regeling, naam)
            try:
                feit = parameters.zoek(gezocht, regel.ingangsdatum)
            except OnbekendeSleutel:
                continue
            if feit is None or feit.waarde is None:
                ontbreekt[gezocht] = min(regel.ingangsdatum, ontbreekt.get(gezocht, regel.ingangsdatum))
            else:
                bekend[plek][naam] = str(feit.waarde)
    if ontbreekt:
        raise ParameterOntbreekt(*ontbreekt.items())
    uit = []
    for regel in regels:
        waarden = bekend[regel.regeling, regel.ingangsdatum]
        bruto_netto, kostenplaats = waarden.get(BRUTO_NETTO, ""), waarden.get(KOSTENPLAATS, "")
        uit.append(replace(regel, bruto_netto=bruto_netto, kostenplaats=kostenplaats))
    return uit

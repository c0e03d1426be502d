# SPDX-License-Identifier: EUPL-1.2
"""What somebody else than the employee reads of a posting: its source may fold what is the employee's alone."""

from __future__ import annotations

from collections.abc import Sequence

from core.contributions import BronMetVouw
from core.ledger.models import Boeking
from core.plugins import Installatie
from core.rules.uitleg import Stap


def stappen_voor_ander(installatie: Installatie, boeking: Boeking, stappen: Sequence[Stap]) -> list[Stap]:
    """Return the steps of a posting for the employer, and for any letter: letters go into the file."""
    bron = _bron(installatie, boeking)
    return list(bron.vouw_stappen(stappen)) if bron else list(stappen)


def gegeven_voor_ander(installatie: Installatie, boeking: Boeking) -> str | None:
    """Return the stored input of a posting for the employer, as JSON."""
    bron = _bron(installatie, boeking)
    return boeking.gegeven if bron is None or boeking.gegeven is None else bron.vouw_gegeven(boeking.gegeven)


def _bron(installatie: Installatie, boeking: Boeking) -> BronMetVouw | None:
    for bron in installatie.maandbronnen:
        if (bron.regeling, bron.eenheid) == (boeking.regeling, boeking.eenheid) and isinstance(bron, BronMetVouw):
            return bron
    return None

# SPDX-License-Identifier: EUPL-1.2
"""The steps of a run: draft, checked, approved by another person, exported."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from core.people.policy import HR


class Runstatus(StrEnum):
    """How far a run is."""

    CONCEPT = "concept"
    """Postings may still be replaced."""
    GECONTROLEERD = "gecontroleerd"
    GOEDGEKEURD = "goedgekeurd"
    GEEXPORTEERD = "geexporteerd"
    INGETROKKEN = "ingetrokken"
    """A draft that was a mistake; it holds no postings any more."""


OPEN = (Runstatus.CONCEPT, Runstatus.GECONTROLEERD)
"""Nobody can rely on the postings yet."""

DEFINITIEF = (Runstatus.GOEDGEKEURD, Runstatus.GEEXPORTEERD)
"""What is booked counts as paid: later facts are booked as the difference."""

# No article prescribes these steps. They are the employer's own control, so that nobody pays alone.
_VIER_OGEN = "vier ogen"

RUN = Procedure(
    id="CORE-PAY/run",
    regeling="CORE-PAY",
    begin=Runstatus.CONCEPT,
    stappen=(
        Processtap("controleer", (Runstatus.CONCEPT,), Runstatus.GECONTROLEERD, (HR.id,), _VIER_OGEN),
        Processtap(
            "keurgoed",
            (Runstatus.GECONTROLEERD,),
            Runstatus.GOEDGEKEURD,
            (HR.id,),
            _VIER_OGEN,
            anders_dan=("maak", "controleer"),
        ),
        Processtap("exporteer", (Runstatus.GOEDGEKEURD,), Runstatus.GEEXPORTEERD, (HR.id,), _VIER_OGEN),
        Processtap(
            "geefterug", (Runstatus.GECONTROLEERD, Runstatus.GOEDGEKEURD), Runstatus.CONCEPT, (HR.id,), _VIER_OGEN
        ),
        Processtap("trekin", (Runstatus.CONCEPT,), Runstatus.INGETROKKEN, (HR.id,), _VIER_OGEN),
    ),
)

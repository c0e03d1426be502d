# SPDX-License-Identifier: EUPL-1.2
"""A proposed figure waits for a second person. The four eyes are Annex's own rule: no article asks for them."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

_HUISREGEL = "Annex"


class Voorstelsoort(StrEnum):
    """Why a figure is proposed."""

    HERSTEL = "herstel"
    """What was recorded for a start date was wrong."""
    WIJZIGING = "wijziging"
    """From a new start date another value holds."""
    BEVESTIGING = "bevestiging"
    """A deduced value has been checked and may be paid on."""


class Voorstelstatus(StrEnum):
    """How far a proposal is; only an approved one counts."""

    VOORGESTELD = "voorgesteld"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


PARAMETERVOORSTEL = Procedure(
    id="core/parametervoorstel",
    regeling="core",
    begin=Voorstelstatus.VOORGESTELD,
    stappen=(
        Processtap("keurgoed", ("voorgesteld",), "goedgekeurd", ("hr",), _HUISREGEL, anders_dan=("stelvoor",)),
        Processtap("wijsaf", ("voorgesteld",), "afgewezen", ("hr",), _HUISREGEL, anders_dan=("stelvoor",)),
        # Only by who proposed it.
        Processtap("trekin", ("voorgesteld",), "ingetrokken", ("hr",), _HUISREGEL),
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""A proposed figure waits for a second person. The four eyes are Annex's own rule: no article asks for them."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

_HUISREGEL = "Annex"


class Voorstelsoort(StrEnum):
    """What a proposal does to what stands; why it does so is its ``Aard``."""

    HERSTEL = "herstel"
    """It replaces what was recorded for a start date."""
    WIJZIGING = "wijziging"
    """It begins on a start date for which nothing is known."""
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

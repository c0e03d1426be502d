# SPDX-License-Identifier: EUPL-1.2
"""How far a proposal is. The program calculates; a person decides."""

from __future__ import annotations

from enum import StrEnum


class Voorstelstatus(StrEnum):
    """How far a proposal is."""

    GEVRAAGD = "gevraagd"
    BEZIG = "bezig"
    KLAAR = "klaar"
    ONMOGELIJK = "onmogelijk"
    """There is no roster within the limits; it says what to give up."""
    MISLUKT = "mislukt"
    AANVAARD = "aanvaard"
    AFGEWEZEN = "afgewezen"


class Voorstelsoort(StrEnum):
    """What is proposed."""

    JAAR = "jaar"
    """All duties of a draft."""
    HERPLAN = "herplan"
    """The duties still to come of a published roster, with few changes."""


#: The program works on it, or will.
LOPEND = (Voorstelstatus.GEVRAAGD, Voorstelstatus.BEZIG)

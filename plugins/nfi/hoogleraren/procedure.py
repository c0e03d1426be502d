# SPDX-License-Identifier: EUPL-1.2
"""The appointment of a professor or lector: reported with its document, granted by somebody else (NFI 7.2).

The text says that one *can* get the allowance and not who decides; HR of the NFI does here.
"""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

REGELING = "NFI-HOOG"
ARTIKEL = "NFI 7.2"


class Benoemingstatus(StrEnum):
    """How far an appointment is; only a granted one pays."""

    AANGEMELD = "aangemeld"
    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    VERVALLEN = "vervallen"


BENOEMING = Procedure(
    id="NFI-HOOG/benoeming",
    regeling=REGELING,
    begin=Benoemingstatus.AANGEMELD,
    stappen=(
        Processtap("ken_toe", ("aangemeld",), "toegekend", ("hr",), ARTIKEL, anders_dan=("meld_aan",)),
        Processtap("wijs_af", ("aangemeld",), "afgewezen", ("hr",), ARTIKEL, anders_dan=("meld_aan",)),
        Processtap("laat_vervallen", ("aangemeld", "toegekend"), "vervallen", ("hr",), ARTIKEL),
        # The appointment ended before its term; it stays granted for the days before.
        Processtap("beeindig", ("toegekend",), "toegekend", ("hr",), ARTIKEL),
    ),
)

PROCEDURES = (BENOEMING,)

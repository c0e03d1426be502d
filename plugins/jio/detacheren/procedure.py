# SPDX-License-Identifier: EUPL-1.2
"""The claim to a function after a secondment as a table of steps (JIO 3.4)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

REGELING = "JIO-DET"
ARTIKEL = "JIO 3.4"


class Aanspraakstatus(StrEnum):
    """How far a claim is. It is never granted by itself: the text says that it can be laid, not that it is given."""

    INGEDIEND = "ingediend"
    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


AANSPRAAK = Procedure(
    id="JIO-DET/aanspraak",
    regeling=REGELING,
    begin=Aanspraakstatus.INGEDIEND,
    stappen=(
        Processtap("ken_toe", ("ingediend",), "toegekend", ("hr", "leidinggevende"), ARTIKEL, anders_dan=("dien_in",)),
        Processtap("wijs_af", ("ingediend",), "afgewezen", ("hr", "leidinggevende"), ARTIKEL, anders_dan=("dien_in",)),
        Processtap("trek_in", ("ingediend",), "ingetrokken", ("medewerker",), ARTIKEL),
    ),
)

PROCEDURES = (AANSPRAAK,)

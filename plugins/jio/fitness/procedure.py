# SPDX-License-Identifier: EUPL-1.2
"""A request for the fitness contribution as a table of steps (JIO 11.5)."""

from __future__ import annotations

from core.dossiers.procedure import Procedure, Processtap
from plugins.jio.fitness.policy import REGELING

_ARTIKEL = "JIO 11.5"

DEELNAME = Procedure(
    id="JIO-FIT/deelname",
    regeling=REGELING,
    begin="aangevraagd",
    stappen=(
        Processtap("ken_toe", ("aangevraagd",), "actief", ("hr",), _ARTIKEL, anders_dan=("vraag_aan",)),
        Processtap("wijs_af", ("aangevraagd",), "afgewezen", ("hr",), _ARTIKEL, anders_dan=("vraag_aan",)),
        Processtap("trek_in", ("aangevraagd",), "ingetrokken", ("medewerker",), _ARTIKEL),
    ),
)

PROCEDURES = (DEELNAME,)

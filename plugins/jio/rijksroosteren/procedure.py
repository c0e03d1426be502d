# SPDX-License-Identifier: EUPL-1.2
"""An entry of the patch roster as a table of steps: draft, approved, realised, exported (JIO 4)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

REGELING = "JIO-ROOST"
ARTIKEL = "JIO 4"


class Regelstatus(StrEnum):
    """How far an entry is."""

    CONCEPT = "concept"
    GOEDGEKEURD = "goedgekeurd"
    GEREALISEERD = "gerealiseerd"
    GEEXPORTEERD = "geexporteerd"
    VERVALLEN = "vervallen"


ROOSTERREGEL = Procedure(
    id="JIO-ROOST/roosterregel",
    regeling=REGELING,
    begin=Regelstatus.CONCEPT,
    stappen=(
        Processtap("keur_goed", ("concept",), "goedgekeurd", ("leidinggevende",), ARTIKEL),
        # What was realised may be corrected, also after the export: the next file takes the old line back.
        Processtap(
            "realiseer",
            ("goedgekeurd", "gerealiseerd", "geexporteerd"),
            "gerealiseerd",
            ("medewerker", "leidinggevende"),
            ARTIKEL,
        ),
        Processtap("exporteer", ("gerealiseerd",), "geexporteerd", ("hr", "roosterbeheerder"), ARTIKEL),
        Processtap(
            "laat_vervallen",
            ("concept", "goedgekeurd", "gerealiseerd", "geexporteerd"),
            "vervallen",
            ("medewerker", "leidinggevende", "programma"),
            ARTIKEL,
        ),
    ),
)

PROCEDURES = (ROOSTERREGEL,)

# SPDX-License-Identifier: EUPL-1.2
"""How a function list comes into force, and how an old one is kept: both are seen by two people (NFI 7.1).

The text does not say who adopts a list; HR of the NFI does here.
"""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

REGELING = "NFI-BEZW"
ARTIKEL = "NFI 7.1"


class Lijststatus(StrEnum):
    """How far a list is; only an adopted one counts."""

    CONCEPT = "concept"
    AANGEBODEN = "aangeboden"
    VASTGESTELD = "vastgesteld"
    INGETROKKEN = "ingetrokken"


class Verlengstatus(StrEnum):
    """How far the extension of a list that ran out is."""

    VOORGESTELD = "voorgesteld"
    VASTGESTELD = "vastgesteld"
    AFGEWEZEN = "afgewezen"


LIJST = Procedure(
    id="NFI-BEZW/functielijst",
    regeling=REGELING,
    begin=Lijststatus.CONCEPT,
    stappen=(
        Processtap("bied_aan", ("concept",), "aangeboden", ("hr",), ARTIKEL),
        Processtap("geef_terug", ("aangeboden",), "concept", ("hr",), ARTIKEL),
        Processtap("stel_vast", ("aangeboden",), "vastgesteld", ("hr",), ARTIKEL, anders_dan=("bied_aan",)),
        Processtap("trek_in", ("concept", "aangeboden"), "ingetrokken", ("hr",), ARTIKEL),
    ),
)

VERLENGING = Procedure(
    id="NFI-BEZW/verlenging",
    regeling=REGELING,
    begin=Verlengstatus.VOORGESTELD,
    stappen=(
        Processtap("stel_vast", ("voorgesteld",), "vastgesteld", ("hr",), ARTIKEL, anders_dan=("stel_voor",)),
        Processtap("wijs_af", ("voorgesteld",), "afgewezen", ("hr",), ARTIKEL),
    ),
)

PROCEDURES = (LIJST, VERLENGING)

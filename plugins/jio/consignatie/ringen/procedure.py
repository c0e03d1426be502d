# SPDX-License-Identifier: EUPL-1.2
"""The procedure of a swap between three, as data (JIO 7.6)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from plugins.jio.consignatie.procedure import ARTIKEL, REGELING, ROOSTERBEHEERDER


class Ringstatus(StrEnum):
    """How far a ring is; only a recorded one changes who is on duty and who is paid."""

    VOORGESTELD = "voorgesteld"
    AKKOORD = "akkoord"
    BEKEND = "bekend"
    VASTGELEGD = "vastgelegd"
    INGETROKKEN = "ingetrokken"
    GEWEIGERD = "geweigerd"


LOPENDE_RINGEN = (Ringstatus.VOORGESTELD, Ringstatus.AKKOORD, Ringstatus.BEKEND)

_DEELNEMEN = ("stel_voor", "stem_in", "maak_rond")

RING = Procedure(
    id="JIO-CONS/ring",
    regeling=REGELING,
    begin=Ringstatus.VOORGESTELD,
    stappen=(
        Processtap("stem_in", ("voorgesteld",), "voorgesteld", ("medewerker",), ARTIKEL),
        # The last of the three who agrees.
        Processtap("maak_rond", ("voorgesteld",), "akkoord", ("medewerker",), ARTIKEL),
        Processtap("sla_af", ("voorgesteld",), "geweigerd", ("medewerker",), ARTIKEL, anders_dan=("stel_voor",)),
        Processtap("trek_in", ("voorgesteld", "akkoord"), "ingetrokken", ("medewerker",), ARTIKEL),
        Processtap("meld_bekend", ("akkoord",), "bekend", ("leidinggevende",), ARTIKEL, anders_dan=_DEELNEMEN),
        Processtap("leg_vast", ("bekend",), "vastgelegd", (ROOSTERBEHEERDER,), ARTIKEL, anders_dan=_DEELNEMEN),
        Processtap(
            "weiger",
            ("akkoord", "bekend"),
            "geweigerd",
            ("leidinggevende", ROOSTERBEHEERDER),
            ARTIKEL,
            anders_dan=_DEELNEMEN,
        ),
    ),
)

PROCEDURES = (RING,)

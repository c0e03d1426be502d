# SPDX-License-Identifier: EUPL-1.2
"""The procedure of asking for a replacement, as data (JIO 7.6)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from plugins.jio.consignatie.procedure import ARTIKEL, OPERATIONEEL_MANAGER, REGELING, ROOSTERBEHEERDER


class Vraagstatus(StrEnum):
    """How far a request is; only a recorded one changes who is on duty."""

    OPEN = "open"
    TOEGEZEGD = "toegezegd"
    VASTGELEGD = "vastgelegd"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"


LOPENDE_VRAGEN = (Vraagstatus.OPEN, Vraagstatus.TOEGEZEGD)

_REGELEN = ("leidinggevende", ROOSTERBEHEERDER, OPERATIONEEL_MANAGER)

VERVANGVRAAG = Procedure(
    id="JIO-CONS/vervangvraag",
    regeling=REGELING,
    begin=Vraagstatus.OPEN,
    stappen=(
        Processtap("zeg_toe", ("open",), "toegezegd", ("medewerker",), ARTIKEL),
        # Until it is recorded a yes binds nobody: the time is open again and others can be asked.
        Processtap("zie_af", ("toegezegd",), "open", ("medewerker",), ARTIKEL),
        Processtap("leg_vast", ("toegezegd",), "vastgelegd", _REGELEN, ARTIKEL),
        Processtap("trek_in", ("open", "toegezegd"), "ingetrokken", _REGELEN, ARTIKEL),
        Processtap("laat_vervallen", ("open", "toegezegd"), "verlopen", ("programma",), ARTIKEL),
    ),
)

PROCEDURES = (VERVANGVRAAG,)

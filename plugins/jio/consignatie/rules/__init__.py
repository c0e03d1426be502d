# SPDX-License-Identifier: EUPL-1.2
"""The calculations of the on-call duty: JIO 7.6, its Uitvoeringsrichtlijnen, and the first part of JIO 8.2."""

from core.rules import Berekening
from plugins.jio.consignatie.rules.consignatietijd import consignatietijd
from plugins.jio.consignatie.rules.declaratie import declaratie_toets
from plugins.jio.consignatie.rules.dienst import dienst
from plugins.jio.consignatie.rules.dienstauto import kilometers
from plugins.jio.consignatie.rules.inzetbaar import inzetbaar
from plugins.jio.consignatie.rules.jaarrooster import jaarrooster
from plugins.jio.consignatie.rules.oproep import oproep_toets
from plugins.jio.consignatie.rules.reactieklok import reactieklok
from plugins.jio.consignatie.rules.toelage import toelage
from plugins.jio.consignatie.rules.werktijd import werktijd

BEREKENINGEN: tuple[Berekening, ...] = (
    dienst,
    jaarrooster,
    consignatietijd,
    toelage,
    werktijd,
    oproep_toets,
    inzetbaar,
    declaratie_toets,
    reactieklok,
    kilometers,
)

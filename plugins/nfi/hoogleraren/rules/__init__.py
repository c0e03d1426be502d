# SPDX-License-Identifier: EUPL-1.2
"""The calculations of the allowance for professors and lectors (NFI 7.2)."""

from core.rules import Berekening
from plugins.nfi.hoogleraren.rules.looptijd import looptijd
from plugins.nfi.hoogleraren.rules.maand import maand
from plugins.nfi.hoogleraren.rules.toelage import toelage

BEREKENINGEN: tuple[Berekening, ...] = (toelage, looptijd, maand)

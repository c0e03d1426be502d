# SPDX-License-Identifier: EUPL-1.2
"""The calculation of the allowance for onerous working conditions (NFI 7.1)."""

from core.rules import Berekening
from plugins.nfi.bezwarend.rules.recht import recht

BEREKENINGEN: tuple[Berekening, ...] = (recht,)

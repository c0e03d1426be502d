# SPDX-License-Identifier: EUPL-1.2
"""Money is computed exactly and rounded once."""

from __future__ import annotations

from fractions import Fraction

from core.rules.invoer import Centen


def hele_centen(centen: Fraction) -> Centen:
    """Return an exact amount in cents as whole cents, half a cent up (away from zero below zero)."""
    teller, noemer = abs(centen.numerator), centen.denominator
    afgerond = (2 * teller + noemer) // (2 * noemer)
    return Centen(afgerond if centen >= 0 else -afgerond)

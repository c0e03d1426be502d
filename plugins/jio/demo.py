# SPDX-License-Identifier: EUPL-1.2
"""A fictional JIO: six teams, a year of duties, swaps, call-outs and claims, all made through the services."""

from __future__ import annotations

from core.context import Context


def vul(ctx: Context) -> None:
    """Fill the database with a fictional JIO."""

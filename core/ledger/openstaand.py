# SPDX-License-Identifier: EUPL-1.2
"""What a line without an amount asks, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.contributions import BronMetRedenen
from core.plugins import Installatie


def redenzin(
    installatie: Installatie, regeling: str | None, reden: str, gegevens: Mapping[str, Any] | None = None
) -> str:
    """Return the Dutch sentence of a reason without its full stop; its code with spaces when no source tells it.

    Without ``regeling`` every source is asked. Without ``gegevens`` it is about many facts at once: a sentence with
    numbers in it is told by its code then.
    """
    for bron in installatie.maandbronnen:
        if regeling in (None, bron.regeling) and isinstance(bron, BronMetRedenen) and reden in bron.redenen:
            try:
                return bron.redenen[reden].format_map(dict(gegevens or {})).rstrip(".")
            except (KeyError, IndexError):
                break
    return reden.replace("_", " ")

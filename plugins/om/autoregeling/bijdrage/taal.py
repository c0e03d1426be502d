# SPDX-License-Identifier: EUPL-1.2
"""Translation with types, which flask_babel does not ship."""

from __future__ import annotations

import flask_babel


def _(zin: str, **waarden: object) -> str:
    """Return a Dutch sentence in the reader's language, with its values filled in."""
    return str(flask_babel.gettext(zin, **waarden))

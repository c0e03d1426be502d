# SPDX-License-Identifier: EUPL-1.2
"""Translation with types, which flask_babel does not ship: every sentence of these pages goes through here."""

from __future__ import annotations

import flask_babel


def _(zin: str, **waarden: object) -> str:
    """Return a Dutch sentence in the reader's language, with its values filled in."""
    return str(flask_babel.gettext(zin, **waarden))


def ngettext(een: str, meer: str, aantal: int) -> str:
    """Return the sentence for one or for more, in the reader's language; ``%(num)s`` is the number."""
    return str(flask_babel.ngettext(een, meer, aantal))

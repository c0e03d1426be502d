# SPDX-License-Identifier: EUPL-1.2
"""Translation with types, which flask_babel does not ship, and explanations in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

import flask_babel

from core.rules import Stap
from core.rules.uitleg import regels
from core.web.request import ctx


def _(zin: str, **waarden: object) -> str:
    """Return a Dutch sentence in the reader's language, with its values filled in."""
    return str(flask_babel.gettext(zin, **waarden))


def ngettext(een: str, meer: str, aantal: int) -> str:
    """Return the sentence for one or for more, in the reader's language; ``%(num)s`` is the number."""
    return str(flask_babel.ngettext(een, meer, aantal))


def uitlegregels(stappen: Sequence[Stap]) -> list[dict[str, str | None]]:
    """Return an explanation as lines for the macro ``waarom``."""
    context = ctx()
    return regels(list(stappen), context.installatie.teksten, context.taal)

# SPDX-License-Identifier: EUPL-1.2
"""Whether a figure of the demo is among those that are calculated with: every page and letter then says so."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from core.regulations.parameterbeheer.models import Parametervoorstel
from core.regulations.parameterbeheer.procedure import Voorstelstatus

FICTIEF = "fictief (demo)"
"""Where a value of the demo says that it comes from."""


def is_fictief() -> ColumnElement[bool]:
    """Return the condition that a value of the demo has been approved."""
    return exists().where(Parametervoorstel.bron == FICTIEF, Parametervoorstel.besluit == Voorstelstatus.GOEDGEKEURD)


def rekent_fictief(s: Session) -> bool:
    """Tell whether a value of the demo has been approved."""
    return bool(s.scalar(select(is_fictief())))

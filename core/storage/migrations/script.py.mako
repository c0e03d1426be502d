# SPDX-License-Identifier: EUPL-1.2
"""${message}."""

import sqlalchemy as sa
from alembic import op
% if imports:
${imports}
% endif

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step. There is no way back: a newer database is restored, not undone."""
    ${upgrades if upgrades else "pass"}

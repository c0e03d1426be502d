# SPDX-License-Identifier: EUPL-1.2
"""kopjes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "buiten_kopje",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("buiten_kopje_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("buiten_kopje_pk")),
    )

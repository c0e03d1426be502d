# SPDX-License-Identifier: EUPL-1.2
"""naslag en storingen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step. There is no way back: a newer database is restored, not undone."""
    op.create_table(
        "core_jobbeurt",
        sa.Column("job", sa.String(length=100), nullable=False),
        sa.Column("beurt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("houder", sa.String(length=64), nullable=True),
        sa.Column("gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("core_jobbeurt_pk")),
    )
    op.create_table(
        "core_pluginstoring",
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("haak", sa.String(length=60), nullable=False),
        sa.Column("fout", sa.String(length=200), nullable=False),
        sa.Column("eerste_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("laatste_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("eenheid", "haak", name=op.f("core_pluginstoring_pk")),
    )
    op.create_table(
        "core_loonuitslag",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("maand", sa.String(length=7), nullable=False),
        sa.Column("personeelsnummer", sa.String(length=20), nullable=False),
        sa.Column("looncode", sa.String(length=40), nullable=False),
        sa.Column("boeking_id", sa.BigInteger(), nullable=True),
        sa.Column("centen", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("gelezen_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gelezen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gelezen_door"], ["core_account.id"], name=op.f("core_loonuitslag_gelezen_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_loonuitslag_pk")),
    )
    with op.batch_alter_table("core_loonuitslag", schema=None) as batch_op:
        batch_op.create_index(
            "core_loonuitslag_boeking_uq",
            ["eenheid", "maand", "personeelsnummer", "looncode", "boeking_id"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL AND boeking_id IS NOT NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL AND boeking_id IS NOT NULL"),
        )
        batch_op.create_index(
            "core_loonuitslag_nummer_ix",
            ["personeelsnummer"],
            unique=False,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )
        batch_op.create_index(
            "core_loonuitslag_som_uq",
            ["eenheid", "maand", "personeelsnummer", "looncode"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL AND boeking_id IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL AND boeking_id IS NULL"),
        )

    op.create_table(
        "core_uitbetalingsverklaring",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("maand", sa.String(length=7), nullable=False),
        sa.Column("personeelsnummer", sa.String(length=20), nullable=False),
        sa.Column("looncode", sa.String(length=40), nullable=False),
        sa.Column("boeking_id", sa.BigInteger(), nullable=True),
        sa.Column("geexporteerd_centen", sa.BigInteger(), nullable=True),
        sa.Column("betaald_centen", sa.BigInteger(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_uitbetalingsverklaring_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_uitbetalingsverklaring_pk")),
    )
    with op.batch_alter_table("core_uitbetalingsverklaring", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_uitbetalingsverklaring_eenheid_maand_ix"), ["eenheid", "maand"], unique=False
        )
        batch_op.create_index(
            batch_op.f("core_uitbetalingsverklaring_personeelsnummer_ix"), ["personeelsnummer"], unique=False
        )

    op.create_table(
        "core_vernietiging",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("tabel", sa.String(length=63), nullable=False),
        sa.Column("voor", sa.Date(), nullable=False),
        sa.Column("maanden", sa.Integer(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("voorgesteld_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("besluit", sa.String(length=12), nullable=True),
        sa.Column("besloten_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["besloten_door"], ["core_account.id"], name=op.f("core_vernietiging_besloten_door_fk")
        ),
        sa.ForeignKeyConstraint(
            ["voorgesteld_door"], ["core_account.id"], name=op.f("core_vernietiging_voorgesteld_door_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_vernietiging_pk")),
    )
    with op.batch_alter_table("core_vernietiging", schema=None) as batch_op:
        batch_op.create_index(
            "core_vernietiging_open_uq",
            ["tabel"],
            unique=True,
            sqlite_where=sa.text("besluit IS NULL"),
            postgresql_where=sa.text("besluit IS NULL"),
        )

    op.create_table(
        "core_boekingsbezwaar",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("boeking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("ingediend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("antwoord", sa.Text(), nullable=True),
        sa.Column("beantwoord_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("beantwoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["beantwoord_door"], ["core_account.id"], name=op.f("core_boekingsbezwaar_beantwoord_door_fk")
        ),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_boekingsbezwaar_boeking_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_boekingsbezwaar_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_boekingsbezwaar_pk")),
    )
    with op.batch_alter_table("core_boekingsbezwaar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_boekingsbezwaar_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            "core_boekingsbezwaar_open_uq",
            ["boeking_id"],
            unique=True,
            sqlite_where=sa.text("beantwoord_op IS NULL"),
            postgresql_where=sa.text("beantwoord_op IS NULL"),
        )

    with op.batch_alter_table("core_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moet_wijzigen", sa.Boolean(), server_default=sa.text("false"), nullable=False))

    with op.batch_alter_table("core_run", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("ingetrokken_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("intrekreden", sa.Text(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("core_run_ingetrokken_door_fk"), "core_account", ["ingetrokken_door"], ["id"]
        )

# SPDX-License-Identifier: EUPL-1.2
"""eerste tabellen."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step. There is no way back: a newer database is restored, not undone."""
    op.create_table(
        "nfi_functiekoppeling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("functienaam", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_functiekoppeling_pk")),
    )
    with op.batch_alter_table("nfi_functiekoppeling", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_functiekoppeling_actief_uq",
            ["functienaam", "van"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "nfi_functielijst",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("naam", sa.String(length=40), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "concept", "aangeboden", "vastgesteld", "ingetrokken", name="lijststatus", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("bron", sa.String(length=300), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.BigInteger(), nullable=True),
        sa.Column("aangeboden_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("aangeboden_door", sa.BigInteger(), nullable=True),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vastgesteld_door", sa.BigInteger(), nullable=True),
        sa.Column("herrekend_vanaf", sa.String(length=7), nullable=True),
        sa.CheckConstraint("tot_en_met >= van", name=op.f("nfi_functielijst_periode_ck")),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_functielijst_pk")),
    )
    with op.batch_alter_table("nfi_functielijst", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_functielijst_naam_uq",
            ["naam"],
            unique=True,
            sqlite_where=sa.text("status <> 'ingetrokken'"),
            postgresql_where=sa.text("status <> 'ingetrokken'"),
        )

    op.create_table(
        "nfi_geluidmeting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("werkplek", sa.String(length=120), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("decibel", sa.Integer(), nullable=False),
        sa.Column("gemeten_door", sa.String(length=200), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("decibel BETWEEN 0 AND 200", name=op.f("nfi_geluidmeting_decibel_ck")),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_geluidmeting_pk")),
    )
    with op.batch_alter_table("nfi_geluidmeting", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_geluidmeting_actief_uq",
            ["werkplek", "datum"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "nfi_lijstverlenging",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("lijst", sa.String(length=40), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("voorgesteld", "vastgesteld", "afgewezen", name="verlengstatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voorgesteld_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("herrekend_vanaf", sa.String(length=7), nullable=True),
        sa.CheckConstraint("tot_en_met >= van", name=op.f("nfi_lijstverlenging_periode_ck")),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_lijstverlenging_pk")),
    )
    with op.batch_alter_table("nfi_lijstverlenging", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_lijstverlenging_open_uq",
            ["lijst"],
            unique=True,
            sqlite_where=sa.text("status = 'voorgesteld'"),
            postgresql_where=sa.text("status = 'voorgesteld'"),
        )

    op.create_table(
        "nfi_benoeming",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rol", sa.Enum("hoogleraar", "lector", name="rol", native_enum=False, length=24), nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.Column("instelling", sa.String(length=200), nullable=False),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=300), nullable=True),
        sa.Column("document_ontvangen_op", sa.Date(), nullable=True),
        sa.Column("uren_honderdsten", sa.Integer(), nullable=False),
        sa.Column("verklaring_op", sa.Date(), nullable=True),
        sa.Column("verklaring", sa.String(length=300), nullable=True),
        sa.Column("oude_toelage_centen", sa.BigInteger(), nullable=True),
        sa.Column("vroegtijdig_einde", sa.Date(), nullable=True),
        sa.Column("einde_reden", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "aangemeld", "toegekend", "afgewezen", "vervallen", name="benoemingstatus", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("aangemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aangemeld_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("einde_gemeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vorige_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("einddatum IS NULL OR einddatum >= ingangsdatum", name=op.f("nfi_benoeming_periode_ck")),
        sa.CheckConstraint("uren_honderdsten >= 800", name=op.f("nfi_benoeming_uren_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("nfi_benoeming_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["vorige_id"], ["nfi_benoeming.id"], name=op.f("nfi_benoeming_vorige_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_benoeming_pk")),
    )
    with op.batch_alter_table("nfi_benoeming", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("nfi_benoeming_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            "nfi_benoeming_vorige_uq",
            ["vorige_id"],
            unique=True,
            sqlite_where=sa.text("vorige_id IS NOT NULL AND status IN ('aangemeld', 'toegekend')"),
            postgresql_where=sa.text("vorige_id IS NOT NULL AND status IN ('aangemeld', 'toegekend')"),
        )

    op.create_table(
        "nfi_functielijstrij",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("lijst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("naam", sa.String(length=300), nullable=False),
        sa.Column("rol", sa.Boolean(), nullable=False),
        sa.Column("stank", sa.String(length=1), nullable=True),
        sa.Column("lawaai", sa.String(length=1), nullable=True),
        sa.Column("kleding", sa.String(length=1), nullable=True),
        sa.Column("prikkeling", sa.String(length=1), nullable=True),
        sa.Column("werkplek", sa.String(length=120), nullable=True),
        sa.Column("voorwaarde", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["lijst_id"], ["nfi_functielijst.id"], name=op.f("nfi_functielijstrij_lijst_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_functielijstrij_pk")),
        sa.UniqueConstraint("lijst_id", "code", name=op.f("nfi_functielijstrij_lijst_id_code_uq")),
    )
    op.create_table(
        "nfi_functieplaatsing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("functienaam", sa.String(length=200), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("nfi_functieplaatsing_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("nfi_functieplaatsing_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_functieplaatsing_pk")),
    )
    with op.batch_alter_table("nfi_functieplaatsing", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_functieplaatsing_actief_uq",
            ["medewerker_id", "van"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "nfi_rolplaatsing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rol", sa.String(length=60), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("nfi_rolplaatsing_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("nfi_rolplaatsing_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_rolplaatsing_pk")),
    )
    with op.batch_alter_table("nfi_rolplaatsing", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_rolplaatsing_actief_uq",
            ["medewerker_id", "rol", "van"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "nfi_toekenning",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("stank", sa.String(length=1), nullable=True),
        sa.Column("lawaai", sa.String(length=1), nullable=True),
        sa.Column("kleding", sa.String(length=1), nullable=True),
        sa.Column("prikkeling", sa.String(length=1), nullable=True),
        sa.Column("werkplek", sa.String(length=120), nullable=True),
        sa.Column("besluit_op", sa.Date(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met >= van", name=op.f("nfi_toekenning_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("nfi_toekenning_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_toekenning_pk")),
    )
    with op.batch_alter_table("nfi_toekenning", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_toekenning_actief_uq",
            ["medewerker_id", "van"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "nfi_voorwaarde",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("voldoet", sa.Boolean(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("nfi_voorwaarde_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_voorwaarde_pk")),
    )
    with op.batch_alter_table("nfi_voorwaarde", schema=None) as batch_op:
        batch_op.create_index(
            "nfi_voorwaarde_actief_uq",
            ["medewerker_id", "jaar"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "nfi_salarisbesluit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("benoeming_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("inschaling_id", sa.BigInteger(), nullable=False),
        sa.Column("aard", sa.Enum("herstel", "wijziging", name="aard", native_enum=False, length=24), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["benoeming_id"], ["nfi_benoeming.id"], name=op.f("nfi_salarisbesluit_benoeming_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("nfi_salarisbesluit_pk")),
        sa.UniqueConstraint(
            "benoeming_id", "inschaling_id", name=op.f("nfi_salarisbesluit_benoeming_id_inschaling_id_uq")
        ),
    )

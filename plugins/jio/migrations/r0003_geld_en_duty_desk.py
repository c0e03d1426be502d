# SPDX-License-Identifier: EUPL-1.2
"""geld en duty desk."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step. There is no way back: a newer database is restored, not undone."""
    op.create_table(
        "jio_auto",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kenteken", sa.String(length=12), nullable=False),
        sa.Column("omschrijving", sa.String(length=120), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("poolauto", "specifiek", "persoonsgebonden", name="autosoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("standplaats", sa.String(length=120), nullable=False),
        sa.Column("elektronisch", sa.Boolean(), nullable=False),
        sa.Column("fiscale_waarde_centen", sa.BigInteger(), nullable=True),
        sa.Column("apk_tot_en_met", sa.Date(), nullable=True),
        sa.Column("buiten_gebruik_op", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_auto_pk")),
        sa.UniqueConstraint("kenteken", name=op.f("jio_auto_kenteken_uq")),
    )
    op.create_table(
        "jio_geplandwerk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("incidenten", sa.Text(), nullable=False),
        sa.Column("opschaling", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot > van", name=op.f("jio_geplandwerk_duur_ck")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_geplandwerk_pk")),
    )
    with op.batch_alter_table("jio_geplandwerk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_geplandwerk_tot_ix"), ["tot"], unique=False)

    op.create_table(
        "jio_autogebruik",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("auto_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "aangevraagd",
                "toegekend",
                "afgewezen",
                "in_gebruik",
                "beeindigd",
                "ingeleverd",
                name="gebruikstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("gegeven", sa.JSON(), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("prive_afspraak_op", sa.Date(), nullable=True),
        sa.Column("van", sa.Date(), nullable=True),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("einde_gegeven", sa.JSON(), nullable=True),
        sa.Column("einde_stappen", sa.JSON(), nullable=True),
        sa.Column("ingeleverd_op", sa.Date(), nullable=True),
        sa.Column("inlever_stand", sa.Integer(), nullable=True),
        sa.Column("inlever_staat", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "tot_en_met IS NULL OR van IS NULL OR tot_en_met >= van", name=op.f("jio_autogebruik_periode_ck")
        ),
        sa.ForeignKeyConstraint(["auto_id"], ["jio_auto.id"], name=op.f("jio_autogebruik_auto_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_autogebruik_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_autogebruik_pk")),
    )
    with op.batch_alter_table("jio_autogebruik", schema=None) as batch_op:
        batch_op.create_index(
            "jio_autogebruik_loopt_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('aangevraagd', 'toegekend', 'in_gebruik')"),
            postgresql_where=sa.text("status IN ('aangevraagd', 'toegekend', 'in_gebruik')"),
        )

    op.create_table(
        "jio_autoreservering",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("auto_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bestemming", sa.String(length=200), nullable=False),
        sa.Column("gegeven", sa.JSON(), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "gereserveerd",
                "onderweg",
                "onvolledig",
                "terug",
                "geannuleerd",
                name="reserveringstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("mee_naar_huis", sa.String(length=40), nullable=True),
        sa.Column("mee_naar_huis_akkoord", sa.Boolean(), nullable=True),
        sa.Column("gereserveerd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_begin", sa.Integer(), nullable=True),
        sa.Column("stand_einde", sa.Integer(), nullable=True),
        sa.Column("brandstof_procent", sa.Integer(), nullable=True),
        sa.Column("gebreken", sa.Text(), nullable=True),
        sa.Column("toestand", sa.Text(), nullable=True),
        sa.Column("opgehaald_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("teruggebracht_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "brandstof_procent IS NULL OR brandstof_procent BETWEEN 0 AND 100",
            name=op.f("jio_autoreservering_brandstof_ck"),
        ),
        sa.CheckConstraint("tot > van", name=op.f("jio_autoreservering_periode_ck")),
        sa.ForeignKeyConstraint(["auto_id"], ["jio_auto.id"], name=op.f("jio_autoreservering_auto_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_autoreservering_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_autoreservering_pk")),
    )
    with op.batch_alter_table("jio_autoreservering", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_autoreservering_auto_id_van_ix"), ["auto_id", "van"], unique=False)
        batch_op.create_index(batch_op.f("jio_autoreservering_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_consignatierit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("gegeven", sa.JSON(), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("kilometers_zakelijk", sa.Integer(), nullable=False),
        sa.Column("kilometers_prive", sa.Integer(), nullable=False),
        sa.Column("bewijs", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_consignatierit_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_consignatierit_pk")),
    )
    with op.batch_alter_table("jio_consignatierit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_consignatierit_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_fitnessdeelname",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sportschool", sa.String(length=120), nullable=False),
        sa.Column("abonnement_centen", sa.BigInteger(), nullable=False),
        sa.Column("ikb_centen", sa.BigInteger(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "aangevraagd", "actief", "afgewezen", "ingetrokken", name="deelnamestatus", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("aangesloten", sa.Boolean(), nullable=True),
        sa.Column("vast", sa.Boolean(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("abonnement_centen > 0", name=op.f("jio_fitnessdeelname_prijs_ck")),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("jio_fitnessdeelname_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_fitnessdeelname_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_fitnessdeelname_pk")),
    )
    with op.batch_alter_table("jio_fitnessdeelname", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_fitnessdeelname_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            "jio_fitnessdeelname_open_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('aangevraagd', 'actief') AND tot_en_met IS NULL"),
            postgresql_where=sa.text("status IN ('aangevraagd', 'actief') AND tot_en_met IS NULL"),
        )

    op.create_table(
        "jio_autorit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reservering_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gebruik_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("van", sa.String(length=200), nullable=False),
        sa.Column("naar", sa.String(length=200), nullable=False),
        sa.Column("stand_begin", sa.Integer(), nullable=False),
        sa.Column("stand_einde", sa.Integer(), nullable=False),
        sa.Column("doel", sa.String(length=200), nullable=False),
        sa.Column("prive", sa.Boolean(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(reservering_id IS NULL) <> (gebruik_id IS NULL)", name=op.f("jio_autorit_bij_ck")),
        sa.CheckConstraint("stand_einde > stand_begin", name=op.f("jio_autorit_afstand_ck")),
        sa.ForeignKeyConstraint(["gebruik_id"], ["jio_autogebruik.id"], name=op.f("jio_autorit_gebruik_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_autorit_medewerker_id_fk")),
        sa.ForeignKeyConstraint(
            ["reservering_id"], ["jio_autoreservering.id"], name=op.f("jio_autorit_reservering_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_autorit_pk")),
    )
    with op.batch_alter_table("jio_autorit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_autorit_gebruik_id_dag_ix"), ["gebruik_id", "dag"], unique=False)
        batch_op.create_index(batch_op.f("jio_autorit_reservering_id_ix"), ["reservering_id"], unique=False)

    op.create_table(
        "jio_priveopgave",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gebruik_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("kilometers", sa.Integer(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kilometers >= 0", name=op.f("jio_priveopgave_kilometers_ck")),
        sa.ForeignKeyConstraint(["gebruik_id"], ["jio_autogebruik.id"], name=op.f("jio_priveopgave_gebruik_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_priveopgave_pk")),
    )
    with op.batch_alter_table("jio_priveopgave", schema=None) as batch_op:
        batch_op.create_index(
            "jio_priveopgave_geldt_uq",
            ["gebruik_id", "jaar"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "jio_ritformulier",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gebruik_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("maand", sa.String(length=7), nullable=False),
        sa.Column("ingediend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("te_laat", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["gebruik_id"], ["jio_autogebruik.id"], name=op.f("jio_ritformulier_gebruik_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_ritformulier_pk")),
        sa.UniqueConstraint("gebruik_id", "maand", name=op.f("jio_ritformulier_gebruik_id_maand_uq")),
    )

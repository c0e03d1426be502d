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
        "jio_aanwijzing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("per", sa.Date(), nullable=False),
        sa.Column("getekend_op", sa.Date(), nullable=True),
        sa.Column("ingetrokken_per", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_aanwijzing_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_aanwijzing_pk")),
    )
    with op.batch_alter_table("jio_aanwijzing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_aanwijzing_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_consignatieteam",
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("discipline", sa.String(length=100), nullable=False),
        sa.Column("nummer", sa.String(length=20), nullable=False),
        sa.Column("oss", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("jio_consignatieteam_team_id_fk")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("jio_consignatieteam_pk")),
        sa.UniqueConstraint("nummer", name=op.f("jio_consignatieteam_nummer_uq")),
    )
    op.create_table(
        "jio_fccregel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.Column("incidentnummer", sa.String(length=40), nullable=False),
        sa.Column("ingelezen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_fccregel_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_fccregel_pk")),
    )
    with op.batch_alter_table("jio_fccregel", schema=None) as batch_op:
        batch_op.create_index(
            "jio_fccregel_actief_uq",
            ["medewerker_id", "dag", "incidentnummer"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "jio_ontheffing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("jio_ontheffing_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_ontheffing_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_ontheffing_pk")),
    )
    with op.batch_alter_table("jio_ontheffing", schema=None) as batch_op:
        batch_op.create_index(
            "jio_ontheffing_actief_uq",
            ["medewerker_id", "van"],
            unique=True,
            sqlite_where=sa.text("ingetrokken_op IS NULL"),
            postgresql_where=sa.text("ingetrokken_op IS NULL"),
        )

    op.create_table(
        "jio_pas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("jio_pas_periode_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_pas_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_pas_pk")),
    )
    with op.batch_alter_table("jio_pas", schema=None) as batch_op:
        batch_op.create_index(
            "jio_pas_actief_uq",
            ["medewerker_id", "van"],
            unique=True,
            sqlite_where=sa.text("ingetrokken_op IS NULL"),
            postgresql_where=sa.text("ingetrokken_op IS NULL"),
        )

    op.create_table(
        "jio_stap",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("stap", sa.String(length=20), nullable=False),
        sa.Column("naar", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_stap_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_stap_pk")),
    )
    with op.batch_alter_table("jio_stap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_stap_soort_object_id_ix"), ["soort", "object_id"], unique=False)

    op.create_table(
        "jio_rooster",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "concept",
                "geraadpleegd",
                "gepubliceerd",
                "gewijzigd",
                "gesloten",
                name="roosterstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_rooster_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_rooster_pk")),
        sa.UniqueConstraint("team_id", "jaar", name=op.f("jio_rooster_team_id_jaar_uq")),
    )
    op.create_table(
        "jio_ruil",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aanbieder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gevraagde_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("overnemer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "aangeboden",
                "overgenomen",
                "bekend",
                "vastgelegd",
                "ingetrokken",
                "geweigerd",
                name="ruilstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("aangeboden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["aanbieder_id"], ["core_medewerker.id"], name=op.f("jio_ruil_aanbieder_id_fk")),
        sa.ForeignKeyConstraint(["gevraagde_id"], ["core_medewerker.id"], name=op.f("jio_ruil_gevraagde_id_fk")),
        sa.ForeignKeyConstraint(["overnemer_id"], ["core_medewerker.id"], name=op.f("jio_ruil_overnemer_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_ruil_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_ruil_pk")),
    )
    with op.batch_alter_table("jio_ruil", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_ruil_aanbieder_id_ix"), ["aanbieder_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_ruil_overnemer_id_ix"), ["overnemer_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_ruil_status_ix"), ["status"], unique=False)

    op.create_table(
        "jio_teamsituatie",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("situatie", sa.Enum("a", "b", "c", name="situatie", native_enum=False, length=24), nullable=False),
        sa.Column("plaatsgebonden", sa.Boolean(), nullable=False),
        sa.Column("bron", sa.String(length=200), nullable=False),
        sa.Column(
            "besluit",
            sa.Enum("voorgesteld", "goedgekeurd", "afgewezen", name="besluit", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("voorgesteld_door", sa.BigInteger(), nullable=True),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_teamsituatie_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_teamsituatie_pk")),
    )
    with op.batch_alter_table("jio_teamsituatie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_teamsituatie_team_id_vanaf_ix"), ["team_id", "vanaf"], unique=False)

    op.create_table(
        "jio_dienst",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dinsdag", sa.Date(), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uren", sa.Integer(), nullable=False),
        sa.Column("uren_maandag_vrijdag", sa.Integer(), nullable=False),
        sa.Column("uren_zaterdag", sa.Integer(), nullable=False),
        sa.Column("uren_zondag", sa.Integer(), nullable=False),
        sa.Column("uren_feestdag", sa.Integer(), nullable=False),
        sa.Column("overlap_uren", sa.Integer(), nullable=False),
        sa.CheckConstraint("einde > begin", name=op.f("jio_dienst_duur_ck")),
        sa.ForeignKeyConstraint(["rooster_id"], ["jio_rooster.id"], name=op.f("jio_dienst_rooster_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_dienst_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_dienst_pk")),
        sa.UniqueConstraint("team_id", "dinsdag", name=op.f("jio_dienst_team_id_dinsdag_uq")),
    )
    with op.batch_alter_table("jio_dienst", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_dienst_begin_ix"), ["begin"], unique=False)
        batch_op.create_index(batch_op.f("jio_dienst_einde_ix"), ["einde"], unique=False)
        batch_op.create_index(batch_op.f("jio_dienst_rooster_id_ix"), ["rooster_id"], unique=False)

    op.create_table(
        "jio_declaratie",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("consignatie", "overwerk", name="declaratiesoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "klaargezet",
                "bevestigd",
                "bezwaar",
                "goedgekeurd",
                "teruggegeven",
                "vervallen",
                name="declaratiestatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.Column("minuten_zonder_aanwijzing", sa.Integer(), nullable=False),
        sa.Column("akkoord", sa.Boolean(), nullable=False),
        sa.Column("redenen", sa.JSON(), nullable=False),
        sa.Column("klaargezet_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_declaratie_dienst_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_declaratie_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_declaratie_pk")),
    )
    with op.batch_alter_table("jio_declaratie", schema=None) as batch_op:
        batch_op.create_index(
            "jio_declaratie_actief_uq",
            ["dienst_id", "medewerker_id", "soort"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("jio_declaratie_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_declaratie_status_ix"), ["status"], unique=False)

    op.create_table(
        "jio_dienstdeel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "reden",
            sa.Enum(
                "rooster",
                "ruil",
                "ziekte_dagdienst",
                "ziekte_tijdens_dienst",
                "verlof",
                "herstel",
                name="deelreden",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("ruil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot > van", name=op.f("jio_dienstdeel_duur_ck")),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_dienstdeel_dienst_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_dienstdeel_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["ruil_id"], ["jio_ruil.id"], name=op.f("jio_dienstdeel_ruil_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_dienstdeel_pk")),
    )
    with op.batch_alter_table("jio_dienstdeel", schema=None) as batch_op:
        batch_op.create_index("jio_dienstdeel_dienst_ix", ["dienst_id"], unique=False)
        batch_op.create_index("jio_dienstdeel_medewerker_ix", ["medewerker_id", "tot"], unique=False)

    op.create_table(
        "jio_oproep",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thuis", sa.DateTime(timezone=True), nullable=True),
        sa.Column("prio", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.String(length=30), nullable=False),
        sa.Column("overeenkomst", sa.Boolean(), nullable=False),
        sa.Column("functioneren_bedreigd", sa.Boolean(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("storing_begonnen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("instemming", sa.Boolean(), nullable=False),
        sa.Column("incidentnummer", sa.String(length=40), nullable=False),
        sa.Column("toegelaten", sa.Boolean(), nullable=False),
        sa.Column("redenen", sa.JSON(), nullable=False),
        sa.Column("corrigeert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["corrigeert_id"], ["jio_oproep.id"], name=op.f("jio_oproep_corrigeert_id_fk")),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_oproep_dienst_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_oproep_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_oproep_pk")),
    )
    with op.batch_alter_table("jio_oproep", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_oproep_dienst_id_ix"), ["dienst_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_oproep_medewerker_id_begin_ix"), ["medewerker_id", "begin"], unique=False)

    op.create_table(
        "jio_ruildeel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ruil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "richting", sa.Enum("heen", "terug", name="ruilrichting", native_enum=False, length=24), nullable=False
        ),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("tot > van", name=op.f("jio_ruildeel_duur_ck")),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_ruildeel_dienst_id_fk")),
        sa.ForeignKeyConstraint(["ruil_id"], ["jio_ruil.id"], name=op.f("jio_ruildeel_ruil_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_ruildeel_pk")),
    )
    with op.batch_alter_table("jio_ruildeel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_ruildeel_dienst_id_ix"), ["dienst_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_ruildeel_ruil_id_ix"), ["ruil_id"], unique=False)

    op.create_table(
        "jio_bezwaar",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("declaratie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("ingediend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("antwoord", sa.Text(), nullable=True),
        sa.Column("beantwoord_door", sa.BigInteger(), nullable=True),
        sa.Column("beantwoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declaratie_id"], ["jio_declaratie.id"], name=op.f("jio_bezwaar_declaratie_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_bezwaar_pk")),
    )
    with op.batch_alter_table("jio_bezwaar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_bezwaar_declaratie_id_ix"), ["declaratie_id"], unique=False)

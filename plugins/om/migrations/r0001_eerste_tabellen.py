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
        "om_afrekenronde",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begonnen_door", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("om_afrekenronde_pk")),
        sa.UniqueConstraint("jaar", name=op.f("om_afrekenronde_jaar_uq")),
    )
    op.create_table(
        "om_besluitna2023",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column(
            "keuze", sa.Enum("voortgezet", "vervallen", name="na2023", native_enum=False, length=24), nullable=False
        ),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("bijdrage_volgens_cao", sa.Boolean(), nullable=False),
        sa.Column("grond", sa.String(length=500), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("om_besluitna2023_pk")),
        sa.UniqueConstraint("vanaf", "vastgelegd_op", name=op.f("om_besluitna2023_vanaf_vastgelegd_op_uq")),
    )
    op.create_table(
        "om_commissie",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ingesteld_op", sa.Date(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("zetels", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("om_commissie_pk")),
    )
    op.create_table(
        "om_jaarstuk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column(
            "soort",
            sa.Enum("college", "kostenverdeling", name="jaarstuksoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("invoer", sa.JSON(), nullable=False),
        sa.Column("uitkomst", sa.JSON(), nullable=False),
        sa.Column("uitleg", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("om_jaarstuk_pk")),
        sa.UniqueConstraint("soort", "jaar", name=op.f("om_jaarstuk_soort_jaar_uq")),
    )
    op.create_table(
        "om_onderdeel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.Column(
            "soort",
            sa.Enum(
                "arrondissementsparket",
                "landelijk_parket",
                "functioneel_parket",
                "parket_cvom",
                "ressortsparket",
                "rijksrecherche",
                "parket_generaal",
                "dvom",
                name="onderdeel",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_onderdeel_pk")),
        sa.UniqueConstraint("code", name=op.f("om_onderdeel_code_uq")),
    )
    op.create_table(
        "om_ritimport",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("regels", sa.Integer(), nullable=False),
        sa.Column("nieuw", sa.Integer(), nullable=False),
        sa.Column("vervangen", sa.Integer(), nullable=False),
        sa.Column("gelijk", sa.Integer(), nullable=False),
        sa.Column("ouder", sa.Integer(), nullable=False),
        sa.Column("vervallen", sa.Integer(), nullable=False),
        sa.Column("aangehouden", sa.Integer(), nullable=False),
        sa.Column("zonder_sleutel", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritimport_pk")),
    )
    op.create_table(
        "om_ritplaats",
        sa.Column("voertuig_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_begin", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("van", sa.String(length=200), nullable=False),
        sa.Column("naar", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("voertuig_id", "begin", "stand_begin", name=op.f("om_ritplaats_pk")),
    )
    op.create_table(
        "om_ritvervallen",
        sa.Column("voertuig_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_begin", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("voertuig_id", "begin", "stand_begin", name=op.f("om_ritvervallen_pk")),
    )
    op.create_table(
        "om_beheerderschap",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("om_beheerderschap_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_beheerderschap_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_beheerderschap_onderdeel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_beheerderschap_pk")),
    )
    with op.batch_alter_table("om_beheerderschap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_beheerderschap_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_bijdragemelding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_bijdragemelding_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_bijdragemelding_pk")),
        sa.UniqueConstraint(
            "medewerker_id", "jaar", "soort", name=op.f("om_bijdragemelding_medewerker_id_jaar_soort_uq")
        ),
    )
    op.create_table(
        "om_dossierstuk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "soort",
            sa.Enum(
                "toekenning",
                "afwijzing",
                "overeenkomst",
                "ingebrekestelling",
                "einde",
                "inleverdocument",
                "jaartoets",
                name="stuksoort",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("over_id", sa.BigInteger(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("uitleg", sa.JSON(), nullable=False),
        sa.Column("opgenomen_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_dossierstuk_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_dossierstuk_pk")),
    )
    with op.batch_alter_table("om_dossierstuk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_dossierstuk_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(batch_op.f("om_dossierstuk_soort_over_id_ix"), ["soort", "over_id"], unique=False)

    op.create_table(
        "om_jaarafrekening",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("maand", sa.String(length=7), nullable=False),
        sa.Column("reden", sa.String(length=500), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_jaarafrekening_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_jaarafrekening_pk")),
        sa.UniqueConstraint("medewerker_id", "jaar", name=op.f("om_jaarafrekening_medewerker_id_jaar_uq")),
    )
    with op.batch_alter_table("om_jaarafrekening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_jaarafrekening_maand_ix"), ["maand"], unique=False)

    op.create_table(
        "om_klok",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column(
            "soort",
            sa.Enum(
                "criterium_vervallen",
                "vijf_jaar",
                "kilometers",
                "kentekenkaart",
                "jaartoets",
                "college",
                "commissie",
                name="kloksoort",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sleutel", sa.String(length=20), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewaarschuwd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geescaleerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gestopt_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_klok_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_klok_onderdeel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_klok_pk")),
    )
    with op.batch_alter_table("om_klok", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_klok_gestopt_op_uiterlijk_ix"), ["gestopt_op", "uiterlijk"], unique=False)
        batch_op.create_index(
            "om_klok_loopt_uq",
            ["soort", "sleutel"],
            unique=True,
            sqlite_where=sa.text("gestopt_op IS NULL"),
            postgresql_where=sa.text("gestopt_op IS NULL"),
        )

    op.create_table(
        "om_plaatsing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("om_plaatsing_periode_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_plaatsing_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_plaatsing_onderdeel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_plaatsing_pk")),
    )
    with op.batch_alter_table("om_plaatsing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_plaatsing_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_rechtonderbreking",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grond", sa.String(length=40), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("einde", sa.Date(), nullable=True),
        sa.Column("vervaldag_werkgever", sa.Date(), nullable=True),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("laatste_dag", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("einde IS NULL OR einde >= begin", name=op.f("om_rechtonderbreking_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_rechtonderbreking_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_rechtonderbreking_pk")),
    )
    with op.batch_alter_table("om_rechtonderbreking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_rechtonderbreking_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_ritadres",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("woonadres", "vaste_werklocatie", "zakelijk", name="adressoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tekst", sa.String(length=200), nullable=True),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("bevestigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bevestigd_door", sa.BigInteger(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("soort <> 'woonadres' OR tekst IS NULL", name=op.f("om_ritadres_woonadres_ck")),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("om_ritadres_periode_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ritadres_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritadres_pk")),
    )
    with op.batch_alter_table("om_ritadres", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_ritadres_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_rittoestemming",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("omvang", sa.Enum("woonwerk", "prive", name="omvang", native_enum=False, length=24), nullable=False),
        sa.Column(
            "kijker",
            sa.Enum("werkgever", "lokaal", "centraal", name="kijker", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("gegeven_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met >= van", name=op.f("om_rittoestemming_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_rittoestemming_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_rittoestemming_pk")),
    )
    with op.batch_alter_table("om_rittoestemming", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_rittoestemming_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_schatting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("vanaf_maand", sa.Integer(), nullable=False),
        sa.Column("kilometers", sa.Integer(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kilometers >= 0", name=op.f("om_schatting_kilometers_ck")),
        sa.CheckConstraint("vanaf_maand BETWEEN 1 AND 12", name=op.f("om_schatting_maand_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_schatting_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_schatting_pk")),
    )
    with op.batch_alter_table("om_schatting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_schatting_medewerker_id_jaar_ix"), ["medewerker_id", "jaar"], unique=False)

    op.create_table(
        "om_termijnverzoek",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("termijnen", sa.Integer(), nullable=False),
        sa.Column("toelichting", sa.String(length=1000), nullable=False),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toegestaan", sa.Boolean(), nullable=True),
        sa.Column("antwoord", sa.String(length=1000), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("termijnen BETWEEN 2 AND 24", name=op.f("om_termijnverzoek_termijnen_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_termijnverzoek_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_termijnverzoek_pk")),
    )
    with op.batch_alter_table("om_termijnverzoek", schema=None) as batch_op:
        batch_op.create_index(
            "om_termijnverzoek_open_uq",
            ["medewerker_id", "jaar"],
            unique=True,
            sqlite_where=sa.text("besloten_op IS NULL"),
            postgresql_where=sa.text("besloten_op IS NULL"),
        )

    op.create_table(
        "om_toekenning",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "aangevraagd",
                "toegekend",
                "afgewezen",
                "ingetrokken",
                "beeindigd",
                name="toekenningstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "rechtspositie",
            sa.Enum(
                "rechterlijk_ambtenaar",
                "rijksambtenaar",
                "politieambtenaar_rijksrecherche",
                name="rechtspositie",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "functie",
            sa.Enum(
                "procureur_generaal",
                "directeur",
                "plaatsvervangend_directeur",
                "concerndirecteur",
                "directeur_opsporing",
                "directeur_bedrijfsvoering",
                "hoofdofficier",
                "plaatsvervangend_hoofdofficier",
                "overig",
                name="functie",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("gebruikt_auto_met_chauffeur", sa.Boolean(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aangevraagd_door", sa.BigInteger(), nullable=True),
        sa.Column("besluit_op", sa.Date(), nullable=True),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("invoer", sa.JSON(), nullable=True),
        sa.Column("uitkomst", sa.JSON(), nullable=True),
        sa.Column("uitleg", sa.JSON(), nullable=True),
        sa.Column(
            "categorie", sa.Enum("I", "II", "III", name="leasecategorie", native_enum=False, length=24), nullable=True
        ),
        sa.Column("volgende_auto", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_toekenning_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_toekenning_onderdeel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_toekenning_pk")),
    )
    with op.batch_alter_table("om_toekenning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_toekenning_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            batch_op.f("om_toekenning_onderdeel_id_status_ix"), ["onderdeel_id", "status"], unique=False
        )
        batch_op.create_index(
            "om_toekenning_open_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("status = 'aangevraagd'"),
            postgresql_where=sa.text("status = 'aangevraagd'"),
        )

    op.create_table(
        "om_verklaring",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("ingetrokken_per", sa.Date(), nullable=True),
        sa.Column(
            "staat",
            sa.Enum("ingediend", "bevestigd", "afgewezen", name="verklaringstaat", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("kenmerk", sa.String(length=60), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.Column("documentnaam", sa.String(length=120), nullable=True),
        sa.Column("reden", sa.String(length=500), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ingetrokken_per IS NULL OR ingetrokken_per >= ontvangen_op", name=op.f("om_verklaring_periode_ck")
        ),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_verklaring_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_verklaring_pk")),
    )
    with op.batch_alter_table("om_verklaring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_verklaring_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_voertuig",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kenteken", sa.String(length=12), nullable=False),
        sa.Column("merk_en_model", sa.String(length=120), nullable=False),
        sa.Column(
            "groep",
            sa.Enum(
                "persoonsgebonden",
                "functiegebonden",
                "chauffeur",
                "pool",
                "huur",
                name="voertuiggroep",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "categorie", sa.Enum("I", "II", "III", name="leasecategorie", native_enum=False, length=24), nullable=True
        ),
        sa.Column("perceel", sa.String(length=4), nullable=True),
        sa.Column(
            "aandrijving",
            sa.Enum("benzine", "diesel", "emissieloos", name="aandrijving", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("wltp_km", sa.Integer(), nullable=True),
        sa.Column("besteld_op", sa.Date(), nullable=True),
        sa.Column("eerste_toelating", sa.Date(), nullable=True),
        sa.Column("lease_van", sa.Date(), nullable=True),
        sa.Column("lease_tot_en_met", sa.Date(), nullable=True),
        sa.Column("fiscale_waarde_centen", sa.BigInteger(), nullable=True),
        sa.Column(
            "ritregistratie",
            sa.Enum("digitaal", "handmatig", name="ritregistratie", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("niet_herleidbaar", sa.Boolean(), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("overcompleet_per", sa.Date(), nullable=True),
        sa.Column("ingeleverd_op", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("wltp_km IS NULL OR wltp_km > 0", name=op.f("om_voertuig_wltp_ck")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_voertuig_onderdeel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_voertuig_pk")),
        sa.UniqueConstraint("kenteken", name=op.f("om_voertuig_kenteken_uq")),
    )
    with op.batch_alter_table("om_voertuig", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_voertuig_onderdeel_id_ix"), ["onderdeel_id"], unique=False)

    op.create_table(
        "om_werkgeverschap",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "hoedanigheid",
            sa.Enum(
                "procureur_generaal",
                "directeur_bedrijfsvoering",
                "directeur_parket_generaal",
                "directeur_dvom",
                "anders",
                name="beslisser",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("om_werkgeverschap_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_werkgeverschap_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_werkgeverschap_onderdeel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_werkgeverschap_pk")),
    )
    with op.batch_alter_table("om_werkgeverschap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_werkgeverschap_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_woonwerkstop",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgehandeld_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_woonwerkstop_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_woonwerkstop_pk")),
        sa.UniqueConstraint("medewerker_id", "van", name=op.f("om_woonwerkstop_medewerker_id_van_uq")),
    )
    op.create_table(
        "om_bestelling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("toekenning_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "wijze",
            sa.Enum("nieuw", "overcompleet", "huur", name="bestelwijze", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("besteld", "afgeleverd", "geannuleerd", name="bestelstatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("merk_en_model", sa.String(length=120), nullable=False),
        sa.Column("perceel", sa.String(length=4), nullable=True),
        sa.Column("aandrijving", sa.String(length=12), nullable=True),
        sa.Column("wltp_km", sa.Integer(), nullable=True),
        sa.Column("lease_tot_en_met", sa.Date(), nullable=True),
        sa.Column("prijs_centen", sa.BigInteger(), nullable=True),
        sa.Column("besteld_op", sa.Date(), nullable=False),
        sa.Column("overeenkomst_van", sa.Date(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("invoer", sa.JSON(), nullable=True),
        sa.Column("uitkomst", sa.JSON(), nullable=True),
        sa.Column("uitleg", sa.JSON(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("geannuleerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kosten_op_medewerker", sa.Boolean(), nullable=True),
        sa.CheckConstraint("wijze <> 'nieuw' OR perceel IS NOT NULL", name=op.f("om_bestelling_perceel_ck")),
        sa.ForeignKeyConstraint(["toekenning_id"], ["om_toekenning.id"], name=op.f("om_bestelling_toekenning_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_bestelling_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_bestelling_pk")),
    )
    with op.batch_alter_table("om_bestelling", schema=None) as batch_op:
        batch_op.create_index(
            "om_bestelling_auto_uq",
            ["voertuig_id"],
            unique=True,
            sqlite_where=sa.text("status = 'besteld' AND voertuig_id IS NOT NULL"),
            postgresql_where=sa.text("status = 'besteld' AND voertuig_id IS NOT NULL"),
        )
        batch_op.create_index(
            "om_bestelling_open_uq",
            ["toekenning_id"],
            unique=True,
            sqlite_where=sa.text("status = 'besteld'"),
            postgresql_where=sa.text("status = 'besteld'"),
        )

    op.create_table(
        "om_gebruik",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("eigen", "vervangend", "huur", name="gebruikssoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("toekenning_id", sa.BigInteger(), nullable=True),
        sa.Column("overeenkomst_van", sa.Date(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("einde_grond", sa.String(length=40), nullable=True),
        sa.Column("bijtelling", sa.Boolean(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("om_gebruik_periode_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_gebruik_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_gebruik_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_gebruik_pk")),
    )
    with op.batch_alter_table("om_gebruik", schema=None) as batch_op:
        batch_op.create_index(
            "om_gebruik_geldt_uq",
            ["voertuig_id", "medewerker_id", "van"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("om_gebruik_medewerker_id_van_ix"), ["medewerker_id", "van"], unique=False)
        batch_op.create_index(batch_op.f("om_gebruik_voertuig_id_van_ix"), ["voertuig_id", "van"], unique=False)

    op.create_table(
        "om_jaartoets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("toekenning_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum("te_toetsen", "geadviseerd", "besloten", name="toetsstatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("kilometers_z", sa.Integer(), nullable=True),
        sa.Column("registratie_correct", sa.Boolean(), nullable=True),
        sa.Column(
            "advies",
            sa.Enum("beoordelen", "voortzetten", "beeindigen", name="advies", native_enum=False, length=24),
            nullable=True,
        ),
        sa.Column("invoer", sa.JSON(), nullable=True),
        sa.Column("uitkomst", sa.JSON(), nullable=True),
        sa.Column("uitleg", sa.JSON(), nullable=True),
        sa.Column("geadviseerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geadviseerd_door", sa.BigInteger(), nullable=True),
        sa.Column("voortzetten", sa.Boolean(), nullable=True),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_jaartoets_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_jaartoets_onderdeel_id_fk")),
        sa.ForeignKeyConstraint(["toekenning_id"], ["om_toekenning.id"], name=op.f("om_jaartoets_toekenning_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_jaartoets_pk")),
        sa.UniqueConstraint("jaar", "toekenning_id", name=op.f("om_jaartoets_jaar_toekenning_id_uq")),
    )
    op.create_table(
        "om_kilometeropgave",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("tienden", sa.Integer(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tienden >= 0", name=op.f("om_kilometeropgave_afstand_ck")),
        sa.CheckConstraint("tot_en_met >= van", name=op.f("om_kilometeropgave_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_kilometeropgave_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_kilometeropgave_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_kilometeropgave_pk")),
    )
    with op.batch_alter_table("om_kilometeropgave", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("om_kilometeropgave_medewerker_id_van_ix"), ["medewerker_id", "van"], unique=False
        )

    op.create_table(
        "om_kilometerstand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("kilometers", sa.Integer(), nullable=False),
        sa.Column(
            "bron",
            sa.Enum("aflevering", "bestand", "opgave", "inlevering", name="standbron", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kilometers >= 0", name=op.f("om_kilometerstand_stand_ck")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_kilometerstand_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_kilometerstand_pk")),
    )
    with op.batch_alter_table("om_kilometerstand", schema=None) as batch_op:
        batch_op.create_index(
            "om_kilometerstand_geldt_uq",
            ["voertuig_id", "dag"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "om_kostenpost",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("kenmerk", sa.String(length=60), nullable=True),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "werkgever",
                "horen",
                "besloten",
                "bezwaar",
                "definitief",
                "afgezien",
                "ingetrokken",
                name="kostenstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("invoer", sa.JSON(), nullable=False),
        sa.Column("uitkomst", sa.JSON(), nullable=False),
        sa.Column("uitleg", sa.JSON(), nullable=False),
        sa.Column("werknemer_centen", sa.BigInteger(), nullable=False),
        sa.Column("te_beslissen_centen", sa.BigInteger(), nullable=False),
        sa.Column("reactie_tot", sa.Date(), nullable=True),
        sa.Column("reactie", sa.Text(), nullable=True),
        sa.Column("gereageerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voorgelegd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besluitinvoer", sa.JSON(), nullable=True),
        sa.Column("verhaald_centen", sa.BigInteger(), nullable=True),
        sa.Column("met_loon", sa.Boolean(), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("bezwaar_tot", sa.Date(), nullable=True),
        sa.Column("bezwaar", sa.Text(), nullable=True),
        sa.Column("bezwaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("antwoord", sa.Text(), nullable=True),
        sa.Column("beantwoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beantwoord_door", sa.BigInteger(), nullable=True),
        sa.Column("verhaalmaand", sa.String(length=7), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("verhaald_centen IS NULL OR verhaald_centen >= 0", name=op.f("om_kostenpost_verhaald_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_kostenpost_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_kostenpost_onderdeel_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_kostenpost_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_kostenpost_pk")),
    )
    with op.batch_alter_table("om_kostenpost", schema=None) as batch_op:
        batch_op.create_index(
            "om_kostenpost_kenmerk_uq",
            ["soort", "kenmerk"],
            unique=True,
            sqlite_where=sa.text("status <> 'ingetrokken' AND kenmerk IS NOT NULL"),
            postgresql_where=sa.text("status <> 'ingetrokken' AND kenmerk IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("om_kostenpost_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            batch_op.f("om_kostenpost_onderdeel_id_status_ix"), ["onderdeel_id", "status"], unique=False
        )

    op.create_table(
        "om_laadpunt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "aangevraagd",
                "offerte",
                "akkoord",
                "geplaatst",
                "beeindigd",
                "afgewezen",
                "ingetrokken",
                name="laadpuntstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("soort", sa.Enum("wand", "paal", name="laadpuntsoort", native_enum=False, length=24), nullable=False),
        sa.Column("einde_bekend", sa.Boolean(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offerte_centen", sa.BigInteger(), nullable=True),
        sa.Column("specifieke_wensen", sa.Boolean(), nullable=False),
        sa.Column("werkzaamheden", sa.Text(), nullable=True),
        sa.Column("offerte_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("werkgever_centen", sa.BigInteger(), nullable=True),
        sa.Column("werknemer_centen", sa.BigInteger(), nullable=True),
        sa.Column("te_beslissen_centen", sa.BigInteger(), nullable=True),
        sa.Column("toestemming_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geplaatst_op", sa.Date(), nullable=True),
        sa.Column("pasnummer", sa.String(length=30), nullable=True),
        sa.Column("beeindigd_op", sa.Date(), nullable=True),
        sa.Column(
            "bestemming",
            sa.Enum("blijft", "verwijderd", "overgedragen", name="bestemming", native_enum=False, length=24),
            nullable=True,
        ),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("invoer", sa.JSON(), nullable=True),
        sa.Column("uitkomst", sa.JSON(), nullable=True),
        sa.Column("uitleg", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_laadpunt_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_laadpunt_onderdeel_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_laadpunt_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_laadpunt_pk")),
    )
    with op.batch_alter_table("om_laadpunt", schema=None) as batch_op:
        batch_op.create_index(
            "om_laadpunt_loopt_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('aangevraagd', 'offerte', 'akkoord', 'geplaatst')"),
            postgresql_where=sa.text("status IN ('aangevraagd', 'offerte', 'akkoord', 'geplaatst')"),
        )
        batch_op.create_index(
            batch_op.f("om_laadpunt_onderdeel_id_status_ix"), ["onderdeel_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("om_laadpunt_pasnummer_ix"), ["pasnummer"], unique=False)

    op.create_table(
        "om_melding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column(
            "soort",
            sa.Enum(
                "schade",
                "diefstal",
                "pas",
                "kentekenkaart",
                "rijbewijs",
                "verhuizing",
                name="meldingsoort",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "status", sa.Enum("open", "afgerond", name="meldingstatus", native_enum=False, length=24), nullable=False
        ),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gebeurd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plaats", sa.String(length=200), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("tegenpartij", sa.Boolean(), nullable=False),
        sa.Column("letsel", sa.Boolean(), nullable=False),
        sa.Column("buitenland", sa.Boolean(), nullable=False),
        sa.Column("leasemaatschappij_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("schriftelijk_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("politie_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("politie_thuis_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proces_verbaal", sa.String(length=60), nullable=True),
        sa.Column("vbv_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gewaarschuwd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geescaleerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgerond_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgerond_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("gemeld_op >= gebeurd_op", name=op.f("om_melding_gebeurd_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_melding_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_melding_onderdeel_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_melding_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_melding_pk")),
    )
    with op.batch_alter_table("om_melding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_melding_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(batch_op.f("om_melding_onderdeel_id_status_ix"), ["onderdeel_id", "status"], unique=False)

    op.create_table(
        "om_overdracht",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("onderbreking_id", sa.BigInteger(), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("overgedragen_op", sa.Date(), nullable=True),
        sa.Column("terug_op", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_overdracht_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_overdracht_onderdeel_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_overdracht_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_overdracht_pk")),
        sa.UniqueConstraint(
            "onderbreking_id", "voertuig_id", name=op.f("om_overdracht_onderbreking_id_voertuig_id_uq")
        ),
    )
    with op.batch_alter_table("om_overdracht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_overdracht_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_rit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_begin", sa.BigInteger(), nullable=False),
        sa.Column("tienden", sa.Integer(), nullable=False),
        sa.Column(
            "klasse", sa.Enum("z", "w", "p", "o", name="ritklasse", native_enum=False, length=24), nullable=False
        ),
        sa.Column(
            "klasse_bestand", sa.Enum("z", "w", "p", "o", name="ritklasse", native_enum=False, length=24), nullable=True
        ),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervangen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tienden > 0", name=op.f("om_rit_afstand_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_rit_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_rit_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_rit_pk")),
    )
    with op.batch_alter_table("om_rit", schema=None) as batch_op:
        batch_op.create_index(
            "om_rit_berijder_ix",
            ["medewerker_id", "dag"],
            unique=False,
            sqlite_where=sa.text("vervangen_op IS NULL"),
            postgresql_where=sa.text("vervangen_op IS NULL"),
        )
        batch_op.create_index(
            "om_rit_laatste_uq",
            ["voertuig_id", "begin", "stand_begin"],
            unique=True,
            sqlite_where=sa.text("vervangen_op IS NULL"),
            postgresql_where=sa.text("vervangen_op IS NULL"),
        )
        batch_op.create_index(
            "om_rit_prive_ix",
            ["medewerker_id", "dag"],
            unique=False,
            sqlite_where=sa.text("vervangen_op IS NULL AND klasse IN ('p', 'o')"),
            postgresql_where=sa.text("vervangen_op IS NULL AND klasse IN ('p', 'o')"),
            postgresql_include=["voertuig_id", "klasse", "tienden"],
        )

    op.create_table(
        "om_ritadressen",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["om_ritimport.id"], name=op.f("om_ritadressen_import_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ritadressen_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritadressen_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritadressen_pk")),
    )
    with op.batch_alter_table("om_ritadressen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_ritadressen_medewerker_id_van_ix"), ["medewerker_id", "van"], unique=False)

    op.create_table(
        "om_ritcorrectie",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_begin", sa.BigInteger(), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "klasse", sa.Enum("z", "w", "p", "o", name="ritklasse", native_enum=False, length=24), nullable=False
        ),
        sa.Column("was", sa.Enum("z", "w", "p", "o", name="ritklasse", native_enum=False, length=24), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ritcorrectie_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritcorrectie_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritcorrectie_pk")),
    )
    with op.batch_alter_table("om_ritcorrectie", schema=None) as batch_op:
        batch_op.create_index(
            "om_ritcorrectie_geldt_uq",
            ["voertuig_id", "begin", "stand_begin"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("om_ritcorrectie_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_ritgat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stand_van", sa.BigInteger(), nullable=False),
        sa.Column("stand_tot", sa.BigInteger(), nullable=False),
        sa.Column("reden", sa.String(length=500), nullable=False),
        sa.Column("aanvaard_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aanvaard_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritgat_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritgat_pk")),
        sa.UniqueConstraint(
            "voertuig_id", "stand_van", "stand_tot", name=op.f("om_ritgat_voertuig_id_stand_van_stand_tot_uq")
        ),
    )
    op.create_table(
        "om_ritinzage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("door_medewerker_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kijker",
            sa.Enum("werkgever", "lokaal", "centraal", name="kijker", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "doel",
            sa.Enum("fiscaal", "zakelijke_adressen", "diefstal", name="inzagedoel", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "zicht",
            sa.Enum(
                "niets", "aantal", "jaartotaal", "met_toestemming", "rit", name="zicht", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ritinzage_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritinzage_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritinzage_pk")),
    )
    with op.batch_alter_table("om_ritinzage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_ritinzage_medewerker_id_op_ix"), ["medewerker_id", "op"], unique=False)

    op.create_table(
        "om_ritquarantaine",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kenteken", sa.String(length=12), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("soort", sa.Enum("fout", "gat", name="aanhouding", native_enum=False, length=24), nullable=False),
        sa.Column("regels", sa.JSON(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opgelost_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opgelost_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["om_ritimport.id"], name=op.f("om_ritquarantaine_import_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritquarantaine_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritquarantaine_pk")),
    )
    with op.batch_alter_table("om_ritquarantaine", schema=None) as batch_op:
        batch_op.create_index(
            "om_ritquarantaine_open_uq",
            ["kenteken"],
            unique=True,
            sqlite_where=sa.text("opgelost_op IS NULL"),
            postgresql_where=sa.text("opgelost_op IS NULL"),
        )

    op.create_table(
        "om_ritregister",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("ingeleverd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("te_laat", sa.Boolean(), nullable=False),
        sa.Column("ritten", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ritregister_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritregister_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ritregister_pk")),
        sa.UniqueConstraint(
            "medewerker_id", "voertuig_id", "jaar", name=op.f("om_ritregister_medewerker_id_voertuig_id_jaar_uq")
        ),
    )
    op.create_table(
        "om_ritwacht",
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_begin", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tienden", sa.Integer(), nullable=False),
        sa.Column(
            "klasse", sa.Enum("z", "w", "p", "o", name="ritklasse", native_enum=False, length=24), nullable=False
        ),
        sa.Column(
            "klasse_bestand", sa.Enum("z", "w", "p", "o", name="ritklasse", native_enum=False, length=24), nullable=True
        ),
        sa.Column("van", sa.String(length=200), nullable=True),
        sa.Column("naar", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["om_ritimport.id"], name=op.f("om_ritwacht_import_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ritwacht_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_ritwacht_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("voertuig_id", "begin", "stand_begin", name=op.f("om_ritwacht_pk")),
    )
    op.create_table(
        "om_vervangverzoek",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderdeel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "toegestaan", "wacht", "geweigerd", "geen_recht", name="vervangstatus", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("waar", sa.String(length=20), nullable=False),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("invoer", sa.JSON(), nullable=False),
        sa.Column("uitkomst", sa.JSON(), nullable=False),
        sa.Column("uitleg", sa.JSON(), nullable=False),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("minuten > 0", name=op.f("om_vervangverzoek_minuten_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_vervangverzoek_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["onderdeel_id"], ["om_onderdeel.id"], name=op.f("om_vervangverzoek_onderdeel_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_vervangverzoek_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_vervangverzoek_pk")),
    )
    with op.batch_alter_table("om_vervangverzoek", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_vervangverzoek_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            batch_op.f("om_vervangverzoek_onderdeel_id_status_ix"), ["onderdeel_id", "status"], unique=False
        )

    op.create_table(
        "om_aflevering",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("bestelling_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("kilometerstand", sa.Integer(), nullable=False),
        sa.Column("kentekenkaart_melden_vanaf", sa.Date(), nullable=False),
        sa.Column("kentekenkaart_ontvangen_op", sa.Date(), nullable=True),
        sa.Column("kentekenkaart_gemist_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bevestigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bevestigd_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kilometerstand >= 0", name=op.f("om_aflevering_stand_ck")),
        sa.ForeignKeyConstraint(["bestelling_id"], ["om_bestelling.id"], name=op.f("om_aflevering_bestelling_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_aflevering_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_aflevering_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_aflevering_pk")),
        sa.UniqueConstraint("bestelling_id", name=op.f("om_aflevering_bestelling_id_uq")),
    )
    op.create_table(
        "om_gebruikseinde",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gebruik_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grond", sa.String(length=40), nullable=False),
        sa.Column(
            "status",
            sa.Enum("vastgesteld", "ingetrokken", name="eindestatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=True),
        sa.Column("laatste_dag", sa.Date(), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("invoer", sa.JSON(), nullable=False),
        sa.Column("uitkomst", sa.JSON(), nullable=False),
        sa.Column("uitleg", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reden_intrekking", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["gebruik_id"], ["om_gebruik.id"], name=op.f("om_gebruikseinde_gebruik_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_gebruikseinde_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_gebruikseinde_pk")),
    )
    with op.batch_alter_table("om_gebruikseinde", schema=None) as batch_op:
        batch_op.create_index(
            "om_gebruikseinde_geldt_uq",
            ["gebruik_id"],
            unique=True,
            sqlite_where=sa.text("status = 'vastgesteld'"),
            postgresql_where=sa.text("status = 'vastgesteld'"),
        )

    op.create_table(
        "om_ingebrekestelling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gebruik_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["gebruik_id"], ["om_gebruik.id"], name=op.f("om_ingebrekestelling_gebruik_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_ingebrekestelling_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_ingebrekestelling_pk")),
    )
    op.create_table(
        "om_inlevering",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gebruik_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voertuig_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "ingeleverd", "afgerond", name="inleverstatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("aanwezig", sa.JSON(), nullable=False),
        sa.Column(
            "schade",
            sa.Enum(
                "geen", "gemeld", "niet_herstellen", "niet_gemeld", name="schadestand", native_enum=False, length=24
            ),
            nullable=True,
        ),
        sa.Column("bevestiging", sa.String(length=120), nullable=True),
        sa.Column("plaats", sa.String(length=120), nullable=True),
        sa.Column("ingeleverd_op", sa.Date(), nullable=True),
        sa.Column("kilometerstand", sa.Integer(), nullable=True),
        sa.Column("inleverdocument", sa.String(length=60), nullable=True),
        sa.Column("pas_ingeleverd_op", sa.Date(), nullable=True),
        sa.Column("pas_vernietigd_op", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kilometerstand IS NULL OR kilometerstand >= 0", name=op.f("om_inlevering_stand_ck")),
        sa.ForeignKeyConstraint(["gebruik_id"], ["om_gebruik.id"], name=op.f("om_inlevering_gebruik_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("om_inlevering_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["voertuig_id"], ["om_voertuig.id"], name=op.f("om_inlevering_voertuig_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_inlevering_pk")),
        sa.UniqueConstraint("gebruik_id", name=op.f("om_inlevering_gebruik_id_uq")),
    )
    op.create_table(
        "om_laadtransactie",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("laadpunt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("referentie", sa.String(length=60), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("duizendsten", sa.Integer(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("duizendsten > 0", name=op.f("om_laadtransactie_kwh_ck")),
        sa.ForeignKeyConstraint(["laadpunt_id"], ["om_laadpunt.id"], name=op.f("om_laadtransactie_laadpunt_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_laadtransactie_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_laadtransactie_pk")),
        sa.UniqueConstraint("referentie", name=op.f("om_laadtransactie_referentie_uq")),
    )
    with op.batch_alter_table("om_laadtransactie", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("om_laadtransactie_medewerker_id_dag_ix"), ["medewerker_id", "dag"], unique=False
        )

    op.create_table(
        "om_laadverplaatsing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("laadpunt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("wegens_verhuizing", sa.Boolean(), nullable=False),
        sa.Column("op_kosten_werkgever", sa.Boolean(), nullable=False),
        sa.Column("invoer", sa.JSON(), nullable=False),
        sa.Column("uitkomst", sa.JSON(), nullable=False),
        sa.Column("uitleg", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["laadpunt_id"], ["om_laadpunt.id"], name=op.f("om_laadverplaatsing_laadpunt_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_laadverplaatsing_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("om_laadverplaatsing_pk")),
        sa.UniqueConstraint("laadpunt_id", "dag", name=op.f("om_laadverplaatsing_laadpunt_id_dag_uq")),
    )
    with op.batch_alter_table("om_laadverplaatsing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_laadverplaatsing_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "om_meldingsfoto",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("melding_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mediatype", sa.String(length=40), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("afdruk", sa.String(length=64), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("om_meldingsfoto_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["om_melding.id"], name=op.f("om_meldingsfoto_melding_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("om_meldingsfoto_pk")),
        sa.UniqueConstraint("melding_id", "afdruk", name=op.f("om_meldingsfoto_melding_id_afdruk_uq")),
    )
    with op.batch_alter_table("om_meldingsfoto", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("om_meldingsfoto_melding_id_ix"), ["melding_id"], unique=False)

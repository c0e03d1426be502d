# SPDX-License-Identifier: EUPL-1.2
"""roosteren en duty desk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step. There is no way back: a newer database is restored, not undone."""
    op.create_table(
        "jio_rraexport",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_rraexport_pk")),
        sa.UniqueConstraint("periode", "volgnummer", name=op.f("jio_rraexport_periode_volgnummer_uq")),
    )
    op.create_table(
        "jio_aanspraak",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("functie", sa.String(length=60), nullable=False),
        sa.Column("teller_vanaf", sa.Date(), nullable=False),
        sa.Column("aanspraak_vanaf", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "ingediend",
                "toegekend",
                "afgewezen",
                "ingetrokken",
                name="aanspraakstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("ingediend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("besluit_op", sa.Date(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_aanspraak_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_aanspraak_pk")),
    )
    with op.batch_alter_table("jio_aanspraak", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_aanspraak_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(
            "jio_aanspraak_open_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("status = 'ingediend'"),
            postgresql_where=sa.text("status = 'ingediend'"),
        )

    op.create_table(
        "jio_aanspraakmelding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aanspraak_vanaf", sa.Date(), nullable=False),
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_aanspraakmelding_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_aanspraakmelding_pk")),
        sa.UniqueConstraint(
            "medewerker_id", "aanspraak_vanaf", name=op.f("jio_aanspraakmelding_medewerker_id_aanspraak_vanaf_uq")
        ),
    )
    op.create_table(
        "jio_detachering",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("functie", sa.String(length=60), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("project_of_programma", sa.Boolean(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("jio_detachering_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_detachering_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_detachering_pk")),
    )
    with op.batch_alter_table("jio_detachering", schema=None) as batch_op:
        batch_op.create_index(
            "jio_detachering_actief_uq",
            ["medewerker_id", "van"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "jio_maatwerkafspraak",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vindplaats", sa.String(length=200), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("gevraagd_op", sa.Date(), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("jio_maatwerkafspraak_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_maatwerkafspraak_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_maatwerkafspraak_pk")),
    )
    with op.batch_alter_table("jio_maatwerkafspraak", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_maatwerkafspraak_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_patchaanmelding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("aangemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgemeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot IS NULL OR tot >= vanaf", name=op.f("jio_patchaanmelding_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_patchaanmelding_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_patchaanmelding_pk")),
    )
    with op.batch_alter_table("jio_patchaanmelding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("jio_patchaanmelding_medewerker_id_vanaf_ix"), ["medewerker_id", "vanaf"], unique=False
        )
        batch_op.create_index(
            "jio_patchaanmelding_open_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("tot IS NULL"),
            postgresql_where=sa.text("tot IS NULL"),
        )

    op.create_table(
        "jio_roosterregel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "categorie",
            sa.Enum("patchdienst", "wijziging", name="categorie", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("onderwerp", sa.String(length=200), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gerealiseerd_van", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gerealiseerd_tot", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "concept",
                "goedgekeurd",
                "gerealiseerd",
                "geexporteerd",
                "vervallen",
                name="regelstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "gerealiseerd_tot IS NULL OR gerealiseerd_tot > gerealiseerd_van",
            name=op.f("jio_roosterregel_gerealiseerd_ck"),
        ),
        sa.CheckConstraint("tot > van", name=op.f("jio_roosterregel_duur_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_roosterregel_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("jio_roosterregel_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_roosterregel_pk")),
    )
    with op.batch_alter_table("jio_roosterregel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("jio_roosterregel_medewerker_id_van_ix"), ["medewerker_id", "van"], unique=False
        )
        batch_op.create_index(batch_op.f("jio_roosterregel_team_id_van_ix"), ["team_id", "van"], unique=False)

    op.create_table(
        "jio_rraregel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("export_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("telt", sa.Boolean(), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("patchdienst", "consignatie", name="regelsoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("bron_id", sa.BigInteger(), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kanaal", sa.Enum("rra", "p_direkt", "elders", name="kanaal", native_enum=False, length=24), nullable=False
        ),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["jio_rraexport.id"], name=op.f("jio_rraregel_export_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_rraregel_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_rraregel_pk")),
    )
    with op.batch_alter_table("jio_rraregel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_rraregel_export_id_ix"), ["export_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_rraregel_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_rraregel_periode_ix"), ["periode"], unique=False)

    op.create_table(
        "jio_agenda",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_agenda_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_agenda_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_agenda_pk")),
        sa.UniqueConstraint("token_hash", name=op.f("jio_agenda_token_hash_uq")),
    )
    with op.batch_alter_table("jio_agenda", schema=None) as batch_op:
        batch_op.create_index(
            "jio_agenda_eigen_uq",
            ["medewerker_id"],
            unique=True,
            sqlite_where=sa.text("team_id IS NULL AND ingetrokken_op IS NULL"),
            postgresql_where=sa.text("team_id IS NULL AND ingetrokken_op IS NULL"),
        )
        batch_op.create_index(
            "jio_agenda_team_uq",
            ["medewerker_id", "team_id"],
            unique=True,
            sqlite_where=sa.text("team_id IS NOT NULL AND ingetrokken_op IS NULL"),
            postgresql_where=sa.text("team_id IS NOT NULL AND ingetrokken_op IS NULL"),
        )

    op.create_table(
        "jio_contract",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("opdrachtgever", sa.String(length=120), nullable=False),
        sa.Column("dienst", sa.String(length=120), nullable=False),
        sa.Column("consignatie", sa.Boolean(), nullable=False),
        sa.Column("uren", sa.String(length=300), nullable=False),
        sa.Column("dno_minuten", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("eigenaar", sa.String(length=120), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("dno_minuten IS NULL OR dno_minuten > 0", name=op.f("jio_contract_dno_ck")),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_contract_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_contract_pk")),
    )
    with op.batch_alter_table("jio_contract", schema=None) as batch_op:
        batch_op.create_index(
            "jio_contract_actief_uq",
            ["opdrachtgever", "dienst"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "jio_maatwerkakkoord",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("afspraak_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "partij",
            sa.Enum("leidinggevende", "medewerker", name="partij", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("akkoord", sa.Boolean(), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["afspraak_id"], ["jio_maatwerkafspraak.id"], name=op.f("jio_maatwerkakkoord_afspraak_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_maatwerkakkoord_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_maatwerkakkoord_pk")),
    )
    with op.batch_alter_table("jio_maatwerkakkoord", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_maatwerkakkoord_afspraak_id_ix"), ["afspraak_id"], unique=False)

    op.create_table(
        "jio_ring",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voorsteller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "voorgesteld",
                "akkoord",
                "bekend",
                "vastgelegd",
                "ingetrokken",
                "geweigerd",
                name="ringstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_ring_team_id_fk")),
        sa.ForeignKeyConstraint(["voorsteller_id"], ["core_medewerker.id"], name=op.f("jio_ring_voorsteller_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_ring_pk")),
    )
    with op.batch_alter_table("jio_ring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_ring_status_ix"), ["status"], unique=False)

    op.create_table(
        "jio_incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("nummer", sa.String(length=40), nullable=False),
        sa.Column("opdrachtgever", sa.String(length=120), nullable=False),
        sa.Column("dienst", sa.String(length=120), nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("melder", sa.String(length=120), nullable=False),
        sa.Column("melder_telefoon", sa.String(length=30), nullable=False),
        sa.Column("locatie", sa.String(length=120), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("prio", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.String(length=30), nullable=False),
        sa.Column("functioneren_bedreigd", sa.Boolean(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("storing_begonnen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("instemming", sa.Boolean(), nullable=False),
        sa.Column("redenen", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "geweigerd",
                "gemeld",
                "contact",
                "in_behandeling",
                "workaround",
                "opgelost",
                "gesloten",
                name="incidentstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("eigenaar_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("locaties_geraakt", sa.Integer(), nullable=False),
        sa.Column("informatiesystemen_geraakt", sa.Integer(), nullable=False),
        sa.Column("diensten_geraakt", sa.Integer(), nullable=False),
        sa.Column("justitienet_geraakt", sa.Boolean(), nullable=False),
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.BigInteger(), nullable=True),
        sa.Column("gesloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["jio_contract.id"], name=op.f("jio_incident_contract_id_fk")),
        sa.ForeignKeyConstraint(["eigenaar_id"], ["core_medewerker.id"], name=op.f("jio_incident_eigenaar_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_incident_pk")),
        sa.UniqueConstraint("nummer", name=op.f("jio_incident_nummer_uq")),
    )
    with op.batch_alter_table("jio_incident", schema=None) as batch_op:
        batch_op.create_index(
            "jio_incident_open_ix",
            ["gemeld_op"],
            unique=False,
            sqlite_where=sa.text("gesloten_op IS NULL"),
            postgresql_where=sa.text("gesloten_op IS NULL"),
        )

    op.create_table(
        "jio_melder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["jio_contract.id"], name=op.f("jio_melder_contract_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_melder_pk")),
    )
    with op.batch_alter_table("jio_melder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_melder_contract_id_ix"), ["contract_id"], unique=False)

    op.create_table(
        "jio_roostergezien",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_roostergezien_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["rooster_id"], ["jio_rooster.id"], name=op.f("jio_roostergezien_rooster_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_roostergezien_pk")),
        sa.UniqueConstraint(
            "rooster_id", "medewerker_id", "versie", name=op.f("jio_roostergezien_rooster_id_medewerker_id_versie_uq")
        ),
    )
    with op.batch_alter_table("jio_roostergezien", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_roostergezien_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_roosterversie",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.BigInteger(), nullable=True),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["rooster_id"], ["jio_rooster.id"], name=op.f("jio_roosterversie_rooster_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_roosterversie_pk")),
        sa.UniqueConstraint("rooster_id", "versie", name=op.f("jio_roosterversie_rooster_id_versie_uq")),
    )
    op.create_table(
        "jio_roostervoorstel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "soort", sa.Enum("jaar", "herplan", name="voorstelsoort", native_enum=False, length=24), nullable=False
        ),
        sa.Column(
            "status",
            sa.Enum(
                "gevraagd",
                "bezig",
                "klaar",
                "onmogelijk",
                "mislukt",
                "aanvaard",
                "afgewezen",
                name="voorstelstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("opties", sa.JSON(), nullable=False),
        sa.Column("gevraagd_door", sa.BigInteger(), nullable=True),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("houder", sa.String(length=64), nullable=True),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("antwoord", sa.JSON(), nullable=True),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("besloten_door", sa.BigInteger(), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["rooster_id"], ["jio_rooster.id"], name=op.f("jio_roostervoorstel_rooster_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_roostervoorstel_pk")),
    )
    with op.batch_alter_table("jio_roostervoorstel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_roostervoorstel_rooster_id_ix"), ["rooster_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_roostervoorstel_status_ix"), ["status"], unique=False)

    op.create_table(
        "jio_wensronde",
        sa.Column(
            "rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("sluit_op", sa.Date(), nullable=False),
        sa.Column("herinner_op", sa.Date(), nullable=True),
        sa.Column("herinnerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geopend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("geopend_door", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["rooster_id"], ["jio_rooster.id"], name=op.f("jio_wensronde_rooster_id_fk")),
        sa.PrimaryKeyConstraint("rooster_id", name=op.f("jio_wensronde_pk")),
    )
    op.create_table(
        "jio_incidentevaluatie",
        sa.Column("incident_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("opgesteld_door", sa.BigInteger(), nullable=True),
        sa.Column("opgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bevindingen", sa.JSON(), nullable=False),
        sa.Column("vastgesteld_door", sa.BigInteger(), nullable=True),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["jio_incident.id"], name=op.f("jio_incidentevaluatie_incident_id_fk")
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("jio_incidentevaluatie_pk")),
    )
    op.create_table(
        "jio_ringdeel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ring_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volgorde", sa.Integer(), nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gever_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nemer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("akkoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ruil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("gever_id <> nemer_id", name=op.f("jio_ringdeel_ander_ck")),
        sa.CheckConstraint("tot > van", name=op.f("jio_ringdeel_duur_ck")),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_ringdeel_dienst_id_fk")),
        sa.ForeignKeyConstraint(["gever_id"], ["core_medewerker.id"], name=op.f("jio_ringdeel_gever_id_fk")),
        sa.ForeignKeyConstraint(["nemer_id"], ["core_medewerker.id"], name=op.f("jio_ringdeel_nemer_id_fk")),
        sa.ForeignKeyConstraint(["ring_id"], ["jio_ring.id"], name=op.f("jio_ringdeel_ring_id_fk")),
        sa.ForeignKeyConstraint(["ruil_id"], ["jio_ruil.id"], name=op.f("jio_ringdeel_ruil_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_ringdeel_pk")),
        sa.UniqueConstraint("ring_id", "volgorde", name=op.f("jio_ringdeel_ring_id_volgorde_uq")),
    )
    with op.batch_alter_table("jio_ringdeel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_ringdeel_dienst_id_ix"), ["dienst_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_ringdeel_gever_id_ix"), ["gever_id"], unique=False)

    op.create_table(
        "jio_vervangvraag",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "toegezegd",
                "vastgelegd",
                "ingetrokken",
                "verlopen",
                name="vraagstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gevraagd_door_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("toegezegd_door_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("toegezegd_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot > van", name=op.f("jio_vervangvraag_duur_ck")),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_vervangvraag_dienst_id_fk")),
        sa.ForeignKeyConstraint(
            ["gevraagd_door_id"], ["core_medewerker.id"], name=op.f("jio_vervangvraag_gevraagd_door_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["toegezegd_door_id"], ["core_medewerker.id"], name=op.f("jio_vervangvraag_toegezegd_door_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_vervangvraag_pk")),
    )
    with op.batch_alter_table("jio_vervangvraag", schema=None) as batch_op:
        batch_op.create_index(
            "jio_vervangvraag_loopt_uq",
            ["dienst_id", "van"],
            unique=True,
            sqlite_where=sa.text("status IN ('open', 'toegezegd')"),
            postgresql_where=sa.text("status IN ('open', 'toegezegd')"),
        )

    op.create_table(
        "jio_wachtwissel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienst_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("doorgeschakeld", "overdracht", name="wisselsoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("punten", sa.JSON(), nullable=False),
        sa.Column("notitie", sa.Text(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dienst_id"], ["jio_dienst.id"], name=op.f("jio_wachtwissel_dienst_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_wachtwissel_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_wachtwissel_pk")),
    )
    with op.batch_alter_table("jio_wachtwissel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_wachtwissel_dienst_id_ix"), ["dienst_id"], unique=False)

    op.create_table(
        "jio_wens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dinsdag", sa.Date(), nullable=False),
        sa.Column(
            "soort",
            sa.Enum("kan_niet", "liever_niet", "graag", name="wenssoort", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_wens_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["rooster_id"], ["jio_wensronde.rooster_id"], name=op.f("jio_wens_rooster_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_wens_pk")),
    )
    with op.batch_alter_table("jio_wens", schema=None) as batch_op:
        batch_op.create_index(
            "jio_wens_actief_uq",
            ["rooster_id", "medewerker_id", "dinsdag"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("jio_wens_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_wensantwoord",
        sa.Column(
            "rooster_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("beantwoord_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_wensantwoord_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["rooster_id"], ["jio_wensronde.rooster_id"], name=op.f("jio_wensantwoord_rooster_id_fk")
        ),
        sa.PrimaryKeyConstraint("rooster_id", "medewerker_id", name=op.f("jio_wensantwoord_pk")),
    )
    with op.batch_alter_table("jio_wensantwoord", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_wensantwoord_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_gevraagde",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vraag_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("antwoord", sa.Enum("ja", "nee", name="antwoord", native_enum=False, length=24), nullable=True),
        sa.Column("geantwoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_gevraagde_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["vraag_id"], ["jio_vervangvraag.id"], name=op.f("jio_gevraagde_vraag_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_gevraagde_pk")),
        sa.UniqueConstraint("vraag_id", "medewerker_id", name=op.f("jio_gevraagde_vraag_id_medewerker_id_uq")),
    )
    with op.batch_alter_table("jio_gevraagde", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_gevraagde_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "jio_inzet",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("oproep_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "rol",
            sa.Enum("geconsigneerde", "oss_buitendienst", name="klokrol", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("oproeper", sa.String(length=24), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["jio_incident.id"], name=op.f("jio_inzet_incident_id_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_inzet_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["oproep_id"], ["jio_oproep.id"], name=op.f("jio_inzet_oproep_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["jio_consignatieteam.team_id"], name=op.f("jio_inzet_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_inzet_pk")),
    )
    with op.batch_alter_table("jio_inzet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_inzet_incident_id_ix"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_inzet_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(batch_op.f("jio_inzet_oproep_id_ix"), ["oproep_id"], unique=False)

    op.create_table(
        "jio_incidentlog",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("inzet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "soort",
            sa.Enum(
                "poging",
                "contact",
                "werk_begonnen",
                "onderweg",
                "ter_plaatse",
                "bijgewerkt",
                "workaround",
                "opgelost",
                "gesloten",
                "overdracht",
                "escalatie_1",
                "escalatie_2",
                "directielid_ingelicht",
                "vervoer",
                "afstand",
                name="logsoort",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "uitslag",
            sa.Enum(
                "geen_gehoor",
                "voicemail",
                "in_gesprek",
                "opgenomen",
                "akkoord",
                "afgewezen",
                name="uitslag",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("aan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["aan_id"], ["core_medewerker.id"], name=op.f("jio_incidentlog_aan_id_fk")),
        sa.ForeignKeyConstraint(["incident_id"], ["jio_incident.id"], name=op.f("jio_incidentlog_incident_id_fk")),
        sa.ForeignKeyConstraint(["inzet_id"], ["jio_inzet.id"], name=op.f("jio_incidentlog_inzet_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("jio_incidentlog_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("jio_incidentlog_pk")),
    )
    with op.batch_alter_table("jio_incidentlog", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("jio_incidentlog_incident_id_op_ix"), ["incident_id", "op"], unique=False)
        batch_op.create_index(batch_op.f("jio_incidentlog_inzet_id_ix"), ["inzet_id"], unique=False)

    with op.batch_alter_table("jio_consignatieteam", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "functie",
                sa.Enum(
                    "discipline",
                    "operationeel_manager",
                    "cm_lid",
                    "csd",
                    "huismeester",
                    name="teamfunctie",
                    native_enum=False,
                    length=24,
                ),
                server_default="discipline",
                nullable=False,
            )
        )

    with op.batch_alter_table("jio_rooster", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declareren_vanaf", sa.Date(), nullable=True))

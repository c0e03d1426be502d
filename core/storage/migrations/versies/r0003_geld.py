# SPDX-License-Identifier: EUPL-1.2
"""geld."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step. There is no way back: a newer database is restored, not undone."""
    op.create_table(
        "core_briefronde",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("beurt", sa.Integer(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemaakt_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gemaakt_door"], ["core_account.id"], name=op.f("core_briefronde_gemaakt_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_briefronde_pk")),
    )
    with op.batch_alter_table("core_briefronde", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_briefronde_eenheid_id_ix"), ["eenheid", "id"], unique=False)
        batch_op.create_index(
            "core_briefronde_open_ix",
            ["id"],
            unique=False,
            sqlite_where=sa.text("klaar_op IS NULL"),
            postgresql_where=sa.text("klaar_op IS NULL"),
        )

    op.create_table(
        "core_loonlevering",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("indeling", sa.String(length=14), nullable=False),
        sa.Column("eenheden", sa.JSON(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("totaal_centen", sa.BigInteger(), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_loonlevering_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_loonlevering_pk")),
    )
    op.create_table(
        "core_loonmaand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("sluit_op", sa.Date(), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_loonmaand_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_loonmaand_pk")),
    )
    with op.batch_alter_table("core_loonmaand", schema=None) as batch_op:
        batch_op.create_index(
            "core_loonmaand_geldt_uq",
            ["eenheid", "periode"],
            unique=True,
            sqlite_where=sa.text("vervallen_op IS NULL"),
            postgresql_where=sa.text("vervallen_op IS NULL"),
        )

    op.create_table(
        "core_scenario",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.Column("eenheden", sa.JSON(), nullable=False),
        sa.Column("van", sa.String(length=7), nullable=False),
        sa.Column("tot_en_met", sa.String(length=7), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "concept", "wacht", "bezig", "klaar", "mislukt", name="scenariostatus", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("eigenaar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beurt", sa.Integer(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gedaan", sa.Integer(), nullable=False),
        sa.Column("totaal", sa.Integer(), nullable=False),
        sa.Column("gerekend_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.Column("bevindingen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["eigenaar"], ["core_account.id"], name=op.f("core_scenario_eigenaar_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_scenario_pk")),
    )
    op.create_table(
        "core_brief",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("taal", sa.String(length=2), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("onderwerp", sa.String(length=200), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("ronde_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gemaakt_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("geopend_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gemaakt_door"], ["core_account.id"], name=op.f("core_brief_gemaakt_door_fk")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("core_brief_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["ronde_id"], ["core_briefronde.id"], name=op.f("core_brief_ronde_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_brief_pk")),
        sa.UniqueConstraint("soort", "sleutel", "taal", name=op.f("core_brief_soort_sleutel_taal_uq")),
    )
    with op.batch_alter_table("core_brief", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_brief_eenheid_id_ix"), ["eenheid", "id"], unique=False)
        batch_op.create_index(batch_op.f("core_brief_medewerker_id_id_ix"), ["medewerker_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("core_brief_ronde_id_id_ix"), ["ronde_id", "id"], unique=False)

    op.create_table(
        "core_loonleveringbestand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("levering_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("totaal_centen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["core_loonlevering.id"], name=op.f("core_loonleveringbestand_levering_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_loonleveringbestand_pk")),
        sa.UniqueConstraint("levering_id", "naam", name=op.f("core_loonleveringbestand_levering_id_naam_uq")),
    )
    op.create_table(
        "core_loonleveringrun",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("levering_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["core_loonlevering.id"], name=op.f("core_loonleveringrun_levering_id_fk")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["core_run.id"], name=op.f("core_loonleveringrun_run_id_fk")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("core_loonleveringrun_pk")),
    )
    with op.batch_alter_table("core_loonleveringrun", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_loonleveringrun_levering_id_ix"), ["levering_id"], unique=False)

    op.create_table(
        "core_scenariomaand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("scenario_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("oud_centen", sa.BigInteger(), nullable=False),
        sa.Column("nieuw_centen", sa.BigInteger(), nullable=False),
        sa.Column("geboekt", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["core_scenario.id"], name=op.f("core_scenariomaand_scenario_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_scenariomaand_pk")),
        sa.UniqueConstraint(
            "scenario_id", "eenheid", "periode", name=op.f("core_scenariomaand_scenario_id_eenheid_periode_uq")
        ),
    )
    op.create_table(
        "core_scenariopersoon",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("scenario_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("schaal", sa.Integer(), nullable=False),
        sa.Column("oud_centen", sa.BigInteger(), nullable=False),
        sa.Column("nieuw_centen", sa.BigInteger(), nullable=False),
        sa.Column("verschillen", sa.JSON(), nullable=False),
        sa.Column("niet_berekend", sa.Integer(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_scenariopersoon_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["core_scenario.id"], name=op.f("core_scenariopersoon_scenario_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_scenariopersoon_pk")),
        sa.UniqueConstraint(
            "scenario_id",
            "eenheid",
            "medewerker_id",
            name=op.f("core_scenariopersoon_scenario_id_eenheid_medewerker_id_uq"),
        ),
    )
    with op.batch_alter_table("core_scenariopersoon", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_scenariopersoon_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "core_scenariowaarde",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("scenario_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("waarde", sa.Text(), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["core_scenario.id"], name=op.f("core_scenariowaarde_scenario_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_scenariowaarde_pk")),
        sa.UniqueConstraint(
            "scenario_id", "sleutel", "vanaf", name=op.f("core_scenariowaarde_scenario_id_sleutel_vanaf_uq")
        ),
    )
    op.create_table(
        "core_aangehouden",
        sa.Column("boeking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_aangehouden_boeking_id_fk")),
        sa.PrimaryKeyConstraint("boeking_id", name=op.f("core_aangehouden_pk")),
    )
    with op.batch_alter_table("core_aangehouden", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_aangehouden_eenheid_ix"), ["eenheid"], unique=False)

    op.create_table(
        "core_aankondiging",
        sa.Column("boeking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("aangekondigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wacht_tot", sa.Date(), nullable=True),
        sa.Column("ingestemd_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_aankondiging_boeking_id_fk")),
        sa.PrimaryKeyConstraint("boeking_id", name=op.f("core_aankondiging_pk")),
    )
    with op.batch_alter_table("core_aankondiging", schema=None) as batch_op:
        batch_op.create_index(
            "core_aankondiging_open_ix",
            ["eenheid"],
            unique=False,
            sqlite_where=sa.text("ingestemd_op IS NULL"),
            postgresql_where=sa.text("ingestemd_op IS NULL"),
        )

    op.create_table(
        "core_briefrondedeel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ronde_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("brief_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["core_brief.id"], name=op.f("core_briefrondedeel_brief_id_fk"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["ronde_id"], ["core_briefronde.id"], name=op.f("core_briefrondedeel_ronde_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_briefrondedeel_pk")),
        sa.UniqueConstraint("ronde_id", "sleutel", name=op.f("core_briefrondedeel_ronde_id_sleutel_uq")),
    )
    with op.batch_alter_table("core_briefrondedeel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_briefrondedeel_brief_id_ix"), ["brief_id"], unique=False)
        batch_op.create_index(
            "core_briefrondedeel_te_doen_ix",
            ["ronde_id", "id"],
            unique=False,
            sqlite_where=sa.text("brief_id IS NULL AND fout IS NULL"),
            postgresql_where=sa.text("brief_id IS NULL AND fout IS NULL"),
        )

    op.create_table(
        "core_vordering",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("boeking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("centen", sa.BigInteger(), nullable=False),
        sa.Column("gemaakt_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verstuurd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vervaldag", sa.Date(), nullable=True),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("centen > 0", name=op.f("core_vordering_bedrag_ck")),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_vordering_boeking_id_fk")),
        sa.ForeignKeyConstraint(["gemaakt_door"], ["core_account.id"], name=op.f("core_vordering_gemaakt_door_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_vordering_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_vordering_pk")),
    )
    with op.batch_alter_table("core_vordering", schema=None) as batch_op:
        batch_op.create_index(
            "core_vordering_boeking_uq",
            ["boeking_id"],
            unique=True,
            sqlite_where=sa.text("ingetrokken_op IS NULL"),
            postgresql_where=sa.text("ingetrokken_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("core_vordering_eenheid_id_ix"), ["eenheid", "id"], unique=False)
        batch_op.create_index(batch_op.f("core_vordering_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "core_vorderingsbetaling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vordering_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("centen", sa.BigInteger(), nullable=False),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("kenmerk", sa.String(length=80), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("centen > 0", name=op.f("core_vorderingsbetaling_bedrag_ck")),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_vorderingsbetaling_door_fk")),
        sa.ForeignKeyConstraint(
            ["vordering_id"], ["core_vordering.id"], name=op.f("core_vorderingsbetaling_vordering_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_vorderingsbetaling_pk")),
    )
    with op.batch_alter_table("core_vorderingsbetaling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_vorderingsbetaling_vordering_id_ix"), ["vordering_id"], unique=False)

    op.create_table(
        "core_vorderingstermijn",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vordering_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vervaldag", sa.Date(), nullable=False),
        sa.Column("centen", sa.BigInteger(), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("centen > 0", name=op.f("core_vorderingstermijn_bedrag_ck")),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_vorderingstermijn_door_fk")),
        sa.ForeignKeyConstraint(
            ["vordering_id"], ["core_vordering.id"], name=op.f("core_vorderingstermijn_vordering_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_vorderingstermijn_pk")),
    )
    with op.batch_alter_table("core_vorderingstermijn", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_vorderingstermijn_vordering_id_vervaldag_ix"), ["vordering_id", "vervaldag"], unique=False
        )

    with op.batch_alter_table("core_boeking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("inhouding", sa.Boolean(), server_default=sa.text("false"), nullable=False))

    with op.batch_alter_table("core_export", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vorm", sa.Integer(), server_default=sa.text("1"), nullable=False))

    with op.batch_alter_table("core_exportregel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("bruto_netto", sa.String(length=10), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("kostenplaats", sa.String(length=40), server_default=sa.text("''"), nullable=False)
        )

    with op.batch_alter_table("core_openstaand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("artikel", sa.String(length=80), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("beslisser", sa.String(length=60), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("gegevens", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("blokkeert", sa.Boolean(), server_default=sa.text("false"), nullable=False))

    with op.batch_alter_table("core_parametervoorstel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("aard", sa.String(length=12), server_default=sa.text("'wijziging'"), nullable=False)
        )
    # What was recorded as the repair of a figure was one.
    op.execute("UPDATE core_parametervoorstel SET aard = 'herstel' WHERE soort = 'herstel'")

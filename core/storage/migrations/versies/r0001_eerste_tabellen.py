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
        "core_audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("handeling", sa.String(length=200), nullable=False),
        sa.Column("soort", sa.String(length=200), nullable=False),
        sa.Column("object_id", sa.String(length=200), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("core_audit_pk")),
    )
    with op.batch_alter_table("core_audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_audit_soort_object_id_ix"), ["soort", "object_id"], unique=False)

    op.create_table(
        "core_eenheid",
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("ingeschakeld", sa.Boolean(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_door", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("eenheid", name=op.f("core_eenheid_pk")),
    )
    op.create_table(
        "core_inlogpoging",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("wie_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("adres_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gelukt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("core_inlogpoging_pk")),
    )
    with op.batch_alter_table("core_inlogpoging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_inlogpoging_adres_hash_op_ix"), ["adres_hash", "op"], unique=False)
        batch_op.create_index(batch_op.f("core_inlogpoging_wie_hash_op_ix"), ["wie_hash", "op"], unique=False)

    op.create_table(
        "core_job",
        sa.Column("job", sa.String(length=100), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("core_job_pk")),
    )
    op.create_table(
        "core_jobclaim",
        sa.Column("job", sa.String(length=100), nullable=False),
        sa.Column("vervaldag", sa.Date(), nullable=False),
        sa.Column("houder", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("fout", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("job", "vervaldag", name=op.f("core_jobclaim_pk")),
    )
    op.create_table(
        "core_medewerker",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("personeelsnummer", sa.String(length=20), nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.Column("zoeknaam", sa.String(length=400), nullable=False),
        sa.Column("geboortedatum", sa.Date(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("core_medewerker_pk")),
        sa.UniqueConstraint("personeelsnummer", name=op.f("core_medewerker_personeelsnummer_uq")),
    )
    op.create_table(
        "core_parametersnapshot",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("core_parametersnapshot_pk")),
    )
    op.create_table(
        "core_taak",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("rol", sa.String(length=40), nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("op", sa.Date(), nullable=True),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opgelost_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("core_taak_pk")),
    )
    with op.batch_alter_table("core_taak", schema=None) as batch_op:
        batch_op.create_index(
            "core_taak_open_op_dag_uq",
            ["eenheid", "rol", "soort", "sleutel", "op"],
            unique=True,
            sqlite_where=sa.text("opgelost_op IS NULL AND op IS NOT NULL"),
            postgresql_where=sa.text("opgelost_op IS NULL AND op IS NOT NULL"),
        )
        batch_op.create_index(
            "core_taak_open_zonder_dag_uq",
            ["eenheid", "rol", "soort", "sleutel"],
            unique=True,
            sqlite_where=sa.text("opgelost_op IS NULL AND op IS NULL"),
            postgresql_where=sa.text("opgelost_op IS NULL AND op IS NULL"),
        )

    op.create_table(
        "core_team",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("naam", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("core_team_pk")),
        sa.UniqueConstraint("eenheid", "code", name=op.f("core_team_eenheid_code_uq")),
    )
    op.create_table(
        "core_account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("naam", sa.String(length=100), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("weergavenaam", sa.String(length=200), nullable=False),
        sa.Column("wachtwoord_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_geheim", sa.String(length=64), nullable=True),
        sa.Column("totp_laatste_stap", sa.Integer(), nullable=True),
        sa.Column("taal", sa.String(length=5), nullable=False),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.Column("openbare_sleutel", sa.LargeBinary(), nullable=True),
        sa.Column("verzegelde_sleutel", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("core_account_medewerker_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_account_pk")),
        sa.UniqueConstraint("medewerker_id", name=op.f("core_account_medewerker_id_uq")),
        sa.UniqueConstraint("naam", name=op.f("core_account_naam_uq")),
    )
    op.create_table(
        "core_afwezigheid",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("core_afwezigheid_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_afwezigheid_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_afwezigheid_pk")),
    )
    with op.batch_alter_table("core_afwezigheid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_afwezigheid_medewerker_id_van_ix"), ["medewerker_id", "van"], unique=False
        )

    op.create_table(
        "core_auditketen",
        sa.Column(
            "volgnummer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["core_audit.id"], name=op.f("core_auditketen_audit_id_fk")),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("core_auditketen_pk")),
        sa.UniqueConstraint("audit_id", name=op.f("core_auditketen_audit_id_uq")),
    )
    op.create_table(
        "core_bericht",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("soort", sa.String(length=80), nullable=False),
        sa.Column("aan_medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gelezen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_verstuurd_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["aan_medewerker_id"], ["core_medewerker.id"], name=op.f("core_bericht_aan_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_bericht_pk")),
    )
    with op.batch_alter_table("core_bericht", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_bericht_aan_medewerker_id_id_ix"), ["aan_medewerker_id", "id"], unique=False
        )
        batch_op.create_index(
            "core_bericht_ongelezen_ix",
            ["aan_medewerker_id"],
            unique=False,
            sqlite_where=sa.text("gelezen_op IS NULL"),
            postgresql_where=sa.text("gelezen_op IS NULL"),
        )

    op.create_table(
        "core_boekingsmerk",
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("keer", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_boekingsmerk_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("eenheid", "periode", "medewerker_id", name=op.f("core_boekingsmerk_pk")),
    )
    op.create_table(
        "core_dienstverband",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("minuten_per_week", sa.Integer(), nullable=False),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("core_dienstverband_periode_ck")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_dienstverband_medewerker_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_dienstverband_pk")),
        sa.UniqueConstraint(
            "medewerker_id", "eenheid", "van", name=op.f("core_dienstverband_medewerker_id_eenheid_van_uq")
        ),
    )
    with op.batch_alter_table("core_dienstverband", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_dienstverband_eenheid_van_ix"), ["eenheid", "van"], unique=False)

    op.create_table(
        "core_jobdeel",
        sa.Column("job", sa.String(length=100), nullable=False),
        sa.Column("vervaldag", sa.Date(), nullable=False),
        sa.Column("sleutel", sa.String(length=200), nullable=False),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["job", "vervaldag"], ["core_jobclaim.job", "core_jobclaim.vervaldag"], name=op.f("core_jobdeel_job_fk")
        ),
        sa.PrimaryKeyConstraint("job", "vervaldag", "sleutel", name=op.f("core_jobdeel_pk")),
    )
    op.create_table(
        "core_leiding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("core_leiding_periode_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("core_leiding_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("core_leiding_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_leiding_pk")),
        sa.UniqueConstraint("team_id", "medewerker_id", "van", name=op.f("core_leiding_team_id_medewerker_id_van_uq")),
    )
    with op.batch_alter_table("core_leiding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_leiding_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "core_mandaat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gever_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vervanger_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("gever_id <> vervanger_id", name=op.f("core_mandaat_ander_ck")),
        sa.CheckConstraint("tot_en_met >= van", name=op.f("core_mandaat_periode_ck")),
        sa.ForeignKeyConstraint(["gever_id"], ["core_medewerker.id"], name=op.f("core_mandaat_gever_id_fk")),
        sa.ForeignKeyConstraint(["vervanger_id"], ["core_medewerker.id"], name=op.f("core_mandaat_vervanger_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_mandaat_pk")),
    )
    with op.batch_alter_table("core_mandaat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_mandaat_gever_id_ix"), ["gever_id"], unique=False)
        batch_op.create_index(batch_op.f("core_mandaat_vervanger_id_ix"), ["vervanger_id"], unique=False)

    op.create_table(
        "core_teamlid",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name=op.f("core_teamlid_periode_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("core_teamlid_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("core_teamlid_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_teamlid_pk")),
        sa.UniqueConstraint("team_id", "medewerker_id", "van", name=op.f("core_teamlid_team_id_medewerker_id_van_uq")),
    )
    with op.batch_alter_table("core_teamlid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_teamlid_medewerker_id_ix"), ["medewerker_id"], unique=False)

    op.create_table(
        "core_arbeidspatroon",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienstverband_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("minuten_per_dag", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dienstverband_id"], ["core_dienstverband.id"], name=op.f("core_arbeidspatroon_dienstverband_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_arbeidspatroon_pk")),
    )
    with op.batch_alter_table("core_arbeidspatroon", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_arbeidspatroon_dienstverband_id_vanaf_ix"), ["dienstverband_id", "vanaf"], unique=False
        )

    op.create_table(
        "core_import",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nieuw", sa.Integer(), nullable=False),
        sa.Column("gewijzigd", sa.Integer(), nullable=False),
        sa.Column("ongewijzigd", sa.Integer(), nullable=False),
        sa.Column("eenheden", sa.JSON(), nullable=False),
        sa.Column("rijen", sa.JSON(), nullable=False),
        sa.Column("teruggedraaid_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["core_account.id"], name=op.f("core_import_account_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_import_pk")),
    )
    op.create_table(
        "core_inschaling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("dienstverband_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("schaal", sa.Integer(), nullable=False),
        sa.Column("trede", sa.Integer(), nullable=True),
        sa.Column("maandsalaris_centen", sa.BigInteger(), nullable=False),
        sa.Column("bron", sa.String(length=200), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("maandsalaris_centen >= 0", name=op.f("core_inschaling_salaris_ck")),
        sa.CheckConstraint("schaal BETWEEN 1 AND 19", name=op.f("core_inschaling_schaal_ck")),
        sa.ForeignKeyConstraint(
            ["dienstverband_id"], ["core_dienstverband.id"], name=op.f("core_inschaling_dienstverband_id_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_inschaling_pk")),
    )
    with op.batch_alter_table("core_inschaling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_inschaling_dienstverband_id_vanaf_ix"), ["dienstverband_id", "vanaf"], unique=False
        )

    op.create_table(
        "core_parametervoorstel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("waarde", sa.Text(), nullable=True),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("eenheid", sa.String(length=200), nullable=True),
        sa.Column("bron", sa.String(length=300), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("zekerheid", sa.String(length=20), nullable=False),
        sa.Column("herzien_voor", sa.Date(), nullable=True),
        sa.Column("voorgesteld_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("besloten_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("besluit", sa.String(length=20), nullable=True),
        sa.Column("besluit_reden", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["besloten_door"], ["core_account.id"], name=op.f("core_parametervoorstel_besloten_door_fk")
        ),
        sa.ForeignKeyConstraint(
            ["voorgesteld_door"], ["core_account.id"], name=op.f("core_parametervoorstel_voorgesteld_door_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_parametervoorstel_pk")),
    )
    with op.batch_alter_table("core_parametervoorstel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_parametervoorstel_besluit_besloten_op_ix"), ["besluit", "besloten_op"], unique=False
        )
        batch_op.create_index(
            "core_parametervoorstel_open_uq",
            ["sleutel", "vanaf"],
            unique=True,
            sqlite_where=sa.text("besluit IS NULL"),
            postgresql_where=sa.text("besluit IS NULL"),
        )

    op.create_table(
        "core_roltoekenning",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rol", sa.String(length=40), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=True),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot_en_met", sa.Date(), nullable=True),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["core_account.id"], name=op.f("core_roltoekenning_account_id_fk")),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("core_roltoekenning_team_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_roltoekenning_pk")),
    )
    with op.batch_alter_table("core_roltoekenning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_roltoekenning_account_id_ix"), ["account_id"], unique=False)

    op.create_table(
        "core_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=14), nullable=False),
        sa.Column("beurt", sa.Integer(), nullable=False),
        sa.Column("tot_medewerker", sa.BigInteger(), nullable=True),
        sa.Column("afgerond", sa.Boolean(), nullable=False),
        sa.Column("sleutels", sa.JSON(), nullable=False),
        sa.Column("te_bevestigen", sa.JSON(), nullable=False),
        sa.Column("vingerafdruk", sa.String(length=64), nullable=True),
        sa.Column("ontbreekt", sa.JSON(), nullable=False),
        sa.Column("onvolledig", sa.Boolean(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("totaal_centen", sa.BigInteger(), nullable=False),
        sa.Column("boekingsdigest", sa.String(length=64), nullable=True),
        sa.Column("parametersnapshot", sa.String(length=64), nullable=True),
        sa.Column("gemaakt_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gecontroleerd_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gecontroleerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("goedgekeurd_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("goedgekeurd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geexporteerd_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("geexporteerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("teruggegeven_door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("teruggegeven_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("teruggave_reden", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gecontroleerd_door"], ["core_account.id"], name=op.f("core_run_gecontroleerd_door_fk")
        ),
        sa.ForeignKeyConstraint(["geexporteerd_door"], ["core_account.id"], name=op.f("core_run_geexporteerd_door_fk")),
        sa.ForeignKeyConstraint(["gemaakt_door"], ["core_account.id"], name=op.f("core_run_gemaakt_door_fk")),
        sa.ForeignKeyConstraint(["goedgekeurd_door"], ["core_account.id"], name=op.f("core_run_goedgekeurd_door_fk")),
        sa.ForeignKeyConstraint(
            ["parametersnapshot"], ["core_parametersnapshot.digest"], name=op.f("core_run_parametersnapshot_fk")
        ),
        sa.ForeignKeyConstraint(["teruggegeven_door"], ["core_account.id"], name=op.f("core_run_teruggegeven_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_run_pk")),
        sa.UniqueConstraint("eenheid", "periode", "volgnummer", name=op.f("core_run_eenheid_periode_volgnummer_uq")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("core_run", schema=None) as batch_op:
        batch_op.create_index(
            "core_run_open_uq",
            ["eenheid", "periode"],
            unique=True,
            sqlite_where=sa.text("status IN ('concept', 'gecontroleerd')"),
            postgresql_where=sa.text("status IN ('concept', 'gecontroleerd')"),
        )

    op.create_table(
        "core_sessie",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("laatst_gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meldingen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["core_account.id"], name=op.f("core_sessie_account_id_fk")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("core_sessie_pk")),
    )
    with op.batch_alter_table("core_sessie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_sessie_account_id_ix"), ["account_id"], unique=False)

    op.create_table(
        "core_boeking",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("regeling", sa.String(length=40), nullable=False),
        sa.Column("berekening", sa.String(length=80), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("feit", sa.String(length=120), nullable=False),
        sa.Column("centen", sa.BigInteger(), nullable=False),
        sa.Column("totaal_centen", sa.BigInteger(), nullable=False),
        sa.Column("hoeveelheden", sa.JSON(), nullable=False),
        sa.Column("gegeven", sa.Text(), nullable=True),
        sa.Column("looncode", sa.String(length=40), nullable=False),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("wortel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("voorganger_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(wortel_id IS NULL) = (voorganger_id IS NULL)", name=op.f("core_boeking_keten_ck")),
        sa.CheckConstraint("centen <> 0", name=op.f("core_boeking_verschil_ck")),
        sa.ForeignKeyConstraint(["medewerker_id"], ["core_medewerker.id"], name=op.f("core_boeking_medewerker_id_fk")),
        sa.ForeignKeyConstraint(["run_id"], ["core_run.id"], name=op.f("core_boeking_run_id_fk")),
        sa.ForeignKeyConstraint(["voorganger_id"], ["core_boeking.id"], name=op.f("core_boeking_voorganger_id_fk")),
        sa.ForeignKeyConstraint(["wortel_id"], ["core_boeking.id"], name=op.f("core_boeking_wortel_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_boeking_pk")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("core_boeking", schema=None) as batch_op:
        batch_op.create_index(
            "core_boeking_keten_ix",
            ["wortel_id"],
            unique=False,
            sqlite_where=sa.text("wortel_id IS NOT NULL"),
            postgresql_where=sa.text("wortel_id IS NOT NULL"),
        )
        batch_op.create_index("core_boeking_medewerker_ix", ["medewerker_id", "periode"], unique=False)
        batch_op.create_index("core_boeking_run_ix", ["run_id", "medewerker_id"], unique=False)
        batch_op.create_index(
            "core_boeking_verlaging_ix",
            ["eenheid"],
            unique=False,
            sqlite_where=sa.text("centen < 0"),
            postgresql_where=sa.text("centen < 0"),
        )
        batch_op.create_index(
            "core_boeking_voorganger_uq",
            ["voorganger_id"],
            unique=True,
            sqlite_where=sa.text("voorganger_id IS NOT NULL"),
            postgresql_where=sa.text("voorganger_id IS NOT NULL"),
        )
        batch_op.create_index(
            "core_boeking_wortel_uq",
            ["medewerker_id", "periode", "eenheid", "regeling", "feit"],
            unique=True,
            sqlite_where=sa.text("voorganger_id IS NULL"),
            postgresql_where=sa.text("voorganger_id IS NULL"),
        )

    op.create_table(
        "core_export",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bestandsnaam", sa.String(length=100), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uit_dienst", sa.LargeBinary(), nullable=True),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("totaal_centen", sa.BigInteger(), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_export_door_fk")),
        sa.ForeignKeyConstraint(["run_id"], ["core_run.id"], name=op.f("core_export_run_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_export_pk")),
        sa.UniqueConstraint("run_id", name=op.f("core_export_run_id_uq")),
    )
    op.create_table(
        "core_openstaand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("regeling", sa.String(length=40), nullable=False),
        sa.Column("feit", sa.String(length=120), nullable=False),
        sa.Column("reden", sa.String(length=60), nullable=False),
        sa.Column("ontbreekt", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_openstaand_medewerker_id_fk")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["core_run.id"], name=op.f("core_openstaand_run_id_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_openstaand_pk")),
    )
    with op.batch_alter_table("core_openstaand", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("core_openstaand_run_id_medewerker_id_ix"), ["run_id", "medewerker_id"], unique=False
        )

    op.create_table(
        "core_wijziging",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("tabel", sa.String(length=60), nullable=False),
        sa.Column("rij_id", sa.BigInteger(), nullable=False),
        sa.Column("medewerker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["core_account.id"], name=op.f("core_wijziging_account_id_fk")),
        sa.ForeignKeyConstraint(["import_id"], ["core_import.id"], name=op.f("core_wijziging_import_id_fk")),
        sa.ForeignKeyConstraint(
            ["medewerker_id"], ["core_medewerker.id"], name=op.f("core_wijziging_medewerker_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("core_wijziging_pk")),
    )
    with op.batch_alter_table("core_wijziging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_wijziging_import_id_ix"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("core_wijziging_medewerker_id_ix"), ["medewerker_id"], unique=False)
        batch_op.create_index(batch_op.f("core_wijziging_tabel_rij_id_ix"), ["tabel", "rij_id"], unique=False)

    op.create_table(
        "core_exportregel",
        sa.Column("boeking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("export_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("looncode", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_exportregel_boeking_id_fk")),
        sa.ForeignKeyConstraint(["export_id"], ["core_export.id"], name=op.f("core_exportregel_export_id_fk")),
        sa.PrimaryKeyConstraint("boeking_id", name=op.f("core_exportregel_pk")),
    )
    with op.batch_alter_table("core_exportregel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_exportregel_export_id_ix"), ["export_id"], unique=False)

    op.create_table(
        "core_uitleg",
        sa.Column("boeking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("feiten", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_uitleg_boeking_id_fk")),
        sa.PrimaryKeyConstraint("boeking_id", name=op.f("core_uitleg_pk")),
    )
    op.create_table(
        "core_verrekening",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("boeking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("keuze", sa.String(length=12), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("instemming", sa.Boolean(), nullable=False),
        sa.Column("door", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["boeking_id"], ["core_boeking.id"], name=op.f("core_verrekening_boeking_id_fk")),
        sa.ForeignKeyConstraint(["door"], ["core_account.id"], name=op.f("core_verrekening_door_fk")),
        sa.PrimaryKeyConstraint("id", name=op.f("core_verrekening_pk")),
    )
    with op.batch_alter_table("core_verrekening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("core_verrekening_boeking_id_ix"), ["boeking_id"], unique=False)

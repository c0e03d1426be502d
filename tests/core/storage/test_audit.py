# SPDX-License-Identifier: EUPL-1.2
"""The audit trail: what may stand in it, that it can only grow, and that the chain tells what was done to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auditspoor.jobs import JOBS
from core.auditspoor.services import controleer_keten, spoor, verzegel_spoor
from core.context import Context
from core.people.policy import Actor, GeenToegang
from core.storage.audit import Audit, Auditketen, controleer, noteer, noteer_inzage, verzegel
from core.storage.engine import Database


def vul(ctx: Context, aantal: int, vanaf: int = 0) -> None:
    with ctx.database.transactie() as s:
        for nummer in range(vanaf, vanaf + aantal):
            noteer(s, ctx, "maak", "core.run", nummer, periode="2026-03")


def knoei(database: Database, doe: Callable[[Session], object]) -> None:
    """Change rows as somebody with all rights on the database could: without triggers and foreign keys."""
    with database.engine.connect() as verbinding:
        if database.is_sqlite:
            verbinding.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            for (naam,) in verbinding.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                verbinding.execute(text(f"DROP TRIGGER {naam}"))
        else:
            verbinding.execute(text("SET session_replication_role = replica"))
        doe(Session(verbinding))
        verbinding.commit()
        verbinding.invalidate()


class TestRegel:
    def test_inhoud_is_de_canonieke_vorm_van_de_kolommen_en_de_nummers(self, ctx):
        wie = replace(ctx, actor=Actor(7, "Iemand"))
        with ctx.database.transactie() as s:
            noteer(s, wie, "keurgoed", "core.run", 12, digest=b"\x01\xff", dag=date(2026, 3, 1), aan=True, ids=[3, 1])
        with ctx.database.lezen() as s:
            rij = s.scalars(select(Audit)).one()
        assert rij.inhoud == (
            b'{"op":"2026-03-10T09:30:00.000000Z","account":7,"handeling":"keurgoed","soort":"core.run","object":"12",'
            b'"ids":{"aan":true,"dag":"2026-03-01","digest":"01ff","ids":[3,1]}}'
        )
        assert json.loads(rij.inhoud)["object"] == rij.object_id == "12"
        assert (rij.op, rij.account_id) == (wie.nu, 7)

    @pytest.mark.parametrize("tekst", ["Jan Jansen", "naam\nregel", 'x"y', "", "a" * 201, "Zoë"])
    def test_een_tekst_die_geen_code_is_wordt_geweigerd(self, ctx, tekst):
        with ctx.database.transactie() as s, pytest.raises(ValueError, match="alleen nummers en codes"):
            noteer(s, ctx, "maak", "core.run", 1, reden=tekst)
        with ctx.database.transactie() as s, pytest.raises(ValueError, match="alleen nummers en codes"):
            noteer(s, ctx, "maak", "core.run", tekst)

    @pytest.mark.parametrize("waarde", [1.5, {"a": 1}, ["Jan"]])
    def test_een_waarde_van_een_andere_soort_wordt_geweigerd(self, ctx, waarde):
        with ctx.database.transactie() as s, pytest.raises((TypeError, ValueError), match="nummers"):
            noteer(s, ctx, "maak", "core.run", 1, waarde=waarde)

    def test_wat_wordt_teruggedraaid_laat_geen_regel_na(self, ctx):
        class Omvallen(Exception):
            pass

        with suppress(Omvallen), ctx.database.transactie() as s:
            noteer(s, ctx, "maak", "core.run", 1)
            s.flush()
            raise Omvallen
        assert controleer(ctx.database).onverzegeld == 0

    def test_inzage_wordt_genoteerd_zonder_transactie_van_de_lezer(self, auditor):
        noteer_inzage(auditor, "core.persoon", 1)
        (regel,) = spoor(auditor, "core.persoon", 1)
        assert (regel.handeling, regel.naam, regel.schakel) == ("inzage", "Annelies Boom", None)


class TestAlleenToevoegen:
    @pytest.mark.parametrize("tabel", [Audit, Auditketen])
    def test_wijzigen_en_verwijderen_weigert_de_database(self, ctx, tabel):
        vul(ctx, 2)
        verzegel(ctx.database)
        wijziging = {"handeling": "anders"} if tabel is Audit else {"hash": bytes(32)}
        for opdracht in (update(tabel).values(wijziging), delete(tabel)):
            with pytest.raises(IntegrityError, match="ligt vast"), ctx.database.transactie() as s:
                s.execute(opdracht)
        assert controleer(ctx.database).gecontroleerd == 2

    @pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
    def test_vervangen_van_een_regel_weigert_sqlite(self, ctx):
        vul(ctx, 1)
        opdracht = text(
            "INSERT OR REPLACE INTO core_audit SELECT id, op, account_id, 'anders', soort, object_id, inhoud"
            " FROM core_audit"
        )
        with pytest.raises(IntegrityError, match="ligt vast"), ctx.database.transactie() as s:
            s.execute(opdracht)

    @pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
    def test_leegmaken_weigert_postgresql(self, ctx):
        vul(ctx, 1)
        with pytest.raises(IntegrityError, match="ligt vast"), ctx.database.transactie() as s:
            s.execute(text("TRUNCATE core_audit CASCADE"))


class TestKeten:
    def test_een_leeg_spoor_klopt(self, database):
        verslag = controleer(database)
        assert (verslag.klopt, verslag.gecontroleerd, verslag.kop) == (True, 0, bytes(32))

    def test_de_keten_is_de_hash_van_de_vorige_hash_en_de_inhoud(self, ctx):
        vul(ctx, 3)
        assert verzegel(ctx.database) == 3
        with ctx.database.lezen() as s:
            inhoud = s.scalars(select(Audit.inhoud).order_by(Audit.id)).all()
            hashes = s.scalars(select(Auditketen.hash).order_by(Auditketen.volgnummer)).all()
        vorige = bytes(32)
        for tekst, hash_ in zip(inhoud, hashes, strict=True):
            vorige = sha256(vorige + tekst).digest()
            assert hash_ == vorige
        assert controleer(ctx.database).kop == vorige

    def test_verzegelen_gaat_in_delen_en_verder_waar_het_was(self, ctx):
        vul(ctx, 25)
        assert verzegel(ctx.database, per_keer=10) == 25
        assert verzegel(ctx.database) == 0
        vul(ctx, 5, vanaf=25)
        assert controleer(ctx.database).onverzegeld == 5
        assert verzegel(ctx.database, per_keer=2) == 5
        verslag = controleer(ctx.database)
        assert (verslag.klopt, verslag.gecontroleerd, verslag.onverzegeld) == (True, 30, 0)

    def test_voortgang_wordt_gemeld_met_het_totaal(self, ctx, monkeypatch):
        monkeypatch.setattr("core.storage.audit._PER_KEER", 2)
        vul(ctx, 5)
        verzegel(ctx.database)
        gemeld: list[tuple[int, int]] = []
        controleer(ctx.database, lambda gedaan, totaal: gemeld.append((gedaan, totaal)))
        assert gemeld == [(2, 5), (4, 5)]

    def test_twee_verzegelaars_tegelijk_maken_een_keten(self, ctx):
        vul(ctx, 200)
        samen, aantallen = Barrier(2), []

        def werk() -> None:
            samen.wait()
            aantallen.append(verzegel(ctx.database, per_keer=7))

        draden = [Thread(target=werk) for _ in range(2)]
        for draad in draden:
            draad.start()
        for draad in draden:
            draad.join()
        verslag = controleer(ctx.database)
        assert sum(aantallen) == verslag.gecontroleerd == 200
        assert verslag.klopt

    @pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
    def test_een_regel_die_later_wordt_vastgelegd_dan_een_hogere_komt_er_ook_in(self, ctx):
        with ctx.database.transactie() as traag:
            noteer(traag, ctx, "maak", "core.run", "traag")
            traag.flush()
            vul(ctx, 3)
            assert verzegel(ctx.database) == 3
        assert verzegel(ctx.database) == 1
        verslag = controleer(ctx.database)
        assert (verslag.klopt, verslag.gecontroleerd, verslag.onverzegeld) == (True, 4, 0)


class TestGeknoei:
    @pytest.fixture(autouse=True)
    def _keten(self, ctx):
        vul(ctx, 10)
        verzegel(ctx.database)

    @pytest.mark.parametrize(
        ("opdracht", "schakel", "reden"),
        [
            (update(Audit).where(Audit.id == 4).values(inhoud=b'{"x":1}'), 4, "kolommen"),
            (update(Audit).where(Audit.id == 4).values(account_id=99), 4, "kolommen"),
            (update(Audit).where(Audit.id == 4).values(handeling="keurgoed"), 4, "kolommen"),
            (update(Audit).where(Audit.id == 4).values(soort="core.x"), 4, "kolommen"),
            (update(Audit).where(Audit.id == 4).values(object_id="1"), 4, "kolommen"),
            (update(Audit).where(Audit.id == 4).values(op=datetime(2020, 1, 1, tzinfo=UTC)), 4, "kolommen"),
            (update(Auditketen).where(Auditketen.volgnummer == 6).values(hash=bytes(32)), 6, "hash"),
            (delete(Audit).where(Audit.id == 5), 5, "verwijderd"),
            (delete(Auditketen).where(Auditketen.volgnummer == 5), 5, "weg"),
            (delete(Auditketen).where(Auditketen.volgnummer == 1), 1, "weg"),
        ],
    )
    def test_de_eerste_schakel_die_niet_klopt_wordt_genoemd(self, ctx, opdracht, schakel, reden):
        knoei(ctx.database, lambda s: s.execute(opdracht))
        verslag = controleer(ctx.database)
        assert not verslag.klopt
        assert verslag.fout is not None
        assert (verslag.fout.volgnummer, verslag.gecontroleerd) == (schakel, schakel - 1)
        assert reden in verslag.fout.reden
        assert f"schakel {schakel} " in str(verslag)

    def test_een_gewijzigd_nummer_in_de_inhoud_wordt_gevonden(self, ctx):
        def wijzig(s: Session) -> None:
            inhoud = s.scalar(select(Audit.inhoud).where(Audit.id == 8)) or b""
            s.execute(update(Audit).where(Audit.id == 8).values(inhoud=inhoud.replace(b'2026-03"', b'2026-04"')))

        knoei(ctx.database, wijzig)
        fout = controleer(ctx.database).fout
        assert fout is not None
        assert (fout.volgnummer, fout.audit_id) == (8, 8)
        assert "inhoud" in fout.reden

    def test_regel_en_schakel_samen_uit_het_midden_weg_wordt_gevonden(self, ctx):
        def wis(s: Session) -> None:
            s.execute(delete(Auditketen).where(Auditketen.audit_id == 5))
            s.execute(delete(Audit).where(Audit.id == 5))
            s.execute(update(Auditketen).where(Auditketen.volgnummer > 5).values(volgnummer=Auditketen.volgnummer - 1))

        knoei(ctx.database, wis)
        fout = controleer(ctx.database).fout
        assert fout is not None
        assert (fout.volgnummer, fout.audit_id) == (5, 6)

    def test_regels_die_nog_niet_verzegeld_zijn_worden_geteld(self, ctx):
        vul(ctx, 4, vanaf=10)
        verslag = controleer(ctx.database)
        assert (verslag.klopt, verslag.onverzegeld) == (True, 4)
        assert "4 regels zijn nog niet verzegeld" in str(verslag)


class TestVoorMensen:
    def test_het_spoor_van_een_voorwerp_toont_wie_wat_deed(self, auditor, ctx):
        vul(ctx, 2)
        with ctx.database.transactie() as s:
            noteer(s, replace(auditor, nu=ctx.nu + timedelta(hours=1)), "keurgoed", "core.run", 1, bedrag=12)
        verzegel(ctx.database)
        regels = spoor(auditor, "core.run", 1)
        assert [(regel.handeling, regel.naam, regel.schakel) for regel in regels] == [
            ("keurgoed", "Annelies Boom", 3),
            ("maak", None, 2),
        ]
        assert regels[0].ids == {"bedrag": 12}
        assert controleer_keten(auditor).klopt

    def test_zonder_de_rol_van_auditor_is_er_geen_toegang(self, ctx):
        iemand = ctx.als(Actor(5, "Iemand", medewerker_id=5))
        for opvraging in (
            lambda: spoor(iemand, "core.run", 1),
            lambda: controleer_keten(iemand),
            lambda: verzegel_spoor(iemand),
        ):
            with pytest.raises(GeenToegang):
                opvraging()

    def test_de_dagelijkse_job_verzegelt_en_mag_nog_eens(self, ctx):
        vul(ctx, 3)
        (job,) = JOBS
        for _ in range(2):
            for sleutel in job.werk(ctx, ctx.vandaag):
                job.doe(ctx, ctx.vandaag, sleutel)
        with ctx.database.lezen() as s:
            assert s.scalar(select(func.count()).select_from(Auditketen)) == 3

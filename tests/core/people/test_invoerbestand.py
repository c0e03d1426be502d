# SPDX-License-Identifier: EUPL-1.2
"""Importing: all of a file or nothing, a changed fact beside the old one, only for one's own unit, and undoing it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.ledger.models import Boekingsmerk
from core.people.csvbestand import MEESTE_BYTES, Importfout, lees_csv
from core.people.importsoorten import SOORTEN
from core.people.invoerbestand import (
    Importverslag,
    draai_terug,
    importeer,
    importen,
    importsoorten,
    lees_en_controleer,
)
from core.people.models import (
    Afwezigheid,
    Dienstverband,
    Import,
    Inschaling,
    Medewerker,
    Team,
    Teamlid,
    Wijziging,
)
from core.people.opzoeken import inschaling_op
from core.people.policy import Actor, Beleid, Beleidsregel, GeenToegang, Relatie, RolVoor
from core.plugins import Bijdrage
from core.rules.invoer import Geweigerd
from core.storage.audit import Audit
from core.storage.engine import Database
from tests.core.people.conftest import NU, VOORBEELDEN
from tests.core.people.test_voorbeelden import GOED, inhoud

HR_JIO = Actor(None, "HR van JIO", rollen=(RolVoor("hr", "jio"),))
EEN_DAG = timedelta(days=1)
KOP = {soort: ";".join(waarde.kolommen) for soort, waarde in SOORTEN.items()}


def bestand(soort: str, *rijen: str) -> bytes:
    return "".join(f"{regel}\n" for regel in (KOP[soort], *rijen)).encode()


def aantallen(verslag: Importverslag) -> tuple[int, int, int]:
    assert verslag.fouten == ()
    return verslag.nieuw, verslag.gewijzigd, verslag.ongewijzigd


def aantal(ctx: Context, tabel: Any) -> int:
    with ctx.database.lezen() as s:
        return s.scalars(select(func.count()).select_from(tabel)).one()


# --- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("waarde", ["=1+1", "+31612345678", "-Jan", "@SUM(A1)", '=HYPERLINK("x")', "a\u00e9 'b'"])
def test_tekens_waarmee_een_formule_begint_zijn_gewoon_gegevens(waarde: str) -> None:
    regels, fouten = lees_csv(f'naam;code\n"{waarde.replace(chr(34), chr(34) * 2)}";1\n'.encode(), ("naam", "code"))
    assert fouten == []
    assert regels[0].waarden["naam"] == waarde


@pytest.mark.parametrize(
    ("inhoud_", "verwacht"),
    [
        (b"", (1, None, "leeg")),
        (b"\xff\xfen\x00", (1, None, "UTF-16")),
        (b"naam\nJan\n", (1, "code", "ontbreekt")),
        (b"naam;code;\nJan;1;\n", (1, None, "hoort hier niet")),
        (b"naam;code\nJan\x00;1\n", (2, "naam", "onzichtbaar")),
        ("naam;code\nJan\u202e;1\n".encode(), (2, "naam", "onzichtbaar")),
        (b'naam;code\n"Jan\nsen";1\n', (2, "naam", "regeleinde")),
        (b'naam;code\n"Jan"sen;1\n', (2, None, "aanhalingsteken")),
        (b"naam;code\nJan;\xe9\n", (2, "code", "geen UTF-8")),
        (b"naam;code\nJan;1", (2, None, "afgekapt")),
        (b"naam;code\nJan\n", (2, "code", "1 velden, de kop 2")),
        (b"naam;code\n;\n", (2, None, "geen gegevens")),
    ],
)
def test_een_onleesbaar_bestand_zegt_waar_het_misgaat(inhoud_: bytes, verwacht: tuple[int, str | None, str]) -> None:
    regels, fouten = lees_csv(inhoud_, ("naam", "code"))
    assert (fouten[0].regel, fouten[0].kolom) == verwacht[:2]
    assert verwacht[2] in fouten[0].reden
    assert [regel for regel in regels if regel.nummer == fouten[0].regel] == []


def test_een_regel_begint_waar_ze_begint_en_lege_regels_tellen_mee_maar_zeggen_niets() -> None:
    regels, fouten = lees_csv(b"naam,code\r\n\r\nJan,1\r\n,\r\n'Piet',2\r\n", ("naam", "code"))
    assert fouten == []
    assert [(regel.nummer, dict(regel.waarden)) for regel in regels] == [
        (3, {"naam": "Jan", "code": "1"}),
        (5, {"naam": "'Piet'", "code": "2"}),
    ]


def test_een_te_groot_bestand_wordt_niet_gelezen() -> None:
    regels, fouten = lees_csv(b"naam;code\n" + b"x" * MEESTE_BYTES, ("naam", "code"))
    assert (regels, str(fouten[0])) == ([], "regel 1: het bestand is groter dan 25 MB; splits het")


def test_een_fout_leest_als_een_zin() -> None:
    assert str(Importfout(3, "naam", "te lang")) == "regel 3, kolom naam: te lang"


# --- what it does ----------------------------------------------------------------------------------------------------


def test_controleren_zegt_wat_importeren_doet_en_bewaart_niets(ctx: Context) -> None:
    for soort, gegeven in GOED.items():
        eerst = inhoud(ctx)
        vooraf = lees_en_controleer(ctx, soort, gegeven)
        assert inhoud(ctx) == eerst
        achteraf = importeer(ctx, soort, gegeven)
        assert replace(achteraf, import_id=None) == vooraf
        assert achteraf.import_id is not None


def test_een_ander_salaris_voor_dezelfde_dag_is_een_nieuwe_rij_en_de_oude_blijft(
    ctx: Context, mensen: dict[str, int]
) -> None:
    eerst = aantal(ctx, Inschaling)
    later = replace(ctx, nu=NU + EEN_DAG)
    gegeven = bestand("inschalingen", "900001;jio;2026-03-01;10;6;4300,00;herstel besluit 9")
    assert aantallen(importeer(later, "inschalingen", gegeven)) == (0, 1, 0)
    assert aantal(ctx, Inschaling) == eerst + 1
    with ctx.database.lezen() as s:
        werk = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == mensen["1"])).one()
        nu, toen = (inschaling_op(s, werk.id, date(2026, 3, 1), op) for op in (None, NU))
        assert (nu and nu.maandsalaris_centen, toen and toen.maandsalaris_centen) == (430_000, 422_550)
        merken = set(s.scalars(select(Boekingsmerk.periode).where(Boekingsmerk.medewerker_id == mensen["1"])))
    assert {"2026-02", "2026-03", "2026-04"} <= merken
    assert aantallen(importeer(later, "inschalingen", gegeven)) == (0, 0, 1)


def test_een_ander_einde_van_een_dienstverband_bewaart_wat_er_stond(ctx: Context, mensen: dict[str, int]) -> None:
    gegeven = bestand("dienstverbanden", "900001;jio;2019-03-01;31-08-2026;36")
    verslag = importeer(ctx, "dienstverbanden", gegeven)
    assert aantallen(verslag) == (0, 1, 0)
    with ctx.database.lezen() as s:
        werk = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == mensen["1"])).one()
        (wijziging,) = s.scalars(select(Wijziging))
    assert werk.tot_en_met == date(2026, 8, 31)
    assert (wijziging.tabel, wijziging.rij_id, wijziging.was) == ("core_dienstverband", werk.id, {"tot_en_met": None})
    assert (wijziging.medewerker_id, wijziging.import_id) == (mensen["1"], verslag.import_id)


def test_een_einde_aan_een_afwezigheid_is_een_nieuwe_rij(ctx: Context, mensen: dict[str, int]) -> None:
    assert aantallen(importeer(ctx, "afwezigheid", bestand("afwezigheid", "900007;ziekte;2026-03-09;2026-03-11"))) == (
        0,
        1,
        0,
    )
    with ctx.database.lezen() as s:
        oud, nieuw = s.scalars(
            select(Afwezigheid).where(Afwezigheid.medewerker_id == mensen["7"]).order_by(Afwezigheid.id)
        )
    assert (oud.tot_en_met, oud.ingetrokken_op) == (None, NU)
    assert (nieuw.tot_en_met, nieuw.ingetrokken_op) == (date(2026, 3, 11), None)


def test_periodes_mogen_ook_niet_samenvallen_met_wat_er_al_staat(ctx: Context, mensen: dict[str, int]) -> None:
    for soort, rij in (
        ("dienstverbanden", "900001;jio;2026-01-01;;36"),
        ("dienstverbanden", "900004;jio;2026-06-30;;36"),
        ("teamleden", "900002;jio;infra;2026-03-12;"),
        ("afwezigheid", "900001;verlof;2026-02-20;"),
    ):
        (fout,) = importeer(ctx, soort, bestand(soort, rij)).fouten
        assert (fout.regel, fout.kolom) == (2, "van")
        assert "valt samen met" in fout.reden
    # A file that ends the old period and begins the next one fits.
    rijen = ("900002;jio;oss-buitendienst;2026-03-13;2026-03-31", "900002;jio;oss-buitendienst;2026-04-01;")
    assert aantallen(importeer(ctx, "teamleden", bestand("teamleden", *rijen))) == (1, 1, 0)


def test_een_nummer_verandert_niet_stil_in_iemand_anders(ctx: Context, mensen: dict[str, int]) -> None:
    verslag = importeer(ctx, "medewerkers", bestand("medewerkers", "900001;Iemand Anders;1990-01-01;"))
    assert [(fout.kolom, "iemand anders" in fout.reden) for fout in verslag.fouten] == [("personeelsnummer", True)]
    gegeven = bestand("medewerkers", "900001;Noor Bakker-Smit;1985-04-12;noor.bakker@annex.example")
    assert aantallen(importeer(ctx, "medewerkers", gegeven)) == (0, 1, 0)
    with ctx.database.lezen() as s:
        noor = s.get_one(Medewerker, mensen["1"])
        assert (noor.naam, noor.zoeknaam) == ("Noor Bakker-Smit", "noor bakker-smit")
        assert s.scalars(select(Wijziging.was)).one() == {"naam": "Noor Bakker"}


def test_een_import_is_een_auditregel_zonder_namen(ctx: Context) -> None:
    verslag = importeer(ctx, "medewerkers", GOED["medewerkers"])
    with ctx.database.lezen() as s:
        (regel,) = s.scalars(select(Audit))
        (rij,) = s.scalars(select(Import))
    assert (regel.handeling, regel.object_id) == ("importeer", str(verslag.import_id))
    assert b"Noor" not in regel.inhoud
    assert (rij.sha256, rij.nieuw, rij.op, rij.account_id) == (verslag.sha256, 8, NU, None)
    assert len(rij.rijen) == 8


# --- whose -----------------------------------------------------------------------------------------------------------


def test_hr_importeert_alleen_voor_het_eigen_dienstonderdeel(ctx: Context, mensen: dict[str, int]) -> None:
    hr = ctx.als(HR_JIO)
    for soort, rij, kolom in (
        ("dienstverbanden", "900008;dtv;2016-04-01;2026-04-30;36", "eenheid"),
        ("inschalingen", "900008;dtv;2026-01-01;12;7;5700,00;besluit", "eenheid"),
        ("arbeidspatronen", "900008;dtv;2026-01-01;8;8;8;8;4;0;0", "eenheid"),
        ("teams", "dtv;vertrek-2;Vertrek 2", "eenheid"),
        ("teamleden", "900008;dtv;vertrek-1;2026-01-01;", "eenheid"),
        ("leiding", "900001;dtv;vertrek-1;2026-01-01;", "eenheid"),
        ("afwezigheid", "900008;ziekte;2026-01-01;", "personeelsnummer"),
        ("medewerkers", "900008;Daan Vissers;1983-05-17;", "personeelsnummer"),
    ):
        (fout,) = importeer(hr, soort, bestand(soort, rij)).fouten
        assert (fout.regel, fout.kolom) == (2, kolom), soort
        assert "importeren" in fout.reden
    assert aantallen(importeer(hr, "teams", bestand("teams", "jio;mobiel;Team Mobiel"))) == (1, 0, 0)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wie_geen_hr_is_importeert_niets(ctx: Context, mensen: dict[str, int]) -> None:
    verslag = importeer(ctx, "teams", bestand("teams", "jio;mobiel;Team Mobiel"))
    assert verslag.import_id is not None
    for gast in (
        Actor(1, "Noor", medewerker_id=mensen["1"], eenheden=frozenset({"jio"})),
        Actor(2, "Auditor", rollen=(RolVoor("auditor"),)),
        Actor(3, "Beheer", rollen=(RolVoor("beheerder"),)),
    ):
        als = ctx.als(gast)
        assert importsoorten(als) == ()
        for doe in (
            lambda als=als: lees_en_controleer(als, "teams", GOED["teams"]),
            lambda als=als: importeer(als, "teams", GOED["teams"]),
            lambda als=als: draai_terug(als, verslag.import_id),
            lambda als=als: importen(als),
        ):
            with pytest.raises(GeenToegang):
                doe()
    with pytest.raises(Geweigerd, match="niet bekend"):
        importeer(ctx, "onzin", b"")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_hr_importeert_het_eigen_salaris_niet_maar_wel_een_bestand_waar_het_al_in_staat(
    ctx: Context, mensen: dict[str, int]
) -> None:
    hr = ctx.als(replace(HR_JIO, medewerker_id=mensen["1"]))
    goed = bestand("inschalingen", "900001;jio;2026-03-01;10;6;4225,50;fictief (voorbeeld)")
    assert aantallen(importeer(hr, "inschalingen", goed)) == (0, 0, 1)
    fout = bestand("inschalingen", "900001;jio;2026-03-01;10;6;9225,50;fictief (voorbeeld)")
    assert [f.reden for f in importeer(hr, "inschalingen", fout).fouten] == ["je kunt je eigen salaris niet vastleggen"]


def test_hr_ziet_de_imports_van_het_eigen_dienstonderdeel(ctx: Context, mensen: dict[str, int]) -> None:
    importeer(ctx, "teams", bestand("teams", "dtv;vertrek-2;Vertrek 2"))
    importeer(ctx, "teams", bestand("teams", "jio;mobiel;Mobiel"))
    zichtbaar = importen(ctx.als(HR_JIO))
    assert [rij.eenheden for rij in zichtbaar if rij.soort == "teams"] == [["jio"]]
    assert [rij.soort for rij in zichtbaar][-1] == "medewerkers"
    assert len(importen(ctx)) == 10


# --- undoing ---------------------------------------------------------------------------------------------------------


def test_een_teruggedraaid_salaris_telt_niet_meer_en_blijft_zichtbaar(ctx: Context, mensen: dict[str, int]) -> None:
    verkeerd = importeer(
        replace(ctx, nu=NU + EEN_DAG),
        "inschalingen",
        bestand("inschalingen", "900001;jio;2026-03-01;10;6;42255,00;typefout", "900002;jio;2026-03-01;9;4;3700,00;b"),
    )
    assert verkeerd.import_id is not None
    eerst = aantal(ctx, Inschaling)
    nu = NU + 2 * EEN_DAG
    draai_terug(replace(ctx, nu=nu), verkeerd.import_id)
    assert aantal(ctx, Inschaling) == eerst
    with ctx.database.lezen() as s:
        werk = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == mensen["1"])).one()
        stand, toen = (inschaling_op(s, werk.id, date(2026, 3, 1), op) for op in (None, NU + EEN_DAG))
        assert (stand and stand.maandsalaris_centen, toen and toen.maandsalaris_centen) == (422_550, 4_225_500)
        assert s.get_one(Import, verkeerd.import_id).teruggedraaid_op == nu
    with pytest.raises(Geweigerd, match="al teruggedraaid"):
        draai_terug(ctx, verkeerd.import_id)


def test_terugdraaien_herstelt_registers_tot_op_de_waarde(ctx: Context, mensen: dict[str, int]) -> None:
    with ctx.database.lezen() as s:
        eerst = {d.id: (d.van, d.tot_en_met, d.minuten_per_week) for d in s.scalars(select(Dienstverband))}
    rijen = ("900001;jio;2019-03-01;2026-08-31;32", "900004;jio;2018-09-01;2026-09-30;36", "900008;jio;2026-01-01;;8")
    verslag = importeer(ctx, "dienstverbanden", bestand("dienstverbanden", *rijen))
    assert aantallen(verslag) == (1, 2, 0)
    assert verslag.import_id is not None
    draai_terug(ctx, verslag.import_id)
    with ctx.database.lezen() as s:
        assert {d.id: (d.van, d.tot_en_met, d.minuten_per_week) for d in s.scalars(select(Dienstverband))} == eerst
    assert aantal(ctx, Wijziging) == 4


def test_terugdraaien_van_een_afwezigheid_laat_de_oude_weer_gelden(ctx: Context, mensen: dict[str, int]) -> None:
    verslag = importeer(ctx, "afwezigheid", bestand("afwezigheid", "900007;ziekte;2026-03-09;2026-03-11"))
    assert verslag.import_id is not None
    draai_terug(ctx, verslag.import_id)
    with ctx.database.lezen() as s:
        lopend = s.scalars(
            select(Afwezigheid).where(Afwezigheid.medewerker_id == mensen["7"], Afwezigheid.ingetrokken_op.is_(None))
        ).one()
    assert lopend.tot_en_met is None


def test_waarop_is_voortgebouwd_wordt_niet_teruggedraaid(ctx: Context, mensen: dict[str, int]) -> None:
    with ctx.database.lezen() as s:
        per_soort = {rij.soort: rij.id for rij in s.scalars(select(Import))}
    eerst = inhoud(ctx)
    for soort in ("medewerkers", "dienstverbanden", "teams"):
        with pytest.raises(Geweigerd, match="al voortgebouwd"):
            draai_terug(ctx, per_soort[soort])
    assert inhoud(ctx) == eerst
    draai_terug(ctx, per_soort["teamleden"])
    assert aantal(ctx, Teamlid) == 0
    with pytest.raises(GeenToegang):
        draai_terug(ctx, 10_000)


def test_een_later_bestand_gaat_eerst_terug(ctx: Context, mensen: dict[str, int]) -> None:
    een = importeer(ctx, "teams", bestand("teams", "jio;mobiel;Mobiel")).import_id
    twee = importeer(ctx, "teams", bestand("teams", "jio;mobiel;Mobiel en werkplek")).import_id
    assert een is not None
    assert twee is not None
    with pytest.raises(Geweigerd, match="later bestand"):
        draai_terug(ctx, een)
    draai_terug(ctx, twee)
    draai_terug(ctx, een)
    with ctx.database.lezen() as s:
        assert s.scalar(select(Team).where(Team.code == "mobiel")) is None


# --- faults ----------------------------------------------------------------------------------------------------------


def test_twee_keer_tegelijk_hetzelfde_bestand_is_een_keer(ctx: Context) -> None:
    for soort in ("medewerkers", "dienstverbanden", "inschalingen"):
        with ThreadPoolExecutor(4) as tegelijk:
            taken = [tegelijk.submit(importeer, ctx, soort, GOED[soort]) for _ in range(4)]
            verslagen = [taak.result() for taak in taken]
        regels = verslagen[0].regels
        assert sorted(aantallen(verslag) for verslag in verslagen) == [(0, 0, regels)] * 3 + [(regels, 0, 0)]
    assert aantal(ctx, Inschaling) == 10


def test_een_fout_tijdens_het_bewaren_laat_niets_achter(
    ctx: Context, mensen: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuk(*_: Any) -> None:
        raise RuntimeError("stroom weg")

    eerst = inhoud(ctx)
    monkeypatch.setattr("core.people.invoerbestand.merk", stuk)
    with pytest.raises(RuntimeError, match="stroom weg"):
        importeer(ctx, "inschalingen", bestand("inschalingen", "900001;jio;2026-04-01;10;6;4300,00;besluit"))
    assert inhoud(ctx) == eerst


_KILLER = """
import sys
from datetime import UTC, datetime
from core.context import Context
from core.people.invoerbestand import importeer
from core.people.policy import PROGRAMMA
from core.plugins import laad
from core.storage.engine import Database
ctx = Context(Database(sys.argv[1]), laad(geblokkeerd=("om", "jio", "dtv", "nfi", "cjib")), PROGRAMMA,
              datetime(2026, 3, 10, tzinfo=UTC))
print("klaar", flush=True)
importeer(ctx, "medewerkers", sys.stdin.buffer.read())
"""


@pytest.mark.traag
def test_wie_halverwege_wordt_gedood_laat_alles_of_niets_achter(ctx: Context) -> None:
    aantal_mensen = 3000
    gegeven = bestand("medewerkers", *(f"{nummer:06};Proef {nummer};1990-01-01;" for nummer in range(aantal_mensen)))
    gezien = set()
    url = ctx.database.url.render_as_string(hide_password=False)
    for wacht in (0.0, 0.15, 0.3, 0.5, 0.7, 0.9, 1.2, 1.6, 30.0):
        proces = subprocess.Popen(
            [sys.executable, "-c", _KILLER, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert proces.stdin is not None
        assert proces.stdout is not None
        assert proces.stdout.readline() == b"klaar\n"
        proces.stdin.write(gegeven)
        proces.stdin.close()
        einde = time.monotonic() + wacht
        while proces.poll() is None and time.monotonic() < einde:
            time.sleep(0.01)
        if proces.poll() is None:
            os.kill(proces.pid, signal.SIGKILL)
        proces.stdout.close()
        proces.wait()
        staat = aantal(ctx, Medewerker)
        assert (staat, aantal(ctx, Import)) in ((0, 0), (aantal_mensen, 1))
        gezien.add(staat)
        if staat:
            break
    assert aantal_mensen in gezien
    assert aantallen(importeer(ctx, "medewerkers", gegeven)) == (0, 0, aantal_mensen)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_groot_bestand_kost_een_vast_aantal_vragen(ctx: Context, database: Database) -> None:

    def vragen(mensen: range) -> int:
        gesteld: list[str] = []

        def noteer(verbinding: Any, cursor: Any, opdracht: str, *_: Any) -> None:
            if opdracht.startswith("SELECT"):
                gesteld.append(opdracht)

        event.listen(database.engine, "before_cursor_execute", noteer)
        nummers = [f"{nummer:06}" for nummer in mensen]
        importeer(ctx, "medewerkers", bestand("medewerkers", *(f"{n};Proef {n};1990-01-01;" for n in nummers)))
        importeer(ctx, "dienstverbanden", bestand("dienstverbanden", *(f"{n};jio;2020-01-01;;36" for n in nummers)))
        importeer(
            ctx, "inschalingen", bestand("inschalingen", *(f"{n};jio;2026-01-01;9;1;3000,00;proef" for n in nummers))
        )
        event.remove(database.engine, "before_cursor_execute", noteer)
        return len(gesteld)

    assert vragen(range(10)) == vragen(range(10, 510))


# --- plugins ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def met_plugin(ctx: Context) -> Callable[..., Context]:
    """The same with a plugin's own kind of file, that anybody in charge of rosters may import."""

    def controleer(s: Session, rij: Mapping[str, str]) -> tuple[str, str]:
        if rij["week"] == "54":
            raise Geweigerd("week", "deze week bestaat niet")
        return rij["team"], rij["week"]

    def verwerk(ctx: Context, s: Session, waarden: Sequence[tuple[str, str]]) -> int:
        bekend = set(s.scalars(select(Team.code)))
        nieuw = [(f"{team}-{week}", week) for team, week in waarden if f"{team}-{week}" not in bekend]
        s.add_all(Team(eenheid="jio", code=code, naam=week) for code, week in nieuw)
        return len(nieuw)

    type_ = Importtype("jio-rooster", "Rooster", ("team", "week"), controleer, verwerk, soort="jio.rooster")
    regel = Beleidsregel("roosterbeheerder", "importeer", "jio.rooster", Relatie.EIGEN_EENHEID)
    installatie = replace(
        ctx.installatie,
        importen=(Bijdrage("jio", type_),),
        beleid=Beleid((*ctx.installatie.beleid.regels, regel)),
    )
    return lambda actor: replace(ctx, installatie=installatie, actor=actor)


def test_een_plugin_leest_zijn_eigen_bestanden_met_zijn_eigen_recht(
    ctx: Context, met_plugin: Callable[..., Context]
) -> None:
    rooster = met_plugin(Actor(None, "Rooster", rollen=(RolVoor("roosterbeheerder", "jio"),)))
    assert [(soort.id, soort.eenheid) for soort in importsoorten(rooster)] == [("jio-rooster", "jio")]
    with pytest.raises(GeenToegang):
        importeer(met_plugin(HR_JIO), "jio-rooster", b"")
    fout = importeer(rooster, "jio-rooster", b"team;week\ninfra;1\ninfra;54\ninfra;1\n")
    assert [str(f) for f in fout.fouten] == [
        "regel 3, kolom week: deze week bestaat niet",
        "regel 4: deze regel staat al op regel 2",
    ]
    assert aantal(ctx, Team) == 0
    goed = importeer(rooster, "jio-rooster", b"team;week\ninfra;1\ninfra;2\n")
    assert aantallen(goed) == (2, 0, 0)
    assert aantal(ctx, Team) == 2
    assert [rij.soort for rij in importen(rooster)] == ["jio-rooster"]
    nog_eens = importeer(rooster, "jio-rooster", b"team;week\ninfra;1\ninfra;2\n")
    assert (aantallen(nog_eens), nog_eens.import_id) == ((0, 0, 2), None)
    assert goed.import_id is not None
    with pytest.raises(Geweigerd, match="niet worden teruggedraaid"):
        draai_terug(rooster, goed.import_id)


def test_het_voorbeeld_in_de_documentatie_noemt_elke_kolom() -> None:
    tekst = (VOORBEELDEN / "README.md").read_text(encoding="utf-8")
    for soort in SOORTEN.values():
        assert f"`{soort.id}.csv`" in tekst
        for kolom in soort.kolommen:
            assert f"`{kolom}`" in tekst

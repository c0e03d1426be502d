# SPDX-License-Identifier: EUPL-1.2
"""Delivering runs together, a test export that leaves nothing behind, and the calendar of payroll."""

from __future__ import annotations

import csv
import io
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from sqlalchemy import select

from core.berichten.services import open_taken
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.bestand import Bestand
from core.ledger.levering import (
    controle_van,
    lever,
    levering,
    leveringbestand,
    leveringen,
    proefexport,
    te_leveren,
)
from core.ledger.loonbestand import PROEF, Controletotaal, Loonbestandregel, schrijf_csv, schrijf_xlsx
from core.ledger.loonkalender import kalender, leg_sluiting_vast, sluiting
from core.ledger.loonmodels import Leveringindeling, Loonlevering
from core.ledger.models import Export, Exportregel, Run
from core.ledger.procedure import Runstatus
from core.ledger.services import exporteer
from core.people.policy import Actor, GeenToegang, RolVoor
from core.rules import Feit, Geweigerd, Parameterset, Zekerheid
from core.rules.parameters import Sleutel, Soort
from tests.core.ledger.proef import EENHEID, Wereld

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
SAMEN, PER_REGELING = Leveringindeling


def rijen(bestand: Bestand) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bestand.inhoud.decode(), newline=""), delimiter=";"))


def twee_runs(wereld: Wereld) -> list[int]:
    for maand, plek in (("2026-03", 1), ("2026-04", 2)):
        wereld.zet(maand, wereld.medewerkers[plek], "a", plek)
    return [wereld.sluit(maand).id for maand in ("2026-03", "2026-04")]


@sqlite
def test_runs_gaan_samen_in_een_bestand_en_nog_een_keer_geeft_dezelfde_bytes(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    runs = twee_runs(wereld)
    assert [run.id for run in te_leveren(hr)] == runs
    nummer = lever(hr, runs, SAMEN)
    assert lever(hr, reversed(runs), PER_REGELING) == nummer, "dezelfde runs zijn al geleverd"  # type: ignore[arg-type]
    gevonden = levering(hr, nummer)
    [bestand] = gevonden.bestanden
    uit = leveringbestand(hr, nummer, bestand.id)
    assert uit == leveringbestand(hr, nummer, bestand.id)
    assert sha256(uit.inhoud).hexdigest() == bestand.sha256
    kop, *lijnen = rijen(uit)
    plek = {naam: kop.index(naam) for naam in ("maand", "periode", "belastingjaar", "regeling", "bedrag")}
    assert [[rij[0], *(rij[waar] for waar in plek.values())] for rij in lijnen[:2]] == [
        ["000002", "2026-03", "2026-03", "2026", "PROEF", "10,00"],
        ["000003", "2026-04", "2026-04", "2026", "PROEF", "20,00"],
    ]
    assert (bestand.aantal, bestand.totaal_centen, gevonden.levering.totaal_centen) == (2, 3000, 3000)
    with wereld.ctx.database.lezen() as s:
        assert {run.status for run in s.scalars(select(Run))} == {Runstatus.GEEXPORTEERD}
        assert len(s.scalars(select(Exportregel)).all()) == 2
    assert te_leveren(hr) == []
    with pytest.raises(StapNietMogelijk, match="2026-03"):
        lever(hr, runs[:1], SAMEN)
    wereld.zet("2026-05", wereld.medewerkers[1], "a", 1)
    with pytest.raises(StapNietMogelijk):
        lever(hr, [*runs, wereld.sluit("2026-05").id], SAMEN)


@sqlite
def test_een_bestand_per_regeling_is_samen_hetzelfde(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    runs = twee_runs(wereld)
    nummer = lever(hr, runs, PER_REGELING)
    [bestand] = levering(hr, nummer).bestanden
    assert bestand.naam.endswith("-2026-04-proef")
    assert leveringbestand(hr, nummer, bestand.id, xlsx=True).naam.endswith(".xlsx")
    totalen, som = controle_van(hr, runs[0])
    assert totalen == (Controletotaal("4711", 1, 1000, 1000), Controletotaal("", 1, 1000, 1000))
    with wereld.ctx.database.lezen() as s:
        assert som == s.scalar(select(Export.sha256).where(Export.run_id == runs[0]))


@sqlite
def test_alleen_wie_elke_run_mag_exporteren_levert_en_ziet_de_levering(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    runs = twee_runs(wereld)
    with pytest.raises(Geweigerd, match="ten minste een"):
        lever(hr, [], SAMEN)
    elders = wereld.ctx.als(Actor(1, "X", None, (RolVoor("hr", "om"),)))
    auditor = wereld.ctx.als(Actor(1, "X", None, (RolVoor("auditor"),)))
    for ctx in (elders, auditor, wereld.ctx, wereld.ctx.als(Actor(1, "X", wereld.medewerkers[1]))):
        with pytest.raises(GeenToegang):
            lever(ctx, runs, SAMEN)
    for ctx in (elders, auditor):
        with pytest.raises(GeenToegang):
            proefexport(ctx, runs[0])
    nummer = lever(hr, runs, SAMEN)
    bestand = levering(hr, nummer).bestanden[0].id
    assert [een.levering.id for een in leveringen(auditor)] == [nummer]
    with pytest.raises(GeenToegang):
        leveringbestand(auditor, nummer, bestand)
    assert leveringen(elders) == ()
    for doe in (levering, lambda ctx, nr: leveringbestand(ctx, nr, bestand)):
        with pytest.raises(GeenToegang):
            doe(elders, nummer)
    with pytest.raises(GeenToegang):
        leveringbestand(hr, nummer, bestand + 1)


def test_twee_die_tegelijk_leveren_maken_een_levering(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    runs = twee_runs(wereld)
    start, nummers = threading.Barrier(2), []

    def doe() -> None:
        start.wait()
        nummers.append(lever(hr, runs, SAMEN))

    draden = [threading.Thread(target=doe) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(nummers) == 2
    assert len(set(nummers)) == 1
    with wereld.ctx.database.lezen() as s:
        assert len(s.scalars(select(Loonlevering)).all()) == 1
        assert len(s.scalars(select(Exportregel)).all()) == 2


@sqlite
def test_een_proef_is_gemerkt_en_laat_niets_achter(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 1)
    run = wereld.maak("2026-03")
    with pytest.raises(StapNietMogelijk):
        proefexport(hr, run.id)
    wereld.controleer(run)
    wereld.keur_goed(run)
    proef = proefexport(hr, run.id)
    assert proef.csv.naam == "TEST-loon-proef-2026-03-1.csv"
    assert rijen(proef.csv)[0] == [PROEF]
    assert proef.controle[-1] == Controletotaal("", 1, 1000, 1000)
    with wereld.ctx.database.lezen() as s:
        assert s.get_one(Run, run.id).status == Runstatus.GOEDGEKEURD
        assert s.scalars(select(Export)).all() == []
        assert s.scalars(select(Exportregel)).all() == []
    echt = exporteer(hr, run.id).csv
    assert echt.inhoud != proef.csv.inhoud
    assert rijen(echt)[0] == rijen(proef.csv)[1]
    assert rijen(echt)[1:-1] == rijen(proef.csv)[2:-1]
    with pytest.raises(StapNietMogelijk):
        proefexport(hr, run.id)


@sqlite
def test_wat_de_regeling_aangeeft_en_niet_bekend_is_houdt_de_export_tegen(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 1)
    run = wereld.sluit("2026-03")
    sleutels = {
        naam: Sleutel(naam, Soort.TEKST, "", "Loon.", "PROEF 1") for naam in ("proef.bruto_netto", "proef.kostenplaats")
    }
    bron = wereld.ctx.installatie.parameters

    def met(*feiten: Feit) -> Wereld:
        nieuw = Parameterset({**bron.sleutels, **sleutels}, (*bron.feiten(), *feiten))
        return replace(wereld, ctx=replace(wereld.ctx, installatie=replace(wereld.ctx.installatie, parameters=nieuw)))

    leeg = met()
    for doe in (exporteer, lambda ctx, nr: lever(ctx, [nr], SAMEN), proefexport):
        with pytest.raises(Geweigerd, match=r"proef\.bruto_netto"):
            doe(leeg.als(leeg.controleur), run.id)
    assert {"proef.bruto_netto", "proef.kostenplaats"} <= {taak.sleutel for taak in open_taken(hr, EENHEID)}
    dag = date(2026, 1, 1)
    gevuld = met(
        Feit("proef.bruto_netto", "bruto", dag, Zekerheid.INSTELLING, "proef"),
        Feit("proef.kostenplaats", "=K12", dag, Zekerheid.INSTELLING, "proef"),
    )
    kop, regel, *_rest = rijen(exporteer(gevuld.als(gevuld.controleur), run.id).csv)
    assert [regel[kop.index(naam)] for naam in ("bruto_netto", "kostenplaats")] == ["bruto", "'=K12"]
    assert not {"proef.bruto_netto", "proef.kostenplaats"} & {taak.sleutel for taak in open_taken(hr, EENHEID)}


def test_een_bestand_van_de_eerste_vorm_blijft_te_schrijven() -> None:
    regel = Loonbestandregel(7, 1, "000001", "4711", "2026-03", date(2026, 3, 1), {"uren": 2}, -1234, None, "PROEF")
    oud = schrijf_csv([regel], "2026-04", vorm=1).decode().split("\r\n")
    assert oud[:3] == [
        "personeelsnummer;looncode;maand;periode;ingangsdatum;uren;bedrag;boeking_id;corrigeert_id",
        "000001;4711;2026-04;2026-03;2026-03-01;2;-12,34;7;",
        "TOTAAL;;2026-04;;;2;-12,34;1;",
    ]
    nieuw = schrijf_csv([regel], "2026-04").decode().split("\r\n")
    assert nieuw[1] == "000001;4711;2026-04;2026-03;2026-03-01;2026;;;PROEF;2;-12,34;7;"
    assert nieuw[2:4] == ["LOONCODE;4711;2026-04;;;;;;;;-12,34;1;", "ABSOLUUT;;2026-04;;;;;;;;12,34;1;"]
    proef = schrijf_csv([regel], "2026-04", proef=True)
    assert schrijf_xlsx({"Blad": proef}) == schrijf_xlsx({"Blad": proef})


@sqlite
def test_de_kalender_zegt_voor_welke_dag_een_run_naar_het_loon_moet(wereld: Wereld) -> None:
    hr = replace(wereld.als(wereld.controleur), nu=datetime(2026, 4, 10, 9, tzinfo=UTC))
    assert sluiting(hr, EENHEID, "2026-03").maand is None
    leg_sluiting_vast(hr, EENHEID, "2026-03", date(2026, 4, 9))
    leg_sluiting_vast(hr, EENHEID, "2026-04", date(2026, 5, 8))
    leg_sluiting_vast(hr, EENHEID, "2026", date(2027, 1, 12))
    dicht = sluiting(hr, EENHEID, "2026-03")
    assert (dicht.gesloten(hr.vandaag), dicht.jaar_gesloten(hr.vandaag)) == (True, False)
    assert dicht.volgende == ("2026-04", date(2026, 5, 8))
    leg_sluiting_vast(hr, EENHEID, "2026-03", date(2026, 4, 10))
    assert not sluiting(hr, EENHEID, "2026-03").gesloten(date(2026, 4, 10))
    assert [(rij.periode, rij.sluit_op) for rij in kalender(hr, [EENHEID])] == [
        ("2026-04", date(2026, 5, 8)),
        ("2026-03", date(2026, 4, 10)),
        ("2026", date(2027, 1, 12)),
    ]
    for periode, dag, veld in (
        ("2026-13", date(2026, 4, 9), "kalenderperiode"),
        ("maart", date(2026, 4, 9), "kalenderperiode"),
        ("2026-05", date(2026, 5, 8), "sluit_op"),
        ("2026-02", date(2026, 4, 11), "sluit_op"),
        ("2026-06", date(2027, 6, 1), "sluit_op"),
        ("2027", date(2027, 11, 30), "sluit_op"),
    ):
        with pytest.raises(Geweigerd) as fout:
            leg_sluiting_vast(hr, EENHEID, periode, dag)
        assert fout.value.veld == veld
    auditor = hr.als(Actor(1, "X", None, (RolVoor("auditor"),)))
    assert len(kalender(auditor, [EENHEID])) == 3
    for ctx in (auditor, wereld.ctx, hr.als(Actor(1, "X", None, (RolVoor("hr", "om"),)))):
        with pytest.raises(GeenToegang):
            leg_sluiting_vast(ctx, EENHEID, "2026-03", date(2026, 4, 8))

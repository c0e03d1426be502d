# SPDX-License-Identifier: EUPL-1.2
"""The payroll file: its form, its bytes, and that nothing is paid twice or taken back by itself."""

from __future__ import annotations

import csv
import io
from datetime import date
from hashlib import sha256

import openpyxl
import pytest
from sqlalchemy import select, update

from core.berichten.services import open_taken
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.export import LOONCODE_ONTBREEKT, Loonexport
from core.ledger.loonbestand import Loonbestandregel, schrijf_csv, schrijf_xlsx
from core.ledger.models import Boeking, Export, Exportregel, Run, Verrekenkeuze
from core.ledger.procedure import Runstatus
from core.ledger.services import beslis_verrekening, exporteer, geef_terug, keten_van, leg_uit, wacht_op_besluit
from core.ledger.zoeken import Boekingstand
from core.people.models import Dienstverband
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from tests.core.ledger.proef import EENHEID, Wereld

DAG = date(2026, 3, 10)


def regels(inhoud: bytes) -> list[list[str]]:
    """The cells of a CSV."""
    return list(csv.reader(io.StringIO(inhoud.decode(), newline=""), delimiter=";"))


def lijnen(inhoud: bytes) -> list[list[str]]:
    """The lines of people in a CSV, without header and totals."""
    return [rij for rij in regels(inhoud)[1:] if rij[0] not in ("LOONCODE", "ABSOLUUT", "TOTAAL", "SHA-256")]


def exporteer_run(wereld: Wereld, run: Run) -> Loonexport:
    """Export as somebody of HR."""
    return exporteer(wereld.als(wereld.controleur), run.id)


def bedragen(export: Loonexport) -> list[tuple[str, str]]:
    """Posting and amount of every line."""
    return [(rij[-2], rij[-3]) for rij in lijnen(export.csv.inhoud)]


def wachtend(wereld: Wereld) -> list[int]:
    """The postings on which HR must decide."""
    return [regel.boeking.id for regel in wacht_op_besluit(wereld.als(wereld.controleur), EENHEID)]


def test_b19_het_bestand_heeft_de_beschreven_vorm(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    wereld.zet("2026-03", een, "a", 3)
    wereld.zet("2026-03", twee, "b", 1)
    export = exporteer_run(wereld, wereld.sluit("2026-03"))
    kop, eerste, _, per_code, absoluut, totaal, slot = regels(export.csv.inhoud)
    voor, na = ["personeelsnummer", "looncode", "maand", "periode", "ingangsdatum"], ["bedrag", "boeking_id"]
    loon = ["belastingjaar", "bruto_netto", "kostenplaats", "regeling"]
    assert kop == [*voor, *loon, "uren", *na, "corrigeert_id"]
    with wereld.ctx.database.lezen() as s:
        boeking = s.scalars(select(Boeking).where(Boeking.feit == "a")).one()
    dit = ["2026", "", "", "PROEF"]
    assert eerste == ["000001", "4711", "2026-03", "2026-03", "2026-03-10", *dit, "3", "30,00", str(boeking.id), ""]
    leeg = [""] * 6
    assert per_code == ["LOONCODE", "4711", "2026-03", *leeg, "", "40,00", "2", ""]
    assert absoluut == ["ABSOLUUT", "", "2026-03", *leeg, "", "40,00", "2", ""]
    assert totaal == ["TOTAAL", "", "2026-03", *leeg, "4", "40,00", "2", ""]
    zonder_slot = export.csv.inhoud[: export.csv.inhoud.rindex(b"SHA-256")]
    assert slot == ["SHA-256", sha256(zonder_slot).hexdigest()]
    assert export.csv.naam == "loon-proef-2026-03-1.csv"


def test_twee_keer_exporteren_geeft_dezelfde_bytes_en_geen_tweede_betaling(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    run = wereld.sluit("2026-03")
    eerste, tweede = exporteer_run(wereld, run), exporteer_run(wereld, run)
    assert eerste.csv.inhoud == tweede.csv.inhoud
    assert eerste.xlsx.inhoud == tweede.xlsx.inhoud
    with wereld.ctx.database.lezen() as s:
        assert len(s.scalars(select(Export)).all()) == len(s.scalars(select(Exportregel)).all()) == 1
        assert s.get_one(Run, run.id).status == Runstatus.GEEXPORTEERD
    april = exporteer_run(wereld, wereld.sluit("2026-04"))
    assert bedragen(april) == []


def test_een_run_wordt_niet_voor_goedkeuring_geexporteerd_en_daarna_niet_teruggegeven(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    run = wereld.maak("2026-03")
    with pytest.raises(StapNietMogelijk):
        exporteer_run(wereld, run)
    wereld.controleer(run)
    wereld.keur_goed(run)
    with pytest.raises(GeenToegang):
        exporteer(wereld.ctx, run.id)
    exporteer_run(wereld, run)
    with pytest.raises(StapNietMogelijk):
        geef_terug(wereld.als(wereld.controleur), run.id, "x")


def test_a8_een_verlaging_wacht_op_een_besluit_en_gaat_dan_mee(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    wereld.zet("2026-03", een, "a", 3)
    exporteer_run(wereld, wereld.sluit("2026-03"))
    wereld.zet("2026-03", een, "a", 1)
    assert bedragen(exporteer_run(wereld, wereld.sluit("2026-04"))) == []
    (verlaging,) = wachtend(wereld)
    hr = wereld.als(wereld.controleur)
    for keuze, reden, instemming, veld in (
        (Verrekenkeuze.VERREKENEN, "geruild", False, "instemming"),
        (Verrekenkeuze.VERREKENEN, "", True, "reden"),
    ):
        with pytest.raises(Geweigerd) as fout:
            beslis_verrekening(hr, verlaging, keuze, reden, instemming=instemming)
        assert fout.value.veld == veld
    beslis_verrekening(hr, verlaging, Verrekenkeuze.VERREKENEN, "geruild", instemming=True)
    mei = exporteer_run(wereld, wereld.sluit("2026-05"))
    assert bedragen(mei) == [(str(verlaging), "-20,00")]
    assert regels(mei.csv.inhoud)[1][-1] != ""
    with pytest.raises(Geweigerd, match="staat al in een loonbestand"):
        beslis_verrekening(hr, verlaging, Verrekenkeuze.AFZIEN, "toch niet")
    assert bedragen(exporteer_run(wereld, wereld.sluit("2026-06"))) == []


@pytest.mark.parametrize(
    ("keuze", "later"),
    [(Verrekenkeuze.VORDEREN, Boekingstand.IN_LOONBESTAND), (Verrekenkeuze.AFZIEN, Boekingstand.WACHT_OP_BESLUIT)],
)
def test_a8_een_betaling_na_een_kwijtgescholden_verlaging_wordt_niet_vanzelf_betaald(
    wereld: Wereld, keuze: Verrekenkeuze, later: Boekingstand
) -> None:
    een = wereld.medewerkers[1]
    wereld.zet("2026-03", een, "a", 3)
    exporteer_run(wereld, wereld.sluit("2026-03"))
    wereld.zet("2026-03", een, "a", 1)
    exporteer_run(wereld, wereld.sluit("2026-04"))
    hr = wereld.als(wereld.controleur)
    (verlaging,) = wachtend(wereld)
    beslis_verrekening(hr, verlaging, keuze, "besluit")
    wereld.zet("2026-03", een, "a", 3)
    exporteer_run(wereld, wereld.sluit("2026-05"))
    wortel, _, terug = keten_van(hr, verlaging)
    assert terug.boeking.centen == 2000
    assert (wortel.stand, terug.stand) == (Boekingstand.IN_LOONBESTAND, later)
    if later is Boekingstand.WACHT_OP_BESLUIT:
        with pytest.raises(Geweigerd, match="dit is een betaling"):
            beslis_verrekening(hr, terug.boeking.id, Verrekenkeuze.VORDEREN, "x")
        beslis_verrekening(hr, terug.boeking.id, Verrekenkeuze.AFZIEN, "had het nog")
        assert wachtend(wereld) == []


def test_een_betaling_na_een_verlaging_zonder_besluit_wacht_ook(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    per_maand = []
    for uren, periode in ((3, "2026-03"), (1, "2026-04"), (2, "2026-05")):
        wereld.zet("2026-03", een, "a", uren)
        per_maand.append([bedrag for _, bedrag in bedragen(exporteer_run(wereld, wereld.sluit(periode)))])
    assert per_maand == [["30,00"], [], []]
    verlaging, verhoging = wachtend(wereld)
    beslis_verrekening(wereld.als(wereld.controleur), verlaging, Verrekenkeuze.VERREKENEN, "ja", instemming=True)
    juni = exporteer_run(wereld, wereld.sluit("2026-06"))
    assert bedragen(juni) == [(str(verlaging), "-20,00"), (str(verhoging), "10,00")]


def test_niemand_beslist_over_zijn_eigen_bedrag_of_over_een_concept(wereld: Wereld) -> None:
    zelf = wereld.medewerkers[0]
    wereld.zet("2026-03", zelf, "a", 3)
    exporteer_run(wereld, wereld.sluit("2026-03"))
    wereld.zet("2026-03", zelf, "a", 1)
    april = wereld.maak("2026-04")
    with wereld.ctx.database.lezen() as s:
        verlaging = s.scalars(select(Boeking.id).where(Boeking.centen < 0)).one()
    with pytest.raises(Geweigerd, match="nog niet goedgekeurd"):
        beslis_verrekening(wereld.als(wereld.controleur), verlaging, Verrekenkeuze.AFZIEN, "x")
    wereld.controleer(april)
    wereld.keur_goed(april)
    with pytest.raises(Geweigerd, match="beslist een ander"):
        beslis_verrekening(wereld.als(wereld.betrokkene, zelf), verlaging, Verrekenkeuze.AFZIEN, "x")
    with pytest.raises(GeenToegang):
        beslis_verrekening(wereld.ctx, verlaging, Verrekenkeuze.AFZIEN, "x")
    with pytest.raises(GeenToegang):
        beslis_verrekening(wereld.als(wereld.controleur), 999, Verrekenkeuze.AFZIEN, "x")
    beslis_verrekening(wereld.als(wereld.controleur), verlaging, Verrekenkeuze.AFZIEN, "x")
    with pytest.raises(Geweigerd, match="al besloten"):
        geef_terug(wereld.als(wereld.controleur), april.id, "x")


def test_over_een_gewone_betaling_hoeft_niet_besloten_te_worden(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    wereld.sluit("2026-03")
    with wereld.ctx.database.lezen() as s:
        boeking = s.scalars(select(Boeking.id)).one()
    with pytest.raises(Geweigerd, match="hoeft niet besloten"):
        beslis_verrekening(wereld.als(wereld.controleur), boeking, Verrekenkeuze.AFZIEN, "x")


def test_wie_uit_dienst_is_staat_apart_en_kan_niet_verrekend_worden(wereld: Wereld) -> None:
    weg, blijft = wereld.medewerkers[1:3]
    for persoon in (weg, blijft):
        wereld.zet("2026-03", persoon, "a", 3)
    exporteer_run(wereld, wereld.sluit("2026-03"))
    with wereld.ctx.database.transactie() as s:
        s.execute(update(Dienstverband).where(Dienstverband.medewerker_id == weg).values(tot_en_met=date(2026, 8, 31)))
    wereld.zet("2026-03", weg, "a", 1)
    wereld.zet("2026-04", weg, "b", 2)
    wereld.zet("2026-04", blijft, "c", 1)
    export = exporteer_run(wereld, wereld.sluit("2026-04"))
    assert [rij[0] for rij in lijnen(export.csv.inhoud)] == ["000003"]
    assert export.uit_dienst is not None
    assert [(rij[0], rij[-3]) for rij in lijnen(export.uit_dienst.inhoud)] == [("000002", "20,00")]
    assert openpyxl.load_workbook(io.BytesIO(export.xlsx.inhoud)).sheetnames == ["Loonbestand", "Uit dienst"]
    with pytest.raises(Geweigerd, match="uit dienst"):
        beslis_verrekening(
            wereld.als(wereld.controleur), wachtend(wereld)[0], Verrekenkeuze.VERREKENEN, "x", instemming=True
        )


def test_zonder_looncode_gaat_er_niets_weg_en_krijgt_hr_een_taak(wereld: Wereld) -> None:
    wereld.bron.looncode = ""
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    run = wereld.sluit("2026-03")
    with pytest.raises(Geweigerd, match=r"PROEF \(vanaf 2026-03-10\)") as fout:
        exporteer_run(wereld, run)
    assert fout.value.veld == "looncode"
    (taak,) = open_taken(wereld.ctx, EENHEID)
    assert (taak.soort, taak.sleutel) == (LOONCODE_ONTBREEKT, "PROEF")
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Exportregel)).all() == []
    wereld.bron.looncode = "4711"
    assert [rij[1] for rij in lijnen(exporteer_run(wereld, run).csv.inhoud)] == ["4711"]
    assert open_taken(wereld.ctx, EENHEID) == ()


def test_een_feit_dat_vervalt_wordt_teruggehaald_onder_de_looncode_van_de_betaling(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    wereld.bron.looncode = ""
    wereld.zet("2026-03", een, "a", 3)
    maart = wereld.sluit("2026-03")
    wereld.wis("2026-03", een, "a")
    april = wereld.sluit("2026-04")
    wereld.bron.looncode = "4711"
    with pytest.raises(Geweigerd, match="PROEF"):
        exporteer_run(wereld, maart)
    wereld.bron.feiten["2026-03", een, "a"] = 3
    exporteer_run(wereld, maart)
    wereld.bron.feiten.clear()
    (verlaging,) = wachtend(wereld)
    beslis_verrekening(wereld.als(wereld.controleur), verlaging, Verrekenkeuze.VERREKENEN, "x", instemming=True)
    assert [rij[1] for rij in lijnen(exporteer_run(wereld, april).csv.inhoud)] == ["4711"]


def regel(boeking_id: int, looncode: str = "4711", centen: int = 1) -> Loonbestandregel:
    """A line of a payroll file."""
    return Loonbestandregel(boeking_id, boeking_id, "000001", looncode, "2026-03", DAG, {}, centen, None)


@pytest.mark.parametrize("kwaad", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_een_cel_wordt_nooit_een_formule(kwaad: str) -> None:
    inhoud = schrijf_csv([regel(1, looncode=kwaad)], "2026-03")
    assert regels(inhoud)[1][1] == f"'{kwaad}"
    blad = openpyxl.load_workbook(io.BytesIO(schrijf_xlsx({"Blad": inhoud}))).active
    assert blad is not None
    assert (blad["B2"].value, blad["B2"].data_type) == (f"'{kwaad}", "s")


def test_het_werkblad_heeft_getallen_waar_getallen_horen() -> None:
    inhoud = schrijf_csv([regel(7, centen=123456789012345), regel(8, centen=-5)], "2026-03")
    blad = openpyxl.load_workbook(io.BytesIO(schrijf_xlsx({"Blad": inhoud}))).active
    assert blad is not None
    assert [blad[f"J{nr}"].value for nr in (2, 3, 6)] == [1234567890123.45, -0.05, 1234567890123.40]
    assert [blad[f"K{nr}"].value for nr in (2, 3, 6)] == [7, 8, 2]
    assert blad["A2"].value == "000001"


def test_de_uitleg_van_een_verschil_noemt_wat_eerder_is_geboekt(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 1)
    wereld.sluit("2026-04")
    uitleg = leg_uit(wereld.als(wereld.controleur), wachtend(wereld)[0])
    assert uitleg.regels[-1]["tekst"] == (
        "Eerder is €\xa030,00 geboekt en het hoort €\xa010,00 te zijn. Het verschil van €\xa0-20,00 is nu geboekt."
    )

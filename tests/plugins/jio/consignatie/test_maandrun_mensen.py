# SPDX-License-Identifier: EUPL-1.2
"""Who leaves, has two employments, works part-time or moves to another team: through a whole month run (JIO 7.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from core.cli import main
from core.ledger import services as grootboek
from core.ledger.models import Boeking, Run, Verrekenkeuze
from core.ledger.voorbeeld import maak_voorbeeld
from core.people.eenheden import schakel
from core.people.invoerbestand import importeer
from core.people.models import Arbeidspatroon, Dienstverband, Inschaling, Roltoekenning, Team, Teamlid
from core.people.verhoging import als_bestand, met_procent
from core.rules import Feit, Geweigerd, Zekerheid
from plugins.jio.consignatie.maandbron import LOONCODE
from plugins.jio.consignatie.models import Aanwijzing
from plugins.jio.consignatie.services import aanwijzingen
from tests.plugins.jio.consignatie.conftest import LANG_GELEDEN, Wereld

EEN, TWEE = date(2023, 9, 12), date(2023, 9, 19)
HELE_WEEK = 19183


@pytest.fixture
def diensten(wereld: Wereld) -> dict[date, int]:
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna", per_dinsdag[TWEE]: "bram"})
    schakel(wereld.programma, "jio", True)
    return per_dinsdag


@pytest.fixture
def met_looncode(wereld: Wereld) -> Wereld:
    """The same world in which payroll files can be written."""
    parameters = wereld.installatie.parameters.aangevuld(
        [
            Feit(sleutel, waarde, LANG_GELEDEN, Zekerheid.INSTELLING, "proef")
            for sleutel, waarde in (
                (LOONCODE, "4711"),
                ("jio_cons.bruto_netto", "bruto"),
                ("jio_cons.kostenplaats", "K1"),
            )
        ]
    )
    wereld.installatie = replace(wereld.installatie, parameters=parameters)
    return wereld


def sluit(wereld: Wereld, periode: str) -> Run:
    """Calculate, check and approve a month, by two people of HR."""
    run = grootboek.maak_run(wereld.als("hans"), "jio", periode)
    grootboek.controleer(wereld.als("hans"), run.id)
    return grootboek.keur_goed(wereld.als("hilda"), run.id, ook_onvolledig=True)


def geboekt(wereld: Wereld, run: Run) -> dict[str, int]:
    namen = {id: naam for naam, id in wereld.mensen.items()}
    with wereld.database.lezen() as s:
        vraag = select(Boeking.medewerker_id, func.sum(Boeking.centen)).where(Boeking.run_id == run.id)
        return {namen[rij[0]]: int(rij[1]) for rij in s.execute(vraag.group_by(Boeking.medewerker_id))}


def verlaat(wereld: Wereld, naam: str, laatste_dag: date) -> None:
    with wereld.database.transactie() as s:
        verband = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == wereld.mensen[naam])).one()
        verband.tot_en_met = laatste_dag


def brief(wereld: Wereld, naam: str) -> int:
    with wereld.database.lezen() as s:
        return s.scalars(select(Aanwijzing.id).where(Aanwijzing.medewerker_id == wereld.mensen[naam])).one()


def test_van_wie_vertrok_wordt_niets_ingehouden(met_looncode: Wereld, diensten: dict[date, int]):
    """BW 7:632: there is no next payslip, so what was paid too much is claimed or waived."""
    wereld = met_looncode
    for dinsdag in (EEN, TWEE):
        wereld.keur_alles_goed(diensten[dinsdag])
    eerste = sluit(wereld, "2023-09")
    grootboek.exporteer(wereld.als("hans"), eerste.id)
    verlaat(wereld, "anna", date(2023, 10, 15))
    aanwijzingen.trek_brief_in(wereld.als("hans"), brief(wereld, "anna"), date(2023, 9, 1))
    tweede = sluit(wereld, "2023-09")
    # What cannot be calculated without a letter is no reason to take money back by itself.
    wacht = grootboek.wacht_op_besluit(wereld.als("hans"), "jio")
    assert geboekt(wereld, tweede) == {naam: regel for naam, regel in geboekt(wereld, tweede).items() if regel < 0}
    for regel in wacht:
        with pytest.raises(Geweigerd, match="uit dienst"):
            grootboek.beslis_verrekening(
                wereld.als("hans"), regel.boeking.id, Verrekenkeuze.VERREKENEN, "akkoord", instemming=True
            )
        grootboek.beslis_verrekening(wereld.als("hans"), regel.boeking.id, Verrekenkeuze.VORDEREN, "brief gestuurd")
    assert grootboek.wacht_op_besluit(wereld.als("hans"), "jio") == ()


def test_een_late_ruil_na_vertrek_wacht_en_gaat_nooit_met_het_loon_mee(met_looncode: Wereld, diensten: dict[date, int]):
    wereld = met_looncode
    wereld.keur_alles_goed(diensten[EEN])
    grootboek.exporteer(wereld.als("hans"), sluit(wereld, "2023-09").id)
    verlaat(wereld, "anna", date(2023, 10, 15))
    # It turns out that Cas performed the duty: found out after Anna left.
    wereld.geef({diensten[EEN]: "cas"})
    with wereld.database.transactie() as s:
        grootboek.markeer(s, "jio", "2023-09", [wereld.mensen["anna"], wereld.mensen["cas"]])
    wereld.keur_alles_goed(diensten[EEN])
    laat = sluit(wereld, "2023-09")
    assert geboekt(wereld, laat) == {"anna": -HELE_WEEK, "cas": HELE_WEEK}
    bestand = grootboek.exporteer(wereld.als("hans"), laat.id)
    assert b"P-cas" in bestand.csv.inhoud
    assert b"P-anna" not in bestand.csv.inhoud
    assert bestand.uit_dienst is None
    [wacht] = grootboek.wacht_op_besluit(wereld.als("hans"), "jio")
    assert (wacht.personeelsnummer, wacht.boeking.centen) == ("P-anna", -HELE_WEEK)
    with pytest.raises(Geweigerd, match="uit dienst"):
        grootboek.beslis_verrekening(
            wereld.als("hans"), wacht.boeking.id, Verrekenkeuze.VERREKENEN, "akkoord", instemming=True
        )
    grootboek.beslis_verrekening(wereld.als("hans"), wacht.boeking.id, Verrekenkeuze.AFZIEN, "eigen fout van JIO")
    assert grootboek.wacht_op_besluit(wereld.als("hans"), "jio") == ()


def test_wie_vertrok_krijgt_wat_nog_open_stond_in_een_eigen_bestand(met_looncode: Wereld, diensten: dict[date, int]):
    wereld = met_looncode
    for dinsdag in (EEN, TWEE):
        wereld.keur_alles_goed(diensten[dinsdag])
    verlaat(wereld, "anna", date(2023, 9, 30))
    run = sluit(wereld, "2023-09")
    assert geboekt(wereld, run) == {"anna": HELE_WEEK, "bram": HELE_WEEK}
    bestand = grootboek.exporteer(wereld.als("hans"), run.id)
    assert bestand.uit_dienst is not None
    assert b"P-anna" in bestand.uit_dienst.inhoud
    assert b"P-anna" not in bestand.csv.inhoud
    assert b"P-bram" in bestand.csv.inhoud


def test_wie_halverwege_de_dienst_vertrekt_wordt_op_de_dag_van_het_begin_ingeschaald(
    wereld: Wereld, diensten: dict[date, int]
):
    verlaat(wereld, "anna", date(2023, 9, 14))
    wereld.keur_alles_goed(diensten[EEN])
    assert geboekt(wereld, sluit(wereld, "2023-09"))["anna"] == HELE_WEEK


def test_bij_twee_dienstverbanden_telt_het_salaris_van_jio(wereld: Wereld, diensten: dict[date, int]):
    with wereld.database.transactie() as s:
        # Older than the one at JIO, and paid better.
        ander = Dienstverband(
            medewerker_id=wereld.mensen["anna"], eenheid="om", van=date(2010, 1, 1), minuten_per_week=12 * 60
        )
        s.add(ander)
        s.flush()
        s.add(
            Inschaling(
                dienstverband_id=ander.id,
                vanaf=date(2010, 1, 1),
                schaal=14,
                maandsalaris_centen=700_000,
                bron="proef",
                vastgelegd_op=datetime(2010, 1, 1, tzinfo=UTC),
            )
        )
    wereld.keur_alles_goed(diensten[EEN])
    run = sluit(wereld, "2023-09")
    assert geboekt(wereld, run) == {"anna": HELE_WEEK}


def test_wie_deeltijd_werkt_krijgt_de_toelage_over_het_volle_salaris(wereld: Wereld, diensten: dict[date, int]):
    """CAO Rijk bijlage 1: the salary per hour rests on the salary at full working time."""
    with wereld.database.transactie() as s:
        verband = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == wereld.mensen["anna"])).one()
        verband.minuten_per_week = 18 * 60
        s.add(
            Arbeidspatroon(
                dienstverband_id=verband.id,
                vanaf=date(2023, 9, 14),
                minuten_per_dag=[240, 240, 0, 0, 0, 0, 0],
                vastgelegd_op=wereld.nu,
            )
        )
    wereld.keur_alles_goed(diensten[EEN])
    assert geboekt(wereld, sluit(wereld, "2023-09")) == {"anna": HELE_WEEK}


def test_een_overstap_midden_in_de_dienst_verandert_de_dienst_niet(wereld: Wereld, diensten: dict[date, int]):
    """A duty belongs to its team: the situation of that team counts, and its leidinggevende approves."""
    anna = wereld.mensen["anna"]
    with wereld.database.transactie() as s:
        lid = s.scalars(select(Teamlid).where(Teamlid.medewerker_id == anna)).one()
        lid.tot_en_met = date(2023, 9, 14)
        oss = s.scalars(select(Team).where(Team.code == "oss")).one()
        s.add(Teamlid(team_id=oss.id, medewerker_id=anna, van=date(2023, 9, 15)))
    # Team oss is bound to a place and would pay double; Lot leads the team of the duty.
    wereld.keur_alles_goed(diensten[EEN], "net")
    run = sluit(wereld, "2023-09")
    assert geboekt(wereld, run) == {"anna": HELE_WEEK}


def test_het_voorbeeld_van_een_verhoging_is_wat_de_run_boekt(wereld: Wereld, diensten: dict[date, int]):
    for dinsdag in (EEN, TWEE, date(2023, 10, 10)):
        wereld.keur_alles_goed(diensten[dinsdag])
    sluit(wereld, "2023-09")
    hans = wereld.als("hans")
    # 3,500 euro lies under the maximum, so a raise shows in the allowance.
    plan = met_procent(hans, "jio", date(2023, 9, 1), Decimal(5), "CAO (proef)", None)
    voorbeeld = maak_voorbeeld(hans, "jio", "2023-10", salarissen=plan.stappen)
    assert importeer(hans, "inschalingen", als_bestand(plan.stappen)).goed
    run = grootboek.maak_run(hans, "jio", "2023-10")
    per_naam: dict[str, int] = {}
    for regel in voorbeeld.regels:
        if regel.boekt_centen:
            naam = regel.naam.casefold()
            per_naam[naam] = per_naam.get(naam, 0) + regel.boekt_centen
    assert geboekt(wereld, run) == per_naam
    assert voorbeeld.boekt_centen == run.totaal_centen


def test_de_opdracht_rekent_voor_en_slaat_niets_op(
    wereld: Wereld, diensten: dict[date, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    wereld.keur_alles_goed(diensten[EEN])
    with wereld.database.transactie() as s:
        s.add(Roltoekenning(account_id=wereld.mensen["hans"], rol="hr", eenheid="jio", van=LANG_GELEDEN))
    monkeypatch.setenv("ANNEX_DATABASE", wereld.database.url.render_as_string(hide_password=False))
    naar = tmp_path / "voorbeeld.csv"
    basis = ["ledger", "preview", "--unit", "jio", "--period", "2023-09", "--als", "hans"]
    verhoging = ["--procent", "5", "--vanaf", "2023-09-01", "--bron", "CAO (proef)"]
    uitkomst = CliRunner().invoke(main, [*basis, *verhoging, "--naar", str(naar)])
    assert uitkomst.exit_code == 0, uitkomst.output
    assert "Er is niets opgeslagen." in uitkomst.output
    assert "2023-09  oud " in uitkomst.output
    assert "P-anna;Anna;2023-09;0,00;191,83;" in naar.read_text()
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Inschaling.bron == "CAO (proef)")) == 0
    slecht = tmp_path / "slecht.csv"
    slecht.write_text("personeelsnummer\n1\n")
    uitkomst = CliRunner().invoke(main, [*basis, "--bestand", str(slecht)])
    assert (uitkomst.exit_code, "eenheid" in uitkomst.output) == (1, True)
    for fout in ([], ["--procent", "5"], ["--procent", "5", "--bestand", str(slecht)]):
        assert CliRunner().invoke(main, [*basis, *fout]).exit_code == 2

# SPDX-License-Identifier: EUPL-1.2
"""The month run: who is calculated, what is booked, and that nothing is booked twice."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import select

from core.berichten.services import PARAMETER_ONTBREEKT, open_taken
from core.dossiers.procedure import StapNietMogelijk
from core.ledger import run as maandrun
from core.ledger.boeken import WACHT_OP_RUN
from core.ledger.models import Boeking, Boekingsmerk, Openstaandfeit, Run
from core.ledger.procedure import Runstatus
from core.ledger.services import RunBezet, geef_terug, herreken_vanaf, maak_run
from core.people.policy import Actor, GeenToegang, RolVoor
from core.rules import Geweigerd
from tests.core.ledger.proef import EENHEID, TARIEF, Wereld, tarief


def boekingen(wereld: Wereld, run: Run | None = None) -> list[tuple[int, str, str, int, int]]:
    """Person, month, fact, difference and total of the postings, of a run or of all."""
    vraag = select(Boeking).order_by(Boeking.id)
    with wereld.ctx.database.lezen() as s:
        return [
            (b.medewerker_id, b.periode, b.feit, b.centen, b.totaal_centen)
            for b in s.scalars(vraag if run is None else vraag.where(Boeking.run_id == run.id))
        ]


def merken(wereld: Wereld) -> list[tuple[str, int]]:
    """The marks that are left."""
    with wereld.ctx.database.lezen() as s:
        return [(m.periode, m.medewerker_id) for m in s.scalars(select(Boekingsmerk).order_by(Boekingsmerk.periode))]


def test_een_maand_wordt_geboekt_met_wat_erbij_hoort(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    wereld.zet("2026-03", een, "a", 3)
    wereld.zet("2026-03", twee, "b", 1)
    run = wereld.maak("2026-03")
    assert boekingen(wereld) == [(een, "2026-03", "a", 3000, 3000), (twee, "2026-03", "b", 1000, 1000)]
    assert (run.status, run.aantal, run.totaal_centen, run.onvolledig) == (Runstatus.CONCEPT, 2, 4000, False)
    assert merken(wereld) == []
    with wereld.ctx.database.lezen() as s:
        boeking = s.scalars(select(Boeking)).first()
        assert boeking is not None
        assert boeking.hoeveelheden == {"uren": 3}
        assert boeking.gegeven == '{"dag": "2026-03-10", "uren": 3}'
        assert (boeking.looncode, boeking.ingangsdatum) == ("4711", date(2026, 3, 10))
        assert (boeking.wortel_id, boeking.voorganger_id) == (None, None)


def test_een_tweede_keer_rekent_niemand_opnieuw(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    eerste = wereld.maak("2026-03")
    eerder = boekingen(wereld)
    wereld.bron.gevraagd.clear()
    tweede = wereld.maak("2026-03")
    assert wereld.bron.gevraagd == []
    assert tweede.id == eerste.id
    assert boekingen(wereld) == eerder


def test_alleen_wie_een_merk_heeft_wordt_opnieuw_berekend(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    wereld.zet("2026-03", een, "a", 3)
    wereld.zet("2026-03", twee, "b", 1)
    wereld.maak("2026-03")
    wereld.zet("2026-03", twee, "b", 5)
    wereld.bron.gevraagd.clear()
    run = wereld.maak("2026-03")
    assert wereld.bron.gevraagd == [("2026-03", (twee,))]
    assert boekingen(wereld) == [(een, "2026-03", "a", 3000, 3000), (twee, "2026-03", "b", 5000, 5000)]
    assert run.totaal_centen == 8000


def test_een_concept_wordt_vervangen_ook_als_het_feit_vervalt(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.maak("2026-03")
    wereld.wis("2026-03", een, "a")
    assert wereld.maak("2026-03").aantal == 0
    assert boekingen(wereld) == []


def test_een_gewijzigde_parameter_rekent_iedereen_opnieuw(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    wereld.zet("2026-03", een, "a", 3)
    wereld.zet("2026-03", twee, "b", 1)
    wereld.maak("2026-03")
    anders = wereld.met_parameters(tarief("11.00"))
    anders.maak("2026-03")
    assert [centen for *_, centen, _ in boekingen(wereld)] == [3300, 1100]


def test_een_laat_feit_wordt_als_verschil_geboekt_in_de_lopende_maand(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    maart = wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 5)
    wereld.zet("2026-04", een, "b", 1)
    april = wereld.maak("2026-04")
    assert boekingen(wereld, maart) == [(een, "2026-03", "a", 3000, 3000)]
    assert boekingen(wereld, april) == [(een, "2026-04", "b", 1000, 1000), (een, "2026-03", "a", 2000, 5000)]
    with wereld.ctx.database.lezen() as s:
        wortel, verschil = s.scalars(select(Boeking).where(Boeking.feit == "a").order_by(Boeking.id)).all()
        assert (verschil.wortel_id, verschil.voorganger_id) == (wortel.id, wortel.id)
        assert verschil.ingangsdatum == date(2026, 3, 10)
    wereld.controleer(april)
    wereld.keur_goed(april)
    wereld.zet("2026-03", een, "a", 4)
    mei = wereld.maak("2026-05")
    assert boekingen(wereld, mei) == [(een, "2026-03", "a", -1000, 4000)]
    with wereld.ctx.database.lezen() as s:
        laatste = s.scalars(select(Boeking).where(Boeking.run_id == mei.id)).one()
        assert (laatste.wortel_id, laatste.voorganger_id) == (wortel.id, verschil.id)


def test_een_feit_dat_vervalt_wordt_teruggeboekt_en_kan_terugkomen(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.wis("2026-03", een, "a")
    april = wereld.sluit("2026-04")
    assert boekingen(wereld, april) == [(een, "2026-03", "a", -3000, 0)]
    wereld.zet("2026-03", een, "a", 2)
    assert boekingen(wereld, wereld.maak("2026-05")) == [(een, "2026-03", "a", 2000, 2000)]


def test_geen_verschil_geeft_geen_boeking(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.merk("2026-03", een)
    april = wereld.maak("2026-04")
    assert boekingen(wereld, april) == []
    assert merken(wereld) == []


def test_een_gesloten_maand_zonder_wijziging_blijft_zoals_hij_is(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    gesloten = wereld.sluit("2026-03")
    assert wereld.maak("2026-03").id == gesloten.id


def test_a3_een_gewijzigd_cijfer_werkt_niet_vanzelf_terug_in_een_gesloten_maand(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    for persoon in (een, twee):
        wereld.zet("2026-03", persoon, "a", 3)
    gesloten = wereld.sluit("2026-03")
    hoger = wereld.met_parameters(tarief("12.00"))
    assert hoger.maak("2026-03").id == gesloten.id
    hoger.zet("2026-03", een, "a", 4)
    tweede = hoger.maak("2026-03")
    assert boekingen(wereld, tweede) == [(een, "2026-03", "a", 1800, 4800)]
    nog_hoger = wereld.met_parameters(tarief("13.00"))
    assert nog_hoger.maak("2026-03").id == tweede.id
    assert boekingen(wereld, tweede) == [(een, "2026-03", "a", 2200, 5200)]
    nog_hoger.controleer(tweede)


def test_een_gesloten_maand_krijgt_een_tweede_run_als_er_iets_wijzigt(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 4)
    tweede = wereld.maak("2026-03")
    assert tweede.volgnummer == 2
    assert boekingen(wereld, tweede) == [(een, "2026-03", "a", 1000, 4000)]


def test_een_maand_die_nooit_is_gedraaid_wordt_niet_vanzelf_opgepakt(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-02", een, "a", 3)
    wereld.zet("2026-03", een, "b", 1)
    assert boekingen(wereld, wereld.maak("2026-03")) == [(een, "2026-03", "b", 1000, 1000)]
    assert merken(wereld) == [("2026-02", een)]


def test_wie_in_een_andere_open_run_staat_wacht_daarop(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 4)
    april = wereld.maak("2026-04")
    wereld.zet("2026-03", een, "a", 6)
    mei = wereld.maak("2026-05")
    assert boekingen(wereld, mei) == []
    with wereld.ctx.database.lezen() as s:
        open_feit = s.scalars(select(Openstaandfeit).where(Openstaandfeit.run_id == mei.id)).one()
        assert (open_feit.reden, open_feit.periode) == (WACHT_OP_RUN, "2026-03")
    wereld.controleer(april)
    wereld.keur_goed(april)
    mei = wereld.maak("2026-05")
    assert boekingen(wereld, mei) == [(een, "2026-03", "a", 2000, 6000)]


def test_een_ontbrekende_parameter_is_een_taak_en_de_rest_gaat_door(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    wereld.zet("2026-03", een, "a", 3)
    wereld.zet("2026-04", twee, "b", 1)
    onbekend = wereld.met_parameters(tarief("10.00"), tarief(None, "2026-04-01"))
    assert not onbekend.maak("2026-03").onvolledig
    run = onbekend.maak("2026-04")
    assert (run.onvolledig, run.ontbreekt, run.aantal) == (True, {TARIEF: "2026-04-10"}, 0)
    (taak,) = open_taken(onbekend.ctx, EENHEID)
    assert (taak.soort, taak.sleutel, taak.op, taak.rol) == (PARAMETER_ONTBREEKT, TARIEF, date(2026, 4, 10), "hr")
    bekend = wereld.met_parameters(tarief("10.00"), tarief("12.00", "2026-04-01"))
    run = bekend.maak("2026-04")
    assert (run.onvolledig, run.ontbreekt, run.totaal_centen) == (False, {}, 1200)
    assert open_taken(bekend.ctx, EENHEID) == ()


def test_wat_niet_te_berekenen_is_blijft_op_de_lijst_tot_het_kan(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", None)
    run = wereld.sluit("2026-03")
    assert not run.onvolledig
    april = wereld.sluit("2026-04")
    with wereld.ctx.database.lezen() as s:
        assert [f.reden for f in s.scalars(select(Openstaandfeit).where(Openstaandfeit.run_id == april.id))] == [
            "geen_declaratie"
        ]
    wereld.bron.feiten["2026-03", een, "a"] = 2
    mei = wereld.maak("2026-05")
    assert boekingen(wereld, mei) == [(een, "2026-03", "a", 2000, 2000)]


def test_wat_betaald_is_en_onbekend_wordt_blijft_staan(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", None)
    assert boekingen(wereld, wereld.maak("2026-04")) == []


def test_terugwerken_rekent_gesloten_maanden_na_besluit_van_hr(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    for maand in ("2026-02", "2026-03", "2026-04"):
        wereld.zet(maand, een, maand, 1)
        wereld.sluit(maand)
    hoger = wereld.met_parameters(tarief("12.00"))
    assert boekingen(wereld, hoger.maak("2026-05")) == []
    assert herreken_vanaf(hoger.als(wereld.controleur), EENHEID, "2026-03") == 2
    mei = hoger.maak("2026-05")
    assert boekingen(wereld, mei) == [(een, "2026-03", "2026-03", 200, 1200), (een, "2026-04", "2026-04", 200, 1200)]


def test_een_gewijzigde_parameter_neemt_late_feiten_in_het_concept_mee(wereld: Wereld) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 4)
    april = wereld.maak("2026-04")
    hoger = wereld.met_parameters(tarief("12.00"))
    assert hoger.maak("2026-04").id == april.id
    assert boekingen(wereld, april) == [(een, "2026-03", "a", 1800, 4800)]


def test_een_gecontroleerde_run_wordt_niet_opnieuw_berekend(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    run = wereld.maak("2026-03")
    wereld.controleer(run)
    with pytest.raises(StapNietMogelijk, match="geef hem terug"):
        wereld.maak("2026-03")
    geef_terug(wereld.als(wereld.controleur), run.id, "toch nog een keer")
    assert wereld.maak("2026-03").id == run.id


@pytest.mark.parametrize(
    ("periode", "reden"),
    [("2026-13", "2026-03"), ("2026-3", "2026-03"), ("maart", "2026-03"), ("2026-10", "nog niet begonnen")],
)
def test_een_onmogelijke_maand_wordt_geweigerd(wereld: Wereld, periode: str, reden: str) -> None:
    with pytest.raises(Geweigerd, match=reden) as fout:
        wereld.maak(periode)
    assert fout.value.veld == "periode"


def test_een_eenheid_die_uit_staat_of_niets_betaalt_wordt_geweigerd(wereld: Wereld) -> None:
    for eenheid, reden in (("om", "staat uit"), ("jenv", "niets dat per maand")):
        with pytest.raises(Geweigerd, match=reden):
            maak_run(wereld.ctx, eenheid, "2026-03")


def test_hr_van_een_andere_eenheid_mag_geen_run_maken(wereld: Wereld) -> None:
    ander = wereld.ctx.als(Actor(wereld.controleur, "HR", None, (RolVoor("hr", "om"),)))
    with pytest.raises(GeenToegang):
        maak_run(ander, EENHEID, "2026-03")


def test_een_bron_die_twee_keer_antwoordt_is_een_fout(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    een = wereld.medewerkers[0]
    wereld.zet("2026-03", een, "a", 3)
    enkel = wereld.bron.bereken
    monkeypatch.setattr(wereld.bron, "bereken", lambda *w: [*enkel(*w), *enkel(*w)], raising=False)
    with pytest.raises(ValueError, match="twee antwoorden voor a"):
        wereld.maak("2026-03")
    assert boekingen(wereld) == []


def test_een_tweede_start_neemt_het_over_en_de_eerste_stopt(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maandrun, "PERSONEN_PER_DEEL", 1)
    for persoon in wereld.medewerkers:
        wereld.zet("2026-03", persoon, f"a{persoon}", 1)
    overgenomen: list[Run] = []

    def tussendoor(gedaan: int, _: int) -> None:
        if gedaan == 2:
            overgenomen.append(wereld.maak("2026-03"))

    with pytest.raises(RunBezet, match="door een ander gestart"):
        maak_run(wereld.ctx, EENHEID, "2026-03", tussendoor)
    assert overgenomen[0].aantal == len(wereld.medewerkers)
    assert sorted(b[0] for b in boekingen(wereld)) == wereld.medewerkers


def test_veel_tegelijk_op_een_maand_boekt_alles_een_keer(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maandrun, "PERSONEN_PER_DEEL", 2)
    for persoon in wereld.medewerkers:
        wereld.zet("2026-03", persoon, f"a{persoon}", 1)
    hek = threading.Barrier(4)
    gelukt: list[Run] = []
    gestopt: list[RunBezet] = []

    def start() -> None:
        hek.wait()
        try:
            gelukt.append(wereld.maak("2026-03"))
        except RunBezet as fout:
            gestopt.append(fout)

    draden = [threading.Thread(target=start) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert gelukt
    assert len(gelukt) + len(gestopt) == 4
    assert {run.id for run in gelukt} == {gelukt[0].id}
    assert sorted(b[0] for b in boekingen(wereld)) == wereld.medewerkers


def test_een_feit_tijdens_de_run_gaat_niet_verloren(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maandrun, "PERSONEN_PER_DEEL", 1)
    een, twee, drie = wereld.medewerkers[:3]
    for persoon in (een, twee, drie):
        wereld.zet("2026-03", persoon, "a", 1)

    def tussendoor(gedaan: int, _: int) -> None:
        if gedaan == 2:
            wereld.zet("2026-03", een, "a", 5)
            wereld.zet("2026-03", drie, "a", 6)

    maak_run(wereld.ctx, EENHEID, "2026-03", tussendoor)
    assert sorted(b[4] for b in boekingen(wereld)) == [1000, 5000, 6000]
    assert merken(wereld) == []

# SPDX-License-Identifier: EUPL-1.2
"""JIO 3.4, secondment: recording it, telling in time and once, and a claim that somebody decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.dossiers.procedure import StapNietMogelijk
from core.people.invoerbestand import importeer
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import keur_goed, stel_voor
from core.rules import Geweigerd
from plugins.jio.detacheren.jobs import JOBS
from plugins.jio.detacheren.models import Gedetacheerd
from plugins.jio.detacheren.procedure import Aanspraakstatus
from plugins.jio.detacheren.services import aankondigen, aanspraken, register
from tests.plugins.jio.consignatie.conftest import Wereld

BEGIN = date(2024, 3, 1)
TWEE_JAAR = date(2026, 3, 1)


def op(wereld: Wereld, dag: str) -> Wereld:
    return wereld.op(datetime.fromisoformat(f"{dag}T09:00:00").replace(tzinfo=UTC))


def leg_vast(wereld: Wereld, naam: str = "anna", **anders: object) -> int:
    gegevens: dict[str, object] = {"functie": "tester", "van": BEGIN} | anders
    return register.leg_vast(wereld.als("hans"), wereld.mensen[naam], **gegevens)  # type: ignore[arg-type]


def zet(wereld: Wereld, sleutel: str, waarde: str) -> None:
    nummer = stel_voor(
        wereld.als("hans"),
        sleutel=sleutel,
        waarde=waarde,
        vanaf=date(2024, 1, 1),
        bron="besluit",
        reden="afspraak",
        soort="wijziging",
    )
    keur_goed(wereld.als("hilda"), nummer)


def vanaf(wereld: Wereld, naam: str = "anna") -> date | None:
    stand = register.eigen_stand(wereld.als(naam))
    assert stand is not None
    return stand.aanspraak_vanaf


def test_r1_twee_jaar_op_de_dag_zelf_en_een_andere_functie_begint_opnieuw(wereld: Wereld):
    wereld = op(wereld, "2026-02-28")
    nummer = leg_vast(wereld)
    assert vanaf(wereld) == TWEE_JAAR
    register.beeindig(wereld.als("hans"), nummer, date(2025, 5, 31))
    leg_vast(wereld, functie="architect", van=date(2025, 6, 1))
    assert vanaf(wereld) == date(2027, 6, 1)


def test_r2_een_programma_geeft_nooit_aanspraak(wereld: Wereld):
    wereld = op(wereld, "2026-03-02")
    leg_vast(wereld, project_of_programma=True)
    assert vanaf(wereld) is None
    with pytest.raises(Geweigerd, match="project of programma"):
        aanspraken.dien_in(wereld.als("anna"))
    assert aankondigen.te_melden(wereld.programma) == []


def test_zonder_functiecode_begint_het_tellen_niet(wereld: Wereld):
    with pytest.raises(Geweigerd, match="functiecode") as fout:
        leg_vast(wereld, functie=" ")
    assert fout.value.veld == "functie"


def test_wat_eerder_eindigt_geeft_geen_aanspraak_en_geen_bericht(wereld: Wereld):
    wereld = op(wereld, "2026-02-28")
    leg_vast(wereld, tot_en_met=date(2026, 2, 28))
    stand = register.eigen_stand(wereld.als("anna"))
    assert stand is not None
    assert (stand.aanspraak_vanaf, stand.loopt_dan) == (None, False)
    assert aankondigen.te_melden(op(wereld, "2026-03-01").programma) == []


def test_overlap_en_een_tweede_einde_worden_geweigerd_en_er_verandert_niets(wereld: Wereld):
    nummer = leg_vast(wereld)
    with pytest.raises(Geweigerd, match="al een detachering"):
        leg_vast(wereld, van=date(2024, 6, 1))
    hr = wereld.als("hans")
    with pytest.raises(Geweigerd, match="niet voor de eerste"):
        register.beeindig(hr, nummer, date(2024, 2, 1))
    register.beeindig(hr, nummer, date(2024, 5, 31))
    with pytest.raises(Geweigerd, match="al een laatste dag"):
        register.beeindig(hr, nummer, date(2024, 6, 30))
    register.laat_vervallen(hr, nummer)
    with pytest.raises(Geweigerd, match="al vervallen"):
        register.laat_vervallen(hr, nummer)
    assert register.eigen_stand(wereld.als("anna")) is None
    leg_vast(wereld)
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Gedetacheerd)) == 2


@pytest.mark.parametrize("naam", ["anna", "lot", "rob"])
def test_alleen_hr_legt_vast(wereld: Wereld, naam: str):
    with pytest.raises(GeenToegang):
        register.leg_vast(wereld.als(naam), wereld.mensen["anna"], functie="tester", van=BEGIN)
    with pytest.raises(GeenToegang):
        register.beeindig(wereld.als(naam), leg_vast(wereld, "bram"), date(2024, 4, 1))


def test_een_leidinggevende_ziet_alleen_het_eigen_team_en_een_collega_niets(wereld: Wereld):
    leg_vast(wereld, "anna")
    leg_vast(wereld, "otto", van=date(2023, 1, 1))
    assert [stand.naam for stand in register.lijst(wereld.als("hans"))] == ["Otto", "Anna"]
    assert [stand.naam for stand in register.lijst(wereld.als("lot"))] == ["Anna"]
    with pytest.raises(GeenToegang):
        register.lijst(wereld.als("bram"))


@pytest.mark.parametrize(("dagen", "eerste"), [(None, "2026-03-01"), ("30", "2026-01-30")])
def test_het_bericht_gaat_een_keer_en_zonder_termijn_op_de_dag_zelf(wereld: Wereld, dagen: str | None, eerste: str):
    leg_vast(wereld)
    if dagen:
        zet(wereld, "jio_det.bericht_dagen_vooraf", dagen)
    [job] = JOBS
    dag = date.fromisoformat(eerste)
    ervoor = op(wereld, (dag.fromordinal(dag.toordinal() - 1)).isoformat()).programma
    assert job.werk(ervoor, ervoor.vandaag) == []
    job.doe(ervoor, ervoor.vandaag, str(wereld.mensen["anna"]))
    ctx = op(wereld, eerste).programma
    sleutels = job.werk(ctx, dag)
    assert sleutels == [str(wereld.mensen["anna"])]
    for _ in range(2):
        job.doe(ctx, dag, sleutels[0])
    assert job.werk(ctx, dag) == []
    with wereld.database.lezen() as s:
        berichten = s.scalars(select(Bericht).where(Bericht.soort.like("jio.aanspraak%")).order_by(Bericht.id)).all()
    assert [(bericht.soort, bericht.aan_medewerker_id) for bericht in berichten] == [
        ("jio.aanspraak_mogelijk", wereld.mensen["anna"]),
        ("jio.aanspraak_in_team", wereld.mensen["lot"]),
    ]


def test_r3_een_aanspraak_is_een_taak_voor_hr_en_wordt_met_reden_besloten(wereld: Wereld):
    leg_vast(wereld)
    with pytest.raises(Geweigerd, match="nog niet vol"):
        aanspraken.dien_in(op(wereld, "2026-02-28").als("anna"))
    wereld = op(wereld, "2026-03-02")
    nummer = aanspraken.dien_in(wereld.als("anna"))
    with pytest.raises(Geweigerd, match="al aanspraak gemaakt"):
        aanspraken.dien_in(wereld.als("anna"))
    with wereld.database.lezen() as s:
        [taak] = s.scalars(select(Taak).where(Taak.soort == aanspraken.TAAK_BESLIS)).all()
        assert (taak.rol, taak.sleutel, taak.opgelost_op) == ("hr", str(nummer), None)
    vandaag = wereld.nu.date()
    with pytest.raises(GeenToegang):
        aanspraken.beslis(wereld.als("lot"), nummer, toegekend=True, reden="ja", besluit_op=vandaag)
    for reden, match in ((" ", "schrijf waarom"), ("x" * 2001, "ten hoogste")):
        with pytest.raises(Geweigerd, match=match):
            aanspraken.beslis(wereld.als("hans"), nummer, toegekend=True, reden=reden, besluit_op=vandaag)
    with pytest.raises(Geweigerd, match="toekomst"):
        aanspraken.beslis(wereld.als("hans"), nummer, toegekend=True, reden="ja", besluit_op=date(2026, 3, 3))
    with pytest.raises(Geweigerd, match="nog niet vol"):
        aanspraken.beslis(wereld.als("hans"), nummer, toegekend=True, reden="ja", besluit_op=date(2026, 2, 1))
    aanspraken.beslis(wereld.als("hans"), nummer, toegekend=True, reden="er is een plek", besluit_op=vandaag)
    with pytest.raises(StapNietMogelijk):
        aanspraken.beslis(wereld.als("hilda"), nummer, toegekend=False, reden="toch niet", besluit_op=vandaag)
    with pytest.raises(Geweigerd, match="al toegekend"):
        aanspraken.dien_in(wereld.als("anna"))
    dossier = aanspraken.dossier(wereld.als("anna"), nummer)
    assert (dossier.regel.status, dossier.regel.reden) == (Aanspraakstatus.TOEGEKEND, "er is een plek")
    assert [stap for stap, _, _ in dossier.stappen] == ["dien_in", "ken_toe"]
    with wereld.database.lezen() as s:
        assert (
            s.scalar(select(func.count()).where(Taak.soort == aanspraken.TAAK_BESLIS, Taak.opgelost_op.is_(None))) == 0
        )
        assert s.scalar(select(func.count()).where(Bericht.soort == "jio.aanspraak_besloten")) == 1


def test_niemand_beslist_over_de_eigen_aanspraak_en_intrekken_kan(wereld: Wereld):
    wereld = op(wereld, "2026-03-02")
    register.leg_vast(wereld.als("hilda"), wereld.mensen["hans"], functie="hr", van=BEGIN)
    nummer = aanspraken.dien_in(wereld.als("hans"))
    assert not aanspraken.dossier(wereld.als("hans"), nummer).mag_beslissen
    with pytest.raises(Geweigerd, match="een ander"):
        aanspraken.beslis(wereld.als("hans"), nummer, toegekend=True, reden="ja", besluit_op=wereld.nu.date())
    with pytest.raises(GeenToegang):
        aanspraken.trek_in(wereld.als("anna"), nummer)
    aanspraken.trek_in(wereld.als("hans"), nummer)
    with pytest.raises(StapNietMogelijk):
        aanspraken.beslis(wereld.als("hilda"), nummer, toegekend=True, reden="ja", besluit_op=wereld.nu.date())
    # A claim that was withdrawn or refused may be laid again: the text sets no limit.
    assert aanspraken.dien_in(wereld.als("hans")) != nummer


def test_wie_beslist_is_een_instelling(wereld: Wereld):
    zet(wereld, "jio_det.beslisser", "LEIDINGGEVENDE")
    wereld = op(wereld, "2026-03-02")
    leg_vast(wereld)
    nummer = aanspraken.dien_in(wereld.als("anna"))
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Taak.soort == aanspraken.TAAK_BESLIS)) == 0
    for naam in ("hans", "leo"):
        with pytest.raises(GeenToegang):
            aanspraken.beslis(wereld.als(naam), nummer, toegekend=False, reden="nee", besluit_op=wereld.nu.date())
    aanspraken.beslis(wereld.als("lot"), nummer, toegekend=False, reden="nee", besluit_op=wereld.nu.date())
    assert aanspraken.eigen_aanspraken(wereld.als("anna"))[0].status is Aanspraakstatus.AFGEWEZEN


@pytest.mark.parametrize("naam", ["bram", "leo", "om"])
def test_een_aanspraak_is_niet_van_een_ander(wereld: Wereld, naam: str):
    wereld = op(wereld, "2026-03-02")
    leg_vast(wereld)
    nummer = aanspraken.dien_in(wereld.als("anna"))
    for onbekend in (nummer, nummer + 1):
        with pytest.raises(GeenToegang):
            aanspraken.dossier(wereld.als(naam), onbekend)
    with pytest.raises(GeenToegang):
        aanspraken.aanspraken(wereld.als(naam))


def test_import_vult_een_einde_aan_en_verandert_verder_niets(wereld: Wereld):
    kop = "personeelsnummer;functie;van;tot_en_met;project_of_programma"

    def lees(*regels: str) -> object:
        return importeer(wereld.als("hans"), "jio.detacheringen", "".join(f"{r}\n" for r in (kop, *regels)).encode())

    lees("P-anna;tester;2024-03-01;;nee")
    lees("P-anna;tester;2024-03-01;2025-05-31;nee", "P-anna;architect;2025-06-01;;nee")
    for regel in ("P-anna;ander;2024-03-01;2025-05-31;nee", "P-anna;tester;2024-03-01;2025-04-30;nee"):
        with pytest.raises(Geweigerd, match="andere gegevens"):
            lees(regel)
    with pytest.raises(GeenToegang):
        importeer(replace(wereld.als("lot")), "jio.detacheringen", f"{kop}\nP-anna;x;2020-01-01;;ja\n".encode())
    with wereld.database.lezen() as s:
        rijen = s.scalars(select(Gedetacheerd).order_by(Gedetacheerd.van)).all()
    assert [(rij.functie, rij.tot_en_met) for rij in rijen] == [("tester", date(2025, 5, 31)), ("architect", None)]

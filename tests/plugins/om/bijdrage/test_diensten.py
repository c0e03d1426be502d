# SPDX-License-Identifier: EUPL-1.2
"""OM 4, 12.3 and 13.2: declarations, absences, totals from a register, warnings, instalments and what payroll gets."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import func, select, update

from core.berichten.models import Bericht, Taak
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.bijdrage.export import KOP, loonfeiten
from plugins.om.autoregeling.bijdrage.jobs import JOBS
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Schatting
from plugins.om.autoregeling.bijdrage.services import (
    afrekeningen,
    berijder,
    onderbrekingen,
    opgaven,
    schattingen,
    termijnverzoeken,
    verklaringen,
)
from plugins.om.autoregeling.models import Gebruik, Ritregistratie, Voertuig
from tests.plugins.om.bijdrage.boekhouding import ANNA, HANS, HILDA, TARIEF, begin, geboekt, op, open_regels, run, zet
from tests.plugins.om.wereld import Wereld

DIRK, LEA, WIM, BRAM = "Dirk Directeur", "Lea Directeur", "Wim Wagenpark", "Bram Officier"
PDF = b"%PDF-1.7 brief"


def dien_in(wereld: Wereld, dag: date = date(2022, 1, 3)) -> int:
    return verklaringen.dien_in(wereld.als(ANNA), dag, "BD-1", PDF, "brief.pdf")


def test_r43_een_verklaring_werkt_pas_als_hr_haar_bevestigt(omsite: Wereld) -> None:
    begin(omsite)
    nummer = dien_in(omsite)
    for dag, kenmerk, inhoud, veld in (
        (date(2022, 1, 3), " ", None, "kenmerk"),
        (date(2022, 1, 4), "x", None, "ontvangen_op"),
        (date(2022, 1, 2), "x", b"MZ\x90", "document"),
        (date(2022, 1, 2), "x", None, "ontvangen_op"),
    ):
        with pytest.raises(Geweigerd) as fout:
            verklaringen.dien_in(omsite.als(ANNA), dag, kenmerk, inhoud, None)
        assert fout.value.veld == veld
    for naam in (ANNA, DIRK, WIM):
        with pytest.raises(GeenToegang):
            verklaringen.beslis(omsite.als(naam), nummer, goed=True)
    with pytest.raises(Geweigerd, match="schrijf waarom"):
        verklaringen.beslis(omsite.als(HANS), nummer, goed=False)
    run(omsite, "2022-01")
    assert geboekt(omsite) == {"2022-01": -110_00}
    verklaringen.beslis(omsite.als(HANS), nummer, goed=True)
    with pytest.raises(Geweigerd, match="al beslist"):
        verklaringen.beslis(omsite.als(HILDA), nummer, goed=False, reden="nee")
    op(omsite, date(2022, 2, 20))
    run(omsite, "2022-02")
    assert geboekt(omsite) == {"2022-01": -7_10}
    # Taken out: it never worked, and everything comes back.
    verklaringen.laat_vervallen(omsite.als(HILDA), nummer)
    op(omsite, date(2022, 3, 20))
    run(omsite, "2022-03")
    assert geboekt(omsite) == {f"2022-0{nr}": -110_00 for nr in (1, 2, 3)}


def test_de_brief_zien_alleen_de_berijder_en_hr(omsite: Wereld) -> None:
    begin(omsite)
    nummer = dien_in(omsite)
    assert verklaringen.document(omsite.als(ANNA), nummer) == ("application/pdf", PDF)
    assert verklaringen.document(omsite.als(HILDA), nummer)[1] == PDF
    for naam in (BRAM, DIRK, WIM, "Noor Auditor"):
        with pytest.raises(GeenToegang):
            verklaringen.document(omsite.als(naam), nummer)
    with pytest.raises(GeenToegang):
        verklaringen.trek_in(omsite.als(BRAM), nummer, date(2022, 1, 3))
    with pytest.raises(Geweigerd, match="toekomst"):
        verklaringen.trek_in(omsite.als(ANNA), nummer, date(2022, 2, 1))


def test_niemand_beslist_over_de_eigen_verklaring(omsite: Wereld) -> None:
    begin(omsite)
    nummer = verklaringen.dien_in(omsite.als(HANS), date(2022, 1, 3), "BD-2")
    for doe in (verklaringen.laat_vervallen, lambda ctx, nr: verklaringen.beslis(ctx, nr, goed=True)):
        with pytest.raises(Geweigerd, match="een ander"):
            doe(omsite.als(HANS), nummer)


def test_twee_tegelijk_dienen_een_verklaring_in(om: Wereld) -> None:
    begin(om)
    ctx, slagboom = om.als(ANNA), threading.Barrier(2)
    fouten: list[Geweigerd] = []

    def een() -> None:
        slagboom.wait()
        try:
            verklaringen.dien_in(ctx, date(2022, 1, 3), "BD-1")
        except Geweigerd as fout:
            fouten.append(fout)

    draden = [threading.Thread(target=een) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(fouten) == 1
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Privegebruikverklaring)) == 1


def test_alleen_de_berijder_of_hr_schat(omsite: Wereld) -> None:
    wie = begin(omsite)
    for naam in (BRAM, DIRK, WIM):
        with pytest.raises(GeenToegang):
            schattingen.zet(omsite.als(naam), wie, 2022, 1)
    for jaar, kilometers, veld in ((2022, -1, "kilometers"), (2024, 1, "jaar"), (2022, 200_001, "kilometers")):
        with pytest.raises(Geweigerd) as fout:
            schattingen.zet(omsite.als(ANNA), wie, jaar, kilometers)
        assert fout.value.veld == veld
    with pytest.raises(Geweigerd, match="geen dienstauto"):
        schattingen.zet(omsite.als(HANS), omsite.mensen[BRAM], 2022, 1)
    assert schattingen.zet(omsite.als(HANS), wie, 2022, 100).vanaf_maand == 1
    with omsite.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Schatting)) == 2


def test_r48_r50_na_vier_maanden_vervalt_het_recht_en_terug_in_de_tijd_niet(omsite: Wereld) -> None:
    wie = begin(omsite)
    op(omsite, date(2022, 3, 1))
    for naam, fout in ((LEA, Geweigerd), (HANS, GeenToegang), (WIM, GeenToegang), (ANNA, GeenToegang)):
        with pytest.raises(fout):
            onderbrekingen.leg_vast(omsite.als(naam), wie, "ziekte", date(2022, 2, 1))
    with pytest.raises(Geweigerd, match="kies uit"):
        onderbrekingen.leg_vast(omsite.als(DIRK), wie, "zwanger", date(2022, 2, 1))
    uitkomst = onderbrekingen.leg_vast(omsite.als(DIRK), wie, "ziekte", date(2022, 2, 1))
    assert uitkomst.laatste_dag == date(2022, 6, 1)
    with omsite.database.lezen() as s:
        [gebruik] = s.scalars(select(Gebruik).where(Gebruik.vervallen_op.is_(None))).all()
        # What the fleet manager reads of it holds no illness.
        assert (gebruik.tot_en_met, gebruik.einde_grond) == (date(2022, 6, 1), "recht_vervallen")
        assert onderbrekingen.vervalt_per(s, wie, date(2022, 3, 1)) == date(2022, 6, 1)
    for nr in range(2, 8):
        op(omsite, date(2022, nr, 28))
        run(omsite, f"2022-0{nr}")
    assert geboekt(omsite)["2022-06"] == -3_67
    assert "2022-07" not in geboekt(omsite)
    assert [regel.rij.grond for regel in onderbrekingen.lijst(omsite.als(DIRK))] == ["ziekte"]
    assert onderbrekingen.lijst(omsite.als(LEA)) == []
    # She was back in May after all: the right never ended.
    onderbrekingen.leg_vast(omsite.als(DIRK), wie, "ziekte", date(2022, 2, 1), einde=date(2022, 5, 20))
    op(omsite, date(2022, 8, 28))
    run(omsite, "2022-08")
    assert {periode: geboekt(omsite)[periode] for periode in ("2022-06", "2022-07", "2022-08")} == {
        "2022-06": -110_00,
        "2022-07": -110_00,
        "2022-08": -110_00,
    }


def test_wie_op_tijd_terug_is_houdt_het_einde_dat_er_al_was(omsite: Wereld) -> None:
    wie = begin(omsite, tot=date(2022, 11, 30))
    op(omsite, date(2022, 3, 1))
    for einde in (None, date(2022, 3, 31)):
        onderbrekingen.leg_vast(omsite.als(DIRK), wie, "betaald_verlof", date(2022, 2, 1), einde=einde)
    with omsite.database.lezen() as s:
        assert s.scalars(select(Gebruik.tot_en_met).where(Gebruik.vervallen_op.is_(None))).all() == [date(2022, 11, 30)]


def test_b11_onder_een_verklaring_loopt_bij_ziekte_geen_termijn(omsite: Wereld) -> None:
    wie = begin(omsite)
    verklaringen.beslis(omsite.als(HANS), dien_in(omsite), goed=True)
    op(omsite, date(2022, 3, 1))
    assert onderbrekingen.leg_vast(omsite.als(DIRK), wie, "ziekte", date(2022, 2, 1)).eindigt is False


def test_een_jaartotaal_over_een_grens_splitst_de_berijder(omsite: Wereld) -> None:
    wie = begin(omsite)
    zet(omsite, TARIEF, "0.30", date(2022, 7, 1))
    auto = omsite.voertuigen["AB12CD"]
    hele = (date(2022, 1, 1), date(2022, 12, 31))
    op(omsite, date(2023, 1, 4))
    with pytest.raises(Geweigerd, match="zelf geregistreerd"):
        opgaven.geef_op(omsite.als(HANS), wie, auto, *hele, 60_000)
    with omsite.database.transactie() as s:
        s.execute(update(Voertuig).values(ritregistratie=Ritregistratie.HANDMATIG))
    with pytest.raises(GeenToegang):
        opgaven.geef_op(omsite.als(DIRK), wie, auto, *hele, 60_000)
    nummer = opgaven.geef_op(omsite.als(HANS), wie, auto, *hele, 60_000)
    with pytest.raises(Geweigerd, match="al een opgave"):
        opgaven.geef_op(omsite.als(HANS), wie, auto, date(2022, 3, 1), date(2022, 4, 1), 1)
    afrekeningen.begin_ronde(omsite.als(HANS), 2022)
    eerste = run(omsite, "2023-01")
    assert open_regels(omsite, eerste)["splitsing_nodig"]["beslisser"] == "medewerker"
    [(_, delen)] = opgaven.te_splitsen(omsite.als(ANNA), 2022)
    assert [deel.van for deel in delen] == [date(2022, 1, 1), date(2022, 7, 1)]
    for verkeerd in ((60_000,), (1, 2), (60_001, -1)):
        with pytest.raises(Geweigerd):
            opgaven.splits(omsite.als(ANNA), nummer, verkeerd)
    with pytest.raises(GeenToegang):
        opgaven.splits(omsite.als(BRAM), nummer, (30_000, 30_000))
    opgaven.splits(omsite.als(ANNA), nummer, (50_000, 10_000))
    op(omsite, date(2023, 2, 4))
    run(omsite, "2023-02")
    assert geboekt(omsite, "verrekening/2022") == {"2023-01": -(5000 * 22 + 1000 * 30)}


@pytest.mark.parametrize(("kilometers", "soort"), [(449, None), (450, "om.bijna_norm"), (501, "om.boven_norm")])
def test_r46_een_waarschuwing_vooraf_en_een_keer(omsite: Wereld, kilometers: int, soort: str | None) -> None:
    begin(omsite)
    verklaringen.beslis(omsite.als(HANS), dien_in(omsite), goed=True)
    omsite.rit(ANNA, date(2022, 5, 1), kilometers)
    op(omsite, date(2022, 6, 1))
    [job] = [een for een in JOBS if een.id == "om.bijdrage_signalen"]
    ctx = omsite.programma
    sleutels = job.werk(ctx, ctx.vandaag)
    assert len(sleutels) == (soort is not None)
    for _ in range(2):
        for sleutel in sleutels:
            job.doe(ctx, ctx.vandaag, sleutel)
    assert job.werk(ctx, ctx.vandaag) == []
    with omsite.database.lezen() as s:
        soorten = s.scalars(select(Bericht.soort).where(Bericht.soort.like("om.%norm%"))).all()
    assert soorten == ([soort] if soort else [])
    # The werkgever of the own unit hears of it when the year is over, once.
    op(omsite, date(2023, 1, 2))
    ctx = omsite.programma
    for sleutel in job.werk(ctx, ctx.vandaag):
        job.doe(ctx, ctx.vandaag, sleutel)
    assert not any(sleutel.endswith("norm_werkgever") for sleutel in job.werk(ctx, ctx.vandaag))
    with omsite.database.lezen() as s:
        wie = s.scalars(select(Bericht.aan_medewerker_id).where(Bericht.soort == "om.norm_werkgever")).all()
    assert wie == ([omsite.mensen[DIRK]] if soort == "om.boven_norm" else [])


def test_een_groot_saldo_wordt_gemeld_als_hr_een_drempel_kiest(omsite: Wereld) -> None:
    begin(omsite, 1200)
    omsite.rit(ANNA, date(2022, 5, 1), 2000)
    op(omsite, date(2022, 6, 1))
    [job] = [een for een in JOBS if een.id == "om.bijdrage_signalen"]
    assert job.werk(omsite.programma, date(2022, 6, 1)) == []
    zet(omsite, "om_auto.waarschuwing_saldo", "176.01", date(2022, 1, 1))
    assert job.werk(omsite.programma, date(2022, 6, 1)) == []
    zet(omsite, "om_auto.waarschuwing_saldo", "176.00", date(2022, 2, 1))
    [sleutel] = job.werk(omsite.programma, date(2022, 6, 1))
    assert sleutel.endswith("groot_saldo")


def test_termijnen_vraagt_de_berijder_en_beslist_hr(omsite: Wereld) -> None:
    begin(omsite, 0)
    omsite.rit(ANNA, date(2022, 5, 1), 2000)
    op(omsite, date(2023, 1, 9))
    with pytest.raises(Geweigerd, match="geen verrekening"):
        termijnverzoeken.vraag(omsite.als(ANNA), 2022, 6, "")
    afrekeningen.begin_ronde(omsite.als(HANS), 2022)
    run(omsite, "2023-01")
    nummer = termijnverzoeken.vraag(omsite.als(ANNA), 2022, 6, "verbouwing")
    with pytest.raises(Geweigerd, match="wacht nog"):
        termijnverzoeken.vraag(omsite.als(ANNA), 2022, 6, "")
    with pytest.raises(GeenToegang):
        termijnverzoeken.beslis(omsite.als(DIRK), nummer, toegestaan=True, antwoord="goed")
    termijnverzoeken.beslis(omsite.als(HANS), nummer, toegestaan=True, antwoord="goed")
    with pytest.raises(Geweigerd, match="al beslist"):
        termijnverzoeken.beslis(omsite.als(HILDA), nummer, toegestaan=False, antwoord="nee")


def test_a54_de_werkgever_ziet_alleen_het_jaar_dat_voorbij_is_van_het_eigen_onderdeel(omsite: Wereld) -> None:
    begin(omsite)
    omsite.rit(ANNA, date(2022, 5, 1), 600)
    op(omsite, date(2022, 12, 31))
    assert berijder.jaartotalen(omsite.als(DIRK), 2022) == ()
    op(omsite, date(2023, 1, 1))
    assert [(een.naam, een.kilometers) for een in berijder.jaartotalen(omsite.als(DIRK), 2022)] == [(ANNA, 600)]
    assert berijder.jaartotalen(omsite.als(LEA), 2022) == ()
    for naam in (HANS, WIM, ANNA, "Leo Leider"):
        with pytest.raises(GeenToegang):
            berijder.jaartotalen(omsite.als(naam), 2022)


def test_a11_de_loonfeiten_hebben_geen_bedrag_van_bijtelling(omsite: Wereld) -> None:
    begin(omsite)
    verklaringen.beslis(omsite.als(HANS), dien_in(omsite), goed=True)
    for naam in (DIRK, WIM, ANNA, "Noor Auditor"):
        with pytest.raises(GeenToegang):
            loonfeiten(omsite.als(naam), "2022-01")
    with pytest.raises(Geweigerd, match="maand"):
        loonfeiten(omsite.als(HANS), "januari")
    naam, _, inhoud = loonfeiten(omsite.als(HANS), "2022-01")
    kop, regel, leeg = inhoud.decode("utf-8-sig").split("\r\n")
    assert (naam, tuple(kop.split(";")), leeg) == ("om-loonfeiten-2022-01.csv", KOP, "")
    assert regel == "200001;AB12CD;eigen;42000,00;2021-01-04;emissieloos;2021-01-04;;2022-01-03;"


def test_de_verrekening_begint_hr_en_niet_voor_januari(omsite: Wereld) -> None:
    begin(omsite)
    with pytest.raises(Geweigerd, match="vanaf januari"):
        afrekeningen.begin_ronde(omsite.als(HANS), 2022)
    op(omsite, date(2023, 1, 6))
    [job] = [een for een in JOBS if een.id == "om.afrekening"]
    for _ in range(2):
        for sleutel in job.werk(omsite.programma, date(2023, 1, 6)):
            job.doe(omsite.programma, date(2023, 1, 6), sleutel)
    with omsite.database.lezen() as s:
        assert s.scalars(select(Taak.sleutel).where(Taak.soort == afrekeningen.TAAK)).all() == ["2022"]
    for naam in (DIRK, WIM, ANNA):
        with pytest.raises(GeenToegang):
            afrekeningen.begin_ronde(omsite.als(naam), 2022)
    with pytest.raises(Geweigerd, match="begin eerst"):
        afrekeningen.reken(omsite.als(HANS), 2022)
    assert afrekeningen.begin_ronde(omsite.als(HANS), 2022) == 1
    with pytest.raises(Geweigerd, match="al begonnen"):
        afrekeningen.begin_ronde(omsite.als(HILDA), 2022)
    with pytest.raises(Geweigerd, match="al verrekend"):
        schattingen.zet(omsite.als(ANNA), omsite.mensen[ANNA], 2022, 1)

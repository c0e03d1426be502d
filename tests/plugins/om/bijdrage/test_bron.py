# SPDX-License-Identifier: EUPL-1.2
"""OM 4.1: advances and the settlement in the ledger, with late facts of every kind (R39-R53)."""

from __future__ import annotations

from datetime import date

import pytest

from core.ledger.models import Run
from core.ledger.procedure import Runstatus
from core.ledger.scenario import services as scenario
from core.ledger.scenario.services import Waarde
from core.ledger.scenario.uitkomst import uitkomst
from core.ledger.services import controleer, controleer_grootboek, keur_goed, leg_uit, maak_run
from core.ledger.voorbeeld import maak_voorbeeld
from core.regulations.parameterbeheer.services import stel_voor
from core.rules import Geweigerd
from plugins.om.autoregeling.bijdrage.merken import markeer_jaren
from plugins.om.autoregeling.bijdrage.services import afrekeningen, schattingen, verklaringen
from plugins.om.autoregeling.models import Gebruikssoort, Na2023, Ritklasse, Voertuiggroep
from plugins.om.autoregeling.policy import EENHEID
from plugins.om.autoregeling.wagenpark.services import na2023
from tests.plugins.om.bijdrage.boekhouding import (
    ANNA,
    HANS,
    HILDA,
    TARIEF,
    begin,
    bevestig_alles,
    geboekt,
    maak_definitief,
    op,
    open_regels,
    run,
    zet,
)
from tests.plugins.om.wereld import Wereld

VERREKENING = "verrekening/2022"
AL_HET_GELD = -1320_00
"""0.22 x 6,000 km."""


def maanden(wereld: Wereld, van: int = 1, tot: int = 12) -> None:
    for nr in range(van, tot + 1):
        op(wereld, date(2022, nr, 20))
        run(wereld, f"2022-{nr:02d}")


def reken_af(wereld: Wereld, dag: date = date(2023, 1, 9)) -> int:
    op(wereld, dag)
    afrekeningen.begin_ronde(wereld.als(HANS), 2022)
    return run(wereld, "2023-01")


def geef_verklaring(wereld: Wereld, dag: date) -> int:
    nummer = verklaringen.dien_in(wereld.als(ANNA), dag, "BD-1")
    verklaringen.beslis(wereld.als(HANS), nummer, goed=True)
    return nummer


def alles(wereld: Wereld) -> int:
    return sum(geboekt(wereld).values()) + sum(geboekt(wereld, VERREKENING).values())


def test_r41_r42_twaalf_voorschotten_en_een_verrekening(om: Wereld) -> None:
    begin(om)
    maanden(om)
    assert set(geboekt(om).values()) == {-110_00}
    om.rit(ANNA, date(2022, 6, 1), 7000)
    om.rit(ANNA, date(2022, 6, 2), 90, Ritklasse.W, stand=70000)
    nummer = reken_af(om)
    assert geboekt(om, VERREKENING) == {"2023-01": -220_00}
    assert open_regels(om, nummer) == {"geen_schatting": {"beslisser": "medewerker", "blokkeert": False}}
    with om.database.lezen() as s:
        assert alles(om) == -1540_00
        assert s.get_one(Run, nummer).totaal_centen == -220_00


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_nieuwe_schatting_werkt_niet_terug_op_een_geboekte_maand(om: Wereld) -> None:
    wie = begin(om)
    maanden(om, 1, 3)
    rij = schattingen.zet(om.als(ANNA), wie, 2022, 3000)
    assert rij.vanaf_maand == 4
    maanden(om, 1, 4)
    assert geboekt(om) == {"2022-01": -110_00, "2022-02": -110_00, "2022-03": -110_00, "2022-04": -55_00}
    maanden(om, 5, 12)
    with pytest.raises(Geweigerd, match="al geboekt"):
        schattingen.zet(om.als(ANNA), wie, 2022, 1000)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_eerste_schatting_die_laat_komt_vult_de_maanden_die_erop_wachtten(om: Wereld) -> None:
    wie = begin(om, None)
    nummer = run(om, "2022-01")
    assert "geen_schatting" in open_regels(om, nummer)
    op(om, date(2022, 2, 20))
    schattingen.zet(om.als(ANNA), wie, 2022, 1200)
    run(om, "2022-02")
    assert geboekt(om) == {"2022-01": -22_00, "2022-02": -22_00}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a2_een_late_verklaring_corrigeert_voor_of_na_maar_niet_dubbel(om: Wereld) -> None:
    begin(om)
    maanden(om)
    om.rit(ANNA, date(2022, 3, 1), 2000)
    op(om, date(2022, 12, 28))
    geef_verklaring(om, date(2022, 11, 1))
    op(om, date(2023, 1, 3))
    # While the year is open, the advances of November and December are paid back.
    run(om, "2023-01")
    assert sum(geboekt(om).values()) == -1100_00
    reken_af(om)
    assert geboekt(om, VERREKENING) == {"2023-01": 660_00}
    assert alles(om) == -440_00
    # Once it is settled a late withdrawal changes the settlement alone.
    om.rit(ANNA, date(2022, 12, 5), 600, stand=20000)
    op(om, date(2023, 2, 6))
    with om.database.lezen() as s:
        nummer = verklaringen.eigen_verklaringen(s, om.mensen[ANNA])[0].id
    verklaringen.trek_in(om.als(ANNA), nummer, date(2022, 12, 1))
    run(om, "2023-02")
    assert sum(geboekt(om).values()) == -1100_00
    assert alles(om) == -2600 * 22


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a2_een_correctie_in_het_concept_van_de_verrekening_zelf_telt_niet_dubbel(om: Wereld) -> None:
    begin(om)
    maanden(om)
    op(om, date(2023, 1, 9))
    geef_verklaring(om, date(2022, 12, 1))
    run(om, "2023-01", definitief=False)
    afrekeningen.begin_ronde(om.als(HANS), 2022)
    gemaakt = afrekeningen.reken(om.als(HANS), 2022)
    maak_definitief(om, gemaakt.id)
    assert sum(geboekt(om).values()) == AL_HET_GELD
    assert geboekt(om, VERREKENING) == {"2023-01": -AL_HET_GELD}
    assert alles(om) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a2_een_voorschot_in_een_open_run_houdt_de_verrekening_op(om: Wereld) -> None:
    begin(om)
    maanden(om, 1, 11)
    op(om, date(2022, 12, 20))
    december = run(om, "2022-12", definitief=False)
    maak_definitief(om, december, Runstatus.GECONTROLEERD)
    op(om, date(2023, 1, 9))
    afrekeningen.begin_ronde(om.als(HANS), 2022)
    januari = afrekeningen.reken(om.als(HANS), 2022)
    assert "wacht_op_voorschot" in open_regels(om, januari.id)
    maak_definitief(om, december)
    afrekeningen.reken(om.als(HANS), 2022)
    maak_definitief(om, januari.id)
    assert geboekt(om, VERREKENING) == {"2023-01": -AL_HET_GELD}
    # Given back after all: the settlement that rested on it follows.
    maak_definitief(om, december, Runstatus.CONCEPT)
    assert afrekeningen.werk_bij(om.als(HANS), 2022) == 0
    run(om, "2022-12")
    assert afrekeningen.werk_bij(om.als(HANS), 2022) == (1 if len(geboekt(om)) == 11 else 0)
    run(om, "2023-01")
    assert alles(om) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_r48_r53_na_het_einde_van_het_recht_is_een_kilometer_een_bevinding(om: Wereld) -> None:
    begin(om, tot=date(2022, 6, 10))
    maanden(om)
    assert geboekt(om) == {**{f"2022-{nr:02d}": -110_00 for nr in range(1, 6)}, "2022-06": -36_67}
    om.rit(ANNA, date(2022, 6, 10), 100)
    om.rit(ANNA, date(2022, 6, 11), 250, stand=1000)
    nummer = reken_af(om)
    assert alles(om) == -22_00
    assert open_regels(om, nummer) == {
        "kilometers_na_recht": {"kilometers": 250, "beslisser": "om_werkgever", "blokkeert": False}
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a9_wie_geen_recht_meer_heeft_wordt_eerder_verrekend(om: Wereld) -> None:
    wie = begin(om, tot=date(2022, 6, 30))
    om.rit(ANNA, date(2022, 5, 1), 1000)
    maanden(om, 1, 5)
    hr = om.als(HANS)
    with pytest.raises(Geweigerd, match="loopt nog"):
        afrekeningen.reken_vroeg(hr, wie, 2022, "vertrokken")
    maanden(om, 6, 6)
    op(om, date(2022, 7, 4))
    afrekeningen.reken_vroeg(om.als(HANS), wie, 2022, "vertrokken")
    with pytest.raises(Geweigerd, match="al verrekend"):
        afrekeningen.reken_vroeg(om.als(HANS), wie, 2022, "vertrokken")
    run(om, "2022-07")
    assert geboekt(om, VERREKENING) == {"2022-07": 440_00}
    # A trip that comes after the settlement corrects it in the month of the settlement, also after January.
    om.rit(ANNA, date(2022, 4, 1), 10, stand=20000)
    with om.database.transactie() as s:
        markeer_jaren(s, [(wie, 2022)])
    reken_af(om)
    assert geboekt(om, VERREKENING) == {"2022-07": 437_80}
    assert alles(om) == -1010 * 22


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_ritten_die_niemand_beoordeelde_tellen_niet_mee_en_staan_erbij(om: Wereld) -> None:
    begin(om, 0)
    om.rit(ANNA, date(2022, 5, 1), 100)
    om.rit(ANNA, date(2022, 5, 2), 40, Ritklasse.O, stand=1000)
    om.rit(ANNA, date(2022, 5, 3), 2, Ritklasse.O, stand=2000)
    nummer = reken_af(om)
    assert geboekt(om, VERREKENING) == {"2023-01": -22_00}
    assert open_regels(om, nummer)["open_ritten"] == {
        "aantal": 2,
        "kilometers": 42,
        "beslisser": "medewerker",
        "blokkeert": False,
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_r44_boven_de_norm_is_er_geen_prijs_en_een_vraag(om: Wereld) -> None:
    begin(om)
    geef_verklaring(om, date(2022, 1, 1))
    om.rit(ANNA, date(2022, 5, 1), 501)
    maanden(om, 1, 2)
    assert geboekt(om) == {}
    nummer = reken_af(om)
    assert geboekt(om, VERREKENING) == {"2023-01": -110_00}
    assert open_regels(om, nummer)["boven_norm"] == {
        "kilometers": 1,
        "norm": 500,
        "beslisser": "om_werkgever",
        "blokkeert": False,
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_huur_en_vervangend_tellen_mee_en_een_poolauto_niet(om: Wereld) -> None:
    begin(om)
    om.auto("HU11RA", groep=Voertuiggroep.HUUR, categorie=None)
    om.auto("VE22VA")
    om.auto("PO33OL", groep=Voertuiggroep.POOL)
    om.gebruik(ANNA, "VE22VA", date(2022, 3, 1), date(2022, 3, 31), soort=Gebruikssoort.VERVANGEND)
    for kenteken, dag in (
        ("AB12CD", date(2022, 2, 1)),
        ("HU11RA", date(2022, 4, 1)),
        ("VE22VA", date(2022, 3, 4)),
        ("VE22VA", date(2022, 5, 4)),
        ("PO33OL", date(2022, 6, 1)),
    ):
        om.rit(ANNA, dag, 10, kenteken=kenteken)
    nummer = reken_af(om)
    assert geboekt(om, VERREKENING) == {"2023-01": -30 * 22}
    assert open_regels(om, nummer)["kilometers_na_recht"]["kilometers"] == 10


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a12_na_2023_zonder_besluit_wordt_gerekend_en_gevraagd(om: Wereld) -> None:
    begin(om, None)
    op(om, date(2024, 1, 9))
    schattingen.zet(om.als(ANNA), om.mensen[ANNA], 2024, 6000)
    nummer = run(om, "2024-01", definitief=False)
    assert open_regels(om, nummer)["na_2023"]["blokkeert"] is True
    op(om, date(2024, 1, 20))
    na2023.leg_vast(om.als(HANS), Na2023.VERVALLEN, date(2024, 1, 11), "besluit van het College")
    run(om, "2024-01")
    # Ten of 31 days before the scheme lapsed without anything in its place.
    assert geboekt(om) == {"2024-01": -35_48}
    assert open_regels(om, nummer)["na_2023"]["blokkeert"] is True


def test_van_concept_tot_goedkeuring_met_een_uitleg_die_op_dezelfde_cent_komt(om: Wereld) -> None:
    begin(om)
    bevestig_alles(om)
    zet(om, "om_auto.looncode_bijdrage", "L1", date(2020, 1, 1), "herstel")
    geef_verklaring(om, date(2022, 1, 3))
    with om.database.lezen() as s:
        eerste = verklaringen.eigen_verklaringen(s, om.mensen[ANNA])[0].id
    op(om, date(2022, 1, 20))
    verklaringen.trek_in(om.als(ANNA), eerste, date(2022, 1, 10))
    geef_verklaring(om, date(2022, 1, 20))
    januari = maak_run(om.programma, EENHEID, "2022-01")
    controleer(om.als(HANS), januari.id)
    keur_goed(om.als(HILDA), januari.id)
    # Two days before the first declaration, ten between the two.
    assert geboekt(om) == {"2022-01": -42_58}
    for dag, kilometers in (
        (date(2022, 1, 2), 11),
        (date(2022, 1, 5), 300),
        (date(2022, 1, 12), 7),
        (date(2022, 2, 1), 260),
    ):
        om.rit(ANNA, dag, kilometers, stand=dag.toordinal())
    op(om, date(2023, 1, 9))
    afrekeningen.begin_ronde(om.als(HANS), 2022)
    gemaakt = afrekeningen.reken(om.als(HANS), 2022)
    controleer(om.als(HANS), gemaakt.id)
    keur_goed(om.als(HILDA), gemaakt.id)
    # Of 560 under the declarations 500 have a price, as have the 18 without.
    assert alles(om) == -518 * 22
    verslag = controleer_grootboek(om.programma, EENHEID)
    assert (verslag.gecontroleerd, verslag.verschillen) == (2, ())
    [regel] = afrekeningen.overzicht(om.als(HANS), 2022).regels
    assert regel.sluit
    assert regel.boeking_id is not None
    eigen = [stap.code for stap in leg_uit(om.als(ANNA), regel.boeking_id).stappen]
    ander = [stap.code for stap in leg_uit(om.als(HANS), regel.boeking_id).stappen]
    assert eigen.count("OM-AUTO/verrekening.periode") > 1
    assert [ander.count(f"OM-AUTO/verrekening.{naam}") for naam in ("periode", "heel_jaar")] == [0, 1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_tarief_dat_in_het_jaar_wijzigt_knipt_de_verrekening(om: Wereld) -> None:
    begin(om)
    zet(om, TARIEF, "0.30", date(2022, 7, 1))
    om.rit(ANNA, date(2022, 6, 30), 100)
    om.rit(ANNA, date(2022, 7, 1), 100, stand=1000)
    reken_af(om)
    assert geboekt(om, VERREKENING) == {"2023-01": -52_00}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_proef_met_een_tarief_binnen_een_jaar_verraadt_niet_wanneer_iemand_reed(om: Wereld) -> None:
    begin(om)
    om.rit(ANNA, date(2022, 6, 30), 100)
    om.rit(ANNA, date(2022, 7, 1), 100, stand=1000)
    reken_af(om)
    hr = om.als(HANS)

    def proef(vanaf: date, waarde: str) -> tuple[int, bool]:
        waarden = [Waarde(TARIEF, waarde, vanaf)]
        nummer = scenario.maak(hr, "Tarief", [EENHEID], "2023-01", "2023-01", waarden)
        scenario.reken(hr, nummer)
        wat = uitkomst(hr, nummer)
        assert wat.bevindingen is not None
        return wat.verschil_centen, "proef_in_jaar" in wat.bevindingen.redenen

    # From July on, and up to the end of June: nothing; over the whole year the total of it.
    assert proef(date(2022, 7, 1), "0.32") == (0, True)
    assert proef(date(2022, 1, 1), "0.32") == (-20_00, False)
    zet(om, TARIEF, "0.22", date(2022, 7, 1))
    assert proef(date(2022, 1, 1), "0.32") == (0, True)
    voorstel = stel_voor(
        hr, sleutel=TARIEF, waarde="0.32", vanaf=date(2022, 3, 1), bron="brief", reden="proef", soort="wijziging"
    )
    regels = maak_voorbeeld(hr, EENHEID, "2023-01", voorstellen=[voorstel]).regels
    assert [regel.verschil_centen for regel in regels if regel.periode == "2023-01"] == [0]

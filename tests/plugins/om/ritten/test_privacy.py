# SPDX-License-Identifier: EUPL-1.2
"""Autoregeling OM 5.5: where a private trip may be seen. Every page, file, message and table, as everybody."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import inspect, select, table, text

from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from plugins.om.autoregeling.models import Ritklasse, Voertuiggroep
from plugins.om.autoregeling.ritten.models import Ritinzage
from plugins.om.autoregeling.ritten.services import beheer, toestemming
from plugins.om.autoregeling.ritten.zicht import (
    TABEL,
    Inzagedoel,
    Kijker,
    Omvang,
    Zicht,
    Zichtgroep,
    met_toestemming,
    zicht,
)
from tests.plugins.om.ritten.bestanden import HUIS, KLANT, WACHTWOORD, WERK, geef_sleutel, lees, met_auto, regel
from tests.plugins.om.wereld import Wereld, tekst_van

ANNA = "Anna Officier"
KIJKERS = {"Dirk Directeur": Kijker.WERKGEVER, "Loes Lokaal": Kijker.LOKAAL, "Wim Wagenpark": Kijker.CENTRAAL}
#: One of each role; of whom else may look nothing is asked of the pages, but of the services below.
ANDEREN = (*KIJKERS, "Leo Leider", "Hans Personeel", "Noor Auditor")
GEHEIM_ADRES = "Geheimlaan 99, 9999 ZZ Nergens"
#: Of the home, of a private address, of its remark, and of a private address at the other end of a business one.
ADRESSEN = ("Kerkstraat", "1234 AB", "Geheimlaan", "9999 ZZ", "pakje", "Duinpad")
#: The odometers around the private trip, as a page, a file or a table could write them.
STANDEN = ("87654,3", "87.654,3", "876543", "91976,0", "91.976,0", "919760")
#: Its kilometres: in tenths, and rounded.
PRIVE = ("4321,7", "4.321,7", "43217", "4.322", "4322")
DOEL = Inzagedoel.FISCAAL
_GETAL = re.compile(r"<int:\w+>")


def met_ritten(om: Wereld) -> Wereld:
    """Store a business trip, a commute, a private trip and an open one of Anna."""
    met_auto(om)
    lees(
        om,
        [
            regel(om, "2023-01-10", 8, 876_000, 543, HUIS, KLANT, "z"),
            regel(om, "2023-01-11", 8, 876_543, 43_217, HUIS, GEHEIM_ADRES, "p", opmerking="pakje gebracht"),
            regel(om, "2023-01-12", 8, 919_760, 111, HUIS, WERK, "w"),
            regel(om, "2023-01-12", 12, 919_871, 222, WERK, "Duinpad 8, 2042 XX Zandvoort"),
        ],
    )
    return om


def paginas(om: Wereld) -> Iterator[str]:
    """Yield the address of every page and resource of the OM, and those of the core that tell of people."""
    kern = (
        *("berichten", "mijn", "audit", "runs", "boekingen", "mensen", "start", "brieven", "verschil", "terugblik"),
        *("scenario", "voorbeeld", "vorderingen", "uitbetaling", "loon", "bewaren"),
    )
    for regel_ in om.app.url_map.iter_rules():
        blauw = regel_.endpoint.split(".")[0]
        if "GET" not in (regel_.methods or ()) or not (blauw.startswith(("om_", "api_om")) or blauw in kern):
            continue
        adres = str(regel_)
        for nummer in ("1", "2") if _GETAL.search(adres) else ("1",):
            gevuld = re.sub(r"<string:eenheid>|<eenheid>", "om", _GETAL.sub(nummer, adres))
            gevuld = re.sub(r"<(?:string:)?periode>|<maand>", "2023-01", gevuld)
            yield re.sub(r"<[^>]+>", "1", gevuld) + "?doel=fiscaal&jaar=2023&maand=2023-01"


def test_van_een_privérit_ziet_alleen_de_berijder_iets_op_welke_bladzijde_ook(omsite: Wereld) -> None:
    met_ritten(omsite)
    adressen = list(paginas(omsite))
    assert sum("/om/" in adres for adres in adressen) > 15
    gezien = 0
    for naam in ANDEREN:
        browser = omsite.browser(naam)
        dicht: set[str] = set()
        for adres in adressen:
            kaal = re.sub(r"\d+", "", adres)
            if kaal in dicht:
                continue
            antwoord = browser.get(adres)
            if antwoord.status_code == 403:
                dicht.add(kaal)
            for teken in (*ADRESSEN, *STANDEN, *PRIVE):
                assert teken not in antwoord.text, (naam, adres, teken)
            gezien += antwoord.status_code == 200
    assert gezien > 50


def test_de_berijder_ziet_zelf_alles_maar_adressen_alleen_met_het_wachtwoord(omsite: Wereld) -> None:
    met_ritten(omsite)
    anna = omsite.browser(ANNA)
    for adres in paginas(omsite):
        tekst = anna.get(adres).text
        assert not any(teken in tekst for teken in ADRESSEN), adres
    pagina = anna.zie("/om/ritten/?maand=2023-01")
    assert "4.321,7 km" in pagina
    assert "91976,0" in pagina
    fout = anna.post("/om/ritten/", maand="2023-01", wachtwoord="mis")
    assert fout.status_code == 422
    assert "Geheimlaan" not in fout.text
    open_ = tekst_van(anna.post("/om/ritten/", maand="2023-01", wachtwoord=WACHTWOORD).text)
    assert "Geheimlaan 99, 9999 ZZ Nergens (pakje gebracht)" in open_
    # Somebody else's password opens nothing of Anna's.
    geef_sleutel(omsite, "Bram Officier")
    bram = omsite.browser("Bram Officier").post("/om/ritten/", maand="2023-01", wachtwoord=WACHTWOORD)
    assert "Geheimlaan" not in bram.text


def test_het_logboek_is_voor_de_berijder(omsite: Wereld) -> None:
    from openpyxl import load_workbook

    met_ritten(omsite)
    anna = omsite.browser(ANNA)
    velden = {"jaar": "2023", "wachtwoord": WACHTWOORD}
    xlsx = anna.post("/om/ritten/logboek", vorm="xlsx", **velden)
    blad = load_workbook(io.BytesIO(xlsx.data))["2023"]
    rij = [cel.value for cel in next(blad.iter_rows(min_row=3, max_row=3))]
    assert rij[1] == "AB12CD"
    assert rij[4:10] == [87654.3, 91976, 4321.7, HUIS, GEHEIM_ADRES, "privé"]
    assert rij[10] == "pakje gebracht"
    pdf = anna.post("/om/ritten/logboek", vorm="pdf", **velden)
    assert pdf.data.startswith(b"%PDF")
    assert pdf.data == anna.post("/om/ritten/logboek", vorm="pdf", **velden).data
    assert anna.post("/om/ritten/logboek", vorm="pdf", jaar="2023", wachtwoord="mis").status_code == 422
    assert anna.post("/om/ritten/logboek", vorm="pdf", jaar="1", wachtwoord=WACHTWOORD).status_code == 422


def test_in_de_database_staat_nergens_een_huis_of_een_privéadres(omsite: Wereld) -> None:
    met_ritten(omsite)
    beheer.berijder(omsite.als("Dirk Directeur"), omsite.mensen[ANNA], 2023, DOEL)
    with omsite.database.lezen() as s:
        for naam in inspect(s.connection()).get_table_names():
            for rij in s.execute(select(text("*")).select_from(table(naam))):
                # Sealed blocks are bytes: what they hold is not in them as text.
                kaal = repr(tuple(rij))
                for teken in ADRESSEN:
                    assert teken not in kaal, (naam, teken)
                if naam not in ("om_rit", "om_ritimport", "om_ritwacht"):
                    assert "43217" not in kaal, naam


def test_bestanden_en_brieven_van_het_om_dragen_geen_rit(omsite: Wereld) -> None:
    met_ritten(omsite)
    ctx = omsite.programma
    for bijdrage in omsite.installatie.exporten:
        if bijdrage.eenheid == "om":
            _, _, inhoud = bijdrage.waarde.maak(ctx, "2023-01")
            assert not any(teken.encode() in inhoud for teken in (*ADRESSEN, *STANDEN))
    for bijdrage in getattr(omsite.installatie, "brieven", ()):
        if bijdrage.eenheid == "om":
            with omsite.database.lezen() as s:
                sleutels = [str(nummer) for nummer in range(1, 5)]
                onderwerpen = bijdrage.waarde.onderwerpen
                sleutels += list(onderwerpen(s, "om", "2023-01")) if onderwerpen else []
                geschreven = repr(bijdrage.waarde.schrijf(s, ctx, sleutels))
            assert not any(teken in geschreven for teken in (*ADRESSEN, *STANDEN)), bijdrage.waarde.id
    zinnen = [
        *(soort.zin for naam, soort in omsite.installatie.berichtsoorten.items() if naam.startswith("om.")),
        *(soort.zin for naam, soort in omsite.installatie.taaksoorten.items() if naam.startswith("om.")),
    ]
    for zin in zinnen:
        assert not re.search(r"\{(adres|van|naar|stand|kilometers|afstand)\}", zin), zin


def test_de_werkgever_ziet_zakelijke_ritten_zonder_stand_en_privé_pas_in_januari(om: Wereld) -> None:
    met_ritten(om)
    for naam, kijker in KIJKERS.items():
        beeld = beheer.berijder(om.als(naam), om.mensen[ANNA], 2023, DOEL)
        assert beeld.kijker is kijker
        [rit] = beeld.ritten
        assert (rit.dag, rit.klasse, rit.tienden, rit.van, rit.naar, rit.begin) == (
            date(2023, 1, 10),
            Ritklasse.Z,
            543,
            "woonadres",
            KLANT,
            None,
        )
        # Of what is open: how many and how far, and no more.
        assert (beeld.regel.prive, beeld.regel.open_aantal, beeld.regel.open_tienden) == (None, 1, 222)
        januari = om.als(naam, datetime(2024, 1, 2, 9, tzinfo=UTC))
        assert [regel_.prive for regel_ in beheer.overzicht(januari, 2023, DOEL).regels] == [43_217]
        laatste_dag = om.als(naam, datetime(2023, 12, 31, 22, tzinfo=UTC))
        assert [regel_.prive for regel_ in beheer.overzicht(laatste_dag, 2023, DOEL).regels] == [None]
    for naam in ("Lea Directeur", "Leo Leider", "Hans Personeel", "Noor Auditor", "Bram Officier"):
        with pytest.raises(GeenToegang):
            beheer.berijder(om.als(naam), om.mensen[ANNA], 2023, DOEL)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_elke_blik_staat_bij_de_berijder_met_de_reden(om: Wereld) -> None:
    met_ritten(om)
    assert toestemming.gezien(om.als(ANNA)) == ()
    beheer.berijder(om.als("Dirk Directeur"), om.mensen[ANNA], 2023, Inzagedoel.ZAKELIJKE_ADRESSEN)
    beheer.overzicht(om.als("Wim Wagenpark"), 2023, Inzagedoel.DIEFSTAL)
    gezien = toestemming.gezien(om.als(ANNA))
    assert [(keer.naam, keer.kijker, keer.doel, keer.zicht) for keer in gezien] == [
        ("Wim Wagenpark", Kijker.CENTRAAL, Inzagedoel.DIEFSTAL, Zicht.JAARTOTAAL),
        ("Dirk Directeur", Kijker.WERKGEVER, Inzagedoel.ZAKELIJKE_ADRESSEN, Zicht.RIT),
    ]
    assert toestemming.gezien(om.als("Bram Officier")) == ()
    with om.database.lezen() as s:
        audit = s.execute(text("SELECT inhoud FROM core_audit WHERE soort = 'om.ritinzage'")).scalars().all()
        assert len(audit) == len(s.scalars(select(Ritinzage)).all()) == 2


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_toestemming_heeft_omvang_termijn_en_intrekken(om: Wereld) -> None:
    met_ritten(om)
    anna = om.als(ANNA)

    def klassen(naam: str, nu: datetime | None = None) -> set[str]:
        beeld = beheer.berijder(om.als(naam, nu), om.mensen[ANNA], 2023, DOEL)
        return {rit.klasse.value for rit in beeld.ritten}

    with pytest.raises(Geweigerd, match="vandaag of later"):
        toestemming.geef(anna, Omvang.PRIVE, Kijker.WERKGEVER, date(2023, 1, 1), date(2023, 4, 1))
    with pytest.raises(Geweigerd, match="alleen aan de werkgever"):
        toestemming.geef(anna, Omvang.WOONWERK, Kijker.CENTRAAL, date(2023, 3, 15), date(2023, 4, 1))
    woonwerk = toestemming.geef(anna, Omvang.WOONWERK, Kijker.WERKGEVER, date(2023, 3, 15), date(2023, 4, 1))
    assert klassen("Dirk Directeur") == {"z", "w"}
    assert klassen("Wim Wagenpark") == {"z"}
    assert klassen("Dirk Directeur", datetime(2023, 4, 2, 9, tzinfo=UTC)) == {"z"}
    toestemming.geef(anna, Omvang.PRIVE, Kijker.LOKAAL, date(2023, 3, 15), date(2023, 3, 15))
    assert klassen("Loes Lokaal") == {"z", "p"}
    # Even then without an address.
    beeld = beheer.berijder(om.als("Loes Lokaal"), om.mensen[ANNA], 2023, DOEL)
    assert [rit.van for rit in beeld.ritten if rit.klasse is Ritklasse.P] == [""]
    with pytest.raises(GeenToegang):
        toestemming.trek_in(om.als("Bram Officier"), woonwerk)
    toestemming.trek_in(anna, woonwerk)
    assert klassen("Dirk Directeur") == {"z"}
    with pytest.raises(Geweigerd, match="al ingetrokken"):
        toestemming.trek_in(anna, woonwerk)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_zonder_bijdrage_en_van_een_poolauto_gelden_andere_rijen(om: Wereld) -> None:
    met_auto(om)
    om.auto("ZB01ZB")
    om.gebruik("Bram Officier", "ZB01ZB", bijtelling=False)
    om.auto("PO01OL", groep=Voertuiggroep.POOL)
    lees(
        om,
        [
            regel(om, "2023-01-10", 8, 500, 90, HUIS, GEHEIM_ADRES, "p", kenteken="PO01OL"),
            regel(om, "2023-01-10", 10, 590, 90, GEHEIM_ADRES, KLANT, kenteken="PO01OL"),
            regel(om, "2023-01-10", 8, 100, 50, WERK, KLANT, "w", naam="Bram Officier", kenteken="ZB01ZB"),
        ],
    )
    toestemming.geef(om.als("Bram Officier"), Omvang.PRIVE, Kijker.WERKGEVER, date(2023, 3, 15), date(2023, 4, 1))
    # Of a car without contribution the text opens business trips only, whatever is consented to.
    assert beheer.berijder(om.als("Dirk Directeur"), om.mensen["Bram Officier"], 2023, DOEL).ritten == ()
    auto = om.voertuigen["PO01OL"]
    for naam in KIJKERS:
        kenteken, ritten = beheer.poolritten(om.als(naam), auto, 2023, DOEL)
        assert (kenteken, [rit.overtreding for rit in ritten]) == ("PO01OL", [True, False])
        assert [(rit.van, rit.naar) for rit in ritten] == [("woonadres", GEHEIM_ADRES), (GEHEIM_ADRES, KLANT)]
    # What Anna did with the pool car does not stand among her own year, and no other director sees it.
    assert beheer.berijder(om.als("Dirk Directeur"), om.mensen[ANNA], 2023, DOEL).ritten == ()
    for naam, nummer in (("Lea Directeur", auto), ("Hans Personeel", auto), ("Wim Wagenpark", om.voertuigen["AB12CD"])):
        with pytest.raises(GeenToegang):
            beheer.poolritten(om.als(naam), nummer, 2023, DOEL)


def test_de_tabel_zegt_van_elke_combinatie_wat_mag_en_niets_is_de_regel() -> None:
    for groep, klasse, kijker in product(Zichtgroep, Ritklasse, Kijker):
        gezien = zicht(groep, klasse, kijker)
        if groep is Zichtgroep.POOL:
            assert gezien is Zicht.RIT
            continue
        verwacht = {
            Ritklasse.Z: Zicht.RIT,
            Ritklasse.P: Zicht.JAARTOTAAL,
            Ritklasse.O: Zicht.AANTAL,
            Ritklasse.W: Zicht.NIETS,
        }[klasse]
        if (groep, klasse, kijker) == (Zichtgroep.MET_BIJDRAGE, Ritklasse.W, Kijker.WERKGEVER):
            verwacht = Zicht.MET_TOESTEMMING
        assert gezien is verwacht
        assert not met_toestemming(groep, klasse, kijker, frozenset())
    assert len(TABEL) == 31
    alles = frozenset(Omvang)
    assert not met_toestemming(Zichtgroep.MET_BIJDRAGE, Ritklasse.O, Kijker.WERKGEVER, alles)
    assert not met_toestemming(Zichtgroep.ZONDER_BIJDRAGE, Ritklasse.P, Kijker.WERKGEVER, alles)

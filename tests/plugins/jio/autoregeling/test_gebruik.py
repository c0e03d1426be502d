# SPDX-License-Identifier: EUPL-1.2
"""JIO 8.2, a personal car: decided by another, forms in 14 days, private use settled in January, and the end."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from core.berichten.models import Taak
from core.contributions import Loonregel, Openstaand
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldende_parameters
from core.rules import Geweigerd, Parameterset
from plugins.jio.autoregeling.maandbron import Priveafrekening
from plugins.jio.autoregeling.models import Autosoort
from plugins.jio.autoregeling.procedure import Gebruikstatus
from plugins.jio.autoregeling.rules.einde import EindeArbeidsovereenkomst, Gebruiksrecht, GeenWerkzaamheden
from plugins.jio.autoregeling.rules.privegebruik import BEDRAG_PER_KILOMETER
from plugins.jio.autoregeling.rules.toekenning import Toekenningsvraag
from plugins.jio.autoregeling.services import autos as wagens
from plugins.jio.autoregeling.services import gebruik, prive
from plugins.jio.consignatie.policy import EENHEID
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

EIGEN, BEHEER = "/jio/dienstautos/eigen", "/jio/dienstautos/beheer"
WAARDE = 3_500_000


def vraag(kilometers: int = 25_001) -> Toekenningsvraag:
    return Toekenningsvraag(date(2024, 1, 2), False, True, True, True, kilometers, 0)


def in_gebruik(
    jio: Wereld, van: date = date(2024, 2, 1), *, elektronisch: bool = False, prive_op: date | None = date(2024, 1, 15)
) -> int:
    nummer = gebruik.vraag_aan(jio.als("Anna Bakker"), vraag(), "Elke dag naar Veenhuizen")
    gebruik.beslis(jio.als("Jan Manager"), nummer, toekennen=True, reden="Nodig", prive_afspraak_op=prive_op)
    auto = wagens.voeg_toe(
        jio.als("Kim Bureau"),
        kenteken="99-XYZ-9",
        omschrijving="Auto",
        soort=Autosoort.PERSOONSGEBONDEN,
        standplaats="Gouda",
        elektronisch=elektronisch,
        fiscale_waarde=WAARDE,  # type: ignore[arg-type]
    )
    gebruik.lever_af(jio.als("Kim Bureau"), nummer, auto, van)
    return nummer


def rit(jio: Wereld, nummer: int, dag: date, begin: int, einde: int, *, privé: bool = True) -> None:
    gebruik.schrijf_rit(
        jio.als("Anna Bakker"),
        nummer,
        dag=dag,
        van="Gouda",
        naar="Zandvoort",
        stand_begin=begin,
        stand_einde=einde,
        rit_doel="Familie",
        prive=privé,
    )


def test_de_directeur_beslist_over_een_ander_en_binnen_de_criteria(autos: Wereld) -> None:
    nummer = gebruik.vraag_aan(autos.als("Anna Bakker"), vraag(25_000), "Veel rijden")
    with pytest.raises(Geweigerd, match="al een aanvraag"):
        gebruik.vraag_aan(autos.als("Anna Bakker"), vraag(), "Nog een keer")
    with pytest.raises(GeenToegang):
        gebruik.beslis(autos.als("Lars Personeel"), nummer, toekennen=True, reden="x")
    with pytest.raises(Geweigerd, match="geen van de criteria"):
        gebruik.beslis(autos.als("Jan Manager"), nummer, toekennen=True, reden="x")
    with pytest.raises(Geweigerd, match="schrijf waarom"):
        gebruik.beslis(autos.als("Jan Manager"), nummer, toekennen=False, reden=" ")
    gebruik.beslis(autos.als("Jan Manager"), nummer, toekennen=False, reden="Net niet boven de grens")
    assert "Net niet boven de grens" in tekst_van(autos.browser("Anna Bakker").zie(EIGEN))
    eigen = gebruik.vraag_aan(autos.als("Jan Manager"), vraag(), "Voor mij")
    with pytest.raises(Geweigerd, match="over je eigen auto"):
        gebruik.beslis(autos.als("Jan Manager"), eigen, toekennen=True, reden="x")


def test_na_aflevering_moet_de_reiskostenvergoeding_stoppen(autos: Wereld) -> None:
    in_gebruik(autos)
    with autos.database.lezen() as s:
        assert ("jio.stop_reiskosten", "hr", date(2024, 2, 1)) in {
            (t.soort, t.rol, t.op) for t in s.scalars(select(Taak))
        }


def test_de_ritregistratie_is_binnen_veertien_dagen(autos: Wereld) -> None:
    nummer = in_gebruik(autos, date(2025, 1, 10))
    autos.nu = datetime(2025, 2, 14, 12, tzinfo=UTC)
    assert not gebruik.te_late_formulieren(autos.als("Kim Bureau"))
    assert gebruik.dien_formulier_in(autos.als("Anna Bakker"), nummer, "2025-01")
    with pytest.raises(Geweigerd, match="geen formulier"):
        gebruik.dien_formulier_in(autos.als("Anna Bakker"), nummer, "2025-02")
    autos.nu = datetime(2025, 3, 15, 12, tzinfo=UTC)
    (sleutel,) = gebruik.te_late_formulieren(autos.als("Kim Bureau"))
    assert sleutel == f"{nummer}/2025-02"
    for _ in range(2):
        gebruik.meld_te_laat(autos.als("Kim Bureau"), sleutel)
    assert not gebruik.te_late_formulieren(autos.als("Kim Bureau"))
    with autos.database.lezen() as s:
        assert len(s.scalars(select(Taak).where(Taak.soort == gebruik.TAAK_RITFORMULIER)).all()) == 1
    assert not gebruik.dien_formulier_in(autos.als("Anna Bakker"), nummer, "2025-02")


@pytest.mark.parametrize("prive_op", [None, date(2024, 1, 15)])
def test_prive_rijden_vraagt_een_schriftelijke_afspraak(autos: Wereld, prive_op: date | None) -> None:
    nummer = in_gebruik(autos, prive_op=prive_op)
    if prive_op is None:
        with pytest.raises(Geweigerd, match="schriftelijke afspraak"):
            rit(autos, nummer, date(2024, 3, 1), 10, 20)
    else:
        rit(autos, nummer, date(2024, 3, 1), 10, 20)
        with pytest.raises(Geweigerd, match="al bij een andere rit"):
            rit(autos, nummer, date(2024, 3, 2), 19, 30)


def test_prive_kilometers_worden_in_januari_afgerekend(autos: Wereld) -> None:
    nummer = in_gebruik(autos)
    rit(autos, nummer, date(2024, 3, 1), 10, 110)
    rit(autos, nummer, date(2024, 12, 31), 110, 150)
    rit(autos, nummer, date(2025, 1, 1), 150, 950)
    rit(autos, nummer, date(2024, 5, 1), 1000, 2000, privé=False)
    parameters = geldende_parameters(autos.als("Lars Personeel"))
    regels = _regels(autos, "2025-01", parameters)
    tarief = parameters.zoek(BEDRAG_PER_KILOMETER, date(2024, 1, 1))
    assert tarief is not None
    if isinstance(regels[0], Loonregel):
        assert [regel.centen for regel in regels if isinstance(regel, Loonregel)] == [-140 * int(tarief.getal * 100)]
        assert regels[0].hoeveelheden == {"kilometers_prive": 140}
    else:
        assert regels[0].ontbreekt is not None
    assert _regels(autos, "2025-02", parameters) == []


def test_een_jaartotaal_over_een_tariefwijziging_wordt_niet_geraden(
    autos: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    nummer = in_gebruik(autos, elektronisch=True)
    with pytest.raises(Geweigerd, match="jaar dat voorbij is"):
        prive.geef_jaartotaal_op(autos.als("Kim Bureau"), nummer, 2025, 10)
    prive.geef_jaartotaal_op(autos.als("Kim Bureau"), nummer, 2024, 10)
    prive.geef_jaartotaal_op(autos.als("Kim Bureau"), nummer, 2024, 90)
    parameters = geldende_parameters(autos.als("Lars Personeel"))
    monkeypatch.setattr(prive, "delen", lambda *_: (date(2024, 1, 1), date(2024, 7, 1)))
    (regel,) = _regels(autos, "2025-01", parameters)
    assert isinstance(regel, Openstaand)
    assert (regel.reden, regel.gegevens, regel.beslisser) == (
        "jaartotaal_te_splitsen",
        {"kilometers": 90},
        "jio_autobeheer",
    )


def test_het_einde_volgt_uit_de_grond(autos: Wereld) -> None:
    nummer = in_gebruik(autos)
    loopt_door = Gebruiksrecht(True, (GeenWerkzaamheden("geen_werkzaamheden", date(2025, 3, 1), True),))
    with pytest.raises(Geweigerd, match="loopt het gebruik door"):
        gebruik.beeindig(autos.als("Jan Manager"), nummer, loopt_door)
    recht = Gebruiksrecht(True, (EindeArbeidsovereenkomst("einde_arbeidsovereenkomst", date(2025, 3, 31)),))
    assert gebruik.beeindig(autos.als("Jan Manager"), nummer, recht) == date(2025, 3, 31)
    kim = autos.als("Kim Bureau")
    with pytest.raises(Geweigerd, match="reservesleutel"):
        gebruik.neem_in(kim, nummer, op=date(2025, 3, 31), stand=5, staat="Goed", compleet=False)
    gebruik.neem_in(kim, nummer, op=date(2025, 3, 31), stand=5, staat="Goed", compleet=True)
    (beeld,) = gebruik.eigen(autos.als("Anna Bakker"))
    assert beeld.rij.status is Gebruikstatus.INGELEVERD


def test_in_de_browser_van_aanvraag_tot_einde(autos: Wereld) -> None:
    anna, jan, kim = (autos.browser(naam) for naam in ("Anna Bakker", "Jan Manager", "Kim Bureau"))
    assert "Je hebt geen eigen dienstauto." in tekst_van(anna.zie(EIGEN))
    assert "Vul een heel getal in." in tekst_van(anna.post(EIGEN, km_woon_werk="x", km_dienstreis="1").text)
    velden = {
        "aard_werk": "ja",
        "structureel": "ja",
        "zakelijk": "ja",
        "km_woon_werk": "1.000",
        "km_dienstreis": "30000",
    }
    anna.post(EIGEN, **velden, toelichting="Nodig")
    assert "Aanvraag van Anna Bakker" in tekst_van(jan.zie(BEHEER))
    assert "Kies een van de mogelijkheden." in tekst_van(jan.post(f"{BEHEER}/gebruik/1/besluit", reden="ja").text)
    jan.post(f"{BEHEER}/gebruik/1/besluit", besluit="toekennen", reden="Ja")
    kim.post(f"{BEHEER}/auto", kenteken="12-ABC-3", omschrijving="Auto", soort="persoonsgebonden", standplaats="Gouda")
    kim.post(f"{BEHEER}/gebruik/1/aflevering", auto="1", van="2025-03-03")
    assert "Je rijdt 12ABC3" in tekst_van(anna.zie(EIGEN))
    toets = jan.post(f"{BEHEER}/gebruik/1/einde", grond="einde_arbeidsovereenkomst", datum="2025-03-18", knop="toets")
    assert "JIO 8.2" in tekst_van(toets.text)
    jan.post(f"{BEHEER}/gebruik/1/einde", grond="einde_arbeidsovereenkomst", datum="2025-03-18")
    assert "Je gebruik is beëindigd." in tekst_van(anna.zie(EIGEN))


def _regels(jio: Wereld, periode: str, parameters: Parameterset) -> list[Loonregel | Openstaand]:
    bron = Priveafrekening()
    assert bron.eenheid == EENHEID
    with jio.database.lezen() as s:
        return list(bron.bereken(s, periode, bron.medewerkers(s, periode), parameters))

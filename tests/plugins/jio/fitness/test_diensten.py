# SPDX-License-Identifier: EUPL-1.2
"""JIO 11.5, the fitness contribution from request to month run."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.contributions import Loonregel
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boekingsmerk
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldende_parameters
from core.rules import Centen, Geweigerd
from plugins.jio.fitness import services
from plugins.jio.fitness.maandbron import Fitnessbijdrage
from plugins.jio.fitness.models import Deelnamestatus
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

EIGEN, LIJST = "/jio/fitness/", "/jio/fitness/deelnemers"


def deelnemer(jio: Wereld, prijs: int = 2995, ikb: int = 0, van: date = date(2025, 1, 15)) -> int:
    nummer = services.vraag_aan(
        jio.als("Anna Bakker"), sportschool="Sportpunt", abonnement=Centen(prijs), ikb=Centen(ikb), van=van
    )
    assert services.beslis(jio.als("Lars Personeel"), nummer, aangesloten=True, vast=True) is Deelnamestatus.ACTIEF
    return nummer


def maand(jio: Wereld, periode: str) -> list[int]:
    bron = Fitnessbijdrage()
    parameters = geldende_parameters(jio.als("Lars Personeel"))
    with jio.database.lezen() as s:
        regels = list(bron.bereken(s, periode, bron.medewerkers(s, periode), parameters))
    assert all(isinstance(regel, Loonregel) for regel in regels)
    return [regel.centen for regel in regels if isinstance(regel, Loonregel)]


@pytest.mark.parametrize(("prijs", "bijdrage"), [(2995, 1000), (1000, 1000), (800, 800)])
def test_een_maand_telt_als_je_op_de_eerste_dag_meedoet(jio: Wereld, prijs: int, bijdrage: int) -> None:
    nummer = deelnemer(jio, prijs)
    services.stop(jio.als("Anna Bakker"), nummer, date(2025, 3, 1))
    assert [maand(jio, f"2025-0{nr}") for nr in range(1, 5)] == [[], [bijdrage], [bijdrage], []]


def test_elke_begonnen_maand_wordt_opnieuw_berekend(jio: Wereld) -> None:
    deelnemer(jio)
    with jio.database.lezen() as s:
        assert {merk.periode for merk in s.scalars(select(Boekingsmerk))} >= {"2025-01", "2025-02", "2025-03"}


def test_zonder_vast_dienstverband_geen_bijdrage(jio: Wereld) -> None:
    nummer = services.vraag_aan(
        jio.als("Anna Bakker"), sportschool="X", abonnement=Centen(2000), ikb=Centen(0), van=date(2025, 1, 1)
    )
    with pytest.raises(Geweigerd, match="schrijf waarom"):
        services.beslis(jio.als("Lars Personeel"), nummer, aangesloten=True, vast=False)
    services.beslis(jio.als("Lars Personeel"), nummer, aangesloten=True, vast=False, reden="Tijdelijk contract")
    assert maand(jio, "2025-02") == []
    with pytest.raises(StapNietMogelijk):
        services.beslis(jio.als("Lars Personeel"), nummer, aangesloten=True, vast=True)


def test_ikb_is_hoogstens_het_eigen_deel(jio: Wereld) -> None:
    nummer = services.vraag_aan(
        jio.als("Anna Bakker"), sportschool="X", abonnement=Centen(2000), ikb=Centen(1001), van=date(2025, 1, 1)
    )
    with pytest.raises(Geweigerd, match="hoger dan het eigen deel"):
        services.beslis(jio.als("Lars Personeel"), nummer, aangesloten=True, vast=True)


def test_wie_wat_mag(jio: Wereld) -> None:
    nummer = services.vraag_aan(
        jio.als("Lars Personeel"), sportschool="X", abonnement=Centen(2000), ikb=Centen(0), van=date(2025, 1, 1)
    )
    with pytest.raises(Geweigerd, match="over je eigen aanvraag"):
        services.beslis(jio.als("Lars Personeel"), nummer, aangesloten=True, vast=True)
    for doe in (
        lambda: services.beslis(jio.als("Anna Bakker"), nummer, aangesloten=True, vast=True),
        lambda: services.lijst(jio.als("Anna Bakker")),
        lambda: services.trek_in(jio.als("Anna Bakker"), nummer),
        lambda: services.stop(jio.als("Anna Bakker"), nummer, date(2025, 2, 1)),
    ):
        with pytest.raises(GeenToegang):
            doe()
    services.trek_in(jio.als("Lars Personeel"), nummer)


def test_in_de_browser(jio: Wereld) -> None:
    anna, hr = jio.browser("Anna Bakker"), jio.browser("Lars Personeel")
    assert "Je neemt niet deel aan bedrijfsfitness." in tekst_van(anna.zie(EIGEN))
    for velden, zin in (
        ({"abonnement": "29,95", "van": "2025-03-01"}, "Vul in bij welke sportschool je sport."),
        ({"sportschool": "A", "abonnement": "2,999", "van": "2025-03-01"}, "in hele centen"),
        ({"sportschool": "A", "abonnement": "abc", "van": "2025-03-01"}, "Schrijf een bedrag als 29,95."),
        ({"sportschool": "A", "abonnement": "20", "ikb": "21", "van": "2025-03-01"}, "tussen nul en"),
    ):
        antwoord = anna.post(EIGEN, **velden)
        assert antwoord.status_code == 422
        assert zin in tekst_van(antwoord.text)
    anna.post(EIGEN, sportschool="Sportpunt", abonnement="29,95", ikb="5", van="2025-03-01")
    assert "Je aanvraag wacht op HR." in tekst_van(anna.zie(EIGEN))
    assert "Aanvraag van Anna Bakker" in tekst_van(hr.zie(LIJST))
    hr.post("/jio/fitness/1/besluit", aangesloten="ja", vast="ja")
    tekst = tekst_van(anna.zie(EIGEN))
    assert "De werkgever betaalt mee" in tekst
    assert "10,00" in tekst
    anna.post("/jio/fitness/1/stop", tot_en_met="2025-03-31")
    assert maand(jio, "2025-04") == []

# SPDX-License-Identifier: EUPL-1.2
"""Every case of JIO passes, every calculation has cases, and every step can be read aloud in two languages."""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import cache

import pytest

from core.rules import Antwoord, Berekening, Geweigerd, ParameterOntbreekt
from core.rules.boom import Boom, Tekst, lees_documenten
from core.rules.cases import Casusbestand, Casusloper, Uitkomst
from tests.plugins.jio.regels import REGELINGEN, WORTEL, berekeningen, geinstalleerd, teksten


@cache
def loper(regeling: str) -> Casusloper:
    return Casusloper(berekeningen(), geinstalleerd(), teksten(regeling))


@cache
def bestanden(regeling: str) -> list[Casusbestand]:
    paden = sorted((WORTEL / f"plugins/jio/{regeling}/cases").glob("*.yaml"))
    return [bestand for pad in paden for bestand in loper(regeling).lees(pad)]


@cache
def antwoorden(regeling: str) -> list[tuple[Berekening, str, Antwoord]]:
    """The answer to every case that has one, with its calculation and the id of the case."""
    uit: list[tuple[Berekening, str, Antwoord]] = []
    for bestand in bestanden(regeling):
        regel = berekeningen()[bestand.berekening, bestand.versie]
        parameters = geinstalleerd().vervangen(bestand.parameters)
        beantwoord = (casus for casus in bestand.casussen if casus.verwacht is not None)
        uit += [(regel, casus.id, regel.bereken(regel.lees(casus.gegeven), parameters)) for casus in beantwoord]
    return uit


def alle_bestanden() -> Iterator[Casusbestand]:
    for regeling in REGELINGEN:
        yield from bestanden(regeling)


@pytest.mark.parametrize("regeling", REGELINGEN)
def test_elke_casus_klopt(regeling: str):
    resultaten = [resultaat for bestand in bestanden(regeling) for resultaat in loper(regeling).loop(bestand)]
    assert resultaten
    assert [resultaat.regel() for resultaat in resultaten if resultaat.uitkomst is not Uitkomst.OK] == []


def test_elke_berekening_heeft_een_antwoord_en_een_weigering():
    beantwoord = {bestand.berekening for bestand in alle_bestanden() if any(c.verwacht for c in bestand.casussen)}
    geweigerd = {bestand.berekening for bestand in alle_bestanden() if any(c.geweigerd for c in bestand.casussen)}
    alle = {naam for naam, _ in berekeningen()}
    assert beantwoord == alle
    assert geweigerd == alle


def test_elke_berekening_met_parameters_heeft_een_casus_waarin_er_een_ontbreekt():
    gebruikt = {regel.id for regeling in REGELINGEN for regel, _, antwoord in antwoorden(regeling) if antwoord.feiten}
    ontbreekt = {bestand.berekening for bestand in alle_bestanden() if any(c.ontbreekt for c in bestand.casussen)}
    assert gebruikt == ontbreekt


@pytest.mark.parametrize("regeling", REGELINGEN)
def test_de_uitleg_noemt_alleen_artikelen_van_de_berekening(regeling: str):
    for regel, casus, antwoord in antwoorden(regeling):
        genoemd = {stap.artikel for stap in antwoord.stappen}
        assert genoemd, casus
        assert genoemd <= set(regel.artikelen), casus


@pytest.mark.parametrize("regeling", REGELINGEN)
def test_elke_stap_heeft_een_zin_en_elke_zin_een_stap(regeling: str):
    codes = {stap.code for _, _, antwoord in antwoorden(regeling) for stap in antwoord.stappen}
    [zinnen] = lees_documenten(WORTEL / f"plugins/jio/{regeling}/uitleg.yaml")
    assert isinstance(zinnen, dict)
    assert codes == set(zinnen)


@pytest.mark.parametrize("regeling", REGELINGEN)
@pytest.mark.parametrize("taal", ["nl", "en"])
def test_elke_zin_is_te_maken(regeling: str, taal: str):
    zinnen = teksten(regeling)
    for _, casus, antwoord in antwoorden(regeling):
        for stap in antwoord.stappen:
            zin = zinnen.zin(stap, taal)
            assert zin.endswith("."), (casus, stap.code)
            assert "{" not in zin, (casus, stap.code)


@pytest.mark.parametrize("regeling", REGELINGEN)
def test_beide_talen_noemen_dezelfde_waarden(regeling: str):
    [zinnen] = lees_documenten(WORTEL / f"plugins/jio/{regeling}/uitleg.yaml")
    assert isinstance(zinnen, dict)
    for code, talen in zinnen.items():
        assert isinstance(talen, dict)
        nl, en = (
            {veld for _, veld, _, _ in string.Formatter().parse(getattr(talen[taal], "tekst", "")) if veld}
            for taal in ("nl", "en")
        )
        assert nl == en, code


VREEMD = [Tekst(tekst) for tekst in ("null", "abc", "-1", "1.5", "true", "0001-01-01", "9999-12-28", "9" * 40)]
ONVERWACHT: list[Boom] = [*VREEMD, Tekst("", aangehaald=True), Tekst("9999-12-31T23:59"), [], {}, [Tekst("1")]]


def beschadigd(boom: Boom) -> Iterator[Boom]:
    """The tree with one value replaced, or one field left out."""
    yield from ONVERWACHT
    if isinstance(boom, dict):
        for naam, kind in boom.items():
            yield {ander: waarde for ander, waarde in boom.items() if ander != naam}
            yield from ({**boom, naam: kapot} for kapot in beschadigd(kind))
    elif isinstance(boom, list):
        for nr, kind in enumerate(boom):
            yield from ([*boom[:nr], kapot, *boom[nr + 1 :]] for kapot in beschadigd(kind))


@pytest.mark.parametrize("regeling", REGELINGEN)
def test_kapotte_invoer_wordt_geweigerd_en_geeft_nooit_een_fout(regeling: str):
    """The longest case of every file, with each value in turn made senseless."""
    for bestand in bestanden(regeling):
        regel = berekeningen()[bestand.berekening, bestand.versie]
        parameters = geinstalleerd().vervangen(bestand.parameters)
        casus = max((casus for casus in bestand.casussen if casus.verwacht), key=lambda casus: len(str(casus.gegeven)))
        geweigerd = 0
        for boom in beschadigd(casus.gegeven):
            try:
                regel.bereken(regel.lees(boom), parameters).buiten()
            except (Geweigerd, ParameterOntbreekt):
                geweigerd += 1
        assert geweigerd, bestand.pad

# SPDX-License-Identifier: EUPL-1.2
"""Every case of OM and NFI passes, every calculation has cases, and every step can be read aloud in two languages."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from core.rules import Geweigerd, ParameterOntbreekt
from core.rules.boom import Boom, Tekst, lees_documenten
from core.rules.cases import Uitkomst
from tests.plugins.rekenregels import REGELINGEN, Rekenregeling

per_regeling = pytest.mark.parametrize("regeling", REGELINGEN, ids=lambda regeling: regeling.naam)


@per_regeling
def test_elke_casus_klopt(regeling: Rekenregeling):
    loper = regeling.loper()
    resultaten = [resultaat for bestand in regeling.bestanden() for resultaat in loper.loop(bestand)]
    assert resultaten
    assert [resultaat.regel() for resultaat in resultaten if resultaat.uitkomst is not Uitkomst.OK] == []


@per_regeling
def test_elke_berekening_heeft_een_antwoord_en_een_weigering(regeling: Rekenregeling):
    alle = {naam for naam, _ in regeling.berekeningen()}
    bestanden = regeling.bestanden()
    assert {bestand.berekening for bestand in bestanden if any(c.verwacht for c in bestand.casussen)} == alle
    assert {bestand.berekening for bestand in bestanden if any(c.geweigerd for c in bestand.casussen)} == alle


@per_regeling
def test_elke_berekening_met_parameters_heeft_een_casus_waarin_er_een_ontbreekt(regeling: Rekenregeling):
    gebruikt = {regel.id for regel, _, antwoord in regeling.antwoorden() if antwoord.feiten}
    ontbreekt = {bestand.berekening for bestand in regeling.bestanden() if any(c.ontbreekt for c in bestand.casussen)}
    assert gebruikt == ontbreekt


@per_regeling
def test_de_uitleg_noemt_alleen_artikelen_van_de_berekening(regeling: Rekenregeling):
    for regel, casus, antwoord in regeling.antwoorden():
        genoemd = {stap.artikel for stap in antwoord.stappen}
        assert genoemd, casus
        assert genoemd <= set(regel.artikelen), casus


@per_regeling
def test_elke_stap_heeft_een_zin_en_elke_zin_een_stap(regeling: Rekenregeling):
    codes = {stap.code for _, _, antwoord in regeling.antwoorden() for stap in antwoord.stappen}
    [zinnen] = lees_documenten(regeling.uitlegbestand)
    assert isinstance(zinnen, dict)
    assert codes == set(zinnen)


@per_regeling
@pytest.mark.parametrize("taal", ["nl", "en"])
def test_elke_zin_is_te_maken(regeling: Rekenregeling, taal: str):
    zinnen = regeling.teksten()
    for _, casus, antwoord in regeling.antwoorden():
        for stap in antwoord.stappen:
            zin = zinnen.zin(stap, taal)
            assert zin.endswith("."), (casus, stap.code)
            assert "{" not in zin, (casus, stap.code)


@per_regeling
def test_beide_talen_noemen_dezelfde_waarden(regeling: Rekenregeling):
    [zinnen] = lees_documenten(regeling.uitlegbestand)
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


@per_regeling
def test_kapotte_invoer_wordt_geweigerd_en_geeft_nooit_een_fout(regeling: Rekenregeling):
    """Every case of every file, with each value in turn made senseless."""
    for bestand in regeling.bestanden():
        regel = regeling.berekeningen()[bestand.berekening, bestand.versie]
        parameters = regeling.parameters().vervangen(bestand.parameters)
        geweigerd = 0
        for casus in bestand.casussen:
            for boom in beschadigd(casus.gegeven):
                try:
                    regel.bereken(regel.lees(boom), parameters).buiten()
                except (Geweigerd, ParameterOntbreekt):
                    geweigerd += 1
        assert geweigerd, bestand.pad

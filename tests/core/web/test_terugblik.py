# SPDX-License-Identifier: EUPL-1.2
"""Pages that look back: the books on a day, a run made again, and why a month differs from the last."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.ledger.models import Run
from tests.core.ledger.proef import EENHEID
from tests.core.web.test_pages import tekst
from tests.core.web.wereld import Web, stuur


@pytest.fixture
def juli(web: Web) -> int:
    """The number of the approved run."""
    with web.database.lezen() as s:
        return s.scalars(select(Run.id).where(Run.periode == "2026-07")).one()


def test_het_grootboek_op_een_dag(web: Web) -> None:
    hr = web.client("hr")
    nu = tekst(hr.get("/terugblik/").text)
    assert "Aan het eind van 1 september 2026 stond er € 165,00 in het grootboek." in nu
    assert "Dat zijn 5 boekingen uit 1 goedgekeurde run." in nu
    toen = tekst(hr.get("/terugblik/?op=2026-08-31").text)
    assert "stond er € 0,00 in het grootboek." in toen
    assert "Op deze dag was er niets goedgekeurd." in toen
    assert "Mens 3" not in tekst(hr.get("/terugblik/?zoek=Mens+2").text)
    for op, zin in (("2026-09-02", "Deze dag moet nog komen."), ("morgen", "Schrijf een bestaande datum")):
        fout = hr.get(f"/terugblik/?op={op}")
        assert fout.status_code == 422
        assert zin in tekst(fout.text)
    csv = web.client("auditor").get(f"/terugblik/grootboek.csv?eenheid={EENHEID}")
    assert csv.text.splitlines()[-1] == "TOTAAL;;;5;165,00"
    assert hr.get("/terugblik/grootboek.csv?op=2027-01-01").status_code == 303
    assert web.client("auditor").get("/terugblik/?eenheid=om").status_code == 200


def test_een_run_opnieuw_maken(web: Web, juli: int) -> None:
    auditor = web.client("auditor")
    adres = f"/terugblik/runs/{juli}"
    assert adres in auditor.get(f"/runs/{juli}").text
    assert "Alles is gelijk: 5 boekingen, tot op de cent." in tekst(stuur(auditor, adres).text)
    stuur(web.client("hr"), f"/runs/{juli}/exporteer", f"/runs/{juli}")
    assert "Ook het loonbestand is byte voor byte hetzelfde." in tekst(stuur(auditor, adres).text)
    with web.database.transactie() as s:
        s.get_one(Run, juli).boekingsdigest = "0" * 64
    assert "1 ding is niet gelijk." in tekst(stuur(auditor, adres).text)
    concept = stuur(auditor, f"/terugblik/runs/{web.run}")
    assert concept.status_code == 422
    assert "Deze run is niet goedgekeurd" in tekst(concept.text)


def test_waarom_deze_maand_anders_is(web: Web) -> None:
    mens = web.mensen[1]
    web.wereld.zet("2026-08", mens, f"dienst/{mens}", 5)
    web.wereld.maak("2026-08")
    eigen = tekst(web.client("medewerker").get("/bedragen/verschil/").text)
    assert "In augustus 2026 krijg je € 55,00: + € 22,00 vergeleken met de maand ervoor." in eigen
    assert "Deze maand is nog niet goedgekeurd" in eigen
    assert "andere hoeveelheid" in eigen
    assert "uren was 3 en is 5" in eigen
    juli = tekst(web.client("medewerker").get("/bedragen/verschil/?maand=2026-07").text)
    assert "Er is geen eerdere maand om mee te vergelijken." in juli
    hr = web.client("hr")
    run = hr.get(f"/runs/{web.run}").text
    assert "andere hoeveelheid" in tekst(run)
    assert "/bedragen/verschil/?nummer=000002&amp;maand=2026-08" in run
    assert "Mens 2 krijgt in augustus 2026" in tekst(hr.get("/bedragen/verschil/?nummer=000002").text)
    assert "evenveel als de maand ervoor" in tekst(hr.get("/bedragen/verschil/?nummer=000003").text)
    assert "Account hr" in tekst(web.client("medewerker").get("/mijn/inzage").text)
    assert web.client("medewerker").get("/bedragen/verschil/?nummer=000003").status_code == 403
    assert hr.get("/bedragen/verschil/").status_code == 303

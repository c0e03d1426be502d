# SPDX-License-Identifier: EUPL-1.2
"""Pages around payroll: letters, deliveries, the calendar, claims, and consent with a deduction."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from sqlalchemy import select

from core.brieven.models import Brief
from core.ledger.models import Boeking, Run, Verrekenkeuze
from core.ledger.services import beslis_verrekening, exporteer
from core.regulations.parameterbeheer.services import keur_goed, stel_voor
from core.vorderingen.models import Vordering
from tests.core.ledger.proef import EENHEID
from tests.core.web import test_pages
from tests.core.web.wereld import Web, stuur


def tekst(pagina: str) -> str:
    """A page as somebody reads it, without the names of weekdays."""
    return re.sub(r"\b(ma|di|wo|do|vr|za|zo) (?=\d)", "", test_pages.tekst(pagina))


def juli(web: Web) -> int:
    with web.database.lezen() as s:
        return s.scalars(select(Run.id).where(Run.periode == "2026-07")).one()


def verlaag(web: Web) -> int:
    """Somebody got 33 euro of which 22 too much; return the posting that takes it back, approved and not exported."""
    exporteer(web.context("hr"), juli(web))
    web.wereld.zet("2026-07", web.mensen[1], f"dienst/{web.mensen[1]}", 1)
    web.wereld.maak("2026-08")
    with web.database.lezen() as s:
        run = s.scalars(select(Run).where(Run.periode == "2026-08")).one()
    web.wereld.controleer(run)
    web.wereld.keur_goed(run)
    with web.database.lezen() as s:
        return s.scalars(select(Boeking.id).where(Boeking.centen < 0)).one()


def test_hr_maakt_brieven_voor_een_maand_en_de_medewerker_leest_de_eigen(web: Web) -> None:
    hr, medewerker = web.client("hr"), web.client("medewerker")
    antwoord = stuur(hr, "/brieven/maken", soort="core.bedrag", eenheid=EENHEID, periode="2026-07")
    pagina = tekst(hr.get(antwoord.location).text)
    assert "5 van 5 brieven zijn gemaakt." in pagina
    with zipfile.ZipFile(BytesIO(hr.get(f"{antwoord.location}.zip").data)) as bestand:
        assert len(bestand.namelist()) == 4
    with web.database.lezen() as s:
        brieven = s.scalars(select(Brief).where(Brief.medewerker_id.in_(web.mensen[1:3])).order_by(Brief.id)).all()
    eigen, ander = brieven
    pagina = tekst(medewerker.get("/brieven/").text)
    assert "Je hebt 1 brief die je nog niet opende." in pagina
    assert medewerker.get(f"/brieven/{eigen.id}.pdf").mimetype == "application/pdf"
    assert medewerker.get(f"/brieven/{ander.id}.pdf").status_code == 403
    assert "Je hebt geen ongeopende brieven." in tekst(medewerker.get("/brieven/").text)
    assert stuur(hr, "/brieven/maken", soort="core.bedrag", eenheid=EENHEID, periode="2026-06").status_code == 422


def test_hr_levert_de_runs_samen_en_de_run_heeft_dan_geen_eigen_bestand(web: Web) -> None:
    hr = web.client("hr")
    assert "1 goedgekeurde run kan naar de salarisadministratie" in tekst(hr.get("/loon/leveringen").text)
    proef = stuur(hr, f"/loon/proef/{juli(web)}", f"/runs/{juli(web)}")
    assert proef.text.startswith("TEST")
    assert stuur(hr, "/loon/leveringen", indeling="samen").status_code == 422
    antwoord = stuur(hr, "/loon/leveringen", runs=[str(juli(web))], indeling="per_regeling")
    pagina = hr.get(antwoord.location).text
    assert "5 regels" in tekst(pagina)
    assert "-2026-07-proef" in pagina
    csv = hr.get(f"{antwoord.location}/{pagina.split(antwoord.location + '/')[1].split('.csv')[0]}.csv")
    assert csv.text.count("\r\n") == 10
    pagina = tekst(hr.get(f"/runs/{juli(web)}").text)
    assert "ging met andere mee in levering" in pagina
    assert "Controletotalen" in pagina
    assert hr.get(f"/runs/{juli(web)}/loonbestand.csv").status_code == 404


def test_een_run_zegt_voor_welke_sluiting_hij_meegaat(web: Web) -> None:
    hr = web.client("hr")
    velden = {"eenheid": EENHEID, "kalenderperiode": "2026-08"}
    fout = stuur(hr, "/loon/kalender", **velden, sluit_op="")
    assert (fout.status_code, "Vul een datum in." in tekst(fout.text)) == (422, True)
    stuur(hr, "/loon/kalender", **velden, sluit_op="2026-09-09")
    assert "Augustus 2026 sluit op 9 september 2026" in tekst(hr.get("/loon/kalender").text)
    assert "Dit gaat mee voor de sluiting van 9 september 2026." in tekst(hr.get(f"/runs/{web.run}").text)
    stuur(hr, "/loon/kalender", **velden, sluit_op="2026-08-31")
    assert "De loonmaand sloot op 31 augustus 2026" in tekst(hr.get(f"/runs/{web.run}").text)
    assert "Vastleggen" not in web.client("auditor").get("/loon/kalender").text


def test_de_medewerker_hoort_van_een_inhouding_en_stemt_in(web: Web) -> None:
    boeking = verlaag(web)
    medewerker = web.client("medewerker")
    assert "Je kreeg € 22,00 te veel. HR beslist wat daarmee gebeurt." in tekst(medewerker.get("/berichten/").text)
    pagina = medewerker.get(f"/boekingen/{boeking}").text
    assert "Het wordt niet ingehouden zonder instemming." in tekst(pagina)
    stuur(medewerker, f"/boekingen/{boeking}/instemming", f"/boekingen/{boeking}")
    assert "Met inhouden op het loon is op" in tekst(medewerker.get(f"/boekingen/{boeking}").text)
    # HR need not ask for what was given.
    beslis_verrekening(web.context("hr"), boeking, Verrekenkeuze.VERREKENEN, "akkoord")


def test_een_vordering_van_besluit_tot_betaling(web: Web) -> None:
    boeking = verlaag(web)
    beslis_verrekening(web.context("hr"), boeking, Verrekenkeuze.VORDEREN, "uit dienst")
    with web.database.lezen() as s:
        nummer = s.scalars(select(Vordering.id).where(Vordering.boeking_id == boeking)).one()
    hr, adres = web.client("hr"), f"/vorderingen/{nummer}"
    stuur(hr, f"{adres}/verstuur", adres)
    assert "de betaaltermijn is niet bekend" in tekst(hr.get(adres).text).lower()
    voorstel = stel_voor(
        replace(web.context("hr"), nu=datetime(2026, 9, 1, 8, tzinfo=UTC)),
        sleutel="vordering.betaaltermijn_dagen",
        waarde=str(Decimal(30)),
        vanaf=date(2026, 1, 1),
        bron="Besluit",
        reden="nodig",
        soort="wijziging",
    )
    keur_goed(web.context("hr-ander"), voorstel)
    stuur(hr, f"{adres}/verstuur", adres)
    medewerker = web.client("medewerker")
    assert "Betaal € 22,00 voor 1 oktober 2026." in tekst(medewerker.get(adres).text)
    fout = stuur(hr, f"{adres}/betaling", adres, bedrag="twintig", ontvangen_op="2026-09-01", kenmerk="bank")
    assert (fout.status_code, "Schrijf een bedrag, als 12,50." in tekst(fout.text)) == (422, True)
    stuur(hr, f"{adres}/betaling", adres, bedrag="7,00", ontvangen_op="2026-09-01", kenmerk="bank")
    stuur(hr, f"{adres}/spreid", adres, aantal="3", eerste="2026-09-30")
    pagina = tekst(medewerker.get(adres).text)
    assert "Van € 22,00 staat € 15,00 nog open." in pagina
    assert pagina.count("€ 5,00") >= 3
    assert "€ 22,00" in tekst(medewerker.get("/vorderingen/").text)
    assert "2 vorderingen staan open" in tekst(hr.get("/vorderingen/").text)

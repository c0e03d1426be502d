# SPDX-License-Identifier: EUPL-1.2
"""Pages of HR around the month: a preview, a withdrawn run, exported against paid; and a password to change."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from sqlalchemy import select

from core.ledger.models import Boeking, Run
from core.ledger.procedure import Runstatus
from core.people.invoerbestand import importeer
from core.people.models import Dienstverband, Inschaling
from core.people.verhoging import KOLOMMEN
from tests.core.ledger.proef import EENHEID
from tests.core.web.test_pages import tekst
from tests.core.web.wereld import WACHTWOORD, Web, stuur


def met_salaris(web: Web) -> None:
    with web.database.transactie() as s:
        s.add_all(
            Inschaling(
                dienstverband_id=verband.id,
                vanaf=date(2026, 1, 1),
                schaal=8,
                maandsalaris_centen=300_000,
                bron="proef",
                vastgelegd_op=datetime(2026, 1, 1, tzinfo=UTC),
            )
            for verband in s.scalars(select(Dienstverband)).all()
        )


def test_een_voorgesteld_cijfer_laat_zien_wat_het_kost(web: Web) -> None:
    from core.regulations.parameterbeheer.services import stel_voor
    from tests.core.ledger.proef import TARIEF

    nummer = stel_voor(
        web.context("hr-ander"),
        sleutel=TARIEF,
        waarde="12.00",
        vanaf=date(2026, 8, 1),
        bron="Proefbesluit",
        reden="nieuw tarief",
        soort="wijziging",
    )
    hr = web.client("hr")
    assert f"/voorbeeld/?voorstel={nummer}" in hr.get("/parameters/voorstellen").text
    antwoord = stuur(
        hr, "/voorbeeld/", manier="voorstel", eenheid=EENHEID, periode="2026-08", voorstel=nummer, stap="toon"
    )
    pagina = tekst(antwoord.text)
    # Five people with three hours: from 11 to 12 euro an hour.
    assert "Deze wijziging is samen + € 15,00 voor 5 medewerkers." in pagina.replace("+€", "+ €")
    assert "Er is niets opgeslagen en niets geboekt." in pagina
    csv = stuur(hr, "/voorbeeld/", manier="voorstel", eenheid=EENHEID, periode="2026-08", voorstel=nummer, stap="csv")
    assert csv.mimetype == "text/csv"
    assert csv.text.splitlines()[-1].startswith("TOTAAL;;;;;;15,00;")


def test_een_verhoging_wordt_een_bestand_dat_is_in_te_lezen(web: Web) -> None:
    met_salaris(web)
    hr = web.client("hr")
    velden = {"manier": "procent", "eenheid": EENHEID, "periode": "2026-08", "procent": "2,5", "vanaf": "1-8-2026"}
    bestand = stuur(hr, "/voorbeeld/", **velden, bron="CAO (proef)", stap="importbestand")
    regels = bestand.text.splitlines()
    assert regels[0] == ";".join(KOLOMMEN)
    assert regels[1] == f"000001;{EENHEID};2026-08-01;8;;3075,00;CAO (proef)"
    assert importeer(web.context("hr"), "inschalingen", bestand.data).nieuw == 6
    pagina = stuur(hr, "/voorbeeld/", **velden, bron="CAO (proef)", stap="toon")
    assert "Voor niemand verandert er een bedrag." in tekst(pagina.text)


def test_een_voorbeeld_zegt_bij_het_veld_wat_er_mis_is(web: Web) -> None:
    met_salaris(web)
    hr = web.client("hr")
    basis = {"eenheid": EENHEID, "periode": "2026-08", "stap": "toon"}
    for velden, zin in (
        ({"manier": ""}, "Kies waarmee je wilt rekenen."),
        ({"manier": "procent", "procent": "veel", "vanaf": "2026-08-01", "bron": "x"}, "Schrijf een getal, als 3,5."),
        ({"manier": "procent", "procent": "nan", "vanaf": "2026-08-01", "bron": "x"}, "Schrijf een getal, als 3,5."),
        ({"manier": "procent", "procent": "2", "vanaf": "", "bron": "x"}, "Vul een datum in."),
        ({"manier": "procent", "procent": "2", "vanaf": "2026-08-01", "schaal": "x", "bron": "x"}, "Kies een schaal"),
        ({"manier": "bestand"}, "Kies een bestand."),
        ({"manier": "voorstel"}, "Kies een voorstel."),
    ):
        antwoord = stuur(hr, "/voorbeeld/", **basis, **velden)
        assert antwoord.status_code == 422
        assert zin in tekst(antwoord.text)
    slecht = stuur(
        hr, "/voorbeeld/", **basis, manier="bestand", bestand=(io.BytesIO(b"personeelsnummer\r\n1\r\n"), "s.csv")
    )
    assert slecht.status_code == 422
    assert "Er is niets berekend." in tekst(slecht.text)


def test_een_concept_is_in_te_trekken_met_een_reden(web: Web) -> None:
    hr = web.client("hr")
    adres = f"/runs/{web.run}"
    stuur(hr, f"{adres}/trekin", adres, intrekreden="Te vroeg begonnen")
    pagina = tekst(hr.get(adres).text)
    assert "Deze run is ingetrokken: er is niets geboekt." in pagina
    assert "Account hr trok deze run in: Te vroeg begonnen" in pagina
    assert "Gecontroleerd" not in [knop.strip() for knop in pagina.split("Vier ogen")[0].splitlines()]
    assert stuur(hr, "/runs/", eenheid=EENHEID, periode="2026-08").status_code == 303
    with web.database.lezen() as s:
        runs = s.scalars(select(Run).where(Run.periode == "2026-08").order_by(Run.volgnummer)).all()
        assert [run.status for run in runs] == [Runstatus.INGETROKKEN, Runstatus.CONCEPT]
        assert runs[1].aantal == 5


def test_wat_is_betaald_staat_naast_wat_is_geexporteerd(web: Web) -> None:
    hr, ander = web.client("hr"), web.client("hr-ander")
    with web.database.lezen() as s:
        juli = s.scalars(select(Run.id).where(Run.periode == "2026-07")).one()
        boekingen = s.scalars(select(Boeking.id).where(Boeking.run_id == juli).order_by(Boeking.id)).all()
    stuur(hr, f"/runs/{juli}/exporteer", f"/runs/{juli}")
    assert "Van 1 maand is nog niets teruggekomen." in tekst(hr.get("/uitbetaling/").text)
    inhoud = (
        "personeelsnummer;looncode;maand;centen;boeking_id\r\n"
        f"000002;4711;2026-07;3300;{boekingen[0]}\r\n"
        f"000003;4711;2026-07;3000;{boekingen[1]}\r\n"
        "000004;4711;2026-07;drie;\r\n"
    )
    antwoord = stuur(hr, "/uitbetaling/", eenheid=EENHEID, bestand=(io.BytesIO(inhoud.encode()), "terug.csv"))
    assert antwoord.status_code == 422
    pagina = tekst(antwoord.text)
    assert "1 regel is geweigerd." in pagina
    assert "2 nieuw" in pagina
    assert "In juli 2026 is 4 keer iets anders betaald" in tekst(hr.get("/runs/taken").text)
    maand = f"/uitbetaling/{EENHEID}/2026-07"
    pagina = tekst(hr.get(maand).text)
    assert "4 regels vragen aandacht." in pagina
    assert "anders betaald" in pagina
    assert pagina.index("anders betaald") < pagina.index(" betaald ", pagina.index("Stand")) + 10_000
    stuur(
        ander,
        f"{maand}/verklaar",
        maand,
        personeelsnummer="000003",
        looncode="4711",
        boeking=boekingen[1],
        reden="Voorschot in juni.",
    )
    assert "Voorschot in juni." in tekst(hr.get(maand).text)
    assert "3 regels vragen aandacht." in tekst(hr.get(maand).text)
    leeg = stuur(hr, "/uitbetaling/", eenheid=EENHEID)
    assert "Kies een bestand." in tekst(leeg.text)


def test_wie_een_wachtwoord_van_de_beheerder_heeft_kiest_eerst_een_eigen(web: Web) -> None:
    beheerder = web.client("beheerder")
    getoond = stuur(beheerder, "/beheer/accounts/hr/wachtwoord", "/beheer/accounts/hr").text
    from core.people.accounts import zet_wachtwoord

    zet_wachtwoord(web.context("beheerder"), web.accounts["hr"], "een tijdelijk wachtwoord")
    assert getoond
    browser = web.client()
    stuur(browser, "/inloggen", accountnaam="hr", wachtwoord="een tijdelijk wachtwoord")
    for adres in ("/", "/runs/", "/mijn/inzage"):
        antwoord = browser.get(adres)
        assert (antwoord.status_code, antwoord.location) == (303, "/account/")
    assert "De beheerder koos je wachtwoord." in tekst(browser.get("/account/").text)
    nieuw = {
        "oud": "een tijdelijk wachtwoord",
        "nieuw": "een tijdelijk wachtwoord",
        "herhaald": "een tijdelijk wachtwoord",
    }
    assert "kies een ander" in tekst(stuur(browser, "/account/wachtwoord", "/account/", **nieuw).text)
    nieuw |= {"nieuw": WACHTWOORD, "herhaald": WACHTWOORD}
    stuur(browser, "/account/wachtwoord", "/account/", **nieuw)
    assert browser.get("/runs/").status_code == 200
    assert "De beheerder koos je wachtwoord." not in tekst(browser.get("/account/").text)


def test_een_medewerker_maakt_bezwaar_en_leest_het_antwoord(web: Web) -> None:
    adres = f"/boekingen/{web.boeking}"
    zelf, hr = web.client("medewerker"), web.client("hr")
    assert "Schrijf op wat er niet klopt." in tekst(stuur(zelf, f"{adres}/bezwaar", adres).text)
    stuur(zelf, f"{adres}/bezwaar", adres, bezwaar="Ik werkte langer.")
    assert "Hierop is nog geen antwoord." in tekst(zelf.get(adres).text)
    assert "Iemand maakt bezwaar tegen een bedrag over juli 2026" in tekst(hr.get("/runs/taken").text)
    stuur(hr, f"{adres}/antwoord", adres, antwoord="Dat klopt niet: je rooster zegt drie uur.")
    pagina = tekst(zelf.get(adres).text)
    assert "Dat klopt niet: je rooster zegt drie uur." in pagina
    assert "Antwoord van" in pagina
    assert "Ik werkte langer." not in tekst(web.client("auditor").get(adres).text)
    assert f"boeking {web.boeking}" in tekst(zelf.get("/berichten/").text)


def test_bewaartermijnen_zeggen_wat_nog_niet_is_besloten(web: Web) -> None:
    pagina = tekst(web.client("beheerder").get("/bewaren/?op=2030-01-01").text)
    assert "Op 1 januari 2030 is niets over zijn termijn." in pagina
    assert "nog niet besloten" in pagina
    assert web.client("hr").get("/bewaren/?op=onzin").status_code == 200
    weigering = stuur(web.client("hr"), "/bewaren/core_bericht/stelvoor", "/")
    assert weigering.status_code == 303
    assert "nog geen bewaartermijn besloten" in tekst(web.client("hr").get("/bewaren/").text)

# SPDX-License-Identifier: EUPL-1.2
"""OM 4: what the driver, HR and the werkgever read and do."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from plugins.om.autoregeling.bijdrage.services import afrekeningen
from tests.plugins.om.bijdrage.boekhouding import ANNA, HANS, HILDA, begin, op, run
from tests.plugins.om.wereld import Wereld, tekst_van, tel_vragen

EIGEN = "/om/bijdrage/"


def test_de_berijder_van_schatting_tot_verrekening(omsite: Wereld) -> None:
    begin(omsite, None)
    anna, hr = omsite.browser(ANNA), omsite.browser(HANS)
    assert "Schat hoeveel kilometer je in 2022 privé rijdt" in anna.zie(EIGEN)
    fout = anna.post(f"{EIGEN}schatting", jaar="2022", kilometers="veel")
    assert fout.status_code == 422
    assert "Vul een heel getal in." in tekst_van(fout.text)
    anna.post(f"{EIGEN}schatting", jaar="2022", kilometers="6000")
    run(omsite, "2022-01")
    omsite.rit(ANNA, date(2022, 1, 2), 321)
    tekst = anna.zie(EIGEN)
    assert "reed je tot nu toe 321 km privé" in tekst
    assert "Je voorschot rust hierop vanaf februari 2022" in tekst
    assert "Zoals het nu staat krijg je in januari € 39,38 terug." in tekst
    # What a running year comes to on two days would tell HR how far she drove in between.
    assert "70,62" in tekst
    open_jaar = hr.zie("/om/bijdrage/afrekening?jaar=2022")
    assert "110,00" in open_jaar
    assert "70,62" not in open_jaar
    assert "39,38" not in open_jaar
    fout = anna.post(f"{EIGEN}verklaring", kenmerk="", ontvangen_op="2022-01-03")
    assert "kenmerk van de brief" in tekst_van(fout.text)
    anna.client.post(
        f"{EIGEN}verklaring",
        data={
            "csrf_token": anna.csrf,
            "kenmerk": "BD-77",
            "ontvangen_op": "2022-01-03",
            "document": (BytesIO(b"%PDF-1"), "brief.pdf"),
        },
    )
    lijst = hr.zie("/om/bijdrage/verklaringen")
    assert "1 Verklaring wacht op jou." in lijst
    hr.post("/om/bijdrage/verklaringen/1", besluit="goed")
    assert hr.get("/om/bijdrage/verklaring/1/document").data == b"%PDF-1"
    assert "bevestigd" in anna.zie(EIGEN)
    anna.post(f"{EIGEN}verklaring/1/intrekken", per="2022-01-03")
    op(omsite, date(2023, 1, 9))
    anna, hr = omsite.browser(ANNA), omsite.browser(HANS)
    assert "is nog niet begonnen" in hr.zie("/om/bijdrage/afrekening?jaar=2022")
    hr.post("/om/bijdrage/afrekening/2022/beginnen")
    hr.post("/om/bijdrage/afrekening/2022/rekenen")
    run(omsite, "2023-01")
    assert "2022 sluit: alles wat is geboekt" in hr.zie("/om/bijdrage/afrekening?jaar=2022")
    tekst = anna.zie(f"{EIGEN}?jaar=2022")
    assert "Over 2022 krijg je" in tekst
    assert "betaal je voor 321 kilometers, tegen 0,22 euro per kilometer" in tekst
    assert "Privékilometers" in anna.zie("/")


def test_de_berijder_vraagt_termijnen_en_hr_beslist(omsite: Wereld) -> None:
    begin(omsite, 0)
    omsite.rit(ANNA, date(2022, 5, 1), 2000)
    op(omsite, date(2023, 1, 9))
    afrekeningen.begin_ronde(omsite.als(HANS), 2022)
    run(omsite, "2023-01")
    anna, hr = omsite.browser(ANNA), omsite.browser(HILDA)
    assert "Over 2022 betaal je" in anna.zie(f"{EIGEN}?jaar=2022")
    anna.post(f"{EIGEN}termijnen", jaar="2022", termijnen="6", toelichting="")
    assert "1 verzoek wacht op een besluit." in hr.zie("/om/bijdrage/termijnverzoeken")
    hr.post("/om/bijdrage/termijnverzoeken/1", besluit="misschien", antwoord="x")
    hr.post("/om/bijdrage/termijnverzoeken/1", besluit="ja", antwoord="Zes maanden is goed.")
    assert "Zes maanden is goed." in anna.zie(f"{EIGEN}?jaar=2022")
    # The employer's rendering of the posting has the year and nothing finer.
    boeking = hr.zie("/boekingen/1")
    assert "Over het jaar 2022 betaalt de werknemer voor 2.000 kilometers." in boeking
    assert "betaal je voor" not in boeking
    assert "betaal je voor 2.000 kilometers" in anna.zie("/boekingen/1")


def test_de_werkgever_ziet_totalen_en_legt_afwezigheid_vast(omsite: Wereld) -> None:
    begin(omsite)
    omsite.rit(ANNA, date(2022, 5, 1), 600)
    op(omsite, date(2023, 1, 2))
    dirk = omsite.browser("Dirk Directeur")
    assert "Anna Officier 600" in dirk.zie("/om/bijdrage/jaartotalen")
    fout = dirk.post("/om/bijdrage/afwezigheid", personeelsnummer="9", grond="ziekte", begin="2023-01-02")
    assert "Dit nummer is van niemand bij het OM." in tekst_van(fout.text)
    dirk.post("/om/bijdrage/afwezigheid", personeelsnummer="200001", grond="ziekte", begin="2023-01-02")
    assert "ziekte" in dirk.zie("/om/bijdrage/afwezigheid")
    assert "Anna" not in omsite.browser("Lea Directeur").zie("/om/bijdrage/afwezigheid")


@pytest.mark.parametrize(
    ("naam", "dicht"),
    [
        ("Wim Wagenpark", ("afrekening", "verklaringen", "jaartotalen", "afwezigheid", "termijnverzoeken")),
        ("Dirk Directeur", ("afrekening", "verklaringen", "termijnverzoeken")),
        (HANS, ("jaartotalen", "afwezigheid")),
        ("Noor Auditor", ("verklaringen", "jaartotalen", "afwezigheid", "termijnverzoeken")),
    ],
)
def test_wie_wat_niet_mag_zien(omsite: Wereld, naam: str, dicht: tuple[str, ...]) -> None:
    browser = omsite.browser(naam)
    for pad in ("afrekening", "verklaringen", "jaartotalen", "afwezigheid", "termijnverzoeken"):
        assert browser.get(f"/om/bijdrage/{pad}").status_code == (403 if pad in dicht else 200), pad


def test_de_afrekening_vraagt_niet_meer_bij_meer_berijders(omsite: Wereld) -> None:
    begin(omsite)
    hr = omsite.browser(HANS)
    hr.zie("/om/bijdrage/afrekening?jaar=2022")
    aantallen = []
    for nr, naam in enumerate(("Bram Officier", "Clara Officier", "Leo Leider")):
        with tel_vragen(omsite.database) as aantal:
            hr.zie("/om/bijdrage/afrekening?jaar=2022")
        aantallen.append(aantal())
        omsite.auto(f"XX{nr}")
        omsite.gebruik(naam, f"XX{nr}")
    assert len(set(aantallen)) == 1, aantallen

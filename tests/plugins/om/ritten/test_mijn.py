# SPDX-License-Identifier: EUPL-1.2
"""What a driver does: decide and correct classes, keep an address book and a register; and the pages of managers."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.ledger.models import Boekingsmerk
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import keur_goed, stel_voor
from core.rules.invoer import Geweigerd
from core.storage.sealed import SleutelBlijftDicht, maak_sleutelpaar, open_sleutel
from plugins.om.autoregeling.models import Rit, Ritklasse, Ritregistratie
from plugins.om.autoregeling.ritten.bestand import schrijf
from plugins.om.autoregeling.ritten.indeling import INDELING
from plugins.om.autoregeling.ritten.jobs import JOBS
from plugins.om.autoregeling.ritten.models import Adressoort, Ritadres, Ritcorrectie, Ritplaats, Ritregister
from plugins.om.autoregeling.ritten.services import adresboek, mijn, register
from plugins.om.autoregeling.ritten.services.herindelen import deel_opnieuw_in
from plugins.om.autoregeling.ritten.services.kilometers import jaarsommen
from plugins.om.autoregeling.ritten.services.opening import open_eigen
from plugins.om.autoregeling.ritten.services.register import Handrit
from plugins.om.autoregeling.ritten.verzegeling import adreshash, normaal, ontzegel, verzegel
from tests.plugins.om.ritten.bestanden import (
    ELDERS,
    GEHEIM,
    GEMAAKT,
    HUIS,
    KLANT,
    WACHTWOORD,
    WERK,
    geef_sleutel,
    lees,
    met_auto,
    regel,
    rit_op,
    ritten,
)
from tests.plugins.om.wereld import Wereld, tekst_van

ANNA = "Anna Officier"
ALLEEN_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
JANUARI = datetime(2024, 1, 3, 9, tzinfo=UTC)


def met_ritten(om: Wereld) -> Wereld:
    met_auto(om)
    lees(
        om,
        [
            regel(om, "2023-01-10", 8, 1_000, 100, HUIS, KLANT, "z"),
            regel(om, "2023-01-11", 8, 1_100, 200, KLANT, ELDERS),
            regel(om, "2023-02-01", 8, 1_300, 55, ELDERS, HUIS, "p"),
        ],
    )
    return om


def test_de_berijder_beslist_met_een_reden_en_het_bestand_verandert_dat_niet(om: Wereld) -> None:
    met_ritten(om)
    anna = om.als(ANNA)
    [open_] = mijn.open_ritten(anna)
    assert (open_.tienden, open_.klasse_bestand) == (200, None)
    for klasse, reden, match in (
        (Ritklasse.P, " ", "schrijf waarom"),
        (Ritklasse.P, "x" * 501, "ten hoogste"),
        (Ritklasse.O, "weet niet", "kies zakelijk"),
    ):
        with pytest.raises(Geweigerd, match=match):
            mijn.beoordeel(anna, open_.id, klasse, reden)
    nieuw = mijn.beoordeel(anna, open_.id, Ritklasse.P, "naar het strand na het werk")
    assert mijn.rit(anna, nieuw).reden == "naar het strand na het werk"
    with pytest.raises(Geweigerd, match="nieuwere versie"):
        mijn.beoordeel(anna, open_.id, Ritklasse.Z, "toch")
    with pytest.raises(Geweigerd, match="al"):
        mijn.beoordeel(anna, nieuw, Ritklasse.P, "nog eens")
    assert lees(om, [regel(om, "2023-01-11", 8, 1_100, 200, KLANT, ELDERS)]).gelijk == 1
    assert [klasse for *_, klasse in ritten(om)] == ["z", "p", "p"]
    assert mijn.open_ritten(anna) == ()


def test_een_zakelijke_rit_die_privé_blijkt_verliest_zijn_adressen(om: Wereld) -> None:
    met_ritten(om)
    mijn.beoordeel(om.als(ANNA), rit_op(om, 1_000), Ritklasse.P, "het was een verjaardag")
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Ritplaats)) == 0
        correctie = s.scalars(select(Ritcorrectie)).one()
        assert (correctie.was, correctie.klasse) == (Ritklasse.Z, Ritklasse.P)


@ALLEEN_SQLITE
def test_niemand_anders_beslist_over_een_rit(om: Wereld) -> None:
    met_ritten(om)
    nummer = rit_op(om, 1_100)
    for naam in ("Bram Officier", "Dirk Directeur", "Wim Wagenpark", "Hans Personeel", "Noor Auditor"):
        with pytest.raises(GeenToegang):
            mijn.beoordeel(om.als(naam), nummer, Ritklasse.P, "zo is het")
        with pytest.raises(GeenToegang):
            mijn.rit(om.als(naam), nummer)
        if naam != "Noor Auditor":
            assert mijn.maandbeeld(om.als(naam), 2023, 1).ritten == ()


@ALLEEN_SQLITE
def test_na_de_sluitdag_verandert_een_klasse_niet_meer(om: Wereld) -> None:
    met_ritten(om)
    nummer = stel_voor(
        om.als("Hans Personeel"),
        sleutel=mijn.SLUITDAG,
        waarde="12",
        vanaf=date(2023, 1, 1),
        bron="besluit",
        reden="voor de afrekening",
        soort="wijziging",
    )
    keur_goed(om.als("Hilda Personeel"), nummer)
    rit = rit_op(om, 1_100)
    with pytest.raises(Geweigerd, match="12-01-2024"):
        mijn.beoordeel(om.als(ANNA, datetime(2024, 1, 13, 9, tzinfo=UTC)), rit, Ritklasse.P, "te laat")
    mijn.beoordeel(om.als(ANNA, datetime(2024, 1, 12, 9, tzinfo=UTC)), rit, Ritklasse.P, "net op tijd")
    with om.database.lezen() as s:
        assert s.execute(select(Boekingsmerk.periode, Boekingsmerk.medewerker_id)).all() == [
            ("2024-01", om.mensen[ANNA])
        ]


def test_twee_klikken_maken_een_versie(om: Wereld) -> None:
    met_ritten(om)
    nummer, hek = rit_op(om, 1_100), Barrier(2)
    uitkomsten: list[object] = []

    def klik(klasse: Ritklasse) -> None:
        ctx = om.als(ANNA)
        hek.wait()
        try:
            uitkomsten.append(mijn.beoordeel(ctx, nummer, klasse, "zo was het"))
        except Geweigerd as fout:
            uitkomsten.append(fout)

    draden = [Thread(target=klik, args=(klasse,)) for klasse in (Ritklasse.P, Ritklasse.Z)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(isinstance(uitkomst, int) for uitkomst in uitkomsten) == [False, True]
    assert len(ritten(om)) == 3
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Rit).where(Rit.stand_begin == 1_100)) == 2


@ALLEEN_SQLITE
def test_jaarsommen_tellen_tienden_en_geen_poolauto(om: Wereld) -> None:
    met_ritten(om)
    with om.database.lezen() as s:
        som = jaarsommen(s, [om.mensen[ANNA]], 2023)[om.mensen[ANNA]]
    assert (som.van(Ritklasse.Z), som.van(Ritklasse.P), som.van(Ritklasse.O), som.open_aantal) == (100, 55, 200, 1)


def test_het_adresboek_houdt_een_huis_tegelijk_en_verzegelt_het(om: Wereld) -> None:
    geef_sleutel(om, ANNA)
    anna = om.als(ANNA)
    huis = adresboek.voeg_toe(anna, GEHEIM, Adressoort.WOONADRES, HUIS, date(2023, 1, 1), date(2023, 6, 30))
    with pytest.raises(Geweigerd, match="al een woonadres"):
        adresboek.voeg_toe(anna, GEHEIM, Adressoort.WOONADRES, ELDERS, date(2023, 6, 30))
    with pytest.raises(Geweigerd, match="staat al in je adresboek"):
        adresboek.voeg_toe(anna, GEHEIM, Adressoort.ZAKELIJK, "kerkstraat 12 1234ab", date(2023, 2, 1))
    with pytest.raises(Geweigerd, match="vul het adres in"):
        adresboek.voeg_toe(anna, GEHEIM, Adressoort.ZAKELIJK, " - ", date(2023, 2, 1))
    adresboek.voeg_toe(anna, GEHEIM, Adressoort.WOONADRES, ELDERS, date(2023, 7, 1))
    assert [regel_.tekst for regel_ in adresboek.eigen_adressen(anna)] == ["woonadres", "woonadres"]
    with pytest.raises(GeenToegang):
        adresboek.verwijder(om.als("Bram Officier"), huis)
    adresboek.verwijder(anna, huis)
    with om.database.lezen() as s:
        rij = s.get_one(Ritadres, huis)
        assert (rij.tekst, rij.verzegeld) == (None, None)


@ALLEEN_SQLITE
def test_een_vaste_werklocatie_telt_als_de_werkgever_haar_bevestigt(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)
    geef_sleutel(om, ANNA)
    anna = om.als(ANNA)
    adresboek.voeg_toe(anna, GEHEIM, Adressoort.WOONADRES, HUIS, date(2020, 1, 1))
    werk = adresboek.voeg_toe(anna, GEHEIM, Adressoort.VASTE_WERKLOCATIE, WERK, date(2020, 1, 1))
    lees(om, [regel(om, "2023-01-10", 8, 1_000, 100, HUIS, WERK)])
    assert ritten(om)[0][3] == "p"
    assert [een.tekst for een in adresboek.te_bevestigen(om.als("Dirk Directeur"))] == [WERK]
    assert adresboek.te_bevestigen(om.als("Lea Directeur")) == ()
    with pytest.raises(Geweigerd, match="werkgever"):
        adresboek.bevestig(om.als("Lea Directeur"), werk, akkoord=True)
    with pytest.raises(GeenToegang):
        adresboek.bevestig(anna, werk, akkoord=True)
    adresboek.bevestig(om.als("Dirk Directeur"), werk, akkoord=True)
    with pytest.raises(Geweigerd, match="al bevestigd"):
        adresboek.bevestig(om.als("Dirk Directeur"), werk, akkoord=True)
    lees(om, [regel(om, "2023-01-11", 8, 1_100, 100, HUIS, WERK)])
    assert ritten(om)[1][3] == "w"
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Taak.opgelost_op.is_(None))) == 0


def test_met_een_aangevuld_adresboek_deelt_de_berijder_open_ritten_opnieuw_in(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)
    geef_sleutel(om, ANNA)
    lees(
        om,
        [
            regel(om, "2023-01-10", 8, 1_000, 100, HUIS, KLANT, "z"),
            regel(om, "2023-01-10", 9, 1_100, 100, KLANT, ELDERS, "z"),
            regel(om, "2023-01-10", 10, 1_200, 100, ELDERS, HUIS, "z"),
        ],
    )
    assert [klasse for *_, klasse in ritten(om)] == ["o", "o", "o"]
    anna = om.als(ANNA)
    mijn.beoordeel(anna, rit_op(om, 1_200), Ritklasse.P, "terug van het strand")
    adresboek.voeg_toe(anna, GEHEIM, Adressoort.WOONADRES, HUIS, date(2020, 1, 1))
    adresboek.voeg_toe(anna, GEHEIM, Adressoort.ZAKELIJK, KLANT, date(2020, 1, 1))
    with pytest.raises(Geweigerd, match="niet je wachtwoord"):
        open_eigen(anna, "mis", GEHEIM, "192.0.2.1")
    sleutel = open_eigen(anna, WACHTWOORD, GEHEIM, "192.0.2.1")
    assert deel_opnieuw_in(anna, sleutel, GEHEIM) == 1
    assert [klasse for *_, klasse in ritten(om)] == ["z", "o", "p"]
    with om.database.lezen() as s:
        plaats = s.scalars(select(Ritplaats)).one()
        assert (plaats.van, plaats.naar) == ("woonadres", KLANT)
    assert deel_opnieuw_in(anna, sleutel, GEHEIM) == 0
    with pytest.raises(GeenToegang):
        deel_opnieuw_in(om.als("Bram Officier"), sleutel, GEHEIM)
    # The file says what it said: it finds the trip as it is now.
    assert lees(om, [regel(om, "2023-01-10", 8, 1_000, 100, HUIS, KLANT, "z")]).gelijk == 1


def handauto(om: Wereld, *, niet_herleidbaar: bool = False) -> int:
    auto = om.auto(ritregistratie=Ritregistratie.HANDMATIG, niet_herleidbaar=niet_herleidbaar)
    om.gebruik(ANNA)
    geef_sleutel(om, ANNA)
    return auto


def handrit(auto: int, uur: int, stand: int, tot: int, klasse: Ritklasse = Ritklasse.Z) -> Handrit:
    return Handrit(
        auto,
        datetime(2023, 3, 1, uur, tzinfo=UTC),
        datetime(2023, 3, 1, uur, 30, tzinfo=UTC),
        stand,
        tot,
        klasse,
        HUIS,
        KLANT,
    )


def test_r73_het_register_met_de_hand(om: Wereld) -> None:
    auto = handauto(om)
    anna = om.als(ANNA)
    register.schrijf_bij(anna, handrit(auto, 8, 1_000, 1_100))
    for fout in (handrit(auto, 8, 1_100, 1_200), handrit(auto, 9, 1_050, 1_150), handrit(auto, 7, 1_100, 1_200)):
        with pytest.raises(Geweigerd, match="valt samen"):
            register.schrijf_bij(anna, fout)
    with pytest.raises(GeenToegang):
        register.schrijf_bij(om.als("Bram Officier"), handrit(auto, 10, 1_100, 1_200))
    register.schrijf_bij(anna, handrit(auto, 12, 1_100, 1_200, Ritklasse.P))
    with pytest.raises(Geweigerd, match="vanaf 1 januari 2024"):
        register.lever_in(anna, auto, 2023)
    vragen, te_laat = JOBS
    nieuwjaar = om.als(ANNA, datetime(2024, 1, 1, 9, tzinfo=UTC))
    sleutels = vragen.werk(nieuwjaar, date(2024, 1, 1))
    assert len(sleutels) == 1
    for _ in range(2):
        vragen.doe(nieuwjaar, date(2024, 1, 1), sleutels[0])
    zes = om.als(ANNA, datetime(2024, 1, 6, 9, tzinfo=UTC))
    te_laat.doe(zes, date(2024, 1, 6), sleutels[0])
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Bericht.soort == register.BERICHT_REGISTER)) == 1
        assert s.scalar(select(func.count()).where(Taak.opgelost_op.is_(None))) == 1
    assert [(een.ingeleverd_op, een.te_laat) for een in register.stand(om.als("Wim Wagenpark"), 2023)] == [
        (None, False)
    ]
    assert register.lever_in(zes, auto, 2023) is True
    with pytest.raises(Geweigerd, match="al ingeleverd"):
        register.lever_in(zes, auto, 2023)
    with pytest.raises(Geweigerd, match="al ingeleverd"):
        register.schrijf_bij(zes, handrit(auto, 15, 1_200, 1_300))
    with om.database.lezen() as s:
        rij = s.scalars(select(Ritregister)).one()
        assert (rij.te_laat, rij.ritten) == (True, 2)
        assert s.scalar(select(func.count()).where(Taak.opgelost_op.is_(None))) == 0
    assert vragen.werk(zes, date(2024, 1, 6)) == []
    with pytest.raises(GeenToegang):
        register.stand(om.als("Dirk Directeur"), 2023)


@ALLEEN_SQLITE
def test_op_vijf_januari_is_het_register_op_tijd(om: Wereld) -> None:
    auto = handauto(om)
    assert register.lever_in(om.als(ANNA, datetime(2024, 1, 5, 22, tzinfo=UTC)), auto, 2023) is False


@ALLEEN_SQLITE
def test_een_gewone_auto_heeft_geen_register(om: Wereld) -> None:
    met_auto(om)
    with pytest.raises(Geweigerd, match="registratiesysteem"):
        register.schrijf_bij(om.als(ANNA), handrit(om.voertuigen["AB12CD"], 8, 1_000, 1_100))


def test_verzegeld_gaat_open_met_de_eigen_sleutel_en_met_geen_andere() -> None:
    openbaar, prive = maak_sleutelpaar("wachtwoord een")
    _, ander = maak_sleutelpaar("wachtwoord twee")
    blok = verzegel(openbaar, b"Kerkstraat 12" * 50)
    assert b"Kerkstraat" not in blok
    assert ontzegel(open_sleutel(prive, "wachtwoord een"), blok) == b"Kerkstraat 12" * 50
    with pytest.raises(SleutelBlijftDicht):
        ontzegel(open_sleutel(ander, "wachtwoord twee"), blok)
    with pytest.raises(SleutelBlijftDicht):
        ontzegel(open_sleutel(prive, "wachtwoord een"), blok[:-1] + bytes([blok[-1] ^ 1]))
    with pytest.raises(SleutelBlijftDicht):
        ontzegel(open_sleutel(prive, "wachtwoord een"), b"")


@pytest.mark.parametrize(
    ("een", "ander", "gelijk"),
    [
        (HUIS, "KERKSTRAAT 12 1234AB", True),
        (HUIS, "Kerkstraat 12a, 1234 AB Ons Dorp", False),
        (HUIS, "Kerkstraat 21, 1234 AB Ons Dorp", False),
        ("Café België, Brink", "cafe belgie - brink", True),
        ("1e Dorpsweg 3, 1234 AB X", "1e dorpsweg 3 1234ab", True),
    ],
)
def test_een_adres_is_gelijk_hoe_het_ook_is_geschreven(een: str, ander: str, *, gelijk: bool) -> None:
    assert (normaal(een) == normaal(ander)) is gelijk
    assert (adreshash(GEHEIM, 1, een) == adreshash(GEHEIM, 1, ander)) is gelijk
    assert adreshash(GEHEIM, 1, een) != adreshash(GEHEIM, 2, een)
    assert adreshash(GEHEIM, 1, een) != adreshash("y" * 40, 1, een)


def test_de_tabel_van_klassen_volgt_de_regel_en_verandert_niets_stil() -> None:
    assert INDELING["woonadres", "vaste_werklocatie", "", False] == "w"
    assert INDELING["woonadres", "vaste_werklocatie", "w", True] == "o"
    assert INDELING["woonadres", "zakelijk", "p", False] == "o"
    assert {klasse for (van, naar, _, _), klasse in INDELING.items() if "" in (van, naar)} == {"o"}


def test_bladzijden_van_de_berijder(omsite: Wereld) -> None:
    met_ritten(omsite)
    anna = omsite.browser(ANNA)
    assert "1 rit wacht op jouw keuze" in anna.zie("/")
    pagina = anna.zie("/om/ritten/?maand=2023-02")
    assert "In februari 2023 reed je 5,5 km privé, 0,0 km zakelijk en 0,0 km woon-werk." in pagina
    assert "Samen 20,0 km." in anna.zie("/om/ritten/beoordelen")
    assert anna.post("/om/ritten/beoordelen", wachtwoord="mis").status_code == 422
    assert anna.post("/om/ritten/beoordelen", wachtwoord=WACHTWOORD).status_code == 303
    assert "0 ritten zijn ingedeeld." in anna.zie("/om/ritten/beoordelen")
    adres = f"/om/ritten/rit/{rit_op(omsite, 1_100)}"
    assert "nog niet ingedeeld" in anna.zie(adres)
    for velden, fout in (
        ({"reden": "x"}, "Kies zakelijk, woon-werk of privé."),
        ({"klasse": "p"}, "Schrijf waarom"),
    ):
        antwoord = anna.post(adres, **velden)
        assert (antwoord.status_code, fout in tekst_van(antwoord.text)) == (422, True)
    assert anna.post(adres, klasse="p", reden="strand").status_code == 303
    assert "Er wacht geen rit op jouw keuze." in anna.zie("/om/ritten/beoordelen")
    assert "Er staan 3 adressen in je adresboek." in anna.zie("/om/ritten/adresboek")
    plein = {"csrf_token": anna.csrf, "soort": "zakelijk", "adres": "Plein 1, 2511 CR Den Haag", "van": "2023-01-01"}
    antwoord = anna.client.post("/om/ritten/adresboek", data=plein | {"van": ""})
    assert antwoord.status_code == 422
    anna.client.post("/om/ritten/adresboek", data=plein)
    assert "Plein 1, 2511 CR Den Haag" in anna.zie("/om/ritten/adresboek")
    anna.post("/om/ritten/adresboek/4/weg")
    assert "Plein 1" not in anna.zie("/om/ritten/adresboek")
    omsite.browser("Dirk Directeur").zie("/om/ritten/beheer?doel=fiscaal&jaar=2023")
    assert "Dirk Directeur (werkgever)" in anna.zie("/om/ritten/toestemming")
    velden = {"omvang": "woonwerk", "kijker": "werkgever", "van": "2023-03-15", "tot_en_met": "2023-03-31"}
    anna.post("/om/ritten/toestemming", **velden)
    assert "geldt" in anna.zie("/om/ritten/toestemming")
    anna.post("/om/ritten/toestemming/1/intrekken")
    assert "ingetrokken" in anna.zie("/om/ritten/toestemming")
    assert anna.post("/om/ritten/toestemming", omvang="alles").status_code == 422
    assert anna.get("/om/ritten/beheer").status_code == 403
    assert anna.get("/om/ritten/bestanden").status_code == 403


def test_bladzijden_van_beheer_en_werkgever(omsite: Wereld) -> None:
    met_ritten(omsite)
    dirk, wim = omsite.browser("Dirk Directeur"), omsite.browser("Wim Wagenpark")
    assert "Zeg eerst waarvoor je ritten bekijkt." in dirk.zie("/om/ritten/beheer")
    # Nothing is shown, and nothing recorded, before the reader said why.
    assert dirk.get(f"/om/ritten/beheer/berijder/{omsite.mensen[ANNA]}").status_code == 303
    assert "Niemand heeft naar jouw ritten gekeken." in omsite.browser(ANNA).zie("/om/ritten/toestemming")
    lijst = dirk.zie("/om/ritten/beheer?doel=fiscaal&jaar=2023")
    assert "Anna Officier 10,0 km vanaf januari 1 20,0 km" in lijst
    berijder = dirk.zie(f"/om/ritten/beheer/berijder/{omsite.mensen[ANNA]}?doel=fiscaal&jaar=2023")
    assert f"woonadres {KLANT}" in berijder
    assert "wacht op je bevestiging" in dirk.zie("/om/ritten/werklocaties") or "wacht geen vaste" in dirk.zie(
        "/om/ritten/werklocaties"
    )
    assert wim.get("/om/ritten/werklocaties").status_code == 403
    assert "Er wachten geen ritten." in wim.zie("/om/ritten/bestanden")
    assert wim.post("/om/ritten/bestanden").status_code == 422
    gat = schrijf([regel(omsite, "2023-02-03", 8, 9_000, 10)], GEMAAKT)
    antwoord = wim.client.post(
        "/om/ritten/bestanden",
        data={"csrf_token": wim.csrf, "bestand": (io.BytesIO(gat), "ritten.csv")},
        content_type="multipart/form-data",
    )
    tekst = tekst_van(antwoord.text)
    assert "Van 1 auto wachten ritten." in tekst
    assert "regel 2, stand_begin: tussen deze rit en de vorige ontbreken kilometers" in tekst
    assert "1 rit van AB12CD telt nog niet mee." in omsite.browser(ANNA).zie("/om/ritten/")
    wim.post("/om/ritten/bestanden/wacht/1", keuze="aanvaard", reden="garage")
    assert "Er wachten geen ritten." in wim.zie("/om/ritten/bestanden")
    stuk = wim.client.post(
        "/om/ritten/bestanden",
        data={"csrf_token": wim.csrf, "bestand": (io.BytesIO(gat[:-10]), "ritten.csv")},
        content_type="multipart/form-data",
    )
    assert stuk.status_code == 422
    assert "ontbreekt geen registratie" in wim.zie("/om/ritten/registers?jaar=2023")


def test_bladzijde_van_het_register(omsite: Wereld) -> None:
    auto = handauto(omsite)
    anna = omsite.browser(ANNA)
    velden = {
        "voertuig": str(auto),
        "begin": "2023-03-01T08:00",
        "einde": "2023-03-01T09:00",
        "stand_begin": "100",
        "stand_eind": "120,5",
        "klasse": "p",
        "adres_van": HUIS,
        "adres_naar": ELDERS,
    }
    for veld, waarde in (("begin", "gisteren"), ("stand_begin", "veel"), ("klasse", ""), ("voertuig", "")):
        assert anna.post("/om/ritten/register", **(velden | {veld: waarde})).status_code == 422
    assert anna.post("/om/ritten/register", **velden).status_code == 303
    assert "20,5 km" in anna.zie("/om/ritten/?maand=2023-03")
    omsite.nu = JANUARI
    anna = omsite.browser(ANNA)
    anna.post(f"/om/ritten/register/{auto}/2023/inleveren")
    assert "ingeleverd" in anna.zie("/om/ritten/register")

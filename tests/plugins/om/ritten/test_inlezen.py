# SPDX-License-Identifier: EUPL-1.2
"""The trip file: what is refused whole, what holds back a car, and that every order of files gives the same trips."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from types import MappingProxyType

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from core.berichten.models import Bericht
from core.ledger.models import Boekingsmerk
from core.people.models import Account
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from plugins.om.autoregeling.models import Rit, Ritklasse, Ritregistratie, Voertuiggroep
from plugins.om.autoregeling.ritten.bestand import KOP, keur, schrijf
from plugins.om.autoregeling.ritten.models import (
    Aanhouding,
    Ritadressen,
    Ritcorrectie,
    Ritgat,
    Ritimport,
    Ritplaats,
    Ritquarantaine,
    Ritvervallen,
    Ritwacht,
)
from plugins.om.autoregeling.ritten.opdrachten import trips
from plugins.om.autoregeling.ritten.services import inlezen, mijn, quarantaine
from plugins.om.autoregeling.ritten.services.inlezen import Ritverslag
from tests.plugins.om.ritten.bestanden import (
    ELDERS,
    GEHEIM,
    GEMAAKT,
    HUIS,
    KLANT,
    WERK,
    geef_sleutel,
    later,
    lees,
    lees_bytes,
    met_auto,
    regel,
    rit_op,
    ritten,
)
from tests.plugins.om.wereld import Wereld

ALLEEN_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""For what no database decides differently."""


def aantal(wereld: Wereld, tabel: type) -> int:
    with wereld.database.lezen() as s:
        return s.scalar(select(func.count()).select_from(tabel)) or 0


def goed(wereld: Wereld) -> list[tuple[str, ...]]:
    return [
        regel(wereld, "2023-01-10", 8, 10_000, 253, HUIS, WERK, "w"),
        regel(wereld, "2023-01-10", 12, 10_253, 601, WERK, KLANT, "z"),
        regel(wereld, "2023-01-10", 17, 10_854, 655, KLANT, HUIS),
        regel(wereld, "2023-01-11", 20, 11_509, 4, HUIS, ELDERS, "p"),
    ]


def test_een_goed_bestand_wordt_ingedeeld_en_hetzelfde_bestand_verandert_niets(om: Wereld) -> None:
    inhoud = schrijf(goed(met_auto(om)), GEMAAKT)
    verslag = lees_bytes(om, inhoud)
    assert (verslag.nieuw, verslag.gelijk, verslag.aangehouden) == (4, 0, ())
    klassen = [klasse for *_, klasse in ritten(om)]
    # 0.4 kilometres is a trip too: tenths are stored, and rounded once a year.
    assert klassen == ["w", "z", "z", "p"]
    assert ritten(om)[3] == ("2023-01-11", 11_509, 4, "p")
    tweede = lees_bytes(om, inhoud)
    assert (tweede.nieuw, tweede.vervangen, tweede.gelijk) == (0, 0, 4)
    assert (aantal(om, Rit), aantal(om, Ritadressen)) == (4, 1)


@pytest.mark.parametrize(
    ("maak_stuk", "reden"),
    [
        (lambda inhoud: inhoud[:-120], "afgekapt"),
        (lambda inhoud: inhoud[: inhoud.rindex(b"TOTAAL")], "afgekapt"),
        (lambda inhoud: inhoud.replace(b"25,3", b"26,3").replace(b"1025,3", b"1026,3"), "controlesom"),
        (lambda inhoud: inhoud.replace(b"TOTAAL;4", b"TOTAAL;5"), "noemt 5 ritten, er staan er 4"),
        (lambda inhoud: inhoud.replace(b"kenteken;", b"auto;"), "kop klopt niet"),
        (lambda inhoud: b"", "leeg"),
    ],
)
@ALLEEN_SQLITE
def test_een_bestand_dat_niet_heel_is_wordt_helemaal_geweigerd(
    om: Wereld, maak_stuk: Callable[[bytes], bytes], reden: str
) -> None:
    inhoud = maak_stuk(schrijf(goed(met_auto(om)), GEMAAKT))
    with pytest.raises(Geweigerd, match=reden):
        lees_bytes(om, inhoud)
    assert (aantal(om, Rit), aantal(om, Ritimport), aantal(om, Ritquarantaine)) == (0, 0, 0)


def test_een_regel_met_te_weinig_velden_weigert_het_bestand_halverwege(om: Wereld) -> None:
    met_auto(om)
    regels = [*goed(om), ("AB12CD", "x")]
    with pytest.raises(Geweigerd, match="regel 6 heeft 2 velden"):
        lees(om, regels)
    assert (aantal(om, Rit), aantal(om, Ritimport), aantal(om, Ritadressen)) == (0, 0, 0)
    # What was made for the import is gone as well: the next one finds a clean connection.
    assert lees(om, goed(om)).nieuw == 4


FOUTEN: tuple[tuple[int, str, str], ...] = (
    (2, "2023-13-01T08:00", "tijd"),
    # The clock went forward: this moment never was.
    (2, "2023-03-26T02:30", "tijd"),
    (3, "2023-01-09T08:00", "volgorde"),
    (4, "1000", "stand"),
    (4, "-100,0", "stand"),
    (5, "1000,0", "afstand"),
    (1, "999", "onbekende_bestuurder"),
    (8, "x", "klasse"),
    (2, "2019-12-31T08:00", "geen_gebruik"),
)


@ALLEEN_SQLITE
def test_een_fout_houdt_alle_regels_van_die_auto_tegen_en_de_andere_niet(om: Wereld) -> None:
    met_auto(om)
    for nummer in range(len(FOUTEN)):
        kenteken = f"FO{nummer:02d}UT"
        om.auto(kenteken)
        om.gebruik("Anna Officier", kenteken)
    regels = goed(om)
    for nummer, (veld, waarde, _) in enumerate(FOUTEN):
        # The good trip comes in the later year, so that of this car nothing else is wrong.
        een = list(regel(om, "2023-01-10", 8, 10_000, 253, HUIS, WERK, "w", kenteken=f"FO{nummer:02d}UT"))
        een[veld] = waarde
        if veld == 2 and waarde < "2023-01-10" and waarde[:4] == "2019":
            een[3] = "2019-12-31T09:00"
        if waarde.startswith("2023-03-26"):
            een[3] = "2023-03-26T09:00"
        regels += [tuple(een), regel(om, "2023-03-30", 9, 10_253, 10, HUIS, WERK, "w", kenteken=f"FO{nummer:02d}UT")]
    regels.append(regel(om, "2023-01-10", 8, 0, 5, kenteken="ZZ-99-ZZ"))
    verslag = lees(om, regels)
    assert verslag.nieuw == 4
    gevonden = {wacht.kenteken: wacht.regels for wacht in verslag.aangehouden}
    assert gevonden.pop("ZZ99ZZ") == ((6 + 2 * len(FOUTEN), "kenteken", "onbekend_kenteken"),)
    assert {kenteken: regels[0][2] for kenteken, regels in gevonden.items()} == {
        f"FO{nummer:02d}UT": code for nummer, (_, _, code) in enumerate(FOUTEN)
    }
    for nummer, regels_ in enumerate(gevonden.values()):
        assert regels_[0][:2] == (6 + 2 * nummer, KOP[FOUTEN[nummer][0]] if FOUTEN[nummer][2] != "volgorde" else "eind")
    assert len(quarantaine.lijst(om.als("Wim Wagenpark"))) == len(FOUTEN) + 1
    assert aantal(om, Ritwacht) == 0


def test_een_overlap_houdt_de_auto_tegen_tot_een_verbeterd_bestand(om: Wereld) -> None:
    met_auto(om)
    fout = goed(om)
    fout[2] = regel(om, "2023-01-10", 12, 10_854, 655, KLANT, HUIS)
    verslag = lees(om, fout)
    assert [(w.kenteken, w.soort, w.aantal, w.regels[0][2]) for w in verslag.aangehouden] == [
        ("AB12CD", Aanhouding.FOUT, 4, "overlap")
    ]
    assert ritten(om) == []
    assert lees(om, goed(om), later()).aangehouden == ()
    assert len(ritten(om)) == 4
    assert quarantaine.lijst(om.als("Wim Wagenpark")) == ()


def test_een_gat_wacht_op_de_ontbrekende_ritten(om: Wereld) -> None:
    alles = goed(met_auto(om))
    verslag = lees(om, [alles[0], alles[3]])
    assert [(w.soort, w.regels) for w in verslag.aangehouden] == [(Aanhouding.GAT, ((3, "stand_begin", "gat"),))]
    assert (ritten(om), aantal(om, Ritwacht)) == ([], 2)
    # Waiting is the driver's business too, without what is in it.
    [wacht] = mijn.wachtend(om.als("Anna Officier"))
    assert (wacht.kenteken, wacht.soort, wacht.aantal) == ("AB12CD", "gat", 2)
    assert lees(om, alles[1:3], later()).aangehouden == ()
    assert [stand for _, stand, _, _ in ritten(om)] == [10_000, 10_253, 10_854, 11_509]
    assert (aantal(om, Ritwacht), quarantaine.lijst(om.als("Wim Wagenpark"))) == (0, ())


def test_een_gat_kan_worden_aanvaard_en_een_fout_niet(om: Wereld) -> None:
    alles = goed(met_auto(om))
    lees(om, [alles[0], alles[3]])
    wim = om.als("Wim Wagenpark")
    [wacht] = quarantaine.lijst(wim)
    for naam in ("Anna Officier", "Loes Lokaal", "Dirk Directeur"):
        with pytest.raises(GeenToegang):
            quarantaine.aanvaard(om.als(naam), wacht.id, "onderhoud")
    with pytest.raises(Geweigerd, match="schrijf waarom"):
        quarantaine.aanvaard(wim, wacht.id, " ")
    quarantaine.aanvaard(wim, wacht.id, "in de garage gereden")
    assert [stand for _, stand, _, _ in ritten(om)] == [10_000, 11_509]
    assert aantal(om, Ritgat) == 1
    with pytest.raises(Geweigerd, match="wacht niet meer"):
        quarantaine.aanvaard(wim, wacht.id, "nog eens")
    # Reading the same again finds the gap accepted; the missing trips may still come.
    assert lees(om, [alles[0], alles[3]]).gelijk == 2
    assert lees(om, alles[1:3], later()).nieuw == 2
    lees(om, [regel(om, "2023-01-12", 8, 1, 2, kenteken="ZZ99ZZ")])
    [fout] = quarantaine.lijst(wim)
    with pytest.raises(Geweigerd, match="verbeterd bestand"):
        quarantaine.aanvaard(wim, fout.id, "toch")
    quarantaine.sluit(wim, fout.id, "niet van ons")
    assert quarantaine.lijst(wim) == ()


def test_een_later_gemaakt_bestand_verbetert_rit_voor_rit_en_wat_ontbreekt_blijft(om: Wereld) -> None:
    alles = goed(met_auto(om))
    lees(om, alles)
    verslag = lees(om, [regel(om, "2023-01-10", 17, 10_854, 655, KLANT, ELDERS)], later())
    assert (verslag.nieuw, verslag.vervangen) == (0, 1)
    assert [klasse for *_, klasse in ritten(om)] == ["w", "z", "o", "p"]
    with om.database.lezen() as s:
        # What was known before can be read back.
        oud = s.scalars(select(Rit).where(Rit.vervangen_op.is_not(None))).one()
        assert (oud.klasse, oud.vervangen_op) == (Ritklasse.Z, om.nu)
        # Its ends were the employer's to see while it was business; now they are not.
        assert s.scalar(select(func.count()).where(Ritplaats.stand_begin == 10_854)) == 0
    # The first file once more: it was made earlier, so it changes nothing.
    assert lees(om, alles).ouder == 1
    assert [klasse for *_, klasse in ritten(om)] == ["w", "z", "o", "p"]


def test_een_rit_die_vervalt_komt_niet_terug_met_een_ouder_bestand(om: Wereld) -> None:
    alles = goed(met_auto(om))
    lees(om, alles)
    verslag = lees(om, [regel(om, "2023-01-11", 20, 11_509, 4, HUIS, ELDERS, "p", opmerking="vervalt")], later())
    assert (verslag.nieuw, verslag.vervangen, verslag.vervallen) == (0, 0, 1)
    assert len(ritten(om)) == 3
    assert aantal(om, Ritvervallen) == 1
    assert lees(om, alles).ouder == 1
    assert len(ritten(om)) == 3
    assert lees(om, alles[3:], later(dagen=2)).nieuw == 1


@ALLEEN_SQLITE
def test_wat_het_bestand_en_het_adresboek_anders_zeggen_wacht_op_de_berijder(om: Wereld) -> None:
    met_auto(om)
    lees(
        om,
        [
            regel(om, "2023-01-10", 8, 10_000, 100, HUIS, WERK, "z"),
            regel(om, "2023-01-10", 9, 10_100, 100, WERK, ELDERS),
            regel(om, "2023-01-10", 10, 10_200, 100, "", "", "z"),
            regel(om, "2023-01-10", 11, 10_300, 100, HUIS, WERK, "w", opmerking="omweg via de crèche"),
            # Another way of writing the home address.
            regel(om, "2023-01-10", 12, 10_400, 100, "kerkstraat 12  1234ab", WERK, "w"),
        ],
    )
    assert [klasse for *_, klasse in ritten(om)] == ["o", "o", "o", "o", "w"]
    with om.database.lezen() as s:
        bericht = s.scalars(select(Bericht).where(Bericht.soort == "om.ritten_open")).one()
        assert (bericht.aan_medewerker_id, bericht.gegevens) == (om.mensen["Anna Officier"], {"aantal": 4})


@ALLEEN_SQLITE
def test_een_collega_rijdt_de_auto_alleen_zakelijk(om: Wereld) -> None:
    met_auto(om)
    geef_sleutel(om, "Bram Officier")
    verslag = lees(om, [regel(om, "2023-01-10", 8, 10_000, 100, ELDERS, HUIS, "p", naam="Bram Officier")])
    assert verslag.aangehouden[0].regels == ((2, "begin", "geen_gebruik"),)


@ALLEEN_SQLITE
def test_zonder_bestuurder_is_het_de_gebruiker_en_van_een_poolauto_niemand(om: Wereld) -> None:
    met_auto(om)
    om.auto("PO01OL", groep=Voertuiggroep.POOL)
    lees(
        om,
        [
            regel(om, "2023-01-10", 8, 10_000, 100, naam=""),
            regel(om, "2023-01-10", 8, 500, 100, naam="", kenteken="PO01OL"),
        ],
    )
    with om.database.lezen() as s:
        wie = {rit.stand_begin: rit.medewerker_id for rit in s.scalars(select(Rit))}
    assert wie == {10_000: om.mensen["Anna Officier"], 500: None}


@ALLEEN_SQLITE
def test_van_een_auto_die_niet_te_volgen_mag_zijn_wordt_geen_adres_bewaard(om: Wereld) -> None:
    om.auto(ritregistratie=Ritregistratie.HANDMATIG, niet_herleidbaar=True)
    om.gebruik("Anna Officier")
    geef_sleutel(om, "Anna Officier")
    lees(om, [regel(om, "2023-01-10", 8, 10_000, 100, ELDERS, KLANT, "z")])
    assert ritten(om) == [("2023-01-10", 10_000, 100, "z")]
    assert (aantal(om, Ritadressen), aantal(om, Ritplaats)) == (0, 0)


def test_een_rit_in_het_uur_dat_twee_keer_komt(om: Wereld) -> None:
    met_auto(om)
    een, twee = (
        ("2023-10-29T02:10+02:00", "2023-10-29T02:50+02:00"),
        ("2023-10-29T02:10+01:00", "2023-10-29T02:50+01:00"),
    )
    regels = [
        ("AB12CD", "", *een, "1000,0", "1010,0", HUIS, ELDERS, "p", ""),
        ("AB12CD", "", *twee, "1010,0", "1020,0", ELDERS, HUIS, "p", ""),
    ]
    verslag = lees(om, regels, datetime.fromisoformat("2023-11-01T00:00+00:00"))
    assert (verslag.nieuw, verslag.aangehouden) == (2, ())
    with om.database.lezen() as s:
        begin = s.scalars(select(Rit.begin).order_by(Rit.begin)).all()
    assert begin[1] - begin[0] == timedelta(hours=1)


@ALLEEN_SQLITE
def test_een_rit_van_vorig_jaar_merkt_de_afrekening(om: Wereld) -> None:
    met_auto(om)
    lees(om, [regel(om, "2022-12-30", 8, 9_000, 100), regel(om, "2023-01-10", 8, 9_100, 100)])
    with om.database.lezen() as s:
        merken = s.execute(select(Boekingsmerk.periode, Boekingsmerk.medewerker_id)).all()
    # Of the running year nothing is settled yet.
    assert merken == [("2023-01", om.mensen["Anna Officier"])]


@ALLEEN_SQLITE
def test_een_berijder_zonder_sleutel_houdt_ritten_zonder_adressen_tot_hij_inlogt(om: Wereld) -> None:
    om.auto()
    om.gebruik("Anna Officier")
    inhoud = schrijf(goed(om), GEMAAKT)
    assert (lees_bytes(om, inhoud).zonder_sleutel, aantal(om, Ritadressen)) == (4, 0)
    geef_sleutel(om, "Anna Officier")
    opnieuw = lees_bytes(om, inhoud)
    assert (opnieuw.nieuw, opnieuw.gelijk, opnieuw.zonder_sleutel) == (0, 4, 0)
    assert aantal(om, Ritadressen) == 1


@ALLEEN_SQLITE
def test_alleen_centraal_wagenparkbeheer_leest_bestanden_in(om: Wereld) -> None:
    met_auto(om)
    for naam in ("Anna Officier", "Dirk Directeur", "Loes Lokaal", "Hans Personeel", "Noor Auditor"):
        with pytest.raises(GeenToegang):
            lees(om, goed(om), naam=naam)


def test_een_proces_dat_valt_laat_niets_half_achter(om: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    met_auto(om)
    monkeypatch.setattr(inlezen, "_bewaar_adressen", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        lees(om, goed(om))
    monkeypatch.undo()
    assert (aantal(om, Rit), aantal(om, Ritimport), aantal(om, Ritplaats)) == (0, 0, 0)
    assert lees(om, goed(om)).nieuw == 4


VOORBEELDEN = Path(__file__).parents[4] / "docs" / "voorbeelden" / "om"


@ALLEEN_SQLITE
def test_de_voorbeelden(om: Wereld) -> None:
    goed_ = (VOORBEELDEN / "ritten.csv").read_bytes()
    assert keur(io.BytesIO(goed_)).regels == 5
    with pytest.raises(Geweigerd, match="controlesom"):
        keur(io.BytesIO((VOORBEELDEN / "fout" / "ritten-controlesom.csv").read_bytes()))
    with pytest.raises(Geweigerd, match="afgekapt"):
        keur(io.BytesIO((VOORBEELDEN / "fout" / "ritten-afgekapt.csv").read_bytes()))
    verslag = lees_bytes(om, (VOORBEELDEN / "fout" / "ritten-auto.csv").read_bytes())
    assert {wacht.regels[0][2] for wacht in verslag.aangehouden} == {"onbekend_kenteken"}


#: Eight trips that join, one a day; each file says some of them, in one of three versions of the class.
_DAGEN = tuple(f"2023-01-{dag:02d}" for dag in range(2, 10))
_KLASSE_BIJ: MappingProxyType[str, str] = MappingProxyType({"z": KLANT, "p": ELDERS, "w": WERK})


@st.composite
def _bestanden(draw: st.DrawFn) -> list[tuple[int, list[tuple[int, str]]]]:
    """Draw files: when each was made, and the trips in it with their class; together they hold every trip."""
    aantal_ = draw(st.integers(1, 4))
    gemaakt = draw(st.permutations(range(aantal_)))
    bestanden = []
    for nummer in range(aantal_):
        welke = set(range(8)) if nummer == 0 else draw(st.sets(st.integers(0, 7), min_size=1))
        bestanden.append((gemaakt[nummer], [(rit, draw(st.sampled_from("zpw"))) for rit in sorted(welke)]))
    # The one with every trip may be cut in two, so that there are gaps on the way.
    tijd, alles = bestanden[0]
    knip = draw(st.integers(1, 7))
    return [(tijd, alles[::knip]), (tijd, [rit for rit in alles if rit not in alles[::knip]]), *bestanden[1:]]


@ALLEEN_SQLITE
@given(bestanden=_bestanden(), data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_elke_volgorde_van_bestanden_geeft_dezelfde_ritten(
    om: Wereld, bestanden: list[tuple[int, list[tuple[int, str]]]], data: st.DataObject
) -> None:
    if not om.voertuigen:
        met_auto(om)
    bestanden = [(tijd, inhoud) for tijd, inhoud in bestanden if inhoud]
    keuze = data.draw(st.sampled_from(range(8)))
    uitkomsten = set()
    for volgorde in (bestanden, bestanden[::-1], data.draw(st.permutations(bestanden))):
        with om.database.transactie() as s:
            for tabel in (Rit, Ritplaats, Ritadressen, Ritwacht, Ritquarantaine, Ritvervallen, Ritgat):
                s.execute(delete(tabel))
            s.execute(delete(Ritcorrectie))
            s.execute(delete(Ritimport))
        for tijd, inhoud in volgorde:
            regels = [
                regel(om, _DAGEN[rit], 9, 1_000 + 50 * rit, 50, HUIS, _KLASSE_BIJ[klasse], klasse)
                for rit, klasse in inhoud
            ]
            lees(om, regels, later(dagen=tijd))
        # What the driver decides holds over every file, whichever comes after it.
        nummer = rit_op(om, 1_000 + 50 * keuze)
        with om.database.lezen() as s:
            nu = s.get_one(Rit, nummer).klasse
        anders = Ritklasse.P if nu is not Ritklasse.P else Ritklasse.Z
        mijn.beoordeel(om.als("Anna Officier"), nummer, anders, "zo was het")
        lees(om, [regel(om, _DAGEN[keuze], 9, 1_000 + 50 * keuze, 50, HUIS, WERK, "w")], later(dagen=9))
        uitkomsten.add(tuple(ritten(om)))
        assert len(ritten(om)) == 8
    assert len(uitkomsten) == 1


def test_hetzelfde_bestand_twee_keer_tegelijk_wordt_een_keer_bewaard(om: Wereld) -> None:
    met_auto(om)
    inhoud, hek = schrijf(goed(om), GEMAAKT), Barrier(2)
    verslagen: list[Ritverslag] = []

    def lees_samen() -> None:
        ctx = om.als("Wim Wagenpark")
        hek.wait()
        verslagen.append(inlezen.lees_in(ctx, io.BytesIO(inhoud), GEHEIM))

    draden = [Thread(target=lees_samen) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted((verslag.nieuw, verslag.gelijk) for verslag in verslagen) == [(0, 4), (4, 0)]
    assert len(ritten(om)) == 4


@ALLEEN_SQLITE
def test_de_opdracht_voor_grote_bestanden(om: Wereld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met_auto(om)
    monkeypatch.setenv("ANNEX_DATABASE", str(om.database.url))
    monkeypatch.setenv("ANNEX_GEHEIM", GEHEIM)
    bestand = tmp_path / "ritten.csv"
    fout = regel(om, "2023-01-10", 8, 0, 5, kenteken="ZZ-99-ZZ")
    bestand.write_bytes(schrijf([*goed(om), fout], GEMAAKT))
    with om.database.lezen() as s:
        namen = dict(s.execute(select(Account.medewerker_id, Account.naam)).all())
    wim, anna = namen[om.mensen["Wim Wagenpark"]], namen[om.mensen["Anna Officier"]]
    uitkomst = CliRunner().invoke(trips, [str(bestand), "--als", wim])
    assert uitkomst.exit_code == 1
    assert "4 nieuw, 0 vervangen, 0 ongewijzigd" in uitkomst.output
    assert "ZZ99ZZ: 1 ritten wachten (fout).\n  regel 6, kenteken: deze auto staat niet in" in uitkomst.output
    assert isinstance(CliRunner().invoke(trips, [str(bestand), "--als", anna]).exception, GeenToegang)

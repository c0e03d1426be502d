# SPDX-License-Identifier: EUPL-1.2
"""Applications and decisions: who may, with what reasons, on which criterion, and what they leave behind (2.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.brieven.inhoud import Briefconcept
from core.brieven.models import Brief
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.models import Gebruik, Na2023, Werkgeverschap
from plugins.om.autoregeling.rules.indeling import Criterium, Leasecategorie
from plugins.om.autoregeling.rules.leasecategorie import Functie
from plugins.om.autoregeling.rules.toekenning import (
    ContinuBeschikbaar,
    OudeAfspraak,
    Rechtspositie,
    ZakelijkeKilometers,
    toekenning,
)
from plugins.om.autoregeling.wagenpark.brieven import schrijf
from plugins.om.autoregeling.wagenpark.models import Dossierstuk, Stuksoort, Toekenningsdossier
from plugins.om.autoregeling.wagenpark.procedure import Toekenningstatus
from plugins.om.autoregeling.wagenpark.services import aanvragen, post
from plugins.om.autoregeling.wagenpark.services.aanvragen import Aanvraag
from plugins.om.autoregeling.wagenpark.services.rekenen import bewaard
from tests.plugins.om.wagenpark.hulp import GENOEG, aanvraag, ken_toe
from tests.plugins.om.wereld import Wereld

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@SQLITE
def test_2_1_toekennen_laat_besluit_kopie_brief_taak_en_bericht_na(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    with om.database.lezen() as s:
        rij = s.get_one(Toekenningsdossier, nummer)
        stuk = s.scalars(select(Dossierstuk)).one()
        taak = s.scalars(select(Taak).where(Taak.soort == "om.auto_bestellen")).one()
        soorten = set(s.scalars(select(Bericht.soort).where(Bericht.aan_medewerker_id == om.mensen["Anna Officier"])))
        brief = schrijf(s, om.programma, [str(stuk.id)])[str(stuk.id)]
        engels = schrijf(s, replace(om.programma, taal="en"), [str(stuk.id)])[str(stuk.id)]
    assert (rij.status, rij.categorie, rij.volgende_auto) == (Toekenningstatus.TOEGEKEND, Leasecategorie.I, False)
    assert rij.uitkomst is not None
    assert rij.uitkomst["bestellen_mag"] is True
    assert rij.invoer is not None
    assert rij.invoer["berekening"] == "OM-AUTO/toekenning"
    assert (stuk.soort, stuk.over_id, stuk.medewerker_id) == (Stuksoort.TOEKENNING, nummer, rij.medewerker_id)
    assert (taak.rol, taak.sleutel) == ("om_centraal_wagenparkbeheer", str(nummer))
    assert "om.auto_besloten" in soorten
    assert isinstance(brief, Briefconcept)
    assert "categorie I" in brief.alineas[0]
    assert "De zittingen zijn ver weg." in brief.alineas[-1]
    assert any(regel.artikel == "Autoregeling OM 2.1" for regel in brief.uitleg)
    assert isinstance(engels, Briefconcept)
    assert "the Dutch text prevails" in engels.slot[-1]


@SQLITE
def test_de_opgeslagen_invoer_geeft_weer_hetzelfde_antwoord(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    with om.database.lezen() as s:
        rij = s.get_one(Toekenningsdossier, nummer)
    assert rij.invoer is not None
    berekening = toekenning
    opnieuw = berekening.bereken(berekening.lees(bewaard(rij.invoer["gegeven"])), om.installatie.parameters)
    assert opnieuw.buiten() == rij.uitkomst


@SQLITE
def test_elk_stuk_krijgt_een_keer_een_brief(om: Wereld) -> None:
    ken_toe(om, "Anna Officier")
    [stuk] = post.te_schrijven(om.programma)
    nummer = post.schrijf(om.programma, stuk)
    assert post.schrijf(om.programma, stuk) == nummer
    assert post.te_schrijven(om.programma) == []
    with om.database.lezen() as s:
        brief = s.scalars(select(Brief)).one()
    assert (brief.medewerker_id, brief.onderwerp) == (om.mensen["Anna Officier"], "Besluit: je krijgt een dienstauto")


@SQLITE
@pytest.mark.parametrize(
    ("wie", "waarom"),
    [
        ("Lea Directeur", "alleen wie voor dit onderdeel werkgever is"),
        ("Wim Wagenpark", None),
        ("Hans Personeel", None),
        ("Leo Leider", None),
        ("Anna Officier", None),
    ],
)
def test_1_1_een_ander_dan_de_werkgever_van_het_onderdeel_beslist_niet(
    om: Wereld, wie: str, waarom: str | None
) -> None:
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), aanvraag())
    with pytest.raises(Geweigerd if waarom else GeenToegang, match=waarom):
        aanvragen.beslis(om.als(wie), nummer, toekennen=True, motivering="Goed.")


@SQLITE
def test_1_1_over_de_eigen_auto_beslist_een_ander_en_zonder_mandaat_niemand(om: Wereld) -> None:
    eigen = aanvragen.vraag_aan(om.als("Dirk Directeur"), aanvraag())
    with pytest.raises(Geweigerd, match="je eigen dienstauto"):
        aanvragen.beslis(om.als("Dirk Directeur"), eigen, toekennen=True, motivering="Mooi.")
    # The Procureur-Generaal is werkgever of every unit.
    aanvragen.beslis(om.als("Petra Generaal"), eigen, toekennen=True, motivering="Nodig voor het werk.")
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), aanvraag())
    with om.database.transactie() as s:
        for rij in s.scalars(select(Werkgeverschap).where(Werkgeverschap.medewerker_id == om.mensen["Dirk Directeur"])):
            rij.tot_en_met = date(2023, 3, 14)
    with pytest.raises(Geweigerd, match="alleen wie voor dit onderdeel werkgever is"):
        aanvragen.beslis(om.als("Dirk Directeur"), nummer, toekennen=True, motivering="Goed.")


@SQLITE
def test_2_1_zonder_motivering_of_grond_geen_besluit_en_afwijzen_kan_altijd(om: Wereld) -> None:
    te_weinig = replace(
        aanvraag(), feiten={Criterium.A: ZakelijkeKilometers(10_000, structureel=True, ov_doelmatig=False)}
    )
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), te_weinig)
    dirk = om.als("Dirk Directeur")
    with pytest.raises(Geweigerd, match="motivering"):
        aanvragen.beslis(dirk, nummer, toekennen=True, motivering="  ")
    with pytest.raises(Geweigerd, match="aan geen enkele grond"):
        aanvragen.beslis(dirk, nummer, toekennen=True, motivering="Toch.")
    assert aanvragen.toon(dirk, nummer).regel.open
    aanvragen.beslis(dirk, nummer, toekennen=False, motivering="Precies 10.000 is niet meer dan 10.000.")
    with pytest.raises(StapNietMogelijk):
        aanvragen.beslis(dirk, nummer, toekennen=False, motivering="Nog eens.")
    with om.database.lezen() as s:
        assert s.scalars(select(Dossierstuk.soort)).all() == [Stuksoort.AFWIJZING]
        assert s.scalar(select(func.count()).select_from(Taak).where(Taak.soort == "om.auto_bestellen")) == 0


@SQLITE
def test_de_werkgever_stelt_de_feiten_vast(om: Wereld) -> None:
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), aanvraag())
    aanvragen.beslis(
        om.als("Dirk Directeur"),
        nummer,
        toekennen=True,
        motivering="Er is piket.",
        feiten={
            Criterium.A: ZakelijkeKilometers(9_000, structureel=True, ov_doelmatig=False),
            Criterium.B: ContinuBeschikbaar(continu_buiten_kantooruren=True, poolauto_doelmatig=False),
        },
    )
    assert aanvragen.toon(om.als("Anna Officier"), nummer).regel.criteria == (Criterium.B,)


@SQLITE
def test_aanvragen_voor_wie_en_hoe_vaak(om: Wereld) -> None:
    leo = om.als("Leo Leider")
    nummer = aanvragen.vraag_aan(leo, aanvraag(), om.mensen["Anna Officier"])
    with pytest.raises(GeenToegang):
        aanvragen.vraag_aan(leo, aanvraag(), om.mensen["Clara Officier"])
    with pytest.raises(GeenToegang):
        aanvragen.vraag_aan(om.als("Bram Officier"), aanvraag(), om.mensen["Anna Officier"])
    with pytest.raises(Geweigerd, match="al een aanvraag"):
        aanvragen.vraag_aan(om.als("Anna Officier"), aanvraag())
    with pytest.raises(Geweigerd, match="grond"):
        aanvragen.vraag_aan(om.als("Bram Officier"), replace(aanvraag(), feiten={}))
    with pytest.raises(Geweigerd, match="onderdeel"):
        aanvragen.vraag_aan(om.als("Noor Auditor"), aanvraag())
    # The local manager has no row for grants: he sees cars, not why somebody has one.
    for vreemde in ("Bram Officier", "Clara Officier", "Lea Directeur", "Loes Lokaal"):
        with pytest.raises(GeenToegang):
            aanvragen.toon(om.als(vreemde), nummer)
    for wie in ("Anna Officier", "Leo Leider", "Dirk Directeur", "Wim Wagenpark", "Hans Personeel", "Noor Auditor"):
        assert aanvragen.toon(om.als(wie), nummer).regel.naam == "Anna Officier"
    assert aanvragen.lijst(om.als("Lea Directeur")) == ()
    assert [regel.id for regel in aanvragen.te_beslissen(om.als("Dirk Directeur"))] == [nummer]
    assert aanvragen.te_beslissen(om.als("Lea Directeur")) == ()
    aanvragen.trek_in(om.als("Anna Officier"), nummer)
    assert aanvragen.te_beslissen(om.als("Dirk Directeur")) == ()


@SQLITE
def test_3_1_categorie_ii_vraagt_een_grond_en_een_functie_en_3_1_1_telt_voor_de_volgende_auto(om: Wereld) -> None:
    om.auto()
    om.gebruik("Anna Officier")
    hoofd = Aanvraag(Rechtspositie.RECHTERLIJK_AMBTENAAR, Functie.HOOFDOFFICIER, dict(GENOEG), "Nieuwe functie.")
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), hoofd)
    aanvragen.beslis(om.als("Dirk Directeur"), nummer, toekennen=True, motivering="Functie op de lijst.")
    regel = aanvragen.toon(om.als("Anna Officier"), nummer).regel
    assert (regel.categorie, regel.volgende_auto) == (Leasecategorie.II, True)
    with om.database.lezen() as s:
        lopend = s.scalars(select(Gebruik)).one()
    assert (lopend.tot_en_met, lopend.vervallen_op) == (None, None)


@SQLITE
def test_2_1_c_van_2016_is_te_laat(om: Wereld) -> None:
    laat = replace(aanvraag(), feiten={Criterium.C: OudeAfspraak(date(2016, 1, 1), schriftelijk=True)})
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), laat)
    with pytest.raises(Geweigerd, match="aan geen enkele grond"):
        aanvragen.beslis(om.als("Dirk Directeur"), nummer, toekennen=True, motivering="Afspraak is afspraak.")


@SQLITE
def test_14_na_2023_zonder_besluit_met_besluit_en_vervallen(om: Wereld) -> None:
    om.nu = datetime(2024, 3, 13, 9, tzinfo=UTC)
    nummer = ken_toe(om, "Anna Officier")
    stappen = [stap.code for stap in aanvragen.toon(om.als("Anna Officier"), nummer).stappen]
    assert "OM-AUTO/na2023.onbeslist" in stappen
    with om.database.lezen() as s:
        assert s.scalar(select(Taak.id).where(Taak.soort == "om.besluit_na_2023", Taak.rol == "hr")) is not None
    open_ = aanvragen.vraag_aan(om.als("Bram Officier"), aanvraag())
    om.besluit_na_2023(Na2023.VERVALLEN)
    with pytest.raises(Geweigerd, match="vervallen"):
        aanvragen.beslis(om.als("Dirk Directeur"), open_, toekennen=True, motivering="Toch.")
    with pytest.raises(Geweigerd, match="vervallen"):
        aanvragen.vraag_aan(om.als("Clara Officier"), aanvraag())
    aanvragen.beslis(om.als("Dirk Directeur"), open_, toekennen=False, motivering="De regeling is voorbij.")


def test_twee_besluiten_over_een_aanvraag_geven_er_een(om: Wereld) -> None:
    nummer = aanvragen.vraag_aan(om.als("Anna Officier"), aanvraag())
    klaar, uitkomsten = Barrier(2), []

    def beslis(wie: str, toekennen: bool) -> None:
        ctx = om.als(wie)
        klaar.wait()
        try:
            aanvragen.beslis(ctx, nummer, toekennen=toekennen, motivering="Mijn besluit.")
            uitkomsten.append("besloten")
        except StapNietMogelijk:
            uitkomsten.append("te laat")

    draden = [
        Thread(target=beslis, args=argumenten) for argumenten in (("Dirk Directeur", True), ("Petra Generaal", False))
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["besloten", "te laat"]
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Dossierstuk)) == 1

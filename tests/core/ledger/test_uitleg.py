# SPDX-License-Identifier: EUPL-1.2
"""Reading the ledger back: the explanation, the chain, the figures, verification, also without the plugin."""

from __future__ import annotations

import dataclasses
from datetime import date
from types import MappingProxyType

import pytest
from sqlalchemy import select, text

from core.ledger.models import Boeking, Export, Run
from core.ledger.nareken import NietNaTeRekenen, bedrag
from core.ledger.services import (
    boekingen_van,
    controleer_grootboek,
    exporteer,
    keten_van,
    leg_uit,
    openstaande_feiten,
    run_overzicht,
    runs,
    verschil_met_vorige,
)
from core.ledger.zoeken import Boekingstand
from core.people.policy import Actor, GeenToegang, RolVoor
from core.rules import Centen, Parameters, Parameterset, Uitleg, Zekerheid, calculation
from core.rules.uitleg import Teksten
from tests.core.ledger.proef import EENHEID, TARIEF, Gegevens, Toeslag, Wereld, tarief, toeslag


def zonder_plugin(wereld: Wereld) -> Wereld:
    """The same database, with the unit's plugin deleted."""
    kaal = dataclasses.replace(
        wereld.ctx.installatie,
        eenheden={},
        berekeningen=MappingProxyType({}),
        maandbronnen=(),
        parameters=Parameterset({}, ()),
        teksten=Teksten({}),
    )
    return dataclasses.replace(wereld, ctx=dataclasses.replace(wereld.ctx, installatie=kaal))


def enige_boeking(wereld: Wereld) -> Boeking:
    """The only posting."""
    with wereld.ctx.database.lezen() as s:
        return s.scalars(select(Boeking)).one()


@pytest.fixture
def geboekt(wereld: Wereld) -> Wereld:
    """One posting in a closed month."""
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    wereld.sluit("2026-03")
    return wereld


def test_de_uitleg_voor_en_na_goedkeuring_is_dezelfde(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    run = wereld.maak("2026-03")
    boeking = enige_boeking(wereld)
    vooraf = leg_uit(wereld.ctx, boeking.id)
    wereld.controleer(run)
    wereld.keur_goed(run)
    achteraf = leg_uit(wereld.ctx, boeking.id)
    assert (vooraf.vastgelegd, achteraf.vastgelegd) == (False, True)
    assert vooraf.regels == achteraf.regels
    assert vooraf.figuren == achteraf.figuren
    assert achteraf.titel == f"Boeking {boeking.id}: €\xa030,00 voor a (PROEF, 2026-03), run 2026-03-1"
    (regel,) = achteraf.regels
    assert regel["artikel"] == "PROEF 1"
    assert regel["tekst"] == "3 uur geeft €\xa030,00."
    assert (regel["parameter"], regel["waarde"], regel["vanaf"]) == (TARIEF, "10.00", "2026-01-01")
    (figuur,) = achteraf.figuren
    assert (figuur.omschrijving, figuur.waarde, figuur.vanaf) == ("Wat een uur oplevert.", "10.00", date(2026, 1, 1))


def test_de_uitleg_is_te_lezen_in_een_andere_taal(geboekt: Wereld) -> None:
    engels = dataclasses.replace(geboekt.ctx, taal="en")
    assert leg_uit(engels, enige_boeking(geboekt).id).regels[0]["tekst"] == "€30.00"


def test_a6_lezen_kan_zonder_de_plugin_narekenen_niet(geboekt: Wereld) -> None:
    boeking = enige_boeking(geboekt)
    kaal = zonder_plugin(geboekt)
    uitleg = leg_uit(kaal.ctx, boeking.id)
    assert uitleg.regels[0]["tekst"] == "PROEF/toeslag.bedrag (uren: 3; toeslag_centen: €\xa030,00)"
    assert uitleg.figuren[0].omschrijving == "Wat een uur oplevert."
    assert keten_van(kaal.ctx, boeking.id)[0].stand is Boekingstand.GOEDGEKEURD
    verslag = controleer_grootboek(kaal.ctx)
    assert (verslag.gecontroleerd, verslag.niet_na_te_rekenen, verslag.klopt) == (0, 1, True)


def test_een_concept_zonder_zijn_rekenregel_is_niet_uit_te_leggen(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    wereld.maak("2026-03")
    with pytest.raises(NietNaTeRekenen, match="PROEF/toeslag versie 1 is niet geïnstalleerd"):
        leg_uit(zonder_plugin(wereld).ctx, enige_boeking(wereld).id)


def test_a6_een_nieuwe_versie_van_de_regel_laat_oude_boekingen_zoals_ze_zijn(geboekt: Wereld) -> None:
    @calculation("PROEF/toeslag", articles=("PROEF 1",), versie=2)
    def dubbel(gegeven: Gegevens, parameters: Parameters, uitleg: Uitleg) -> Toeslag:
        return Toeslag(gegeven.uren, Centen(2 * int(parameters[TARIEF, gegeven.dag] * 100) * gegeven.uren))

    installatie = geboekt.ctx.installatie
    regels = MappingProxyType({**installatie.berekeningen, (dubbel.id, 2): dubbel})
    ctx = dataclasses.replace(geboekt.ctx, installatie=dataclasses.replace(installatie, berekeningen=regels))
    assert controleer_grootboek(ctx).klopt
    assert leg_uit(ctx, enige_boeking(geboekt).id).vastgelegd


def test_als_bekend_op_een_later_tarief_verandert_niets_aan_wat_is_vastgelegd(geboekt: Wereld) -> None:
    later = geboekt.met_parameters(tarief("99.00"))
    assert controleer_grootboek(later.ctx).klopt
    assert leg_uit(later.ctx, enige_boeking(geboekt).id).figuren[0].waarde == "10.00"


@pytest.mark.parametrize(
    ("opdracht", "wat"),
    [
        ("UPDATE core_boeking SET centen = 1, totaal_centen = 1", "nagerekend €\xa030,00, geboekt €\xa00,01"),
        ("UPDATE core_boeking SET totaal_centen = 3100", "het totaal is niet de som van de keten"),
        ("UPDATE core_boeking SET looncode = '9'", "de boekingen zijn niet meer die van de goedkeuring"),
        ("UPDATE core_parametersnapshot SET inhoud = replace(inhoud, '10.00', '11.00')", "nagerekend €\xa033,00"),
        ("UPDATE core_parametersnapshot SET inhoud = inhoud || ' '", "de vastgelegde parameters zijn gewijzigd"),
    ],
)
def test_verify_meldt_wat_buiten_annex_om_is_gewijzigd(geboekt: Wereld, opdracht: str, wat: str) -> None:
    sqlite = geboekt.ctx.database.is_sqlite
    with geboekt.ctx.database.transactie() as s:
        for tabel in ("core_boeking", "core_parametersnapshot"):
            s.execute(text(f"DROP TRIGGER {tabel}_wijzig_tr" + ("" if sqlite else f" ON {tabel}")))
        s.execute(text(opdracht))
    verslag = controleer_grootboek(geboekt.ctx, EENHEID)
    assert any(wat in str(verschil) for verschil in verslag.verschillen)
    assert str(verslag.verschillen[0]).startswith("run 1")


def test_verify_meldt_een_gewijzigd_loonbestand(geboekt: Wereld) -> None:
    exporteer(geboekt.als(geboekt.controleur), 1)
    assert controleer_grootboek(geboekt.ctx).klopt
    with geboekt.ctx.database.transactie() as s:
        tabel = Export.__tablename__
        s.execute(text(f"DROP TRIGGER {tabel}_wijzig_tr" + ("" if geboekt.ctx.database.is_sqlite else f" ON {tabel}")))
        s.execute(text("UPDATE core_export SET sha256 = 'x'"))
    (verschil,) = controleer_grootboek(geboekt.ctx).verschillen
    assert str(verschil) == "run 1: het loonbestand is gewijzigd"


def test_de_auditor_komt_van_personeelsnummer_bij_keten_besluit_en_bestand(geboekt: Wereld) -> None:
    een = geboekt.medewerkers[1]
    exporteer(geboekt.als(geboekt.controleur), 1)
    geboekt.zet("2026-03", een, "a", 1)
    geboekt.sluit("2026-04")
    auditor = geboekt.ctx.als(Actor(9, "A", None, (RolVoor("auditor"),)))
    nieuwste, oudste = boekingen_van(auditor, "000002")
    assert (oudste.stand, oudste.bestandsnaam) == (Boekingstand.IN_LOONBESTAND, "loon-proef-2026-03-1")
    assert (nieuwste.stand, nieuwste.run.periode) == (Boekingstand.WACHT_OP_BESLUIT, "2026-04")
    assert [regel.boeking.id for regel in keten_van(auditor, nieuwste.boeking.id)] == [
        oudste.boeking.id,
        nieuwste.boeking.id,
    ]
    assert len(boekingen_van(auditor, "000002", "2026-04")) == 1
    assert leg_uit(auditor, nieuwste.boeking.id).vastgelegd
    with pytest.raises(GeenToegang):
        controleer_grootboek(geboekt.als(geboekt.controleur))
    assert controleer_grootboek(geboekt.als(geboekt.controleur), EENHEID).gecontroleerd == 2


def test_een_medewerker_ziet_de_eigen_boekingen_en_geen_andere(geboekt: Wereld) -> None:
    een, twee = geboekt.medewerkers[1:3]
    boeking = enige_boeking(geboekt)
    zelf = geboekt.ctx.als(Actor(7, "Zelf", een))
    assert len(boekingen_van(zelf, "000002")) == 1
    assert leg_uit(zelf, boeking.id).vastgelegd
    ander = geboekt.ctx.als(Actor(8, "Ander", twee))
    assert boekingen_van(ander, "000002") == ()
    for lees in (leg_uit, keten_van):
        with pytest.raises(GeenToegang):
            lees(ander, boeking.id)
        with pytest.raises(GeenToegang):
            lees(ander, 999)
    assert runs(ander) == []
    with pytest.raises(GeenToegang):
        run_overzicht(ander, 1)


def test_een_feit_dat_verviel_legt_dat_uit(geboekt: Wereld) -> None:
    geboekt.wis("2026-03", geboekt.medewerkers[1], "a")
    geboekt.sluit("2026-04")
    (_, vervallen) = keten_van(geboekt.ctx, enige_wortel(geboekt))
    teksten = [regel["tekst"] for regel in leg_uit(geboekt.ctx, vervallen.boeking.id).regels]
    assert teksten[0] == "Dit feit bestaat niet meer, dus er hoort niets voor betaald te worden."
    assert teksten[1] is not None
    assert "€\xa00,00" in teksten[1]
    assert controleer_grootboek(geboekt.ctx).klopt


def enige_wortel(wereld: Wereld) -> int:
    """The only posting that begins a chain."""
    with wereld.ctx.database.lezen() as s:
        return s.scalars(select(Boeking.id).where(Boeking.voorganger_id.is_(None))).one()


def test_het_verschil_met_de_vorige_maand_staat_er_per_persoon(wereld: Wereld) -> None:
    een, twee, drie = wereld.medewerkers[:3]
    for persoon, maart, april in ((een, 3, 3), (twee, 1, 4), (drie, 2, 0)):
        wereld.zet("2026-03", persoon, "m", maart)
        if april:
            wereld.zet("2026-04", persoon, "a", april)
    wereld.sluit("2026-03")
    run = wereld.maak("2026-04")
    vergelijking = verschil_met_vorige(wereld.als(wereld.controleur), run.id)
    assert (vergelijking.vorige_periode, vergelijking.aantal) == ("2026-03", 3)
    assert (vergelijking.vorige_centen, vergelijking.deze_centen) == (6000, 7000)
    assert [(regel.medewerker_id, regel.verschil_centen) for regel in vergelijking.regels] == [
        (twee, 3000),
        (drie, -2000),
        (een, 0),
    ]
    assert verschil_met_vorige(wereld.ctx, run.id, vanaf=2, aantal=5).regels[0].naam == "Mens 1"


def test_het_overzicht_noemt_wat_er_nog_moet(wereld: Wereld) -> None:
    een, twee, drie = wereld.medewerkers[:3]
    wereld.bron.looncode = ""
    afgeleid = wereld.met_parameters(tarief("10.00", zekerheid=Zekerheid.INFERRED), tarief(None, "2026-04-01"))
    afgeleid.zet("2026-03", een, "a", 3)
    afgeleid.zet("2026-03", twee, "b", None)
    run = afgeleid.maak("2026-03")
    afgeleid.merk("2026-03", drie)
    beeld = run_overzicht(afgeleid.als(afgeleid.controleur), run.id)
    assert beeld.openstaand == (("geen_declaratie", 1),)
    assert beeld.zonder_looncode == (("PROEF", 1),)
    assert (beeld.verlagingen, beeld.gewijzigd_sinds) == (0, 1)
    (open_feit,) = openstaande_feiten(afgeleid.ctx, run.id)
    assert (open_feit.naam, open_feit.feit, open_feit.ontbreekt) == ("Mens 2", "b", ())
    afgeleid.zet("2026-04", drie, "c", 1)
    april = afgeleid.maak("2026-04")
    assert openstaande_feiten(afgeleid.ctx, april.id)[0].ontbreekt == ((TARIEF, date(2026, 4, 10)),)


def test_een_uitkomst_met_twee_bedragen_is_een_fout_in_het_programma() -> None:
    @dataclasses.dataclass(frozen=True)
    class Twee:
        een_centen: Centen
        twee_centen: Centen

    assert bedrag(Toeslag(1, Centen(5))) == 5
    with pytest.raises(TypeError, match="een_centen, twee_centen"):
        bedrag(Twee(Centen(1), Centen(2)))


def test_runs_staan_op_volgorde_met_hun_eenheid(geboekt: Wereld) -> None:
    geboekt.maak("2026-04")
    gevonden: list[Run] = list(runs(geboekt.als(geboekt.controleur)))
    assert [run.periode for run in gevonden] == ["2026-04", "2026-03"]
    assert toeslag.regeling == "PROEF"

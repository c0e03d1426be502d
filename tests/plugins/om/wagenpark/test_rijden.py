# SPDX-License-Identifier: EUPL-1.2
"""From order to return: a surplus car first, what is checked, and how the right of use ends (2.5, 3.1, 6.3, 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Verklaringstaat
from plugins.om.autoregeling.bijdrage.services import onderbrekingen
from plugins.om.autoregeling.models import Aandrijving, Gebruik, Gebruikssoort, Na2023, Voertuig, Voertuiggroep
from plugins.om.autoregeling.rules.bestelling import Aandrijving as Besteld
from plugins.om.autoregeling.rules.bestelling import Perceel
from plugins.om.autoregeling.rules.indeling import Criterium, Leasecategorie
from plugins.om.autoregeling.rules.toekenning import ContinuBeschikbaar
from plugins.om.autoregeling.wagenpark.models import (
    Aflevering,
    Autobestelling,
    Dossierstuk,
    Gebruikseinde,
    Inlevering,
    Kilometerstand,
    Schadestand,
    Stuksoort,
    Toekenningsdossier,
    Woonwerkstop,
)
from plugins.om.autoregeling.wagenpark.procedure import Bestelstatus, Inleverstatus, Toekenningstatus
from plugins.om.autoregeling.wagenpark.services import (
    aanvragen,
    afleveren,
    autos,
    bestellen,
    einde,
    gebruik,
    inleveren,
    inrichting,
)
from plugins.om.autoregeling.wagenpark.services.einde import Eindegrond, Eindevraag
from plugins.om.autoregeling.wagenpark.services.inleveren import Inname, Onderdeelauto
from tests.plugins.om.wagenpark.hulp import VOLTA, aanvraag, in_gebruik, ken_toe
from tests.plugins.om.wereld import Wereld

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
VANDAAG = date(2023, 3, 15)


def overcompleet(om: Wereld, kenteken: str = "ST111L", **velden: Any) -> int:
    """Record a car that stands idle since the first of the year."""
    return om.auto(kenteken, overcompleet_per=date(2023, 1, 1), **velden)


def einde_van(om: Wereld, nummer: int) -> tuple[date | None, str | None]:
    """Return the last day and the ground of a use as it now stands."""
    with om.database.lezen() as s:
        rij = gebruik.geldend_gebruik(s, nummer, "bekijk")
        return rij.tot_en_met, rij.einde_grond


@SQLITE
def test_2_1_zonder_besluit_geen_bestelling(om: Wereld) -> None:
    wim = om.als("Wim Wagenpark")
    open_ = aanvragen.vraag_aan(om.als("Anna Officier"), aanvraag())
    with pytest.raises(Geweigerd, match="geen gemotiveerd besluit"):
        bestellen.bestel(wim, open_, VOLTA)
    aanvragen.beslis(om.als("Dirk Directeur"), open_, toekennen=False, motivering="Nee.")
    with pytest.raises(Geweigerd, match="geen gemotiveerd besluit"):
        bestellen.bestel(wim, open_, VOLTA)
    nummer = ken_toe(om, "Bram Officier")
    with om.database.transactie() as s:
        for stuk in s.scalars(select(Dossierstuk)):
            s.delete(stuk)
    with pytest.raises(Geweigerd, match="geen gemotiveerd besluit"):
        bestellen.bestel(wim, nummer, VOLTA)


@SQLITE
def test_bestellen_mag_alleen_centraal_met_rol_en_rij(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    for wie in ("Loes Lokaal", "Dirk Directeur", "Anna Officier", "Hans Personeel"):
        with pytest.raises(GeenToegang):
            bestellen.bestel(om.als(wie), nummer, VOLTA)
    rij = next(r for r in inrichting.toon(om.als("Hans Personeel")).beheerders if r.naam == "Wim Wagenpark")
    inrichting.beeindig_beheerder(om.als("Hans Personeel"), rij.id, date(2023, 3, 1))
    with pytest.raises(Geweigerd, match="beheert"):
        bestellen.bestel(om.als("Wim Wagenpark"), nummer, VOLTA)


@SQLITE
@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"perceel": Perceel.P8}, "perceel"),
        ({"aandrijving": Besteld.DIESEL, "wltp_km": None}, "alleen benzine of emissieloos"),
        ({"wltp_km": 299}, "actieradius"),
        (
            {
                "perceel": Perceel.P8,
                "aandrijving": Besteld.BENZINE,
                "lease_tot_en_met": date(2029, 1, 2),
                "wltp_km": None,
            },
            "na 1 januari 2029",
        ),
    ],
)
def test_3_1_wat_niet_besteld_mag_worden(om: Wereld, anders: dict[str, object], reden: str) -> None:
    nummer = ken_toe(om, "Anna Officier")
    with pytest.raises(Geweigerd, match=reden):
        bestellen.bestel(om.als("Wim Wagenpark"), nummer, replace(VOLTA, **anders))  # type: ignore[arg-type]


@SQLITE
def test_3_1_voor_2023_mag_perceel_8_nog_en_voor_grond_b_is_400_km_nodig(om: Wereld) -> None:
    om.nu = datetime(2022, 12, 30, 9, tzinfo=UTC)
    b = {Criterium.B: ContinuBeschikbaar(continu_buiten_kantooruren=True, poolauto_doelmatig=False)}
    nummer = ken_toe(om, "Anna Officier", b)
    with pytest.raises(Geweigerd, match="actieradius"):
        bestellen.bestel(om.als("Wim Wagenpark"), nummer, replace(VOLTA, wltp_km=399))
    benzine = replace(VOLTA, perceel=Perceel.P8, aandrijving=Besteld.BENZINE, wltp_km=None)
    besteld = bestellen.bestel(om.als("Wim Wagenpark"), nummer, benzine)
    with om.database.lezen() as s:
        rij = s.get_one(Autobestelling, besteld)
    assert (rij.overeenkomst_van, rij.status) == (date(2022, 12, 30), Bestelstatus.BESTELD)


@SQLITE
def test_3_1_een_prijs_zonder_normbedrag_wordt_een_taak_voor_hr(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    with pytest.raises(Geweigerd, match=r"om_auto\.rijksnormbedrag\.E1"):
        bestellen.bestel(om.als("Wim Wagenpark"), nummer, replace(VOLTA, prijs_centen=45_000_00))
    with om.database.lezen() as s:
        taak = s.scalars(select(Taak).where(Taak.soort == "parameter_ontbreekt")).one()
        assert s.scalar(select(func.count()).select_from(Autobestelling)) == 0
    assert (taak.sleutel, taak.rol) == ("om_auto.rijksnormbedrag.E1", "hr")


@SQLITE
def test_2_5_een_overcomplete_auto_van_dezelfde_categorie_gaat_voor(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    auto = overcompleet(om)
    ander = overcompleet(om, "ST222L", categorie=Leasecategorie.II)
    wim = om.als("Wim Wagenpark")
    with pytest.raises(Geweigerd, match="overcomplete auto"):
        bestellen.bestel(wim, nummer, VOLTA)
    with pytest.raises(Geweigerd, match="categorie I"):
        bestellen.wijs_toe(wim, nummer, ander)
    besteld = bestellen.wijs_toe(wim, nummer, auto)
    with om.database.lezen() as s:
        assert s.get_one(Autobestelling, besteld).overeenkomst_van is None
    # The agreement holds from the receipt, and the card belongs to the car.
    nummer_gebruik = afleveren.lever_af(
        om.als("Anna Officier"), besteld, dag=VANDAAG, kilometerstand=20_000, klopt=True
    )
    with om.database.lezen() as s:
        rij = s.get_one(Gebruik, nummer_gebruik)
        assert (rij.overeenkomst_van, rij.van, rij.soort) == (VANDAAG, VANDAAG, Gebruikssoort.EIGEN)
        assert s.get_one(Voertuig, auto).overcompleet_per is None
        assert s.scalars(select(Aflevering)).one().kentekenkaart_ontvangen_op == VANDAAG


@SQLITE
def test_2_4_een_overcomplete_auto_van_voor_2016_komt_niet_meer_in_gebruik(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    auto = overcompleet(om, eerste_toelating=date(2015, 12, 31))
    with pytest.raises(Geweigerd, match="2016"):
        bestellen.wijs_toe(om.als("Wim Wagenpark"), nummer, auto)


def test_twee_toekenningen_voor_een_overcomplete_auto_geven_een_bestelling(om: Wereld) -> None:
    nummers = [ken_toe(om, naam) for naam in ("Anna Officier", "Bram Officier")]
    auto = overcompleet(om)
    klaar, uitkomsten = Barrier(2), []

    def wijs_toe(nummer: int) -> None:
        ctx = om.als("Wim Wagenpark")
        klaar.wait()
        try:
            bestellen.wijs_toe(ctx, nummer, auto)
            uitkomsten.append("toegewezen")
        except Geweigerd as fout:
            uitkomsten.append(fout.reden)

    draden = [Thread(target=wijs_toe, args=(nummer,)) for nummer in nummers]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["deze auto staat niet (meer) vrij", "toegewezen"]


@SQLITE
def test_3_1_1_de_auto_van_nu_rijdt_eerst_uit(om: Wereld) -> None:
    eerste = in_gebruik(om, "Anna Officier")
    nieuw = ken_toe(om, "Anna Officier")
    with om.database.lezen() as s:
        assert s.get_one(Toekenningsdossier, nieuw).volgende_auto is True
    with pytest.raises(Geweigerd, match="rijdt eerst uit"):
        bestellen.bestel(om.als("Wim Wagenpark"), nieuw, VOLTA)
    einde.beeindig(
        om.als("Dirk Directeur"), eerste, Eindevraag(Eindegrond.GEBRUIKSPERIODE, date(2028, 3, 15), "Vijf jaar.")
    )
    assert einde_van(om, eerste) == (date(2028, 3, 15), "gebruiksperiode")
    bestellen.bestel(om.als("Wim Wagenpark"), nieuw, VOLTA)


@SQLITE
def test_2_5_een_huurauto_zet_de_werkgever_in(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    huur = om.auto("HU001R", groep=Voertuiggroep.HUUR, categorie=None, perceel=None)
    with pytest.raises(GeenToegang):
        bestellen.zet_huurauto_in(om.als("Wim Wagenpark"), nummer, huur, "Onzeker.")
    with pytest.raises(Geweigerd, match="werkgever"):
        bestellen.zet_huurauto_in(om.als("Lea Directeur"), nummer, huur, "Onzeker.")
    with pytest.raises(Geweigerd, match="reden"):
        bestellen.zet_huurauto_in(om.als("Dirk Directeur"), nummer, huur, " ")
    besteld = bestellen.zet_huurauto_in(om.als("Dirk Directeur"), nummer, huur, "Vertrekt misschien.")
    nr = afleveren.lever_af(om.als("Loes Lokaal"), besteld, dag=VANDAAG, kilometerstand=5, klopt=True)
    with om.database.lezen() as s:
        assert s.get_one(Gebruik, nr).soort is Gebruikssoort.HUUR


@SQLITE
def test_13_2_1_kosten_van_annuleren_zijn_een_besluit_van_de_werkgever(om: Wereld) -> None:
    besteld = bestellen.bestel(om.als("Wim Wagenpark"), ken_toe(om, "Anna Officier"), VOLTA)
    with pytest.raises(GeenToegang):
        bestellen.annuleer(om.als("Wim Wagenpark"), besteld, "Vertrekt.", kosten_op_medewerker=True)
    bestellen.annuleer(om.als("Dirk Directeur"), besteld, "Vertrekt.", kosten_op_medewerker=True)
    with pytest.raises(StapNietMogelijk):
        bestellen.annuleer(om.als("Wim Wagenpark"), besteld, "Nog eens.")
    with om.database.lezen() as s:
        assert s.get_one(Autobestelling, besteld).kosten_op_medewerker is True


@SQLITE
def test_14_vervallen_dan_geen_nieuwe_bestelling(om: Wereld) -> None:
    nummer = ken_toe(om, "Anna Officier")
    om.nu = datetime(2024, 1, 9, 9, tzinfo=UTC)
    om.besluit_na_2023(Na2023.VERVALLEN)
    with pytest.raises(Geweigerd, match="vervallen"):
        bestellen.bestel(om.als("Wim Wagenpark"), nummer, VOLTA)


@SQLITE
def test_6_3_aflevering_gebruik_stopsignaal_en_kentekenkaart(om: Wereld) -> None:
    toekenning = ken_toe(om, "Anna Officier")
    besteld = bestellen.bestel(om.als("Wim Wagenpark"), toekenning, VOLTA)
    anna = om.als("Anna Officier")
    with pytest.raises(Geweigerd, match="welke auto is gekomen"):
        afleveren.lever_af(anna, besteld, dag=VANDAAG, kilometerstand=12, klopt=True)
    fout = om.auto("FO001T", perceel="E2")
    with pytest.raises(Geweigerd, match="anders dan besteld"):
        bestellen.koppel(om.als("Wim Wagenpark"), besteld, fout)
    auto = om.auto(eerste_toelating=VANDAAG)
    bestellen.koppel(om.als("Wim Wagenpark"), besteld, auto)
    assert afleveren.lever_af(anna, besteld, dag=VANDAAG, kilometerstand=12, klopt=False) == 0
    with pytest.raises(GeenToegang):
        afleveren.lever_af(om.als("Bram Officier"), besteld, dag=VANDAAG, kilometerstand=12, klopt=True)
    for dag, reden in ((VANDAAG + timedelta(1), "toekomst"), (VANDAAG - timedelta(1), "voordat hij was besteld")):
        with pytest.raises(Geweigerd, match=reden):
            afleveren.lever_af(anna, besteld, dag=dag, kilometerstand=12, klopt=True)
    nummer = afleveren.lever_af(anna, besteld, dag=VANDAAG, kilometerstand=12, klopt=True)
    with pytest.raises(StapNietMogelijk):
        afleveren.lever_af(anna, besteld, dag=VANDAAG, kilometerstand=12, klopt=True)
    with om.database.lezen() as s:
        stop = s.scalars(select(Woonwerkstop)).one()
        taken = {taak.soort: taak for taak in s.scalars(select(Taak).where(Taak.opgelost_op.is_(None)))}
        kaart = s.scalars(select(Aflevering)).one()
        stand = s.scalars(select(Kilometerstand)).one()
        assert s.get_one(Gebruik, nummer).overeenkomst_van == VANDAAG
    assert (stop.medewerker_id, stop.van) == (om.mensen["Anna Officier"], VANDAAG)
    assert taken["om.woonwerk_stoppen"].rol == "hr"
    assert "om.aflevering_klopt_niet" not in taken
    assert (stand.kilometers, kaart.kentekenkaart_melden_vanaf) == (12, date(2023, 3, 22))
    inrichting.handel_stop_af(om.als("Hans Personeel"), stop.id)
    with pytest.raises(Geweigerd, match="al gedaan"):
        inrichting.handel_stop_af(om.als("Hans Personeel"), stop.id)
    with pytest.raises(Geweigerd, match="22-03-2023"):
        afleveren.meld_kentekenkaart(anna, kaart.id)
    om.nu = datetime(2023, 3, 22, 9, tzinfo=UTC)
    afleveren.meld_kentekenkaart(om.als("Anna Officier"), kaart.id)
    afleveren.kentekenkaart_ontvangen(om.als("Anna Officier"), kaart.id, date(2023, 3, 22))
    with om.database.lezen() as s:
        assert s.scalar(select(Taak.id).where(Taak.soort == "om.kentekenkaart", Taak.opgelost_op.is_(None))) is None


@SQLITE
def test_2_2_criterium_vervallen_eindigt_binnen_vier_maanden_en_kan_worden_teruggenomen(om: Wereld) -> None:
    nummer = in_gebruik(om, "Anna Officier")
    dirk = om.als("Dirk Directeur")
    vraag = Eindevraag(Eindegrond.CRITERIUM_VERVALLEN, VANDAAG, "Er zijn geen zittingen meer.")
    for wie, soort in (("Lea Directeur", Geweigerd), ("Wim Wagenpark", GeenToegang), ("Anna Officier", GeenToegang)):
        with pytest.raises(soort):
            einde.beeindig(om.als(wie), nummer, vraag)
    with pytest.raises(Geweigerd, match="vier maanden"):
        einde.beeindig(dirk, nummer, replace(vraag, laatste_dag=date(2023, 7, 16)))
    besluit = einde.beeindig(dirk, nummer, vraag)
    assert einde_van(om, nummer) == (date(2023, 7, 15), "criterium_vervallen")
    with pytest.raises(Geweigerd, match="al vastgesteld"):
        einde.beeindig(dirk, nummer, vraag)
    with om.database.lezen() as s:
        rijen = s.scalars(select(Gebruik).order_by(Gebruik.id)).all()
        dossier = s.scalars(select(Toekenningsdossier)).one()
        assert dossier.status is Toekenningstatus.BEEINDIGD
        assert s.scalar(select(Dossierstuk.id).where(Dossierstuk.soort == Stuksoort.EINDE)) is not None
        assert s.scalars(select(Inlevering)).one().status is Inleverstatus.OPEN
    assert [rij.vervallen_op is None for rij in rijen] == [False, True]
    with pytest.raises(Geweigerd, match="waarom"):
        einde.trek_in(dirk, besluit, "")
    einde.trek_in(dirk, besluit, "De zittingen zijn er weer.")
    assert einde_van(om, nummer) == (None, None)
    with om.database.lezen() as s:
        assert s.scalars(select(Toekenningsdossier)).one().status is Toekenningstatus.TOEGEKEND
        assert s.scalar(select(func.count()).select_from(Inlevering)) == 0


@SQLITE
@pytest.mark.parametrize(
    "grond",
    [
        Eindegrond.OP_EIGEN_VERZOEK,
        Eindegrond.EINDE_ARBEIDSOVEREENKOMST,
        Eindegrond.NON_ACTIEFSTELLING,
        Eindegrond.RIJBEVOEGDHEID_VERLOREN,
        Eindegrond.ROKEN,
    ],
)
def test_13_2_gronden_die_meteen_eindigen(om: Wereld, grond: Eindegrond) -> None:
    om.auto()
    nummer = om.gebruik("Anna Officier")
    einde.beeindig(om.als("Dirk Directeur"), nummer, Eindevraag(grond, VANDAAG, "Zo is het."))
    assert einde_van(om, nummer) == (VANDAAG, str(grond))


@SQLITE
def test_4_2_afwezigheid_eindigt_het_recht_en_een_ander_einde_neemt_dat_niet_weg(om: Wereld) -> None:
    om.auto()
    nummer, wie = om.gebruik("Anna Officier"), om.mensen["Anna Officier"]
    dirk = om.als("Dirk Directeur")
    begin = date(2023, 3, 1)
    onderbrekingen.leg_vast(dirk, wie, "ziekte", begin)
    assert einde_van(om, nummer) == (date(2023, 7, 1), einde.VERVALLEN)
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Inlevering)) == 1
        stuk = s.scalars(select(Dossierstuk).where(Dossierstuk.soort == Stuksoort.EINDE)).one()
        assert (stuk.gegevens, stuk.tekst, stuk.uitleg) == ({"laatste_dag": "2023-07-01"}, "", [])
        soorten = set(s.scalars(select(Bericht.soort).where(Bericht.aan_medewerker_id == wie)))
    assert "om.gebruik_eindigt" in soorten
    besluit = einde.beeindig(dirk, nummer, Eindevraag(Eindegrond.OP_EIGEN_VERZOEK, VANDAAG, "Gevraagd."))
    assert einde_van(om, nummer) == (VANDAAG, "op_eigen_verzoek")
    einde.trek_in(dirk, besluit, "Toch niet.")
    assert einde_van(om, nummer) == (date(2023, 7, 1), einde.VERVALLEN)
    # Back in time: the right goes on, and nobody takes the car in.
    onderbrekingen.leg_vast(dirk, wie, "ziekte", begin, einde=date(2023, 3, 10))
    assert einde_van(om, nummer) == (None, None)
    with om.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Inlevering)) == 0
        open_ = select(Taak.id).where(Taak.soort == einde.TAAK_INNEMEN, Taak.opgelost_op.is_(None))
        assert s.scalar(open_) is None


@SQLITE
def test_13_2_gronden_die_meer_vragen(om: Wereld) -> None:
    om.auto()
    nummer = om.gebruik("Anna Officier")
    dirk = om.als("Dirk Directeur")

    def probeer(grond: Eindegrond, **extra: object) -> int:
        return einde.beeindig(dirk, nummer, Eindevraag(grond, VANDAAG, "Zo is het.", **extra))  # type: ignore[arg-type]

    with pytest.raises(Geweigerd, match="ingebrekestelling"):
        probeer(Eindegrond.NIET_NAKOMEN)
    with pytest.raises(Geweigerd, match="zonder eigen bijdrage"):
        probeer(Eindegrond.NORM_500_OVERSCHREDEN, prive_kilometers=501)
    with om.database.transactie() as s:
        s.add(
            Privegebruikverklaring(
                medewerker_id=om.mensen["Anna Officier"],
                ontvangen_op=date(2023, 1, 2),
                staat=Verklaringstaat.BEVESTIGD,
                kenmerk="VGP-1",
                vastgelegd_op=om.nu,
            )
        )
    with pytest.raises(Geweigerd, match="boven 500"):
        probeer(Eindegrond.NORM_500_OVERSCHREDEN, prive_kilometers=500)
    einde.stel_in_gebreke(dirk, nummer, "Je betaalt de boetes niet.")
    probeer(Eindegrond.NIET_NAKOMEN)
    assert einde_van(om, nummer) == (VANDAAG, "niet_nakomen")
    with om.database.lezen() as s:
        soorten = s.scalars(select(Dossierstuk.soort).order_by(Dossierstuk.id)).all()
        uitkomst = s.scalars(select(Gebruikseinde.uitkomst)).one()
    assert soorten == [Stuksoort.INGEBREKESTELLING, Stuksoort.EINDE]
    # With a Verklaring there is no contribution that ends.
    assert uitkomst["bijdrage_tot_en_met"] is None


@SQLITE
def test_de_werkgever_ziet_alleen_het_eigen_parket_ook_na_een_overplaatsing(om: Wereld) -> None:
    om.auto()
    om.gebruik("Anna Officier")
    assert [regel.naam for regel in einde.lijst(om.als("Dirk Directeur"))] == ["Anna Officier"]
    assert einde.lijst(om.als("Lea Directeur")) == ()
    with om.database.transactie() as s:
        inrichting.plaats(s, om.programma, om.mensen["Anna Officier"], om.onderdelen["LP"], date(2023, 3, 1), None)
    assert einde.lijst(om.als("Dirk Directeur")) == ()
    assert [regel.naam for regel in einde.lijst(om.als("Lea Directeur"))] == ["Anna Officier"]


@SQLITE
def test_13_3_inleveren_met_lijst_pas_en_inleverdocument(om: Wereld) -> None:
    nummer = in_gebruik(om, "Anna Officier")
    einde.beeindig(om.als("Dirk Directeur"), nummer, Eindevraag(Eindegrond.OP_EIGEN_VERZOEK, VANDAAG, "Zelf gevraagd."))
    with om.database.lezen() as s:
        terug = s.scalars(select(Inlevering.id)).one()
    inname = Inname(
        ingeleverd_op=VANDAAG,
        kilometerstand=2_000,
        aanwezig=[deel for deel in Onderdeelauto if deel is not Onderdeelauto.CODEKAART],
        schade=Schadestand.NIET_HERSTELLEN,
        inleverdocument="ID-77",
        plaats="Amsterdam",
    )
    loes = om.als("Loes Lokaal")
    with pytest.raises(GeenToegang):
        inleveren.neem_in(om.als("Anna Officier"), terug, inname)
    schoon = replace(inname, schade=Schadestand.GEEN)
    for fout, reden in (
        (inname, "schriftelijke bevestiging"),
        (replace(schoon, inleverdocument=" "), "inleverdocument"),
        (replace(schoon, ingeleverd_op=VANDAAG + timedelta(1)), "toekomst"),
    ):
        with pytest.raises(Geweigerd, match=reden):
            inleveren.neem_in(loes, terug, fout)
    inleveren.neem_in(loes, terug, replace(schoon, wordt_overcompleet=True))
    regel = inleveren.een(loes, terug)
    assert regel.ontbreekt == (Onderdeelauto.CODEKAART,)
    with om.database.lezen() as s:
        soorten = s.scalars(select(Bericht.soort).where(Bericht.aan_medewerker_id == om.mensen["Dirk Directeur"])).all()
        assert [auto.kenteken for auto in autos.overcompleet(s, Leasecategorie.I, VANDAAG)] == []
        assert [auto.kenteken for auto in autos.overcompleet(s, Leasecategorie.I, VANDAAG + timedelta(1))] == ["AB12CD"]
    assert "om.inlevering_let_op" in soorten
    with pytest.raises(Geweigerd, match="vernietigd"):
        inleveren.rond_af(loes, terug, VANDAAG, VANDAAG + timedelta(1))
    inleveren.rond_af(loes, terug, VANDAAG, VANDAAG)
    with pytest.raises(StapNietMogelijk):
        inleveren.rond_af(loes, terug, VANDAAG, VANDAAG)
    with pytest.raises(Geweigerd, match="al ingeleverd"):
        einde.trek_in(om.als("Dirk Directeur"), 1, "Toch niet.")


@SQLITE
def test_kilometerstanden_draaien_niet_terug_en_komen_van_wie_rijdt_of_beheert(om: Wereld) -> None:
    auto = om.auto()
    om.gebruik("Anna Officier")
    anna = om.als("Anna Officier")
    autos.meld_stand(anna, auto, date(2023, 3, 1), 40_000)
    for dag, stand in ((date(2023, 3, 2), 39_999), (date(2023, 2, 1), 40_001), (date(2023, 3, 16), 41_000)):
        with pytest.raises(Geweigerd):
            autos.meld_stand(anna, auto, dag, stand)
    autos.meld_stand(anna, auto, date(2023, 3, 1), 40_100)
    for vreemde in ("Bram Officier", "Dirk Directeur"):
        with pytest.raises(GeenToegang):
            autos.meld_stand(om.als(vreemde), auto, date(2023, 3, 5), 41_000)
    elders = om.auto("LP001X", "LP")
    with pytest.raises(Geweigerd, match="beheert"):
        autos.meld_stand(om.als("Loes Lokaal"), elders, date(2023, 3, 5), 10)
    with om.database.lezen() as s:
        assert [rij.kilometers for rij in gebruik.standen(s, [auto])[auto]] == [40_100]


@SQLITE
def test_het_wagenpark_en_de_lijst_van_2029(om: Wereld) -> None:
    om.auto("BE001N", aandrijving=Aandrijving.BENZINE, wltp_km=None, perceel="8", lease_tot_en_met=date(2029, 1, 1))
    om.auto("BE002N", aandrijving=Aandrijving.BENZINE, wltp_km=None, perceel="8", lease_tot_en_met=date(2025, 1, 1))
    om.auto("LP001X", "LP")
    om.auto()
    om.gebruik("Anna Officier")
    wim, loes = om.als("Wim Wagenpark"), om.als("Loes Lokaal")
    assert len(autos.lijst(wim)) == 4
    assert {regel.auto.kenteken for regel in autos.lijst(loes)} == {"BE001N", "BE002N", "AB12CD"}
    assert {regel.auto.kenteken for regel in autos.lijst(om.als("Lea Directeur"))} == {"LP001X"}
    lijst = autos.na_2029(wim)
    assert [regel.auto.kenteken for regel in lijst] == ["BE001N", "BE002N"]
    assert [autos.loopt_door_2029(regel.auto) for regel in lijst] == [True, False]
    with pytest.raises(GeenToegang):
        autos.toon(om.als("Lea Directeur"), om.voertuigen["AB12CD"])
    with pytest.raises(GeenToegang):
        autos.lijst(om.als("Anna Officier"))

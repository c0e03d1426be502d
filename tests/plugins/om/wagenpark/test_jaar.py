# SPDX-License-Identifier: EUPL-1.2
"""What happens by the year and by the clock: the check, the cost over the units, the terms, and reading files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.dossiers.procedure import StapNietMogelijk
from core.people.invoerbestand import importeer
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.models import Aandrijving, Plaatsing, Ritklasse, Voertuig, Voertuiggroep
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.jaartoets import Advies
from plugins.om.autoregeling.rules.toekenning import Beslisser, ContinuBeschikbaar
from plugins.om.autoregeling.wagenpark.models import (
    Aflevering,
    Dossierstuk,
    Inlevering,
    Jaarstuksoort,
    Jaartoetsregel,
    Kilometerstand,
    Klok,
    Kloksoort,
    Standbron,
    Stuksoort,
)
from plugins.om.autoregeling.wagenpark.persoonsgegevens import PERSOONSGEGEVENS
from plugins.om.autoregeling.wagenpark.services import afleveren, einde, inrichting, jaarstukken, jaartoets, klokken
from plugins.om.autoregeling.wagenpark.services.einde import Eindegrond, Eindevraag
from plugins.om.autoregeling.wagenpark.services.jaartoets import Beoordeling
from tests.plugins.om.wagenpark.hulp import GENOEG, in_gebruik
from tests.plugins.om.wereld import Wereld

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
B = {Criterium.B: ContinuBeschikbaar(continu_buiten_kantooruren=True, poolauto_doelmatig=False)}


def regel_van(om: Wereld, naam: str) -> jaartoets.Toetsregel:
    """Return somebody's line in the check of 2023."""
    return next(regel for regel in jaartoets.lijst(om.als("Wim Wagenpark"), 2023) if regel.naam == naam)


@SQLITE
@pytest.mark.parametrize(("kilometers", "advies"), [(10_001, Advies.VOORTZETTEN), (10_000, Advies.BEEINDIGEN)])
def test_2_2_alleen_zakelijke_kilometers_van_het_jaar_tellen(om: Wereld, kilometers: int, advies: Advies) -> None:
    in_gebruik(om, "Anna Officier")
    om.rit("Anna Officier", date(2023, 5, 1), kilometers, Ritklasse.Z, stand=100)
    om.rit("Anna Officier", date(2023, 5, 2), 9_000, Ritklasse.W, stand=200)
    om.rit("Anna Officier", date(2022, 12, 31), 4_000, Ritklasse.Z, stand=50)
    om.afwezig("Anna Officier", date(2023, 11, 1), date(2024, 2, 1))
    wim = om.als("Wim Wagenpark")
    with pytest.raises(Geweigerd, match="voorbij"):
        jaartoets.zet_klaar(wim, 2023)
    om.nu = datetime(2024, 1, 15, 9, tzinfo=UTC)
    om.besluit_na_2023()
    wim = om.als("Wim Wagenpark")
    assert (jaartoets.zet_klaar(wim, 2023), jaartoets.zet_klaar(wim, 2023)) == (1, 0)
    regel = regel_van(om, "Anna Officier")
    assert (regel.kilometers, regel.afwezig, regel.eerder[0]) == (kilometers, 61, (2022, 4_000))
    with pytest.raises(GeenToegang):
        jaartoets.adviseer(om.als("Dirk Directeur"), [Beoordeling(regel.rij.id, registratie_correct=True)])
    jaartoets.adviseer(wim, [Beoordeling(regel.rij.id, registratie_correct=False)])
    assert regel_van(om, "Anna Officier").rij.advies is Advies.BEOORDELEN
    jaartoets.adviseer(wim, [Beoordeling(regel.rij.id, registratie_correct=True)])
    assert regel_van(om, "Anna Officier").rij.advies is advies
    assert jaartoets.te_beslissen(om.als("Dirk Directeur")) == 1
    assert jaartoets.te_beslissen(om.als("Lea Directeur")) == 0


@SQLITE
def test_2_2_de_werkgever_beslist_en_een_einde_is_binnen_vier_maanden(om: Wereld) -> None:
    in_gebruik(om, "Anna Officier")
    in_gebruik(om, "Bram Officier", "CD34EF", dict(GENOEG) | B)
    om.nu = datetime(2024, 1, 31, 9, tzinfo=UTC)
    om.besluit_na_2023()
    wim, dirk = om.als("Wim Wagenpark"), om.als("Dirk Directeur")
    assert jaartoets.zet_klaar(wim, 2023) == 2
    anna, bram = regel_van(om, "Anna Officier"), regel_van(om, "Bram Officier")
    with pytest.raises(StapNietMogelijk):
        jaartoets.beslis(dirk, anna.rij.id, voortzetten=False, motivering="Te weinig.")
    with pytest.raises(Geweigerd, match="andere criteria"):
        jaartoets.adviseer(wim, [Beoordeling(anna.rij.id, True, (Criterium.B,))])
    jaartoets.adviseer(wim, [Beoordeling(anna.rij.id, True), Beoordeling(bram.rij.id, True, (Criterium.B,))])
    assert regel_van(om, "Bram Officier").rij.advies is Advies.VOORTZETTEN
    with pytest.raises(Geweigerd, match="werkgever"):
        jaartoets.beslis(om.als("Lea Directeur"), anna.rij.id, voortzetten=False, motivering="Te weinig.")
    with pytest.raises(Geweigerd, match="waarom"):
        jaartoets.beslis(dirk, anna.rij.id, voortzetten=False, motivering="")
    jaartoets.beslis(dirk, anna.rij.id, voortzetten=False, motivering="Drie jaar te weinig.")
    with pytest.raises(StapNietMogelijk):
        jaartoets.beslis(dirk, anna.rij.id, voortzetten=True, motivering="Toch.")
    jaartoets.beslis(dirk, bram.rij.id, voortzetten=True, motivering="Piket.")
    [laatste] = [rij.gebruik.tot_en_met for rij in einde.lijst(dirk) if rij.naam == "Anna Officier"]
    assert laatste == date(2024, 5, 31)
    with om.database.lezen() as s:
        soorten = s.scalars(select(Dossierstuk.soort).where(Dossierstuk.dag == date(2024, 1, 31))).all()
        assert s.scalar(select(func.count()).select_from(Jaartoetsregel)) == 2
    assert sorted(soorten) == [Stuksoort.EINDE, Stuksoort.JAARTOETS, Stuksoort.JAARTOETS]


@SQLITE
def test_2_2_de_kosten_gaan_tot_op_de_cent_over_de_onderdelen(om: Wereld) -> None:
    for nr, plek in enumerate(("AMS", "AMS", "LP")):
        om.auto(f"AA00{nr}A", plek)
        om.gebruik("Anna Officier", f"AA00{nr}A")
    om.auto("PO001L", "DVOM", groep=Voertuiggroep.POOL)
    om.auto("PO002L", "DVOM", groep=Voertuiggroep.POOL, lease_tot_en_met=date(2022, 12, 31))
    om.auto("HU001R", "DVOM", groep=Voertuiggroep.HUUR, categorie=None)
    om.auto("ST111L", "LP")
    for nr in (1, 2, 3):
        om.auto(f"BB00{nr}B", "DVOM", groep=Voertuiggroep.POOL)
    wim = om.als("Wim Wagenpark")
    for wie in ("Loes Lokaal", "Dirk Directeur", "Hans Personeel"):
        with pytest.raises(GeenToegang):
            jaarstukken.verdeel_kosten(om.als(wie), 2023)
    jaarstukken.verdeel_kosten(wim, 2023)
    with pytest.raises(Geweigerd, match="al vastgelegd"):
        jaarstukken.verdeel_kosten(wim, 2023)
    with pytest.raises(Geweigerd, match="begonnen"):
        jaarstukken.verdeel_kosten(wim, 2024)
    stuk = jaarstukken.stuk(om.als("Noor Auditor"), Jaarstuksoort.KOSTENVERDELING, 2023)
    assert stuk.uitkomst is not None
    bedragen = jaarstukken.bedragen(stuk.uitkomst)
    assert bedragen == {"AMS": Decimal("21714.29"), "DVOM": Decimal("43428.57"), "LP": Decimal("10857.14")}
    assert sum(bedragen.values()) == Decimal("76000.00")
    assert any(stap.code == "OM-AUTO/kostenverdeling.bijdrage" for stap in stuk.stappen)


@SQLITE
def test_klokken_lopen_worden_gemeld_geescaleerd_en_gestopt(om: Wereld) -> None:
    nummer = in_gebruik(om, "Anna Officier")
    klokken.loop(om.programma)
    klokken.loop(om.programma)
    with om.database.lezen() as s:
        lopend = {(rij.soort, rij.uiterlijk) for rij in s.scalars(select(Klok).where(Klok.gestopt_op.is_(None)))}
        kaart = s.scalars(select(Aflevering.id)).one()
    assert lopend == {
        (Kloksoort.VIJF_JAAR, date(2028, 3, 15)),
        (Kloksoort.KENTEKENKAART, date(2023, 3, 22)),
        (Kloksoort.JAARTOETS, date(2023, 12, 31)),
        (Kloksoort.COLLEGE, date(2023, 12, 31)),
    }
    assert {regel.soort for regel in klokken.lijst(om.als("Loes Lokaal"))} == {
        Kloksoort.VIJF_JAAR,
        Kloksoort.KENTEKENKAART,
    }
    assert klokken.lijst(om.als("Lea Directeur")) == ()
    om.nu = datetime(2023, 3, 23, 9, tzinfo=UTC)
    for _keer in range(2):
        klokken.loop(om.programma)
    with om.database.lezen() as s:
        gemist = s.scalars(select(Taak).where(Taak.soort == "om.klok_gemist")).all()
        gemeld = s.scalar(select(func.count()).where(Bericht.soort == "om.klok_kentekenkaart"))
    assert [(taak.rol, taak.op) for taak in gemist] == [("om_centraal_wagenparkbeheer", date(2023, 3, 22))]
    assert gemeld == 1

    afleveren.meld_kentekenkaart(om.als("Anna Officier"), kaart)
    einde.beeindig(
        om.als("Dirk Directeur"), nummer, Eindevraag(Eindegrond.CRITERIUM_VERVALLEN, date(2023, 3, 23), "Nieuw werk.")
    )
    klokken.loop(om.programma)
    with om.database.lezen() as s:
        lopend_nu = {rij.soort: rij.uiterlijk for rij in s.scalars(select(Klok).where(Klok.gestopt_op.is_(None)))}
        assert s.scalar(select(func.count()).where(Taak.soort == "om.klok_gemist", Taak.opgelost_op.is_(None))) == 0
        terug = s.scalars(select(Inlevering.id)).one()
    assert lopend_nu[Kloksoort.CRITERIUM] == date(2023, 7, 23)
    assert Kloksoort.VIJF_JAAR not in lopend_nu
    assert Kloksoort.KENTEKENKAART not in lopend_nu
    assert terug == 1


@pytest.mark.parametrize(
    ("standen", "verwacht"),
    [
        ([], None),
        ([(date(2023, 1, 1), 150_000)], None),
        ([(date(2023, 1, 1), 150_000), (date(2023, 1, 11), 151_000)], date(2023, 4, 11)),
        ([(date(2023, 1, 1), 159_999), (date(2023, 2, 1), 160_000)], date(2023, 2, 1)),
        ([(date(2023, 1, 1), 5), (date(2023, 2, 1), 5)], None),
    ],
)
def test_2_4_wanneer_160_000_kilometer_te_verwachten_is(standen: list[tuple[date, int]], verwacht: date | None) -> None:
    rijen = [Kilometerstand(dag=dag, kilometers=km, bron=Standbron.OPGAVE) for dag, km in standen]
    assert klokken.verwacht_vol(rijen) == verwacht


VOORBEELDEN = Path(__file__).parents[4] / "docs" / "voorbeelden" / "om"
WAGENPARK = (VOORBEELDEN / "voertuigen.csv").read_text(encoding="utf-8")


@SQLITE
def test_het_wagenpark_en_de_standen_uit_een_bestand(om: Wereld) -> None:
    wim = om.als("Wim Wagenpark")
    assert importeer(wim, "om.voertuigen", WAGENPARK.encode()).goed
    verslag = importeer(wim, "om.voertuigen", WAGENPARK.replace("Volta Drie", "Volta Vier").encode())
    assert (verslag.nieuw + verslag.gewijzigd, verslag.ongewijzigd) == (1, 1)
    with om.database.lezen() as s:
        auto = s.scalars(select(Voertuig).where(Voertuig.kenteken == "AB12CD")).one()
    assert (auto.merk_en_model, auto.fiscale_waarde_centen, auto.aandrijving) == (
        "Volta Vier",
        42_000_00,
        Aandrijving.EMISSIELOOS,
    )
    standen = (VOORBEELDEN / "kilometerstanden.csv").read_bytes()
    assert importeer(wim, "om.kilometerstanden", standen).goed
    weer = importeer(wim, "om.kilometerstanden", standen)
    assert weer.nieuw + weer.gewijzigd == 0
    terug = importeer(wim, "om.kilometerstanden", b"kenteken;datum;kilometers\nAB12CD;2023-03-02;2499\n")
    assert [(een.regel, een.kolom) for een in terug.fouten] == [(2, "kilometers")]
    with pytest.raises(GeenToegang):
        importeer(om.als("Loes Lokaal"), "om.voertuigen", WAGENPARK.encode())


@SQLITE
def test_plaatsingen_uit_een_bestand_sluiten_op_elkaar_aan(om: Wereld) -> None:
    hans = om.als("Hans Personeel")
    bestand = (VOORBEELDEN / "plaatsingen.csv").read_bytes()
    assert importeer(hans, "om.plaatsingen", bestand).goed
    assert importeer(hans, "om.plaatsingen", bestand).goed
    with om.database.lezen() as s:
        rijen = s.execute(
            select(Plaatsing.onderdeel_id, Plaatsing.van, Plaatsing.tot_en_met)
            .where(Plaatsing.medewerker_id == om.mensen["Anna Officier"], Plaatsing.vervallen_op.is_(None))
            .order_by(Plaatsing.van)
        ).all()
    assert [tuple(rij) for rij in rijen] == [
        (om.onderdelen["AMS"], date(2020, 1, 1), date(2023, 1, 31)),
        (om.onderdelen["LP"], date(2023, 2, 1), None),
    ]
    with pytest.raises(GeenToegang):
        importeer(om.als("Wim Wagenpark"), "om.plaatsingen", bestand)


@SQLITE
@pytest.mark.parametrize(
    ("naam", "wie", "fouten"),
    [
        (
            "voertuigen",
            "Wim Wagenpark",
            [
                (2, "kenteken"),
                (3, "wltp_km"),
                (4, "categorie"),
                (5, "perceel"),
                (6, "aandrijving"),
                (7, "lease_tot_en_met"),
                (8, "fiscale_waarde"),
                (9, "onderdeel"),
            ],
        ),
        ("kilometerstanden", "Wim Wagenpark", [(2, "kenteken"), (3, "kilometers"), (4, "datum")]),
        ("plaatsingen", "Hans Personeel", [(2, "personeelsnummer"), (3, "onderdeel"), (4, "tot_en_met")]),
    ],
)
def test_wat_er_mis_is_in_de_voorbeelden(om: Wereld, naam: str, wie: str, fouten: list[tuple[int, str]]) -> None:
    om.auto()
    verslag = importeer(om.als(wie), f"om.{naam}", (VOORBEELDEN / "fout" / f"{naam}.csv").read_bytes())
    assert [(fout.regel, fout.kolom) for fout in verslag.fouten] == fouten


@SQLITE
def test_1_1_niemand_geeft_zichzelf_een_mandaat(om: Wereld) -> None:
    hans = om.als("Hans Personeel")
    with pytest.raises(Geweigerd, match="jezelf"):
        inrichting.maak_beheerder(hans, om.mensen["Hans Personeel"], None, date(2023, 1, 1))
    with pytest.raises(Geweigerd, match="iemand anders"):
        inrichting.maak_werkgever(
            hans, om.mensen["Anna Officier"], om.onderdelen["AMS"], Beslisser.ANDERS, date(2023, 1, 1)
        )
    with pytest.raises(Geweigerd, match="alle onderdelen"):
        inrichting.maak_werkgever(hans, om.mensen["Anna Officier"], None, Beslisser.DIRECTEUR_DVOM, date(2023, 1, 1))
    with pytest.raises(GeenToegang):
        inrichting.maak_beheerder(om.als("Dirk Directeur"), om.mensen["Anna Officier"], None, date(2023, 1, 1))


@SQLITE
def test_wat_over_iemand_is_vastgelegd_is_op_te_vragen(om: Wereld) -> None:
    nummer = in_gebruik(om, "Anna Officier")
    einde.stel_in_gebreke(om.als("Dirk Directeur"), nummer, "Boetes.")
    vraag = Eindevraag(Eindegrond.OP_EIGEN_VERZOEK, date(2023, 3, 15), "Gevraagd.")
    einde.beeindig(om.als("Dirk Directeur"), nummer, replace(vraag, motivering="Zelf gevraagd."))
    with om.database.lezen() as s:
        leeg = {een.tabel for een in PERSOONSGEGEVENS if not een.inzage(s, om.mensen["Anna Officier"])}
        assert all(not een.inzage(s, 0) for een in PERSOONSGEGEVENS)
    assert leeg == {"om_werkgeverschap", "om_beheerderschap", "om_jaartoets"}

# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6: three people swap in a ring, with the agreement of all; it is recorded whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boekingsmerk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Ruil, Ruilrichting
from plugins.jio.consignatie.procedure import Ruilstatus
from plugins.jio.consignatie.ringen import overzicht, services
from plugins.jio.consignatie.ringen.models import Ring, Ringdeel
from plugins.jio.consignatie.ringen.procedure import Ringstatus
from plugins.jio.consignatie.ringen.services import Ringkeuze
from plugins.jio.consignatie.services import ruilen
from plugins.jio.consignatie.services.overzicht.aanbod import aanbod
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from tests.plugins.jio.consignatie.conftest import Wereld, klok, rooster_van
from tests.plugins.jio.consignatie.test_ruilen_tegelijk import bekende_ruil, eis_heel

EEN, TWEE, DRIE = date(2023, 9, 12), date(2023, 9, 19), date(2023, 9, 26)
NU = datetime(2023, 9, 1, 9, tzinfo=UTC)
KEER = 60


@pytest.fixture
def drie(wereld: Wereld) -> tuple[Wereld, list[Dienst]]:
    """Anna, Bram and Cas have the duties of 12, 19 and 26 September."""
    per_dinsdag = wereld.publiceer()
    with wereld.database.lezen() as s:
        diensten = [s.get_one(Dienst, per_dinsdag[dag]) for dag in (EEN, TWEE, DRIE)]
    wereld = wereld.op(NU)
    begin(wereld, diensten)
    return wereld, diensten


def begin(wereld: Wereld, diensten: list[Dienst]) -> None:
    wereld.geef({dienst.id: wie for dienst, wie in zip(diensten, ("anna", "bram", "cas"), strict=True)})


def keuzes(wereld: Wereld, diensten: list[Dienst]) -> list[Ringkeuze]:
    return [
        Ringkeuze(wereld.mensen[wie], Deelkeuze(dienst.id))
        for wie, dienst in zip(("anna", "bram", "cas"), diensten, strict=True)
    ]


def bekende_ring(wereld: Wereld, diensten: list[Dienst]) -> int:
    """Make a ring that only waits for Interne Ondersteuning."""
    nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))
    for wie in ("bram", "cas"):
        services.stem_in(wereld.als(wie), nummer)
    services.meld_bekend(wereld.als("lot"), nummer)
    return nummer


def status(wereld: Wereld, nummer: int) -> Ringstatus:
    with wereld.database.lezen() as s:
        return s.get_one(Ring, nummer).status


def uitvoerders(wereld: Wereld, diensten: list[Dienst]) -> list[list[str]]:
    return [[naam for naam, *_ in wereld.wie(dienst.id)] for dienst in diensten]


def kregen(wereld: Wereld, soort: str) -> set[str]:
    namen = {nummer: naam for naam, nummer in wereld.mensen.items()}
    with wereld.database.lezen() as s:
        return {namen[b.aan_medewerker_id] for b in s.scalars(select(Bericht).where(Bericht.soort == soort))}


def tegelijk(*daden: Callable[[], object]) -> list[str]:
    hek, uit = Barrier(len(daden)), [""] * len(daden)

    def doe(nummer: int) -> None:
        hek.wait()
        try:
            daden[nummer]()
            uit[nummer] = "vastgelegd"
        except (Geweigerd, StapNietMogelijk):
            uit[nummer] = "geweigerd"

    draden = [Thread(target=doe, args=(nummer,)) for nummer in range(len(daden))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return uit


def test_drie_ruilen_pas_na_vastleggen_staat_het_in_het_rooster(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))
    assert kregen(wereld, "jio.ring_voorgesteld") == {"bram", "cas"}
    services.stem_in(wereld.als("cas"), nummer)
    assert status(wereld, nummer) is Ringstatus.VOORGESTELD
    services.stem_in(wereld.als("bram"), nummer)
    assert status(wereld, nummer) is Ringstatus.AKKOORD
    services.meld_bekend(wereld.als("lot"), nummer)
    assert uitvoerders(wereld, diensten) == [["anna"], ["bram"], ["cas"]]
    services.leg_vast(wereld.als("rob"), nummer)
    # Anna gives to Bram, Bram to Cas, Cas to Anna.
    assert uitvoerders(wereld, diensten) == [["bram"], ["cas"], ["anna"]]
    assert rooster_van(wereld, diensten[0].id).versie == 2, "een verandering, een versie"
    assert kregen(wereld, "jio.ring_vastgelegd") == {"anna", "bram", "cas"}
    with wereld.database.lezen() as s:
        ruilen_ = {ruil.id: ruil for ruil in s.scalars(select(Ruil))}
        delen = s.scalars(select(Dienstdeel).where(Dienstdeel.ruil_id.in_(ruilen_))).all()
        legs = s.scalars(select(Ringdeel).order_by(Ringdeel.volgorde)).all()
        merken = {merk.medewerker_id for merk in s.scalars(select(Boekingsmerk))}
    assert {ruil.status for ruil in ruilen_.values()} == {Ruilstatus.VASTGELEGD}
    assert {deel.medewerker_id: deel.ruil_id for deel in delen} == {leg.nemer_id: leg.ruil_id for leg in legs}
    assert {wereld.mensen[wie] for wie in ("anna", "bram", "cas")} <= merken


def test_een_deel_van_een_week_in_een_ring(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    vrijdag, maandag = klok("2023-09-15", "17:00"), klok("2023-09-18", "08:00")
    een, *rest = keuzes(wereld, diensten)
    nummer = services.stel_voor(
        wereld.als("anna"), [Ringkeuze(een.gever_id, Deelkeuze(diensten[0].id, vrijdag, maandag)), *rest]
    )
    for wie in ("bram", "cas"):
        services.stem_in(wereld.als(wie), nummer)
    services.meld_bekend(wereld.als("lot"), nummer)
    services.leg_vast(wereld.als("rob"), nummer)
    assert uitvoerders(wereld, diensten) == [["anna", "bram", "anna"], ["cas"], ["anna"]]
    eis_heel(wereld, diensten)


def test_ieder_ziet_vooraf_alleen_zijn_eigen_bedrag(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))
    for wie in ("anna", "bram", "cas"):
        gevolg = overzicht.ringdossier(wereld.als(wie), nummer).gevolg
        assert gevolg is not None
        gezien = {p.naam: (p.voor_centen, p.na_centen) for p in gevolg.personen}
        assert set(gezien) == {"Anna", "Bram", "Cas"}
        assert all(gezien[wie.title()])
        assert all(bedrag == (None, None) for naam, bedrag in gezien.items() if naam != wie.title())
    for wie in ("lot", "rob"):
        gevolg = overzicht.ringdossier(wereld.als(wie), nummer).gevolg
        assert gevolg is not None
        assert {(p.voor_centen, p.na_centen) for p in gevolg.personen} == {(None, None)}
    vooraf = overzicht.gevolg_vooraf(wereld.als("anna"), keuzes(wereld, diensten), aanbod(wereld.als("anna")))
    assert [p.naam for p in vooraf.personen] == ["Anna", "Bram", "Cas"]


def test_wie_wat_mag_en_in_welke_volgorde(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))
    for wie in ("dina", "lot", "otto"):
        with pytest.raises(GeenToegang):
            services.stem_in(wereld.als(wie), nummer)
    for wie in ("dina", "otto", "leo"):
        with pytest.raises(GeenToegang):
            overzicht.ringdossier(wereld.als(wie), nummer)
    with pytest.raises(Geweigerd, match="ging al akkoord"):
        services.stem_in(wereld.als("anna"), nummer)
    with pytest.raises(Geweigerd, match="nog niet akkoord"):
        services.trek_in(wereld.als("bram"), nummer)
    with pytest.raises(StapNietMogelijk):
        services.meld_bekend(wereld.als("lot"), nummer)
    services.stem_in(wereld.als("bram"), nummer)
    services.stem_in(wereld.als("cas"), nummer)
    with pytest.raises(GeenToegang):
        services.meld_bekend(wereld.als("leo"), nummer)
    with pytest.raises(StapNietMogelijk):
        services.leg_vast(wereld.als("rob"), nummer)
    services.meld_bekend(wereld.als("lot"), nummer)
    for ander in (wereld.als("lot"), wereld.programma):
        with pytest.raises(GeenToegang):
            services.leg_vast(ander, nummer)
    with pytest.raises(StapNietMogelijk):
        services.trek_in(wereld.als("anna"), nummer)
    with pytest.raises(GeenToegang):
        services.stem_in(wereld.als("anna"), 999_999)


@pytest.mark.parametrize(
    ("stap", "wie", "soort", "anderen"),
    [
        (services.sla_af, "bram", "jio.ring_geweigerd", {"anna", "cas"}),
        (services.trek_in, "anna", "jio.ring_ingetrokken", {"bram", "cas"}),
    ],
)
def test_een_nee_of_een_terugtrekken_en_de_ring_is_van_de_baan(
    drie: tuple[Wereld, list[Dienst]], stap: Callable[..., None], wie: str, soort: str, anderen: set[str]
):
    wereld, diensten = drie
    nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))
    stap(wereld.als(wie), nummer)
    assert kregen(wereld, soort) == anderen
    with pytest.raises(StapNietMogelijk):
        services.stem_in(wereld.als("cas"), nummer)
    assert uitvoerders(wereld, diensten) == [["anna"], ["bram"], ["cas"]]


def test_weigeren_gaat_met_een_reden(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = bekende_ring(wereld, diensten)
    with pytest.raises(Geweigerd, match="waarom"):
        services.weiger(wereld.als("rob"), nummer, "  ")
    services.weiger(wereld.als("rob"), nummer, "Die week is er onderhoud.")
    assert kregen(wereld, "jio.ring_geweigerd") == {"anna", "bram", "cas"}
    assert overzicht.ringdossier(wereld.als("anna"), nummer).stappen[-1].toelichting == "Die week is er onderhoud."


def test_wat_geen_ring_is_wordt_geweigerd(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    goed = keuzes(wereld, diensten)
    gevallen = {
        "twee mensen": ([goed[0], goed[1], Ringkeuze(goed[1].gever_id, goed[2].deel)], "twee verschillende"),
        "twee delen": (goed[:2], "twee collega's"),
        "niet met de eigen dienst": ([goed[1], goed[0], goed[2]], "eigen dienst"),
        "dienst van een ander": ([goed[0], Ringkeuze(goed[1].gever_id, goed[2].deel), goed[2]], "heeft hem niet"),
        "bestaat niet": ([goed[0], goed[1], Ringkeuze(goed[2].gever_id, Deelkeuze(999_999))], "niet in een"),
    }
    for naam, (ring, reden) in gevallen.items():
        with pytest.raises(Geweigerd, match=reden):
            services.stel_voor(wereld.als("anna"), ring)
        assert naam
    wereld.afwezig("cas", "ziekte", date(2023, 9, 20), date(2023, 9, 20))
    with pytest.raises(Geweigerd) as fout:
        services.stel_voor(wereld.als("anna"), goed)
    assert fout.value.reden == "deze collega kan deze dienst niet doen"
    with wereld.database.lezen() as s:
        assert s.scalars(select(Ring)).all() == []


def test_kan_een_van_de_drie_niet_meer_dan_gebeurt_er_niets(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = bekende_ring(wereld, diensten)
    wereld.afwezig("anna", "verlof", date(2023, 9, 28), date(2023, 9, 28))
    with pytest.raises(Geweigerd, match="Anna kan niet: verlof"):
        services.leg_vast(wereld.als("rob"), nummer)
    assert uitvoerders(wereld, diensten) == [["anna"], ["bram"], ["cas"]]
    assert status(wereld, nummer) is Ringstatus.BEKEND
    with wereld.database.lezen() as s:
        assert s.scalars(select(Ruil)).all() == []


def test_gaf_een_van_de_drie_zijn_dienst_al_weg_dan_gebeurt_er_niets(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = bekende_ring(wereld, diensten)
    derde = diensten[2]
    ander = bekende_ruil(wereld, "cas", "dina", [(derde.id, Ruilrichting.HEEN, derde.begin, derde.einde)])
    ruilen.leg_vast(wereld.als("rob"), ander)
    with pytest.raises(Geweigerd, match="intussen veranderd"):
        services.leg_vast(wereld.als("rob"), nummer)
    assert uitvoerders(wereld, diensten) == [["anna"], ["bram"], ["dina"]]


def test_de_lijst_zet_wat_op_jou_wacht_bovenaan(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))

    def waar(wie: str) -> tuple[list[int], list[int]]:
        lijst = overzicht.ringen(wereld.als(wie))
        return [ring.id for ring in lijst.te_doen], [ring.id for ring in lijst.eigen]

    assert waar("anna") == ([], [nummer])
    assert waar("bram") == ([nummer], [])
    assert waar("dina") == ([], [])
    assert waar("lot") == ([], [nummer])
    assert waar("leo") == ([], [])
    for wie in ("bram", "cas"):
        services.stem_in(wereld.als(wie), nummer)
    assert waar("lot") == ([nummer], [])
    services.meld_bekend(wereld.als("lot"), nummer)
    assert waar("rob") == ([nummer], [])
    services.leg_vast(wereld.als("rob"), nummer)
    assert [ring.id for ring in overzicht.ringen(wereld.als("cas")).voorbij] == [nummer]


@pytest.mark.traag
def test_een_ring_en_een_ruil_op_dezelfde_dienst_tegelijk(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    tweede = diensten[1]
    eindes = set()
    for _ in range(KEER):
        begin(wereld, diensten)
        ring = bekende_ring(wereld, diensten)
        ruil = bekende_ruil(wereld, "bram", "dina", [(tweede.id, Ruilrichting.HEEN, tweede.begin, tweede.einde)])
        uit = tegelijk(
            partial(services.leg_vast, wereld.als("rob"), ring), partial(ruilen.leg_vast, wereld.als("rob"), ruil)
        )
        # Both want the duty of Bram: whoever is second finds it gone, and does nothing at all.
        assert sorted(uit) == ["geweigerd", "vastgelegd"]
        eis_heel(wereld, diensten)
        assert uitvoerders(wereld, diensten) == (
            [["bram"], ["cas"], ["anna"]] if uit[0] == "vastgelegd" else [["anna"], ["dina"], ["cas"]]
        )
        eindes.add(tuple(uit))
        if uit[0] == "geweigerd":
            services.weiger(wereld.als("rob"), ring, "De dienst is al geruild.")
    assert eindes


@pytest.mark.traag
def test_twee_ringen_over_dezelfde_diensten_tegelijk(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    for _ in range(KEER // 3):
        begin(wereld, diensten)
        ringen = [bekende_ring(wereld, diensten) for _ in range(2)]
        uit = tegelijk(*(partial(services.leg_vast, wereld.als("rob"), nummer) for nummer in ringen))
        assert sorted(uit) == ["geweigerd", "vastgelegd"]
        assert uitvoerders(wereld, diensten) == [["bram"], ["cas"], ["anna"]]
        eis_heel(wereld, diensten)


@pytest.mark.traag
def test_alle_drie_gaan_tegelijk_akkoord_en_de_ring_is_een_keer_rond(drie: tuple[Wereld, list[Dienst]]):
    wereld, diensten = drie
    for _ in range(10):
        nummer = services.stel_voor(wereld.als("anna"), keuzes(wereld, diensten))
        uit = tegelijk(*(partial(services.stem_in, wereld.als(wie), nummer) for wie in ("bram", "cas")))
        assert uit == ["vastgelegd", "vastgelegd"]
        assert status(wereld, nummer) is Ringstatus.AKKOORD
        services.trek_in(wereld.als("cas"), nummer)

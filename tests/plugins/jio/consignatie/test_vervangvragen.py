# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6: colleagues are asked to take open time, the first yes has it, and somebody else records it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel, Pas
from plugins.jio.consignatie.services import ruilen, vervangingen
from plugins.jio.consignatie.services.dekking import TAAK_GAT
from plugins.jio.consignatie.services.gevolgen import Waarschuwing, gevolg
from plugins.jio.consignatie.vervangvragen import overzicht, services
from plugins.jio.consignatie.vervangvragen.models import Antwoord, Gevraagde, Vervangvraag
from plugins.jio.consignatie.vervangvragen.procedure import Vraagstatus
from tests.plugins.jio.consignatie.conftest import Wereld, klok

EEN, TWEE, DRIE = date(2023, 9, 12), date(2023, 9, 19), date(2023, 9, 26)
VRIJDAG, MAANDAG = klok("2023-09-15", "17:00"), klok("2023-09-18", "08:00")
NU = datetime(2023, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def gat(wereld: Wereld) -> tuple[Wereld, int]:
    """Anna has the duty of 12 September, and nobody its weekend; Bram has the next duty."""
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna", per_dinsdag[TWEE]: "bram", per_dinsdag[DRIE]: "cas"})
    wereld = wereld.op(NU)
    maak_open(wereld, per_dinsdag[EEN], "anna")
    return wereld, per_dinsdag[EEN]


def maak_open(wereld: Wereld, dienst_id: int, wie: str, van: datetime = VRIJDAG, tot: datetime | None = MAANDAG):
    vervangingen.vervang(
        wereld.als("lot"),
        dienst_id,
        uitvaller_id=wereld.mensen[wie],
        van=van,
        tot=tot,
        reden=Deelreden.VERLOF,
        vervanger_id=None,
    )


def vraag(wereld: Wereld) -> Vervangvraag:
    with wereld.database.lezen() as s:
        return s.scalars(select(Vervangvraag).order_by(Vervangvraag.id.desc())).first()  # type: ignore[return-value]


def kregen(wereld: Wereld, soort: str) -> list[str]:
    namen = {nummer: naam for naam, nummer in wereld.mensen.items()}
    with wereld.database.lezen() as s:
        return sorted(namen[b.aan_medewerker_id] for b in s.scalars(select(Bericht).where(Bericht.soort == soort)))


def open_taken(wereld: Wereld, soort: str) -> int:
    with wereld.database.lezen() as s:
        return (
            s.scalar(select(func.count()).select_from(Taak).where(Taak.soort == soort, Taak.opgelost_op.is_(None))) or 0
        )


def ids(wereld: Wereld, *namen: str) -> list[int]:
    return [wereld.mensen[naam] for naam in namen]


def tegelijk(*daden: Callable[[], object]) -> list[str]:
    hek, uit = Barrier(len(daden)), [""] * len(daden)

    def doe(nummer: int) -> None:
        hek.wait()
        try:
            daden[nummer]()
            uit[nummer] = "gelukt"
        except (Geweigerd, StapNietMogelijk):
            uit[nummer] = "geweigerd"

    draden = [Thread(target=doe, args=(nummer,)) for nummer in range(len(daden))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return uit


def test_kandidaten_staan_op_volgorde_van_uren_met_weekend_en_wat_er_tegen_is(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    with wereld.database.transactie() as s:
        s.add(Pas(medewerker_id=wereld.mensen["bram"], van=date(2023, 1, 1), tot_en_met=None, vastgelegd_op=NU))
    dossier = overzicht.vraagdossier(wereld.als("rob"), dienst_id)
    assert dossier.vak is not None
    assert (dossier.vak.van, dossier.vak.tot) == (VRIJDAG, MAANDAG)
    kunnen = [wie for wie in dossier.kandidaten if wie.kan]
    minuten = [wie.minuten_dit_jaar or 0 for wie in kunnen]
    assert {wie.naam for wie in kunnen} == {"Anna", "Cas", "Dina"}
    assert minuten == sorted(minuten)
    assert all(0 < (wie.minuten_weekend or 0) < (wie.minuten_dit_jaar or 0) for wie in kunnen)
    [bram] = [wie for wie in dossier.kandidaten if wie.naam == "Bram"]
    assert [str(soort) for soort in bram.belemmeringen] == ["pas_regeling"]


def test_wie_dan_dienst_heeft_staat_onderaan_en_wordt_niet_gevraagd(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    # Cas takes the Friday night, so for the rest of the weekend he can still be asked, and for that night he cannot.
    vervangingen.vervang(
        wereld.als("rob"),
        dienst_id,
        uitvaller_id=wereld.mensen["anna"],
        van=klok("2023-09-14", "17:00"),
        tot=klok("2023-09-15", "08:00"),
        reden=Deelreden.VERLOF,
        vervanger_id=wereld.mensen["cas"],
    )
    kandidaten = {wie.naam: wie for wie in overzicht.vraagdossier(wereld.als("rob"), dienst_id).kandidaten}
    assert not kandidaten["Cas"].heeft_al_dienst
    assert [wie for wie in kandidaten if kandidaten[wie].heeft_al_dienst] == []
    heel = {wie.naam for wie in vervangingen.kandidaten(wereld.als("rob"), dienst_id) if wie.heeft_al_dienst}
    assert heel == {"Anna", "Cas"}, "over de hele dienst"


def test_vragen_ja_zeggen_en_vastleggen(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    assert open_taken(wereld, TAAK_GAT) == 1
    assert services.vraag(wereld.als("om"), dienst_id, VRIJDAG, ids(wereld, "cas")) == 1
    assert services.vraag(wereld.als("lot"), dienst_id, VRIJDAG) == 3, "iedereen die nog niet is gevraagd"
    assert kregen(wereld, "jio.vervanging_gevraagd") == ["anna", "bram", "cas", "dina"]
    nummer = vraag(wereld).id
    services.antwoord(wereld.als("anna"), nummer, ja=False)
    services.antwoord(wereld.als("dina"), nummer, ja=True)
    assert kregen(wereld, "jio.vervanging_toegezegd") == ["om"]
    assert open_taken(wereld, services.TAAK_VASTLEGGEN) == 1
    with pytest.raises(Geweigerd, match="een collega was je voor"):
        services.antwoord(wereld.als("cas"), nummer, ja=True)
    assert [naam for naam, *_ in wereld.wie(dienst_id)] == ["anna", "anna"], "nog niet vastgelegd"
    services.leg_vast(wereld.als("rob"), nummer)
    assert wereld.wie(dienst_id)[1] == ("dina", VRIJDAG, MAANDAG)
    assert (open_taken(wereld, TAAK_GAT), open_taken(wereld, services.TAAK_VASTLEGGEN)) == (0, 0)
    assert kregen(wereld, "jio.vervanging_niet_nodig") == ["bram", "cas"]
    with wereld.database.lezen() as s:
        [deel] = s.scalars(
            select(Dienstdeel).where(
                Dienstdeel.dienst_id == dienst_id,
                Dienstdeel.medewerker_id == wereld.mensen["dina"],
                Dienstdeel.vervallen_op.is_(None),
            )
        )
    assert deel.reden is Deelreden.GEVRAAGD
    [regel] = overzicht.vraagdossier(wereld.als("rob"), dienst_id).vragen
    assert {een.naam: een.antwoord for een in regel.gevraagden} == {
        "Anna": Antwoord.NEE,
        "Bram": None,
        "Cas": None,
        "Dina": Antwoord.JA,
    }


def test_wie_vraagt_ziet_wie_is_gevraagd_en_een_collega_ziet_alleen_zichzelf(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    for wie in ("rob", "lot", "om"):
        assert len(overzicht.vraagdossier(wereld.als(wie), dienst_id).vragen[0].gevraagden) == 4
        assert [regel.dienst.id for regel in overzicht.onbedekt(wereld.als(wie)).diensten] == [dienst_id]
        assert overzicht.wacht_op_mij(wereld.als(wie)) == (0, 1)
    for wie in ("leo", "anna", "hans"):
        with pytest.raises(GeenToegang):
            overzicht.vraagdossier(wereld.als(wie), dienst_id)
        with pytest.raises(GeenToegang):
            services.vraag(wereld.als(wie), dienst_id, VRIJDAG)
    assert overzicht.onbedekt(wereld.als("leo")).diensten == ()
    with pytest.raises(GeenToegang):
        overzicht.aan_mij_gevraagd(wereld.als("otto"), nummer)
    with pytest.raises(GeenToegang):
        services.antwoord(wereld.als("otto"), nummer, ja=True)
    services.antwoord(wereld.als("dina"), nummer, ja=True)
    eigen = overzicht.aan_mij_gevraagd(wereld.als("cas"), nummer)
    assert [regel.naam for regel in eigen.vraag.gevraagden] == ["Cas"]
    assert (eigen.vraag.toegezegd_door, eigen.vraag.toegezegd_door_id) == (None, None)
    assert overzicht.wacht_op_mij(wereld.als("cas")) == (0, 0)
    [dina] = overzicht.aan_mij(wereld.als("dina"))
    assert (dina.antwoord, dina.open) == (Antwoord.JA, True)


def test_voor_je_ja_zegt_zie_je_je_eigen_toelage(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG, ids(wereld, "cas"))
    gevraagd = overzicht.aan_mij_gevraagd(wereld.als("cas"), vraag(wereld).id)
    assert gevraagd.gevolg is not None
    [persoon] = gevraagd.gevolg.personen
    assert (persoon.voor_centen, persoon.kwartieren_na.totaal) == (0, 63 * 4)
    assert persoon.na_centen


def test_ja_terugnemen_maakt_de_tijd_weer_open(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    services.antwoord(wereld.als("dina"), nummer, ja=True)
    services.antwoord(wereld.als("dina"), nummer, ja=True)
    services.antwoord(wereld.als("dina"), nummer, ja=False)
    assert vraag(wereld).status is Vraagstatus.OPEN
    assert kregen(wereld, "jio.vervanging_afgezien") == ["rob"]
    assert open_taken(wereld, services.TAAK_VASTLEGGEN) == 0
    with pytest.raises(StapNietMogelijk):
        services.leg_vast(wereld.als("rob"), nummer)
    services.antwoord(wereld.als("cas"), nummer, ja=True)
    services.leg_vast(wereld.als("rob"), nummer)
    assert wereld.wie(dienst_id)[1][0] == "cas"


def test_niemand_legt_zijn_eigen_ja_vast(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    services.antwoord(wereld.als("dina"), nummer, ja=True)
    dina = wereld.als("dina")
    leidt_zelf = dina.als(type(dina.actor)(**{**vars(dina.actor), "geleide_teams": frozenset({wereld.teams["net"]})}))
    with pytest.raises(Geweigerd, match="een ander legt vast"):
        services.leg_vast(leidt_zelf, nummer)
    with pytest.raises(GeenToegang):
        services.leg_vast(wereld.als("cas"), nummer)
    with pytest.raises(GeenToegang):
        services.leg_vast(wereld.programma, nummer)
    assert vraag(wereld).status is Vraagstatus.TOEGEZEGD


def test_wat_niet_te_vragen_is(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    with wereld.database.transactie() as s:
        s.add(Pas(medewerker_id=wereld.mensen["bram"], van=date(2023, 1, 1), tot_en_met=None, vastgelegd_op=NU))
    rob = wereld.als("rob")
    for wie in ("bram", "otto"):
        with pytest.raises(Geweigerd, match="kan deze dienst niet doen"):
            services.vraag(rob, dienst_id, VRIJDAG, ids(wereld, wie))
    with pytest.raises(Geweigerd, match="gevuld of voorbij"):
        services.vraag(rob, dienst_id, klok("2023-09-13", "17:00"))
    with pytest.raises(GeenToegang):
        services.vraag(rob, 999_999, VRIJDAG)
    assert services.vraag(rob, dienst_id, VRIJDAG) == 3
    with pytest.raises(Geweigerd, match="al gevraagd"):
        services.vraag(rob, dienst_id, VRIJDAG, ids(wereld, "cas"))
    with pytest.raises(Geweigerd, match="niemand meer om te vragen"):
        services.vraag(rob, dienst_id, VRIJDAG)
    services.antwoord(wereld.als("cas"), vraag(wereld).id, ja=True)
    with pytest.raises(Geweigerd, match="zei al ja"):
        services.vraag(rob, dienst_id, VRIJDAG, ids(wereld, "dina"))
    with pytest.raises(Geweigerd, match="gevuld of voorbij"):
        services.vraag(wereld.op(MAANDAG).als("rob"), dienst_id, VRIJDAG)


def test_wie_intussen_niet_meer_kan_zegt_geen_ja(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    wereld.afwezig("cas", "ziekte", date(2023, 9, 14), None)
    with pytest.raises(Geweigerd, match="Cas kan niet: ziekte"):
        services.antwoord(wereld.als("cas"), nummer, ja=True)
    services.antwoord(wereld.als("dina"), nummer, ja=True)
    wereld.afwezig("dina", "verlof", date(2023, 9, 16), date(2023, 9, 16))
    with pytest.raises(Geweigerd, match="Dina kan niet: verlof"):
        services.leg_vast(wereld.als("rob"), nummer)


def test_een_ingetrokken_vraag_neemt_geen_antwoord_meer(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    services.antwoord(wereld.als("anna"), nummer, ja=False)
    with pytest.raises(GeenToegang):
        services.trek_in(wereld.als("anna"), nummer)
    services.trek_in(wereld.als("om"), nummer)
    assert kregen(wereld, "jio.vervanging_niet_nodig") == ["bram", "cas", "dina"]
    with pytest.raises(Geweigerd, match="loopt niet meer"):
        services.antwoord(wereld.als("cas"), nummer, ja=True)
    with pytest.raises(StapNietMogelijk):
        services.trek_in(wereld.als("rob"), nummer)
    assert services.vraag(wereld.als("rob"), dienst_id, VRIJDAG) == 4, "opnieuw vragen kan"


def test_een_vraag_verloopt_als_de_tijd_anders_gevuld_of_voorbij_is(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    assert services.lopende_vragen(wereld.programma) == (nummer,)
    services.controleer(wereld.programma, nummer)
    assert vraag(wereld).status is Vraagstatus.OPEN
    vervangingen.vervang(
        wereld.als("rob"),
        dienst_id,
        uitvaller_id=None,
        van=VRIJDAG,
        tot=MAANDAG,
        reden=Deelreden.HERSTEL,
        vervanger_id=wereld.mensen["cas"],
    )
    with pytest.raises(Geweigerd, match="gevuld of voorbij"):
        services.antwoord(wereld.als("dina"), nummer, ja=True)
    assert not overzicht.aan_mij_gevraagd(wereld.als("dina"), nummer).open
    services.controleer(wereld.programma, nummer)
    assert vraag(wereld).status is Vraagstatus.VERLOPEN
    assert services.lopende_vragen(wereld.programma) == ()
    maak_open(wereld, dienst_id, "cas")
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    services.controleer(wereld.op(MAANDAG).programma, vraag(wereld).id)
    assert vraag(wereld).status is Vraagstatus.VERLOPEN


def test_valt_er_meer_uit_dan_gaat_een_nieuwe_vraag_over_alles(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    oud = vraag(wereld).id
    maak_open(wereld, dienst_id, "anna", MAANDAG, None)
    assert services.vraag(wereld.als("rob"), dienst_id, VRIJDAG) == 4
    nieuw = vraag(wereld)
    assert nieuw.id != oud
    assert (nieuw.van, nieuw.tot) == (VRIJDAG, klok("2023-09-19", "08:00"))
    with wereld.database.lezen() as s:
        assert s.get_one(Vervangvraag, oud).status is Vraagstatus.VERLOPEN


def test_tijdens_de_dienst_telt_het_vanaf_het_ja_in_hele_kwartieren(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
    nummer = vraag(wereld).id
    zaterdag = wereld.op(klok("2023-09-16", "21:03"))
    services.antwoord(zaterdag.als("dina"), nummer, ja=True)
    services.leg_vast(wereld.op(klok("2023-09-16", "22:40")).als("om"), nummer)
    assert wereld.wie(dienst_id)[1] == ("dina", klok("2023-09-16", "21:15"), MAANDAG)
    assert open_taken(wereld, TAAK_GAT) == 0, "wat voorbij is, is niet meer te vullen"


@pytest.mark.traag
def test_twee_zeggen_tegelijk_ja_en_een_heeft_de_dienst(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    for _ in range(25):
        services.vraag(wereld.als("rob"), dienst_id, VRIJDAG)
        nummer = vraag(wereld).id
        ja_zeggers = [partial(services.antwoord, wereld.als(wie), nummer, ja=True) for wie in ("bram", "cas", "dina")]
        assert sorted(tegelijk(*ja_zeggers)) == ["gelukt", "geweigerd", "geweigerd"]
        with wereld.database.lezen() as s:
            ja = s.scalars(
                select(Gevraagde.medewerker_id).where(Gevraagde.vraag_id == nummer, Gevraagde.antwoord == Antwoord.JA)
            ).all()
        assert ja == [vraag(wereld).toegezegd_door_id]
        # Two who record at once: one does it, and nobody stands there twice.
        vastleggers = [partial(services.leg_vast, wereld.als(wie), nummer) for wie in ("rob", "om")]
        assert sorted(tegelijk(*vastleggers)) == ["gelukt", "geweigerd"]
        [(naam, van, tot)] = [deel for deel in wereld.wie(dienst_id) if deel[0] != "anna"]
        assert (wereld.mensen[naam], van, tot) == (ja[0], VRIJDAG, MAANDAG)
        maak_open(wereld, dienst_id, naam)


@pytest.mark.traag
def test_een_mens_zegt_niet_tegelijk_ja_op_twee_diensten(gat: tuple[Wereld, int]):
    """The duties of 19 and 26 December 2023 overlap for fifteen hours."""
    wereld, _ = gat
    with wereld.database.lezen() as s:
        diensten = s.scalars(
            select(Dienst)
            .where(Dienst.dinsdag.in_([date(2023, 12, 19), date(2023, 12, 26)]), Dienst.team_id == wereld.teams["net"])
            .order_by(Dienst.dinsdag)
        ).all()
    wereld.geef({diensten[0].id: "anna", diensten[1].id: "bram"})
    maak_open(wereld, diensten[0].id, "anna", diensten[0].begin, None)
    maak_open(wereld, diensten[1].id, "bram", diensten[1].begin, None)
    for _ in range(10):
        nummers = []
        for dienst in diensten:
            services.vraag(wereld.als("rob"), dienst.id, dienst.begin)
            nummers.append(vraag(wereld).id)
        uit = tegelijk(*(partial(services.antwoord, wereld.als("cas"), nummer, ja=True) for nummer in nummers))
        assert sorted(uit) == ["gelukt", "geweigerd"]
        for nummer in nummers:
            services.trek_in(wereld.als("rob"), nummer)


# What a colleague may not know of another.


def test_een_collega_leest_niet_waarom_iemand_niet_kan(gat: tuple[Wereld, int]):
    wereld, dienst_id = gat
    wereld.afwezig("bram", "ziekte", date(2023, 9, 11), None)
    with pytest.raises(Geweigerd) as fout:
        ruilen.bied_aan(
            wereld.als("anna"), ruilen.Deelkeuze(dienst_id, tot=VRIJDAG), gevraagde_id=wereld.mensen["bram"]
        )
    assert fout.value.reden == "deze collega kan deze dienst niet doen"
    nummer = ruilen.bied_aan(wereld.als("anna"), ruilen.Deelkeuze(dienst_id, tot=VRIJDAG))
    with pytest.raises(Geweigerd, match="Bram kan niet: ziekte"):
        ruilen.neem_over(wereld.als("bram"), nummer)
    ruilen.neem_over(wereld.als("cas"), nummer)
    wereld.afwezig("cas", "verlof", date(2023, 9, 12), date(2023, 9, 12))
    gezien = {}
    for wie in ("anna", "cas", "lot", "rob"):
        uitkomst = gevolg(wereld.als(wie), nummer)
        assert Waarschuwing.NIET_INZETBAAR in uitkomst.waarschuwingen
        gezien[wie] = [str(b) for p in uitkomst.personen for tijd in p.arbeidstijden for b in tijd.belemmeringen]
    assert gezien == {"anna": [], "cas": ["verlof"], "lot": ["verlof"], "rob": ["verlof"]}
    ruilen.meld_bekend(wereld.als("lot"), nummer)
    with pytest.raises(Geweigerd, match="Cas kan niet: verlof"):
        ruilen.leg_vast(wereld.als("rob"), nummer)


def test_een_kwartier_begint_op_of_na_het_moment():
    assert services.heel_kwartier(VRIJDAG) == VRIJDAG
    assert services.heel_kwartier(VRIJDAG + timedelta(seconds=1)) == VRIJDAG + timedelta(minutes=15)

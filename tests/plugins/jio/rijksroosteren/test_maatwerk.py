# SPDX-License-Identifier: EUPL-1.2
"""JIO 4: a custom agreement not to do roster duty is continued only with both consents, and ends on a day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.rijksroosteren.jobs import JOBS
from plugins.jio.rijksroosteren.models import Partij
from plugins.jio.rijksroosteren.services import groep, maatwerk
from tests.plugins.jio.consignatie.conftest import Wereld
from tests.plugins.jio.rijksroosteren.conftest import op, plan

VAN = date(2022, 5, 1)


def leg_vast(wereld: Wereld, naam: str = "anna", door: str = "lot") -> int:
    return maatwerk.leg_vast(wereld.als(door), wereld.mensen[naam], van=VAN, vindplaats="dossier 12")


@pytest.mark.parametrize("eerst", ["lot", "anna"])
def test_r7_een_akkoord_is_niet_genoeg_en_twee_wel(wereld: Wereld, eerst: str):
    wereld = op(wereld, "2024-03-01")
    nummer = leg_vast(wereld)
    maatwerk.stem_in(wereld.als(eerst), nummer, akkoord=True)
    [regel] = maatwerk.lijst(wereld.als("lot"))
    assert not regel.uitkomst.voortgezet
    groep.meld_aan(wereld.als("anna"), date(2024, 3, 1))
    plan(wereld, "anna", "2024-03-12")
    maatwerk.stem_in(wereld.als("anna" if eerst == "lot" else "lot"), nummer, akkoord=True)
    assert maatwerk.lijst(wereld.als("lot"))[0].uitkomst.voortgezet
    with pytest.raises(Geweigerd, match="maatwerkafspraak"):
        plan(wereld, "anna", "2024-03-13")
    maatwerk.stem_in(wereld.als("anna"), nummer, akkoord=False)
    plan(wereld, "anna", "2024-03-13")


def test_wie_een_afspraak_heeft_meldt_zich_niet_aan(wereld: Wereld):
    wereld = op(wereld, "2024-03-01")
    nummer = leg_vast(wereld)
    for naam in ("lot", "anna"):
        maatwerk.stem_in(wereld.als(naam), nummer, akkoord=True)
    with pytest.raises(Geweigerd, match="trek eerst je akkoord in"):
        groep.meld_aan(wereld.als("anna"), date(2024, 3, 1))
    maatwerk.beeindig(wereld.als("hans"), nummer, date(2024, 2, 29))
    groep.meld_aan(wereld.als("anna"), date(2024, 3, 1))
    with pytest.raises(Geweigerd, match="al een laatste dag"):
        maatwerk.beeindig(wereld.als("hans"), nummer, date(2024, 3, 1))
    with pytest.raises(Geweigerd, match="beëindigd"):
        maatwerk.stem_in(wereld.als("anna"), nummer, akkoord=True)


def test_wie_spreekt_als_wie(wereld: Wereld):
    nummer = leg_vast(wereld, door="hans")
    assert maatwerk.stem_in(wereld.als("anna"), nummer, akkoord=True) is Partij.MEDEWERKER
    assert maatwerk.stem_in(wereld.als("lot"), nummer, akkoord=True) is Partij.LEIDINGGEVENDE
    for naam in ("bram", "leo", "hans", "rob"):
        with pytest.raises(GeenToegang):
            maatwerk.stem_in(wereld.als(naam), nummer, akkoord=True)
    with pytest.raises(GeenToegang):
        maatwerk.stem_in(wereld.als("lot"), nummer + 1, akkoord=True)


def test_vastleggen_weigert_wat_niet_kan(wereld: Wereld):
    for gegevens, reden in (
        ({"van": date(2030, 1, 1), "vindplaats": "x"}, "toekomst"),
        ({"van": VAN, "vindplaats": " "}, "waar de afspraak"),
        ({"van": VAN, "vindplaats": "x" * 201}, "200 tekens"),
    ):
        with pytest.raises(Geweigerd, match=reden):
            maatwerk.leg_vast(wereld.als("lot"), wereld.mensen["anna"], **gegevens)  # type: ignore[arg-type]
    nummer = leg_vast(wereld)
    with pytest.raises(Geweigerd, match="loopt al een afspraak"):
        leg_vast(wereld)
    with pytest.raises(Geweigerd, match="niet voor de eerste"):
        maatwerk.beeindig(wereld.als("lot"), nummer, date(2020, 1, 1))
    for naam in ("anna", "leo"):
        with pytest.raises(GeenToegang):
            leg_vast(wereld, "bram", door=naam)


def test_elke_maand_een_keer_om_het_akkoord_gevraagd(wereld: Wereld):
    nummer = leg_vast(wereld)
    maatwerk.stem_in(wereld.als("lot"), nummer, akkoord=True)
    [job] = JOBS

    def loop(dag: str) -> None:
        ctx = op(wereld, dag).programma
        for sleutel in job.werk(ctx, ctx.vandaag):
            for _ in range(2):
                job.doe(ctx, ctx.vandaag, sleutel)

    def berichten() -> list[tuple[str, int]]:
        with wereld.database.lezen() as s:
            rijen = s.execute(select(Bericht.soort, Bericht.aan_medewerker_id).order_by(Bericht.id))
            return [(rij[0], rij[1]) for rij in rijen]

    for dag in ("2024-02-01", "2024-02-02"):
        loop(dag)
    assert berichten() == [("jio.maatwerk_akkoord_jij", wereld.mensen["anna"])]
    loop("2024-03-01")
    assert len(berichten()) == 2
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Taak.sleutel == str(nummer), Taak.opgelost_op.is_(None))) == 1
    maatwerk.stem_in(op(wereld, "2024-03-02").als("anna"), nummer, akkoord=True)
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Taak.opgelost_op.is_(None))) == 0
    loop("2024-04-01")
    assert len(berichten()) == 2


def test_ieder_ziet_wat_hem_aangaat(wereld: Wereld):
    leg_vast(wereld, "anna")
    leg_vast(wereld, "otto", door="leo")
    for naam, gezien in (("lot", ["Anna"]), ("anna", ["Anna"]), ("bram", []), ("hans", ["Anna", "Otto"])):
        assert [regel.naam for regel in maatwerk.lijst(wereld.als(naam))] == gezien, naam
    assert maatwerk.eigen_afspraken(wereld.als("otto"))[0].vindplaats == "dossier 12"

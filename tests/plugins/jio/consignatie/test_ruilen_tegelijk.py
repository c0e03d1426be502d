# SPDX-License-Identifier: EUPL-1.2
"""Overlapping swaps by several people at once never leave a duty empty or a person double, on either database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise
from random import Random
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from core.rules import Geweigerd
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Ruil, Ruildeel, Ruilrichting
from plugins.jio.consignatie.procedure import Ruilstatus
from plugins.jio.consignatie.services import ruilen
from tests.plugins.jio.consignatie.conftest import Wereld

KEER = 200
EEN, TWEE, DRIE = date(2023, 9, 12), date(2023, 9, 19), date(2023, 9, 26)
Deel = tuple[int, Ruilrichting, datetime, datetime]


def bekende_ruil(wereld: Wereld, aanbieder: str, overnemer: str, delen: Sequence[Deel]) -> int:
    """Make a swap that only waits for Interne Ondersteuning."""
    with wereld.database.transactie() as s:
        ruil = Ruil(
            team_id=wereld.teams["net"],
            aanbieder_id=wereld.mensen[aanbieder],
            overnemer_id=wereld.mensen[overnemer],
            status=Ruilstatus.BEKEND,
            aangeboden_op=wereld.nu,
        )
        s.add(ruil)
        s.flush()
        s.add_all(
            Ruildeel(ruil_id=ruil.id, dienst_id=dienst_id, richting=richting, van=van, tot=tot)
            for dienst_id, richting, van, tot in delen
        )
        return ruil.id


def tegelijk(wereld: Wereld, ruil_ids: Sequence[int]) -> list[str]:
    """Record swaps from several threads that start together; return how each ended."""
    hek = Barrier(len(ruil_ids))
    uit = [""] * len(ruil_ids)

    def leg_vast(nummer: int) -> None:
        ctx = wereld.als("rob")
        hek.wait()
        try:
            ruilen.leg_vast(ctx, ruil_ids[nummer])
            uit[nummer] = "vastgelegd"
        except Geweigerd:
            uit[nummer] = "geweigerd"

    threads = [Thread(target=leg_vast, args=(nummer,)) for nummer in range(len(ruil_ids))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return uit


def eis_heel(wereld: Wereld, diensten: Sequence[Dienst]) -> None:
    """Every moment of every duty has one performer, and nobody is in two duties at once."""
    with wereld.database.lezen() as s:
        delen = s.scalars(
            select(Dienstdeel)
            .where(Dienstdeel.dienst_id.in_([dienst.id for dienst in diensten]), Dienstdeel.vervallen_op.is_(None))
            .order_by(Dienstdeel.van)
        ).all()
    for dienst in diensten:
        eigen = [deel for deel in delen if deel.dienst_id == dienst.id]
        assert (eigen[0].van, eigen[-1].tot) == (dienst.begin, dienst.einde)
        assert all(een.tot == twee.van for een, twee in pairwise(eigen))
    for wie in {deel.medewerker_id for deel in delen}:
        van_mens = sorted((deel.van, deel.tot) for deel in delen if deel.medewerker_id == wie)
        assert all(een[1] <= twee[0] for een, twee in pairwise(van_mens))


@pytest.fixture
def diensten(wereld: Wereld) -> list[Dienst]:
    per_dinsdag = wereld.publiceer()
    with wereld.database.lezen() as s:
        return [s.get_one(Dienst, per_dinsdag[dinsdag]) for dinsdag in (EEN, TWEE, DRIE)]


def hele_diensten(een: Dienst, twee: Dienst, toeval: Random) -> list[Deel]:
    """The offered duty against the one in return."""
    return [
        (een.id, Ruilrichting.HEEN, een.begin, een.einde),
        (twee.id, Ruilrichting.TERUG, twee.begin, twee.einde),
    ]


def delen_van_diensten(een: Dienst, twee: Dienst, toeval: Random) -> list[Deel]:
    """Parts cut at random hours, which may or may not meet those of another swap."""

    def deel(dienst: Dienst, richting: Ruilrichting) -> Deel:
        uren = int((dienst.einde - dienst.begin).total_seconds()) // 3600
        van, tot = sorted(toeval.sample(range(uren + 1), 2))
        uur = (dienst.einde - dienst.begin) / uren
        return dienst.id, richting, dienst.begin + van * uur, dienst.begin + tot * uur

    return [deel(een, Ruilrichting.HEEN), deel(twee, Ruilrichting.TERUG)]


@pytest.mark.traag
@pytest.mark.parametrize(("vorm", "keer"), [(hele_diensten, KEER), (delen_van_diensten, KEER // 4)])
def test_anna_met_bram_en_bram_met_cas_op_hetzelfde_moment(
    wereld: Wereld, diensten: list[Dienst], vorm: Callable[[Dienst, Dienst, Random], list[Deel]], keer: int
):
    toeval = Random(7)  # noqa: S311 - repeatable
    een, twee, drie = diensten
    eindes: set[tuple[str, ...]] = set()
    for _ in range(keer):
        wereld.geef({een.id: "anna", twee.id: "bram", drie.id: "cas"})
        eerste = bekende_ruil(wereld, "anna", "bram", vorm(een, twee, toeval))
        tweede = bekende_ruil(wereld, "bram", "cas", vorm(twee, drie, toeval))
        eindes.add(tuple(sorted(tegelijk(wereld, [eerste, tweede]))))
        eis_heel(wereld, diensten)
    if vorm is hele_diensten:
        # Both want the duty of Bram: whoever is second finds it gone.
        assert eindes == {("geweigerd", "vastgelegd")}
    else:
        assert eindes == {("geweigerd", "vastgelegd"), ("vastgelegd", "vastgelegd")}


@pytest.mark.traag
def test_twee_mensen_geven_tegelijk_een_overlappende_dienst_aan_dezelfde(wereld: Wereld):
    """The duties of 19 and 26 December 2023 overlap for fifteen hours: one person can have only one of them."""
    per_dinsdag = wereld.publiceer()
    with wereld.database.lezen() as s:
        een, twee = (s.get_one(Dienst, per_dinsdag[dag]) for dag in (date(2023, 12, 19), date(2023, 12, 26)))
    for _ in range(KEER // 4):
        wereld.geef({een.id: "anna", twee.id: "bram"})
        van_anna = bekende_ruil(wereld, "anna", "cas", [(een.id, Ruilrichting.HEEN, een.begin, een.einde)])
        van_bram = bekende_ruil(wereld, "bram", "cas", [(twee.id, Ruilrichting.HEEN, twee.begin, twee.einde)])
        assert sorted(tegelijk(wereld, [van_anna, van_bram])) == ["geweigerd", "vastgelegd"]
        eis_heel(wereld, [een])
        eis_heel(wereld, [twee])
        assert wereld.wie(een.id)[0][0] != wereld.wie(twee.id)[0][0]

# SPDX-License-Identifier: EUPL-1.2
"""How long a fair roster takes: six teams of seven to ten people over 53 weeks, and thirty people over 365 days.

The first is the real size, and must be proven; the second is far larger than any team and must come within one per
cent. Made-up people with leave, wishes and a history; chance has a fixed seed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.meting import Meting
from plugins.jio.consignatie.voorstel.oplosser import los_op
from plugins.jio.consignatie.voorstel.rules.gegevens import Grenzen, Grond, Kandidaat, Maat, Plek, Uitkomst, Vraag
from plugins.jio.consignatie.wensen.rules import Wenssoort

TEAMS = (7, 8, 8, 9, 10, 10)
WEKEN, DAGEN, MENSEN = 53, 365, 30
DINSDAG = date(2026, 1, 6)
SECONDEN = 10.0
_FEESTWEKEN = {12: 1, 13: 1, 16: 1, 19: 1, 20: 1, 50: 2, 51: 1}


def meet() -> Iterator[Meting]:
    """Solve each question within ten seconds, and measure time and gap."""
    begin = time.perf_counter()
    uitkomsten = [los_op(_weken(aantal, zaad), seconden=SECONDEN) for zaad, aantal in enumerate(TEAMS)]
    duur = time.perf_counter() - begin
    _controleer(*uitkomsten)
    bewezen = sum(uitkomst.bewezen for uitkomst in uitkomsten)
    yield Meting("zes teams, 53 weken: alles samen", duur, "seconden", 10)
    yield Meting("zes teams, 53 weken: niet bewezen", len(TEAMS) - bewezen, "teams", 0)
    vraag = _dagen(MENSEN, 1)
    begin = time.perf_counter()
    groot = los_op(vraag, seconden=SECONDEN, werk=None, werkers=2)
    duur = time.perf_counter() - begin
    _controleer(groot)
    yield Meting("30 mensen, 365 dagen, 2 werkers: speling", groot.speling, "%", 1, "bewezen" if groot.bewezen else "")
    yield Meting("30 mensen, 365 dagen, 2 werkers: tijd", duur, "seconden")


def _controleer(*uitkomsten: Uitkomst) -> None:
    assert all(uitkomst.toewijzing for uitkomst in uitkomsten), "een vraag had geen rooster"


def _weken(mensen: int, zaad: int) -> Vraag:
    toeval = Random(zaad)  # noqa: S311 - the same question every time
    week = timedelta(days=7)
    plekken = tuple(
        Plek(
            DINSDAG + nummer * week,
            123 + 9 * _FEESTWEKEN.get(nummer, 0),
            1,
            _FEESTWEKEN.get(nummer, 0),
            frozenset(DINSDAG + nummer * week + timedelta(days=dag) for dag in range(7)),
        )
        for nummer in range(WEKEN)
    )
    kandidaten = tuple(_kandidaat(wie, len(plekken), toeval, 5) for wie in range(1, mensen + 1))
    return Vraag(plekken, kandidaten, Grenzen(maximum_per_28=14))


def _dagen(mensen: int, zaad: int) -> Vraag:
    toeval = Random(zaad)  # noqa: S311 - the same question every time
    begin = date(2026, 1, 1)
    feest = set(toeval.sample(range(DAGEN), 10))
    plekken = tuple(
        Plek(
            dag := begin + timedelta(days=nummer),
            24 if dag.weekday() >= 5 or nummer in feest else 15,
            int(dag.weekday() >= 5),
            int(nummer in feest),
        )
        for nummer in range(DAGEN)
    )
    return Vraag(plekken, tuple(_kandidaat(wie, DAGEN, toeval, 30) for wie in range(1, mensen + 1)))


def _kandidaat(wie: int, plekken: int, toeval: Random, vrij: int) -> Kandidaat:
    weg = toeval.sample(range(plekken), vrij)
    wensen = toeval.sample(range(plekken), max(3, plekken // 30))
    return Kandidaat(
        wie,
        {plek: toeval.choice((Grond.VERLOF, Grond.KAN_NIET)) for plek in weg},
        {plek: toeval.choice((Wenssoort.LIEVER_NIET, Wenssoort.GRAAG)) for plek in wensen if plek not in weg},
        {maat: toeval.randint(-12, 12) for maat in Maat},
    )

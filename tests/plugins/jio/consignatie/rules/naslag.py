# SPDX-License-Identifier: EUPL-1.2
"""The duty calendar once more, as slowly and plainly as possible: the clock is walked minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MINUUT = timedelta(minutes=1)
DAG = timedelta(days=1)


def pasen(jaar: int) -> date:
    """Easter Sunday (Meeus, Jones, Butcher)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return date(jaar, maand, dag + 1)


def feestdag(dag: date) -> bool:
    """The feestdagen of CAO Rijk 4.2, with Bevrijdingsdag and without Goede Vrijdag."""
    zondag = pasen(dag.year)
    koningsdag = date(dag.year, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag -= DAG
    beweeglijk = {zondag + aantal * DAG for aantal in (0, 1, 39, 49, 50)}
    vast = {date(dag.year, 1, 1), koningsdag, date(dag.year, 5, 5), date(dag.year, 12, 25), date(dag.year, 12, 26)}
    return dag in beweeglijk | vast


def werkdag(dag: date) -> bool:
    return dag.weekday() < 5 and not feestdag(dag)


def soort(dag: date) -> str:
    if feestdag(dag):
        return "feestdag"
    return {5: "zaterdag", 6: "zondag"}.get(dag.weekday(), "maandag_vrijdag")


def consignatie(op: datetime) -> bool:
    klok = op.astimezone(AMSTERDAM)
    return not (8 <= klok.hour < 17 and werkdag(klok.date()))


def op_klok(dag: date, uur: int) -> datetime:
    return datetime(dag.year, dag.month, dag.day, uur, tzinfo=AMSTERDAM).astimezone(UTC)


def dienst(start: date) -> tuple[datetime, datetime]:
    """Begin and end under the reading LITERAL."""
    einddag = start + 7 * DAG
    while not werkdag(einddag):
        einddag += DAG
    return op_klok(start, 17), op_klok(einddag, 8)


def minuten(van: datetime, tot: datetime) -> Iterator[datetime]:
    while van < tot:
        yield van
        van += MINUUT


def kwartieren(van: datetime, tot: datetime) -> dict[str, int]:
    """Whole quarters by day class, counted from the beginning of every stretch of on-call minutes."""
    geteld: dict[str, int] = {}
    begin = None
    for op in [*minuten(van, tot), None]:
        if op is not None and consignatie(op):
            begin = op if begin is None else begin
            if (op - begin) % timedelta(minutes=15) == 14 * MINUUT:
                dag = (op - 14 * MINUUT).astimezone(AMSTERDAM).date()
                geteld[soort(dag)] = geteld.get(soort(dag), 0) + 1
        else:
            begin = None
    return geteld

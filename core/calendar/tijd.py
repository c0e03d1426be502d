# SPDX-License-Identifier: EUPL-1.2
"""Clock time in the Netherlands for people, UTC on the time line.

A *moment* is always an aware ``datetime`` in UTC: Python compares and subtracts two datetimes of one time zone by
their wall clocks, which is wrong on the two days a year on which the clock changes.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_LOKALE_TIJD = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)([+-]\d{2}:\d{2})?")


class OngeldigeTijd(ValueError):
    """The text is no clock time that occurs exactly once; the message says why, in Dutch."""


def moment(dag: date, tijd: time) -> datetime:
    """Return the moment at which the clock shows ``tijd`` on ``dag``.

    Raises ``OngeldigeTijd`` for a clock time that does not occur, or occurs twice, on that day.
    """
    lokaal = datetime.combine(dag, tijd, AMSTERDAM)
    verschuivingen = {lokaal.replace(fold=fold).utcoffset() for fold in (0, 1)}
    bestaand = [
        kandidaat
        for verschuiving in sorted(verschuivingen, key=lambda delta: delta or timedelta(0), reverse=True)
        if _klok(kandidaat := (datetime.combine(dag, tijd, UTC) - (verschuiving or timedelta(0)))) == (dag, tijd)
    ]
    if not bestaand:
        raise OngeldigeTijd(f"{dag.isoformat()}T{tijd:%H:%M} bestaat niet: de klok gaat die nacht een uur vooruit")
    if len(bestaand) > 1:
        raise OngeldigeTijd(
            f"{dag.isoformat()}T{tijd:%H:%M} komt twee keer voor: schrijf +02:00 (eerste) of +01:00 (tweede) erachter"
        )
    return bestaand[0]


def lees_lokale_tijd(tekst: str) -> datetime:
    """Return the moment of ``YYYY-MM-DDTHH:MM`` (Europe/Amsterdam), seconds allowed, with an offset where it is needed.

    Raises ``OngeldigeTijd`` for any other form, for a time that does not exist and for a twofold one without offset.
    """
    gevonden = _LOKALE_TIJD.fullmatch(tekst)
    if not gevonden:
        raise OngeldigeTijd("schrijf een datum met een tijd, als 2026-03-10T17:00")
    try:
        dag, tijd = date.fromisoformat(gevonden[1]), time.fromisoformat(gevonden[2])
    except ValueError as fout:
        raise OngeldigeTijd("schrijf een bestaande datum met een bestaande tijd, als 2026-03-10T17:00") from fout
    if gevonden[3] is None:
        return moment(dag, tijd)
    met_verschuiving = datetime.fromisoformat(tekst).astimezone(UTC)
    if _klok(met_verschuiving) != (dag, tijd):
        raise OngeldigeTijd(f"{gevonden[3]} is op dat moment niet de verschuiving van de Nederlandse tijd")
    return met_verschuiving


def lokaal(op: datetime) -> datetime:
    """Return the moment as the Dutch clock shows it."""
    return op.astimezone(AMSTERDAM)


def lokale_datum(op: datetime) -> date:
    """Return the Dutch calendar day of a moment."""
    return op.astimezone(AMSTERDAM).date()


def schrijf_lokale_tijd(op: datetime) -> str:
    """Return ``YYYY-MM-DDTHH:MM``, with seconds where there are any and the offset where the time occurs twice."""
    klok = lokaal(op)
    tekst = klok.strftime("%Y-%m-%dT%H:%M:%S" if klok.second else "%Y-%m-%dT%H:%M")
    if klok.replace(fold=0).utcoffset() != klok.replace(fold=1).utcoffset():
        verschuiving = klok.strftime("%z")
        return f"{tekst}{verschuiving[:3]}:{verschuiving[3:]}"
    return tekst


def minuten(van: datetime, tot: datetime) -> int:
    """Return the whole elapsed minutes between two moments (rounded down)."""
    return int((tot - van) // timedelta(minutes=1))


@lru_cache(maxsize=4096)
def begin_van_dag(dag: date) -> datetime:
    """Return the moment at which a Dutch calendar day begins (00:00 always exists and occurs once)."""
    return moment(dag, time(0))


def _klok(op: datetime) -> tuple[date, time]:
    zichtbaar = op.astimezone(AMSTERDAM)
    return zichtbaar.date(), zichtbaar.time()

# SPDX-License-Identifier: EUPL-1.2
"""When work is due: on Dutch calendar days, right on both clock changes, or every so many minutes of UTC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from core.calendar.tijd import AMSTERDAM, lokale_datum, moment
from core.contributions import Dagelijks, Dagkeer, Job, Maandelijks, Telkens, Wanneer, Wekelijks

OVERGESLAGEN_UUR = (time(2), time(3))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class OnveiligTijdstip(ValueError):
    """A job is planned in the hour that is skipped or repeated when the clock changes."""


def vervaldagen(wanneer: Dagkeer, na: datetime, tot_en_met: datetime) -> Iterator[date]:
    """Yield the Dutch days on which work fell due after one moment, up to and including another."""
    dag = lokale_datum(na)
    while dag <= lokale_datum(tot_en_met):
        if wanneer.vervalt(dag) and na < moment(dag, wanneer.tijd) <= tot_en_met:
            yield dag
        dag += timedelta(days=1)


def beurt(wanneer: Telkens, op: datetime) -> datetime:
    """Return when the turn began in which a moment lies; every scheduler finds the same turns."""
    sinds = op - _EPOCH
    return op - sinds % timedelta(minutes=wanneer.minuten)


def volgende(wanneer: Wanneer, na: datetime) -> datetime:
    """Return the next due moment after a moment."""
    if isinstance(wanneer, Telkens):
        return beurt(wanneer, na) + timedelta(minutes=wanneer.minuten)
    dag = lokale_datum(na)
    while not (wanneer.vervalt(dag) and moment(dag, wanneer.tijd) > na):
        dag += timedelta(days=1)
    return moment(dag, wanneer.tijd)


def trigger(job: Job) -> BaseTrigger:
    """Return the APScheduler trigger of a job. Raises ``OnveiligTijdstip`` between 02.00 and 03.00."""
    wanneer = job.wanneer
    if isinstance(wanneer, Telkens):
        return IntervalTrigger(minutes=wanneer.minuten, start_date=_EPOCH, timezone=UTC)
    if OVERGESLAGEN_UUR[0] <= wanneer.tijd < OVERGESLAGEN_UUR[1]:
        raise OnveiligTijdstip(f"job {job.id}: tussen 02.00 en 03.00 uur kan een tijd ontbreken of twee keer voorkomen")
    velden: dict[str, str | int] = {"hour": wanneer.tijd.hour, "minute": wanneer.tijd.minute}
    if isinstance(wanneer, Wekelijks):
        velden["day_of_week"] = wanneer.weekdag
    elif isinstance(wanneer, Maandelijks):
        velden["day"] = wanneer.dag
    elif not isinstance(wanneer, Dagelijks):
        velden |= {"month": wanneer.maand, "day": wanneer.dag}
    return CronTrigger(timezone=AMSTERDAM, **velden)

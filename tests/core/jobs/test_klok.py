# SPDX-License-Identifier: EUPL-1.2
"""When work is due, over both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.calendar.tijd import lees_lokale_tijd
from core.contributions import Dagelijks, Dagkeer, Jaarlijks, Job, Maandelijks, Telkens, Wanneer, Wekelijks
from core.jobs.klok import OnveiligTijdstip, trigger, vervaldagen, volgende


def job(wanneer: Wanneer) -> Job:
    return Job("proef", "Proef", wanneer, lambda ctx, dag: (), lambda ctx, dag, sleutel: None)


@pytest.mark.parametrize(
    ("wanneer", "van", "tot", "dagen"),
    [
        (Dagelijks(time(5)), "2026-03-28T05:00", "2026-03-30T05:00", ["2026-03-29", "2026-03-30"]),
        (Dagelijks(time(5)), "2026-10-24T12:00", "2026-10-26T04:59", ["2026-10-25"]),
        (Wekelijks(1, time(17)), "2026-03-01T00:00", "2026-03-18T00:00", ["2026-03-03", "2026-03-10", "2026-03-17"]),
        (Maandelijks(1, time(6)), "2026-01-01T06:00", "2026-03-01T06:00", ["2026-02-01", "2026-03-01"]),
        (Jaarlijks(10, 1, time(6)), "2025-01-01T00:00", "2026-11-01T00:00", ["2025-10-01", "2026-10-01"]),
    ],
)
def test_vervaldagen_zijn_nederlandse_kalenderdagen(wanneer: Dagkeer, van: str, tot: str, dagen: list[str]) -> None:
    gevonden = list(vervaldagen(wanneer, lees_lokale_tijd(van), lees_lokale_tijd(tot)))
    assert gevonden == [date.fromisoformat(dag) for dag in dagen]


@pytest.mark.parametrize("tijd", [time(2), time(2, 59)])
def test_tussen_twee_en_drie_wordt_geen_werk_gepland(tijd: time) -> None:
    with pytest.raises(OnveiligTijdstip, match=r"02\.00"):
        trigger(job(Dagelijks(tijd)))


@pytest.mark.parametrize(
    "wanneer",
    [
        Dagelijks(time(5)),
        Wekelijks(6, time(4)),
        Maandelijks(28, time(23, 30)),
        Jaarlijks(12, 31, time(1)),
        Telkens(5),
        Telkens(7),
    ],
)
def test_apscheduler_en_de_kalender_noemen_dezelfde_momenten(wanneer: Wanneer) -> None:
    cron, nu = trigger(job(wanneer)), datetime(2026, 3, 1, tzinfo=UTC)
    for _ in range(12):
        verwacht = volgende(wanneer, nu)
        gevonden = cron.get_next_fire_time(None, nu + timedelta(seconds=1))
        assert gevonden is not None
        assert gevonden.astimezone(UTC) == verwacht
        nu = verwacht

# SPDX-License-Identifier: EUPL-1.2
"""A calendar as iCalendar (RFC 5545). Every moment is in UTC, so a change of the clock moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import icalendar

from plugins.jio.consignatie.agenda.services import Agendadienst, Kalender

VERVERS = timedelta(hours=1)
"""How long a calendar program may keep what it got; most of them ask less often."""


def schrijf(
    kalender: Kalender, naam: str, titel: Callable[[Agendadienst], str], toelichting: Callable[[Agendadienst], str]
) -> bytes:
    """Return a calendar as bytes; the same duties give the same bytes. ``titel`` and ``toelichting`` word a duty."""
    uit = icalendar.Calendar()
    uit.add("prodid", "-//Annex//JIO consignatie//NL")
    uit.add("version", "2.0")
    uit.add("calscale", "GREGORIAN")
    uit.add("name", naam)
    uit.add("x-wr-calname", naam)
    uit.add("refresh-interval", VERVERS, parameters={"VALUE": "DURATION"})
    uit.add("x-published-ttl", "PT1H")
    for dienst in kalender.diensten:
        regel = icalendar.Event()
        regel.add("uid", dienst.uid)
        # Without a method the stamp is when the duty was last changed here: with the version of its roster.
        regel.add("dtstamp", dienst.gewijzigd_op)
        regel.add("last-modified", dienst.gewijzigd_op)
        regel.add("sequence", dienst.versie)
        regel.add("dtstart", dienst.van)
        regel.add("dtend", dienst.tot)
        regel.add("summary", titel(dienst))
        regel.add("description", toelichting(dienst))
        # Who is on call can still plan a meeting; others in the office need not read why somebody cannot.
        regel.add("transp", "TRANSPARENT")
        regel.add("class", "PRIVATE")
        uit.add_component(regel)
    tekst: bytes = uit.to_ical()
    return tekst

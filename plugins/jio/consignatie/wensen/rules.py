# SPDX-License-Identifier: EUPL-1.2
"""What somebody may wish about a week of a roster year, and until when (no rule of JIO 7.6 speaks of it: ours)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from core.rules import Geweigerd


class Wenssoort(StrEnum):
    """What somebody says about a week. Why is never asked: the reason may be medical."""

    KAN_NIET = "kan_niet"
    """The week is impossible: the proposal leaves it free."""
    LIEVER_NIET = "liever_niet"
    """Rather not: the proposal avoids it where it can."""
    GRAAG = "graag"
    """Gladly."""


def is_open(sluit_op: date, vandaag: date) -> bool:
    """Tell whether wishes are still taken: up to and including the closing date."""
    return vandaag <= sluit_op


def eis_ronde(sluit_op: date, herinner_op: date | None, vandaag: date, eerste_dienst: date) -> None:
    """Refuse a closing date that is past or leaves no roster to make, and a reminder outside the round.

    Raises ``Geweigerd``.
    """
    if sluit_op < vandaag:
        raise Geweigerd("sluit_op", "kies een dag die nog komt: mensen moeten kunnen antwoorden")
    if sluit_op >= eerste_dienst:
        raise Geweigerd("sluit_op", "kies een dag voor de eerste dienst van het rooster")
    if herinner_op is not None and not vandaag <= herinner_op <= sluit_op:
        raise Geweigerd("herinner_op", "kies een dag vanaf vandaag en niet na de sluitingsdag")


def eis_wensen(wensen: Mapping[date, Wenssoort], diensten: Collection[date], sluit_op: date, vandaag: date) -> None:
    """Refuse wishes after closing, about weeks outside the roster, and a year in which no week is possible.

    Raises ``Geweigerd``.
    """
    if not is_open(sluit_op, vandaag):
        raise Geweigerd("", f"de wensen zijn gesloten sinds {sluit_op:%d-%m-%Y}: overleg met de roosterbeheerder")
    vreemd = sorted(set(wensen) - set(diensten))
    if vreemd:
        raise Geweigerd("", f"op {vreemd[0]:%d-%m-%Y} begint geen dienst van dit rooster")
    if diensten and all(wensen.get(dag) is Wenssoort.KAN_NIET for dag in diensten):
        raise Geweigerd("", "je kunt niet elke week onmogelijk noemen: vraag dan een ontheffing aan bij HR")

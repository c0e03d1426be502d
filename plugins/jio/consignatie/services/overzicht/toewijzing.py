# SPDX-License-Identifier: EUPL-1.2
"""A duty for which somebody is to be chosen: who has it, what is open, and how the year is divided so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Rooster
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender
from plugins.jio.consignatie.services.overzicht.jaarbeeld import (
    Dienstregel,
    Roosterkop,
    als_kop,
    diensten_met_delen,
    dienstregels,
    koppen,
)


@dataclass(frozen=True)
class Toewijzing:
    """The duty with its roster; ``aantallen`` are the duties that people have in that roster, a draft included."""

    kop: Roosterkop
    dienst: Dienstregel
    aantallen: Mapping[int, int]


def toewijzing(ctx: Context, dienst_id: int) -> Toewijzing:
    """Return a duty for who arranges it, in three queries. Raises ``GeenToegang``, also when there is no such duty."""
    with ctx.database.lezen() as s:
        rij = s.execute(
            koppen().where(Rooster.id == select(Dienst.rooster_id).where(Dienst.id == dienst_id).scalar_subquery())
        ).first()
        if rij is None:
            raise GeenToegang("regel", policy.VERVANGING)
        kop = als_kop(*rij)
        ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=kop.team_id))
        diensten, delen, _ = diensten_met_delen(s, Dienst.rooster_id == kop.id)
        kalender = Dienstkalender(geldend(s, ctx.installatie))
    [regel] = dienstregels([dienst for dienst in diensten if dienst.id == dienst_id], delen, kalender, (), ctx.nu)
    aantallen: dict[int, int] = {}
    for lijst in delen.values():
        for wie in {deel.medewerker_id for deel in lijst}:
            aantallen[wie] = aantallen.get(wie, 0) + 1
    return Toewijzing(kop, regel, aantallen)

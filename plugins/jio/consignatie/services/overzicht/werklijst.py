# SPDX-License-Identifier: EUPL-1.2
"""What waits for a leidinggevende, and what a team does in a month: quarters and article, and no wage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select

from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.context import Context
from core.people.opzoeken import afwezigheden
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Declaratie, Declaratiesoort, Dienst, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, Declaratiestatus
from plugins.jio.consignatie.rules.toelage import Kwartieren
from plugins.jio.consignatie.services.brieven import aangewezen, brieven
from plugins.jio.consignatie.services.declareerbaar import wordt_gedeclareerd
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender
from plugins.jio.consignatie.services.overzicht.jaarbeeld import (
    Afwezigregel,
    Dienstregel,
    diensten_met_delen,
    dienstregels,
)
from plugins.jio.consignatie.services.overzicht.perioden import lees_maand
from plugins.jio.consignatie.services.toelagen import kwartieren

VOORUIT = timedelta(weeks=8)
"""How far ahead an open duty stands on the list."""


@dataclass(frozen=True)
class Opendienst:
    """A duty that is not covered, or on which somebody stands who is away then."""

    teamnaam: str
    team_id: int
    dienst: Dienstregel


@dataclass(frozen=True)
class Teamuitvoering:
    """What one person of a team performs of a duty of the month; ``kwartieren`` None while a setting is missing."""

    dienst_id: int
    dinsdag: date
    team_id: int
    teamnaam: str
    medewerker_id: int
    naam: str
    vakken: tuple[Tijdvak, ...]
    kwartieren: Kwartieren | None
    status: Declaratiestatus | None
    declaratie_id: int | None


def geleide_teams(ctx: Context) -> frozenset[int]:
    """Return the teams of which the actor approves claims. Raises ``GeenToegang`` for who leads none."""
    teams = ctx.installatie.beleid.reikwijdte(ctx.actor, "keur_goed", policy.DECLARATIE).teams
    if not teams:
        raise GeenToegang("keur_goed", policy.DECLARATIE)
    return teams


def open_diensten(ctx: Context, vooruit: timedelta = VOORUIT) -> tuple[Opendienst, ...]:
    """Return what is not covered in the coming weeks, as far as the actor arranges replacements; three queries."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "regel", policy.VERVANGING)
    hele_eenheid = bereik.omvat(policy.doel(policy.VERVANGING))
    if not hele_eenheid and not bereik.teams:
        raise GeenToegang("regel", policy.VERVANGING)
    voorwaarde = and_(
        Dienst.einde > ctx.nu, Dienst.dinsdag <= ctx.vandaag + vooruit, Rooster.status.in_(GELDENDE_ROOSTERS)
    )
    with ctx.database.lezen() as s:
        diensten, delen, namen = diensten_met_delen(
            s, voorwaarde if hele_eenheid else and_(voorwaarde, Dienst.team_id.in_(bereik.teams))
        )
        mensen = {deel.medewerker_id for lijst in delen.values() for deel in lijst}
        weg = [
            Afwezigregel(rij.medewerker_id, rij.van, rij.tot_en_met)
            for rij in (afwezigheden(s, mensen, ctx.vandaag, ctx.vandaag + vooruit + VOORUIT) if mensen else ())
        ]
        kalender = Dienstkalender(geldend(s, ctx.installatie))
    per_id = {dienst.id: dienst for dienst in diensten}
    return tuple(
        Opendienst(namen[per_id[regel.id].team_id], per_id[regel.id].team_id, regel)
        for regel in dienstregels(diensten, delen, kalender, weg, ctx.nu)
        if not regel.klopt
    )


def teammaand(ctx: Context, periode: str) -> tuple[Teamuitvoering, ...]:
    """Return what the actor's teams perform in a month, in quarters. Raises ``GeenToegang``; four queries."""
    teams = geleide_teams(ctx)
    vak = lees_maand(periode)
    ruimte = timedelta(days=15)
    with ctx.database.lezen() as s:
        diensten, delen, namen = diensten_met_delen(
            s,
            and_(
                Dienst.team_id.in_(teams),
                Dienst.einde >= vak.van - ruimte,
                Dienst.begin < vak.tot + ruimte,
                Rooster.status.in_(GELDENDE_ROOSTERS),
                wordt_gedeclareerd(),
            ),
        )
        kalender = Dienstkalender(geldend(s, ctx.installatie))
        eigen = [
            dienst for dienst in diensten if kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde) == periode
        ]
        mensen = {deel.medewerker_id for dienst in eigen for deel in delen[dienst.id]}
        letters = brieven(s, mensen)
        claims = {
            (rij.dienst_id, rij.medewerker_id): rij
            for rij in s.execute(
                select(Declaratie.id, Declaratie.dienst_id, Declaratie.medewerker_id, Declaratie.status).where(
                    Declaratie.dienst_id.in_([dienst.id for dienst in eigen]),
                    Declaratie.soort == Declaratiesoort.CONSIGNATIE,
                    Declaratie.vervallen_op.is_(None),
                )
            )
        }
    uit = []
    for dienst in eigen:
        wie = {deel.medewerker_id: deel.naam for deel in delen[dienst.id]}
        for medewerker_id, naam in wie.items():
            vakken = samengevoegd(
                Tijdvak(deel.van, deel.tot) for deel in delen[dienst.id] if deel.medewerker_id == medewerker_id
            )
            claim = claims.get((dienst.id, medewerker_id))
            try:
                geteld = kwartieren(
                    dienst.dinsdag, aangewezen(vakken, letters.get(medewerker_id, ())), kalender.parameters
                )
            except ParameterOntbreekt:
                geteld = None
            uit.append(
                Teamuitvoering(
                    dienst.id,
                    dienst.dinsdag,
                    dienst.team_id,
                    namen[dienst.team_id],
                    medewerker_id,
                    naam,
                    tuple(vakken),
                    geteld,
                    claim.status if claim else None,
                    claim.id if claim else None,
                )
            )
    return tuple(uit)

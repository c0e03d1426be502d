# SPDX-License-Identifier: EUPL-1.2
"""The patch roster as pages show it: one's own, and the month of a team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.models import Medewerker, Team
from core.people.opzoeken import lidmaatschappen, teams_van
from core.people.policy import Doel, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Geweigerd
from plugins.jio.consignatie.models import Stap
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.services.overzicht.feestdagen import feestdagen
from plugins.jio.consignatie.services.overzicht.perioden import lees_maand
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.models import Roosterregel
from plugins.jio.rijksroosteren.procedure import ROOSTERREGEL, Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie, Inroostering, inroosteren
from plugins.jio.rijksroosteren.services.groep import Groepslid, aanmeldingen, groep_tussen
from plugins.jio.rijksroosteren.services.maatwerk import afspraken_van

OUDSTE = timedelta(days=92)
"""How far back one's own page goes: older entries are in the copy of one's own data."""


@dataclass(frozen=True)
class Regelbeeld:
    """An entry of the roster."""

    id: int
    medewerker_id: int
    naam: str
    team_id: int
    categorie: Categorie
    onderwerp: str
    van: datetime
    tot: datetime
    gerealiseerd_van: datetime | None
    gerealiseerd_tot: datetime | None
    status: Regelstatus

    @property
    def begin(self) -> datetime:
        """When it began, or will by the plan."""
        return self.gerealiseerd_van or self.van

    @property
    def einde(self) -> datetime:
        """When it ended, or will by the plan."""
        return self.gerealiseerd_tot or self.tot

    @property
    def is_patchdienst(self) -> bool:
        """True for patch duty, false for a wijziging."""
        return self.categorie is Categorie.PATCHDIENST


@dataclass(frozen=True)
class Teamkeuze:
    """A team of which a roster can be shown."""

    id: int
    naam: str


@dataclass(frozen=True)
class Teammaand:
    """The month of a team: who is in it, who takes part in patch duty, and what is on the roster."""

    team: Teamkeuze
    teams: tuple[Teamkeuze, ...]
    periode: str
    eerste: date
    tot: date
    mensen: Mapping[int, str]
    groep: tuple[Groepslid, ...]
    regels: tuple[Regelbeeld, ...]
    feestdagen: Mapping[date, str]
    mag_plannen: bool
    mag_goedkeuren: bool

    @property
    def te_doen(self) -> tuple[Regelbeeld, ...]:
        """Drafts, which wait for the leidinggevende."""
        return tuple(regel for regel in self.regels if regel.status is Regelstatus.CONCEPT)


@dataclass(frozen=True)
class Regeldossier:
    """An entry with its steps, what the rule says of it, and what the actor can do now."""

    regel: Regelbeeld
    antwoord: Antwoord
    stappen: tuple[tuple[str, datetime, str | None], ...]
    kan: frozenset[str]


def regeldossier(ctx: Context, regel_id: int) -> Regeldossier:
    """Return an entry that the actor may see. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = s.execute(_regels().where(Roosterregel.id == regel_id)).first()
        if gevonden is None:
            raise GeenToegang("bekijk", policy.REGEL)
        beeld = _beeld(*gevonden)
        op = Doel(policy.REGEL, EENHEID, beeld.medewerker_id, beeld.team_id)
        ctx.eis("bekijk", op)
        stappen = s.execute(
            select(Stap.stap, Stap.op, Stap.toelichting)
            .where(Stap.soort == policy.REGEL, Stap.object_id == regel_id)
            .order_by(Stap.id)
        ).all()
        dag = lokale_datum(beeld.begin)
        gegeven = Inroostering(
            beeld.categorie,
            dag,
            aanmeldingen(s, [beeld.medewerker_id]).get(beeld.medewerker_id, ()),
            afspraken_van(s, beeld.medewerker_id, dag),
        )
        antwoord = inroosteren.bereken(gegeven, geldend(s, ctx.installatie))
    zelf = beeld.medewerker_id == ctx.actor.medewerker_id
    kan = {
        stap.id
        for stap in ROOSTERREGEL.stappen
        if beeld.status in stap.van and stap.id != "exporteer" and ctx.mag(stap.id, op)
    }
    if zelf:
        kan -= {"keur_goed"}
        if beeld.gerealiseerd_van is not None:
            kan -= {"laat_vervallen"}
    if beeld.tot > ctx.nu:
        kan -= {"realiseer"}
    return Regeldossier(beeld, antwoord, tuple((rij.stap, rij.op, rij.toelichting) for rij in stappen), frozenset(kan))


def mijn_regels(ctx: Context) -> tuple[Regelbeeld, ...]:
    """Return the actor's own entries of the last three months and all that are to come, in order."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(policy.REGEL, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            _regels().where(
                Roosterregel.medewerker_id == zelf,
                Roosterregel.status != Regelstatus.VERVALLEN,
                Roosterregel.tot > ctx.nu - OUDSTE,
            )
        )
        return tuple(_beeld(regel, naam) for regel, naam in rijen)


def teammaand(ctx: Context, team_id: int | None, periode: str) -> Teammaand:
    """Return a month of a team, or of the actor's own team. Raises ``GeenToegang`` and ``Geweigerd``."""
    vak = lees_maand(periode)
    eerste, tot = lokale_datum(vak.van), lokale_datum(vak.tot)
    with ctx.database.lezen() as s:
        teams = {
            rij.id: Teamkeuze(rij.id, rij.naam)
            for rij in s.execute(select(Team.id, Team.naam).where(Team.eenheid == EENHEID).order_by(Team.naam))
        }
        if team_id is None:
            eigen = [team.id for team in teams_van(s, ctx.actor.medewerker_id or 0, ctx.vandaag)]
            liefst = (*sorted(ctx.actor.geleide_teams), *eigen, *teams)
            team_id = next((nummer for nummer in liefst if nummer in teams), None)
        if team_id is None:
            raise Geweigerd("team", "er is nog geen team bij JIO")
        op_team = Doel(policy.REGEL, EENHEID, team_id=team_id)
        ctx.eis("bekijk_rooster", op_team)
        if team_id not in teams:
            raise GeenToegang("bekijk_rooster", policy.REGEL)
        regels = [
            _beeld(regel, naam)
            for regel, naam in s.execute(
                _regels().where(
                    Roosterregel.team_id == team_id,
                    Roosterregel.status != Regelstatus.VERVALLEN,
                    Roosterregel.van < vak.tot,
                    Roosterregel.tot > vak.van,
                )
            )
        ]
        leden = lidmaatschappen(s, [team_id], eerste, tot - timedelta(days=1))
        mensen = {lid.medewerker_id: lid.naam for lid in leden} | {regel.medewerker_id: regel.naam for regel in regels}
        return Teammaand(
            teams[team_id],
            tuple(teams.values()),
            periode,
            eerste,
            tot,
            dict(sorted(mensen.items(), key=lambda mens: (mens[1], mens[0]))),
            tuple(lid for lid in groep_tussen(s, eerste, tot) if lid.medewerker_id in mensen),
            tuple(regels),
            feestdagen(eerste, tot, geldend(s, ctx.installatie)),
            team_id in ctx.installatie.beleid.reikwijdte(ctx.actor, "maak", policy.REGEL).teams,
            team_id in ctx.installatie.beleid.reikwijdte(ctx.actor, "keur_goed", policy.REGEL).teams,
        )


def eerstvolgend(ctx: Context) -> tuple[Regelbeeld | None, int]:
    """Return the actor's next entry, and how many drafts wait for the actor as leidinggevende: two small queries."""
    zelf, volgende = ctx.actor.medewerker_id, None
    teams: Sequence[int] = sorted(ctx.installatie.beleid.reikwijdte(ctx.actor, "keur_goed", policy.REGEL).teams)
    with ctx.database.lezen() as s:
        if zelf is not None:
            volgende = s.execute(
                _regels()
                .where(
                    Roosterregel.medewerker_id == zelf,
                    Roosterregel.status.in_((Regelstatus.CONCEPT, Regelstatus.GOEDGEKEURD)),
                    Roosterregel.tot > ctx.nu,
                )
                .limit(1)
            ).first()
        wacht = 0
        if teams:
            wacht = (
                s.scalar(
                    select(func.count()).where(
                        Roosterregel.team_id.in_(teams),
                        Roosterregel.status == Regelstatus.CONCEPT,
                        Roosterregel.medewerker_id.is_distinct_from(zelf),
                    )
                )
                or 0
            )
    return (_beeld(*volgende) if volgende else None), wacht


def _regels() -> Select[Roosterregel, str]:
    return (
        select(Roosterregel, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Roosterregel.medewerker_id)
        .order_by(Roosterregel.van, Roosterregel.id)
    )


def _beeld(regel: Roosterregel, naam: str) -> Regelbeeld:
    return Regelbeeld(
        regel.id,
        regel.medewerker_id,
        naam,
        regel.team_id,
        regel.categorie,
        regel.onderwerp,
        regel.van,
        regel.tot,
        regel.gerealiseerd_van,
        regel.gerealiseerd_tot,
        regel.status,
    )

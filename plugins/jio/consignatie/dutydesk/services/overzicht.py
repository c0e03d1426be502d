# SPDX-License-Identifier: EUPL-1.2
"""Incidents as people read them: what runs now, and one with its clocks, its log and what may be done to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Account, Medewerker, Team
from core.people.policy import Doel, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.models import (
    Contract,
    Evaluatie,
    Incident,
    Incidentlog,
    Incidentstatus,
    Inzet,
    Logsoort,
)
from plugins.jio.consignatie.dutydesk.services.betrokken import (
    eigen_incidenten,
    is_betrokken,
    ladder_nu,
    logregels,
)
from plugins.jio.consignatie.dutydesk.services.evaluatie import Bevinding, bevindingen
from plugins.jio.consignatie.dutydesk.services.geplandwerk import Werkregel, rond
from plugins.jio.consignatie.dutydesk.services.klok import Klokstand, standen
from plugins.jio.consignatie.models import Consignatieteam, Oproep, Teamfunctie
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.policy import doel as jio_doel

LAATSTE = 40
"""How many incidents that are over the list goes back."""


@dataclass(frozen=True)
class Inzetregel:
    """Somebody who is called for an incident, with the number to call and the clock."""

    id: int
    team_id: int
    team: str
    nummer: str
    medewerker_id: int
    naam: str
    oss: bool
    #: The call-out as it stands now, after corrections; None when it no longer does.
    oproep_id: int | None
    oproep_klaar: bool
    #: True when somebody signed off with the manager of the building that was visited.
    afgemeld: bool
    stand: Klokstand


@dataclass(frozen=True)
class Incidentregel:
    """An incident in a list."""

    id: int
    nummer: str
    opdrachtgever: str
    dienst: str
    status: Incidentstatus
    gemeld_op: datetime
    klokken: tuple[Klokstand, ...]


@dataclass(frozen=True)
class Logregel:
    """A row of the log, with the names in it."""

    regel: Incidentlog
    door: str
    aan: str | None
    eigen: bool


@dataclass(frozen=True)
class Trap:
    """Who has the duty of a step of the ladder now, and the number."""

    functie: Teamfunctie
    team: str
    nummer: str
    naam: str | None


@dataclass(frozen=True)
class Mag:
    """What the reader may do to an incident; the services decide again."""

    log: bool
    roep_op: bool
    draag_over: bool
    escaleer: bool
    sluit: bool
    manager: bool
    cm_lid: bool
    huismeester: bool


@dataclass(frozen=True)
class Incidentbeeld:
    """An incident with everything about it."""

    incident: Incident
    eigenaar: str | None
    contract: Contract | None
    inzet: tuple[Inzetregel, ...]
    log: tuple[Logregel, ...]
    ladder: tuple[Trap, ...]
    #: Teams that are not called yet: number and name.
    teams: tuple[tuple[int, str], ...]
    evaluatie: Evaluatie | None
    bevindingen: tuple[Bevinding, ...]
    #: Planned work in the time of the call, with what was agreed about it.
    gepland: tuple[Werkregel, ...]
    #: True while a question for help waits for the operationeel manager.
    vraagt_kennis: bool
    geescaleerd: bool
    mag: Mag


def incidenten(ctx: Context) -> tuple[tuple[Incidentregel, ...], tuple[Incidentregel, ...]]:
    """Return the incidents that run and the last that are over, as far as the reader may see them; six queries."""
    with ctx.database.lezen() as s:
        zicht = _zicht(ctx)
        lopend = s.scalars(
            select(Incident)
            .where(Incident.status.notin_((Incidentstatus.GESLOTEN, Incidentstatus.GEWEIGERD)), zicht)
            .order_by(Incident.gemeld_op, Incident.id)
        ).all()
        over = s.scalars(
            select(Incident)
            .where(Incident.status.in_((Incidentstatus.GESLOTEN, Incidentstatus.GEWEIGERD)), zicht)
            .order_by(Incident.gemeld_op.desc(), Incident.id.desc())
            .limit(LAATSTE)
        ).all()
        klokken = standen(s, {i.id: i for i in (*lopend, *over)}, geldend(s, ctx.installatie), ctx.nu)

    def regels(rijen: Iterable[Incident]) -> tuple[Incidentregel, ...]:
        return tuple(
            Incidentregel(
                i.id,
                i.nummer,
                i.opdrachtgever,
                i.dienst,
                i.status,
                i.gemeld_op,
                tuple(klok for _, klok in klokken[i.id]),
            )
            for i in rijen
        )

    return regels(lopend), regels(over)


def toon(ctx: Context, incident_id: int) -> Incidentbeeld:
    """Return one incident, in a fixed number of queries. Raises ``GeenToegang``, also when there is none."""
    with ctx.database.lezen() as s:
        rij = s.execute(
            select(Incident, Evaluatie, Contract)
            .outerjoin(Evaluatie, Evaluatie.incident_id == Incident.id)
            .outerjoin(Contract, Contract.id == Incident.contract_id)
            .where(Incident.id == incident_id)
        ).first()
        if rij is None:
            raise GeenToegang("bekijk", policy.INCIDENT)
        incident, evaluatie, contract = rij
        log = logregels(s, [incident_id])
        regels = log[incident_id]
        klokken = standen(s, {incident_id: incident}, geldend(s, ctx.installatie), ctx.nu, log)[incident_id]
        zelf = ctx.actor.medewerker_id
        eigen = is_betrokken(incident, {inzet.medewerker_id for inzet, _ in klokken}, regels, zelf)
        doel = jio_doel(policy.INCIDENT, medewerker_id=zelf if eigen else None)
        ctx.eis("bekijk", doel)
        op_ladder = ladder_nu(s, ctx.nu)

        def van_functie(functie: Teamfunctie | None, soort: Logsoort) -> Doel:
            """Return the escalation as the policy sees it for a step of the ladder, as ``betrokken`` does."""
            heeft = functie is not None and op_ladder.get(functie, (None, ""))[0] == zelf
            gebracht = any(r.aan_id == zelf and r.soort is soort for r in regels)
            return jio_doel(policy.ESCALATIE, medewerker_id=zelf if heeft or gebracht else None)

        escalatie = van_functie(Teamfunctie.OPERATIONEEL_MANAGER, Logsoort.ESCALATIE_1)
        crisis = van_functie(Teamfunctie.CM_LID, Logsoort.ESCALATIE_2)
        pand = van_functie(None, Logsoort.TOEGANG)
        kennis = [r for r in regels if r.soort is Logsoort.KENNIS]
        teams = _teams(s)
        namen = _namen(s, incident, klokken, regels)
        accounts = _accounts(s, {r.account_id for r in regels if r.medewerker_id is None and r.account_id})
        oproepen = _oproepen(s, [inzet.oproep_id for inzet, _ in klokken], incident.nummer)
        return Incidentbeeld(
            incident,
            namen.get(incident.eigenaar_id) if incident.eigenaar_id is not None else None,
            contract,
            tuple(
                _inzetregel(inzet, stand, teams[inzet.team_id], namen, oproepen.get(inzet.oproep_id), regels)
                for inzet, stand in klokken
            ),
            tuple(
                Logregel(
                    regel,
                    namen.get(regel.medewerker_id or 0) or accounts.get(regel.account_id or 0) or "",
                    namen.get(regel.aan_id) if regel.aan_id is not None else None,
                    regel.account_id is not None and regel.account_id == ctx.actor.account_id,
                )
                for regel in regels
            ),
            _ladder(op_ladder, teams.values()),
            tuple(
                (team.team_id, naam)
                for team, naam in teams.values()
                if team.functie is Teamfunctie.DISCIPLINE and team.team_id not in {i.team_id for i, _ in klokken}
            ),
            evaluatie,
            bevindingen(klokken, regels),
            rond(s, incident.gemeld_op),
            bool(kennis) and kennis[-1].uitslag is None,
            any(r.soort in (Logsoort.ESCALATIE_1, Logsoort.ESCALATIE_2) for r in regels),
            Mag(
                ctx.mag("log", doel),
                ctx.mag("roep_op", doel),
                ctx.mag("draag_over", doel),
                ctx.mag("escaleer", doel),
                ctx.mag("sluit", doel),
                ctx.mag("stel_vast", escalatie),
                ctx.mag("beslis_crisis", crisis),
                ctx.mag("meld_pand", pand),
            ),
        )


def _zicht(ctx: Context) -> ColumnElement[bool]:
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", policy.INCIDENT)
    if bereik.alle or bereik.alle_eenheden or EENHEID in bereik.eenheden:
        return true()
    if bereik.medewerker_id is None:
        return false()
    voorwaarde: ColumnElement[bool] = eigen_incidenten(bereik.medewerker_id)
    return or_(false(), voorwaarde)


def _teams(s: Session) -> dict[int, tuple[Consignatieteam, str]]:
    return {
        team.team_id: (team, naam)
        for team, naam in s.execute(
            select(Consignatieteam, Team.naam).join(Team, Team.id == Consignatieteam.team_id).order_by(Team.naam)
        )
    }


def _namen(
    s: Session, incident: Incident, klokken: Sequence[tuple[Inzet, Klokstand]], regels: Sequence[Incidentlog]
) -> dict[int, str]:
    ids = {inzet.medewerker_id for inzet, _ in klokken} | {
        id
        for id in (incident.eigenaar_id, *(r.medewerker_id for r in regels), *(r.aan_id for r in regels))
        if id is not None
    }
    rijen = s.execute(select(Medewerker.id, Medewerker.naam).where(Medewerker.id.in_(ids)))
    return {rij.id: rij.naam for rij in rijen}


def _accounts(s: Session, ids: set[int]) -> dict[int, str]:
    rijen = s.execute(select(Account.id, Account.weergavenaam).where(Account.id.in_(ids)))
    return {rij.id: rij.weergavenaam for rij in rijen}


def _oproepen(s: Session, eerste: Sequence[int], nummer: str) -> dict[int, Oproep]:
    """Return the call-outs as they stand now, by the first of each: a correction names the one before it."""
    rijen = {
        oproep.id: oproep
        for oproep in s.scalars(
            select(Oproep).where(or_(Oproep.id.in_(eerste), Oproep.incidentnummer == nummer)).order_by(Oproep.id)
        )
    }
    opvolger = {oproep.corrigeert_id: oproep for oproep in rijen.values() if oproep.corrigeert_id is not None}
    uit: dict[int, Oproep] = {}
    for id in eerste:
        oproep: Oproep | None = rijen.get(id)
        while oproep is not None and oproep.vervallen_op is not None:
            oproep = opvolger.get(oproep.id)
        if oproep is not None:
            uit[id] = oproep
    return uit


def _inzetregel(
    inzet: Inzet,
    stand: Klokstand,
    team: tuple[Consignatieteam, str],
    namen: dict[int, str],
    oproep: Oproep | None,
    regels: Sequence[Incidentlog],
) -> Inzetregel:
    return Inzetregel(
        inzet.id,
        inzet.team_id,
        team[1],
        team[0].nummer,
        inzet.medewerker_id,
        namen.get(inzet.medewerker_id, ""),
        team[0].oss,
        oproep.id if oproep else None,
        oproep is not None and oproep.einde is not None,
        any(regel.inzet_id == inzet.id and regel.soort is Logsoort.AFGEMELD for regel in regels),
        stand,
    )


_TRAPPEN = (Teamfunctie.OPERATIONEEL_MANAGER, Teamfunctie.CM_LID)


def _ladder(
    wie: Mapping[Teamfunctie, tuple[int, str]], teams: Iterable[tuple[Consignatieteam, str]]
) -> tuple[Trap, ...]:
    gekozen = {team.functie: (team, naam) for team, naam in teams if team.functie in _TRAPPEN}
    return tuple(
        Trap(functie, naam, team.nummer, wie[functie][1] if functie in wie else None)
        for functie in _TRAPPEN
        if functie in gekozen
        for team, naam in (gekozen[functie],)
    )

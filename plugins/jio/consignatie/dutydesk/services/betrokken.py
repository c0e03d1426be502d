# SPDX-License-Identifier: EUPL-1.2
"""Whose an incident is, who has the duty of the escalation ladder now, and the rows that every step leaves behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Medewerker
from core.people.policy import Doel, GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.models import (
    MET_ZICHT,
    Incident,
    Incidentlog,
    Incidentstatus,
    Inzet,
    Logsoort,
    Uitslag,
)
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster, Teamfunctie
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS


def met_dienst(s: Session, functie: Teamfunctie, op: datetime) -> int | None:
    """Return who has the duty of a step of the ladder at a moment, by the published rosters, or None."""
    return s.scalar(
        select(Dienstdeel.medewerker_id)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
        .where(
            Consignatieteam.functie == functie,
            Rooster.status.in_(GELDENDE_ROOSTERS),
            Dienstdeel.vervallen_op.is_(None),
            Dienstdeel.van <= op,
            Dienstdeel.tot > op,
        )
        .order_by(Dienst.begin.desc())
        .limit(1)
    )


def ladder_nu(s: Session, op: datetime) -> dict[Teamfunctie, tuple[int, str]]:
    """Return who has the duty of operationeel manager and of CM-lid at a moment, with the name; one query."""
    return {
        rij.functie: (rij.id, rij.naam)
        for rij in s.execute(
            select(Consignatieteam.functie, Medewerker.id, Medewerker.naam)
            .join(Dienst, Dienst.team_id == Consignatieteam.team_id)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .where(
                Consignatieteam.functie.in_((Teamfunctie.OPERATIONEEL_MANAGER, Teamfunctie.CM_LID)),
                Rooster.status.in_(GELDENDE_ROOSTERS),
                Dienstdeel.vervallen_op.is_(None),
                Dienstdeel.van <= op,
                Dienstdeel.tot > op,
            )
            # Where two duties overlap, the one that began last counts.
            .order_by(Dienst.begin)
        )
    }


def is_betrokken(incident: Incident, geroepen: Collection[int], regels: Iterable[Incidentlog], wie: int | None) -> bool:
    """Tell whether somebody is called for an incident, owns it or was told of it on the ladder."""
    return wie is not None and (
        wie == incident.eigenaar_id or wie in geroepen or any(r.aan_id == wie and r.soort in MET_ZICHT for r in regels)
    )


def doel_van(s: Session, ctx: Context, incident: Incident) -> Doel:
    """Return an incident as the policy sees it: the actor's own when he is called for it, owns it or was told of it."""
    zelf = ctx.actor.medewerker_id
    if zelf is None:
        return doel(policy.INCIDENT)
    eigen = incident.eigenaar_id == zelf or s.scalar(
        select(Inzet.id).where(Inzet.incident_id == incident.id, Inzet.medewerker_id == zelf).limit(1)
    )
    if not eigen:
        eigen = s.scalar(
            select(Incidentlog.id)
            .where(
                Incidentlog.incident_id == incident.id,
                Incidentlog.aan_id == zelf,
                Incidentlog.soort.in_(MET_ZICHT),
            )
            .limit(1)
        )
    return doel(policy.INCIDENT, medewerker_id=zelf if eigen else None)


def doel_van_escalatie(s: Session, ctx: Context, incident: Incident | None = None) -> Doel:
    """Return an escalation as the policy sees it: the actor's own while he has the duty of operationeel manager.

    It stays his own for the incidents that were escalated to him.
    """
    return _doel_van_functie(s, ctx, incident, Teamfunctie.OPERATIONEEL_MANAGER, Logsoort.ESCALATIE_1)


def doel_van_crisis(s: Session, ctx: Context, incident: Incident) -> Doel:
    """Return an escalation for the CM-lid: whose duty that is now, or to whom this incident was brought."""
    return _doel_van_functie(s, ctx, incident, Teamfunctie.CM_LID, Logsoort.ESCALATIE_2)


def doel_van_pand(s: Session, ctx: Context, incident: Incident) -> Doel:
    """Return an escalation for the huismeester: who was asked to open the building for this incident."""
    return _doel_van_functie(s, ctx, incident, None, Logsoort.TOEGANG)


def _doel_van_functie(
    s: Session, ctx: Context, incident: Incident | None, functie: Teamfunctie | None, soort: Logsoort
) -> Doel:
    zelf = ctx.actor.medewerker_id
    if zelf is None:
        return doel(policy.ESCALATIE)
    eigen = functie is not None and met_dienst(s, functie, ctx.nu) == zelf
    if not eigen and incident is not None:
        gebracht = select(Incidentlog.id).where(
            Incidentlog.incident_id == incident.id, Incidentlog.aan_id == zelf, Incidentlog.soort == soort
        )
        eigen = s.scalar(gebracht.limit(1)) is not None
    return doel(policy.ESCALATIE, medewerker_id=zelf if eigen else None)


def open_incident(s: Session, ctx: Context, incident_id: int, handeling: str) -> Incident:
    """Return an incident that is open, locked, for who may do this to it. Raises ``GeenToegang`` and ``Geweigerd``."""
    incident = s.get(Incident, incident_id, with_for_update=True)
    if incident is None:
        raise GeenToegang(handeling, policy.INCIDENT)
    ctx.eis(handeling, doel_van(s, ctx, incident))
    if incident.status is Incidentstatus.GESLOTEN:
        raise Geweigerd("", "dit incident is gesloten")
    if incident.status is Incidentstatus.GEWEIGERD:
        raise Geweigerd("", "dit incident valt niet onder de consignatie; er is niemand voor opgeroepen")
    return incident


def schrijf(
    s: Session,
    ctx: Context,
    incident: Incident,
    soort: Logsoort,
    op: datetime | None = None,
    *,
    inzet_id: int | None = None,
    uitslag: Uitslag | None = None,
    toelichting: str | None = None,
    aan_id: int | None = None,
    gegevens: Mapping[str, Any] | None = None,
) -> Incidentlog:
    """Add a row to the log of an incident, and let its state follow. Raises ``Geweigerd`` for a time that cannot be."""
    wanneer = ctx.nu if op is None else op
    if wanneer > ctx.nu:
        raise Geweigerd("op", "deze tijd ligt in de toekomst")
    if wanneer < incident.gemeld_op:
        raise Geweigerd("op", "deze tijd ligt voor de melding van het incident")
    regel = Incidentlog(
        incident_id=incident.id,
        inzet_id=inzet_id,
        soort=soort,
        uitslag=uitslag,
        gegevens=dict(gegevens or {}),
        toelichting=(toelichting or "").strip() or None,
        aan_id=aan_id,
        op=wanneer,
        vastgelegd_op=ctx.nu,
        account_id=ctx.actor.account_id,
        medewerker_id=ctx.actor.medewerker_id,
    )
    s.add(regel)
    s.flush()
    noteer(s, ctx, str(soort), policy.INCIDENT, incident.id, log=regel.id)
    werk_status_bij(s, incident)
    return regel


def logregels(s: Session, incident_ids: Sequence[int]) -> dict[int, list[Incidentlog]]:
    """Return the rows that stand, by incident, in the order in which things happened."""
    uit: dict[int, list[Incidentlog]] = {id: [] for id in incident_ids}
    for regel in s.scalars(
        select(Incidentlog)
        .where(Incidentlog.incident_id.in_(incident_ids), Incidentlog.vervallen_op.is_(None))
        .order_by(Incidentlog.op, Incidentlog.id)
    ):
        uit[regel.incident_id].append(regel)
    return uit


#: The furthest of these that happened is the state; one that comes later in the list is further.
_VERDER = (
    (Logsoort.CONTACT, Incidentstatus.CONTACT),
    (Logsoort.WERK_BEGONNEN, Incidentstatus.IN_BEHANDELING),
    (Logsoort.ONDERWEG, Incidentstatus.IN_BEHANDELING),
    (Logsoort.TER_PLAATSE, Incidentstatus.IN_BEHANDELING),
    (Logsoort.WORKAROUND, Incidentstatus.WORKAROUND),
    (Logsoort.OPGELOST, Incidentstatus.OPGELOST),
    (Logsoort.GESLOTEN, Incidentstatus.GESLOTEN),
)


def werk_status_bij(s: Session, incident: Incident) -> None:
    """Let the state of an incident follow from its log."""
    if incident.status is Incidentstatus.GEWEIGERD:
        return
    soorten = set(
        s.scalars(
            select(Incidentlog.soort)
            .where(Incidentlog.incident_id == incident.id, Incidentlog.vervallen_op.is_(None))
            .distinct()
        )
    )
    incident.status = Incidentstatus.GEMELD
    for soort, status in _VERDER:
        if soort in soorten:
            incident.status = status
    s.flush()


def eigen_incidenten(medewerker_id: int) -> Any:
    """Return the condition under which an incident is somebody's own, for lists."""
    return or_(
        Incident.eigenaar_id == medewerker_id,
        Incident.id.in_(select(Inzet.incident_id).where(Inzet.medewerker_id == medewerker_id)),
        Incident.id.in_(
            select(Incidentlog.incident_id).where(
                Incidentlog.aan_id == medewerker_id,
                Incidentlog.soort.in_(MET_ZICHT),
            )
        ),
    )

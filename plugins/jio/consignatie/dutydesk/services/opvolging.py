# SPDX-License-Identifier: EUPL-1.2
"""What the guidelines ask around an incident: visits, access, help, a crisis, and telling people (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.opzoeken import lidmaatschappen
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.models import (
    Incident,
    Incidentstatus,
    Inzet,
    Klokrol,
    Logsoort,
    Uitslag,
)
from plugins.jio.consignatie.dutydesk.services.betrokken import (
    doel_van_crisis,
    doel_van_escalatie,
    doel_van_pand,
    logregels,
    met_dienst,
    open_incident,
    schrijf,
)
from plugins.jio.consignatie.models import Consignatieteam, Teamfunctie


class Toegang(StrEnum):
    """Whom the operationeel manager calls when access to a building is hampered."""

    DIRECTIE = "directie"
    PIKETFUNCTIONARIS = "piketfunctionaris"
    HUISMEESTER = "huismeester"
    """The geconsigneerde huismeester, who opens the building in Gouda."""


class Pand(StrEnum):
    """What the huismeester did with the building and its alarm panel."""

    GEOPEND = "geopend"
    GESLOTEN = "gesloten"


class Crisisbesluit(StrEnum):
    """What the CM-lid may decide."""

    CALAMITEITENPLAN = "calamiteitenplan"
    CRISISTEAM = "crisisteam"
    ENIG_AANSPREEKPUNT = "enig_aanspreekpunt"
    COMMUNICATIE_DERDEN = "communicatie_derden"


def spreek_bezoek_af(
    ctx: Context,
    inzet_id: int,
    toelichting: str,
    *,
    inrichting: bool,
    legitimatie: bool = False,
    controle: bool = False,
) -> None:
    """Record what was agreed with the caller about a visit: how to get in, and who must be there.

    Into a penitentiary goes who brings a valid identity document and lets himself be searched. Raises ``Geweigerd``.
    """
    eis_tekst(toelichting, "schrijf hoe je binnenkomt en wie erbij moet zijn")
    if inrichting and not legitimatie:
        raise Geweigerd("legitimatie", "zonder geldig legitimatiebewijs kom je de inrichting niet in (JIO 7.6)")
    if inrichting and not controle:
        raise Geweigerd("controle", "wie zich niet laat controleren, komt de inrichting niet in (JIO 7.6)")
    with ctx.database.transactie() as s:
        _, incident = _inzet(s, ctx, inzet_id)
        gegevens = {"inrichting": inrichting}
        schrijf(s, ctx, incident, Logsoort.BEZOEK, inzet_id=inzet_id, toelichting=toelichting, gegevens=gegevens)


def meld_af(ctx: Context, inzet_id: int) -> None:
    """Log that somebody signed off with the manager of a building on leaving it. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        _, incident = _inzet(s, ctx, inzet_id)
        eigen = [regel.soort for regel in logregels(s, [incident.id])[incident.id] if regel.inzet_id == inzet_id]
        if Logsoort.TER_PLAATSE not in eigen:
            raise Geweigerd("", "afmelden kan na aankomst; leg eerst vast dat je ter plaatse was")
        if Logsoort.AFGEMELD in eigen:
            raise Geweigerd("", "dit staat er al")
        schrijf(s, ctx, incident, Logsoort.AFGEMELD, inzet_id=inzet_id)


def meld_apparatuur(ctx: Context, inzet_id: int, toelichting: str, *, in_overleg: bool) -> None:
    """Log which equipment OSS-Buitendienst replaced, in consultation with Infrastructuur. Raises ``Geweigerd``."""
    eis_tekst(toelichting, "schrijf welke apparatuur je meenam en wat je verving")
    if not in_overleg:
        raise Geweigerd("in_overleg", "vervang apparatuur in overleg met Infrastructuur (JIO 7.6)")
    with ctx.database.transactie() as s:
        inzet, incident = _inzet(s, ctx, inzet_id)
        if inzet.rol is not Klokrol.OSS_BUITENDIENST:
            raise Geweigerd("toelichting", "alleen OSS-Buitendienst vervangt apparatuur op locatie")
        schrijf(s, ctx, incident, Logsoort.APPARATUUR, inzet_id=inzet_id, toelichting=toelichting)


def licht_opdrachtgever_in(ctx: Context, incident_id: int, toelichting: str) -> None:
    """Log that the client was told how far it is. Raises ``Geweigerd``."""
    eis_tekst(toelichting, "schrijf wat je hebt verteld")
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "log")
        schrijf(s, ctx, incident, Logsoort.OPDRACHTGEVER, toelichting=toelichting)


def vraag_kennis(ctx: Context, incident_id: int, toelichting: str) -> int | None:
    """Ask the operationeel manager on duty for the help of a colleague who has no duty; return who is asked.

    Raises ``Geweigerd``.
    """
    eis_tekst(toelichting, "schrijf welke kennis of collega nodig is, en waarom nu")
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "log")
        wie = met_dienst(s, Teamfunctie.OPERATIONEEL_MANAGER, ctx.nu)
        schrijf(s, ctx, incident, Logsoort.KENNIS, toelichting=toelichting, aan_id=wie)
        if wie is not None and wie != ctx.actor.medewerker_id:
            stuur(s, ctx, "jio.incident_kennis", wie, incident=incident_id)
        return wie


def beslis_kennis(ctx: Context, incident_id: int, *, akkoord: bool, toelichting: str) -> None:
    """Record what the operationeel manager decides about help of a colleague without duty. Raises ``Geweigerd``."""
    eis_tekst(toelichting, "schrijf wie er helpt, of waarom niet")
    with ctx.database.transactie() as s:
        incident = voor_manager(s, ctx, incident_id, "beslis_kennis")
        kennis = [r for r in logregels(s, [incident_id])[incident_id] if r.soort is Logsoort.KENNIS]
        if not kennis or kennis[-1].uitslag is not None:
            raise Geweigerd("", "er is geen vraag om hulp die op een besluit wacht")
        uitslag = Uitslag.AKKOORD if akkoord else Uitslag.AFGEWEZEN
        schrijf(s, ctx, incident, Logsoort.KENNIS, uitslag=uitslag, toelichting=toelichting)
        vrager = kennis[-1].medewerker_id
        if vrager is not None and vrager != ctx.actor.medewerker_id:
            stuur(s, ctx, "jio.incident_kennis_besloten", vrager, incident=incident_id)


def regel_toegang(ctx: Context, incident_id: int, bij: Toegang, toelichting: str) -> int | None:
    """Record whom the operationeel manager called for access; the huismeester on duty gets a message.

    The building in Gouda is opened only after an escalation, by order of a directielid or teamleider (JIO 7.6).
    Returns the huismeester, or None. Raises ``Geweigerd``.
    """
    eis_tekst(toelichting, "schrijf wat er is afgesproken")
    with ctx.database.transactie() as s:
        incident = voor_manager(s, ctx, incident_id, "regel_toegang")
        wie = None
        if bij is Toegang.HUISMEESTER:
            soorten = {regel.soort for regel in logregels(s, [incident_id])[incident_id]}
            if not soorten & {Logsoort.ESCALATIE_1, Logsoort.ESCALATIE_2}:
                raise Geweigerd("bij", "de huismeester opent het pand pas na een escalatie")
            wie = met_dienst(s, Teamfunctie.HUISMEESTER, ctx.nu)
        schrijf(s, ctx, incident, Logsoort.TOEGANG, toelichting=toelichting, aan_id=wie, gegevens={"toegang": str(bij)})
        if wie is not None and wie != ctx.actor.medewerker_id:
            stuur(s, ctx, "jio.incident_pand", wie, incident=incident_id)
        return wie


def meld_pand(ctx: Context, incident_id: int, wat: Pand) -> None:
    """Log that the huismeester opened or closed the building, with its alarm panel. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        incident = s.get(Incident, incident_id, with_for_update=True)
        if incident is None:
            raise GeenToegang("meld_pand", policy.ESCALATIE)
        ctx.eis("meld_pand", doel_van_pand(s, ctx, incident))
        _eis_open(incident)
        eerder = [r.gegevens.get("pand") for r in logregels(s, [incident_id])[incident_id] if r.soort is Logsoort.PAND]
        nu_open = bool(eerder) and eerder[-1] == Pand.GEOPEND
        if nu_open == (wat is Pand.GEOPEND):
            raise Geweigerd("", "het pand is al open" if nu_open else "het pand is niet geopend voor dit incident")
        schrijf(s, ctx, incident, Logsoort.PAND, gegevens={"pand": str(wat)})


def beslis_crisis(ctx: Context, incident_id: int, besluiten: Collection[Crisisbesluit], toelichting: str) -> None:
    """Record what the CM-lid decides about a crisis and who speaks for JIO. Raises ``Geweigerd``."""
    eis_tekst(toelichting, "schrijf waarom, en wie je hebt geïnformeerd")
    if not besluiten:
        raise Geweigerd("besluit", "kies wat je besluit")
    with ctx.database.transactie() as s:
        incident = s.get(Incident, incident_id, with_for_update=True)
        if incident is None:
            raise GeenToegang("beslis_crisis", policy.ESCALATIE)
        ctx.eis("beslis_crisis", doel_van_crisis(s, ctx, incident))
        _eis_open(incident)
        gekozen = [str(besluit) for besluit in Crisisbesluit if besluit in besluiten]
        schrijf(s, ctx, incident, Logsoort.CRISIS, toelichting=toelichting, gegevens={"besluiten": gekozen})


def licht_managers_in(ctx: Context, incident_id: int, toelichting: str) -> int:
    """Tell the other operationeel managers of a hand-over or of what is still to do; return how many are told.

    They can then read this incident. Raises ``Geweigerd``.
    """
    eis_tekst(toelichting, "schrijf wat er is overgedragen of nog moet gebeuren")
    with ctx.database.transactie() as s:
        incident = s.get(Incident, incident_id, with_for_update=True)
        if incident is None:
            raise GeenToegang("licht_in", policy.ESCALATIE)
        # Follow-up goes on after an incident is closed; there is none where nobody was called.
        ctx.eis("licht_in", doel_van_escalatie(s, ctx, incident))
        if incident.status is Incidentstatus.GEWEIGERD:
            raise Geweigerd("", "dit incident valt niet onder de consignatie")
        teams = s.scalars(
            select(Consignatieteam.team_id).where(Consignatieteam.functie == Teamfunctie.OPERATIONEEL_MANAGER)
        ).all()
        leden = lidmaatschappen(s, teams, ctx.vandaag, ctx.vandaag) if teams else ()
        anderen = sorted({lid.medewerker_id for lid in leden} - {ctx.actor.medewerker_id})
        if not anderen:
            raise Geweigerd("toelichting", "er zijn geen andere operationeel managers op een rooster")
        for wie in anderen:
            schrijf(s, ctx, incident, Logsoort.MANAGERS, toelichting=toelichting, aan_id=wie)
            stuur(s, ctx, "jio.incident_vervolg", wie, incident=incident_id)
        return len(anderen)


def voor_manager(s: Session, ctx: Context, incident_id: int, handeling: str) -> Incident:
    """Return an open incident, locked, for who is its operationeel manager. Raises ``GeenToegang``, ``Geweigerd``."""
    incident = s.get(Incident, incident_id, with_for_update=True)
    if incident is None:
        raise GeenToegang(handeling, policy.ESCALATIE)
    ctx.eis(handeling, doel_van_escalatie(s, ctx, incident))
    _eis_open(incident)
    return incident


def eis_tekst(tekst: str, reden: str) -> None:
    """Refuse an explanation that is empty or too long."""
    if not tekst.strip():
        raise Geweigerd("toelichting", reden)
    if len(tekst) > 4000:
        raise Geweigerd("toelichting", "dit is langer dan 4000 tekens")


def _inzet(s: Session, ctx: Context, inzet_id: int) -> tuple[Inzet, Incident]:
    inzet = s.get(Inzet, inzet_id)
    if inzet is None:
        raise GeenToegang("log", policy.INCIDENT)
    return inzet, open_incident(s, ctx, inzet.incident_id, "log")


def _eis_open(incident: Incident) -> None:
    if incident.status in (Incidentstatus.GESLOTEN, Incidentstatus.GEWEIGERD):
        raise Geweigerd("", "dit incident is gesloten")

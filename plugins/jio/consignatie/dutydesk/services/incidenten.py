# SPDX-License-Identifier: EUPL-1.2
"""Registering a call, and every step after it: attempts, contact, work, hand-over, escalation, end (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.berichten.services import meld_taak, stuur
from core.context import Context
from core.people.models import Team
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.berichten import TAAK_EVALUATIE
from plugins.jio.consignatie.dutydesk.models import (
    MET_ZICHT,
    Incident,
    Incidentlog,
    Incidentstatus,
    Inzet,
    Klokrol,
    Logsoort,
    Uitslag,
)
from plugins.jio.consignatie.dutydesk.services import lijst
from plugins.jio.consignatie.dutydesk.services.betrokken import (
    logregels,
    open_incident,
    schrijf,
    werk_status_bij,
)
from plugins.jio.consignatie.dutydesk.services.evaluatie import vereist
from plugins.jio.consignatie.dutydesk.services.klok import breng_bij, sluit_taken
from plugins.jio.consignatie.dutydesk.services.opvolging import eis_tekst, voor_manager
from plugins.jio.consignatie.models import Consignatieteam
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.procedure import OPERATIONEEL_MANAGER
from plugins.jio.consignatie.rules.oproep import Oproepbezwaar, Storingscategorie
from plugins.jio.consignatie.rules.reactieklok import Escalatiereden, Oproeper
from plugins.jio.consignatie.services import oproepen
from plugins.jio.consignatie.services.oproepen import op_dienst, registreer_voor

TEAM_INFRASTRUCTUUR = "jio_cons_ur.team_infrastructuur"
"""The code of the team of Infrastructuur (Basis Infra), whose geconsigneerde alone calls OSS-Buitendienst."""

_GEEN_REGISTRATIE = (Logsoort.OVERDRACHT, Logsoort.VERVOER, Logsoort.TOEGANG, Logsoort.CRISIS, Logsoort.MANAGERS)

BLIJFT_STAAN = (*MET_ZICHT, Logsoort.OVERDRACHT, Logsoort.VERVOER, Logsoort.PAND, Logsoort.CRISIS)
"""Rows on which others acted: they are not struck out."""

NIEMAND_OP_DIENST = "niemand_op_dienst"
AL_VASTGELEGD = "dit incident is al vastgelegd"

REDENEN_1 = (
    Escalatiereden.STAGNEERT,
    Escalatiereden.MEERDERE_INFORMATIESYSTEMEN,
    Escalatiereden.MEERDERE_LOCATIES,
    Escalatiereden.GEEN_CONTACT,
)
REDENEN_2 = (
    Escalatiereden.NIET_OPGELOST_IN_DIENST,
    Escalatiereden.MEERDERE_LOCATIES,
    Escalatiereden.MEERDERE_DIENSTEN,
    Escalatiereden.JUSTITIENET,
)


class Vervoer(StrEnum):
    """How somebody goes to a location; what is not one's own is agreed beforehand."""

    EIGEN = "eigen"
    DIENSTAUTO = "dienstauto"
    TAXI = "taxi"


class NietGedekt(Exception):
    """The call is not covered, and nothing was stored; ``redenen`` are codes."""

    def __init__(self, redenen: Sequence[str]) -> None:
        super().__init__(", ".join(redenen))
        self.redenen = tuple(redenen)


@dataclass(frozen=True, kw_only=True)
class Impact:
    """How much a fault hits; it decides to which level it goes."""

    locaties_geraakt: int = 1
    informatiesystemen_geraakt: int = 1
    diensten_geraakt: int = 1
    justitienet_geraakt: bool = False

    def __post_init__(self) -> None:
        for veld in ("locaties_geraakt", "informatiesystemen_geraakt", "diensten_geraakt"):
            if not 1 <= getattr(self, veld) <= 9999:
                raise Geweigerd(veld, "vul een aantal in van 1 of meer")


@dataclass(frozen=True, kw_only=True)
class Aanmelding:
    """A call as the desk hears it. ``gebeld_op`` is when the employee on duty was first called; empty is now."""

    nummer: str
    opdrachtgever: str
    dienst: str
    melder: str
    melder_telefoon: str
    locatie: str
    omschrijving: str
    team_id: int
    gemeld_op: datetime
    prio: int
    categorie: Storingscategorie
    gebeld_op: datetime | None = None
    uitslag: Uitslag | None = None
    functioneren_bedreigd: bool = False
    toelichting: str | None = None
    storing_begonnen: datetime | None = None
    instemming: bool = False
    impact: Impact = Impact()

    def __post_init__(self) -> None:
        # What CSD gives to the geconsigneerde: the caller, the description and the number (JIO 7.6).
        for veld, lengte in (
            ("nummer", 40),
            ("opdrachtgever", 120),
            ("dienst", 120),
            ("melder", 120),
            ("melder_telefoon", 30),
            ("locatie", 120),
            ("omschrijving", 4000),
        ):
            tekst = getattr(self, veld).strip()
            if not tekst:
                raise Geweigerd(veld, "vul dit in")
            if len(tekst) > lengte:
                raise Geweigerd(veld, f"dit is langer dan {lengte} tekens")
            object.__setattr__(self, veld, tekst)


@dataclass(frozen=True)
class Geregistreerd:
    """What came of a call: its number, why nobody is called for it, and who is."""

    incident_id: int
    redenen: tuple[str, ...]
    medewerker_id: int | None


def registreer(ctx: Context, aanmelding: Aanmelding, *, ook_ongedekt: bool = False) -> Geregistreerd:
    """Record a call, check it against the contract list and the regulation, and call who is on duty.

    A call that is not covered is refused (``NietGedekt``), or with ``ook_ongedekt`` recorded with the reasons while
    nobody is called. Raises ``Geweigerd`` for fields and times that cannot be.
    """
    ctx.eis("registreer", doel(policy.INCIDENT))
    gebeld_op = aanmelding.gebeld_op or ctx.nu
    if aanmelding.gemeld_op > ctx.nu:
        raise Geweigerd("gemeld_op", "deze tijd ligt in de toekomst")
    if not aanmelding.gemeld_op <= gebeld_op <= ctx.nu:
        raise Geweigerd("gebeld_op", "je belde niet voor de melding, en niet in de toekomst")
    with ctx.database.transactie() as s:
        if s.scalar(select(Incident.id).where(Incident.nummer == aanmelding.nummer)) is not None:
            raise Geweigerd("nummer", AL_VASTGELEGD)
        if s.get(Consignatieteam, aanmelding.team_id) is None:
            raise Geweigerd("team", "dit team heeft geen consignatiedienst")
        contract = lijst.zoek(s, aanmelding.opdrachtgever, aanmelding.dienst)
        dekking = lijst.toets(s, contract, aanmelding.melder, aanmelding.gemeld_op, geldend(s, ctx.installatie))
        melding = _melding(aanmelding, gebeld_op, overeenkomst=not dekking)
        redenen = tuple(map(str, dekking)) + tuple(
            str(reden)
            for reden in oproepen.test(ctx, melding).redenen
            # The contract list says more precisely why there is no agreement.
            if not (dekking and reden is Oproepbezwaar.GEEN_CONSIGNATIEOVEREENKOMST)
        )
        if redenen and not ook_ongedekt:
            raise NietGedekt(redenen)
        velden = {
            naam: waarde
            for naam, waarde in vars(aanmelding).items()
            if naam not in ("team_id", "gebeld_op", "uitslag", "impact")
        }
        incident = Incident(
            **velden,
            **vars(aanmelding.impact),
            contract_id=contract.id if contract else None,
            redenen=list(redenen),
            status=Incidentstatus.GEWEIGERD if redenen else Incidentstatus.GEMELD,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(incident)
        try:
            s.flush()
        except IntegrityError as fout:
            # Two people typed the same number at once; the first one has it.
            raise Geweigerd("nummer", AL_VASTGELEGD) from fout
        noteer(s, ctx, "registreer", policy.INCIDENT, incident.id, gedekt=not redenen)
        if redenen:
            return Geregistreerd(incident.id, redenen, None)
        inzet = _zet_in(s, ctx, incident, aanmelding.team_id, melding, None)
        if inzet is None:
            breng_bij(s, ctx, incident, 1, (NIEMAND_OP_DIENST,))
            return Geregistreerd(incident.id, (), None)
        if aanmelding.uitslag is not None:
            _poging(s, ctx, incident, inzet.id, aanmelding.uitslag, gebeld_op)
        return Geregistreerd(incident.id, (), inzet.medewerker_id)


def roep_op(
    ctx: Context, incident_id: int, team_id: int, *, oproeper: Oproeper = Oproeper.CSD_EAI, op: datetime | None = None
) -> int:
    """Call who is on duty in another team for an incident; return the number of the call.

    OSS-Buitendienst is called by the geconsigneerde of Infrastructuur only, who does it here or had contact already
    about this incident (JIO 7.6). Raises ``Geweigerd`` at ``team``.
    """
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "roep_op")
        team = s.get(Consignatieteam, team_id)
        if team is None:
            raise Geweigerd("team", "dit team heeft geen consignatiedienst")
        if team.oss:
            _eis_infrastructuur(s, ctx, incident, oproeper, op or ctx.nu)
        if s.scalar(select(Inzet.id).where(Inzet.incident_id == incident_id, Inzet.team_id == team_id)) is not None:
            raise Geweigerd("team", "dit team is voor dit incident al opgeroepen")
        moment = op or ctx.nu
        if moment < incident.gemeld_op:
            raise Geweigerd("op", "deze tijd ligt voor de melding van het incident")
        inzet = _zet_in(s, ctx, incident, team_id, _herhaald(incident, moment), oproeper if team.oss else None)
        if inzet is None:
            raise Geweigerd("team", "op dat moment heeft niemand van dit team dienst; breng het naar niveau 1")
        return inzet.id


def poging(ctx: Context, inzet_id: int, uitslag: Uitslag, *, op: datetime | None = None) -> None:
    """Log an attempt to reach somebody; who answers is in contact at that moment. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        _, incident = _inzet(s, ctx, inzet_id)
        if uitslag in (Uitslag.AKKOORD, Uitslag.AFGEWEZEN):
            raise Geweigerd("uitslag", "kies wat er gebeurde toen je belde")
        _poging(s, ctx, incident, inzet_id, uitslag, op or ctx.nu)


def meld(
    ctx: Context,
    inzet_id: int,
    soort: Logsoort,
    *,
    op: datetime | None = None,
    vervoer: Vervoer = Vervoer.EIGEN,
) -> None:
    """Log contact, begin of work, departure or arrival of somebody who is called.

    Taxi and dienstauto are agreed beforehand with the operationeel manager (JIO 7.6). Raises ``Geweigerd``.
    """
    if soort not in (Logsoort.CONTACT, Logsoort.WERK_BEGONNEN, Logsoort.ONDERWEG, Logsoort.TER_PLAATSE):
        raise Geweigerd("soort", "kies contact, begonnen, onderweg of ter plaatse")
    with ctx.database.transactie() as s:
        _, incident = _inzet(s, ctx, inzet_id)
        moment = op or ctx.nu
        eigen = [regel for regel in logregels(s, [incident.id])[incident.id] if regel.inzet_id == inzet_id]
        if any(regel.soort is soort for regel in eigen):
            raise Geweigerd("op", "dit staat er al; streep de oude regel door als hij niet klopt")
        contact = min((regel.op for regel in eigen if regel.soort is Logsoort.CONTACT), default=None)
        if soort is not Logsoort.CONTACT and (contact is None or moment < contact):
            raise Geweigerd("op", "dit kan pas na het contact")
        if (
            soort is Logsoort.CONTACT
            and any(r.op > moment for r in eigen if r.soort is Logsoort.POGING)
            and not any(r.op <= moment for r in eigen if r.soort is Logsoort.POGING)
        ):
            raise Geweigerd("op", "het contact ligt niet voor de eerste poging")
        if soort is Logsoort.ONDERWEG and vervoer is not Vervoer.EIGEN and not _akkoord(eigen, vervoer, moment):
            raise Geweigerd("vervoer", "spreek taxi of dienstauto vooraf af met de operationeel manager (JIO 7.6)")
        gegevens = {"vervoer": str(vervoer)} if soort is Logsoort.ONDERWEG else {}
        schrijf(s, ctx, incident, soort, moment, inzet_id=inzet_id, gegevens=gegevens)
        sluit_taken(s, ctx, incident)


def meld_afstand(ctx: Context, inzet_id: int, kilometers: Decimal) -> None:
    """Log how far OSS-Buitendienst was from home when it was called. Raises ``Geweigerd``."""
    if not (kilometers.is_finite() and 0 <= kilometers < 1000):
        raise Geweigerd("kilometers", "vul de afstand in hele of tiende kilometers in")
    afstand = kilometers.quantize(Decimal("0.1"))
    if afstand != kilometers:
        raise Geweigerd("kilometers", "vul de afstand in met hoogstens een cijfer achter de komma")
    with ctx.database.transactie() as s:
        inzet, incident = _inzet(s, ctx, inzet_id)
        if inzet.rol is not Klokrol.OSS_BUITENDIENST:
            raise Geweigerd("kilometers", "alleen voor OSS-Buitendienst geldt een afstand")
        schrijf(s, ctx, incident, Logsoort.AFSTAND, inzet_id=inzet_id, gegevens={"kilometers": str(afstand)})


def werk_bij(ctx: Context, incident_id: int, toelichting: str, impact: Impact | None = None) -> None:
    """Add what was done to the registration, and how much is hit when that is known better. Raises ``Geweigerd``."""
    eis_tekst(toelichting, "schrijf wat er is gedaan")
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "log")
        schrijf(s, ctx, incident, Logsoort.BIJGEWERKT, toelichting=toelichting)
        if impact is not None:
            for naam, waarde in vars(impact).items():
                setattr(incident, naam, waarde)


def los_op(
    ctx: Context, incident_id: int, toelichting: str, *, workaround: bool = False, op: datetime | None = None
) -> None:
    """Log that the fault is over, or that there is a way around it. Raises ``Geweigerd``."""
    eis_tekst(toelichting, "schrijf hoe het is opgelost")
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "log")
        soort = Logsoort.WORKAROUND if workaround else Logsoort.OPGELOST
        schrijf(s, ctx, incident, soort, op, toelichting=toelichting)
        sluit_taken(s, ctx, incident)


def draag_over(ctx: Context, incident_id: int, naar_id: int | None, *, in_overleg: bool) -> None:
    """Make somebody who is called the owner, or the service desk again (``None``).

    The old owner writes the registration up to date first: without a row of his since he became the owner there is no
    hand-over (JIO 7.6). Raises ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "draag_over")
        if naar_id == incident.eigenaar_id:
            raise Geweigerd("naar", "die is al eigenaar van dit incident")
        if not in_overleg:
            raise Geweigerd("in_overleg", "draag pas over als de nieuwe eigenaar dat weet en goed vindt")
        geroepen = set(s.scalars(select(Inzet.medewerker_id).where(Inzet.incident_id == incident_id)))
        if naar_id is not None and naar_id not in geroepen:
            raise Geweigerd("naar", "kies iemand die voor dit incident is opgeroepen")
        if not _bijgewerkt(incident, logregels(s, [incident_id])[incident_id], geroepen):
            raise Geweigerd("naar", "de eigenaar werkt eerst de registratie bij; daarna kan het over")
        schrijf(s, ctx, incident, Logsoort.OVERDRACHT, aan_id=naar_id, gegevens={"van": incident.eigenaar_id})
        incident.eigenaar_id = naar_id
        if naar_id is not None and naar_id != ctx.actor.medewerker_id:
            stuur(s, ctx, "jio.incident_overgedragen", naar_id, incident=incident_id)


def escaleer(ctx: Context, incident_id: int, niveau: int, reden: Escalatiereden, toelichting: str) -> int | None:
    """Bring an incident to the operationeel manager (1) or the CM-lid (2) on duty; return who that is.

    At level 2 the operationeel manager on duty is told as well. Raises ``Geweigerd``.
    """
    if niveau not in (1, 2):
        raise Geweigerd("niveau", "kies niveau 1 of 2")
    if reden not in (REDENEN_1 if niveau == 1 else REDENEN_2):
        raise Geweigerd("reden", "deze reden hoort bij het andere niveau")
    eis_tekst(toelichting, "schrijf waarom dit naar een hoger niveau gaat")
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "escaleer")
        wie = breng_bij(s, ctx, incident, niveau, (reden,), toelichting=toelichting)
        if niveau == 2 and not any(
            regel.soort is Logsoort.ESCALATIE_1 for regel in logregels(s, [incident_id])[incident_id]
        ):
            breng_bij(s, ctx, incident, 1, (reden,))
        return wie


def licht_directielid_in(ctx: Context, incident_id: int) -> None:
    """Log that the operationeel manager told the geconsigneerd directielid of an escalation. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        incident = voor_manager(s, ctx, incident_id, "licht_in")
        regels = logregels(s, [incident_id])[incident_id]
        if not any(regel.soort in (Logsoort.ESCALATIE_1, Logsoort.ESCALATIE_2) for regel in regels):
            raise Geweigerd("", "er is nog niet geëscaleerd")
        schrijf(s, ctx, incident, Logsoort.DIRECTIELID_INGELICHT)


def beslis_vervoer(ctx: Context, inzet_id: int, vervoer: Vervoer, *, akkoord: bool, toelichting: str) -> None:
    """Record what the operationeel manager decides beforehand about a taxi or dienstauto. Raises ``Geweigerd``."""
    if vervoer is Vervoer.EIGEN:
        raise Geweigerd("vervoer", "over eigen vervoer wordt niet beslist")
    eis_tekst(toelichting, "schrijf waarom")
    with ctx.database.transactie() as s:
        inzet = s.get(Inzet, inzet_id)
        if inzet is None:
            raise GeenToegang("beslis_vervoer", policy.ESCALATIE)
        incident = voor_manager(s, ctx, inzet.incident_id, "beslis_vervoer")
        if inzet.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("vervoer", "over je eigen rit beslist een ander")
        schrijf(
            s,
            ctx,
            incident,
            Logsoort.VERVOER,
            inzet_id=inzet_id,
            uitslag=Uitslag.AKKOORD if akkoord else Uitslag.AFGEWEZEN,
            toelichting=toelichting,
            gegevens={"vervoer": str(vervoer)},
        )
        stuur(s, ctx, "jio.vervoer_besloten", inzet.medewerker_id, incident=incident.id)


def sluit(ctx: Context, incident_id: int) -> bool:
    """Close an incident when the caller was told; return whether an evaluation report follows. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        incident = open_incident(s, ctx, incident_id, "sluit")
        if incident.status not in (Incidentstatus.OPGELOST, Incidentstatus.WORKAROUND):
            raise Geweigerd("", "leg eerst vast dat het is opgelost, of dat er een workaround is")
        schrijf(s, ctx, incident, Logsoort.GESLOTEN)
        incident.gesloten_op = ctx.nu
        sluit_taken(s, ctx, incident)
        evaluatie = vereist(s, ctx, incident)
        if evaluatie:
            meld_taak(s, ctx, eenheid=EENHEID, rol=OPERATIONEEL_MANAGER, soort=TAAK_EVALUATIE, sleutel=str(incident_id))
        return evaluatie


def streep_door(ctx: Context, log_id: int) -> int:
    """Strike out a row that is wrong; only who wrote it can. Return the incident. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        regel = s.get(Incidentlog, log_id)
        if regel is None or regel.vervallen_op is not None:
            raise GeenToegang("log", policy.INCIDENT)
        incident = open_incident(s, ctx, regel.incident_id, "log")
        if regel.account_id is None or regel.account_id != ctx.actor.account_id:
            raise Geweigerd("", "alleen wie een regel schreef, kan hem doorstrepen")
        if regel.soort in BLIJFT_STAAN:
            raise Geweigerd("", "een overdracht, escalatie of besluit blijft staan; schrijf erbij wat er niet klopt")
        regel.vervallen_op = ctx.nu
        s.flush()
        werk_status_bij(s, incident)
        noteer(s, ctx, "streep_door", policy.INCIDENT, incident.id, log=log_id)
        return incident.id


def _zet_in(
    s: Session,
    ctx: Context,
    incident: Incident,
    team_id: int,
    melding: oproepen.Melding,
    oproeper: Oproeper | None,
) -> Inzet | None:
    """Give somebody on duty the call-out of an incident; None when nobody is."""
    gevonden = op_dienst(s, team_id, melding.begin)
    if gevonden is None:
        return None
    dienst, medewerker_id = gevonden
    oss = s.get_one(Consignatieteam, team_id).oss
    oproep = registreer_voor(s, ctx, dienst, medewerker_id, melding)
    inzet = Inzet(
        incident_id=incident.id,
        oproep_id=oproep.oproep_id,
        team_id=team_id,
        medewerker_id=medewerker_id,
        rol=Klokrol.OSS_BUITENDIENST if oss else Klokrol.GECONSIGNEERDE,
        oproeper=str(oproeper) if oproeper else None,
        vastgelegd_op=ctx.nu,
    )
    s.add(inzet)
    s.flush()
    return inzet


def _poging(s: Session, ctx: Context, incident: Incident, inzet_id: int, uitslag: Uitslag, op: datetime) -> None:
    schrijf(s, ctx, incident, Logsoort.POGING, op, inzet_id=inzet_id, uitslag=uitslag)
    al = [
        regel
        for regel in logregels(s, [incident.id])[incident.id]
        if regel.inzet_id == inzet_id and regel.soort is Logsoort.CONTACT
    ]
    if uitslag is Uitslag.OPGENOMEN and not al:
        schrijf(s, ctx, incident, Logsoort.CONTACT, op, inzet_id=inzet_id)
        sluit_taken(s, ctx, incident)


def _eis_infrastructuur(s: Session, ctx: Context, incident: Incident, oproeper: Oproeper, op: datetime) -> None:
    feit = geldend(s, ctx.installatie).zoek(TEAM_INFRASTRUCTUUR, ctx.vandaag)
    if feit is None or not feit.waarde:
        raise Geweigerd("team", "nog niet is ingevuld welk team Infrastructuur is; HR vult dat in bij de parameters")
    team_id = s.scalar(
        select(Consignatieteam.team_id)
        .join(Team, Team.id == Consignatieteam.team_id)
        .where(Team.eenheid == EENHEID, Team.code == str(feit.waarde))
    )
    gevonden = None if team_id is None else op_dienst(s, team_id, op)
    zelf = gevonden is not None and gevonden[1] == ctx.actor.medewerker_id
    if zelf:
        return
    contact = team_id is not None and s.scalar(
        select(Incidentlog.id)
        .join(Inzet, Inzet.id == Incidentlog.inzet_id)
        .where(
            Inzet.incident_id == incident.id,
            Inzet.team_id == team_id,
            Incidentlog.soort == Logsoort.CONTACT,
            Incidentlog.vervallen_op.is_(None),
        )
        .limit(1)
    )
    if oproeper is not Oproeper.INFRASTRUCTUUR or not contact:
        raise Geweigerd("team", "alleen de geconsigneerde van Infrastructuur roept OSS-Buitendienst op (JIO 7.6)")


def _inzet(s: Session, ctx: Context, inzet_id: int) -> tuple[Inzet, Incident]:
    inzet = s.get(Inzet, inzet_id)
    if inzet is None:
        raise GeenToegang("log", policy.INCIDENT)
    return inzet, open_incident(s, ctx, inzet.incident_id, "log")


def _melding(aanmelding: Aanmelding, begin: datetime, *, overeenkomst: bool) -> oproepen.Melding:
    return oproepen.Melding(
        begin=begin,
        prio=aanmelding.prio,
        categorie=aanmelding.categorie,
        overeenkomst=overeenkomst,
        incidentnummer=aanmelding.nummer,
        functioneren_bedreigd=aanmelding.functioneren_bedreigd,
        toelichting=aanmelding.toelichting,
        storing_begonnen=aanmelding.storing_begonnen,
        instemming=aanmelding.instemming,
    )


def _herhaald(incident: Incident, begin: datetime) -> oproepen.Melding:
    return oproepen.Melding(
        begin=begin,
        prio=incident.prio,
        categorie=Storingscategorie(incident.categorie),
        overeenkomst=True,
        incidentnummer=incident.nummer,
        functioneren_bedreigd=incident.functioneren_bedreigd,
        toelichting=incident.toelichting,
        storing_begonnen=incident.storing_begonnen,
        instemming=incident.instemming,
    )


def _akkoord(regels: Sequence[Incidentlog], vervoer: Vervoer, voor: datetime) -> bool:
    """Tell whether the last decision about this transport, before the departure, was a yes."""
    besluiten = [
        regel
        for regel in regels
        if regel.soort is Logsoort.VERVOER and regel.gegevens.get("vervoer") == str(vervoer) and regel.op <= voor
    ]
    return bool(besluiten) and besluiten[-1].uitslag is Uitslag.AKKOORD


def _bijgewerkt(incident: Incident, regels: Sequence[Incidentlog], geroepen: set[int]) -> bool:
    """Tell whether the owner wrote in the registration since he became the owner."""
    sinds = max((regel.id for regel in regels if regel.soort is Logsoort.OVERDRACHT), default=0)
    telt = [regel for regel in regels if regel.id > sinds and regel.soort not in _GEEN_REGISTRATIE and regel.account_id]
    if incident.eigenaar_id is not None:
        return any(regel.medewerker_id == incident.eigenaar_id for regel in telt)
    # The service desk is everybody who is not called for the incident.
    return any(regel.medewerker_id is None or regel.medewerker_id not in geroepen for regel in telt)

# SPDX-License-Identifier: EUPL-1.2
"""The reaction clock of everybody who is called for an incident, and the look at all of them every minute (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt, Parameterset, Stap
from plugins.jio.consignatie.dutydesk.berichten import TAAK_GEEN_CONTACT, TAAK_NIET_BEGONNEN
from plugins.jio.consignatie.dutydesk.models import (
    LOPEND,
    Contract,
    Incident,
    Incidentlog,
    Inzet,
    Klokrol,
    Logsoort,
)
from plugins.jio.consignatie.dutydesk.services.betrokken import logregels, met_dienst, schrijf
from plugins.jio.consignatie.models import Dienst, Oproep, Teamfunctie
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.procedure import DUTYDESK
from plugins.jio.consignatie.rules.reactieklok import (
    Contactstatus,
    Escalatiereden,
    Klokstatus,
    MeldingGeconsigneerde,
    MeldingOss,
    Oproeper,
    Reactieklok,
    reactieklok,
)


@dataclass(frozen=True)
class Klokfeiten:
    """The moments of one employee who is called, as the log has them."""

    pogingen: tuple[datetime, ...]
    contact: datetime | None
    werk_begonnen: datetime | None
    onderweg: datetime | None
    ter_plaatse: datetime | None
    afstand: Decimal | None
    #: True while no attempt is logged: the clock then runs from the call-out itself.
    nog_niet_gebeld: bool
    einde_dienst: datetime


@dataclass(frozen=True)
class Klokstand:
    """The clock of one employee at a moment; ``klok`` is None when a figure of it is not known."""

    feiten: Klokfeiten
    klok: Reactieklok | None
    stappen: tuple[Stap, ...]

    @property
    def geen_contact(self) -> bool:
        """True when a quarter of an hour went by without contact."""
        return self.klok is not None and self.klok.contact_status is Contactstatus.GEEN_CONTACT

    @property
    def niet_begonnen(self) -> bool:
        """True when the work, or the departure of OSS-Buitendienst, is overdue."""
        return self.klok is not None and (
            self.klok.start_werk_status is Klokstatus.NIET_BEGONNEN
            or self.klok.onderweg_status is Klokstatus.NIET_ONDERWEG
        )


def feiten_van(inzet: Inzet, gebeld_op: datetime, einde_dienst: datetime, regels: Sequence[Incidentlog]) -> Klokfeiten:
    """Return the moments of an employee who is called. What was logged twice counts the first time."""
    eigen = [regel for regel in regels if regel.inzet_id == inzet.id]

    def eerste(soort: Logsoort) -> datetime | None:
        return min((regel.op for regel in eigen if regel.soort is soort), default=None)

    pogingen = tuple(sorted(regel.op for regel in eigen if regel.soort is Logsoort.POGING))
    afstanden = [str(regel.gegevens["kilometers"]) for regel in eigen if regel.soort is Logsoort.AFSTAND]
    return Klokfeiten(
        pogingen or (gebeld_op,),
        eerste(Logsoort.CONTACT),
        eerste(Logsoort.WERK_BEGONNEN),
        eerste(Logsoort.ONDERWEG),
        eerste(Logsoort.TER_PLAATSE),
        Decimal(afstanden[-1]) if afstanden else None,
        not pogingen,
        einde_dienst,
    )


def stand(
    incident: Incident,
    inzet: Inzet,
    feiten: Klokfeiten,
    dno_minuten: int | None,
    regels: Sequence[Incidentlog],
    parameters: Parameterset,
    nu: datetime,
) -> Klokstand:
    """Return the clock of an employee at a moment (JIO-CONS-UR/reactieklok); a closed incident is read as it ended."""
    klaar = [regel.op for regel in regels if regel.soort in (Logsoort.OPGELOST, Logsoort.WORKAROUND)]
    peilmoment = max([min([nu, *klaar]), *feiten.pogingen, *_momenten(feiten)])
    begin = feiten.contact
    stagneert = any(
        Escalatiereden.STAGNEERT in regel.gegevens.get("redenen", ())
        for regel in regels
        if regel.soort is Logsoort.ESCALATIE_1
    )
    gedeeld = {
        "pogingen": feiten.pogingen,
        "peilmoment": peilmoment,
        "contact": begin,
        "locaties_geraakt": incident.locaties_geraakt,
        "informatiesystemen_geraakt": incident.informatiesystemen_geraakt,
        "diensten_geraakt": incident.diensten_geraakt,
        "justitienet_geraakt": incident.justitienet_geraakt,
        "stagneert": stagneert,
        "opgelost_in_dienst": _in_dienst(klaar, feiten.einde_dienst, nu),
    }
    gegeven: MeldingGeconsigneerde | MeldingOss
    if inzet.rol is Klokrol.OSS_BUITENDIENST:
        gegeven = MeldingOss(
            rol="oss_buitendienst",
            oproeper=Oproeper(inzet.oproeper or Oproeper.OVERIG),
            onderweg=_na(feiten.onderweg, begin),
            afstand_kilometers=feiten.afstand,
            **gedeeld,  # type: ignore[arg-type]
        )
    else:
        gegeven = MeldingGeconsigneerde(
            rol="geconsigneerde",
            werk_begonnen=_na(feiten.werk_begonnen, begin),
            dno_minuten=dno_minuten,
            **gedeeld,  # type: ignore[arg-type]
        )
    try:
        antwoord = reactieklok.bereken(gegeven, parameters)
    except ParameterOntbreekt:
        return Klokstand(feiten, None, ())
    return Klokstand(feiten, antwoord.uitkomst, antwoord.stappen)


def standen(
    s: Session,
    incidenten: Mapping[int, Incident],
    parameters: Parameterset,
    nu: datetime,
    regels: Mapping[int, Sequence[Incidentlog]] | None = None,
) -> dict[int, list[tuple[Inzet, Klokstand]]]:
    """Return the clocks of incidents, in three queries; two when the caller read the log already."""
    regels = logregels(s, list(incidenten)) if regels is None else regels
    dno = {
        contract.id: contract.dno_minuten
        for contract in s.scalars(
            select(Contract).where(
                Contract.id.in_({i.contract_id for i in incidenten.values() if i.contract_id is not None})
            )
        )
    }
    uit: dict[int, list[tuple[Inzet, Klokstand]]] = {id: [] for id in incidenten}
    for inzet, gebeld_op, einde in s.execute(
        select(Inzet, Oproep.begin, Dienst.einde)
        .join(Oproep, Oproep.id == Inzet.oproep_id)
        .join(Dienst, Dienst.id == Oproep.dienst_id)
        .where(Inzet.incident_id.in_(list(incidenten)))
        .order_by(Inzet.id)
    ):
        incident = incidenten[inzet.incident_id]
        lijst = regels[incident.id]
        feiten = feiten_van(inzet, gebeld_op, einde, lijst)
        dno_minuten = dno.get(incident.contract_id) if incident.contract_id is not None else None
        uit[incident.id].append((inzet, stand(incident, inzet, feiten, dno_minuten, lijst, parameters, nu)))
    return uit


def te_bekijken(ctx: Context) -> tuple[int, ...]:
    """Return the incidents of which a clock ran out and nobody was told yet; the same ones after a stop of hours."""
    with ctx.database.lezen() as s:
        incidenten = {rij.id: rij for rij in s.scalars(select(Incident).where(Incident.status.in_(LOPEND)))}
        if not incidenten:
            return ()
        regels = logregels(s, list(incidenten))
        klokken = standen(s, incidenten, geldend(s, ctx.installatie), ctx.nu)
    return tuple(
        id
        for id, lijst in klokken.items()
        if any(
            (klok.geen_contact and not _gemeld(regels[id], inzet.id)) or (klok.niet_begonnen and not klok.geen_contact)
            for inzet, klok in lijst
        )
    )


def bekijk(ctx: Context, incident_id: int) -> None:
    """Bring an incident without contact to who has the duty of operationeel manager, once, and ask the desk to call.

    The task about work that has not begun stands once as well, so that looking again changes nothing.
    """
    with ctx.database.transactie() as s:
        incident = s.get(Incident, incident_id, with_for_update=True)
        if incident is None or incident.status not in LOPEND:
            return
        regels = logregels(s, [incident_id])[incident_id]
        for inzet, klok in standen(s, {incident_id: incident}, geldend(s, ctx.installatie), ctx.nu)[incident_id]:
            if klok.geen_contact and not _gemeld(regels, inzet.id):
                breng_bij(s, ctx, incident, 1, (Escalatiereden.GEEN_CONTACT,), inzet_id=inzet.id)
                _taak(s, ctx, TAAK_GEEN_CONTACT, incident_id)
            elif klok.niet_begonnen and not klok.geen_contact:
                _taak(s, ctx, TAAK_NIET_BEGONNEN, incident_id)


def breng_bij(
    s: Session,
    ctx: Context,
    incident: Incident,
    niveau: int,
    redenen: Sequence[str],
    *,
    inzet_id: int | None = None,
    toelichting: str | None = None,
) -> int | None:
    """Escalate: write it in the log, tell who has that duty, and return who that is; nobody when no roster says."""
    functie = Teamfunctie.OPERATIONEEL_MANAGER if niveau == 1 else Teamfunctie.CM_LID
    wie = met_dienst(s, functie, ctx.nu)
    schrijf(
        s,
        ctx,
        incident,
        Logsoort.ESCALATIE_1 if niveau == 1 else Logsoort.ESCALATIE_2,
        inzet_id=inzet_id,
        aan_id=wie,
        toelichting=toelichting,
        gegevens={"redenen": [str(reden) for reden in redenen]},
    )
    if wie is not None and wie != ctx.actor.medewerker_id:
        stuur(s, ctx, "jio.incident_escalatie", wie, niveau=niveau, incident=incident.id)
    return wie


def sluit_taken(s: Session, ctx: Context, incident: Incident) -> None:
    """Close the tasks about clocks that stopped: contact was made, work began, or the incident is over."""
    regels = logregels(s, [incident.id])[incident.id]
    klokken = standen(s, {incident.id: incident}, geldend(s, ctx.installatie), ctx.nu)[incident.id]
    over = incident.status not in LOPEND
    if over or not any(klok.geen_contact for _, klok in klokken):
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_GEEN_CONTACT, sleutel=str(incident.id))
    if over or not any(klok.niet_begonnen for _, klok in klokken) or not regels:
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_NIET_BEGONNEN, sleutel=str(incident.id))


def _in_dienst(klaar: Sequence[datetime], einde: datetime, nu: datetime) -> bool | None:
    """Tell whether it was solved before the duty ended; None while that may still be."""
    if any(op <= einde for op in klaar):
        return True
    return False if nu > einde else None


def _gemeld(regels: Sequence[Incidentlog], inzet_id: int) -> bool:
    return any(
        regel.soort is Logsoort.ESCALATIE_1
        and regel.inzet_id == inzet_id
        and Escalatiereden.GEEN_CONTACT in regel.gegevens.get("redenen", ())
        for regel in regels
    )


def _taak(s: Session, ctx: Context, soort: str, incident_id: int) -> None:
    meld_taak(s, ctx, eenheid=EENHEID, rol=DUTYDESK, soort=soort, sleutel=str(incident_id))


def _momenten(feiten: Klokfeiten) -> list[datetime]:
    alle = (feiten.contact, feiten.werk_begonnen, feiten.onderweg)
    return [op for op in alle if op is not None]


def _na(op: datetime | None, contact: datetime | None) -> datetime | None:
    """Return a moment that the clock can use: what was logged before the contact tells nothing of it."""
    return op if op is not None and contact is not None and op >= contact else None

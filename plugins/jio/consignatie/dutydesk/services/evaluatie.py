# SPDX-License-Identifier: EUPL-1.2
"""The evaluation report of an incident: late responses are in it by themselves, two people answer for it (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op
from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.berichten import TAAK_EVALUATIE
from plugins.jio.consignatie.dutydesk.models import (
    Evaluatie,
    Incident,
    Incidentlog,
    Incidentstatus,
    Inzet,
    Logsoort,
)
from plugins.jio.consignatie.dutydesk.services.betrokken import doel_van, doel_van_escalatie, logregels
from plugins.jio.consignatie.dutydesk.services.klok import Klokstand, standen
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.rules.reactieklok import Contactstatus, CsdPogingen, Klokstatus


class Punt(StrEnum):
    """What an evaluation speaks about."""

    NIET_DIRECT = "niet_direct"
    """Contact within the quarter of an hour, but not at once: an exception that goes into the evaluation."""
    CONTACT_TE_LAAT = "contact_te_laat"
    GEEN_CONTACT = "geen_contact"
    TE_WEINIG_POGINGEN = "te_weinig_pogingen"
    WERK_TE_LAAT = "werk_te_laat"
    ONDERWEG_TE_LAAT = "onderweg_te_laat"
    TE_VER = "te_ver"
    ESCALATIE_1 = "escalatie_1"
    ESCALATIE_2 = "escalatie_2"
    NIET_INGELICHT = "niet_ingelicht"
    """It was escalated, and nobody wrote that the directielid was told."""
    WORKAROUND = "workaround"


@dataclass(frozen=True)
class Bevinding:
    """A point of the evaluation, and of whose clock it is, where it is about one."""

    punt: Punt
    inzet_id: int | None = None


def bevindingen(klokken: Iterable[tuple[Inzet, Klokstand]], regels: Sequence[Incidentlog]) -> tuple[Bevinding, ...]:
    """Return what the evaluation of an incident must speak about, as the clocks and the log have it."""
    uit = [Bevinding(punt, inzet.id) for inzet, stand in klokken for punt in _van_klok(stand)]
    soorten = {regel.soort for regel in regels}
    geescaleerd = soorten & {Logsoort.ESCALATIE_1, Logsoort.ESCALATIE_2}
    geldt = {
        Punt.ESCALATIE_1: Logsoort.ESCALATIE_1 in soorten,
        Punt.ESCALATIE_2: Logsoort.ESCALATIE_2 in soorten,
        Punt.NIET_INGELICHT: bool(geescaleerd) and Logsoort.DIRECTIELID_INGELICHT not in soorten,
        Punt.WORKAROUND: Logsoort.WORKAROUND in soorten,
    }
    return (*uit, *(Bevinding(punt) for punt, waar in geldt.items() if waar))


def vereist(s: Session, ctx: Context, incident: Incident) -> bool:
    """Tell whether an incident must be evaluated: somebody was not reached at once, or it went to a higher level."""
    klokken = standen(s, {incident.id: incident}, geldend(s, ctx.installatie), ctx.nu)[incident.id]
    return bool(bevindingen(klokken, logregels(s, [incident.id])[incident.id]))


def schrijf_verslag(ctx: Context, incident_id: int, tekst: str) -> None:
    """Write or rewrite the report, by who is concerned with the incident. Raises ``Geweigerd`` and ``GeenToegang``."""
    if not tekst.strip():
        raise Geweigerd("tekst", "schrijf wat er gebeurde en wat beter kan")
    if len(tekst) > 20_000:
        raise Geweigerd("tekst", "dit is langer dan 20.000 tekens")
    with ctx.database.transactie() as s:
        incident = s.get(Incident, incident_id, with_for_update=True)
        if incident is None:
            raise GeenToegang("log", policy.INCIDENT)
        ctx.eis("log", doel_van(s, ctx, incident))
        _eis_gesloten(incident)
        verslag = s.get(Evaluatie, incident_id)
        if verslag is not None and verslag.vastgesteld_op is not None:
            raise Geweigerd("tekst", "het verslag is vastgesteld en verandert niet meer")
        if verslag is None:
            verslag = Evaluatie(incident_id=incident_id, bevindingen=[])
            s.add(verslag)
        verslag.tekst, verslag.opgesteld_door, verslag.opgesteld_op = tekst.strip(), ctx.actor.account_id, ctx.nu
        noteer(s, ctx, "schrijf_verslag", policy.INCIDENT, incident_id)


def stel_vast(ctx: Context, incident_id: int) -> None:
    """Adopt the report as operationeel manager, with what the clocks say. Raises ``Geweigerd`` and ``GeenToegang``."""
    with ctx.database.transactie() as s:
        incident = s.get(Incident, incident_id, with_for_update=True)
        if incident is None:
            raise GeenToegang("stel_vast", policy.ESCALATIE)
        ctx.eis("stel_vast", doel_van_escalatie(s, ctx, incident))
        _eis_gesloten(incident)
        verslag = s.get(Evaluatie, incident_id)
        if verslag is None:
            raise Geweigerd("", "er is nog geen verslag geschreven")
        if verslag.vastgesteld_op is not None:
            raise Geweigerd("", "het verslag is al vastgesteld")
        # The operationeel manager answers for the report together with who wrote it (JIO 7.6).
        if verslag.opgesteld_door == ctx.actor.account_id:
            raise Geweigerd("", "je schreef dit verslag zelf; een ander stelt het vast")
        klokken = standen(s, {incident_id: incident}, geldend(s, ctx.installatie), ctx.nu)[incident_id]
        verslag.bevindingen = [
            [str(bevinding.punt), bevinding.inzet_id]
            for bevinding in bevindingen(klokken, logregels(s, [incident_id])[incident_id])
        ]
        verslag.vastgesteld_door, verslag.vastgesteld_op = ctx.actor.account_id, ctx.nu
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_EVALUATIE, sleutel=str(incident_id))
        noteer(s, ctx, "stel_vast", policy.INCIDENT, incident_id)


def _van_klok(stand: Klokstand) -> Iterable[Punt]:
    klok = stand.klok
    if klok is None:
        return
    contact = {
        Contactstatus.OP_TIJD: Punt.NIET_DIRECT,
        Contactstatus.TE_LAAT: Punt.CONTACT_TE_LAAT,
        Contactstatus.GEEN_CONTACT: Punt.GEEN_CONTACT,
    }
    if klok.contact_status in contact:
        yield contact[klok.contact_status]
    if klok.csd_pogingen is CsdPogingen.ONVOLDOENDE:
        yield Punt.TE_WEINIG_POGINGEN
    if klok.start_werk_status in (Klokstatus.TE_LAAT, Klokstatus.NIET_BEGONNEN):
        yield Punt.WERK_TE_LAAT
    if klok.onderweg_status in (Klokstatus.TE_LAAT, Klokstatus.NIET_ONDERWEG):
        yield Punt.ONDERWEG_TE_LAAT
    if klok.binnen_afstand is False:
        yield Punt.TE_VER


def _eis_gesloten(incident: Incident) -> None:
    if incident.status is not Incidentstatus.GESLOTEN:
        raise Geweigerd("", "het verslag komt na het sluiten van het incident")

# SPDX-License-Identifier: EUPL-1.2
"""Call-outs: tested when they are recorded, finished later, counted by duty (JIO 7.6, "Werktijd" and "Overwerk")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.opzoeken import inschalingen
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import GEEN_UITLEG, Geweigerd, Parameters, Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Oproep
from plugins.jio.consignatie.rules.declaratie import HOOGSTE_SCHAAL_OVERWERK
from plugins.jio.consignatie.rules.oproep import (
    Oproepbezwaar,
    Oproeptoets,
    Oproepvraag,
    Storingscategorie,
    oproep_toets,
)
from plugins.jio.consignatie.rules.werktijd import Werktijd
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.sporen import merk
from plugins.jio.consignatie.services.werktijden import fcc_minuten, oproepen_die_tellen, tel


@dataclass(frozen=True)
class Melding:
    """A call-out as it is reported. ``einde`` may follow later; ``thuis`` is the arrival home after a journey."""

    begin: datetime
    prio: int
    categorie: Storingscategorie
    overeenkomst: bool
    incidentnummer: str
    einde: datetime | None = None
    thuis: datetime | None = None
    functioneren_bedreigd: bool = False
    toelichting: str | None = None
    storing_begonnen: datetime | None = None
    instemming: bool = False


@dataclass(frozen=True)
class Geregistreerd:
    """What came of a report: its number, and whether the call-out was allowed."""

    oproep_id: int
    toegelaten: bool
    redenen: tuple[Oproepbezwaar, ...]


@dataclass(frozen=True)
class Oproepregel:
    """A call-out as pages show it."""

    id: int
    dienst_id: int
    medewerker_id: int
    melding: Melding
    toegelaten: bool
    redenen: tuple[str, ...]
    corrigeert_id: int | None


@dataclass(frozen=True)
class Dienstwerk:
    """The call-outs of one person in one duty, what counts of them, and whether overtime is paid."""

    dienst_id: int
    medewerker_id: int
    oproepen: tuple[Oproepregel, ...]
    werktijd: Werktijd
    fcc_minuten: int
    #: Scale 10 at most (JIO 7.6); None while the scale is not known.
    recht_op_overwerk: bool | None


def test(ctx: Context, melding: Melding) -> Oproeptoets:
    """Tell whether a call-out may be given, before it is recorded (JIO-CONS/oproep-toets)."""
    ctx.eis("registreer", policy.doel(policy.OPROEP, medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        return _toets(melding, geldend(s, ctx.installatie))


def registreer(ctx: Context, team_id: int, melding: Melding) -> Geregistreerd:
    """Record a call-out for whoever is on duty at that moment.

    One that is not allowed is recorded with the reasons and counts for nothing: what happened stays on record. Raises
    ``Geweigerd`` when nobody of the team is on duty then, and for times that cannot be.
    """
    _eis_tijden(ctx, melding)
    with ctx.database.transactie() as s:
        dienst, medewerker_id = _op_dienst(s, team_id, melding.begin)
        ctx.eis("registreer", policy.doel(policy.OPROEP, medewerker_id=medewerker_id, team_id=team_id))
        return _bewaar(s, ctx, dienst, medewerker_id, melding, None)


def registreer_voor(s: Session, ctx: Context, dienst: Dienst, medewerker_id: int, melding: Melding) -> Geregistreerd:
    """Record a call-out in the transaction of who checked the right. Raises ``Geweigerd`` for impossible times."""
    _eis_tijden(ctx, melding)
    return _bewaar(s, ctx, dienst, medewerker_id, melding, None)


def op_dienst(s: Session, team_id: int, op: datetime) -> tuple[Dienst, int] | None:
    """Return the duty and who performs it at a moment, or None; where two overlap, the one that began last."""
    try:
        return _op_dienst(s, team_id, op)
    except Geweigerd:
        return None


def rond_af(ctx: Context, oproep_id: int, einde: datetime, thuis: datetime | None = None) -> None:
    """Add when the work ended and the employee was home. Raises ``Geweigerd`` when that stands there already."""
    with ctx.database.transactie() as s:
        oproep = _zoek(s, ctx, oproep_id, "rond_af")
        if oproep.einde is not None:
            raise Geweigerd("einde", "deze oproep is al afgerond; verbeter hem met een correctie")
        _eis_tijden(ctx, replace(_melding(oproep), einde=einde, thuis=thuis))
        oproep.einde, oproep.thuis = einde, thuis
        noteer(s, ctx, "rond_af", policy.OPROEP, oproep_id)
        _werk_door(s, ctx, oproep)


def corrigeer(ctx: Context, oproep_id: int, melding: Melding) -> Geregistreerd:
    """Put a better report in the place of one; the old one stays on record. Raises as ``registreer``."""
    _eis_tijden(ctx, melding)
    with ctx.database.transactie() as s:
        oproep = _zoek(s, ctx, oproep_id, "corrigeer")
        dienst, medewerker_id = _op_dienst(s, s.get_one(Dienst, oproep.dienst_id).team_id, melding.begin)
        if medewerker_id != oproep.medewerker_id:
            raise Geweigerd("begin", "op dat moment had een ander dienst")
        oproep.vervallen_op = ctx.nu
        if oproep.dienst_id != dienst.id:
            _werk_door(s, ctx, oproep)
        return _bewaar(s, ctx, dienst, medewerker_id, melding, oproep.id)


def dienstwerk(ctx: Context, dienst_ids: Iterable[int]) -> tuple[Dienstwerk, ...]:
    """Return the call-outs of duties by person, with what counts. Raises ``GeenToegang``; a fixed number of queries."""
    with ctx.database.lezen() as s:
        ids = set(dienst_ids)
        diensten = {dienst.id: dienst for dienst in s.scalars(select(Dienst).where(Dienst.id.in_(ids)))}
        per_persoon: dict[tuple[int, int], list[Oproep]] = {}
        for oproep in s.scalars(
            select(Oproep).where(Oproep.dienst_id.in_(ids), Oproep.vervallen_op.is_(None)).order_by(Oproep.begin)
        ):
            doel = policy.doel(
                policy.OPROEP, medewerker_id=oproep.medewerker_id, team_id=diensten[oproep.dienst_id].team_id
            )
            if ctx.mag("bekijk", doel):
                per_persoon.setdefault((oproep.dienst_id, oproep.medewerker_id), []).append(oproep)
        parameters = geldend(s, ctx.installatie)
        werk = oproepen_die_tellen(s, ids)
        fcc = fcc_minuten(s, werk)
        schalen = inschalingen(s, {medewerker_id for _, medewerker_id in per_persoon})
    uit = []
    for (dienst_id, medewerker_id), lijst in per_persoon.items():
        salaris = schalen.op(medewerker_id, diensten[dienst_id].dinsdag, policy.EENHEID)
        uit.append(
            Dienstwerk(
                dienst_id,
                medewerker_id,
                tuple(regel(oproep) for oproep in lijst),
                tel(werk.get((dienst_id, medewerker_id), ()), parameters),
                fcc.get((dienst_id, medewerker_id), 0),
                None if salaris is None else salaris.schaal <= HOOGSTE_SCHAAL_OVERWERK,
            )
        )
    return tuple(uit)


def regel(oproep: Oproep) -> Oproepregel:
    """Return a stored call-out as pages show it."""
    return Oproepregel(
        oproep.id,
        oproep.dienst_id,
        oproep.medewerker_id,
        _melding(oproep),
        oproep.toegelaten,
        tuple(oproep.redenen),
        oproep.corrigeert_id,
    )


def _bewaar(
    s: Session, ctx: Context, dienst: Dienst, medewerker_id: int, melding: Melding, corrigeert_id: int | None
) -> Geregistreerd:
    toets = _toets(melding, geldend(s, ctx.installatie))
    oproep = Oproep(
        dienst_id=dienst.id,
        medewerker_id=medewerker_id,
        begin=melding.begin,
        einde=melding.einde,
        thuis=melding.thuis,
        prio=melding.prio,
        categorie=melding.categorie,
        overeenkomst=melding.overeenkomst,
        functioneren_bedreigd=melding.functioneren_bedreigd,
        toelichting=melding.toelichting,
        storing_begonnen=melding.storing_begonnen,
        instemming=melding.instemming,
        incidentnummer=melding.incidentnummer.strip(),
        toegelaten=toets.toegelaten,
        redenen=[str(reden) for reden in toets.redenen],
        corrigeert_id=corrigeert_id,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(oproep)
    s.flush()
    noteer(s, ctx, "registreer", policy.OPROEP, oproep.id, dienst=dienst.id, toegelaten=toets.toegelaten)
    if medewerker_id != ctx.actor.medewerker_id:
        stuur(s, ctx, "jio.oproep_vastgelegd", medewerker_id, dinsdag=dienst.dinsdag, oproep=oproep.id)
    _werk_door(s, ctx, oproep)
    return Geregistreerd(oproep.id, toets.toegelaten, toets.redenen)


def _werk_door(s: Session, ctx: Context, oproep: Oproep) -> None:
    s.flush()
    kalender = kalender_van(geldend(s, ctx.installatie))
    herzie(s, ctx, [oproep.dienst_id], kalender)
    merk(s, kalender, [(s.get_one(Dienst, oproep.dienst_id), oproep.medewerker_id)])


def _toets(melding: Melding, parameters: Parameterset) -> Oproeptoets:
    if not 1 <= melding.prio <= 4:
        raise Geweigerd("prio", "kies 1, 2, 3 of 4")
    vraag = Oproepvraag(
        moment=melding.begin,
        prio=melding.prio,
        consignatieovereenkomst=melding.overeenkomst,
        categorie=melding.categorie,
        functioneren_bedreigd=melding.functioneren_bedreigd,
        toelichting=melding.toelichting,
        storing_begonnen=melding.storing_begonnen,
        instemming_geconsigneerde=melding.instemming,
    )
    uitkomst: Oproeptoets = oproep_toets.functie(vraag, Parameters(parameters), GEEN_UITLEG)
    return uitkomst


def _op_dienst(s: Session, team_id: int, op: datetime) -> tuple[Dienst, int]:
    """Return the duty and who performs it at a moment; where two overlap, the one that began last."""
    gevonden = s.execute(
        select(Dienst, Dienstdeel.medewerker_id)
        .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
        .where(
            Dienst.team_id == team_id,
            Dienstdeel.vervallen_op.is_(None),
            Dienstdeel.van <= op,
            Dienstdeel.tot > op,
        )
        .order_by(Dienst.begin.desc())
    ).first()
    if gevonden is None:
        raise Geweigerd("begin", "op dat moment heeft niemand van dit team dienst")
    return gevonden.Dienst, gevonden.medewerker_id


def _zoek(s: Session, ctx: Context, oproep_id: int, handeling: str) -> Oproep:
    oproep = s.scalar(select(Oproep).where(Oproep.id == oproep_id, Oproep.vervallen_op.is_(None)).with_for_update())
    if oproep is None:
        raise GeenToegang(handeling, policy.OPROEP)
    ctx.eis(handeling, policy.doel(policy.OPROEP, medewerker_id=oproep.medewerker_id))
    return oproep


def _melding(oproep: Oproep) -> Melding:
    return Melding(
        oproep.begin,
        oproep.prio,
        Storingscategorie(oproep.categorie),
        oproep.overeenkomst,
        oproep.incidentnummer,
        oproep.einde,
        oproep.thuis,
        oproep.functioneren_bedreigd,
        oproep.toelichting,
        oproep.storing_begonnen,
        oproep.instemming,
    )


def _eis_tijden(ctx: Context, melding: Melding) -> None:
    if not melding.incidentnummer.strip():
        raise Geweigerd("incidentnummer", "vul het incidentnummer in")
    if melding.einde is None and melding.thuis is not None:
        raise Geweigerd("einde", "vul ook in wanneer het werk klaar was")
    tijden = [tijd for tijd in (melding.begin, melding.einde, melding.thuis) if tijd is not None]
    if tijden != sorted(tijden):
        raise Geweigerd("einde", "de tijden staan niet op volgorde: begin, einde, thuis")
    if tijden[-1] > ctx.nu:
        raise Geweigerd("begin", "deze tijd ligt in de toekomst")

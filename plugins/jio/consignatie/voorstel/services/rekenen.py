# SPDX-License-Identifier: EUPL-1.2
"""Calculating proposals, in the job process or by hand on the command line; never in a web request.

A proposal is claimed before it is calculated, and the answer is written only by who still holds the claim. After a
kill another process takes it over, and begins again: nothing was half written.
"""

from __future__ import annotations

import importlib
import logging
import os
import socket
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Account
from core.rules import Geweigerd, ParameterOntbreekt
from core.storage.audit import noteer
from plugins.jio.consignatie.models import Rooster
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.policy import VOORSTEL
from plugins.jio.consignatie.voorstel.procedure import Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord, Opgeven, Opties, Persoonstand, Weekkeuze
from plugins.jio.consignatie.voorstel.rules.eerlijk import Stand, aandelen, krijgt, naast_elkaar
from plugins.jio.consignatie.voorstel.rules.gegevens import Opgave, Opgavesoort, Uitkomst, Vraag
from plugins.jio.consignatie.voorstel.services.feiten import NIET_GEVRAAGD, Gelezen, lees

OPLOSSER = "plugins.jio.consignatie.voorstel.oplosser"
GEEN_OPLOSSER = "de oplosser ontbreekt op deze machine: installeer Annex met de extra 'rooster' (ortools)"
KLAAR = "jio.voorstel_klaar"

STILSTAND = timedelta(minutes=15)
"""After this a claim may be taken over; the solver stops long before."""

logboek = logging.getLogger("annex.jio.voorstel")
Los = Callable[[Vraag], Uitkomst]


def oplosser() -> Los:
    """Return the solver. Raises ``Geweigerd`` with what to install when it is not there."""
    try:
        los_op: Los = importlib.import_module(OPLOSSER).los_op
    except ModuleNotFoundError as fout:
        if (fout.name or "").partition(".")[0] != "ortools":
            raise
        raise Geweigerd("", GEEN_OPLOSSER) from fout
    return los_op


def te_rekenen(ctx: Context) -> tuple[int, ...]:
    """Return the proposals that wait, the oldest first, and those whose calculation stands still."""
    with ctx.database.lezen() as s:
        return tuple(s.scalars(select(Roostervoorstel.id).where(_wacht(ctx)).order_by(Roostervoorstel.id)))


def reken(ctx: Context, voorstel_id: int) -> Voorstelstatus | None:
    """Calculate one proposal; return how it ended, or None when another process has it."""
    houder = f"{socket.gethostname()}:{os.getpid()}"
    with ctx.database.transactie() as s:
        gekregen = s.execute(
            update(Roostervoorstel)
            .where(Roostervoorstel.id == voorstel_id, _wacht(ctx))
            .values(status=Voorstelstatus.BEZIG, houder=houder, begonnen_op=ctx.nu)
        )
        if gekregen.rowcount != 1:  # type: ignore[attr-defined]
            return None
    try:
        antwoord = _antwoord(ctx, voorstel_id)
    except (Geweigerd, ParameterOntbreekt) as fout:
        reden = fout.reden if isinstance(fout, Geweigerd) else str(fout)
        return _schrijf(ctx, voorstel_id, houder, Voorstelstatus.MISLUKT, fout=reden)
    status = Voorstelstatus.ONMOGELIJK if antwoord.opgeven else Voorstelstatus.KLAAR
    return _schrijf(ctx, voorstel_id, houder, status, antwoord)


def maak_antwoord(gelezen: Gelezen, uitkomst: Uitkomst) -> Antwoord:
    """Return what is kept of an outcome."""
    vraag = gelezen.vraag
    getoetst = vraag.grenzen.maximum_per_28 is not None
    if uitkomst.opgeven:
        return Antwoord((), (), 0, 0, getoetst, tuple(_opgeven(vraag, opgave) for opgave in uitkomst.opgeven))
    deel = aandelen(vraag)
    gekregen = _gekregen(vraag, uitkomst.toewijzing)
    naast = set(naast_elkaar(vraag, uitkomst.toewijzing))
    return Antwoord(
        tuple(
            Weekkeuze(
                dienst.dag,
                wie,
                gelezen.nu.get(plek),
                plek in vraag.vast,
                gelezen.wensen.get(wie, {}).get(dienst.dag),
                (plek, wie) in gelezen.zonder_brief,
                plek in naast,
            )
            for plek, (dienst, wie) in enumerate(zip(vraag.plekken, uitkomst.toewijzing, strict=True))
            if wie != NIET_GEVRAAGD
        ),
        tuple(
            Persoonstand(wie.id, gekregen[wie.id], deel[wie.id], gelezen.saldi.get(wie.id, Stand()))
            for wie in vraag.kandidaten
        ),
        uitkomst.kosten,
        uitkomst.ondergrens,
        getoetst,
    )


def _wacht(ctx: Context) -> ColumnElement[bool]:
    stil = and_(Roostervoorstel.status == Voorstelstatus.BEZIG, Roostervoorstel.begonnen_op <= ctx.nu - STILSTAND)
    return or_(Roostervoorstel.status == Voorstelstatus.GEVRAAGD, stil)


def _antwoord(ctx: Context, voorstel_id: int) -> Antwoord:
    los_op = oplosser()
    with ctx.database.lezen() as s:
        voorstel = s.get_one(Roostervoorstel, voorstel_id)
        rooster = s.get_one(Rooster, voorstel.rooster_id)
        gelezen = lees(s, ctx, rooster, voorstel.soort, Opties.van_json(voorstel.opties))
    if not gelezen.vraag.kandidaten:
        raise Geweigerd("", "er is niemand in dit team die dienst kan doen")
    # The solver runs outside any transaction: it may take a minute.
    uitkomst = los_op(gelezen.vraag)
    logboek.info("voorstel %s: kosten %s, ondergrens %s", voorstel_id, uitkomst.kosten, uitkomst.ondergrens)
    return maak_antwoord(gelezen, uitkomst)


def _gekregen(vraag: Vraag, toewijzing: tuple[int, ...]) -> dict[int, Stand]:
    mensen = {wie.id for wie in vraag.kandidaten}
    bekend = [(plek, wie) for plek, wie in zip(vraag.plekken, toewijzing, strict=True) if wie in mensen]
    alleen = Vraag(tuple(plek for plek, _ in bekend), vraag.kandidaten)
    return krijgt(alleen, (wie for _, wie in bekend))


def _opgeven(vraag: Vraag, opgave: Opgave) -> Opgeven:
    gronden: tuple[tuple[int, str], ...] = ()
    if opgave.plek is not None and opgave.soort is Opgavesoort.NIEMAND:
        gronden = tuple(
            (wie.id, str(grond)) for wie in vraag.kandidaten if (grond := wie.niet.get(opgave.plek)) is not None
        )
    week = None if opgave.plek is None else vraag.plekken[opgave.plek].dag
    return Opgeven(opgave.soort, week, opgave.kandidaat, gronden, opgave.waarde)


def _schrijf(
    ctx: Context,
    voorstel_id: int,
    houder: str,
    status: Voorstelstatus,
    antwoord: Antwoord | None = None,
    fout: str | None = None,
) -> Voorstelstatus | None:
    with ctx.database.transactie() as s:
        voorstel = s.scalars(select(Roostervoorstel).where(Roostervoorstel.id == voorstel_id).with_for_update()).one()
        if voorstel.status is not Voorstelstatus.BEZIG or voorstel.houder != houder:
            return None
        voorstel.status, voorstel.klaar_op, voorstel.fout = status, ctx.nu, fout
        voorstel.antwoord = None if antwoord is None else antwoord.als_json()
        noteer(s, ctx, "bereken", VOORSTEL, voorstel_id, naar=status)
        jaar = s.get_one(Rooster, voorstel.rooster_id).jaar
        vrager = s.scalar(select(Account.medewerker_id).where(Account.id == voorstel.gevraagd_door))
        if vrager is not None:
            stuur(s, ctx, KLAAR, vrager, jaar=jaar)
    return status

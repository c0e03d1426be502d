# SPDX-License-Identifier: EUPL-1.2
"""Asking colleagues to take open time of a duty; the first yes gets it, and who arranges replacements records it.

A duty is locked before its requests, always in this order, so that of two answers at once the second sees the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.kwartieren import KWARTIER, Tijdvak, samengevoegd
from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import rijen, vergrendel
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.sporen import begin_stap, zet_stap
from plugins.jio.consignatie.services.vervangingen import kandidaten_voor, vervang_in
from plugins.jio.consignatie.vervangvragen import procedure
from plugins.jio.consignatie.vervangvragen.models import Antwoord, Gevraagde, Vervangvraag
from plugins.jio.consignatie.vervangvragen.policy import VERVANGVRAAG
from plugins.jio.consignatie.vervangvragen.procedure import LOPENDE_VRAGEN, Vraagstatus

TAAK_VASTLEGGEN = "jio.vervanging_vastleggen"
NIET_OPEN = "deze tijd is intussen gevuld of voorbij"

_RUILBAAR = (Roosterstatus.GEPUBLICEERD, Roosterstatus.GEWIJZIGD)


def open_tijd(dienst: Dienst, delen: Iterable[Tijdvak], kalender: Dienstkalender, nu: datetime) -> tuple[Tijdvak, ...]:
    """Return the stretches of a duty that are nobody's, not over, and have on-call time in them.

    What runs already begins at the next whole quarter: an unfinished one is not paid (CAO Rijk 7.6).
    """
    vrij, van = [], max(dienst.begin, heel_kwartier(nu))
    for vak in samengevoegd(delen):
        if vak.van > van:
            vrij.append(Tijdvak(van, min(vak.van, dienst.einde)))
        van = max(van, vak.tot)
    if van < dienst.einde:
        vrij.append(Tijdvak(van, dienst.einde))
    return tuple(vak for vak in vrij if kalender.minuten(dienst.dinsdag, [vak]))


def heel_kwartier(op: datetime) -> datetime:
    """Return the first whole quarter of an hour at or after a moment."""
    rest = timedelta(minutes=op.minute % 15, seconds=op.second, microseconds=op.microsecond)
    return op if not rest else op - rest + KWARTIER


def vraag(ctx: Context, dienst_id: int, moment: datetime, medewerker_ids: Collection[int] | None = None) -> int:
    """Ask colleagues to take the open time around a moment; None asks everybody who can and was not asked yet.

    Returns how many were asked. Raises ``GeenToegang``, and ``Geweigerd`` when the time is not open, somebody said yes
    already, or somebody who is named cannot serve or was asked before.
    """
    with ctx.database.transactie() as s:
        dienst = vergrendel(s, [dienst_id], []).get(dienst_id)
        if dienst is None:
            raise GeenToegang("regel", policy.VERVANGING)
        ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=dienst.team_id))
        if s.get_one(Rooster, dienst.rooster_id).status not in _RUILBAAR:
            raise Geweigerd("", "dit rooster is gesloten of nog niet gepubliceerd")
        vak = _vak_om(s, ctx, dienst, moment)
        lopend = _lopend(s, ctx, dienst, vak)
        gevraagd = set(_gevraagden(s, lopend.id)) if lopend is not None else set()
        wie = _wie(s, ctx, dienst, vak, medewerker_ids, gevraagd)
        if lopend is None:
            lopend = Vervangvraag(
                dienst_id=dienst_id,
                van=vak.van,
                tot=vak.tot,
                status=Vraagstatus.OPEN,
                gevraagd_op=ctx.nu,
                gevraagd_door_id=ctx.actor.medewerker_id,
            )
            s.add(lopend)
            s.flush()
        s.add_all(Gevraagde(vraag_id=lopend.id, medewerker_id=een, gevraagd_op=ctx.nu) for een in wie)
        begin_stap(s, ctx, VERVANGVRAAG, lopend.id, "vraag", lopend.status)
        for een in wie:
            stuur(s, ctx, "jio.vervanging_gevraagd", een, dinsdag=dienst.dinsdag)
        return len(wie)


def antwoord(ctx: Context, vraag_id: int, ja: bool) -> None:
    """Say yes or no to a request. The first yes has it; who said yes may still say no until it is recorded.

    Raises ``GeenToegang`` for who was not asked, and ``Geweigerd`` when a colleague was first, the time is no longer
    open, or the actor cannot serve.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("antwoord", policy.doel(VERVANGVRAAG, medewerker_id=zelf))
    with ctx.database.transactie() as s:
        rij, dienst = _zoek(s, vraag_id, "antwoord", () if zelf is None else (zelf,))
        gevraagd = _gevraagden(s, vraag_id).get(zelf or 0)
        if gevraagd is None or zelf is None:
            raise GeenToegang("antwoord", VERVANGVRAAG)
        if rij.status not in LOPENDE_VRAGEN:
            raise Geweigerd("", "deze vraag loopt niet meer; je hoeft niets te doen")
        eigen_ja = rij.toegezegd_door_id == zelf
        if ja and not eigen_ja:
            if rij.status is Vraagstatus.TOEGEZEGD:
                raise Geweigerd("", "een collega was je voor; je hoeft niets te doen")
            _eis_open(s, ctx, dienst, rij)
            _eis_vrij(s, rij, zelf)
            roosters.eis_inzetbaar(s, ctx, dienst, zelf)
            zet_stap(s, ctx, procedure.VERVANGVRAAG, VERVANGVRAAG, rij, "zeg_toe")
            rij.toegezegd_door_id, rij.toegezegd_op = zelf, ctx.nu
            _meld_vastleggen(s, ctx, dienst)
            _bericht_aan_vrager(s, ctx, rij, dienst, "jio.vervanging_toegezegd")
        elif not ja and eigen_ja:
            zet_stap(s, ctx, procedure.VERVANGVRAAG, VERVANGVRAAG, rij, "zie_af")
            rij.toegezegd_door_id = rij.toegezegd_op = None
            _los_vastleggen_op(s, ctx, dienst)
            _bericht_aan_vrager(s, ctx, rij, dienst, "jio.vervanging_afgezien")
        elif not ja:
            begin_stap(s, ctx, VERVANGVRAAG, vraag_id, "sla_af", rij.status)
        gevraagd.antwoord, gevraagd.geantwoord_op = Antwoord.JA if ja else Antwoord.NEE, ctx.nu


def leg_vast(ctx: Context, vraag_id: int) -> None:
    """Record that who said yes has the time: from now on the roster says so, and the allowance follows (JIO 7.6).

    Raises ``GeenToegang``, ``StapNietMogelijk``, and ``Geweigerd`` when the time is no longer open, who said yes can no
    longer serve, or the actor is who said yes.
    """
    with ctx.database.transactie() as s:
        rij, dienst = _zoek(s, vraag_id, "regel")
        ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=dienst.team_id))
        wie, toegezegd_op = rij.toegezegd_door_id, rij.toegezegd_op
        zet_stap(s, ctx, procedure.VERVANGVRAAG, VERVANGVRAAG, rij, "leg_vast")
        if wie is None or toegezegd_op is None:
            raise GeenToegang("regel", VERVANGVRAAG)
        vervang_in(
            s,
            ctx,
            dienst.id,
            uitvaller_id=None,
            # Before the yes nobody had the duty: that stays so.
            van=max(rij.van, heel_kwartier(toegezegd_op)),
            tot=rij.tot,
            reden=Deelreden.GEVRAAGD,
            vervanger_id=wie,
        )
        _rond_af(s, ctx, rij, dienst, behalve=wie)


def trek_in(ctx: Context, vraag_id: int) -> None:
    """Withdraw a request; who was asked and did not say no hears of it.

    Raises ``GeenToegang`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij, dienst = _zoek(s, vraag_id, "regel")
        ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=dienst.team_id))
        zet_stap(s, ctx, procedure.VERVANGVRAAG, VERVANGVRAAG, rij, "trek_in")
        _rond_af(s, ctx, rij, dienst)


def lopende_vragen(ctx: Context) -> tuple[int, ...]:
    """Return the requests that the daily check goes over."""
    with ctx.database.lezen() as s:
        return tuple(
            s.scalars(select(Vervangvraag.id).where(Vervangvraag.status.in_(LOPENDE_VRAGEN)).order_by(Vervangvraag.id))
        )


def controleer(ctx: Context, vraag_id: int) -> None:
    """Let a request lapse of which the time is over, or was filled in another way."""
    with ctx.database.transactie() as s:
        rij, dienst = _zoek(s, vraag_id, "laat_vervallen")
        if rij.status in LOPENDE_VRAGEN and not is_open(rij.tijdvak, _open(s, ctx, dienst), ctx.nu):
            _laat_vervallen(s, ctx, rij, dienst)


def is_open(gevraagd: Tijdvak, vakken: Iterable[Tijdvak], nu: datetime) -> bool:
    """Tell whether the time of a request is still nobody's, as far as it is not over."""
    van = max(gevraagd.van, heel_kwartier(nu))
    return any(vak.van <= van < gevraagd.tot <= vak.tot for vak in vakken)


def _zoek(s: Session, vraag_id: int, handeling: str, mensen: Collection[int] = ()) -> tuple[Vervangvraag, Dienst]:
    """Lock the duty of a request, then the request. Raises ``GeenToegang`` when there is none."""
    dienst_id = s.scalar(select(Vervangvraag.dienst_id).where(Vervangvraag.id == vraag_id))
    if dienst_id is None:
        raise GeenToegang(handeling, VERVANGVRAAG)
    dienst = vergrendel(s, [dienst_id], mensen)[dienst_id]
    rij = s.scalars(
        select(Vervangvraag)
        .where(Vervangvraag.id == vraag_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return rij, dienst


def _gevraagden(s: Session, vraag_id: int) -> dict[int, Gevraagde]:
    return {rij.medewerker_id: rij for rij in s.scalars(select(Gevraagde).where(Gevraagde.vraag_id == vraag_id))}


def _open(s: Session, ctx: Context, dienst: Dienst) -> tuple[Tijdvak, ...]:
    kalender = kalender_van(geldend(s, ctx.installatie))
    return open_tijd(dienst, (deel.tijdvak for deel in rijen(s, [dienst.id])[dienst.id]), kalender, ctx.nu)


def _vak_om(s: Session, ctx: Context, dienst: Dienst, moment: datetime) -> Tijdvak:
    nu = heel_kwartier(ctx.nu)
    gevonden = next((vak for vak in _open(s, ctx, dienst) if vak.van <= max(moment, nu) < vak.tot), None)
    if gevonden is None:
        raise Geweigerd("van", NIET_OPEN)
    return gevonden


def _lopend(s: Session, ctx: Context, dienst: Dienst, vak: Tijdvak) -> Vervangvraag | None:
    """Return the running request for the same open time; one for time that is open in another way now lapses.

    Raises ``Geweigerd`` when a colleague said yes already.
    """
    rijen_ = s.scalars(
        select(Vervangvraag)
        .where(
            Vervangvraag.dienst_id == dienst.id,
            Vervangvraag.status.in_(LOPENDE_VRAGEN),
            Vervangvraag.van < vak.tot,
            Vervangvraag.tot > vak.van,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    zelfde = None
    for rij in rijen_:
        if rij.status is Vraagstatus.TOEGEZEGD and is_open(rij.tijdvak, [vak], ctx.nu):
            raise Geweigerd("", "een collega zei al ja: leg dat eerst vast, of trek de vraag in")
        if (max(rij.van, vak.van), rij.tot) == (vak.van, vak.tot) and rij.status is Vraagstatus.OPEN:
            zelfde = rij
        else:
            _laat_vervallen(s, ctx, rij, dienst)
    return zelfde


def _wie(
    s: Session,
    ctx: Context,
    dienst: Dienst,
    vak: Tijdvak,
    medewerker_ids: Collection[int] | None,
    gevraagd: Collection[int],
) -> Sequence[int]:
    """Return whom to ask. Raises ``Geweigerd`` when somebody cannot or was asked, or nobody is left."""
    kandidaten = kandidaten_voor(s, dienst, geldend(s, ctx.installatie), vak)
    kunnen = [wie.medewerker_id for wie in kandidaten if wie.kan]
    if medewerker_ids is None:
        wie = [een for een in kunnen if een not in gevraagd]
        if not wie:
            raise Geweigerd("", "er is niemand meer om te vragen: iedereen die kan, is al gevraagd")
        return wie
    for een in medewerker_ids:
        if een in gevraagd:
            raise Geweigerd("wie", "deze collega is al gevraagd")
        if een not in kunnen:
            raise Geweigerd("wie", "deze collega kan deze dienst niet doen")
    return list(medewerker_ids)


def _eis_open(s: Session, ctx: Context, dienst: Dienst, rij: Vervangvraag) -> None:
    if not is_open(rij.tijdvak, _open(s, ctx, dienst), ctx.nu):
        raise Geweigerd("", f"{NIET_OPEN}; je hoeft niets te doen")


def _eis_vrij(s: Session, rij: Vervangvraag, medewerker_id: int) -> None:
    """Refuse a yes of who has another duty then; the person is locked, so no other yes slips in between."""
    bezet = s.scalar(
        select(Dienstdeel.id)
        .where(
            Dienstdeel.medewerker_id == medewerker_id,
            Dienstdeel.vervallen_op.is_(None),
            Dienstdeel.van < rij.tot,
            Dienstdeel.tot > rij.van,
        )
        .limit(1)
    )
    toegezegd = s.scalar(
        select(Vervangvraag.id)
        .where(
            Vervangvraag.toegezegd_door_id == medewerker_id,
            Vervangvraag.status == Vraagstatus.TOEGEZEGD,
            Vervangvraag.van < rij.tot,
            Vervangvraag.tot > rij.van,
        )
        .limit(1)
    )
    if bezet is not None or toegezegd is not None:
        raise Geweigerd("", "je hebt dan al een andere dienst, of je zei al ja op een andere vraag")


def _laat_vervallen(s: Session, ctx: Context, rij: Vervangvraag, dienst: Dienst) -> None:
    """Let a request lapse because its time is not open any more; that is a fact, whoever finds it."""
    rij.status = Vraagstatus.VERLOPEN
    begin_stap(s, ctx, VERVANGVRAAG, rij.id, "laat_vervallen", rij.status)
    _rond_af(s, ctx, rij, dienst)


def _rond_af(s: Session, ctx: Context, rij: Vervangvraag, dienst: Dienst, behalve: int | None = None) -> None:
    """Tell who was asked and did not say no that nothing is asked any more, and close the task."""
    _los_vastleggen_op(s, ctx, dienst)
    for wie, gevraagd in sorted(_gevraagden(s, rij.id).items()):
        if wie != behalve and gevraagd.antwoord is not Antwoord.NEE:
            stuur(s, ctx, "jio.vervanging_niet_nodig", wie, dinsdag=dienst.dinsdag)


def _bericht_aan_vrager(s: Session, ctx: Context, rij: Vervangvraag, dienst: Dienst, soort: str) -> None:
    if rij.gevraagd_door_id is not None:
        stuur(s, ctx, soort, rij.gevraagd_door_id, dinsdag=dienst.dinsdag)


def _meld_vastleggen(s: Session, ctx: Context, dienst: Dienst) -> None:
    meld_taak(
        s,
        ctx,
        eenheid=policy.EENHEID,
        rol=policy.ROOSTERBEHEERDER.id,
        soort=TAAK_VASTLEGGEN,
        sleutel=str(dienst.id),
        dinsdag=dienst.dinsdag,
        team=dienst.team_id,
    )


def _los_vastleggen_op(s: Session, ctx: Context, dienst: Dienst) -> None:
    """Close the task, unless another part of the same duty waits as well."""
    s.flush()
    wacht = s.scalar(
        select(Vervangvraag.id)
        .where(Vervangvraag.dienst_id == dienst.id, Vervangvraag.status == Vraagstatus.TOEGEZEGD)
        .limit(1)
    )
    if wacht is None:
        los_taak_op(s, ctx, eenheid=policy.EENHEID, soort=TAAK_VASTLEGGEN, sleutel=str(dienst.id))

# SPDX-License-Identifier: EUPL-1.2
"""Somebody cannot perform a duty: ill by day, ill during the duty, or on leave (JIO 7.6, "Roosterwijzigingen")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.calendar.kwartieren import Tijdvak
from core.context import Context
from core.people.opzoeken import lidmaatschappen
from core.people.policy import GeenToegang, loopt
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt, Parameterset
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.inzetbaar import Belemmering
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import Overdracht, draag_over, vergrendel
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dekking import meld_gaten
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import ALLEEN_WAARSCHUWING, inzetfeiten, toets
from plugins.jio.consignatie.services.sporen import merk

REDENEN = (Deelreden.ZIEKTE_DAGDIENST, Deelreden.ZIEKTE_TIJDENS_DIENST, Deelreden.VERLOF, Deelreden.HERSTEL)


@dataclass(frozen=True)
class Kandidaat:
    """A colleague who could take a duty over, with what stands against it and what was done so far this year."""

    medewerker_id: int
    naam: str
    belemmeringen: tuple[Belemmering, ...]
    arbeidstijden_getoetst: bool
    heeft_al_dienst: bool
    diensten_dit_jaar: int
    #: On-call minutes in the roster year, and those of them in weekends and on holidays; None while it is not known
    #: which days are a feestdag.
    minuten_dit_jaar: int | None
    minuten_weekend: int | None

    @property
    def kan(self) -> bool:
        """True when nothing refuses; the limit of the Arbeidstijdenwet only warns."""
        return not self.heeft_al_dienst and not set(self.belemmeringen) - ALLEEN_WAARSCHUWING


def vervang(
    ctx: Context,
    dienst_id: int,
    *,
    uitvaller_id: int | None,
    van: datetime,
    reden: Deelreden,
    vervanger_id: int | None,
    tot: datetime | None = None,
) -> None:
    """Record that from a moment on (until ``tot``, or the end of the duty) somebody else performs it, or nobody.

    ``uitvaller_id`` None fills time that is open. Without a replacement the time stays uncovered: it is shown and
    Interne Ondersteuning gets a task. Raises ``Geweigerd``, ``GeenToegang`` and ``StapNietMogelijk``.
    """
    if reden not in REDENEN:
        raise Geweigerd("reden", f"kies uit: {', '.join(REDENEN)}")
    if uitvaller_id is None and vervanger_id is None:
        raise Geweigerd("vervanger", "kies wie de dienst doet")
    if uitvaller_id == vervanger_id:
        raise Geweigerd("vervanger", "kies een ander dan wie uitvalt")
    with ctx.database.transactie() as s:
        vervang_in(
            s, ctx, dienst_id, uitvaller_id=uitvaller_id, van=van, tot=tot, reden=reden, vervanger_id=vervanger_id
        )


def vervang_in(
    s: Session,
    ctx: Context,
    dienst_id: int,
    *,
    uitvaller_id: int | None,
    van: datetime,
    tot: datetime | None,
    reden: Deelreden,
    vervanger_id: int | None,
) -> None:
    """Do the same in the transaction of who has more to record with it."""
    mensen = {wie for wie in (uitvaller_id, vervanger_id) if wie is not None}
    dienst = vergrendel(s, [dienst_id], mensen).get(dienst_id)
    if dienst is None:
        raise GeenToegang("regel", policy.VERVANGING)
    ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=dienst.team_id))
    if vervanger_id is not None and vervanger_id == ctx.actor.medewerker_id:
        raise Geweigerd("vervanger", "een ander legt vast dat jij de dienst overneemt")
    einde = dienst.einde if tot is None else tot
    if not dienst.begin <= van < einde <= dienst.einde:
        raise Geweigerd("van", "dit moment ligt niet binnen de dienst")
    if vervanger_id is not None:
        roosters.eis_inzetbaar(s, ctx, dienst, vervanger_id)
    overdracht = Overdracht(dienst_id, van, einde, uitvaller_id, vervanger_id, reden, geheel=uitvaller_id is None)
    geraakt = draag_over(s, ctx, [overdracht])
    if not geraakt:
        raise Geweigerd("uitvaller", "deze medewerker doet dit deel van de dienst niet")
    roosters.wijzig(s, ctx, {dienst.rooster_id})
    kalender = kalender_van(geldend(s, ctx.installatie))
    herzie(s, ctx, [dienst_id], kalender)
    merk(s, kalender, ((dienst, wie) for wie in geraakt))
    meld_gaten(s, ctx, [dienst], kalender)
    for wie in sorted(geraakt):
        stuur(s, ctx, "jio.dienst_veranderd", wie, dinsdag=dienst.dinsdag)


def kandidaten(ctx: Context, dienst_id: int) -> tuple[Kandidaat, ...]:
    """Return who could take a duty over: first who may, then by the fewest hours this year.

    Raises ``GeenToegang``. A fixed number of queries for any team.
    """
    with ctx.database.lezen() as s:
        dienst = s.get(Dienst, dienst_id)
        if dienst is None:
            raise GeenToegang("regel", policy.VERVANGING)
        ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=dienst.team_id))
        return kandidaten_voor(s, dienst, geldend(s, ctx.installatie))


def kandidaten_voor(
    s: Session, dienst: Dienst, parameters: Parameterset, vak: Tijdvak | None = None
) -> tuple[Kandidaat, ...]:
    """Return everybody of the team with what stands against it, for a reader who may know.

    ``vak`` is the part of the duty that is asked; None is all of it.
    """
    leden = lidmaatschappen(s, [dienst.team_id], dienst.dinsdag, dienst.dinsdag)
    namen = {lid.medewerker_id: lid.naam for lid in leden if loopt(lid.van, lid.tot_en_met, dienst.dinsdag)}
    feiten = inzetfeiten(s, namen.keys(), dienst.dinsdag, dienst.dinsdag)
    gedaan, bezet = _dit_jaar(s, list(namen), dienst, vak or Tijdvak(dienst.begin, dienst.einde))
    kalender = kalender_van(parameters)
    uit = []
    for medewerker_id, naam in namen.items():
        uitkomst = toets(feiten[medewerker_id], dienst.dinsdag, parameters, feiten[medewerker_id].diensten)
        uit.append(
            Kandidaat(
                medewerker_id,
                naam,
                uitkomst.belemmeringen,
                uitkomst.arbeidstijden_getoetst,
                medewerker_id in bezet,
                len(gedaan.get(medewerker_id, ())),
                *_minuten(gedaan.get(medewerker_id, {}), kalender),
            )
        )
    return tuple(
        sorted(
            uit,
            key=lambda k: (
                k.heeft_al_dienst,
                bool(k.belemmeringen),
                k.minuten_dit_jaar or 0,
                k.diensten_dit_jaar,
                k.naam,
            ),
        )
    )


def _minuten(diensten: Mapping[date, Sequence[Tijdvak]], kalender: Dienstkalender) -> tuple[int | None, int | None]:
    """Return the on-call minutes of pieces of duties by Tuesday, and those of them in weekends and on holidays."""
    try:
        return (
            sum(kalender.minuten(dinsdag, vakken) for dinsdag, vakken in diensten.items()),
            sum(kalender.minuten_weekend(dinsdag, vakken) for dinsdag, vakken in diensten.items()),
        )
    except ParameterOntbreekt:
        return None, None


def _dit_jaar(
    s: Session, medewerker_ids: Sequence[int], dienst: Dienst, vak: Tijdvak
) -> tuple[dict[int, dict[date, list[Tijdvak]]], set[int]]:
    """Return what people perform in the roster year, by Tuesday, and who is on duty in a stretch of time."""
    per_persoon: dict[int, dict[date, list[Tijdvak]]] = {}
    bezet: set[int] = set()
    for wie, dinsdag, jaar, van, tot in s.execute(
        select(Dienstdeel.medewerker_id, Dienst.dinsdag, Rooster.jaar, Dienstdeel.van, Dienstdeel.tot)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(
            Dienstdeel.medewerker_id.in_(medewerker_ids),
            Dienstdeel.vervallen_op.is_(None),
            Rooster.status.in_(GELDENDE_ROOSTERS),
        )
    ):
        if jaar == dienst.dinsdag.year:
            per_persoon.setdefault(wie, {}).setdefault(dinsdag, []).append(Tijdvak(van, tot))
        if van < vak.tot and vak.van < tot:
            bezet.add(wie)
    return per_persoon, bezet

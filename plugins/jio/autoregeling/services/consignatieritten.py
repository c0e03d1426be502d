# SPDX-License-Identifier: EUPL-1.2
"""Trips with a company car during a duty: business when the four conditions hold (JIO 8.2, first part)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from core.context import Context
from core.people.models import Medewerker
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Geweigerd
from core.rules.invoer import schrijf
from core.rules.uitleg import vastgelegd
from core.storage.audit import noteer
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.models import Consignatierit
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.rules.dienstauto import Ritten, kilometers


def toets(ctx: Context, ritten: Ritten) -> Antwoord:
    """Return how the kilometres divide; nothing is stored. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("registreer", doel(policy.CONSIGNATIERIT, medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        return kilometers.bereken(ritten, geldend(s, ctx.installatie))


def registreer(ctx: Context, dag: date, ritten: Ritten, bewijs: str) -> int:
    """Record the trips of a duty with what makes them plausible. Returns its number. Raises ``Geweigerd``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("registreer", doel(policy.CONSIGNATIERIT, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker kan ritten vastleggen")
    if dag > ctx.vandaag:
        raise Geweigerd("dag", "deze dag ligt in de toekomst")
    if not ritten.ritten:
        raise Geweigerd("kilometers", "vul ten minste een rit in")
    if not bewijs.strip():
        raise Geweigerd("bewijs", "schrijf op waaruit blijkt dat dit zo was; jij moet het aannemelijk maken")
    with ctx.database.transactie() as s:
        antwoord = kilometers.bereken(ritten, geldend(s, ctx.installatie))
        rij = Consignatierit(
            medewerker_id=zelf,
            dag=dag,
            gegeven=schrijf(ritten),
            stappen=vastgelegd(list(antwoord.stappen)),
            kilometers_zakelijk=antwoord.uitkomst.kilometers_zakelijk,
            kilometers_prive=antwoord.uitkomst.kilometers_prive,
            bewijs=bewijs.strip(),
            vastgelegd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "registreer", policy.CONSIGNATIERIT, rij.id, dag=dag)
        return rij.id


def eigen(ctx: Context) -> tuple[Consignatierit, ...]:
    """Return the actor's own trips, the newest first."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(policy.CONSIGNATIERIT, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        vraag = select(Consignatierit).where(Consignatierit.medewerker_id == zelf)
        return tuple(s.scalars(vraag.order_by(Consignatierit.dag.desc(), Consignatierit.id.desc())))


def van_jaar(ctx: Context, jaar: int) -> tuple[tuple[str, int, int], ...]:
    """Return for the fiscal file of a year: name, business and private kilometres. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.CONSIGNATIERIT))
    totalen: dict[str, tuple[int, int]] = {}
    with ctx.database.lezen() as s:
        vraag = (
            select(Medewerker.naam, Consignatierit.kilometers_zakelijk, Consignatierit.kilometers_prive)
            .join(Medewerker, Medewerker.id == Consignatierit.medewerker_id)
            .where(Consignatierit.dag >= date(jaar, 1, 1), Consignatierit.dag <= date(jaar, 12, 31))
        )
        for naam, zakelijk, prive in s.execute(vraag):
            eerder = totalen.get(naam, (0, 0))
            totalen[naam] = (eerder[0] + zakelijk, eerder[1] + prive)
    return tuple((naam, *totalen[naam]) for naam in sorted(totalen))

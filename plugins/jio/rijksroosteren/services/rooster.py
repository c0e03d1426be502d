# SPDX-License-Identifier: EUPL-1.2
"""The roster that employees and team leaders keep themselves: planned, approved, realised (JIO 4, "meeroosteren")."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.opzoeken import afwezigheden, teams_van
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.services.sporen import begin_stap
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.models import Roosterregel
from plugins.jio.rijksroosteren.procedure import ROOSTERREGEL, Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie, Inroostering, NietInplannen, inroosteren
from plugins.jio.rijksroosteren.services.groep import aanmeldingen, vergrendel
from plugins.jio.rijksroosteren.services.maatwerk import afspraken_van
from plugins.jio.rijksroosteren.services.toegang import eis_bij_jio, eis_over, mag_over

#: An entry is one shift: who means a longer one wrote a wrong day.
LANGSTE = timedelta(hours=24)
MEESTE_TEKENS = 200

REDENEN = {
    NietInplannen.GEEN_AANMELDING: "patchdienst is vrijwillig, en deze collega heeft zich niet aangemeld voor die dag",
    NietInplannen.MAATWERKAFSPRAAK: "deze collega heeft een maatwerkafspraak om geen roosterdienst te draaien",
}


def plan(
    ctx: Context, medewerker_id: int, categorie: Categorie, van: datetime, tot: datetime, onderwerp: str = ""
) -> int:
    """Put somebody on the roster as a draft, oneself or somebody of one's team. Returns the number of the entry.

    Raises ``Geweigerd`` naming the reason: no sign-up, a custom agreement, another entry then, or an absence.
    """
    dag = lokale_datum(van)
    onderwerp = onderwerp.strip()
    _eis_tijd(van, tot)
    if len(onderwerp) > MEESTE_TEKENS:
        raise Geweigerd("onderwerp", f"schrijf ten hoogste {MEESTE_TEKENS} tekens")
    if categorie is Categorie.WIJZIGING and not onderwerp:
        raise Geweigerd("onderwerp", "schrijf welke wijziging het is, zoals de naam van de release")
    with ctx.database.transactie() as s:
        eis_over(s, ctx, "maak", policy.REGEL, medewerker_id, dag)
        vergrendel(s, medewerker_id)
        eis_bij_jio(s, "dag", medewerker_id, dag)
        team_id = _team(s, ctx, medewerker_id, dag)
        _eis_inroosterbaar(s, ctx, medewerker_id, categorie, van)
        _eis_vrij(s, medewerker_id, van, tot)
        if afwezigheden(s, [medewerker_id], dag, lokale_datum(tot - timedelta(seconds=1))):
            raise Geweigerd("medewerker", "deze collega is dan afwezig")
        regel = Roosterregel(
            medewerker_id=medewerker_id,
            team_id=team_id,
            categorie=categorie,
            onderwerp=onderwerp,
            van=van,
            tot=tot,
            status=Regelstatus.CONCEPT,
            gemaakt_op=ctx.nu,
            gemaakt_door=ctx.actor.account_id,
        )
        s.add(regel)
        s.flush()
        begin_stap(s, ctx, policy.REGEL, regel.id, "maak", regel.status)
        return regel.id


def keur_goed(ctx: Context, regel_id: int) -> None:
    """Approve an entry as the leidinggevende; the sign-up is asked again, and nobody approves the own entry."""
    with ctx.database.transactie() as s:
        regel = _zoek(s, ctx, regel_id, "keur_goed")
        if regel.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "je eigen rooster keurt een ander goed")
        _eis_inroosterbaar(s, ctx, regel.medewerker_id, regel.categorie, regel.van)
        _zet(s, ctx, regel, "keur_goed")
        stuur(s, ctx, "jio.patchdienst_goedgekeurd", regel.medewerker_id, dag=lokale_datum(regel.van))


def realiseer(ctx: Context, regel_id: int, van: datetime, tot: datetime) -> None:
    """Record how it was, after it ended. Again corrects it; the next file for the RRA then takes the old line back."""
    _eis_tijd(van, tot)
    if tot > ctx.nu:
        raise Geweigerd("tot", "dit is nog niet voorbij; leg achteraf vast hoe het is geweest")
    with ctx.database.transactie() as s:
        regel = _zoek(s, ctx, regel_id, "realiseer")
        vergrendel(s, regel.medewerker_id)
        _eis_inroosterbaar(s, ctx, regel.medewerker_id, regel.categorie, van)
        _eis_vrij(s, regel.medewerker_id, van, tot, behalve=regel.id)
        _zet(s, ctx, regel, "realiseer")
        regel.gerealiseerd_van, regel.gerealiseerd_tot = van, tot


def laat_vervallen(ctx: Context, regel_id: int, reden: str | None = None) -> None:
    """Take an entry off the roster: the employee while it is a plan, the leidinggevende at any time."""
    with ctx.database.transactie() as s:
        regel = _zoek(s, ctx, regel_id, "laat_vervallen")
        leidt = regel.team_id in ctx.installatie.beleid.reikwijdte(ctx.actor, "keur_goed", policy.REGEL).teams
        gewerkt = regel.status in (Regelstatus.GEREALISEERD, Regelstatus.GEEXPORTEERD)
        if gewerkt and (not leidt or regel.medewerker_id == ctx.actor.medewerker_id):
            raise Geweigerd("", "wat is gewerkt, haalt je leidinggevende weg")
        _zet(s, ctx, regel, "laat_vervallen", reden)


def _team(s: Session, ctx: Context, medewerker_id: int, dag: date) -> int:
    """Return the team for which somebody works that day: one that the actor leads, if there is one."""
    teams = [team.id for team in teams_van(s, medewerker_id, dag) if team.eenheid == EENHEID]
    if not teams:
        raise Geweigerd("medewerker", "deze collega zit op die dag in geen team van JIO")
    geleid = ctx.installatie.beleid.reikwijdte(ctx.actor, "maak", policy.REGEL).teams
    return next((team for team in teams if team in geleid), teams[0])


def _eis_inroosterbaar(s: Session, ctx: Context, medewerker_id: int, categorie: Categorie, van: datetime) -> None:
    dag = lokale_datum(van)
    gegeven = Inroostering(
        categorie,
        dag,
        aanmeldingen(s, [medewerker_id]).get(medewerker_id, ()),
        afspraken_van(s, medewerker_id, dag),
    )
    reden = inroosteren.bereken(gegeven, geldend(s, ctx.installatie)).uitkomst.reden
    if reden is not None:
        raise Geweigerd("medewerker", REDENEN[reden])


def _eis_tijd(van: datetime, tot: datetime) -> None:
    if tot <= van:
        raise Geweigerd("tot", "het einde ligt niet na het begin")
    if tot - van > LANGSTE:
        raise Geweigerd("tot", "een dienst duurt ten hoogste 24 uur; schrijf een langere als twee")


def _eis_vrij(s: Session, medewerker_id: int, van: datetime, tot: datetime, behalve: int = 0) -> None:
    anders = s.scalars(
        select(Roosterregel).where(
            Roosterregel.medewerker_id == medewerker_id,
            Roosterregel.id != behalve,
            Roosterregel.status != Regelstatus.VERVALLEN,
            # As planned or as it was: at most a day apart, so the plan finds every candidate.
            Roosterregel.van < tot + 2 * LANGSTE,
            Roosterregel.tot > van - 2 * LANGSTE,
        )
    )
    for regel in anders:
        if (regel.gerealiseerd_van or regel.van) < tot and (regel.gerealiseerd_tot or regel.tot) > van:
            raise Geweigerd("van", "dan staat er al iets op het rooster van deze collega")


def _zoek(s: Session, ctx: Context, regel_id: int, handeling: str) -> Roosterregel:
    regel = s.scalar(select(Roosterregel).where(Roosterregel.id == regel_id).with_for_update())
    if regel is None:
        raise GeenToegang(handeling, policy.REGEL)
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, handeling, policy.REGEL)
    if regel.team_id not in bereik.teams and not mag_over(
        s, ctx, handeling, policy.REGEL, regel.medewerker_id, lokale_datum(regel.van)
    ):
        raise GeenToegang(handeling, policy.REGEL)
    return regel


def _zet(s: Session, ctx: Context, regel: Roosterregel, stap: str, toelichting: str | None = None) -> None:
    regel.status = Regelstatus(ROOSTERREGEL.na(regel.status, stap))
    begin_stap(s, ctx, policy.REGEL, regel.id, stap, regel.status, toelichting)

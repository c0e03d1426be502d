# SPDX-License-Identifier: EUPL-1.2
"""CSV files that JIO reads: letters, exemptions, PAS, team situations, Fortes Change Cloud, and a roster.

Reading a file again changes nothing. A row is checked first; only when all rows are good are they stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.rules.boom import Tekst
from core.rules.invoer import lees
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.importcellen import Rij, medewerker_in, team_in
from plugins.jio.consignatie.models import (
    Aanwijzing,
    Besluit,
    Fccregel,
    Ontheffing,
    Oproep,
    Pas,
    Situatie,
    Teamsituatie,
)
from plugins.jio.consignatie.roosterimport import ROOSTERIMPORTEN
from plugins.jio.consignatie.services.aanwijzingen import voeg_brief_toe, werk_door, zet_periode
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.teamimport import TEAMIMPORTEN

T = TypeVar("T")


@dataclass(frozen=True)
class Briefinvoer:
    """A designation letter."""

    medewerker_id: int
    per: date
    getekend_op: date | None
    ingetrokken_per: date | None


@dataclass(frozen=True)
class Periodeinvoer:
    """A period of a person."""

    medewerker_id: int
    van: date
    tot_en_met: date | None


@dataclass(frozen=True)
class Situatieinvoer:
    """The situation of a team from a day on; it becomes a proposal that another person decides."""

    team_id: int
    vanaf: date
    situatie: Situatie
    plaatsgebonden: bool
    bron: str


@dataclass(frozen=True)
class Fccinvoer:
    """Overtime as written in Fortes Change Cloud."""

    medewerker_id: int
    dag: date
    minuten: int
    incidentnummer: str


def _brief(s: Session, rij: Rij) -> Briefinvoer:
    brief = Briefinvoer(
        medewerker_in(s, rij),
        _waarde(date, rij, "per"),
        _waarde(date, rij, "getekend_op") if rij["getekend_op"].strip() else None,
        _waarde(date, rij, "ingetrokken_per") if rij["ingetrokken_per"].strip() else None,
    )
    if brief.ingetrokken_per is not None and brief.ingetrokken_per < brief.per:
        raise Geweigerd("ingetrokken_per", "deze datum ligt voor de ingangsdatum van de brief")
    return brief


def _verwerk_brieven(ctx: Context, s: Session, waarden: Sequence[Briefinvoer]) -> int:
    ctx.eis("importeer", policy.doel(policy.AANWIJZING))
    anders: list[int] = []
    for invoer in waarden:
        brief = s.scalar(
            select(Aanwijzing).where(Aanwijzing.medewerker_id == invoer.medewerker_id, Aanwijzing.per == invoer.per)
        )
        nieuw = brief is None
        if brief is None:
            brief = s.get_one(Aanwijzing, voeg_brief_toe(s, ctx, invoer.medewerker_id, invoer.per, invoer.getekend_op))
        oud, gevraagd = (brief.getekend_op, brief.ingetrokken_per), (invoer.getekend_op, invoer.ingetrokken_per)
        # What stands there stays: a file can add a signature or an end, not put another in its place.
        if any(staat is not None and staat != wordt for staat, wordt in zip(oud, gevraagd, strict=True)):
            raise Geweigerd("per", f"de brief per {invoer.per.isoformat()} staat er al met andere datums")
        brief.getekend_op, brief.ingetrokken_per = gevraagd
        if nieuw or oud != gevraagd:
            anders.append(invoer.medewerker_id)
            noteer(s, ctx, "importeer", policy.AANWIJZING, brief.id)
    werk_door(s, ctx, set(anders))
    return len(anders)


def _periode(s: Session, rij: Rij) -> Periodeinvoer:
    invoer = Periodeinvoer(
        medewerker_in(s, rij),
        _waarde(date, rij, "van"),
        _waarde(date, rij, "tot_en_met") if rij["tot_en_met"].strip() else None,
    )
    if invoer.tot_en_met is not None and invoer.tot_en_met < invoer.van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
    return invoer


def _verwerk_ontheffingen(ctx: Context, s: Session, waarden: Sequence[Periodeinvoer]) -> int:
    ctx.eis("importeer", policy.doel(policy.INZETBAARHEID))
    return sum(zet_periode(s, ctx, Ontheffing, rij.medewerker_id, rij.van, rij.tot_en_met) for rij in waarden)


def _verwerk_pas(ctx: Context, s: Session, waarden: Sequence[Periodeinvoer]) -> int:
    ctx.eis("importeer", policy.doel(policy.INZETBAARHEID))
    return sum(zet_periode(s, ctx, Pas, rij.medewerker_id, rij.van, rij.tot_en_met) for rij in waarden)


def _situatie(s: Session, rij: Rij) -> Situatieinvoer:
    return Situatieinvoer(
        team_in(s, rij),
        _waarde(date, rij, "vanaf"),
        _waarde(Situatie, rij, "situatie"),
        _waarde(
            bool,
            {"plaatsgebonden": {"ja": "true", "nee": "false"}.get(rij["plaatsgebonden"].strip(), "")},
            "plaatsgebonden",
        ),
        _waarde(str, rij, "bron"),
    )


def _verwerk_situaties(ctx: Context, s: Session, waarden: Sequence[Situatieinvoer]) -> int:
    ctx.eis("importeer", policy.doel(policy.TEAM))
    anders = 0
    for invoer in waarden:
        gelijk = s.scalar(
            select(Teamsituatie.id).where(
                Teamsituatie.team_id == invoer.team_id,
                Teamsituatie.vanaf == invoer.vanaf,
                Teamsituatie.situatie == invoer.situatie,
                Teamsituatie.plaatsgebonden == invoer.plaatsgebonden,
                Teamsituatie.besluit != Besluit.AFGEWEZEN,
            )
        )
        if gelijk is None:
            anders += 1
            s.add(
                Teamsituatie(
                    **vars(invoer),
                    besluit=Besluit.VOORGESTELD,
                    voorgesteld_door=ctx.actor.account_id,
                    voorgesteld_op=ctx.nu,
                )
            )
            noteer(s, ctx, "stel_voor", policy.TEAM, invoer.team_id, vanaf=invoer.vanaf)
    return anders


def _fcc(s: Session, rij: Rij) -> Fccinvoer:
    return Fccinvoer(
        medewerker_in(s, rij), _waarde(date, rij, "datum"), _waarde(int, rij, "minuten"), rij["incidentnummer"].strip()
    )


def _verwerk_fcc(ctx: Context, s: Session, waarden: Sequence[Fccinvoer]) -> int:
    """Store lines of Fortes Change Cloud, and test the overtime claims of these incidents again."""
    ctx.eis("importeer", policy.doel(policy.OVERWERK))
    anders = 0
    for invoer in waarden:
        oud = s.scalar(
            select(Fccregel).where(
                Fccregel.medewerker_id == invoer.medewerker_id,
                Fccregel.dag == invoer.dag,
                Fccregel.incidentnummer == invoer.incidentnummer,
                Fccregel.vervallen_op.is_(None),
            )
        )
        if oud is not None and oud.minuten == invoer.minuten:
            continue
        if oud is not None:
            oud.vervallen_op = ctx.nu
            s.flush()
        s.add(Fccregel(**vars(invoer), ingelezen_op=ctx.nu))
        s.flush()
        anders += 1
    diensten = s.scalars(
        select(Oproep.dienst_id)
        .where(
            Oproep.medewerker_id.in_({rij.medewerker_id for rij in waarden}),
            Oproep.incidentnummer.in_({rij.incidentnummer for rij in waarden}),
            Oproep.vervallen_op.is_(None),
        )
        .distinct()
    ).all()
    herzie(s, ctx, diensten, kalender_van(geldend(s, ctx.installatie)))
    noteer(s, ctx, "importeer", policy.OVERWERK, "fcc", regels=len(waarden), anders=anders)
    return anders


def _waarde(soort: type[T], rij: Rij, kolom: str) -> T:
    """Read a cell as a case file would be read. Raises ``Geweigerd`` with the column."""
    return lees(soort, Tekst(rij[kolom].strip()), kolom)


_PERIODE = ("personeelsnummer", "van", "tot_en_met")

IMPORTEN = (
    Importtype(
        "jio.aanwijzingen",
        "Schriftelijke aanwijzingen",
        ("personeelsnummer", "per", "getekend_op", "ingetrokken_per"),
        _brief,
        _verwerk_brieven,
        policy.AANWIJZING,
    ),
    Importtype(
        "jio.ontheffingen",
        "Ontheffingen (zonder grond)",
        _PERIODE,
        _periode,
        _verwerk_ontheffingen,
        policy.INZETBAARHEID,
    ),
    Importtype("jio.pas", "Gebruik van de PAS-regeling", _PERIODE, _periode, _verwerk_pas, policy.INZETBAARHEID),
    Importtype(
        "jio.teamsituaties",
        "Situaties van teams, als voorstel",
        ("team", "vanaf", "situatie", "plaatsgebonden", "bron"),
        _situatie,
        _verwerk_situaties,
        policy.TEAM,
    ),
    Importtype(
        "jio.fcc",
        "Overwerk uit Fortes Change Cloud",
        ("personeelsnummer", "datum", "minuten", "incidentnummer"),
        _fcc,
        _verwerk_fcc,
        policy.OVERWERK,
    ),
    *ROOSTERIMPORTEN,
    *TEAMIMPORTEN,
)

# SPDX-License-Identifier: EUPL-1.2
"""Making and reading letters: the employee reads the own ones, HR makes and reads those of its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import undefer

from core.brieven.inhoud import TALEN
from core.brieven.models import Brief
from core.brieven.schrijven import bewaar, schrijf
from core.context import Context
from core.contributions import Briefsoort
from core.ledger.bestand import Bestand
from core.ledger.models import Boeking
from core.people.models import Medewerker
from core.people.policy import Doel, GeenToegang
from core.plugins import Bijdrage
from core.rules.invoer import Geweigerd
from core.storage.audit import INZAGE, noteer

OBJECT = "core.brief"
BEDRAG = "core.bedrag"
"""The core's own kind of letter: one posting with its explanation; ``sleutel`` is the posting's number."""


@dataclass(frozen=True)
class Briefregel:
    """A letter in a list, with its person."""

    brief: Brief
    naam: str
    personeelsnummer: str


def briefsoort(ctx: Context, soort_id: str) -> Bijdrage[Briefsoort]:
    """Return a kind of letter. Raises ``Geweigerd``."""
    soort = ctx.installatie.briefsoorten.get(soort_id)
    if soort is None:
        raise Geweigerd("soort", f"de briefsoort '{soort_id}' is niet geïnstalleerd")
    return soort


def maak_brief(ctx: Context, soort_id: str, sleutel: str) -> int:
    """Make the letter about an object, and return its number; the one that was made before when there is one.

    Raises ``GeenToegang``, and ``Geweigerd`` with the reason when there is no such letter.
    """
    soort = briefsoort(ctx, soort_id)
    with ctx.database.lezen() as s:
        brieven = schrijf(s, ctx, soort, (sleutel,), ctx.vandaag)[sleutel]
    recht = soort.waarde.soort
    if isinstance(brieven, str):
        if not ctx.installatie.beleid.mag_ergens(ctx.actor, "maak_brief", recht):
            raise GeenToegang("maak_brief", recht)
        raise Geweigerd("sleutel", brieven)
    over = brieven[0].concept
    ctx.eis("maak_brief", Doel(recht, eenheid=over.eenheid, medewerker_id=over.medewerker_id))
    with ctx.database.transactie() as s:
        nummer = bewaar(s, ctx, soort_id, sleutel, brieven)
        if s.get_one(Brief, nummer).gemaakt_op == ctx.nu:
            noteer(s, ctx, "maak_brief", OBJECT, nummer, medewerker=over.medewerker_id)
        return nummer


def soort_voor_boeking(ctx: Context, boeking_id: int) -> str:
    """Return the kind of letter that tells about a posting: that of its regulation, or the core's own."""
    with ctx.database.lezen() as s:
        regeling = s.scalar(select(Boeking.regeling).where(Boeking.id == boeking_id))
    return soort_voor(ctx, regeling)


def soort_voor(ctx: Context, regeling: str | None) -> str:
    """Return the kind of letter about postings of a regulation."""
    eigen = (soort.waarde for soort in ctx.installatie.briefsoorten.values() if soort.waarde.regeling is not None)
    return next((soort.id for soort in eigen if soort.regeling == regeling), BEDRAG)


def eigen_brieven(ctx: Context) -> Sequence[Brief]:
    """Return the actor's own letters, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk", Doel(OBJECT, medewerker_id=ctx.actor.medewerker_id))
    vraag = select(Brief).where(Brief.medewerker_id == ctx.actor.medewerker_id).order_by(Brief.id.desc())
    with ctx.database.lezen() as s:
        return s.scalars(vraag).all()


def brieven_van(ctx: Context, eenheid: str, zoek: str, vanaf: int, aantal: int) -> tuple[Briefregel, ...]:
    """Return a page of the letters of a unit, the newest first; ``zoek`` is part of a name or begins a number.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", Doel(OBJECT, eenheid=eenheid))
    vraag = (
        select(Brief, Medewerker.naam, Medewerker.personeelsnummer)
        .join(Medewerker, Medewerker.id == Brief.medewerker_id)
        .where(Brief.eenheid == eenheid)
        .order_by(Brief.id.desc())
    )
    if zoek:
        gelijk = or_(
            Medewerker.zoeknaam.contains(zoek.casefold(), autoescape=True),
            Medewerker.personeelsnummer.startswith(zoek, autoescape=True),
        )
        vraag = vraag.where(gelijk)
    with ctx.database.lezen() as s:
        return tuple(Briefregel(*rij) for rij in s.execute(vraag.offset(vanaf).limit(aantal)))


def lees_brief(ctx: Context, nummer: int) -> Bestand:
    """Return a letter as PDF. Who opens the own letter leaves the moment; of anybody else the reading is recorded.

    Raises ``GeenToegang``.
    """
    with ctx.database.transactie() as s:
        brief = s.get(Brief, nummer, options=[undefer(Brief.pdf)])
        if brief is None:
            raise GeenToegang("bekijk", OBJECT)
        ctx.eis("bekijk", Doel(OBJECT, eenheid=brief.eenheid, medewerker_id=brief.medewerker_id))
        if brief.medewerker_id != ctx.actor.medewerker_id:
            noteer(s, ctx, INZAGE, OBJECT, brief.id, medewerker=brief.medewerker_id)
        elif brief.geopend_op is None:
            brief.geopend_op = ctx.nu
    return Bestand(bestandsnaam(brief), "application/pdf", brief.pdf)


def bestandsnaam(brief: Brief) -> str:
    """Return the name of the file of a letter: of codes and numbers only."""
    soort = brief.soort.replace(".", "-").replace("_", "-")
    return f"{brief.dag.isoformat()}-{soort}-{brief.id}{'' if brief.taal == TALEN[0] else f'-{brief.taal}'}.pdf"

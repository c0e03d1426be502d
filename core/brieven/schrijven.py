# SPDX-License-Identifier: EUPL-1.2
"""From what a kind of letter says to letters that can be stored: addressed, dated, and set as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.brieven.inhoud import TALEN, Briefconcept, Briefinhoud, als_json
from core.brieven.models import Brief
from core.brieven.zetten import als_pdf
from core.context import Context
from core.contributions import Berichtsoort, Briefsoort
from core.ledger.bulk import een_van
from core.people.models import Account, Medewerker
from core.plugins import Bijdrage
from core.regulations.parameterbeheer.fictief import rekent_fictief
from core.storage.sloten import vergrendel
from core.storingen.services import namens

BRIEF_KLAAR = "core.brief_klaar"

BERICHTSOORTEN = (Berichtsoort(BRIEF_KLAAR, "Er staat een brief voor je klaar.", "brieven.lijst"),)


@dataclass(frozen=True)
class Gezet:
    """A letter that is ready to be stored."""

    inhoud: Briefinhoud
    concept: Briefconcept
    pdf: bytes


def schrijf(
    s: Session, ctx: Context, soort: Bijdrage[Briefsoort], sleutels: Sequence[str], dag: date
) -> Mapping[str, tuple[Gezet, ...] | str]:
    """Write letters about objects: for each the Dutch one and, for who reads English, its translation; or why not.

    Reads only. Raises ``PluginMislukt``.
    """
    per_taal: dict[str, Mapping[str, Briefconcept | str]] = {}
    nederlands = _vraag(s, replace(ctx, taal="nl"), soort, sleutels)
    per_taal["nl"] = nederlands
    mensen = sorted({concept.medewerker_id for concept in nederlands.values() if isinstance(concept, Briefconcept)})
    aan = {
        rij.id: ((rij.naam, rij.personeelsnummer), rij.taal)
        for rij in s.execute(
            select(Medewerker.id, Medewerker.naam, Medewerker.personeelsnummer, Account.taal)
            .outerjoin(Account, Account.medewerker_id == Medewerker.id)
            .where(een_van(s, Medewerker.id, mensen))
            .order_by(Account.id)
        )
    }
    engels = [
        sleutel
        for sleutel, concept in nederlands.items()
        if isinstance(concept, Briefconcept) and aan[concept.medewerker_id][1] == "en"
    ]
    if engels:
        per_taal["en"] = _vraag(s, replace(ctx, taal="en"), soort, engels)
    fictief = rekent_fictief(s)
    uit: dict[str, tuple[Gezet, ...] | str] = {}
    for sleutel in sleutels:
        concept = nederlands.get(sleutel, "dit bestaat niet (meer)")
        if isinstance(concept, str):
            uit[sleutel] = concept
            continue
        brieven = []
        for taal in TALEN:
            in_taal = per_taal.get(taal, {}).get(sleutel)
            if isinstance(in_taal, Briefconcept):
                naam, nummer = aan[concept.medewerker_id][0]
                inhoud = _inhoud(ctx, in_taal, f"{soort.waarde.id}/{sleutel}", taal, (naam, nummer), dag, fictief)
                brieven.append(Gezet(inhoud, concept, als_pdf(inhoud)))
        uit[sleutel] = tuple(brieven)
    return uit


def bewaar(
    s: Session, ctx: Context, soort: str, sleutel: str, brieven: Sequence[Gezet], ronde_id: int | None = None
) -> int:
    """Store the letters about one object and tell the employee; return the number of the Dutch one.

    What was stored before stays, and its number is returned: a letter is made once. In the caller's transaction.
    """
    # Two who make the same letter at once would both find none.
    vergrendel(s, f"{Brief.__tablename__} {soort}")
    eerder = s.scalar(select(Brief.id).where(Brief.soort == soort, Brief.sleutel == sleutel, Brief.taal == TALEN[0]))
    if eerder is not None:
        return eerder
    rijen = [
        Brief(
            soort=soort,
            sleutel=sleutel,
            taal=brief.inhoud.taal,
            eenheid=brief.concept.eenheid,
            medewerker_id=brief.concept.medewerker_id,
            onderwerp=brief.inhoud.onderwerp,
            dag=brief.inhoud.dag,
            inhoud=als_json(brief.inhoud),
            pdf=brief.pdf,
            sha256=sha256(brief.pdf).hexdigest(),
            ronde_id=ronde_id,
            gemaakt_door=ctx.actor.account_id,
            gemaakt_op=ctx.nu,
        )
        for brief in brieven
    ]
    s.add_all(rijen)
    s.flush()
    stuur(s, ctx, BRIEF_KLAAR, rijen[0].medewerker_id, nummer=rijen[0].id)
    return rijen[0].id


def _vraag(
    s: Session, ctx: Context, soort: Bijdrage[Briefsoort], sleutels: Sequence[str]
) -> Mapping[str, Briefconcept | str]:
    with namens(soort.eenheid, "annex_brieven"):
        return soort.waarde.schrijf(s, ctx, sleutels)


def _inhoud(
    ctx: Context, concept: Briefconcept, kenmerk: str, taal: str, aan: tuple[str, str], dag: date, fictief: bool
) -> Briefinhoud:
    naam, nummer = aan
    eenheid = ctx.installatie.eenheden.get(concept.eenheid)
    return Briefinhoud(
        taal=taal,
        dag=dag,
        kenmerk=kenmerk,
        afzender=eenheid.naam if eenheid else concept.eenheid,
        aan=(naam, {"nl": "Personeelsnummer", "en": "Employee number"}[taal] + f" {nummer}"),
        onderwerp=concept.onderwerp,
        alineas=concept.alineas,
        bedragen=concept.bedragen,
        uitleg=concept.uitleg,
        slot=concept.slot,
        fictief=fictief,
    )

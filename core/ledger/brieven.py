# SPDX-License-Identifier: EUPL-1.2
"""Letters about postings: what was booked, from which explanation and articles, and what the reader can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.brieven.inhoud import Bedragregel, Briefconcept, Uitlegregel
from core.brieven.services import BEDRAG, soort_voor
from core.context import Context
from core.contributions import Briefsoort
from core.ledger.bulk import een_van
from core.ledger.lezer import stappen_voor_ander
from core.ledger.models import Boeking, Boekingsuitleg, Run
from core.ledger.procedure import DEFINITIEF
from core.ledger.uitleg import leesregels
from core.rules.uitleg import Stap, Teksten, gelezen

ZINNEN = Teksten(
    {
        "onderwerp": {"nl": "{regeling}: {waarvoor}", "en": "{regeling}: {waarvoor}"},
        "geboekt": {
            "nl": "Voor {waarvoor} in {maand} is {bedrag_centen} voor je geboekt.",
            "en": "{bedrag_centen} was booked for you for {waarvoor} in {maand}.",
        },
        "in_te_houden": {
            "nl": "Voor {waarvoor} in {maand} ben je {bedrag_centen} verschuldigd.",
            "en": "You owe {bedrag_centen} for {waarvoor} in {maand}.",
        },
        "verschil": {
            "nl": "Dit is een verschil met wat eerder is geboekt. In totaal hoort het {totaal_centen} te zijn.",
            "en": "This is a difference with what was booked before. In all it should be {totaal_centen}.",
        },
        "geboekt_in": {
            "nl": "Het bedrag is goedgekeurd in de run van {maand}.",
            "en": "The amount was approved in the run of {maand}.",
        },
        "eerder": {"nl": "Eerder geboekt", "en": "Booked before"},
        "nu": {"nl": "Nu geboekt", "en": "Booked now"},
        "totaal": {"nl": "Samen", "en": "In all"},
        "bezwaar": {
            "nl": "Klopt dit bedrag niet? Dan kun je in Annex bij boeking {nummer} bezwaar maken. HR geeft antwoord.",
            "en": "Is this amount not right? You can object in Annex, at posting {nummer}. HR will answer.",
        },
    }
)


def zin(code: str, taal: str, **waarden: object) -> str:
    """Return a sentence of a letter in a language."""
    return ZINNEN.zin(Stap("", code, waarden), taal)


def maandnaam(periode: str, taal: str) -> str:
    """Return a month ``YYYY-MM`` in words."""
    return format_date(date.fromisoformat(f"{periode}-01"), "MMMM y", locale=taal)


def waarvoor(ctx: Context, boeking: Boeking) -> str:
    """Return what a posting is for, as the catalogue names its regulation."""
    regeling = ctx.installatie.regelingen.get(boeking.regeling)
    return regeling.titel if regeling else boeking.regeling


def uitlegregels(ctx: Context, s: Session, boekingen: Sequence[Boeking]) -> dict[int, tuple[Uitlegregel, ...]]:
    """Return the stored explanations of postings as steps of a letter."""
    van = {boeking.id: boeking for boeking in boekingen}
    opgeslagen = s.scalars(select(Boekingsuitleg).where(een_van(s, Boekingsuitleg.boeking_id, list(van))))
    return {
        uitleg.boeking_id: tuple(
            Uitlegregel(str(regel["artikel"] or ""), str(regel["tekst"]))
            for regel in leesregels(ctx.installatie, _stappen(ctx, van[uitleg.boeking_id], uitleg), ctx.taal)
        )
        for uitleg in opgeslagen
    }


def _stappen(ctx: Context, boeking: Boeking, uitleg: Boekingsuitleg) -> list[Stap]:
    # A letter goes into the file, so it says what the employer may know.
    return stappen_voor_ander(ctx.installatie, boeking, gelezen(uitleg.stappen))


def boekingen_van(s: Session, sleutels: Sequence[str]) -> dict[str, Boeking]:
    """Return postings by the keys that letters have; what is no number of a posting is left out."""
    nummers = [int(sleutel) for sleutel in sleutels if sleutel.isdecimal() and len(sleutel) < 19]
    vraag = select(Boeking).where(een_van(s, Boeking.id, nummers)).options(joinedload(Boeking.run))
    return {str(boeking.id): boeking for boeking in s.scalars(vraag)}


def _bedrag(s: Session, ctx: Context, sleutels: Sequence[str]) -> Mapping[str, Briefconcept | str]:
    gevonden = boekingen_van(s, sleutels)
    uitleg = uitlegregels(ctx, s, list(gevonden.values()))
    uit: dict[str, Briefconcept | str] = {}
    for sleutel, boeking in gevonden.items():
        if boeking.run.status not in DEFINITIEF:
            uit[sleutel] = "dit bedrag is nog niet goedgekeurd"
        elif soort_voor(ctx, boeking.regeling) != BEDRAG:
            uit[sleutel] = "over deze regeling gaat een eigen brief"
        else:
            uit[sleutel] = _concept(ctx, boeking, uitleg.get(boeking.id, ()))
    return uit


def _concept(ctx: Context, boeking: Boeking, uitleg: tuple[Uitlegregel, ...]) -> Briefconcept:
    taal, waar = ctx.taal, waarvoor(ctx, boeking)
    maand = maandnaam(boeking.periode, taal)
    alineas = [
        zin(
            "geboekt" if boeking.centen > 0 else "in_te_houden",
            taal,
            waarvoor=waar,
            maand=maand,
            bedrag_centen=abs(boeking.centen),
        )
    ]
    bedragen = [Bedragregel(zin("nu", taal), boeking.centen)]
    if boeking.voorganger_id is not None:
        alineas.append(zin("verschil", taal, totaal_centen=boeking.totaal_centen))
        bedragen.insert(0, Bedragregel(zin("eerder", taal), boeking.totaal_centen - boeking.centen))
        bedragen.append(Bedragregel(zin("totaal", taal), boeking.totaal_centen))
    alineas.append(zin("geboekt_in", taal, maand=maandnaam(boeking.run.periode, taal)))
    return Briefconcept(
        medewerker_id=boeking.medewerker_id,
        eenheid=boeking.eenheid,
        onderwerp=zin("onderwerp", taal, regeling=waar, waarvoor=maand),
        alineas=tuple(alineas),
        bedragen=tuple(bedragen),
        uitleg=uitleg,
        slot=(zin("bezwaar", taal, nummer=str(boeking.id)),),
    )


def _van_maand(s: Session, ctx: Context, eenheid: str, periode: str) -> Sequence[str]:
    vraag = (
        select(Boeking.id, Boeking.regeling)
        .join(Run, Run.id == Boeking.run_id)
        .where(Run.eenheid == eenheid, Run.periode == periode, Run.status.in_(DEFINITIEF))
        .order_by(Boeking.id)
    )
    return [str(nummer) for nummer, regeling in s.execute(vraag) if soort_voor(ctx, regeling) == BEDRAG]


BRIEFSOORTEN = (Briefsoort(BEDRAG, "Brief over een bedrag, met de uitleg", _bedrag, onderwerpen=_van_maand),)

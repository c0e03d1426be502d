# SPDX-License-Identifier: EUPL-1.2
"""The letter about a decision on costs: the amount, the reasons, the explanation, and how to object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.brieven.inhoud import Bedragregel, Briefconcept, Uitlegregel
from core.context import Context
from core.contributions import Briefsoort
from core.rules.uitleg import gelezen, regels
from plugins.om.autoregeling.kosten.models import Kostenpost
from plugins.om.autoregeling.kosten.procedure import Kostenstatus
from plugins.om.autoregeling.kosten.services.posten import BRIEF
from plugins.om.autoregeling.policy import EENHEID

_NA_BEZWAAR = "bezwaar"
_ZINNEN: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "wel": "Besluit: kosten van je dienstauto",
        "niet": "Besluit: je hoeft kosten van je dienstauto niet te betalen",
        "na_bezwaar": "Besluit op je bezwaar: kosten van je dienstauto",
        "wat": "Het gaat om: {omschrijving} (kenmerk {kenmerk}, {dag}).",
        "waarom": "De werkgever schrijft: {tekst}",
        "reactie": "Je reactie is meegewogen.",
        "bedrag": "Voor jouw rekening",
        "met_loon": "Het bedrag wordt op je nettoloon ingehouden (Autoregeling OM 10.2).",
        "vordering": "Het bedrag wordt niet zomaar op je loon ingehouden: je hoort apart hoe je kunt betalen.",
        "bezwaar": "Ben je het er niet mee eens, maak dan in Annex bezwaar. Zolang dat loopt, hoef je niet te betalen.",
        "vertaling": "",
    },
    "en": {
        "wel": "Decision: costs of your service car",
        "niet": "Decision: you need not pay costs of your service car",
        "na_bezwaar": "Decision on your objection: costs of your service car",
        "wat": "It is about: {omschrijving} (reference {kenmerk}, {dag}).",
        "waarom": "The employer writes (in Dutch): {tekst}",
        "reactie": "What you said about it was considered.",
        "bedrag": "For your account",
        "met_loon": "The amount is deducted from your net pay (Autoregeling OM 10.2).",
        "vordering": "The amount is not simply deducted from your pay: you will hear separately how you can pay.",
        "bezwaar": "If you do not agree, object in Annex. While your objection is open, you need not pay.",
        "vertaling": "This is a translation; the Dutch text prevails.",
    },
}


def schrijf(s: Session, ctx: Context, sleutels: Sequence[str]) -> Mapping[str, Briefconcept | str]:
    """Write the letters about decisions, by the number of the cost, with ``-bezwaar`` after an objection. One query."""
    nummers: dict[int, list[str]] = {}
    for sleutel in sleutels:
        nummer, _, rest = sleutel.partition("-")
        if nummer.isdecimal() and len(nummer) < 19 and rest in ("", _NA_BEZWAAR):
            nummers.setdefault(int(nummer), []).append(sleutel)
    vraag = select(Kostenpost).where(Kostenpost.id.in_(sorted(nummers)))
    return {sleutel: _concept(ctx, rij, sleutel) for rij in s.scalars(vraag) for sleutel in nummers[rij.id]}


def _concept(ctx: Context, rij: Kostenpost, sleutel: str) -> Briefconcept | str:
    na_bezwaar = sleutel.endswith(_NA_BEZWAAR)
    if rij.besloten_op is None or rij.verhaald_centen is None or (na_bezwaar and rij.beantwoord_op is None):
        return "over deze kosten is nog niet beslist"
    if rij.status is Kostenstatus.INGETROKKEN:
        return "deze kosten zijn ingetrokken"
    taal = ctx.taal if ctx.taal in _ZINNEN else "nl"
    zinnen = _ZINNEN[taal]
    bedrag = rij.verhaald_centen
    tekst = rij.antwoord if na_bezwaar else rij.motivering
    dag = format_date(rij.dag, "d MMMM y", locale=taal)
    alineas = [
        zinnen["wat"].format(omschrijving=rij.omschrijving, kenmerk=rij.kenmerk or "-", dag=dag),
        zinnen["waarom"].format(tekst=tekst or ""),
    ]
    if rij.gereageerd_op is not None:
        alineas.append(zinnen["reactie"])
    if bedrag:
        alineas.append(zinnen["met_loon" if rij.met_loon else "vordering"])
    stappen = regels(gelezen(rij.uitleg), ctx.installatie.teksten, taal)
    slot = (zinnen["bezwaar"] if bedrag and not na_bezwaar else "", zinnen["vertaling"])
    return Briefconcept(
        medewerker_id=rij.medewerker_id,
        eenheid=EENHEID,
        onderwerp=zinnen["na_bezwaar" if na_bezwaar else "wel" if bedrag else "niet"],
        alineas=tuple(alineas),
        bedragen=(Bedragregel(zinnen["bedrag"], -bedrag),),
        uitleg=tuple(Uitlegregel(str(regel["artikel"] or ""), str(regel["tekst"])) for regel in stappen),
        slot=tuple(zin for zin in slot if zin),
    )


BRIEVEN = (Briefsoort(BRIEF, "Besluit over kosten van een dienstauto", schrijf),)

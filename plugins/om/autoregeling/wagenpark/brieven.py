# SPDX-License-Identifier: EUPL-1.2
"""The letters about a car: made from the piece that stands in the employee's file, in the language of the reader.

The Dutch text prevails; the English letter says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.brieven.inhoud import Briefconcept, Uitlegregel
from core.context import Context
from core.contributions import Briefsoort
from core.rules.uitleg import gelezen, regels
from plugins.om.autoregeling.policy import EENHEID
from plugins.om.autoregeling.wagenpark.models import Dossierstuk, Stuksoort
from plugins.om.autoregeling.wagenpark.services.post import DOSSIERSTUK

#: Subject and sentences of each kind; names in braces are values of the piece.
_TEKSTEN: Mapping[Stuksoort, Mapping[str, tuple[str, tuple[str, ...]]]] = {
    Stuksoort.TOEKENNING: {
        "nl": (
            "Besluit: je krijgt een dienstauto",
            (
                "De werkgever van {onderdeel} kent je een dienstauto toe in categorie {categorie}.",
                "Staat er een passende overcomplete auto, dan krijg je die. Anders wordt er een auto besteld.",
            ),
        ),
        "en": (
            "Decision: you are granted a service car",
            (
                "The employer of {onderdeel} grants you a service car in category {categorie}.",
                "If a suitable surplus car is available, you receive that one. Otherwise a car is ordered.",
            ),
        ),
    },
    Stuksoort.AFWIJZING: {
        "nl": ("Besluit: je krijgt geen dienstauto", ("De werkgever van {onderdeel} wijst je aanvraag af.",)),
        "en": ("Decision: no service car", ("The employer of {onderdeel} refuses your application.",)),
    },
    Stuksoort.OVEREENKOMST: {
        "nl": (
            "Gebruiksovereenkomst dienstauto",
            (
                "De overeenkomst gaat over de {auto} en geldt vanaf {vanaf}.",
                "De Autoregeling OM en deze overeenkomst horen bij elkaar.",
            ),
        ),
        "en": (
            "Agreement on the use of a service car",
            (
                "The agreement is about the {auto} and holds from {vanaf}.",
                "The OM car scheme and this agreement belong together.",
            ),
        ),
    },
    Stuksoort.INGEBREKESTELLING: {
        "nl": (
            "Ingebrekestelling over je dienstauto",
            ("Je houdt je niet aan de Autoregeling OM of de overeenkomst. Gaat dit door, dan kan je recht eindigen.",),
        ),
        "en": (
            "Notice of default about your service car",
            ("You do not keep to the OM car scheme or the agreement. If this goes on, your right can end.",),
        ),
    },
    Stuksoort.EINDE: {
        "nl": (
            "Einde van je recht op een dienstauto",
            (
                "Je mag de auto gebruiken tot en met {laatste_dag}.",
                "Lever de auto schadevrij in, met alles wat erbij hoort, en lever je pas in.",
            ),
        ),
        "en": (
            "End of your right to a service car",
            (
                "You may use the car up to and including {laatste_dag}.",
                "Return the car without damage, with everything that belongs to it, and hand in your pass.",
            ),
        ),
    },
    Stuksoort.INLEVERDOCUMENT: {
        "nl": (
            "Je dienstauto is ingeleverd",
            ("De auto met kenteken {kenteken} is op {dag} ingeleverd met een kilometerstand van {kilometers}.",),
        ),
        "en": (
            "Your service car was returned",
            ("The car with number plate {kenteken} was returned on {dag} with {kilometers} kilometres.",),
        ),
    },
    Stuksoort.JAARTOETS: {
        "nl": ("Jaarlijkse toets van je dienstauto", ("Over {jaar} is getoetst of de grond voor je auto nog geldt.",)),
        "en": (
            "Yearly check of your service car",
            ("It was checked for {jaar} whether the ground for your car holds.",),
        ),
    },
}
_MOTIVERING = {"nl": "De werkgever schrijft: {tekst}", "en": "The employer writes (in Dutch): {tekst}"}
_BESLUIT = {
    "nl": {
        "voortzetten": "Je houdt de auto.",
        "beeindigen": "Je recht op de auto eindigt; daarover krijg je een brief.",
    },
    "en": {"voortzetten": "You keep the car.", "beeindigen": "Your right to the car ends; a letter follows."},
}
_SLOT = {
    "nl": ("Ben je het er niet mee eens, praat dan met je werkgever of maak bezwaar bij HR.",),
    "en": (
        "If you do not agree, talk to your employer or object with HR.",
        "This is a translation; the Dutch text prevails.",
    ),
}
_DAGEN = frozenset({"vanaf", "laatste_dag", "dag"})


def schrijf(s: Session, ctx: Context, sleutels: Sequence[str]) -> Mapping[str, Briefconcept | str]:
    """Write the letters about pieces of files, by their numbers. One query."""
    nummers = {int(sleutel): sleutel for sleutel in sleutels if sleutel.isdecimal()}
    vraag = select(Dossierstuk).where(Dossierstuk.id.in_(sorted(nummers)))
    return {nummers[stuk.id]: _concept(ctx, stuk) for stuk in s.scalars(vraag)}


def _concept(ctx: Context, stuk: Dossierstuk) -> Briefconcept:
    taal = ctx.taal if ctx.taal in _SLOT else "nl"
    onderwerp, zinnen = _TEKSTEN[stuk.soort][taal]
    waarden = {naam: _woord(naam, waarde, taal) for naam, waarde in stuk.gegevens.items()}
    alineas = [zin.format_map(waarden) for zin in zinnen]
    if besluit := stuk.gegevens.get("besluit"):
        alineas.append(_BESLUIT[taal][str(besluit)])
    if stuk.tekst:
        alineas.append(_MOTIVERING[taal].format(tekst=stuk.tekst))
    uitleg = tuple(
        Uitlegregel(str(regel["artikel"] or ""), str(regel["tekst"]))
        for regel in regels(gelezen(stuk.uitleg), ctx.installatie.teksten, taal)
    )
    return Briefconcept(
        medewerker_id=stuk.medewerker_id,
        eenheid=EENHEID,
        onderwerp=onderwerp,
        alineas=tuple(alineas),
        uitleg=uitleg,
        slot=_SLOT[taal],
    )


def _woord(naam: str, waarde: Any, taal: str) -> str:
    if waarde is None:
        return "-"
    if naam in _DAGEN:
        return format_date(date.fromisoformat(str(waarde)), "d MMMM y", locale=taal)
    return str(waarde)


BRIEVEN = (Briefsoort(DOSSIERSTUK, "Brief over een dienstauto", schrijf),)

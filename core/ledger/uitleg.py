# SPDX-License-Identifier: EUPL-1.2
"""Why a posting is what it is: stored at the approval of its run, made anew before that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ledger import nareken
from core.ledger.bulk import een_van, voeg_toe
from core.ledger.lezer import stappen_voor_ander
from core.ledger.models import Boeking, Boekingsuitleg, Run
from core.ledger.zoeken import Figuur, figuren
from core.plugins import Installatie
from core.rules.parameters import Parameterset
from core.rules.uitleg import Stap, Teksten, gelezen, regels, toon, vastgelegd

_GEEN_ARTIKEL = ""

_ZINNEN = Teksten(
    {
        "grootboek.vervallen": {
            "nl": "Dit feit bestaat niet meer, dus er hoort niets voor betaald te worden.",
            "en": "This fact no longer exists, so nothing should be paid for it.",
        },
        "grootboek.verschil": {
            "nl": "Eerder is {eerder_centen} geboekt en het hoort {totaal_centen} te zijn."
            " Het verschil van {verschil_centen} is nu geboekt.",
            "en": "{eerder_centen} was booked before and it should be {totaal_centen}."
            " The difference of {verschil_centen} is booked now.",
        },
    }
)
"""The ledger's own sentences; those of the rules stand with the rules."""


class UitlegKloptNiet(RuntimeError):
    """The explained calculation gives another amount than was booked; the message names the posting, in Dutch."""


@dataclass(frozen=True)
class Toelichting:
    """The explanation of one posting for a reader."""

    boeking: Boeking
    titel: str
    stappen: tuple[Stap, ...]
    #: Article, sentence and figure of each step, with the regulation and title behind the article.
    regels: tuple[dict[str, str | None], ...]
    #: True when it was stored at approval, False when it was made just now.
    vastgelegd: bool
    #: The parameter values that were used.
    figuren: tuple[Figuur, ...]


def zonder_uitleg(s: Session, run_id: int) -> list[int]:
    """Return the postings of a run whose explanation has not been stored yet."""
    return list(
        s.scalars(
            select(Boeking.id)
            .outerjoin(Boekingsuitleg, Boekingsuitleg.boeking_id == Boeking.id)
            .where(Boeking.run_id == run_id, Boekingsuitleg.boeking_id.is_(None))
            .order_by(Boeking.id)
        )
    )


def leg_vast(s: Session, installatie: Installatie, parameters: Parameterset, boeking_ids: Sequence[int]) -> None:
    """Store the explanation of postings. Raises ``UitlegKloptNiet`` naming the first that gives another amount."""
    rijen: list[tuple[object, ...]] = []
    for boeking in s.scalars(select(Boeking).where(een_van(s, Boeking.id, boeking_ids)).order_by(Boeking.id)):
        try:
            stappen, feiten, totaal = _bereken(installatie, boeking, parameters)
        except nareken.NietNaTeRekenen as fout:
            raise UitlegKloptNiet(f"boeking {boeking.id} ({boeking.feit}) is niet uit te leggen: {fout}") from fout
        if totaal != boeking.totaal_centen:
            raise UitlegKloptNiet(
                f"boeking {boeking.id} ({boeking.feit}): de uitleg komt op {toon('x_centen', totaal)}, geboekt is"
                f" {toon('x_centen', boeking.totaal_centen)}"
            )
        kaal = [[sleutel, vanaf.isoformat()] for sleutel, vanaf in feiten]
        rijen.append((boeking.id, json.dumps(vastgelegd(stappen), ensure_ascii=False), json.dumps(kaal)))
    voeg_toe(s, Boekingsuitleg.__table__, ("boeking_id", "stappen", "feiten"), rijen)


def toelichting(
    s: Session, installatie: Installatie, parameters: Parameterset, boeking: Boeking, taal: str, *, zelf: bool = False
) -> Toelichting:
    """Return the stored explanation of a posting, else make it; ``zelf`` when its own employee reads it.

    Raises ``NietNaTeRekenen``.
    """
    opgeslagen = s.get(Boekingsuitleg, boeking.id)
    if opgeslagen is not None:
        stappen = gelezen(opgeslagen.stappen)
        feiten = [(sleutel, date.fromisoformat(vanaf)) for sleutel, vanaf in opgeslagen.feiten]
    else:
        stappen, feiten, _ = _bereken(installatie, boeking, parameters)
    if not zelf:
        stappen = stappen_voor_ander(installatie, boeking, stappen)
    run = s.get_one(Run, boeking.run_id)
    titel = (
        f"Boeking {boeking.id}: {toon('x_centen', boeking.centen, taal)} voor {boeking.feit}"
        f" ({boeking.regeling}, {boeking.periode}), run {run.periode}-{run.volgnummer}"
    )
    return Toelichting(
        boeking,
        titel,
        tuple(stappen),
        leesregels(installatie, stappen, taal),
        opgeslagen is not None,
        figuren(s, run, parameters, feiten),
    )


def _bereken(
    installatie: Installatie, boeking: Boeking, parameters: Parameterset
) -> tuple[list[Stap], list[tuple[str, date]], int]:
    antwoord = nareken.antwoord(installatie, boeking, parameters)
    if antwoord is None:
        stappen, feiten, totaal = [Stap(_GEEN_ARTIKEL, "grootboek.vervallen", {})], [], 0
    else:
        stappen, totaal = list(antwoord.stappen), nareken.bedrag_van(installatie, boeking, antwoord.uitkomst)
        feiten = sorted({(feit.sleutel, feit.vanaf) for feit in antwoord.feiten})
    if boeking.voorganger_id is not None:
        waarden = {
            "eerder_centen": boeking.totaal_centen - boeking.centen,
            "totaal_centen": boeking.totaal_centen,
            "verschil_centen": boeking.centen,
        }
        stappen.append(Stap(_GEEN_ARTIKEL, "grootboek.verschil", waarden))
    return stappen, feiten, totaal


def leesregels(installatie: Installatie, stappen: list[Stap], taal: str) -> tuple[dict[str, str | None], ...]:
    """Return steps as lines for a reader, with the regulation and title behind each article."""
    teksten = installatie.teksten | _ZINNEN
    uit = []
    for stap, regel in zip(stappen, regels(stappen, teksten, taal), strict=True):
        if stap.code not in teksten:
            # The plugin with the sentence is gone; the values are still there to be read.
            waarden = "; ".join(f"{naam}: {toon(naam, waarde, taal)}" for naam, waarde in stap.waarden.items())
            regel["tekst"] = f"{stap.code} ({waarden})" if waarden else stap.code
        regeling, titel = installatie.artikel(stap.artikel) or (None, None)
        uit.append({**regel, "regeling": regeling, "artikeltitel": titel})
    return tuple(uit)

# SPDX-License-Identifier: EUPL-1.2
"""Calculates a stored posting again, from its own input, with its own version of the rule."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

from core.contributions import BronMetBedrag
from core.ledger.models import Boeking
from core.plugins import Installatie
from core.rules.berekening import Antwoord, Berekening
from core.rules.boom import Boom, Tekst, als_boom
from core.rules.invoer import Geweigerd
from core.rules.parameters import OnbekendeSleutel, ParameterOntbreekt, Parameters, Parameterset
from core.rules.uitleg import GEEN_UITLEG

_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}")


class NietNaTeRekenen(LookupError):
    """The rule of a posting, or what it needs, is not installed any more; the message says what, in Dutch."""


def antwoord(installatie: Installatie, boeking: Boeking, parameters: Parameterset) -> Antwoord | None:
    """Return what the rule answers again, with its explanation; None for a fact that no longer exists.

    Raises ``NietNaTeRekenen``.
    """
    if boeking.gegeven is None:
        return None
    regel = _regel(installatie, boeking)
    try:
        return regel.bereken(regel.lees(lees_gegeven(boeking.gegeven)), parameters)
    except (Geweigerd, ParameterOntbreekt, OnbekendeSleutel) as fout:
        raise NietNaTeRekenen(str(fout)) from fout


def centen(installatie: Installatie, boeking: Boeking, parameters: Parameterset) -> int:
    """Return the total of a posting as the rule answers it again, without an explanation, in cents.

    Raises ``NietNaTeRekenen``.
    """
    if boeking.gegeven is None:
        return 0
    regel = _regel(installatie, boeking)
    try:
        return bedrag_van(
            installatie,
            boeking,
            regel.functie(regel.lees(lees_gegeven(boeking.gegeven)), Parameters(parameters), GEEN_UITLEG),
        )
    except (Geweigerd, ParameterOntbreekt, OnbekendeSleutel) as fout:
        raise NietNaTeRekenen(str(fout)) from fout


def bedrag_van(installatie: Installatie, boeking: Boeking, uitkomst: Any) -> int:
    """Return what a posting comes to in all, in cents: its source says it, or it is the only amount of the outcome."""
    for bron in installatie.maandbronnen:
        if bron.regeling == boeking.regeling and bron.eenheid == boeking.eenheid and isinstance(bron, BronMetBedrag):
            return bron.centen(uitkomst, boeking.feit)
    return bedrag(uitkomst)


def bedrag(uitkomst: Any) -> int:
    """Return the amount of an outcome in cents: its only field of money. Raises ``TypeError`` when there is no one."""
    velden = [veld.name for veld in dataclasses.fields(uitkomst) if veld.name.endswith("_centen")]
    if len(velden) != 1:
        raise TypeError(f"{type(uitkomst).__name__} heeft niet precies een bedrag: {', '.join(velden) or 'geen'}")
    return int(getattr(uitkomst, velden[0]))


def _regel(installatie: Installatie, boeking: Boeking) -> Berekening:
    try:
        return installatie.berekeningen[boeking.berekening, boeking.versie]
    except KeyError:
        raise NietNaTeRekenen(f"{boeking.berekening} versie {boeking.versie} is niet geïnstalleerd") from None


def lees_gegeven(gegeven: str) -> Boom:
    """JSON has no dates: a text that is wholly a date is read as a case file writes one, without quotes."""
    return _ontcitaat(als_boom(json.loads(gegeven)))


def _ontcitaat(boom: Boom) -> Boom:
    if isinstance(boom, dict):
        return {sleutel: _ontcitaat(kind) for sleutel, kind in boom.items()}
    if isinstance(boom, list):
        return [_ontcitaat(kind) for kind in boom]
    return Tekst(boom.tekst) if _DATUM.fullmatch(boom.tekst) else boom

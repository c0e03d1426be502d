# SPDX-License-Identifier: EUPL-1.2
"""Asking a calculation, so that what it answered can be shown and made again later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from core.berichten.services import PARAMETER_ONTBREEKT, meld_taak
from core.context import Context
from core.ledger.nareken import lees_gegeven
from core.people.policy import HR
from core.regulations.parameterbeheer.services import geldend
from core.rules import Berekening, Geweigerd, ParameterOntbreekt, Stap
from core.rules.boom import Boom
from core.rules.invoer import schrijf
from core.rules.uitleg import vastgelegd
from plugins.om.autoregeling.policy import EENHEID


@dataclass(frozen=True)
class Berekend:
    """What a calculation answered, and with its input and explanation as plain values to be stored."""

    uitkomst: Any
    stappen: tuple[Stap, ...]
    velden: dict[str, Any]


@contextmanager
def transactie(ctx: Context) -> Iterator[Session]:
    """Open a transaction; a figure that is missing becomes a task for HR, and a refusal that names it.

    Raises ``Geweigerd``.
    """
    try:
        with ctx.database.transactie() as s:
            yield s
    except ParameterOntbreekt as fout:
        with ctx.database.transactie() as s:
            for sleutel, op in fout.ontbrekend:
                meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=PARAMETER_ONTBREEKT, sleutel=sleutel, op=op)
        namen = ", ".join(sorted({sleutel for sleutel, _ in fout.ontbrekend}))
        raise Geweigerd("", f"er ontbreekt een cijfer: {namen}; HR heeft daar nu een taak voor") from fout


def bereken(s: Session, ctx: Context, berekening: Berekening, gegeven: Any, extra: Sequence[Stap] = ()) -> Berekend:
    """Calculate with the figures of now; ``extra`` are steps that the rule does not know, put before its own.

    Raises ``Geweigerd`` and ``ParameterOntbreekt``.
    """
    antwoord = berekening.bereken(gegeven, geldend(s, ctx.installatie))
    stappen = (*extra, *antwoord.stappen)
    velden = {
        "invoer": {"berekening": berekening.id, "versie": berekening.versie, "gegeven": schrijf(gegeven)},
        "uitkomst": antwoord.buiten(),
        "uitleg": vastgelegd(list(stappen)),
    }
    return Berekend(antwoord.uitkomst, stappen, velden)


def bewaard(waarden: Any) -> Boom:
    """Return stored input as the rules read it, dates and all."""
    return lees_gegeven(json.dumps(waarden))


def instelling(s: Session, ctx: Context, sleutel: str) -> Any:
    """Return the value of a setting today; None while HR filled in nothing."""
    feit = geldend(s, ctx.installatie).zoek(sleutel, ctx.vandaag)
    return None if feit is None else feit.waarde

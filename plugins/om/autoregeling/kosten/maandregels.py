# SPDX-License-Identifier: EUPL-1.2
"""What costs and charging at home bring to a month of the ledger (Autoregeling OM 7.2 and 12).

The month source of OM-AUTO asks this: the ledger knows one source for a regulation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Loonregel, Openstaand
from core.ledger.bulk import een_van
from core.people.policy import HR
from core.rules import ParameterOntbreekt, Parameters, Parameterset
from core.rules.invoer import schrijf
from core.rules.uitleg import GEEN_UITLEG
from plugins.om.autoregeling.bijdrage.feiten import maand
from plugins.om.autoregeling.kosten.models import Kostenpost, Laadtransactie
from plugins.om.autoregeling.kosten.procedure import Kostenstatus
from plugins.om.autoregeling.rules.thuisladen import Geladen, Laadmaand, Pas, Thuisladen, Transactie, thuisladen
from plugins.om.autoregeling.rules.verhaal import Verhaal, verhaal

THUISLADEN = "thuisladen"
VERHAAL = "doorbelasting"
"""A recovered cost: HR decides with the employee how it is paid, or claims it."""
LOONVERHAAL = "doorbelasting_netto"
"""A recovered cost that the werkgever decided to take from net pay (10.2)."""
_PARAMETER_ONTBREEKT = "parameter_ontbreekt"


def medewerkers(s: Session, periode: str) -> set[int]:
    """Return who has a recovered cost, or charged at home, in a month."""
    tijd = maand(periode)
    verhaald = select(Kostenpost.medewerker_id).where(
        Kostenpost.verhaalmaand == periode, Kostenpost.status == Kostenstatus.DEFINITIEF
    )
    geladen = select(Laadtransactie.medewerker_id).where(Laadtransactie.dag.between(tijd.van, tijd.tot_en_met))
    return {*s.scalars(verhaald), *s.scalars(geladen.distinct())}


def regels(
    s: Session, periode: str, medewerker_ids: Sequence[int], parameters: Parameterset, looncode: str
) -> Iterator[Loonregel | Openstaand]:
    """Yield the lines of these persons, in two queries; a tariff that is missing gives a line without an amount."""
    tijd = maand(periode)
    posten = select(Kostenpost).where(
        een_van(s, Kostenpost.medewerker_id, medewerker_ids),
        Kostenpost.verhaalmaand == periode,
        Kostenpost.status == Kostenstatus.DEFINITIEF,
    )
    for post in s.scalars(posten.order_by(Kostenpost.id)):
        if post.besluitinvoer is None or post.verhaald_centen is None:
            continue
        yield Loonregel(
            post.medewerker_id,
            f"{LOONVERHAAL if post.met_loon else VERHAAL}/{post.id}",
            verhaal.id,
            post.besluitinvoer["versie"],
            -post.verhaald_centen,
            json.dumps(post.besluitinvoer["gegeven"]),
            {},
            looncode,
            tijd.van,
        )
    per_persoon: dict[int, list[Transactie]] = {}
    geladen = select(Laadtransactie).where(
        een_van(s, Laadtransactie.medewerker_id, medewerker_ids),
        Laadtransactie.dag.between(tijd.van, tijd.tot_en_met),
    )
    for rij in s.scalars(geladen.order_by(Laadtransactie.medewerker_id, Laadtransactie.dag, Laadtransactie.id)):
        kwh = Decimal(rij.duizendsten) / 1000
        per_persoon.setdefault(rij.medewerker_id, []).append(
            Transactie(rij.dag, kwh, Pas.EIGEN_PAS, Geladen.DIENSTAUTO)
        )
    for wie, transacties in sorted(per_persoon.items()):
        gegeven = Laadmaand(tijd.van.year, tijd.van.month, tuple(transacties))
        try:
            uitkomst: Thuisladen = thuisladen.functie(gegeven, Parameters(parameters), GEEN_UITLEG)
        except ParameterOntbreekt as fout:
            yield Openstaand(wie, THUISLADEN, _PARAMETER_ONTBREEKT, fout, "Autoregeling OM 7.2", HR.id)
            continue
        yield Loonregel(
            wie,
            THUISLADEN,
            thuisladen.id,
            thuisladen.versie,
            int(uitkomst.bedrag_centen),
            json.dumps(schrijf(gegeven)),
            {"wattuur": int(uitkomst.vergoede_kwh * 1000)},
            looncode,
            tijd.van,
        )


def is_verhaal(feit: str) -> bool:
    """Tell whether a fact is a cost that is recovered otherwise than from net pay by the text."""
    return feit.startswith(f"{VERHAAL}/")


def centen(uitkomst: Any) -> int | None:
    """Return what an outcome comes to, in cents; None for one of another part."""
    if isinstance(uitkomst, Verhaal):
        return -int(uitkomst.verhaald_centen)
    if isinstance(uitkomst, Thuisladen):
        return int(uitkomst.bedrag_centen)
    return None


def post_van_feit(feit: str) -> int | None:
    """Return the number of the cost behind a fact; None for another fact."""
    soort, _, rest = feit.partition("/")
    return int(rest) if soort in (VERHAAL, LOONVERHAAL) and rest.isdigit() else None

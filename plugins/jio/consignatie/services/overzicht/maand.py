# SPDX-License-Identifier: EUPL-1.2
"""What blocks a month: duties that were performed and whose claim is not approved, and overtime against FCC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from core.context import Context
from core.people.models import Medewerker, Team
from core.regulations.parameterbeheer.services import geldend
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Declaratie, Declaratiesoort, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, Declaratiestatus
from plugins.jio.consignatie.services.declareerbaar import claim_van_deel, wordt_gedeclareerd
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender
from plugins.jio.consignatie.services.overzicht.perioden import lees_maand

MEESTE = 100
"""Rows of a kind on the page; the rest is counted."""
_RUIMTE = timedelta(days=15)


@dataclass(frozen=True)
class Uitvoering:
    """Somebody performed a duty of the month, or overtime in it; ``status`` None is without a claim."""

    dienst_id: int
    dinsdag: date
    teamnaam: str
    medewerker_id: int
    naam: str
    status: Declaratiestatus | None
    declaratie_id: int | None
    minuten: int
    akkoord: bool
    redenen: tuple[str, ...]


@dataclass(frozen=True)
class Maandstand:
    """How far the claims of a month are."""

    periode: str
    totaal: int
    goedgekeurd: int
    #: Those that block, the oldest duty first, cut off; ``per_status`` counts them all.
    open: tuple[Uitvoering, ...]
    per_status: Mapping[Declaratiestatus | None, int]
    overwerk: tuple[Uitvoering, ...]

    @property
    def aantal_open(self) -> int:
        """How many people's duties are not approved."""
        return self.totaal - self.goedgekeurd


def maandstand(ctx: Context, periode: str) -> Maandstand:
    """Return how far the claims of a month are, in three queries. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("bekijk", policy.doel(policy.DECLARATIE))
    vak = lees_maand(periode)
    in_de_buurt = (Dienst.einde >= vak.van - _RUIMTE) & (Dienst.begin < vak.tot + _RUIMTE)
    with ctx.database.lezen() as s:
        kalender = Dienstkalender(geldend(s, ctx.installatie))
        wie = s.execute(
            select(Dienst, Team.naam, Dienstdeel.medewerker_id, Medewerker.naam, Declaratie)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .join(Team, Team.id == Dienst.team_id)
            .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
            .outerjoin(Declaratie, claim_van_deel())
            .where(
                in_de_buurt,
                Dienstdeel.vervallen_op.is_(None),
                Rooster.status.in_(GELDENDE_ROOSTERS),
                wordt_gedeclareerd(),
            )
            .order_by(Dienst.dinsdag, Team.naam, Medewerker.naam)
        ).all()
        extra = s.execute(
            select(Dienst, Team.naam, Declaratie.medewerker_id, Medewerker.naam, Declaratie)
            .join(Dienst, Dienst.id == Declaratie.dienst_id)
            .join(Team, Team.id == Dienst.team_id)
            .join(Medewerker, Medewerker.id == Declaratie.medewerker_id)
            .where(in_de_buurt, Declaratie.soort == Declaratiesoort.OVERWERK, Declaratie.vervallen_op.is_(None))
            .order_by(Dienst.dinsdag, Team.naam, Medewerker.naam)
        ).all()
    # Somebody who performs two pieces of a duty has one claim for both.
    uitvoeringen = {
        (dienst.id, wie_): rij
        for rij in wie
        for dienst, wie_ in [(rij[0], rij[2])]
        if _hoort(kalender, dienst, periode)
    }
    regels = [_regel(*rij) for rij in uitvoeringen.values()]
    niet = [regel for regel in regels if regel.status is not Declaratiestatus.GOEDGEKEURD]
    return Maandstand(
        periode,
        len(regels),
        len(regels) - len(niet),
        tuple(niet[:MEESTE]),
        Counter(regel.status for regel in niet),
        tuple(_regel(*rij) for rij in extra if _hoort(kalender, rij[0], periode))[:MEESTE],
    )


def _hoort(kalender: Dienstkalender, dienst: Dienst, periode: str) -> bool:
    return kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde) == periode


def _regel(dienst: Dienst, teamnaam: str, medewerker_id: int, naam: str, claim: Declaratie | None) -> Uitvoering:
    return Uitvoering(
        dienst.id,
        dienst.dinsdag,
        teamnaam,
        medewerker_id,
        naam,
        claim.status if claim else None,
        claim.id if claim else None,
        claim.minuten if claim else 0,
        claim.akkoord if claim else False,
        tuple(claim.redenen) if claim else (),
    )

# SPDX-License-Identifier: EUPL-1.2
"""What the people of a team served in earlier rosters, and who shared in the duties of then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import lokale_datum
from core.people.opzoeken import Lidmaatschap, lidmaatschappen
from core.people.policy import loopt
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.dienst import WEEK
from plugins.jio.consignatie.rules.inzetbaar import Periode
from plugins.jio.consignatie.services.inzetbaarheid import inzetfeiten
from plugins.jio.consignatie.voorstel.rules.eerlijk import Gedaan

ZATERDAG = 5
_ETMAAL = 24


def weekenden(dienst: Dienst) -> int:
    """Return how many weekends a duty touches."""
    eerste, laatste = lokale_datum(dienst.begin), lokale_datum(dienst.einde)
    dagen = (eerste + timedelta(days=nummer) for nummer in range((laatste - eerste).days))
    return sum(dag.weekday() == ZATERDAG for dag in dagen)


def feestdagen(uren_feestdag: int) -> int:
    """Return how many holidays the holiday hours of a duty stand for; the evening of one counts as one."""
    return max(1, round(uren_feestdag / _ETMAAL)) if uren_feestdag else 0


def gedaan(s: Session, team_id: int, voor: date) -> tuple[Gedaan, ...]:
    """Return every piece that was served in the published rosters of a team before a day, in four queries.

    A share in a duty had who was in the team then, without PAS or exemption. Where nothing is known of the team of
    then, those who are on the roster of that year shared in it.
    """
    rijen = s.execute(
        select(Dienst, Rooster.jaar, Dienstdeel.medewerker_id, Dienstdeel.van, Dienstdeel.tot)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .join(Dienstdeel, (Dienstdeel.dienst_id == Dienst.id) & Dienstdeel.vervallen_op.is_(None))
        .where(Dienst.team_id == team_id, Dienst.dinsdag < voor, Rooster.status.in_(GELDENDE_ROOSTERS))
        .order_by(Dienst.dinsdag, Dienstdeel.van)
    ).all()
    if not rijen:
        return ()
    leden = lidmaatschappen(s, [team_id], rijen[0][0].dinsdag, voor)
    feiten = inzetfeiten(s, {lid.medewerker_id for lid in leden}, voor, voor)
    vrij = {wie: (*feit.pas, *feit.ontheffingen) for wie, feit in feiten.items()}
    van_jaar: dict[int, set[int]] = {}
    for _, jaar, wie, *_rest in rijen:
        van_jaar.setdefault(jaar, set()).add(wie)
    uit = []
    for dienst, jaar, wie, van, tot in rijen:
        deel = (tot - van) / (dienst.einde - dienst.begin)
        deelden = _deelden(leden, vrij, dienst.dinsdag) or tuple(sorted(van_jaar[jaar]))
        uit.append(
            Gedaan(deel * dienst.uren, deel * weekenden(dienst), deel * feestdagen(dienst.uren_feestdag), wie, deelden)
        )
    return tuple(uit)


def _deelden(leden: Sequence[Lidmaatschap], vrij: Mapping[int, Sequence[Periode]], dinsdag: date) -> tuple[int, ...]:
    return tuple(
        dict.fromkeys(
            lid.medewerker_id
            for lid in leden
            if loopt(lid.van, lid.tot_en_met, dinsdag)
            and not any(periode.raakt(dinsdag, dinsdag + WEEK) for periode in vrij.get(lid.medewerker_id, ()))
        )
    )

# SPDX-License-Identifier: EUPL-1.2
"""Sums of a year for whoever tests a grant or shows a total, in SQL and for many drivers at once.

Tenths of a kilometre, and never less than a year. It asks no right of its own: who calls it decides what is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ledger.bulk import een_van
from plugins.om.autoregeling.models import Rit, Ritklasse, Voertuig, Voertuiggroep


@dataclass(frozen=True)
class Jaarsom:
    """What a driver drove in a year, with all cars together: the private kilometres of one day's rental are not apart.

    Pool cars do not count: nobody drives them privately by right (6.2.2).
    """

    tienden: dict[Ritklasse, int]
    open_aantal: int = 0

    def van(self, klasse: Ritklasse) -> int:
        """Return the tenths of a class."""
        return self.tienden.get(klasse, 0)


def jaarsommen(s: Session, medewerkers: Sequence[int], jaar: int) -> dict[int, Jaarsom]:
    """Return the year of each driver who has a trip in it."""
    vraag = (
        select(Rit.medewerker_id, Rit.klasse, func.sum(Rit.tienden), func.count())
        .join(Voertuig, Voertuig.id == Rit.voertuig_id)
        .where(
            een_van(s, Rit.medewerker_id, list(medewerkers)),  # type: ignore[arg-type]
            Rit.vervangen_op.is_(None),
            Rit.dag >= date(jaar, 1, 1),
            Rit.dag < date(jaar + 1, 1, 1),
            Voertuig.groep != Voertuiggroep.POOL,
        )
        .group_by(Rit.medewerker_id, Rit.klasse)
    )
    sommen: defaultdict[int, dict[Ritklasse, int]] = defaultdict(dict)
    aantallen: dict[int, int] = {}
    for wie, klasse, tienden, aantal in s.execute(vraag):
        if wie is not None:
            sommen[wie][klasse] = int(tienden)
            if klasse is Ritklasse.O:
                aantallen[wie] = aantal
    return {wie: Jaarsom(tienden, aantallen.get(wie, 0)) for wie, tienden in sommen.items()}

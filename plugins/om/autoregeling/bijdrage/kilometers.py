# SPDX-License-Identifier: EUPL-1.2
"""Private and undecided kilometres of drivers, summed by the database and cut where the price may change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugins.om.autoregeling.bijdrage.feiten import Tijd
from plugins.om.autoregeling.models import Ritklasse

# Names of tables and columns only; every value is a parameter.
_POSTGRESQL = text(
    """
    SELECT k.wie, r.voertuig_id, k.nr, r.klasse, sum(r.tienden), count(*)
    FROM unnest(CAST(:wie AS bigint[]), CAST(:nr AS integer[]), CAST(:van AS date[]), CAST(:tot AS date[]))
      AS k(wie, nr, van, tot)
    CROSS JOIN LATERAL (
      SELECT voertuig_id, klasse, tienden FROM om_rit
      WHERE medewerker_id = k.wie AND dag BETWEEN k.van AND k.tot
        AND vervangen_op IS NULL AND klasse IN ('p', 'o')
      OFFSET 0
    ) r
    GROUP BY k.wie, r.voertuig_id, k.nr, r.klasse
    """
)
_SQLITE = text(
    """
    SELECT r.medewerker_id, r.voertuig_id, json_extract(k.value, '$[1]') AS nr, r.klasse, sum(r.tienden), count(*)
    FROM json_each(:stukken) k
    JOIN om_rit r ON r.medewerker_id = json_extract(k.value, '$[0]')
      AND r.dag BETWEEN json_extract(k.value, '$[2]') AND json_extract(k.value, '$[3]')
    WHERE r.vervangen_op IS NULL AND r.klasse IN ('p', 'o')
    GROUP BY r.medewerker_id, r.voertuig_id, nr, r.klasse
    """
)


class Ritsom(NamedTuple):
    """Trips of one driver with one car in one stretch of days, in tenths of a kilometre."""

    medewerker_id: int
    voertuig_id: int
    #: The place of the stretch among those of the driver.
    stuk: int
    #: False: nobody decided yet whether they are private.
    besloten: bool
    tienden: int
    aantal: int


def ritsommen(s: Session, stukken: Mapping[int, Sequence[Tijd]]) -> Iterator[Ritsom]:
    """Yield the sums of the private and undecided trips of drivers, by stretch of days; one query.

    A trip that was superseded does not count.
    """
    rijen = [(wie, *deel) for wie, tijden in stukken.items() for deel in _delen(tuple(tijden))]
    if not rijen:
        return
    gevraagd: Mapping[str, Any]
    if s.get_bind().dialect.name == "postgresql":
        # As texts, since the driver takes longer over lists of thousands than the server over their look-up.
        wie, nr, van, tot = (f"{{{','.join(map(str, kolom))}}}" for kolom in zip(*rijen, strict=True))
        vraag, gevraagd = _POSTGRESQL, {"wie": wie, "nr": nr, "van": van, "tot": tot}
    else:
        vraag, gevraagd = _SQLITE, {"stukken": json.dumps(rijen)}
    for medewerker_id, voertuig_id, stuk, klasse, tienden, aantal in s.connection().execute(vraag, gevraagd).all():
        yield Ritsom(medewerker_id, voertuig_id, stuk, klasse == Ritklasse.P, int(tienden), aantal)


@lru_cache(maxsize=4096)
def _delen(tijden: tuple[Tijd, ...]) -> tuple[tuple[int, str, str], ...]:
    """Return stretches as the query takes them; nearly everybody has the same."""
    return tuple((nr, tijd.van.isoformat(), tijd.tot_en_met.isoformat()) for nr, tijd in enumerate(tijden))

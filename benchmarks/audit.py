# SPDX-License-Identifier: EUPL-1.2
"""Verifying the audit trail: a million chained rows on PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Iterator

from sqlalchemy import text

from benchmarks.gegevensbank import tijdelijk
from benchmarks.meting import Meting, mediaan
from core.storage.audit import controleer, verzegel

REGELS = 1_000_000

# Rows as ``noteer`` writes them, made by the database itself: writing a million of them is not what is measured.
_VUL = text("""
INSERT INTO core_audit (op, account_id, handeling, soort, object_id, inhoud)
SELECT op, account, 'bekijk', 'core.boeking', nr::text, convert_to(
  '{"op":"' || to_char(op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","account":' || account
  || ',"handeling":"bekijk","soort":"core.boeking","object":"' || nr || '","ids":{"run":' || nr / 1000 || '}}', 'UTF8')
FROM (SELECT nr, nr % 500 + 1 AS account, timestamptz '2026-01-01 00:00Z' + nr * interval '1 second' AS op
      FROM generate_series(1, :regels) AS nr) AS rijen
""")


def meet() -> Iterator[Meting]:
    """Fill, chain once, and verify."""
    with tijdelijk("audit") as (database, _):
        with database.transactie() as s:
            s.execute(_VUL, {"regels": REGELS})
        begin = time.perf_counter()
        verzegel(database)
        yield Meting(f"verzegelen van {REGELS} regels", time.perf_counter() - begin, "seconden")
        verslag = controleer(database)
        if not verslag.klopt or verslag.gecontroleerd != REGELS:
            raise RuntimeError(str(verslag))
        yield Meting(f"controleren van {REGELS} regels", mediaan(lambda: controleer(database), keren=3), "seconden", 5)

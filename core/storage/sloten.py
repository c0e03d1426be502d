# SPDX-License-Identifier: EUPL-1.2
"""Named locks for work that only one process at a time may do."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session


def vergrendel(transactie: Session | Connection, naam: str) -> None:
    """Wait until no other transaction holds this lock, and hold it until the transaction ends.

    On SQLite there is nothing to do: a writing transaction there (``BEGIN IMMEDIATE``) is alone from its first moment.
    """
    verbinding = transactie.connection() if isinstance(transactie, Session) else transactie
    if verbinding.dialect.name == "postgresql":
        nummer = int.from_bytes(sha256(naam.encode()).digest()[:8], signed=True)
        verbinding.execute(select(func.pg_advisory_xact_lock(nummer)))

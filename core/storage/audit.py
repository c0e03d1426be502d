# SPDX-License-Identifier: EUPL-1.2
"""The audit trail: rows that can only be added, and a chain of hashes over them.

A row is written in the transaction of what it tells about, not yet chained, so that people do not wait for each
other. A sealer chains the new rows in batches. What is hashed is stored as it was hashed, so that a million rows can
be verified in seconds. A row holds numbers, codes, days and keyed hashes: personal text never stands here, because it
must be possible to destroy that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, Integer, LargeBinary, String, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.ddl import leg_vast
from core.storage.sloten import vergrendel
from core.storage.tables import Sleutelnummer, Tabel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.elements import ColumnElement

    from core.context import Context
    from core.storage.engine import Database

Auditwaarde = int | str | bytes | bool | date | datetime | None
Voortgang = Callable[[int, int], None]

BEGIN = bytes(32)
"""What stands in the place of the hash before the first row."""

INZAGE = "inzage"
"""The action of a row that tells that somebody read something."""

_CODE = re.compile(r"[A-Za-z0-9_.:/+=@-]{1,200}")
_PER_KEER = 10_000
_PER_GREEP = 1_000


class Audit(Tabel):
    """Who did what to which object, and when."""

    __tablename__ = "core_audit"
    __table_args__ = (Index(None, "soort", "object_id"),)

    id: Mapped[Sleutelnummer]
    op: Mapped[datetime]
    #: Empty for what the program does by itself. No foreign key: the trail outlives what it tells about.
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    handeling: Mapped[str] = mapped_column(String(200))
    soort: Mapped[str] = mapped_column(String(200))
    object_id: Mapped[str] = mapped_column(String(200))
    #: The canonical JSON of the columns above and of ``ids``; these bytes are hashed.
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)


class Auditketen(Tabel):
    """One link of the chain: the hash over the hash before it and the content of one row."""

    __tablename__ = "core_auditketen"

    #: 1, 2, 3 ... without a gap.
    volgnummer: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    audit_id: Mapped[int] = mapped_column(ForeignKey("core_audit.id"), unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


leg_vast(Audit.__table__)
leg_vast(Auditketen.__table__)


@dataclass(frozen=True)
class Auditfout:
    """The first link that does not hold."""

    volgnummer: int
    #: The row of the link that was found in this place.
    audit_id: int
    reden: str


@dataclass(frozen=True)
class Auditverslag:
    """What a verification found. ``kop`` is the last hash: who keeps it elsewhere can prove later that nothing left."""

    gecontroleerd: int
    onverzegeld: int
    kop: bytes
    fout: Auditfout | None = None

    @property
    def klopt(self) -> bool:
        """True when every chained row is as it was when it was chained."""
        return self.fout is None

    def __str__(self) -> str:
        if self.fout:
            return (
                f"De keten klopt niet bij schakel {self.fout.volgnummer} (auditregel {self.fout.audit_id}):"
                f" {self.fout.reden}."
            )
        return (
            f"De keten klopt: {self.gecontroleerd} schakels, de laatste is {self.kop.hex()};"
            f" {self.onverzegeld} regels zijn nog niet verzegeld."
        )


def noteer(
    s: Session, ctx: Context, handeling: str, soort: str, object_id: int | str, **ids: Auditwaarde | list[int]
) -> None:
    """Add a row in the caller's transaction. Raises ``ValueError`` for a text that is no code: names never stand here.

    ``bytes`` (a digest, a keyed hash) are written in hexadecimal, days and moments in ISO 8601.
    """
    noteer_van(s, ctx.actor.account_id, ctx.nu, handeling, soort, object_id, **ids)


def noteer_van(
    s: Session,
    account: int | None,
    op: datetime,
    handeling: str,
    soort: str,
    object_id: int | str,
    /,
    **ids: Auditwaarde | list[int],
) -> None:
    """Add a row for an account where there is no context yet: at the log-in. Raises ``ValueError`` as ``noteer``."""
    kop = [_code(handeling), _code(soort), _code(str(object_id))]
    bijlage = json.dumps({naam: _kaal(waarde) for naam, waarde in ids.items()}, sort_keys=True, separators=(",", ":"))
    inhoud = (
        f'{{"op":"{_iso(op)}","account":{"null" if account is None else account},"handeling":"{kop[0]}",'
        f'"soort":"{kop[1]}","object":"{kop[2]}","ids":{bijlage}}}'
    )
    s.add(Audit(op=op, account_id=account, handeling=kop[0], soort=kop[1], object_id=kop[2], inhoud=inhoud.encode()))


def noteer_inzage(ctx: Context, soort: str, object_id: int | str, **ids: Auditwaarde | list[int]) -> None:
    """Record that the actor read something, in a transaction of its own: a reader has none that writes."""
    with ctx.database.transactie() as s:
        noteer(s, ctx, INZAGE, soort, object_id, **ids)


def verzegel(database: Database, per_keer: int = _PER_KEER) -> int:
    """Chain the rows that are not chained yet, in the order of their ids; return how many.

    A lock keeps two sealers apart; a kill between two batches loses nothing.
    """
    aantal = 0
    while nu := _verzegel_deel(database, per_keer, achterblijvers=False):
        aantal += nu
    # On PostgreSQL a long transaction may commit a lower id after a higher one was chained.
    while not database.is_sqlite and (nu := _verzegel_deel(database, per_keer, achterblijvers=True)):
        aantal += nu
    return aantal


def controleer(database: Database, voortgang: Voortgang | None = None) -> Auditverslag:
    """Verify the whole chain as it is at one moment, and stop at the first link that does not hold."""
    with database.engine.connect() as verbinding:
        if not database.is_sqlite:
            verbinding.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        ketens, regels = verbinding.execute(
            select(
                select(func.count()).select_from(Auditketen).scalar_subquery(),
                select(func.count()).select_from(Audit).scalar_subquery(),
            )
        ).one()
        volgnummer, vorige = 0, BEGIN
        for nummer, audit_id, hash_, inhoud, kop_klopt in _stroom(verbinding):
            volgnummer += 1
            fout = None
            if nummer != volgnummer:
                fout = f"de schakel is weg, hierna volgt {nummer}"
            elif inhoud is None:
                fout = "de auditregel is verwijderd"
            elif not kop_klopt:
                fout = "de kolommen zeggen iets anders dan de verzegelde inhoud"
            elif sha256(vorige + inhoud).digest() != hash_:
                fout = "de inhoud of de hash is gewijzigd"
            if fout:
                return Auditverslag(volgnummer - 1, regels - ketens, vorige, Auditfout(volgnummer, audit_id, fout))
            vorige = hash_
            if voortgang and not volgnummer % _PER_KEER:
                voortgang(volgnummer, ketens)
    return Auditverslag(volgnummer, regels - ketens, vorige)


def _verzegel_deel(database: Database, per_keer: int, *, achterblijvers: bool) -> int:
    with database.transactie() as s:
        vergrendel(s, Auditketen.__tablename__)
        schakel = s.execute(
            select(Auditketen.volgnummer, Auditketen.hash).order_by(Auditketen.volgnummer.desc()).limit(1)
        ).first()
        volgnummer, vorige = (schakel.volgnummer, schakel.hash) if schakel else (0, BEGIN)
        voorwaarde: ColumnElement[bool]
        if achterblijvers:
            voorwaarde = ~select(Auditketen.audit_id).where(Auditketen.audit_id == Audit.id).exists()
        else:
            hoogste = s.scalar(select(func.max(Auditketen.audit_id)))
            voorwaarde = Audit.id > (hoogste or 0)
        schakels = []
        for audit_id, inhoud in s.execute(
            select(Audit.id, Audit.inhoud).where(voorwaarde).order_by(Audit.id).limit(per_keer)
        ):
            volgnummer += 1
            vorige = sha256(vorige + inhoud).digest()
            schakels.append({"volgnummer": volgnummer, "audit_id": audit_id, "hash": vorige})
        if schakels:
            s.execute(insert(Auditketen), schakels)
        return len(schakels)


# The columns of a row must be a literal part of its hashed content; the database compares, which is cheaper than
# taking a million pieces of JSON apart.
_STROOM = """
SELECT k.volgnummer, k.audit_id, k.hash, a.inhoud, {vergelijk}
FROM core_auditketen k LEFT JOIN core_audit a ON a.id = k.audit_id ORDER BY k.volgnummer
"""
_KOP = (
    """'{{"op":"' || {op} || '","account":' || {account} || ',"handeling":"' || a.handeling || '","soort":"'"""
    """ || a.soort || '","object":"' || a.object_id || '","ids":'"""
)
_KOP_SQLITE = _KOP.format(op="replace(a.op, ' ', 'T') || 'Z'", account="coalesce(a.account_id, 'null')")
_KOP_POSTGRESQL = _KOP.format(
    op="""to_char(a.op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    account="coalesce(a.account_id::text, 'null')",
)
_STROOM_SQLITE = _STROOM.format(vergelijk=f"instr(a.inhoud, CAST({_KOP_SQLITE} AS BLOB)) = 1")
_STROOM_POSTGRESQL = _STROOM.format(vergelijk=f"position(convert_to({_KOP_POSTGRESQL}, 'UTF8') IN a.inhoud) = 1")


def _stroom(verbinding: Connection) -> Iterator[tuple[int, int, bytes, bytes | None, bool]]:
    """Yield rows of the driver itself, a batch in memory at a time."""
    driver: Any = verbinding.connection.driver_connection
    if verbinding.dialect.name == "sqlite":
        yield from driver.execute(_STROOM_SQLITE)
        return
    with driver.cursor() as cursor:
        # Streamed by the protocol: a declared cursor would keep PostgreSQL from working on it with several processes.
        yield from cursor.stream(_STROOM_POSTGRESQL, binary=True, size=_PER_GREEP)


def _code(tekst: str) -> str:
    if not _CODE.fullmatch(tekst):
        raise ValueError(f"in het auditspoor staan alleen nummers en codes, niet {tekst!r}")
    return tekst


def _iso(op: datetime) -> str:
    return op.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _kaal(waarde: Auditwaarde | list[int]) -> int | str | bool | list[int] | None:
    if isinstance(waarde, datetime):
        return _iso(waarde)
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, bytes):
        return waarde.hex()
    if isinstance(waarde, str):
        return _code(waarde)
    if isinstance(waarde, list) and not all(isinstance(nummer, int) for nummer in waarde):
        raise ValueError("een lijst in het auditspoor bestaat uit nummers")
    if not isinstance(waarde, bool | int | list | None):
        raise TypeError(f"in het auditspoor staan alleen nummers en codes, niet {waarde!r}")
    return waarde

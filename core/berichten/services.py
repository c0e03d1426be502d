# SPDX-License-Identifier: EUPL-1.2
"""Messages to people and tasks for roles: put there by other services, read by whom they are for."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.berichten.models import Bericht, Taak
from core.context import Context
from core.people.policy import Doel, GeenToegang

PARAMETER_ONTBREEKT = "parameter_ontbreekt"
"""A task: ``sleutel`` is a parameter's key that has no value on the day ``op``."""
PARAMETER_BEVESTIGEN = "parameter_bevestigen"
"""A task: ``sleutel`` is a parameter's key whose inferred value, used on the day ``op``, is to be confirmed."""

Waarde = int | str | bool | date | None
Opgeslagen = int | str | bool | None

_OP_EEN_PAGINA = 200
_VERDWENEN = "Een bericht van een onderdeel dat nu niet is geïnstalleerd."


@dataclass(frozen=True)
class Berichtregel:
    """A message as its reader sees it; ``zin`` names ``gegevens`` in braces and is still to be translated."""

    id: int
    soort: str
    zin: str
    #: The page that it leads to; None when the plugin of its kind is gone.
    endpoint: str | None
    gegevens: Mapping[str, Opgeslagen]
    gemaakt_op: datetime
    gelezen_op: datetime | None


@dataclass(frozen=True)
class Taakregel:
    """An open task."""

    id: int
    eenheid: str
    rol: str
    soort: str
    sleutel: str
    op: date | None
    gegevens: Mapping[str, Opgeslagen]
    gemaakt_op: datetime


def stuur(s: Session, ctx: Context, soort: str, aan_medewerker: int, **gegevens: Waarde) -> None:
    """Put a message to a person in the outbox, in the caller's transaction.

    ``gegevens`` are numbers, codes and days; they must fill every name in the sentence of the kind. Raises
    ``KeyError`` for a kind that nobody registered and ``ValueError`` for a name that is not filled.
    """
    gevraagd = {naam for _, naam, _, _ in string.Formatter().parse(ctx.installatie.berichtsoorten[soort].zin) if naam}
    if gevraagd - gegevens.keys():
        raise ValueError(f"bericht {soort}: {', '.join(sorted(gevraagd - gegevens.keys()))} is niet ingevuld")
    s.add(Bericht(soort=soort, aan_medewerker_id=aan_medewerker, gegevens=_opgeslagen(gegevens), gemaakt_op=ctx.nu))


def berichten_van(ctx: Context) -> tuple[Berichtregel, ...]:
    """Return the actor's last messages, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk", Doel("core.bericht", medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        berichten = s.scalars(
            select(Bericht)
            .where(Bericht.aan_medewerker_id == ctx.actor.medewerker_id)
            .order_by(Bericht.id.desc())
            .limit(_OP_EEN_PAGINA)
        ).all()
    soorten = ctx.installatie.berichtsoorten
    return tuple(
        Berichtregel(
            bericht.id,
            bericht.soort,
            soort.zin if (soort := soorten.get(bericht.soort)) else _VERDWENEN,
            soort.endpoint if soort else None,
            bericht.gegevens,
            bericht.gemaakt_op,
            bericht.gelezen_op,
        )
        for bericht in berichten
    )


def ongelezen(ctx: Context) -> int:
    """Return how many messages the actor has not read; none for who is no employee."""
    if ctx.actor.medewerker_id is None:
        return 0
    with ctx.database.lezen() as s:
        return (
            s.scalar(
                select(func.count()).where(
                    Bericht.aan_medewerker_id == ctx.actor.medewerker_id, Bericht.gelezen_op.is_(None)
                )
            )
            or 0
        )


def markeer_gelezen(ctx: Context, id: int) -> None:
    """Mark a message as read; the first time counts. Raises ``GeenToegang`` when it is not the actor's."""
    with ctx.database.transactie() as s:
        bericht = s.get(Bericht, id)
        if bericht is None:
            raise GeenToegang("lees", "core.bericht")
        ctx.eis("lees", Doel("core.bericht", medewerker_id=bericht.aan_medewerker_id))
        if bericht.gelezen_op is None:
            bericht.gelezen_op = ctx.nu


def markeer_alles_gelezen(ctx: Context) -> None:
    """Mark every message of the actor as read. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("lees", Doel("core.bericht", medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.transactie() as s:
        s.execute(
            update(Bericht)
            .where(Bericht.aan_medewerker_id == ctx.actor.medewerker_id, Bericht.gelezen_op.is_(None))
            .values(gelezen_op=ctx.nu)
        )


def meld_taak(
    s: Session,
    ctx: Context,
    *,
    eenheid: str,
    rol: str,
    soort: str,
    sleutel: str,
    op: date | None = None,
    **gegevens: Waarde,
) -> None:
    """Open a task for a role, in the caller's transaction; nothing happens when it is open already."""
    invoegen = postgresql.insert if s.get_bind().dialect.name == "postgresql" else sqlite.insert
    s.execute(
        invoegen(Taak)
        .values(
            eenheid=eenheid,
            rol=rol,
            soort=soort,
            sleutel=sleutel,
            op=op,
            gegevens=_opgeslagen(gegevens),
            gemaakt_op=ctx.nu,
        )
        .on_conflict_do_nothing()
    )


def los_taak_op(s: Session, ctx: Context, *, eenheid: str, soort: str, sleutel: str, op: date | None = None) -> int:
    """Close the open tasks about something, or only the one about a day; return how many there were."""
    opdracht = update(Taak).where(
        Taak.eenheid == eenheid, Taak.soort == soort, Taak.sleutel == sleutel, Taak.opgelost_op.is_(None)
    )
    if op is not None:
        opdracht = opdracht.where(Taak.op == op)
    return s.execute(opdracht.values(opgelost_op=ctx.nu)).rowcount  # type: ignore[attr-defined, no-any-return]


def open_taken(ctx: Context, eenheid: str) -> tuple[Taakregel, ...]:
    """Return the open tasks of a unit, the oldest first: all of them, or those of the actor's own roles.

    Raises ``GeenToegang`` for who may not see the unit's tasks and has no role there.
    """
    doel = Doel("core.taak", eenheid=eenheid)
    vraag = select(Taak).where(Taak.eenheid == eenheid, Taak.opgelost_op.is_(None)).order_by(Taak.gemaakt_op, Taak.id)
    if not ctx.mag("bekijk", doel):
        rollen = {rol.rol for rol in ctx.actor.rollen if rol.team_id is None and rol.eenheid in (None, eenheid)}
        if not rollen:
            raise GeenToegang("bekijk", doel.soort)
        vraag = vraag.where(Taak.rol.in_(rollen))
    with ctx.database.lezen() as s:
        taken = s.scalars(vraag).all()
    return tuple(
        Taakregel(taak.id, taak.eenheid, taak.rol, taak.soort, taak.sleutel, taak.op, taak.gegevens, taak.gemaakt_op)
        for taak in taken
    )


def _opgeslagen(gegevens: Mapping[str, Waarde]) -> dict[str, Opgeslagen]:
    return {naam: waarde.isoformat() if isinstance(waarde, date) else waarde for naam, waarde in gegevens.items()}

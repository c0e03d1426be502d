# SPDX-License-Identifier: EUPL-1.2
"""What an auditor asks of the trail: what happened to an object, and whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from core.context import Context
from core.people.models import Account
from core.people.policy import Doel
from core.storage.audit import INZAGE, Audit, Auditketen, Auditverslag, Voortgang, controleer, noteer_inzage, verzegel

OBJECT = "core.audit"

_OP_EEN_PAGINA = 500


@dataclass(frozen=True)
class Auditregel:
    """One row of the trail. ``naam`` is who did it, None for the program; ``schakel`` its place in the chain."""

    id: int
    op: datetime
    account_id: int | None
    naam: str | None
    handeling: str
    soort: str
    object_id: str
    ids: Mapping[str, Any]
    schakel: int | None


def spoor(ctx: Context, soort: str, object_id: int | str) -> tuple[Auditregel, ...]:
    """Return the last rows about one object, the newest first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel(OBJECT))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Audit, Account.weergavenaam, Auditketen.volgnummer)
            .join(Account, Account.id == Audit.account_id, isouter=True)
            .join(Auditketen, Auditketen.audit_id == Audit.id, isouter=True)
            .where(Audit.soort == soort, Audit.object_id == str(object_id))
            .order_by(Audit.id.desc())
            .limit(_OP_EEN_PAGINA)
        ).all()
    return tuple(
        Auditregel(
            rij.id,
            rij.op,
            rij.account_id,
            naam,
            rij.handeling,
            rij.soort,
            rij.object_id,
            json.loads(rij.inhoud)["ids"],
            schakel,
        )
        for rij, naam, schakel in rijen
    )


def controleer_keten(ctx: Context, voortgang: Voortgang | None = None) -> Auditverslag:
    """Verify the whole chain. Raises ``GeenToegang``."""
    ctx.eis("controleer", Doel(OBJECT))
    return controleer(ctx.database, voortgang)


def verzegel_spoor(ctx: Context) -> int:
    """Chain the new rows and return how many there were; for the program."""
    ctx.eis("verzegel", Doel(OBJECT))
    return verzegel(ctx.database)


def leg_inzage_vast(ctx: Context, medewerker_id: int, **ids: int) -> None:
    """Record that the actor opened a page about somebody else, for that person to see."""
    noteer_inzage(ctx, "core.persoon", medewerker_id, **ids)


def wie_keek(ctx: Context) -> tuple[Auditregel, ...]:
    """Return who last looked at the actor's data, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk", Doel("core.persoon", medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Audit, Account.weergavenaam)
            .join(Account, Account.id == Audit.account_id, isouter=True)
            .where(
                Audit.soort == "core.persoon",
                Audit.object_id == str(ctx.actor.medewerker_id),
                Audit.handeling == INZAGE,
            )
            .order_by(Audit.id.desc())
            .limit(_OP_EEN_PAGINA)
        ).all()
    return tuple(
        Auditregel(
            rij.id,
            rij.op,
            rij.account_id,
            naam,
            rij.handeling,
            rij.soort,
            rij.object_id,
            json.loads(rij.inhoud)["ids"],
            None,
        )
        for rij, naam in rijen
    )

# SPDX-License-Identifier: EUPL-1.2
"""Telling employee and leidinggevende in time that the two years are nearly complete (JIO 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.opzoeken import leidinggevenden_van
from core.regulations.parameterbeheer.services import geldend
from core.rules import Parameterset
from core.storage.audit import noteer
from plugins.jio.detacheren import policy
from plugins.jio.detacheren.models import Aanspraakmelding
from plugins.jio.detacheren.services.register import Stand, dagen_vooraf, standen


def te_melden(ctx: Context) -> Sequence[int]:
    """Return who is to be told today, and was not told of that day yet."""
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        gemeld = set(s.execute(select(Aanspraakmelding.medewerker_id, Aanspraakmelding.aanspraak_vanaf)).all())
        return [
            wie
            for wie, stand in standen(s, ctx, parameters).items()
            if _is_tijd(stand, parameters, ctx.vandaag) and (wie, stand.aanspraak_vanaf) not in gemeld
        ]


def meld(ctx: Context, medewerker_id: int) -> None:
    """Tell somebody and the leidinggevende, once for the day on which the two years are complete."""
    with ctx.database.transactie() as s:
        parameters = geldend(s, ctx.installatie)
        stand = standen(s, ctx, parameters, [medewerker_id]).get(medewerker_id)
        if stand is None or not _is_tijd(stand, parameters, ctx.vandaag):
            return
        vanaf = stand.aanspraak_vanaf
        if vanaf is None or _is_gemeld(s, medewerker_id, vanaf):
            return
        s.add(Aanspraakmelding(medewerker_id=medewerker_id, aanspraak_vanaf=vanaf, gemeld_op=ctx.nu))
        stuur(s, ctx, "jio.aanspraak_mogelijk", medewerker_id, vanaf=vanaf)
        for leider in {wie.medewerker_id for wie in leidinggevenden_van(s, medewerker_id, ctx.vandaag)}:
            stuur(s, ctx, "jio.aanspraak_in_team", leider, vanaf=vanaf)
        noteer(s, ctx, "meld", policy.DETACHERING, medewerker_id, vanaf=vanaf)


def _is_tijd(stand: Stand, parameters: Parameterset, op: date) -> bool:
    vanaf = stand.aanspraak_vanaf
    return vanaf is not None and op >= vanaf - timedelta(days=dagen_vooraf(parameters, op) or 0)


def _is_gemeld(s: Session, medewerker_id: int, vanaf: date) -> bool:
    return (
        s.scalar(
            select(Aanspraakmelding.id).where(
                Aanspraakmelding.medewerker_id == medewerker_id, Aanspraakmelding.aanspraak_vanaf == vanaf
            )
        )
        is not None
    )

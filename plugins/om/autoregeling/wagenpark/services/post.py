# SPDX-License-Identifier: EUPL-1.2
"""The letters about pieces of files: each piece has one, made once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import String, cast, select

from core.brieven.models import Brief
from core.brieven.services import maak_brief
from core.context import Context
from plugins.om.autoregeling.wagenpark.models import Dossierstuk

DOSSIERSTUK = "om.dossierstuk"


def te_schrijven(ctx: Context) -> Sequence[int]:
    """Return the pieces of which there is no letter yet, the oldest first."""
    geschreven = select(Brief.sleutel).where(Brief.soort == DOSSIERSTUK)
    vraag = select(Dossierstuk.id).where(cast(Dossierstuk.id, String).not_in(geschreven))
    with ctx.database.lezen() as s:
        return s.scalars(vraag.order_by(Dossierstuk.id)).all()


def schrijf(ctx: Context, stuk_id: int) -> int:
    """Make the letter about a piece, and return its number; the one that was made before when there is one."""
    return maak_brief(ctx, DOSSIERSTUK, str(stuk_id))

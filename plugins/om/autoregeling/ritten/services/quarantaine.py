# SPDX-License-Identifier: EUPL-1.2
"""Cars of which rows are held back: what to do about them, and accepting that kilometres are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.context import Context
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.models import Aanhouding, Ritimport, Ritquarantaine
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.services import inlezen

OBJECT = "om.ritquarantaine"
_IMPORTEN = 50


@dataclass(frozen=True)
class Wacht:
    """A car that is held back: lines and fields, never what stands there."""

    id: int
    import_id: int
    kenteken: str
    soort: Aanhouding
    aantal: int
    regels: tuple[tuple[int, str, str], ...]
    op: datetime


def lijst(ctx: Context) -> tuple[Wacht, ...]:
    """Return the cars that are held back now, the oldest first. Raises ``GeenToegang``."""
    ctx.eis("importeer", doel())
    vraag = select(Ritquarantaine).where(Ritquarantaine.opgelost_op.is_(None)).order_by(Ritquarantaine.id)
    with ctx.database.lezen() as s:
        return tuple(
            Wacht(rij.id, rij.import_id, rij.kenteken, rij.soort, rij.aantal, tuple(map(tuple, rij.regels)), rij.op)
            for rij in s.scalars(vraag)
        )


def importen(ctx: Context) -> Sequence[Ritimport]:
    """Return the last files that were read, the newest first. Raises ``GeenToegang``."""
    ctx.eis("importeer", doel())
    with ctx.database.lezen() as s:
        return s.scalars(select(Ritimport).order_by(Ritimport.id.desc()).limit(_IMPORTEN)).all()


def aanvaard(ctx: Context, quarantaine_id: int, reden: str) -> None:
    """Accept that kilometres between trips of a car are missing: what waits is stored. Raises ``Geweigerd``."""
    ctx.eis("importeer", doel())
    reden = _reden(reden)
    with ctx.database.transactie() as s:
        rij = s.get(Ritquarantaine, quarantaine_id, with_for_update=True)
        if rij is None:
            raise GeenToegang("importeer", RIT)
        if rij.opgelost_op is not None:
            raise Geweigerd("", "deze auto wacht niet meer")
        if rij.soort is not Aanhouding.GAT or rij.voertuig_id is None:
            raise Geweigerd("", "een fout kun je niet aanvaarden: lever een verbeterd bestand aan")
        rij.opgelost_door = ctx.actor.account_id
        noteer(s, ctx, "aanvaard", OBJECT, rij.id)
        inlezen.toets_opnieuw(s, ctx, rij.voertuig_id, rij.import_id, reden)


def sluit(ctx: Context, quarantaine_id: int, reden: str) -> None:
    """Close an error without a corrected file, such as of a car that is not ours. Nothing is stored of it."""
    ctx.eis("importeer", doel())
    _reden(reden)
    with ctx.database.transactie() as s:
        rij = s.get(Ritquarantaine, quarantaine_id, with_for_update=True)
        if rij is None:
            raise GeenToegang("importeer", RIT)
        if rij.opgelost_op is not None:
            raise Geweigerd("", "deze auto wacht niet meer")
        if rij.soort is Aanhouding.GAT:
            raise Geweigerd("", "hier ontbreken kilometers: wacht op een later bestand of aanvaard het gat")
        rij.opgelost_op, rij.opgelost_door = ctx.nu, ctx.actor.account_id
        noteer(s, ctx, "sluit", OBJECT, rij.id)


def _reden(reden: str) -> str:
    reden = " ".join(reden.split())
    if not reden:
        raise Geweigerd("reden", "schrijf waarom")
    if len(reden) > 500:
        raise Geweigerd("reden", "schrijf ten hoogste 500 tekens")
    return reden

# SPDX-License-Identifier: EUPL-1.2
"""Objecting to a posting, and answering: the posting itself never changes, a correction is a new one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.bezwaren.models import Boekingsbezwaar
from core.context import Context
from core.contributions import Berichtsoort
from core.ledger.models import Boeking, Run
from core.ledger.procedure import DEFINITIEF
from core.people.policy import HR, Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel

OBJECT = "core.boeking"
BEZWAAR = "bezwaar_boeking"
"""A task: ``sleutel`` is the number of a posting to which the employee objects."""
BEZWAAR_BEANTWOORD = "core.bezwaar_beantwoord"

LANGSTE_TEKST = 4000

BERICHTSOORTEN = (
    Berichtsoort(BEZWAAR_BEANTWOORD, "Er is een antwoord op je bezwaar tegen boeking {nummer}.", "boekingen.toon"),
)


def bezwaren_van(ctx: Context, boeking_id: int) -> Sequence[Boekingsbezwaar]:
    """Return the objections to a posting, the oldest first; none for who may not see them."""
    with ctx.database.lezen() as s:
        gevonden = s.scalars(
            select(Boekingsbezwaar).where(Boekingsbezwaar.boeking_id == boeking_id).order_by(Boekingsbezwaar.id)
        ).all()
        if not gevonden:
            return ()
        doel = _doel(s.get_one(Boeking, boeking_id))
    return gevonden if ctx.mag("maak_bezwaar", doel) or ctx.mag("beantwoord", doel) else ()


def maak_bezwaar(ctx: Context, boeking_id: int, tekst: str) -> int:
    """Object to one's own approved posting, and return the number of the objection; HR gets a task.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        vergrendel(s, f"{Boekingsbezwaar.__tablename__} {boeking_id}")
        boeking = _boeking(s, ctx, boeking_id, "maak_bezwaar")
        ontdaan = _lees("bezwaar", tekst, "schrijf op wat er niet klopt")
        if s.get_one(Run, boeking.run_id).status not in DEFINITIEF:
            raise Geweigerd("bezwaar", "dit bedrag is nog niet goedgekeurd; meld het bij HR")
        if _open(s, boeking_id) is not None:
            raise Geweigerd("bezwaar", "je vorige bezwaar tegen dit bedrag wacht nog op een antwoord")
        bezwaar = Boekingsbezwaar(
            boeking_id=boeking_id, medewerker_id=boeking.medewerker_id, tekst=ontdaan, ingediend_op=ctx.nu
        )
        s.add(bezwaar)
        s.flush()
        meld_taak(
            s, ctx, eenheid=boeking.eenheid, rol=HR.id, soort=BEZWAAR, sleutel=str(boeking_id), maand=boeking.periode
        )
        noteer(s, ctx, "maak_bezwaar", OBJECT, boeking_id, bezwaar=bezwaar.id)
        return bezwaar.id


def beantwoord(ctx: Context, boeking_id: int, antwoord: str) -> None:
    """Answer the open objection to a posting; the employee gets a message. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        vergrendel(s, f"{Boekingsbezwaar.__tablename__} {boeking_id}")
        boeking = _boeking(s, ctx, boeking_id, "beantwoord")
        ontdaan = _lees("antwoord", antwoord, "schrijf een antwoord")
        bezwaar = _open(s, boeking_id)
        if bezwaar is None:
            raise Geweigerd("antwoord", "er is geen bezwaar dat op een antwoord wacht")
        if ctx.actor.account_id is None or boeking.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("antwoord", "op je eigen bezwaar antwoordt een ander")
        bezwaar.antwoord, bezwaar.beantwoord_door, bezwaar.beantwoord_op = ontdaan, ctx.actor.account_id, ctx.nu
        los_taak_op(s, ctx, eenheid=boeking.eenheid, soort=BEZWAAR, sleutel=str(boeking_id))
        stuur(s, ctx, BEZWAAR_BEANTWOORD, boeking.medewerker_id, nummer=boeking_id)
        noteer(s, ctx, "beantwoord", OBJECT, boeking_id, bezwaar=bezwaar.id)


def _boeking(s: Session, ctx: Context, boeking_id: int, handeling: str) -> Boeking:
    boeking = s.get(Boeking, boeking_id)
    if boeking is None:
        raise GeenToegang(handeling, OBJECT)
    ctx.eis(handeling, _doel(boeking))
    return boeking


def _doel(boeking: Boeking) -> Doel:
    return Doel(OBJECT, eenheid=boeking.eenheid, medewerker_id=boeking.medewerker_id)


def _open(s: Session, boeking_id: int) -> Boekingsbezwaar | None:
    return s.scalar(
        select(Boekingsbezwaar).where(Boekingsbezwaar.boeking_id == boeking_id, Boekingsbezwaar.beantwoord_op.is_(None))
    )


def _lees(veld: str, tekst: str, leeg: str) -> str:
    ontdaan = tekst.strip()
    if not ontdaan:
        raise Geweigerd(veld, leeg)
    if len(ontdaan) > LANGSTE_TEKST:
        raise Geweigerd(veld, f"ten hoogste {LANGSTE_TEKST} tekens")
    return ontdaan

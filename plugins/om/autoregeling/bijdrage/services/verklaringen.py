# SPDX-License-Identifier: EUPL-1.2
"""The "Verklaring geen privégebruik": handed in by the driver, confirmed by HR, perhaps withdrawn (4.1, 12.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import HR, GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.merken import markeer_recht
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Verklaringstaat
from plugins.om.autoregeling.policy import EENHEID

TAAK = "om.verklaring_bevestigen"
BESLOTEN = "om.verklaring_besloten"
INTREKKING = "om.verklaring_ingetrokken"

GROOTSTE_DOCUMENT = 5_000_000
EERSTE_DAG = date(2020, 1, 1)
SOORTEN = {b"%PDF": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What a file begins with, and what it then is."""


@dataclass(frozen=True)
class Verklaringregel:
    """A declaration with whose it is."""

    rij: Privegebruikverklaring
    naam: str

    @property
    def heeft_document(self) -> bool:
        """Whether the letter itself was handed in."""
        return self.rij.documentnaam is not None


def dien_in(
    ctx: Context, ontvangen_op: date, kenmerk: str, document: bytes | None = None, documentnaam: str | None = None
) -> int:
    """Hand in one's own declaration, which HR then confirms. Returns its number.

    ``ontvangen_op`` is the day on which the werkgever got it. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("dien_in", policy.eigen(policy.VERKLARING, zelf))
    if zelf is None:
        raise GeenToegang("dien_in", policy.VERKLARING)
    kenmerk = kenmerk.strip()
    if not kenmerk or len(kenmerk) > 60:
        raise Geweigerd("kenmerk", "neem het kenmerk van de brief van de Belastingdienst over, ten hoogste 60 tekens")
    if not EERSTE_DAG <= ontvangen_op <= ctx.vandaag:
        raise Geweigerd("ontvangen_op", "vul de dag in waarop de werkgever de Verklaring kreeg, niet in de toekomst")
    if document is not None:
        soort_van(document)
    with ctx.database.transactie() as s:
        _vergrendel(s, zelf)
        _eis_los(s, zelf, ontvangen_op)
        rij = Privegebruikverklaring(
            medewerker_id=zelf,
            ontvangen_op=ontvangen_op,
            staat=Verklaringstaat.INGEDIEND,
            kenmerk=kenmerk,
            document=document,
            documentnaam=(documentnaam or "verklaring")[:120] if document is not None else None,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK, sleutel=str(rij.id))
        noteer(s, ctx, "dien_in", policy.VERKLARING, rij.id)
        return rij.id


def beslis(ctx: Context, verklaring_id: int, *, goed: bool, reden: str = "") -> None:
    """Confirm that a declaration was approved by the Belastingdienst and received, or refuse it with a reason.

    From the day of receipt there is no advance, also when that is in a month that was booked. Raises ``GeenToegang``
    and ``Geweigerd``.
    """
    ctx.eis("beslis", policy.doel(policy.VERKLARING))
    with ctx.database.transactie() as s:
        rij = _zoek(s, verklaring_id, "beslis")
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen Verklaring beslist een ander")
        if rij.staat is not Verklaringstaat.INGEDIEND:
            raise Geweigerd("", "over deze Verklaring is al beslist")
        if not goed and not reden.strip():
            raise Geweigerd("reden", "schrijf waarom; de berijder leest dit")
        rij.staat = Verklaringstaat.BEVESTIGD if goed else Verklaringstaat.AFGEWEZEN
        rij.reden = None if goed else reden.strip()[:500]
        rij.besloten_op, rij.besloten_door = ctx.nu, ctx.actor.account_id
        if goed:
            _markeer(s, ctx, rij, rij.ontvangen_op)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK, sleutel=str(rij.id))
        stuur(s, ctx, BESLOTEN, rij.medewerker_id)
        noteer(s, ctx, "bevestig" if goed else "wijs_af", policy.VERKLARING, rij.id)


def trek_in(ctx: Context, verklaring_id: int, per: date) -> None:
    """Record from which day a declaration no longer works: the driver withdrew it, or the Belastingdienst did.

    The driver reports it, or HR. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, verklaring_id, "trek_in")
        zelf = ctx.mag("trek_in", policy.eigen(policy.VERKLARING, rij.medewerker_id))
        if not zelf and not ctx.mag("leg_intrekking_vast", policy.doel(policy.VERKLARING)):
            raise GeenToegang("trek_in", policy.VERKLARING)
        if rij.staat is Verklaringstaat.AFGEWEZEN or rij.ingetrokken_per is not None:
            raise Geweigerd("", "deze Verklaring werkt al niet meer")
        if per < rij.ontvangen_op:
            raise Geweigerd("per", "deze dag ligt voor de dag van ontvangst")
        if per > ctx.vandaag:
            raise Geweigerd("per", "deze dag ligt in de toekomst; meld het als het zover is")
        rij.ingetrokken_per = per
        if rij.staat is Verklaringstaat.BEVESTIGD:
            _markeer(s, ctx, rij, per)
        if zelf:
            meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=INTREKKING, sleutel=str(rij.id))
        noteer(s, ctx, "trek_in", policy.VERKLARING, rij.id, per=per)


def gezien(ctx: Context, verklaring_id: int) -> None:
    """Close HR's task about a withdrawal that the driver reported."""
    ctx.eis("leg_intrekking_vast", policy.doel(policy.VERKLARING))
    with ctx.database.transactie() as s:
        los_taak_op(s, ctx, eenheid=EENHEID, soort=INTREKKING, sleutel=str(verklaring_id))
        noteer(s, ctx, "zie_intrekking", policy.VERKLARING, verklaring_id)


def laat_vervallen(ctx: Context, verklaring_id: int) -> None:
    """Take out a declaration that was recorded or confirmed by mistake: it never worked. Raises as ``beslis``."""
    ctx.eis("beslis", policy.doel(policy.VERKLARING))
    with ctx.database.transactie() as s:
        rij = _zoek(s, verklaring_id, "beslis")
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen Verklaring beslist een ander")
        if rij.staat is Verklaringstaat.BEVESTIGD:
            _markeer(s, ctx, rij, rij.ontvangen_op)
        rij.vervallen_op = ctx.nu
        for soort in (TAAK, INTREKKING):
            los_taak_op(s, ctx, eenheid=EENHEID, soort=soort, sleutel=str(rij.id))
        noteer(s, ctx, "laat_vervallen", policy.VERKLARING, rij.id)


def lijst(ctx: Context) -> Sequence[Verklaringregel]:
    """Return every declaration of the OM, what waits for HR on top. Raises ``GeenToegang``."""
    ctx.eis("bekijk", policy.doel(policy.VERKLARING))
    with ctx.database.lezen() as s:
        vraag = (
            select(Privegebruikverklaring, Medewerker.naam)
            .join(Medewerker, Medewerker.id == Privegebruikverklaring.medewerker_id)
            .where(Privegebruikverklaring.vervallen_op.is_(None))
            .order_by(Privegebruikverklaring.id.desc())
        )
        regels = [Verklaringregel(rij, naam) for rij, naam in s.execute(vraag)]
    return sorted(regels, key=lambda regel: regel.rij.staat is not Verklaringstaat.INGEDIEND)


def eigen_verklaringen(s: Session, medewerker_id: int) -> Sequence[Privegebruikverklaring]:
    """Return the declarations of a driver, the last one first."""
    return s.scalars(
        select(Privegebruikverklaring)
        .where(Privegebruikverklaring.medewerker_id == medewerker_id, Privegebruikverklaring.vervallen_op.is_(None))
        .order_by(Privegebruikverklaring.ontvangen_op.desc(), Privegebruikverklaring.id.desc())
    ).all()


def document(ctx: Context, verklaring_id: int) -> tuple[str, bytes]:
    """Return media type and content of a letter that was handed in; reading it is logged. Raises ``GeenToegang``."""
    with ctx.database.transactie() as s:
        rij = s.get(Privegebruikverklaring, verklaring_id)
        if rij is None or rij.document is None:
            raise GeenToegang("lees_document", policy.VERKLARING)
        ctx.eis("lees_document", policy.doel(policy.VERKLARING, rij.medewerker_id))
        noteer(s, ctx, "lees", policy.VERKLARING, rij.id)
        return soort_van(rij.document), rij.document


def soort_van(document: bytes) -> str:
    """Return the media type of a file by how it begins. Raises ``Geweigerd`` for another one, and for a large one."""
    if len(document) > GROOTSTE_DOCUMENT:
        raise Geweigerd("document", "het bestand is groter dan 5 MB")
    for begin, soort in SOORTEN.items():
        if document.startswith(begin):
            return soort
    raise Geweigerd("document", "stuur een pdf, een png of een jpeg")


def _markeer(s: Session, ctx: Context, rij: Privegebruikverklaring, vanaf: date) -> None:
    markeer_recht(s, ctx, [rij.medewerker_id], vanaf)


def _vergrendel(s: Session, medewerker_id: int) -> None:
    # Two at a time could each find that the other is not there.
    s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())


def _eis_los(s: Session, medewerker_id: int, van: date) -> None:
    rij = Privegebruikverklaring
    vraag = select(rij.id).where(
        rij.medewerker_id == medewerker_id,
        rij.vervallen_op.is_(None),
        rij.staat != Verklaringstaat.AFGEWEZEN,
        or_(rij.ingetrokken_per.is_(None), rij.ingetrokken_per > van),
    )
    if s.scalar(vraag.limit(1)) is not None:
        raise Geweigerd("ontvangen_op", "er is al een Verklaring die op deze dag werkt of later begint")


def _zoek(s: Session, verklaring_id: int, handeling: str) -> Privegebruikverklaring:
    rij = s.scalar(
        select(Privegebruikverklaring)
        .where(Privegebruikverklaring.id == verklaring_id, Privegebruikverklaring.vervallen_op.is_(None))
        .with_for_update()
    )
    if rij is None:
        raise GeenToegang(handeling, policy.VERKLARING)
    return rij

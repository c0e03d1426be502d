# SPDX-License-Identifier: EUPL-1.2
"""Paying a settlement in instalments: the driver asks, HR decides; payroll or the claim follows that (BW 7:632)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.ledger.models import Boeking
from core.people.models import Medewerker
from core.people.policy import HR, GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.maandbron import feit_van_jaar
from plugins.om.autoregeling.bijdrage.models import Termijnverzoek
from plugins.om.autoregeling.policy import BIJDRAGE, EENHEID, REGELING

TAAK = "om.termijnen_beslissen"
BESLOTEN = "om.termijnen_besloten"
OBJECT = "om.termijnverzoek"


@dataclass(frozen=True)
class Verzoekregel:
    """A request with whose it is."""

    rij: Termijnverzoek
    naam: str


def vraag(ctx: Context, jaar: int, termijnen: int, toelichting: str) -> int:
    """Ask to pay one's own settlement of a year in instalments. Returns the number of the request.

    Raises ``GeenToegang``, and ``Geweigerd`` without a settlement to pay or while a request is open.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("vraag_termijnen", policy.eigen(BIJDRAGE, zelf))
    if zelf is None:
        raise GeenToegang("vraag_termijnen", BIJDRAGE)
    if not 2 <= termijnen <= 24:
        raise Geweigerd("termijnen", "kies 2 tot en met 24 maanden")
    if len(toelichting) > 1000:
        raise Geweigerd("toelichting", "schrijf ten hoogste 1000 tekens")
    with ctx.database.transactie() as s:
        s.scalar(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update())
        te_betalen = s.scalars(
            select(Boeking.totaal_centen)
            .where(
                Boeking.eenheid == EENHEID,
                Boeking.regeling == REGELING,
                Boeking.medewerker_id == zelf,
                Boeking.feit == feit_van_jaar(jaar),
            )
            .order_by(Boeking.id.desc())
        ).first()
        if te_betalen is None or te_betalen >= 0:
            raise Geweigerd("jaar", "over dit jaar is er geen verrekening waarop je moet bijbetalen")
        open_ = select(Termijnverzoek.id).where(
            Termijnverzoek.medewerker_id == zelf, Termijnverzoek.jaar == jaar, Termijnverzoek.besloten_op.is_(None)
        )
        if s.scalar(open_) is not None:
            raise Geweigerd("", "je vorige verzoek wacht nog op een besluit van HR")
        rij = Termijnverzoek(
            medewerker_id=zelf, jaar=jaar, termijnen=termijnen, toelichting=toelichting.strip(), gevraagd_op=ctx.nu
        )
        s.add(rij)
        s.flush()
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK, sleutel=str(rij.id))
        noteer(s, ctx, "vraag", OBJECT, rij.id, jaar=jaar, termijnen=termijnen)
        return rij.id


def beslis(ctx: Context, verzoek_id: int, *, toegestaan: bool, antwoord: str) -> None:
    """Decide a request; the driver is told. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("beslis_termijnen", policy.doel(BIJDRAGE))
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Termijnverzoek).where(Termijnverzoek.id == verzoek_id).with_for_update())
        if rij is None:
            raise GeenToegang("beslis_termijnen", BIJDRAGE)
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen verzoek beslist een ander")
        if rij.besloten_op is not None:
            raise Geweigerd("", "over dit verzoek is al beslist")
        if not antwoord.strip() or len(antwoord) > 1000:
            raise Geweigerd("antwoord", "schrijf een antwoord van ten hoogste 1000 tekens; de berijder leest dit")
        rij.toegestaan, rij.antwoord = toegestaan, antwoord.strip()
        rij.besloten_op, rij.besloten_door = ctx.nu, ctx.actor.account_id
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK, sleutel=str(rij.id))
        stuur(s, ctx, BESLOTEN, rij.medewerker_id)
        noteer(s, ctx, "beslis", OBJECT, rij.id, toegestaan=toegestaan)


def lijst(ctx: Context) -> Sequence[Verzoekregel]:
    """Return every request, the open ones on top. Raises ``GeenToegang``."""
    ctx.eis("beslis_termijnen", policy.doel(BIJDRAGE))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Termijnverzoek, Medewerker.naam)
            .join(Medewerker, Medewerker.id == Termijnverzoek.medewerker_id)
            .order_by(Termijnverzoek.id.desc())
        ).all()
    return sorted((Verzoekregel(rij, naam) for rij, naam in rijen), key=lambda regel: regel.rij.besloten_op is not None)


def van(s: Session, medewerker_id: int, jaar: int) -> Termijnverzoek | None:
    """Return the last request of a driver about a year."""
    return s.scalars(
        select(Termijnverzoek)
        .where(Termijnverzoek.medewerker_id == medewerker_id, Termijnverzoek.jaar == jaar)
        .order_by(Termijnverzoek.id.desc())
    ).first()

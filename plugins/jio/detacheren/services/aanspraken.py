# SPDX-License-Identifier: EUPL-1.2
"""Claims to a function: laid by the employee, decided with a reason and a day by whom the setting names (JIO 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.opzoeken import leidinggevenden_van, teams_van
from core.people.policy import HR, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, Parameters, Parameterset
from plugins.jio.consignatie.models import Stap
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.services.sporen import begin_stap
from plugins.jio.detacheren import policy
from plugins.jio.detacheren.models import Functieaanspraak
from plugins.jio.detacheren.procedure import AANSPRAAK, Aanspraakstatus
from plugins.jio.detacheren.rules import GeenAanspraak
from plugins.jio.detacheren.services.register import standen

BESLISSER = "jio_det.beslisser"
TAAK_BESLIS = "jio.aanspraak_beslissen"
MEESTE_TEKENS = 2_000

_NIET_NU = {
    GeenAanspraak.NIET_GEDETACHEERD: "je bent vandaag niet gedetacheerd bij JIO",
    GeenAanspraak.PROJECT_OF_PROGRAMMA: "een detachering voor een project of programma geeft geen aanspraak",
    GeenAanspraak.NOG_GEEN_TWEE_JAAR: "de twee jaar in dezelfde functie zijn nog niet vol",
}


@dataclass(frozen=True)
class Aanspraakregel:
    """A claim as a page shows it."""

    id: int
    medewerker_id: int
    naam: str
    functie: str
    teller_vanaf: date
    aanspraak_vanaf: date
    status: Aanspraakstatus
    ingediend_op: datetime
    besluit_op: date | None
    reden: str | None

    @property
    def open(self) -> bool:
        """True while nobody decided."""
        return self.status is Aanspraakstatus.INGEDIEND


@dataclass(frozen=True)
class Aanspraakdossier:
    """A claim with the steps that were made, and whether the actor is the one to decide it now."""

    regel: Aanspraakregel
    stappen: tuple[tuple[str, datetime, str | None], ...]
    beslisser: str
    mag_beslissen: bool


def dien_in(ctx: Context) -> int:
    """Lay the actor's claim to the function of today; it opens a task for who decides. Returns its number.

    Raises ``Geweigerd`` while the rule gives no claim, and while one is open or granted.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("dien_in", doel(policy.AANSPRAAK, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker kan aanspraak maken")
    with ctx.database.transactie() as s:
        parameters = geldend(s, ctx.installatie)
        # Lock the person, so that two clicks lay one claim.
        s.scalar(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update())
        stand = standen(s, ctx, parameters, [zelf]).get(zelf)
        if stand is None:
            raise Geweigerd("", _NIET_NU[GeenAanspraak.NIET_GEDETACHEERD])
        uitkomst = stand.uitkomst
        if uitkomst is None:
            raise Geweigerd("", "HR moet eerst een instelling invullen; die heeft daar een taak voor")
        if not uitkomst.aanspraak or uitkomst.teller_vanaf is None or uitkomst.aanspraak_vanaf is None:
            raise Geweigerd("", _NIET_NU[uitkomst.reden or GeenAanspraak.NIET_GEDETACHEERD])
        functie = next(rij.functie for rij in stand.perioden if rij.van >= uitkomst.teller_vanaf)
        for eerder in s.scalars(select(Functieaanspraak).where(Functieaanspraak.medewerker_id == zelf)):
            if eerder.status is Aanspraakstatus.INGEDIEND:
                raise Geweigerd("", "je hebt al aanspraak gemaakt; er is nog niet over beslist")
            if eerder.status is Aanspraakstatus.TOEGEKEND and eerder.teller_vanaf == uitkomst.teller_vanaf:
                raise Geweigerd("", "je aanspraak op deze functie is al toegekend")
        rij = Functieaanspraak(
            medewerker_id=zelf,
            functie=functie,
            teller_vanaf=uitkomst.teller_vanaf,
            aanspraak_vanaf=uitkomst.aanspraak_vanaf,
            status=Aanspraakstatus.INGEDIEND,
            ingediend_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        begin_stap(s, ctx, policy.AANSPRAAK, rij.id, "dien_in", rij.status)
        if beslisser(parameters, ctx.vandaag) == "HR":
            meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_BESLIS, sleutel=str(rij.id))
        for leider in {wie.medewerker_id for wie in leidinggevenden_van(s, zelf, ctx.vandaag)}:
            stuur(s, ctx, "jio.aanspraak_ingediend", leider, aanspraak=rij.id)
        return rij.id


def trek_in(ctx: Context, aanspraak_id: int) -> None:
    """Withdraw one's own claim while nobody decided it."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, aanspraak_id, "trek_in")
        ctx.eis("trek_in", doel(policy.AANSPRAAK, medewerker_id=rij.medewerker_id))
        _zet(s, ctx, rij, "trek_in", None)


def beslis(ctx: Context, aanspraak_id: int, *, toegekend: bool, reden: str, besluit_op: date) -> None:
    """Decide a claim, with the reason and the day of the decision; the employee is told.

    Raises ``GeenToegang`` for who is not the one to decide, ``Geweigerd`` for one's own claim, and
    ``StapNietMogelijk`` when it was decided already.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, aanspraak_id, "beslis")
        if not _mag_beslissen(s, ctx, rij.medewerker_id, beslisser(geldend(s, ctx.installatie), ctx.vandaag)):
            raise GeenToegang("beslis", policy.AANSPRAAK)
        if ctx.actor.medewerker_id == rij.medewerker_id:
            raise Geweigerd("", "over je eigen aanspraak beslist een ander")
        reden = reden.strip()
        if not reden:
            raise Geweigerd("reden", "schrijf waarom; de medewerker leest dit")
        if len(reden) > MEESTE_TEKENS:
            raise Geweigerd("reden", f"schrijf ten hoogste {MEESTE_TEKENS} tekens")
        if besluit_op > ctx.vandaag:
            raise Geweigerd("besluit_op", "deze dag ligt in de toekomst")
        if besluit_op < rij.aanspraak_vanaf:
            raise Geweigerd("besluit_op", "op deze dag waren de twee jaar nog niet vol")
        _zet(s, ctx, rij, "ken_toe" if toegekend else "wijs_af", reden)
        rij.besluit_op, rij.reden = besluit_op, reden
        rij.besloten_door, rij.besloten_op = ctx.actor.account_id, ctx.nu
        stuur(s, ctx, "jio.aanspraak_besloten", rij.medewerker_id, aanspraak=rij.id)


def dossier(ctx: Context, aanspraak_id: int) -> Aanspraakdossier:
    """Return a claim that the actor may see. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = s.execute(
            select(Functieaanspraak, Medewerker.naam)
            .join(Medewerker, Medewerker.id == Functieaanspraak.medewerker_id)
            .where(Functieaanspraak.id == aanspraak_id)
        ).first()
        if gevonden is None:
            raise GeenToegang("bekijk", policy.AANSPRAAK)
        rij, naam = gevonden
        bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", policy.AANSPRAAK)
        teams = {team.id for team in teams_van(s, rij.medewerker_id, ctx.vandaag)}
        if not bereik.omvat(doel(policy.AANSPRAAK, medewerker_id=rij.medewerker_id)) and not teams & bereik.teams:
            raise GeenToegang("bekijk", policy.AANSPRAAK)
        stappen = s.execute(
            select(Stap.stap, Stap.op, Stap.toelichting)
            .where(Stap.soort == policy.AANSPRAAK, Stap.object_id == rij.id)
            .order_by(Stap.id)
        ).all()
        wie = beslisser(geldend(s, ctx.installatie), ctx.vandaag)
        mag = (
            rij.status is Aanspraakstatus.INGEDIEND
            and ctx.actor.medewerker_id != rij.medewerker_id
            and _mag_beslissen(s, ctx, rij.medewerker_id, wie)
        )
    return Aanspraakdossier(_regel(rij, naam), tuple((rij.stap, rij.op, rij.toelichting) for rij in stappen), wie, mag)


def aanspraken(ctx: Context) -> tuple[Aanspraakregel, ...]:
    """Return every claim of JIO, the open ones first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.AANSPRAAK))
    with ctx.database.lezen() as s:
        gevonden = _vraag(s)
    return tuple(sorted(gevonden, key=lambda regel: (not regel.open, -regel.id)))


def eigen_aanspraken(ctx: Context) -> tuple[Aanspraakregel, ...]:
    """Return the actor's own claims, the last one first."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(policy.AANSPRAAK, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        return tuple(reversed(_vraag(s, zelf)))


def beslisser(parameters: Parameterset, op: date) -> str:
    """Return who decides on a day: HR or LEIDINGGEVENDE. The text does not say it, so it is a setting."""
    return str(Parameters(parameters)[BESLISSER, op])


def _vraag(s: Session, medewerker_id: int | None = None) -> list[Aanspraakregel]:
    vraag = (
        select(Functieaanspraak, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Functieaanspraak.medewerker_id)
        .order_by(Functieaanspraak.id)
    )
    if medewerker_id is not None:
        vraag = vraag.where(Functieaanspraak.medewerker_id == medewerker_id)
    return [_regel(rij, naam) for rij, naam in s.execute(vraag)]


def _mag_beslissen(s: Session, ctx: Context, medewerker_id: int, wie: str) -> bool:
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "beslis", policy.AANSPRAAK)
    if wie == "HR":
        return bereik.omvat(doel(policy.AANSPRAAK))
    return bool(bereik.teams & {team.id for team in teams_van(s, medewerker_id, ctx.vandaag)})


def _zet(s: Session, ctx: Context, rij: Functieaanspraak, stap: str, toelichting: str | None) -> None:
    rij.status = Aanspraakstatus(AANSPRAAK.na(rij.status, stap))
    begin_stap(s, ctx, policy.AANSPRAAK, rij.id, stap, rij.status, toelichting)
    los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BESLIS, sleutel=str(rij.id))


def _zoek(s: Session, aanspraak_id: int, handeling: str) -> Functieaanspraak:
    rij = s.scalar(select(Functieaanspraak).where(Functieaanspraak.id == aanspraak_id).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, policy.AANSPRAAK)
    return rij


def _regel(rij: Functieaanspraak, naam: str) -> Aanspraakregel:
    return Aanspraakregel(
        rij.id,
        rij.medewerker_id,
        naam,
        rij.functie,
        rij.teller_vanaf,
        rij.aanspraak_vanaf,
        rij.status,
        rij.ingediend_op,
        rij.besluit_op,
        rij.reden,
    )

# SPDX-License-Identifier: EUPL-1.2
"""Reading what payroll paid, and comparing it with what was exported; HR explains what may stay different."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.berichten.models import Taak
from core.berichten.services import los_taak_op, meld_taak
from core.context import Context
from core.ledger.models import Boeking, Export, Exportregel, Run
from core.people.csvbestand import Importfout
from core.people.models import Medewerker
from core.people.policy import HR, Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from core.uitbetaling.bestand import Uitslagregel, lees
from core.uitbetaling.models import Loonuitslag, Uitbetalingsverklaring
from core.uitbetaling.rules import Betaalstand, Geexporteerd, Runstand, Uitbetaald, Vergelijking, per_run, vergelijk

OBJECT = "core.uitbetaling"
UITBETALING_VERSCHIL = "uitbetaling_verschil"
"""A task: ``sleutel`` is the month in which payroll paid something else than was exported."""

LANGSTE_REDEN = 2000


@dataclass(frozen=True)
class Leesverslag:
    """What a file came to. Bad lines were left out, one by one; good ones are stored."""

    regels: int
    nieuw: int
    gewijzigd: int
    ongewijzigd: int
    fouten: tuple[Importfout, ...]
    #: The months that the good lines are about.
    maanden: tuple[str, ...]


@dataclass(frozen=True)
class Maandstand:
    """A month of a unit, in cents."""

    eenheid: str
    maand: str
    geexporteerd_centen: int
    #: None while nothing came back from payroll.
    betaald_centen: int | None
    #: Differences that nobody explained.
    verschillen: int


@dataclass(frozen=True)
class Betaalregel:
    """A compared line with the person's name (None for somebody whom we do not know), and HR's explanation."""

    regel: Vergelijking
    naam: str | None
    verklaring: Uitbetalingsverklaring | None

    @property
    def vraagt_aandacht(self) -> bool:
        """True for a difference that nobody explained."""
        return self.regel.stand is not Betaalstand.BETAALD and self.verklaring is None


def lees_in(ctx: Context, eenheid: str, inhoud: bytes) -> Leesverslag:
    """Store what payroll paid to people of a unit; each bad line is refused by itself and named in the report.

    The same file again changes nothing; another amount for the same posting, or for the same person and wage code in a
    month, takes the place of the earlier one. Raises ``GeenToegang``.
    """
    ctx.eis("lees_in", Doel(OBJECT, eenheid=eenheid))
    som = sha256(inhoud).hexdigest()
    with ctx.database.transactie() as s:
        vergrendel(s, f"{Loonuitslag.__tablename__} {eenheid}")
        regels, fouten = lees(inhoud, _geexporteerde_maanden(s, eenheid))
        maanden = tuple(sorted({regel.maand for regel in regels}))
        bekend = {
            (rij.maand, rij.personeelsnummer, rij.looncode, rij.boeking_id): rij
            for rij in s.scalars(
                select(Loonuitslag).where(
                    Loonuitslag.eenheid == eenheid,
                    Loonuitslag.maand.in_(maanden),
                    Loonuitslag.vervallen_op.is_(None),
                )
            )
        }
        nieuw: list[Uitslagregel] = []
        gewijzigd = 0
        for regel in regels:
            betaald = regel.betaald
            oud = bekend.get((regel.maand, betaald.personeelsnummer, betaald.looncode, betaald.boeking_id))
            if oud is not None and oud.centen == betaald.centen:
                continue
            if oud is not None:
                oud.vervallen_op = ctx.nu
                gewijzigd += 1
            nieuw.append(regel)
        # The earlier rows lapse before the new ones come: the database allows one that counts.
        s.flush()
        s.add_all(_rij(ctx, eenheid, regel, som) for regel in nieuw)
        s.flush()
        for maand in maanden:
            _werk_taak_bij(s, ctx, eenheid, maand)
        if nieuw:
            noteer(s, ctx, "lees_in", OBJECT, som, eenheid=eenheid, regels=len(nieuw), geweigerd=len(fouten))
        return Leesverslag(
            len(regels) + len({fout.regel for fout in fouten}),
            len(nieuw) - gewijzigd,
            gewijzigd,
            len(regels) - len(nieuw),
            tuple(fouten),
            maanden,
        )


def maandstanden(ctx: Context, eenheden: Collection[str]) -> tuple[Maandstand, ...]:
    """Return every exported month of these units that the actor may see, the newest first. Three queries."""
    zichtbaar = [eenheid for eenheid in eenheden if ctx.mag("bekijk", Doel(OBJECT, eenheid=eenheid))]
    with ctx.database.lezen() as s:
        uit = {
            (eenheid, maand): int(centen)
            for eenheid, maand, centen in s.execute(
                select(Run.eenheid, Run.periode, func.sum(Export.totaal_centen))
                .join(Export, Export.run_id == Run.id)
                .where(Run.eenheid.in_(zichtbaar))
                .group_by(Run.eenheid, Run.periode)
            )
        }
        terug = {
            (eenheid, maand): int(centen)
            for eenheid, maand, centen in s.execute(
                select(Loonuitslag.eenheid, Loonuitslag.maand, func.sum(Loonuitslag.centen))
                .where(Loonuitslag.eenheid.in_(zichtbaar), Loonuitslag.vervallen_op.is_(None))
                .group_by(Loonuitslag.eenheid, Loonuitslag.maand)
            )
        }
        open_ = {
            (taak.eenheid, taak.sleutel): int(taak.gegevens["aantal"] or 0)
            for taak in s.scalars(
                select(Taak).where(
                    Taak.soort == UITBETALING_VERSCHIL, Taak.eenheid.in_(zichtbaar), Taak.opgelost_op.is_(None)
                )
            )
        }
    standen = (
        Maandstand(eenheid, maand, centen, terug.get((eenheid, maand)), open_.get((eenheid, maand), 0))
        for (eenheid, maand), centen in uit.items()
    )
    return tuple(sorted(standen, key=lambda stand: (stand.maand, stand.eenheid), reverse=True))


def vergelijking(ctx: Context, eenheid: str, maand: str) -> tuple[Betaalregel, ...]:
    """Return exported against paid of a month, what asks for attention on top; empty when nothing came back yet.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", Doel(OBJECT, eenheid=eenheid))
    with ctx.database.lezen() as s:
        regels = _vergelijk(s, eenheid, maand)
        namen = dict(
            s.execute(
                select(Medewerker.personeelsnummer, Medewerker.naam).where(
                    Medewerker.personeelsnummer.in_(
                        select(Loonuitslag.personeelsnummer).where(
                            Loonuitslag.eenheid == eenheid, Loonuitslag.maand == maand
                        )
                    )
                    | Medewerker.id.in_(
                        select(Boeking.medewerker_id)
                        .join(Exportregel, Exportregel.boeking_id == Boeking.id)
                        .join(Export, Export.id == Exportregel.export_id)
                        .join(Run, Run.id == Export.run_id)
                        .where(Run.eenheid == eenheid, Run.periode == maand)
                    )
                )
            ).all()
        )
        verklaard = _verklaringen(s, eenheid, maand)
    volledig = [
        Betaalregel(regel, namen.get(regel.personeelsnummer), verklaard.get(_kenmerk(regel))) for regel in regels
    ]
    return tuple(sorted(volledig, key=lambda een: (not een.vraagt_aandacht, een.regel.stand == Betaalstand.BETAALD)))


def runstanden(ctx: Context, eenheid: str, maand: str) -> tuple[Runstand, ...]:
    """Return exported against confirmed of each run of a month; nothing while nothing came back.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", Doel(OBJECT, eenheid=eenheid))
    with ctx.database.lezen() as s:
        betaald = _betaald(s, eenheid, maand)
        if not betaald:
            return ()
        rijen = _geexporteerd(s, eenheid, maand)
    uit = [geexporteerd for geexporteerd, _run in rijen]
    run_van = {geexporteerd.boeking_id: run for geexporteerd, run in rijen}
    return per_run(vergelijk(uit, betaald), uit, run_van)


def verklaar(
    ctx: Context, eenheid: str, maand: str, personeelsnummer: str, looncode: str, boeking_id: int | None, reden: str
) -> None:
    """Record why a difference may stay as it is. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("verklaar", Doel(OBJECT, eenheid=eenheid))
    if ctx.actor.account_id is None:
        raise GeenToegang("verklaar", OBJECT)
    if not reden.strip():
        raise Geweigerd("reden", "schrijf op waarom dit zo mag blijven")
    if len(reden) > LANGSTE_REDEN:
        raise Geweigerd("reden", f"ten hoogste {LANGSTE_REDEN} tekens")
    with ctx.database.transactie() as s:
        vergrendel(s, f"{Loonuitslag.__tablename__} {eenheid}")
        gezocht = (personeelsnummer, looncode, boeking_id)
        regel = next(
            (
                een
                for een in _vergelijk(s, eenheid, maand)
                if (een.personeelsnummer, een.looncode, _eerste(een)) == gezocht and een.stand != Betaalstand.BETAALD
            ),
            None,
        )
        if regel is None:
            raise Geweigerd("", "dit verschil is er niet meer")
        wie = s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == personeelsnummer))
        if wie is not None and wie == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen bedrag beslist een ander")
        verklaring = Uitbetalingsverklaring(
            eenheid=eenheid,
            maand=maand,
            personeelsnummer=personeelsnummer,
            looncode=looncode,
            boeking_id=_eerste(regel),
            geexporteerd_centen=regel.geexporteerd_centen,
            betaald_centen=regel.betaald_centen,
            reden=reden.strip(),
            door=ctx.actor.account_id,
            op=ctx.nu,
        )
        s.add(verklaring)
        s.flush()
        noteer(s, ctx, "verklaar", OBJECT, verklaring.id, eenheid=eenheid, maand=maand)
        _werk_taak_bij(s, ctx, eenheid, maand)


def _geexporteerde_maanden(s: Session, eenheid: str) -> frozenset[str]:
    return frozenset(
        s.scalars(select(Run.periode).join(Export, Export.run_id == Run.id).where(Run.eenheid == eenheid).distinct())
    )


def _vergelijk(s: Session, eenheid: str, maand: str) -> tuple[Vergelijking, ...]:
    betaald = _betaald(s, eenheid, maand)
    if not betaald:
        return ()
    return vergelijk([geexporteerd for geexporteerd, _run in _geexporteerd(s, eenheid, maand)], betaald)


def _betaald(s: Session, eenheid: str, maand: str) -> list[Uitbetaald]:
    vraag = select(
        Loonuitslag.personeelsnummer, Loonuitslag.looncode, Loonuitslag.boeking_id, Loonuitslag.centen
    ).where(Loonuitslag.eenheid == eenheid, Loonuitslag.maand == maand, Loonuitslag.vervallen_op.is_(None))
    return [Uitbetaald(*rij) for rij in s.execute(vraag)]


def _geexporteerd(s: Session, eenheid: str, maand: str) -> list[tuple[Geexporteerd, int]]:
    """Return what was exported in a month, each with the run whose file it stood in."""
    vraag = (
        select(Boeking.id, Medewerker.personeelsnummer, Exportregel.looncode, Boeking.centen, Run.id)
        .join(Exportregel, Exportregel.boeking_id == Boeking.id)
        .join(Export, Export.id == Exportregel.export_id)
        .join(Run, Run.id == Export.run_id)
        .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
        .where(Run.eenheid == eenheid, Run.periode == maand)
    )
    return [
        (Geexporteerd(boeking, nummer, looncode, centen), run)
        for boeking, nummer, looncode, centen, run in s.execute(vraag)
    ]


_Kenmerk = tuple[str, str, int | None, int | None, int | None]


def _kenmerk(regel: Vergelijking) -> _Kenmerk:
    """What an explanation is about: the line, and both amounts."""
    return (
        regel.personeelsnummer,
        regel.looncode,
        _eerste(regel),
        regel.geexporteerd_centen,
        regel.betaald_centen,
    )


def _eerste(regel: Vergelijking) -> int | None:
    return regel.boekingen[0] if regel.boekingen else None


def _verklaringen(s: Session, eenheid: str, maand: str) -> dict[_Kenmerk, Uitbetalingsverklaring]:
    vraag = select(Uitbetalingsverklaring).where(
        Uitbetalingsverklaring.eenheid == eenheid, Uitbetalingsverklaring.maand == maand
    )
    return {
        (een.personeelsnummer, een.looncode, een.boeking_id, een.geexporteerd_centen, een.betaald_centen): een
        for een in s.scalars(vraag.order_by(Uitbetalingsverklaring.id))
    }


def _werk_taak_bij(s: Session, ctx: Context, eenheid: str, maand: str) -> None:
    verklaard = _verklaringen(s, eenheid, maand)
    aantal = sum(
        regel.stand is not Betaalstand.BETAALD and _kenmerk(regel) not in verklaard
        for regel in _vergelijk(s, eenheid, maand)
    )
    los_taak_op(s, ctx, eenheid=eenheid, soort=UITBETALING_VERSCHIL, sleutel=maand)
    if aantal:
        meld_taak(
            s, ctx, eenheid=eenheid, rol=HR.id, soort=UITBETALING_VERSCHIL, sleutel=maand, maand=maand, aantal=aantal
        )


def _rij(ctx: Context, eenheid: str, regel: Uitslagregel, som: str) -> Loonuitslag:
    return Loonuitslag(
        eenheid=eenheid,
        maand=regel.maand,
        personeelsnummer=regel.betaald.personeelsnummer,
        looncode=regel.betaald.looncode,
        boeking_id=regel.betaald.boeking_id,
        centen=regel.betaald.centen,
        sha256=som,
        gelezen_door=ctx.actor.account_id,
        gelezen_op=ctx.nu,
    )

# SPDX-License-Identifier: EUPL-1.2
"""The yearly check of everybody who holds a car: advice by Centraal Wagenparkbeheer, decision by the werkgever (2.2).

"Structurally" is about more than one year: earlier years and absence stand beside the count, and one year below
10,000 km is advice that says so, not an end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.opzoeken import afwezigheden
from core.people.policy import GeenToegang
from core.rules import Geweigerd, Stap
from core.rules.uitleg import gelezen
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruik, Gebruikssoort, Omonderdeel, Rit, Ritklasse
from plugins.om.autoregeling.opzoeken import eis_beheer, eis_werkgever
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.jaartoets import Advies, Kilometers, Toetsvraag, jaartoets
from plugins.om.autoregeling.wagenpark import procedure
from plugins.om.autoregeling.wagenpark.models import Jaartoetsregel, Stuksoort, Toekenningsdossier
from plugins.om.autoregeling.wagenpark.policy import JAARTOETS, doel
from plugins.om.autoregeling.wagenpark.procedure import Toekenningstatus, Toetsstatus
from plugins.om.autoregeling.wagenpark.services.aanvragen import criteria_van
from plugins.om.autoregeling.wagenpark.services.autos import zakelijke_kilometers
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers, neem_op, zet_stap
from plugins.om.autoregeling.wagenpark.services.einde import Eindegrond, Eindevraag, beeindig_in
from plugins.om.autoregeling.wagenpark.services.gebruik import geldend_gebruik
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import in_onderdelen, omvat, werkgever_van, zichtbaar

EERDERE_JAREN = 3


@dataclass(frozen=True)
class Beoordeling:
    """What Centraal Wagenparkbeheer establishes about one holder, with the werkgever (2.2)."""

    regel_id: int
    registratie_correct: bool
    #: The other criteria of the decision that still hold.
    nog_geldig: tuple[Criterium, ...] = ()


@dataclass(frozen=True)
class Toetsregel:
    """One holder in the check of a year."""

    rij: Jaartoetsregel
    naam: str
    onderdeel: str
    criteria: tuple[Criterium, ...]
    #: Whole kilometres of class z as they are counted now.
    kilometers: int
    #: Trips of the year that are still to be judged: the register is not correct while there are any.
    open_ritten: int
    #: Year and kilometres, the last year first.
    eerder: tuple[tuple[int, int], ...]
    #: Days away in the year, without a cause.
    afwezig: int
    stappen: tuple[Stap, ...]
    mag_beslissen: bool


def zet_klaar(ctx: Context, jaar: int) -> int:
    """Put everybody in the list who held a car on a grant in a year; again it adds only who is not in it.

    Returns how many were added. Raises ``GeenToegang``, and ``Geweigerd`` for a year that is not over.
    """
    ctx.eis("toets", doel(JAARTOETS))
    _eis_voorbij(ctx, jaar)
    with ctx.database.transactie() as s:
        eis_beheer(s, ctx, None)
        vergrendel(s, f"{Jaartoetsregel.__tablename__}:{jaar}")
        al = set(s.scalars(select(Jaartoetsregel.toekenning_id).where(Jaartoetsregel.jaar == jaar)))
        houders = s.scalars(
            select(Toekenningsdossier)
            .join(Gebruik, Gebruik.toekenning_id == Toekenningsdossier.id)
            .where(
                Gebruik.vervallen_op.is_(None),
                Gebruik.soort == Gebruikssoort.EIGEN,
                Gebruik.van <= date(jaar, 12, 31),
                (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met > date(jaar, 12, 31)),
                Toekenningsdossier.status == Toekenningstatus.TOEGEKEND,
            )
            .order_by(Toekenningsdossier.id)
            .distinct()
        ).all()
        nieuw = [houder for houder in houders if houder.id not in al]
        for houder in nieuw:
            s.add(
                Jaartoetsregel(
                    jaar=jaar,
                    toekenning_id=houder.id,
                    medewerker_id=houder.medewerker_id,
                    onderdeel_id=houder.onderdeel_id,
                    status=Toetsstatus.TE_TOETSEN,
                )
            )
        noteer(s, ctx, "zet_klaar", JAARTOETS, jaar, aantal=len(nieuw))
        return len(nieuw)


def adviseer(ctx: Context, beoordelingen: Sequence[Beoordeling]) -> int:
    """Calculate the advice about many holders at once; the werkgever of each is told. Returns how many.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``; then nothing is stored.
    """
    ctx.eis("toets", doel(JAARTOETS))
    if not beoordelingen:
        raise Geweigerd("", "kies ten minste een medewerker")
    with transactie(ctx) as s:
        eis_beheer(s, ctx, None)
        onderdelen = set()
        jaren: dict[int, Mapping[int, int]] = {}
        for beoordeling in sorted(beoordelingen, key=lambda een: een.regel_id):
            rij = _zoek(s, beoordeling.regel_id, "toets")
            if rij.jaar not in jaren:
                jaren[rij.jaar] = zakelijke_kilometers(s, rij.jaar)
            dossier = s.get_one(Toekenningsdossier, rij.toekenning_id)
            kilometers = jaren[rij.jaar].get(rij.medewerker_id, 0)
            vraag = Toetsvraag(
                jaar=rij.jaar,
                toegekend_op=criteria_van(dossier),
                kilometers=Kilometers(kilometers),
                registratie_correct=beoordeling.registratie_correct,
                nog_geldig=beoordeling.nog_geldig,
            )
            antwoord = bereken(s, ctx, jaartoets, vraag)
            zet_stap(s, ctx, procedure.JAARTOETS, JAARTOETS, rij, "adviseer")
            rij.kilometers_z, rij.registratie_correct = kilometers, beoordeling.registratie_correct
            rij.advies = antwoord.uitkomst.advies
            rij.invoer, rij.uitkomst = antwoord.velden["invoer"], antwoord.velden["uitkomst"]
            rij.uitleg = antwoord.velden["uitleg"]
            rij.geadviseerd_op, rij.geadviseerd_door = ctx.nu, ctx.actor.account_id
            onderdelen.add((rij.onderdeel_id, rij.jaar))
        for onderdeel_id, jaar in sorted(onderdelen):
            meld_werkgevers(s, ctx, "om.jaartoets_advies", onderdeel_id, jaar=jaar)
    return len(beoordelingen)


def beslis(ctx: Context, regel_id: int, *, voortzetten: bool, motivering: str) -> None:
    """Decide on the advice; the employee gets a letter. Ending it is the finding that the criterion no longer holds.

    Raises ``GeenToegang``; ``Geweigerd`` for who is no werkgever there, for the own car, and without reasons;
    ``StapNietMogelijk`` before the advice and when it was decided already.
    """
    ctx.eis("beslis", doel(JAARTOETS))
    with transactie(ctx) as s:
        rij = _zoek(s, regel_id, "beslis")
        eis_werkgever(s, ctx, rij.onderdeel_id, over=rij.medewerker_id)
        if not motivering.strip():
            raise Geweigerd("motivering", "schrijf waarom; de medewerker leest dit")
        zet_stap(s, ctx, procedure.JAARTOETS, JAARTOETS, rij, "beslis")
        rij.voortzetten, rij.motivering = voortzetten, motivering.strip()
        rij.besloten_op, rij.besloten_door = ctx.nu, ctx.actor.account_id
        neem_op(
            s,
            ctx,
            Stuksoort.JAARTOETS,
            rij.medewerker_id,
            rij.id,
            tekst=rij.motivering,
            uitleg=rij.uitleg or [],
            jaar=rij.jaar,
            besluit="voortzetten" if voortzetten else "beeindigen",
        )
        if voortzetten:
            stuur(s, ctx, "om.jaartoets_besloten", rij.medewerker_id, jaar=rij.jaar)
            return
        gebruik = s.scalars(
            select(Gebruik.id)
            .where(
                Gebruik.toekenning_id == rij.toekenning_id,
                Gebruik.vervallen_op.is_(None),
                Gebruik.soort == Gebruikssoort.EIGEN,
            )
            .order_by(Gebruik.van.desc())
        ).first()
        if gebruik is None:
            raise Geweigerd("", "er is geen auto meer in gebruik op deze toekenning")
        vraag = Eindevraag(Eindegrond.CRITERIUM_VERVALLEN, ctx.vandaag, rij.motivering)
        beeindig_in(s, ctx, geldend_gebruik(s, gebruik, "beslis"), vraag)


def lijst(ctx: Context, jaar: int) -> tuple[Toetsregel, ...]:
    """Return the check of a year of the units that the actor sees, with earlier years and absence beside it.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", doel(JAARTOETS))
    with ctx.database.lezen() as s:
        vraag = (
            select(Jaartoetsregel, Medewerker.naam, Omonderdeel.naam, Toekenningsdossier)
            .join(Medewerker, Medewerker.id == Jaartoetsregel.medewerker_id)
            .join(Omonderdeel, Omonderdeel.id == Jaartoetsregel.onderdeel_id)
            .join(Toekenningsdossier, Toekenningsdossier.id == Jaartoetsregel.toekenning_id)
            .where(
                Jaartoetsregel.jaar == jaar,
                in_onderdelen(Jaartoetsregel.onderdeel_id, zichtbaar(s, ctx, JAARTOETS)),
            )
            .order_by(Omonderdeel.naam, Medewerker.naam)
        )
        rijen = s.execute(vraag).all()
        wie = [rij[0].medewerker_id for rij in rijen]
        tellingen = {een: zakelijke_kilometers(s, een) for een in range(jaar - EERDERE_JAREN, jaar + 1)}
        eerste, laatste = date(jaar, 1, 1), date(jaar, 12, 31)
        weg: dict[int, set[int]] = {}
        for periode in afwezigheden(s, wie, eerste, laatste):
            van, tot = max(periode.van, eerste), min(periode.tot_en_met or laatste, laatste)
            weg.setdefault(periode.medewerker_id, set()).update(range(van.toordinal(), tot.toordinal() + 1))
        open_: dict[int, int] = {}
        for nr in s.scalars(
            select(Rit.medewerker_id).where(
                Rit.medewerker_id.in_(wie),
                Rit.vervangen_op.is_(None),
                Rit.klasse == Ritklasse.O,
                Rit.dag >= eerste,
                Rit.dag <= laatste,
            )
        ):
            open_[nr or 0] = open_.get(nr or 0, 0) + 1
        als_werkgever = werkgever_van(s, ctx)
    return tuple(
        Toetsregel(
            rij,
            naam,
            onderdeel,
            criteria_van(dossier),
            tellingen[jaar].get(rij.medewerker_id, 0),
            open_.get(rij.medewerker_id, 0),
            tuple(
                (een, tellingen[een].get(rij.medewerker_id, 0)) for een in range(jaar - 1, jaar - 1 - EERDERE_JAREN, -1)
            ),
            len(weg.get(rij.medewerker_id, ())),
            tuple(gelezen(rij.uitleg or [])),
            rij.status is Toetsstatus.GEADVISEERD
            and rij.medewerker_id != ctx.actor.medewerker_id
            and omvat(als_werkgever, rij.onderdeel_id),
        )
        for rij, naam, onderdeel, dossier in rijen
    )


def te_beslissen(ctx: Context) -> int:
    """Return about how many holders the actor has to decide as werkgever."""
    with ctx.database.lezen() as s:
        onderdelen = werkgever_van(s, ctx)
        if onderdelen is not None and not onderdelen:
            return 0
        vraag = select(Jaartoetsregel.id).where(
            Jaartoetsregel.status == Toetsstatus.GEADVISEERD,
            Jaartoetsregel.medewerker_id != ctx.actor.medewerker_id,
            in_onderdelen(Jaartoetsregel.onderdeel_id, onderdelen),
        )
        return len(s.scalars(vraag).all())


def is_niet_gehaald(rij: Jaartoetsregel) -> bool:
    """Tell whether the advice says that this one year does not meet criterion a: not that the use must end."""
    return rij.advies is Advies.BEEINDIGEN


def _eis_voorbij(ctx: Context, jaar: int) -> None:
    if not 2020 <= jaar < ctx.vandaag.year:
        raise Geweigerd("jaar", "toets een jaar dat voorbij is, vanaf 2020")


def _zoek(s: Session, regel_id: int, handeling: str) -> Jaartoetsregel:
    rij = s.scalar(select(Jaartoetsregel).where(Jaartoetsregel.id == regel_id).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, JAARTOETS)
    return rij

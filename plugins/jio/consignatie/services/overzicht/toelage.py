# SPDX-License-Identifier: EUPL-1.2
"""What a month of duties pays one person, why, how far it is, and how it differs from the month before (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.context import Context
from core.ledger.models import Boeking, Run
from core.ledger.procedure import DEFINITIEF, Runstatus
from core.people.opzoeken import Inschalingen, inschalingen
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Feit, Geweigerd, ParameterOntbreekt, Stap
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.maandbron import feit_van_dienst
from plugins.jio.consignatie.models import Declaratie, Declaratiesoort, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, REGELING, Declaratiestatus
from plugins.jio.consignatie.rules.toelage import Kwartieren, toelage
from plugins.jio.consignatie.services.brieven import Brief, brieven
from plugins.jio.consignatie.services.declareerbaar import wordt_gedeclareerd
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, maand
from plugins.jio.consignatie.services.overzicht.perioden import lees_maand, vorige_maand
from plugins.jio.consignatie.services.teams import Situaties
from plugins.jio.consignatie.services.toelagen import Ontbreekt, toelagegegevens

MAANDEN_TERUG = 10
"""How many months the bars show."""


class Stand(StrEnum):
    """How far the pay of a duty is."""

    KOMT = "komt"
    """The duty is still to be performed; the amount is what it would be now."""
    VOORLOPIG = "voorlopig"
    GOEDGEKEURD = "goedgekeurd"
    UITBETAALD = "uitbetaald"
    """Handed to payroll."""


@dataclass(frozen=True)
class Dienstbedrag:
    """What one duty pays. ``centen`` None is not known; ``ontbreekt`` then says why, as keys or codes."""

    dienst_id: int
    dinsdag: date
    periode: str
    vakken: tuple[Tijdvak, ...]
    kwartieren: Kwartieren | None
    centen: int | None
    stappen: tuple[Stap, ...]
    feiten: tuple[Feit, ...]
    salaris_centen: int | None
    ontbreekt: tuple[str, ...]
    stand: Stand
    declaratie_id: int | None
    declaratiestatus: Declaratiestatus | None
    #: What was booked in final runs; None while nothing was.
    geboekt_centen: int | None

    @property
    def wordt_gecorrigeerd(self) -> bool:
        """True when something changed after it was booked: the difference follows in a later month."""
        return self.geboekt_centen is not None and self.centen is not None and self.geboekt_centen != self.centen


@dataclass(frozen=True)
class Maandbedrag:
    """The duties of a month together."""

    periode: str
    diensten: tuple[Dienstbedrag, ...]

    @property
    def centen(self) -> int:
        """What is known of the month."""
        return sum(dienst.centen or 0 for dienst in self.diensten)

    @property
    def volledig(self) -> bool:
        """True when the amount of every duty is known."""
        return all(dienst.centen is not None for dienst in self.diensten)

    @property
    def stand(self) -> Stand:
        """How far the least far duty is."""
        volgorde = list(Stand)
        return min((dienst.stand for dienst in self.diensten), key=volgorde.index, default=Stand.VOORLOPIG)

    @property
    def weekkwartieren(self) -> int:
        """Quarters on Monday to Friday."""
        return sum(dienst.kwartieren.maandag_vrijdag for dienst in self.diensten if dienst.kwartieren)

    @property
    def weekendkwartieren(self) -> int:
        """Quarters on Saturdays, Sundays and holidays."""
        return sum(
            dienst.kwartieren.totaal - dienst.kwartieren.maandag_vrijdag
            for dienst in self.diensten
            if dienst.kwartieren
        )


class Oorzaak(StrEnum):
    """Why a month pays another amount than the month before."""

    AANTAL_DIENSTEN = "aantal_diensten"
    WEEKKWARTIEREN = "weekkwartieren"
    WEEKENDKWARTIEREN = "weekendkwartieren"
    SALARIS = "salaris"
    PARAMETER = "parameter"
    NIET_BEKEND = "niet_bekend"


@dataclass(frozen=True)
class Verschil:
    """One cause of a difference: what it was and what it is now; ``feit`` for a changed figure."""

    oorzaak: Oorzaak
    was: int = 0
    nu: int = 0
    feit: Feit | None = None


@dataclass(frozen=True)
class Maandtoelage:
    """A month, the month before, and what was booked in the months until then."""

    maand: Maandbedrag
    vorige: Maandbedrag
    verschillen: tuple[Verschil, ...]
    #: Booked in final runs, by month, oldest first; the month itself may not be in it yet.
    geboekt: Mapping[str, int]


def maandtoelage(ctx: Context, periode: str) -> Maandtoelage:
    """Return what the actor's duties of a month pay, in eight queries. Raises ``GeenToegang`` and ``Geweigerd``.

    What is not approved yet is calculated all the same and called provisional: silence about it would be worse.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_bedrag", policy.doel(policy.DIENST, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("medewerker", "alleen een medewerker heeft een toelage")
    lees_maand(periode)
    vorige = vorige_maand(periode)
    with ctx.database.lezen() as s:
        geboekt = _geboekt(s, zelf, vorige_maand(periode, MAANDEN_TERUG), periode)
        diensten = _diensten(s, ctx, zelf, vorige, periode, geboekt)
    deze, eerder = (
        Maandbedrag(naam, tuple(dienst for dienst in diensten if dienst.periode == naam)) for naam in (periode, vorige)
    )
    per_maand: dict[str, int] = {}
    for naam, _, centen, status in geboekt:
        if status in DEFINITIEF:
            per_maand[naam] = per_maand.get(naam, 0) + centen
    return Maandtoelage(deze, eerder, tuple(_verschillen(deze, eerder)), per_maand)


_Geboekt = tuple[str, str, int, Runstatus]
"""Month, fact, cents, and how far the run is."""


def _geboekt(s: Session, medewerker_id: int, van: str, tot_en_met: str) -> list[_Geboekt]:
    return [
        (rij.periode, rij.feit, rij.centen, Runstatus(rij.status))
        for rij in s.execute(
            select(Boeking.periode, Boeking.feit, Boeking.centen, Run.status)
            .join(Run, Run.id == Boeking.run_id)
            .where(
                Boeking.medewerker_id == medewerker_id,
                Boeking.eenheid == policy.EENHEID,
                Boeking.regeling == REGELING,
                Boeking.periode.between(van, tot_en_met),
            )
            .order_by(Boeking.periode, Boeking.id)
        )
    ]


def _diensten(
    s: Session, ctx: Context, zelf: int, van: str, tot_en_met: str, geboekt: Sequence[_Geboekt]
) -> list[Dienstbedrag]:
    parameters = geldend(s, ctx.installatie)
    kalender = Dienstkalender(parameters)
    # A duty that begins in the month after may belong to this one under no reading; one before it may.
    begin, einde = maand(van).van - timedelta(days=15), maand(tot_en_met).tot + timedelta(days=15)
    diensten: dict[int, Dienst] = {}
    vakken: dict[int, list[Tijdvak]] = {}
    for dienst, tijd_van, tijd_tot in s.execute(
        select(Dienst, Dienstdeel.van, Dienstdeel.tot)
        .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(
            Dienstdeel.medewerker_id == zelf,
            Dienstdeel.vervallen_op.is_(None),
            Rooster.status.in_(GELDENDE_ROOSTERS),
            wordt_gedeclareerd(),
            Dienst.einde >= begin,
            Dienst.begin < einde,
        )
        .order_by(Dienst.begin, Dienst.id, Dienstdeel.van)
    ):
        diensten[dienst.id] = dienst
        vakken.setdefault(dienst.id, []).append(Tijdvak(tijd_van, tijd_tot))
    claims = {
        claim.dienst_id: claim
        for claim in s.scalars(
            select(Declaratie).where(
                Declaratie.dienst_id.in_(diensten),
                Declaratie.medewerker_id == zelf,
                Declaratie.soort == Declaratiesoort.CONSIGNATIE,
                Declaratie.vervallen_op.is_(None),
            )
        )
    }
    letters = brieven(s, [zelf]).get(zelf, ())
    salarissen, situaties = inschalingen(s, [zelf]), Situaties(s, parameters)
    uit = []
    for dienst in diensten.values():
        periode = kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde)
        eigen = tuple(samengevoegd(vakken[dienst.id]))
        antwoord, ontbreekt = _bereken(dienst, eigen, letters, salarissen, situaties, kalender, zelf)
        claim = claims.get(dienst.id)
        boekingen = [(centen, status) for _, feit, centen, status in geboekt if feit == feit_van_dienst(dienst.id)]
        definitief = [(centen, status) for centen, status in boekingen if status in DEFINITIEF]
        salaris = salarissen.op(zelf, dienst.dinsdag, policy.EENHEID)
        uit.append(
            Dienstbedrag(
                dienst.id,
                dienst.dinsdag,
                periode,
                eigen,
                antwoord.uitkomst.kwartieren if antwoord else None,
                antwoord.uitkomst.toelage_centen if antwoord else (0 if ontbreekt == _ZONDER_BRIEF else None),
                antwoord.stappen if antwoord else _waarom_niet(ontbreekt),
                antwoord.feiten if antwoord else (),
                salaris.maandsalaris_centen if salaris else None,
                ontbreekt,
                _stand(dienst.einde > ctx.nu, [status for _, status in definitief]),
                claim.id if claim else None,
                claim.status if claim else None,
                sum(centen for centen, _ in definitief) if definitief else None,
            )
        )
    return uit


_ZONDER_BRIEF = (str(Ontbreekt.GEEN_AANWIJZING),)


def _waarom_niet(ontbreekt: tuple[str, ...]) -> tuple[Stap, ...]:
    return (Stap("JIO 7.6", "JIO-CONS/toelage.geen_aanwijzing", {}),) if ontbreekt == _ZONDER_BRIEF else ()


def _bereken(
    dienst: Dienst,
    vakken: Sequence[Tijdvak],
    letters: Sequence[Brief],
    salarissen: Inschalingen,
    situaties: Situaties,
    kalender: Dienstkalender,
    zelf: int,
) -> tuple[Antwoord | None, tuple[str, ...]]:
    """Return the explained allowance of a duty, or what is missing for it."""
    salaris = salarissen.op(zelf, dienst.dinsdag, policy.EENHEID)
    gegeven = toelagegegevens(
        dienst.dinsdag,
        vakken,
        letters,
        salaris.maandsalaris_centen if salaris else None,
        situaties.op(dienst.team_id, dienst.dinsdag),
    )
    if isinstance(gegeven, Ontbreekt):
        return None, (str(gegeven),)
    try:
        return toelage.bereken(gegeven, kalender.parameters), ()
    except ParameterOntbreekt as fout:
        return None, tuple(dict.fromkeys(sleutel for sleutel, _ in fout.ontbrekend))


def _stand(komt: bool, definitief: Sequence[Runstatus]) -> Stand:
    if definitief:
        alles = all(status is Runstatus.GEEXPORTEERD for status in definitief)
        return Stand.UITBETAALD if alles else Stand.GOEDGEKEURD
    return Stand.KOMT if komt else Stand.VOORLOPIG


def _verschillen(deze: Maandbedrag, eerder: Maandbedrag) -> list[Verschil]:
    """Return the causes of the difference between two months, the weightiest first."""
    if not deze.diensten and not eerder.diensten:
        return []
    if not deze.volledig or not eerder.volledig:
        return [Verschil(Oorzaak.NIET_BEKEND)]
    tellingen = {
        Oorzaak.AANTAL_DIENSTEN: (len(eerder.diensten), len(deze.diensten)),
        Oorzaak.WEEKKWARTIEREN: (eerder.weekkwartieren, deze.weekkwartieren),
        Oorzaak.WEEKENDKWARTIEREN: (eerder.weekendkwartieren, deze.weekendkwartieren),
    }
    uit = [Verschil(oorzaak, was, nu) for oorzaak, (was, nu) in tellingen.items() if was != nu]
    if deze.diensten and eerder.diensten:
        was, nu = eerder.diensten[-1].salaris_centen or 0, deze.diensten[-1].salaris_centen or 0
        if was != nu:
            uit.append(Verschil(Oorzaak.SALARIS, was, nu))
        bekend = {(feit.sleutel, feit.vanaf) for dienst in eerder.diensten for feit in dienst.feiten}
        sleutels = {sleutel for sleutel, _ in bekend}
        nieuw = {
            feit.sleutel: feit
            for dienst in deze.diensten
            for feit in dienst.feiten
            if feit.sleutel in sleutels and (feit.sleutel, feit.vanaf) not in bekend
        }
        uit += [Verschil(Oorzaak.PARAMETER, feit=feit) for feit in nieuw.values()]
    return uit

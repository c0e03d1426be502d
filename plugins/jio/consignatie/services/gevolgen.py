# SPDX-License-Identifier: EUPL-1.2
"""What a swap does to both people, shown before they agree: quarters, allowance, and the Arbeidstijdenwet (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak
from core.calendar.tijd import lokaal
from core.context import Context
from core.people.opzoeken import Inschalingen, inschalingen
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import GEEN_UITLEG, Geweigerd, ParameterOntbreekt, Parameters, Parameterset
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Ruil, Ruildeel
from plugins.jio.consignatie.rules.inzetbaar import Belemmering, Inzetbaarheid
from plugins.jio.consignatie.rules.toelage import Kwartieren, toelage
from plugins.jio.consignatie.services.bezetting import Overdracht, Stuk, als_stuk, na_overdracht
from plugins.jio.consignatie.services.brieven import Brief, aangewezen, brieven
from plugins.jio.consignatie.services.inzetbaarheid import Inzetfeiten, bezwaren, inzetfeiten, toets, zichtbaar
from plugins.jio.consignatie.services.ruilen import overdrachten_van
from plugins.jio.consignatie.services.teams import Situaties
from plugins.jio.consignatie.services.toelagen import Ontbreekt, kwartieren, toelagegegevens

ARTIKELEN = ("JIO 7.6", "CAO Rijk 7.6")
GEEN_KWARTIEREN = Kwartieren(0, 0, 0, 0, 0)


class Waarschuwing(StrEnum):
    """What both should know before they agree."""

    BUITEN_KWARTIEREN = "buiten_kwartieren"
    """A hand-over off the quarter grid loses up to a quarter: an unfinished one is not paid (CAO Rijk 7.6)."""
    DIENST_BEGONNEN = "dienst_begonnen"
    """The duty has begun or is over: what was paid is corrected."""
    ARBEIDSTIJDEN = "arbeidstijden"
    """More on-call days in 28 than the installed limit of the Arbeidstijdenwet."""
    ARBEIDSTIJDEN_NIET_GETOETST = "arbeidstijden_niet_getoetst"
    """No limit of the Arbeidstijdenwet is installed, so nothing was tested."""
    GEEN_AANWIJZING = "geen_schriftelijke_aanwijzing"
    """Who takes over is not designated in writing for all of it, and is not paid for that."""
    NIET_INZETBAAR = "niet_inzetbaar"
    """Somebody cannot serve: the swap will be refused."""
    VERANDERD = "veranderd"
    """Who gives no longer performs all of it: the swap will be refused."""


@dataclass(frozen=True)
class Arbeidstijden:
    """What the Arbeidstijdenwet says of a duty that somebody takes over."""

    dinsdag: date
    getoetst: bool
    hoogste_aantal_dagen: int | None
    #: Only those that the reader may know: of a colleague nothing but the limit itself.
    belemmeringen: tuple[Belemmering, ...]


@dataclass(frozen=True)
class Persoonsgevolg:
    """What a swap does to one person, over the duties that it touches."""

    medewerker_id: int
    naam: str
    kwartieren_voor: Kwartieren
    kwartieren_na: Kwartieren
    #: The allowance, only for the person self; None for others, and where something is missing.
    voor_centen: int | None
    na_centen: int | None
    #: Why there is no amount: keys of parameters, or what is not known of the person.
    ontbreekt: tuple[str, ...]
    arbeidstijden: tuple[Arbeidstijden, ...]


@dataclass(frozen=True)
class Gevolg:
    """What a swap does; ``artikelen`` are those on which it rests."""

    personen: tuple[Persoonsgevolg, ...]
    waarschuwingen: tuple[Waarschuwing, ...]
    artikelen: tuple[str, ...] = ARTIKELEN


def gevolg(ctx: Context, ruil_id: int) -> Gevolg:
    """Return what a swap does to both people; of an open offer, what it would do if the reader took it.

    Amounts are for the person self: the leidinggevende sees quarters and article, no wage. Raises ``GeenToegang``.
    """
    with ctx.database.lezen() as s:
        ruil = s.get(Ruil, ruil_id)
        if ruil is None:
            raise GeenToegang("bekijk", policy.RUIL)
        eis_zicht(ctx, ruil)
        delen = s.scalars(select(Ruildeel).where(Ruildeel.ruil_id == ruil_id).order_by(Ruildeel.id)).all()
        overnemer = ruil.overnemer_id or ruil.gevraagde_id
        if overnemer is None and ctx.actor.medewerker_id != ruil.aanbieder_id:
            overnemer = ctx.actor.medewerker_id
        return gevolg_van(s, ctx, overdrachten_van(ruil, delen, overnemer))


def eis_zicht(ctx: Context, ruil: Ruil) -> None:
    """Raise ``GeenToegang`` unless the actor is in the swap, leads the team, records swaps, or may still take it."""
    betrokken = {ruil.aanbieder_id, ruil.overnemer_id, ruil.gevraagde_id} - {None}
    # An open offer is for colleagues: the roster, too, is open to JIO and to nobody else.
    open_voor_allen = (
        ruil.gevraagde_id is None
        and ruil.overnemer_id is None
        and ctx.mag("bekijk", policy.doel(policy.ROOSTER, team_id=ruil.team_id))
    )
    wie = ctx.actor.medewerker_id if open_voor_allen else None
    doelen = [policy.doel(policy.RUIL, medewerker_id=id, team_id=ruil.team_id) for id in (*betrokken, wie)]
    if not any(ctx.mag("bekijk", doel) for doel in doelen):
        raise GeenToegang("bekijk", policy.RUIL)


def gevolg_van(s: Session, ctx: Context, overdrachten: Sequence[Overdracht]) -> Gevolg:
    """Return what hand-overs do to the people in them, in a fixed number of queries."""
    rekenaar = _Rekenaar(s, ctx, overdrachten)
    mensen = dict.fromkeys(wie for stap in overdrachten for wie in (stap.eruit, stap.erin) if wie is not None)
    personen = tuple(rekenaar.persoon(wie) for wie in mensen)
    return Gevolg(personen, tuple(rekenaar.waarschuwingen(mensen)))


class _Rekenaar:
    """Loads what is needed for two people and their duties, and calculates before and after."""

    def __init__(self, s: Session, ctx: Context, overdrachten: Sequence[Overdracht]) -> None:
        self._ctx = ctx
        self._overdrachten = overdrachten
        ids = {stap.dienst_id for stap in overdrachten}
        mensen = {wie for stap in overdrachten for wie in (stap.eruit, stap.erin) if wie is not None}
        self._diensten: dict[int, Dienst] = {}
        self._voor: dict[int, list[Stuk]] = {}
        geldt = (Dienstdeel.dienst_id == Dienst.id) & Dienstdeel.vervallen_op.is_(None)
        for dienst, deel in s.execute(
            select(Dienst, Dienstdeel)
            .outerjoin(Dienstdeel, geldt)
            .where(Dienst.id.in_(ids))
            .order_by(Dienst.dinsdag, Dienstdeel.van)
        ):
            self._diensten[dienst.id] = dienst
            self._voor.setdefault(dienst.id, []).extend([als_stuk(deel)] if deel else [])
        dagen = [dienst.dinsdag for dienst in self._diensten.values()]
        self._na, self._veranderd = _na(self._voor, overdrachten)
        self._parameters: Parameterset = geldend(s, ctx.installatie)
        self._letters: Mapping[int, tuple[Brief, ...]] = brieven(s, mensen)
        self._salarissen: Inschalingen = inschalingen(s, mensen)
        teams = {dienst.team_id for dienst in self._diensten.values()}
        self._situaties = Situaties(s, self._parameters, teams)
        self._feiten: Mapping[int, Inzetfeiten] = inzetfeiten(s, mensen, min(dagen), max(dagen))

    def persoon(self, wie: int) -> Persoonsgevolg:
        """Return what happens to one person."""
        ontbreekt: dict[str, None] = {}
        kwartieren_voor, voor = self._toelage(wie, self._voor, ontbreekt)
        kwartieren_na, na = self._toelage(wie, self._na, ontbreekt)
        zelf = self._ctx.mag("bekijk_bedrag", policy.doel(policy.DIENST, medewerker_id=wie))
        return Persoonsgevolg(
            wie,
            self._feiten[wie].naam,
            kwartieren_voor,
            kwartieren_na,
            voor if zelf else None,
            na if zelf else None,
            tuple(ontbreekt) if zelf else (),
            tuple(
                Arbeidstijden(
                    dienst.dinsdag,
                    uitkomst.arbeidstijden_getoetst,
                    uitkomst.hoogste_aantal_dagen,
                    zichtbaar(self._ctx, uitkomst.belemmeringen, wie, dienst.team_id),
                )
                for dienst, uitkomst in self._toetsen(wie)
            ),
        )

    def waarschuwingen(self, mensen: Iterable[int]) -> list[Waarschuwing]:
        """Return what all of them should know, in a fixed order: that somebody cannot serve, never who or why."""
        getoetst = [uitkomst for wie in mensen for _, uitkomst in self._toetsen(wie)]
        geldt = {
            Waarschuwing.BUITEN_KWARTIEREN: any(
                _buiten_kwartieren(stap, self._diensten) for stap in self._overdrachten
            ),
            Waarschuwing.DIENST_BEGONNEN: any(stap.van <= self._ctx.nu for stap in self._overdrachten),
            Waarschuwing.ARBEIDSTIJDEN: any(Belemmering.ARBEIDSTIJDEN in tijd.belemmeringen for tijd in getoetst),
            Waarschuwing.ARBEIDSTIJDEN_NIET_GETOETST: any(not tijd.arbeidstijden_getoetst for tijd in getoetst),
            Waarschuwing.GEEN_AANWIJZING: any(self._zonder_brief(stap) for stap in self._overdrachten),
            Waarschuwing.NIET_INZETBAAR: any(bezwaren(tijd) for tijd in getoetst),
            Waarschuwing.VERANDERD: self._veranderd,
        }
        return [soort for soort, waar in geldt.items() if waar]

    def _toelage(
        self, wie: int, stukken: Mapping[int, Sequence[Stuk]], ontbreekt: dict[str, None]
    ) -> tuple[Kwartieren, int | None]:
        """Return quarters and allowance of a person over the duties; None where an amount cannot be calculated."""
        geteld, centen, bekend = GEEN_KWARTIEREN, 0, True
        for dienst in self._diensten.values():
            eigen = [stuk.tijdvak for stuk in stukken[dienst.id] if stuk.medewerker_id == wie]
            letters = self._letters.get(wie, ())
            geteld = _plus(geteld, kwartieren(dienst.dinsdag, aangewezen(eigen, letters), self._parameters))
            salaris = self._salarissen.op(wie, dienst.dinsdag, policy.EENHEID)
            gegeven = toelagegegevens(
                dienst.dinsdag,
                eigen,
                letters,
                salaris.maandsalaris_centen if salaris is not None else None,
                self._situaties.op(dienst.team_id, dienst.dinsdag),
            )
            if gegeven is Ontbreekt.GEEN_AANWIJZING:
                continue
            if isinstance(gegeven, Ontbreekt):
                bekend, ontbreekt[gegeven] = False, None
                continue
            try:
                centen += toelage.functie(gegeven, Parameters(self._parameters), GEEN_UITLEG).toelage_centen
            except ParameterOntbreekt as fout:
                bekend = False
                ontbreekt.update(dict.fromkeys(sleutel for sleutel, _ in fout.ontbrekend))
        return geteld, centen if bekend else None

    def _toetsen(self, wie: int) -> Iterable[tuple[Dienst, Inzetbaarheid]]:
        """Yield, for every duty that somebody gets, whether they may serve it with what they would have by then."""
        heeft_voor = {id for id, lijst in self._voor.items() if any(stuk.medewerker_id == wie for stuk in lijst)}
        heeft_na = {id for id, lijst in self._na.items() if any(stuk.medewerker_id == wie for stuk in lijst)}
        weg = {self._diensten[id].dinsdag for id in heeft_voor - heeft_na}
        diensten = (self._feiten[wie].diensten - weg) | {self._diensten[id].dinsdag for id in heeft_na}
        krijgt = {stap.dienst_id for stap in self._overdrachten if stap.erin == wie}
        for dienst in (dienst for id, dienst in self._diensten.items() if id in krijgt):
            yield dienst, toets(self._feiten[wie], dienst.dinsdag, self._parameters, diensten)

    def _zonder_brief(self, stap: Overdracht) -> bool:
        if stap.erin is None:
            return False
        vak = [Tijdvak(stap.van, stap.tot)]
        return list(aangewezen(vak, self._letters.get(stap.erin, ())).vakken) != vak


def _na(
    voor: Mapping[int, Sequence[Stuk]], overdrachten: Iterable[Overdracht]
) -> tuple[Mapping[int, Sequence[Stuk]], bool]:
    """Return the pieces after the hand-overs, and whether one of them is no longer possible."""
    na = dict(voor)
    for stap in overdrachten:
        try:
            na[stap.dienst_id] = na_overdracht(na[stap.dienst_id], stap)
        except Geweigerd:
            return voor, True
    return na, False


def _buiten_kwartieren(stap: Overdracht, diensten: Mapping[int, Dienst]) -> bool:
    """Tell whether a hand-over cuts a duty off the quarter grid; begin and end of the duty lie on it."""
    dienst = diensten[stap.dienst_id]
    return any(
        (lokaal(moment).minute % 15, moment.second) != (0, 0)
        for moment in (stap.van, stap.tot)
        if dienst.begin < moment < dienst.einde
    )


def _plus(een: Kwartieren, twee: Kwartieren) -> Kwartieren:
    return Kwartieren(*(a + b for a, b in zip(astuple(een), astuple(twee), strict=True)))

# SPDX-License-Identifier: EUPL-1.2
"""The question for the solver, put together from what is on record: who may serve when, wishes, history, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak
from core.context import Context
from core.people.opzoeken import Lidmaatschap, lidmaatschappen
from core.people.policy import loopt
from core.regulations.parameterbeheer.services import geldend
from core.rules import Feit, Parameters, Parameterset
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.rules.inzetbaar import DAGTELLING, MAXIMUM_PER_28, consignatiedagen
from plugins.jio.consignatie.services.bezetting import rijen
from plugins.jio.consignatie.services.brieven import Brief, aangewezen, brieven
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import Inzetfeiten, bezwaren, inzetfeiten, toets
from plugins.jio.consignatie.voorstel.procedure import Voorstelsoort
from plugins.jio.consignatie.voorstel.rules.bewaard import Opties
from plugins.jio.consignatie.voorstel.rules.eerlijk import Stand, in_tienden, saldi
from plugins.jio.consignatie.voorstel.rules.gegevens import (
    ZONDER_AANDEEL,
    Grenzen,
    Grond,
    Kandidaat,
    Plek,
    Vraag,
)
from plugins.jio.consignatie.voorstel.services.historie import feestdagen, gedaan, weekenden
from plugins.jio.consignatie.wensen.rules import Wenssoort
from plugins.jio.consignatie.wensen.services import wensen_van

GOEDE_VRIJDAG = "kalender.goede_vrijdag_is_feestdag"
#: On a duty that stays as it is stands somebody of whom nothing is asked, or nobody.
NIET_GEVRAAGD = -1


@dataclass(frozen=True)
class Gelezen:
    """The question, and what its answer is to be shown with."""

    vraag: Vraag
    #: Who performs a duty now, by its place; missing is nobody, or several.
    nu: Mapping[int, int]
    saldi: Mapping[int, Stand]
    wensen: Mapping[int, Mapping[date, Wenssoort]]
    #: Place and person of duties that would not be paid: there is no letter of designation for all of it.
    zonder_brief: frozenset[tuple[int, int]]


def lees(s: Session, ctx: Context, rooster: Rooster, soort: Voorstelsoort, opties: Opties) -> Gelezen:
    """Read the question of a roster. Raises ``ParameterOntbreekt`` for an unknown holiday setting."""
    diensten = s.scalars(select(Dienst).where(Dienst.rooster_id == rooster.id).order_by(Dienst.dinsdag)).all()
    parameters = _parameters(geldend(s, ctx.installatie), opties)
    kalender = kalender_van(parameters)
    eerste, laatste = diensten[0].dinsdag, diensten[-1].dinsdag
    leden = lidmaatschappen(s, [rooster.team_id], eerste, laatste)
    delen = rijen(s, [dienst.id for dienst in diensten])
    mensen = dict.fromkeys(lid.medewerker_id for lid in leden)
    feiten = inzetfeiten(s, mensen, eerste, laatste)
    wensen = wensen_van(s, [rooster.id]).get(rooster.id, {})
    letters = brieven(s, mensen)
    maximum = parameters.zoek(MAXIMUM_PER_28, eerste)
    nu = {plek: wie for plek, dienst in enumerate(diensten) if (wie := _uitvoerder(dienst, delen[dienst.id]))}
    vast = {
        plek: nu.get(plek, _langste(delen[dienst.id]))
        for plek, dienst in enumerate(diensten)
        if _blijft(ctx, dienst, delen[dienst.id], soort, opties)
    }
    balans = saldi(gedaan(s, rooster.team_id, eerste), mensen)
    plekken = tuple(_plek(dienst, kalender, opties) for dienst in diensten)
    bouw = _Bouw(diensten, plekken, kalender, leden, opties, delen, frozenset(diensten[plek].dinsdag for plek in vast))
    gemiddeld = sum(plek.uren for plek in plekken) / len(plekken)
    kandidaten = tuple(
        bouw.kandidaat(feiten[wie], wensen.get(wie, {}), balans[wie], gemiddeld, maximum is not None) for wie in mensen
    )
    return Gelezen(
        Vraag(
            plekken,
            tuple(wie for wie in kandidaten if wie.id in vast.values() or _telt_mee(wie, len(plekken))),
            Grenzen(None if maximum is None else int(maximum.getal), opties.vrij_ertussen, opties.meeste_diensten),
            vast,
            {plek: wie for plek, wie in nu.items() if soort is Voorstelsoort.HERPLAN and plek not in vast},
        ),
        nu,
        balans,
        wensen,
        frozenset(
            (plek, wie)
            for plek, dienst in enumerate(diensten)
            for wie in mensen
            if not _aangewezen(dienst, letters.get(wie, ()))
        ),
    )


def _parameters(parameters: Parameterset, opties: Opties) -> Parameterset:
    if opties.goede_vrijdag is None:
        return parameters
    return parameters.vervangen([Feit(GOEDE_VRIJDAG, opties.goede_vrijdag, date(2000, 1, 1))])


def _plek(dienst: Dienst, kalender: Dienstkalender, opties: Opties) -> Plek:
    telling = Parameters(kalender.parameters)[DAGTELLING, dienst.dinsdag]
    uren, feest = dienst.uren, dienst.uren_feestdag
    if opties.goede_vrijdag is not None:
        anders = kalender.dienst(dienst.dinsdag).uren
        uren, feest = anders.totaal, anders.feestdag
    return Plek(
        dienst.dinsdag,
        uren,
        weekenden(dienst),
        feestdagen(feest),
        frozenset(consignatiedagen(Tijdvak(dienst.begin, dienst.einde), telling)),
        dienst.overlap_uren > 0,
    )


def _uitvoerder(dienst: Dienst, delen: Sequence[Dienstdeel]) -> int | None:
    """Return who performs all of a duty, or None."""
    wie = {deel.medewerker_id for deel in delen}
    heel = bool(delen) and delen[0].van == dienst.begin and delen[-1].tot == dienst.einde
    return wie.pop() if len(wie) == 1 and heel else None


def _langste(delen: Sequence[Dienstdeel]) -> int:
    return max(delen, key=lambda deel: deel.tot - deel.van).medewerker_id if delen else NIET_GEVRAAGD


def _blijft(ctx: Context, dienst: Dienst, delen: Sequence[Dienstdeel], soort: Voorstelsoort, opties: Opties) -> bool:
    """Tell whether a duty stays as it is: what has begun, lies before the day asked for, or is shared already."""
    if soort is Voorstelsoort.JAAR:
        return opties.behoud and bool(delen)
    begonnen = dienst.begin <= ctx.nu or (opties.vanaf is not None and dienst.dinsdag < opties.vanaf)
    return begonnen or (bool(delen) and _uitvoerder(dienst, delen) is None)


def _telt_mee(kandidaat: Kandidaat, plekken: int) -> bool:
    return any(kandidaat.niet.get(plek) not in ZONDER_AANDEEL for plek in range(plekken))


def _aangewezen(dienst: Dienst, letters: Sequence[Brief]) -> bool:
    heel = Tijdvak(dienst.begin, dienst.einde)
    return aangewezen([heel], letters).vakken == (heel,)


@dataclass(frozen=True)
class _Bouw:
    """What is the same for everybody while people are looked at one by one."""

    diensten: Sequence[Dienst]
    plekken: Sequence[Plek]
    kalender: Dienstkalender
    leden: Sequence[Lidmaatschap]
    opties: Opties
    delen: Mapping[int, Sequence[Dienstdeel]]
    #: The Tuesdays of duties that stay as they are.
    vast: frozenset[date]

    def kandidaat(
        self, feiten: Inzetfeiten, wensen: Mapping[date, Wenssoort], saldo: Stand, uren: float, met_dagen: bool
    ) -> Kandidaat:
        """Return what the solver is to know of one person."""
        wie = feiten.medewerker_id
        hier = {
            dienst.dinsdag
            for dienst in self.diensten
            if any(deel.medewerker_id == wie for deel in self.delen[dienst.id])
        }
        elders = feiten.diensten - hier
        gronden = {
            plek: grond
            for plek, dienst in enumerate(self.diensten)
            if (grond := self._grond(feiten, dienst, wensen.get(dienst.dinsdag), elders)) is not None
        }
        return Kandidaat(
            wie,
            gronden,
            {
                plek: Wenssoort.LIEVER_NIET if soort is Wenssoort.KAN_NIET else soort
                for plek, dienst in enumerate(self.diensten)
                if plek not in gronden and (soort := wensen.get(dienst.dinsdag))
            },
            in_tienden(saldo, uren),
            frozenset(elders),
            frozenset(dag for dinsdag in elders for dag in self._dagen(dinsdag)) if met_dagen else frozenset(),
        )

    def _grond(
        self, feiten: Inzetfeiten, dienst: Dienst, wens: Wenssoort | None, elders: frozenset[date]
    ) -> Grond | None:
        wie, dinsdag = feiten.medewerker_id, dienst.dinsdag
        if not any(lid.medewerker_id == wie and loopt(lid.van, lid.tot_en_met, dinsdag) for lid in self.leden):
            return Grond.NIET_IN_TEAM
        if wie in self.opties.zonder and dinsdag not in self.vast:
            return Grond.ZONDER
        if dinsdag in elders:
            return Grond.ANDERE_DIENST
        if hard := bezwaren(toets(feiten, dinsdag, self.kalender.parameters, ())):
            return Grond(hard[0].value)
        if wens is Wenssoort.KAN_NIET and (wie, dinsdag) not in self.opties.losgelaten:
            return Grond.KAN_NIET
        return None

    def _dagen(self, dinsdag: date) -> set[date]:
        dienst = self.kalender.dienst(dinsdag)
        telling = Parameters(self.kalender.parameters)[DAGTELLING, dinsdag]
        return consignatiedagen(Tijdvak(dienst.start, dienst.einde), telling)

# SPDX-License-Identifier: EUPL-1.2
"""Making a roster by hand: who may not and why, what everybody has, and what the Arbeidstijdenwet says (JIO 7.6).

What is looked at and what is stored goes through the same judgement, so that a page never allows what storing refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.opzoeken import Lidmaatschap, lidmaatschappen
from core.people.policy import GeenToegang, loopt
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt, Parameterset
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.inzetbaar import Belemmering, Inzetbaarheid
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import AL_VERANDERD, Stuk, rijen, schrijf, vergrendel
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import ALLEEN_WAARSCHUWING, Inzetfeiten, inzetfeiten, toets
from plugins.jio.consignatie.services.overzicht.feestdagen import feestdagen
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Roosterkop, als_kop, koppen
from plugins.jio.consignatie.services.sporen import begin_stap

Bezetting = Mapping[int, int | None]
"""Who has a duty, or nobody, by the number of the duty."""


@dataclass(frozen=True)
class Keuze:
    """Somebody who could have a duty, with what stands against it if the other duties stay as they are chosen."""

    medewerker_id: int
    naam: str
    belemmeringen: tuple[Belemmering, ...]
    heeft_al_dienst: bool

    @property
    def kan(self) -> bool:
        """True when nothing refuses; the Arbeidstijdenwet alone only warns."""
        return not self.heeft_al_dienst and set(self.belemmeringen) <= ALLEEN_WAARSCHUWING


@dataclass(frozen=True)
class Week:
    """A duty of the roster with everybody who could have it. ``gesplitst`` ones are left alone here."""

    dienst_id: int
    dinsdag: date
    begin: datetime
    einde: datetime
    feestdagen: tuple[str, ...]
    was: int | None
    gekozen: int | None
    gesplitst: bool
    keuzes: tuple[Keuze, ...]

    @property
    def keuze(self) -> Keuze | None:
        """The one that is chosen."""
        return next((keuze for keuze in self.keuzes if keuze.medewerker_id == self.gekozen), None)

    @property
    def fout(self) -> bool:
        """True when who is chosen cannot have the duty."""
        return self.gekozen is not None and (self.keuze is None or not self.keuze.kan)


@dataclass(frozen=True)
class Stand:
    """What somebody has as chosen now, and had in earlier years; hours are whole hours of on-call time."""

    medewerker_id: int
    naam: str
    diensten: int
    uren: int
    weekenduren: int
    feestdaguren: int
    eerdere_diensten: int
    eerdere_uren: int


@dataclass(frozen=True)
class Handrooster:
    """A roster that is being made by hand. ``getoetst`` False: no limit of the Arbeidstijdenwet is installed."""

    kop: Roosterkop
    weken: tuple[Week, ...]
    standen: tuple[Stand, ...]
    getoetst: bool

    @property
    def leeg(self) -> int:
        """How many duties nobody has."""
        return sum(week.gekozen is None and not week.gesplitst for week in self.weken)

    @property
    def fouten(self) -> tuple[Week, ...]:
        """The duties with somebody who cannot have them."""
        return tuple(week for week in self.weken if week.fout)

    @property
    def veranderd(self) -> int:
        """How many duties are chosen otherwise than they are stored."""
        return sum(week.gekozen != week.was for week in self.weken)


def handrooster(ctx: Context, rooster_id: int, gekozen: Bezetting | None = None) -> Handrooster:
    """Return a roster as it is stored with what is chosen over it; nothing is changed. A fixed number of queries.

    Raises ``GeenToegang``, and ``Geweigerd`` when the roster is published.
    """
    with ctx.database.lezen() as s:
        rij = s.execute(koppen().where(Rooster.id == rooster_id)).first()
        if rij is None:
            raise GeenToegang("vul", policy.ROOSTER)
        kop = als_kop(*rij)
        ctx.eis("vul", policy.doel(policy.ROOSTER, team_id=kop.team_id))
        if not kop.in_opbouw:
            raise Geweigerd("", "dit rooster is gepubliceerd: verander het met een ruil of een vervanging")
        return _beoordeel(s, ctx, kop, gekozen or {})


def bewaar(ctx: Context, rooster_id: int, was: Bezetting, gekozen: Bezetting) -> int:
    """Store what is chosen otherwise than ``was``; return how many duties changed. All of it, or nothing.

    Raises ``Geweigerd`` at the field ``dienst_<number>`` for who cannot have a duty, and for a duty that somebody else
    changed meanwhile; ``GeenToegang``.
    """
    with ctx.database.transactie() as s:
        rooster = roosters.neem_in_opbouw(s, ctx, rooster_id)
        anders = {id: wie for id, wie in gekozen.items() if was.get(id) != wie}
        if not anders:
            return 0
        diensten = vergrendel(s, anders.keys(), {wie for wie in anders.values() if wie is not None})
        if any(dienst.rooster_id != rooster_id for dienst in diensten.values()) or len(diensten) < len(anders):
            raise GeenToegang("vul", policy.ROOSTER)
        oud = rijen(s, anders.keys())
        for dienst_id, delen in oud.items():
            nu = [deel.medewerker_id for deel in delen]
            eerst = was.get(dienst_id)
            if nu != ([] if eerst is None else [eerst]):
                raise Geweigerd(f"dienst_{dienst_id}", AL_VERANDERD)
        kop = als_kop(*s.execute(koppen().where(Rooster.id == rooster_id)).one())
        for week in _beoordeel(s, ctx, kop, anders).fouten:
            if week.dienst_id in anders:
                raise Geweigerd(f"dienst_{week.dienst_id}", "deze collega kan de dienst niet doen")
        nieuw = {
            id: [] if wie is None else [Stuk(wie, diensten[id].begin, diensten[id].einde)] for id, wie in anders.items()
        }
        schrijf(s, ctx, oud, nieuw)
        begin_stap(s, ctx, policy.ROOSTER, rooster.id, "vul", rooster.status)
        return len(anders)


def _beoordeel(s: Session, ctx: Context, kop: Roosterkop, gekozen: Bezetting) -> Handrooster:
    diensten = s.scalars(select(Dienst).where(Dienst.rooster_id == kop.id).order_by(Dienst.dinsdag)).all()
    delen = rijen(s, [dienst.id for dienst in diensten])
    eerste, laatste = diensten[0].dinsdag, diensten[-1].dinsdag
    leden = lidmaatschappen(s, [kop.team_id], eerste, laatste)
    namen = {lid.medewerker_id: lid.naam for lid in leden}
    parameters = geldend(s, ctx.installatie)
    gesplitst = {
        dienst.id
        for dienst in diensten
        if len(delen[dienst.id]) > 1 or [deel.tijdvak for deel in delen[dienst.id]] not in _heel(dienst)
    }
    nu = {dienst.id: None if dienst.id in gesplitst else _wie(delen[dienst.id]) for dienst in diensten}
    wordt = {id: gekozen.get(id, wie) if id not in gesplitst else None for id, wie in nu.items()}
    mensen = {*namen, *(wie for wie in nu.values() if wie is not None)}
    feiten = inzetfeiten(s, mensen, eerste, laatste) if mensen else {}
    oordeel = _Oordeel(feiten, leden, parameters, _elders(s, mensen, kop.id), diensten, wordt)
    vrij = feestdagen(eerste, date(kop.jaar + 1, 1, 15), parameters)
    weken = tuple(
        Week(
            dienst.id,
            dienst.dinsdag,
            dienst.begin,
            dienst.einde,
            tuple(naam for dag, naam in vrij.items() if lokale_datum(dienst.begin) <= dag < lokale_datum(dienst.einde)),
            nu[dienst.id],
            wordt[dienst.id],
            dienst.id in gesplitst,
            oordeel.keuzes(dienst),
        )
        for dienst in diensten
    )
    eerder = _eerder(s, mensen, kop.jaar, parameters)
    standen = [
        _stand(wie, feiten[wie].naam, [d for d in diensten if wordt[d.id] == wie], eerder.get(wie, (0, 0)))
        for wie in mensen
    ]
    standen.sort(key=lambda stand: (stand.uren, stand.naam))
    return Handrooster(kop, weken, tuple(standen), oordeel.getoetst)


class _Oordeel:
    """Judges who could have a duty, while everybody has the other duties that are chosen."""

    def __init__(
        self,
        feiten: Mapping[int, Inzetfeiten],
        leden: Sequence[Lidmaatschap],
        parameters: Parameterset,
        elders: Mapping[int, Sequence[Tijdvak]],
        diensten: Sequence[Dienst],
        wordt: Bezetting,
    ) -> None:
        self._feiten, self._leden, self._parameters, self._elders = feiten, leden, parameters, elders
        self._wordt = wordt
        self._eigen: dict[int, list[Dienst]] = {wie: [] for wie in feiten}
        van_dit_rooster = {dienst.dinsdag for dienst in diensten}
        # A Tuesday of this roster counts as it is chosen; one of another team or year as it is.
        self._dinsdagen = {wie: set(feit.diensten) - van_dit_rooster for wie, feit in feiten.items()}
        for dienst in diensten:
            wie = wordt[dienst.id]
            if wie is not None and wie in feiten:
                self._eigen[wie].append(dienst)
                self._dinsdagen[wie].add(dienst.dinsdag)
        self.getoetst = True

    def keuzes(self, dienst: Dienst) -> tuple[Keuze, ...]:
        """Return the members of the team then, by name, and whoever has the duty already."""
        leden = {
            lid.medewerker_id for lid in self._leden if loopt(lid.van, lid.tot_en_met, dienst.dinsdag)
        } & self._feiten.keys()
        uit = []
        for wie in sorted(leden, key=lambda wie: self._feiten[wie].naam):
            uitkomst = self._toets(wie, dienst.dinsdag)
            self.getoetst = self.getoetst and uitkomst.arbeidstijden_getoetst
            uit.append(Keuze(wie, self._feiten[wie].naam, uitkomst.belemmeringen, self._bezet(wie, dienst)))
        return tuple(uit)

    def _toets(self, wie: int, dinsdag: date) -> Inzetbaarheid:
        return toets(self._feiten[wie], dinsdag, self._parameters, self._dinsdagen[wie])

    def _bezet(self, wie: int, dienst: Dienst) -> bool:
        vak = Tijdvak(dienst.begin, dienst.einde)
        eigen = (Tijdvak(ander.begin, ander.einde) for ander in self._eigen[wie] if ander.id != dienst.id)
        return any(vak.doorsnede(ander) for ander in (*eigen, *self._elders.get(wie, ())))


def _heel(dienst: Dienst) -> tuple[list[Tijdvak], ...]:
    """Return the ways in which a duty is not cut: nobody has it, or one person all of it."""
    return [], [Tijdvak(dienst.begin, dienst.einde)]


def _wie(delen: Sequence[Dienstdeel]) -> int | None:
    return delen[0].medewerker_id if delen else None


def _elders(s: Session, mensen: Iterable[int], rooster_id: int) -> dict[int, list[Tijdvak]]:
    """Return when people are on duty by other rosters."""
    uit: dict[int, list[Tijdvak]] = {}
    for wie, van, tot in s.execute(
        select(Dienstdeel.medewerker_id, Dienstdeel.van, Dienstdeel.tot)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .where(Dienstdeel.medewerker_id.in_(mensen), Dienstdeel.vervallen_op.is_(None), Dienst.rooster_id != rooster_id)
    ):
        uit.setdefault(wie, []).append(Tijdvak(van, tot))
    return uit


def _eerder(s: Session, mensen: Iterable[int], jaar: int, parameters: Parameterset) -> dict[int, tuple[int, int]]:
    """Return the duties and on-call hours of people in published rosters of earlier years, read from a file or not."""
    kalender = kalender_van(parameters)
    diensten: dict[int, set[int]] = {}
    minuten: dict[int, int] = {}
    for wie, dienst_id, dinsdag, van, tot in s.execute(
        select(Dienstdeel.medewerker_id, Dienst.id, Dienst.dinsdag, Dienstdeel.van, Dienstdeel.tot)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(
            Dienstdeel.medewerker_id.in_(mensen),
            Dienstdeel.vervallen_op.is_(None),
            Rooster.jaar < jaar,
            Rooster.status.in_(GELDENDE_ROOSTERS),
        )
    ):
        diensten.setdefault(wie, set()).add(dienst_id)
        try:
            minuten[wie] = minuten.get(wie, 0) + kalender.minuten(dinsdag, [Tijdvak(van, tot)])
        except ParameterOntbreekt:
            continue
    return {wie: (len(eigen), minuten.get(wie, 0) // 60) for wie, eigen in diensten.items()}


def _stand(wie: int, naam: str, diensten: Sequence[Dienst], eerder: tuple[int, int]) -> Stand:
    return Stand(
        wie,
        naam,
        len(diensten),
        sum(dienst.uren for dienst in diensten),
        sum(dienst.uren_zaterdag + dienst.uren_zondag for dienst in diensten),
        sum(dienst.uren_feestdag for dienst in diensten),
        *eerder,
    )

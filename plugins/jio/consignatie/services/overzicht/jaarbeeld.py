# SPDX-License-Identifier: EUPL-1.2
"""The year of a team as its page draws it: duties, who performs them, what is open, and what was swapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.models import Medewerker, Team
from core.people.opzoeken import afwezigheden, lidmaatschappen
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import (
    Consignatieteam,
    Deelreden,
    Dienst,
    Dienstdeel,
    Rooster,
    Ruil,
    Ruildeel,
    Ruilrichting,
)
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, LOPENDE_RUILEN, Roosterstatus, Ruilstatus
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender
from plugins.jio.consignatie.services.overzicht.feestdagen import feestdagen


@dataclass(frozen=True)
class Roosterkop:
    """A roster without its duties."""

    id: int
    team_id: int
    teamnaam: str
    discipline: str
    nummer: str
    jaar: int
    status: Roosterstatus
    versie: int

    @property
    def in_opbouw(self) -> bool:
        """True while nobody but who makes it may see it."""
        return self.status not in GELDENDE_ROOSTERS


@dataclass(frozen=True)
class Deelregel:
    """A piece of a duty and who performs it."""

    medewerker_id: int
    naam: str
    van: datetime
    tot: datetime
    reden: Deelreden
    ruil_id: int | None


@dataclass(frozen=True)
class Dienstregel:
    """A duty of the year. ``gaten`` is on-call time that nobody has; ``afwezig`` names who has it and is away then."""

    id: int
    dinsdag: date
    begin: datetime
    einde: datetime
    uren: int
    overlap_uren: int
    delen: tuple[Deelregel, ...]
    gaten: tuple[Tijdvak, ...]
    afwezig: tuple[str, ...] = ()
    #: On-call minutes by person; empty while it is not known which days are a feestdag.
    minuten: Mapping[int, int] = field(default_factory=dict)

    @property
    def klopt(self) -> bool:
        """True when somebody who is there performs every hour of it."""
        return not self.gaten and not self.afwezig


@dataclass(frozen=True)
class Ruilregel:
    """A swap of the year: from the duty that is given to the one that is taken back, if there is one."""

    id: int
    status: Ruilstatus
    aanbieder_id: int
    overnemer_id: int | None
    heen: date
    terug: date | None


@dataclass(frozen=True)
class Afwezigregel:
    """Somebody is away; why is not said."""

    medewerker_id: int
    van: date
    tot_en_met: date | None


@dataclass(frozen=True)
class Jaarbeeld:
    """Everything that the year picture of a team shows."""

    kop: Roosterkop
    #: Who is in the team in the year, or performs a duty of it, by name.
    mensen: Mapping[int, str]
    diensten: tuple[Dienstregel, ...]
    ruilen: tuple[Ruilregel, ...]
    afwezig: tuple[Afwezigregel, ...]
    feestdagen: Mapping[date, str]

    @property
    def minuten(self) -> Mapping[int, int]:
        """On-call minutes of everybody in the year."""
        uit = dict.fromkeys(self.mensen, 0)
        for dienst in self.diensten:
            for wie, aantal in dienst.minuten.items():
                uit[wie] += aantal
        return uit

    @property
    def open_diensten(self) -> tuple[Dienstregel, ...]:
        """The duties that somebody must do something about."""
        return tuple(dienst for dienst in self.diensten if not dienst.klopt)


def jaarbeeld(ctx: Context, rooster_id: int) -> Jaarbeeld:
    """Return the year of a roster in at most six queries. Raises ``GeenToegang``, also when there is no such roster.

    A draft is for who makes it. Absences are for who arranges replacements, and never with their kind.
    """
    with ctx.database.lezen() as s:
        kop = roosterkop(s, ctx, rooster_id)
        parameters = geldend(s, ctx.installatie)
        diensten, delen, _ = diensten_met_delen(s, Dienst.rooster_id == rooster_id)
        eerste, laatste = date(kop.jaar, 1, 1), date(kop.jaar, 12, 31)
        mensen = {lid.medewerker_id: lid.naam for lid in lidmaatschappen(s, [kop.team_id], eerste, laatste)}
        mensen |= {deel.medewerker_id: deel.naam for lijst in delen.values() for deel in lijst}
        mag_afwezig = ctx.mag("bekijk_concept", policy.doel(policy.ROOSTER, team_id=kop.team_id))
        weg = [
            Afwezigregel(rij.medewerker_id, rij.van, rij.tot_en_met)
            for rij in (afwezigheden(s, mensen, eerste, laatste) if mag_afwezig else ())
        ]
        ruilen = ruilregels(s, {dienst.id: dienst.dinsdag for dienst in diensten})
    regels = dienstregels(diensten, delen, Dienstkalender(parameters), weg, ctx.nu)
    return Jaarbeeld(
        kop,
        dict(sorted(mensen.items(), key=lambda paar: paar[1])),
        regels,
        ruilen,
        tuple(weg),
        feestdagen(eerste, date(kop.jaar + 1, 1, 15), parameters),
    )


def roosterkop(s: Session, ctx: Context, rooster_id: int) -> Roosterkop:
    """Return the head of a roster that the actor may see. Raises ``GeenToegang``."""
    rij = s.execute(koppen().where(Rooster.id == rooster_id)).first()
    if rij is None:
        raise GeenToegang("bekijk", policy.ROOSTER)
    kop = als_kop(*rij)
    ctx.eis("bekijk_concept" if kop.in_opbouw else "bekijk", policy.doel(policy.ROOSTER, team_id=kop.team_id))
    return kop


def koppen() -> Select[Rooster, str, str, str]:
    """Return the query of roster heads; ``als_kop`` reads its rows."""
    return (
        select(Rooster, Team.naam, Consignatieteam.discipline, Consignatieteam.nummer)
        .join(Consignatieteam, Consignatieteam.team_id == Rooster.team_id)
        .join(Team, Team.id == Rooster.team_id)
    )


def als_kop(rooster: Rooster, naam: str, discipline: str, nummer: str) -> Roosterkop:
    """Return a row of ``koppen`` as a value."""
    return Roosterkop(
        rooster.id, rooster.team_id, naam, discipline, nummer, rooster.jaar, rooster.status, rooster.versie
    )


def diensten_met_delen(
    s: Session, voorwaarde: ColumnElement[bool], op: datetime | None = None
) -> tuple[Sequence[Dienst], dict[int, list[Deelregel]], dict[int, str]]:
    """Return the duties that a condition names, their pieces that hold, and the names of their teams: one query.

    With ``op`` these are the pieces that held at that moment; the times of the duties are those of now.
    """
    geldt: ColumnElement[bool] = Dienstdeel.vervallen_op.is_(None)
    if op is not None:
        geldt = and_(Dienstdeel.vastgelegd_op <= op, or_(geldt, Dienstdeel.vervallen_op > op))
    diensten: dict[int, Dienst] = {}
    delen: dict[int, list[Deelregel]] = {}
    namen: dict[int, str] = {}
    for dienst, teamnaam, deel, naam in s.execute(
        select(Dienst, Team.naam, Dienstdeel, Medewerker.naam)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .join(Team, Team.id == Dienst.team_id)
        .outerjoin(Dienstdeel, and_(Dienstdeel.dienst_id == Dienst.id, geldt))
        .outerjoin(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
        .where(voorwaarde)
        .order_by(Dienst.dinsdag, Dienst.id, Dienstdeel.van)
    ):
        diensten[dienst.id] = dienst
        namen[dienst.team_id] = teamnaam
        lijst = delen.setdefault(dienst.id, [])
        if deel is not None:
            lijst.append(Deelregel(deel.medewerker_id, naam, deel.van, deel.tot, deel.reden, deel.ruil_id))
    return list(diensten.values()), delen, namen


def dienstregels(
    diensten: Sequence[Dienst],
    delen: Mapping[int, Sequence[Deelregel]],
    kalender: Dienstkalender,
    afwezig: Iterable[Afwezigregel],
    nu: datetime,
) -> tuple[Dienstregel, ...]:
    """Return duties with their pieces, open time and absent performers; what is over is no longer asked about."""
    weg: dict[int, list[Afwezigregel]] = {}
    for regel in afwezig:
        weg.setdefault(regel.medewerker_id, []).append(regel)
    uit = []
    for dienst in diensten:
        stukken = tuple(delen[dienst.id])
        toekomst = dienst.einde > nu
        uit.append(
            Dienstregel(
                dienst.id,
                dienst.dinsdag,
                dienst.begin,
                dienst.einde,
                dienst.uren,
                dienst.overlap_uren,
                stukken,
                _gaten(kalender, dienst.dinsdag, stukken),
                tuple(
                    dict.fromkeys(
                        deel.naam
                        for deel in stukken
                        if toekomst and any(_raakt(regel, deel) for regel in weg.get(deel.medewerker_id, ()))
                    )
                ),
                _minuten(kalender, dienst.dinsdag, stukken),
            )
        )
    return tuple(uit)


def _gaten(kalender: Dienstkalender, dinsdag: date, delen: Iterable[Deelregel]) -> tuple[Tijdvak, ...]:
    try:
        return tuple(kalender.onbedekt(dinsdag, (Tijdvak(deel.van, deel.tot) for deel in delen)))
    except ParameterOntbreekt:
        # Which days are a feestdag is not known then; the duty itself says so on its own page.
        return ()


def _minuten(kalender: Dienstkalender, dinsdag: date, delen: Sequence[Deelregel]) -> Mapping[int, int]:
    try:
        return {
            wie: kalender.minuten(dinsdag, [Tijdvak(deel.van, deel.tot) for deel in delen if deel.medewerker_id == wie])
            for wie in dict.fromkeys(deel.medewerker_id for deel in delen)
        }
    except ParameterOntbreekt:
        return {}


def _raakt(regel: Afwezigregel, deel: Deelregel) -> bool:
    laatste = lokale_datum(deel.tot - datetime.resolution)
    return regel.van <= laatste and (regel.tot_en_met is None or regel.tot_en_met >= lokale_datum(deel.van))


def ruilregels(s: Session, dinsdagen: Mapping[int, date]) -> tuple[Ruilregel, ...]:
    """Return the swaps that touch these duties: recorded ones and those on their way."""
    rijen = s.execute(
        select(Ruil, Ruildeel.dienst_id, Ruildeel.richting)
        .join(Ruildeel, Ruildeel.ruil_id == Ruil.id)
        .where(Ruildeel.dienst_id.in_(dinsdagen), Ruil.status.in_((*LOPENDE_RUILEN, Ruilstatus.VASTGELEGD)))
        .order_by(Ruil.id)
    ).all()
    terug = {ruil.id: dinsdagen[dienst_id] for ruil, dienst_id, weg in rijen if weg is Ruilrichting.TERUG}
    return tuple(
        Ruilregel(ruil.id, ruil.status, ruil.aanbieder_id, ruil.overnemer_id, dinsdagen[dienst_id], terug.get(ruil.id))
        for ruil, dienst_id, weg in rijen
        if weg is Ruilrichting.HEEN
    )

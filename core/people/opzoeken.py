# SPDX-License-Identifier: EUPL-1.2
"""Dated look-ups: who was employed, paid, in a team, leading or away on a day. Every function reads only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    Executable,
    Select,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.ledger.bulk import een_van
from core.people.models import (
    Account,
    Afwezigheid,
    Arbeidspatroon,
    Dienstverband,
    Inschaling,
    Leiding,
    Mandaat,
    Medewerker,
    Roltoekenning,
    Team,
    Teamlid,
)
from core.people.policy import Actor, Doel, GeenToegang, RolVoor
from core.rules.invoer import Geweigerd


class Salaris(NamedTuple):
    """What a person earned on a day, at full working time; a named tuple since a run reads one for every duty."""

    inschaling_id: int
    dienstverband_id: int
    vanaf: date
    schaal: int
    trede: int | None
    maandsalaris_centen: int


@dataclass(frozen=True)
class Leidinggevende:
    """Somebody who leads a team on a day; ``namens_id`` is the person for whom a stand-in acts."""

    medewerker_id: int
    naam: str
    team_id: int
    namens_id: int | None


@dataclass(frozen=True)
class Lidmaatschap:
    """A person is in a team in a period, as far as the person is employed at the team's unit."""

    team_id: int
    medewerker_id: int
    naam: str
    van: date
    tot_en_met: date | None


@dataclass
class _Salarisreeks:
    eenheid: str
    van: date
    tot_en_met: date | None
    vanaf: list[date]
    salarissen: list[Salaris]


class Inschalingen:
    """The salaries of many people, asked for by person and day without another query."""

    def __init__(self, reeksen: dict[int, list[_Salarisreeks]]) -> None:
        self._reeksen = reeksen

    def op(self, medewerker_id: int, datum: date, eenheid: str | None = None) -> Salaris | None:
        """Return the salary on a day, in the employment at ``eenheid`` or else the one that began first.

        None when the person has no employment or no salary that day.
        """
        for reeks in self._reeksen.get(medewerker_id, ()):
            if (
                reeks.van <= datum
                and (reeks.tot_en_met is None or datum <= reeks.tot_en_met)
                and eenheid in (None, reeks.eenheid)
                and (plaats := bisect_right(reeks.vanaf, datum))
            ):
                return reeks.salarissen[plaats - 1]
        return None


def loopt_in(
    van: InstrumentedAttribute[date],
    tot_en_met: InstrumentedAttribute[date | None] | InstrumentedAttribute[date],
    eerste: date | ColumnElement[date],
    laatste: date | ColumnElement[date] | None,
) -> ColumnElement[bool]:
    """Return the condition that a period has a day in common with a window; an empty end has no end."""
    tot: ColumnElement[bool] = or_(tot_en_met.is_(None), tot_en_met >= eerste)
    return tot if laatste is None else and_(van <= laatste, tot)


def medewerker(s: Session, medewerker_id: int) -> Medewerker:
    """Return a person. Raises ``Geweigerd`` when there is none."""
    gevonden = s.get(Medewerker, medewerker_id)
    if gevonden is None:
        raise Geweigerd("medewerker", "deze medewerker bestaat niet")
    return gevonden


def dienstverbanden(s: Session, medewerker_ids: Collection[int], op: date) -> list[Dienstverband]:
    """Return the employments of these people that run on a day, by person and start."""
    return list(
        s.scalars(
            select(Dienstverband)
            .where(
                een_van(s, Dienstverband.medewerker_id, list(medewerker_ids)),
                loopt_in(Dienstverband.van, Dienstverband.tot_en_met, op, op),
            )
            .order_by(Dienstverband.medewerker_id, Dienstverband.van, Dienstverband.id)
        )
    )


def inschaling_op(s: Session, dienstverband_id: int, op: date, bekend_op: datetime | None = None) -> Inschaling | None:
    """Return the salary of an employment on a day, as known now or at an earlier moment."""
    return s.scalar(
        select(Inschaling)
        .where(Inschaling.dienstverband_id == dienstverband_id, Inschaling.vanaf <= op, _bekend(Inschaling, bekend_op))
        .order_by(Inschaling.vanaf.desc(), Inschaling.vastgelegd_op.desc(), Inschaling.id.desc())
        .limit(1)
    )


def inschalingen(s: Session, medewerker_ids: Collection[int], bekend_op: datetime | None = None) -> Inschalingen:
    """Return all salaries of these people, as known now or at an earlier moment, for questions by person and day."""
    vraag = (
        select(
            Dienstverband.medewerker_id,
            Dienstverband.eenheid,
            Dienstverband.van,
            Dienstverband.tot_en_met,
            Inschaling.id,
            Dienstverband.id,
            Inschaling.vanaf,
            Inschaling.schaal,
            Inschaling.trede,
            Inschaling.maandsalaris_centen,
        )
        .join(Inschaling, Inschaling.dienstverband_id == Dienstverband.id)
        .where(een_van(s, Dienstverband.medewerker_id, list(medewerker_ids)), _bekend(Inschaling, bekend_op))
        .order_by(
            Dienstverband.medewerker_id,
            Dienstverband.van,
            Dienstverband.id,
            Inschaling.vanaf,
            Inschaling.vastgelegd_op,
            Inschaling.id,
        )
    )
    reeksen: dict[int, list[_Salarisreeks]] = {}
    vorige = None
    s.flush()
    # Past the session: a run asks for a hundred thousand people, and plain rows take half the time.
    for rij in s.connection().execute(vraag).all():
        stand = Salaris._make(rij[4:])
        if stand.dienstverband_id != vorige:
            vorige = stand.dienstverband_id
            reeksen.setdefault(rij[0], []).append(_Salarisreeks(*rij[1:4], [stand.vanaf], [stand]))
            continue
        reeks = reeksen[rij[0]][-1]
        if reeks.vanaf[-1] == stand.vanaf:
            # A correction of the same day: the last one recorded counts.
            reeks.salarissen[-1] = stand
        else:
            reeks.vanaf.append(stand.vanaf)
            reeks.salarissen.append(stand)
    return Inschalingen(reeksen)


def arbeidspatroon_op(
    s: Session, dienstverband_id: int, op: date, bekend_op: datetime | None = None
) -> Arbeidspatroon | None:
    """Return the pattern of the week of an employment on a day, as known now or at an earlier moment."""
    return s.scalar(
        select(Arbeidspatroon)
        .where(
            Arbeidspatroon.dienstverband_id == dienstverband_id,
            Arbeidspatroon.vanaf <= op,
            _bekend(Arbeidspatroon, bekend_op),
        )
        .order_by(Arbeidspatroon.vanaf.desc(), Arbeidspatroon.vastgelegd_op.desc(), Arbeidspatroon.id.desc())
        .limit(1)
    )


def minuten_per_week(s: Session, dienstverband: Dienstverband, op: date) -> int:
    """Return the minutes a week on a day: those of the pattern, or of the contract while there is no pattern."""
    patroon = arbeidspatroon_op(s, dienstverband.id, op)
    return dienstverband.minuten_per_week if patroon is None else sum(patroon.minuten_per_dag)


def teams_van(s: Session, medewerker_id: int, op: date) -> list[Team]:
    """Return the teams in which somebody is on a day."""
    return list(
        s.scalars(
            select(Team)
            .join(Teamlid, Teamlid.team_id == Team.id)
            .where(
                Teamlid.medewerker_id == medewerker_id,
                loopt_in(Teamlid.van, Teamlid.tot_en_met, op, op),
                _in_dienst(Teamlid.medewerker_id, op, Team.eenheid),
            )
            .order_by(Team.code)
        )
    )


def leden_van(s: Session, team_id: int, op: date) -> list[Medewerker]:
    """Return who is in a team on a day and employed at its unit, by name."""
    return list(
        s.scalars(
            select(Medewerker)
            .join(Teamlid, Teamlid.medewerker_id == Medewerker.id)
            .join(Team, Team.id == Teamlid.team_id)
            .where(
                Teamlid.team_id == team_id,
                loopt_in(Teamlid.van, Teamlid.tot_en_met, op, op),
                _in_dienst(Teamlid.medewerker_id, op, Team.eenheid),
            )
            .order_by(Medewerker.naam, Medewerker.id)
        )
    )


def lidmaatschappen(
    s: Session, team_ids: Collection[int], van: date, tot_en_met: date | None = None
) -> list[Lidmaatschap]:
    """Return who is in these teams in a window, and from when until when: for a roster or a list of many teams.

    Somebody who leaves the unit leaves its teams that day; who moves to another team appears once in each.
    """
    rijen = s.execute(
        select(Teamlid, Medewerker.naam, Dienstverband.van, Dienstverband.tot_en_met)
        .join(Team, Team.id == Teamlid.team_id)
        .join(Medewerker, Medewerker.id == Teamlid.medewerker_id)
        .join(
            Dienstverband,
            and_(Dienstverband.medewerker_id == Teamlid.medewerker_id, Dienstverband.eenheid == Team.eenheid),
        )
        .where(
            Teamlid.team_id.in_(team_ids),
            loopt_in(Teamlid.van, Teamlid.tot_en_met, van, tot_en_met),
            loopt_in(Dienstverband.van, Dienstverband.tot_en_met, van, tot_en_met),
        )
        .order_by(Teamlid.team_id, Medewerker.naam, Medewerker.id, Teamlid.van, Dienstverband.van)
    )
    gevonden = [
        Lidmaatschap(
            lid.team_id,
            lid.medewerker_id,
            naam,
            max(lid.van, in_dienst),
            min((einde for einde in (lid.tot_en_met, uit_dienst) if einde is not None), default=None),
        )
        for lid, naam, in_dienst, uit_dienst in rijen
    ]
    return [lid for lid in gevonden if lid.tot_en_met is None or lid.van <= lid.tot_en_met]


def leiding_van(s: Session, team_id: int, op: date) -> list[Leidinggevende]:
    """Return who leads a team on a day, first by appointment and then as a stand-in."""
    leidend = _leidend(op).subquery()
    return _leidinggevenden(s, select(leidend).where(leidend.c.team_id == team_id))


def leidinggevenden_van(s: Session, medewerker_id: int, op: date) -> list[Leidinggevende]:
    """Return who leads the teams of a person on a day; nobody is their own leidinggevende."""
    leidend = _leidend(op).subquery()
    return _leidinggevenden(
        s,
        select(leidend)
        .join(Teamlid, Teamlid.team_id == leidend.c.team_id)
        .where(
            Teamlid.medewerker_id == medewerker_id,
            loopt_in(Teamlid.van, Teamlid.tot_en_met, op, op),
            leidend.c.medewerker_id != medewerker_id,
            # Who stands in for somebody does not decide about that same person.
            func.coalesce(leidend.c.namens_id, 0) != medewerker_id,
        ),
    )


def afwezigheden(
    s: Session, medewerker_ids: Collection[int], van: date, tot_en_met: date | None = None
) -> list[Afwezigheid]:
    """Return when these people are away within a window, by person and start; withdrawn reports do not count."""
    return list(
        s.scalars(
            select(Afwezigheid)
            .where(
                een_van(s, Afwezigheid.medewerker_id, list(medewerker_ids)),
                Afwezigheid.ingetrokken_op.is_(None),
                loopt_in(Afwezigheid.van, Afwezigheid.tot_en_met, van, tot_en_met),
            )
            .order_by(Afwezigheid.medewerker_id, Afwezigheid.van, Afwezigheid.id)
        )
    )


def doelen(s: Session, soort: str, medewerker_id: int, op: date) -> tuple[Doel, ...]:
    """Return what an action about a person is aimed at: the person, and the units and teams of that day.

    Of somebody who left or has yet to begin, every unit counts: their HR must be able to finish the work.
    """
    alle = s.execute(
        select(Dienstverband.eenheid, Dienstverband.van, Dienstverband.tot_en_met).where(
            Dienstverband.medewerker_id == medewerker_id
        )
    ).all()
    nu = {eenheid for eenheid, van, einde in alle if van <= op and (einde is None or op <= einde)}
    return (
        Doel(soort, medewerker_id=medewerker_id),
        *(Doel(soort, eenheid, medewerker_id) for eenheid in sorted(nu or {rij.eenheid for rij in alle})),
        *(Doel(soort, team.eenheid, medewerker_id, team.id) for team in teams_van(s, medewerker_id, op)),
    )


def actor_van(s: Session, account_id: int, vandaag: date) -> Actor:
    """Return who acts under an account, in two queries: the person, then the roles and led teams of today.

    Raises ``GeenToegang`` for an account that does not exist or is closed. A leidinggevende who left leads nothing.
    """
    wie, wat_mag = _actorvragen()
    rijen = s.execute(wie, {"account": account_id, "vandaag": vandaag}).all()
    if not rijen:
        raise GeenToegang("bekijk", "core.account")
    naam, persoon, _ = rijen[0]
    wat = s.execute(wat_mag, {"account": account_id, "persoon": persoon, "vandaag": vandaag}).all()
    return Actor(
        account_id,
        naam,
        medewerker_id=persoon,
        rollen=tuple(RolVoor(*rol[1:]) for rol in sorted(rij for rij in wat if rij.id is not None)),
        geleide_teams=frozenset(rij.team_id for rij in wat if rij.id is None),
        eenheden=frozenset(rij.eenheid for rij in rijen if rij.eenheid is not None),
    )


@cache
def _actorvragen() -> tuple[Executable, Executable]:
    """Return the two questions behind every page of everybody, built once: building them costs more than asking."""
    account, vandaag = bindparam("account", type_=BigInteger), bindparam("vandaag", type_=Date)
    wie = (
        select(Account.weergavenaam, Account.medewerker_id, Dienstverband.eenheid)
        .outerjoin(
            Dienstverband,
            and_(
                Dienstverband.medewerker_id == Account.medewerker_id,
                loopt_in(Dienstverband.van, Dienstverband.tot_en_met, vandaag, vandaag),
            ),
        )
        .where(Account.id == account, Account.actief.is_(True))
    )
    rollen = select(Roltoekenning.id, Roltoekenning.rol, Roltoekenning.eenheid, Roltoekenning.team_id).where(
        Roltoekenning.account_id == account,
        Roltoekenning.ingetrokken_op.is_(None),
        loopt_in(Roltoekenning.van, Roltoekenning.tot_en_met, vandaag, vandaag),
    )
    leidend = _leidend(vandaag).subquery()
    # Rows without an id: the teams led.
    geleid = select(null(), null(), null(), leidend.c.team_id).where(
        leidend.c.medewerker_id == bindparam("persoon", type_=BigInteger)
    )
    return wie, union_all(rollen, geleid)


def geleide_teams(s: Session, medewerker_id: int, op: date) -> frozenset[int]:
    """Return the teams that a person leads on a day, by appointment or as a stand-in."""
    leidend = _leidend(op).subquery()
    return frozenset(s.scalars(select(leidend.c.team_id).where(leidend.c.medewerker_id == medewerker_id)))


def _leidend(op: date | ColumnElement[date]) -> CompoundSelect[*tuple[Any, ...]]:
    # One step of standing in only: who stands in does not pass that on.
    benoemd = select(Leiding.team_id, Leiding.medewerker_id, null().label("namens_id")).where(
        loopt_in(Leiding.van, Leiding.tot_en_met, op, op), _in_dienst(Leiding.medewerker_id, op)
    )
    vervangend = (
        select(Leiding.team_id, Mandaat.vervanger_id, Mandaat.gever_id)
        .join(Mandaat, Mandaat.gever_id == Leiding.medewerker_id)
        .where(
            loopt_in(Leiding.van, Leiding.tot_en_met, op, op),
            loopt_in(Mandaat.van, Mandaat.tot_en_met, op, op),
            Mandaat.ingetrokken_op.is_(None),
            _in_dienst(Leiding.medewerker_id, op),
            _in_dienst(Mandaat.vervanger_id, op),
        )
    )
    return union_all(benoemd, vervangend)


def _leidinggevenden(s: Session, leidend: Select[*tuple[Any, ...]]) -> list[Leidinggevende]:
    rijen = leidend.subquery()
    gevonden = {
        Leidinggevende(*rij)
        for rij in s.execute(
            select(rijen.c.medewerker_id, Medewerker.naam, rijen.c.team_id, rijen.c.namens_id).join(
                Medewerker, Medewerker.id == rijen.c.medewerker_id
            )
        )
    }
    return sorted(gevonden, key=lambda wie: (wie.team_id, wie.namens_id or 0, wie.naam, wie.medewerker_id))


def _in_dienst(
    persoon: InstrumentedAttribute[int],
    op: date | ColumnElement[date],
    eenheid: InstrumentedAttribute[str] | None = None,
) -> ColumnElement[bool]:
    werk = aliased(Dienstverband)
    bij = true() if eenheid is None else werk.eenheid == eenheid
    return exists().where(werk.medewerker_id == persoon, loopt_in(werk.van, werk.tot_en_met, op, op), bij)


def _bekend(tabel: type[Inschaling] | type[Arbeidspatroon], bekend_op: datetime | None) -> ColumnElement[bool]:
    if bekend_op is None:
        return tabel.ingetrokken_op.is_(None)
    return and_(tabel.vastgelegd_op <= bekend_op, or_(tabel.ingetrokken_op.is_(None), tabel.ingetrokken_op > bekend_op))

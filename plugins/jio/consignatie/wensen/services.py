# SPDX-License-Identifier: EUPL-1.2
"""Wishes for a roster year: opened with a closing date, given by employees, and read by who makes the roster."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Teamlid
from core.people.opzoeken import Lidmaatschap, lidmaatschappen
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Rooster
from plugins.jio.consignatie.services.overzicht.feestdagen import feestdagen
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Roosterkop, als_kop, koppen
from plugins.jio.consignatie.services.roosters import IN_OPBOUW
from plugins.jio.consignatie.wensen.models import Wens, Wensantwoord, Wensronde
from plugins.jio.consignatie.wensen.policy import WENS
from plugins.jio.consignatie.wensen.rules import Wenssoort, eis_ronde, eis_wensen, is_open

#: A reminder that could not go out on its day is sent until the round closes, and not after.
GEVRAAGD, HERINNERING = "jio.wensen_gevraagd", "jio.wensen_herinnering"


@dataclass(frozen=True)
class Weekwens:
    """A duty of the year and what somebody wishes about it; ``feestdagen`` are the holidays in it, by name."""

    dinsdag: date
    begin: datetime
    einde: datetime
    soort: Wenssoort | None
    feestdagen: tuple[str, ...]


@dataclass(frozen=True)
class MijnRonde:
    """A round of the reader's team, with the reader's own wishes and nobody else's."""

    kop: Roosterkop
    sluit_op: date
    open: bool
    beantwoord_op: datetime | None
    weken: tuple[Weekwens, ...]
    feestdagen: Mapping[date, str]


@dataclass(frozen=True)
class Antwoord:
    """What one person of the team answered, by kind; None is not answered yet."""

    medewerker_id: int
    naam: str
    beantwoord_op: datetime | None
    wensen: Mapping[date, Wenssoort]

    def aantal(self, soort: Wenssoort) -> int:
        """Return how many weeks have a kind."""
        return sum(gekozen is soort for gekozen in self.wensen.values())


@dataclass(frozen=True)
class Ronde:
    """The round of a roster for who makes it; without ``sluit_op`` it was never opened."""

    kop: Roosterkop
    sluit_op: date | None
    herinner_op: date | None
    herinnerd_op: datetime | None
    open: bool
    antwoorden: tuple[Antwoord, ...]
    diensten: tuple[date, ...]

    @property
    def beantwoord(self) -> int:
        """How many people answered."""
        return sum(antwoord.beantwoord_op is not None for antwoord in self.antwoorden)

    def niet(self, dinsdag: date) -> tuple[str, ...]:
        """Return who cannot serve a week."""
        return tuple(
            antwoord.naam for antwoord in self.antwoorden if antwoord.wensen.get(dinsdag) is Wenssoort.KAN_NIET
        )


def open_ronde(ctx: Context, rooster_id: int, *, sluit_op: date, herinner_op: date | None = None) -> None:
    """Open the wishes of a draft roster, or move the closing date; the first time everybody of the team hears of it.

    Raises ``Geweigerd`` and ``GeenToegang``.
    """
    with ctx.database.transactie() as s:
        rooster = _rooster(s, ctx, rooster_id, "open")
        if rooster.status not in IN_OPBOUW:
            raise Geweigerd("", "dit rooster is gepubliceerd: er zijn geen wensen meer voor te geven")
        eerste = s.scalars(
            select(Dienst.dinsdag).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)
        ).first()
        eis_ronde(sluit_op, herinner_op, ctx.vandaag, eerste or date.max)
        ronde = s.get(Wensronde, rooster_id)
        nieuw = ronde is None
        if ronde is None:
            ronde = Wensronde(rooster_id=rooster_id, geopend_op=ctx.nu, geopend_door=ctx.actor.account_id)
            s.add(ronde)
        if ronde.herinner_op != herinner_op:
            ronde.herinnerd_op = None
        ronde.sluit_op, ronde.herinner_op = sluit_op, herinner_op
        noteer(s, ctx, "open", WENS, rooster_id, sluit_op=sluit_op)
        if nieuw:
            for medewerker_id in leden_van_jaar(s, rooster.team_id, rooster.jaar):
                stuur(s, ctx, GEVRAAGD, medewerker_id, jaar=rooster.jaar, sluit_op=sluit_op)


def leg_vast(ctx: Context, rooster_id: int, wensen: Mapping[date, Wenssoort]) -> None:
    """Record all wishes of the actor for a roster; a week that is left out has none any more.

    Raises ``Geweigerd`` after the closing date or for a week outside the roster, and ``GeenToegang`` for who is not
    in the team.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("leg_vast", policy.doel(WENS, medewerker_id=zelf))
    with ctx.database.transactie() as s:
        ronde = s.scalar(select(Wensronde).where(Wensronde.rooster_id == rooster_id).with_for_update())
        rooster = s.get(Rooster, rooster_id)
        if ronde is None or rooster is None or zelf is None:
            raise GeenToegang("leg_vast", WENS)
        if zelf not in leden_van_jaar(s, rooster.team_id, rooster.jaar):
            raise GeenToegang("leg_vast", WENS)
        diensten = s.scalars(select(Dienst.dinsdag).where(Dienst.rooster_id == rooster_id)).all()
        eis_wensen(wensen, diensten, ronde.sluit_op, ctx.vandaag)
        if rooster.status not in IN_OPBOUW:
            raise Geweigerd("", "dit rooster is gepubliceerd: vraag een collega om te ruilen")
        over = dict(wensen)
        for rij in s.scalars(
            select(Wens).where(Wens.rooster_id == rooster_id, Wens.medewerker_id == zelf, Wens.vervallen_op.is_(None))
        ):
            if over.get(rij.dinsdag) is rij.soort:
                del over[rij.dinsdag]
            else:
                rij.vervallen_op = ctx.nu
        s.flush()
        s.add_all(
            Wens(rooster_id=rooster_id, medewerker_id=zelf, dinsdag=dinsdag, soort=soort, vastgelegd_op=ctx.nu)
            for dinsdag, soort in sorted(over.items())
        )
        antwoord = s.get(Wensantwoord, (rooster_id, zelf))
        if antwoord is None:
            antwoord = Wensantwoord(rooster_id=rooster_id, medewerker_id=zelf)
            s.add(antwoord)
        antwoord.beantwoord_op = ctx.nu
        noteer(s, ctx, "leg_vast", WENS, rooster_id, aantal=len(wensen))


def mijn_wensen(ctx: Context) -> tuple[MijnRonde, ...]:
    """Return the rounds of this year and later of the actor's teams, in a fixed number of queries.

    Raises ``GeenToegang``.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", policy.doel(WENS, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            koppen()
            .add_columns(Wensronde.sluit_op)
            .join(Wensronde, Wensronde.rooster_id == Rooster.id)
            .where(Rooster.jaar >= ctx.vandaag.year)
            .order_by(Rooster.jaar, Rooster.id)
        ).all()
        gevonden = [(als_kop(*rij[:4]), rij[4]) for rij in rijen]
        leden = lidmaatschappen(s, {kop.team_id for kop, _ in gevonden}, date(ctx.vandaag.year, 1, 1))
        eigen = [(kop, sluit_op) for kop, sluit_op in gevonden if zelf in _in_jaar(leden, kop.team_id, kop.jaar)]
        ids = [kop.id for kop, _ in eigen]
        wensen = wensen_van(s, ids, alleen=zelf)
        antwoorden = {
            antwoord.rooster_id: antwoord.beantwoord_op
            for antwoord in s.scalars(
                select(Wensantwoord).where(Wensantwoord.rooster_id.in_(ids), Wensantwoord.medewerker_id == zelf)
            )
        }
        diensten = s.scalars(select(Dienst).where(Dienst.rooster_id.in_(ids)).order_by(Dienst.dinsdag)).all()
        parameters = geldend(s, ctx.installatie)
    uit = []
    for kop, sluit_op in eigen:
        vrij = feestdagen(date(kop.jaar, 1, 1), date(kop.jaar + 1, 1, 15), parameters)
        weken = tuple(
            Weekwens(
                dienst.dinsdag,
                dienst.begin,
                dienst.einde,
                wensen.get(kop.id, {}).get(zelf or 0, {}).get(dienst.dinsdag),
                tuple(naam for dag, naam in vrij.items() if dienst.dinsdag < dag <= dienst.einde.date()),
            )
            for dienst in diensten
            if dienst.rooster_id == kop.id
        )
        open_ = is_open(sluit_op, ctx.vandaag) and kop.in_opbouw
        uit.append(MijnRonde(kop, sluit_op, open_, antwoorden.get(kop.id), weken, vrij))
    return tuple(uit)


def te_geven(ctx: Context) -> tuple[tuple[int, date], ...]:
    """Return the year and closing date of every open round of the actor's teams that waits for an answer: one query."""
    zelf = ctx.actor.medewerker_id
    if zelf is None:
        return ()
    antwoord = (Wensantwoord.rooster_id == Wensronde.rooster_id) & (Wensantwoord.medewerker_id == zelf)
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Rooster.jaar, Wensronde.sluit_op, Teamlid.van, Teamlid.tot_en_met)
            .join(Wensronde, Wensronde.rooster_id == Rooster.id)
            .join(Teamlid, Teamlid.team_id == Rooster.team_id)
            .outerjoin(Wensantwoord, antwoord)
            .where(
                Teamlid.medewerker_id == zelf,
                Rooster.status.in_(IN_OPBOUW),
                Wensronde.sluit_op >= ctx.vandaag,
                Wensantwoord.medewerker_id.is_(None),
            )
            .order_by(Wensronde.sluit_op)
        ).all()
    return tuple(
        dict.fromkeys(
            (jaar, sluit_op)
            for jaar, sluit_op, van, tot_en_met in rijen
            if van <= date(jaar, 12, 31) and (tot_en_met is None or tot_en_met >= date(jaar, 1, 1))
        )
    )


def rondes(ctx: Context) -> tuple[Ronde, ...]:
    """Return the rosters of this year and later that are still made, with their round, in a fixed number of queries.

    Raises ``GeenToegang``.
    """
    if not ctx.installatie.beleid.mag_ergens(ctx.actor, "bekijk_team", WENS):
        raise GeenToegang("bekijk_team", WENS)
    with ctx.database.lezen() as s:
        gevonden = [
            als_kop(*rij)
            for rij in s.execute(
                koppen().where(Rooster.jaar >= ctx.vandaag.year, Rooster.status.in_(IN_OPBOUW)).order_by(Rooster.jaar)
            )
        ]
        zichtbaar = [kop for kop in gevonden if ctx.mag("bekijk_team", policy.doel(WENS, team_id=kop.team_id))]
        return _rondes(s, ctx, zichtbaar)


def ronde_van(ctx: Context, rooster_id: int) -> Ronde:
    """Return the round of one roster. Raises ``GeenToegang``, also when there is no such roster."""
    with ctx.database.lezen() as s:
        rij = s.execute(koppen().where(Rooster.id == rooster_id)).first()
        if rij is None:
            raise GeenToegang("bekijk_team", WENS)
        kop = als_kop(*rij)
        ctx.eis("bekijk_team", policy.doel(WENS, team_id=kop.team_id))
        return _rondes(s, ctx, [kop])[0]


def te_herinneren(ctx: Context) -> tuple[int, ...]:
    """Return the draft rosters of which the reminder is due today."""
    with ctx.database.lezen() as s:
        return tuple(
            s.scalars(
                select(Wensronde.rooster_id)
                .join(Rooster, Rooster.id == Wensronde.rooster_id)
                .where(
                    Rooster.status.in_(IN_OPBOUW),
                    Wensronde.herinner_op <= ctx.vandaag,
                    Wensronde.sluit_op >= ctx.vandaag,
                    Wensronde.herinnerd_op.is_(None),
                )
                .order_by(Wensronde.rooster_id)
            )
        )


def herinner(ctx: Context, rooster_id: int) -> int:
    """Remind who has not answered, once a round; return how many there are."""
    with ctx.database.transactie() as s:
        ronde = s.scalar(select(Wensronde).where(Wensronde.rooster_id == rooster_id).with_for_update())
        rooster = s.get(Rooster, rooster_id)
        if ronde is None or rooster is None or ronde.herinnerd_op is not None:
            return 0
        ronde.herinnerd_op = ctx.nu
        beantwoord = set(s.scalars(select(Wensantwoord.medewerker_id).where(Wensantwoord.rooster_id == rooster_id)))
        wachten = [wie for wie in leden_van_jaar(s, rooster.team_id, rooster.jaar) if wie not in beantwoord]
        for medewerker_id in wachten:
            stuur(s, ctx, HERINNERING, medewerker_id, jaar=rooster.jaar, sluit_op=ronde.sluit_op)
        noteer(s, ctx, "herinner", WENS, rooster_id, aantal=len(wachten))
        return len(wachten)


def wensen_van(
    s: Session, rooster_ids: Collection[int], alleen: int | None = None
) -> dict[int, dict[int, dict[date, Wenssoort]]]:
    """Return the wishes that hold, by roster, person and Tuesday."""
    vraag = select(Wens.rooster_id, Wens.medewerker_id, Wens.dinsdag, Wens.soort).where(
        Wens.rooster_id.in_(rooster_ids), Wens.vervallen_op.is_(None)
    )
    if alleen is not None:
        vraag = vraag.where(Wens.medewerker_id == alleen)
    uit: dict[int, dict[int, dict[date, Wenssoort]]] = {}
    for rooster_id, wie, dinsdag, soort in s.execute(vraag):
        uit.setdefault(rooster_id, {}).setdefault(wie, {})[dinsdag] = soort
    return uit


def leden_van_jaar(s: Session, team_id: int, jaar: int) -> dict[int, str]:
    """Return who is in a team on some day of a year, by name."""
    return _in_jaar(lidmaatschappen(s, [team_id], date(jaar, 1, 1), date(jaar, 12, 31)), team_id, jaar)


def _in_jaar(leden: Sequence[Lidmaatschap], team_id: int, jaar: int) -> dict[int, str]:
    eerste, laatste = date(jaar, 1, 1), date(jaar, 12, 31)
    return {
        lid.medewerker_id: lid.naam
        for lid in leden
        if lid.team_id == team_id and lid.van <= laatste and (lid.tot_en_met is None or lid.tot_en_met >= eerste)
    }


def _rooster(s: Session, ctx: Context, rooster_id: int, handeling: str) -> Rooster:
    rooster = s.scalar(select(Rooster).where(Rooster.id == rooster_id).with_for_update())
    if rooster is None:
        raise GeenToegang(handeling, WENS)
    ctx.eis(handeling, policy.doel(WENS, team_id=rooster.team_id))
    return rooster


def _rondes(s: Session, ctx: Context, hoofden: Sequence[Roosterkop]) -> tuple[Ronde, ...]:
    ids = [kop.id for kop in hoofden]
    gevonden = {ronde.rooster_id: ronde for ronde in s.scalars(select(Wensronde).where(Wensronde.rooster_id.in_(ids)))}
    eerste = date(min((kop.jaar for kop in hoofden), default=ctx.vandaag.year), 1, 1)
    leden = lidmaatschappen(s, {kop.team_id for kop in hoofden}, eerste)
    wensen = wensen_van(s, ids)
    beantwoord = {
        (antwoord.rooster_id, antwoord.medewerker_id): antwoord.beantwoord_op
        for antwoord in s.scalars(select(Wensantwoord).where(Wensantwoord.rooster_id.in_(ids)))
    }
    diensten: dict[int, list[date]] = {}
    for rooster_id, dinsdag in s.execute(
        select(Dienst.rooster_id, Dienst.dinsdag).where(Dienst.rooster_id.in_(ids)).order_by(Dienst.dinsdag)
    ):
        diensten.setdefault(rooster_id, []).append(dinsdag)
    uit = []
    for kop in hoofden:
        ronde = gevonden.get(kop.id)
        antwoorden = tuple(
            Antwoord(wie, naam, beantwoord.get((kop.id, wie)), wensen.get(kop.id, {}).get(wie, {}))
            for wie, naam in sorted(_in_jaar(leden, kop.team_id, kop.jaar).items(), key=lambda paar: paar[1])
        )
        uit.append(
            Ronde(
                kop,
                ronde.sluit_op if ronde else None,
                ronde.herinner_op if ronde else None,
                ronde.herinnerd_op if ronde else None,
                ronde is not None and kop.in_opbouw and is_open(ronde.sluit_op, ctx.vandaag),
                antwoorden,
                tuple(diensten.get(kop.id, ())),
            )
        )
    return tuple(uit)

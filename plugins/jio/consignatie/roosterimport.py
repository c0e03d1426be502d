# SPDX-License-Identifier: EUPL-1.2
"""Rosters from a file: one that is being made, and those of earlier years, which only count for fairness (JIO 7.6).

Every row is checked by itself and then all of them together, so that each bad row is named; only when all are good are
they stored. Reading a file again changes nothing, and a wrong one can be taken back while nothing rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import OngeldigeTijd, lees_lokale_tijd
from core.context import Context
from core.contributions import Importtype
from core.people.opzoeken import lidmaatschappen
from core.people.policy import loopt
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt
from core.rules.boom import Tekst
from core.rules.invoer import lees
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.importcellen import Rij, medewerker_in, team_in
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.rules.dienst import eis_dinsdag
from plugins.jio.consignatie.rules.inzetbaar import Belemmering
from plugins.jio.consignatie.rules.jaarrooster import dinsdagen
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import AL_VERANDERD, DUBBEL, Stuk, als_stuk, rijen, schrijf, vergrendel
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import bezwaren, inzetfeiten, toets
from plugins.jio.consignatie.services.sporen import begin_stap

Fout = tuple[int, str, str]

TWEE_KEER = "deze dienst staat al in het bestand, met iemand anders"
OVERLAPT = "deze tijd van de dienst staat al in het bestand, met iemand anders"
#: Why somebody cannot serve, in words that say nothing of a ground.
_BELEMMERING = {
    Belemmering.JONGER_DAN_18: "is dan nog geen 18 jaar",
    Belemmering.PAS_REGELING: "gebruikt de PAS-regeling",
    Belemmering.ONTHEFFING: "heeft een ontheffing",
    Belemmering.VERLOF: "is dan afwezig",
    Belemmering.ZIEKTE: "is dan afwezig",
}


@dataclass(frozen=True)
class Dienstinvoer:
    """Who has a duty of a roster that is being made, or a part of it: ``van`` and ``tot`` None are its own ends."""

    dienst_id: int
    rooster_id: int
    team_id: int
    dinsdag: date
    medewerker_id: int
    van: datetime | None
    tot: datetime | None


@dataclass(frozen=True)
class Eerdereinvoer:
    """Who had a duty in an earlier year, or a part of it."""

    team_id: int
    dinsdag: date
    medewerker_id: int
    van: datetime | None
    tot: datetime | None


Invoer = Dienstinvoer | Eerdereinvoer


@dataclass(frozen=True)
class _Beurt:
    """A duty, or a part of one, that somebody would have by the file, for the check that nobody is in two at once."""

    plaats: int
    medewerker_id: int
    van: datetime
    tot: datetime


def _dienst(s: Session, rij: Rij) -> Dienstinvoer:
    dinsdag, team_id = _dinsdag(rij), team_in(s, rij)
    gevonden = s.execute(
        select(Dienst.id, Rooster.id, Rooster.status)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(Dienst.team_id == team_id, Dienst.dinsdag == dinsdag)
    ).first()
    if gevonden is None:
        raise Geweigerd("dinsdag", "voor deze dinsdag is nog geen rooster gemaakt")
    if gevonden.status not in roosters.IN_OPBOUW:
        raise Geweigerd("dinsdag", "dit rooster is al gepubliceerd")
    return Dienstinvoer(gevonden[0], gevonden[1], team_id, dinsdag, medewerker_in(s, rij), *_deel(rij))


def _toets_rooster(ctx: Context, s: Session, waarden: Sequence[Dienstinvoer]) -> Iterator[Fout]:
    """Yield the rows that the rules refuse: somebody of another team, who may not serve, or in two duties at once."""
    yield from _dubbele_diensten(waarden)
    eerste, laatste = min(waarde.dinsdag for waarde in waarden), max(waarde.dinsdag for waarde in waarden)
    mensen = {waarde.medewerker_id for waarde in waarden}
    leden = lidmaatschappen(s, sorted({waarde.team_id for waarde in waarden}), eerste, laatste)
    feiten, parameters = inzetfeiten(s, mensen, eerste, laatste), geldend(s, ctx.installatie)
    diensten = {
        dienst.id: dienst
        for dienst in s.scalars(select(Dienst).where(Dienst.id.in_({waarde.dienst_id for waarde in waarden})))
    }
    beurten = []
    for plaats, waarde in enumerate(waarden):
        if not any(
            (lid.team_id, lid.medewerker_id) == (waarde.team_id, waarde.medewerker_id)
            and loopt(lid.van, lid.tot_en_met, waarde.dinsdag)
            for lid in leden
        ):
            yield plaats, "personeelsnummer", "deze medewerker hoort dan niet bij het team van de dienst"
            continue
        feit = feiten[waarde.medewerker_id]
        if hard := bezwaren(toets(feit, waarde.dinsdag, parameters, feit.diensten)):
            redenen = ", ".join(dict.fromkeys(_BELEMMERING.get(soort, str(soort)) for soort in hard))
            yield plaats, "personeelsnummer", f"deze medewerker kan de dienst niet doen: {redenen}"
        dienst = diensten[waarde.dienst_id]
        try:
            van, tot = _binnen(waarde, dienst.begin, dienst.einde)
        except Geweigerd as fout:
            yield plaats, fout.veld, fout.reden
            continue
        beurten.append(_Beurt(plaats, waarde.medewerker_id, van, tot))
    yield from _overlappend(waarden, beurten)
    yield from _twee_tegelijk(s, beurten, diensten)


def _verwerk_rooster(ctx: Context, s: Session, waarden: Sequence[Dienstinvoer]) -> list[int]:
    ctx.eis("importeer", policy.doel(policy.ROOSTER))
    return _bezet(s, ctx, [(waarde.dienst_id, waarde) for waarde in waarden], {rij.rooster_id for rij in waarden})


def _eerder(s: Session, rij: Rij) -> Eerdereinvoer:
    return Eerdereinvoer(team_in(s, rij), _dinsdag(rij), medewerker_in(s, rij), *_deel(rij))


def _toets_eerder(ctx: Context, s: Session, waarden: Sequence[Eerdereinvoer]) -> Iterator[Fout]:
    """Yield the rows of a year that is not over, that Annex keeps itself, or of which the holidays are not known.

    Whether somebody might serve is not asked: it happened.
    """
    yield from _dubbele_diensten(waarden)
    kalender = kalender_van(geldend(s, ctx.installatie))
    bestaand = _bestaand(s, waarden)
    beurten = []
    for plaats, waarde in enumerate(waarden):
        jaar = waarde.dinsdag.year
        rooster = bestaand.get((waarde.team_id, jaar))
        if jaar >= ctx.vandaag.year:
            yield plaats, "dinsdag", "dit jaar is nog niet voorbij: lees het in als rooster in opbouw"
        elif rooster is not None and not _is_geschiedenis(rooster):
            yield plaats, "dinsdag", f"het rooster van {jaar} staat al in Annex"
        else:
            try:
                for dinsdag in dinsdagen(jaar):
                    kalender.dienst(dinsdag)
            except ParameterOntbreekt:
                yield plaats, "dinsdag", f"van {jaar} is niet bekend welke dagen een feestdag zijn"
                continue
            dienst = kalender.dienst(waarde.dinsdag)
            try:
                van, tot = _binnen(waarde, dienst.start, dienst.einde)
            except Geweigerd as fout:
                yield plaats, fout.veld, fout.reden
                continue
            beurten.append(_Beurt(plaats, waarde.medewerker_id, van, tot))
    yield from _overlappend(waarden, beurten)
    eigen = s.scalars(select(Dienst.id).where(Dienst.rooster_id.in_([rooster.id for rooster in bestaand.values()])))
    yield from _twee_tegelijk(s, beurten, list(eigen))


def _verwerk_eerder(ctx: Context, s: Session, waarden: Sequence[Eerdereinvoer]) -> list[int]:
    """Store closed rosters that never become claims or pay."""
    ctx.eis("importeer", policy.doel(policy.ROOSTER))
    bestaand = _bestaand(s, waarden)
    geraakt: set[int] = set()
    for team_id, jaar in sorted({(waarde.team_id, waarde.dinsdag.year) for waarde in waarden}):
        rooster = bestaand.get((team_id, jaar))
        geraakt.add(roosters.maak_geschiedenis(s, ctx, team_id, jaar) if rooster is None else rooster.id)
    ids = {
        (team_id, dinsdag): dienst_id
        for dienst_id, team_id, dinsdag in s.execute(
            select(Dienst.id, Dienst.team_id, Dienst.dinsdag).where(Dienst.rooster_id.in_(geraakt))
        )
    }
    return _bezet(s, ctx, [(ids[waarde.team_id, waarde.dinsdag], waarde) for waarde in waarden], geraakt)


def neem_terug(ctx: Context, s: Session, deel_ids: Sequence[int]) -> None:
    """Take back the pieces that a file added, and put back what stood there. Raises ``Geweigerd``.

    Refused when the roster was published since, or a piece changed: people may rest on it then.
    """
    ctx.eis("importeer", policy.doel(policy.ROOSTER))
    delen = s.scalars(select(Dienstdeel).where(Dienstdeel.id.in_(deel_ids))).all()
    per_dienst: dict[int, list[Dienstdeel]] = {}
    for deel in delen:
        per_dienst.setdefault(deel.dienst_id, []).append(deel)
    diensten = vergrendel(s, per_dienst.keys(), {deel.medewerker_id for deel in delen})
    gevonden = s.scalars(
        select(Rooster).where(Rooster.id.in_({dienst.rooster_id for dienst in diensten.values()})).with_for_update()
    ).all()
    if any(rooster.status not in roosters.IN_OPBOUW and not _is_geschiedenis(rooster) for rooster in gevonden):
        raise Geweigerd("import", "dit rooster is intussen gepubliceerd; verander het met een ruil of vervanging")
    oud = rijen(s, per_dienst.keys())
    if any(_anders_sinds(oud[dienst_id], eigen) for dienst_id, eigen in per_dienst.items()):
        raise Geweigerd("import", AL_VERANDERD)
    # What the file left as it was stays.
    nieuw = {
        dienst_id: [als_stuk(deel) for deel in oud[dienst_id] if deel not in eigen]
        for dienst_id, eigen in per_dienst.items()
    }
    for eerder in s.scalars(select(Dienstdeel).where(Dienstdeel.dienst_id.in_(per_dienst)).order_by(Dienstdeel.van)):
        if eerder.vervallen_op == per_dienst[eerder.dienst_id][0].vastgelegd_op:
            nieuw[eerder.dienst_id].append(als_stuk(eerder))
    schrijf(s, ctx, oud, nieuw)
    for rooster in gevonden:
        begin_stap(s, ctx, policy.ROOSTER, rooster.id, "draai_terug", rooster.status)


def _anders_sinds(nu: Sequence[Dienstdeel], eigen: Sequence[Dienstdeel]) -> bool:
    """Tell whether a duty changed since a file added these pieces to it."""
    return any(deel not in nu for deel in eigen) or any(deel.vastgelegd_op > eigen[0].vastgelegd_op for deel in nu)


def _bezet(s: Session, ctx: Context, bezetting: Sequence[tuple[int, Invoer]], rooster_ids: Iterable[int]) -> list[int]:
    """Give duties, or parts of them, to people; return the pieces that are new, by number."""
    ids = {dienst_id for dienst_id, _ in bezetting}
    diensten = vergrendel(s, ids, {waarde.medewerker_id for _, waarde in bezetting})
    oud = rijen(s, ids)
    bekend = {deel.id for lijst in oud.values() for deel in lijst}
    nieuw: dict[int, list[Stuk]] = {id: [] for id in ids}
    for id, waarde in bezetting:
        nieuw[id].append(Stuk(waarde.medewerker_id, *_binnen(waarde, diensten[id].begin, diensten[id].einde)))
    schrijf(s, ctx, oud, nieuw)
    erbij = [deel.id for lijst in rijen(s, ids).values() for deel in lijst if deel.id not in bekend]
    if erbij:
        for rooster in s.scalars(select(Rooster).where(Rooster.id.in_(set(rooster_ids))).order_by(Rooster.id)):
            begin_stap(s, ctx, policy.ROOSTER, rooster.id, "lees_in", rooster.status)
            noteer(s, ctx, "importeer", policy.ROOSTER, rooster.id, anders=len(erbij))
    return sorted(erbij)


def _bestaand(s: Session, waarden: Sequence[Eerdereinvoer]) -> dict[tuple[int, int], Rooster]:
    return {
        (rooster.team_id, rooster.jaar): rooster
        for rooster in s.scalars(
            select(Rooster).where(
                Rooster.team_id.in_({waarde.team_id for waarde in waarden}),
                Rooster.jaar.in_({waarde.dinsdag.year for waarde in waarden}),
            )
        )
    }


def _is_geschiedenis(rooster: Rooster) -> bool:
    return (
        rooster.status is Roosterstatus.GESLOTEN
        and rooster.declareren_vanaf is not None
        and rooster.declareren_vanaf.year > rooster.jaar
    )


def _dubbele_diensten(waarden: Sequence[Invoer]) -> Iterator[Fout]:
    """Yield the rows that give a duty as a whole while another row gives it too; parts are compared by their times."""
    gezien: dict[tuple[int, date], bool] = {}
    for plaats, waarde in enumerate(waarden):
        sleutel, geheel = (waarde.team_id, waarde.dinsdag), waarde.van is None and waarde.tot is None
        if sleutel in gezien and (geheel or gezien[sleutel]):
            yield plaats, "dinsdag", TWEE_KEER
        gezien.setdefault(sleutel, geheel)


def _overlappend(waarden: Sequence[Invoer], beurten: Iterable[_Beurt]) -> Iterator[Fout]:
    """Yield the rows that give a part of a duty of which another row gives the same time."""
    gezien: dict[tuple[int, date], list[_Beurt]] = {}
    for beurt in beurten:
        waarde = waarden[beurt.plaats]
        if waarde.van is None and waarde.tot is None:
            continue
        eerder = gezien.setdefault((waarde.team_id, waarde.dinsdag), [])
        if any(ander.van < beurt.tot and beurt.van < ander.tot for ander in eerder):
            yield beurt.plaats, "van", OVERLAPT
        eerder.append(beurt)


def _binnen(waarde: Invoer, begin: datetime, einde: datetime) -> tuple[datetime, datetime]:
    """Return what somebody gets of a duty. Raises ``Geweigerd`` for a part that does not lie within it."""
    van, tot = waarde.van or begin, waarde.tot or einde
    if not begin <= van < einde:
        raise Geweigerd("van", "dit ligt niet binnen de dienst")
    if not van < tot <= einde:
        raise Geweigerd("tot", "dit ligt niet binnen de dienst, na het begin van het deel")
    return van, tot


def _deel(rij: Rij) -> tuple[datetime | None, datetime | None]:
    """Return the part of the duty that a row speaks of; an empty cell is the begin or the end of the duty."""
    return _moment(rij, "van"), _moment(rij, "tot")


def _moment(rij: Rij, kolom: str) -> datetime | None:
    tekst = rij[kolom].strip()
    if not tekst:
        return None
    try:
        return lees_lokale_tijd(tekst)
    except OngeldigeTijd as fout:
        raise Geweigerd(kolom, str(fout)) from fout


def _twee_tegelijk(s: Session, beurten: Sequence[_Beurt], behalve: Iterable[int]) -> Iterator[Fout]:
    """Yield the rows by which somebody would be in two duties at once; ``behalve`` are duties that the file sets."""
    if not beurten:
        return
    bezet: dict[int, list[tuple[datetime, datetime]]] = {}
    anders = set(behalve)
    for wie, dienst_id, van, tot in s.execute(
        select(Dienstdeel.medewerker_id, Dienstdeel.dienst_id, Dienstdeel.van, Dienstdeel.tot).where(
            Dienstdeel.medewerker_id.in_({beurt.medewerker_id for beurt in beurten}),
            Dienstdeel.vervallen_op.is_(None),
            Dienstdeel.van < max(beurt.tot for beurt in beurten),
            Dienstdeel.tot > min(beurt.van for beurt in beurten),
        )
    ):
        if dienst_id not in anders:
            bezet.setdefault(wie, []).append((van, tot))
    for beurt in sorted(beurten, key=lambda beurt: (beurt.van, beurt.plaats)):
        eigen = bezet.setdefault(beurt.medewerker_id, [])
        if any(van < beurt.tot and beurt.van < tot for van, tot in eigen):
            yield beurt.plaats, "personeelsnummer", DUBBEL.replace("wie overneemt", "deze medewerker")
        else:
            eigen.append((beurt.van, beurt.tot))


def _dinsdag(rij: Rij) -> date:
    dinsdag = lees(date, Tekst(rij["dinsdag"].strip()), "dinsdag")
    eis_dinsdag("dinsdag", dinsdag)
    return dinsdag


_KOLOMMEN = ("team", "dinsdag", "personeelsnummer")
#: Of a duty that is split; both empty is the whole of it.
_DEEL = ("van", "tot")

ROOSTERIMPORTEN = (
    Importtype(
        "jio.rooster",
        "Rooster in opbouw",
        _KOLOMMEN,
        _dienst,
        _verwerk_rooster,
        policy.ROOSTER,
        optioneel=_DEEL,
        samen=_toets_rooster,
        terug=neem_terug,
    ),
    Importtype(
        "jio.rooster_eerder",
        "Rooster van een eerder jaar, voor de verdeling",
        _KOLOMMEN,
        _eerder,
        _verwerk_eerder,
        policy.ROOSTER,
        optioneel=_DEEL,
        samen=_toets_eerder,
        terug=neem_terug,
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""Versions of a published roster: kept as they were, compared with one another, and who of the team has seen them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak
from core.context import Context
from core.people.models import Account, Medewerker
from core.people.opzoeken import lidmaatschappen
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Rooster, Ruil, Stap
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, Roosterstatus, Ruilstatus
from plugins.jio.consignatie.roostermodellen import Roostergezien, Roosterversie
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.overzicht.feestdagen import feestdagen
from plugins.jio.consignatie.services.overzicht.jaarbeeld import (
    Deelregel,
    Dienstregel,
    Jaarbeeld,
    Roosterkop,
    Ruilregel,
    als_kop,
    diensten_met_delen,
    dienstregels,
    koppen,
    roosterkop,
    ruilregels,
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Versieregel:
    """A version in the list; ``door`` is empty for the program itself and for an account that is gone."""

    nummer: int
    op: datetime
    door: str


@dataclass(frozen=True)
class Versie:
    """A published version as it was; the names of people are those of today."""

    beeld: Jaarbeeld
    nummer: int
    op: datetime
    #: The version that holds now.
    laatste: int
    #: True when it was made later, from what is on record of that moment.
    achteraf: bool


@dataclass(frozen=True)
class Dienstverschil:
    """A duty that is another one in a later version: who, or the time itself."""

    dinsdag: date
    was: Dienstregel
    wordt: Dienstregel

    @property
    def tijd_anders(self) -> bool:
        """True when the duty begins or ends at another moment."""
        return (self.was.begin, self.was.einde) != (self.wordt.begin, self.wordt.einde)


@dataclass(frozen=True)
class Gezienregel:
    """Somebody of the team, and the newest version that was seen, if any."""

    medewerker_id: int
    naam: str
    versie: int | None
    op: datetime | None


def leg_versie_vast(s: Session, ctx: Context, rooster: Rooster) -> None:
    """Keep a published roster as it is now, in the caller's transaction, under its version number.

    What changed must have been written: the version is read back from the database.
    """
    s.flush()
    s.add(
        Roosterversie(
            rooster_id=rooster.id,
            versie=rooster.versie,
            op=ctx.nu,
            door=ctx.actor.account_id,
            inhoud=_inhoud(_toen(s, ctx, rooster.id, None)),
        )
    )


def onvolledig(ctx: Context) -> tuple[int, ...]:
    """Return the rosters of which a version is not kept: they were published before versions were."""
    bewaard = select(func.count(Roosterversie.id)).where(Roosterversie.rooster_id == Rooster.id).scalar_subquery()
    gezet = _stappen(Rooster.id).with_only_columns(func.count(Stap.id)).order_by(None).scalar_subquery()
    with ctx.database.lezen() as s:
        return tuple(s.scalars(select(Rooster.id).where(bewaard < gezet).order_by(Rooster.id)))


def vul_aan(ctx: Context, rooster_id: int) -> int:
    """Make the versions of a roster that are missing from what is on record of each moment; return how many.

    Who served what, and which swaps were recorded, is known of every moment; the times of the duties and the feestdagen
    are those of now. Such a version says that it was made afterwards.
    """
    with ctx.database.transactie() as s:
        rooster = s.scalars(select(Rooster).where(Rooster.id == rooster_id).with_for_update()).one()
        bewaard = set(s.scalars(select(Roosterversie.versie).where(Roosterversie.rooster_id == rooster_id)))
        gemaakt = 0
        for nummer, stap in enumerate(s.scalars(_stappen(rooster_id)).all(), start=1):
            if nummer in bewaard or nummer > rooster.versie:
                continue
            inhoud = _inhoud(_toen(s, ctx, rooster_id, stap.op)) | {"achteraf": ctx.nu.isoformat()}
            s.add(Roosterversie(rooster_id=rooster_id, versie=nummer, op=stap.op, door=stap.account_id, inhoud=inhoud))
            noteer(s, ctx, "vul_versie_aan", policy.ROOSTER, rooster_id, versie=nummer)
            gemaakt += 1
        return gemaakt


def versies(ctx: Context, rooster_id: int) -> tuple[Roosterkop, tuple[Versieregel, ...]]:
    """Return a roster with its versions, the newest first, in two queries. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        kop = roosterkop(s, ctx, rooster_id)
        rijen = s.execute(
            select(Roosterversie.versie, Roosterversie.op, Account.weergavenaam)
            .outerjoin(Account, Account.id == Roosterversie.door)
            .where(Roosterversie.rooster_id == rooster_id)
            .order_by(Roosterversie.versie.desc())
        ).all()
    return kop, tuple(Versieregel(nummer, op, naam or "") for nummer, op, naam in rijen)


def versie(ctx: Context, rooster_id: int, nummer: int) -> Versie:
    """Return a version as it was, in three queries. Raises ``GeenToegang``, also when there is no such version."""
    with ctx.database.lezen() as s:
        return _versies(s, ctx, rooster_id, [nummer])[nummer]


def verschil(ctx: Context, rooster_id: int, van: int, naar: int) -> tuple[Versie, tuple[Dienstverschil, ...]]:
    """Return the later of two versions and the duties in which they differ. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = _versies(s, ctx, rooster_id, sorted({van, naar}))
    oud, nieuw = gevonden[min(van, naar)], gevonden[max(van, naar)]
    return nieuw, verschillen(oud.beeld.diensten, nieuw.beeld.diensten)


def verschillen(oud: Iterable[Dienstregel], nieuw: Iterable[Dienstregel]) -> tuple[Dienstverschil, ...]:
    """Return the duties that differ in time, or in who performs which piece; why is no difference."""
    was = {dienst.dinsdag: dienst for dienst in oud}
    return tuple(
        Dienstverschil(dienst.dinsdag, was[dienst.dinsdag], dienst)
        for dienst in nieuw
        if dienst.dinsdag in was and _wezen(was[dienst.dinsdag]) != _wezen(dienst)
    )


def zie(ctx: Context, beeld: Jaarbeeld) -> None:
    """Record that the actor, when in the team, has seen the version that holds; only the first time counts."""
    wie, kop = ctx.actor.medewerker_id, beeld.kop
    if wie is None or wie not in beeld.mensen or kop.status not in GELDENDE_ROOSTERS:
        return
    ctx.eis("bekijk", policy.doel(policy.ROOSTER, team_id=kop.team_id))
    al_gezien = select(Roostergezien.id).where(
        Roostergezien.rooster_id == kop.id, Roostergezien.medewerker_id == wie, Roostergezien.versie == kop.versie
    )
    with ctx.database.lezen() as s:
        if s.scalar(al_gezien) is not None:
            return
    with ctx.database.transactie() as s:
        invoegen = postgresql.insert if s.get_bind().dialect.name == "postgresql" else sqlite.insert
        s.execute(
            invoegen(Roostergezien)
            .values(rooster_id=kop.id, medewerker_id=wie, versie=kop.versie, op=ctx.nu)
            .on_conflict_do_nothing()
        )


def gezien(ctx: Context, rooster_id: int) -> tuple[Gezienregel, ...]:
    """Return who of the team has seen which version, those who saw none or an old one first.

    For who may publish it: a colleague does not see what others have read. Raises ``GeenToegang``.
    """
    with ctx.database.lezen() as s:
        kop = roosterkop(s, ctx, rooster_id)
        ctx.eis("zet", policy.doel(policy.ROOSTER, team_id=kop.team_id))
        leden = {
            lid.medewerker_id: lid.naam
            for lid in lidmaatschappen(s, [kop.team_id], date(kop.jaar, 1, 1), date(kop.jaar, 12, 31))
        }
        laatste = (
            select(Roostergezien.medewerker_id, func.max(Roostergezien.versie).label("versie"))
            .where(Roostergezien.rooster_id == rooster_id)
            .group_by(Roostergezien.medewerker_id)
            .subquery()
        )
        rijen = {
            wie: (nummer, op)
            for wie, nummer, op in s.execute(
                select(Roostergezien.medewerker_id, Roostergezien.versie, Roostergezien.op)
                .join(
                    laatste,
                    (laatste.c.medewerker_id == Roostergezien.medewerker_id)
                    & (laatste.c.versie == Roostergezien.versie),
                )
                .where(Roostergezien.rooster_id == rooster_id)
            )
        }
    regels = [Gezienregel(wie, naam, *rijen.get(wie, (None, None))) for wie, naam in leden.items()]
    return tuple(sorted(regels, key=lambda regel: (regel.versie or 0, regel.naam)))


def _versies(s: Session, ctx: Context, rooster_id: int, nummers: Sequence[int]) -> Mapping[int, Versie]:
    kop = roosterkop(s, ctx, rooster_id)
    rijen = s.scalars(
        select(Roosterversie).where(Roosterversie.rooster_id == rooster_id, Roosterversie.versie.in_(nummers))
    ).all()
    if len(rijen) != len(nummers) or kop.status not in GELDENDE_ROOSTERS:
        raise GeenToegang("bekijk", policy.ROOSTER)
    mensen = {wie for rij in rijen for wie in rij.inhoud["mensen"]}
    namen = dict(s.execute(select(Medewerker.id, Medewerker.naam).where(Medewerker.id.in_(mensen))).all())
    return {
        rij.versie: Versie(_beeld(kop, rij, namen), rij.versie, rij.op, kop.versie, "achteraf" in rij.inhoud)
        for rij in rijen
    }


def _stappen(rooster_id: Any) -> Select[Stap]:
    """Return the steps that each made a version of a roster, in order."""
    return (
        select(Stap)
        .where(Stap.soort == policy.ROOSTER, Stap.object_id == rooster_id, Stap.stap.in_(("publiceer", "wijzig")))
        .order_by(Stap.id)
    )


def _toen(s: Session, ctx: Context, rooster_id: int, op: datetime | None) -> Jaarbeeld:
    """Return a published roster as it is, or with who served it at a moment; without anybody's absence."""
    kop = als_kop(*s.execute(koppen().where(Rooster.id == rooster_id)).one())
    parameters = geldend(s, ctx.installatie)
    diensten, delen, _ = diensten_met_delen(s, Dienst.rooster_id == rooster_id, op)
    eerste, laatste = date(kop.jaar, 1, 1), date(kop.jaar, 12, 31)
    mensen = {lid.medewerker_id: lid.naam for lid in lidmaatschappen(s, [kop.team_id], eerste, laatste)}
    mensen |= {deel.medewerker_id: deel.naam for lijst in delen.values() for deel in lijst}
    later = set() if op is None else set(s.scalars(select(Ruil.id).where(Ruil.vastgelegd_op > op)))
    return Jaarbeeld(
        kop,
        mensen,
        dienstregels(diensten, delen, kalender_van(parameters), (), ctx.nu),
        tuple(
            ruil
            for ruil in ruilregels(s, {dienst.id: dienst.dinsdag for dienst in diensten})
            if ruil.status is Ruilstatus.VASTGELEGD and ruil.id not in later
        ),
        (),
        feestdagen(eerste, date(kop.jaar + 1, 1, 15), parameters),
    )


def _wezen(dienst: Dienstregel) -> tuple[Any, ...]:
    return dienst.begin, dienst.einde, [(deel.medewerker_id, deel.van, deel.tot) for deel in dienst.delen]


def _inhoud(beeld: Jaarbeeld) -> Json:
    return {
        "team": beeld.kop.teamnaam,
        "discipline": beeld.kop.discipline,
        "nummer": beeld.kop.nummer,
        "mensen": sorted(beeld.mensen),
        "feestdagen": {dag.isoformat(): naam for dag, naam in beeld.feestdagen.items()},
        "diensten": [_dienst_inhoud(dienst) for dienst in beeld.diensten],
        "ruilen": [
            [ruil.id, ruil.aanbieder_id, ruil.overnemer_id, ruil.heen.isoformat(), _dag(ruil.terug)]
            for ruil in beeld.ruilen
        ],
    }


def _dienst_inhoud(dienst: Dienstregel) -> Json:
    return {
        "id": dienst.id,
        "dinsdag": dienst.dinsdag.isoformat(),
        "vak": [dienst.begin.isoformat(), dienst.einde.isoformat()],
        "uren": dienst.uren,
        "overlap_uren": dienst.overlap_uren,
        "delen": [
            [deel.medewerker_id, deel.van.isoformat(), deel.tot.isoformat(), deel.reden.value, deel.ruil_id]
            for deel in dienst.delen
        ],
        "gaten": [[gat.van.isoformat(), gat.tot.isoformat()] for gat in dienst.gaten],
        "minuten": {str(wie): minuten for wie, minuten in dienst.minuten.items()},
    }


def _beeld(kop: Roosterkop, rij: Roosterversie, namen: Mapping[int, str]) -> Jaarbeeld:
    """Read a frozen version."""
    inhoud: Json = rij.inhoud
    toen = Roosterkop(
        kop.id,
        kop.team_id,
        inhoud["team"],
        inhoud["discipline"],
        inhoud["nummer"],
        kop.jaar,
        Roosterstatus.GEPUBLICEERD if rij.versie == 1 else Roosterstatus.GEWIJZIGD,
        rij.versie,
    )
    return Jaarbeeld(
        toen,
        dict(sorted(((wie, namen.get(wie, "–")) for wie in inhoud["mensen"]), key=lambda paar: paar[1])),
        tuple(_dienst(dienst, namen) for dienst in inhoud["diensten"]),
        tuple(
            Ruilregel(nummer, Ruilstatus.VASTGELEGD, gever, nemer, date.fromisoformat(heen), _als_dag(terug))
            for nummer, gever, nemer, heen, terug in inhoud["ruilen"]
        ),
        (),
        {date.fromisoformat(dag): naam for dag, naam in inhoud["feestdagen"].items()},
    )


def _dienst(inhoud: Json, namen: Mapping[int, str]) -> Dienstregel:
    begin, einde = inhoud["vak"]
    return Dienstregel(
        inhoud["id"],
        date.fromisoformat(inhoud["dinsdag"]),
        datetime.fromisoformat(begin),
        datetime.fromisoformat(einde),
        inhoud["uren"],
        inhoud["overlap_uren"],
        tuple(
            Deelregel(
                wie,
                namen.get(wie, "–"),
                datetime.fromisoformat(van),
                datetime.fromisoformat(tot),
                Deelreden(reden),
                ruil,
            )
            for wie, van, tot, reden, ruil in inhoud["delen"]
        ),
        tuple(Tijdvak(datetime.fromisoformat(van), datetime.fromisoformat(tot)) for van, tot in inhoud["gaten"]),
        minuten={int(wie): minuten for wie, minuten in inhoud["minuten"].items()},
    )


def _dag(dag: date | None) -> str | None:
    return None if dag is None else dag.isoformat()


def _als_dag(tekst: str | None) -> date | None:
    return None if tekst is None else date.fromisoformat(tekst)

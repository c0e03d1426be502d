# SPDX-License-Identifier: EUPL-1.2
"""Who is who: units, who works where, who counts as werkgever (1.1), and who manages the cars.

A row here gives no role: a person needs the role from account administration and the row from HR.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op
from core.context import Context
from core.people.models import Account, Medewerker, Roltoekenning
from core.people.opzoeken import dienstverbanden, loopt_in
from core.rules import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Beheerderschap, Omonderdeel, Plaatsing, Werkgeverschap
from plugins.om.autoregeling.opzoeken import geldt_op
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, LOKAAL_BEHEER, WERKGEVER
from plugins.om.autoregeling.rules.indeling import Onderdeel
from plugins.om.autoregeling.rules.toekenning import WERKGEVER_VAN, Beslisser
from plugins.om.autoregeling.wagenpark.models import Woonwerkstop
from plugins.om.autoregeling.wagenpark.policy import INRICHTING, WOONWERKSTOP, doel
from plugins.om.autoregeling.wagenpark.services.gebruik import TAAK_WOONWERK

#: ``Werkgeverschap`` or ``Beheerderschap``; they have the same columns but one.
Mandaattabel = Any

_GEEN_EIGEN_ONDERDEEL = frozenset({Beslisser.PROCUREUR_GENERAAL})


@dataclass(frozen=True)
class Rolregel:
    """Somebody who counts as werkgever or manages cars, and whether the account has the role that goes with it."""

    id: int
    medewerker_id: int
    naam: str
    onderdeel: str | None
    hoedanigheid: Beslisser | None
    van: date
    tot_en_met: date | None
    heeft_rol: bool


@dataclass(frozen=True)
class Wieiswie:
    """Everything of the page."""

    onderdelen: tuple[tuple[Omonderdeel, int], ...]
    werkgevers: tuple[Rolregel, ...]
    beheerders: tuple[Rolregel, ...]


@dataclass(frozen=True)
class Stopregel:
    """A commuting allowance that has to stop, or was stopped."""

    id: int
    naam: str
    personeelsnummer: str
    van: date
    afgehandeld: bool


def toon(ctx: Context) -> Wieiswie:
    """Return units with how many people work there, werkgevers and managers. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(INRICHTING))
    with ctx.database.lezen() as s:
        aantallen: dict[int, int] = {}
        for nr in s.scalars(select(Plaatsing.onderdeel_id).where(geldt_op(Plaatsing, ctx.vandaag))):
            aantallen[nr] = aantallen.get(nr, 0) + 1
        onderdelen = s.scalars(select(Omonderdeel).order_by(Omonderdeel.code)).all()
        return Wieiswie(
            tuple((onderdeel, aantallen.get(onderdeel.id, 0)) for onderdeel in onderdelen),
            _rolregels(s, ctx, Werkgeverschap),
            _rolregels(s, ctx, Beheerderschap),
        )


def maak_onderdeel(ctx: Context, code: str, naam: str, soort: Onderdeel) -> int:
    """Record a unit of the OM. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", doel(INRICHTING))
    code, naam = code.strip().upper(), naam.strip()
    if not code or len(code) > 20 or not code.isalnum():
        raise Geweigerd("code", "schrijf een code van letters en cijfers, ten hoogste 20")
    if not naam or len(naam) > 120:
        raise Geweigerd("naam", "vul een naam in van ten hoogste 120 tekens")
    with ctx.database.transactie() as s:
        vergrendel(s, Omonderdeel.__tablename__)
        if s.scalar(select(Omonderdeel.id).where(Omonderdeel.code == code)):
            raise Geweigerd("code", "dit onderdeel staat er al")
        rij = Omonderdeel(code=code, naam=naam, soort=soort)
        s.add(rij)
        s.flush()
        noteer(s, ctx, "maak_onderdeel", INRICHTING, rij.id)
        return rij.id


def plaats(s: Session, ctx: Context, medewerker_id: int, onderdeel_id: int, van: date, tot_en_met: date | None) -> bool:
    """Record where somebody works from a day, in the caller's transaction; the earlier placement ends the day before.

    Tell whether anything changed. Raises ``Geweigerd`` where a later placement is in the way.
    """
    vergrendel(s, f"{Plaatsing.__tablename__}:{medewerker_id}")
    rijen = s.scalars(
        select(Plaatsing)
        .where(Plaatsing.medewerker_id == medewerker_id, Plaatsing.vervallen_op.is_(None))
        .order_by(Plaatsing.van)
    ).all()
    for rij in rijen:
        if (rij.onderdeel_id, rij.van, rij.tot_en_met) == (onderdeel_id, van, tot_en_met):
            return False
        if rij.van >= van and (tot_en_met is None or rij.van <= tot_en_met) and rij.van != van:
            raise Geweigerd("van", f"vanaf {rij.van:%d-%m-%Y} is er al een plaatsing")
    for rij in rijen:
        if rij.van == van:
            rij.vervallen_op = ctx.nu
        elif rij.van < van and (rij.tot_en_met is None or rij.tot_en_met >= van):
            rij.vervallen_op = ctx.nu
            s.add(
                Plaatsing(
                    medewerker_id=medewerker_id,
                    onderdeel_id=rij.onderdeel_id,
                    van=rij.van,
                    tot_en_met=date.fromordinal(van.toordinal() - 1),
                    vastgelegd_op=ctx.nu,
                    vastgelegd_door=ctx.actor.account_id,
                )
            )
    nieuw = Plaatsing(
        medewerker_id=medewerker_id,
        onderdeel_id=onderdeel_id,
        van=van,
        tot_en_met=tot_en_met,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(nieuw)
    s.flush()
    noteer(s, ctx, "plaats", INRICHTING, nieuw.id, medewerker=medewerker_id, onderdeel=onderdeel_id, van=van)
    return True


def maak_werkgever(
    ctx: Context, medewerker_id: int, onderdeel_id: int | None, hoedanigheid: Beslisser, van: date
) -> int:
    """Record that somebody counts as werkgever of a unit from a day; the Procureur-Generaal of all of them (1.1).

    Raises ``GeenToegang``, and ``Geweigerd`` when the text gives that office no such unit, and for oneself.
    """
    ctx.eis("wijzig", doel(INRICHTING))
    with ctx.database.transactie() as s:
        _eis_bij_om(s, ctx, medewerker_id, van)
        if hoedanigheid is Beslisser.ANDERS:
            raise Geweigerd("hoedanigheid", "de regeling noemt wie werkgever is; iemand anders kan dat niet zijn (1.1)")
        if (hoedanigheid in _GEEN_EIGEN_ONDERDEEL) != (onderdeel_id is None):
            raise Geweigerd("onderdeel", "alleen de Procureur-Generaal is werkgever van alle onderdelen (1.1)")
        if onderdeel_id is not None:
            onderdeel = s.get(Omonderdeel, onderdeel_id)
            if onderdeel is None:
                raise Geweigerd("onderdeel", "dit onderdeel bestaat niet")
            if onderdeel.soort not in WERKGEVER_VAN[hoedanigheid]:
                raise Geweigerd("hoedanigheid", "wie dit is, telt bij dit onderdeel niet als werkgever (1.1)")
        rij = Werkgeverschap(
            medewerker_id=medewerker_id,
            onderdeel_id=onderdeel_id,
            hoedanigheid=hoedanigheid,
            van=van,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        return _voeg_toe(s, ctx, "maak_werkgever", rij)


def maak_beheerder(ctx: Context, medewerker_id: int, onderdeel_id: int | None, van: date) -> int:
    """Record that somebody manages the cars of a unit, or of all of them: Centraal Wagenparkbeheer."""
    ctx.eis("wijzig", doel(INRICHTING))
    with ctx.database.transactie() as s:
        _eis_bij_om(s, ctx, medewerker_id, van)
        if onderdeel_id is not None and s.get(Omonderdeel, onderdeel_id) is None:
            raise Geweigerd("onderdeel", "dit onderdeel bestaat niet")
        rij = Beheerderschap(
            medewerker_id=medewerker_id,
            onderdeel_id=onderdeel_id,
            van=van,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        return _voeg_toe(s, ctx, "maak_beheerder", rij)


def beeindig_werkgever(ctx: Context, rij_id: int, laatste_dag: date) -> None:
    """Give a mandate as werkgever its last day."""
    _beeindig(ctx, Werkgeverschap, rij_id, laatste_dag)


def beeindig_beheerder(ctx: Context, rij_id: int, laatste_dag: date) -> None:
    """Give the management of cars its last day."""
    _beeindig(ctx, Beheerderschap, rij_id, laatste_dag)


def woonwerkstops(ctx: Context) -> tuple[Stopregel, ...]:
    """Return whose commuting allowance has to stop, what is to be done first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(WOONWERKSTOP))
    with ctx.database.lezen() as s:
        vraag = (
            select(Woonwerkstop, Medewerker.naam, Medewerker.personeelsnummer)
            .join(Medewerker, Medewerker.id == Woonwerkstop.medewerker_id)
            .order_by(Woonwerkstop.afgehandeld_op.is_not(None), Woonwerkstop.van.desc(), Woonwerkstop.id)
            .limit(200)
        )
        return tuple(
            Stopregel(rij.id, naam, nummer, rij.van, rij.afgehandeld_op is not None)
            for rij, naam, nummer in s.execute(vraag)
        )


def handel_stop_af(ctx: Context, stop_id: int) -> None:
    """Record that payroll stopped the commuting allowance (2.7). Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("handel_af", doel(WOONWERKSTOP))
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Woonwerkstop).where(Woonwerkstop.id == stop_id).with_for_update())
        if rij is None or rij.afgehandeld_op is not None:
            raise Geweigerd("", "dit is al gedaan")
        rij.afgehandeld_op, rij.afgehandeld_door = ctx.nu, ctx.actor.account_id
        noteer(s, ctx, "handel_af", WOONWERKSTOP, rij.id)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_WOONWERK, sleutel=str(rij.id))


def _eis_bij_om(s: Session, ctx: Context, medewerker_id: int, op: date) -> None:
    if ctx.actor.medewerker_id == medewerker_id:
        raise Geweigerd("medewerker", "een mandaat voor jezelf legt een ander vast")
    if not any(werk.eenheid == EENHEID for werk in dienstverbanden(s, [medewerker_id], op)):
        raise Geweigerd("medewerker", "op deze dag is er geen dienstverband bij het OM")


def _voeg_toe(s: Session, ctx: Context, handeling: str, rij: Werkgeverschap | Beheerderschap) -> int:
    tabel: Mandaattabel = type(rij)
    vergrendel(s, f"{tabel.__tablename__}:{rij.medewerker_id}")
    al = s.scalar(
        select(tabel.id).where(
            tabel.medewerker_id == rij.medewerker_id,
            tabel.onderdeel_id.is_not_distinct_from(rij.onderdeel_id),
            tabel.vervallen_op.is_(None),
            loopt_in(tabel.van, tabel.tot_en_met, rij.van, None),
        )
    )
    if al is not None:
        raise Geweigerd("van", "dit is voor deze periode al vastgelegd")
    s.add(rij)
    s.flush()
    noteer(s, ctx, handeling, INRICHTING, rij.id, medewerker=rij.medewerker_id, onderdeel=rij.onderdeel_id)
    return rij.id


def _beeindig(ctx: Context, tabel: Mandaattabel, rij_id: int, laatste_dag: date) -> None:
    ctx.eis("wijzig", doel(INRICHTING))
    with ctx.database.transactie() as s:
        rij = s.scalar(select(tabel).where(tabel.id == rij_id).with_for_update())
        if rij is None or rij.vervallen_op is not None:
            raise Geweigerd("", "dit is al gewijzigd; bekijk hoe het nu staat")
        if laatste_dag < rij.van:
            raise Geweigerd("laatste_dag", "de laatste dag ligt niet voor de eerste")
        # The row that ended takes its place, so that what was known at a moment can be read back.
        waarden = {
            kolom.key: getattr(rij, kolom.key)
            for kolom in tabel.__mapper__.column_attrs
            if kolom.key not in ("id", "vastgelegd_op", "vastgelegd_door", "vervallen_op", "tot_en_met")
        }
        rij.vervallen_op = ctx.nu
        nieuw = tabel(**waarden, tot_en_met=laatste_dag, vastgelegd_op=ctx.nu, vastgelegd_door=ctx.actor.account_id)
        s.add(nieuw)
        s.flush()
        noteer(s, ctx, "beeindig", INRICHTING, nieuw.id, vorige=rij.id, laatste_dag=laatste_dag)


def _rolregels(s: Session, ctx: Context, tabel: Mandaattabel) -> tuple[Rolregel, ...]:
    rollen: dict[int, set[str]] = {}
    for wie, rol in s.execute(
        select(Account.medewerker_id, Roltoekenning.rol)
        .join(Roltoekenning, Roltoekenning.account_id == Account.id)
        .where(
            Roltoekenning.rol.in_((WERKGEVER.id, CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id)),
            Roltoekenning.ingetrokken_op.is_(None),
            loopt_in(Roltoekenning.van, Roltoekenning.tot_en_met, ctx.vandaag, ctx.vandaag),
        )
    ):
        rollen.setdefault(wie or 0, set()).add(rol)
    uit = []
    for rij, naam, onderdeel in s.execute(
        select(tabel, Medewerker.naam, Omonderdeel.naam)
        .join(Medewerker, Medewerker.id == tabel.medewerker_id)
        .outerjoin(Omonderdeel, Omonderdeel.id == tabel.onderdeel_id)
        .where(tabel.vervallen_op.is_(None))
        .order_by(Omonderdeel.naam, Medewerker.naam, tabel.van)
    ):
        if isinstance(rij, Werkgeverschap):
            nodig, als = WERKGEVER.id, rij.hoedanigheid
        else:
            nodig, als = (CENTRAAL_BEHEER.id if rij.onderdeel_id is None else LOKAAL_BEHEER.id), None
        heeft = nodig in rollen.get(rij.medewerker_id, ())
        uit.append(Rolregel(rij.id, rij.medewerker_id, naam, onderdeel, als, rij.van, rij.tot_en_met, heeft))
    return tuple(uit)

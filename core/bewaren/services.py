# SPDX-License-Identifier: EUPL-1.2
"""What would be destroyed on a day, by kind of record, and destroying it when two people decide so.

A term is a parameter; without one nothing is destroyed. The audit trail keeps numbers and codes only, so its chain
holds after the rows are gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Table,
    case,
    cast,
    delete,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from core.bewaren.models import Vernietigbesluit, Vernietiging
from core.calendar.termijnen import plus_maanden
from core.calendar.tijd import begin_van_dag
from core.context import Context
from core.contributions import Persoonsgegeven
from core.people.models import Account
from core.people.policy import Doel, GeenToegang
from core.plugins import Bijdrage
from core.regulations.parameterbeheer.services import geldend
from core.rules.invoer import Geweigerd
from core.rules.parameters import Parameterset
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from core.storage.tables import Tabel, UtcMoment

OBJECT = "core.bewaring"


@dataclass(frozen=True)
class Bewaarregel:
    """One kind of record: how much there is, and how much of it is over its term on a day."""

    eenheid: str
    tabel: str
    doel: str
    #: The parameter of the term.
    sleutel: str
    #: None while no term was decided.
    maanden: int | None
    #: Rows that began before this day are over their term; None without a term.
    voor: date | None
    aantal: int
    #: The day of the oldest row, where the kind has a day from which its term counts.
    oudste: date | None
    verlopen: int
    #: True when such rows can be destroyed: the kind says from which day, and that its rows go as a whole.
    vernietigbaar: bool


@dataclass(frozen=True)
class Voorstelregel:
    """A proposal with the names of who proposed and who decided."""

    voorstel: Vernietiging
    doel: str
    door: str
    besloten_door: str | None


def overzicht(ctx: Context, op: date) -> tuple[Bewaarregel, ...]:
    """Return every kind of record about people, and what would be over its term on a day. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel(OBJECT))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        soorten = [
            (bijdrage, *_grens(parameters, bijdrage.waarde, op)) for bijdrage in ctx.installatie.persoonsgegevens
        ]
        telling = _tel(s, [(bijdrage.waarde, voor) for bijdrage, _, voor in soorten])
    return tuple(
        Bewaarregel(
            bijdrage.eenheid,
            gegeven.tabel,
            gegeven.doel,
            gegeven.termijnsleutel,
            maanden,
            voor,
            *telling.get(gegeven.tabel, (0, None, 0)),
            _vernietigbaar(gegeven),
        )
        for bijdrage, maanden, voor in soorten
        for gegeven in (bijdrage.waarde,)
    )


def voorstellen(ctx: Context) -> tuple[Voorstelregel, ...]:
    """Return every proposal, the open ones first, then the newest. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel(OBJECT))
    indiener, beslisser = aliased(Account), aliased(Account)
    doelen = {bijdrage.waarde.tabel: bijdrage.waarde.doel for bijdrage in ctx.installatie.persoonsgegevens}
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Vernietiging, indiener.weergavenaam, beslisser.weergavenaam)
            .join(indiener, indiener.id == Vernietiging.voorgesteld_door)
            .outerjoin(beslisser, beslisser.id == Vernietiging.besloten_door)
            .order_by(Vernietiging.besluit.is_not(None), Vernietiging.id.desc())
            .limit(100)
        ).all()
    return tuple(
        Voorstelregel(voorstel, doelen.get(voorstel.tabel, voorstel.tabel), door, besloten)
        for voorstel, door, besloten in rijen
    )


def stel_voor(ctx: Context, tabel: str) -> int:
    """Propose to destroy what is over its term today, and return the number of the proposal.

    Raises ``GeenToegang``, and ``Geweigerd`` when there is no term, nothing to destroy, or a proposal already.
    """
    door = _persoon(ctx, "stelvoor")
    with ctx.database.transactie() as s:
        vergrendel(s, Vernietiging.__tablename__)
        gegeven, maanden, voor = _termijn(s, ctx, tabel)
        aantal = _tel(s, [(gegeven, voor)])[tabel][2]
        if not aantal:
            raise Geweigerd("", "er is niets dat over zijn termijn is")
        if s.scalar(select(Vernietiging.id).where(Vernietiging.tabel == tabel, Vernietiging.besluit.is_(None))):
            raise Geweigerd("", "er ligt al een voorstel voor deze gegevens")
        voorstel = Vernietiging(
            tabel=tabel, voor=voor, maanden=maanden, aantal=aantal, voorgesteld_door=door, voorgesteld_op=ctx.nu
        )
        s.add(voorstel)
        s.flush()
        noteer(s, ctx, "stelvoor", OBJECT, voorstel.id, tabel=tabel, voor=voor, aantal=aantal)
        return voorstel.id


def vernietig(ctx: Context, voorstel_id: int) -> int:
    """Destroy what somebody else proposed, and return how many rows.

    Raises ``GeenToegang``, and ``Geweigerd`` when the term or the number of rows changed since, or other records rest
    on them: then nothing is destroyed.
    """
    door = _persoon(ctx, "keurgoed")
    try:
        with ctx.database.transactie() as s:
            voorstel = _open(s, voorstel_id, door)
            gegeven, maanden, nu_voor = _termijn(s, ctx, voorstel.tabel)
            if maanden != voorstel.maanden or nu_voor < voorstel.voor:
                raise Geweigerd("", "de termijn is sinds het voorstel gewijzigd; wijs het af en stel het opnieuw voor")
            tabel = Tabel.metadata.tables[voorstel.tabel]
            uitgevoerd: Any = s.execute(delete(tabel).where(_verlopen(tabel, gegeven, voorstel.voor)))
            if uitgevoerd.rowcount != voorstel.aantal:
                raise Geweigerd("", "het aantal is sinds het voorstel veranderd; wijs het af en stel het opnieuw voor")
            _beslis(s, ctx, voorstel, Vernietigbesluit.VERNIETIGD, door)
            return voorstel.aantal
    except IntegrityError as fout:
        raise Geweigerd("", "andere gegevens bouwen hierop voort; er is niets vernietigd") from fout


def wijs_af(ctx: Context, voorstel_id: int) -> None:
    """Reject a proposal, one's own too. Raises ``GeenToegang`` and ``Geweigerd``."""
    door = _persoon(ctx, "keurgoed")
    with ctx.database.transactie() as s:
        _beslis(s, ctx, _open(s, voorstel_id, None), Vernietigbesluit.AFGEWEZEN, door)


def _persoon(ctx: Context, handeling: str) -> int:
    ctx.eis(handeling, Doel(OBJECT))
    if ctx.actor.account_id is None:
        # The program may do everything, but it has no eyes to be two of the four.
        raise GeenToegang(handeling, OBJECT)
    return ctx.actor.account_id


def _open(s: Session, voorstel_id: int, door: int | None) -> Vernietiging:
    vergrendel(s, Vernietiging.__tablename__)
    voorstel = s.get(Vernietiging, voorstel_id, with_for_update=True)
    if voorstel is None or voorstel.besluit is not None:
        raise Geweigerd("", "dit voorstel wacht niet op een besluit")
    if voorstel.voorgesteld_door == door:
        raise Geweigerd("", "over je eigen voorstel beslist iemand anders")
    return voorstel


def _beslis(s: Session, ctx: Context, voorstel: Vernietiging, besluit: Vernietigbesluit, door: int) -> None:
    voorstel.besluit, voorstel.besloten_door, voorstel.besloten_op = besluit, door, ctx.nu
    noteer(s, ctx, besluit, OBJECT, voorstel.id, tabel=voorstel.tabel, voor=voorstel.voor, aantal=voorstel.aantal)


def _termijn(s: Session, ctx: Context, tabel: str) -> tuple[Persoonsgegeven, int, date]:
    """Return the kind, its term, and the day before which its rows are over it. Raises ``Geweigerd``."""
    gevonden: list[Bijdrage[Persoonsgegeven]] = [
        bijdrage for bijdrage in ctx.installatie.persoonsgegevens if bijdrage.waarde.tabel == tabel
    ]
    if not gevonden or not _vernietigbaar(gevonden[0].waarde):
        raise Geweigerd("tabel", "van deze gegevens kan nog niets worden vernietigd")
    gegeven = gevonden[0].waarde
    maanden, voor = _grens(geldend(s, ctx.installatie), gegeven, ctx.vandaag)
    if maanden is None or voor is None:
        raise Geweigerd("tabel", "voor deze gegevens is nog geen bewaartermijn besloten")
    return gegeven, maanden, voor


def _grens(parameters: Parameterset, gegeven: Persoonsgegeven, op: date) -> tuple[int | None, date | None]:
    if gegeven.termijnsleutel not in parameters.sleutels:
        return None, None
    feit = parameters.zoek(gegeven.termijnsleutel, op)
    if feit is None or feit.waarde is None or feit.te_bevestigen:
        return None, None
    maanden = int(str(feit.waarde))
    return maanden, plus_maanden(op, -maanden)


def _vernietigbaar(gegeven: Persoonsgegeven) -> bool:
    return gegeven.einde == "vernietigen" and gegeven.vanaf is not None


def _tel(s: Session, soorten: Sequence[tuple[Persoonsgegeven, date | None]]) -> dict[str, tuple[int, date | None, int]]:
    """Return rows in all, the oldest day, and rows over their term, by table, in one query."""
    vragen = []
    for gegeven, voor in soorten:
        tabel = Tabel.metadata.tables.get(gegeven.tabel)
        if tabel is None:
            continue
        oudste: ColumnElement[Any] = null()
        verlopen: ColumnElement[Any] = literal(0)
        if gegeven.vanaf is not None:
            oudste = func.min(tabel.c[gegeven.vanaf])
            if voor is not None:
                verlopen = func.coalesce(func.sum(case((_verlopen(tabel, gegeven, voor), 1), else_=0)), 0)
        vragen.append(
            select(
                literal(gegeven.tabel).label("tabel"),
                func.count().label("aantal"),
                cast(oudste, String).label("oudste"),
                cast(verlopen, Integer).label("verlopen"),
            ).select_from(tabel)
        )
    if not vragen:
        return {}
    return {
        rij.tabel: (rij.aantal, date.fromisoformat(rij.oudste[:10]) if rij.oudste else None, int(rij.verlopen))
        for rij in s.execute(union_all(*vragen))
    }


def _verlopen(tabel: Table, gegeven: Persoonsgegeven, voor: date) -> ColumnElement[bool]:
    kolom = tabel.c[gegeven.vanaf or ""]
    grens: date | datetime = begin_van_dag(voor) if isinstance(kolom.type, UtcMoment) else voor
    return kolom < grens

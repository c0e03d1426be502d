# SPDX-License-Identifier: EUPL-1.2
"""Figures of the organisation on top of the installed ones: propose, confirm, decide, and what holds as known when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from core.berichten.models import Taak
from core.berichten.services import PARAMETER_BEVESTIGEN, PARAMETER_ONTBREEKT
from core.context import Context
from core.contributions import Parametertoets
from core.people.models import Account
from core.people.policy import Doel, GeenToegang
from core.plugins import Bijdrage, Installatie
from core.regulations.parameterbeheer.models import Parametervoorstel
from core.regulations.parameterbeheer.procedure import PARAMETERVOORSTEL, Voorstelsoort, Voorstelstatus
from core.regulations.parameterbeheer.rules import (
    LANGSTE_BRON,
    LANGSTE_TEKST,
    feit_vanaf,
    lees_tekst,
    lees_waarde,
    pas_toe,
    schrijf_waarde,
)
from core.rules.invoer import Geweigerd
from core.rules.parameters import Aard, Feit, OnbekendeSleutel, Parameterset, Sleutel, Waarde, Zekerheid
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from core.storingen.services import namens

OBJECT = "core.parameter"
EIGEN_ZEKERHEID = (Zekerheid.INSTELLING, Zekerheid.QUOTED, Zekerheid.INFERRED)
"""What a proposer may say of a value: an own choice, as it stands in the source, or deduced."""

_NOG_NIET = datetime.max.replace(tzinfo=UTC)
"""When an open proposal is decided on, for a preview: after everything that is known."""

# What holds only changes with an approval, so a set is kept until there is one more. By the installed set, so that
# another installation in the same process (a test) keeps its own.
_MEEST_BEWAARD = 32
_bewaard: WeakKeyDictionary[Parameterset, dict[tuple[object, ...], Parameterset]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Voorstelregel:
    """A proposal with the names of who proposed and who decided."""

    id: int
    sleutel: Sleutel
    waarde: Waarde | None
    vanaf: date
    bron: str
    reden: str
    soort: Voorstelsoort
    aard: Aard
    zekerheid: Zekerheid
    herzien_voor: date | None
    status: Voorstelstatus
    voorgesteld_door: int
    voorgesteld_door_naam: str
    voorgesteld_op: datetime
    besloten_door: int | None
    besloten_door_naam: str | None
    besloten_op: datetime | None
    besluit_reden: str | None


def geldend(s: Session, installatie: Installatie, bekend_op: datetime | None = None) -> Parameterset:
    """Return the installed values with the approved ones over them, as known at a moment (default: as known now).

    A decision after that moment does not count, so the answer about a past moment never changes.
    """
    goedgekeurd = [Parametervoorstel.besluit == Voorstelstatus.GOEDGEKEURD]
    if bekend_op is not None:
        goedgekeurd.append(Parametervoorstel.besloten_op <= bekend_op)
    stand = s.execute(
        select(func.count(), func.max(Parametervoorstel.id), func.max(Parametervoorstel.besloten_op)).where(
            *goedgekeurd
        )
    ).one()
    if not stand[0]:
        return installatie.parameters
    bewaard = _bewaard.setdefault(installatie.parameters, {})
    sleutel = (str(s.connection().engine.url), *stand)
    if sleutel not in bewaard:
        # The order of decision; two at one moment are in the order in which they were proposed.
        volgorde = (Parametervoorstel.besloten_op, Parametervoorstel.id)
        rijen = s.scalars(select(Parametervoorstel).where(*goedgekeurd).order_by(*volgorde)).all()
        if len(bewaard) >= _MEEST_BEWAARD:
            bewaard.clear()
        bewaard[sleutel] = installatie.parameters.aangevuld(_feiten(installatie.parameters, rijen))
    return bewaard[sleutel]


def met_voorstellen(s: Session, ctx: Context, nummers: Sequence[int]) -> tuple[Parameterset, tuple[Feit, ...]]:
    """Return what would hold if these open proposals were approved now, and their facts.

    Raises ``GeenToegang``, and ``Geweigerd`` for a proposal that could not be approved.
    """
    ctx.eis("bekijk", Doel(OBJECT))
    bron = geldend(s, ctx.installatie)
    feiten: list[Feit] = []
    for nummer in nummers:
        voorstel = s.get(Parametervoorstel, nummer)
        if voorstel is None or voorstel.besluit is not None:
            raise Geweigerd("voorstel", f"voorstel {nummer} wacht niet op een besluit")
        if voorstel.sleutel not in bron.sleutels:
            raise Geweigerd("voorstel", f"de parameter '{voorstel.sleutel}' bestaat niet meer")
        (feit,) = (replace(een, proef=True) for een in _feiten(bron, [voorstel]))
        bron = pas_toe(bron, feit, Voorstelsoort(voorstel.soort), _toetsen(ctx))
        feiten.append(feit)
    return bron, tuple(feiten)


def geldende_parameters(ctx: Context) -> Parameterset:
    """Return what holds as known now, for whoever shows an explanation."""
    with ctx.database.lezen() as s:
        return geldend(s, ctx.installatie)


def te_herzien(parameters: Parameterset, op: date) -> tuple[Feit, ...]:
    """Return the values that hold on a day on or after their review date, by key."""
    geldig = (parameters.zoek(naam, op) for naam in sorted(parameters.sleutels))
    return tuple(feit for feit in geldig if feit and feit.herzien_voor and feit.herzien_voor <= op)


def stel_voor(
    ctx: Context,
    *,
    sleutel: str,
    waarde: str | None,
    vanaf: date,
    bron: str,
    reden: str,
    soort: str,
    aard: str | None = None,
    herzien_voor: date | None = None,
    zekerheid: Zekerheid = Zekerheid.INSTELLING,
) -> int:
    """Propose a value and return the number of the proposal; it counts when a second person approves it.

    ``soort`` says whether the day is new (``wijziging``) or has a value already (``herstel``); ``aard`` whether
    something else was decided or an error is repaired, by default the same word.

    ``waarde`` is written as in a parameter file (a comma for the decimals is understood); None says that no value is
    known from that day. Raises ``GeenToegang``, and ``Geweigerd`` with the field.
    """
    door = _persoon(ctx, "stelvoor")
    gegeven = _declaratie(ctx.installatie, sleutel)
    if soort not in (Voorstelsoort.HERSTEL, Voorstelsoort.WIJZIGING):
        raise Geweigerd("soort", "kies uit: herstel, wijziging")
    if aard not in (None, *Aard):
        raise Geweigerd("aard", "kies of er een fout wordt hersteld of iets anders is besloten")
    if zekerheid not in EIGEN_ZEKERHEID:
        raise Geweigerd("zekerheid", f"kies uit: {', '.join(EIGEN_ZEKERHEID)}")
    if herzien_voor is not None and herzien_voor <= vanaf:
        raise Geweigerd("herzien_voor", "de datum ligt na de ingangsdatum")
    feit = Feit(
        gegeven.sleutel,
        lees_waarde(gegeven, waarde),
        vanaf,
        zekerheid,
        lees_tekst("bron", bron, LANGSTE_BRON),
        herzien_voor,
    )
    toelichting = lees_tekst("reden", reden, LANGSTE_TEKST)
    return _leg_voor(ctx, door, feit, Voorstelsoort(soort), Aard(aard or soort), toelichting)


def bevestig(ctx: Context, sleutel: str, vanaf: date, reden: str) -> int:
    """Propose to confirm the deduced value that starts on a day, and return the number of the proposal.

    Raises ``GeenToegang``, and ``Geweigerd`` with the field.
    """
    door = _persoon(ctx, "stelvoor")
    gegeven = _declaratie(ctx.installatie, sleutel)
    with ctx.database.lezen() as s:
        feit = feit_vanaf(geldend(s, ctx.installatie), gegeven.sleutel, vanaf)
    if feit is None or feit.waarde is None:
        raise Geweigerd("vanaf", f"er is geen waarde vanaf {vanaf.isoformat()} om te bevestigen")
    voorstel = replace(feit, zekerheid=Zekerheid.BEVESTIGD)
    toelichting = lees_tekst("reden", reden, LANGSTE_TEKST)
    return _leg_voor(ctx, door, voorstel, Voorstelsoort.BEVESTIGING, Aard.HERSTEL, toelichting)


def keur_goed(ctx: Context, id: int) -> None:
    """Approve a proposal of somebody else: from now on its value counts, and tasks that waited for it are done.

    Raises ``GeenToegang``, ``StapNietMogelijk`` and ``Geweigerd``.
    """
    door = _persoon(ctx, "keurgoed")
    with ctx.database.transactie() as s:
        voorstel = _open_voorstel(s, id, "keurgoed", door)
        bron = geldend(s, ctx.installatie)
        if voorstel.sleutel not in bron.sleutels:
            raise Geweigerd("sleutel", f"de parameter '{voorstel.sleutel}' bestaat niet meer; wijs het voorstel af")
        (feit,) = _feiten(bron, [voorstel])
        # Another figure may have been decided on, or a version installed, since it was proposed.
        nieuw = pas_toe(bron, feit, Voorstelsoort(voorstel.soort), _toetsen(ctx))
        _besluit(s, ctx, voorstel, "keurgoed", door)
        _los_taken_op(s, ctx, nieuw, feit.sleutel)


def wijs_af(ctx: Context, id: int, reden: str) -> None:
    """Reject a proposal of somebody else. Raises ``GeenToegang``, ``StapNietMogelijk`` and ``Geweigerd``."""
    door = _persoon(ctx, "keurgoed")
    toelichting = lees_tekst("reden", reden, LANGSTE_TEKST)
    with ctx.database.transactie() as s:
        voorstel = _open_voorstel(s, id, "wijsaf", door)
        voorstel.besluit_reden = toelichting
        _besluit(s, ctx, voorstel, "wijsaf", door)


def trek_in(ctx: Context, id: int) -> None:
    """Withdraw an own proposal. Raises ``GeenToegang``, ``StapNietMogelijk`` and ``Geweigerd``."""
    door = _persoon(ctx, "stelvoor")
    with ctx.database.transactie() as s:
        voorstel = _open_voorstel(s, id, "trekin", door)
        if voorstel.voorgesteld_door != door:
            raise Geweigerd("", "alleen wie het voorstel deed, kan het intrekken")
        _besluit(s, ctx, voorstel, "trekin", door)


def open_voorstellen(ctx: Context) -> tuple[Voorstelregel, ...]:
    """Return the proposals that wait for a decision, the oldest first. Raises ``GeenToegang``."""
    vraag = _vraag().where(Parametervoorstel.besluit.is_(None)).order_by(Parametervoorstel.id)
    return _regels(ctx, vraag)


def voorstellen_van(ctx: Context, sleutel: str) -> tuple[Voorstelregel, ...]:
    """Return every proposal about a key, the newest first. Raises ``GeenToegang`` and ``Geweigerd``."""
    naam = _declaratie(ctx.installatie, sleutel).sleutel
    return _regels(ctx, _vraag().where(Parametervoorstel.sleutel == naam).order_by(Parametervoorstel.id.desc()))


def _persoon(ctx: Context, handeling: str) -> int:
    ctx.eis(handeling, Doel(OBJECT))
    if ctx.actor.account_id is None:
        # The program may do everything, but it has no eyes to be one of the four.
        raise GeenToegang(handeling, OBJECT)
    return ctx.actor.account_id


def _declaratie(installatie: Installatie, sleutel: str) -> Sleutel:
    try:
        return installatie.parameters.sleutel(sleutel)
    except OnbekendeSleutel as fout:
        raise Geweigerd("sleutel", str(fout)) from fout


def _leg_voor(ctx: Context, door: int, feit: Feit, soort: Voorstelsoort, aard: Aard, reden: str) -> int:
    with ctx.database.transactie() as s:
        vergrendel(s, Parametervoorstel.__tablename__)
        pas_toe(geldend(s, ctx.installatie), feit, soort, _toetsen(ctx))
        ander = s.scalar(
            select(Parametervoorstel.id).where(
                Parametervoorstel.sleutel == feit.sleutel,
                Parametervoorstel.vanaf == feit.vanaf,
                Parametervoorstel.besluit.is_(None),
            )
        )
        if ander is not None:
            raise Geweigerd("vanaf", f"voorstel {ander} over deze datum wacht nog op een besluit")
        voorstel = Parametervoorstel(
            sleutel=feit.sleutel,
            waarde=schrijf_waarde(feit.waarde),
            vanaf=feit.vanaf,
            eenheid=ctx.installatie.parameters.sleutel(feit.sleutel).eenheid or None,
            bron=feit.bron,
            reden=reden,
            soort=soort,
            aard=aard,
            zekerheid=feit.zekerheid,
            herzien_voor=feit.herzien_voor,
            voorgesteld_door=door,
            voorgesteld_op=ctx.nu,
        )
        s.add(voorstel)
        s.flush()
        noteer(s, ctx, "stelvoor", OBJECT, voorstel.id, sleutel=feit.sleutel, vanaf=feit.vanaf, reden=soort, aard=aard)
        return voorstel.id


def _toetsen(ctx: Context) -> list[Parametertoets]:
    return [_op_naam(bijdrage) for bijdrage in ctx.installatie.parametertoetsen]


def _op_naam(bijdrage: Bijdrage[Parametertoets]) -> Parametertoets:
    """Return a check whose fault is that of its unit: a value that could not be checked is never approved."""

    def toets(bron: Parameterset, feit: Feit) -> str | None:
        with namens(bijdrage.eenheid, "annex_parametertoetsen"):
            return bijdrage.waarde.toets(bron, feit)

    return replace(bijdrage.waarde, toets=toets)


def _open_voorstel(s: Session, id: int, stap: str, door: int) -> Parametervoorstel:
    vergrendel(s, Parametervoorstel.__tablename__)
    voorstel = s.get(Parametervoorstel, id)
    if voorstel is None:
        raise Geweigerd("voorstel", f"voorstel {id} bestaat niet")
    PARAMETERVOORSTEL.na(_status(voorstel), stap)
    if PARAMETERVOORSTEL.stap(stap).anders_dan and voorstel.voorgesteld_door == door:
        raise Geweigerd("", "over je eigen voorstel beslist iemand anders")
    return voorstel


def _besluit(s: Session, ctx: Context, voorstel: Parametervoorstel, stap: str, door: int) -> None:
    laatste = s.scalar(select(func.max(Parametervoorstel.besloten_op)))
    voorstel.besluit = PARAMETERVOORSTEL.na(_status(voorstel), stap)
    voorstel.besloten_door = door
    # Decisions stand in the order of time, also when the clocks of two servers differ: what was known at a past
    # moment would change otherwise.
    voorstel.besloten_op = ctx.nu if laatste is None else max(ctx.nu, laatste)
    noteer(s, ctx, stap, OBJECT, voorstel.id, sleutel=voorstel.sleutel, vanaf=voorstel.vanaf)


def _los_taken_op(s: Session, ctx: Context, nieuw: Parameterset, sleutel: str) -> None:
    namen = (sleutel, *nieuw.sleutel(sleutel).aliassen)
    open_taken = s.scalars(
        select(Taak).where(
            Taak.soort.in_((PARAMETER_ONTBREEKT, PARAMETER_BEVESTIGEN)),
            Taak.sleutel.in_(namen),
            Taak.opgelost_op.is_(None),
        )
    ).all()
    for taak in open_taken:
        feit = nieuw.zoek(sleutel, taak.op) if taak.op else None
        if feit is not None and (taak.soort == PARAMETER_ONTBREEKT or not feit.te_bevestigen):
            taak.opgelost_op = ctx.nu


def _status(voorstel: Parametervoorstel) -> Voorstelstatus:
    return Voorstelstatus(voorstel.besluit or PARAMETERVOORSTEL.begin)


def _feiten(bron: Parameterset, rijen: Sequence[Parametervoorstel]) -> list[Feit]:
    """Return proposals as facts, but those of a key that is no longer installed.

    A value that its key no longer allows becomes "not known": the calculation then asks for it by name.
    """
    uit = []
    for rij in rijen:
        try:
            sleutel = bron.sleutel(rij.sleutel)
        except OnbekendeSleutel:
            continue
        try:
            waarde = lees_waarde(sleutel, rij.waarde)
        except Geweigerd:
            waarde = None
        uit.append(
            Feit(
                sleutel.sleutel,
                waarde,
                rij.vanaf,
                Zekerheid(rij.zekerheid),
                rij.bron,
                rij.herzien_voor,
                Aard(rij.aard),
                rij.besloten_op or _NOG_NIET,
            )
        )
    return uit


def _vraag() -> Select[Parametervoorstel, str, str]:
    indiener, beslisser = aliased(Account), aliased(Account)
    return (
        select(Parametervoorstel, indiener.weergavenaam, beslisser.weergavenaam)
        .join(indiener, indiener.id == Parametervoorstel.voorgesteld_door)
        .join(beslisser, beslisser.id == Parametervoorstel.besloten_door, isouter=True)
    )


def _regels(ctx: Context, vraag: Select[Parametervoorstel, str, str]) -> tuple[Voorstelregel, ...]:
    ctx.eis("bekijk", Doel(OBJECT))
    with ctx.database.lezen() as s:
        rijen = s.execute(vraag).all()
    parameters = ctx.installatie.parameters
    return tuple(
        Voorstelregel(
            rij.id,
            parameters.sleutel(feit.sleutel),
            feit.waarde,
            feit.vanaf,
            feit.bron,
            rij.reden,
            Voorstelsoort(rij.soort),
            Aard(rij.aard),
            feit.zekerheid,
            feit.herzien_voor,
            _status(rij),
            rij.voorgesteld_door,
            indiener,
            rij.voorgesteld_op,
            rij.besloten_door,
            beslisser,
            rij.besloten_op,
            rij.besluit_reden,
        )
        for rij, indiener, beslisser in rijen
        for feit in _feiten(parameters, [rij])
    )

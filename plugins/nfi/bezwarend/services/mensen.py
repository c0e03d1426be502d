# SPDX-License-Identifier: EUPL-1.2
"""Who does what: functions, roles, yearly conditions, links between names, and what was granted outside the lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op
from core.context import Context
from core.people.policy import GeenToegang, loopt
from core.rules import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.nfi.bezwarend.berichten import TAAK_VOORWAARDE
from plugins.nfi.bezwarend.models import (
    Functiekoppeling,
    Functieplaatsing,
    Rolplaatsing,
    Toekenning,
    Voorwaardeantwoord,
)
from plugins.nfi.bezwarend.rules.functielijst import NIET_OP_DE_LIJST, Frequentie, Soort
from plugins.nfi.bezwarend.services.feiten import Feiten, lees_lijsten
from plugins.nfi.bezwarend.services.geraakt import met_functienaam
from plugins.nfi.personen import eis_niet_zelf, eis_periode, lees_tekst, merk_maanden, namen, vergrendel_persoon
from plugins.nfi.policy import EENHEID, LIJST, PLAATSING, doel

_DAG = timedelta(days=1)


class _Plaatsing(Protocol):
    @property
    def van(self) -> date: ...

    @property
    def tot_en_met(self) -> date | None: ...


R = TypeVar("R", Functieplaatsing, Rolplaatsing, Toekenning, Functiekoppeling, Voorwaardeantwoord)


@dataclass(frozen=True)
class Plaatsing:
    """A function or role that was recorded: what it is, its number, and since when."""

    wat: str
    id: int
    naam: str
    van: date


@dataclass(frozen=True)
class Persoon:
    """Somebody with a function or role, as it stands on a day."""

    medewerker_id: int
    naam: str
    functienaam: str | None
    code: str | None
    rollen: tuple[str, ...]
    #: The condition of the row, and whether it is met this year; None while nobody answered.
    voorwaarde: str | None
    voldoet: bool | None
    toekenning: Toekenning | None
    plaatsingen: tuple[Plaatsing, ...]


@dataclass(frozen=True)
class Mensenbeeld:
    """Everybody, the links between names, and the names that nobody linked."""

    mensen: tuple[Persoon, ...]
    koppelingen: tuple[Functiekoppeling, ...]
    niet_gekoppeld: tuple[str, ...]
    #: The codes that can be chosen, with the name on the list.
    codes: Mapping[str, str]
    rollen: Mapping[str, str]
    toekenningen: tuple[tuple[Toekenning, str], ...]

    @property
    def te_vragen(self) -> tuple[Persoon, ...]:
        """Of whom HR does not know yet whether the condition is met this year."""
        return tuple(wie for wie in self.mensen if wie.voorwaarde is not None and wie.voldoet is None)


def koppel(ctx: Context, *, functienaam: str, code: str, van: date) -> int:
    """Link a name of HR to a code of the lists from a day on; an earlier link ends the day before.

    Returns its number. Raises ``Geweigerd``.
    """
    ctx.eis("wijzig", doel(LIJST))
    with ctx.database.transactie() as s:
        return voeg_koppeling_toe(s, ctx, functienaam, code, van)


def voeg_koppeling_toe(s: Session, ctx: Context, functienaam: str, code: str, van: date) -> int:
    """Link a name to a code, in the caller's transaction. Raises ``Geweigerd``."""
    functienaam = lees_tekst("functienaam", functienaam, 200)
    vergrendel(s, Functiekoppeling.__tablename__)
    if code != NIET_OP_DE_LIJST and code not in _codes(s, rol=False):
        raise Geweigerd("code", "deze code staat op geen lijst")
    eerder = s.scalars(
        select(Functiekoppeling).where(Functiekoppeling.vervallen_op.is_(None)).order_by(Functiekoppeling.van)
    ).all()
    for rij in eerder:
        if rij.functienaam.casefold() != functienaam.casefold() or not loopt(rij.van, rij.tot_en_met, van):
            continue
        if rij.code == code:
            raise Geweigerd("code", "deze functie is al zo gekoppeld")
        if rij.van == van:
            rij.vervallen_op = ctx.nu
        else:
            rij.tot_en_met = van - _DAG
    s.flush()
    nieuw = Functiekoppeling(
        functienaam=functienaam,
        code=code,
        van=van,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(nieuw)
    s.flush()
    merk_maanden(s, ctx, met_functienaam(s, {functienaam.casefold()}, van, None), van)
    noteer(s, ctx, "koppel", LIJST, f"koppeling-{nieuw.id}", van=van, code=code)
    return nieuw.id


def zet_functie(ctx: Context, medewerker_id: int, *, functienaam: str, van: date, tot_en_met: date | None) -> int:
    """Record somebody's function from a day on; an earlier one ends the day before. Raises ``Geweigerd``."""
    ctx.eis("wijzig", doel(PLAATSING, medewerker_id=medewerker_id))
    with ctx.database.transactie() as s:
        return voeg_functie_toe(s, ctx, medewerker_id, functienaam, van, tot_en_met)


def voeg_functie_toe(
    s: Session, ctx: Context, medewerker_id: int, functienaam: str, van: date, tot_en_met: date | None
) -> int:
    """Record a function, in the caller's transaction. Raises ``Geweigerd``."""
    functienaam = lees_tekst("functienaam", functienaam, 200)
    eis_periode(van, tot_en_met)
    eis_niet_zelf(ctx, medewerker_id)
    vergrendel_persoon(s, medewerker_id)
    _maak_plaats(s, ctx, _van_persoon(s, Functieplaatsing, medewerker_id), van, tot_en_met)
    return _leg_vast(
        s,
        ctx,
        Functieplaatsing(medewerker_id=medewerker_id, functienaam=functienaam, van=van, tot_en_met=tot_en_met),
    )


def zet_rol(ctx: Context, medewerker_id: int, *, rol: str, van: date, tot_en_met: date | None) -> int:
    """Record that somebody has a role of the lists in a period. Raises ``Geweigerd``."""
    ctx.eis("wijzig", doel(PLAATSING, medewerker_id=medewerker_id))
    with ctx.database.transactie() as s:
        return voeg_rol_toe(s, ctx, medewerker_id, rol, van, tot_en_met)


def voeg_rol_toe(s: Session, ctx: Context, medewerker_id: int, rol: str, van: date, tot_en_met: date | None) -> int:
    """Record a role, in the caller's transaction. Raises ``Geweigerd``."""
    eis_periode(van, tot_en_met)
    eis_niet_zelf(ctx, medewerker_id)
    if rol not in _codes(s, rol=True):
        raise Geweigerd("rol", "deze rol staat op geen lijst")
    vergrendel_persoon(s, medewerker_id)
    for rij in _van_persoon(s, Rolplaatsing, medewerker_id):
        if rij.rol == rol and _samen(rij, van, tot_en_met):
            raise Geweigerd("van", "in deze periode is deze rol al vastgelegd")
    return _leg_vast(s, ctx, Rolplaatsing(medewerker_id=medewerker_id, rol=rol, van=van, tot_en_met=tot_en_met))


def beantwoord_voorwaarde(ctx: Context, medewerker_id: int, jaar: int, *, voldoet: bool) -> None:
    """Record whether somebody meets the condition of the own row in a year; another answer takes its place."""
    ctx.eis("wijzig", doel(PLAATSING, medewerker_id=medewerker_id))
    eis_niet_zelf(ctx, medewerker_id)
    if not 2000 <= jaar <= ctx.vandaag.year + 1:
        raise Geweigerd("jaar", "kies een jaar tot en met volgend jaar")
    with ctx.database.transactie() as s:
        vergrendel_persoon(s, medewerker_id)
        oud = s.scalar(
            select(Voorwaardeantwoord).where(
                Voorwaardeantwoord.medewerker_id == medewerker_id,
                Voorwaardeantwoord.jaar == jaar,
                Voorwaardeantwoord.vervallen_op.is_(None),
            )
        )
        if oud is not None:
            if oud.voldoet == voldoet:
                return
            oud.vervallen_op = ctx.nu
            s.flush()
        rij = Voorwaardeantwoord(
            medewerker_id=medewerker_id,
            jaar=jaar,
            voldoet=voldoet,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        merk_maanden(s, ctx, [medewerker_id], date(jaar, 1, 1), date(jaar, 12, 31))
        if not met_voorwaarde(s, jaar):
            los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_VOORWAARDE, sleutel=str(jaar))
        noteer(s, ctx, "beantwoord", PLAATSING, medewerker_id, jaar=jaar, voldoet=voldoet)


def ken_toe(
    ctx: Context,
    medewerker_id: int,
    *,
    van: date,
    tot_en_met: date,
    soorten: Mapping[Soort, Frequentie],
    werkplek: str | None,
    besluit_op: date,
    reden: str,
) -> int:
    """Decide that somebody who is on no list gets the allowance (CAO Rijk 7.7). Returns its number.

    Raises ``Geweigerd``.
    """
    ctx.eis("wijzig", doel(PLAATSING, medewerker_id=medewerker_id))
    eis_niet_zelf(ctx, medewerker_id)
    eis_periode(van, tot_en_met)
    reden = lees_tekst("reden", reden)
    if not soorten:
        raise Geweigerd("stank", "kies ten minste een omstandigheid")
    werkplek = lees_tekst("werkplek", werkplek, 120) if (werkplek or "").strip() and werkplek else None
    if Soort.LAWAAI in soorten and werkplek is None:
        raise Geweigerd("werkplek", "vul in op welke werkplek het lawaai wordt gemeten")
    if besluit_op > ctx.vandaag:
        raise Geweigerd("besluit_op", "deze dag moet nog komen")
    with ctx.database.transactie() as s:
        vergrendel_persoon(s, medewerker_id)
        for rij in _van_persoon(s, Toekenning, medewerker_id):
            if _samen(rij, van, tot_en_met):
                raise Geweigerd("van", "in deze periode is er al een besluit; laat dat eerst vervallen")
        return _leg_vast(
            s,
            ctx,
            Toekenning(
                medewerker_id=medewerker_id,
                van=van,
                tot_en_met=tot_en_met,
                **{soort.value: soorten.get(soort) for soort in Soort},
                werkplek=werkplek,
                besluit_op=besluit_op,
                reden=reden,
            ),
        )


def laat_vervallen(ctx: Context, wat: str, nummer: int) -> None:
    """Take out a function, role or decision that was recorded by mistake; the row stays and no longer counts.

    ``wat`` is ``functie``, ``rol``, ``toekenning`` or ``koppeling``. Raises ``Geweigerd``.
    """
    tabellen: Mapping[str, type[Functieplaatsing | Rolplaatsing | Toekenning | Functiekoppeling]] = {
        "functie": Functieplaatsing,
        "rol": Rolplaatsing,
        "toekenning": Toekenning,
        "koppeling": Functiekoppeling,
    }
    if wat not in tabellen:
        raise GeenToegang("wijzig", PLAATSING)
    tabel = tabellen[wat]
    with ctx.database.transactie() as s:
        rij = cast(
            Functieplaatsing | Rolplaatsing | Toekenning | Functiekoppeling | None,
            s.get(tabel, nummer, with_for_update=True),
        )
        if rij is None:
            raise GeenToegang("wijzig", PLAATSING)
        if isinstance(rij, Functiekoppeling):
            ctx.eis("wijzig", doel(LIJST))
            geraakt = met_functienaam(s, {rij.functienaam.casefold()}, rij.van, rij.tot_en_met)
        else:
            ctx.eis("wijzig", doel(PLAATSING, medewerker_id=rij.medewerker_id))
            eis_niet_zelf(ctx, rij.medewerker_id)
            geraakt = {rij.medewerker_id}
        if rij.vervallen_op is not None:
            raise Geweigerd("", "dit is al vervallen")
        rij.vervallen_op = ctx.nu
        s.flush()
        merk_maanden(s, ctx, geraakt, rij.van, rij.tot_en_met)
        noteer(s, ctx, "laat_vervallen", PLAATSING, f"{wat}-{rij.id}")


def mensen(ctx: Context) -> Mensenbeeld:
    """Return everybody with a function, a role or a decision today. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(PLAATSING))
    dag = ctx.vandaag
    with ctx.database.lezen() as s:
        plaatsingen = _plaatsingen(s)
        wie = set(plaatsingen)
        toekenningen = s.scalars(
            select(Toekenning).where(Toekenning.vervallen_op.is_(None)).order_by(Toekenning.van.desc())
        ).all()
        wie |= {rij.medewerker_id for rij in toekenningen}
        feiten, bekend = Feiten(s, sorted(wie)), namen(s, wie)
        koppelingen = s.scalars(
            select(Functiekoppeling)
            .where(Functiekoppeling.vervallen_op.is_(None))
            .order_by(Functiekoppeling.functienaam, Functiekoppeling.van)
        ).all()
        codes, rollen = _codes(s, rol=False), _codes(s, rol=True)
    lijst = feiten.lijsten.op(dag) or feiten.lijsten.laatste_voor(dag)
    gevonden = []
    for nummer in wie:
        stand = feiten.aanstelling(nummer, dag)
        if stand is None:
            continue
        code = feiten.code(stand.functienaam, dag) if stand.functienaam else None
        rij = lijst.rij(code) if lijst and code else None
        gevonden.append(
            Persoon(
                nummer,
                bekend[nummer],
                stand.functienaam,
                code,
                stand.rollen,
                rij.voorwaarde if rij else None,
                stand.voldoet,
                stand.toekenning,
                tuple(plaatsingen.get(nummer, ())),
            )
        )
    los = {wie.functienaam for wie in gevonden if wie.functienaam is not None and wie.code is None}
    return Mensenbeeld(
        tuple(sorted(gevonden, key=lambda wie: (wie.naam, wie.medewerker_id))),
        tuple(koppelingen),
        tuple(sorted(los)),
        codes,
        rollen,
        tuple((rij, bekend[rij.medewerker_id]) for rij in toekenningen),
    )


def _plaatsingen(s: Session) -> dict[int, list[Plaatsing]]:
    """Return the functions and roles that count, by person."""
    uit: dict[int, list[Plaatsing]] = {}
    functies = select(Functieplaatsing).where(Functieplaatsing.vervallen_op.is_(None)).order_by(Functieplaatsing.van)
    for functie in s.scalars(functies):
        gevonden = Plaatsing("functie", functie.id, functie.functienaam, functie.van)
        uit.setdefault(functie.medewerker_id, []).append(gevonden)
    rollen = select(Rolplaatsing).where(Rolplaatsing.vervallen_op.is_(None)).order_by(Rolplaatsing.van)
    for rol in s.scalars(rollen):
        uit.setdefault(rol.medewerker_id, []).append(Plaatsing("rol", rol.id, rol.rol, rol.van))
    return uit


def met_voorwaarde(s: Session, jaar: int) -> list[int]:
    """Return who had or has a row with a condition in a year and no answer for it, for the yearly task."""
    wie = sorted(set(s.scalars(select(Functieplaatsing.medewerker_id).where(Functieplaatsing.vervallen_op.is_(None)))))
    feiten = Feiten(s, wie)
    uit = []
    for nummer in wie:
        for dag in (date(jaar, 1, 1), date(jaar, 12, 31)):
            stand = feiten.aanstelling(nummer, dag)
            lijst = feiten.lijsten.op(dag) or feiten.lijsten.laatste_voor(dag)
            code = feiten.code(stand.functienaam, dag) if stand and stand.functienaam else None
            rij = lijst.rij(code) if lijst and code else None
            if rij is not None and rij.voorwaarde is not None and stand is not None and stand.voldoet is None:
                uit.append(nummer)
                break
    return uit


def _codes(s: Session, *, rol: bool) -> dict[str, str]:
    """Return the codes of functions or of roles with their newest names."""
    return {
        rij.code: rij.naam or rij.code for lijst in lees_lijsten(s).lijsten for rij in lijst.rijen if rij.rol is rol
    }


def _van_persoon(s: Session, tabel: type[R], medewerker_id: int) -> Sequence[R]:
    kolommen: type[Functieplaatsing] = tabel  # type: ignore[assignment]
    return s.scalars(
        select(tabel).where(kolommen.medewerker_id == medewerker_id, kolommen.vervallen_op.is_(None))
    ).all()


def _maak_plaats(
    s: Session, ctx: Context, eerder: Sequence[Functieplaatsing], van: date, tot_en_met: date | None
) -> None:
    """End what runs the day before; what begins later on must be taken out first. Raises ``Geweigerd``."""
    for rij in eerder:
        if not _samen(rij, van, tot_en_met):
            continue
        if rij.van >= van:
            raise Geweigerd("van", "vanaf deze dag of later staat er al een functie; laat die eerst vervallen")
        rij.tot_en_met = van - _DAG
    s.flush()


def _samen(rij: _Plaatsing, van: date, tot_en_met: date | None) -> bool:
    return (tot_en_met is None or rij.van <= tot_en_met) and (rij.tot_en_met is None or van <= rij.tot_en_met)


def _leg_vast(s: Session, ctx: Context, rij: Functieplaatsing | Rolplaatsing | Toekenning) -> int:
    rij.vastgelegd_op, rij.vastgelegd_door = ctx.nu, ctx.actor.account_id
    s.add(rij)
    s.flush()
    # Whatever ran before and ends now changes the months after it as well.
    merk_maanden(s, ctx, [rij.medewerker_id], rij.van)
    noteer(s, ctx, "leg_vast", PLAATSING, f"{rij.__tablename__}-{rij.id}", medewerker=rij.medewerker_id, van=rij.van)
    return rij.id

# SPDX-License-Identifier: EUPL-1.2
"""Function lists: drawn up, compared with the one before, adopted by two people, or an old one kept (NFI 7.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak
from core.context import Context
from core.people.policy import HR, GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.nfi.bezwarend.berichten import TAAK_LIJST, TAAK_VASTSTELLEN, TAAK_VERLENGEN
from plugins.nfi.bezwarend.models import Functielijstrecord, Functielijstrij, Geluidmetingrecord, Lijstverlenging
from plugins.nfi.bezwarend.procedure import LIJST, VERLENGING, Lijststatus, Verlengstatus
from plugins.nfi.bezwarend.rules.functielijst import (
    NIET_OP_DE_LIJST,
    Frequentie,
    Functielijst,
    Lijstrij,
    Rij,
    Soort,
)
from plugins.nfi.bezwarend.services.feiten import Lijsten, als_lijst, lees_lijsten, rijen_van
from plugins.nfi.bezwarend.services.geraakt import herreken, met_codes
from plugins.nfi.personen import eis_periode, lees_tekst
from plugins.nfi.policy import EENHEID, doel
from plugins.nfi.policy import LIJST as LIJSTSOORT

LANGSTE_CODE = 60
_DAG = timedelta(days=1)
_SLOT = "nfi_functielijst"


@dataclass(frozen=True)
class Lijstregel:
    """A list for an overview; ``id`` is None for the one that stands in the regulation."""

    id: int | None
    naam: str
    van: date
    tot_en_met: date
    status: Lijststatus
    rijen: int
    #: The last day to which it was kept after it ran out.
    verlengd_tot: date | None = None


@dataclass(frozen=True)
class Verlengregel:
    """An extension that was proposed or decided."""

    id: int
    lijst: str
    van: date
    tot_en_met: date
    reden: str
    status: Verlengstatus
    voorgesteld_door: int | None


@dataclass(frozen=True)
class Overzicht:
    """Every list, the extensions, and until when there is one."""

    lijsten: tuple[Lijstregel, ...]
    verlengingen: tuple[Verlengregel, ...]
    geldt_nu: Functielijst | None
    einde: date
    laatste: Functielijst


@dataclass(frozen=True)
class Rijverschil:
    """A row that a list has otherwise than the one before: ``oud`` or ``nieuw`` is None when it is not there."""

    code: str
    naam: str
    rol: bool
    oud: Rij | None
    nieuw: Rij | None
    #: How many people have it on the first day of the new list.
    mensen: int

    @property
    def soorten(self) -> tuple[tuple[Soort, Frequentie | None, Frequentie | None], ...]:
        """The kinds that differ, before and after."""
        oud, nieuw = self.oud or {}, self.nieuw or {}
        return tuple((soort, oud.get(soort), nieuw.get(soort)) for soort in Soort if oud.get(soort) != nieuw.get(soort))


@dataclass(frozen=True)
class Vergelijking:
    """What a list changes."""

    vorige: str
    verschillen: tuple[Rijverschil, ...]
    #: How many people that touches in all; somebody with a function and a role counts once.
    mensen: int

    @property
    def erbij(self) -> int:
        """How many rows are new."""
        return sum(rij.oud is None for rij in self.verschillen)

    @property
    def eraf(self) -> int:
        """How many rows went."""
        return sum(rij.nieuw is None for rij in self.verschillen)


@dataclass(frozen=True)
class Lijstbeeld:
    """One list with its rows and what it changes."""

    record: Functielijstrecord | None
    lijst: Functielijst
    status: Lijststatus
    vergelijking: Vergelijking | None
    #: Workplaces whose noise nobody measured for this list.
    te_meten: tuple[str, ...]
    mag_vaststellen: bool


def maak(ctx: Context, *, naam: str, van: date, tot_en_met: date, bron: str, volgens: str | None) -> int:
    """Draw up a draft, with the rows of another list if asked. Returns its number. Raises ``Geweigerd``."""
    ctx.eis("wijzig", doel(LIJSTSOORT))
    naam = lees_tekst("naam", naam, 40)
    bron = lees_tekst("bron", bron, 300)
    eis_periode(van, tot_en_met)
    with ctx.database.transactie() as s:
        vergrendel(s, _SLOT)
        lijsten = lees_lijsten(s)
        bestaat = select(Functielijstrecord.id).where(
            Functielijstrecord.naam == naam, Functielijstrecord.status != Lijststatus.INGETROKKEN
        )
        if lijsten.met_naam(naam) or s.scalar(bestaat) is not None:
            raise Geweigerd("naam", "er is al een lijst met deze naam")
        _eis_vrij(lijsten, van, tot_en_met)
        voorbeeld = lijsten.met_naam(volgens) if volgens else None
        if volgens and voorbeeld is None:
            raise Geweigerd("volgens", "die lijst is er niet")
        record = Functielijstrecord(
            naam=naam,
            van=van,
            tot_en_met=tot_en_met,
            status=Lijststatus.CONCEPT,
            bron=bron,
            gemaakt_op=ctx.nu,
            gemaakt_door=ctx.actor.account_id,
        )
        s.add(record)
        s.flush()
        for rij in voorbeeld.rijen if voorbeeld else ():
            s.add(_als_record(record.id, rij))
        noteer(s, ctx, "maak", LIJSTSOORT, record.id, van=van, tot_en_met=tot_en_met)
        return record.id


def zet_rij(ctx: Context, lijst_id: int, rij: Lijstrij) -> None:
    """Add a row to a draft, or put it in the place of the one with its code. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        record = _concept(s, ctx, lijst_id)
        zet_rijen(s, record, [rij])
        noteer(s, ctx, "zet_rij", LIJSTSOORT, record.id, rij=rij.code)


def zet_rijen(s: Session, record: Functielijstrecord, rijen: Sequence[Lijstrij]) -> None:
    """Put rows in a draft, in the caller's transaction. Raises ``Geweigerd``."""
    for rij in rijen:
        toets(rij)
    s.execute(
        delete(Functielijstrij).where(
            Functielijstrij.lijst_id == record.id, Functielijstrij.code.in_([rij.code for rij in rijen])
        )
    )
    s.add_all([_als_record(record.id, rij) for rij in rijen])
    s.flush()


def haal_rij_weg(ctx: Context, lijst_id: int, code: str) -> None:
    """Take a row out of a draft. Raises ``Geweigerd`` when it is not there."""
    with ctx.database.transactie() as s:
        record = _concept(s, ctx, lijst_id)
        rij = s.scalar(
            select(Functielijstrij).where(Functielijstrij.lijst_id == record.id, Functielijstrij.code == code)
        )
        if rij is None:
            raise Geweigerd("code", "deze code staat niet op de lijst")
        s.delete(rij)
        noteer(s, ctx, "haal_rij_weg", LIJSTSOORT, record.id, rij=code)


def bied_aan(ctx: Context, lijst_id: int) -> None:
    """Offer a draft to a second person, who adopts it. Raises ``Geweigerd`` and ``StapNietMogelijk``."""
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, lijst_id, "wijzig")
        status = Lijststatus(LIJST.na(record.status, "bied_aan"))
        if ctx.actor.account_id is None:
            raise GeenToegang("wijzig", LIJSTSOORT)
        if not rijen_van(s, [record.id]).get(record.id):
            raise Geweigerd("", "de lijst heeft nog geen rijen")
        record.status, record.aangeboden_op, record.aangeboden_door = status, ctx.nu, ctx.actor.account_id
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_VASTSTELLEN, sleutel=str(record.id), naam=record.naam)
        noteer(s, ctx, "bied_aan", LIJSTSOORT, record.id)


def geef_terug(ctx: Context, lijst_id: int) -> None:
    """Make an offered list a draft again. Raises ``StapNietMogelijk``."""
    _stap_terug(ctx, lijst_id, "geef_terug")


def trek_in(ctx: Context, lijst_id: int) -> None:
    """Withdraw a list that was not adopted. Raises ``StapNietMogelijk``."""
    _stap_terug(ctx, lijst_id, "trek_in")


def stel_vast(ctx: Context, lijst_id: int, herreken_vanaf: str | None) -> int:
    """Adopt an offered list; from ``herreken_vanaf`` (``YYYY-MM``, or None) everybody it touches is calculated again.

    Returns how many months of people were marked. Raises ``Geweigerd`` for who offered it, and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        vergrendel(s, _SLOT)
        record = _zoek(s, ctx, lijst_id, "stel_vast")
        status = Lijststatus(LIJST.na(record.status, "stel_vast"))
        _eis_ander(ctx, record.aangeboden_door)
        lijsten = lees_lijsten(s)
        _eis_vrij(lijsten, record.van, record.tot_en_met)
        lijst = als_lijst(record, rijen_van(s, [record.id])[record.id])
        record.status, record.vastgesteld_op, record.vastgesteld_door = status, ctx.nu, ctx.actor.account_id
        record.herrekend_vanaf = herreken_vanaf
        s.flush()
        # Who had a row that went is touched as well: an old list that was kept ends here.
        vorige = lijsten.vorige(lijst)
        codes = {rij.code for een in (lijst, vorige) if een for rij in een.rijen}
        mensen = met_codes(s, codes, lijst.van, lijst.tot_en_met)
        aantal = herreken(s, ctx, herreken_vanaf, mensen, lijst.tot_en_met)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_VASTSTELLEN, sleutel=str(record.id))
        if vorige is not None:
            los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_LIJST, sleutel=vorige.naam)
        noteer(s, ctx, "stel_vast", LIJSTSOORT, record.id, herreken_vanaf=herreken_vanaf, maanden=aantal)
        return aantal


def stel_verlenging_voor(ctx: Context, *, tot_en_met: date, reden: str) -> int:
    """Propose to keep the last list until a day, because there is no new one. Raises ``Geweigerd``."""
    ctx.eis("wijzig", doel(LIJSTSOORT))
    if ctx.actor.account_id is None:
        raise GeenToegang("wijzig", LIJSTSOORT)
    reden = lees_tekst("reden", reden)
    with ctx.database.transactie() as s:
        vergrendel(s, _SLOT)
        lijsten = lees_lijsten(s)
        lijst = max(lijsten.lijsten, key=lambda een: een.van)
        van = max(lijst.tot_en_met, lijsten.verlengd.get(lijst.naam, lijst.tot_en_met)) + _DAG
        if tot_en_met < van:
            raise Geweigerd("tot_en_met", f"lijst {lijst.naam} geldt al tot en met {(van - _DAG).isoformat()}")
        open_ = select(Lijstverlenging.id).where(
            Lijstverlenging.lijst == lijst.naam, Lijstverlenging.status == Verlengstatus.VOORGESTELD
        )
        if s.scalar(open_) is not None:
            raise Geweigerd("", "er wacht al een voorstel over deze lijst op een besluit")
        verlenging = Lijstverlenging(
            lijst=lijst.naam,
            van=van,
            tot_en_met=tot_en_met,
            reden=reden,
            status=Verlengstatus.VOORGESTELD,
            voorgesteld_op=ctx.nu,
            voorgesteld_door=ctx.actor.account_id,
        )
        s.add(verlenging)
        s.flush()
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_VERLENGEN, sleutel=str(verlenging.id), naam=lijst.naam)
        noteer(s, ctx, "stel_voor", LIJSTSOORT, f"verlenging-{verlenging.id}", van=van, tot_en_met=tot_en_met)
        return verlenging.id


def beslis_verlenging(ctx: Context, verlenging_id: int, *, akkoord: bool, herreken_vanaf: str | None = None) -> int:
    """Decide on somebody else's proposal to keep a list; returns how many months of people were marked.

    Raises ``Geweigerd`` for who proposed it, and ``StapNietMogelijk``.
    """
    ctx.eis("stel_vast", doel(LIJSTSOORT))
    stap = "stel_vast" if akkoord else "wijs_af"
    with ctx.database.transactie() as s:
        vergrendel(s, _SLOT)
        verlenging = s.scalar(select(Lijstverlenging).where(Lijstverlenging.id == verlenging_id).with_for_update())
        if verlenging is None:
            raise GeenToegang("stel_vast", LIJSTSOORT)
        status = Verlengstatus(VERLENGING.na(verlenging.status, stap))
        if VERLENGING.stap(stap).anders_dan:
            _eis_ander(ctx, verlenging.voorgesteld_door)
        verlenging.status, verlenging.besloten_op, verlenging.besloten_door = status, ctx.nu, ctx.actor.account_id
        aantal = 0
        if akkoord:
            lijst = lees_lijsten(s).met_naam(verlenging.lijst)
            codes = {rij.code for rij in lijst.rijen} if lijst else set()
            verlenging.herrekend_vanaf = herreken_vanaf
            mensen = met_codes(s, codes, verlenging.van, verlenging.tot_en_met)
            aantal = herreken(s, ctx, herreken_vanaf, mensen, verlenging.tot_en_met)
            los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_LIJST, sleutel=verlenging.lijst)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_VERLENGEN, sleutel=str(verlenging.id))
        noteer(s, ctx, stap, LIJSTSOORT, f"verlenging-{verlenging.id}", herreken_vanaf=herreken_vanaf, maanden=aantal)
        return aantal


def overzicht(ctx: Context) -> Overzicht:
    """Return every list, newest first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(LIJSTSOORT))
    with ctx.database.lezen() as s:
        lijsten = lees_lijsten(s)
        records = s.scalars(select(Functielijstrecord).order_by(Functielijstrecord.van.desc())).all()
        rijen = rijen_van(s, [record.id for record in records])
        verlengingen = s.scalars(select(Lijstverlenging).order_by(Lijstverlenging.id.desc())).all()
    eigen = {record.naam for record in records}
    regels = [
        Lijstregel(
            record.id,
            record.naam,
            record.van,
            record.tot_en_met,
            record.status,
            len(rijen.get(record.id, ())),
            lijsten.verlengd.get(record.naam) if record.status is Lijststatus.VASTGESTELD else None,
        )
        for record in records
    ]
    regels += [
        Lijstregel(
            None,
            lijst.naam,
            lijst.van,
            lijst.tot_en_met,
            Lijststatus.VASTGESTELD,
            len(lijst.rijen),
            lijsten.verlengd.get(lijst.naam),
        )
        for lijst in lijsten.lijsten
        if lijst.naam not in eigen
    ]
    return Overzicht(
        tuple(sorted(regels, key=lambda regel: regel.van, reverse=True)),
        tuple(
            Verlengregel(rij.id, rij.lijst, rij.van, rij.tot_en_met, rij.reden, rij.status, rij.voorgesteld_door)
            for rij in verlengingen
        ),
        lijsten.op(ctx.vandaag),
        lijsten.einde,
        max(lijsten.lijsten, key=lambda lijst: lijst.van),
    )


def stand(ctx: Context) -> tuple[str | None, str, date]:
    """Return the name of the list of today, that of the last one, and the last day for which there is one.

    Raises ``GeenToegang``. Two queries.
    """
    ctx.eis("bekijk", doel(LIJSTSOORT))
    with ctx.database.lezen() as s:
        lijsten = lees_lijsten(s, met_rijen=False)
    nu = lijsten.op(ctx.vandaag)
    return nu.naam if nu else None, max(lijsten.lijsten, key=lambda lijst: lijst.van).naam, lijsten.einde


def beeld(ctx: Context, nummer: int | str) -> Lijstbeeld:
    """Return a list by its number, or one of the regulation by its name. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(LIJSTSOORT))
    with ctx.database.lezen() as s:
        lijsten = lees_lijsten(s)
        if isinstance(nummer, str):
            record, lijst = None, lijsten.met_naam(nummer)
            if lijst is None:
                raise GeenToegang("bekijk", LIJSTSOORT)
        else:
            record = s.get(Functielijstrecord, nummer)
            if record is None:
                raise GeenToegang("bekijk", LIJSTSOORT)
            lijst = als_lijst(record, rijen_van(s, [record.id]).get(record.id, ()))
        vorige = lijsten.vorige(lijst)
        gemeten = _gemeten(s, lijst)
        vergelijking = vergelijk(s, vorige, lijst) if vorige else None
    status = record.status if record else Lijststatus.VASTGESTELD
    plekken = {rij.werkplek for rij in lijst.rijen if rij.lawaai and rij.werkplek}
    mag = (
        record is not None
        and status is Lijststatus.AANGEBODEN
        and record.aangeboden_door != ctx.actor.account_id
        and ctx.mag("stel_vast", doel(LIJSTSOORT))
    )
    return Lijstbeeld(record, lijst, status, vergelijking, tuple(sorted(plekken - gemeten)), mag)


def vergelijk(s: Session, oud: Functielijst, nieuw: Functielijst) -> Vergelijking:
    """Return which rows came, went or changed, and how many people each touches on the new list's first day."""
    oude, nieuwe = ({rij.code: rij for rij in lijst.rijen} for lijst in (oud, nieuw))
    anders = [code for code in (*nieuwe, *(code for code in oude if code not in nieuwe)) if _anders(oude, nieuwe, code)]
    mensen = {code: met_codes(s, [code], nieuw.van, nieuw.van) for code in anders}
    return Vergelijking(
        oud.naam,
        tuple(
            Rijverschil(
                code,
                (rij := nieuwe.get(code) or oude[code]).naam or code,
                rij.rol,
                oude[code].soorten if code in oude else None,
                nieuwe[code].soorten if code in nieuwe else None,
                len(mensen[code]),
            )
            for code in anders
        ),
        len(set().union(*mensen.values())),
    )


def _anders(oude: Mapping[str, Lijstrij], nieuwe: Mapping[str, Lijstrij], code: str) -> bool:
    oud, nieuw = oude.get(code), nieuwe.get(code)
    return oud is None or nieuw is None or (oud.soorten, oud.voorwaarde) != (nieuw.soorten, nieuw.voorwaarde)


def _gemeten(s: Session, lijst: Functielijst) -> set[str]:
    vraag = select(Geluidmetingrecord.werkplek).where(
        Geluidmetingrecord.vervallen_op.is_(None), Geluidmetingrecord.datum <= lijst.tot_en_met
    )
    return set(s.scalars(vraag))


def toets(rij: Lijstrij) -> None:
    """Raise ``Geweigerd`` for a row without a name or a proper code, or with noise that is measured nowhere."""
    code = lees_tekst("code", rij.code, LANGSTE_CODE)
    if not all(teken.islower() or teken.isdigit() or teken == "_" for teken in code) or code == NIET_OP_DE_LIJST:
        raise Geweigerd("code", "gebruik kleine letters, cijfers en _, als sectie_assistent")
    lees_tekst("naam", rij.naam or "", 300)
    for veld, tekst, langst in (("werkplek", rij.werkplek, 120), ("voorwaarde", rij.voorwaarde, 300)):
        if tekst is not None:
            lees_tekst(veld, tekst, langst)
    if rij.lawaai and not rij.werkplek:
        raise Geweigerd("werkplek", "vul in op welke werkplek het lawaai wordt gemeten")


def _als_record(lijst_id: int, rij: Lijstrij) -> Functielijstrij:
    return Functielijstrij(
        lijst_id=lijst_id,
        code=rij.code,
        naam=rij.naam or rij.code,
        rol=rij.rol,
        **{soort.value: rij.soorten.get(soort) for soort in Soort},
        werkplek=rij.werkplek,
        voorwaarde=rij.voorwaarde,
    )


def _eis_vrij(lijsten: Lijsten, van: date, tot_en_met: date) -> None:
    for lijst in lijsten.lijsten:
        if lijst.van <= tot_en_met and van <= lijst.tot_en_met:
            raise Geweigerd("van", f"functielijst {lijst.naam} geldt al in deze tijd; kies een eerste dag erna")


def _eis_ander(ctx: Context, eerste: int | None) -> None:
    if ctx.actor.account_id is None:
        raise GeenToegang("stel_vast", LIJSTSOORT)
    if ctx.actor.account_id == eerste:
        raise Geweigerd("", "een ander dan wie het voorlegde, stelt het vast")


def _stap_terug(ctx: Context, lijst_id: int, stap: str) -> None:
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, lijst_id, "wijzig")
        record.status = Lijststatus(LIJST.na(record.status, stap))
        record.aangeboden_op = record.aangeboden_door = None
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_VASTSTELLEN, sleutel=str(record.id))
        noteer(s, ctx, stap, LIJSTSOORT, record.id)


def _concept(s: Session, ctx: Context, lijst_id: int) -> Functielijstrecord:
    record = _zoek(s, ctx, lijst_id, "wijzig")
    if record.status is not Lijststatus.CONCEPT:
        raise Geweigerd("", "alleen een concept is te wijzigen")
    return record


def _zoek(s: Session, ctx: Context, lijst_id: int, handeling: str) -> Functielijstrecord:
    ctx.eis(handeling, doel(LIJSTSOORT))
    record = s.scalar(select(Functielijstrecord).where(Functielijstrecord.id == lijst_id).with_for_update())
    if record is None:
        raise GeenToegang(handeling, LIJSTSOORT)
    return record

# SPDX-License-Identifier: EUPL-1.2
"""Appointments: reported with their document, granted by somebody else, ended, and followed by another (NFI 7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.people.opzoeken import Salaris, inschalingen
from core.people.policy import HR, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Aard, Antwoord, Centen, Geweigerd, ParameterOntbreekt
from core.storage.audit import noteer
from plugins.nfi.hoogleraren import maandbron
from plugins.nfi.hoogleraren.berichten import TAAK_BESLIS, TAAK_EINDE, TAAK_SALARIS
from plugins.nfi.hoogleraren.models import Benoemingrecord, Salarisbesluit
from plugins.nfi.hoogleraren.procedure import BENOEMING, Benoemingstatus
from plugins.nfi.hoogleraren.rules.looptijd import INWERKINGTREDING, Rol
from plugins.nfi.hoogleraren.rules.maand import Maandvraag
from plugins.nfi.hoogleraren.rules.toelage import MINIMUM_UREN, Document, toelage
from plugins.nfi.personen import eis_niet_zelf, lees_tekst, merk_maanden, namen, vergrendel_persoon
from plugins.nfi.policy import BENOEMING as SOORT
from plugins.nfi.policy import EENHEID, doel

VOORUIT_MAANDEN = 6
"""How long before the end of an appointment HR is asked whether it goes on."""

_DAG = timedelta(days=1)
_HONDERD = 100
_MEEST_UREN = 40


@dataclass(frozen=True)
class Aanmelding:
    """An appointment as HR reports it, with what the document says (article 6)."""

    rol: Rol
    naam: str
    instelling: str
    ingangsdatum: date
    einddatum: date | None = None
    uren_per_week: Decimal = Decimal(MINIMUM_UREN)
    document: str = ""
    document_ontvangen_op: date | None = None
    oude_toelage_centen: int | None = None
    #: The appointment that this one follows.
    vorige_id: int | None = None


@dataclass(frozen=True)
class Benoemingregel:
    """An appointment in a list."""

    record: Benoemingrecord
    persoon: str
    laatste_dag: date | None
    eindigt_binnenkort: bool


@dataclass(frozen=True)
class Dossier:
    """An appointment with what it comes to, and what must still be done."""

    record: Benoemingrecord
    persoon: str
    laatste_dag: date | None
    salaris: Salaris | None
    #: A salary for the award date that was recorded after the award, on which HR must decide.
    later_salaris: Salaris | None
    antwoord: Antwoord | None
    ontbreekt: tuple[str, ...]
    mag_beslissen: bool
    #: Why it cannot be granted yet.
    beletsel: str


def meld_aan(ctx: Context, medewerker_id: int, aanmelding: Aanmelding) -> int:
    """Report an appointment; it pays once somebody else granted it. Returns its number. Raises ``Geweigerd``."""
    ctx.eis("wijzig", doel(SOORT, medewerker_id=medewerker_id))
    with ctx.database.transactie() as s:
        return voeg_toe(s, ctx, medewerker_id, aanmelding).id


def voeg_toe(s: Session, ctx: Context, medewerker_id: int, aanmelding: Aanmelding) -> Benoemingrecord:
    """Report an appointment in the caller's transaction. Raises ``Geweigerd``."""
    eis_niet_zelf(ctx, medewerker_id)
    naam = lees_tekst("naam", aanmelding.naam, 200)
    instelling = lees_tekst("instelling", aanmelding.instelling, 200)
    honderdsten = aanmelding.uren_per_week * _HONDERD
    if honderdsten != int(honderdsten) or not MINIMUM_UREN <= aanmelding.uren_per_week <= _MEEST_UREN:
        raise Geweigerd("uren_per_week", f"schrijf {MINIMUM_UREN} uur of meer, met ten hoogste twee decimalen")
    # The rule says what goes together: dates, old allowance and role.
    Maandvraag(
        aanmelding.ingangsdatum.replace(day=1),
        aanmelding.rol,
        Document(naam, aanmelding.ingangsdatum, instelling, aanmelding.einddatum),
        Centen(0),
        aanmelding.uren_per_week,
        oude_toelage_centen=None if aanmelding.oude_toelage_centen is None else Centen(aanmelding.oude_toelage_centen),
    )
    if bool(aanmelding.document.strip()) != (aanmelding.document_ontvangen_op is not None):
        raise Geweigerd("document", "vul in waar het document staat en wanneer P&O het kreeg")
    vergrendel_persoon(s, medewerker_id)
    _eis_los(s, medewerker_id, aanmelding)
    record = Benoemingrecord(
        medewerker_id=medewerker_id,
        rol=aanmelding.rol,
        naam=naam,
        instelling=instelling,
        ingangsdatum=aanmelding.ingangsdatum,
        einddatum=aanmelding.einddatum,
        document=aanmelding.document.strip()[:300] or None,
        document_ontvangen_op=aanmelding.document_ontvangen_op,
        uren_honderdsten=int(honderdsten),
        oude_toelage_centen=aanmelding.oude_toelage_centen,
        status=Benoemingstatus.AANGEMELD,
        aangemeld_op=ctx.nu,
        aangemeld_door=ctx.actor.account_id,
        vorige_id=aanmelding.vorige_id,
    )
    s.add(record)
    s.flush()
    if aanmelding.vorige_id is not None:
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_EINDE, sleutel=str(aanmelding.vorige_id))
    _merk(s, ctx, record)
    meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_BESLIS, sleutel=str(record.id))
    noteer(s, ctx, "meld_aan", SOORT, record.id, medewerker=medewerker_id, van=record.ingangsdatum)
    return record


def leg_document_vast(ctx: Context, benoeming_id: int, *, document: str, ontvangen_op: date) -> None:
    """Record where the written appointment is kept, before the grant. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "wijzig")
        if record.status is not Benoemingstatus.AANGEMELD:
            raise Geweigerd("document", "over deze benoeming is al besloten")
        if ontvangen_op > ctx.vandaag:
            raise Geweigerd("ontvangen_op", "deze dag moet nog komen")
        record.document, record.document_ontvangen_op = lees_tekst("document", document, 300), ontvangen_op
        noteer(s, ctx, "leg_document_vast", SOORT, record.id)


def leg_verklaring_vast(ctx: Context, benoeming_id: int, *, verklaring: str, op: date) -> None:
    """Record the declaration of an appointment without pay (article 3); without it nothing is paid.

    Raises ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "wijzig")
        if op > ctx.vandaag:
            raise Geweigerd("verklaring_op", "deze dag moet nog komen")
        if record.verklaring_op is not None:
            raise Geweigerd("verklaring_op", "de verklaring is er al")
        record.verklaring, record.verklaring_op = lees_tekst("verklaring", verklaring, 300), op
        s.flush()
        _merk(s, ctx, record)
        noteer(s, ctx, "leg_verklaring_vast", SOORT, record.id, op=op)


def beslis(ctx: Context, benoeming_id: int, *, toegekend: bool, reden: str) -> None:
    """Grant or refuse the allowance; from this moment the amounts are fixed. The employee is told.

    Raises ``Geweigerd`` without a document, for who reported it, and for oneself; ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "beslis")
        stap = "ken_toe" if toegekend else "wijs_af"
        status = Benoemingstatus(BENOEMING.na(record.status, stap))
        if ctx.actor.account_id is None:
            raise GeenToegang("beslis", SOORT)
        if ctx.actor.account_id == record.aangemeld_door:
            raise Geweigerd("", "een ander dan wie de benoeming aanmeldde, beslist erover")
        reden = lees_tekst("reden", reden)
        if toegekend and (beletsel := _beletsel(record)):
            raise Geweigerd("document", beletsel)
        record.status, record.reden = status, reden
        record.besloten_op, record.besloten_door = ctx.nu, ctx.actor.account_id
        s.flush()
        _merk(s, ctx, record)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BESLIS, sleutel=str(record.id))
        stuur(s, ctx, "nfi.toelage_toegekend" if toegekend else "nfi.toelage_afgewezen", record.medewerker_id)
        noteer(s, ctx, stap, SOORT, record.id)


def beeindig(ctx: Context, benoeming_id: int, *, laatste_dag: date, reden: str) -> None:
    """Record that an appointment ends before its term; the allowance stops with it. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "wijzig")
        record.status = Benoemingstatus(BENOEMING.na(record.status, "beeindig"))
        if laatste_dag < record.ingangsdatum or (record.einddatum is not None and laatste_dag > record.einddatum):
            raise Geweigerd("laatste_dag", "deze dag ligt binnen de termijn van de benoeming")
        reden = lees_tekst("reden", reden)
        eerste_geraakt = min(laatste_dag, record.vroegtijdig_einde or laatste_dag)
        record.vroegtijdig_einde, record.einde_reden = laatste_dag, reden
        s.flush()
        merk_maanden(s, ctx, [record.medewerker_id], eerste_geraakt, record.einddatum)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_EINDE, sleutel=str(record.id))
        stuur(s, ctx, "nfi.toelage_eindigt", record.medewerker_id, laatste_dag=laatste_dag)
        noteer(s, ctx, "beeindig", SOORT, record.id, laatste_dag=laatste_dag)


def geen_herbenoeming(ctx: Context, benoeming_id: int) -> None:
    """Answer that an appointment that ends is not followed by another. Raises ``Geweigerd`` when nobody asked."""
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "wijzig")
        if not los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_EINDE, sleutel=str(record.id)):
            raise Geweigerd("", "hierover staat geen vraag open")
        noteer(s, ctx, "geen_herbenoeming", SOORT, record.id)


def laat_vervallen(ctx: Context, benoeming_id: int) -> None:
    """Take out an appointment that was reported by mistake; what was paid for it is taken back by the next run."""
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "wijzig")
        record.status = Benoemingstatus(BENOEMING.na(record.status, "laat_vervallen"))
        s.flush()
        _merk(s, ctx, record)
        for soort in (TAAK_BESLIS, TAAK_EINDE, TAAK_SALARIS):
            los_taak_op(s, ctx, eenheid=EENHEID, soort=soort, sleutel=str(record.id))
        noteer(s, ctx, "laat_vervallen", SOORT, record.id)


def beslis_salaris(ctx: Context, benoeming_id: int, *, aard: str, reden: str) -> None:
    """Say whether a salary that was recorded after the award repairs an error or is a raise (articles 4 and 5).

    Raises ``Geweigerd`` when there is none to decide on.
    """
    with ctx.database.transactie() as s:
        record = _zoek(s, ctx, benoeming_id, "beslis")
        if aard not in tuple(Aard):
            raise Geweigerd("aard", "kies of een fout is hersteld of dat het een verhoging is")
        salarissen = inschalingen(s, [record.medewerker_id])
        _, later = maandbron.salaris_bij_toekenning(s, record, salarissen, _besluiten(s, record))
        nu = salarissen.op(record.medewerker_id, maandbron.toekenningsdatum(record), EENHEID)
        if not later or nu is None:
            raise Geweigerd("", "er is geen later vastgelegd salaris om over te beslissen")
        s.add(
            Salarisbesluit(
                benoeming_id=record.id,
                inschaling_id=nu.inschaling_id,
                aard=Aard(aard),
                reden=lees_tekst("reden", reden),
                besloten_op=ctx.nu,
                besloten_door=ctx.actor.account_id,
            )
        )
        s.flush()
        _merk(s, ctx, record)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_SALARIS, sleutel=str(record.id))
        noteer(s, ctx, "beslis_salaris", SOORT, record.id, aard=aard)


def lijst(ctx: Context) -> tuple[Benoemingregel, ...]:
    """Return every appointment, those that run first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(SOORT))
    with ctx.database.lezen() as s:
        records = s.scalars(select(Benoemingrecord).order_by(Benoemingrecord.ingangsdatum.desc())).all()
        bekend = namen(s, {record.medewerker_id for record in records})
        uit_dienst = maandbron.uit_dienst(s, [record.medewerker_id for record in records])
    grens = plus_maanden(ctx.vandaag, VOORUIT_MAANDEN)
    regels = []
    for record in records:
        laatste = laatste_dag(record, uit_dienst.get(record.medewerker_id))
        binnenkort = (
            record.status is Benoemingstatus.TOEGEKEND and laatste is not None and ctx.vandaag <= laatste <= grens
        )
        regels.append(Benoemingregel(record, bekend[record.medewerker_id], laatste, binnenkort))
    volgorde = list(Benoemingstatus)
    return tuple(sorted(regels, key=lambda regel: (volgorde.index(regel.record.status), regel.persoon)))


def dossier(ctx: Context, benoeming_id: int) -> Dossier:
    """Return an appointment with what it pays now, explained. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        record = s.get(Benoemingrecord, benoeming_id)
        if record is None:
            raise GeenToegang("bekijk", SOORT)
        ctx.eis("bekijk", doel(SOORT, medewerker_id=record.medewerker_id))
        persoon = namen(s, [record.medewerker_id])[record.medewerker_id]
        uit_dienst = maandbron.uit_dienst(s, [record.medewerker_id])
        salarissen = inschalingen(s, [record.medewerker_id])
        salaris, later = maandbron.salaris_bij_toekenning(s, record, salarissen, _besluiten(s, record))
        nu = salarissen.op(record.medewerker_id, maandbron.toekenningsdatum(record), EENHEID)
        parameters = geldend(s, ctx.installatie)
    antwoord: Antwoord | None = None
    ontbreekt: tuple[str, ...] = ()
    if salaris is not None:
        try:
            vraag = maandbron.maandvraag(
                record,
                salaris.maandsalaris_centen,
                None,
                maandbron.toekenningsdatum(record).replace(day=1),
                parameters,
            ).toelagevraag(maandbron.toekenningsdatum(record))
            antwoord = toelage.bereken(vraag, parameters)
        except ParameterOntbreekt as fout:
            ontbreekt = tuple(sleutel for sleutel, _ in fout.ontbrekend)
        except Geweigerd:
            antwoord = None
    return Dossier(
        record,
        persoon,
        laatste_dag(record, uit_dienst.get(record.medewerker_id)),
        salaris,
        nu if later else None,
        antwoord,
        ontbreekt,
        record.status is Benoemingstatus.AANGEMELD
        and ctx.mag("beslis", doel(SOORT))
        and ctx.actor.account_id != record.aangemeld_door
        and ctx.actor.medewerker_id != record.medewerker_id,
        _beletsel(record),
    )


def herbenoeming_van(record: Benoemingrecord) -> Aanmelding:
    """Return what a reappointment takes over: role, name, institution and hours, never the old allowance."""
    laatste = record.vroegtijdig_einde or record.einddatum
    return Aanmelding(
        Rol(record.rol),
        record.naam,
        record.instelling,
        laatste + _DAG if laatste else record.ingangsdatum,
        uren_per_week=maandbron.uren_per_week(record),
        vorige_id=record.id,
    )


def eindigend(ctx: Context) -> list[int]:
    """Return the granted appointments that end within half a year and are not followed by another."""
    grens = plus_maanden(ctx.vandaag, VOORUIT_MAANDEN)
    with ctx.database.lezen() as s:
        gevolgd = set(
            s.scalars(select(Benoemingrecord.vorige_id).where(Benoemingrecord.vorige_id.is_not(None), _telt()))
        )
        records = s.scalars(select(Benoemingrecord).where(Benoemingrecord.status == Benoemingstatus.TOEGEKEND)).all()
        uit_dienst = maandbron.uit_dienst(s, [record.medewerker_id for record in records])
    return [
        record.id
        for record in records
        if record.id not in gevolgd
        and (dag := laatste_dag(record, uit_dienst.get(record.medewerker_id))) is not None
        and ctx.vandaag <= dag <= grens
    ]


def meld_einde(ctx: Context, benoeming_id: int) -> None:
    """Ask HR whether an appointment that ends goes on, and tell the employee; once for its last day."""
    with ctx.database.transactie() as s:
        record = s.scalar(select(Benoemingrecord).where(Benoemingrecord.id == benoeming_id).with_for_update())
        if record is None or record.einde_gemeld_op is not None:
            return
        dag = laatste_dag(record, maandbron.uit_dienst(s, [record.medewerker_id]).get(record.medewerker_id))
        if dag is None:
            return
        record.einde_gemeld_op = ctx.nu
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_EINDE, sleutel=str(record.id), op=dag)
        stuur(s, ctx, "nfi.toelage_eindigt", record.medewerker_id, laatste_dag=dag)
        noteer(s, ctx, "meld_einde", SOORT, record.id, op=dag)


def met_later_salaris(ctx: Context) -> list[int]:
    """Return the appointments of which a salary for the award date was recorded after the award."""
    with ctx.database.lezen() as s:
        records = s.scalars(select(Benoemingrecord).where(Benoemingrecord.status == Benoemingstatus.TOEGEKEND)).all()
        salarissen = inschalingen(s, [record.medewerker_id for record in records])
        return [
            record.id
            for record in records
            if maandbron.salaris_bij_toekenning(s, record, salarissen, _besluiten(s, record))[1]
        ]


def meld_salaris(ctx: Context, benoeming_id: int) -> None:
    """Ask HR what the later salary is; nothing happens when that was asked already."""
    with ctx.database.transactie() as s:
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_SALARIS, sleutel=str(benoeming_id))


def laatste_dag(record: Benoemingrecord, uit_dienst: date | None) -> date | None:
    """Return the last day with the allowance: the earliest of term, early end and employment; None when open."""
    return maandbron.einde(record, uit_dienst) or record.einddatum


def _telt() -> ColumnElement[bool]:
    """Return the condition that an appointment was not refused and has not lapsed."""
    return Benoemingrecord.status.in_((Benoemingstatus.AANGEMELD, Benoemingstatus.TOEGEKEND))


def _beletsel(record: Benoemingrecord) -> str:
    return "" if record.document else "zonder schriftelijke benoeming is er geen toelage (artikel 6)"


def _eis_los(s: Session, medewerker_id: int, aanmelding: Aanmelding) -> None:
    """Two appointments of one person do not run at once: one day a week is made available for one."""
    for rij in s.scalars(
        select(Benoemingrecord).where(
            Benoemingrecord.medewerker_id == medewerker_id,
            _telt(),
        )
    ):
        einde = rij.vroegtijdig_einde or rij.einddatum
        if (einde is None or aanmelding.ingangsdatum <= einde) and (
            aanmelding.einddatum is None or rij.ingangsdatum <= aanmelding.einddatum
        ):
            raise Geweigerd("ingangsdatum", f"benoeming {rij.id} loopt dan ook; beëindig die eerst")
    if aanmelding.vorige_id is not None:
        vorige = s.get(Benoemingrecord, aanmelding.vorige_id)
        if vorige is None or vorige.medewerker_id != medewerker_id:
            raise Geweigerd("vorige", "dit is geen benoeming van deze medewerker")
        volgende = s.scalar(select(Benoemingrecord.id).where(Benoemingrecord.vorige_id == vorige.id, _telt()))
        if volgende is not None:
            raise Geweigerd("vorige", f"op deze benoeming volgt al benoeming {volgende}")


def _besluiten(s: Session, record: Benoemingrecord) -> dict[tuple[int, int], Aard]:
    rijen = s.scalars(select(Salarisbesluit).where(Salarisbesluit.benoeming_id == record.id))
    return {(rij.benoeming_id, rij.inschaling_id): rij.aard for rij in rijen}


def _merk(s: Session, ctx: Context, record: Benoemingrecord) -> None:
    merk_maanden(s, ctx, [record.medewerker_id], max(record.ingangsdatum, INWERKINGTREDING), record.einddatum)


def _zoek(s: Session, ctx: Context, benoeming_id: int, handeling: str) -> Benoemingrecord:
    record = s.scalar(select(Benoemingrecord).where(Benoemingrecord.id == benoeming_id).with_for_update())
    if record is None:
        raise GeenToegang(handeling, SOORT)
    ctx.eis(handeling, doel(SOORT, medewerker_id=record.medewerker_id))
    eis_niet_zelf(ctx, record.medewerker_id)
    return record

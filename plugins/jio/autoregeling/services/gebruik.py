# SPDX-License-Identifier: EUPL-1.2
"""A personal service car: application, decision, monthly trip form, and the end of the right (JIO 8.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.models import Taak
from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.ledger.nareken import lees_gegeven
from core.people.models import Medewerker
from core.people.policy import HR, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Geweigerd
from core.rules.invoer import schrijf
from core.rules.uitleg import vastgelegd
from core.storage.audit import noteer
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.models import Auto, Autogebruik, Autorit, Autosoort, Ritformulier
from plugins.jio.autoregeling.procedure import GEBRUIK, Gebruikstatus
from plugins.jio.autoregeling.rules.einde import Gebruiksrecht, einde_gebruiksrecht
from plugins.jio.autoregeling.rules.termijnen import Ritregistratie, Termijnstatus, termijnen
from plugins.jio.autoregeling.rules.toekenning import Toekenningsvraag, toekenning
from plugins.jio.autoregeling.services.autos import zoek as zoek_auto
from plugins.jio.autoregeling.services.prive import merk
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.services.sporen import begin_stap, zet_stap

TAAK_BESLIS = "jio.autogebruik_beslissen"
TAAK_RITFORMULIER = "jio.ritformulier_te_laat"
TAAK_VERGOEDING = "jio.stop_reiskosten"

_RITTEN = 100

LOOPT = (Gebruikstatus.AANGEVRAAGD, Gebruikstatus.TOEGEKEND, Gebruikstatus.IN_GEBRUIK)


@dataclass(frozen=True)
class Gebruikbeeld:
    """The use of a personal car as a page shows it."""

    rij: Autogebruik
    naam: str
    kenteken: str | None
    elektronisch: bool
    #: The months whose form has been handed in, and the one that is due with its last day.
    ingediend: tuple[Ritformulier, ...]
    verwacht: tuple[tuple[str, date], ...]
    #: The last trips that were written down, newest first; only for the driver.
    ritten: tuple[Autorit, ...] = ()


def vraag_aan(ctx: Context, vraag: Toekenningsvraag, toelichting: str) -> int:
    """Apply for a personal car; making the application concludes the usage agreement once it is granted (8.2)."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("vraag_aan", doel(policy.GEBRUIK, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker kan een auto aanvragen")
    if not toelichting.strip():
        raise Geweigerd("toelichting", "schrijf waarom je een eigen dienstauto nodig hebt")
    with ctx.database.transactie() as s:
        s.scalar(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update())
        if s.scalar(
            select(Autogebruik.id).where(Autogebruik.medewerker_id == zelf, Autogebruik.status.in_(LOOPT)).limit(1)
        ):
            raise Geweigerd("", "je hebt al een aanvraag of een auto")
        antwoord = toekenning.bereken(vraag, geldend(s, ctx.installatie))
        rij = Autogebruik(
            medewerker_id=zelf,
            status=Gebruikstatus.AANGEVRAAGD,
            gegeven=schrijf(vraag),
            stappen=vastgelegd(list(antwoord.stappen)),
            toelichting=toelichting.strip(),
            aangevraagd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        begin_stap(s, ctx, policy.GEBRUIK, rij.id, "vraag_aan", rij.status)
        meld_taak(s, ctx, eenheid=EENHEID, rol=policy.DIRECTEUR.id, soort=TAAK_BESLIS, sleutel=str(rij.id))
        return rij.id


def beslis(
    ctx: Context, gebruik_id: int, *, toekennen: bool, reden: str, prive_afspraak_op: date | None = None
) -> None:
    """Decide an application with a reason. Meeting a criterion gives no right by itself; failing both refuses.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    ctx.eis("beslis", doel(policy.GEBRUIK))
    with ctx.database.transactie() as s:
        rij = _zoek(s, gebruik_id)
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen auto beslist een ander")
        if not reden.strip():
            raise Geweigerd("reden", "schrijf waarom; de medewerker leest dit")
        if toekennen:
            uitkomst = toekenning.bereken(
                toekenning.lees(lees_gegeven(json.dumps(rij.gegeven))), geldend(s, ctx.installatie)
            ).uitkomst
            if not (uitkomst.voldoet or uitkomst.aanbod_zonder_vergoeding):
                raise Geweigerd("", "de aanvraag voldoet aan geen van de criteria; de uitleg zegt waarom")
        if prive_afspraak_op is not None and prive_afspraak_op > ctx.vandaag:
            raise Geweigerd("prive_afspraak_op", "deze dag ligt in de toekomst")
        zet_stap(s, ctx, GEBRUIK, policy.GEBRUIK, rij, "ken_toe" if toekennen else "wijs_af", reden.strip())
        rij.reden = reden.strip()
        rij.prive_afspraak_op = prive_afspraak_op if toekennen else None
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BESLIS, sleutel=str(rij.id))
        stuur(s, ctx, "jio.autogebruik_besloten", rij.medewerker_id)


def lever_af(ctx: Context, gebruik_id: int, auto_id: int, van: date) -> None:
    """Hand the car over; from that day the commuting allowance must stop, which HR gets as a task (8.2)."""
    ctx.eis("lever_af", doel(policy.GEBRUIK))
    with ctx.database.transactie() as s:
        rij = _zoek(s, gebruik_id)
        auto = zoek_auto(s, auto_id, slot=True)
        if auto.soort is not Autosoort.PERSOONSGEBONDEN or auto.buiten_gebruik_op is not None:
            raise Geweigerd("auto", "kies een persoonsgebonden auto die in gebruik is")
        bezet = select(Autogebruik.id).where(
            Autogebruik.auto_id == auto_id, Autogebruik.status.in_((Gebruikstatus.IN_GEBRUIK, Gebruikstatus.BEEINDIGD))
        )
        if s.scalar(bezet.limit(1)):
            raise Geweigerd("auto", "deze auto heeft een ander nog")
        zet_stap(s, ctx, GEBRUIK, policy.GEBRUIK, rij, "lever_af")
        rij.auto_id, rij.van = auto_id, van
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_VERGOEDING, sleutel=str(rij.id), op=van)
        stuur(s, ctx, "jio.autogebruik_begonnen", rij.medewerker_id)


def dien_formulier_in(ctx: Context, gebruik_id: int, maand: str) -> bool:
    """Hand in the trip form of a month. Returns whether it was in time. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, gebruik_id)
        ctx.eis("registreer", doel(policy.GEBRUIK, medewerker_id=rij.medewerker_id))
        if maand not in {verwacht for verwacht, _ in _verwacht(s, rij, ctx.vandaag)}:
            raise Geweigerd("maand", "voor deze maand wordt geen formulier gevraagd, of het is er al")
        uitkomst = termijnen.bereken(
            Ritregistratie("ritregistratie", maand, ctx.vandaag, ctx.vandaag), geldend(s, ctx.installatie)
        ).uitkomst
        te_laat = uitkomst.status is Termijnstatus.TE_LAAT
        s.add(Ritformulier(gebruik_id=rij.id, maand=maand, ingediend_op=ctx.nu, te_laat=te_laat))
        noteer(s, ctx, "dien_formulier_in", policy.GEBRUIK, rij.id, maand=maand, te_laat=te_laat)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_RITFORMULIER, sleutel=f"{rij.id}/{maand}")
        return not te_laat


def schrijf_rit(
    ctx: Context,
    gebruik_id: int,
    *,
    dag: date,
    van: str,
    naar: str,
    stand_begin: int,
    stand_einde: int,
    rit_doel: str,
    prive: bool,
) -> None:
    """Write down a trip with a personal car. A private one needs the written agreement (8.2)."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, gebruik_id)
        ctx.eis("registreer", doel(policy.GEBRUIK, medewerker_id=rij.medewerker_id))
        if rij.status is not Gebruikstatus.IN_GEBRUIK or rij.van is None or not rij.van <= dag <= ctx.vandaag:
            raise Geweigerd("dag", "op deze dag had je deze auto niet")
        for veld, waarde in (("rit_van", van), ("rit_naar", naar), ("rit_doel", rit_doel)):
            if not waarde.strip():
                raise Geweigerd(veld, "vul dit in; elke route staat apart in de ritregistratie")
        if stand_einde <= stand_begin:
            raise Geweigerd("stand_einde", "deze stand is hoger dan die aan het begin van de rit")
        overlap = select(Autorit.id).where(
            Autorit.gebruik_id == rij.id, Autorit.stand_begin < stand_einde, Autorit.stand_einde > stand_begin
        )
        if s.scalar(overlap.limit(1)):
            raise Geweigerd("stand_begin", "deze kilometers staan al bij een andere rit")
        if prive and rij.prive_afspraak_op is None:
            raise Geweigerd("prive", "privé rijden kan alleen met een schriftelijke afspraak")
        s.add(
            Autorit(
                gebruik_id=rij.id,
                medewerker_id=rij.medewerker_id,
                dag=dag,
                van=van.strip(),
                naar=naar.strip(),
                stand_begin=stand_begin,
                stand_einde=stand_einde,
                doel=rit_doel.strip(),
                prive=prive,
                vastgelegd_op=ctx.nu,
            )
        )
        noteer(s, ctx, "schrijf_rit", policy.GEBRUIK, rij.id, kilometers=stand_einde - stand_begin)
        if prive:
            merk(s, rij, dag.year)


def toets_einde(ctx: Context, recht: Gebruiksrecht) -> Antwoord:
    """Return when the right ends on these grounds; nothing is stored. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("beeindig", doel(policy.GEBRUIK))
    with ctx.database.lezen() as s:
        return einde_gebruiksrecht.bereken(recht, geldend(s, ctx.installatie))


def beeindig(ctx: Context, gebruik_id: int, recht: Gebruiksrecht) -> date:
    """End the right of use on the day that the rule gives. Returns that day.

    Raises ``Geweigerd`` when no ground ends it, or when the end still has to be decided.
    """
    ctx.eis("beeindig", doel(policy.GEBRUIK))
    with ctx.database.transactie() as s:
        rij = _zoek(s, gebruik_id)
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen auto beslist een ander")
        antwoord = einde_gebruiksrecht.bereken(recht, geldend(s, ctx.installatie))
        einde = antwoord.uitkomst.einde
        if einde is None:
            raise Geweigerd(
                "grond",
                "kies eerst een einddatum: de tekst geeft twee termijnen"
                if antwoord.uitkomst.besluit_nodig
                else "met deze grond loopt het gebruik door; de uitleg zegt waarom",
            )
        zet_stap(s, ctx, GEBRUIK, policy.GEBRUIK, rij, "beeindig")
        rij.tot_en_met = max(einde, rij.van or einde)
        rij.einde_gegeven, rij.einde_stappen = schrijf(recht), vastgelegd(list(antwoord.stappen))
        stuur(s, ctx, "jio.autogebruik_eindigt", rij.medewerker_id, einde=einde)
        return rij.tot_en_met


def neem_in(ctx: Context, gebruik_id: int, *, op: date, stand: int, staat: str, compleet: bool) -> None:
    """Take the car back: clean, undamaged or reported, with spare key, fuel card and certificate (8.2)."""
    ctx.eis("neem_in", doel(policy.GEBRUIK))
    with ctx.database.transactie() as s:
        rij = _zoek(s, gebruik_id)
        if not compleet:
            raise Geweigerd("compleet", "reservesleutel, brandstofpas en kentekenbewijs moeten erbij zijn")
        if stand < 0 or not staat.strip():
            raise Geweigerd("stand" if stand < 0 else "staat", "het inleverdocument noemt de stand en de staat")
        zet_stap(s, ctx, GEBRUIK, policy.GEBRUIK, rij, "neem_in")
        rij.ingeleverd_op, rij.inlever_stand, rij.inlever_staat = op, stand, staat.strip()


def eigen(ctx: Context) -> tuple[Gebruikbeeld, ...]:
    """Return the actor's own applications and cars, the newest first."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_eigen", doel(policy.GEBRUIK, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        return tuple(_beelden(s, ctx.vandaag, zelf))


def alle(ctx: Context) -> tuple[Gebruikbeeld, ...]:
    """Return every application and car, the newest first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.GEBRUIK))
    with ctx.database.lezen() as s:
        return tuple(_beelden(s, ctx.vandaag, None))


def te_late_formulieren(ctx: Context) -> Sequence[str]:
    """Return ``use/month`` of every trip form that is over its term and about which nobody was told yet."""
    with ctx.database.lezen() as s:
        gemeld = set(s.scalars(select(Taak.sleutel).where(Taak.soort == TAAK_RITFORMULIER)))
        return [
            sleutel
            for rij in s.scalars(select(Autogebruik).where(Autogebruik.status == Gebruikstatus.IN_GEBRUIK)).all()
            for maand, uiterlijk in _verwacht(s, rij, ctx.vandaag)
            if ctx.vandaag > uiterlijk and (sleutel := f"{rij.id}/{maand}") not in gemeld
        ]


def meld_te_laat(ctx: Context, sleutel: str) -> None:
    """Give the functionaris a task about a late form, and tell the driver; once for each form."""
    gebruik_id, _, maand = sleutel.partition("/")
    with ctx.database.transactie() as s:
        rij = _zoek(s, int(gebruik_id))
        gemeld = select(Taak.id).where(Taak.soort == TAAK_RITFORMULIER, Taak.sleutel == sleutel)
        if maand not in {open_ for open_, _ in _verwacht(s, rij, ctx.vandaag)} or s.scalar(gemeld.limit(1)):
            return
        meld_taak(s, ctx, eenheid=EENHEID, rol=policy.AUTOBEHEER.id, soort=TAAK_RITFORMULIER, sleutel=sleutel)
        stuur(s, ctx, "jio.ritformulier_te_laat", rij.medewerker_id, maand=maand)


def _verwacht(s: Session, rij: Autogebruik, vandaag: date) -> Iterator[tuple[str, date]]:
    """Yield the months that have ended and whose form is not in yet, with the last day of the term."""
    if rij.auto_id is None or rij.van is None or zoek_auto(s, rij.auto_id).elektronisch:
        return
    binnen = set(s.scalars(select(Ritformulier.maand).where(Ritformulier.gebruik_id == rij.id)))
    eerste = rij.van.replace(day=1)
    while (volgende := plus_maanden(eerste, 1)) <= vandaag and (rij.tot_en_met is None or eerste <= rij.tot_en_met):
        maand = f"{eerste:%Y-%m}"
        if maand not in binnen:
            yield maand, Ritregistratie("ritregistratie", maand, vandaag).uiterlijk
        eerste = volgende


def _beelden(s: Session, vandaag: date, medewerker_id: int | None) -> Iterator[Gebruikbeeld]:
    vraag = (
        select(Autogebruik, Medewerker.naam, Auto.kenteken, Auto.elektronisch)
        .join(Medewerker, Medewerker.id == Autogebruik.medewerker_id)
        .outerjoin(Auto, Auto.id == Autogebruik.auto_id)
        .order_by(Autogebruik.id.desc())
    )
    if medewerker_id is not None:
        vraag = vraag.where(Autogebruik.medewerker_id == medewerker_id)
    for rij, naam, kenteken, elektronisch in s.execute(vraag).all():
        formulieren = s.scalars(
            select(Ritformulier).where(Ritformulier.gebruik_id == rij.id).order_by(Ritformulier.maand.desc())
        ).all()
        ritten: Sequence[Autorit] = ()
        if medewerker_id is not None:
            vraag_ritten = select(Autorit).where(Autorit.gebruik_id == rij.id).order_by(Autorit.stand_einde.desc())
            ritten = s.scalars(vraag_ritten.limit(_RITTEN)).all()
        yield Gebruikbeeld(
            rij,
            naam,
            kenteken,
            bool(elektronisch),
            tuple(formulieren),
            tuple(_verwacht(s, rij, vandaag)),
            tuple(ritten),
        )


def _zoek(s: Session, gebruik_id: int) -> Autogebruik:
    rij = s.scalar(select(Autogebruik).where(Autogebruik.id == gebruik_id).with_for_update())
    if rij is None:
        raise GeenToegang("bekijk", policy.GEBRUIK)
    return rij

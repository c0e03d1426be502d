# SPDX-License-Identifier: EUPL-1.2
"""Costs of the car: recorded by the fleet, heard, decided by the werkgever with reasons, and objected to (12).

Who bears a cost is the answer of OM-AUTO/doorbelasting. Nothing is recovered because of that answer alone: only the
werkgever of the unit decides it, after the driver could say what he thinks of it, and it waits while he objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.berichten.services import PARAMETER_ONTBREEKT, meld_taak, stuur
from core.brieven.rondes import zet_klaar
from core.context import Context
from core.ledger.merken import markeer_alle
from core.people.models import Medewerker
from core.people.policy import AUDITOR, HR, GeenToegang
from core.rules import Berekening, Centen, Geweigerd, Stap
from core.rules.uitleg import gelezen, vastgelegd
from core.storage.audit import noteer
from plugins.om.autoregeling.kosten.models import Kostenpost
from plugins.om.autoregeling.kosten.policy import doel
from plugins.om.autoregeling.kosten.procedure import KOSTENPOST, Kostenstatus
from plugins.om.autoregeling.kosten.services import kostenvelden
from plugins.om.autoregeling.models import Gebruik, Omonderdeel, Voertuig
from plugins.om.autoregeling.opzoeken import eis_beheer, eis_werkgever, gebruik_op, onderdeel_van
from plugins.om.autoregeling.policy import EENHEID, KOSTEN
from plugins.om.autoregeling.rules.doorbelasting import doorbelasting
from plugins.om.autoregeling.rules.kostensoorten import EerdereReiniging, Reiniging
from plugins.om.autoregeling.rules.laadvoorziening import Beeindiging, laadvoorziening
from plugins.om.autoregeling.rules.verhaal import Verhaalbesluit, verhaal
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers, zet_stap
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, bewaard, instelling, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import (
    beheerder_van,
    heeft_rol,
    in_onderdelen,
    omvat,
    werkgever_van,
)

REACTIEDAGEN = "om_auto.verhaal_reactiedagen"
BEZWAARDAGEN = "om_auto.verhaal_bezwaardagen"
BRIEF = "om.kostenbesluit"
GEVRAAGD = "om.kosten_gevraagd"
VOORGELEGD = "om.kosten_voorgelegd"
BESLOTEN = "om.kosten_besloten"
BEZWAAR = "om.kosten_bezwaar"

#: 10.2 speaks of deducting from net pay; no other paragraph does.
MET_LOON = frozenset({"schade_buiten_dekking"})
_LANGSTE_TEKST = 4000


@dataclass(frozen=True)
class Postregel:
    """A cost with whom and which unit it is about."""

    rij: Kostenpost
    naam: str
    onderdeel: str
    kenteken: str | None

    @property
    def hoogste_centen(self) -> int:
        """The most that can be recovered."""
        return self.rij.werknemer_centen + self.rij.te_beslissen_centen

    def beslisbaar(self, op: date) -> bool:
        """Tell whether the driver was heard: he answered, or the term for it is over."""
        rij = self.rij
        return rij.status is Kostenstatus.HOREN and (
            rij.gereageerd_op is not None or (rij.reactie_tot is not None and rij.reactie_tot < op)
        )


@dataclass(frozen=True)
class Opgave:
    """A cost as the fleet records it: about whom and which car, what happened, and the facts of its kind."""

    medewerker_id: int
    voertuig_id: int | None
    soort: str
    omschrijving: str
    kenmerk: str
    velden: Mapping[str, str]


def neem_op(ctx: Context, opgave: Opgave) -> int:
    """Record a cost. What is not the employee's is closed at once; about the rest the driver is heard.

    Returns its number. Raises ``GeenToegang`` and ``Geweigerd`` with the field.
    """
    ctx.eis("neem_op", doel(KOSTEN))
    omschrijving = _tekst("omschrijving", opgave.omschrijving, "schrijf wat er is gebeurd")
    kenmerk = opgave.kenmerk.strip()
    if not kenmerk or len(kenmerk) > 60:
        raise Geweigerd("kenmerk", "vul het kenmerk van de factuur of beschikking in, ten hoogste 60 tekens")
    with transactie(ctx) as s:
        _vergrendel(s, opgave.medewerker_id)
        auto = s.get(Voertuig, opgave.voertuig_id) if opgave.voertuig_id is not None else None
        ruw = kostenvelden.gegeven(opgave.soort, opgave.velden, auto.categorie if auto else None)
        kosten = doorbelasting.lees(bewaard(ruw))
        if kosten.datum > ctx.vandaag:
            raise Geweigerd("datum", "deze dag ligt in de toekomst")
        if not kosten.bedrag_centen:
            raise Geweigerd("bedrag_euro", "vul een bedrag boven nul in")
        if isinstance(kosten, Reiniging):
            kosten = replace(kosten, eerdere_reinigingen=_reinigingen(s, opgave.medewerker_id, kosten.datum))
        onderdeel_id = onderdeel_van(s, opgave.medewerker_id, kosten.datum)
        eis_beheer(s, ctx, onderdeel_id)
        if onderdeel_id is None:
            raise Geweigerd("personeelsnummer", "het onderdeel is niet bekend; HR legt vast waar deze medewerker werkt")
        if auto is not None:
            _eis_gebruik(s, auto, opgave.medewerker_id, kosten.datum)
        rij = leg_vast(
            s,
            ctx,
            doorbelasting,
            kosten,
            medewerker_id=opgave.medewerker_id,
            voertuig_id=opgave.voertuig_id,
            onderdeel_id=onderdeel_id,
            dag=kosten.datum,
            kenmerk=kenmerk,
            omschrijving=omschrijving,
            extra=_afwijkingen(opgave.soort),
        )
        return rij.id


def leg_vast(
    s: Session,
    ctx: Context,
    berekening: Berekening,
    kosten: Any,
    *,
    medewerker_id: int,
    voertuig_id: int | None,
    onderdeel_id: int,
    dag: date,
    kenmerk: str,
    omschrijving: str,
    extra: Sequence[Stap] = (),
) -> Kostenpost:
    """Store a cost with what its calculation answers, and ask the driver about it when something may be his.

    Raises ``Geweigerd`` when this invoice was recorded before.
    """
    antwoord = bereken(s, ctx, berekening, kosten, extra)
    eigen, te_beslissen = _delen(antwoord.uitkomst, kosten)
    rij = Kostenpost(
        medewerker_id=medewerker_id,
        voertuig_id=voertuig_id,
        onderdeel_id=onderdeel_id,
        soort=kosten.soort,
        dag=dag,
        kenmerk=kenmerk,
        omschrijving=omschrijving,
        status=Kostenstatus.HOREN if eigen + te_beslissen else Kostenstatus.WERKGEVER,
        werknemer_centen=eigen,
        te_beslissen_centen=te_beslissen,
        met_loon=False,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
        **antwoord.velden,
    )
    s.add(rij)
    try:
        s.flush()
    except IntegrityError as fout:
        raise Geweigerd("kenmerk", "kosten van deze soort met dit kenmerk zijn al opgenomen") from fout
    noteer(s, ctx, "neem_op", KOSTEN, rij.id, kosten=rij.soort, naar=rij.status)
    if rij.status is Kostenstatus.HOREN:
        rij.reactie_tot = _over(s, ctx, REACTIEDAGEN)
        stuur(s, ctx, GEVRAAGD, medewerker_id, nummer=rij.id)
    return rij


def reageer(ctx: Context, nummer: int, reactie: str) -> None:
    """Say as the driver what one thinks of a cost, before the decision. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, nummer, "reageer")
        ctx.eis("reageer", doel(KOSTEN, rij.medewerker_id))
        if rij.status is not Kostenstatus.HOREN:
            raise Geweigerd("", "over deze kosten is al beslist")
        rij.reactie = _tekst("reactie", reactie, "schrijf je reactie")
        rij.gereageerd_op = ctx.nu
        noteer(s, ctx, "reageer", KOSTEN, rij.id)
        _leg_voor(s, ctx, rij)


def beslis(ctx: Context, nummer: int, centen: int, motivering: str, *, met_loon: bool = False) -> None:
    """Decide as werkgever how much is recovered, with reasons; 0 is nothing. The driver may then object.

    ``met_loon`` takes it from net pay, which the text allows for damage outside the cover only (10.2). Raises
    ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with transactie(ctx) as s:
        rij = _zoek_als_werkgever(s, ctx, nummer)
        KOSTENPOST.na(rij.status, "beslis")
        reden = _tekst("motivering", motivering, "schrijf waarom; de berijder leest dit")
        if not Postregel(rij, "", "", None).beslisbaar(ctx.vandaag):
            raise Geweigerd("", "de berijder kan nog reageren; daarna beslis je")
        if met_loon and rij.soort not in MET_LOON:
            raise Geweigerd("met_loon", "inhouden op het nettoloon kan alleen bij schade buiten de dekking (10.2)")
        _verhaal(s, ctx, rij, centen)
        rij.motivering, rij.met_loon = reden, met_loon
        rij.besloten_op, rij.besloten_door = ctx.nu, ctx.actor.account_id
        if centen:
            rij.bezwaar_tot = _over(s, ctx, BEZWAARDAGEN)
        zet_stap(s, ctx, KOSTENPOST, KOSTEN, rij, "beslis" if centen else "zie_af")
        _meld_besluit(s, ctx, rij, str(rij.id))


def maak_bezwaar(ctx: Context, nummer: int, tekst: str) -> None:
    """Object as the driver to a decision: nothing is recovered until another werkgever answered.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, nummer, "maak_bezwaar")
        ctx.eis("maak_bezwaar", doel(KOSTEN, rij.medewerker_id))
        KOSTENPOST.na(rij.status, "maak_bezwaar")
        if rij.bezwaar_tot is not None and ctx.vandaag > rij.bezwaar_tot:
            raise Geweigerd("", f"bezwaar kon tot en met {rij.bezwaar_tot:%d-%m-%Y}")
        rij.bezwaar, rij.bezwaar_op = _tekst("bezwaar", tekst, "schrijf waarom je het er niet mee eens bent"), ctx.nu
        zet_stap(s, ctx, KOSTENPOST, KOSTEN, rij, "maak_bezwaar")
        meld_werkgevers(s, ctx, BEZWAAR, rij.onderdeel_id, nummer=rij.id)


def beslis_bezwaar(ctx: Context, nummer: int, centen: int, antwoord: str) -> None:
    """Answer an objection as werkgever, but not as who decided: the amount stays, or becomes lower. It is final then.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with transactie(ctx) as s:
        rij = _zoek_als_werkgever(s, ctx, nummer)
        KOSTENPOST.na(rij.status, "beslis_bezwaar")
        if rij.besloten_door == ctx.actor.account_id:
            raise Geweigerd("", "een ander dan wie besloot, beantwoordt het bezwaar")
        if rij.verhaald_centen is not None and centen > rij.verhaald_centen:
            raise Geweigerd("bedrag", "na bezwaar wordt niet meer verhaald dan eerst was besloten")
        rij.antwoord = _tekst("antwoord", antwoord, "schrijf waarom; de berijder leest dit")
        _verhaal(s, ctx, rij, centen)
        rij.beantwoord_op, rij.beantwoord_door = ctx.nu, ctx.actor.account_id
        zet_stap(s, ctx, KOSTENPOST, KOSTEN, rij, "beslis_bezwaar" if centen else "zie_af")
        if centen:
            _naar_grootboek(s, ctx, rij)
        _meld_besluit(s, ctx, rij, f"{rij.id}-bezwaar")


def trek_in(ctx: Context, nummer: int, reden: str) -> None:
    """Take a cost back as werkgever; what was booked for it is booked back.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij = _zoek_als_werkgever(s, ctx, nummer)
        KOSTENPOST.na(rij.status, "trek_in")
        rij.antwoord = _tekst("reden", reden, "schrijf waarom; de berijder leest dit")
        zet_stap(s, ctx, KOSTENPOST, KOSTEN, rij, "trek_in")
        if rij.verhaalmaand is not None:
            markeer_alle(s, EENHEID, [(rij.verhaalmaand, rij.medewerker_id)])
        stuur(s, ctx, BESLOTEN, rij.medewerker_id, nummer=rij.id)


def loop(ctx: Context) -> None:
    """Set terms that HR filled in meanwhile, put heard costs before the werkgever, and make decisions final.

    For the program; again on the same day it changes nothing.
    """
    with ctx.database.transactie() as s:
        vraag = select(Kostenpost).where(Kostenpost.status.in_((Kostenstatus.HOREN, Kostenstatus.BESLOTEN)))
        for rij in s.scalars(vraag.order_by(Kostenpost.id).with_for_update()):
            if rij.status is Kostenstatus.HOREN:
                rij.reactie_tot = rij.reactie_tot or _over(s, ctx, REACTIEDAGEN)
                if rij.reactie_tot is not None and rij.reactie_tot < ctx.vandaag:
                    _leg_voor(s, ctx, rij)
            elif rij.bezwaar_tot is None:
                rij.bezwaar_tot = _over(s, ctx, BEZWAARDAGEN)
            elif rij.bezwaar_tot < ctx.vandaag:
                zet_stap(s, ctx, KOSTENPOST, KOSTEN, rij, "word_definitief")
                _naar_grootboek(s, ctx, rij)


def eigen(ctx: Context) -> tuple[Postregel, ...]:
    """Return the actor's own costs, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk_eigen", doel(KOSTEN, ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        vraag = _vraag().where(Kostenpost.medewerker_id == ctx.actor.medewerker_id)
        return tuple(Postregel(*rij) for rij in s.execute(vraag))


def lijst(ctx: Context) -> tuple[Postregel, ...]:
    """Return the costs of the units that the actor decides for or manages, what waits for him on top.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", doel(KOSTEN))
    with ctx.database.lezen() as s:
        onderdelen = _zichtbaar(s, ctx)
        vraag = _vraag().where(in_onderdelen(Kostenpost.onderdeel_id, onderdelen))
        regels = [Postregel(*rij) for rij in s.execute(vraag)]
    return tuple(sorted(regels, key=lambda regel: not _wacht(regel, ctx.vandaag)))


def te_beslissen(ctx: Context) -> tuple[Postregel, ...]:
    """Return what the actor must decide as werkgever; nothing for who is none."""
    with ctx.database.lezen() as s:
        onderdelen = werkgever_van(s, ctx)
        vraag = _vraag().where(
            in_onderdelen(Kostenpost.onderdeel_id, onderdelen), Kostenpost.medewerker_id != ctx.actor.medewerker_id
        )
        return tuple(regel for rij in s.execute(vraag) if _wacht(regel := Postregel(*rij), ctx.vandaag))


def toon(ctx: Context, nummer: int) -> Postregel:
    """Return one cost: the driver's own, or of a unit that the actor decides for or manages. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = s.execute(_vraag().where(Kostenpost.id == nummer)).one_or_none()
        if gevonden is None:
            raise GeenToegang("bekijk", KOSTEN)
        regel = Postregel(*gevonden)
        ctx.eis("open", doel(KOSTEN, regel.rij.medewerker_id))
        eigen = regel.rij.medewerker_id == ctx.actor.medewerker_id
        if not eigen and not omvat(_zichtbaar(s, ctx), regel.rij.onderdeel_id):
            raise GeenToegang("open", KOSTEN)
        return regel


def is_werkgever_van(ctx: Context, regel: Postregel) -> bool:
    """Tell whether the actor may decide about a cost: as werkgever of that unit, and not about himself."""
    with ctx.database.lezen() as s:
        return omvat(werkgever_van(s, ctx), regel.rij.onderdeel_id) and (
            regel.rij.medewerker_id != ctx.actor.medewerker_id
        )


def _wacht(regel: Postregel, op: date) -> bool:
    return regel.rij.status is Kostenstatus.BEZWAAR or regel.beslisbaar(op)


def _vraag() -> Any:
    return (
        select(Kostenpost, Medewerker.naam, Omonderdeel.naam, Voertuig.kenteken)
        .join(Medewerker, Medewerker.id == Kostenpost.medewerker_id)
        .join(Omonderdeel, Omonderdeel.id == Kostenpost.onderdeel_id)
        .outerjoin(Voertuig, Voertuig.id == Kostenpost.voertuig_id)
        .order_by(Kostenpost.id.desc())
    )


def _zichtbaar(s: Session, ctx: Context) -> frozenset[int] | None:
    if heeft_rol(ctx, AUDITOR.id, HR.id):
        return None
    als_werkgever, als_beheerder = werkgever_van(s, ctx), beheerder_van(s, ctx)
    return None if als_werkgever is None or als_beheerder is None else als_werkgever | als_beheerder


def _afwijkingen(soort: str) -> tuple[Stap, ...]:
    """Where the text itself says something else than the field of the calculation, that is said beside it."""
    if soort == "verbeurdverklaring":
        return (Stap("Autoregeling OM 12.1", "OM-AUTO/kosten.afwijking_verbeurd", {}),)
    if soort == "boete":
        return (Stap("CAO Rijk 10.4", "OM-AUTO/kosten.afwijking_boete", {}),)
    return ()


def _delen(uitkomst: Any, kosten: Any) -> tuple[int, int]:
    if isinstance(kosten, Beeindiging):
        return int(uitkomst.vergoeding_centen or 0), 0
    return int(uitkomst.werknemer_centen or 0), int(uitkomst.te_beslissen_centen or 0)


def _reinigingen(s: Session, medewerker_id: int, dag: date) -> tuple[EerdereReiniging, ...]:
    vraag = select(Kostenpost.dag, Kostenpost.invoer).where(
        Kostenpost.medewerker_id == medewerker_id,
        Kostenpost.soort == "reiniging",
        Kostenpost.status != Kostenstatus.INGETROKKEN,
        Kostenpost.dag >= date(dag.year, 1, 1),
    )
    gevonden = [
        (eerder, doorbelasting.lees(bewaard(invoer["gegeven"])).bedrag_centen) for eerder, invoer in s.execute(vraag)
    ]
    if any(eerder > dag for eerder, _ in gevonden):
        raise Geweigerd("datum", "er is al een latere reiniging opgenomen; neem ze op in de volgorde van hun dag")
    return tuple(EerdereReiniging(eerder, bedrag) for eerder, bedrag in gevonden)


def _eis_gebruik(s: Session, auto: Voertuig, medewerker_id: int, dag: date) -> None:
    # A fine or a damage may be found after the car is back, so an ended use counts too.
    ooit = select(Gebruik.id).where(
        Gebruik.voertuig_id == auto.id, Gebruik.medewerker_id == medewerker_id, Gebruik.vervallen_op.is_(None)
    )
    nu = gebruik_op(s, auto.id, dag)
    if s.scalar(ooit.limit(1)) is None or (nu is not None and nu.medewerker_id != medewerker_id):
        raise Geweigerd("kenteken", "deze medewerker gebruikte deze auto toen niet")


def _verhaal(s: Session, ctx: Context, rij: Kostenpost, centen: int) -> None:
    """Store what OM-AUTO/verhaal answers for a decision; its steps follow those about who bears the cost."""
    if centen < 0 or centen > rij.werknemer_centen + rij.te_beslissen_centen:
        raise Geweigerd("bedrag", "kies een bedrag van nul tot wat de regeling voor de berijder laat")
    bron = laadvoorziening if rij.soort in ("plaatsing", "beeindiging") else doorbelasting
    kosten = bron.lees(bewaard(rij.invoer["gegeven"]))
    antwoord = bereken(s, ctx, verhaal, Verhaalbesluit(kosten, Centen(centen)))
    eerder = [stap for stap in gelezen(rij.uitleg) if stap.code != "OM-AUTO/verhaal.besluit"]
    besluit = [stap for stap in antwoord.stappen if stap.code == "OM-AUTO/verhaal.besluit"]
    rij.uitleg = vastgelegd([*eerder, *besluit])
    rij.besluitinvoer = antwoord.velden["invoer"]
    rij.verhaald_centen = centen


def _naar_grootboek(s: Session, ctx: Context, rij: Kostenpost) -> None:
    rij.verhaalmaand = f"{ctx.vandaag:%Y-%m}"
    markeer_alle(s, EENHEID, [(rij.verhaalmaand, rij.medewerker_id)])


def _meld_besluit(s: Session, ctx: Context, rij: Kostenpost, sleutel: str) -> None:
    stuur(s, ctx, BESLOTEN, rij.medewerker_id, nummer=rij.id)
    zet_klaar(s, ctx, BRIEF, EENHEID, f"{ctx.vandaag:%Y-%m}", [sleutel])


def _leg_voor(s: Session, ctx: Context, rij: Kostenpost) -> None:
    if rij.voorgelegd_op is None:
        rij.voorgelegd_op = ctx.nu
        meld_werkgevers(s, ctx, VOORGELEGD, rij.onderdeel_id, nummer=rij.id)


def _over(s: Session, ctx: Context, sleutel: str) -> date | None:
    """Return the last day of a term that HR sets; None, with a task for HR, while it is not known."""
    dagen = instelling(s, ctx, sleutel)
    if dagen is None:
        eerste = ctx.vandaag.replace(day=1)
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=PARAMETER_ONTBREEKT, sleutel=sleutel, op=eerste)
        return None
    return ctx.vandaag + timedelta(days=int(dagen))


def _zoek(s: Session, nummer: int, handeling: str) -> Kostenpost:
    rij = s.scalar(select(Kostenpost).where(Kostenpost.id == nummer).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, KOSTEN)
    return rij


def _zoek_als_werkgever(s: Session, ctx: Context, nummer: int) -> Kostenpost:
    ctx.eis("beslis", doel(KOSTEN))
    rij = _zoek(s, nummer, "beslis")
    eis_werkgever(s, ctx, rij.onderdeel_id, over=rij.medewerker_id)
    return rij


def _vergrendel(s: Session, medewerker_id: int) -> None:
    s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())


def _tekst(veld: str, tekst: str, leeg: str) -> str:
    kaal = tekst.strip()
    if not kaal:
        raise Geweigerd(veld, leeg)
    if len(kaal) > _LANGSTE_TEKST:
        raise Geweigerd(veld, f"schrijf ten hoogste {_LANGSTE_TEKST} tekens")
    return kaal

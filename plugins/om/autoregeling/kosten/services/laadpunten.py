# SPDX-License-Identifier: EUPL-1.2
"""A charger at home: applied for, quoted, agreed to in writing, placed, moved and ended (Autoregeling OM 7).

What is dearer than the werkgever pays, and what is due on an early end, is a cost about which he decides as any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import AUDITOR, GeenToegang
from core.rules import Centen, Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.kosten.models import (
    Bestemming,
    Laadpunt,
    Laadpuntsoort,
    Laadtransactie,
    Laadverplaatsing,
)
from plugins.om.autoregeling.kosten.policy import LAADPUNT, doel
from plugins.om.autoregeling.kosten.procedure import LAADPUNT as PROCEDURE
from plugins.om.autoregeling.kosten.procedure import Laadpuntstatus
from plugins.om.autoregeling.kosten.services import posten
from plugins.om.autoregeling.models import Aandrijving, Omonderdeel, Voertuig
from plugins.om.autoregeling.opzoeken import autos_van, eis_beheer, eis_werkgever, onderdeel_van
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID
from plugins.om.autoregeling.rules.laadvoorziening import (
    Beeindiging,
    EerdereVerplaatsing,
    Plaatsing,
    Verplaatsing,
    laadvoorziening,
)
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers, zet_stap
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import (
    beheerder_van,
    heeft_rol,
    in_onderdelen,
    omvat,
    werkgever_van,
)

TAAK_OFFERTE = "om.laadpunt_offerte"
TAAK_PLAATSEN = "om.laadpunt_plaatsen"
STAP = "om.laadpunt_stap"
AANVRAAG = "om.laadpunt_aanvraag"

_LOPEND = (
    Laadpuntstatus.AANGEVRAAGD,
    Laadpuntstatus.OFFERTE,
    Laadpuntstatus.AKKOORD,
    Laadpuntstatus.GEPLAATST,
)


@dataclass(frozen=True)
class Laadregel:
    """A charger with whose it is, its moves, and what was charged in all, in thousandths of a kWh."""

    rij: Laadpunt
    naam: str
    onderdeel: str
    kenteken: str
    verplaatsingen: tuple[Laadverplaatsing, ...] = ()
    duizendsten: int = 0


def vraag_aan(ctx: Context, soort: Laadpuntsoort, *, einde_bekend: bool, toelichting: str) -> int:
    """Apply for a charger at one's own home, for one's own zero-emission car. Returns its number.

    ``einde_bekend``: the driver knows already that the use will end early, such as with a fixed-term contract. Raises
    ``GeenToegang`` and ``Geweigerd``.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("vraag_aan", doel(LAADPUNT, zelf))
    if zelf is None:
        raise GeenToegang("vraag_aan", LAADPUNT)
    with ctx.database.transactie() as s:
        s.scalar(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update())
        auto = next((auto for _, auto in autos_van(s, zelf, ctx.vandaag)), None)
        if auto is None:
            raise Geweigerd("", "een laadpunt is er voor wie een dienstauto heeft")
        if auto.aandrijving is not Aandrijving.EMISSIELOOS:
            raise Geweigerd("", "een laadpunt is er voor een emissieloze auto")
        onderdeel_id = onderdeel_van(s, zelf, ctx.vandaag)
        if onderdeel_id is None:
            raise Geweigerd("", "je onderdeel is niet bekend; vraag HR om het vast te leggen")
        if s.scalar(select(Laadpunt.id).where(Laadpunt.medewerker_id == zelf, Laadpunt.status.in_(_LOPEND))):
            raise Geweigerd("", "je hebt al een laadpunt, of een aanvraag die loopt")
        rij = Laadpunt(
            medewerker_id=zelf,
            voertuig_id=auto.id,
            onderdeel_id=onderdeel_id,
            status=Laadpuntstatus.AANGEVRAAGD,
            soort=soort,
            einde_bekend=einde_bekend,
            specifieke_wensen=False,
            toelichting=toelichting.strip()[:2000],
            aangevraagd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_OFFERTE, sleutel=str(rij.id))
        meld_werkgevers(s, ctx, AANVRAAG, onderdeel_id, nummer=rij.id)
        noteer(s, ctx, "vraag_aan", LAADPUNT, rij.id)
        return rij.id


def offreer(ctx: Context, nummer: int, centen: int, *, specifieke_wensen: bool, werkzaamheden: str) -> None:
    """Record the quote, without VAT, and tell the driver beforehand what must be dug or drilled (7.1).

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with transactie(ctx) as s:
        rij = _zoek_als_beheer(s, ctx, nummer)
        PROCEDURE.na(rij.status, "offreer")
        if centen <= 0:
            raise Geweigerd("offerte", "vul de kosten zonder btw in")
        if not werkzaamheden.strip():
            raise Geweigerd("werkzaamheden", "schrijf of er wordt gegraven, geboord of gebroken; zo niet: geen")
        gegeven = Plaatsing("plaatsing", ctx.vandaag, Centen(centen), specifieke_wensen, False)
        antwoord = bereken(s, ctx, laadvoorziening, gegeven)
        rij.offerte_centen, rij.specifieke_wensen, rij.offerte_op = centen, specifieke_wensen, ctx.nu
        rij.werkzaamheden = werkzaamheden.strip()[:2000]
        _neem_over(rij, antwoord)
        zet_stap(s, ctx, PROCEDURE, LAADPUNT, rij, "offreer")
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_OFFERTE, sleutel=str(rij.id))
        stuur(s, ctx, STAP, rij.medewerker_id, nummer=rij.id)


def stem_in(ctx: Context, nummer: int, *, gelezen: bool) -> None:
    """Agree in writing, as the driver, to the work and to what one pays oneself (7.3).

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, nummer, "stem_in")
        ctx.eis("stem_in", doel(LAADPUNT, rij.medewerker_id))
        PROCEDURE.na(rij.status, "stem_in")
        if not gelezen:
            raise Geweigerd("gelezen", "zet een vinkje: zonder je toestemming wordt er niets geplaatst")
        rij.toestemming_op = ctx.nu
        zet_stap(s, ctx, PROCEDURE, LAADPUNT, rij, "stem_in")
        meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_PLAATSEN, sleutel=str(rij.id))


def plaats(ctx: Context, nummer: int, dag: date, pasnummer: str) -> None:
    """Record that it was placed, and the charge card that its reader knows; never without written consent (7.1, 7.3).

    What is dearer than the maximum becomes a cost about which the werkgever decides. Raises ``GeenToegang``,
    ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with transactie(ctx) as s:
        rij = _zoek_als_beheer(s, ctx, nummer)
        PROCEDURE.na(rij.status, "plaats")
        pas = passtring(pasnummer)
        if rij.toestemming_op is None or rij.offerte_centen is None:
            raise Geweigerd("", "zonder offerte en schriftelijke toestemming wordt er niets geplaatst (7.3)")
        if not rij.toestemming_op.date() <= dag <= ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt tussen de toestemming en vandaag")
        bezet = select(Laadpunt.id).where(Laadpunt.pasnummer == pas, Laadpunt.status == Laadpuntstatus.GEPLAATST)
        if s.scalar(bezet) is not None:
            raise Geweigerd("pasnummer", "deze pas hoort bij een ander laadpunt")
        gegeven = Plaatsing("plaatsing", dag, Centen(rij.offerte_centen), rij.specifieke_wensen, True)
        antwoord = bereken(s, ctx, laadvoorziening, gegeven)
        if not antwoord.uitkomst.uitvoeren_mag:
            raise Geweigerd("", "zonder schriftelijke toestemming wordt er niets geplaatst (7.3)")
        _neem_over(rij, antwoord)
        rij.geplaatst_op, rij.pasnummer = dag, pas
        zet_stap(s, ctx, PROCEDURE, LAADPUNT, rij, "plaats")
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_PLAATSEN, sleutel=str(rij.id))
        stuur(s, ctx, STAP, rij.medewerker_id, nummer=rij.id)
        if rij.werknemer_centen or rij.te_beslissen_centen:
            _kosten(s, ctx, rij, gegeven, dag, "Meerkosten van het laadpunt thuis")


def wijs_af(ctx: Context, nummer: int, motivering: str) -> None:
    """Refuse an application as werkgever, with reasons: it may be placed, it need not (7.1).

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij = _zoek_als_werkgever(s, ctx, nummer)
        PROCEDURE.na(rij.status, "wijs_af")
        rij.motivering = _motivering(motivering)
        zet_stap(s, ctx, PROCEDURE, LAADPUNT, rij, "wijs_af")
        _ruim_taken_op(s, ctx, rij)
        stuur(s, ctx, STAP, rij.medewerker_id, nummer=rij.id)


def trek_in(ctx: Context, nummer: int) -> None:
    """Withdraw one's own application, while nothing was placed. Raises ``GeenToegang`` and ``StapNietMogelijk``."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, nummer, "trek_in")
        ctx.eis("trek_in", doel(LAADPUNT, rij.medewerker_id))
        zet_stap(s, ctx, PROCEDURE, LAADPUNT, rij, "trek_in")
        _ruim_taken_op(s, ctx, rij)


def verplaats(ctx: Context, nummer: int, dag: date, *, wegens_verhuizing: bool) -> bool:
    """Record a move, and return whether the werkgever pays: once in four years, for moving house (7.3.3).

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with transactie(ctx) as s:
        rij = _zoek_als_beheer(s, ctx, nummer)
        if rij.status is not Laadpuntstatus.GEPLAATST or rij.geplaatst_op is None:
            raise Geweigerd("", "er staat geen laadpunt om te verplaatsen")
        if not rij.geplaatst_op <= dag <= ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt tussen de plaatsing en vandaag")
        eerder = s.scalars(
            select(Laadverplaatsing)
            .where(Laadverplaatsing.medewerker_id == rij.medewerker_id)
            .order_by(Laadverplaatsing.dag)
        ).all()
        if any(een.dag >= dag for een in eerder):
            raise Geweigerd("dag", "op of na deze dag is al een verplaatsing vastgelegd")
        gegeven = Verplaatsing(
            "verplaatsing",
            dag,
            wegens_verhuizing,
            tuple(EerdereVerplaatsing(een.dag, een.op_kosten_werkgever) for een in eerder),
        )
        antwoord = bereken(s, ctx, laadvoorziening, gegeven)
        betaalt = bool(antwoord.uitkomst.op_kosten_werkgever)
        s.add(
            Laadverplaatsing(
                laadpunt_id=rij.id,
                medewerker_id=rij.medewerker_id,
                dag=dag,
                wegens_verhuizing=wegens_verhuizing,
                op_kosten_werkgever=betaalt,
                vastgelegd_op=ctx.nu,
                vastgelegd_door=ctx.actor.account_id,
                **antwoord.velden,
            )
        )
        try:
            s.flush()
        except IntegrityError as fout:
            raise Geweigerd("dag", "op of na deze dag is al een verplaatsing vastgelegd") from fout
        noteer(s, ctx, "verplaats", LAADPUNT, rij.id, dag=dag, werkgever=betaalt)
        stuur(s, ctx, STAP, rij.medewerker_id, nummer=rij.id)
        return betaalt


def beeindig(
    ctx: Context, nummer: int, dag: date, bestemming: Bestemming, *, voortijdig: bool, motivering: str
) -> None:
    """End a charger as werkgever: it stays, is dismantled at his cost, or goes to the employee (7.3.2).

    Who knew at the application of an early end pays what is left of 48 months: that becomes a cost about which the
    werkgever decides. Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with transactie(ctx) as s:
        rij = _zoek_als_werkgever(s, ctx, nummer)
        PROCEDURE.na(rij.status, "beeindig")
        reden = _motivering(motivering)
        if rij.geplaatst_op is None or not rij.geplaatst_op <= dag <= ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt tussen de plaatsing en vandaag")
        gegeven = Beeindiging(
            "beeindiging", rij.geplaatst_op, dag, Centen(rij.werkgever_centen or 0), rij.einde_bekend, voortijdig
        )
        antwoord = bereken(s, ctx, laadvoorziening, gegeven)
        rij.beeindigd_op, rij.bestemming, rij.motivering = dag, bestemming, reden
        rij.invoer, rij.uitkomst, rij.uitleg = (antwoord.velden[naam] for naam in ("invoer", "uitkomst", "uitleg"))
        zet_stap(s, ctx, PROCEDURE, LAADPUNT, rij, "beeindig")
        stuur(s, ctx, STAP, rij.medewerker_id, nummer=rij.id)
        if antwoord.uitkomst.vergoeding_centen:
            _kosten(s, ctx, rij, gegeven, dag, "Vergoeding voor het laadpunt thuis bij een voortijdig einde")


def eigen(ctx: Context) -> tuple[Laadregel, ...]:
    """Return the actor's own chargers, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk_eigen", doel(LAADPUNT, ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        return _regels(s, Laadpunt.medewerker_id == ctx.actor.medewerker_id)


def lijst(ctx: Context) -> tuple[Laadregel, ...]:
    """Return the chargers of the units that the actor decides for or manages. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(LAADPUNT))
    with ctx.database.lezen() as s:
        return _regels(s, in_onderdelen(Laadpunt.onderdeel_id, _zichtbaar(s, ctx)))


def toon(ctx: Context, nummer: int) -> Laadregel:
    """Return one charger: the driver's own, or of a unit that the actor may see. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = _regels(s, Laadpunt.id == nummer)
        if not gevonden:
            raise GeenToegang("bekijk", LAADPUNT)
        regel = gevonden[0]
        ctx.eis("open", doel(LAADPUNT, regel.rij.medewerker_id))
        eigen = regel.rij.medewerker_id == ctx.actor.medewerker_id
        if not eigen and not omvat(_zichtbaar(s, ctx), regel.rij.onderdeel_id):
            raise GeenToegang("open", LAADPUNT)
        return regel


def passtring(pasnummer: str) -> str:
    """Return the number of a card as it is stored: capitals without spaces and dashes. Raises ``Geweigerd``."""
    kaal = "".join(teken for teken in pasnummer.upper() if teken.isalnum())
    if not 4 <= len(kaal) <= 30:
        raise Geweigerd("pasnummer", "vul het nummer van de laadpas in, 4 tot 30 letters en cijfers; nooit de pincode")
    return kaal


def _regels(s: Session, voorwaarde: Any) -> tuple[Laadregel, ...]:
    rijen = s.execute(
        select(Laadpunt, Medewerker.naam, Omonderdeel.naam, Voertuig.kenteken)
        .join(Medewerker, Medewerker.id == Laadpunt.medewerker_id)
        .join(Omonderdeel, Omonderdeel.id == Laadpunt.onderdeel_id)
        .join(Voertuig, Voertuig.id == Laadpunt.voertuig_id)
        .where(voorwaarde)
        .order_by(Laadpunt.id.desc())
    ).all()
    nummers = [rij.id for rij, *_ in rijen]
    zetten: dict[int, list[Laadverplaatsing]] = {}
    vraag = select(Laadverplaatsing).where(Laadverplaatsing.laadpunt_id.in_(nummers)).order_by(Laadverplaatsing.dag)
    for zet in s.scalars(vraag):
        zetten.setdefault(zet.laadpunt_id, []).append(zet)
    som = (
        select(Laadtransactie.laadpunt_id, func.sum(Laadtransactie.duizendsten))
        .where(Laadtransactie.laadpunt_id.in_(nummers))
        .group_by(Laadtransactie.laadpunt_id)
    )
    kwh: dict[int, int] = {nummer: int(totaal) for nummer, totaal in s.execute(som)}
    return tuple(
        Laadregel(rij, naam, onderdeel, kenteken, tuple(zetten.get(rij.id, ())), kwh.get(rij.id, 0))
        for rij, naam, onderdeel, kenteken in rijen
    )


def _zichtbaar(s: Session, ctx: Context) -> frozenset[int] | None:
    if heeft_rol(ctx, AUDITOR.id):
        return None
    als_werkgever, als_beheerder = werkgever_van(s, ctx), beheerder_van(s, ctx)
    return None if als_werkgever is None or als_beheerder is None else als_werkgever | als_beheerder


def _neem_over(rij: Laadpunt, antwoord: Any) -> None:
    uit = antwoord.uitkomst
    rij.werkgever_centen, rij.werknemer_centen = uit.werkgever_centen, uit.werknemer_centen
    rij.te_beslissen_centen = uit.te_beslissen_centen
    rij.invoer, rij.uitkomst, rij.uitleg = (antwoord.velden[naam] for naam in ("invoer", "uitkomst", "uitleg"))


def _kosten(s: Session, ctx: Context, rij: Laadpunt, gegeven: Any, dag: date, omschrijving: str) -> None:
    posten.leg_vast(
        s,
        ctx,
        laadvoorziening,
        gegeven,
        medewerker_id=rij.medewerker_id,
        voertuig_id=rij.voertuig_id,
        onderdeel_id=rij.onderdeel_id,
        dag=dag,
        kenmerk=f"laadpunt {rij.id}",
        omschrijving=omschrijving,
    )


def _ruim_taken_op(s: Session, ctx: Context, rij: Laadpunt) -> None:
    for soort in (TAAK_OFFERTE, TAAK_PLAATSEN):
        los_taak_op(s, ctx, eenheid=EENHEID, soort=soort, sleutel=str(rij.id))


def _zoek(s: Session, nummer: int, handeling: str) -> Laadpunt:
    rij = s.scalar(select(Laadpunt).where(Laadpunt.id == nummer).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, LAADPUNT)
    return rij


def _zoek_als_beheer(s: Session, ctx: Context, nummer: int) -> Laadpunt:
    ctx.eis("beheer", doel(LAADPUNT))
    rij = _zoek(s, nummer, "beheer")
    eis_beheer(s, ctx, rij.onderdeel_id)
    if rij.medewerker_id == ctx.actor.medewerker_id:
        raise Geweigerd("", "je eigen laadpunt regelt een ander")
    return rij


def _zoek_als_werkgever(s: Session, ctx: Context, nummer: int) -> Laadpunt:
    ctx.eis("beslis", doel(LAADPUNT))
    rij = _zoek(s, nummer, "beslis")
    eis_werkgever(s, ctx, rij.onderdeel_id, over=rij.medewerker_id)
    return rij


def _motivering(tekst: str) -> str:
    if not tekst.strip():
        raise Geweigerd("motivering", "schrijf waarom; de berijder leest dit")
    return tekst.strip()[:4000]


def mag_beheren(ctx: Context, regel: Laadregel) -> bool:
    """Tell whether the actor arranges this charger for the driver."""
    with ctx.database.lezen() as s:
        eigen = regel.rij.medewerker_id == ctx.actor.medewerker_id
        return not eigen and omvat(beheerder_van(s, ctx), regel.rij.onderdeel_id)


def mag_beslissen(ctx: Context, regel: Laadregel) -> bool:
    """Tell whether the actor decides about this charger as werkgever."""
    with ctx.database.lezen() as s:
        eigen = regel.rij.medewerker_id == ctx.actor.medewerker_id
        return not eigen and omvat(werkgever_van(s, ctx), regel.rij.onderdeel_id)

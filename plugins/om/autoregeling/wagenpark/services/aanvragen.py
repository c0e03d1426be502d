# SPDX-License-Identifier: EUPL-1.2
"""Applications for a car, and the werkgever's written and reasoned decision (Autoregeling OM 1.1, 2.1 and 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.berichten.services import meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.opzoeken import dienstverbanden
from core.people.policy import GeenToegang
from core.rules import Geweigerd, Stap
from core.rules.invoer import lees, schrijf
from core.rules.uitleg import gelezen, vastgelegd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruikssoort, Omonderdeel
from plugins.om.autoregeling.opzoeken import autos_van, eis_werkgever, onderdeel_van, werkgeverschap_van
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, TOEKENNING
from plugins.om.autoregeling.rules.indeling import Criterium, Groep, Leasecategorie
from plugins.om.autoregeling.rules.leasecategorie import Categorievraag, Functie, GeldtVoor, leasecategorie
from plugins.om.autoregeling.rules.toekenning import (
    Arbeidsmarkt,
    Besluit,
    ContinuBeschikbaar,
    OudeAfspraak,
    OudeToekenning,
    Rechtspositie,
    Toekenningsvraag,
    ZakelijkeKilometers,
    toekenning,
)
from plugins.om.autoregeling.wagenpark import procedure
from plugins.om.autoregeling.wagenpark.models import Stuksoort, Toekenningsdossier
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Toekenningstatus
from plugins.om.autoregeling.wagenpark.services.dossier import (
    Stukregel,
    meld_werkgevers,
    neem_op,
    stukken_over,
    zet_stap,
)
from plugins.om.autoregeling.wagenpark.services.na2023 import eis_nog_geldig
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, bewaard, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import eis_over, omvat, van_wie, werkgever_van, zichtbaar

MEESTE_TEKENS = 4_000
TAAK_BESTEL = "om.auto_bestellen"

Feit = ZakelijkeKilometers | ContinuBeschikbaar | OudeAfspraak | OudeToekenning | Arbeidsmarkt
SOORTEN: Mapping[Criterium, type[Feit]] = {
    Criterium.A: ZakelijkeKilometers,
    Criterium.B: ContinuBeschikbaar,
    Criterium.C: OudeAfspraak,
    Criterium.D: OudeToekenning,
    Criterium.E: Arbeidsmarkt,
}


@dataclass(frozen=True)
class Aanvraag:
    """What an employee or leidinggevende fills in: the function, and the facts behind each criterion called upon."""

    rechtspositie: Rechtspositie
    functie: Functie
    feiten: Mapping[Criterium, Feit]
    toelichting: str
    gebruikt_auto_met_chauffeur: bool = False


@dataclass(frozen=True)
class Toekenningregel:
    """An application or grant as a page shows it."""

    id: int
    medewerker_id: int
    naam: str
    onderdeel_id: int
    onderdeel: str
    status: Toekenningstatus
    criteria: tuple[Criterium, ...]
    aangevraagd_op: datetime
    besluit_op: date | None
    motivering: str | None
    categorie: Leasecategorie | None
    volgende_auto: bool

    @property
    def open(self) -> bool:
        """True while nobody decided."""
        return self.status is Toekenningstatus.AANGEVRAAGD


@dataclass(frozen=True)
class Toekenningspagina:
    """One application with what was asked, why it was decided so, and what the reader may do."""

    regel: Toekenningregel
    aanvraag: Aanvraag
    stappen: tuple[Stap, ...]
    stukken: tuple[Stukregel, ...]
    mag_beslissen: bool
    mag_intrekken: bool
    zelf: bool


def vraag_aan(ctx: Context, aanvraag: Aanvraag, medewerker_id: int | None = None) -> int:
    """Apply for a car, for oneself or (as leidinggevende) for somebody of an own team. Returns its number.

    Raises ``GeenToegang``, and ``Geweigerd`` without a criterion or reasons, for who works at no unit of the OM, while
    another application is open, and after HR recorded that the scheme lapsed.
    """
    wie = medewerker_id if medewerker_id is not None else ctx.actor.medewerker_id
    if wie is None:
        raise GeenToegang("vraag_aan", TOEKENNING)
    toelichting = _tekst("toelichting", aanvraag.toelichting, "schrijf waarom de auto nodig is")
    if not aanvraag.feiten:
        raise Geweigerd("criteria", "kies ten minste een grond; zonder grond is er geen auto (2.1)")
    with transactie(ctx) as s:
        eis_over(s, ctx, "vraag_aan", TOEKENNING, wie)
        eis_nog_geldig(s, ctx, ctx.vandaag)
        if not any(werk.eenheid == EENHEID for werk in dienstverbanden(s, [wie], ctx.vandaag)):
            raise Geweigerd("medewerker", "vandaag is er geen dienstverband bij het OM (1.1)")
        onderdeel_id = onderdeel_van(s, wie, ctx.vandaag)
        if onderdeel_id is None:
            raise Geweigerd("onderdeel", "het onderdeel is niet bekend; HR legt vast waar je werkt")
        vergrendel(s, f"{Toekenningsdossier.__tablename__}:{wie}")
        if s.scalar(
            select(Toekenningsdossier.id).where(
                Toekenningsdossier.medewerker_id == wie, Toekenningsdossier.status == Toekenningstatus.AANGEVRAAGD
            )
        ):
            raise Geweigerd("", "er is al een aanvraag waarover nog niet is beslist")
        onderdeel = s.get_one(Omonderdeel, onderdeel_id)
        # The input of the rule refuses what cannot be, such as a police officer elsewhere than at the Rijksrecherche.
        _vraag(aanvraag, onderdeel, ctx.vandaag)
        rij = Toekenningsdossier(
            medewerker_id=wie,
            onderdeel_id=onderdeel_id,
            status=Toekenningstatus.AANGEVRAAGD,
            rechtspositie=aanvraag.rechtspositie,
            functie=aanvraag.functie,
            gebruikt_auto_met_chauffeur=aanvraag.gebruikt_auto_met_chauffeur,
            criteria=_bewaard(aanvraag.feiten),
            toelichting=toelichting,
            aangevraagd_op=ctx.nu,
            aangevraagd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "vraag_aan", TOEKENNING, rij.id, medewerker=wie)
        meld_werkgevers(s, ctx, "om.auto_aangevraagd", onderdeel_id, toekenning=rij.id)
        if wie != ctx.actor.medewerker_id:
            stuur(s, ctx, "om.auto_voor_je_aangevraagd", wie, toekenning=rij.id)
        return rij.id


def trek_in(ctx: Context, toekenning_id: int) -> None:
    """Withdraw an application about which nobody decided."""
    with ctx.database.transactie() as s:
        rij = zoek(s, toekenning_id, "trek_in")
        eis_over(s, ctx, "trek_in", TOEKENNING, rij.medewerker_id)
        zet_stap(s, ctx, procedure.TOEKENNING, TOEKENNING, rij, "trek_in")


def beslis(
    ctx: Context,
    toekenning_id: int,
    *,
    toekennen: bool,
    motivering: str,
    feiten: Mapping[Criterium, Feit] | None = None,
) -> None:
    """Decide an application in writing and with reasons; a copy goes into the employee's file, and he is told.

    ``feiten`` are the facts as the werkgever found them; without them those of the application count.

    Raises ``GeenToegang``; ``Geweigerd`` for who is no werkgever of that unit, for one's own application, without
    reasons, for a grant on no criterion, and after the scheme lapsed; ``StapNietMogelijk`` when it was decided already.
    """
    ctx.eis("beslis", doel(TOEKENNING))
    with transactie(ctx) as s:
        rij = zoek(s, toekenning_id, "beslis")
        eis_werkgever(s, ctx, rij.onderdeel_id, over=rij.medewerker_id)
        motivering = _tekst("motivering", motivering, "schrijf waarom; zonder motivering is er geen besluit (2.1)")
        extra = eis_nog_geldig(s, ctx, ctx.vandaag) if toekennen else ()
        if feiten:
            rij.criteria = _bewaard(feiten)
        onderdeel = s.get_one(Omonderdeel, rij.onderdeel_id)
        als = werkgeverschap_van(s, ctx.actor.medewerker_id or 0, rij.onderdeel_id, ctx.vandaag)
        if als is None:
            raise Geweigerd("", "alleen wie voor dit onderdeel werkgever is, beslist hierover (Autoregeling OM 1.1)")
        vraag = _vraag(
            _aanvraag(rij),
            onderdeel,
            ctx.vandaag,
            besluit=Besluit.TOEKENNEN if toekennen else Besluit.AFWIJZEN,
            besluit_door=als.hoedanigheid,
        )
        antwoord = bereken(s, ctx, toekenning, vraag, extra)
        if toekennen and not antwoord.uitkomst.bevoegd:
            raise Geweigerd("", "wie deze functie heeft, is voor dit onderdeel geen werkgever (Autoregeling OM 1.1)")
        if toekennen and not antwoord.uitkomst.voldoet:
            raise Geweigerd("criteria", "aan geen enkele grond is voldaan; dan is toekennen niet mogelijk (2.1)")
        stappen = antwoord.stappen
        if toekennen:
            stappen = (*stappen, *_deel_in(s, ctx, rij, onderdeel))
        zet_stap(s, ctx, procedure.TOEKENNING, TOEKENNING, rij, "ken_toe" if toekennen else "wijs_af")
        rij.besluit_op, rij.motivering = ctx.vandaag, motivering
        rij.besloten_op, rij.besloten_door = ctx.nu, ctx.actor.account_id
        rij.invoer, rij.uitkomst = antwoord.velden["invoer"], antwoord.velden["uitkomst"]
        rij.uitleg = vastgelegd(list(stappen))
        neem_op(
            s,
            ctx,
            Stuksoort.TOEKENNING if toekennen else Stuksoort.AFWIJZING,
            rij.medewerker_id,
            rij.id,
            tekst=motivering,
            uitleg=rij.uitleg,
            categorie=rij.categorie,
            onderdeel=onderdeel.naam,
        )
        stuur(s, ctx, "om.auto_besloten", rij.medewerker_id, toekenning=rij.id)
        if toekennen:
            meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_BESTEL, sleutel=str(rij.id))


def toon(ctx: Context, toekenning_id: int) -> Toekenningspagina:
    """Return an application that the actor may see. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = s.execute(_regels().where(Toekenningsdossier.id == toekenning_id, _mag_zien(s, ctx))).one_or_none()
        if gevonden is None:
            raise GeenToegang("bekijk", TOEKENNING)
        rij, naam, onderdeel = gevonden
        zelf = rij.medewerker_id == ctx.actor.medewerker_id
        stukken = stukken_over(s, rij.medewerker_id, (Stuksoort.TOEKENNING, Stuksoort.AFWIJZING), rij.id)
        open_ = rij.status is Toekenningstatus.AANGEVRAAGD
        mag = open_ and not zelf and omvat(werkgever_van(s, ctx), rij.onderdeel_id)
        try:
            eis_over(s, ctx, "trek_in", TOEKENNING, rij.medewerker_id)
            intrekken = open_
        except GeenToegang:
            intrekken = False
    return Toekenningspagina(
        _regel(rij, naam, onderdeel),
        _aanvraag(rij),
        tuple(gelezen(rij.uitleg or [])),
        stukken,
        mag,
        intrekken,
        zelf,
    )


def lijst(ctx: Context) -> tuple[Toekenningregel, ...]:
    """Return every application that the actor may see, the open ones first."""
    with ctx.database.lezen() as s:
        rijen = [_regel(*rij) for rij in s.execute(_regels().where(_mag_zien(s, ctx)))]
    return tuple(sorted(rijen, key=lambda regel: (not regel.open, -regel.id)))


def te_beslissen(ctx: Context) -> tuple[Toekenningregel, ...]:
    """Return the applications that wait for the actor as werkgever, the oldest first."""
    with ctx.database.lezen() as s:
        onderdelen = werkgever_van(s, ctx)
        if onderdelen is not None and not onderdelen:
            return ()
        vraag = _regels().where(
            Toekenningsdossier.status == Toekenningstatus.AANGEVRAAGD,
            Toekenningsdossier.medewerker_id != ctx.actor.medewerker_id,
        )
        if onderdelen is not None:
            vraag = vraag.where(Toekenningsdossier.onderdeel_id.in_(sorted(onderdelen)))
        return tuple(_regel(*rij) for rij in s.execute(vraag.order_by(Toekenningsdossier.id)))


def eigen(ctx: Context) -> tuple[Toekenningregel, ...]:
    """Return the actor's own applications and grants, the last one first."""
    vraag = _regels().where(Toekenningsdossier.medewerker_id == ctx.actor.medewerker_id)
    with ctx.database.lezen() as s:
        return tuple(_regel(*rij) for rij in s.execute(vraag.order_by(Toekenningsdossier.id.desc())))


def zoek(s: Session, toekenning_id: int, handeling: str) -> Toekenningsdossier:
    """Return a grant, locked until the transaction ends. Raises ``GeenToegang`` when there is none."""
    rij = s.scalar(select(Toekenningsdossier).where(Toekenningsdossier.id == toekenning_id).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, TOEKENNING)
    return rij


def criteria_van(rij: Toekenningsdossier) -> tuple[Criterium, ...]:
    """Return the criteria that a decision rests on, as the calculation found them; before it those called upon."""
    if rij.uitkomst is not None:
        return tuple(criterium for criterium in Criterium if rij.uitkomst["criteria"][str(criterium)])
    return tuple(criterium for criterium in Criterium if str(criterium) in rij.criteria)


def _deel_in(s: Session, ctx: Context, rij: Toekenningsdossier, onderdeel: Omonderdeel) -> tuple[Stap, ...]:
    """Place the employee in a category; with a car in use it counts for the next one only (3.1.1)."""
    lopend = [
        auto for gebruik, auto in autos_van(s, rij.medewerker_id, ctx.vandaag) if gebruik.soort is Gebruikssoort.EIGEN
    ]
    vraag = Categorievraag(
        groep=Groep.WERKNEMER,
        functie=rij.functie,
        onderdeel=onderdeel.soort,
        voldoet_aan_criterium=True,
        gebruikt_auto_met_chauffeur=rij.gebruikt_auto_met_chauffeur,
        lopende_auto_categorie=lopend[0].categorie if lopend else None,
    )
    indeling = bereken(s, ctx, leasecategorie, vraag)
    rij.categorie = indeling.uitkomst.categorie
    rij.volgende_auto = indeling.uitkomst.geldt_voor is GeldtVoor.VOLGENDE_AUTO
    return indeling.stappen


def _vraag(aanvraag: Aanvraag, onderdeel: Omonderdeel, besluitdatum: date, **besluit: Any) -> Toekenningsvraag:
    velden: dict[str, Any] = {"besluit": Besluit.GEEN, "besluit_door": "anders", **besluit}
    feiten: dict[str, Any] = {str(criterium): feit for criterium, feit in aanvraag.feiten.items()}
    return Toekenningsvraag(
        rechtspositie=aanvraag.rechtspositie,
        onderdeel=onderdeel.soort,
        besluitdatum=besluitdatum,
        besluit_schriftelijk=True,
        besluit_gemotiveerd=True,
        **velden,
        **feiten,
    )


def _bewaard(feiten: Mapping[Criterium, Feit]) -> dict[str, Any]:
    for criterium, feit in feiten.items():
        if not isinstance(feit, SOORTEN[criterium]):
            raise Geweigerd("criteria", f"bij grond {criterium} horen andere gegevens")
        kilometers = feit.zakelijke_kilometers_per_jaar if isinstance(feit, ZakelijkeKilometers) else 0
        if kilometers < 0:
            raise Geweigerd("a_zakelijke_kilometers_per_jaar", "kilometers zijn niet negatief")
    return {str(criterium): schrijf(feit) for criterium, feit in feiten.items()}


def _aanvraag(rij: Toekenningsdossier) -> Aanvraag:
    feiten = {
        criterium: lees(soort, bewaard(rij.criteria[str(criterium)]))
        for criterium, soort in SOORTEN.items()
        if str(criterium) in rij.criteria
    }
    return Aanvraag(rij.rechtspositie, rij.functie, feiten, rij.toelichting, rij.gebruikt_auto_met_chauffeur)


def _tekst(veld: str, tekst: str, leeg: str) -> str:
    tekst = tekst.strip()
    if not tekst:
        raise Geweigerd(veld, leeg)
    if len(tekst) > MEESTE_TEKENS:
        raise Geweigerd(veld, f"schrijf ten hoogste {MEESTE_TEKENS} tekens")
    return tekst


def _mag_zien(s: Session, ctx: Context) -> Any:
    return van_wie(
        s,
        ctx,
        TOEKENNING,
        Toekenningsdossier.onderdeel_id,
        Toekenningsdossier.medewerker_id,
        zichtbaar(s, ctx, TOEKENNING),
    )


def _regels() -> Select[Toekenningsdossier, str, str]:
    return (
        select(Toekenningsdossier, Medewerker.naam, Omonderdeel.naam)
        .join(Medewerker, Medewerker.id == Toekenningsdossier.medewerker_id)
        .join(Omonderdeel, Omonderdeel.id == Toekenningsdossier.onderdeel_id)
    )


def _regel(rij: Toekenningsdossier, naam: str, onderdeel: str) -> Toekenningregel:
    return Toekenningregel(
        rij.id,
        rij.medewerker_id,
        naam,
        rij.onderdeel_id,
        onderdeel,
        rij.status,
        criteria_van(rij),
        rij.aangevraagd_op,
        rij.besluit_op,
        rij.motivering,
        rij.categorie,
        rij.volgende_auto,
    )

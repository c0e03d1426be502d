# SPDX-License-Identifier: EUPL-1.2
"""The end of the right of use: each ground with its reasons, and a notice of default before a breach ends it.

Autoregeling OM 2.2, 2.4, 6.2.1 and 13.2. Leave and illness (4.2) stand with the contribution, where only the werkgever
reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules import Geweigerd, Stap
from core.rules.uitleg import gelezen
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Rechtonderbreking, Verklaringstaat
from plugins.om.autoregeling.models import Gebruik, Omonderdeel, Plaatsing, Voertuig
from plugins.om.autoregeling.opzoeken import eis_werkgever, geldt_op, onderdeel_van
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, GEBRUIK, TOEKENNING
from plugins.om.autoregeling.rules.gebruiksperiode import gebruiksperiode
from plugins.om.autoregeling.rules.gebruiksrecht import (
    CriteriumVervallen,
    DirectEinde,
    NietNakomen,
    NormOverschreden,
    Roken,
    gebruiksrecht,
)
from plugins.om.autoregeling.wagenpark import procedure
from plugins.om.autoregeling.wagenpark.models import (
    Gebruikseinde,
    Ingebrekestelling,
    Inlevering,
    Stuksoort,
    Toekenningsdossier,
)
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Eindestatus, Inleverstatus, Toekenningstatus
from plugins.om.autoregeling.wagenpark.services import gebruik as gebruiken
from plugins.om.autoregeling.wagenpark.services.dossier import neem_op, zet_stap
from plugins.om.autoregeling.wagenpark.services.rekenen import Berekend, bereken, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import werkgever_van

EINDE = "om.gebruikseinde"
TAAK_INNEMEN = "om.auto_innemen"


class Eindegrond(StrEnum):
    """Why the right of use ends."""

    CRITERIUM_VERVALLEN = "criterium_vervallen"
    OP_EIGEN_VERZOEK = "op_eigen_verzoek"
    EINDE_ARBEIDSOVEREENKOMST = "einde_arbeidsovereenkomst"
    NON_ACTIEFSTELLING = "non_actiefstelling"
    RIJBEVOEGDHEID_VERLOREN = "rijbevoegdheid_verloren"
    NIET_NAKOMEN = "niet_nakomen"
    NORM_500_OVERSCHREDEN = "norm_500_overschreden"
    ROKEN = "roken"
    GEBRUIKSPERIODE = "gebruiksperiode"


VERVALLEN = "recht_vervallen"
"""What a use says about an end by absence: the ground itself is the werkgever's."""
#: After these the grant ends too; after a worn-out car it stays.
_MET_TOEKENNING = frozenset(Eindegrond) - {Eindegrond.GEBRUIKSPERIODE}
_NIET: Mapping[Eindegrond, tuple[str, str]] = {
    Eindegrond.NIET_NAKOMEN: ("grond", "eerst is er een schriftelijke ingebrekestelling nodig (13.2)"),
    Eindegrond.NORM_500_OVERSCHREDEN: (
        "prive_kilometers",
        "dit kan alleen zonder eigen bijdrage en boven 500 privékilometers (13.2)",
    ),
    Eindegrond.ROKEN: ("grond", "bij roken beslist de werkgever om te beëindigen (6.2.1)"),
}


@dataclass(frozen=True)
class Eindevraag:
    """What the werkgever fills in: the ground, the day of the finding or the event, and the reasons."""

    grond: Eindegrond
    datum: date
    motivering: str
    #: An earlier day than the text allows.
    laatste_dag: date | None = None
    #: For the ground of more than 500 kilometres.
    prive_kilometers: int | None = None


@dataclass(frozen=True)
class Gebruiksregel:
    """A use as the werkgever sees it."""

    gebruik: Gebruik
    eerste_id: int
    naam: str
    kenteken: str
    merk_en_model: str
    onderdeel: str
    einde: Gebruikseinde | None
    ingebrekestellingen: tuple[Ingebrekestelling, ...]


def stel_in_gebreke(ctx: Context, gebruik_id: int, tekst: str) -> int:
    """Give the employee written notice of default (13.2, ground 5); it goes into the file. Returns its number."""
    ctx.eis("beeindig", doel(GEBRUIK))
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, gebruik_id)
        if not tekst.strip():
            raise Geweigerd("tekst", "schrijf wat de medewerker niet nakomt en wat er moet gebeuren")
        notitie = Ingebrekestelling(
            gebruik_id=gebruiken.eerste_rij(s, rij),
            medewerker_id=rij.medewerker_id,
            dag=ctx.vandaag,
            tekst=tekst.strip(),
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(notitie)
        s.flush()
        noteer(s, ctx, "stel_in_gebreke", GEBRUIK, rij.id, ingebrekestelling=notitie.id)
        neem_op(s, ctx, Stuksoort.INGEBREKESTELLING, rij.medewerker_id, notitie.id, tekst=notitie.tekst)
        stuur(s, ctx, "om.in_gebreke", rij.medewerker_id, gebruik=rij.id)
        return notitie.id


def beeindig(ctx: Context, gebruik_id: int, vraag: Eindevraag) -> int:
    """End the right of use on a ground, with reasons; the employee gets a letter with the last day. Returns its number.

    Raises ``GeenToegang``; ``Geweigerd`` for who is no werkgever there, for one's own car, and when the ground does
    not hold.
    """
    ctx.eis("beeindig", doel(GEBRUIK))
    with transactie(ctx) as s:
        return beeindig_in(s, ctx, _zoek(s, ctx, gebruik_id), vraag)


def beeindig_in(s: Session, ctx: Context, rij: Gebruik, vraag: Eindevraag) -> int:
    """End a right of use in the caller's transaction, after the caller checked who decides."""
    motivering = vraag.motivering.strip()
    if not motivering:
        raise Geweigerd("motivering", "schrijf waarom; de medewerker leest dit")
    if vraag.datum < rij.van:
        raise Geweigerd("datum", "op deze dag was de auto nog niet in gebruik")
    if vraag.datum > ctx.vandaag and vraag.grond is Eindegrond.CRITERIUM_VERVALLEN:
        raise Geweigerd("datum", "de vaststelling ligt niet in de toekomst")
    nummer = gebruiken.eerste_rij(s, rij)
    if vastgesteld_einde(s, nummer) is not None:
        raise Geweigerd("", "het einde van dit gebruik is al vastgesteld; trek dat eerst in")
    antwoord, laatste, uiterlijk = _bereken(s, ctx, rij, nummer, vraag)
    if rij.tot_en_met is not None and rij.tot_en_met < laatste:
        raise Geweigerd("datum", f"het gebruik eindigt al op {rij.tot_en_met:%d-%m-%Y}")
    einde = Gebruikseinde(
        gebruik_id=nummer,
        medewerker_id=rij.medewerker_id,
        grond=str(vraag.grond),
        status=Eindestatus.VASTGESTELD,
        datum=vraag.datum,
        uiterlijk=uiterlijk,
        laatste_dag=laatste,
        motivering=motivering,
        **antwoord.velden,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(einde)
    s.flush()
    noteer(s, ctx, "beeindig", EINDE, einde.id, gebruik=rij.id, laatste_dag=laatste)
    gebruiken.vervang(s, ctx, rij, tot_en_met=laatste, einde_grond=str(vraag.grond))
    if vraag.grond in _MET_TOEKENNING:
        _zet_toekenning(s, ctx, rij.toekenning_id, "beeindig", Toekenningstatus.TOEGEKEND)
    neem_op(
        s,
        ctx,
        Stuksoort.EINDE,
        rij.medewerker_id,
        einde.id,
        tekst=motivering,
        uitleg=einde.uitleg,
        laatste_dag=laatste.isoformat(),
        grond=str(vraag.grond),
    )
    open_inlevering(s, ctx, rij, nummer)
    stuur(s, ctx, "om.gebruik_eindigt", rij.medewerker_id, laatste=laatste)
    return einde.id


def trek_in(ctx: Context, einde_id: int, reden: str) -> None:
    """Take back the end of a right of use before the car was given back; use goes on as if it had not been said."""
    ctx.eis("beeindig", doel(GEBRUIK))
    with ctx.database.transactie() as s:
        einde = s.scalar(select(Gebruikseinde).where(Gebruikseinde.id == einde_id).with_for_update())
        if einde is None:
            raise GeenToegang("beeindig", GEBRUIK)
        rij = _zoek(s, ctx, einde.gebruik_id)
        if not reden.strip():
            raise Geweigerd("reden", "schrijf waarom het einde niet doorgaat")
        afwezig_tot = _afwezig_tot(s, rij)
        if afwezig_tot is None:
            sluit_inlevering(s, ctx, einde.gebruik_id)
        zet_stap(s, ctx, procedure.EINDE, EINDE, einde, "trek_in")
        einde.ingetrokken_op, einde.reden_intrekking = ctx.nu, reden.strip()
        grond = VERVALLEN if afwezig_tot else None
        gebruiken.vervang(s, ctx, rij, tot_en_met=afwezig_tot, einde_grond=grond)
        if Eindegrond(einde.grond) in _MET_TOEKENNING:
            _zet_toekenning(s, ctx, rij.toekenning_id, "herstel", Toekenningstatus.BEEINDIGD)
        stuur(s, ctx, "om.einde_ingetrokken", rij.medewerker_id)


def lijst(ctx: Context) -> tuple[Gebruiksregel, ...]:
    """Return the uses of the units that the actor is werkgever of, what ends first on top. Raises ``GeenToegang``."""
    ctx.eis("beeindig", doel(GEBRUIK))
    with ctx.database.lezen() as s:
        plek = func.coalesce(Plaatsing.onderdeel_id, Voertuig.onderdeel_id)
        onderdelen = werkgever_van(s, ctx)
        vraag = (
            select(Gebruik, Medewerker.naam, Voertuig.kenteken, Voertuig.merk_en_model, Omonderdeel.naam)
            .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
            .outerjoin(
                Plaatsing,
                and_(Plaatsing.medewerker_id == Gebruik.medewerker_id, geldt_op(Plaatsing, ctx.vandaag)),
            )
            .join(Omonderdeel, Omonderdeel.id == plek)
            .join(Medewerker, Medewerker.id == Gebruik.medewerker_id)
            .where(
                true() if onderdelen is None else plek.in_(sorted(onderdelen)),
                Gebruik.vervallen_op.is_(None),
                (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= ctx.vandaag),
            )
            .order_by(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met, Medewerker.naam)
        )
        rijen = s.execute(vraag).all()
        wie = [rij[0].medewerker_id for rij in rijen]
        eerste = {
            (een, auto, van): nummer
            for een, auto, van, nummer in s.execute(
                select(Gebruik.medewerker_id, Gebruik.voertuig_id, Gebruik.van, func.min(Gebruik.id))
                .where(Gebruik.medewerker_id.in_(wie))
                .group_by(Gebruik.medewerker_id, Gebruik.voertuig_id, Gebruik.van)
            )
        }
        eindes = {
            einde.gebruik_id: einde
            for einde in s.scalars(
                select(Gebruikseinde).where(
                    Gebruikseinde.medewerker_id.in_(wie), Gebruikseinde.status == Eindestatus.VASTGESTELD
                )
            )
        }
        notities: dict[int, list[Ingebrekestelling]] = {}
        for notitie in s.scalars(
            select(Ingebrekestelling).where(Ingebrekestelling.medewerker_id.in_(wie)).order_by(Ingebrekestelling.id)
        ):
            notities.setdefault(notitie.gebruik_id, []).append(notitie)
    uit = []
    for rij, naam, kenteken, merk_en_model, onderdeel in rijen:
        nummer = eerste[rij.medewerker_id, rij.voertuig_id, rij.van]
        uit.append(
            Gebruiksregel(
                rij,
                nummer,
                naam,
                kenteken,
                merk_en_model,
                onderdeel,
                eindes.get(nummer),
                tuple(notities.get(nummer, ())),
            )
        )
    return tuple(uit)


def stappen_van(einde: Gebruikseinde) -> tuple[Stap, ...]:
    """Return why a right of use ends when it does, as it was established."""
    return tuple(gelezen(einde.uitleg))


def betaalt_bijdrage(s: Session, medewerker_id: int, op: date) -> bool:
    """Tell whether a contribution is due on a day: not while a confirmed Verklaring works (decision B11)."""
    rij = Privegebruikverklaring
    vraag = select(rij.id).where(
        rij.medewerker_id == medewerker_id,
        rij.staat == Verklaringstaat.BEVESTIGD,
        rij.vervallen_op.is_(None),
        rij.ontvangen_op <= op,
        (rij.ingetrokken_per.is_(None)) | (rij.ingetrokken_per > op),
    )
    return s.scalar(vraag.limit(1)) is None


def _bereken(
    s: Session, ctx: Context, rij: Gebruik, nummer: int, vraag: Eindevraag
) -> tuple[Berekend, date, date | None]:
    """Return what the rule answers, the last day, and the day by which the right must have ended."""
    if vraag.grond is Eindegrond.GEBRUIKSPERIODE:
        auto = s.get_one(Voertuig, rij.voertuig_id)
        einde = vraag.laatste_dag or vraag.datum
        standen = gebruiken.standen(s, [auto.id]).get(auto.id, [])
        gegeven_periode = gebruiken.als_periode(rij, auto, standen, ctx.vandaag, einde)
        if gegeven_periode is None:
            raise Geweigerd(
                "grond", "de datum van eerste toelating is niet bekend; Centraal Wagenparkbeheer vult die in"
            )
        periode = bereken(s, ctx, gebruiksperiode, gegeven_periode)
        return periode, einde, periode.uitkomst.uiterste_datum
    antwoord = bereken(s, ctx, gebruiksrecht, _gegeven(s, rij, nummer, vraag))
    uitkomst = antwoord.uitkomst
    if not uitkomst.eindigt or uitkomst.laatste_dag is None:
        raise Geweigerd(*_NIET.get(vraag.grond, ("grond", "op deze grond eindigt het recht niet (13.2)")))
    return antwoord, uitkomst.laatste_dag, uitkomst.uiterlijk


def _gegeven(s: Session, rij: Gebruik, nummer: int, vraag: Eindevraag) -> Any:
    grond, datum = vraag.grond, vraag.datum
    bijdrage = betaalt_bijdrage(s, rij.medewerker_id, datum)
    match grond:
        case Eindegrond.CRITERIUM_VERVALLEN:
            return CriteriumVervallen("criterium_vervallen", datum, bijdrage, vraag.laatste_dag)
        case Eindegrond.NIET_NAKOMEN:
            laatste = s.scalar(select(func.min(Ingebrekestelling.dag)).where(Ingebrekestelling.gebruik_id == nummer))
            return NietNakomen("niet_nakomen", datum, bijdrage, laatste)
        case Eindegrond.NORM_500_OVERSCHREDEN:
            if vraag.prive_kilometers is None or vraag.prive_kilometers < 0:
                raise Geweigerd("prive_kilometers", "vul in hoeveel privékilometers zijn vastgesteld")
            return NormOverschreden("norm_500_overschreden", datum, bijdrage, vraag.prive_kilometers)
        case Eindegrond.ROKEN:
            return Roken("roken", datum, bijdrage, werkgever_beeindigt=True)
        case _:
            direct: Any = str(grond)
            return DirectEinde(direct, datum, bijdrage)


def _zoek(s: Session, ctx: Context, gebruik_id: int) -> Gebruik:
    rij = gebruiken.geldend_gebruik(s, gebruik_id, "beeindig")
    plek = onderdeel_van(s, rij.medewerker_id, ctx.vandaag) or s.get_one(Voertuig, rij.voertuig_id).onderdeel_id
    eis_werkgever(s, ctx, plek, over=rij.medewerker_id)
    return rij


def _zet_toekenning(s: Session, ctx: Context, toekenning_id: int | None, stap: str, alleen: Toekenningstatus) -> None:
    if toekenning_id is None:
        return
    dossier = s.scalar(select(Toekenningsdossier).where(Toekenningsdossier.id == toekenning_id).with_for_update())
    if dossier is not None and dossier.status is alleen:
        zet_stap(s, ctx, procedure.TOEKENNING, TOEKENNING, dossier, stap)


def vastgesteld_einde(s: Session, nummer: int) -> Gebruikseinde | None:
    """Return the end that was established for a use, by the number of its first row."""
    return s.scalar(
        select(Gebruikseinde).where(Gebruikseinde.gebruik_id == nummer, Gebruikseinde.status == Eindestatus.VASTGESTELD)
    )


def open_inlevering(s: Session, ctx: Context, rij: Gebruik, nummer: int) -> None:
    """Ask the fleet to take a car in, once for each use. In the caller's transaction."""
    if s.scalar(select(Inlevering.id).where(Inlevering.gebruik_id == nummer)) is not None:
        return
    terug = Inlevering(
        gebruik_id=nummer,
        medewerker_id=rij.medewerker_id,
        voertuig_id=rij.voertuig_id,
        status=Inleverstatus.OPEN,
        aanwezig=[],
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(terug)
    s.flush()
    meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_INNEMEN, sleutel=str(terug.id))


def sluit_inlevering(s: Session, ctx: Context, nummer: int) -> None:
    """Take back that a car is given back, for it stays. Raises ``Geweigerd`` when it was handed in already."""
    terug = s.scalar(select(Inlevering).where(Inlevering.gebruik_id == nummer).with_for_update())
    if terug is None:
        return
    if terug.status is not Inleverstatus.OPEN:
        raise Geweigerd("", "de auto is al ingeleverd")
    los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_INNEMEN, sleutel=str(terug.id))
    s.delete(terug)


def _afwezig_tot(s: Session, rij: Gebruik) -> date | None:
    """Return the day on which an absence ends the right, when it does."""
    vraag = select(func.min(Rechtonderbreking.laatste_dag)).where(
        Rechtonderbreking.medewerker_id == rij.medewerker_id,
        Rechtonderbreking.vervallen_op.is_(None),
        Rechtonderbreking.laatste_dag >= rij.van,
    )
    return s.scalar(vraag)

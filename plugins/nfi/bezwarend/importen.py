# SPDX-License-Identifier: EUPL-1.2
"""Functions, roles, links and rows of a draft list from files. Reading one again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.nfi.bezwarend.models import Functiekoppeling, Functielijstrecord, Functieplaatsing, Rolplaatsing
from plugins.nfi.bezwarend.procedure import Lijststatus
from plugins.nfi.bezwarend.rules.functielijst import Frequentie, Lijstrij, Soort
from plugins.nfi.bezwarend.services import lijsten, mensen
from plugins.nfi.bezwarend.services.feiten import rijen_van
from plugins.nfi.importcellen import Rij, dag, of_leeg, waarde
from plugins.nfi.personen import eis_periode, lees_tekst, medewerker_van_nummer
from plugins.nfi.policy import LIJST, PLAATSING, doel


@dataclass(frozen=True)
class Plaatsing:
    """A function or role of somebody in a period."""

    medewerker_id: int
    wat: str
    van: date
    tot_en_met: date | None


@dataclass(frozen=True)
class Koppeling:
    """A name of HR with its code."""

    functienaam: str
    code: str
    van: date


@dataclass(frozen=True)
class Rijinvoer:
    """A row of a draft list."""

    lijst_id: int
    rij: Lijstrij


def _plaatsing(s: Session, rij: Rij, kolom: str) -> Plaatsing:
    van, tot_en_met = dag(rij, "van"), of_leeg(date, rij, "tot_en_met")
    eis_periode(van, tot_en_met)
    wie = medewerker_van_nummer(s, rij["personeelsnummer"])
    return Plaatsing(wie, lees_tekst(kolom, rij[kolom], 200), van, tot_en_met)


def _functie(s: Session, rij: Rij) -> Plaatsing:
    return _plaatsing(s, rij, "functie")


def _rol(s: Session, rij: Rij) -> Plaatsing:
    return _plaatsing(s, rij, "rol")


def _verwerk_functies(ctx: Context, s: Session, waarden: Sequence[Plaatsing]) -> int:
    ctx.eis("importeer", doel(PLAATSING))
    anders = 0
    for invoer in sorted(waarden, key=lambda invoer: (invoer.medewerker_id, invoer.van)):
        rij = s.scalar(
            select(Functieplaatsing).where(
                Functieplaatsing.medewerker_id == invoer.medewerker_id,
                Functieplaatsing.van == invoer.van,
                Functieplaatsing.vervallen_op.is_(None),
            )
        )
        if rij is not None and rij.functienaam != invoer.wat:
            raise Geweigerd("van", f"vanaf {invoer.van.isoformat()} staat er al een andere functie")
        # An end that a later function gave is known better than the file that came before it.
        if rij is None:
            mensen.voeg_functie_toe(s, ctx, invoer.medewerker_id, invoer.wat, invoer.van, invoer.tot_en_met)
            anders += 1
    return anders


def _verwerk_rollen(ctx: Context, s: Session, waarden: Sequence[Plaatsing]) -> int:
    ctx.eis("importeer", doel(PLAATSING))
    anders = 0
    for invoer in waarden:
        bestaat = s.scalar(
            select(Rolplaatsing.id).where(
                Rolplaatsing.medewerker_id == invoer.medewerker_id,
                Rolplaatsing.rol == invoer.wat,
                Rolplaatsing.van == invoer.van,
                Rolplaatsing.vervallen_op.is_(None),
            )
        )
        if bestaat is None:
            mensen.voeg_rol_toe(s, ctx, invoer.medewerker_id, invoer.wat, invoer.van, invoer.tot_en_met)
            anders += 1
    return anders


def _koppeling(s: Session, rij: Rij) -> Koppeling:
    return Koppeling(lees_tekst("functie", rij["functie"], 200), lees_tekst("code", rij["code"], 60), dag(rij, "van"))


def _verwerk_koppelingen(ctx: Context, s: Session, waarden: Sequence[Koppeling]) -> int:
    ctx.eis("importeer", doel(LIJST))
    anders = 0
    for invoer in sorted(waarden, key=lambda invoer: invoer.van):
        bestaat = s.scalar(
            select(Functiekoppeling.id).where(
                Functiekoppeling.functienaam == invoer.functienaam,
                Functiekoppeling.code == invoer.code,
                Functiekoppeling.van == invoer.van,
                Functiekoppeling.vervallen_op.is_(None),
            )
        )
        if bestaat is None:
            mensen.voeg_koppeling_toe(s, ctx, invoer.functienaam, invoer.code, invoer.van)
            anders += 1
    return anders


def _lijstrij(s: Session, rij: Rij) -> Rijinvoer:
    naam = lees_tekst("lijst", rij["lijst"], 40)
    lijst_id = s.scalar(
        select(Functielijstrecord.id).where(
            Functielijstrecord.naam == naam, Functielijstrecord.status == Lijststatus.CONCEPT
        )
    )
    if lijst_id is None:
        raise Geweigerd("lijst", "er is geen concept met deze naam; maak dat eerst op de pagina")
    rol = {"ja": True, "nee": False}.get(rij["rol"].strip())
    if rol is None:
        raise Geweigerd("rol", "schrijf ja of nee")
    soorten = {soort.value: of_leeg(Frequentie, rij, soort.value) for soort in Soort}
    gelezen = Lijstrij(
        waarde(str, rij, "code"),
        rol,
        **soorten,
        voorwaarde=rij["voorwaarde"].strip() or None,
        naam=lees_tekst("naam", rij["naam"], 300),
        werkplek=rij["werkplek"].strip() or None,
    )
    lijsten.toets(gelezen)
    return Rijinvoer(lijst_id, gelezen)


def _verwerk_rijen(ctx: Context, s: Session, waarden: Sequence[Rijinvoer]) -> int:
    ctx.eis("importeer", doel(LIJST))
    anders = 0
    for lijst_id in sorted({invoer.lijst_id for invoer in waarden}):
        record = s.get_one(Functielijstrecord, lijst_id, with_for_update=True)
        if record.status is not Lijststatus.CONCEPT:
            raise Geweigerd("lijst", "alleen een concept is te wijzigen")
        stand = {rij.code: rij for rij in rijen_van(s, [lijst_id]).get(lijst_id, ())}
        nieuw = [
            invoer.rij for invoer in waarden if invoer.lijst_id == lijst_id and stand.get(invoer.rij.code) != invoer.rij
        ]
        if nieuw:
            lijsten.zet_rijen(s, record, nieuw)
            noteer(s, ctx, "importeer", LIJST, lijst_id, rijen=len(nieuw))
        anders += len(nieuw)
    return anders


IMPORTEN = (
    Importtype(
        "nfi.functies",
        "Functies bij het NFI",
        ("personeelsnummer", "functie", "van", "tot_en_met"),
        _functie,
        _verwerk_functies,
        PLAATSING,
    ),
    Importtype(
        "nfi.rollen",
        "Rollen van de functielijst",
        ("personeelsnummer", "rol", "van", "tot_en_met"),
        _rol,
        _verwerk_rollen,
        PLAATSING,
    ),
    Importtype(
        "nfi.koppelingen",
        "Welke functie bij welke code van de functielijst hoort",
        ("functie", "code", "van"),
        _koppeling,
        _verwerk_koppelingen,
        LIJST,
    ),
    Importtype(
        "nfi.functielijst",
        "Rijen van een nieuwe functielijst",
        ("lijst", "code", "naam", "rol", "stank", "lawaai", "kleding", "prikkeling", "werkplek", "voorwaarde"),
        _lijstrij,
        _verwerk_rijen,
        LIJST,
    ),
)

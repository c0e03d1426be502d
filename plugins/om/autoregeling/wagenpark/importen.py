# SPDX-License-Identifier: EUPL-1.2
"""Cars, odometers and placements from CSV or XLSX. Reading a file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.people.models import Medewerker
from core.rules import Geweigerd
from core.rules.boom import Tekst
from core.rules.invoer import lees
from plugins.om.autoregeling.models import Aandrijving, Omonderdeel, Ritregistratie, Voertuig, Voertuiggroep
from plugins.om.autoregeling.opzoeken import eis_beheer
from plugins.om.autoregeling.policy import VOERTUIG
from plugins.om.autoregeling.rules.indeling import Leasecategorie
from plugins.om.autoregeling.wagenpark.models import Standbron
from plugins.om.autoregeling.wagenpark.policy import INRICHTING, doel
from plugins.om.autoregeling.wagenpark.services import autos
from plugins.om.autoregeling.wagenpark.services.autos import Autogegevens
from plugins.om.autoregeling.wagenpark.services.gebruik import standen
from plugins.om.autoregeling.wagenpark.services.inrichting import plaats

T = TypeVar("T")
K = TypeVar("K", bound=StrEnum)
Rij = Mapping[str, str]


@dataclass(frozen=True)
class Stand:
    """An odometer reading in a file."""

    voertuig_id: int
    dag: date
    kilometers: int


@dataclass(frozen=True)
class Plek:
    """Where somebody works, in a file."""

    medewerker_id: int
    onderdeel_id: int
    van: date
    tot_en_met: date | None


def _auto(s: Session, rij: Rij) -> Autogegevens:
    gegevens = Autogegevens(
        kenteken=autos.kentekenvorm(rij["kenteken"]),
        merk_en_model=rij["merk_en_model"].strip(),
        groep=_keuze(Voertuiggroep, rij, "groep"),
        aandrijving=_keuze(Aandrijving, rij, "aandrijving"),
        onderdeel_id=_onderdeel(s, rij),
        categorie=_keuze(Leasecategorie, rij, "categorie") if rij["categorie"].strip() else None,
        perceel=rij["perceel"].strip() or None,
        wltp_km=_of_leeg(int, rij, "wltp_km"),
        besteld_op=_of_leeg(date, rij, "besteld_op"),
        eerste_toelating=_of_leeg(date, rij, "eerste_toelating"),
        lease_van=_of_leeg(date, rij, "lease_van"),
        lease_tot_en_met=_of_leeg(date, rij, "lease_tot_en_met"),
        fiscale_waarde_centen=_centen(rij, "fiscale_waarde"),
        ritregistratie=_keuze(Ritregistratie, rij, "ritregistratie")
        if rij.get("ritregistratie", "").strip()
        else Ritregistratie.DIGITAAL,
    )
    autos.eis_samenhang(gegevens)
    return gegevens


def _bewaar_autos(ctx: Context, s: Session, waarden: Sequence[Autogegevens]) -> int:
    ctx.eis("importeer", doel(VOERTUIG))
    eis_beheer(s, ctx, None)
    staan = {
        auto.kenteken: auto
        for auto in s.scalars(select(Voertuig).where(Voertuig.kenteken.in_([een.kenteken for een in waarden])))
    }
    anders = 0
    for gegevens in waarden:
        auto = staan.get(gegevens.kenteken)
        if auto is None:
            autos.bewaar(s, ctx, gegevens)
            anders += 1
        else:
            anders += autos.werk_bij(s, ctx, auto, gegevens)
    return anders


def _stand(s: Session, rij: Rij) -> Stand:
    kenteken = autos.kentekenvorm(rij["kenteken"])
    nummer = s.scalar(select(Voertuig.id).where(Voertuig.kenteken == kenteken))
    if nummer is None:
        raise Geweigerd("kenteken", "deze auto is niet bekend; lees eerst het wagenpark in")
    kilometers = _waarde(int, rij, "kilometers")
    if not 0 <= kilometers <= autos.MEESTE_KILOMETERS:
        raise Geweigerd("kilometers", f"schrijf een stand van 0 tot {autos.MEESTE_KILOMETERS}")
    return Stand(nummer, _waarde(date, rij, "datum"), kilometers)


def _standen_samen(ctx: Context, s: Session, waarden: Sequence[Stand]) -> Iterator[tuple[int, str, str]]:
    """Tell where an odometer would turn back, beside what was recorded before and within the file."""
    ctx.eis("importeer", doel(VOERTUIG))
    bekend = standen(s, sorted({een.voertuig_id for een in waarden}))
    per_auto: dict[int, dict[date, int]] = {}
    for nummer, rijen in bekend.items():
        per_auto[nummer] = {rij.dag: rij.kilometers for rij in rijen}
    for een in waarden:
        per_auto.setdefault(een.voertuig_id, {})[een.dag] = een.kilometers
    for plek, een in enumerate(waarden):
        for dag, kilometers in per_auto[een.voertuig_id].items():
            if (dag < een.dag and kilometers > een.kilometers) or (dag > een.dag and kilometers < een.kilometers):
                yield plek, "kilometers", f"op {dag:%d-%m-%Y} is de stand {kilometers}; de teller draait niet terug"
                break


def _bewaar_standen(ctx: Context, s: Session, waarden: Sequence[Stand]) -> int:
    ctx.eis("importeer", doel(VOERTUIG))
    eis_beheer(s, ctx, None)
    return sum(
        autos.leg_stand_vast(s, ctx, een.voertuig_id, een.dag, een.kilometers, Standbron.BESTAND)
        for een in sorted(waarden, key=lambda een: (een.voertuig_id, een.dag))
    )


def _plek(s: Session, rij: Rij) -> Plek:
    nummer = rij["personeelsnummer"].strip()
    medewerker_id = s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == nummer))
    if medewerker_id is None:
        raise Geweigerd("personeelsnummer", "dit personeelsnummer is niet bekend")
    van, tot_en_met = _waarde(date, rij, "van"), _of_leeg(date, rij, "tot_en_met")
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
    return Plek(medewerker_id, _onderdeel(s, rij), van, tot_en_met)


def _bewaar_plekken(ctx: Context, s: Session, waarden: Sequence[Plek]) -> int:
    ctx.eis("importeer", doel(INRICHTING))
    return sum(
        plaats(s, ctx, een.medewerker_id, een.onderdeel_id, een.van, een.tot_en_met)
        for een in sorted(waarden, key=lambda een: (een.medewerker_id, een.van))
    )


def _onderdeel(s: Session, rij: Rij) -> int:
    code = rij["onderdeel"].strip().upper()
    nummer = s.scalar(select(Omonderdeel.id).where(Omonderdeel.code == code))
    if nummer is None:
        raise Geweigerd("onderdeel", "dit onderdeel is niet bekend; HR legt het eerst vast")
    return nummer


def _keuze(soort: type[K], rij: Rij, kolom: str) -> K:
    try:
        return soort(rij[kolom].strip())
    except ValueError as fout:
        raise Geweigerd(kolom, f"kies een van: {', '.join(soort)}") from fout


def _of_leeg(soort: type[T], rij: Rij, kolom: str) -> T | None:
    return _waarde(soort, rij, kolom) if rij[kolom].strip() else None


def _waarde(soort: type[T], rij: Rij, kolom: str) -> T:
    return lees(soort, Tekst(rij[kolom].strip()), kolom)


def _centen(rij: Rij, kolom: str) -> int | None:
    tekst = rij[kolom].strip()
    if not tekst:
        return None
    try:
        bedrag = Decimal(tekst.replace(",", ".")) * 100
    except InvalidOperation as fout:
        raise Geweigerd(kolom, "schrijf een bedrag in euro's, als 42000,00") from fout
    if not bedrag.is_finite() or bedrag != int(bedrag) or not 0 <= bedrag < 10**10:
        raise Geweigerd(kolom, "schrijf een bedrag in euro's met ten hoogste twee cijfers achter de komma")
    return int(bedrag)


IMPORTEN = (
    Importtype(
        "om.voertuigen",
        "Wagenpark van het OM",
        (
            "kenteken",
            "merk_en_model",
            "groep",
            "categorie",
            "perceel",
            "aandrijving",
            "wltp_km",
            "besteld_op",
            "eerste_toelating",
            "lease_van",
            "lease_tot_en_met",
            "fiscale_waarde",
            "onderdeel",
        ),
        _auto,
        _bewaar_autos,
        VOERTUIG,
        optioneel=("ritregistratie",),
    ),
    Importtype(
        "om.kilometerstanden",
        "Kilometerstanden van het OM",
        ("kenteken", "datum", "kilometers"),
        _stand,
        _bewaar_standen,
        VOERTUIG,
        samen=_standen_samen,
    ),
    Importtype(
        "om.plaatsingen",
        "Wie bij welk onderdeel van het OM werkt",
        ("personeelsnummer", "onderdeel", "van", "tot_en_met"),
        _plek,
        _bewaar_plekken,
        INRICHTING,
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""Charging at home, as the supplier reports it: of the own card and the own car only (Autoregeling OM 7.1 and 7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.ledger.bulk import een_van
from core.ledger.merken import markeer_alle
from core.rules import Geweigerd
from core.rules.boom import Tekst
from core.rules.invoer import lees
from core.storage.audit import noteer
from plugins.om.autoregeling.kosten.models import Laadpunt, Laadtransactie
from plugins.om.autoregeling.kosten.policy import LAADPUNT, doel
from plugins.om.autoregeling.kosten.services.laadpunten import passtring
from plugins.om.autoregeling.models import Gebruik, Voertuig
from plugins.om.autoregeling.opzoeken import eis_beheer, geldt_op
from plugins.om.autoregeling.policy import EENHEID


@dataclass(frozen=True)
class Lading:
    """A row that is good: of the own card, and of the car that the employee used on that day."""

    laadpunt_id: int
    medewerker_id: int
    referentie: str
    dag: date
    duizendsten: int


def _lading(s: Session, rij: Mapping[str, str]) -> Lading:
    referentie = rij["referentie"].strip()
    if not 0 < len(referentie) <= 60:
        raise Geweigerd("referentie", "vul het nummer van de transactie in, ten hoogste 60 tekens")
    dag = lees(date, Tekst(rij["datum"].strip()), "datum")
    pas = passtring(rij["pasnummer"])
    punt = s.scalars(
        select(Laadpunt)
        .where(Laadpunt.pasnummer == pas, Laadpunt.geplaatst_op <= dag)
        .order_by(Laadpunt.geplaatst_op.desc())
    ).first()
    if punt is None or (punt.beeindigd_op is not None and punt.beeindigd_op < dag):
        raise Geweigerd("pasnummer", "deze pas hoorde toen bij geen laadpunt thuis; dit wordt niet vergoed (7.1)")
    kenteken = rij["kenteken"].replace("-", "").strip().upper()
    eigen = select(Voertuig.id).join(Gebruik, Gebruik.voertuig_id == Voertuig.id)
    eigen = eigen.where(
        Voertuig.kenteken == kenteken, Gebruik.medewerker_id == punt.medewerker_id, geldt_op(Gebruik, dag)
    )
    if s.scalar(eigen.limit(1)) is None:
        raise Geweigerd("kenteken", "dit is niet de dienstauto bij deze pas; dit wordt niet vergoed (7.1)")
    return Lading(punt.id, punt.medewerker_id, referentie, dag, _duizendsten(rij["kwh"]))


def _duizendsten(tekst: str) -> int:
    try:
        kwh = Decimal(tekst.strip().replace(",", ".")) * 1000
    except InvalidOperation as fout:
        raise Geweigerd("kwh", "schrijf het aantal kWh, als 12,5") from fout
    if not kwh.is_finite() or kwh != int(kwh) or not 0 < kwh < 10**7:
        raise Geweigerd("kwh", "schrijf kWh boven nul, met ten hoogste drie cijfers achter de komma")
    return int(kwh)


def _samen(ctx: Context, s: Session, waarden: Sequence[Lading]) -> Iterable[tuple[int, str, str]]:
    gezien: dict[str, Lading] = {}
    bekend = _bekend(s, waarden)
    for plek, een in enumerate(waarden):
        ander = gezien.setdefault(een.referentie, een)
        if ander is not een:
            yield plek, "referentie", "deze transactie staat twee keer in het bestand"
        staat = bekend.get(een.referentie)
        if staat is not None and (staat.laadpunt_id, staat.dag, staat.duizendsten) != (
            een.laadpunt_id,
            een.dag,
            een.duizendsten,
        ):
            yield plek, "referentie", "deze transactie is eerder met andere gegevens ingelezen"


def _bewaar(ctx: Context, s: Session, waarden: Sequence[Lading]) -> int:
    ctx.eis("importeer", doel(LAADPUNT))
    eis_beheer(s, ctx, None)
    bekend = _bekend(s, waarden)
    nieuw = [een for een in waarden if een.referentie not in bekend]
    s.add_all(
        Laadtransactie(
            laadpunt_id=een.laadpunt_id,
            medewerker_id=een.medewerker_id,
            referentie=een.referentie,
            dag=een.dag,
            duizendsten=een.duizendsten,
            vastgelegd_op=ctx.nu,
        )
        for een in nieuw
    )
    markeer_alle(s, EENHEID, sorted({(f"{een.dag:%Y-%m}", een.medewerker_id) for een in nieuw}))
    if nieuw:
        noteer(s, ctx, "importeer", LAADPUNT, 0, aantal=len(nieuw))
    return len(nieuw)


def _bekend(s: Session, waarden: Sequence[Lading]) -> dict[str, Laadtransactie]:
    vraag = select(Laadtransactie).where(
        een_van(s, Laadtransactie.laadpunt_id, sorted({w.laadpunt_id for w in waarden}))
    )
    return {rij.referentie: rij for rij in s.scalars(vraag)}


IMPORTEN = (
    Importtype(
        "om.laadtransacties",
        "Thuis geladen door berijders van het OM",
        ("referentie", "datum", "kwh", "pasnummer", "kenteken"),
        _lading,
        _bewaar,
        LAADPUNT,
        samen=_samen,
    ),
)

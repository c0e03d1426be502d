# SPDX-License-Identifier: EUPL-1.2
"""Appointments from a file, with the allowances from before 1 October 2021 (NFI 7.2 article 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.rules import Centen, Geweigerd
from plugins.nfi.hoogleraren.models import Benoemingrecord
from plugins.nfi.hoogleraren.procedure import Benoemingstatus
from plugins.nfi.hoogleraren.rules.looptijd import Rol
from plugins.nfi.hoogleraren.services.benoemingen import Aanmelding, voeg_toe
from plugins.nfi.importcellen import Rij, dag, of_leeg, waarde
from plugins.nfi.personen import lees_tekst, medewerker_van_nummer
from plugins.nfi.policy import BENOEMING, doel


@dataclass(frozen=True)
class Benoeminginvoer:
    """Somebody's appointment."""

    medewerker_id: int
    aanmelding: Aanmelding


def _controleer(s: Session, rij: Rij) -> Benoeminginvoer:
    wie = medewerker_van_nummer(s, rij["personeelsnummer"])
    oud = of_leeg(Centen, {**rij, "oude_toelage": rij["oude_toelage"].replace(",", ".")}, "oude_toelage")
    uren = of_leeg(Decimal, {**rij, "uren_per_week": rij["uren_per_week"].replace(",", ".")}, "uren_per_week")
    aanmelding = Aanmelding(
        waarde(Rol, rij, "rol"),
        lees_tekst("naam", rij["naam"], 200),
        lees_tekst("instelling", rij["instelling"], 200),
        dag(rij, "ingangsdatum"),
        of_leeg(date, rij, "einddatum"),
        Decimal(8) if uren is None else uren,
        rij["document"].strip(),
        of_leeg(date, rij, "ontvangen_op"),
        oud,
    )
    if aanmelding.einddatum is not None and aanmelding.einddatum < aanmelding.ingangsdatum:
        raise Geweigerd("einddatum", "de einddatum ligt niet voor de ingangsdatum")
    return Benoeminginvoer(wie, aanmelding)


def _verwerk(ctx: Context, s: Session, waarden: Sequence[Benoeminginvoer]) -> int:
    ctx.eis("importeer", doel(BENOEMING))
    nieuw = 0
    for invoer in sorted(waarden, key=lambda invoer: (invoer.medewerker_id, invoer.aanmelding.ingangsdatum)):
        rij = s.scalar(
            select(Benoemingrecord).where(
                Benoemingrecord.medewerker_id == invoer.medewerker_id,
                Benoemingrecord.ingangsdatum == invoer.aanmelding.ingangsdatum,
                Benoemingrecord.status.in_((Benoemingstatus.AANGEMELD, Benoemingstatus.TOEGEKEND)),
            )
        )
        if rij is None:
            voeg_toe(s, ctx, invoer.medewerker_id, invoer.aanmelding)
            nieuw += 1
        elif _stand(rij) != _gevraagd(invoer.aanmelding):
            dag_ = invoer.aanmelding.ingangsdatum.isoformat()
            raise Geweigerd("ingangsdatum", f"de benoeming vanaf {dag_} staat er al met andere gegevens")
    return nieuw


def _stand(rij: Benoemingrecord) -> tuple[object, ...]:
    return (str(rij.rol), rij.instelling, rij.einddatum, rij.uren_honderdsten, rij.oude_toelage_centen)


def _gevraagd(aanmelding: Aanmelding) -> tuple[object, ...]:
    return (
        str(aanmelding.rol),
        aanmelding.instelling,
        aanmelding.einddatum,
        int(aanmelding.uren_per_week * 100),
        aanmelding.oude_toelage_centen,
    )


IMPORTEN = (
    Importtype(
        "nfi.benoemingen",
        "Benoemingen van hoogleraren en lectoren",
        (
            "personeelsnummer",
            "rol",
            "naam",
            "instelling",
            "ingangsdatum",
            "einddatum",
            "uren_per_week",
            "document",
            "ontvangen_op",
            "oude_toelage",
        ),
        _controleer,
        _verwerk,
        BENOEMING,
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""The contract list of Servicemanagement as a file: a row a service, another text asks for a higher version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.people.models import Team
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.services.lijst import Contractinvoer, bewaar
from plugins.jio.consignatie.models import Consignatieteam
from plugins.jio.consignatie.policy import EENHEID, doel

Rij = Mapping[str, str]

KOLOMMEN = (
    "opdrachtgever",
    "dienst",
    "consignatie",
    "uren",
    "dno_minuten",
    "team",
    "melders",
    "versie",
    "eigenaar",
)


def _contract(s: Session, rij: Rij) -> Contractinvoer:
    cellen = {kolom: rij[kolom].strip() for kolom in KOLOMMEN}
    if cellen["consignatie"] not in ("ja", "nee"):
        raise Geweigerd("consignatie", "schrijf ja of nee")
    return Contractinvoer(
        opdrachtgever=cellen["opdrachtgever"],
        dienst=cellen["dienst"],
        consignatie=cellen["consignatie"] == "ja",
        uren=cellen["uren"],
        dno_minuten=_getal(cellen, "dno_minuten") if cellen["dno_minuten"] else None,
        team_id=_team(s, cellen["team"]) if cellen["team"] else None,
        melders=tuple(dict.fromkeys(naam.strip() for naam in cellen["melders"].split("|") if naam.strip())),
        versie=_getal(cellen, "versie"),
        eigenaar=cellen["eigenaar"],
    )


def _verwerk(ctx: Context, s: Session, waarden: Sequence[Contractinvoer]) -> int:
    ctx.eis("importeer", doel(policy.CONTRACT))
    gezien: set[tuple[str, str]] = set()
    for invoer in waarden:
        if (invoer.opdrachtgever, invoer.dienst) in gezien:
            raise Geweigerd("dienst", f"{invoer.dienst} van {invoer.opdrachtgever} staat twee keer in het bestand")
        gezien.add((invoer.opdrachtgever, invoer.dienst))
    return sum(bewaar(s, ctx, invoer) for invoer in waarden)


def _getal(rij: Rij, kolom: str) -> int:
    if not (rij[kolom].isdecimal() and len(rij[kolom]) <= 6):
        raise Geweigerd(kolom, "schrijf een heel getal")
    return int(rij[kolom])


def _team(s: Session, code: str) -> int:
    gevonden = s.scalar(
        select(Consignatieteam.team_id)
        .join(Team, Team.id == Consignatieteam.team_id)
        .where(Team.eenheid == EENHEID, Team.code == code)
    )
    if gevonden is None:
        raise Geweigerd("team", "dit team is niet bekend, of heeft geen consignatiedienst")
    return gevonden


IMPORTEN = (
    Importtype(
        "jio.contractlijst", "Contractlijst van Servicemanagement", KOLOMMEN, _contract, _verwerk, policy.CONTRACT
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""Roles of the on-call duty, and who may do what to its objects (JIO 7.6). What no row allows is forbidden."""

from __future__ import annotations

from collections.abc import Iterable

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Doel, Relatie, Rol
from plugins.jio.consignatie import procedure

EENHEID = "jio"

ROOSTERBEHEERDER = Rol(
    procedure.ROOSTERBEHEERDER, "Roosterbeheerder", "Interne Ondersteuning: houdt het rooster bij en legt ruilen vast."
)
OPERATIONEEL_MANAGER = Rol(
    procedure.OPERATIONEEL_MANAGER,
    "Operationeel manager",
    "Geconsigneerde leidinggevende: regelt vervanging als iemand tijdens de dienst uitvalt.",
)
DUTYDESK = Rol(procedure.DUTYDESK, "Duty desk", "CSD EA&I: ziet wie nu dienst heeft en legt oproepen vast.")
ROLLEN = (ROOSTERBEHEERDER, OPERATIONEEL_MANAGER, DUTYDESK)

#: Kinds of objects.
ROOSTER = "jio.rooster"
DIENST = "jio.dienst"
RUIL = "jio.ruil"
VERVANGING = "jio.vervanging"
OPROEP = "jio.oproep"
DECLARATIE = "jio.declaratie"
AANWIJZING = "jio.aanwijzing"
INZETBAARHEID = "jio.inzetbaarheid"
TEAM = "jio.team"
OVERWERK = "jio.overwerk"


def doel(soort: str, *, medewerker_id: int | None = None, team_id: int | None = None) -> Doel:
    """Return what an action is aimed at; everything here belongs to JIO."""
    return Doel(soort, eenheid=EENHEID, medewerker_id=medewerker_id, team_id=team_id)


def _regels(rol: Rol, relatie: Relatie, soort: str, *handelingen: str) -> Iterable[Beleidsregel]:
    return (Beleidsregel(rol.id, handeling, soort, relatie) for handeling in handelingen)


BELEID: tuple[Beleidsregel, ...] = (
    # The roster and the numbers are open to everyone at JIO; what somebody earns with it is not.
    *_regels(MEDEWERKER, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk"),
    *_regels(MEDEWERKER, Relatie.EIGEN, DIENST, "bekijk", "bekijk_bedrag"),
    *_regels(MEDEWERKER, Relatie.EIGEN, RUIL, "bekijk", "bied_aan", "neem_over", "sla_af", "trek_in"),
    *_regels(MEDEWERKER, Relatie.EIGEN, OPROEP, "bekijk", "registreer", "rond_af", "corrigeer"),
    *_regels(MEDEWERKER, Relatie.EIGEN, DECLARATIE, "bekijk", "bevestig", "maak_bezwaar"),
    *_regels(MEDEWERKER, Relatie.EIGEN, AANWIJZING, "bekijk"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, ROOSTER, "bekijk", "bekijk_concept", "maak", "vul", "zet"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, DIENST, "bekijk"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, RUIL, "bekijk", "meld_bekend", "weiger"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, VERVANGING, "regel"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, OPROEP, "bekijk"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, DECLARATIE, "bekijk", "beantwoord", "keur_goed", "geef_terug"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, AANWIJZING, "bekijk"),
    *_regels(
        ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk", "bekijk_concept", "maak", "vul", "zet", "sluit"
    ),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, ROOSTER, "importeer", "exporteer"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, DIENST, "bekijk"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, RUIL, "bekijk", "leg_vast", "weiger"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, VERVANGING, "regel"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, OPROEP, "bekijk"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, AANWIJZING, "bekijk"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, TEAM, "bekijk", "wijzig"),
    *_regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk"),
    *_regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, DIENST, "bekijk_wacht"),
    *_regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, VERVANGING, "regel"),
    *_regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, OPROEP, "bekijk"),
    *_regels(DUTYDESK, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk"),
    *_regels(DUTYDESK, Relatie.EIGEN_EENHEID, DIENST, "bekijk_wacht"),
    *_regels(DUTYDESK, Relatie.EIGEN_EENHEID, OPROEP, "bekijk", "registreer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk", "bekijk_concept", "exporteer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, DIENST, "bekijk"),
    *_regels(HR, Relatie.EIGEN_EENHEID, RUIL, "bekijk"),
    *_regels(HR, Relatie.EIGEN_EENHEID, OPROEP, "bekijk"),
    *_regels(HR, Relatie.EIGEN_EENHEID, DECLARATIE, "bekijk"),
    *_regels(HR, Relatie.EIGEN_EENHEID, AANWIJZING, "bekijk", "wijzig", "importeer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, INZETBAARHEID, "bekijk", "wijzig", "importeer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, TEAM, "bekijk", "wijzig", "stel_voor", "keur_goed", "importeer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, OVERWERK, "bekijk", "importeer", "exporteer"),
    *(
        regel
        for soort in (ROOSTER, DIENST, RUIL, OPROEP, DECLARATIE, AANWIJZING, TEAM, OVERWERK)
        for regel in _regels(AUDITOR, Relatie.ALLE, soort, "bekijk")
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""Roles of the on-call duty, and who may do what to its objects (JIO 7.6). What no row allows is forbidden."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Doel, Relatie, Rol, regels
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


BELEID: tuple[Beleidsregel, ...] = (
    # The roster and the numbers are open to everyone at JIO; what somebody earns with it is not.
    *regels(MEDEWERKER, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk"),
    *regels(MEDEWERKER, Relatie.EIGEN, DIENST, "bekijk", "bekijk_bedrag"),
    *regels(MEDEWERKER, Relatie.EIGEN, RUIL, "bekijk", "bied_aan", "neem_over", "sla_af", "trek_in"),
    *regels(MEDEWERKER, Relatie.EIGEN, OPROEP, "bekijk", "registreer", "rond_af", "corrigeer"),
    *regels(MEDEWERKER, Relatie.EIGEN, DECLARATIE, "bekijk", "bevestig", "maak_bezwaar"),
    *regels(MEDEWERKER, Relatie.EIGEN, AANWIJZING, "bekijk"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, ROOSTER, "bekijk", "bekijk_concept", "maak", "vul", "zet"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, DIENST, "bekijk"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, RUIL, "bekijk", "meld_bekend", "weiger"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, VERVANGING, "regel"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, OPROEP, "bekijk"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, DECLARATIE, "bekijk", "beantwoord", "keur_goed", "geef_terug"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, AANWIJZING, "bekijk"),
    *regels(
        ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk", "bekijk_concept", "maak", "vul", "zet", "sluit"
    ),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, ROOSTER, "importeer", "exporteer"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, DIENST, "bekijk"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, RUIL, "bekijk", "leg_vast", "weiger"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, VERVANGING, "regel"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, OPROEP, "bekijk"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, AANWIJZING, "bekijk"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, TEAM, "bekijk", "wijzig"),
    *regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk"),
    *regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, DIENST, "bekijk_wacht"),
    *regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, VERVANGING, "regel"),
    *regels(OPERATIONEEL_MANAGER, Relatie.EIGEN_EENHEID, OPROEP, "bekijk"),
    *regels(DUTYDESK, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk"),
    *regels(DUTYDESK, Relatie.EIGEN_EENHEID, DIENST, "bekijk_wacht"),
    *regels(DUTYDESK, Relatie.EIGEN_EENHEID, OPROEP, "bekijk", "registreer"),
    *regels(HR, Relatie.EIGEN_EENHEID, ROOSTER, "bekijk", "bekijk_concept", "exporteer"),
    *regels(HR, Relatie.EIGEN_EENHEID, DIENST, "bekijk"),
    *regels(HR, Relatie.EIGEN_EENHEID, RUIL, "bekijk"),
    *regels(HR, Relatie.EIGEN_EENHEID, OPROEP, "bekijk"),
    *regels(HR, Relatie.EIGEN_EENHEID, DECLARATIE, "bekijk"),
    *regels(HR, Relatie.EIGEN_EENHEID, AANWIJZING, "bekijk", "wijzig", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, INZETBAARHEID, "bekijk", "wijzig", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, TEAM, "bekijk", "wijzig", "stel_voor", "keur_goed", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, OVERWERK, "bekijk", "importeer", "exporteer"),
    *(
        regel
        for soort in (ROOSTER, DIENST, RUIL, OPROEP, DECLARATIE, AANWIJZING, TEAM, OVERWERK)
        for regel in regels(AUDITOR, Relatie.ALLE, soort, "bekijk")
    ),
)

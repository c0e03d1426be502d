# SPDX-License-Identifier: EUPL-1.2
"""Who may do what at the duty desk (JIO 7.6, Uitvoeringsrichtlijnen).

"Own" of an incident is who is called for it; of an escalation it is who has the duty of operationeel manager or CM-lid
then, whatever roles that person has by day. The services say whose it is.
"""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, Rol, regels
from plugins.jio.consignatie.procedure import DUTYDESK, OPERATIONEEL_MANAGER

SERVICEMANAGER = Rol(
    "servicemanager",
    "Servicemanager",
    "Portfolio en Regie: houdt bij welke dienst van welke opdrachtgever onder de consignatie valt en wie mag bellen.",
)
DIRECTIE = Rol("directie", "Directie", "Leest de jaarcijfers voor de evaluatie en het gesprek met de ondernemingsraad.")
ROLLEN = (SERVICEMANAGER, DIRECTIE)

#: Kinds of objects.
INCIDENT = "jio.incident"
ESCALATIE = "jio.escalatie"
CONTRACT = "jio.contract"
WISSEL = "jio.wachtwissel"
JAARCIJFERS = "jio.jaarcijfers"
GEPLAND_WERK = "jio.gepland_werk"


_EENHEID = Relatie.EIGEN_EENHEID
_MANAGER = ("beslis_vervoer", "licht_in", "stel_vast", "beslis_kennis", "regel_toegang")

POLICY: tuple[Beleidsregel, ...] = (
    *regels(DUTYDESK, _EENHEID, INCIDENT, "bekijk", "registreer", "roep_op", "log", "draag_over", "escaleer", "sluit"),
    *regels(DUTYDESK, _EENHEID, CONTRACT, "bekijk"),
    *regels(DUTYDESK, _EENHEID, WISSEL, "bekijk"),
    *regels(OPERATIONEEL_MANAGER, _EENHEID, INCIDENT, "bekijk", "log", "draag_over", "escaleer"),
    *regels(OPERATIONEEL_MANAGER, _EENHEID, ESCALATIE, "bekijk", *_MANAGER),
    *regels(OPERATIONEEL_MANAGER, _EENHEID, GEPLAND_WERK, "bekijk", "leg_vast"),
    *regels(DUTYDESK, _EENHEID, GEPLAND_WERK, "bekijk"),
    *regels(MEDEWERKER.id, Relatie.EIGEN, GEPLAND_WERK, "bekijk", "leg_vast"),
    *regels(OPERATIONEEL_MANAGER, _EENHEID, CONTRACT, "bekijk"),
    *regels(OPERATIONEEL_MANAGER, _EENHEID, WISSEL, "bekijk"),
    *regels(MEDEWERKER.id, Relatie.EIGEN, INCIDENT, "bekijk", "roep_op", "log", "draag_over", "escaleer"),
    # Which of these somebody's own duty gives, the services say: manager, CM-lid and huismeester are on other rosters.
    *regels(MEDEWERKER.id, Relatie.EIGEN, ESCALATIE, "bekijk", *_MANAGER, "beslis_crisis", "meld_pand"),
    *regels(MEDEWERKER.id, Relatie.EIGEN, WISSEL, "bekijk", "vink_af"),
    *regels(LEIDINGGEVENDE.id, Relatie.EIGEN_TEAM, WISSEL, "bekijk"),
    *regels(SERVICEMANAGER.id, _EENHEID, CONTRACT, "bekijk", "importeer", "wijzig"),
    *regels(DIRECTIE.id, _EENHEID, JAARCIJFERS, "bekijk", "exporteer"),
    *regels(HR.id, _EENHEID, JAARCIJFERS, "bekijk", "exporteer"),
    *(
        regel
        for soort in (INCIDENT, ESCALATIE, CONTRACT, WISSEL, JAARCIJFERS, GEPLAND_WERK)
        for regel in regels(AUDITOR.id, Relatie.ALLE, soort, "bekijk")
    ),
)

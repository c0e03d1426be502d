# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to patch duty: it is "meeroosteren", so employees and team leaders enter it themselves (JIO 4)."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, regels
from plugins.jio.consignatie.policy import ROOSTERBEHEERDER

AANMELDING = "jio.patchaanmelding"
REGEL = "jio.roosterregel"
MAATWERK = "jio.maatwerkafspraak"
EXPORT = "jio.rraexport"


BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, AANMELDING, "bekijk", "meld_aan", "meld_af"),
    *regels(MEDEWERKER, Relatie.EIGEN, REGEL, "bekijk", "maak", "realiseer", "laat_vervallen"),
    # Who works when is open to everyone at JIO, as the roster of the on-call duty is.
    *regels(MEDEWERKER, Relatie.EIGEN_EENHEID, REGEL, "bekijk_rooster"),
    *regels(MEDEWERKER, Relatie.EIGEN, MAATWERK, "bekijk", "stem_in"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, AANMELDING, "bekijk", "geef_verlof_terug"),
    *regels(
        LEIDINGGEVENDE,
        Relatie.EIGEN_TEAM,
        REGEL,
        "bekijk",
        "bekijk_rooster",
        "maak",
        "keur_goed",
        "realiseer",
        "laat_vervallen",
    ),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, MAATWERK, "bekijk", "leg_vast", "stem_in", "beeindig"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, AANMELDING, "bekijk"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, REGEL, "bekijk", "bekijk_rooster"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, EXPORT, "bekijk", "exporteer"),
    *regels(HR, Relatie.EIGEN_EENHEID, AANMELDING, "bekijk", "geef_verlof_terug"),
    *regels(HR, Relatie.EIGEN_EENHEID, REGEL, "bekijk", "bekijk_rooster"),
    *regels(HR, Relatie.EIGEN_EENHEID, MAATWERK, "bekijk", "leg_vast", "beeindig"),
    *regels(HR, Relatie.EIGEN_EENHEID, EXPORT, "bekijk", "exporteer"),
    *regels(AUDITOR, Relatie.ALLE, AANMELDING, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, REGEL, "bekijk", "bekijk_rooster"),
    *regels(AUDITOR, Relatie.ALLE, MAATWERK, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, EXPORT, "bekijk"),
)

# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to patch duty: it is "meeroosteren", so employees and team leaders enter it themselves (JIO 4)."""

from __future__ import annotations

from collections.abc import Iterable

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, Rol
from plugins.jio.consignatie.policy import ROOSTERBEHEERDER

AANMELDING = "jio.patchaanmelding"
REGEL = "jio.roosterregel"
MAATWERK = "jio.maatwerkafspraak"
EXPORT = "jio.rraexport"


def _regels(rol: Rol, relatie: Relatie, soort: str, *handelingen: str) -> Iterable[Beleidsregel]:
    return (Beleidsregel(rol.id, handeling, soort, relatie) for handeling in handelingen)


BELEID: tuple[Beleidsregel, ...] = (
    *_regels(MEDEWERKER, Relatie.EIGEN, AANMELDING, "bekijk", "meld_aan", "meld_af"),
    *_regels(MEDEWERKER, Relatie.EIGEN, REGEL, "bekijk", "maak", "realiseer", "laat_vervallen"),
    # Who works when is open to everyone at JIO, as the roster of the on-call duty is.
    *_regels(MEDEWERKER, Relatie.EIGEN_EENHEID, REGEL, "bekijk_rooster"),
    *_regels(MEDEWERKER, Relatie.EIGEN, MAATWERK, "bekijk", "stem_in"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, AANMELDING, "bekijk", "geef_verlof_terug"),
    *_regels(
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
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, MAATWERK, "bekijk", "leg_vast", "stem_in", "beeindig"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, AANMELDING, "bekijk"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, REGEL, "bekijk", "bekijk_rooster"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, EXPORT, "bekijk", "exporteer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, AANMELDING, "bekijk", "geef_verlof_terug"),
    *_regels(HR, Relatie.EIGEN_EENHEID, REGEL, "bekijk", "bekijk_rooster"),
    *_regels(HR, Relatie.EIGEN_EENHEID, MAATWERK, "bekijk", "leg_vast", "beeindig"),
    *_regels(HR, Relatie.EIGEN_EENHEID, EXPORT, "bekijk", "exporteer"),
    *_regels(AUDITOR, Relatie.ALLE, AANMELDING, "bekijk"),
    *_regels(AUDITOR, Relatie.ALLE, REGEL, "bekijk", "bekijk_rooster"),
    *_regels(AUDITOR, Relatie.ALLE, MAATWERK, "bekijk"),
    *_regels(AUDITOR, Relatie.ALLE, EXPORT, "bekijk"),
)

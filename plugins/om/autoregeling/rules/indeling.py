# SPDX-License-Identifier: EUPL-1.2
"""How the scheme divides units, criteria and cars (Autoregeling OM 1.1, 2.1 and 3.1)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

#: "Met ingang van 1 januari 2020."
START = date(2020, 1, 1)


def onder_regeling(dag: date) -> date:
    """Return the day whose fixed readings apply: older schemes lapsed, so what is older falls under the first day."""
    return max(dag, START)


class Onderdeel(StrEnum):
    """A unit of the OM that has an employer of its own."""

    ARRONDISSEMENTSPARKET = "arrondissementsparket"
    LANDELIJK_PARKET = "landelijk_parket"
    FUNCTIONEEL_PARKET = "functioneel_parket"
    PARKET_CVOM = "parket_cvom"
    RESSORTSPARKET = "ressortsparket"
    RIJKSRECHERCHE = "rijksrecherche"
    PARKET_GENERAAL = "parket_generaal"
    DVOM = "dvom"


#: "De arrondissementsparketten, het Landelijk Parket, het Functioneel Parket, het parket CVOM, het Ressortsparket."
PARKETTEN = frozenset(
    {
        Onderdeel.ARRONDISSEMENTSPARKET,
        Onderdeel.LANDELIJK_PARKET,
        Onderdeel.FUNCTIONEEL_PARKET,
        Onderdeel.PARKET_CVOM,
        Onderdeel.RESSORTSPARKET,
    }
)


class Criterium(StrEnum):
    """A criterion of paragraph 2.1, by its letter."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"


class Groep(StrEnum):
    """For whom a car is meant."""

    POOLAUTO = "poolauto"
    WERKNEMER = "werknemer"
    CHAUFFEUR = "chauffeur"


class Leasecategorie(StrEnum):
    """A lease category of paragraph 3.1."""

    I = "I"  # noqa: E741 - the Roman numeral of the text
    II = "II"
    III = "III"

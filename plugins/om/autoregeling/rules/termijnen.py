# SPDX-License-Identifier: EUPL-1.2
"""The clocks of the scheme (Autoregeling OM 1.1, 2.2, 4.2, 5.5, 6.3, 8.1, 10.3.1 and 11.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from core.calendar.feestdagen import Kalender
from core.calendar.termijnen import plus_werkdagen
from core.calendar.tijd import lokale_datum
from core.rules import Bereik, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import onder_regeling
from plugins.om.autoregeling.rules.maanden import LEESWIJZE, MAANDEN_PER_JAAR, VIER_MAANDEN, na_maanden

#: "Binnen 48 uur", "binnen 2 x 24 uur".
MELDTIJD = timedelta(hours=48)
#: "Niet binnen een week ontvangen."
KENTEKENKAART = timedelta(days=7)
#: "Tussen 1 en 5 januari."
LAATSTE_DAG_RITTEN = 5
#: "Binnen 5 werkdagen."
ONDERHOUD_WERKDAGEN = 5
#: "Voor de duur van vier jaar."
COMMISSIE_MAANDEN = 4 * MAANDEN_PER_JAAR

UREN = "om_auto.lezing.uren"
KENTEKENKAART_DAG = "om_auto.lezing.kentekenkaart_dag"
ZITTINGSDUUR = "om_auto.lezing.zittingsduur"

_DAG = timedelta(days=1)


class Oordeel(StrEnum):
    """How it stands."""

    OPEN = "open"
    OP_TIJD = "op_tijd"
    TE_LAAT = "te_laat"
    TE_VROEG = "te_vroeg"


class Wie(StrEnum):
    """Whose duty it is."""

    WERKNEMER = "werknemer"
    WERKGEVER = "werkgever"
    WERKGEVER_EN_WERKNEMER = "werkgever_en_werknemer"
    PG_BEDRIJFSVOERING = "pg_bedrijfsvoering"
    LEASEMAATSCHAPPIJ = "leasemaatschappij"


_ARTIKELEN: Mapping[str, str] = {
    "schadeformulier": "Autoregeling OM 10.3.1",
    "schademelding": "Autoregeling OM 10.3.1",
    "verlies_pas": "Autoregeling OM 11.3",
    "kentekenkaart": "Autoregeling OM 6.3",
    "handmatige_rittenregistratie": "Autoregeling OM 5.5",
    "criterium_vervallen": "Autoregeling OM 2.2",
    "betaald_verlof": "Autoregeling OM 4.2.1",
    "ziekte": "Autoregeling OM 4.2.1",
    "onbetaald_verlof": "Autoregeling OM 4.2.2",
    "commissie": "Autoregeling OM 1.1",
    "onderhoudsafspraak": "Autoregeling OM 8.1",
}
_WIE: Mapping[str, Wie] = {
    "criterium_vervallen": Wie.WERKGEVER,
    "betaald_verlof": Wie.WERKGEVER,
    "ziekte": Wie.WERKGEVER,
    "onbetaald_verlof": Wie.WERKGEVER_EN_WERKNEMER,
    "commissie": Wie.PG_BEDRIJFSVOERING,
    "onderhoudsafspraak": Wie.LEASEMAATSCHAPPIJ,
}


#: A date, or a moment for the clocks of 48 hours.
Dag = TypeVar("Dag", date, datetime)


@dataclass(frozen=True)
class Uurklok:
    """A clock of 48 hours: damage, or a lost pass."""

    soort: Literal["schadeformulier", "schademelding", "verlies_pas"]
    begin: datetime
    gedaan_op: datetime | None = None

    def __post_init__(self) -> None:
        if self.gedaan_op is not None and self.gedaan_op < self.begin:
            raise Geweigerd("gedaan_op", "dit moment ligt niet voor het begin")


@dataclass(frozen=True)
class Kentekenkaart:
    """A registration card that has not come since the delivery of the car."""

    soort: Literal["kentekenkaart"]
    begin: date


@dataclass(frozen=True)
class Rittenregistratie:
    """The manual register of a calendar year."""

    soort: Literal["handmatige_rittenregistratie"]
    jaar: Annotated[int, Bereik(2000, 2100)]
    gedaan_op: date | None = None


@dataclass(frozen=True)
class Dagklok:
    """A term in months or working days."""

    soort: Literal[
        "criterium_vervallen", "betaald_verlof", "ziekte", "onbetaald_verlof", "commissie", "onderhoudsafspraak"
    ]
    begin: date
    gedaan_op: date | None = None

    def __post_init__(self) -> None:
        if self.gedaan_op is not None and self.gedaan_op < self.begin:
            raise Geweigerd("gedaan_op", "deze dag ligt niet voor het begin")


@dataclass(frozen=True)
class Termijn:
    """From when, until when, how it stands, whose duty it is, and whether being late may cost the employee."""

    vanaf: date | datetime
    uiterlijk: date | datetime | None
    oordeel: Oordeel
    wie: Wie
    kosten_voor_werknemer: bool


@calculation("OM-AUTO/termijnen", articles=(*dict.fromkeys(_ARTIKELEN.values()), LEESWIJZE))
def termijnen(
    gegeven: Uurklok | Kentekenkaart | Rittenregistratie | Dagklok, parameters: Parameters, uitleg: Uitleg
) -> Termijn:
    """Return a clock of the scheme and how it stands; limits are inclusive."""
    vanaf: date | datetime
    uiterlijk: date | datetime | None = None
    oordeel = Oordeel.OPEN
    if isinstance(gegeven, Uurklok):
        parameters.feit(UREN, onder_regeling(lokale_datum(gegeven.begin)))
        vanaf, uiterlijk = gegeven.begin, gegeven.begin + MELDTIJD
        oordeel = _oordeel(gegeven.gedaan_op, uiterlijk)
    elif isinstance(gegeven, Kentekenkaart):
        later = bool(parameters[KENTEKENKAART_DAG, gegeven.begin] == "achtste_dag")
        vanaf = gegeven.begin + KENTEKENKAART + later * _DAG
    elif isinstance(gegeven, Rittenregistratie):
        vanaf, uiterlijk = date(gegeven.jaar + 1, 1, 1), date(gegeven.jaar + 1, 1, LAATSTE_DAG_RITTEN)
        oordeel = _oordeel(gegeven.gedaan_op, uiterlijk, vanaf)
    else:
        vanaf, uiterlijk = gegeven.begin, _laatste_dag(gegeven, parameters)
        oordeel = _oordeel(gegeven.gedaan_op, uiterlijk)
    kosten = gegeven.soort == "verlies_pas" and oordeel is Oordeel.TE_LAAT

    artikel = _ARTIKELEN[gegeven.soort]
    noem_lezingen(parameters, uitleg)
    uitleg.stap(artikel, f"OM-AUTO/termijnen.{gegeven.soort}", vanaf=vanaf, uiterlijk=uiterlijk)
    if not isinstance(gegeven, Kentekenkaart):
        uitleg.stap(artikel, f"OM-AUTO/termijnen.{oordeel}")
    if kosten:
        uitleg.stap(artikel, "OM-AUTO/termijnen.kosten_voor_werknemer")
    return Termijn(vanaf, uiterlijk, oordeel, _WIE.get(gegeven.soort, Wie.WERKNEMER), kosten)


def _laatste_dag(gegeven: Dagklok, parameters: Parameters) -> date:
    if gegeven.soort == "onderhoudsafspraak":
        return plus_werkdagen(gegeven.begin, ONDERHOUD_WERKDAGEN, Kalender(parameters))
    if gegeven.soort == "commissie":
        eerder = bool(parameters[ZITTINGSDUUR, gegeven.begin] == "dag_ervoor")
        return na_maanden(gegeven.begin, COMMISSIE_MAANDEN, parameters) - eerder * _DAG
    return na_maanden(gegeven.begin, VIER_MAANDEN, parameters)


def _oordeel(gedaan: Dag | None, uiterlijk: Dag, vanaf: Dag | None = None) -> Oordeel:
    if gedaan is None:
        return Oordeel.OPEN
    if vanaf is not None and gedaan < vanaf:
        return Oordeel.TE_VROEG
    return Oordeel.OP_TIJD if gedaan <= uiterlijk else Oordeel.TE_LAAT

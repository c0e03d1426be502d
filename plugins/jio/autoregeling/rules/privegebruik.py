# SPDX-License-Identifier: EUPL-1.2
"""Who may use a personal service car privately, and what it costs (JIO 8.2; CAO Rijk 10.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.rules import Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen

BEDRAG_PER_KILOMETER = "cao.10_4.bedrag_per_prive_kilometer"
BIJTELLING = "fiscaal.bijtelling_percentage"


class Bestuurder(StrEnum):
    """Who drives."""

    WERKNEMER = "werknemer"
    PARTNER = "partner"
    ANDER = "ander"


class Partnerrelatie(StrEnum):
    """The bond with the partner; the first three may drive."""

    GEHUWD = "gehuwd"
    GEREGISTREERD_PARTNERSCHAP = "geregistreerd_partnerschap"
    SAMENLEVINGSCONTRACT = "samenlevingscontract"
    GEEN = "geen"


class Privebezwaar(StrEnum):
    """A reason against private use, in the order in which they are named."""

    GEEN_SCHRIFTELIJKE_AFSPRAAK = "geen_schriftelijke_afspraak"
    BESTUURDER_NIET_TOEGESTAAN = "bestuurder_niet_toegestaan"


@dataclass(frozen=True)
class Privevraag:
    """Private use: who, how far, and with which car."""

    datum: date
    schriftelijke_afspraak: bool
    bestuurder: Bestuurder
    kilometers_prive: int
    fiscale_waarde_centen: Centen
    partnerrelatie: Partnerrelatie | None = None

    def __post_init__(self) -> None:
        if (self.bestuurder is Bestuurder.PARTNER) != (self.partnerrelatie is not None):
            raise Geweigerd("partnerrelatie", "dit veld hoort bij de partner, en alleen daar")


@dataclass(frozen=True)
class Privegebruik:
    """Whether it is allowed; what the employee pays a kilometre, and the yearly addition to taxable income."""

    toegestaan: bool
    redenen: tuple[Privebezwaar, ...]
    kilometervergoeding_centen: Centen | None
    bijtelling_per_jaar_centen: Centen | None


@calculation("JIO-AUTO/privegebruik", articles=("JIO 8.2", "CAO Rijk 10.4"))
def privegebruik(gegeven: Privevraag, parameters: Parameters, uitleg: Uitleg) -> Privegebruik:
    """Decide on private use and compute its two amounts, each rounded half up to the cent (JIO 8.2; CAO Rijk 10.4)."""
    partner_mag = gegeven.partnerrelatie not in (None, Partnerrelatie.GEEN)
    geldt = {
        Privebezwaar.GEEN_SCHRIFTELIJKE_AFSPRAAK: not gegeven.schriftelijke_afspraak,
        Privebezwaar.BESTUURDER_NIET_TOEGESTAAN: gegeven.bestuurder is not Bestuurder.WERKNEMER and not partner_mag,
    }
    redenen = tuple(bezwaar for bezwaar, waar in geldt.items() if waar)
    for bezwaar in redenen:
        uitleg.stap("JIO 8.2", f"JIO-AUTO/privegebruik.{bezwaar}")
    if redenen:
        return Privegebruik(False, redenen, None, None)
    per_kilometer, percentage = parameters.alle((BEDRAG_PER_KILOMETER, gegeven.datum), (BIJTELLING, gegeven.datum))
    vergoeding = hele_centen(gegeven.kilometers_prive * 100 * per_kilometer.getal)
    bijtelling = hele_centen(gegeven.fiscale_waarde_centen * percentage.getal / 100)
    uitleg.stap("JIO 8.2", "JIO-AUTO/privegebruik.toegestaan")
    uitleg.stap(
        "CAO Rijk 10.4",
        "JIO-AUTO/privegebruik.vergoeding",
        per_kilometer,
        kilometers=gegeven.kilometers_prive,
        vergoeding_centen=vergoeding,
    )
    uitleg.stap(
        "JIO 8.2",
        "JIO-AUTO/privegebruik.bijtelling",
        percentage,
        percentage=percentage.waarde,
        waarde_centen=gegeven.fiscale_waarde_centen,
        bijtelling_centen=bijtelling,
    )
    return Privegebruik(True, (), vergoeding, bijtelling)

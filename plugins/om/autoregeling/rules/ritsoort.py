# SPDX-License-Identifier: EUPL-1.2
"""The class of each trip: business, commute, private, or to be judged (Autoregeling OM 2.3 and 6.2.2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from core.rules import Bereik, Geweigerd, Parameters, Uitleg, calculation


class Voertuig(StrEnum):
    """With which car the trips were made."""

    TOEGEWEZEN = "toegewezen"
    HUUR = "huur"
    POOL = "pool"


class Adres(StrEnum):
    """The kind of place at an end of a trip."""

    WOONADRES = "woonadres"
    VASTE_WERKLOCATIE = "vaste_werklocatie"
    ZAKELIJK = "zakelijk"
    PRIVE = "prive"


class Ritsoort(StrEnum):
    """The class of a trip; a person judges what the text does not settle."""

    Z = "z"
    W = "w"
    P = "p"
    BEOORDELEN = "beoordelen"


#: A fixed place of work is a business address.
_WERK = frozenset({Adres.ZAKELIJK, Adres.VASTE_WERKLOCATIE})


@dataclass(frozen=True)
class Rit:
    """One trip. A private trip during on-call duty stays private, so ``piket`` changes nothing."""

    van: Adres
    naar: Adres
    kilometers: Annotated[int, Bereik(1)]
    piket: bool = False
    meest_logische_route: bool = True

    @property
    def soort(self) -> Ritsoort:
        """The class that follows from both ends."""
        einden = {self.van, self.naar}
        if einden == {Adres.WOONADRES, Adres.VASTE_WERKLOCATIE}:
            return Ritsoort.W if self.meest_logische_route else Ritsoort.BEOORDELEN
        if einden == {Adres.WOONADRES, Adres.ZAKELIJK} or einden <= _WERK:
            return Ritsoort.Z
        if Adres.PRIVE in einden and einden & _WERK:
            return Ritsoort.BEOORDELEN
        return Ritsoort.P


@dataclass(frozen=True)
class Ritten:
    """The trips of one car."""

    voertuig: Voertuig
    ritten: tuple[Rit, ...]

    def __post_init__(self) -> None:
        if not self.ritten:
            raise Geweigerd("ritten", "noem ten minste een rit")


@dataclass(frozen=True)
class KilometersPerSoort:
    """The kilometres of each class."""

    z: int
    w: int
    p: int
    beoordelen: int


@dataclass(frozen=True)
class Ritsoorten:
    """The class of each trip, the sums, what counts for the contribution, and the private trips with a pool car."""

    ritsoorten: tuple[Ritsoort, ...]
    kilometers: KilometersPerSoort
    eigen_bijdrage_kilometers: int
    overtredingen: int


@calculation("OM-AUTO/ritsoort", articles=("Autoregeling OM 2.3", "Autoregeling OM 6.2.2"))
def ritsoort(gegeven: Ritten, parameters: Parameters, uitleg: Uitleg) -> Ritsoorten:
    """Classify trips by their two ends; the rules of the Belastingdienst govern (Autoregeling OM 2.3)."""
    soorten = tuple(rit.soort for rit in gegeven.ritten)
    kilometers: Counter[Ritsoort] = Counter()
    for rit, soort in zip(gegeven.ritten, soorten, strict=True):
        kilometers[soort] += rit.kilometers
    aantallen = Counter(soorten)
    for soort in (soort for soort in Ritsoort if soort in aantallen):
        stap = f"OM-AUTO/ritsoort.{soort}"
        uitleg.stap("Autoregeling OM 2.3", stap, ritten=aantallen[soort], kilometers=kilometers[soort])
    pool = gegeven.voertuig is Voertuig.POOL
    overtredingen = aantallen[Ritsoort.P] if pool else 0
    if overtredingen:
        uitleg.stap("Autoregeling OM 6.2.2", "OM-AUTO/ritsoort.overtreding", ritten=overtredingen)
    return Ritsoorten(
        soorten,
        KilometersPerSoort(*(kilometers[soort] for soort in Ritsoort)),
        0 if pool else kilometers[Ritsoort.P],
        overtredingen,
    )

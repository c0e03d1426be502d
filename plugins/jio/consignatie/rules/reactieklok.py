# SPDX-License-Identifier: EUPL-1.2
"""Reaction times, escalation and the 50 km of OSS-Buitendienst for one incident (JIO 7.6, Uitvoeringsrichtlijnen)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from core.calendar.tijd import lokale_datum
from core.rules import Bereik, Decimalen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen

CONTACTTIJD = timedelta(minutes=15)
HALF_UUR = timedelta(minutes=30)
GRENS_OSS_KILOMETERS = 50

START_WERK_VANAF = "jio_cons_ur.start_werk_vanaf"
OSS_ONDERWEG_VANAF = "jio_cons_ur.oss_onderweg_vanaf"


class Oproeper(StrEnum):
    """Who calls OSS-Buitendienst; only the on-call employee of Infrastructuur may."""

    INFRASTRUCTUUR = "infrastructuur"
    CSD_EAI = "csd_eai"
    OPERATIONEEL_MANAGER = "operationeel_manager"
    OVERIG = "overig"


class Contactstatus(StrEnum):
    """How the contact with the employee went, or still goes."""

    DIRECT = "direct"
    OP_TIJD = "op_tijd"
    TE_LAAT = "te_laat"
    LOPEND = "lopend"
    GEEN_CONTACT = "geen_contact"


class CsdPogingen(StrEnum):
    """Whether CSD tried several times during the quarter of an hour."""

    VOLDOENDE = "voldoende"
    LOPEND = "lopend"
    ONVOLDOENDE = "onvoldoende"


class Klokstatus(StrEnum):
    """How the start of the work, or the departure of OSS-Buitendienst, went or still goes."""

    OP_TIJD = "op_tijd"
    TE_LAAT = "te_laat"
    LOPEND = "lopend"
    NIET_BEGONNEN = "niet_begonnen"
    NIET_ONDERWEG = "niet_onderweg"


class Escalatiereden(StrEnum):
    """Why a fault goes to the operationeel manager (level 1) or to the CM-lid (level 2)."""

    GEEN_CONTACT = "geen_contact"
    STAGNEERT = "stagneert"
    MEERDERE_INFORMATIESYSTEMEN = "meerdere_informatiesystemen"
    MEERDERE_LOCATIES = "meerdere_locaties"
    NIET_OPGELOST_IN_DIENST = "niet_opgelost_in_dienst"
    MEERDERE_DIENSTEN = "meerdere_diensten"
    JUSTITIENET = "justitienet"


@dataclass(frozen=True, kw_only=True)
class Melding:
    """What every incident has: attempts, contact and what it touches."""

    rol: str
    pogingen: tuple[datetime, ...]
    peilmoment: datetime
    contact: datetime | None = None
    locaties_geraakt: int = 1
    informatiesystemen_geraakt: int = 1
    diensten_geraakt: int = 1
    justitienet_geraakt: bool = False
    stagneert: bool = False
    opgelost_in_dienst: bool | None = None

    def __post_init__(self) -> None:
        if not self.pogingen:
            raise Geweigerd("pogingen", "noem ten minste een poging")
        if any(poging > self.peilmoment for poging in self.pogingen):
            raise Geweigerd("pogingen", "een poging ligt niet na het peilmoment")
        if self.contact is not None and self.contact < self.eerste_poging:
            raise Geweigerd("contact", "het contact ligt niet voor de eerste poging")
        if self.contact is not None and self.contact > self.peilmoment:
            raise Geweigerd("contact", "het contact ligt niet na het peilmoment")

    def eis_na_contact(self, veld: str, op: datetime | None) -> None:
        """Refuse a moment that does not lie from the contact up to the peilmoment. Raises ``Geweigerd``."""
        if op is not None and (self.contact is None or not self.contact <= op <= self.peilmoment):
            raise Geweigerd(veld, "dit kan pas na het contact, en niet na het peilmoment")

    @property
    def eerste_poging(self) -> datetime:
        """T0: the moment from which the clocks run."""
        return min(self.pogingen)


@dataclass(frozen=True, kw_only=True)
class MeldingGeconsigneerde(Melding):
    """An incident given to an employee on duty."""

    rol: Literal["geconsigneerde"]
    werk_begonnen: datetime | None = None
    dno_minuten: Annotated[int, Bereik(1)] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.eis_na_contact("werk_begonnen", self.werk_begonnen)


@dataclass(frozen=True, kw_only=True)
class MeldingOss(Melding):
    """An incident for which OSS-Buitendienst is called."""

    rol: Literal["oss_buitendienst"]
    oproeper: Oproeper
    onderweg: datetime | None = None
    afstand_kilometers: Annotated[Decimal, Decimalen(1)] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.oproeper is not Oproeper.INFRASTRUCTUUR:
            raise Geweigerd("oproeper", "alleen de geconsigneerde van Infrastructuur roept OSS-Buitendienst op")
        self.eis_na_contact("onderweg", self.onderweg)


@dataclass(frozen=True, kw_only=True)
class Reactieklok:
    """The state of the clocks at the peilmoment; what belongs to the other role is left out."""

    uiterste_contact: datetime
    contact_status: Contactstatus
    evaluatie_vereist: bool
    csd_pogingen: CsdPogingen
    plaatsgebonden: bool
    uiterste_start_werk: datetime | None = None
    start_werk_status: Klokstatus | None = None
    uiterste_onderweg: datetime | None = None
    onderweg_status: Klokstatus | None = None
    binnen_afstand: bool | None = None
    escalatie_1: tuple[Escalatiereden, ...]
    escalatie_2: tuple[Escalatiereden, ...]


@calculation("JIO-CONS-UR/reactieklok", articles=("JIO 7.6",))
def reactieklok(gegeven: MeldingGeconsigneerde | MeldingOss, parameters: Parameters, uitleg: Uitleg) -> Reactieklok:
    """Return the clocks at the peilmoment and the reasons to escalate; every limit is inclusive (JIO 7.6)."""
    oss = isinstance(gegeven, MeldingOss)
    uiterste_contact = gegeven.eerste_poging + CONTACTTIJD
    status = _contactstatus(gegeven, uiterste_contact)
    uitleg.stap("JIO 7.6", f"JIO-CONS-UR/reactieklok.contact_{status}", uiterste=uiterste_contact)
    uiterste = _uiterste(gegeven, parameters)
    noem_lezingen(parameters, uitleg)
    klokstatus = _klokstatus(gegeven, uiterste)
    if uiterste is not None:
        uitleg.stap("JIO 7.6", f"JIO-CONS-UR/reactieklok.{gegeven.rol}_{klokstatus}", uiterste=uiterste)
    afstand = gegeven.afstand_kilometers if isinstance(gegeven, MeldingOss) else None
    if afstand is not None:
        uitleg.stap("JIO 7.6", "JIO-CONS-UR/reactieklok.afstand", kilometers=afstand, grens=GRENS_OSS_KILOMETERS)
    niveau_1, niveau_2 = _escalatie(gegeven, status)
    for niveau, redenen in ((1, niveau_1), (2, niveau_2)):
        for reden in redenen:
            uitleg.stap("JIO 7.6", f"JIO-CONS-UR/reactieklok.escalatie_{niveau}.{reden}")
    return Reactieklok(
        uiterste_contact=uiterste_contact,
        contact_status=status,
        evaluatie_vereist=status in (Contactstatus.OP_TIJD, Contactstatus.TE_LAAT, Contactstatus.GEEN_CONTACT),
        csd_pogingen=_csd_pogingen(gegeven, status, uiterste_contact),
        plaatsgebonden=oss,
        uiterste_start_werk=None if oss else uiterste,
        start_werk_status=None if oss else klokstatus,
        uiterste_onderweg=uiterste if oss else None,
        onderweg_status=klokstatus if oss else None,
        binnen_afstand=None if afstand is None else afstand <= GRENS_OSS_KILOMETERS,
        escalatie_1=niveau_1,
        escalatie_2=niveau_2,
    )


def _contactstatus(melding: Melding, uiterste: datetime) -> Contactstatus:
    if melding.contact is None:
        return Contactstatus.LOPEND if melding.peilmoment <= uiterste else Contactstatus.GEEN_CONTACT
    if melding.contact == melding.eerste_poging:
        return Contactstatus.DIRECT
    return Contactstatus.OP_TIJD if melding.contact <= uiterste else Contactstatus.TE_LAAT


def _csd_pogingen(melding: Melding, status: Contactstatus, uiterste: datetime) -> CsdPogingen:
    """Judge whether CSD tried "meerdere malen" in the quarter of an hour; quick contact makes more tries needless."""
    op_tijd = sum(poging <= uiterste for poging in melding.pogingen)
    if status in (Contactstatus.DIRECT, Contactstatus.OP_TIJD) or op_tijd >= 2:
        return CsdPogingen.VOLDOENDE
    return CsdPogingen.LOPEND if status is Contactstatus.LOPEND else CsdPogingen.ONVOLDOENDE


def _uiterste(melding: MeldingGeconsigneerde | MeldingOss, parameters: Parameters) -> datetime | None:
    """Return the last moment to start work, or for OSS to be under way; None while the clock does not run yet."""
    oss = isinstance(melding, MeldingOss)
    feit = parameters.feit(OSS_ONDERWEG_VANAF if oss else START_WERK_VANAF, lokale_datum(melding.eerste_poging))
    vanaf = melding.eerste_poging if feit.waarde == "EERSTE_POGING" else melding.contact
    if vanaf is None:
        return None
    # The client's own agreement (DNO) can only shorten the half hour.
    dno = melding.dno_minuten if isinstance(melding, MeldingGeconsigneerde) else None
    return vanaf + (HALF_UUR if dno is None else min(HALF_UUR, timedelta(minutes=dno)))


def _klokstatus(melding: MeldingGeconsigneerde | MeldingOss, uiterste: datetime | None) -> Klokstatus | None:
    if uiterste is None:
        return None
    if isinstance(melding, MeldingOss):
        gedaan, niet = melding.onderweg, Klokstatus.NIET_ONDERWEG
    else:
        gedaan, niet = melding.werk_begonnen, Klokstatus.NIET_BEGONNEN
    if gedaan is None:
        return Klokstatus.LOPEND if melding.peilmoment <= uiterste else niet
    return Klokstatus.OP_TIJD if gedaan <= uiterste else Klokstatus.TE_LAAT


def _escalatie(
    melding: Melding, status: Contactstatus
) -> tuple[tuple[Escalatiereden, ...], tuple[Escalatiereden, ...]]:
    """Return the reasons for level 1 and those for level 2."""
    niveau_1 = {
        Escalatiereden.GEEN_CONTACT: status in (Contactstatus.TE_LAAT, Contactstatus.GEEN_CONTACT),
        Escalatiereden.STAGNEERT: melding.stagneert,
        Escalatiereden.MEERDERE_INFORMATIESYSTEMEN: melding.informatiesystemen_geraakt >= 2,
        Escalatiereden.MEERDERE_LOCATIES: melding.locaties_geraakt >= 2,
    }
    niveau_2 = {
        Escalatiereden.NIET_OPGELOST_IN_DIENST: melding.opgelost_in_dienst is False,
        Escalatiereden.MEERDERE_LOCATIES: melding.locaties_geraakt >= 2,
        Escalatiereden.MEERDERE_DIENSTEN: melding.diensten_geraakt >= 2,
        Escalatiereden.JUSTITIENET: melding.justitienet_geraakt,
    }
    return (
        tuple(reden for reden, waar in niveau_1.items() if waar),
        tuple(reden for reden, waar in niveau_2.items() if waar),
    )

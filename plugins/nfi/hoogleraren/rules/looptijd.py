# SPDX-License-Identifier: EUPL-1.2
"""From when until when the allowance runs (NFI 7.2, articles 2, 3, 7 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from core.calendar.termijnen import Maandeinde, plus_maanden
from core.rules import Bereik, Geweigerd, Parameters, Uitleg, calculation

#: "Deze regeling treedt in werking met ingang van 1 oktober 2021."
INWERKINGTREDING = date(2021, 10, 1)
#: "Over het algemeen vier of vijf jaar."
GEBRUIKELIJK_JAREN = (4, 5)

_DAG = timedelta(days=1)


class Rol(StrEnum):
    """What somebody is appointed to."""

    HOOGLERAAR = "hoogleraar"
    LECTOR = "lector"


class Status(StrEnum):
    """How the allowance stands on the reference date."""

    NOG_NIET_BEGONNEN = "nog_niet_begonnen"
    LOOPT = "loopt"
    GEEINDIGD = "geeindigd"
    VALT_BUITEN_DE_REGELING = "valt_buiten_de_regeling"


def einde_van_termijn(ingangsdatum: date, jaren: int) -> date:
    """Return the last day of a term in years; a 29 February that does not exist becomes 1 March first."""
    return plus_maanden(ingangsdatum, 12 * jaren, Maandeinde.EERSTE_DAG_VOLGENDE_MAAND) - _DAG


@dataclass(frozen=True)
class Benoeming:
    """An appointment: its term or last day, an early end, a reappointment, and the reference date."""

    rol: Rol
    ingangsdatum: date
    peildatum: date
    termijn_jaren: Annotated[int, Bereik(1, 10)] | None = None
    einddatum: date | None = None
    vroegtijdig_einde: date | None = None
    herbenoeming_per: date | None = None

    def __post_init__(self) -> None:
        if self.termijn_jaren is not None and self.einddatum is not None:
            raise Geweigerd("einddatum", "vul de termijn in of de einddatum, niet allebei")
        if self.einddatum is not None and self.einddatum < self.ingangsdatum:
            raise Geweigerd("einddatum", "de einddatum ligt niet voor de ingangsdatum")
        termijn, vroeg = self.einde_termijn, self.vroegtijdig_einde
        if vroeg is not None and (vroeg < self.ingangsdatum or (termijn is not None and vroeg > termijn)):
            raise Geweigerd("vroegtijdig_einde", "deze dag ligt binnen de termijn")
        if self.herbenoeming_per is not None:
            if termijn is None:
                raise Geweigerd("herbenoeming_per", "een benoeming zonder einde kent geen herbenoeming")
            if self.herbenoeming_per <= (vroeg or termijn):
                raise Geweigerd("herbenoeming_per", "de herbenoeming begint na de laatste dag")

    @property
    def einde_termijn(self) -> date | None:
        """The last day of the term; None when it is open."""
        if self.termijn_jaren is not None:
            return einde_van_termijn(self.ingangsdatum, self.termijn_jaren)
        return self.einddatum

    @property
    def laatste_dag(self) -> date | None:
        """The last day, an early end included; None when it is open."""
        return self.vroegtijdig_einde or self.einde_termijn


@dataclass(frozen=True)
class Looptijd:
    """The first and last day with the allowance, and how it stands."""

    eerste_dag: date | None
    laatste_dag: date | None
    gebruikelijke_termijn: bool | None
    status: Status
    herberekenen_per: date | None


@calculation("NFI-HOOG/looptijd", articles=("NFI 7.2",))
def looptijd(gegeven: Benoeming, parameters: Parameters, uitleg: Uitleg) -> Looptijd:
    """Return from when until when the allowance runs with the appointment (NFI 7.2, article 7)."""
    eerste = max(gegeven.ingangsdatum, INWERKINGTREDING)
    termijn, laatste = gegeven.einde_termijn, gegeven.laatste_dag
    gebruikelijk = None
    if termijn is not None:
        gebruikelijk = termijn in {einde_van_termijn(gegeven.ingangsdatum, jaren) for jaren in GEBRUIKELIJK_JAREN}
        uitleg.stap("NFI 7.2", f"NFI-HOOG/looptijd.{'wel' if gebruikelijk else 'niet'}_gebruikelijk")
    herberekenen = gegeven.herbenoeming_per and max(gegeven.herbenoeming_per, INWERKINGTREDING)
    status = _status(gegeven.peildatum, eerste, laatste)
    buiten = status is Status.VALT_BUITEN_DE_REGELING
    if not buiten and laatste is None:
        uitleg.stap("NFI 7.2", "NFI-HOOG/looptijd.zonder_einde", eerste=eerste)
    elif not buiten:
        uitleg.stap("NFI 7.2", "NFI-HOOG/looptijd.met_einde", eerste=eerste, laatste=laatste)
    if gegeven.vroegtijdig_einde is not None:
        uitleg.stap("NFI 7.2", "NFI-HOOG/looptijd.vroegtijdig_einde", laatste=laatste)
    uitleg.stap("NFI 7.2", f"NFI-HOOG/looptijd.{status}", peildatum=gegeven.peildatum)
    if herberekenen is not None:
        uitleg.stap("NFI 7.2", "NFI-HOOG/looptijd.herberekenen", per=herberekenen)
    return Looptijd(None if buiten else eerste, None if buiten else laatste, gebruikelijk, status, herberekenen)


def _status(peildatum: date, eerste: date, laatste: date | None) -> Status:
    if laatste is not None and laatste < INWERKINGTREDING:
        return Status.VALT_BUITEN_DE_REGELING
    if peildatum < eerste:
        return Status.NOG_NIET_BEGONNEN
    return Status.GEEINDIGD if laatste is not None and peildatum > laatste else Status.LOOPT

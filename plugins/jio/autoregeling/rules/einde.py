# SPDX-License-Identifier: EUPL-1.2
"""When the right to use a personal service car ends (JIO 8.2, "Einde gebruiksrecht")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from core.calendar.termijnen import Maandeinde, plus_maanden
from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen

LANG_VERLOF = "jio_auto.lang_verlof_lezing"
EERSTE_WEEK = "jio_auto.eerste_week_lezing"
MAANDEINDE = "termijn.maandeinde"


@dataclass(frozen=True)
class EindeArbeidsovereenkomst:
    """The employment ends."""

    grond: Literal["einde_arbeidsovereenkomst"]
    datum: date


@dataclass(frozen=True)
class RijbevoegdheidVervallen:
    """Driving is banned, or the licence is no longer valid."""

    grond: Literal["rijbevoegdheid_vervallen"]
    datum: date


@dataclass(frozen=True)
class SchorsingOfToegangOntzegd:
    """Suspended, or denied the workplace; only for who does not use the car privately."""

    grond: Literal["schorsing_of_toegang_ontzegd"]
    datum: date


@dataclass(frozen=True)
class RitgegevensNietGeleverd:
    """Trip data not supplied; it needs a request of SCW DJI."""

    grond: Literal["ritgegevens_niet_geleverd"]
    datum: date
    verzoek: date | None = None

    def __post_init__(self) -> None:
        if self.verzoek is not None and self.verzoek > self.datum:
            raise Geweigerd("verzoek", "het verzoek ligt niet na de datum")


@dataclass(frozen=True)
class Ingebrekestelling:
    """A notice of default."""

    grond: Literal["ingebrekestelling"]
    datum: date


@dataclass(frozen=True)
class CriteriaNietMeerVervuld:
    """No longer meets the criteria; the employer sets the end date within the terms of the text."""

    grond: Literal["criteria_niet_meer_vervuld"]
    datum: date
    goede_reden: bool
    einddatum_besluit: date | None = None


@dataclass(frozen=True)
class LangVerlof:
    """Leave; without a last day it is taken to be longer than three months."""

    grond: Literal["lang_verlof"]
    verlof_van: date
    verlof_tot_en_met: date | None = None

    def __post_init__(self) -> None:
        if self.verlof_tot_en_met is not None and self.verlof_tot_en_met < self.verlof_van:
            raise Geweigerd("verlof_tot_en_met", "de laatste dag ligt niet voor de eerste")


@dataclass(frozen=True)
class GeenWerkzaamheden:
    """No work is done; only for who does not use the car privately, and when the employer wants it."""

    grond: Literal["geen_werkzaamheden"]
    datum: date
    werkgever_wil_auto: bool


Grond = (
    EindeArbeidsovereenkomst
    | RijbevoegdheidVervallen
    | SchorsingOfToegangOntzegd
    | RitgegevensNietGeleverd
    | Ingebrekestelling
    | CriteriaNietMeerVervuld
    | LangVerlof
    | GeenWerkzaamheden
)

#: The order of the text, which decides between two grounds of one date.
VOLGORDE: Mapping[str, int] = {
    "einde_arbeidsovereenkomst": 1,
    "rijbevoegdheid_vervallen": 2,
    "schorsing_of_toegang_ontzegd": 3,
    "ritgegevens_niet_geleverd": 4,
    "ingebrekestelling": 5,
    "criteria_niet_meer_vervuld": 6,
    "lang_verlof": 7,
    "geen_werkzaamheden": 8,
}


@dataclass(frozen=True)
class Gebruiksrecht:
    """The use of the car and the grounds to end it."""

    prive_gebruik: bool
    gronden: tuple[Grond, ...]

    def __post_init__(self) -> None:
        if len({grond.grond for grond in self.gronden}) < len(self.gronden):
            raise Geweigerd("gronden", "elke grond komt ten hoogste een keer voor")


@dataclass(frozen=True)
class Venster:
    """The two terms of the text for who no longer meets the criteria; it does not say when which applies."""

    eerste_week_van: date
    eerste_week_tot_en_met: date
    binnen_twee_maanden: date

    def bevat(self, dag: date, vanaf: date) -> bool:
        """Tell whether a day lies in the first week of the year, or from ``vanaf`` up to two months later."""
        return vanaf <= dag <= self.binnen_twee_maanden or self.eerste_week_van <= dag <= self.eerste_week_tot_en_met


@dataclass(frozen=True)
class EindeGebruiksrecht:
    """When and why the right ends, and what still has to be decided."""

    vervalt: bool
    einde: date | None
    grond: str | None
    zonder_gevolg: tuple[str, ...]
    besluit_nodig: bool
    venster: Venster | None


@calculation("JIO-AUTO/einde-gebruiksrecht", articles=("JIO 8.2", "Leeswijze termijnen"))
def einde_gebruiksrecht(gegeven: Gebruiksrecht, parameters: Parameters, uitleg: Uitleg) -> EindeGebruiksrecht:
    """Return the earliest day on which a ground ends the right of use (JIO 8.2)."""
    venster = _eis_besluit_op_tijd(gegeven.gronden, parameters)
    eindes: list[tuple[date, str]] = []
    zonder_gevolg: list[str] = []
    besluit_nodig = False
    for grond in gegeven.gronden:
        if not _heeft_gevolg(grond, gegeven.prive_gebruik):
            zonder_gevolg.append(grond.grond)
            uitleg.stap("JIO 8.2", f"JIO-AUTO/einde-gebruiksrecht.niet_{grond.grond}")
        elif einde := _einde(grond, parameters):
            eindes.append((einde, grond.grond))
            uitleg.stap("JIO 8.2", f"JIO-AUTO/einde-gebruiksrecht.{grond.grond}", einde=einde)
        else:
            besluit_nodig = True
    noem_lezingen(parameters, uitleg)
    if besluit_nodig and venster is not None:
        uitleg.stap("JIO 8.2", "JIO-AUTO/einde-gebruiksrecht.besluit_nodig", **asdict(venster))
    eerste, waarom = min(eindes, key=lambda paar: (paar[0], VOLGORDE[paar[1]]), default=(None, None))
    uitkomst = "loopt_door" if eerste is None else "vervalt"
    uitleg.stap("JIO 8.2", f"JIO-AUTO/einde-gebruiksrecht.{uitkomst}", einde=eerste)
    return EindeGebruiksrecht(eerste is not None, eerste, waarom, tuple(zonder_gevolg), besluit_nodig, venster)


def _eis_besluit_op_tijd(gronden: tuple[Grond, ...], parameters: Parameters) -> Venster | None:
    """Refuse an end date outside both terms, and return these when the criteria ground has effect."""
    for nr, grond in enumerate(gronden, 1):
        if isinstance(grond, CriteriaNietMeerVervuld) and not (grond.goede_reden and grond.einddatum_besluit is None):
            venster, besluit = _venster(grond.datum, parameters), grond.einddatum_besluit
            if besluit is not None and not venster.bevat(besluit, grond.datum):
                raise Geweigerd(
                    f"gronden[{nr}].einddatum_besluit",
                    "kies een dag in de eerste week van het nieuwe jaar of binnen twee maanden",
                )
            return None if grond.goede_reden else venster
    return None


def _venster(datum: date, parameters: Parameters) -> Venster:
    jaar = datum.year + 1
    kortste, langste = (plus_maanden(datum, 2, maandeinde) for maandeinde in Maandeinde)
    # Where the same day does not exist two months later, the end of the term is a matter of reading.
    gevraagd = [(EERSTE_WEEK, datum)] + [(MAANDEINDE, datum)] * (kortste != langste)
    week, *maandeinde = parameters.alle(*gevraagd)
    uiterlijk = langste if maandeinde and maandeinde[0].waarde != Maandeinde.LAATSTE_DAG else kortste
    if week.waarde == "ISO_WEEK_1":
        return Venster(date.fromisocalendar(jaar, 1, 1), date.fromisocalendar(jaar, 1, 7), uiterlijk)
    return Venster(date(jaar, 1, 1), date(jaar, 1, 7), uiterlijk)


def _heeft_gevolg(grond: Grond, prive_gebruik: bool) -> bool:
    if isinstance(grond, SchorsingOfToegangOntzegd):
        return not prive_gebruik
    if isinstance(grond, RitgegevensNietGeleverd):
        return grond.verzoek is not None
    if isinstance(grond, CriteriaNietMeerVervuld):
        return not grond.goede_reden
    if isinstance(grond, LangVerlof):
        return grond.verlof_tot_en_met is None or grond.verlof_tot_en_met >= _drie_maanden_verlof(grond)
    if isinstance(grond, GeenWerkzaamheden):
        return not prive_gebruik and grond.werkgever_wil_auto
    return True


def _einde(grond: Grond, parameters: Parameters) -> date | None:
    """Return the day on which a ground with effect ends the right; None while the employer has not decided."""
    if isinstance(grond, CriteriaNietMeerVervuld):
        return grond.einddatum_besluit
    if isinstance(grond, LangVerlof):
        lezing = parameters[LANG_VERLOF, grond.verlof_van]
        return grond.verlof_van if lezing == "BEGIN_VERLOF" else _drie_maanden_verlof(grond)
    return grond.datum


def _drie_maanden_verlof(grond: LangVerlof) -> date:
    """Return the first day on which leave is longer than three months; a day that does not exist becomes the 1st."""
    return plus_maanden(grond.verlof_van, 3, Maandeinde.EERSTE_DAG_VOLGENDE_MAAND)

# SPDX-License-Identifier: EUPL-1.2
"""Whether and when the right of use ends, and what follows from it (Autoregeling OM 2.2, 4.2, 6.2.1 and 13.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.maanden import LEESWIJZE, VIER_MAANDEN, gevraagde_lezing, na_maanden

#: "Meer dan 500 privékilometers."
NORM_KILOMETERS = 500

VERVALDAG = "om_auto.lezing.vervaldag"
HERVATTING = "om_auto.lezing.hervatting_stopt_klok"
MINIMUM_DAGEN = "om_auto.lezing.ter_beschikking_min_dagen"

_DAG = timedelta(days=1)


def _eis_vanaf(veld: str, dag: date | None, datum: date) -> None:
    if dag is not None and dag < datum:
        raise Geweigerd(veld, "deze dag ligt niet voor de datum")


@dataclass(frozen=True)
class Verlof:
    """Paid or unpaid leave from a first day, with the last day when it is known."""

    grond: Literal["betaald_verlof", "onbetaald_verlof"]
    datum: date
    eigen_bijdrage: bool
    einde_afwezigheid: date | None = None
    vervaldatum_werkgever: date | None = None

    def __post_init__(self) -> None:
        _eis_vanaf("einde_afwezigheid", self.einde_afwezigheid, self.datum)
        _eis_vanaf("vervaldatum_werkgever", self.vervaldatum_werkgever, self.datum)


@dataclass(frozen=True)
class Ziekte:
    """Sickness from a first day. With reasons the employer may set a day after the four months."""

    grond: Literal["ziekte"]
    datum: date
    eigen_bijdrage: bool
    einde_afwezigheid: date | None = None
    vervaldatum_werkgever: date | None = None
    motivering: str | None = None

    def __post_init__(self) -> None:
        _eis_vanaf("einde_afwezigheid", self.einde_afwezigheid, self.datum)
        _eis_vanaf("vervaldatum_werkgever", self.vervaldatum_werkgever, self.datum)
        if self.vervaldatum_werkgever is not None and not self.eigen_bijdrage:
            raise Geweigerd("vervaldatum_werkgever", "zonder eigen bijdrage loopt er bij ziekte geen termijn")


@dataclass(frozen=True)
class CriteriumVervallen:
    """The criterion of the grant no longer holds, from the day of that finding."""

    grond: Literal["criterium_vervallen"]
    datum: date
    eigen_bijdrage: bool
    vervaldatum_werkgever: date | None = None

    def __post_init__(self) -> None:
        _eis_vanaf("vervaldatum_werkgever", self.vervaldatum_werkgever, self.datum)


@dataclass(frozen=True)
class DirectEinde:
    """A ground that ends the right at once."""

    grond: Literal["op_eigen_verzoek", "einde_arbeidsovereenkomst", "non_actiefstelling", "rijbevoegdheid_verloren"]
    datum: date
    eigen_bijdrage: bool

    @property
    def geldt(self) -> bool:
        """It always holds."""
        return True


@dataclass(frozen=True)
class NietNakomen:
    """A breach of the scheme or the agreement; it ends the right after a written notice of default only."""

    grond: Literal["niet_nakomen"]
    datum: date
    eigen_bijdrage: bool
    ingebrekestelling_op: date | None = None

    @property
    def geldt(self) -> bool:
        """Whether there was a notice of default by then."""
        return self.ingebrekestelling_op is not None and self.ingebrekestelling_op <= self.datum


@dataclass(frozen=True)
class NormOverschreden:
    """More than 500 private kilometres by somebody who pays no contribution."""

    grond: Literal["norm_500_overschreden"]
    datum: date
    eigen_bijdrage: bool
    prive_kilometers: int

    @property
    def geldt(self) -> bool:
        """Whether there is no contribution, and the kilometres are above the norm."""
        return not self.eigen_bijdrage and self.prive_kilometers > NORM_KILOMETERS


@dataclass(frozen=True)
class Roken:
    """Smoking in the car; the employer decides."""

    grond: Literal["roken"]
    datum: date
    eigen_bijdrage: bool
    werkgever_beeindigt: bool

    @property
    def geldt(self) -> bool:
        """Whether the employer ends the right."""
        return self.werkgever_beeindigt


Afwezigheid = Verlof | Ziekte
PerDirect = DirectEinde | NietNakomen | NormOverschreden | Roken


@dataclass(frozen=True)
class Gebruiksrecht:
    """Whether the right ends and when, until when the contribution is due, and from when the car is handed over."""

    eindigt: bool
    per_direct: bool
    uiterlijk: date | None
    laatste_dag: date | None
    bijdrage_tot_en_met: date | None
    ter_beschikking_vanaf: date | None
    afgeweken: bool


@calculation(
    "OM-AUTO/gebruiksrecht",
    articles=(
        "Autoregeling OM 2.2",
        "Autoregeling OM 4.2",
        "Autoregeling OM 4.2.1",
        "Autoregeling OM 4.2.2",
        "Autoregeling OM 6.2.1",
        "Autoregeling OM 13.2",
        LEESWIJZE,
    ),
)
def gebruiksrecht(
    gegeven: Verlof | Ziekte | CriteriumVervallen | DirectEinde | NietNakomen | NormOverschreden | Roken,
    parameters: Parameters,
    uitleg: Uitleg,
) -> Gebruiksrecht:
    """Return whether a ground ends the right of use, and its last day (Autoregeling OM 2.2, 4.2 and 13.2)."""
    if isinstance(gegeven, PerDirect):
        return _per_direct(gegeven, uitleg)
    if isinstance(gegeven, Ziekte) and not gegeven.eigen_bijdrage:
        vanaf = _ter_beschikking(gegeven, parameters, uitleg)
        uitleg.stap("Autoregeling OM 4.2.1", "OM-AUTO/gebruiksrecht.ziekte_zonder_termijn")
        return Gebruiksrecht(False, False, None, None, None, vanaf, False)
    return _na_vier_maanden(gegeven, parameters, uitleg)


def _per_direct(gegeven: PerDirect, uitleg: Uitleg) -> Gebruiksrecht:
    stap = f"OM-AUTO/gebruiksrecht.{gegeven.grond}"
    if isinstance(gegeven, Roken):
        uitleg.stap("Autoregeling OM 6.2.1", stap if gegeven.geldt else f"{stap}_niet")
    else:
        uitleg.stap("Autoregeling OM 13.2", stap if gegeven.geldt else f"{stap}_niet")
    if not gegeven.geldt:
        return Gebruiksrecht(False, False, None, None, None, None, False)
    einde = gegeven.datum
    uitleg.stap("Autoregeling OM 13.2", "OM-AUTO/gebruiksrecht.per_direct", einde=einde)
    return Gebruiksrecht(True, True, einde, einde, einde if gegeven.eigen_bijdrage else None, None, False)


def _artikel(gegeven: Afwezigheid | CriteriumVervallen) -> str:
    if isinstance(gegeven, CriteriumVervallen):
        return "Autoregeling OM 2.2"
    return "Autoregeling OM 4.2.2" if gegeven.grond == "onbetaald_verlof" else "Autoregeling OM 4.2.1"


def _na_vier_maanden(
    gegeven: Afwezigheid | CriteriumVervallen, parameters: Parameters, uitleg: Uitleg
) -> Gebruiksrecht:
    artikel, datum, van_werkgever = _artikel(gegeven), gegeven.datum, gegeven.vervaldatum_werkgever
    parameters.alle(*gevraagde_lezing(datum, VIER_MAANDEN), (VERVALDAG, datum))
    uiterlijk = na_maanden(datum, VIER_MAANDEN, parameters)
    afgeweken = van_werkgever is not None and van_werkgever > uiterlijk
    if afgeweken and not (isinstance(gegeven, Ziekte) and gegeven.motivering):
        raise Geweigerd("vervaldatum_werkgever", "deze dag ligt niet later dan vier maanden na de datum")
    vervaldag = van_werkgever or uiterlijk
    laatste = vervaldag - _DAG if parameters[VERVALDAG, datum] == "eerste_dag_zonder" else vervaldag
    terug = not isinstance(gegeven, CriteriumVervallen) and _op_tijd_terug(gegeven, laatste, parameters)
    noem_lezingen(parameters, uitleg)
    uitleg.stap(artikel, f"OM-AUTO/gebruiksrecht.{gegeven.grond}", datum=datum, uiterlijk=uiterlijk)
    if van_werkgever is not None:
        stap = f"OM-AUTO/gebruiksrecht.{'afgeweken' if afgeweken else 'werkgever'}"
        uitleg.stap(artikel, stap, vervaldag=van_werkgever)
    vanaf = None
    if isinstance(gegeven, Verlof) and gegeven.grond == "betaald_verlof" and not gegeven.eigen_bijdrage:
        vanaf = _ter_beschikking(gegeven, parameters, uitleg)
    if terug:
        uitleg.stap(artikel, "OM-AUTO/gebruiksrecht.op_tijd_terug")
        return Gebruiksrecht(False, False, uiterlijk, None, None, vanaf, afgeweken)
    uitleg.stap(artikel, "OM-AUTO/gebruiksrecht.eindigt", laatste=laatste)
    if gegeven.eigen_bijdrage:
        uitleg.stap("Autoregeling OM 4.2", "OM-AUTO/gebruiksrecht.bijdrage", laatste=laatste)
    return Gebruiksrecht(True, False, uiterlijk, laatste, laatste if gegeven.eigen_bijdrage else None, vanaf, afgeweken)


def _op_tijd_terug(gegeven: Afwezigheid, laatste: date, parameters: Parameters) -> bool:
    """Tell whether somebody is back before the last day is over, and keeps the right by that."""
    einde = gegeven.einde_afwezigheid
    return einde is not None and einde < laatste and bool(parameters[HERVATTING, gegeven.datum])


def _ter_beschikking(gegeven: Afwezigheid, parameters: Parameters, uitleg: Uitleg) -> date | None:
    """Return from when the car stands at the employer's disposal; a short absence may need no hand-over."""
    minimum = None
    if gegeven.einde_afwezigheid is not None:
        minimum = parameters.feit(MINIMUM_DAGEN, gegeven.datum)
        dagen = (gegeven.einde_afwezigheid - gegeven.datum).days + 1
        if dagen < minimum.getal:
            uitleg.stap("Autoregeling OM 4.2.1", "OM-AUTO/gebruiksrecht.kort_afwezig", minimum, dagen=dagen)
            return None
    uitleg.stap("Autoregeling OM 4.2.1", "OM-AUTO/gebruiksrecht.ter_beschikking", minimum, vanaf=gegeven.datum)
    return gegeven.datum

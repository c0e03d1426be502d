# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to which kind of object in which relation. What no row allows is forbidden.

The core's own rows stand here; a plugin adds rows about its own kinds of objects through ``annex_beleid``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ELKE_SOORT = "*"
"""Instead of a kind of object: any kind, for a page that is about more than one. No row and no object has it."""


class Relatie(StrEnum):
    """How the actor must stand to the object."""

    EIGEN = "eigen"
    """The object is about the actor."""
    EIGEN_TEAM = "eigen_team"
    """The object is about somebody in a team that the actor leads, stands in for, or has the role for."""
    EIGEN_EENHEID = "eigen_eenheid"
    """The object belongs to the unit for which the actor has the role."""
    ALLE = "alle"
    """Any object, in any unit."""


@dataclass(frozen=True)
class Rol:
    """A role that can be given to an account."""

    id: str
    naam: str
    omschrijving: str


@dataclass(frozen=True)
class Beleidsregel:
    """One row of the table: a role may do something to a kind of object in a relation."""

    rol: str
    handeling: str
    soort: str
    relatie: Relatie


@dataclass(frozen=True)
class RolVoor:
    """A role that an actor has now, with the scope for which it was given."""

    rol: str
    eenheid: str | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class Doel:
    """What an action is aimed at: a kind of object, and whose it is."""

    soort: str
    eenheid: str | None = None
    medewerker_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: a logged-in person, or the program itself. Somebody unknown is an actor to whom nothing is allowed."""

    account_id: int | None
    naam: str
    medewerker_id: int | None = None
    rollen: tuple[RolVoor, ...] = ()
    #: Teams that the actor leads today, by appointment or by mandate.
    geleide_teams: frozenset[int] = frozenset()
    #: Units at which the actor is employed today.
    eenheden: frozenset[str] = frozenset()
    #: A scheduled job or an installation step: may do everything. True for ``PROGRAMMA`` only.
    is_programma: bool = False

    def hoort_bij(self, eenheid: str) -> bool:
        """Tell whether the actor works at a unit or has a role there: what is one's own is nothing in another unit."""
        return eenheid in self.eenheden or any(rol.eenheid in (None, eenheid) for rol in self.rollen)


PROGRAMMA = Actor(None, "Annex", is_programma=True)

MEDEWERKER = Rol("medewerker", "Medewerker", "Iedereen met een personeelsnummer: ziet en doet het eigen werk.")
LEIDINGGEVENDE = Rol("leidinggevende", "Leidinggevende", "Leidt een team, zelf of als vervanger.")
HR = Rol("hr", "HR", "HR van een dienstonderdeel: maakt, controleert en keurt runs en parameters goed.")
AUDITOR = Rol(
    "auditor", "Auditor", "Leest boekingen, uitleg en het auditspoor van alle dienstonderdelen; wijzigt niets."
)
BEHEERDER = Rol("beheerder", "Beheerder", "Zet dienstonderdelen aan en uit, en beheert accounts en jobs.")
KERNROLLEN = (MEDEWERKER, LEIDINGGEVENDE, HR, AUDITOR, BEHEERDER)


class GeenToegang(PermissionError):
    """The actor may not do this; the message says so in Dutch without telling whether the object exists."""

    def __init__(self, handeling: str, soort: str) -> None:
        super().__init__("Je hebt hier geen toegang toe.")
        self.handeling = handeling
        self.soort = soort


@dataclass(frozen=True)
class Reikwijdte:
    """The objects of one kind to which an actor may do one thing, so that a list shows only those."""

    #: Every object.
    alle: bool = False
    #: Every object that belongs to a unit, whichever.
    alle_eenheden: bool = False
    eenheden: frozenset[str] = frozenset()
    teams: frozenset[int] = frozenset()
    #: What is about the actor.
    medewerker_id: int | None = None

    def __or__(self, ander: Reikwijdte) -> Reikwijdte:
        return Reikwijdte(
            self.alle or ander.alle,
            self.alle_eenheden or ander.alle_eenheden,
            self.eenheden | ander.eenheden,
            self.teams | ander.teams,
            ander.medewerker_id if self.medewerker_id is None else self.medewerker_id,
        )

    def omvat(self, doel: Doel) -> bool:
        """Tell whether the object is one of these. What has no unit, team or person is in none of theirs."""
        return (
            self.alle
            or (doel.eenheid is not None and (self.alle_eenheden or doel.eenheid in self.eenheden))
            or (doel.team_id is not None and doel.team_id in self.teams)
            or (doel.medewerker_id is not None and doel.medewerker_id == self.medewerker_id)
        )


GEEN = Reikwijdte()


@dataclass(frozen=True)
class Beleid:
    """The whole table: the core's rows and those of the plugins."""

    regels: tuple[Beleidsregel, ...]
    _per_soort: dict[tuple[str, str], tuple[Beleidsregel, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        per_soort: dict[tuple[str, str], tuple[Beleidsregel, ...]] = {}
        for regel in self.regels:
            sleutel = (regel.handeling, regel.soort)
            per_soort[sleutel] = (*per_soort.get(sleutel, ()), regel)
        object.__setattr__(self, "_per_soort", per_soort)

    def kent(self, handeling: str, soort: str) -> bool:
        """Tell whether any role may ever do this: a page about anything else is a mistake in the program."""
        if soort == ELKE_SOORT:
            return any(regel.handeling == handeling for regel in self.regels)
        return (handeling, soort) in self._per_soort

    def reikwijdte(self, actor: Actor, handeling: str, soort: str) -> Reikwijdte:
        """Return to which objects of this kind the actor may do this."""
        if actor.is_programma:
            return Reikwijdte(alle=True)
        bereik = GEEN
        for regel in self._per_soort.get((handeling, soort), ()):
            bereik |= _reikwijdte(actor, regel)
        return bereik

    def mag(self, actor: Actor, handeling: str, doel: Doel) -> bool:
        """Tell whether the actor may do this to that."""
        return self.reikwijdte(actor, handeling, doel.soort).omvat(doel)

    def mag_ergens(self, actor: Actor, handeling: str, soort: str) -> bool:
        """Tell whether there can be an object of this kind to which the actor may do this: opens a menu entry."""
        if soort == ELKE_SOORT:
            return any(self.mag_ergens(actor, handeling, een) for gedaan, een in self._per_soort if gedaan == handeling)
        return self.reikwijdte(actor, handeling, soort) != GEEN

    def eis(self, actor: Actor, handeling: str, doel: Doel) -> None:
        """Raise ``GeenToegang`` unless the actor may do this to that."""
        if not self.mag(actor, handeling, doel):
            raise GeenToegang(handeling, doel.soort)


def _reikwijdte(actor: Actor, regel: Beleidsregel) -> Reikwijdte:
    # Employee and leidinggevende follow from facts alone: giving them as a role opens nothing.
    if regel.rol == MEDEWERKER.id:
        if actor.medewerker_id is None:
            return GEEN
        eenheden, teams, overal = actor.eenheden, frozenset[int](), False
    elif regel.rol == LEIDINGGEVENDE.id:
        if not actor.geleide_teams:
            return GEEN
        eenheden, teams, overal = frozenset[str](), actor.geleide_teams, False
    else:
        rollen = [rol for rol in actor.rollen if rol.rol == regel.rol]
        if not rollen:
            return GEEN
        # A role for a team says nothing about the rest of the unit.
        eenheden = frozenset(rol.eenheid for rol in rollen if rol.eenheid is not None and rol.team_id is None)
        teams = frozenset(rol.team_id for rol in rollen if rol.team_id is not None)
        overal = any(rol.eenheid is None and rol.team_id is None for rol in rollen)
    match regel.relatie:
        case Relatie.EIGEN:
            return Reikwijdte(medewerker_id=actor.medewerker_id)
        case Relatie.EIGEN_TEAM:
            return Reikwijdte(teams=teams)
        case Relatie.EIGEN_EENHEID:
            return Reikwijdte(alle_eenheden=overal, eenheden=eenheden)
        case Relatie.ALLE:
            return Reikwijdte(alle=True)


def loopt(van: date, tot_en_met: date | None, op: date) -> bool:
    """Tell whether a period runs on a day; an empty end is still running."""
    return van <= op and (tot_en_met is None or op <= tot_en_met)


def regels(rol: Rol | str, relatie: Relatie, soort: str, *handelingen: str) -> Iterable[Beleidsregel]:
    """Return the rows of one role, by itself or its id, for one kind of object: one for each action."""
    wie = rol if isinstance(rol, str) else rol.id
    return (Beleidsregel(wie, handeling, soort, relatie) for handeling in handelingen)


KERNBELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, "core.persoon", "bekijk", "inzien"),
    *regels(MEDEWERKER, Relatie.EIGEN_EENHEID, "core.persoon", "zoek"),
    *regels(MEDEWERKER, Relatie.EIGEN, "core.afwezigheid", "bekijk"),
    *regels(MEDEWERKER, Relatie.EIGEN, "core.mandaat", "bekijk"),
    *regels(MEDEWERKER, Relatie.EIGEN, "core.boeking", "bekijk", "maak_bezwaar", "stem_in"),
    *regels(MEDEWERKER, Relatie.EIGEN, "core.vordering", "bekijk"),
    *regels(MEDEWERKER, Relatie.EIGEN, "core.bericht", "bekijk", "lees"),
    *regels(MEDEWERKER, Relatie.EIGEN, "core.brief", "bekijk"),
    *regels(MEDEWERKER, Relatie.ALLE, "core.regeling", "bekijk"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, "core.persoon", "bekijk", "zoek"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, "core.afwezigheid", "bekijk", "meld", "intrekken"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN, "core.mandaat", "geef", "intrekken"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.persoon", "bekijk", "zoek", "importeer", "wijzig"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.afwezigheid", "bekijk", "meld", "intrekken"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.boeking", "bekijk", "beslis", "beantwoord"),
    *regels(
        HR,
        Relatie.EIGEN_EENHEID,
        "core.run",
        "bekijk",
        "maak",
        "controleer",
        "keurgoed",
        "geefterug",
        "trekin",
        "exporteer",
    ),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.scenario", "bekijk", "maak"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.uitbetaling", "bekijk", "lees_in", "verklaar"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.brief", "bekijk", "maak_brief"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.vordering", "bekijk", "beheer"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.loonkalender", "bekijk", "wijzig"),
    *regels(HR, Relatie.EIGEN_EENHEID, "core.taak", "bekijk"),
    *regels(HR, Relatie.ALLE, "core.bewaring", "bekijk", "stelvoor", "keurgoed"),
    *regels(HR, Relatie.ALLE, "core.parameter", "bekijk", "stelvoor", "keurgoed"),
    *regels(HR, Relatie.ALLE, "core.regeling", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.persoon", "bekijk", "zoek"),
    *regels(AUDITOR, Relatie.ALLE, "core.boeking", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.run", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.uitbetaling", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.vordering", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.loonkalender", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.bewaring", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.parameter", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.regeling", "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, "core.audit", "bekijk", "controleer"),
    *regels(BEHEERDER, Relatie.ALLE, "core.eenheid", "bekijk", "zet"),
    *regels(BEHEERDER, Relatie.ALLE, "core.account", "bekijk", "wijzig"),
    *regels(BEHEERDER, Relatie.ALLE, "core.persoon", "zoek"),
    *regels(BEHEERDER, Relatie.ALLE, "core.job", "bekijk", "start"),
    *regels(BEHEERDER, Relatie.ALLE, "core.bewaring", "bekijk"),
    *regels(BEHEERDER, Relatie.ALLE, "core.regeling", "bekijk"),
)

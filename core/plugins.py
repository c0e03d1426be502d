# SPDX-License-Identifier: EUPL-1.2
"""Finds plugins by entry point, checks what they bring, and joins it into one installation."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pluggy

from core import hooks
from core.contributions import (
    Berichtsoort,
    Briefsoort,
    Dienstonderdeel,
    Exporttype,
    Feitverhaal,
    Importtype,
    Job,
    Maandbron,
    Paginas,
    Parametertoets,
    Persoonsgegeven,
    Regelingmap,
    Startblok,
    Taaksoort,
    Verplichting,
)
from core.dossiers.procedure import Procedure
from core.dossiers.termijnen import AfwijkingNietToegestaan, Termijn, Termijnafwijking, eis_toegestaan
from core.people.policy import KERNBELEID, KERNROLLEN, Beleid, Beleidsregel, Rol
from core.regulations.catalogus import Regeling
from core.rules.berekening import Berekening
from core.rules.boom import LeesFout
from core.rules.cases import Casusloper
from core.rules.parameters import OnbekendeSleutel, Parameterset, lees_parameters
from core.rules.uitleg import Teksten
from core.storage.tables import Tabel

if TYPE_CHECKING:
    import click
    from flask import Blueprint


T = TypeVar("T")

ENTRY_POINT_GROEP = "annex.plugins"
KERN = "core"
KERNVERSIE = (0, 1)


class PluginFout(RuntimeError):
    """A plugin does not keep the contract; the message is one clear line with the plugin's name."""


@dataclass(frozen=True)
class Bijdrage(Generic[T]):
    """One contribution and the unit that made it (``core`` for what binds everyone)."""

    eenheid: str
    waarde: T


@dataclass(frozen=True)
class Installatie:
    """Everything that the core and the installed plugins bring, checked."""

    eenheden: Mapping[str, Dienstonderdeel]
    regelingen: Mapping[str, Regeling]
    mappen: tuple[Bijdrage[Regelingmap], ...]
    berekeningen: Mapping[tuple[str, int], Berekening]
    procedures: Mapping[str, Procedure]
    termijnen: Mapping[str, Termijn]
    termijnafwijkingen: tuple[Bijdrage[Termijnafwijking], ...]
    verplichtingen: tuple[Bijdrage[Verplichting], ...]
    maandbronnen: tuple[Maandbron, ...]
    feitverhalen: Mapping[str, Feitverhaal]
    jobs: tuple[Bijdrage[Job], ...]
    paginas: tuple[Bijdrage[Paginas], ...]
    startblokken: tuple[Bijdrage[Callable[..., Sequence[Startblok]]], ...]
    api: tuple[Bijdrage[Blueprint], ...]
    rollen: Mapping[str, Rol]
    beleid: Beleid
    opdrachten: tuple[Bijdrage[click.Command], ...]
    tabellen: tuple[Bijdrage[type[Tabel]], ...]
    migraties: tuple[Bijdrage[Path], ...]
    exporten: tuple[Bijdrage[Exporttype], ...]
    importen: tuple[Bijdrage[Importtype], ...]
    berichtsoorten: Mapping[str, Berichtsoort]
    taaksoorten: Mapping[str, Taaksoort]
    briefsoorten: Mapping[str, Bijdrage[Briefsoort]]
    vertalingen: tuple[Path, ...]
    persoonsgegevens: tuple[Bijdrage[Persoonsgegeven], ...]
    parameters: Parameterset
    parametertoetsen: tuple[Bijdrage[Parametertoets], ...]
    teksten: Teksten
    demo: tuple[Bijdrage[Callable[..., None]], ...]
    _artikelen: Mapping[str, str] = field(repr=False, default_factory=dict)

    def gelijke_artikelen(self, een: str, ander: str) -> bool:
        """Tell whether two citations name the same article: its official name or an alias."""
        return self._artikelen.get(een, een) == self._artikelen.get(ander, ander)

    def artikel(self, naam: str) -> tuple[str, str] | None:
        """Return (regulation id, title) of a cited article, or None when no catalogue entry has it."""
        officieel = self._artikelen.get(naam, naam)
        for regeling in self.regelingen.values():
            for artikel in regeling.artikelen:
                if artikel.naam == officieel:
                    return regeling.id, artikel.titel
        return None

    def casusloper(self) -> Casusloper:
        """Return a runner of case files for everything installed, whether its unit is enabled or not."""
        return Casusloper(self.berekeningen, self.parameters, self.teksten, self.gelijke_artikelen)


@contextmanager
def zonder_opruimen() -> Iterator[None]:
    """Do without the garbage collector: nearly all that a start makes stays, and it would look at each of them."""
    aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if aan:
            gc.enable()


@zonder_opruimen()
def laad(geblokkeerd: Iterable[str] = (), extra: Mapping[str, Any] | None = None) -> Installatie:
    """Load the core and every installed plugin but the blocked ones; ``extra`` adds plugins by name (for tests).

    Raises ``PluginFout`` with one line for a plugin that breaks the contract: block it by name to start without it.
    """
    beheer = pluggy.PluginManager("annex")
    beheer.add_hookspecs(hooks)
    geblokkeerd = set(geblokkeerd)
    for naam in geblokkeerd:
        beheer.set_blocked(naam)
    import core.regulations as kern  # noqa: PLC0415 - the core's own regulations are a plugin; it imports this module

    beheer.register(kern, KERN)
    for punt in sorted(entry_points(group=ENTRY_POINT_GROEP), key=lambda punt: punt.name):
        if punt.name not in geblokkeerd:
            _registreer(beheer, punt.name, punt.load)
    for naam, plugin in (extra or {}).items():
        _registreer(beheer, naam, partial(_zelf, plugin))
    try:
        beheer.check_pending()
    except pluggy.PluginValidationError as fout:
        raise PluginFout(f"plugin {beheer.get_name(fout.plugin)}: {fout}") from fout
    return _Samensteller(beheer).stel_samen()


def _zelf(plugin: Any) -> Any:
    return plugin


def _registreer(beheer: pluggy.PluginManager, naam: str, laad_plugin: Callable[[], Any]) -> None:
    try:
        beheer.register(laad_plugin(), naam)
    except PluginFout:
        raise
    except Exception as fout:
        raise PluginFout(f"plugin {naam}: laden mislukt ({type(fout).__name__}: {fout})") from fout


class _Samensteller:
    """Asks every hook once and checks the answers."""

    def __init__(self, beheer: pluggy.PluginManager) -> None:
        self._beheer = beheer

    def stel_samen(self) -> Installatie:
        eenheden = self._eenheden()
        mappen = self._lijst("annex_regelingmappen", Regelingmap)
        parameters, teksten = Parameterset({}, ()), Teksten({})
        for map_ in mappen:
            try:
                if map_.waarde.parameters:
                    parameters = parameters + lees_parameters(map_.waarde.parameters)
                if map_.waarde.uitleg:
                    teksten = teksten | Teksten.lees(map_.waarde.uitleg)
            except (LeesFout, ValueError) as fout:
                raise PluginFout(f"plugin {map_.eenheid}: {fout}") from fout
        regelingen = self._uniek("annex_regelingen", Regeling, lambda regeling: regeling.id)
        berekeningen = self._per_sleutel(
            "annex_berekeningen", Berekening, lambda rekenregel: (rekenregel.id, rekenregel.versie)
        )
        for bijdrage in berekeningen.values():
            rekenregel = bijdrage.waarde
            if rekenregel.regeling not in regelingen:
                raise PluginFout(
                    f"plugin {bijdrage.eenheid}: berekening {rekenregel.id}: de regeling staat niet in de catalogus"
                )
        termijnen = self._termijnen(regelingen)
        tabellen = self._lijst("annex_tabellen", type)
        for tabel in tabellen:
            self._controleer_tabel(tabel.eenheid, tabel.waarde)
        return Installatie(
            eenheden=eenheden,
            regelingen=regelingen,
            mappen=mappen,
            berekeningen={sleutel: bijdrage.waarde for sleutel, bijdrage in berekeningen.items()},
            procedures=self._uniek("annex_procedures", Procedure, lambda procedure: procedure.id),
            termijnen={id_: bijdrage.waarde for id_, bijdrage in termijnen.items()},
            termijnafwijkingen=self._termijnafwijkingen(termijnen, regelingen),
            verplichtingen=self._lijst("annex_verplichtingen", Verplichting),
            maandbronnen=tuple(bron.waarde for bron in self._lijst("annex_maandbronnen", object)),
            feitverhalen=self._uniek("annex_feitverhalen", Feitverhaal, lambda verhaal: verhaal.regeling),
            jobs=self._lijst("annex_jobs", Job),
            paginas=self._lijst("annex_paginas", Paginas),
            startblokken=tuple(
                Bijdrage(impl.plugin_name, impl.function) for impl in self._implementaties("annex_startblokken")
            ),
            api=self._lijst("annex_api", object),
            rollen=self._uniek("annex_rollen", Rol, lambda rol: rol.id, al=KERNROLLEN),
            beleid=self._beleid(),
            opdrachten=self._lijst("annex_opdrachten", object),
            tabellen=tabellen,
            migraties=tuple(Bijdrage(naam, pad) for naam, pad in self._per_plugin("annex_migraties")),
            exporten=self._lijst("annex_exporten", Exporttype),
            importen=self._lijst("annex_importen", Importtype),
            berichtsoorten=self._uniek("annex_berichtsoorten", Berichtsoort, lambda soort: soort.id),
            taaksoorten=self._uniek("annex_taaksoorten", Taaksoort, lambda soort: soort.id),
            briefsoorten=self._per_sleutel("annex_brieven", Briefsoort, lambda soort: soort.id),
            vertalingen=tuple(pad for _, pad in self._per_plugin("annex_vertalingen")),
            persoonsgegevens=self._lijst("annex_persoonsgegevens", Persoonsgegeven),
            parameters=parameters,
            parametertoetsen=self._parametertoetsen(parameters),
            teksten=teksten,
            demo=tuple(Bijdrage(impl.plugin_name, impl.function) for impl in self._implementaties("annex_demo")),
            _artikelen={
                alias: artikel.naam
                for regeling in regelingen.values()
                for artikel in regeling.artikelen
                for alias in artikel.aliassen
            },
        )

    def _implementaties(self, hook: str) -> list[Any]:
        # Core first, then units by name, so that every list has a fixed order.
        implementaties = getattr(self._beheer.hook, hook).get_hookimpls()
        return sorted(implementaties, key=lambda impl: (impl.plugin_name != KERN, impl.plugin_name))

    def _per_plugin(self, hook: str) -> list[tuple[str, Any]]:
        antwoorden = []
        for impl in self._implementaties(hook):
            try:
                antwoorden.append((impl.plugin_name, impl.function()))
            except Exception as fout:
                raise PluginFout(
                    f"plugin {impl.plugin_name}: {hook} mislukte ({type(fout).__name__}: {fout})"
                ) from fout
        return antwoorden

    def _lijst(self, hook: str, soort: type) -> tuple[Bijdrage[Any], ...]:
        uit = []
        for naam, antwoord in self._per_plugin(hook):
            for waarde in antwoord:
                if not isinstance(waarde, soort):
                    raise PluginFout(f"plugin {naam}: {hook} gaf {waarde!r}, verwacht {soort.__name__}")
                uit.append(Bijdrage(naam, waarde))
        return tuple(uit)

    def _per_sleutel(
        self, hook: str, soort: type, sleutel: Callable[[Any], Any], al: Iterable[Any] = ()
    ) -> dict[Any, Bijdrage[Any]]:
        uit = {sleutel(waarde): Bijdrage(KERN, waarde) for waarde in al}
        for bijdrage in self._lijst(hook, soort):
            naam = sleutel(bijdrage.waarde)
            if naam in uit:
                raise PluginFout(f"plugin {bijdrage.eenheid}: {hook} geeft {naam}, dat er al is")
            uit[naam] = bijdrage
        return uit

    def _uniek(self, hook: str, soort: type, sleutel: Callable[[Any], Any], al: Iterable[Any] = ()) -> dict[Any, Any]:
        return {naam: bijdrage.waarde for naam, bijdrage in self._per_sleutel(hook, soort, sleutel, al).items()}

    def _termijnen(self, regelingen: Mapping[str, Regeling]) -> dict[str, Bijdrage[Termijn]]:
        termijnen = self._per_sleutel("annex_termijnen", Termijn, lambda termijn: termijn.id)
        for bijdrage in termijnen.values():
            termijn = bijdrage.waarde
            regeling = regelingen.get(termijn.regeling)
            if regeling is None or not _heeft_artikel(regeling, termijn.artikel):
                raise PluginFout(
                    f"plugin {bijdrage.eenheid}: termijn {termijn.id}: de catalogus heeft geen"
                    f" {termijn.artikel} van {termijn.regeling}"
                )
        return termijnen

    def _termijnafwijkingen(
        self, termijnen: Mapping[str, Bijdrage[Termijn]], regelingen: Mapping[str, Regeling]
    ) -> tuple[Bijdrage[Termijnafwijking], ...]:
        afwijkingen = self._lijst("annex_termijnafwijkingen", Termijnafwijking)
        gezien = set()
        for naam, afwijking in ((bijdrage.eenheid, bijdrage.waarde) for bijdrage in afwijkingen):
            termijn = termijnen.get(afwijking.termijn)
            if termijn is None or termijn.eenheid != KERN:
                raise PluginFout(f"plugin {naam}: {afwijking.termijn} is geen termijn van de kern")
            if (naam, afwijking.termijn) in gezien:
                raise PluginFout(f"plugin {naam}: wijkt twee keer af van {afwijking.termijn}")
            gezien.add((naam, afwijking.termijn))
            eigen = (regeling for regeling in regelingen.values() if regeling.eenheid == naam)
            if not any(_heeft_artikel(regeling, afwijking.artikel) for regeling in eigen):
                raise PluginFout(
                    f"plugin {naam}: wijkt af van {afwijking.termijn} onder {afwijking.artikel},"
                    " dat staat niet in de eigen catalogus"
                )
            try:
                eis_toegestaan(termijn.waarde, afwijking)
            except AfwijkingNietToegestaan as fout:
                raise PluginFout(f"plugin {naam}: {fout}") from fout
        return afwijkingen

    def _parametertoetsen(self, parameters: Parameterset) -> tuple[Bijdrage[Parametertoets], ...]:
        toetsen = self._lijst("annex_parametertoetsen", Parametertoets)
        for toets in toetsen:
            try:
                parameters.canoniek(toets.waarde.sleutel)
            except OnbekendeSleutel as fout:
                raise PluginFout(f"plugin {toets.eenheid}: annex_parametertoetsen: {fout}") from fout
        return toetsen

    def _eenheden(self) -> dict[str, Dienstonderdeel]:
        eenheden = {}
        for naam, eenheid in self._per_plugin("annex_eenheid"):
            if naam != KERN and eenheid.id != naam:
                raise PluginFout(
                    f"plugin {naam}: de eenheid heet {eenheid.id}, verwacht dezelfde naam als het entry point"
                )
            eenheden[eenheid.id] = eenheid
        for een in eenheden:
            for ander in eenheden:
                if een != ander and ander.startswith(f"{een}_"):
                    raise PluginFout(
                        f"plugin {ander}: de naam begint met die van {een}, hun tabellen zijn niet te scheiden"
                    )
        for naam, versie in self._per_plugin("annex_kernversie"):
            if not _past_bij_kern(versie):
                raise PluginFout(f"plugin {naam}: vraagt kern {versie}, dit is {'.'.join(map(str, KERNVERSIE))}")
        return eenheden

    def _beleid(self) -> Beleid:
        regels = list(KERNBELEID)
        for bijdrage in self._lijst("annex_beleid", Beleidsregel):
            if not bijdrage.waarde.soort.startswith(f"{bijdrage.eenheid}."):
                raise PluginFout(
                    f"plugin {bijdrage.eenheid}: een beleidsregel gaat over {bijdrage.waarde.soort},"
                    f" alleen {bijdrage.eenheid}.* mag"
                )
            regels.append(bijdrage.waarde)
        return Beleid(tuple(regels))

    def _controleer_tabel(self, eenheid: str, tabel: type) -> None:
        if not issubclass(tabel, Tabel):
            raise PluginFout(f"plugin {eenheid}: {tabel!r} is geen tabel")
        beschrijving: Any = tabel.__table__
        namen = [
            beschrijving.name,
            *(index.name for index in beschrijving.indexes),
            *(beperking.name for beperking in beschrijving.constraints if beperking.name),
        ]
        for naam in namen:
            if not str(naam).startswith(f"{eenheid}_"):
                raise PluginFout(f"plugin {eenheid}: de naam {naam} begint niet met {eenheid}_")
        for sleutel in beschrijving.foreign_keys:
            doel = sleutel.target_fullname.split(".")[0]
            if not doel.startswith((f"{eenheid}_", "core_")):
                raise PluginFout(f"plugin {eenheid}: {beschrijving.name} verwijst naar {doel}, van een ander")


def _past_bij_kern(versie: str) -> bool:
    delen = versie.split(".")[:2]
    return all(deel.isdecimal() for deel in delen) and tuple(map(int, delen)) <= KERNVERSIE


def _heeft_artikel(regeling: Regeling, naam: str) -> bool:
    return any(naam in (artikel.naam, *artikel.aliassen) for artikel in regeling.artikelen)


def modulepad(module: ModuleType | str) -> Path:
    """Return the folder of a package, for a plugin that names its own data files."""
    gevonden = sys.modules[module] if isinstance(module, str) else module
    bestand = gevonden.__file__
    if bestand is None:
        raise PluginFout(f"{gevonden.__name__}: geen map op schijf")
    return Path(bestand).parent

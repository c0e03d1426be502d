# SPDX-License-Identifier: EUPL-1.2
"""A unit that does not exist, with a little of everything that a plugin may bring."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from core.contributions import Dienstonderdeel, Job, Paginas, Persoonsgegeven, Regelingmap
from core.dossiers.termijnen import Duur, Termijnafwijking, Termijneenheid
from core.hooks import hookimpl
from core.people.policy import Beleidsregel, Relatie, Rol
from core.regulations.catalogus import Regeling, lees_catalogus
from core.rules import Berekening
from core.storage.tables import Tabel

from .koffie import jobs, models, opdrachten, pages, rules

_MAP = Path(__file__).parent


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel("buiten", "Buitendienst", "BUI")


@hookimpl
def annex_kernversie() -> str:
    """The oldest core that has what this plugin asks."""
    return "0.1"


@hookimpl
def annex_regelingen() -> Sequence[Regeling]:
    """The regulation about coffee."""
    return lees_catalogus(_MAP / "catalogus.yaml")


@hookimpl
def annex_regelingmappen() -> Sequence[Regelingmap]:
    """Its parameter, sentences and cases."""
    return [Regelingmap(_MAP / "koffie")]


@hookimpl
def annex_berekeningen() -> Sequence[Berekening]:
    """What a cup costs."""
    return [rules.kopjes]


@hookimpl
def annex_termijnafwijkingen() -> Sequence[Termijnafwijking]:
    """Here a report is acknowledged two days earlier."""
    return [
        Termijnafwijking(
            "CORE-HAND/ontvangstbevestiging",
            Duur(5, Termijneenheid.KALENDERDAGEN),
            "BUITEN 2",
            "hier wacht niemand langer dan vijf dagen",
        )
    ]


@hookimpl
def annex_rollen() -> Sequence[Rol]:
    """Who keeps the coffee."""
    return [Rol("buiten_koffie", "Koffiemeester", "Zet koffie voor de buitendienst.")]


@hookimpl
def annex_beleid() -> Sequence[Beleidsregel]:
    """Only who keeps the coffee may see how much there is."""
    return [Beleidsregel("buiten_koffie", "bekijk", "buiten.kopje", Relatie.EIGEN_EENHEID)]


@hookimpl
def annex_paginas() -> Sequence[Paginas]:
    """The page about it."""
    return [pages.PAGINAS]


@hookimpl
def annex_jobs() -> Sequence[Job]:
    """A cup for everybody, once a day."""
    return jobs.JOBS


@hookimpl
def annex_opdrachten() -> Sequence[click.Command]:
    """Counting on the command line."""
    return [opdrachten.tel, opdrachten.mors]


@hookimpl
def annex_tabellen() -> Sequence[type[Tabel]]:
    """The table of cups."""
    return [models.Kopje]


@hookimpl
def annex_migraties() -> Path:
    """Its versions."""
    return _MAP / "migrations"


@hookimpl
def annex_vertalingen() -> Path:
    """Its English."""
    return _MAP / "vertalingen"


@hookimpl
def annex_persoonsgegevens() -> Sequence[Persoonsgegeven]:
    """Who drank what."""
    return [Persoonsgegeven("buiten_kopje", "Koffie tellen", None, "vernietigen", models.van_persoon)]

# SPDX-License-Identifier: EUPL-1.2
"""The contract: every hook that a plugin may implement, on one page. The core's own regulations use them too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click
    from flask import Blueprint

    from core.context import Context
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
    from core.dossiers.termijnen import Termijn, Termijnafwijking
    from core.people.policy import Beleidsregel, Rol
    from core.regulations.catalogus import Regeling
    from core.rules.berekening import Berekening
    from core.storage.tables import Tabel

hookspec = pluggy.HookspecMarker("annex")
hookimpl = pluggy.HookimplMarker("annex")


@hookspec
def annex_eenheid() -> Dienstonderdeel:  # type: ignore[empty-body]
    """Return the dienstonderdeel that this plugin serves; its id prefixes tables, addresses and parameters."""


@hookspec
def annex_kernversie() -> str:  # type: ignore[empty-body]
    """Return the oldest version of the core that this plugin works with, as ``0.1``."""


@hookspec
def annex_regelingen() -> Sequence[Regeling]:  # type: ignore[empty-body]
    """Return the catalogue: every regulation with its articles, source, period and state of execution."""


@hookspec
def annex_regelingmappen() -> Sequence[Regelingmap]:  # type: ignore[empty-body]
    """Return the folders that hold parameters.yaml, uitleg.yaml and cases/ of regulations."""


@hookspec
def annex_parametertoetsen() -> Sequence[Parametertoets]:  # type: ignore[empty-body]
    """Return checks on new values of this plugin's parameters; a value that fails one is never approved."""


@hookspec
def annex_berekeningen() -> Sequence[Berekening]:  # type: ignore[empty-body]
    """Return the calculations, every version that postings still refer to."""


@hookspec
def annex_procedures() -> Sequence[Procedure]:  # type: ignore[empty-body]
    """Return the procedures: declared state machines with their steps, roles and articles."""


@hookspec
def annex_termijnen() -> Sequence[Termijn]:  # type: ignore[empty-body]
    """Return the deadlines that the regulations state, each with how far a unit may depart from it."""


@hookspec
def annex_termijnafwijkingen() -> Sequence[Termijnafwijking]:  # type: ignore[empty-body]
    """Return where this unit departs from a deadline of the core, within what that deadline allows."""


@hookspec
def annex_verplichtingen() -> Sequence[Verplichting]:  # type: ignore[empty-body]
    """Return the obligations that follow from the unit's texts without a dossier."""


@hookspec
def annex_maandbronnen() -> Sequence[Maandbron]:  # type: ignore[empty-body]
    """Return where the month run of this unit gets its lines from."""


@hookspec
def annex_feitverhalen() -> Sequence[Feitverhaal]:  # type: ignore[empty-body]
    """Return who can tell an auditor which records stand behind a posting, also while the unit is off."""


@hookspec
def annex_jobs() -> Sequence[Job]:  # type: ignore[empty-body]
    """Return scheduled work; it runs only while the unit is enabled."""


@hookspec
def annex_paginas() -> Sequence[Paginas]:  # type: ignore[empty-body]
    """Return pages and their menu entries; every route carries the right that opens it."""


@hookspec
def annex_startblokken(ctx: Context) -> Sequence[Startblok]:  # type: ignore[empty-body]
    """Return what this unit tells on the first page of the person who acts, in at most three queries."""


@hookspec
def annex_api() -> Sequence[Blueprint]:  # type: ignore[empty-body]
    """Return REST resources; every route carries the right that opens it."""


@hookspec
def annex_rollen() -> Sequence[Rol]:  # type: ignore[empty-body]
    """Return roles that exist only with this plugin."""


@hookspec
def annex_beleid() -> Sequence[Beleidsregel]:  # type: ignore[empty-body]
    """Return policy rows about this plugin's own kinds of objects, which begin with ``<unit>.``."""


@hookspec
def annex_opdrachten() -> Sequence[click.Command]:  # type: ignore[empty-body]
    """Return commands; they appear as ``annex <unit> <name>``."""


@hookspec
def annex_tabellen() -> Sequence[type[Tabel]]:  # type: ignore[empty-body]
    """Return the tables; every name begins with ``<unit>_`` and foreign keys point to own and core tables only."""


@hookspec
def annex_migraties() -> Path:  # type: ignore[empty-body]
    """Return the folder with the Alembic versions of this plugin's tables."""


@hookspec
def annex_exporten() -> Sequence[Exporttype]:  # type: ignore[empty-body]
    """Return files that the unit can make of a period, beside the payroll file."""


@hookspec
def annex_importen() -> Sequence[Importtype]:  # type: ignore[empty-body]
    """Return CSV files that the unit can read, beside those of people."""


@hookspec
def annex_demo(ctx: Context) -> None:
    """Fill the database with a fictional year of this unit, through the services."""


@hookspec
def annex_berichtsoorten() -> Sequence[Berichtsoort]:  # type: ignore[empty-body]
    """Return the kinds of messages that the unit sends to people."""


@hookspec
def annex_brieven() -> Sequence[Briefsoort]:  # type: ignore[empty-body]
    """Return the kinds of letters that the unit writes to people."""


@hookspec
def annex_taaksoorten() -> Sequence[Taaksoort]:  # type: ignore[empty-body]
    """Return the kinds of tasks that the unit gives to roles."""


@hookspec
def annex_vertalingen() -> Path:  # type: ignore[empty-body]
    """Return the folder with gettext catalogues (Dutch is the source language)."""


@hookspec
def annex_persoonsgegevens() -> Sequence[Persoonsgegeven]:  # type: ignore[empty-body]
    """Return what the plugin holds about persons, how they get a copy, and when and how it is destroyed."""

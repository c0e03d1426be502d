# SPDX-License-Identifier: EUPL-1.2
"""What the Openbaar Ministerie adds to the core: its car scheme. Its other texts are in the catalogue only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

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
    Persoonsgegeven,
    Regelingmap,
    Startblok,
    Taaksoort,
)
from core.dossiers.procedure import Procedure
from core.dossiers.termijnen import Termijn
from core.hooks import hookimpl
from core.people.policy import Beleidsregel, Rol
from core.regulations.catalogus import Regeling, lees_catalogus
from core.rules import Berekening
from core.storage.tables import Tabel
from plugins.om.autoregeling import models, policy
from plugins.om.autoregeling.bijdrage import bijdragen as bijdrage
from plugins.om.autoregeling.kosten import bijdragen as kosten
from plugins.om.autoregeling.meldingen import bijdragen as meldingen
from plugins.om.autoregeling.ritten import bijdragen as ritten
from plugins.om.autoregeling.rules import BEREKENINGEN as AUTOREGELING
from plugins.om.autoregeling.wagenpark import bijdragen as wagenpark

_MAP = Path(__file__).parent
_DELEN = (wagenpark, ritten, bijdrage, meldingen, kosten)
"""The parts of the car scheme; each brings its own tables, policy rows, pages, jobs and files."""


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel(policy.EENHEID, "Openbaar Ministerie", "OM")


@hookimpl
def annex_kernversie() -> str:
    """The oldest core that has what this plugin asks."""
    return "0.1"


@hookimpl
def annex_regelingen() -> Sequence[Regeling]:
    """The regulations of its annex."""
    return lees_catalogus(_MAP / "catalogus.yaml")


@hookimpl
def annex_regelingmappen() -> Sequence[Regelingmap]:
    """The folders with parameters, sentences and cases."""
    return [
        Regelingmap(_MAP / "autoregeling"),
        Regelingmap(_MAP / "autoregeling" / "bijdrage"),
        Regelingmap(_MAP / "autoregeling" / "wagenpark"),
        Regelingmap(_MAP / "autoregeling" / "meldingen"),
        Regelingmap(_MAP / "autoregeling" / "kosten"),
        Regelingmap(_MAP / "bewaren"),
    ]


@hookimpl
def annex_berekeningen() -> Sequence[Berekening]:
    """The calculations of the car scheme."""
    return AUTOREGELING


@hookimpl
def annex_procedures() -> Sequence[Procedure]:
    """Grants, uses, reports and decisions about costs."""
    return [procedure for deel in _DELEN for procedure in deel.PROCEDURES]


@hookimpl
def annex_termijnen() -> Sequence[Termijn]:
    """The clocks of the car scheme."""
    return [termijn for deel in _DELEN for termijn in deel.TERMIJNEN]


@hookimpl
def annex_maandbronnen() -> Sequence[Maandbron]:
    """The contribution for private use."""
    return [bron for deel in _DELEN for bron in deel.MAANDBRONNEN]


@hookimpl
def annex_feitverhalen() -> Sequence[Feitverhaal]:
    """What stands behind a posting of the contribution."""
    return [verhaal for deel in _DELEN for verhaal in deel.FEITVERHALEN]


@hookimpl
def annex_jobs() -> Sequence[Job]:
    """Clocks, reminders and the month run."""
    return [job for deel in _DELEN for job in deel.JOBS]


@hookimpl
def annex_paginas() -> Sequence[Paginas]:
    """Pages of the driver, the fleet managers, the werkgever and HR."""
    return [paginas for deel in _DELEN for paginas in deel.PAGINAS]


@hookimpl
def annex_startblokken(ctx: Context) -> Sequence[Startblok]:
    """What the car scheme tells on the first page."""
    return [blok for deel in _DELEN for blok in deel.startblokken(ctx)]


@hookimpl
def annex_rollen() -> Sequence[Rol]:
    """Werkgever and fleet managers."""
    return policy.ROLLEN


@hookimpl
def annex_beleid() -> Sequence[Beleidsregel]:
    """Who may do what to cars, grants, trips and money."""
    return [regel for deel in _DELEN for regel in deel.BELEID]


@hookimpl
def annex_opdrachten() -> Sequence[click.Command]:
    """Commands of the car scheme."""
    return [opdracht for deel in _DELEN for opdracht in deel.OPDRACHTEN]


@hookimpl
def annex_tabellen() -> Sequence[type[Tabel]]:
    """The tables of the car scheme."""
    return [*models.TABELLEN, *(tabel for deel in _DELEN for tabel in deel.TABELLEN)]


@hookimpl
def annex_migraties() -> Path:
    """The versions of those tables."""
    return _MAP / "migrations"


@hookimpl
def annex_exporten() -> Sequence[Exporttype]:
    """Files beside the payroll file."""
    return [exporttype for deel in _DELEN for exporttype in deel.EXPORTEN]


@hookimpl
def annex_importen() -> Sequence[Importtype]:
    """Files that the car scheme reads."""
    return [importtype for deel in _DELEN for importtype in deel.IMPORTEN]


@hookimpl
def annex_berichtsoorten() -> Sequence[Berichtsoort]:
    """What people are told."""
    return [soort for deel in _DELEN for soort in deel.BERICHTSOORTEN]


@hookimpl
def annex_brieven() -> Sequence[Briefsoort]:
    """What is written to drivers."""
    return [soort for deel in _DELEN for soort in getattr(deel, "BRIEVEN", ())]


@hookimpl
def annex_taaksoorten() -> Sequence[Taaksoort]:
    """What roles are asked."""
    return [soort for deel in _DELEN for soort in deel.TAAKSOORTEN]


@hookimpl
def annex_vertalingen() -> Path:
    """The English of its pages."""
    return _MAP / "vertalingen"


@hookimpl
def annex_persoonsgegevens() -> Sequence[Persoonsgegeven]:
    """What is held about persons."""
    return [gegeven for deel in _DELEN for gegeven in deel.PERSOONSGEGEVENS]


@hookimpl
def annex_demo(ctx: Context) -> None:
    """A fictional OM with a fleet and a year of trips."""
    from plugins.om import demo  # noqa: PLC0415 - it brings services along, which no other start needs

    demo.vul(ctx)

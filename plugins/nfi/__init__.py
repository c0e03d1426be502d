# SPDX-License-Identifier: EUPL-1.2
"""What the Nederlands Forensisch Instituut adds to the core: two allowances, with their lists and appointments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.context import Context
from core.contributions import (
    Berichtsoort,
    Dienstonderdeel,
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
from core.hooks import hookimpl
from core.people.policy import Beleidsregel
from core.regulations.catalogus import Regeling, lees_catalogus
from core.rules import Berekening
from core.storage.tables import Tabel
from plugins.nfi import policy
from plugins.nfi.bezwarend import bijdragen as bezwarend
from plugins.nfi.hoogleraren import bijdragen as hoogleraren
from plugins.nfi.toelagen import jobs as toelagen_jobs
from plugins.nfi.toelagen import pages as toelagen

_MAP = Path(__file__).parent


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel(policy.EENHEID, "Nederlands Forensisch Instituut", "NFI")


@hookimpl
def annex_kernversie() -> str:
    """The oldest core that has what this plugin asks."""
    return "0.1"


@hookimpl
def annex_regelingen() -> tuple[Regeling, ...]:
    """The regulations of its annex."""
    return lees_catalogus(_MAP / "catalogus.yaml")


@hookimpl
def annex_regelingmappen() -> Sequence[Regelingmap]:
    """The folders with parameters, sentences and cases."""
    return [Regelingmap(_MAP / naam) for naam in ("bezwarend", "hoogleraren", "bewaren")]


@hookimpl
def annex_berekeningen() -> Sequence[Berekening]:
    """The calculations of both allowances."""
    return (*bezwarend.BEREKENINGEN, *hoogleraren.BEREKENINGEN)


@hookimpl
def annex_procedures() -> Sequence[Procedure]:
    """List, extension and appointment."""
    return (*bezwarend.PROCEDURES, *hoogleraren.PROCEDURES)


@hookimpl
def annex_maandbronnen() -> Sequence[Maandbron]:
    """Both allowances."""
    return [bezwarend.Bezwaringstoelage(), hoogleraren.Hoogleraartoelage()]


@hookimpl
def annex_feitverhalen() -> Sequence[Feitverhaal]:
    """What stands behind a posting of either."""
    return [bezwarend.FEITVERHAAL, hoogleraren.FEITVERHAAL]


@hookimpl
def annex_jobs() -> Sequence[Job]:
    """The month, the next list, the yearly conditions, appointments that end."""
    return (*toelagen_jobs.JOBS, *bezwarend.JOBS, *hoogleraren.JOBS)


@hookimpl
def annex_paginas() -> Sequence[Paginas]:
    """The pages of both allowances, and those about them together."""
    return (*toelagen.PAGINAS, *bezwarend.PAGINAS, *hoogleraren.PAGINAS)


@hookimpl
def annex_startblokken(ctx: Context) -> Sequence[Startblok]:
    """What the allowances tell on the first page."""
    return tuple(toelagen.startblokken(ctx))


@hookimpl
def annex_beleid() -> Sequence[Beleidsregel]:
    """Who may do what to lists, people, appointments and amounts."""
    return policy.BELEID


@hookimpl
def annex_tabellen() -> Sequence[type[Tabel]]:
    """The tables of both allowances."""
    return (*bezwarend.TABELLEN, *hoogleraren.TABELLEN)


@hookimpl
def annex_migraties() -> Path:
    """The versions of those tables."""
    return _MAP / "migrations"


@hookimpl
def annex_vertalingen() -> Path:
    """The English of its pages."""
    return _MAP / "vertalingen"


@hookimpl
def annex_importen() -> Sequence[Importtype]:
    """Functions, roles, links, rows of a list, appointments."""
    return (*bezwarend.IMPORTEN, *hoogleraren.IMPORTEN)


@hookimpl
def annex_berichtsoorten() -> Sequence[Berichtsoort]:
    """What professors and lectors are told."""
    return hoogleraren.BERICHTSOORTEN


@hookimpl
def annex_taaksoorten() -> Sequence[Taaksoort]:
    """What HR is asked."""
    return (*bezwarend.TAAKSOORTEN, *hoogleraren.TAAKSOORTEN)


@hookimpl
def annex_persoonsgegevens() -> Sequence[Persoonsgegeven]:
    """What is held about persons."""
    return (*bezwarend.PERSOONSGEGEVENS, *hoogleraren.PERSOONSGEGEVENS)


@hookimpl
def annex_demo(ctx: Context) -> None:
    """A fictional NFI with its list of 2023."""
    from plugins.nfi import demo  # noqa: PLC0415 - nothing but the demo needs it

    demo.vul(ctx)

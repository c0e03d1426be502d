# SPDX-License-Identifier: EUPL-1.2
"""What the Justitiële ICT Organisatie adds to the core: the on-call duty, and the calculations of its other texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from core.context import Context
from core.contributions import (
    Berichtsoort,
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
)
from core.dossiers.procedure import Procedure
from core.hooks import hookimpl
from core.people.policy import Beleidsregel, Rol
from core.regulations.catalogus import Regeling, lees_catalogus
from core.rules import Berekening
from core.storage.tables import Tabel
from plugins.jio.autoregeling import bijdragen as dienstautos
from plugins.jio.consignatie import (
    berichten,
    export,
    importen,
    jobs,
    models,
    onderling,
    pages,
    parametertoetsen,
    persoonsgegevens,
    planning,
    policy,
    procedure,
)
from plugins.jio.consignatie.dutydesk import bijdragen as dutydesk
from plugins.jio.consignatie.maandbron import Consignatietoelage
from plugins.jio.consignatie.pages import begin
from plugins.jio.consignatie.rules import BEREKENINGEN as CONSIGNATIE
from plugins.jio.consignatie.services.overzicht.feitverhaal import FEITVERHAAL
from plugins.jio.detacheren import bijdragen as detachering
from plugins.jio.fitness import bijdragen as fitness
from plugins.jio.rijksroosteren import bijdragen as patchdienst
from plugins.jio.woonwerk import pages as woonwerk
from plugins.jio.woonwerk.rules import BEREKENINGEN as WOONWERK

_MAP = Path(__file__).parent


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel(policy.EENHEID, "Justitiële ICT Organisatie", "JIO")


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
        Regelingmap(_MAP / naam)
        for naam in ("consignatie", "autoregeling", "woonwerk", "detacheren", "fitness", "rijksroosteren", "bewaren")
    ]


@hookimpl
def annex_berekeningen() -> Sequence[Berekening]:
    """The calculations of every JIO text."""
    return (
        *CONSIGNATIE,
        *dienstautos.BEREKENINGEN,
        *WOONWERK,
        *detachering.BEREKENINGEN,
        *fitness.BEREKENINGEN,
        *patchdienst.BEREKENINGEN,
    )


@hookimpl
def annex_parametertoetsen() -> Sequence[Parametertoets]:
    """No reading may leave on-call time uncovered."""
    return parametertoetsen.TOETSEN


@hookimpl
def annex_procedures() -> Sequence[Procedure]:
    """Roster, swap and claim."""
    return (
        *procedure.PROCEDURES,
        *detachering.PROCEDURES,
        *patchdienst.PROCEDURES,
        *onderling.PROCEDURES,
        *dienstautos.PROCEDURES,
        *fitness.PROCEDURES,
    )


@hookimpl
def annex_maandbronnen() -> Sequence[Maandbron]:
    """The on-call allowance, private use of a personal car, and the fitness contribution."""
    return [Consignatietoelage(), *dienstautos.MAANDBRONNEN, *fitness.MAANDBRONNEN]


@hookimpl
def annex_feitverhalen() -> Sequence[Feitverhaal]:
    """What stands behind a posting of the allowance."""
    return [FEITVERHAAL]


@hookimpl
def annex_jobs() -> Sequence[Job]:
    """Month run, coverage, change of guard, claims, next year's rosters."""
    return (
        *jobs.JOBS,
        *detachering.JOBS,
        *patchdienst.JOBS,
        *planning.JOBS,
        *onderling.JOBS,
        *dutydesk.JOBS,
        *dienstautos.JOBS,
    )


@hookimpl
def annex_paginas() -> Sequence[Paginas]:
    """The pages of the on-call duty."""
    return (
        *pages.PAGINAS,
        *detachering.PAGINAS,
        *patchdienst.PAGINAS,
        *onderling.PAGINAS,
        *planning.PAGINAS,
        *dutydesk.PAGINAS,
        *woonwerk.PAGINAS,
        *fitness.PAGINAS,
        *dienstautos.PAGINAS,
    )


@hookimpl
def annex_startblokken(ctx: Context) -> Sequence[Startblok]:
    """What the on-call duty tells on the first page."""
    return (
        *begin.startblokken(ctx),
        *detachering.startblokken(ctx),
        *patchdienst.startblokken(ctx),
        *onderling.startblokken(ctx),
        *planning.startblokken(ctx),
    )


@hookimpl
def annex_rollen() -> Sequence[Rol]:
    """Who keeps the roster, who decides at night, and who calls."""
    return (*policy.ROLLEN, *dutydesk.ROLLEN, *dienstautos.ROLLEN)


@hookimpl
def annex_beleid() -> Sequence[Beleidsregel]:
    """Who may do what to duties, swaps, claims and letters."""
    return (
        *policy.BELEID,
        *detachering.BELEID,
        *patchdienst.BELEID,
        *onderling.BELEID,
        *planning.BELEID,
        *dutydesk.BELEID,
        *woonwerk.BELEID,
        *fitness.BELEID,
        *dienstautos.BELEID,
    )


@hookimpl
def annex_opdrachten() -> Sequence[click.Command]:
    """The proposal, calculated at once."""
    return planning.OPDRACHTEN


@hookimpl
def annex_tabellen() -> Sequence[type[Tabel]]:
    """The tables of the on-call duty."""
    return (
        *models.TABELLEN,
        *detachering.TABELLEN,
        *patchdienst.TABELLEN,
        *onderling.TABELLEN,
        *planning.TABELLEN,
        *dutydesk.TABELLEN,
        *fitness.TABELLEN,
        *dienstautos.TABELLEN,
    )


@hookimpl
def annex_migraties() -> Path:
    """The versions of those tables."""
    return _MAP / "migrations"


@hookimpl
def annex_exporten() -> Sequence[Exporttype]:
    """Overtime list and roster."""
    return (*export.EXPORTEN, *patchdienst.EXPORTEN, *dutydesk.EXPORTEN)


@hookimpl
def annex_importen() -> Sequence[Importtype]:
    """Letters, exemptions, PAS, situations, Fortes Change Cloud and rosters."""
    return (*importen.IMPORTEN, *detachering.IMPORTEN, *dutydesk.IMPORTEN)


@hookimpl
def annex_berichtsoorten() -> Sequence[Berichtsoort]:
    """What people are told."""
    return (
        *berichten.BERICHTSOORTEN,
        *detachering.BERICHTSOORTEN,
        *patchdienst.BERICHTSOORTEN,
        *planning.BERICHTSOORTEN,
        *onderling.BERICHTSOORTEN,
        *dutydesk.BERICHTSOORTEN,
        *fitness.BERICHTSOORTEN,
        *dienstautos.BERICHTSOORTEN,
    )


@hookimpl
def annex_taaksoorten() -> Sequence[Taaksoort]:
    """What roles are asked."""
    return (
        *berichten.TAAKSOORTEN,
        *detachering.TAAKSOORTEN,
        *patchdienst.TAAKSOORTEN,
        *onderling.TAAKSOORTEN,
        *dutydesk.TAAKSOORTEN,
        *fitness.TAAKSOORTEN,
        *dienstautos.TAAKSOORTEN,
    )


@hookimpl
def annex_vertalingen() -> Path:
    """The English of its pages."""
    return _MAP / "vertalingen"


@hookimpl
def annex_persoonsgegevens() -> Sequence[Persoonsgegeven]:
    """What is held about persons."""
    return (
        *persoonsgegevens.PERSOONSGEGEVENS,
        *detachering.PERSOONSGEGEVENS,
        *patchdienst.PERSOONSGEGEVENS,
        *onderling.PERSOONSGEGEVENS,
        *planning.PERSOONSGEGEVENS,
        *dutydesk.PERSOONSGEGEVENS,
        *fitness.PERSOONSGEGEVENS,
        *dienstautos.PERSOONSGEGEVENS,
    )


@hookimpl
def annex_demo(ctx: Context) -> None:
    """A fictional JIO with a year of duties."""
    from plugins.jio import demo  # noqa: PLC0415 - it brings a web server along, which no other start needs

    demo.vul(ctx)

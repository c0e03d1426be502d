# SPDX-License-Identifier: EUPL-1.2
"""What binds all of JenV: the core's own contribution, through the same hooks as a plugin."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from core.contributions import Berichtsoort, Briefsoort, Dienstonderdeel, Job, Persoonsgegeven, Regelingmap
from core.dossiers.procedure import Procedure
from core.dossiers.termijnen import Termijn
from core.hooks import hookimpl
from core.regulations.catalogus import Regeling, lees_catalogus
from core.regulations.termijnen import TERMIJNEN
from core.storage.tables import Tabel

_MAP = Path(__file__).parent

# By name: these modules import the installation, which imports this one.
_TABELMODULES = (
    "core.berichten.models",
    "core.bewaren.models",
    "core.bezwaren.models",
    "core.brieven.models",
    "core.jobs.models",
    "core.ledger.loonmodels",
    "core.ledger.models",
    "core.ledger.scenario.models",
    "core.people.eenheden",
    "core.people.models",
    "core.regulations.parameterbeheer.models",
    "core.storage.audit",
    "core.storingen.models",
    "core.uitbetaling.models",
    "core.vorderingen.models",
)


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The ministry as a whole."""
    return Dienstonderdeel("jenv", "Ministerie van Justitie en Veiligheid", "JenV")


@hookimpl
def annex_regelingen() -> tuple[Regeling, ...]:
    """The regulations that bind everyone, and those of units without a plugin."""
    return lees_catalogus(_MAP / "catalogus.yaml")


@hookimpl
def annex_regelingmappen() -> tuple[Regelingmap, ...]:
    """The figures of the CAO Rijk and the law, how long records are kept, and what a scenario shows."""
    return (Regelingmap(_MAP), Regelingmap(_MAP.parent / "bewaren"), Regelingmap(_MAP.parent / "ledger" / "scenario"))


@hookimpl
def annex_termijnen() -> tuple[Termijn, ...]:
    """The deadlines that bind everyone."""
    return TERMIJNEN


@hookimpl
def annex_procedures() -> tuple[Procedure, ...]:
    """The steps of a month run."""
    from core.ledger.procedure import RUN  # noqa: PLC0415 - only who asks reads the ledger

    return (RUN,)


@hookimpl
def annex_jobs() -> tuple[Job, ...]:
    """The core's own scheduled work."""
    from core.auditspoor.jobs import JOBS  # noqa: PLC0415 - it imports the installation, which imports this module
    from core.brieven import jobs as brieven  # noqa: PLC0415 - likewise
    from core.ledger.scenario import jobs as scenarios  # noqa: PLC0415 - likewise

    return (*JOBS, *brieven.JOBS, *scenarios.JOBS)


@hookimpl
def annex_berichtsoorten() -> tuple[Berichtsoort, ...]:
    """The core's own messages."""
    from core.bezwaren.services import BERICHTSOORTEN  # noqa: PLC0415 - it imports the installation
    from core.brieven import schrijven as brieven  # noqa: PLC0415 - likewise
    from core.ledger import aankondiging  # noqa: PLC0415 - likewise
    from core.vorderingen import services as vorderingen  # noqa: PLC0415 - likewise

    eigen = (brieven, aankondiging, vorderingen)
    return (*BERICHTSOORTEN, *(soort for module in eigen for soort in module.BERICHTSOORTEN))


@hookimpl
def annex_brieven() -> tuple[Briefsoort, ...]:
    """The core's own letters: an amount with its explanation, a deduction that comes, a claim."""
    from core.ledger import aankondiging, brieven  # noqa: PLC0415 - they import the installation
    from core.vorderingen import services as vorderingen  # noqa: PLC0415 - likewise

    return (*brieven.BRIEFSOORTEN, *aankondiging.BRIEFSOORTEN, *vorderingen.BRIEFSOORTEN)


@hookimpl
def annex_tabellen() -> tuple[type[Tabel], ...]:
    """Every table of the core."""
    for module in _TABELMODULES:
        import_module(module)
    tabellen: list[type[Tabel]] = [mapper.class_ for mapper in Tabel.registry.mappers]
    eigen = (tabel for tabel in tabellen if tabel.__tablename__.startswith("core_"))
    return tuple(sorted(eigen, key=lambda tabel: tabel.__tablename__))


@hookimpl
def annex_migraties() -> Path:
    """The versions of the core's tables."""
    return _MAP.parent / "storage" / "migrations" / "versies"


@hookimpl
def annex_persoonsgegevens() -> tuple[Persoonsgegeven, ...]:
    """What the core holds about a person."""
    from core.bewaren import persoonsgegevens as overige  # noqa: PLC0415 - only who asks reads every table
    from core.people.persoonsgegevens import PERSOONSGEGEVENS  # noqa: PLC0415 - likewise

    return (*PERSOONSGEGEVENS, *overige.PERSOONSGEGEVENS)

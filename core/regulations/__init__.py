# SPDX-License-Identifier: EUPL-1.2
"""What binds all of JenV: the core's own contribution, through the same hooks as a plugin."""

from __future__ import annotations

from pathlib import Path

from core.contributions import Dienstonderdeel, Regelingmap
from core.hooks import hookimpl
from core.regulations.catalogus import Regeling, lees_catalogus
from core.storage.tables import Tabel

_MAP = Path(__file__).parent


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
    """The figures of the CAO Rijk and the law."""
    return (Regelingmap(_MAP),)


@hookimpl
def annex_tabellen() -> tuple[type[Tabel], ...]:
    """Every table of the core."""
    # Imported here: these modules import the installation, which imports this one.
    import core.berichten.models
    import core.jobs.models
    import core.people.eenheden
    import core.people.models
    import core.storage.audit  # noqa: F401

    return tuple(
        mapper.class_ for mapper in Tabel.registry.mappers if str(mapper.local_table.name).startswith("core_")
    )

# SPDX-License-Identifier: EUPL-1.2
"""The plugin of the Dienst Terugkeer en Vertrek.

For now its catalogue, so that everybody sees what binds and what is not carried out yet.
"""

from __future__ import annotations

from pathlib import Path

from core.contributions import Dienstonderdeel
from core.hooks import hookimpl
from core.regulations.catalogus import Regeling, lees_catalogus

_MAP = Path(__file__).parent


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel("dtv", "Dienst Terugkeer en Vertrek", "DT&V")


@hookimpl
def annex_regelingen() -> tuple[Regeling, ...]:
    """The regulations of its annex."""
    return lees_catalogus(_MAP / "catalogus.yaml")

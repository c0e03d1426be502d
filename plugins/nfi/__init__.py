# SPDX-License-Identifier: EUPL-1.2
"""The plugin of the Nederlands Forensisch Instituut.

For now its catalogue, so that everybody sees what binds, and the calculations of its two allowances.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.contributions import Dienstonderdeel, Regelingmap
from core.hooks import hookimpl
from core.regulations.catalogus import Regeling, lees_catalogus
from core.rules import Berekening
from plugins.nfi.bezwarend.rules import BEREKENINGEN as BEZWAREND
from plugins.nfi.hoogleraren.rules import BEREKENINGEN as HOOGLERAREN

_MAP = Path(__file__).parent


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel("nfi", "Nederlands Forensisch Instituut", "NFI")


@hookimpl
def annex_regelingen() -> tuple[Regeling, ...]:
    """The regulations of its annex."""
    return lees_catalogus(_MAP / "catalogus.yaml")


@hookimpl
def annex_regelingmappen() -> Sequence[Regelingmap]:
    """The folders with parameters, sentences and cases."""
    return [Regelingmap(_MAP / naam) for naam in ("bezwarend", "hoogleraren")]


@hookimpl
def annex_berekeningen() -> Sequence[Berekening]:
    """The calculations of both allowances."""
    return (*BEZWAREND, *HOOGLERAREN)

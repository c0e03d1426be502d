# SPDX-License-Identifier: EUPL-1.2
"""The plugin of the Openbaar Ministerie.

For now its catalogue, so that everybody sees what binds, and the calculations of its car scheme.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.contributions import Dienstonderdeel, Regelingmap
from core.hooks import hookimpl
from core.regulations.catalogus import Regeling, lees_catalogus
from core.rules import Berekening
from plugins.om.autoregeling.rules import BEREKENINGEN as AUTOREGELING

_MAP = Path(__file__).parent


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    """The dienstonderdeel."""
    return Dienstonderdeel("om", "Openbaar Ministerie", "OM")


@hookimpl
def annex_regelingen() -> tuple[Regeling, ...]:
    """The regulations of its annex."""
    return lees_catalogus(_MAP / "catalogus.yaml")


@hookimpl
def annex_regelingmappen() -> Sequence[Regelingmap]:
    """The folders with parameters, sentences and cases."""
    return [Regelingmap(_MAP / "autoregeling")]


@hookimpl
def annex_berekeningen() -> Sequence[Berekening]:
    """The calculations of the car scheme."""
    return AUTOREGELING

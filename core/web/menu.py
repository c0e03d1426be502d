# SPDX-License-Identifier: EUPL-1.2
"""The menu: what the reader may open, by subject and by unit that is switched on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel import gettext

from core.contributions import Menupunt, Paginas
from core.people.policy import Actor, Beleid


@dataclass(frozen=True)
class Groep:
    """A heading of the menu with its entries; of one entry only the heading shows."""

    tekst: str
    paginas: tuple[Paginas, ...]
    #: The unit that it belongs to; None for the core.
    eenheid: str | None = None

    @cached_property
    def punten(self) -> tuple[Menupunt, ...]:
        """The entries of its pages, in their order."""
        return tuple(
            sorted((punt for paginas in self.paginas for punt in paginas.menu), key=lambda punt: punt.volgorde)
        )

    @cached_property
    def blueprints(self) -> frozenset[str]:
        """The names of its blueprints."""
        return frozenset(paginas.blueprint.name for paginas in self.paginas)


def menu(
    groepen: Iterable[Groep], beleid: Beleid, actor: Actor, aan: frozenset[str], aantallen: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return the headings for the layout; ``aantallen`` are what is to be done, by endpoint."""
    uit: list[dict[str, Any]] = []
    for groep in groepen:
        if groep.eenheid is not None and groep.eenheid not in aan:
            continue
        punten = [punt for punt in groep.punten if beleid.mag_ergens(actor, punt.handeling, punt.soort)]
        if punten:
            uit.append(
                {
                    "tekst": gettext(groep.tekst),
                    "url": url_for(punten[0].endpoint),
                    "huidig": request.blueprint in groep.blueprints,
                    "aantal": sum(aantallen.get(punt.endpoint, 0) for punt in punten),
                    "onderdelen": [_onderdeel(punt, aantallen) for punt in punten] if len(punten) > 1 else [],
                }
            )
    return uit


def _onderdeel(punt: Menupunt, aantallen: Mapping[str, int]) -> dict[str, Any]:
    return {
        "tekst": gettext(punt.tekst),
        "url": url_for(punt.endpoint),
        "huidig": request.endpoint == punt.endpoint,
        "aantal": aantallen.get(punt.endpoint, 0),
    }

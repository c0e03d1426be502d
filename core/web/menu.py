# SPDX-License-Identifier: EUPL-1.2
"""The menu: what the reader may open, by subject and by unit that is switched on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from flask import request, url_for
from flask_babel import get_locale, gettext

from core.contributions import Menukop, Menupunt, Paginas
from core.people.policy import Actor, Beleid


@dataclass(frozen=True)
class Groep:
    """A heading of the menu with its entries; of one entry only the heading shows."""

    tekst: str
    paginas: tuple[Paginas, ...]
    #: The unit that it belongs to; None for the core.
    eenheid: str | None = None
    #: Only the entries under this heading; None for those without one.
    kop: Menukop | None = None

    @cached_property
    def punten(self) -> tuple[Menupunt, ...]:
        """Its entries, in their order."""
        alle = (punt for paginas in self.paginas for punt in paginas.menu if punt.kop == self.kop)
        return tuple(sorted(alle, key=lambda punt: punt.volgorde))

    @cached_property
    def blueprints(self) -> frozenset[str]:
        """The names of the blueprints of which it has an entry, and without a heading of its own of the rest too."""
        met_kop = frozenset(
            paginas.blueprint.name for paginas in self.paginas if any(punt.kop for punt in paginas.menu)
        )
        eigen = frozenset(punt.endpoint.partition(".")[0] for punt in self.punten)
        if self.kop is not None:
            return eigen
        return eigen | (frozenset(paginas.blueprint.name for paginas in self.paginas) - met_kop)


def menu(
    groepen: Iterable[Groep], beleid: Beleid, actor: Actor, aan: frozenset[str], aantallen: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return the headings for the layout; ``aantallen`` are what is to be done, by endpoint."""
    uit: list[dict[str, Any]] = []
    groepen = tuple(groepen)
    huidig, taal = _huidig(groepen), str(get_locale())
    for groep in groepen:
        if groep.eenheid is not None and (groep.eenheid not in aan or not actor.hoort_bij(groep.eenheid)):
            continue
        punten = [punt for punt in groep.punten if beleid.mag_ergens(actor, punt.handeling, punt.soort)]
        if punten:
            uit.append(
                {
                    **_vast(taal, request.script_root, groep.tekst, punten[0].endpoint),
                    "huidig": groep is huidig,
                    "aantal": sum(aantallen.get(punt.endpoint, 0) for punt in punten),
                    "onderdelen": [_onderdeel(punt, aantallen, taal) for punt in punten] if len(punten) > 1 else [],
                }
            )
    return uit


def _huidig(groepen: tuple[Groep, ...]) -> Groep | None:
    """Return the heading of the page that is shown: the one with its entry, else the first with its blueprint."""
    for groep in groepen:
        if any(punt.endpoint == request.endpoint for punt in groep.punten):
            return groep
    return next((groep for groep in groepen if request.blueprint in groep.blueprints), None)


def _onderdeel(punt: Menupunt, aantallen: Mapping[str, int], taal: str) -> dict[str, Any]:
    return {
        **_vast(taal, request.script_root, punt.tekst, punt.endpoint),
        "huidig": request.endpoint == punt.endpoint,
        "aantal": aantallen.get(punt.endpoint, 0),
    }


@lru_cache(maxsize=2048)
def _vast(taal: str, voorvoegsel: str, tekst: str, endpoint: str) -> dict[str, str]:
    """Return word and address of an entry: they stand on every page and are always the same in a language."""
    return {"tekst": gettext(tekst), "url": url_for(endpoint)}

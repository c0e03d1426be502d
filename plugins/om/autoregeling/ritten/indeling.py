# SPDX-License-Identifier: EUPL-1.2
"""The class of a trip from its two ends and the class in the file, as a table: a million trips ask it a million times.

The table is made from the rule itself (OM-AUTO/ritsoort), so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.rules.ritsoort import Adres, Rit, Ritsoort

#: An end of which no address was given.
ONBEKEND = ""

Sleutel = tuple[str, str, str, bool]
"""Kind of the begin, kind of the end, class in the file (empty for none), and whether it was a detour."""


def deel_in(van: str, naar: str, bestand: str, *, omweg: bool) -> Ritklasse:
    """Return the class; ``o`` where the text does not settle it, or the file says otherwise than the two ends."""
    if ONBEKEND in (van, naar):
        return Ritklasse.O
    soort = Rit(Adres(van), Adres(naar), 1, meest_logische_route=not omweg).soort
    if soort is Ritsoort.BEOORDELEN or (bestand and bestand != soort.value):
        return Ritklasse.O
    return Ritklasse(soort.value)


_EINDEN = (*Adres, ONBEKEND)
INDELING: Mapping[Sleutel, str] = {
    (str(van), str(naar), bestand, omweg): deel_in(van, naar, bestand, omweg=omweg).value
    for van in _EINDEN
    for naar in _EINDEN
    for bestand in ("", "z", "w", "p")
    for omweg in (False, True)
}

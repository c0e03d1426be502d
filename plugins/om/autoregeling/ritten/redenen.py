# SPDX-License-Identifier: EUPL-1.2
"""Why a line of a trip file holds back its car, in words that say nothing of where or when somebody drove."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def redenen(_: Callable[[str], str]) -> Mapping[str, str]:
    """Return the reasons by code, each through the translation that is given: none on the command line."""
    return {
        "onbekend_kenteken": _("deze auto staat niet in het wagenpark"),
        "onbekende_bestuurder": _("dit personeelsnummer is niet bekend"),
        "tijd": _("dit moment is niet te lezen of bestaat niet; bij de klokwissel hoort +01:00 of +02:00 erachter"),
        "volgorde": _("het einde ligt voor het begin"),
        "stand": _("een kilometerstand heeft één cijfer achter de komma, als 12345,6"),
        "afstand": _("de eindstand is niet hoger dan de beginstand"),
        "klasse": _("de klasse is z, w, p of leeg"),
        "geen_gebruik": _("de bestuurder heeft deze auto op die dag niet in gebruik, en de rit is niet zakelijk"),
        "overlap": _("deze rit valt samen met een andere rit van deze auto, in tijd of in kilometers"),
        "gat": _("tussen deze rit en de vorige ontbreken kilometers"),
    }

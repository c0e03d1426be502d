# SPDX-License-Identifier: EUPL-1.2
"""Which facts a kind of cost asks for, read off the rule itself, so that a form and the rule cannot differ."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any

from core.rules import Centen, Geweigerd
from plugins.om.autoregeling.rules.indeling import Leasecategorie
from plugins.om.autoregeling.rules.kostensoorten import Kosten

#: Asked for every cost, or known from elsewhere.
_OVERAL = frozenset({"soort", "datum", "bedrag_centen", "categorie", "eerdere_reinigingen"})


@dataclass(frozen=True)
class Kostenveld:
    """A further fact: its name outside, and whether it is a tick, an amount, a number or a choice."""

    naam: str
    vorm: str
    keuzes: tuple[str, ...] = ()
    verplicht: bool = True


SOORTEN: Mapping[str, type[Any]] = {
    soort: klasse
    for klasse in typing.get_args(Kosten)
    for soort in typing.get_args(typing.get_type_hints(klasse)["soort"])
}
"""Every kind of cost, with the class of its facts."""


def velden(soort: str) -> tuple[Kostenveld, ...]:
    """Return what a kind asks beside its day and its amount. Raises ``Geweigerd`` for another kind."""
    klasse = SOORTEN.get(soort)
    if klasse is None:
        raise Geweigerd("soort", "kies een soort kosten")
    soorten = typing.get_type_hints(klasse)
    return tuple(
        _veld(veld.name, soorten[veld.name], verplicht=veld.default is MISSING)
        for veld in fields(klasse)
        if veld.name not in _OVERAL
    )


def gegeven(soort: str, invoer: Mapping[str, str], categorie: Leasecategorie | None) -> dict[str, Any]:
    """Return the facts in the form of a case, from what was filled in; amounts may have a comma."""
    uit: dict[str, Any] = {
        "soort": soort,
        "datum": invoer.get("datum", ""),
        "bedrag_euro": invoer.get("bedrag_euro", "").replace(",", "."),
    }
    for veld in velden(soort):
        tekst = invoer.get(veld.naam, "").strip()
        if veld.vorm == "vinkje":
            uit[veld.naam] = tekst == "ja"
        elif veld.vorm == "bedrag" and tekst:
            uit[veld.naam] = tekst.replace(",", ".")
        elif veld.vorm == "getal":
            if not tekst.isdecimal():
                raise Geweigerd(veld.naam, "vul een heel getal in")
            uit[veld.naam] = int(tekst)
        elif tekst:
            uit[veld.naam] = tekst
    if soort == "reiniging":
        uit["categorie"] = str(categorie or Leasecategorie.I)
    return uit


def _veld(naam: str, soort: Any, *, verplicht: bool) -> Kostenveld:
    if soort is bool:
        return Kostenveld(naam, "vinkje", verplicht=False)
    if naam.endswith("_centen") or soort is Centen:
        return Kostenveld(f"{naam.removesuffix('_centen')}_euro", "bedrag", verplicht=verplicht)
    if soort is int:
        return Kostenveld(naam, "getal", verplicht=verplicht)
    keuze = next(een for een in (soort, *typing.get_args(soort)) if isinstance(een, type) and issubclass(een, StrEnum))
    return Kostenveld(naam, "keuze", tuple(keuze), verplicht=verplicht)

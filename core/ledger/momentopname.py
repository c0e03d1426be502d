# SPDX-License-Identifier: EUPL-1.2
"""The parameters that a run rests on: followed while it calculates, compared afterwards, kept at its approval."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from core.ledger.bulk import JSON_TEKST
from core.rules.berekening import Berekening
from core.rules.parameters import Feit, OnbekendeSleutel, Parameterset, Sleutel, Waarde, Zekerheid


@dataclass(frozen=True)
class Gebruik:
    """What was asked of a set of parameters so far."""

    sleutels: frozenset[str]
    #: Inferred values that were given, as (key, from).
    te_bevestigen: frozenset[tuple[str, date]]


class Gevolgd(Parameterset):
    """A set that remembers which keys were asked for, and which inferred values it gave."""

    def __init__(self, bron: Parameterset) -> None:
        super().__init__(bron.sleutels, bron.feiten())
        self._gevraagd: set[str] = set()
        self._te_bevestigen: set[tuple[str, date]] = set()

    @property
    def gebruik(self) -> Gebruik:
        """What was asked so far, by anybody."""
        return Gebruik(frozenset(self._gevraagd), frozenset(self._te_bevestigen))

    def zoek(self, sleutel: str, op: date) -> Feit | None:
        """Return the fact that holds on a day, and remember it."""
        self._gevraagd.add(sleutel)
        feit = super().zoek(sleutel, op)
        if feit is not None and feit.te_bevestigen:
            self._te_bevestigen.add((feit.sleutel, feit.vanaf))
        return feit

    def reeks(self, sleutel: str) -> tuple[Feit, ...]:
        """Return every dated value of a key, and remember the key."""
        self._gevraagd.add(sleutel)
        return super().reeks(sleutel)


def vingerafdruk(parameters: Parameterset, sleutels: Collection[str], regels: Iterable[Berekening]) -> str:
    """Return the SHA-256 over the values of these keys and the versions of these rules.

    Certainty and source do not count: a value that HR confirms pays the same, so nothing is calculated again for it.
    """
    inhoud = {
        "parameters": {sleutel: _waarden(parameters, sleutel) for sleutel in sleutels},
        "regels": sorted([regel.id, regel.versie] for regel in regels),
    }
    return sha256(JSON_TEKST(inhoud).encode()).hexdigest()


def onbevestigd(parameters: Parameterset, gebruikt: Iterable[list[str]]) -> list[Feit]:
    """Return which of the used values, as [key, from], are still inferred in this set, in a fixed order."""
    return [
        feit
        for sleutel, vanaf in sorted(gebruikt)
        for feit in parameters.reeks(sleutel)
        if feit.vanaf.isoformat() == vanaf and feit.te_bevestigen
    ]


def maak_snapshot(parameters: Parameterset, sleutels: Collection[str]) -> tuple[str, str]:
    """Return (digest, content) of everything that these keys say, with what the keys mean for a later reader."""
    namen: dict[str, Any] = {}
    feiten: dict[tuple[str, date], Feit] = {}
    for sleutel in sleutels:
        uitleg = parameters.sleutel(sleutel)
        namen[uitleg.sleutel] = {
            "omschrijving": uitleg.omschrijving,
            "eenheid": uitleg.eenheid,
            "artikel": uitleg.artikel,
        }
        feiten |= {(feit.sleutel, feit.vanaf): feit for feit in parameters.reeks(sleutel)}
    inhoud = JSON_TEKST(
        {
            "sleutels": namen,
            "feiten": [
                {
                    "sleutel": feit.sleutel,
                    "vanaf": feit.vanaf.isoformat(),
                    "waarde": _kaal(feit.waarde),
                    "zekerheid": str(feit.zekerheid),
                    "bron": feit.bron,
                    "herzien_voor": feit.herzien_voor and feit.herzien_voor.isoformat(),
                }
                for _, feit in sorted(feiten.items())
            ],
        }
    )
    return sha256(inhoud.encode()).hexdigest(), inhoud


def lees_snapshot(inhoud: str, sleutels: Mapping[str, Sleutel]) -> Parameterset:
    """Return a snapshot as the set it was made from; values of keys that are not installed any more are left out."""
    bekend = Parameterset(sleutels, ())
    feiten = []
    for rij in json.loads(inhoud)["feiten"]:
        try:
            bekend.sleutel(rij["sleutel"])
        except OnbekendeSleutel:
            continue
        herzien = rij["herzien_voor"]
        feiten.append(
            Feit(
                rij["sleutel"],
                _herstel(rij["waarde"]),
                date.fromisoformat(rij["vanaf"]),
                Zekerheid(rij["zekerheid"]),
                rij["bron"],
                date.fromisoformat(herzien) if herzien else None,
            )
        )
    return Parameterset(sleutels, feiten)


def _waarden(parameters: Parameterset, sleutel: str) -> list[list[Any]] | None:
    try:
        return [[feit.vanaf.isoformat(), _kaal(feit.waarde)] for feit in parameters.reeks(sleutel)]
    except OnbekendeSleutel:
        return None


def _kaal(waarde: Waarde | None) -> Any:
    if isinstance(waarde, Decimal):
        return {"getal": str(waarde)}
    if isinstance(waarde, tuple):
        return [dag.isoformat() for dag in waarde]
    return waarde


def _herstel(waarde: Any) -> Waarde | None:
    if isinstance(waarde, dict):
        return Decimal(waarde["getal"])
    if isinstance(waarde, list):
        return tuple(date.fromisoformat(dag) for dag in waarde)
    return waarde  # type: ignore[no-any-return]

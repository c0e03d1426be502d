# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a proposal: what was asked and what was answered, to and from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from plugins.jio.consignatie.voorstel.rules.eerlijk import Stand
from plugins.jio.consignatie.voorstel.rules.gegevens import Gewogen, Opgavesoort
from plugins.jio.consignatie.wensen.rules import Wenssoort


@dataclass(frozen=True)
class Opties:
    """What whoever asked chose. ``losgelaten`` are wishes that were given up, by person and Tuesday."""

    zonder: tuple[int, ...] = ()
    #: Only duties from this day on (Tuesday) are touched: for who falls out later on.
    vanaf: date | None = None
    vrij_ertussen: int = 0
    meeste_diensten: int | None = None
    behoud: bool = False
    losgelaten: tuple[tuple[int, date], ...] = ()
    #: What if Goede Vrijdag is a holiday (or not); None is what holds now.
    goede_vrijdag: bool | None = None

    def als_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "zonder": list(self.zonder),
            "vanaf": self.vanaf.isoformat() if self.vanaf else None,
            "vrij_ertussen": self.vrij_ertussen,
            "meeste_diensten": self.meeste_diensten,
            "behoud": self.behoud,
            "losgelaten": [[wie, dag.isoformat()] for wie, dag in self.losgelaten],
            "goede_vrijdag": self.goede_vrijdag,
        }

    @classmethod
    def van_json(cls, waarde: Mapping[str, Any]) -> Opties:
        """Return what was kept."""
        return cls(
            zonder=tuple(waarde["zonder"]),
            vanaf=date.fromisoformat(waarde["vanaf"]) if waarde["vanaf"] else None,
            vrij_ertussen=waarde["vrij_ertussen"],
            meeste_diensten=waarde["meeste_diensten"],
            behoud=waarde["behoud"],
            losgelaten=tuple((wie, date.fromisoformat(dag)) for wie, dag in waarde["losgelaten"]),
            goede_vrijdag=waarde["goede_vrijdag"],
        )


@dataclass(frozen=True)
class Weekkeuze:
    """A duty of the proposal: who would do it, who does it now, and what the solver was not asked to change."""

    dinsdag: date
    wie: int
    nu: int | None
    vast: bool
    wens: Wenssoort | None
    zonder_brief: bool
    naast_vorige: bool


@dataclass(frozen=True)
class Persoonstand:
    """What somebody gets by the proposal, an equal share of it, and the balance of earlier years."""

    wie: int
    krijgt: Stand
    aandeel: Stand
    saldo: Stand

    @property
    def na(self) -> Stand:
        """By how much the person is above an equal share after this roster, over all years."""
        return self.saldo + self.krijgt - self.aandeel


@dataclass(frozen=True)
class Opgeven:
    """Something to give up, by week and person; a limit over the whole year has neither, but what it could be."""

    soort: Opgavesoort
    dinsdag: date | None
    wie: int | None
    #: Why the others cannot, where nobody can: by person.
    gronden: tuple[tuple[int, str], ...] = ()
    waarde: int | None = None


@dataclass(frozen=True)
class Antwoord(Gewogen):
    """What the solver answered, with everything that its page shows."""

    weken: tuple[Weekkeuze, ...]
    standen: tuple[Persoonstand, ...]
    kosten: int
    ondergrens: int
    arbeidstijden_getoetst: bool
    opgeven: tuple[Opgeven, ...] = ()

    @property
    def wijzigingen(self) -> tuple[Weekkeuze, ...]:
        """The duties that somebody else would do than does now, or that nobody does now."""
        return tuple(week for week in self.weken if not week.vast and week.nu != week.wie)

    @property
    def niet_ingewilligd(self) -> tuple[Weekkeuze, ...]:
        """The duties of people who said that they would rather not, or could not."""
        return tuple(week for week in self.weken if week.wens in (Wenssoort.KAN_NIET, Wenssoort.LIEVER_NIET))

    def als_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "weken": [
                [w.dinsdag.isoformat(), w.wie, w.nu, w.vast, w.wens, w.zonder_brief, w.naast_vorige] for w in self.weken
            ],
            "standen": [[p.wie, _lijst(p.krijgt), _lijst(p.aandeel), _lijst(p.saldo)] for p in self.standen],
            "kosten": self.kosten,
            "ondergrens": self.ondergrens,
            "arbeidstijden_getoetst": self.arbeidstijden_getoetst,
            "opgeven": [
                [o.soort, o.dinsdag and o.dinsdag.isoformat(), o.wie, [list(paar) for paar in o.gronden], o.waarde]
                for o in self.opgeven
            ],
        }

    @classmethod
    def van_json(cls, waarde: Mapping[str, Any]) -> Antwoord:
        """Return what was kept."""
        return cls(
            tuple(
                Weekkeuze(date.fromisoformat(dag), wie, nu, vast, Wenssoort(wens) if wens else None, brief, naast)
                for dag, wie, nu, vast, wens, brief, naast in waarde["weken"]
            ),
            tuple(
                Persoonstand(wie, Stand(*krijgt), Stand(*aandeel), Stand(*saldo))
                for wie, krijgt, aandeel, saldo in waarde["standen"]
            ),
            waarde["kosten"],
            waarde["ondergrens"],
            waarde["arbeidstijden_getoetst"],
            tuple(
                Opgeven(
                    Opgavesoort(soort),
                    date.fromisoformat(dag) if dag else None,
                    wie,
                    tuple((persoon, grond) for persoon, grond in gronden),
                    grens,
                )
                for soort, dag, wie, gronden, grens in waarde["opgeven"]
            ),
        )


def _lijst(stand: Stand) -> list[float]:
    return [round(stand.uren, 2), round(stand.weekenden, 3), round(stand.feestdagen, 3)]

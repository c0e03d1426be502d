# SPDX-License-Identifier: EUPL-1.2
"""The "Verklaring geen privégebruik auto" (Autoregeling OM 4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.rules import Geweigerd


@dataclass(frozen=True)
class Verklaring:
    """A declaration: approved by the Belastingdienst or not, received by the employer, perhaps withdrawn."""

    ontvangen_op: date
    goedgekeurd: bool = True
    ingetrokken_op: date | None = None

    def __post_init__(self) -> None:
        if self.ingetrokken_op is not None and self.ingetrokken_op < self.ontvangen_op:
            raise Geweigerd("ingetrokken_op", "de dag van intrekken ligt niet voor de dag van ontvangst")

    def werkt_op(self, dag: date) -> bool:
        """Tell whether it works: approved, from the day of receipt up to, not including, the withdrawal."""
        return (
            self.goedgekeurd and self.ontvangen_op <= dag and (self.ingetrokken_op is None or dag < self.ingetrokken_op)
        )

    @property
    def grenzen(self) -> tuple[date, ...]:
        """The days on which it starts or stops to work; none when it never works."""
        if not self.werkt_op(self.ontvangen_op):
            return ()
        return (self.ontvangen_op, *((self.ingetrokken_op,) if self.ingetrokken_op else ()))


def werkt_een(verklaringen: Iterable[Verklaring], dag: date) -> bool:
    """Tell whether any of these declarations works on a day."""
    return any(verklaring.werkt_op(dag) for verklaring in verklaringen)

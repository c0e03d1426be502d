# SPDX-License-Identifier: EUPL-1.2
"""What is still open of a claim, and what is overdue: pure, in cents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar.termijnen import plus_maanden


@dataclass(frozen=True)
class Termijn:
    """An amount with the last day on which it can be paid in time."""

    vervaldag: date
    centen: int


@dataclass(frozen=True)
class Saldo:
    """How a claim stands on a day."""

    totaal_centen: int
    betaald_centen: int
    #: What should have been paid by now and was not.
    te_laat_centen: int
    #: The first instalment that is not wholly paid; None when everything is.
    eerstvolgende: Termijn | None

    @property
    def open_centen(self) -> int:
        """What is still owed."""
        return self.totaal_centen - self.betaald_centen


def saldo(termijnen: Sequence[Termijn], betalingen: Iterable[int], op: date) -> Saldo:
    """Set payments against instalments, the oldest first. A due day itself is in time."""
    betaald = sum(betalingen)
    rest, te_laat, eerstvolgende = betaald, 0, None
    for termijn in sorted(termijnen, key=lambda termijn: termijn.vervaldag):
        gedekt = min(rest, termijn.centen)
        rest -= gedekt
        open_centen = termijn.centen - gedekt
        if open_centen and eerstvolgende is None:
            eerstvolgende = Termijn(termijn.vervaldag, open_centen)
        if termijn.vervaldag < op:
            te_laat += open_centen
    return Saldo(sum(termijn.centen for termijn in termijnen), betaald, te_laat, eerstvolgende)


def gelijke_termijnen(centen: int, aantal: int, eerste: date) -> tuple[Termijn, ...]:
    """Divide an amount over months, from a day on; the first ones carry the odd cents, so that nothing is lost.

    Months are counted from the first day, so that the 31st comes back after a shorter month.
    """
    deel, rest = divmod(centen, aantal)
    return tuple(Termijn(plus_maanden(eerste, nummer), deel + (1 if nummer < rest else 0)) for nummer in range(aantal))

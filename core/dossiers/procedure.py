# SPDX-License-Identifier: EUPL-1.2
"""A procedure is a table of steps: from which state, to which, by which role, under which article."""

from __future__ import annotations

from dataclasses import dataclass


class StapNietMogelijk(ValueError):
    """The step does not exist from the present state; the message says so in Dutch."""


@dataclass(frozen=True)
class Processtap:
    """One allowed step. ``rollen`` are policy roles, or ``programma`` for what a job does."""

    id: str
    van: tuple[str, ...]
    naar: str
    rollen: tuple[str, ...]
    artikel: str
    #: Another person than the one who made these earlier steps must make this one.
    anders_dan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Procedure:
    """A declared state machine."""

    id: str
    regeling: str
    begin: str
    stappen: tuple[Processtap, ...]

    @property
    def toestanden(self) -> tuple[str, ...]:
        """Every state, in the order in which the steps name them."""
        namen = [self.begin, *(naam for stap in self.stappen for naam in (*stap.van, stap.naar))]
        return tuple(dict.fromkeys(namen))

    def stap(self, id: str) -> Processtap:
        """Return a step by its id. Raises ``KeyError``."""
        for stap in self.stappen:
            if stap.id == id:
                return stap
        raise KeyError(id)

    def na(self, toestand: str, stap_id: str) -> str:
        """Return the state after a step. Raises ``StapNietMogelijk``."""
        stap = self.stap(stap_id)
        if toestand not in stap.van:
            raise StapNietMogelijk(
                "dit kan nu niet meer: iemand heeft al een volgende stap gezet; bekijk hoe het nu staat"
            )
        return stap.naar

# SPDX-License-Identifier: EUPL-1.2
"""What every use case needs to know: which database, who acts, what time it is, and what is installed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.calendar.tijd import lokale_datum
from core.people.policy import Actor, Doel
from core.plugins import Installatie
from core.storage.engine import Database


@dataclass(frozen=True)
class Context:
    """The first argument of every service."""

    database: Database
    installatie: Installatie
    actor: Actor
    #: The moment at which this happens (UTC); services and rules never read a clock.
    nu: datetime
    taal: str = "nl"

    @property
    def vandaag(self) -> date:
        """The Dutch calendar day of ``nu``."""
        return lokale_datum(self.nu)

    def mag(self, handeling: str, doel: Doel) -> bool:
        """Tell whether the actor may do this to that."""
        return self.installatie.beleid.mag(self.actor, handeling, doel)

    def eis(self, handeling: str, doel: Doel) -> None:
        """Raise ``GeenToegang`` unless the actor may do this to that."""
        self.installatie.beleid.eis(self.actor, handeling, doel)

    def als(self, actor: Actor) -> Context:
        """Return the same context for another actor."""
        return replace(self, actor=actor)

# SPDX-License-Identifier: EUPL-1.2
"""Where the month run gets the fitness contribution from (JIO 11.5).

The text names an amount a month and no part of one: a month counts when the subscription and the employment hold on
its first day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.contributions import Loonregel, Openstaand
from core.rules import GEEN_UITLEG, Geweigerd, ParameterOntbreekt, Parameters, Parameterset
from core.rules.invoer import schrijf
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.fitness.policy import REGELING
from plugins.jio.fitness.rules import Bijdrage, bijdrage
from plugins.jio.fitness.services import als_abonnement, lopende

LOONCODE = "jio_fit.looncode"


class Fitnessbijdrage:
    """The employer's part of a subscription, a line a month and employee."""

    id = "JIO-FIT/bijdrage"
    eenheid = EENHEID
    regeling = REGELING
    redenen: Mapping[str, str] = {
        "fitness_bedrag_ontbreekt": "Het bedrag van de bijdrage aan bedrijfsfitness is niet bekend.",
        "fitness_past_niet": "De gevraagde IKB past niet meer bij het abonnement.",
    }

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who takes part on the first day of the month."""
        return sorted({rij.medewerker_id for rij in lopende(sessie, periode)})

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Yield the contribution of each subscription. Two queries."""
        eerste = date.fromisoformat(f"{periode}-01")
        looncode = parameters.zoek(LOONCODE, eerste)
        for rij in lopende(sessie, periode, medewerkers):
            feit = f"fitness/{rij.id}"
            try:
                abonnement = als_abonnement(rij, eerste)
                uitkomst = bijdrage.functie(abonnement, Parameters(parameters), GEEN_UITLEG)
            except ParameterOntbreekt as fout:
                yield Openstaand(rij.medewerker_id, feit, "fitness_bedrag_ontbreekt", fout, artikel="JIO 11.5")
                continue
            except Geweigerd:
                yield Openstaand(rij.medewerker_id, feit, "fitness_past_niet", artikel="JIO 11.5", beslisser="hr")
                continue
            yield Loonregel(
                rij.medewerker_id,
                feit,
                bijdrage.id,
                bijdrage.versie,
                int(uitkomst.bijdrage_werkgever_centen),
                json.dumps(schrijf(abonnement), default=str),
                {"maanden": 1},
                str(looncode.waarde) if looncode and looncode.waarde is not None else "",
                eerste,
            )

    def centen(self, uitkomst: Bijdrage, feit: str) -> int:
        """Return the employer's part of a month, in cents."""
        return int(uitkomst.bijdrage_werkgever_centen)

# SPDX-License-Identifier: EUPL-1.2
"""Where the month run gets the settlement of private use from: once a year, in January (JIO 8.2; CAO Rijk 10.4).

There is no advance: the text of JIO names none, and a year is settled as a whole, a line for each part of the year with
one rate.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.contributions import Loonregel, Openstaand
from core.rules import GEEN_UITLEG, Centen, ParameterOntbreekt, Parameters, Parameterset
from core.rules.invoer import schrijf
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.rules.privegebruik import Bestuurder, Privegebruik, Privevraag, privegebruik
from plugins.jio.autoregeling.services.prive import Privejaar, berijders, priveritten
from plugins.jio.consignatie.policy import EENHEID

LOONCODE = "jio_auto.looncode_privegebruik"
_ARTIKEL = "JIO 8.2"


class Priveafrekening:
    """What an employee pays for the private kilometres of the year before."""

    id = "JIO-AUTO/privegebruik"
    eenheid = EENHEID
    regeling = policy.REGELING
    inhouding = True
    redenen: Mapping[str, str] = {
        "parameter_ontbreekt": "Een bedrag of percentage is niet bekend.",
        "prive_zonder_afspraak": "Er is {kilometers} km privé gereden zonder schriftelijke afspraak.",
        "jaartotaal_te_splitsen": "Van {kilometers} km is alleen het jaartotaal bekend, en het tarief is gewijzigd.",
        "fiscale_waarde_ontbreekt": "De fiscale waarde van de auto is niet bekend.",
    }

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who had a personal car in the year that is settled; nobody outside January."""
        jaar = _jaar(periode)
        return berijders(sessie, jaar) if jaar else ()

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Yield what each person owes for each part of the year, and why where that cannot be said."""
        jaar = _jaar(periode)
        if not jaar:
            return
        code = parameters.zoek(LOONCODE, date(jaar + 1, 1, 1))
        looncode = str(code.waarde) if code and code.waarde is not None else ""
        for deel in priveritten(sessie, jaar, medewerkers, parameters):
            yield _regel(deel, parameters, looncode)

    def centen(self, uitkomst: Privegebruik, feit: str) -> int:
        """Return what the employee pays, below zero, in cents."""
        return -int(uitkomst.kilometervergoeding_centen or 0)


def _jaar(periode: str) -> int | None:
    """Return the year that is settled in a month."""
    return int(periode[:4]) - 1 if periode.endswith("-01") else None


def _regel(deel: Privejaar, parameters: Parameterset, looncode: str) -> Loonregel | Openstaand:
    wie, feit = deel.medewerker_id, f"privegebruik/{deel.gebruik_id}/{deel.deel.isoformat()}"
    gegevens = {"kilometers": deel.kilometers}
    if not deel.afspraak:
        return Openstaand(wie, feit, "prive_zonder_afspraak", None, _ARTIKEL, policy.DIRECTEUR.id, gegevens)
    if deel.te_splitsen:
        return Openstaand(wie, feit, "jaartotaal_te_splitsen", None, "CAO Rijk 10.4", policy.AUTOBEHEER.id, gegevens)
    if deel.fiscale_waarde_centen is None:
        return Openstaand(wie, feit, "fiscale_waarde_ontbreekt", None, _ARTIKEL, policy.AUTOBEHEER.id)
    vraag = Privevraag(deel.deel, True, Bestuurder.WERKNEMER, deel.kilometers, Centen(deel.fiscale_waarde_centen))
    try:
        uitkomst = privegebruik.functie(vraag, Parameters(parameters), GEEN_UITLEG)
    except ParameterOntbreekt as fout:
        return Openstaand(wie, feit, "parameter_ontbreekt", fout, _ARTIKEL)
    return Loonregel(
        wie,
        feit,
        privegebruik.id,
        privegebruik.versie,
        -int(uitkomst.kilometervergoeding_centen or 0),
        json.dumps(schrijf(vraag)),
        {"kilometers_prive": deel.kilometers},
        looncode,
        deel.deel,
    )

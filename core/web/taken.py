# SPDX-License-Identifier: EUPL-1.2
"""Tasks and messages as people read them: a sentence, and the page that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from core.berichten.services import PARAMETER_BEVESTIGEN, PARAMETER_ONTBREEKT, Berichtregel, Taakregel
from core.bezwaren.services import BEZWAAR
from core.contributions import Taaksoort, Werkpunt
from core.ledger.export import LOONCODE_ONTBREEKT
from core.ledger.goedkeuring import RUN_TERUGGEGEVEN
from core.storingen.services import probeer
from core.uitbetaling.services import UITBETALING_VERSCHIL
from core.vorderingen.services import VORDERING_TE_LAAT
from core.web.filters import dag_kort, datum, euro, maand
from core.web.request import ctx

KERNTAKEN = {
    soort.id: soort
    for soort in (
        Taaksoort(
            PARAMETER_ONTBREEKT,
            "Vul een waarde in voor {sleutel}: vanaf {op} is ze niet bekend.",
            "parameters.toon",
            "sleutel",
        ),
        Taaksoort(
            PARAMETER_BEVESTIGEN,
            "Bevestig de afgeleide waarde van {sleutel} die op {op} geldt.",
            "parameters.toon",
            "sleutel",
        ),
        Taaksoort(LOONCODE_ONTBREEKT, "Vul de looncode van {sleutel} in; die is nodig vanaf {op}.", "parameters.lijst"),
        Taaksoort(
            BEZWAAR,
            "Iemand maakt bezwaar tegen een bedrag over {maand}: lees het en geef antwoord.",
            "boekingen.toon",
            "nummer",
        ),
        Taaksoort(
            RUN_TERUGGEGEVEN,
            "De run van {maand} is teruggegeven: lees de reden, herstel wat nodig is en controleer hem opnieuw.",
            "runs.toon",
            "nummer",
        ),
        Taaksoort(
            VORDERING_TE_LAAT,
            "Vordering {sleutel} is niet op tijd betaald: neem contact op met de medewerker.",
            "vorderingen.toon",
            "nummer",
        ),
        Taaksoort(
            UITBETALING_VERSCHIL,
            "In {maand} is {aantal} keer iets anders betaald dan in het loonbestand stond: zoek uit waarom.",
            "uitbetaling.lijst",
        ),
    )
}

_DAG = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAAND = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def werkpunten(taken: Iterable[Taakregel]) -> tuple[Werkpunt, ...]:
    """Return tasks as what is asked of the reader; one of a plugin that is gone keeps its code."""
    soorten = {**KERNTAKEN, **ctx().installatie.taaksoorten}
    return tuple(
        probeer(
            ctx(),
            taak.eenheid,
            "annex_taaksoorten",
            partial(_werkpunt, taak, soorten.get(taak.soort)),
            _onbekend(taak),
        )
        for taak in taken
    )


def berichtzin(bericht: Berichtregel) -> str:
    """Return a message as a sentence in the reader's language; its bare text where the plugin's words do not fit."""
    eenheid = bericht.soort.partition(".")[0]
    return probeer(ctx(), eenheid, "annex_berichtsoorten", lambda: _vul(bericht.zin, bericht.gegevens), bericht.zin)


def bericht_url(bericht: Berichtregel) -> str | None:
    """Return the page that a message leads to, or None where that page is not there now.

    A message that was sent before its page asked for a number has no page either.
    """
    if bericht.endpoint is None or bericht.endpoint not in current_app.view_functions:
        return None
    try:
        return url_for(bericht.endpoint, **_argumenten(bericht.endpoint, bericht.gegevens))
    except BuildError:
        return None


def _onbekend(taak: Taakregel) -> Werkpunt:
    return Werkpunt(f"{taak.soort} {taak.sleutel}", url_for("start.begin"), _sinds(taak))


def _sinds(taak: Taakregel) -> str:
    return str(_("Staat open sinds %(dag)s.", dag=dag_kort(taak.gemaakt_op.date())))


def _werkpunt(taak: Taakregel, soort: Taaksoort | None) -> Werkpunt:
    if soort is None:
        return _onbekend(taak)
    zin = _vul(soort.zin, {**taak.gegevens, "sleutel": _onderwerp(taak), "op": taak.op.isoformat() if taak.op else ""})
    argumenten: dict[str, Any] = {soort.argument: taak.sleutel} if soort.argument else {}
    vreemd = taak.soort == PARAMETER_ONTBREEKT
    return Werkpunt(
        zin,
        url_for(soort.endpoint, **argumenten),
        _sinds(taak),
        staat="ontbreekt" if vreemd else "open",
        staat_woord=_("ontbreekt") if vreemd else _("te doen"),
        vreemd=vreemd,
    )


def _onderwerp(taak: Taakregel) -> str:
    sleutel = ctx().installatie.parameters.sleutels.get(taak.sleutel)
    return f"‘{sleutel.omschrijving.rstrip('.')}’" if sleutel else taak.sleutel


def _argumenten(endpoint: str, gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data that the address of a page asks for."""
    gevraagd = {naam for regel in current_app.url_map.iter_rules(endpoint) for naam in regel.arguments}
    return {naam: waarde for naam, waarde in gegevens.items() if naam in gevraagd}


def _vul(zin: str, gegevens: Mapping[str, Any]) -> str:
    return str(_(zin)).format_map({naam: _toon(naam, waarde) for naam, waarde in gegevens.items()})


def _toon(naam: str, waarde: Any) -> str:
    if isinstance(waarde, int) and naam.endswith("_centen"):
        return euro(waarde)
    if isinstance(waarde, str) and _DAG.fullmatch(waarde):
        return datum(date.fromisoformat(waarde))
    if isinstance(waarde, str) and _MAAND.fullmatch(waarde):
        return maand(waarde)
    return str(waarde)

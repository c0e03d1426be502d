# SPDX-License-Identifier: EUPL-1.2
"""What people are told about patch duty, and what HR is asked."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.jio.rijksroosteren.services.maatwerk import TAAK_AKKOORD

_MIJN = "jio_roosteren.mijn"
_TEAM = "jio_roosteren_team.maand"
_MAATWERK = "jio_roosteren_maatwerk.lijst"

BERICHTSOORTEN = (
    Berichtsoort("jio.patchdienst_goedgekeurd", "Je rooster van {dag} is goedgekeurd.", _MIJN),
    Berichtsoort(
        "jio.patchdienst_vervallen",
        "Een collega in je team doet vanaf {vanaf} geen patchdiensten meer. Vervallen: {aantal}.",
        _TEAM,
    ),
    Berichtsoort("jio.verlof_terug", "Je verlofaanvraag vanaf {dag} komt terug: dien hem in de RRA in.", _MIJN),
    Berichtsoort("jio.maatwerk_akkoord_jij", "Loopt je maatwerkafspraak door? Jouw akkoord ontbreekt.", _MIJN),
    Berichtsoort(
        "jio.maatwerk_akkoord_team", "Loopt een maatwerkafspraak in je team door? Jouw akkoord ontbreekt.", _MAATWERK
    ),
)

TAAKSOORTEN = (Taaksoort(TAAK_AKKOORD, "Bij maatwerkafspraak {sleutel} ontbreekt een akkoord.", _MAATWERK),)

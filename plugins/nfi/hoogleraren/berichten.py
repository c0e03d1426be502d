# SPDX-License-Identifier: EUPL-1.2
"""What a professor or lector is told, and what HR is asked; neither holds a name."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort

TAAK_BESLIS = "nfi.benoeming_beslissen"
TAAK_EINDE = "nfi.benoeming_eindigt"
"""``sleutel`` is the number of the appointment, ``op`` its last day."""
TAAK_SALARIS = "nfi.salaris_na_toekenning"

BERICHTSOORTEN = (
    Berichtsoort("nfi.toelage_toegekend", "Je toelage voor je benoeming is toegekend.", "nfi_toelagen.mijn"),
    Berichtsoort("nfi.toelage_afgewezen", "Er is geen toelage toegekend voor je benoeming.", "nfi_toelagen.mijn"),
    Berichtsoort(
        "nfi.toelage_eindigt", "Je toelage voor je benoeming loopt tot en met {laatste_dag}.", "nfi_toelagen.mijn"
    ),
)
TAAKSOORTEN = (
    Taaksoort(TAAK_BESLIS, "Beslis over de toelage voor benoeming {sleutel}.", "nfi_hoogleraren.benoeming", "nummer"),
    Taaksoort(
        TAAK_EINDE,
        "Benoeming {sleutel} eindigt binnen een half jaar. Komt er een herbenoeming?",
        "nfi_hoogleraren.benoeming",
        "nummer",
    ),
    Taaksoort(
        TAAK_SALARIS,
        "Zeg bij benoeming {sleutel} of het later vastgelegde salaris een herstel is.",
        "nfi_hoogleraren.benoeming",
        "nummer",
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""What people are told about the fitness contribution, and what HR is asked."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.jio.fitness.services import TAAK_BESLIS

BERICHTSOORTEN = (
    Berichtsoort("jio.fitness_besloten", "Er is beslist over je bijdrage voor bedrijfsfitness.", "jio_fitness.eigen"),
)
TAAKSOORTEN = (Taaksoort(TAAK_BESLIS, "Controleer aanvraag {sleutel} voor bedrijfsfitness.", "jio_fitness.lijst"),)

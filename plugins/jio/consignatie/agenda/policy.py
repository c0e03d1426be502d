# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to the addresses of calendars: everybody to the own ones, and nobody to those of somebody else."""

from __future__ import annotations

from core.people.policy import MEDEWERKER, Relatie, regels

AGENDA = "jio.agenda"

BELEID = tuple(regels(MEDEWERKER, Relatie.EIGEN, AGENDA, "bekijk", "maak", "trek_in"))

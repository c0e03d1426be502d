# SPDX-License-Identifier: EUPL-1.2
"""What HR is asked about the function lists; no task holds a name."""

from __future__ import annotations

from core.contributions import Taaksoort

TAAK_LIJST = "nfi.functielijst_loopt_af"
"""``sleutel`` is the name of the list, ``op`` its last day."""
TAAK_VASTSTELLEN = "nfi.functielijst_vaststellen"
"""``sleutel`` is the number of a list that waits for a second person."""
TAAK_VERLENGEN = "nfi.verlenging_vaststellen"
"""``sleutel`` is the number of an extension that waits for a second person."""
TAAK_VOORWAARDE = "nfi.voorwaarde_vragen"
"""``sleutel`` is the year for which the conditions of people are asked."""

TAAKSOORTEN = (
    Taaksoort(
        TAAK_LIJST,
        "De functielijst {sleutel} loopt af. Stel een nieuwe vast, of houd de oude aan tot een dag.",
        "nfi_bezwarend.lijsten_",
    ),
    Taaksoort(TAAK_VASTSTELLEN, "Kijk functielijst {naam} na en stel haar vast.", "nfi_bezwarend.lijst", "nummer"),
    Taaksoort(TAAK_VERLENGEN, "Beslis of functielijst {naam} wordt aangehouden.", "nfi_bezwarend.lijsten_"),
    Taaksoort(
        TAAK_VOORWAARDE,
        "Leg voor {sleutel} vast wie voldoet aan de voorwaarde van de functielijst.",
        "nfi_bezwarend.mensen_",
    ),
)

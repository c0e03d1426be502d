# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out, sessions, form tokens, headers, languages and errors."""

from __future__ import annotations

from tests.core.web.wereld import Web


def test_zonder_inloggen_gaat_elke_pagina_naar_het_inlogformulier_met_de_weg_terug(web: Web) -> None:
    antwoord = web.client().get("/berichten/?pagina=2")
    assert antwoord.status_code == 303
    assert antwoord.location == "/inloggen?volgende=/berichten/?pagina%3D2"

# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out, sessions, form tokens, headers, languages and errors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from core.people.eenheden import schakel
from core.people.policy import PROGRAMMA
from core.storage.engine import Database, OpslagNietBereikbaar
from core.web.app import maak_app
from core.web.rights import RechtOntbreekt, vereist
from core.web.security import lokaal_adres
from tests.core.ledger.proef import EENHEID
from tests.core.web.wereld import GEHEIM, NU, WACHTWOORD, Web, stuur


def test_zonder_inloggen_gaat_elke_pagina_naar_het_inlogformulier_met_de_weg_terug(web: Web) -> None:
    antwoord = web.client().get("/berichten/?pagina=2")
    assert antwoord.status_code == 303
    assert antwoord.location == "/inloggen?volgende=/berichten/?pagina%3D2"

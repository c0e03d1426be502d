# SPDX-License-Identifier: EUPL-1.2
"""Roles and rights of the service cars of JIO (JIO 8.2)."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, MEDEWERKER, Beleidsregel, Relatie, Rol, regels

REGELING = "JIO-AUTO"

AUTOBEHEER = Rol(
    "jio_autobeheer", "Functionaris dienstauto's", "Beheert de dienstauto's van JIO en neemt gebreken aan (JIO 8.2)."
)
DIRECTEUR = Rol(
    "jio_algemeen_directeur",
    "Algemeen directeur JIO",
    "Beslist over een poolauto mee naar huis en over een persoonsgebonden auto (JIO 8.2).",
)
ROLLEN = (AUTOBEHEER, DIRECTEUR)

AUTO = "jio.auto"
RESERVERING = "jio.autoreservering"
GEBRUIK = "jio.autogebruik"
CONSIGNATIERIT = "jio.consignatierit"

BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN_EENHEID, AUTO, "bekijk"),
    *regels(MEDEWERKER, Relatie.EIGEN, RESERVERING, "bekijk", "reserveer", "rijd", "annuleer"),
    *regels(MEDEWERKER, Relatie.EIGEN, GEBRUIK, "bekijk_eigen", "vraag_aan", "registreer"),
    *regels(MEDEWERKER, Relatie.EIGEN, CONSIGNATIERIT, "bekijk", "registreer"),
    *regels(AUTOBEHEER, Relatie.EIGEN_EENHEID, AUTO, "bekijk", "beheer"),
    *regels(AUTOBEHEER, Relatie.EIGEN_EENHEID, RESERVERING, "bekijk", "annuleer"),
    *regels(AUTOBEHEER, Relatie.EIGEN_EENHEID, GEBRUIK, "bekijk", "lever_af", "neem_in"),
    *regels(DIRECTEUR, Relatie.EIGEN_EENHEID, RESERVERING, "bekijk", "beslis"),
    *regels(DIRECTEUR, Relatie.EIGEN_EENHEID, GEBRUIK, "bekijk", "beslis", "beeindig"),
    *regels(HR, Relatie.EIGEN_EENHEID, GEBRUIK, "bekijk"),
    *regels(HR, Relatie.EIGEN_EENHEID, CONSIGNATIERIT, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, AUTO, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, GEBRUIK, "bekijk"),
)

# SPDX-License-Identifier: EUPL-1.2
"""Appointments in the demo: a professor, a lector whose term nearly ends, and one on whom nobody decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from core.calendar.termijnen import plus_maanden
from plugins.nfi.demo.mensen import APRIL_2023, Bezetting
from plugins.nfi.hoogleraren.rules.looptijd import Rol
from plugins.nfi.hoogleraren.services import benoemingen
from plugins.nfi.hoogleraren.services.benoemingen import Aanmelding

MEI_2022 = datetime(2022, 5, 2, 9, tzinfo=UTC)


def ken_toe(bezetting: Bezetting) -> None:
    """Grant two appointments in years of which the salaries are known."""
    _benoem(
        bezetting,
        "Veerle Hoog",
        MEI_2022,
        Aanmelding(
            Rol.HOOGLERAAR,
            "Prof. dr. V. Hoog",
            "Universiteit van Voorbeeld",
            date(2022, 3, 1),
            document="P-dossier 2022-17",
            document_ontvangen_op=date(2022, 3, 4),
        ),
    )
    _benoem(
        bezetting,
        "Wout Leer",
        APRIL_2023,
        Aanmelding(
            Rol.LECTOR,
            "Dr. W. Leer",
            "Hogeschool Voorbeeld",
            date(2023, 2, 16),
            plus_maanden(bezetting.ctx.vandaag, 4),
            Decimal("9.5"),
            "P-dossier 2023-08",
            date(2023, 2, 20),
        ),
    )


def meld_aan(bezetting: Bezetting) -> None:
    """Report an appointment of today, of which the salary tables are not known yet."""
    vandaag = bezetting.ctx.vandaag
    benoemingen.meld_aan(
        bezetting.hr(),
        bezetting.ids["Xander Nieuw"],
        Aanmelding(
            Rol.HOOGLERAAR,
            "Prof. dr. X. Nieuw",
            "Universiteit van Voorbeeld",
            vandaag.replace(day=1),
            document="P-dossier (fictief)",
            document_ontvangen_op=vandaag,
        ),
    )


def _benoem(bezetting: Bezetting, naam: str, nu: datetime, aanmelding: Aanmelding) -> None:
    nummer = benoemingen.meld_aan(bezetting.hr(nu), bezetting.ids[naam], aanmelding)
    benoemingen.beslis(bezetting.ander(nu), nummer, toegekend=True, reden="Past bij het onderzoek van het NFI.")
    benoemingen.leg_verklaring_vast(
        bezetting.hr(nu), nummer, verklaring=f"Bij {aanmelding.document}", op=aanmelding.ingangsdatum
    )

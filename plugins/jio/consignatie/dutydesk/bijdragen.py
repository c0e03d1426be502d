# SPDX-License-Identifier: EUPL-1.2
"""What the duty desk adds to the plugin, so that the plugin's hooks name it in one place each."""

from __future__ import annotations

from plugins.jio.consignatie.dutydesk.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.jio.consignatie.dutydesk.export import EXPORTEN
from plugins.jio.consignatie.dutydesk.importen import IMPORTEN
from plugins.jio.consignatie.dutydesk.jobs import JOBS
from plugins.jio.consignatie.dutydesk.models import TABELLEN
from plugins.jio.consignatie.dutydesk.pages import PAGINAS
from plugins.jio.consignatie.dutydesk.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.consignatie.dutydesk.policy import POLICY, ROLLEN

BELEID = POLICY

__all__ = [
    "BELEID",
    "BERICHTSOORTEN",
    "EXPORTEN",
    "IMPORTEN",
    "JOBS",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "ROLLEN",
    "TAAKSOORTEN",
    "TABELLEN",
]

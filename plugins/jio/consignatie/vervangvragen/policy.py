# SPDX-License-Identifier: EUPL-1.2
"""Who may answer a request for a replacement. Who asks and records is who arranges replacements."""

from __future__ import annotations

from core.people.policy import MEDEWERKER, Relatie, regels

VERVANGVRAAG = "jio.vervangvraag"

BELEID = tuple(regels(MEDEWERKER, Relatie.EIGEN, VERVANGVRAAG, "bekijk", "antwoord"))

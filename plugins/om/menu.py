# SPDX-License-Identifier: EUPL-1.2
"""The headings of the OM's menu; what a driver does for a car of one's own stands under the OM itself."""

from __future__ import annotations

from core.contributions import Menukop

WAGENPARK = Menukop("OM wagenpark")
KOSTEN = Menukop("OM schade en kosten")
WERKGEVER = Menukop("OM werkgever")
BEHEER = Menukop("OM beheer")

# SPDX-License-Identifier: EUPL-1.2
"""The headings of JIO's menu; what everybody does for a duty of one's own stands under JIO itself."""

from __future__ import annotations

from core.contributions import Menukop

ROOSTER = Menukop("JIO rooster")
DUTYDESK = Menukop("JIO duty desk")
PERSONEEL = Menukop("JIO personeel")
REIZEN = Menukop("JIO reizen")

# SPDX-License-Identifier: EUPL-1.2
"""Secondment to the Justitiële ICT Organisatie (JIO 3.4)."""

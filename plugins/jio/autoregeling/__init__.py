# SPDX-License-Identifier: EUPL-1.2
"""Service cars of the Justitiële ICT Organisatie (JIO 8.2, "Gebruik dienstauto")."""

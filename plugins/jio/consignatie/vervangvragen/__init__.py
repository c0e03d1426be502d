# SPDX-License-Identifier: EUPL-1.2
"""Time in which nobody has duty: who could take it, asking them, and the first yes (JIO 7.6, "Roosterwijzigingen")."""

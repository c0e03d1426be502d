# SPDX-License-Identifier: EUPL-1.2
"""Contribution to the Nationaal Bedrijfsfitness plan (JIO 11.5)."""

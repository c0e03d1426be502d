# SPDX-License-Identifier: EUPL-1.2
"""Commuting to Gouda, Veenhuizen and Soesterberg: the measures of 2023 (JIO 8.1)."""

# SPDX-License-Identifier: EUPL-1.2
"""Rijksroosteren: voluntary patch duty, its roster kept by the people themselves, and the file for the RRA (JIO 4)."""

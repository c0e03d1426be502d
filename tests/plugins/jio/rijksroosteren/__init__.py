# SPDX-License-Identifier: EUPL-1.2
"""Patch duty (JIO 4)."""

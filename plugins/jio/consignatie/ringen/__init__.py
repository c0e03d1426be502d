# SPDX-License-Identifier: EUPL-1.2
"""A swap between three: each gives a duty to the next one. All of it is recorded, or none (JIO 7.6)."""

# SPDX-License-Identifier: EUPL-1.2
"""How long JIO keeps each kind of record about people: terms that HR still has to decide."""

# SPDX-License-Identifier: EUPL-1.2
"""How long OM keeps each kind of record about people: terms that HR still has to decide."""

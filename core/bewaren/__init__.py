# SPDX-License-Identifier: EUPL-1.2
"""How long records about people are kept, and destroying what is over its term, by two people."""

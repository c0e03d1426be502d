# SPDX-License-Identifier: EUPL-1.2
"""Use cases of the on-call duty: they check rights, call the rules, store, and leave a trace."""

# SPDX-License-Identifier: EUPL-1.2
"""Duties in somebody's own calendar program: a secret address for one's own duties, and one for a team."""

# SPDX-License-Identifier: EUPL-1.2
"""People: employments, teams, roles, mandates, accounts, and who may do what."""

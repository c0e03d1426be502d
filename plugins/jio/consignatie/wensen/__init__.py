# SPDX-License-Identifier: EUPL-1.2
"""Wishes and impossible weeks of employees, before the proposal for a roster year is made."""

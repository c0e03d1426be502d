# SPDX-License-Identifier: EUPL-1.2
"""Costs and charging at home."""

# SPDX-License-Identifier: EUPL-1.2
"""Costs and charging at home (Autoregeling OM 7 and 12)."""

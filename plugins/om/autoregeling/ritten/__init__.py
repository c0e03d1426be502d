# SPDX-License-Identifier: EUPL-1.2
"""Trips and their privacy (Autoregeling OM 2.3 and 5.5)."""

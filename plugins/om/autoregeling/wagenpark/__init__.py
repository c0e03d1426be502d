# SPDX-License-Identifier: EUPL-1.2
"""Granting, ordering and keeping cars (Autoregeling OM 2, 3 and 13)."""

# SPDX-License-Identifier: EUPL-1.2
"""Reports and their clocks (Autoregeling OM 4.2, 6, 10, 11 and 13)."""

# SPDX-License-Identifier: EUPL-1.2
"""The contribution for private use (Autoregeling OM 4)."""

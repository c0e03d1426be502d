# SPDX-License-Identifier: EUPL-1.2
"""Allowance for onerous working conditions at the NFI (NFI 7.1)."""

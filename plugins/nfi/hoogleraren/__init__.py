# SPDX-License-Identifier: EUPL-1.2
"""Allowance for bijzonder hoogleraren and lectoren of the NFI (NFI 7.2)."""

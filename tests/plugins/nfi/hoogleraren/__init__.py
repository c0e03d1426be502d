# SPDX-License-Identifier: EUPL-1.2
"""Tests of the allowance for hoogleraren and lectoren."""

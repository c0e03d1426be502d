# SPDX-License-Identifier: EUPL-1.2
"""Procedures as data: states, steps, who may make them."""

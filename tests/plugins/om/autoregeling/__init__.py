# SPDX-License-Identifier: EUPL-1.2
"""Tests of the car scheme of the OM."""

# SPDX-License-Identifier: EUPL-1.2
"""Tests of Annex; they mirror core and plugins."""

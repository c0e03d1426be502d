# SPDX-License-Identifier: EUPL-1.2
"""Runs, immutable postings, corrections and exports."""

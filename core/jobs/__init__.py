# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work: the clock decides when, a claim row decides who, idempotent units decide how."""

# SPDX-License-Identifier: EUPL-1.2
"""Figures of the organisation itself: proposed by one person, approved by another, never overwritten."""

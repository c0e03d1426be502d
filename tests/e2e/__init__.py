# SPDX-License-Identifier: EUPL-1.2
"""Tests that drive the site in a real Chromium."""

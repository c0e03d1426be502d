# SPDX-License-Identifier: EUPL-1.2
"""Measurements, as ratios in one run: machines are noisy, ratios are not."""

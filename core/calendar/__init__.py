# SPDX-License-Identifier: EUPL-1.2
"""Days, clock times and terms: pure functions on the Dutch calendar."""

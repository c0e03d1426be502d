# SPDX-License-Identifier: EUPL-1.2
"""Use cases of the allowance for professors and lectors."""

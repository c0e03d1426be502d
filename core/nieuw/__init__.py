# SPDX-License-Identifier: EUPL-1.2
"""Makes a plugin to start from: a distribution of its own with a regulation, a calculation, a page and tests."""

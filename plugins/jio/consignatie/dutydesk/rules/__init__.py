# SPDX-License-Identifier: EUPL-1.2
"""Pure rules of the duty desk: what a contract covers, and which figures would point at one person."""

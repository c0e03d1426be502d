# SPDX-License-Identifier: EUPL-1.2
"""Use cases of patch duty: signing up, the roster, custom agreements, and the file for the RRA."""

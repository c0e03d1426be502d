# SPDX-License-Identifier: EUPL-1.2
"""Cars from grant to return."""

# SPDX-License-Identifier: EUPL-1.2
"""The regulation about coffee (BUITEN 1)."""

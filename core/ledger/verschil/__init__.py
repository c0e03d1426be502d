# SPDX-License-Identifier: EUPL-1.2
"""Why a month differs from the last: for the employee, and for HR before a run is approved."""

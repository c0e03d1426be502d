# SPDX-License-Identifier: EUPL-1.2
"""What payroll says that it paid, beside what was exported to it."""

# SPDX-License-Identifier: EUPL-1.2
"""Claims outside payroll: what somebody owes who gets no payslip any more, or who did not agree to a deduction."""

# SPDX-License-Identifier: EUPL-1.2
"""The objection of an employee to a posting, with the answer and its date."""

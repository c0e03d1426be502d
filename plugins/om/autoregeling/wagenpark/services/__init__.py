# SPDX-License-Identifier: EUPL-1.2
"""What people do with cars, from grant to return."""

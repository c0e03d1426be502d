# SPDX-License-Identifier: EUPL-1.2
"""The audit trail for people: read it, verify it, and have it sealed every day."""

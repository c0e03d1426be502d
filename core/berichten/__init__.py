# SPDX-License-Identifier: EUPL-1.2
"""What people must know or do: an outbox of messages to a person, and tasks for a role."""

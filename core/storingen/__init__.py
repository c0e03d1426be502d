# SPDX-License-Identifier: EUPL-1.2
"""What a plugin breaks while people work: named, kept apart from the rest, and told to the administrator."""

# SPDX-License-Identifier: EUPL-1.2
"""Use cases of the service cars of JIO: pool cars, personal cars, and trips during a duty (JIO 8.2)."""

# SPDX-License-Identifier: EUPL-1.2
"""Use cases of the contribution for private use: facts in, settlements begun, and what people read."""

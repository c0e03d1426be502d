# SPDX-License-Identifier: EUPL-1.2
"""Both allowances of the NFI together: what somebody gets in a month, and what they will cost."""

# SPDX-License-Identifier: EUPL-1.2
"""Looking back: a past run made again from what was known then, and the books as they stood on a day."""

# SPDX-License-Identifier: EUPL-1.2
"""Letters: their content, their bytes, who reads them, and rounds of many."""

# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the on-call duty show: every function reads only, in a number of queries that does not grow."""

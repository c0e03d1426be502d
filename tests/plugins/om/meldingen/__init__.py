# SPDX-License-Identifier: EUPL-1.2
"""Reports, cars handed over, and replacement cars."""

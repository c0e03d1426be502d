# SPDX-License-Identifier: EUPL-1.2
"""The core's own pages, one module a subject."""

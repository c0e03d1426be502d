# SPDX-License-Identifier: EUPL-1.2
"""The REST interface, outside the browser."""

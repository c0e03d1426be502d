# SPDX-License-Identifier: EUPL-1.2
"""What the Justitiële ICT Organisatie adds to the core."""

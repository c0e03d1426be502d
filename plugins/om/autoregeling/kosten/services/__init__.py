# SPDX-License-Identifier: EUPL-1.2
"""What is done with costs and with charging at home."""

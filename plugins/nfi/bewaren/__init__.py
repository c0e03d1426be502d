# SPDX-License-Identifier: EUPL-1.2
"""How long what is held about people of the NFI is kept."""

# SPDX-License-Identifier: EUPL-1.2
"""What a single dienstonderdeel adds to the core, one package a unit."""

# SPDX-License-Identifier: EUPL-1.2
"""Use cases of secondment: recording it, telling in time, and deciding a claim."""

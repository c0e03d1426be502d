# SPDX-License-Identifier: EUPL-1.2
"""The core of Annex: what binds every dienstonderdeel, and the contract for what one of them adds."""

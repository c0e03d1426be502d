# SPDX-License-Identifier: EUPL-1.2
"""A fair roster as a proposal: asked for on a page, calculated by a solver in the job process, decided by a person."""

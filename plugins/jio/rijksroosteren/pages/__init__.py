# SPDX-License-Identifier: EUPL-1.2
"""The pages of patch duty, a module a subject."""

from plugins.jio.rijksroosteren.pages import maatwerk, mijn, rra, team

PAGINAS = tuple(module.PAGINAS for module in (mijn, team, maatwerk, rra))

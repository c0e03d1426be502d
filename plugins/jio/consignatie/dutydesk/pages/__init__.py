# SPDX-License-Identifier: EUPL-1.2
"""The pages of the duty desk, a module a subject."""

from plugins.jio.consignatie.dutydesk.pages import contracten, geplandwerk, incidenten, jaarcijfers, opvolging, wissel

PAGINAS = tuple(module.PAGINAS for module in (incidenten, opvolging, wissel, contracten, jaarcijfers, geplandwerk))

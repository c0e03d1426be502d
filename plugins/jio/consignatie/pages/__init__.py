# SPDX-License-Identifier: EUPL-1.2
"""The pages of the on-call duty, a module an audience."""

from plugins.jio.consignatie.pages import roosters, wacht

PAGINAS = (wacht.PAGINAS, roosters.PAGINAS)

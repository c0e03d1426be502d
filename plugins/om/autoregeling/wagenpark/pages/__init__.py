# SPDX-License-Identifier: EUPL-1.2
"""The pages of cars, from grant to return: for the driver, the werkgever, the fleet managers and HR."""

from plugins.om.autoregeling.wagenpark.pages import beheer, inrichting, jaar, mijn, werkgever
from plugins.om.autoregeling.wagenpark.pages.begin import startblokken

PAGINAS = (*mijn.PAGINAS, *werkgever.PAGINAS, *beheer.PAGINAS, *jaar.PAGINAS, *inrichting.PAGINAS)

__all__ = ["PAGINAS", "startblokken"]

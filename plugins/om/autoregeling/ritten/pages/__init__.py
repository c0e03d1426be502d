# SPDX-License-Identifier: EUPL-1.2
"""Pages of trips: the driver's own, and what managers may see."""

from plugins.om.autoregeling.ritten.pages import beheer, eigen, mijn
from plugins.om.autoregeling.ritten.pages.blad import PAGINAS, startblokken

__all__ = ["PAGINAS", "beheer", "eigen", "mijn", "startblokken"]

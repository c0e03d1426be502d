# SPDX-License-Identifier: EUPL-1.2
"""The English catalogue is complete: every sentence of the core has a translation with the same placeholders."""

from __future__ import annotations

from pathlib import Path

import core
from core.web.i18n import VERTALINGEN
from tests.vertalingen import andere_waarden, catalogus, zinnen


def test_elke_zin_van_de_kern_staat_in_het_engels() -> None:
    gevraagd, vertaald = zinnen(Path(core.__file__).parent), catalogus(VERTALINGEN)
    assert {zin for zin in gevraagd if not vertaald.get(zin)} == set()
    assert set(vertaald) - gevraagd == set()


def test_een_vertaling_heeft_dezelfde_plaatsen_als_de_zin() -> None:
    assert andere_waarden(catalogus(VERTALINGEN)) == []

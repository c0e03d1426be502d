# SPDX-License-Identifier: EUPL-1.2
"""The English of the JIO pages is complete, and takes nothing away from the core's."""

from __future__ import annotations

from pathlib import Path

from core.web.i18n import VERTALINGEN
from plugins import jio
from tests.vertalingen import andere_waarden, catalogus, zinnen


def test_elke_zin_van_jio_staat_in_het_engels() -> None:
    gevraagd, vertaald = zinnen(Path(jio.__file__).parent), catalogus(jio.annex_vertalingen())
    assert {zin for zin in gevraagd if not vertaald.get(zin)} == set()
    assert set(vertaald) - gevraagd == set()


def test_een_vertaling_heeft_dezelfde_plaatsen_als_de_zin() -> None:
    assert andere_waarden(catalogus(jio.annex_vertalingen())) == []


def test_een_zin_die_de_kern_ook_heeft_houdt_zijn_vertaling() -> None:
    # The catalogues are merged for every page, the plugin's last: a word of JIO would change the core's pages too.
    kern, vertaald = catalogus(VERTALINGEN), catalogus(jio.annex_vertalingen())
    assert {zin for zin in kern.keys() & vertaald.keys() if kern[zin] != vertaald[zin]} == set()

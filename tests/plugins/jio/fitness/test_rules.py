# SPDX-License-Identifier: EUPL-1.2
"""JIO 11.5, company fitness: the parts are the price."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import Centen, Geweigerd
from plugins.jio.fitness.rules import Abonnement, Dienstverband, bijdrage
from tests.plugins.jio.regels import geinstalleerd

DAG = date(2025, 2, 1)


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(1, 12))
def test_jio_11_5_werkgever_ikb_en_zelf_zijn_samen_de_prijs(prijs: int, ikb: int, maanden: int):
    eigen = max(prijs - 1000, 0)
    vraag = Abonnement(DAG, Centen(prijs), True, Dienstverband.VAST, Centen(min(ikb, eigen)), maanden)
    uitkomst = bijdrage.bereken(vraag, geinstalleerd()).uitkomst
    assert uitkomst.bijdrage_werkgever_centen + vraag.ikb_centen + uitkomst.zelf_te_betalen_centen == prijs
    assert uitkomst.bijdrage_werkgever_centen == min(1000, prijs)
    assert uitkomst.bijdrage_over_maanden_centen == maanden * uitkomst.bijdrage_werkgever_centen


@pytest.mark.parametrize(("prijs", "ikb"), [(2450, 1451), (1000, 1), (800, 801)])
def test_jio_11_5_meer_ikb_dan_het_eigen_deel_wordt_geweigerd(prijs: int, ikb: int):
    with pytest.raises(Geweigerd, match="ikb_euro"):
        bijdrage.bereken(Abonnement(DAG, Centen(prijs), True, Dienstverband.VAST, Centen(ikb)), geinstalleerd())

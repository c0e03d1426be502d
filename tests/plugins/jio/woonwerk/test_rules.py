# SPDX-License-Identifier: EUPL-1.2
"""JIO 8.1, commuting: what is not needed is not asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.rules import ParameterOntbreekt
from plugins.jio.woonwerk.rules import Locatie, Vervoermiddel, Woonwerkreis, kilometervergoeding
from tests.plugins.jio.regels import geinstalleerd


def reis(datum: date, *, ov: bool, kilometers: str | None = "10") -> Woonwerkreis:
    afstand = None if kilometers is None else Decimal(kilometers)
    return Woonwerkreis(datum, Locatie.SOESTERBERG, Vervoermiddel.EIGEN_AUTO, ov, afstand)


def test_jio_8_1_alles_wat_ontbreekt_wordt_samen_genoemd():
    parameters = geinstalleerd().vervangen([])
    leeg = type(parameters)(parameters.sleutels, [])
    with pytest.raises(ParameterOntbreekt) as fout:
        kilometervergoeding.bereken(reis(date(2025, 2, 6), ov=True), leeg)
    assert [sleutel for sleutel, _ in fout.value.ontbrekend] == [
        "jio_ww.maatregel_geldt",
        "jio_ww.hoog_lezing",
        "cao.10_1.kilometerbedrag_hoog",
    ]


@pytest.mark.parametrize(("kilometers", "centen"), [("0", 0), ("0.1", 2), ("31.5", 662), ("46", 966)])
def test_cao_rijk_10_1_het_bedrag_is_een_keer_afgerond(kilometers: str, centen: int):
    uitkomst = kilometervergoeding.bereken(reis(date(2023, 9, 12), ov=False, kilometers=kilometers), geinstalleerd())
    assert uitkomst.uitkomst.bedrag_centen == centen


def test_jio_8_1_de_uitleg_noemt_de_lezing_alleen_als_die_telt():
    for ov, verwacht in ((True, 1), (False, 0)):
        stappen = kilometervergoeding.bereken(reis(date(2023, 9, 12), ov=ov), geinstalleerd()).stappen
        assert sum(stap.code.startswith("lezing.jio_ww.hoog_lezing") for stap in stappen) == verwacht

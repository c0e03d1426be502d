# SPDX-License-Identifier: EUPL-1.2
"""Who asks gets a copy of what is held (AVG art. 15), and an auditor sees what stands behind an amount."""

from __future__ import annotations

from datetime import date

import pytest

from plugins import nfi as plugin
from plugins.nfi.bezwarend.rules.functielijst import Frequentie, Soort
from plugins.nfi.bezwarend.services import mensen
from plugins.nfi.hoogleraren.rules.looptijd import Rol
from plugins.nfi.hoogleraren.services import benoemingen
from plugins.nfi.hoogleraren.services.benoemingen import Aanmelding
from plugins.nfi.policy import EENHEID
from tests.plugins.nfi.conftest import BEGIN, JANUARI, Nfi

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def vol(nfi: Nfi) -> Nfi:
    """Ann has one of everything."""
    nfi.functies()
    ann = nfi.mensen["ann"]
    mensen.zet_rol(nfi.hr, ann, rol="lid_mit", van=BEGIN, tot_en_met=None)
    mensen.beantwoord_voorwaarde(nfi.hr, ann, 2023, voldoet=True)
    mensen.ken_toe(
        nfi.hr,
        ann,
        van=JANUARI,
        tot_en_met=date(2023, 12, 31),
        soorten={Soort.STANK: Frequentie.NU_EN_DAN},
        werkplek=None,
        besluit_op=JANUARI,
        reden="Springt bij.",
    )
    benoemingen.meld_aan(
        nfi.hr, ann, Aanmelding(Rol.LECTOR, "A. Ann", "Hogeschool", date(2022, 3, 1), date(2026, 2, 28))
    )
    return nfi


def test_een_kopie_van_wat_er_ligt_is_van_de_persoon_alleen(vol: Nfi):
    soorten = {soort.tabel: soort for soort in plugin.annex_persoonsgegevens()}
    tabellen = {tabel.__tablename__ for tabel in plugin.annex_tabellen() if "medewerker_id" in tabel.__table__.c}
    assert tabellen <= soorten.keys()
    with vol.database.lezen() as s:
        van_ann = {naam: len(soort.inzage(s, vol.mensen["ann"])) for naam, soort in soorten.items()}
        van_hans = {naam: len(soort.inzage(s, vol.mensen["hans"])) for naam, soort in soorten.items()}
    assert van_ann == {naam: int(naam != "nfi_salarisbesluit") for naam in soorten}
    assert set(van_hans.values()) == {0}
    assert all(soort.termijnsleutel in vol.installatie.parameters.sleutels for soort in soorten.values())


def test_een_auditor_leest_wat_achter_een_bedrag_staat(vol: Nfi):
    bezwarend, hoogleraren = plugin.annex_feitverhalen()
    with vol.database.lezen() as s:
        titels = [deel.titel for deel in bezwarend.vertel(s, "bezwarend", vol.mensen["ann"])]
        [benoeming] = hoogleraren.vertel(s, "benoeming/1", vol.mensen["ann"])
        assert hoogleraren.vertel(s, "benoeming/1", vol.mensen["hans"]) == ()
        assert hoogleraren.vertel(s, "dienst/1", vol.mensen["ann"]) == bezwarend.vertel(s, "dienst/1", 1) == ()
    assert titels == ["Functie Antropoloog", "Rol lid_mit", "Voorwaarde in 2023", "Besluit van zo 1 januari 2023"]
    assert ("Document", "ontbreekt") in benoeming.gegevens
    assert all(pagina.blueprint.name.startswith(EENHEID) for pagina in plugin.annex_paginas())

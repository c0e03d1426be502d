# SPDX-License-Identifier: EUPL-1.2
"""The key pair of a person opens with the password, and with nothing else."""

from __future__ import annotations

import pytest

from core.storage.sealed import SleutelBlijftDicht, herverzegel, maak_sleutelpaar, open_sleutel


@pytest.fixture(scope="module")
def paar() -> tuple[bytes, bytes]:
    return maak_sleutelpaar("korenbloem-43")


def test_het_wachtwoord_opent_de_sleutel_bij_de_openbare(paar):
    openbaar, verzegeld = paar
    assert open_sleutel(verzegeld, "korenbloem-43").public_key().public_bytes_raw() == openbaar
    assert len(openbaar) == 32


@pytest.mark.parametrize("wachtwoord", ["korenbloem-44", "", "Korenbloem-43"])
def test_een_ander_wachtwoord_opent_niets(paar, wachtwoord):
    with pytest.raises(SleutelBlijftDicht):
        open_sleutel(paar[1], wachtwoord)


@pytest.mark.parametrize("plek", [0, 1, 20, 30, -1])
def test_een_gewijzigd_zegel_blijft_dicht(paar, plek):
    geknoeid = bytearray(paar[1])
    geknoeid[plek] ^= 1
    with pytest.raises(SleutelBlijftDicht):
        open_sleutel(bytes(geknoeid), "korenbloem-43")


def test_een_afgekapt_zegel_blijft_dicht(paar):
    for lengte in (0, 1, 29):
        with pytest.raises(SleutelBlijftDicht):
            open_sleutel(paar[1][:lengte], "korenbloem-43")


def test_na_een_nieuw_wachtwoord_is_het_dezelfde_sleutel(paar):
    openbaar, verzegeld = paar
    nieuw = herverzegel(verzegeld, "korenbloem-43", "zonnedauw-7")
    assert open_sleutel(nieuw, "zonnedauw-7").public_key().public_bytes_raw() == openbaar
    with pytest.raises(SleutelBlijftDicht):
        open_sleutel(nieuw, "korenbloem-43")


def test_herverzegelen_met_een_verkeerd_oud_wachtwoord_geeft_niets(paar):
    with pytest.raises(SleutelBlijftDicht):
        herverzegel(paar[1], "verkeerd", "zonnedauw-7")


def test_twee_keer_hetzelfde_wachtwoord_geeft_twee_zegels():
    assert maak_sleutelpaar("korenbloem-43")[1] != maak_sleutelpaar("korenbloem-43")[1]

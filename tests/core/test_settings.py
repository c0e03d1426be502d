# SPDX-License-Identifier: EUPL-1.2
"""Settings from the environment: strict in production, with a clear line when something is missing or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import Instellingen, InstellingFout

PRODUCTIE = {"ANNEX_ENV": "productie", "ANNEX_DATABASE": "postgresql+psycopg://db/annex", "ANNEX_GEHEIM": "x" * 32}


def test_productie_is_veilig_zonder_dat_iemand_iets_kiest() -> None:
    instellingen = Instellingen.uit_omgeving(PRODUCTIE)
    assert instellingen.https
    assert instellingen.is_productie
    assert instellingen.proxies == 0
    assert instellingen.geblokkeerd == ()


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"ANNEX_GEHEIM": ""}, "verplicht"),
        ({"ANNEX_DATABASE": ""}, "verplicht"),
        ({"ANNEX_GEHEIM": "kort"}, "32 tekens"),
        ({"ANNEX_ENV": "proef"}, "ANNEX_ENV"),
        ({"ANNEX_PROXIES": "-1"}, "heel getal"),
    ],
)
def test_een_verkeerde_instelling_stopt_de_start_met_een_regel(anders: dict[str, str], reden: str) -> None:
    with pytest.raises(InstellingFout, match=reden):
        Instellingen.uit_omgeving(PRODUCTIE | anders)


def test_om_te_proberen_is_niets_nodig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    een, ander = Instellingen.uit_omgeving({}), Instellingen.uit_omgeving({})
    assert een == ander
    assert (tmp_path / "var" / "geheim").stat().st_mode & 0o077 == 0
    assert Instellingen.uit_omgeving({"ANNEX_GEBLOKKEERD": "om,nfi"}).geblokkeerd == ("om", "nfi")

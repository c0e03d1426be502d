# SPDX-License-Identifier: EUPL-1.2
"""Files of a unit: only while it is on, only for whoever may, and a fault in one is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.context import Context
from core.contributions import Exporttype
from core.people.eenheden import schakel
from core.people.exporten import exporttypen, maak_export
from core.people.policy import Actor, Doel, GeenToegang
from core.plugins import Bijdrage
from core.rules.invoer import Geweigerd
from core.storingen.services import PluginMislukt


def _lijst(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    ctx.eis("bekijk", Doel("core.run", eenheid="jio"))
    return f"lijst-{periode}.csv", "text/csv", b"naam\n"


def _stuk(ctx: Context, periode: str) -> Any:
    raise ZeroDivisionError


@pytest.fixture
def met_exporten(ctx: Context) -> Context:
    """The core with two files of a unit that is on."""
    soorten = (Exporttype("jio.lijst", "Lijst", _lijst), Exporttype("jio.stuk", "Stuk", _stuk))
    samen = replace(ctx.installatie, exporten=tuple(Bijdrage("jio", soort) for soort in soorten))
    gemaakt = replace(ctx, installatie=samen)
    schakel(gemaakt, "jio", aan=True)
    return gemaakt


def test_een_bestand_heeft_een_naam_een_soort_en_een_inhoud(met_exporten: Context) -> None:
    assert [soort.id for soort in exporttypen(met_exporten)] == ["jio.lijst", "jio.stuk"]
    assert maak_export(met_exporten, "jio.lijst", "2026-03") == ("lijst-2026-03.csv", "text/csv", b"naam\n")


def test_van_een_eenheid_die_uit_staat_is_er_geen_bestand(met_exporten: Context) -> None:
    schakel(met_exporten, "jio", aan=False)
    assert exporttypen(met_exporten) == ()
    with pytest.raises(Geweigerd, match="staat uit"):
        maak_export(met_exporten, "jio.lijst", "2026-03")


@pytest.mark.parametrize(
    ("soort", "periode", "veld"), [("jio.niets", "2026-03", "soort"), ("jio.lijst", "2026-13", "periode")]
)
def test_een_bestand_dat_er_niet_is_wordt_geweigerd(met_exporten: Context, soort: str, periode: str, veld: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_export(met_exporten, soort, periode)
    assert fout.value.veld == veld


def test_wie_het_niet_mag_krijgt_het_niet(met_exporten: Context) -> None:
    with pytest.raises(GeenToegang):
        maak_export(met_exporten.als(Actor(1, "Mo")), "jio.lijst", "2026-03")


def test_een_bestand_dat_de_plugin_niet_kan_maken_noemt_haar(met_exporten: Context) -> None:
    with pytest.raises(PluginMislukt, match="plugin jio: annex_exporten mislukte"):
        maak_export(met_exporten, "jio.stuk", "2026-03")

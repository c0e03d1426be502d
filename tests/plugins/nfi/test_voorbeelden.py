# SPDX-License-Identifier: EUPL-1.2
"""The sample files of the NFI: the good ones go in twice without a difference, the bad ones name what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.context import Context
from core.people.invoerbestand import importeer
from core.people.policy import PROGRAMMA
from core.plugins import Installatie
from core.storage.engine import Database
from plugins import nfi
from plugins.nfi.bezwarend.services import lijsten
from plugins.nfi.hoogleraren.services import benoemingen

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
IMPORTEN = {soort.id.removeprefix("nfi."): soort for soort in nfi.annex_importen()}
VOORBEELDEN = Path(__file__).parents[3] / "docs" / "voorbeelden"

FOUT = {
    "functies": [(2, "personeelsnummer"), (3, "functie"), (4, "van"), (5, "tot_en_met")],
    "rollen": [(2, "personeelsnummer"), (3, "van"), (4, "tot_en_met")],
    "koppelingen": [(2, "functie"), (3, "code"), (4, "van")],
    "functielijst": [(2, "lijst"), (3, "code"), (4, "naam"), (5, "rol"), (6, "stank"), (7, "werkplek")],
    "benoemingen": [
        (2, "personeelsnummer"),
        (3, "rol"),
        (4, "naam"),
        (5, "instelling"),
        (6, "einddatum"),
        (7, "uren_per_week"),
        (8, "oude_toelage"),
    ],
}


@pytest.fixture
def ctx(database: Database, installatie: Installatie) -> Context:
    """Two people of the NFI, and a draft of the list of 2027."""
    ctx = Context(database, installatie, PROGRAMMA, datetime(2026, 3, 10, 9, tzinfo=UTC))
    mensen = "personeelsnummer;naam;geboortedatum;email\n910001;A;1975-01-01;\n910002;B;1980-01-01;\n"
    werk = (
        "personeelsnummer;eenheid;van;tot_en_met;uren_per_week\n910001;nfi;2015-01-01;;36\n910002;nfi;2015-01-01;;36\n"
    )
    for soort, tekst in (("medewerkers", mensen), ("dienstverbanden", werk)):
        assert importeer(ctx, soort, tekst.encode()).goed
    lijsten.maak(ctx, naam="2027", van=date(2027, 1, 1), tot_en_met=date(2027, 12, 31), bron="Intranet", volgens=None)
    return ctx


def test_de_goede_voorbeelden_gaan_erin_en_een_tweede_keer_verandert_niets(ctx: Context) -> None:
    for naam, soort in IMPORTEN.items():
        bestand = (VOORBEELDEN / "nfi" / "goed" / f"{naam}.csv").read_bytes()
        eerste, tweede = importeer(ctx, soort.id, bestand), importeer(ctx, soort.id, bestand)
        assert eerste.fouten == ()
        assert (eerste.nieuw, tweede.nieuw, tweede.ongewijzigd) == (eerste.regels, 0, eerste.regels), naam
    assert {regel.record.oude_toelage_centen for regel in benoemingen.lijst(ctx)} == {65_000, None}


def test_een_fout_voorbeeld_noemt_regel_en_kolom_en_bewaart_niets(ctx: Context) -> None:
    for naam, soort in IMPORTEN.items():
        verslag = importeer(ctx, soort.id, (VOORBEELDEN / "nfi" / "fout" / f"{naam}.csv").read_bytes())
        assert sorted((fout.regel, fout.kolom) for fout in verslag.fouten) == FOUT[naam], naam
        assert verslag.import_id is None


def test_elke_soort_heeft_een_goed_en_een_fout_voorbeeld_en_staat_in_de_uitleg(backend: str) -> None:
    tekst = (VOORBEELDEN / "README.md").read_text(encoding="utf-8")
    for naam, soort in IMPORTEN.items():
        kolommen = ", ".join(f"`{kolom}`" for kolom in soort.kolommen)
        assert f"| `{naam}.csv` | {kolommen} |" in tekst
    for map_ in ("goed", "fout"):
        assert {pad.stem for pad in (VOORBEELDEN / "nfi" / map_).glob("*.csv")} == set(IMPORTEN)

# SPDX-License-Identifier: EUPL-1.2
"""The sample files of JIO: the good ones go in twice without a difference, the bad ones name what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from core.context import Context
from core.people.importsoorten import SOORTEN
from core.people.invoerbestand import importeer
from core.people.models import Team
from core.people.policy import PROGRAMMA
from core.plugins import Installatie
from core.storage.engine import Database
from plugins import jio
from plugins.jio.consignatie.services import roosters, teams

IMPORTEN = jio.annex_importen()
VOORBEELDEN = Path(__file__).parents[4] / "docs" / "voorbeelden"

FOUT: dict[str, list[tuple[int, str | None]]] = {
    "aanwijzingen": [(2, "personeelsnummer"), (3, "per"), (4, "ingetrokken_per")],
    "ontheffingen": [(2, "tot_en_met"), (3, "van")],
    "pas": [(2, "tot_en_met"), (3, None)],
    "detacheringen": [(2, "personeelsnummer"), (3, "tot_en_met"), (4, "functie"), (5, "project_of_programma")],
    "teamsituaties": [(2, "team"), (3, "situatie"), (4, "plaatsgebonden"), (5, "bron")],
    "fcc": [(2, "minuten"), (3, "minuten")],
    "rooster": [(2, "dinsdag"), (3, "dinsdag"), (4, "personeelsnummer"), (6, "dinsdag")],
    "rooster_eerder": [
        (2, "dinsdag"),
        (3, "dinsdag"),
        (4, "personeelsnummer"),
        (5, "team"),
        (7, "personeelsnummer"),
        (8, "dinsdag"),
    ],
    "contractlijst": [
        (2, "consignatie"),
        (3, "uren"),
        (4, "dno_minuten"),
        (5, "team"),
        (6, "melders"),
        (7, "versie"),
        (8, "eigenaar"),
    ],
    "teams": [(2, "nummer"), (3, "team"), (4, "oss"), (5, "functie"), (6, "discipline")],
}


@pytest.fixture
def ctx(database: Database, installatie: Installatie) -> Context:
    """The people of the core's sample files, of whom two teams have on-call duty."""
    ctx = Context(database, installatie, PROGRAMMA, datetime(2026, 3, 10, 9, tzinfo=UTC))
    for soort in SOORTEN:
        assert importeer(ctx, soort, (VOORBEELDEN / "goed" / f"{soort}.csv").read_bytes()).goed
    with database.lezen() as s:
        codes = {team.code: team.id for team in s.scalars(select(Team).where(Team.eenheid == "jio"))}
    teams.stel_in(ctx, codes["infra"], discipline="Infra", nummer="0880700001")
    teams.stel_in(ctx, codes["oss-buitendienst"], discipline="OSS", nummer="0880700002", oss=True)
    roosters.maak(ctx, codes["infra"], 2026)
    return ctx


def test_de_goede_voorbeelden_van_jio_gaan_erin_en_een_tweede_keer_verandert_niets(ctx: Context) -> None:
    for soort in IMPORTEN:
        bestand = (VOORBEELDEN / "jio" / "goed" / f"{soort.id.removeprefix('jio.')}.csv").read_bytes()
        eerste, tweede = importeer(ctx, soort.id, bestand), importeer(ctx, soort.id, bestand)
        assert eerste.fouten == ()
        assert (eerste.nieuw, tweede.nieuw, tweede.ongewijzigd) == (eerste.regels, 0, eerste.regels), soort.id


def test_een_fout_voorbeeld_van_jio_noemt_regel_en_kolom(ctx: Context) -> None:
    for soort in IMPORTEN:
        naam = soort.id.removeprefix("jio.")
        verslag = importeer(ctx, soort.id, (VOORBEELDEN / "jio" / "fout" / f"{naam}.csv").read_bytes())
        gevonden = [(fout.regel, fout.kolom) for fout in verslag.fouten]
        assert set(FOUT[naam]) <= set(gevonden), (naam, verslag.fouten)
        assert {regel for regel, _ in gevonden} == {regel for regel, _ in FOUT[naam]}
        assert verslag.import_id is None


def test_elke_soort_van_jio_heeft_een_goed_en_een_fout_voorbeeld_en_staat_in_de_uitleg() -> None:
    tekst = (VOORBEELDEN / "README.md").read_text(encoding="utf-8")
    for soort in IMPORTEN:
        kolommen = ", ".join(f"`{kolom}`" for kolom in soort.kolommen)
        assert f"| `{soort.id.removeprefix('jio.')}.csv` | {kolommen} |" in tekst
    namen = {soort.id.removeprefix("jio.") for soort in IMPORTEN}
    for map_ in ("goed", "fout"):
        assert {pad.stem for pad in (VOORBEELDEN / "jio" / map_).glob("*.csv")} == namen


def test_een_rooster_als_xlsx_doet_hetzelfde_als_csv(ctx: Context) -> None:
    goed, fout = (VOORBEELDEN / "jio" / map_ for map_ in ("goed", "fout"))
    eerste = importeer(ctx, "jio.rooster_eerder", (goed / "rooster_eerder.xlsx").read_bytes())
    assert (eerste.fouten, eerste.nieuw) == ((), 4)
    assert importeer(ctx, "jio.rooster_eerder", (goed / "rooster_eerder.csv").read_bytes()).ongewijzigd == 4
    verslag = importeer(ctx, "jio.rooster", (fout / "rooster.xlsx").read_bytes())
    gevonden = [(regel.regel, regel.kolom, regel.reden) for regel in verslag.fouten]
    assert gevonden == [
        (2, "dinsdag", gevonden[0][2]),
        (3, "personeelsnummer", "hier staat een formule; plak de uitkomst als waarde"),
        (4, "personeelsnummer", "dit personeelsnummer is niet bekend"),
    ]

# SPDX-License-Identifier: EUPL-1.2
"""A unit in a distribution of its own: built, installed, at work, broken, blocked, and gone without a trace."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.contract.omgeving import Omgeving

HIER = Path(__file__).parent


@pytest.fixture(scope="module")
def bron(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution, outside this repository, with its translation compiled."""
    map_ = tmp_path_factory.mktemp("bron") / "annex-buiten"
    shutil.copytree(HIER / "buitenplugin", map_, ignore=shutil.ignore_patterns("__pycache__"))
    for po in map_.rglob("*.po"):
        with po.open("rb") as lezen, po.with_suffix(".mo").open("wb") as schrijven:
            write_mo(schrijven, read_po(lezen))
    return map_


@pytest.fixture(scope="module")
def omgeving(bron: Path, tmp_path_factory: pytest.TempPathFactory) -> Omgeving:
    """An environment with the distribution installed in it."""
    gemaakt = Omgeving.maak(tmp_path_factory.mktemp("omgeving"))
    gemaakt.installeer(bron)
    return gemaakt


def bezoek(omgeving: Omgeving, wat: str) -> dict[str, Any]:
    """Visit the site with the packages of the environment, and return what was seen."""
    gezien: dict[str, Any] = json.loads(omgeving.python(str(HIER / "bezoek.py"), wat))
    return gezien


def test_een_plugin_die_stuk_is_wordt_in_een_regel_genoemd_en_is_te_blokkeren(omgeving: Omgeving) -> None:
    (omgeving.pakketten / "stuk.py").write_text("raise RuntimeError('stuk')\n", encoding="utf-8")
    gegevens = omgeving.pakketten / "stuk-1.0.dist-info"
    gegevens.mkdir()
    (gegevens / "METADATA").write_text("Metadata-Version: 2.1\nName: stuk\nVersion: 1.0\n", encoding="utf-8")
    (gegevens / "entry_points.txt").write_text("[annex.plugins]\nstuk = stuk\n", encoding="utf-8")
    try:
        gezegd = omgeving.annex("plugin", "list", goed=False)
        assert gezegd == "annex: plugin stuk: laden mislukt (RuntimeError: stuk)\n"
        assert "Buitendienst" in omgeving.annex("plugin", "list", ANNEX_GEBLOKKEERD="stuk")
        assert "Buitendienst" not in omgeving.annex("plugin", "list", ANNEX_GEBLOKKEERD="stuk,buiten")
    finally:
        shutil.rmtree(gegevens)
        (omgeving.pakketten / "stuk.py").unlink()


@pytest.mark.traag
def test_een_plugin_van_buiten_doet_alles_en_laat_alleen_haar_gegevens_achter(omgeving: Omgeving) -> None:
    # A table with a migration, a switch, a command.
    assert "De database is bij." in omgeving.annex("db", "upgrade")
    assert "'buiten' staat uit" in omgeving.annex("buiten", "tel", "1", "2", goed=False)
    omgeving.annex("units", "enable", "buiten")
    assert "3 kopjes" in omgeving.annex("buiten", "tel", "1", "2")
    mislukt = omgeving.annex("buiten", "mors", goed=False)
    assert mislukt.startswith("annex: plugin buiten: annex_opdrachten mislukte (ZeroDivisionError, opdrachten.py:")
    # A regulation, a parameter, a calculation with cases.
    dekking = omgeving.annex("regulations", "coverage", "--unit", "buiten").splitlines()
    assert dekking[1].split() == ["buiten", "BUITEN-KOFFIE", "1", "0", "2", "Koffieregeling"]
    assert dekking[2].split() == ["samen", "1", "0", "2"]
    assert "0.35" in omgeving.annex("parameters", "list", "--op", "2026-09-01")
    casussen = omgeving.pakketten / "annex_buiten" / "koffie" / "cases"
    assert "2 passed, 0 failed" in omgeving.annex("cases", "run", str(casussen))

    # A page behind its policy row, a role, a menu entry, a translation, a job, an own term.
    eerst = bezoek(omgeving, "begin")
    gezien = eerst["gezien"]
    assert eerst["gedaan"] == [True, False]
    assert gezien["koffie"][0] == 200
    assert "Er zijn 1 kopjes gedronken." in gezien["koffie"][1]
    assert "1 cups were had." in gezien["coffee"][1]
    assert "/buiten/koffie/" in gezien["koffie_begin"][1]
    assert gezien["mo"][0] == 403
    assert "/buiten/koffie/" not in gezien["mo_begin"][1]
    assert "Koffie tellen" in gezien["mo_gegevens"][1]
    assert "Deze regeling telt 2 regels. Annex voert er 1 uit." in gezien["regeling"][1]
    assert "hier wacht niemand langer dan vijf dagen" in gezien["termijn"][1]
    assert "Koffiemeester" in gezien["accounts"][1]
    assert "Koffie schenken" in gezien["jobs"][1]
    assert "Tabellen van buiten" in gezien["stelsel"][1]

    # Off: no page and no menu entry.
    assert gezien["uit"][0] == 404
    assert "/buiten/koffie/" not in gezien["uit_begin"][1]

    # Away: nothing of it is left but what people recorded, and everything else goes on.
    omgeving.verwijder("annex-buiten")
    assert [pad.name for pad in omgeving.pakketten.iterdir() if "buiten" in pad.name] == ["buiten.pth"]
    assert "No such command 'buiten'" in omgeving.annex("buiten", "tel", goed=False)
    assert "De database is bij." in omgeving.annex("db", "upgrade")
    gezien = bezoek(omgeving, "weer")["gezien"]
    codes = {naam: code for naam, (code, _tekst) in gezien.items()}
    assert codes == dict.fromkeys(gezien, 200) | {"koffie": 404, "coffee": 404, "mo": 404, "regeling": 404}
    assert "hier wacht niemand langer" not in gezien["termijn"][1]
    with closing(sqlite3.connect(omgeving.map_ / "annex.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM buiten_kopje").fetchone() == (1,)
        assert database.execute("SELECT rol, eenheid FROM core_roltoekenning WHERE eenheid = 'buiten'").fetchall() == [
            ("buiten_koffie", "buiten")
        ]

# SPDX-License-Identifier: EUPL-1.2
"""The command line says in one line what is wrong, never with a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.cli import main
from tests.databases import PostgresServer

OPDRACHTEN = (
    ["units", "list"],
    ["parameters", "list"],
    ["audit", "verify"],
    ["explain", "1"],
    ["import", "--als", "beheer"],
    ["jio", "voorstel"],
)


@pytest.mark.parametrize("opdracht", OPDRACHTEN, ids=" ".join)
def test_zonder_tabellen_een_zin_en_uitgang_twee(
    opdracht: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNEX_DATABASE", f"sqlite:///{tmp_path / 'leeg.sqlite'}")
    uitkomst = CliRunner().invoke(main, opdracht)
    assert uitkomst.exit_code == 2
    assert uitkomst.output.splitlines() == [
        "annex: de tabellen ontbreken of zijn niet bij; voer eerst uit: annex db upgrade"
    ]


@pytest.mark.postgres
def test_ook_op_postgresql(
    postgres: PostgresServer, database_names: Iterator[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    naam = next(database_names)
    monkeypatch.setenv("ANNEX_DATABASE", postgres.create(naam))
    uitkomst = CliRunner().invoke(main, ["units", "list"])
    postgres.drop(naam)
    assert (uitkomst.exit_code, "annex db upgrade" in uitkomst.output) == (2, True)

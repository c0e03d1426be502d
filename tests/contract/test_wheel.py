# SPDX-License-Identifier: EUPL-1.2
"""The wheel carries all that an installation needs, also what is made at build time and never committed."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.contract.repository import ROOT, files


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [wheel] = folder.glob("annex_hr-*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_core_and_plugins(wheel_names):
    expected = {_name(path) for package in ("core", "plugins") for path in files(package)}
    assert expected - wheel_names == set()


def test_the_wheel_holds_the_front_end_with_its_licences(wheel_names):
    vendor = "core/web/static/vendor"
    assert {f"{vendor}/theme.css", f"{vendor}/components.css", f"{vendor}/htmx.min.js", f"{vendor}/LICENCES.txt"} <= (
        wheel_names
    )


def test_the_wheel_holds_each_translation_as_it_is_read(wheel_names):
    sources = files("core/*.po") + files("plugins/*.po")
    assert {_name(path.with_suffix(".mo")) for path in sources} - wheel_names == set()


def test_the_wheel_leaves_the_tests_out(wheel_names):
    assert [name for name in wheel_names if not name.startswith(("core/", "plugins/", "annex_hr-"))] == []


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()

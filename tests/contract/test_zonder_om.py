# SPDX-License-Identifier: EUPL-1.2
"""With a plugin and its entry point deleted the core starts, passes its tests, and reads what the unit left."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.contract.omgeving import Omgeving
from tests.contract.repository import ROOT, files

#: The core's own tests that need no server and no browser and are quick: rules, figures, people, pages, explanations.
KERNTESTS = (
    "tests/core/rules",
    "tests/core/calendar",
    "tests/core/dossiers",
    "tests/core/regulations",
    "tests/core/berichten",
    "tests/core/people/test_policy.py",
    "tests/core/people/test_services.py",
    "tests/core/people/test_eenheden.py",
    "tests/core/ledger/test_uitleg.py",
    "tests/core/web/test_pages.py",
)


@pytest.fixture(scope="module")
def zonder_om(tmp_path_factory: pytest.TempPathFactory) -> Omgeving:
    """This repository without plugins/om and its entry point, installed in an environment of its own."""
    omgeving = Omgeving.maak(tmp_path_factory.mktemp("zonder"))
    gewenst = [pad for naam in ("core", "plugins", "tests", "docs") for pad in files(naam)]
    # Made at build time and never committed: translations and the front end.
    gewenst += [*ROOT.glob("core/**/*.mo"), *ROOT.glob("plugins/**/*.mo"), *ROOT.glob("core/web/static/vendor/**/*")]
    boom = omgeving.map_ / "boom"
    for pad in gewenst:
        if pad.is_file() and ROOT / "plugins" / "om" not in pad.parents:
            doel = boom / pad.relative_to(ROOT)
            doel.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(pad, doel)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'om = "plugins.om"\n' in project
    (boom / "pyproject.toml").write_text(project.replace('om = "plugins.om"\n', ""), encoding="utf-8")
    for naam in ("README.md", "LICENSE"):
        shutil.copy(ROOT / naam, boom)
    omgeving.doe("pip", "install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(boom))
    return omgeving


@pytest.mark.traag
def test_de_kern_start_en_slaagt_voor_haar_tests_zonder_om(zonder_om: Omgeving) -> None:
    waar = zonder_om.python("-c", "import core, plugins; print(core.__file__, plugins.__path__)")
    assert waar.count(str(zonder_om.map_)) == 2
    assert "om " not in zonder_om.annex("plugin", "list")
    gezegd = zonder_om.doe(
        "pytest",
        "-q",
        "-m",
        "not postgres and not browser",
        *KERNTESTS,
        in_map="boom",
        CI="",
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert " passed" in gezegd
    assert "skipped" not in gezegd


@pytest.mark.traag
def test_wat_om_betaalde_is_zonder_de_plugin_te_lezen_en_uit_te_leggen(zonder_om: Omgeving, tmp_path: Path) -> None:
    script = str(Path(__file__).with_name("oude_gegevens.py"))
    # What was there before: the same folder of tests, with the plugin.
    toen = Omgeving.maak(tmp_path)
    adres = f"sqlite:///{zonder_om.map_ / 'annex.sqlite'}"
    toen.python(script, "maak", ANNEX_DATABASE=adres, PYTHONPATH=str(ROOT))
    gezien = json.loads(zonder_om.python(script, "lees", PYTHONPATH=str(zonder_om.map_ / "boom")))
    codes = {waar: code for waar, (code, _tekst) in gezien.items()}
    assert codes == dict.fromkeys(gezien, 200) | {"/regelingen/OM-AUTO": 404}
    assert "PROEF 1" in gezien["/boekingen/1"][1]
    assert "30,00" in gezien["/boekingen/1"][1]
    assert "30,00" in gezien["/boekingen/?nummer=000002"][1]
    assert "PROEF 1" in zonder_om.annex("explain", "1")
    eenheden = {regel.split()[0]: regel.split()[1] for regel in zonder_om.annex("units", "list").splitlines()}
    assert eenheden["om"] == "uit"

# SPDX-License-Identifier: EUPL-1.2
"""What Annex installs is pinned by hash, and no lock names the index that served it."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.contract.repository import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")


def _entries(text: str) -> list[str]:
    # An entry goes on over lines that end with a backslash.
    return re.split(r"(?<!\\)\n", text.strip())


def _versions(lock: str) -> dict[str, Version]:
    entries = _entries((ROOT / "requirements" / lock).read_text(encoding="utf-8"))
    pins = [match for entry in entries if (match := PINNED.fullmatch(entry))]
    return {pin["name"]: Version(pin["version"]) for pin in pins}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_line_of_a_lock_is_a_pinned_hashed_package(lock):
    entries = _entries(lock.read_text(encoding="utf-8"))
    assert entries
    assert [entry for entry in entries if not PINNED.fullmatch(entry)] == []


@pytest.mark.parametrize(
    ("lock", "extra"), [("run.txt", None), ("dev.txt", "dev"), ("rooster.txt", "rooster")], ids=str
)
def test_a_lock_holds_what_the_project_asks_for(lock, extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    locked = _versions(lock)
    for requirement in map(Requirement, asked):
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_the_locks_agree_on_the_version_of_a_shared_package():
    chosen: dict[str, Version] = {}
    for lock in LOCKS:
        for name, version in _versions(lock.name).items():
            assert chosen.setdefault(name, version) == version, f"{name} in {lock.name}"


def test_the_front_end_lock_has_a_hash_for_every_package_and_no_address():
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []

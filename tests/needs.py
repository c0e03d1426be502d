# SPDX-License-Identifier: EUPL-1.2
"""What some tests need from the machine, and what happens where it is absent."""

import os
import shutil
from typing import NoReturn

import pytest

# How Chromium starts in a test: without looking anything up outside, and as root (in CI) without its own sandbox.
CHROMIUM_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)


def absent(need: str, remedy: str) -> NoReturn:
    """Skip the test that asks; with CI=true fail it, since `.ci/run` installs every need beforehand.

    :param need: what is not there, in a few words.
    :param remedy: what brings it, as an order to the reader.
    """
    line = f"{need} is absent. {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{line} With CI=true a test may not be skipped for it.", pytrace=False)
    pytest.skip(line)


def find_chromium() -> str:
    """Give the path of a Chromium, from ANNEX_TEST_CHROMIUM or from where the system has it."""
    named = os.environ.get("ANNEX_TEST_CHROMIUM")
    for program in (named,) if named else ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(program):
            return path
    absent("Chromium", "On Debian: apt-get install chromium; or set ANNEX_TEST_CHROMIUM to its path.")

# SPDX-License-Identifier: EUPL-1.2
"""Every file says under which licence it is, and none names the machine on which it was written."""

import pytest

from tests.contract.repository import ROOT, files

HEADER = "# SPDX-License-Identifier: EUPL-1.2"

# Put together here, so that this file passes its own test.
MACHINE_PATHS = (b"/" + b"work/", b"../" + b"shared")


def test_every_python_file_begins_with_the_licence():
    without = [
        str(path.relative_to(ROOT))
        for path in files("*.py")
        if path.read_text(encoding="utf-8").partition("\n")[0] != HEADER
    ]
    assert without == []


@pytest.mark.parametrize("path", MACHINE_PATHS, ids=bytes.decode)
def test_no_file_names_a_folder_of_the_machine(path: bytes):
    naming = [str(file.relative_to(ROOT)) for file in files() if path in file.read_bytes()]
    assert naming == []

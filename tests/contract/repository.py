# SPDX-License-Identifier: EUPL-1.2
"""The files of the repository, as git knows them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def files(pattern: str = "*") -> list[Path]:
    """List the files that are tracked or about to be, under the pattern that git reads."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = {ROOT / name for name in listing.split("\0") if name}
    return sorted(path for path in found if path.is_file())

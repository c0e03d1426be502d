# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks [name ...]``: measure everything, or the named parts; ends with 1 when a bound is missed."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks

ONDERDELEN = sorted(
    naam
    for _, naam, _ in pkgutil.iter_modules(benchmarks.__path__)
    if naam not in ("__main__", "meting", "gegevensbank", "bevolking")
)


def main(namen: list[str]) -> int:
    """Run the named parts and print a line a figure."""
    onbekend = set(namen) - set(ONDERDELEN)
    if onbekend:
        print(f"onbekend: {', '.join(sorted(onbekend))}; kies uit {', '.join(ONDERDELEN)}", file=sys.stderr)
        return 2
    gemist = 0
    for naam in namen or ONDERDELEN:
        print(f"\n# {naam}", flush=True)
        for meting in importlib.import_module(f"benchmarks.{naam}").meet():
            print(meting.regel(), flush=True)
            gemist += not meting.gehaald
    return 1 if gemist else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

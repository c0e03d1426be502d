# SPDX-License-Identifier: EUPL-1.2
"""Counting on the command line, and a mistake that it must survive."""

from __future__ import annotations

import click


@click.command("tel")
@click.argument("kopjes", nargs=-1, type=int)
def tel(kopjes: tuple[int, ...]) -> None:
    """Print how many cups there are in all."""
    click.echo(f"{sum(kopjes)} kopjes")


@click.command("mors")
def mors() -> None:
    """Fail as a program fails: with an exception that nobody expects."""
    raise ZeroDivisionError("gemorst")

# SPDX-License-Identifier: EUPL-1.2
"""Calls a plugin at run time so that a fault in it is named, and stays its own."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from core.context import Context
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.rules.parameters import OnbekendeSleutel, ParameterOntbreekt
from core.storage.engine import OpslagNietBereikbaar
from core.storage.sloten import vergrendel
from core.storingen.models import Pluginstoring

T = TypeVar("T")

VERSTAAN = (Geweigerd, GeenToegang, OnbekendeSleutel, OpslagNietBereikbaar, ParameterOntbreekt, StapNietMogelijk)
"""What a plugin may say by an exception: a refusal in words, or a database that is away. Anything else is a fault."""

VERS = timedelta(days=7)
"""For how long the administrator is told of a fault that did not come back."""

_SCHRIJF_WEER_NA = timedelta(minutes=1)

logboek = logging.getLogger("annex.plugins")


class PluginMislukt(RuntimeError):
    """A plugin failed in a hook; the message names both, ``__cause__`` is what it raised."""

    def __init__(self, eenheid: str, haak: str, fout: BaseException) -> None:
        super().__init__(f"plugin {eenheid}: {haak} mislukte ({waar(fout)})")
        self.eenheid = eenheid
        self.haak = haak
        self.oorzaak = fout


@contextmanager
def namens(eenheid: str, haak: str) -> Iterator[None]:
    """Run a plugin's own code where the rest cannot go on without it: a fault becomes ``PluginMislukt``.

    Also inside a transaction, which is then rolled back. Whoever answers the person calls ``meld`` afterwards.
    """
    try:
        yield
    except (*VERSTAAN, PluginMislukt):
        raise
    except Exception as fout:
        raise PluginMislukt(eenheid, haak, fout) from fout


def probeer(ctx: Context, eenheid: str, haak: str, doe: Callable[[], T], anders: T) -> T:
    """Return what a plugin's own code answers, or ``anders`` when it fails: then it is logged and remembered.

    Not inside a transaction that writes: remembering opens one. Only a database that is away goes on to the caller.
    """
    try:
        return doe()
    except OpslagNietBereikbaar:
        raise
    except Exception as fout:  # noqa: BLE001 - whatever a plugin does wrong, the page must come
        meld(ctx, eenheid, haak, fout.oorzaak if isinstance(fout, PluginMislukt) else fout)
        return anders


def meld(ctx: Context, eenheid: str, haak: str, fout: BaseException) -> None:
    """Log a fault with its traceback, and remember it for the administrator; never fails itself."""
    logboek.error("plugin %s: %s mislukte (%s)", eenheid, haak, waar(fout), exc_info=fout)
    try:
        with ctx.database.lezen() as s:
            bekend = s.get(Pluginstoring, (eenheid, haak))
        # Once a minute is enough: a broken part of a busy page must not keep everybody writing.
        if bekend is not None and ctx.nu - bekend.laatste_op < _SCHRIJF_WEER_NA:
            return
        with ctx.database.transactie() as s:
            vergrendel(s, Pluginstoring.__tablename__)
            rij = s.get(Pluginstoring, (eenheid, haak))
            if rij is None:
                rij = Pluginstoring(eenheid=eenheid, haak=haak, eerste_op=ctx.nu)
                s.add(rij)
            rij.fout, rij.laatste_op = waar(fout), ctx.nu
    except (OpslagNietBereikbaar, SQLAlchemyError):
        logboek.warning("de storing van %s is niet vastgelegd: de database nam haar niet aan", eenheid)


def storingen(ctx: Context) -> tuple[Pluginstoring, ...]:
    """Return the faults of the last days, the newest first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel("core.job"))
    vraag = select(Pluginstoring).where(Pluginstoring.laatste_op > ctx.nu - VERS)
    with ctx.database.lezen() as s:
        return tuple(s.scalars(vraag.order_by(Pluginstoring.laatste_op.desc(), Pluginstoring.eenheid)))


def waar(fout: BaseException) -> str:
    """Return the kind of an exception and where it was raised, as ``ZeroDivisionError, pages.py:12``."""
    plekken = traceback.extract_tb(fout.__traceback__)
    plek = f", {Path(plekken[-1].filename).name}:{plekken[-1].lineno}" if plekken else ""
    return f"{type(fout).__name__}{plek}"[:200]

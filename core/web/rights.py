# SPDX-License-Identifier: EUPL-1.2
"""Every view says which right opens it; one that says nothing stops the application at its start.

A right here opens a page for whoever may do something to *some* object of a kind. Whether it may be done to *this*
object is asked by the service, with the object in hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

from core.people.policy import Beleid

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Recht:
    """What a reader must be allowed to do, as a pair of the policy table."""

    handeling: str
    soort: str


class Toegang(StrEnum):
    """Views outside the policy table."""

    OPENBAAR = "openbaar"
    """For everybody, logged in or not."""
    INGELOGD = "ingelogd"
    """For everybody who is logged in; it shows and changes nothing but the reader's own account."""


class RechtOntbreekt(RuntimeError):
    """A view carries no right, or one that the policy table does not know: a mistake in the program."""


def vereist(handeling: str, soort: str) -> Callable[[View], View]:
    """Open the view for whoever may do ``handeling`` to some object of ``soort``."""
    return _merk(Recht(handeling, soort))


def openbaar(view: View) -> View:
    """Open the view for everybody, logged in or not."""
    return _merk(Toegang.OPENBAAR)(view)


def ingelogd(view: View) -> View:
    """Open the view for everybody who is logged in."""
    return _merk(Toegang.INGELOGD)(view)


def recht_van(view: Callable[..., Any]) -> Recht | Toegang | None:
    """Return the right that a view carries, or None."""
    gevonden: Recht | Toegang | None = getattr(view, "recht", None)
    return gevonden


def controleer(app: Flask, beleid: Beleid) -> None:
    """Check every endpoint of an application. Raises ``RechtOntbreekt`` naming the endpoint."""
    for endpoint, view in app.view_functions.items():
        recht = recht_van(view)
        if recht is None:
            raise RechtOntbreekt(f"de pagina {endpoint} zegt niet welk recht haar opent")
        if isinstance(recht, Recht) and not beleid.kent(recht.handeling, recht.soort):
            raise RechtOntbreekt(
                f"de pagina {endpoint} vraagt '{recht.handeling} {recht.soort}', dat staat in geen beleidsregel"
            )


def _merk(recht: Recht | Toegang) -> Callable[[View], View]:
    def merk(view: View) -> View:
        view.recht = recht  # type: ignore[attr-defined]
        return view

    return merk

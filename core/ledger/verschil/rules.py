# SPDX-License-Identifier: EUPL-1.2
"""Why what a person gets in a month differs from the month before, in parts that add up to the difference: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reden(StrEnum):
    """Why an amount is there, is not there any more, or is another one."""

    NIEUW = "nieuw_feit"
    """Something that was not paid in the month before."""
    GESTOPT = "gestopt"
    """Something that was paid in the month before and is not paid now."""
    HOEVEELHEID = "andere_hoeveelheid"
    """The same fact with another quantity."""
    CIJFER = "gewijzigd_cijfer"
    """The same quantity with another amount: a figure, or what it is multiplied with, changed."""
    CORRECTIE = "correctie"
    """An earlier month was corrected in this one."""
    VORIGE_CORRECTIE = "vorige_correctie"
    """The month before held a correction of an earlier month, which does not come back."""


@dataclass(frozen=True)
class Post:
    """A posting as far as it explains a difference."""

    id: int
    regeling: str
    feit: str
    #: The effect month.
    periode: str
    centen: int
    hoeveelheden: Mapping[str, int]
    #: It corrects an earlier posting, or belongs to another month than the one in which it was booked.
    correctie: bool


@dataclass(frozen=True)
class Verklaring:
    """One part of the difference, in cents, with the postings that it rests on."""

    reden: Reden
    regeling: str
    centen: int
    deze: Post | None = None
    vorige: Post | None = None


def verklaar(deze: Sequence[Post], vorige: Sequence[Post]) -> tuple[Verklaring, ...]:
    """Return the parts of the difference between two months of one person, the largest first.

    They add up to exactly what the months differ. Parts that come to nothing are left out.
    """
    delen = [
        *(Verklaring(Reden.CORRECTIE, post.regeling, post.centen, deze=post) for post in deze if post.correctie),
        *(
            Verklaring(Reden.VORIGE_CORRECTIE, post.regeling, -post.centen, vorige=post)
            for post in vorige
            if post.correctie
        ),
        *_gewoon([post for post in deze if not post.correctie], [post for post in vorige if not post.correctie]),
    ]
    return tuple(sorted((deel for deel in delen if deel.centen), key=lambda deel: (-abs(deel.centen), deel.regeling)))


def anders(deze: Any, vorige: Any, pad: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield (name, before, now) for every value of two inputs of a calculation that differs, but days and times."""
    if isinstance(deze, dict) and isinstance(vorige, dict):
        for naam in sorted(deze.keys() | vorige.keys()):
            yield from anders(deze.get(naam), vorige.get(naam), f"{pad} {naam}".strip())
    elif isinstance(deze, list) and isinstance(vorige, list) and len(deze) == len(vorige):
        for een, ander in zip(deze, vorige, strict=True):
            yield from anders(een, ander, pad)
    elif deze != vorige and not (_is_tijd(deze) and _is_tijd(vorige)):
        yield pad.replace("_", " "), _tekst(vorige), _tekst(deze)


def _gewoon(deze: Sequence[Post], vorige: Sequence[Post]) -> Iterator[Verklaring]:
    eerder = {(post.regeling, post.feit): post for post in vorige}
    over: dict[str, list[Post]] = defaultdict(list)
    for post in deze:
        was = eerder.pop((post.regeling, post.feit), None)
        if was is None:
            over[post.regeling].append(post)
            continue
        gelijk = post.hoeveelheden == was.hoeveelheden
        yield _samen(Reden.CIJFER if gelijk else Reden.HOEVEELHEID, post, was)
    weg: dict[str, list[Post]] = defaultdict(list)
    for was in eerder.values():
        weg[was.regeling].append(was)
    for posten in over.values():
        for post in posten:
            # A fact of its own every month, such as a duty: one of the same shape in the month before is its like.
            gelijke = next((was for was in weg[post.regeling] if was.hoeveelheden == post.hoeveelheden), None)
            if gelijke is None:
                yield Verklaring(Reden.NIEUW, post.regeling, post.centen, deze=post)
            else:
                weg[post.regeling].remove(gelijke)
                yield _samen(Reden.CIJFER, post, gelijke)
    for posten in weg.values():
        for was in posten:
            yield Verklaring(Reden.GESTOPT, was.regeling, -was.centen, vorige=was)


def _samen(reden: Reden, post: Post, was: Post) -> Verklaring:
    return Verklaring(reden, post.regeling, post.centen - was.centen, post, was)


def _is_tijd(waarde: Any) -> bool:
    return isinstance(waarde, str) and len(waarde) >= 10 and waarde[4:5] == "-" == waarde[7:8] and waarde[:4].isdigit()


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return "–" if waarde is None else str(waarde)

# SPDX-License-Identifier: EUPL-1.2
"""Drawings for people who look rather than read: SVG made on the server, from plain values.

Every drawing has a title and a description, carries classes and presentation attributes only (the content security
policy forbids inline styles), takes its colours from annex.css, and escapes every text. It is a picture for
assistive technology: the page shows the same data as a table beside it.

The year roster has a fixed width and scrolls sideways; the other drawings place things in per cent of the width, so
that their letters stay as large on a phone as on a screen. Whether texts fit is reckoned for the narrowest page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from markupsafe import Markup, escape

# Width in pixels of a drawing on a page of 320 pixels, the narrowest that WCAG 1.4.10 asks for, and on a wide page.
SMALSTE = 288
BREDE = 600

# Width in pixels that a letter is reckoned at; wide enough for the fonts of the theme.
LETTER = 6.6

# The year roster, in pixels: 53 weeks and the names beside them fill the widest page.
WEEK = 17
KOP = 38
VOET = 20
RIJ = 28
BALK = 20
NAAM_LETTERS = 20

WOORDEN = {"nl": "vandaag", "en": "today"}


class Bloksoort(StrEnum):
    """What a block in a row of the roster stands for; each kind has its own shape, not only its own colour."""

    DIENST = "dienst"
    VOORSTEL = "voorstel"
    AFWEZIG = "afwezig"
    GAT = "gat"
    """Nobody is on duty, or who is planned cannot be."""


class Stand(StrEnum):
    """Where a point of a time line stands: it was, it is still to come, or it should have been."""

    GEWEEST = "geweest"
    KOMT = "komt"
    TE_LAAT = "te-laat"


@dataclass(frozen=True)
class Blok:
    """A run of days in a row: from ``van_dag`` up to, not including, ``tot_dag``. ``titel`` shows on hovering."""

    van_dag: date
    tot_dag: date
    soort: Bloksoort
    titel: str


@dataclass(frozen=True)
class Rij:
    """A row of the roster: a person, or the duties that nobody has. One's own rows are drawn first."""

    naam: str
    eigen: bool
    blokken: tuple[Blok, ...]


@dataclass(frozen=True)
class Ruillijn:
    """A swap between two rows, each given by its place in the rows handed over and the first day of the duty there."""

    van_rij: int
    van_dag: date
    naar_rij: int
    naar_dag: date
    titel: str


@dataclass(frozen=True)
class Staaf:
    """A bar: the period under it, its value, and how the value is written; ``schatting`` is drawn as an outline."""

    periode: str
    waarde: int
    tekst: str
    schatting: int | None = None


@dataclass(frozen=True)
class Lijn:
    """A value to compare with, such as 500 or 10,000 kilometres or the mean, and how it is written."""

    waarde: int
    tekst: str


@dataclass(frozen=True)
class Gebeurtenis:
    """A point of a time line. Its number in the drawing is its place in the sequence, counted from one."""

    dag: date
    tekst: str
    stand: Stand


@dataclass(frozen=True)
class Punt:
    """One person in a comparison: the value, and how it is written."""

    naam: str
    waarde: int
    tekst: str
    eigen: bool = False


def jaarrooster(
    rijen: Sequence[Rij],
    *,
    van: date,
    tot: date,
    titel: str,
    omschrijving: str,
    feestdagen: Mapping[date, str],
    ruillijnen: Iterable[Ruillijn] = (),
    vandaag: date | None = None,
    taal: str = "nl",
) -> Markup:
    """Draw a year (``van`` up to, not including, ``tot``) as rows of people and columns of weeks.

    The names stand still while the year scrolls under a finger or the arrow keys. What lies outside the year is cut
    off at its edge. Raises ``ValueError`` when the year holds no day, ``KeyError`` for a swap with an unknown row.
    """
    if tot <= van:
        raise ValueError("Een rooster beslaat ten minste een dag.")
    volgorde = sorted(range(len(rijen)), key=lambda plaats: not rijen[plaats].eigen)
    boven = {plaats: KOP + RIJ * rang for rang, plaats in enumerate(volgorde)}
    breedte, hoogte = _dag_x(tot, van), KOP + RIJ * len(rijen)
    van_mij = sum(rij.eigen for rij in rijen)

    delen = [
        _eigen_band(van_mij, breedte),
        _weekenden(van, tot, hoogte),
        *_feestdagvlakken(feestdagen, van, tot, hoogte),
        *_maanden(van, tot, hoogte, taal),
        *_weeknummers(van, tot),
        _rijlijnen(hoogte, breedte),
    ]
    for plaats in volgorde:
        rij = rijen[plaats]
        delen += [
            _blok(blok, van, tot, boven[plaats], rij.eigen)
            for blok in rij.blokken
            if blok.van_dag < tot and blok.tot_dag > van
        ]
    delen += [_ruil(lijn, van, boven) for lijn in ruillijnen]
    if vandaag is not None and van <= vandaag < tot:
        delen.append(_vandaag(vandaag, van, breedte, hoogte, taal))
    jaar = _tekening("tek-jaar", delen, titel, omschrijving, hoogte + VOET, breedte)
    schuifvak = _el("div", jaar, class_="schuifvak", tabindex="0", role="group", aria_label=titel)
    return _el("div", _namen([rijen[plaats] for plaats in volgorde], hoogte), schuifvak, class_="rooster")


def staven(reeks: Sequence[Staaf], *, titel: str, omschrijving: str, lijn: Lijn | None = None) -> Markup:
    """Draw a bar a period, with the estimate as an outline and a line to compare with.

    Values are whole numbers of one unit, zero or more. They stand above their bars where all fit; where they fit on a
    wide page only, annex.css hides them on a narrow one. Of periods too many to name, every second or third is named.
    """
    top, voet = 32, 194
    hoogste = max([1, *(s.waarde for s in reeks), *(s.schatting or 0 for s in reeks), lijn.waarde if lijn else 0])

    def y(waarde: int) -> float:
        return voet - (voet - top) * waarde / hoogste

    vak = 100 / max(1, len(reeks))
    langste = max((len(staaf.periode) for staaf in reeks), default=0)
    om_de = ceil((langste * LETTER + 4) / (SMALSTE * vak / 100))
    breedste = max((len(staaf.tekst) for staaf in reeks), default=0) * LETTER
    ruim = "" if breedste <= SMALSTE * vak / 100 else " tek-ruim"
    delen: list[Markup] = []
    for plaats, staaf in enumerate(reeks):
        links, midden = vak * plaats, f"{_getal(vak * (plaats + 0.5))}%"
        inhoud = [_el("title", f"{staaf.periode}: {staaf.tekst}")]
        if staaf.schatting is not None:
            inhoud.append(_staaf("tek-schatting", links + vak * 0.12, vak * 0.76, y(staaf.schatting), voet))
        inhoud.append(_staaf("tek-staaf", links + vak * 0.24, vak * 0.52, y(staaf.waarde), voet))
        if staaf.waarde and breedste <= BREDE * vak / 100:
            inhoud.append(_woord(staaf.tekst, midden, y(staaf.waarde) - 6, f"tek-waarde{ruim}", "middle"))
        if plaats % om_de == 0:
            inhoud.append(_woord(staaf.periode, midden, voet + 18, "tek-label", "middle"))
        delen.append(_el("g", *inhoud))
    delen.append(_waterpas("tek-as", voet))
    if lijn is not None:
        delen.append(_waterpas("tek-grens", y(lijn.waarde)))
        delen.append(_woord(lijn.tekst, "0", y(lijn.waarde) - 7, "tek-grenstekst", "start"))
    return _tekening("tek-staven", delen, titel, omschrijving, voet + 26)


def tijdlijn(
    gebeurtenissen: Sequence[Gebeurtenis],
    *,
    van: date,
    tot: date,
    vandaag: date,
    titel: str,
    omschrijving: str,
    taal: str = "nl",
) -> Markup:
    """Draw one line with what was, today, and what is due; the numbers refer to the list beside the drawing.

    Points that would touch on a narrow page stand above each other. Raises ``ValueError`` when ``tot`` is not after
    ``van``, when today or an event lies outside them, or when the events are not in the order of their days.
    """
    if tot <= van:
        raise ValueError("Een tijdlijn beslaat ten minste een dag.")
    if not all(van <= dag <= tot for dag in (vandaag, *(gebeurtenis.dag for gebeurtenis in gebeurtenissen))):
        raise ValueError("Vandaag of een gebeurtenis valt buiten de tijdlijn.")
    if any(eerste.dag > tweede.dag for eerste, tweede in pairwise(gebeurtenissen)):
        raise ValueError("De gebeurtenissen staan niet op volgorde van de dag.")

    def x(dag: date) -> float:
        return 4 + 92 * (dag - van).days / (tot - van).days

    plekken = [x(gebeurtenis.dag) for gebeurtenis in gebeurtenissen]
    lagen = _lagen(plekken, 24)
    as_y = 44 + 25 * max(lagen, default=0)
    nu = f"{_getal(x(vandaag))}%"
    delen = [
        _waterpas("tek-as", as_y),
        _el("line", class_="tek-verstreken", x1="0", x2=nu, y1=as_y, y2=as_y),
        _el("line", class_="tek-vandaag", x1=nu, x2=nu, y1=20, y2=as_y + 16),
        _woord(WOORDEN[taal], nu, 14, "tek-nu", _anker(x(vandaag), WOORDEN[taal])),
        _woord(format_date(van, "d MMM y", locale=taal), "0", as_y + 34, "tek-label", "start"),
        _woord(format_date(tot, "d MMM y", locale=taal), "100%", as_y + 34, "tek-label", "end"),
    ]
    for nummer, (gebeurtenis, plek, laag) in enumerate(zip(gebeurtenissen, plekken, lagen, strict=True), start=1):
        vorm = _el("path", d="M0 -15L14 10H-14Z") if gebeurtenis.stand is Stand.TE_LAAT else _el("circle", r="10")
        stip = _el(
            "svg",
            _el("title", f"{format_date(gebeurtenis.dag, 'd MMM y', locale=taal)}: {gebeurtenis.tekst}"),
            *([_el("line", x1=0, x2=0, y1=0, y2=25 * laag)] if laag else []),
            vorm,
            _woord(str(nummer), "0", 7 if gebeurtenis.stand is Stand.TE_LAAT else 4, "tek-nummer", "middle"),
            class_=f"tek-stip tek-{gebeurtenis.stand}",
            x=f"{_getal(plek)}%",
            y=as_y - 25 * laag,
            overflow="visible",
        )
        delen.append(stip)
    return _tekening("tek-tijdlijn", delen, titel, omschrijving, as_y + 42)


def punten(
    mensen: Sequence[Punt],
    *,
    eenheid: str,
    titel: str,
    omschrijving: str,
    lijn: Lijn | None = None,
    vanaf: int = 0,
    taal: str = "nl",
) -> Markup:
    """Draw a dot a person along one scale from ``vanaf``, with a line such as the mean to compare with.

    One's own is a diamond with its name and value. Dots that would touch on a narrow page are piled up. Raises
    ``ValueError`` when a value lies below ``vanaf``.
    """
    rij = sorted(mensen, key=lambda punt: (punt.waarde, punt.eigen))
    hoogste = max([vanaf + 1, *(punt.waarde for punt in rij), lijn.waarde if lijn else 0])
    if any(punt.waarde < vanaf for punt in rij) or (lijn is not None and lijn.waarde < vanaf):
        raise ValueError("Een waarde ligt voor het begin van de schaal.")

    def x(waarde: int) -> float:
        return 4 + 92 * (waarde - vanaf) / (hoogste - vanaf)

    lagen = _lagen([x(punt.waarde) for punt in rij], 17)
    as_y = 74 + 17 * max(lagen, default=0)
    delen = [_waterpas("tek-as", as_y)]
    lijn_x = None if lijn is None else x(lijn.waarde)
    if lijn is not None and lijn_x is not None:
        plek = f"{_getal(lijn_x)}%"
        delen.append(_el("line", class_="tek-grens", x1=plek, x2=plek, y1=20, y2=as_y))
        delen.append(_woord(lijn.tekst, plek, 14, "tek-grenstekst", _anker(lijn_x, lijn.tekst)))
    for punt, laag in zip(rij, lagen, strict=True):
        plek, y = f"{_getal(x(punt.waarde))}%", as_y - 12 - 17 * laag
        naam = _el("title", f"{punt.naam}: {punt.tekst}")
        if punt.eigen:
            vorm = [_el("line", x1=0, x2=0, y1=40 - y, y2=-9), _el("path", d="M0 -9L9 0L0 9L-9 0Z")]
            delen.append(_el("svg", naam, *vorm, class_="tek-ruit", x=plek, y=y, overflow="visible"))
            anker = _anker(x(punt.waarde), f"{punt.naam}: {punt.tekst}", lijn_x)
            delen.append(_woord(f"{punt.naam}: {punt.tekst}", plek, 34, "tek-nu", anker))
        else:
            delen.append(_el("circle", naam, class_="tek-mens", cx=plek, cy=y, r=6.5))
    delen.append(_woord(format_decimal(vanaf, locale=taal), "4%", as_y + 18, "tek-label", "middle"))
    einde = f"{format_decimal(hoogste, locale=taal)} {eenheid}"
    delen.append(_woord(einde, "100%", as_y + 18, "tek-label", "end"))
    return _tekening("tek-punten", delen, titel, omschrijving, as_y + 26)


def _tekening(
    soort: str, delen: Iterable[Markup], titel: str, omschrijving: str, hoogte: float, breedte: float | None = None
) -> Markup:
    """Return the drawing itself; without a width it takes the width of its place on the page."""
    maat: dict[str, object] = {"width": "100%", "height": hoogte}
    if breedte is not None:
        maat = {"width": _getal(breedte), "height": hoogte, "viewBox": f"0 0 {_getal(breedte)} {hoogte}"}
    return _el("svg", _el("title", titel), _el("desc", omschrijving), *delen, class_=f"tek {soort}", role="img", **maat)


def _el(naam: str, *inhoud: Markup | str, **attributen: object) -> Markup:
    """Return an element, with every text and attribute escaped."""
    binnen = Markup("").join(inhoud)
    rest = "".join(f' {sleutel.rstrip("_").replace("_", "-")}="{escape(w)}"' for sleutel, w in attributen.items())
    return Markup(f"<{naam}{rest}>{binnen}</{naam}>")  # noqa: S704 - every part was escaped just above


def _getal(waarde: float) -> str:
    return f"{waarde:.2f}".rstrip("0").rstrip(".")


def _woord(tekst: str, x: str, y: float, soort: str, anker: str) -> Markup:
    return _el("text", tekst, class_=soort, x=x, y=_getal(y), text_anchor=anker)


def _waterpas(soort: str, y: float) -> Markup:
    return _el("line", class_=soort, x1="0", x2="100%", y1=_getal(y), y2=_getal(y))


def _anker(plek: float, tekst: str, naast: float | None = None) -> str:
    """Return how a text at this percentage is anchored: away from ``naast``, or from the nearest edge, if it fits."""
    breed = 100 * len(tekst) * LETTER / SMALSTE
    liefst_rechts = plek < 50 if naast is None else plek >= naast
    return "start" if plek < breed or (liefst_rechts and plek + breed <= 100) else "end"


def _lagen(plekken: Sequence[float], afstand: int) -> list[int]:
    """Return for each place (per cent, ascending) the lowest layer in which nothing stands nearer than ``afstand``."""
    laatste: list[float] = []
    lagen = []
    for plek in plekken:
        x = plek * SMALSTE / 100
        laag = next((nummer for nummer, eind in enumerate(laatste) if x - eind >= afstand), len(laatste))
        laatste[laag : laag + 1] = [x]
        lagen.append(laag)
    return lagen


def _staaf(soort: str, links: float, breed: float, y: float, voet: float) -> Markup:
    maat = {"x": f"{_getal(links)}%", "width": f"{_getal(breed)}%", "y": _getal(y), "height": _getal(voet - y)}
    return _el("rect", class_=soort, **maat)


def _dag_x(dag: date, van: date) -> float:
    return (dag - van).days * WEEK / 7


def _dagen(van: date, tot: date) -> Iterator[date]:
    for nummer in range((tot - van).days):
        yield van + timedelta(days=nummer)


def _weekenden(van: date, tot: date, hoogte: int) -> Markup:
    """Return all Saturdays and Sundays as one path: a year of separate rectangles would weigh more than the duties."""
    breed = _getal(WEEK / 7)
    vlakken = [
        f"M{_getal(_dag_x(dag, van))} {KOP}h{breed}V{hoogte}h-{breed}z"
        for dag in _dagen(van, tot)
        if dag.weekday() >= 5
    ]
    return _el("path", class_="tek-weekend", d="".join(vlakken))


def _feestdagvlakken(feestdagen: Mapping[date, str], van: date, tot: date, hoogte: int) -> Iterator[Markup]:
    for dag, naam in sorted(feestdagen.items()):
        if van <= dag < tot:
            maat = {"x": _getal(_dag_x(dag, van)), "y": KOP, "width": _getal(WEEK / 7), "height": hoogte - KOP}
            yield _el("rect", _el("title", naam), class_="tek-feestdag", **maat)


def _eigen_band(rijen: int, breedte: float) -> Markup:
    """Return the ground under one's own rows, which come first."""
    return _el("rect", class_="tek-eigen-band", x=0, y=KOP, width=_getal(breedte), height=RIJ * rijen)


def _rijlijnen(hoogte: int, breedte: float) -> Markup:
    lijnen = (f"M0 {y}H{_getal(breedte)}" for y in range(KOP + RIJ, hoogte + 1, RIJ))
    return _el("path", class_="tek-rijlijn", d="".join(lijnen))


def _maanden(van: date, tot: date, hoogte: int, taal: str) -> Iterator[Markup]:
    namen = get_month_names("abbreviated", locale=taal)
    for dag in _dagen(van, tot):
        if dag.day == 1 or dag == van:
            x = _dag_x(dag, van)
            yield _el("path", class_="tek-maandlijn", d=f"M{_getal(x)} 4V{hoogte}")
            yield _woord(str(namen[dag.month]), _getal(x + 4), 15, "tek-maand", "start")


def _weeknummers(van: date, tot: date) -> Iterator[Markup]:
    """Return every second week number, in the middle of its week."""
    for dag in _dagen(van, tot):
        week = dag.isocalendar().week
        if dag.weekday() == 0 and week % 2 and dag + timedelta(days=7) <= tot:
            yield _woord(str(week), _getal(_dag_x(dag, van) + WEEK / 2), KOP - 6, "tek-week", "middle")


def _namen(rijen: Sequence[Rij], hoogte: int) -> Markup:
    """Return the column of names; assistive technology reads them in the table beside the drawing."""
    kort = [_ingekort(rij.naam) for rij in rijen]
    breedte = ceil(max((len(naam) for naam in kort), default=0) * LETTER + 14)
    delen = [
        _eigen_band(sum(rij.eigen for rij in rijen), breedte),
        _rijlijnen(hoogte, breedte),
    ]
    delen += [
        _el("text", _el("title", rij.naam), naam, class_="tek-naam tek-eigen" if rij.eigen else "tek-naam", x=4, y=y)
        for y, rij, naam in zip(range(KOP + 19, hoogte, RIJ), rijen, kort, strict=True)
    ]
    # On a narrow page annex.css cuts the column off; "slice" keeps it from shrinking, so that the rows stay level.
    maat = {"width": breedte, "height": hoogte, "viewBox": f"0 0 {breedte} {hoogte}"}
    vulling = {"preserveAspectRatio": "xMinYMin slice", "aria_hidden": "true"}
    return _el("svg", *delen, class_="tek tek-namen", **vulling, **maat)


def _ingekort(naam: str) -> str:
    return naam if len(naam) <= NAAM_LETTERS else naam[: NAAM_LETTERS - 1].rstrip() + "…"


def _blok(blok: Blok, van: date, tot: date, boven: int, eigen: bool) -> Markup:
    links, rechts = _dag_x(max(blok.van_dag, van), van), _dag_x(min(blok.tot_dag, tot), van)
    hoog = 6 if blok.soort is Bloksoort.AFWEZIG else BALK
    rechthoek = _el(
        "rect",
        class_=f"tek-{blok.soort} tek-eigen" if eigen else f"tek-{blok.soort}",
        x=_getal(links + 0.75),
        y=boven + (RIJ - hoog) // 2,
        width=_getal(rechts - links - 1.5),
        height=hoog,
        rx=3,
    )
    titel = _el("title", blok.titel)
    if blok.soort is Bloksoort.GAT:
        roep = _woord("!", _getal((links + rechts) / 2), boven + 19, "tek-roep", "middle")
        return _el("g", titel, rechthoek, roep)
    return _el("g", titel, rechthoek)


def _ruil(lijn: Ruillijn, van: date, boven: Mapping[int, int]) -> Markup:
    """Return a line between the middles of the two weeks, with a ring at each end."""
    x1, x2 = (_getal(_dag_x(dag, van) + WEEK / 2) for dag in (lijn.van_dag, lijn.naar_dag))
    y1, y2 = (boven[rij] + RIJ // 2 for rij in (lijn.van_rij, lijn.naar_rij))
    halverwege = _getal((y1 + y2) / 2)
    boog = _el("path", d=f"M{x1} {y1}C{x1} {halverwege} {x2} {halverwege} {x2} {y2}")
    ringen = (_el("circle", cx=x, cy=y, r=4) for x, y in ((x1, y1), (x2, y2)))
    return _el("g", _el("title", lijn.titel), boog, *ringen, class_="tek-ruil")


def _vandaag(vandaag: date, van: date, breedte: float, hoogte: int, taal: str) -> Markup:
    x = _dag_x(vandaag, van) + WEEK / 14
    streep = _el("path", class_="tek-vandaag", d=f"M{_getal(x)} {KOP}V{hoogte + 6}")
    woord = _woord(WOORDEN[taal], _getal(x), hoogte + 17, "tek-nu", _anker(100 * x / breedte, WOORDEN[taal]))
    return _el("g", streep, woord)

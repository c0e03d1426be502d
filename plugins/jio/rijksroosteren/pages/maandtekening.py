# SPDX-License-Identifier: EUPL-1.2
"""Where everything stands in the picture of a month: rows of people, columns of days. The template draws it.

Patch duty is a full block, dashed while it is a draft; a wijziging is a thin bar, since it is no patch duty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import get_day_names
from flask_babel import get_locale

from core.calendar.tijd import lokale_datum
from core.web.filters import maand, upper_eerst
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.rijksroosteren.pages.woorden import categorie, regelstaat, tijdvak
from plugins.jio.rijksroosteren.procedure import Regelstatus
from plugins.jio.rijksroosteren.services.beelden import Regelbeeld, Teammaand

DAG = 27
KOP = 42
RIJ = 28
BALK = 20
NAAM = 136
LETTERS = 20


@dataclass(frozen=True)
class Kolom:
    """A day: its place, its number and the letters of its weekday."""

    x: int
    nummer: int
    letters: str
    #: A class of the drawing, or empty for an ordinary day.
    soort: str
    titel: str


@dataclass(frozen=True)
class Rij:
    """Somebody, and the place of the row."""

    naam: str
    kort: str
    y: int
    eigen: bool


@dataclass(frozen=True)
class Blok:
    """An entry in the picture."""

    x: float
    y: float
    breedte: float
    hoogte: int
    soort: str
    eigen: bool
    titel: str


@dataclass(frozen=True)
class Maandtekening:
    """The picture of a month, in pixels."""

    titel: str
    omschrijving: str
    kop: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]
    blokken: tuple[Blok, ...]
    vandaag_x: int | None

    @property
    def breedte(self) -> int:
        """The width of all days together."""
        return DAG * len(self.kolommen)

    @property
    def hoogte(self) -> int:
        """The height of all rows together, with the head."""
        return KOP + RIJ * len(self.rijen)


def teken(beeld: Teammaand, zelf: int | None, vandaag: date) -> Maandtekening:
    """Return the picture of a month; the reader's own row stands first."""
    volgorde = sorted(beeld.mensen, key=lambda wie: wie != zelf)
    boven = {wie: KOP + RIJ * plaats for plaats, wie in enumerate(volgorde)}
    vandaag_x = (vandaag - beeld.eerste).days * DAG + DAG // 2 if beeld.eerste <= vandaag < beeld.tot else None
    return Maandtekening(
        _("Rooster van %(team)s in %(maand)s", team=beeld.team.naam, maand=maand(beeld.periode)),
        _("Een rij per persoon en een kolom per dag. Een blok is een patchdienst, een streep een wijziging."),
        upper_eerst(maand(beeld.periode)),
        tuple(_kolommen(beeld)),
        tuple(Rij(beeld.mensen[wie], _kort(beeld.mensen[wie]), boven[wie], wie == zelf) for wie in volgorde),
        tuple(_blok(regel, beeld, boven[regel.medewerker_id], regel.medewerker_id == zelf) for regel in beeld.regels),
        vandaag_x,
    )


def legenda(beeld: Teammaand, zelf: int | None) -> list[tuple[str, str]]:
    """Return what the shapes stand for, those that can be in the picture."""
    return [
        *([("eigen", _("jouw patchdienst"))] if zelf in beeld.mensen else []),
        ("dienst", _("patchdienst")),
        ("voorstel", _("patchdienst, nog niet goedgekeurd")),
        ("afwezig", _("wijziging, dat is geen patchdienst")),
        ("weekend", _("weekend")),
        *([("feestdag", _("feestdag"))] if beeld.feestdagen else []),
    ]


def _kolommen(beeld: Teammaand) -> Iterator[Kolom]:
    namen = get_day_names("abbreviated", locale=get_locale())
    for plaats in range((beeld.tot - beeld.eerste).days):
        dag = beeld.eerste + timedelta(days=plaats)
        feestdag = beeld.feestdagen.get(dag, "")
        soort = "tek-feestdag" if feestdag else "tek-weekend" if dag.weekday() >= 5 else ""
        yield Kolom(plaats * DAG, dag.day, str(namen[dag.weekday()]).rstrip("."), soort, feestdag)


def _blok(regel: Regelbeeld, beeld: Teammaand, boven: int, eigen: bool) -> Blok:
    dag = max(lokale_datum(regel.begin), beeld.eerste)
    hoog = BALK if regel.is_patchdienst else 6
    concept = regel.status is Regelstatus.CONCEPT
    wat, stand = categorie(regel.categorie), regelstaat(regel.status)[1]
    soort = "tek-afwezig" if not regel.is_patchdienst else "tek-voorstel" if concept else "tek-dienst"
    return Blok(
        (dag - beeld.eerste).days * DAG + 2,
        boven + (RIJ - hoog) / 2,
        DAG - 4,
        hoog,
        soort,
        eigen,
        f"{regel.naam}: {wat}, {tijdvak(regel.begin, regel.einde)}, {stand}",
    )


def _kort(naam: str) -> str:
    return naam if len(naam) <= LETTERS else naam[: LETTERS - 1].rstrip() + "…"

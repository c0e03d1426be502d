# SPDX-License-Identifier: EUPL-1.2
"""The year of a team as a picture: rows of people, columns of weeks, gaps in the warning colour, swaps as links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask_babel import get_locale
from markupsafe import Markup

from core.calendar.tijd import lokale_datum
from core.web.drawing import Blok, Bloksoort, Lijn, Punt, Rij, Ruillijn, jaarrooster, punten
from core.web.filters import getal
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.woorden import tijdvak
from plugins.jio.consignatie.procedure import Ruilstatus
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Dienstregel, Jaarbeeld, Ruilregel

_DAG = timedelta(days=1)


def legenda(beeld: Jaarbeeld, zelf: int | None) -> list[tuple[str, str]]:
    """Return what the shapes in the picture stand for, those that can be in it."""
    dienst = "voorstel" if beeld.kop.in_opbouw else "dienst"
    return [
        *([("eigen", _("jouw dienst"))] if zelf in beeld.mensen else []),
        (dienst, _("dienst, nog niet gepubliceerd") if beeld.kop.in_opbouw else _("dienst")),
        *([("gat", _("niemand, of iemand die dan afwezig is"))] if beeld.open_diensten else []),
        *([("afwezig", _("afwezig"))] if beeld.afwezig else []),
        *([("ruil", _("ruil"))] if beeld.ruilen else []),
        ("weekend", _("weekend")),
        ("feestdag", _("feestdag")),
    ]


def teken_jaar(beeld: Jaarbeeld, zelf: int | None, vandaag: date) -> Markup:
    """Draw the year; the reader's own row stands first."""
    mensen = list(beeld.mensen)
    plek = {medewerker_id: nummer for nummer, medewerker_id in enumerate(mensen)}
    rijen = [Rij(beeld.mensen[wie], wie == zelf, (*_afwezig(beeld, wie), *_diensten(beeld, wie))) for wie in mensen]
    if gaten := tuple(_gaten(beeld)):
        rijen.append(Rij(_("Niemand"), eigen=False, blokken=gaten))
    eerste = date(beeld.kop.jaar, 1, 1)
    laatste = max((lokale_datum(dienst.einde) for dienst in beeld.diensten), default=eerste) + _DAG
    return jaarrooster(
        rijen,
        van=eerste,
        tot=max(laatste, date(beeld.kop.jaar + 1, 1, 1)),
        titel=_("Rooster van %(team)s in %(jaar)s", team=beeld.kop.teamnaam, jaar=beeld.kop.jaar),
        omschrijving=_(
            "Een rij per persoon en een kolom per week. Een blok is een dienst. Alles staat ook in de tabel eronder."
        ),
        feestdagen=beeld.feestdagen,
        ruillijnen=[lijn for ruil in beeld.ruilen if (lijn := _ruillijn(ruil, plek, beeld))],
        vandaag=vandaag,
        taal=str(get_locale()),
    )


def teken_verdeling(beeld: Jaarbeeld, zelf: int | None) -> Markup:
    """Draw how the hours of a year with people in it are divided: a dot a person, and the mean to compare with."""
    uren = {wie: minuten // 60 for wie, minuten in beeld.minuten.items()}
    gemiddeld = round(sum(uren.values()) / len(uren))
    # Where nobody has far less than the others, the scale begins near the least: differences can be seen then.
    vanaf = min(uren.values()) // 100 * 100 if min(uren.values()) * 2 > max(uren.values()) else 0
    return punten(
        [
            Punt(
                _("Jij") if wie == zelf else beeld.mensen[wie],
                aantal,
                _("%(aantal)s uur", aantal=getal(aantal)),
                eigen=wie == zelf,
            )
            for wie, aantal in uren.items()
        ],
        eenheid=_("uur"),
        titel=_("Uren per persoon"),
        omschrijving=_("Een stip per persoon, van weinig naar veel uren consignatiedienst in dit jaar."),
        lijn=Lijn(gemiddeld, _("gemiddeld %(aantal)s uur", aantal=getal(gemiddeld))),
        vanaf=vanaf,
        taal=str(get_locale()),
    )


def _diensten(beeld: Jaarbeeld, wie: int) -> Iterator[Blok]:
    soort = Bloksoort.VOORSTEL if beeld.kop.in_opbouw else Bloksoort.DIENST
    for dienst in beeld.diensten:
        for deel in dienst.delen:
            if deel.medewerker_id == wie:
                weg = deel.naam in dienst.afwezig
                wanneer = tijdvak(deel.van, deel.tot)
                titel = (
                    _("%(naam)s: %(wanneer)s, maar dan afwezig", naam=deel.naam, wanneer=wanneer)
                    if weg
                    else f"{deel.naam}: {wanneer}"
                )
                yield _blok(deel.van, deel.tot, Bloksoort.GAT if weg else soort, titel)


def _afwezig(beeld: Jaarbeeld, wie: int) -> Iterator[Blok]:
    for regel in beeld.afwezig:
        if regel.medewerker_id == wie:
            einde = regel.tot_en_met or date(beeld.kop.jaar, 12, 31)
            yield Blok(regel.van, einde + _DAG, Bloksoort.AFWEZIG, _("afwezig"))


def _gaten(beeld: Jaarbeeld) -> Iterator[Blok]:
    for dienst in beeld.diensten:
        if not dienst.delen:
            yield _blok(dienst.begin, dienst.einde, Bloksoort.GAT, _niemand(dienst))
        else:
            for gat in _blokken(dienst):
                yield _blok(gat[0], gat[1], Bloksoort.GAT, _niemand(dienst))


def _blokken(dienst: Dienstregel) -> Iterator[tuple[datetime, datetime]]:
    """Yield the open time as few stretches: the office hours between two of them are nobody's duty anyway."""
    if dienst.gaten:
        yield dienst.gaten[0].van, dienst.gaten[-1].tot


def _niemand(dienst: Dienstregel) -> str:
    return _("niemand heeft dienst: %(wanneer)s", wanneer=tijdvak(dienst.begin, dienst.einde))


def _blok(van: datetime, tot: datetime, soort: Bloksoort, titel: str) -> Blok:
    eerste = lokale_datum(van)
    return Blok(eerste, max(lokale_datum(tot), eerste + _DAG), soort, titel)


def _ruillijn(ruil: Ruilregel, plek: dict[int, int], beeld: Jaarbeeld) -> Ruillijn | None:
    """Return a swap as a line: between the two duties, or from who gave a duty to who took it."""
    if ruil.overnemer_id not in plek or ruil.aanbieder_id not in plek:
        return None
    gever, nemer = plek[ruil.aanbieder_id], plek[ruil.overnemer_id]
    namen = {"gever": beeld.mensen[ruil.aanbieder_id], "nemer": beeld.mensen[ruil.overnemer_id]}
    klaar = ruil.status is Ruilstatus.VASTGELEGD
    titel = (
        _("Ruil van %(gever)s met %(nemer)s", **namen)
        if klaar
        else _("Ruil van %(gever)s met %(nemer)s, nog niet vastgelegd", **namen)
    )
    if ruil.terug is None:
        return Ruillijn(gever, ruil.heen, nemer, ruil.heen, titel)
    # Once recorded, each stands where the other stood before.
    van, naar = (nemer, gever) if klaar else (gever, nemer)
    return Ruillijn(van, ruil.heen, naar, ruil.terug, titel)

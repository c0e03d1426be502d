# SPDX-License-Identifier: EUPL-1.2
"""A proposal as pictures: the year as rows of people and columns of weeks, and a dot a person for how fair it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from flask_babel import get_locale
from markupsafe import Markup

from core.calendar.tijd import lokale_datum
from core.web.drawing import Blok, Bloksoort, Lijn, Punt, Rij, jaarrooster, punten
from core.web.filters import getal
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.woorden import tijdvak
from plugins.jio.consignatie.voorstel.procedure import Voorstelsoort
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord, Weekkeuze
from plugins.jio.consignatie.voorstel.services.beeld import Voorstelbeeld

_DAG = timedelta(days=1)
_SCHAAL = 20


def legenda(beeld: Voorstelbeeld) -> list[tuple[str, str]]:
    """Return what the shapes stand for."""
    return [
        ("voorstel", _("nieuw in dit voorstel")),
        ("dienst", _("blijft zoals het is")),
        ("gat", _("tegen een wens in")),
        ("weekend", _("weekend")),
        ("feestdag", _("feestdag")),
    ]


def teken_jaar(beeld: Voorstelbeeld, antwoord: Antwoord, vandaag: date) -> Markup:
    """Draw the year as it would be."""
    eerste = date(beeld.kop.jaar, 1, 1)
    laatste = max((lokale_datum(tijd.einde) for tijd in beeld.tijden.values()), default=eerste) + _DAG
    mensen = {stand.wie: None for stand in antwoord.standen} | {week.wie: None for week in antwoord.weken}
    op_naam = sorted(mensen, key=lambda wie: beeld.mensen.get(wie, ""))
    return jaarrooster(
        [Rij(beeld.mensen[wie], eigen=False, blokken=tuple(_blokken(beeld, antwoord, wie))) for wie in op_naam],
        van=eerste,
        tot=max(laatste, date(beeld.kop.jaar + 1, 1, 1)),
        titel=_("Voorstel voor het rooster van %(team)s in %(jaar)s", team=beeld.kop.teamnaam, jaar=beeld.kop.jaar),
        omschrijving=_(
            "Een rij per persoon en een kolom per week. Een blok is een dienst. Alles staat ook in de tabel eronder."
        ),
        feestdagen=beeld.feestdagen,
        vandaag=vandaag,
        taal=str(get_locale()),
    )


def teken_eerlijk(beeld: Voorstelbeeld, antwoord: Antwoord) -> Markup:
    """Draw by how many hours everybody is above or below an equal share after this roster, over all years."""
    uren = {stand.wie: round(stand.na.uren) for stand in antwoord.standen}
    return punten(
        [Punt(beeld.mensen[wie], aantal, met_teken(aantal)) for wie, aantal in uren.items()],
        eenheid=_("uur"),
        titel=_("Boven of onder een gelijk deel"),
        omschrijving=_("Een stip per persoon. Links van de lijn had iemand minder dan een gelijk deel, rechts meer."),
        lijn=Lijn(0, _("gelijk deel")),
        vanaf=min(0, floor(min(uren.values()) / _SCHAAL) * _SCHAAL),
        taal=str(get_locale()),
    )


def met_teken(uren: int) -> str:
    """Write hours above or below a share."""
    if not uren:
        return _("precies gelijk")
    return _("%(uren)s uur meer", uren=getal(uren)) if uren > 0 else _("%(uren)s uur minder", uren=getal(-uren))


def _blokken(beeld: Voorstelbeeld, antwoord: Antwoord, wie: int) -> Iterator[Blok]:
    tegen_wens = set(antwoord.niet_ingewilligd)
    for week in antwoord.weken:
        if week.wie == wie:
            tijd = beeld.tijden[week.dinsdag]
            eerste = lokale_datum(tijd.begin)
            yield Blok(
                eerste,
                max(lokale_datum(tijd.einde), eerste + _DAG),
                Bloksoort.GAT if week in tegen_wens else _soort(beeld, week),
                f"{beeld.mensen[wie]}: {tijdvak(tijd.begin, tijd.einde)}",
            )


def _soort(beeld: Voorstelbeeld, week: Weekkeuze) -> Bloksoort:
    blijft = week.vast or (beeld.soort is Voorstelsoort.HERPLAN and week.nu == week.wie)
    return Bloksoort.DIENST if blijft else Bloksoort.VOORSTEL

# SPDX-License-Identifier: EUPL-1.2
"""What a month pays, with why, how far it is, and why it differs from the month before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import Blueprint, render_template
from flask_babel import get_locale
from markupsafe import Markup

from core.contributions import Menupunt, Paginas
from core.web.drawing import Staaf, staven
from core.web.filters import dag_kort, euro, getal, maand, parameterwaarde
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.services.overzicht.perioden import vorige_maand
from plugins.jio.consignatie.services.overzicht.toelage import (
    MAANDEN_TERUG,
    Dienstbedrag,
    Maandbedrag,
    Maandtoelage,
    Oorzaak,
    Stand,
    Verschil,
    maandtoelage,
)

bp = Blueprint("jio_toelage", __name__, url_prefix="/toelage", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Mijn toelage", "jio_toelage.per_maand", "bekijk_bedrag", policy.DIENST, 11),))


@dataclass(frozen=True)
class Regel:
    """A duty of the month with its explanation as lines."""

    bedrag: Dienstbedrag
    stand: woorden.Staat
    uitleg: list[dict[str, str | None]]
    ontbreekt: str


@bp.get("/")
@bp.get("/<periode>")
@vereist("bekijk_bedrag", policy.DIENST)
def per_maand(periode: str | None = None) -> str:
    """Show what a month pays: this month, or the one of the address."""
    context = ctx()
    deze = f"{context.vandaag:%Y-%m}"
    gekozen = periode or deze
    toelage = maandtoelage(context, gekozen)
    return render_template(
        "jio/toelage.html",
        periode=gekozen,
        toelage=toelage,
        zin=_zin(toelage.maand),
        stand=standwoord(toelage.maand.stand),
        verschilzin=_verschilzin(toelage),
        verschillen=[_verschil(verschil) for verschil in toelage.verschillen],
        regels=[
            Regel(bedrag, standwoord(bedrag.stand), woorden.uitlegregels(bedrag.stappen), _ontbreekt(bedrag))
            for bedrag in toelage.maand.diensten
        ],
        tekening=_tekening(toelage),
        geboekt=_reeks(toelage),
        vorige=vorige_maand(gekozen),
        volgende=vorige_maand(gekozen, -1),
        woorden=woorden,
    )


def standwoord(stand: Stand) -> woorden.Staat:
    """Return how far the pay is."""
    namen: dict[Stand, woorden.Staat] = {
        Stand.KOMT: ("gepland", _("verwacht")),
        Stand.VOORLOPIG: ("voorlopig", _("voorlopig")),
        Stand.GOEDGEKEURD: ("goedgekeurd", _("goedgekeurd")),
        Stand.UITBETAALD: ("uitbetaald", _("naar de salarisadministratie")),
    }
    return namen[stand]


def _zin(bedrag: Maandbedrag) -> str:
    naam = maand(bedrag.periode)
    if not bedrag.diensten:
        return _("In %(maand)s heb je geen consignatiedienst, dus geen toelage.", maand=naam)
    diensten = ngettext("%(num)s dienst", "%(num)s diensten", len(bedrag.diensten))
    if not bedrag.volledig and not bedrag.centen:
        return _(
            "Wat je in %(maand)s krijgt voor %(diensten)s, is nog niet uit te rekenen.", maand=naam, diensten=diensten
        )
    if not bedrag.volledig:
        return _(
            "In %(maand)s krijg je ten minste %(bedrag)s voor %(diensten)s.",
            maand=naam,
            bedrag=euro(bedrag.centen),
            diensten=diensten,
        )
    return _(
        "In %(maand)s krijg je %(bedrag)s voor %(diensten)s.", maand=naam, bedrag=euro(bedrag.centen), diensten=diensten
    )


def _verschilzin(toelage: Maandtoelage) -> str:
    if not toelage.maand.volledig or not toelage.vorige.volledig:
        return ""
    centen, naam = toelage.maand.centen - toelage.vorige.centen, maand(toelage.vorige.periode)
    if not centen:
        return _("Dat is evenveel als in %(maand)s.", maand=naam)
    if centen > 0:
        return _("Dat is %(bedrag)s meer dan in %(maand)s.", bedrag=euro(centen), maand=naam)
    return _("Dat is %(bedrag)s minder dan in %(maand)s.", bedrag=euro(-centen), maand=naam)


def _verschil(verschil: Verschil) -> str:
    was, nu = getal(verschil.was), getal(verschil.nu)
    match verschil.oorzaak:
        case Oorzaak.AANTAL_DIENSTEN:
            return _("Je had %(was)s diensten en nu %(nu)s.", was=was, nu=nu)
        case Oorzaak.WEEKKWARTIEREN:
            return _("Van maandag tot en met vrijdag telden %(was)s kwartieren en nu %(nu)s.", was=was, nu=nu)
        case Oorzaak.WEEKENDKWARTIEREN:
            return _("In het weekend en op feestdagen telden %(was)s kwartieren en nu %(nu)s.", was=was, nu=nu)
        case Oorzaak.SALARIS:
            return _("Je maandsalaris ging van %(was)s naar %(nu)s.", was=euro(verschil.was), nu=euro(verschil.nu))
        case Oorzaak.PARAMETER:
            return _parameter(verschil)
        case Oorzaak.NIET_BEKEND:
            return _("Van een van de twee maanden is het bedrag nog niet bekend.")


def _parameter(verschil: Verschil) -> str:
    if verschil.feit is None:
        return ""
    sleutel = ctx().installatie.parameters.sleutel(verschil.feit.sleutel)
    return _(
        "%(wat)s Dat is %(waarde)s sinds %(dag)s.",
        wat=sleutel.omschrijving,
        waarde=parameterwaarde(verschil.feit.waarde, sleutel),
        dag=dag_kort(verschil.feit.vanaf),
    )


def _ontbreekt(bedrag: Dienstbedrag) -> str:
    """Say why an amount is not known, and who does something about it."""
    if not bedrag.ontbreekt or bedrag.stappen:
        return ""
    namen = {
        "geen_salaris": _("Je salaris op de eerste dag van de dienst is niet bekend."),
        "geen_teamsituatie": _("Het is nog niet vastgelegd of je team thuis kan werken of naar een locatie moet."),
    }
    sleutels = ctx().installatie.parameters.sleutels
    teksten = [
        namen.get(code) or (sleutels[code].omschrijving if code in sleutels else code) for code in bedrag.ontbreekt
    ]
    return _("Nog niet bekend: %(wat)s HR ziet dit als taak.", wat=" ".join(teksten))


def _reeks(toelage: Maandtoelage) -> list[tuple[str, int]]:
    """Return the months that the bars show with what was booked, oldest first."""
    perioden = [vorige_maand(toelage.maand.periode, terug) for terug in range(MAANDEN_TERUG - 1, -1, -1)]
    return [(periode, toelage.geboekt.get(periode, 0)) for periode in perioden]


def _tekening(toelage: Maandtoelage) -> Markup:
    reeks = []
    for periode, centen in _reeks(toelage):
        eigen = periode == toelage.maand.periode
        reeks.append(
            Staaf(
                _maandletters(periode),
                max(0, centen) // 100,
                euro(centen) if centen else "",
                max(0, toelage.maand.centen) // 100 if eigen else None,
            )
        )
    return staven(
        reeks,
        titel=_("Toelage per maand"),
        omschrijving=_(
            "Een staaf per maand met wat is geboekt, in euro. De omtrek is wat er nu voor deze maand uitkomt."
        ),
    )


def _maandletters(periode: str) -> str:
    return format_date(date.fromisoformat(f"{periode}-01"), "MMM", locale=get_locale()).rstrip(".")

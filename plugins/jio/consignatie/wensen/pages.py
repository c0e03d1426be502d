# SPDX-License-Identifier: EUPL-1.2
"""Wishes: one's own weeks of a year, and for who makes the roster who answered and what is wished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup

from core.calendar.tijd import lokale_datum
from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok, Werkpunt
from core.people.policy import MEDEWERKER
from core.rules import Geweigerd
from core.web.drawing import Blok, Bloksoort, Rij, jaarrooster
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.wensen import services
from plugins.jio.consignatie.wensen.policy import WENS
from plugins.jio.consignatie.wensen.rules import Wenssoort
from plugins.jio.consignatie.wensen.services import MijnRonde, Weekwens

bp = Blueprint("jio_wensen", __name__, url_prefix="/wensen", template_folder="templates")
PAGINAS = Paginas(
    bp,
    (Menupunt("Mijn wensen", "jio_wensen.mijn", "leg_vast", WENS, 16),),
)

#: How a kind is drawn: each has its own shape.
_VORM = {
    Wenssoort.KAN_NIET: Bloksoort.GAT,
    Wenssoort.LIEVER_NIET: Bloksoort.AFWEZIG,
    Wenssoort.GRAAG: Bloksoort.VOORSTEL,
}
_DAG = timedelta(days=1)


def soortwoord(soort: Wenssoort) -> str:
    """Return a kind of wish in words."""
    namen: dict[Wenssoort, str] = {
        Wenssoort.KAN_NIET: _("kan niet"),
        Wenssoort.LIEVER_NIET: _("liever niet"),
        Wenssoort.GRAAG: _("graag"),
    }
    return namen[soort]


def startblokken(context: Context) -> Iterator[Startblok]:
    """Ask for wishes on the first page of who has not given them yet; others read nothing about it. One query."""
    if policy.EENHEID not in context.actor.eenheden:
        return
    if werk := services.te_geven(context):
        yield Startblok(
            MEDEWERKER.id,
            32,
            _("Wensen voor het rooster"),
            _("Je kunt doorgeven in welke weken je wel of geen dienst wilt."),
            tuple(
                Werkpunt(_("Je wensen voor %(jaar)s", jaar=jaar), url_for("jio_wensen.mijn"), voor=sluit_op)
                for jaar, sluit_op in werk
            ),
        )


@bp.get("/")
@vereist("leg_vast", WENS)
def mijn() -> ResponseReturnValue:
    """Show the reader's wishes: the round that is open, and what was answered before."""
    return _mijn([], None)


@bp.post("/<int:rooster>")
@vereist("leg_vast", WENS)
def leg_vast(rooster: int) -> ResponseReturnValue:
    """Record the reader's wishes for all weeks of a year."""
    try:
        services.leg_vast(ctx(), rooster, _gekozen())
    except Geweigerd as fout:
        return _mijn(veldfouten(fout), rooster)
    flash(_("Opgeslagen. Je kunt het veranderen tot de wensen sluiten."), "goed")
    return redirect(url_for("jio_wensen.mijn"), 303)


@bp.get("/team")
@vereist("bekijk_team", WENS)
def rondes() -> str:
    """Show the rosters that are being made, with how many people answered."""
    return render_template("jio/wensrondes.html", rondes=services.rondes(ctx()), woorden=woorden)


@bp.get("/team/<int:rooster>")
@vereist("bekijk_team", WENS)
def ronde(rooster: int) -> ResponseReturnValue:
    """Show who answered, and which weeks are hard."""
    return _ronde(rooster, [])


@bp.post("/team/<int:rooster>")
@vereist("open", WENS)
def open_ronde(rooster: int) -> ResponseReturnValue:
    """Open the wishes or move the closing date."""
    try:
        services.open_ronde(
            ctx(), rooster, sluit_op=lees_datum("sluit_op"), herinner_op=lees_datum_of_leeg("herinner_op")
        )
    except Geweigerd as fout:
        return _ronde(rooster, veldfouten(fout))
    flash(_("De wensen zijn open. Iedereen van het team heeft een bericht."), "goed")
    return redirect(url_for("jio_wensen.ronde", rooster=rooster), 303)


def _gekozen() -> dict[date, Wenssoort]:
    """Return what was chosen, by Tuesday. Raises ``Geweigerd`` for a week or kind that the form does not have."""
    uit = {}
    for veld, waarde in request.form.items():
        soort, _streep, dag = veld.partition("_")
        if soort == "week" and waarde:
            try:
                uit[date.fromisoformat(dag)] = Wenssoort(waarde)
            except ValueError as fout:
                raise Geweigerd(veld, _("kies een van de mogelijkheden")) from fout
    return uit


def _mijn(fouten: Fouten, rooster: int | None) -> ResponseReturnValue:
    context = ctx()
    gevonden = services.mijn_wensen(context)
    pagina = render_template(
        "jio/mijn_wensen.html",
        rondes=gevonden,
        tekeningen={een.kop.id: _teken(een) for een in gevonden},
        legenda=[(str(_VORM[soort]), soortwoord(soort)) for soort in Wenssoort] + [("feestdag", _("feestdag"))],
        soorten=Wenssoort,
        soortwoord=soortwoord,
        fouten=fouten,
        fout_in=rooster,
        invoer=request.form,
        woorden=woorden,
        weeknaam=_weeknaam,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _weeknaam(week: Weekwens) -> str:
    """Return a week without its year: the heading above it has that."""
    van, tot = (format_date(dag, "EEE d MMM", locale=get_locale()) for dag in (week.dinsdag, lokale_datum(week.einde)))
    return _("%(van)s tot %(tot)s", van=van, tot=tot)


def _teken(een: MijnRonde) -> Markup:
    blokken = tuple(
        Blok(week.dinsdag, lokale_datum(week.einde), _VORM[week.soort], f"{soortwoord(week.soort)}: {week.dinsdag}")
        for week in een.weken
        if week.soort is not None
    )
    eerste = date(een.kop.jaar, 1, 1)
    laatste = max((lokale_datum(week.einde) for week in een.weken), default=eerste) + _DAG
    return jaarrooster(
        [Rij(_("Jij"), eigen=True, blokken=blokken)],
        van=eerste,
        tot=max(laatste, date(een.kop.jaar + 1, 1, 1)),
        titel=_("Jouw wensen voor %(jaar)s", jaar=een.kop.jaar),
        omschrijving=_("Een kolom per week. Een blok is een week waarover je iets hebt gezegd."),
        feestdagen=een.feestdagen,
        taal=str(get_locale()),
    )


def _ronde(rooster: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    gevonden = services.ronde_van(context, rooster)
    begin = {
        "sluit_op": gevonden.sluit_op.isoformat() if gevonden.sluit_op else "",
        "herinner_op": gevonden.herinner_op.isoformat() if gevonden.herinner_op else "",
    }
    krap = [
        (dag, gevonden.niet(dag))
        for dag in sorted(gevonden.diensten, key=lambda dag: (-len(gevonden.niet(dag)), dag))
        if gevonden.niet(dag)
    ]
    pagina = render_template(
        "jio/wensronde.html",
        ronde=gevonden,
        krap=krap[:12],
        soorten=Wenssoort,
        soortwoord=soortwoord,
        fouten=fouten,
        invoer={**begin, **request.form},
        woorden=woorden,
        vandaag=context.vandaag,
    )
    return pagina, NIET_VERWERKT if fouten else 200

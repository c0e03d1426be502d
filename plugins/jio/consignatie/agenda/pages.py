# SPDX-License-Identifier: EUPL-1.2
"""One's own calendar addresses, and what a calendar program reads there without logging in."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from core.contributions import Menupunt, Paginas
from core.web.forms import voer_uit
from core.web.request import ctx, poort
from core.web.rights import openbaar, vereist
from plugins.jio.consignatie.agenda import services
from plugins.jio.consignatie.agenda.policy import AGENDA
from plugins.jio.consignatie.agenda.services import Agendadienst, Kalender, TeVaakGeraden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import lees_nummer_of_leeg

bp = Blueprint("jio_agenda", __name__, url_prefix="/agenda", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("In mijn agenda", "jio_agenda.overzicht", "maak", AGENDA, 14),))


@bp.get("/")
@vereist("bekijk", AGENDA)
def overzicht() -> str:
    """Show which calendars have an address, and the buttons to make, renew and revoke one."""
    return _pagina()


@bp.post("/maak")
@vereist("maak", AGENDA)
def maak() -> str:
    """Make an address and show it, this once: it is in this answer and nowhere else."""
    team_id = lees_nummer_of_leeg("team")
    token = services.maak(ctx(), team_id)
    return _pagina(url_for("jio_agenda.lees", token=token, _external=True), team_id)


@bp.get("/maak")
@vereist("maak", AGENDA)
def weer_maken() -> ResponseReturnValue:
    """Lead whoever opens the address of the answer again to the page: the secret is not shown twice."""
    flash(_("Een adres zie je maar een keer. Heb je het niet bewaard? Maak dan een nieuw."), "info")
    return redirect(url_for("jio_agenda.overzicht"), 303)


@bp.post("/intrekken")
@vereist("trek_in", AGENDA)
def trek_in() -> ResponseReturnValue:
    """Revoke an own address."""
    team_id = lees_nummer_of_leeg("team")
    return voer_uit(
        lambda: services.trek_in(ctx(), team_id),
        _("Het adres is ingetrokken. Een agenda die het nog opvraagt, krijgt niets meer."),
        url_for("jio_agenda.overzicht"),
    )


@bp.get("/lezen/<token>.ics")
@openbaar
def lees(token: str) -> Response:
    """Give a calendar program the duties behind a secret address; to any other address nothing at all."""
    stand = poort()
    try:
        kalender = services.lees(
            stand.database, stand.installatie, token, request.remote_addr or "", g.nu, stand.instellingen.geheim
        )
    except TeVaakGeraden as fout:
        wacht = int((fout.opnieuw_op - g.nu).total_seconds()) + 1
        return _besloten(Response(status=429, headers={"Retry-After": str(wacht)}, mimetype="text/plain"))
    if kalender is None:
        return _besloten(Response(status=404, mimetype="text/plain"))
    with force_locale(kalender.taal):
        antwoord = Response(_ical(kalender), mimetype="text/calendar")
    antwoord.headers["Content-Disposition"] = "inline; filename=annex.ics"
    # To be kept by the calendar program itself only, and to be asked for again: then "not changed" is an answer.
    antwoord.headers["Cache-Control"] = "private, no-cache"
    antwoord.add_etag()
    antwoord.make_conditional(request)
    return _besloten(antwoord)


def _besloten(antwoord: Response) -> Response:
    """Keep the address out of other sites' logs and out of search engines."""
    antwoord.headers["Referrer-Policy"] = "no-referrer"
    antwoord.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return antwoord


def _ical(kalender: Kalender) -> bytes:
    from plugins.jio.consignatie.agenda.ical import schrijf  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    def eigen(dienst: Agendadienst) -> str:
        return _("Consignatiedienst %(team)s", team=dienst.teamnaam)

    def van_team(dienst: Agendadienst) -> str:
        return dienst.naam

    def toelichting(dienst: Agendadienst) -> str:
        return _("Nummer van het team: %(nummer)s", nummer=dienst.nummer)

    if kalender.teamnaam is None:
        return schrijf(kalender, _("Mijn consignatiediensten"), eigen, toelichting)
    return schrijf(kalender, _("Consignatie %(team)s", team=kalender.teamnaam), van_team, toelichting)


def _pagina(nieuw: str | None = None, team_id: int | None = None) -> str:
    return render_template("jio/agenda.html", adressen=services.adressen(ctx()), nieuw=nieuw, van=team_id)

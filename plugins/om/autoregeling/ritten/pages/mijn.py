# SPDX-License-Identifier: EUPL-1.2
"""The driver's own trips: a month, what is open, one trip, and the log of a year."""

from __future__ import annotations

from datetime import date

from babel.dates import get_month_names
from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup

from core.regulations.parameterbeheer.services import geldende_parameters
from core.rules.invoer import Geweigerd
from core.web.drawing import Staaf, staven
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst
from core.web.request import ctx, poort
from core.web.rights import vereist
from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten import logboek
from plugins.om.autoregeling.ritten.pages import woorden
from plugins.om.autoregeling.ritten.pages.blad import bp
from plugins.om.autoregeling.ritten.pages.taal import _, ngettext
from plugins.om.autoregeling.ritten.services import herindelen
from plugins.om.autoregeling.ritten.services import mijn as diensten
from plugins.om.autoregeling.ritten.services.mijn import Maandbeeld
from plugins.om.autoregeling.ritten.services.opening import Open, adressen, open_eigen

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
@vereist("open_eigen", RIT)
def mijn() -> ResponseReturnValue:
    """Show a month of the reader's trips, without addresses."""
    return _maand([], None)


@bp.post("/")
@vereist("open_eigen", RIT)
def met_adressen() -> ResponseReturnValue:
    """Show the same month with its addresses, for this once."""
    try:
        return _maand([], _geopend())
    except Geweigerd as fout:
        return _maand(veldfouten(fout), None)


@bp.get("/beoordelen")
@vereist("open_eigen", RIT)
def te_beoordelen() -> ResponseReturnValue:
    """Show the reader's trips that wait for a decision."""
    return _beoordelen([])


@bp.post("/beoordelen")
@vereist("beoordeel", RIT)
def deel_opnieuw_in() -> ResponseReturnValue:
    """Classify what is open by the address book as it is now."""
    try:
        gedaan = herindelen.deel_opnieuw_in(ctx(), _geopend(), poort().instellingen.geheim)
    except Geweigerd as fout:
        return _beoordelen(veldfouten(fout))
    flash(ngettext("%(num)s rit is ingedeeld.", "%(num)s ritten zijn ingedeeld.", gedaan), "goed" if gedaan else "info")
    return redirect(url_for("om_ritten.te_beoordelen"), 303)


@bp.get("/rit/<int:rit>")
@vereist("open_eigen", RIT)
def rit(rit: int) -> ResponseReturnValue:
    """Show one of the reader's trips with the form to decide or correct its class."""
    return _rit(rit, [])


@bp.post("/rit/<int:rit>")
@vereist("beoordeel", RIT)
def beoordeel(rit: int) -> ResponseReturnValue:
    """Decide or correct the class of a trip."""
    try:
        if veldtekst("klasse") not in ("z", "w", "p"):
            raise Geweigerd("klasse", _("kies zakelijk, woon-werk of privé"))
        diensten.beoordeel(ctx(), rit, Ritklasse(veldtekst("klasse")), veldtekst("reden"))
    except Geweigerd as fout:
        return _rit(rit, veldfouten(fout))
    flash(_("De klasse is vastgelegd. Een nieuwe versie van het bestand verandert haar niet."), "goed")
    return redirect(url_for("om_ritten.te_beoordelen"), 303)


@bp.post("/logboek")
@vereist("open_eigen", RIT)
def log() -> ResponseReturnValue:
    """Give the reader the trip log of a year, with the addresses opened for it."""
    context = ctx()
    try:
        jaar = int(veldtekst("jaar")) if veldtekst("jaar").isdecimal() else 0
        if not 2000 <= jaar <= context.vandaag.year:
            raise Geweigerd("jaar", _("kies een jaar"))
        geopend = adressen(context, _geopend(), date(jaar, 1, 1), date(jaar, 12, 31))
    except Geweigerd as fout:
        return _maand(veldfouten(fout), None)
    ritten = diensten.jaarritten(context, jaar, geopend)
    als_pdf = veldtekst("vorm") == "pdf"
    inhoud = logboek.schrijf_pdf(jaar, context.actor.naam, ritten) if als_pdf else logboek.schrijf_xlsx(jaar, ritten)
    naam = f"rittenregistratie-{jaar}.{'pdf' if als_pdf else 'xlsx'}"
    return Response(
        inhoud,
        content_type="application/pdf" if als_pdf else _XLSX,
        headers={"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"},
    )


def _geopend() -> Open:
    return open_eigen(ctx(), request.form.get("wachtwoord", ""), poort().instellingen.geheim, request.remote_addr or "")


def _maand(fouten: Fouten, open_: Open | None) -> ResponseReturnValue:
    context = ctx()
    jaar, maand = woorden.lees_maand(request.values.get("maand", ""), context.vandaag)
    eerste, volgende = date(jaar, maand, 1), date(jaar + maand // 12, maand % 12 + 1, 1)
    geopend = adressen(context, open_, eerste, volgende) if open_ else None
    beeld = diensten.maandbeeld(context, jaar, maand, geopend)
    pagina = render_template(
        "ritten/mijn.html",
        beeld=beeld,
        maand=f"{jaar}-{maand:02d}",
        vorige=f"{jaar - (maand == 1)}-{(maand - 2) % 12 + 1:02d}",
        volgende=f"{volgende:%Y-%m}",
        tekening=_tekening(beeld) if beeld.per_maand else None,
        wachtend=diensten.wachtend(context),
        met_adressen=open_ is not None,
        klassen=Ritklasse,
        woorden=woorden,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _beoordelen(fouten: Fouten) -> ResponseReturnValue:
    pagina = render_template(
        "ritten/beoordelen.html", ritten=diensten.open_ritten(ctx()), woorden=woorden, fouten=fouten
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _rit(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    gevonden = diensten.rit(context, nummer)
    pagina = render_template(
        "ritten/rit.html",
        rit=gevonden,
        sluiting=diensten.sluitdag(geldende_parameters(context), gevonden.dag.year),
        klassen=[klasse for klasse in (Ritklasse.Z, Ritklasse.W, Ritklasse.P) if klasse is not gevonden.klasse],
        woorden=woorden,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _tekening(beeld: Maandbeeld) -> Markup:
    """Draw the private kilometres of the year by month."""
    namen = get_month_names("abbreviated", locale=get_locale())
    reeks = []
    for maand in range(1, 13):
        tienden = beeld.totaal(Ritklasse.P, maand)
        reeks.append(Staaf(namen[maand], (tienden + 5) // 10, woorden.km(tienden)))
    return staven(
        reeks,
        titel=_("Privékilometers per maand in %(jaar)s", jaar=beeld.jaar),
        omschrijving=_("Een staaf per maand; de getallen staan ook in de tabel."),
    )

# SPDX-License-Identifier: EUPL-1.2
"""What HR and Interne Ondersteuning keep: teams with their number and situation, and what blocks a month."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Situatie, Teamfunctie
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import lees_keuze
from plugins.jio.consignatie.services import lijsten, teams
from plugins.jio.consignatie.services.overzicht.maand import maandstand
from plugins.jio.consignatie.services.overzicht.perioden import vorige_maand
from plugins.jio.menu import PERSONEEL

bp = Blueprint("jio_beheer", __name__, url_prefix="/beheer", template_folder="../templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Stand van de maand", "jio_beheer.maand", "exporteer", policy.OVERWERK, 40, PERSONEEL),
        Menupunt("Teams", "jio_beheer.overzicht", "bekijk", policy.TEAM, 43, PERSONEEL),
    ),
)


@bp.get("/maand")
@bp.get("/maand/<periode>")
@vereist("exporteer", policy.OVERWERK)
def maand(periode: str | None = None) -> str:
    """Show what blocks a month: the last complete one, or the one of the address."""
    context = ctx()
    gekozen = periode or vorige_maand(f"{context.vandaag:%Y-%m}")
    return render_template(
        "jio/maand.html",
        stand=maandstand(context, gekozen),
        vorige=vorige_maand(gekozen),
        volgende=vorige_maand(gekozen, -1),
        woorden=woorden,
    )


@bp.get("/maand/<periode>/overwerk.csv")
@vereist("exporteer", policy.OVERWERK)
def overwerk(periode: str) -> ResponseReturnValue:
    """Give the overtime list of a month, reconciled with Fortes Change Cloud."""
    inhoud = lijsten.overwerklijst(ctx(), periode)
    return Response(
        inhoud,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="overwerk-{periode}.csv"'},
    )


@bp.get("/teams")
@vereist("bekijk", policy.TEAM)
def overzicht() -> str:
    """Show the teams with on-call duty, their number and their situation."""
    context = ctx()
    return render_template(
        "jio/teams.html",
        teams=teams.teams(context),
        mag_beslissen=context.installatie.beleid.mag_ergens(context.actor, "keur_goed", policy.TEAM),
        woorden=woorden,
    )


@bp.get("/teams/<int:team>")
@vereist("wijzig", policy.TEAM)
def team(team: int) -> ResponseReturnValue:
    """Show one team with its forms."""
    return _team(team, [])


@bp.post("/teams/<int:team>")
@vereist("wijzig", policy.TEAM)
def stel_in(team: int) -> ResponseReturnValue:
    """Change discipline, number or function."""
    try:
        teams.stel_in(
            ctx(),
            team,
            discipline=veldtekst("discipline"),
            nummer=veldtekst("nummer"),
            oss=veldtekst("oss") == "ja",
            functie=lees_keuze("functie", Teamfunctie) if veldtekst("functie") else None,
        )
    except Geweigerd as fout:
        return _team(team, veldfouten(fout))
    flash(_("Opgeslagen."), "goed")
    return redirect(url_for("jio_beheer.overzicht"), 303)


@bp.post("/teams/<int:team>/situatie")
@vereist("stel_voor", policy.TEAM)
def stel_situatie_voor(team: int) -> ResponseReturnValue:
    """Propose in which situation the team is from a day on."""
    try:
        teams.stel_situatie_voor(
            ctx(),
            team,
            vanaf=lees_datum("vanaf"),
            situatie=lees_keuze("situatie", Situatie),
            plaatsgebonden=veldtekst("plaatsgebonden") == "ja",
            bron=veldtekst("bron"),
        )
    except Geweigerd as fout:
        return _team(team, veldfouten(fout))
    flash(_("Je voorstel staat klaar. Een tweede persoon van HR beslist; tot dan verandert er niets."), "goed")
    return redirect(url_for("jio_beheer.overzicht"), 303)


@bp.post("/situaties/<int:voorstel>/<besluit>")
@vereist("keur_goed", policy.TEAM)
def beslis(voorstel: int, besluit: str) -> ResponseReturnValue:
    """Approve or reject a proposed situation."""
    akkoord = besluit == "goed"
    return voer_uit(
        partial(teams.beslis_situatie, ctx(), voorstel, akkoord=akkoord),
        _("Goedgekeurd. De maanden die dit raakt, worden opnieuw berekend.") if akkoord else _("Afgewezen."),
        url_for("jio_beheer.overzicht"),
    )


def _team(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    gevonden = next((regel for regel in teams.teams(context) if regel.team_id == nummer), None)
    if gevonden is None:
        return redirect(url_for("jio_beheer.overzicht"), 303)
    begin = {
        "discipline": gevonden.discipline,
        "nummer": gevonden.nummer,
        "functie": gevonden.functie.value,
        "oss": "ja" if gevonden.oss else "",
    }
    pagina = render_template(
        "jio/team.html",
        team=gevonden,
        fouten=fouten,
        invoer={**begin, **request.form},
        functies=[{"waarde": functie.value, "tekst": woorden.functie(functie)} for functie in Teamfunctie],
        mag_voorstellen=context.installatie.beleid.mag_ergens(context.actor, "stel_voor", policy.TEAM),
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200

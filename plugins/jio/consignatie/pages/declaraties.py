# SPDX-License-Identifier: EUPL-1.2
"""Claims: confirm or object, and for the leidinggevende approve, answer or return."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.dossiers.procedure import StapNietMogelijk
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, als_zin, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.pages.velden import hernoemd, lees_nummer
from plugins.jio.consignatie.procedure import DECLARATIE, Declaratiestatus
from plugins.jio.consignatie.services import declaraties as diensten
from plugins.jio.consignatie.services.overzicht.declaraties import TE_DOEN, declaratie, mijn_declaraties

bp = Blueprint("jio_declaraties", __name__, url_prefix="/declaraties", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Declaraties", "jio_declaraties.overzicht", "bevestig", policy.DECLARATIE, 14),))


@bp.get("/")
@vereist("bevestig", policy.DECLARATIE)
def overzicht() -> str:
    """Show the reader's claims, those that ask something first."""
    regels = mijn_declaraties(ctx())
    return render_template(
        "jio/declaraties.html",
        te_doen=[regel for regel in regels if regel.status in TE_DOEN],
        rest=[regel for regel in regels if regel.status not in TE_DOEN],
        woorden=woorden,
    )


@bp.get("/<int:declaratie>")
@vereist("bekijk", policy.DECLARATIE)
def toon(declaratie: int) -> ResponseReturnValue:
    """Show a claim, with what it rests on and what was said about it."""
    return _pagina(declaratie, [])


@bp.post("/<int:declaratie>/bevestig")
@vereist("bevestig", policy.DECLARATIE)
def bevestig(declaratie: int) -> ResponseReturnValue:
    """The employee says that it is right."""
    return voer_uit(
        partial(diensten.bevestig, ctx(), declaratie),
        _("Bevestigd. Je leidinggevende kijkt er nu naar."),
        url_for("jio_declaraties.toon", declaratie=declaratie),
    )


@bp.post("/<int:declaratie>/bezwaar")
@vereist("maak_bezwaar", policy.DECLARATIE)
def maak_bezwaar(declaratie: int) -> ResponseReturnValue:
    """The employee says what is wrong."""
    try:
        diensten.maak_bezwaar(ctx(), declaratie, veldtekst("bezwaar"))
    except (Geweigerd, StapNietMogelijk) as fout:
        return _pagina(declaratie, _als_fout(fout, tekst="bezwaar"))
    flash(_("Je bezwaar is verstuurd. Je leidinggevende antwoordt; je krijgt daar een bericht van."), "goed")
    return redirect(url_for("jio_declaraties.toon", declaratie=declaratie), 303)


@bp.post("/<int:declaratie>/beantwoord")
@vereist("beantwoord", policy.DECLARATIE)
def beantwoord(declaratie: int) -> ResponseReturnValue:
    """The leidinggevende answers an objection."""
    try:
        nummer = lees_nummer("nummer", _("er is geen bezwaar om te beantwoorden"))
        diensten.beantwoord(ctx(), nummer, veldtekst("antwoord"))
    except (Geweigerd, StapNietMogelijk) as fout:
        return _pagina(declaratie, _als_fout(fout))
    flash(_("Je antwoord is verstuurd. De medewerker bevestigt de declaratie of maakt opnieuw bezwaar."), "goed")
    return redirect(url_for("jio_declaraties.toon", declaratie=declaratie), 303)


@bp.post("/<int:declaratie>/geef_terug")
@vereist("geef_terug", policy.DECLARATIE)
def geef_terug(declaratie: int) -> ResponseReturnValue:
    """The leidinggevende returns a claim with the reason."""
    try:
        diensten.geef_terug(ctx(), declaratie, veldtekst("reden"))
    except (Geweigerd, StapNietMogelijk) as fout:
        return _pagina(declaratie, _als_fout(fout))
    flash(_("Teruggegeven. De medewerker leest je reden."), "goed")
    return redirect(url_for("jio_declaraties.toon", declaratie=declaratie), 303)


@bp.post("/goedkeuren")
@vereist("keur_goed", policy.DECLARATIE)
def keur_goed() -> ResponseReturnValue:
    """The leidinggevende approves what was ticked; what cannot be approved is named, the rest goes on."""
    nummers = [int(nummer) for nummer in request.form.getlist("declaratie") if nummer.isdecimal()]
    naar = redirect(url_for("jio_werklijst.lijst"), 303)
    if not nummers:
        flash(_("Vink eerst aan wat je goedkeurt. Er is niets opgeslagen."), "fout")
        return naar
    uitkomst = diensten.keur_goed(ctx(), nummers)
    if uitkomst.goedgekeurd:
        aantal = len(uitkomst.goedgekeurd)
        flash(ngettext("%(num)s declaratie is goedgekeurd.", "%(num)s declaraties zijn goedgekeurd.", aantal), "goed")
    for niet in uitkomst.niet:
        flash(_("Declaratie %(nummer)s niet: %(reden)s", nummer=niet.declaratie_id, reden=als_zin(niet.reden)), "fout")
    return naar


def _als_fout(fout: Geweigerd | StapNietMogelijk, **velden: str) -> Fouten:
    if isinstance(fout, StapNietMogelijk):
        return [{"veld": "", "tekst": _("Dit kan nu niet meer: iemand was je voor. Kijk hoe het er nu voor staat.")}]
    return veldfouten(hernoemd(fout, **velden))


def _pagina(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    dossier = declaratie(context, nummer)
    regel = dossier.regel
    zelf = context.actor.medewerker_id == regel.medewerker_id
    stappen = {stap.id for stap in DECLARATIE.stappen if regel.status in stap.van}
    doel = policy.doel(policy.DECLARATIE, medewerker_id=regel.medewerker_id, team_id=regel.team_id)
    pagina = render_template(
        "jio/declaratie.html",
        dossier=dossier,
        regel=regel,
        uitleg=woorden.uitlegregels(woorden.declaratiestappen(regel.redenen, regel.minuten)),
        kan={
            stap
            for stap in stappen
            if context.mag(stap, doel)
            and zelf == (stap in ("bevestig", "maak_bezwaar"))
            and (regel.akkoord or stap != "keur_goed")
        },
        open_bezwaar=next((bezwaar for bezwaar in reversed(dossier.bezwaren) if bezwaar.antwoord is None), None),
        vervallen=regel.status is Declaratiestatus.VERVALLEN,
        zelf=zelf,
        fouten=fouten,
        invoer=request.form,
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200

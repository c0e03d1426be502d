# SPDX-License-Identifier: EUPL-1.2
"""Rosters: which there are, the year of a team as a picture, its steps, and filling it by rotation or by hand."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.people.policy import Doel
from core.rules import Geweigerd
from core.web.filters import datum
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio import menu
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.jaartekening import legenda, teken_jaar, teken_verdeling
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.pages.velden import hernoemd, lees_nummer, lees_nummer_of_leeg
from plugins.jio.consignatie.procedure import ROOSTER
from plugins.jio.consignatie.services import roosters as diensten
from plugins.jio.consignatie.services.herberekenen import te_herberekenen
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Jaarbeeld, jaarbeeld
from plugins.jio.consignatie.services.overzicht.roosterlijst import roosterlijst
from plugins.jio.consignatie.services.overzicht.toewijzing import toewijzing
from plugins.jio.consignatie.services.overzicht.werklijst import open_diensten
from plugins.jio.consignatie.services.roosterversies import zie
from plugins.jio.consignatie.services.vervangingen import kandidaten
from plugins.jio.consignatie.voorstel.policy import VOORSTEL

bp = Blueprint("jio_roosters", __name__, url_prefix="/roosters", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Roosters", "jio_roosters.overzicht", "bekijk", policy.ROOSTER, 20, menu.ROOSTER),))

STAPPEN = ("raadpleeg", "publiceer", "neem_terug", "sluit", "heropen")
"""The steps that a button makes, the main one first; ``wijzig`` follows from a swap or a replacement."""


@bp.get("/")
@vereist("bekijk", policy.ROOSTER)
def overzicht() -> str:
    """Show the rosters of every team, and where they are not covered."""
    context = ctx()
    mag_regelen = context.installatie.beleid.mag_ergens(context.actor, "regel", policy.VERVANGING)
    return render_template(
        "jio/roosters.html",
        lijst=roosterlijst(context),
        uit_de_pas=te_herberekenen(context),
        diensten=open_diensten(context) if mag_regelen else (),
        mag_regelen=mag_regelen,
        woorden=woorden,
    )


@bp.post("/")
@vereist("maak", policy.ROOSTER)
def maak() -> ResponseReturnValue:
    """Make the roster of a team and a year, with a duty for every Tuesday."""
    try:
        team, jaar = lees_nummer("team", _("kies een team")), lees_nummer("jaar", _("kies een jaar"))
        vanaf = lees_datum_of_leeg("declareren_vanaf")
        if vanaf is not None and vanaf.year != jaar:
            raise Geweigerd("declareren_vanaf", _("kies een dag in het jaar van het rooster"))
        rooster_id = diensten.maak(ctx(), team, jaar, vanaf)
    except Geweigerd as fout:
        flash(_("Het rooster is niet gemaakt: %(reden)s.", reden=fout.reden), "fout")
        return redirect(url_for("jio_roosters.overzicht"), 303)
    flash(_("Het rooster staat er, met een dienst voor elke dinsdag. Vul het nu."), "goed")
    return redirect(url_for("jio_roosters.toon", rooster=rooster_id), 303)


@bp.get("/<int:rooster>")
@vereist("bekijk", policy.ROOSTER)
def toon(rooster: int) -> ResponseReturnValue:
    """Show the year of a team."""
    return _pagina(rooster, [])


@bp.post("/<int:rooster>/stap/<stap>")
@vereist("zet", policy.ROOSTER)
def zet(rooster: int, stap: str) -> ResponseReturnValue:
    """Make a step with the roster."""
    if stap not in STAPPEN:
        abort(404)
    return voer_uit(
        partial(diensten.zet, ctx(), rooster, stap, veldtekst("toelichting") or None),
        {
            "raadpleeg": _("Het rooster ligt bij het afdelingshoofd."),
            "publiceer": _("Gepubliceerd. Wie op het rooster staat, krijgt een bericht."),
            "neem_terug": _("Teruggenomen. Het is weer een concept."),
            "sluit": _("Gesloten."),
            "heropen": _("Weer geopend."),
        }[stap],
        url_for("jio_roosters.toon", rooster=rooster),
    )


@bp.post("/<int:rooster>/vul")
@vereist("vul", policy.ROOSTER)
def vul(rooster: int) -> ResponseReturnValue:
    """Give every open duty to the next in the order of the form."""
    try:
        uitkomst = diensten.vul_op_rotatie(ctx(), rooster, _volgorde())
    except Geweigerd as fout:
        return _pagina(rooster, veldfouten(fout))
    flash(ngettext("%(num)s dienst is gevuld.", "%(num)s diensten zijn gevuld.", uitkomst.gevuld), "goed")
    if uitkomst.niet:
        dagen = ", ".join(datum(niet.dinsdag) for niet in uitkomst.niet[:5])
        aantal = len(uitkomst.niet)
        flash(
            ngettext("Voor %(num)s dienst kon niemand", "Voor %(num)s diensten kon niemand", aantal)
            + ": "
            + dagen
            + (_(" en meer. Kies zelf wie ze doet.") if aantal > 5 else _(". Kies zelf wie ze doet.")),
            "waarschuwing",
        )
    if not uitkomst.arbeidstijden_getoetst:
        flash(_("De Arbeidstijdenwet is niet getoetst: er is geen grens ingevuld."), "info")
    return redirect(url_for("jio_roosters.toon", rooster=rooster), 303)


@bp.post("/<int:rooster>/herbereken")
@vereist("zet", policy.ROOSTER)
def herbereken(rooster: int) -> ResponseReturnValue:
    """Bring the duties that have not begun in line with the calendar."""
    return voer_uit(
        partial(diensten.herbereken, ctx(), rooster),
        _("De diensten volgen de kalender weer. Wie het raakt, krijgt een bericht."),
        url_for("jio_roosters.overzicht"),
    )


@bp.get("/dienst/<int:dienst>")
@vereist("vul", policy.ROOSTER)
def toewijzen(dienst: int) -> ResponseReturnValue:
    """Show who could do a duty of a draft, with what stands against it, and the form to choose."""
    return _toewijzen(dienst, [])


@bp.post("/dienst/<int:dienst>")
@vereist("vul", policy.ROOSTER)
def wijs_toe(dienst: int) -> ResponseReturnValue:
    """Give a whole duty of a draft to one person, or to nobody."""
    context = ctx()
    try:
        diensten.wijs_toe(context, dienst, lees_nummer_of_leeg("medewerker"))
    except Geweigerd as fout:
        return _toewijzen(dienst, veldfouten(hernoemd(fout, van="medewerker")))
    flash(_("Opgeslagen in het concept."), "goed")
    beeld = toewijzing(context, dienst)
    return redirect(url_for("jio_roosters.toon", rooster=beeld.kop.id, _anchor="diensten"), 303)


def _volgorde() -> list[int]:
    """Return the people of the form in their order: whoever has no number stays out."""
    plaatsen = []
    for veld, waarde in request.form.items():
        soort, _streep, nummer = veld.partition("_")
        if soort == "plaats" and nummer.isdecimal() and waarde.strip():
            if not waarde.strip().isdecimal():
                raise Geweigerd(veld, _("schrijf een heel getal: de hoeveelste iemand is"))
            plaatsen.append((int(waarde), int(nummer)))
    if not plaatsen:
        raise Geweigerd("", _("geef ten minste een collega een plaats in de rij"))
    if len({plaats for plaats, _nummer in plaatsen}) < len(plaatsen):
        raise Geweigerd("", _("twee collega's hebben dezelfde plaats in de rij"))
    return [nummer for _plaats, nummer in sorted(plaatsen)]


def _pagina(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = jaarbeeld(context, nummer)
    zie(context, beeld)
    zelf = context.actor.medewerker_id
    pagina = render_template(
        "jio/rooster.html",
        beeld=beeld,
        tekening=teken_jaar(beeld, zelf, context.vandaag),
        legenda=legenda(beeld, zelf),
        kan=_kan(beeld),
        mag_vullen=beeld.kop.in_opbouw and context.mag("vul", _doel(beeld)),
        mag_voorstellen=context.mag("vraag", policy.doel(VOORSTEL, team_id=beeld.kop.team_id)),
        leeg=any(not dienst.delen for dienst in beeld.diensten),
        mag_vervangen=context.mag("regel", policy.doel(policy.VERVANGING, team_id=beeld.kop.team_id)),
        verdeling=teken_verdeling(beeld, zelf) if beeld.mensen else None,
        aantallen=_per_persoon(beeld),
        zelf=zelf,
        fouten=fouten,
        invoer=request.form,
        woorden=woorden,
        nu=context.nu,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _kan(beeld: Jaarbeeld) -> list[str]:
    """Return the steps that the reader can make now, the main one first."""
    van_hier = {stap.id for stap in ROOSTER.stappen if beeld.kop.status in stap.van}
    return [
        stap
        for stap in STAPPEN
        if stap in van_hier
        and (stap != "sluit" or beeld.diensten[-1].einde <= ctx().nu)
        and ctx().mag("sluit" if stap in ("sluit", "heropen") else "zet", _doel(beeld))
    ]


def _doel(beeld: Jaarbeeld) -> Doel:
    return policy.doel(policy.ROOSTER, team_id=beeld.kop.team_id)


def _per_persoon(beeld: Jaarbeeld) -> list[tuple[int, str, int, int]]:
    """Return everybody of the year with duties and on-call minutes, in the order of a rotation: the fewest first."""
    aantal = {
        wie: sum(any(deel.medewerker_id == wie for deel in dienst.delen) for dienst in beeld.diensten)
        for wie in beeld.mensen
    }
    return [
        (wie, beeld.mensen[wie], aantal[wie], beeld.minuten[wie])
        for wie in sorted(aantal, key=lambda wie: (aantal[wie], beeld.mensen[wie]))
    ]


def _toewijzen(dienst: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = toewijzing(context, dienst)
    mogelijk = sorted(
        kandidaten(context, dienst),
        key=lambda wie: (wie.heeft_al_dienst, bool(wie.belemmeringen), beeld.aantallen.get(wie.medewerker_id, 0)),
    )
    nu = str(beeld.dienst.delen[0].medewerker_id) if beeld.dienst.delen else ""
    pagina = render_template(
        "jio/toewijzen.html",
        beeld=beeld,
        kandidaten=mogelijk,
        fouten=fouten,
        invoer=request.form if fouten else {"medewerker": nu},
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200

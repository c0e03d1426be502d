# SPDX-License-Identifier: EUPL-1.2
"""Swaps: the market, offering with what it does to both beforehand, and the steps until it stands in the roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.calendar.tijd import lokaal
from core.context import Context
from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_moment_of_leeg, lees_nummer, lees_nummer_of_leeg
from plugins.jio.consignatie.procedure import Ruilstatus
from plugins.jio.consignatie.ringen.overzicht import te_behandelen as te_behandelen_ringen
from plugins.jio.consignatie.services import ruilen as diensten
from plugins.jio.consignatie.services.gevolgen import Gevolg
from plugins.jio.consignatie.services.overzicht.aanbod import Aanbod, aanbod, gevolg_vooraf
from plugins.jio.consignatie.services.overzicht.ruilen import Ruilbeeld, ruildossier, ruilmarkt, te_behandelen
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from plugins.jio.menu import ROOSTER

bp = Blueprint("jio_ruilen", __name__, url_prefix="/ruilen", template_folder="../templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Ruilen", "jio_ruilen.overzicht", "neem_over", policy.RUIL, 12),
        Menupunt("Ruilen vastleggen", "jio_ruilen.vast_te_leggen", "leg_vast", policy.RUIL, 22, ROOSTER),
    ),
)


@bp.get("/")
@vereist("neem_over", policy.RUIL)
def overzicht() -> str:
    """Show what the reader can take, and what is on its way."""
    context = ctx()
    return render_template(
        "jio/ruilmarkt.html", markt=ruilmarkt(context), woorden=woorden, zelf=context.actor.medewerker_id
    )


@bp.get("/vastleggen")
@vereist("leg_vast", policy.RUIL)
def vast_te_leggen() -> str:
    """Show the swaps, between two and between three, that Interne Ondersteuning has to record."""
    context = ctx()
    return render_template(
        "jio/ruilen_vastleggen.html",
        ruilen=te_behandelen(context, "leg_vast"),
        ringen=te_behandelen_ringen(context, "leg_vast"),
        woorden=woorden,
    )


@bp.get("/nieuw")
@vereist("bied_aan", policy.RUIL)
def nieuw() -> ResponseReturnValue:
    """Show the form to offer a duty, with the duty of the address chosen."""
    return _formulier(request.args, [], None)


@bp.post("/nieuw")
@vereist("bied_aan", policy.RUIL)
def bied_aan() -> ResponseReturnValue:
    """Show what an offer would do, or make it."""
    context = ctx()
    keuze = aanbod(context)
    try:
        deel, gevraagde_id, terug = _gekozen(keuze)
        if veldtekst("stap") != "aanbieden":
            uitkomst = gevolg_vooraf(context, deel, gevraagde_id=gevraagde_id, terug=terug, keuze=keuze)
            return _formulier(request.form, [], uitkomst)
        ruil_id = diensten.bied_aan(context, deel, gevraagde_id=gevraagde_id, terug=terug)
    except Geweigerd as fout:
        op_formulier = hernoemd(fout, van="van_dag", tot="tot_dag", medewerker="gevraagde")
        return _formulier(request.form, veldfouten(op_formulier), None)
    flash(_("Je aanbod staat open. Er verandert niets aan je dienst tot de ruil is vastgelegd."), "goed")
    return redirect(url_for("jio_ruilen.toon", ruil=ruil_id), 303)


@bp.get("/<int:ruil>")
@vereist("bekijk", policy.RUIL)
def toon(ruil: int) -> str:
    """Show a swap: how far it is, what it does, and what the reader can do."""
    context = ctx()
    dossier = ruildossier(context, ruil)
    return render_template(
        "jio/ruil.html",
        dossier=dossier,
        ruil=dossier.ruil,
        gevolg=dossier.gevolg,
        stappen=_stappen(context, dossier.ruil),
        woorden=woorden,
        zelf=context.actor.medewerker_id,
        nu=context.nu,
    )


@bp.post("/<int:ruil>/<stap>")
@vereist("bekijk", policy.RUIL)
def doe(ruil: int, stap: str) -> ResponseReturnValue:
    """Make a step in a swap; which steps somebody may make, the service says."""
    context = ctx()
    daden: Mapping[str, tuple[Callable[[], object], str]] = {
        "neem_over": (
            partial(diensten.neem_over, context, ruil),
            _("Je neemt de dienst over zodra de leidinggevende het weet en Interne Ondersteuning het vastlegt."),
        ),
        "sla_af": (partial(diensten.sla_af, context, ruil), _("Je hebt nee gezegd. Je collega krijgt een bericht.")),
        "trek_in": (partial(diensten.trek_in, context, ruil), _("De ruil is ingetrokken.")),
        "meld_bekend": (
            partial(diensten.meld_bekend, context, ruil),
            _("Doorgegeven aan Interne Ondersteuning, die de ruil vastlegt."),
        ),
        "leg_vast": (
            partial(diensten.leg_vast, context, ruil),
            _("De ruil staat in het rooster. Wie de dienst doet, krijgt de toelage."),
        ),
        "weiger": (
            partial(diensten.weiger, context, ruil, veldtekst("reden")),
            _("De ruil gaat niet door. Beide collega's krijgen een bericht."),
        ),
    }
    if stap not in daden:
        abort(404)
    daad, gelukt = daden[stap]
    return voer_uit(daad, gelukt, url_for("jio_ruilen.toon", ruil=ruil))


def _gekozen(keuze: Aanbod) -> tuple[Deelkeuze, int | None, Deelkeuze | None]:
    """Return what the form asks; who is chosen to give a duty back is the one who is asked."""
    deel = Deelkeuze(
        lees_nummer("dienst", _("kies welke dienst je aanbiedt")),
        lees_moment_of_leeg("van"),
        lees_moment_of_leeg("tot"),
    )
    gevraagde_id = lees_nummer_of_leeg("gevraagde")
    terug = veldtekst("terug")
    if not terug:
        return deel, gevraagde_id, None
    dienst_id, _streep, wie = terug.partition("-")
    gekozen = next((d for d in keuze.anderen if (str(d.dienst_id), str(d.medewerker_id)) == (dienst_id, wie)), None)
    if gekozen is None:
        raise Geweigerd("terug", _("deze dienst is niet te ruilen"))
    if gevraagde_id not in (None, gekozen.medewerker_id):
        raise Geweigerd("terug", _("deze dienst is van een ander dan de collega die je vraagt"))
    return deel, gekozen.medewerker_id, Deelkeuze(gekozen.dienst_id)


def _formulier(invoer: Mapping[str, str], fouten: Fouten, uitkomst: Gevolg | None) -> ResponseReturnValue:
    context = ctx()
    keuze = aanbod(context)
    gekozen = next((deel for deel in keuze.eigen if str(deel.dienst_id) == invoer.get("dienst")), None)
    pagina = render_template(
        "jio/ruil_aanbieden.html",
        keuze=keuze,
        gekozen=gekozen,
        invoer=invoer,
        fouten=fouten,
        gevolg=uitkomst,
        woorden=woorden,
        zelf=context.actor.medewerker_id,
        lokaal=lokaal,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _stappen(context: Context, ruil: Ruilbeeld) -> frozenset[str]:
    """Return the steps that the reader can make now; the service asks again."""
    zelf, status = context.actor.medewerker_id, ruil.status
    uit = set()
    if status is Ruilstatus.AANGEBODEN and zelf is not None and zelf != ruil.aanbieder_id:
        if ruil.gevraagde_id in (None, zelf):
            uit.add("neem_over")
        if ruil.gevraagde_id == zelf:
            uit.add("sla_af")
    if status in (Ruilstatus.AANGEBODEN, Ruilstatus.OVERGENOMEN) and zelf in (ruil.aanbieder_id, ruil.overnemer_id):
        uit.add("trek_in")
    buiten = zelf not in (ruil.aanbieder_id, ruil.overnemer_id)
    doel = policy.doel(policy.RUIL, team_id=ruil.team_id)
    if status is Ruilstatus.OVERGENOMEN and buiten and context.mag("meld_bekend", doel):
        uit.add("meld_bekend")
    if status is Ruilstatus.BEKEND and buiten and context.mag("leg_vast", doel):
        uit.add("leg_vast")
    if status in (Ruilstatus.OVERGENOMEN, Ruilstatus.BEKEND) and buiten and context.mag("weiger", doel):
        uit.add("weiger")
    return frozenset(uit)

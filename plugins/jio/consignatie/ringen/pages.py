# SPDX-License-Identifier: EUPL-1.2
"""Swaps between three: the list, proposing with what it does to each beforehand, and the steps until it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_moment_of_leeg, lees_nummer
from plugins.jio.consignatie.ringen import services
from plugins.jio.consignatie.ringen.overzicht import gevolg_vooraf, ringdossier, ringen
from plugins.jio.consignatie.ringen.policy import RING
from plugins.jio.consignatie.ringen.procedure import Ringstatus
from plugins.jio.consignatie.ringen.services import Ringkeuze
from plugins.jio.consignatie.services.gevolgen import Gevolg
from plugins.jio.consignatie.services.overzicht.aanbod import Aanbod, aanbod
from plugins.jio.consignatie.services.ruilen import Deelkeuze

bp = Blueprint("jio_ringen", __name__, url_prefix="/ringruilen", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Ruilen met drie", "jio_ringen.overzicht", "bekijk", RING, 13),))


@bp.get("/")
@vereist("bekijk", RING)
def overzicht() -> str:
    """Show what waits for the reader, and the rings that the reader may see."""
    context = ctx()
    return render_template(
        "jio/ringen.html",
        lijst=ringen(context),
        mag_voorstellen=context.actor.medewerker_id is not None,
        woorden=woorden,
        ringstaat=ringstaat,
        zelf=context.actor.medewerker_id,
    )


@bp.get("/nieuw")
@vereist("stel_voor", RING)
def nieuw() -> ResponseReturnValue:
    """Show the form to propose a ring."""
    return _formulier(request.args, [], None)


@bp.post("/nieuw")
@vereist("stel_voor", RING)
def stel_voor() -> ResponseReturnValue:
    """Show what a ring would do to each of the three, or propose it."""
    context = ctx()
    keuze = aanbod(context)
    try:
        keuzes = _gekozen(keuze, context.actor.medewerker_id)
        if veldtekst("stap") != "voorstellen":
            return _formulier(request.form, [], gevolg_vooraf(context, keuzes, keuze))
        ring_id = services.stel_voor(context, keuzes)
    except Geweigerd as fout:
        op_formulier = hernoemd(fout, van="van_dag", tot="tot_dag", medewerker="tweede")
        return _formulier(request.form, veldfouten(op_formulier), None)
    flash(_("Je voorstel staat bij je twee collega's. Er verandert niets tot de ruil is vastgelegd."), "goed")
    return redirect(url_for("jio_ringen.toon", ring=ring_id), 303)


@bp.get("/<int:ring>")
@vereist("bekijk", RING)
def toon(ring: int) -> str:
    """Show a ring: how far it is, what it does, and what the reader can do."""
    context = ctx()
    dossier = ringdossier(context, ring)
    return render_template(
        "jio/ring.html",
        dossier=dossier,
        ring=dossier.ring,
        woorden=woorden,
        ringstaat=ringstaat,
        stapnaam=stapnaam,
        zelf=context.actor.medewerker_id,
    )


@bp.post("/<int:ring>/<stap>")
@vereist("bekijk", RING)
def doe(ring: int, stap: str) -> ResponseReturnValue:
    """Make a step in a ring; which steps somebody may make, the service says."""
    context = ctx()
    daden: Mapping[str, tuple[Callable[[], object], str]] = {
        "stem_in": (
            partial(services.stem_in, context, ring),
            _("Je gaat akkoord. Gaan alle drie akkoord, dan kijkt de leidinggevende ernaar."),
        ),
        "sla_af": (
            partial(services.sla_af, context, ring),
            _("Je hebt nee gezegd. De anderen krijgen een bericht en houden hun dienst."),
        ),
        "trek_in": (partial(services.trek_in, context, ring), _("De ruil is ingetrokken. Iedereen houdt zijn dienst.")),
        "meld_bekend": (
            partial(services.meld_bekend, context, ring),
            _("Doorgegeven aan Interne Ondersteuning, die de ruil vastlegt."),
        ),
        "leg_vast": (
            partial(services.leg_vast, context, ring),
            _("De drie diensten staan in het rooster. Wie de dienst doet, krijgt de toelage."),
        ),
        "weiger": (
            partial(services.weiger, context, ring, veldtekst("reden")),
            _("De ruil gaat niet door. Alle drie krijgen een bericht."),
        ),
    }
    if stap not in daden:
        abort(404)
    daad, gelukt = daden[stap]
    return voer_uit(daad, gelukt, url_for("jio_ringen.toon", ring=ring))


def ringstaat(status: Ringstatus) -> woorden.Staat:
    """Return how far a ring is, and so who is to act."""
    alle: dict[Ringstatus, woorden.Staat] = {
        Ringstatus.VOORGESTELD: ("aangeboden", _("wacht op de drie")),
        Ringstatus.AKKOORD: ("wacht", _("wacht op de leidinggevende")),
        Ringstatus.BEKEND: ("wacht", _("wacht op Interne Ondersteuning")),
        Ringstatus.VASTGELEGD: ("vastgelegd", _("vastgelegd")),
        Ringstatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
        Ringstatus.GEWEIGERD: ("geweigerd", _("gaat niet door")),
    }
    return alle[status]


def stapnaam(stap: str) -> str:
    """Return a step as something that somebody did."""
    eigen = {
        "stel_voor": _("Voorgesteld"),
        "stem_in": _("Akkoord"),
        "maak_rond": _("Akkoord, en daarmee alle drie"),
    }
    return eigen.get(stap) or woorden.stapnaam(stap)


def _gekozen(keuze: Aanbod, zelf: int | None) -> list[Ringkeuze]:
    """Return what the form asks: the own duty, and two of colleagues as ``duty-person``."""
    eigen = Deelkeuze(
        lees_nummer("dienst", _("kies welke dienst je geeft")), lees_moment_of_leeg("van"), lees_moment_of_leeg("tot")
    )
    uit = [Ringkeuze(zelf or 0, eigen)]
    for veld in ("tweede", "derde"):
        dienst_id, _streep, wie = veldtekst(veld).partition("-")
        gekozen = next((d for d in keuze.anderen if (str(d.dienst_id), str(d.medewerker_id)) == (dienst_id, wie)), None)
        if gekozen is None:
            raise Geweigerd(veld, _("kies een dienst van een collega"))
        uit.append(Ringkeuze(gekozen.medewerker_id, Deelkeuze(gekozen.dienst_id)))
    return uit


def _formulier(invoer: Mapping[str, str], fouten: Fouten, uitkomst: Gevolg | None) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "jio/ring_voorstellen.html",
        keuze=aanbod(context),
        invoer=invoer,
        fouten=fouten,
        gevolg=uitkomst,
        woorden=woorden,
        zelf=context.actor.medewerker_id,
    )
    return pagina, NIET_VERWERKT if fouten else 200

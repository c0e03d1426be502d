# SPDX-License-Identifier: EUPL-1.2
"""People: finding one, what is known of them today, who stands in, and importing files."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auditspoor.services import leg_inzage_vast
from core.contributions import Menupunt, Paginas
from core.people.invoerbestand import Importverslag, draai_terug, importeer, importen, importsoorten, lees_en_controleer
from core.people.persoonsblad import persoonsblad
from core.people.policy import ELKE_SOORT, Doel
from core.people.services import geef_mandaat, trek_mandaat_in, wie_ben_ik, zoek_medewerkers
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist
from core.web.services import accountnamen

bp = Blueprint("mensen", __name__, url_prefix="/mensen")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Mensen", "mensen.lijst", "zoek", "core.persoon", 50),
        Menupunt("Vervanging", "mensen.vervanging", "geef", "core.mandaat", 51),
        Menupunt("Bestanden inlezen", "mensen.inlezen", "importeer", ELKE_SOORT, 52),
    ),
)

MEESTE_FOUTEN = 200
"""Errors of a file that the page shows; a file with more is wrong in one way many times."""


@bp.get("/")
@vereist("zoek", "core.persoon")
def lijst() -> str:
    """Find people by name or number."""
    vraag = request.args.get("zoek", "").strip()
    gevonden = zoek_medewerkers(ctx(), vraag, bladzijdenummer())
    return render_template("kern/mensen.html", zoek=vraag, gevonden=gevonden)


@bp.get("/<int:nummer>")
@vereist("bekijk", "core.persoon")
def toon(nummer: int) -> str:
    """Show one person as known today."""
    context = ctx()
    blad = persoonsblad(context, nummer)
    if nummer != context.actor.medewerker_id:
        leg_inzage_vast(context, nummer)
    eenheden = {baan.eenheid for baan in blad.dienstverbanden}
    return render_template(
        "kern/persoon.html",
        blad=blad,
        wie=blad.medewerker,
        eigen=nummer == context.actor.medewerker_id,
        namen={eenheid.id: eenheid.naam for eenheid in context.installatie.eenheden.values()},
        mag_boekingen=any(context.mag("bekijk", Doel("core.boeking", eenheid, nummer)) for eenheid in eenheden),
        mag_spoor=context.mag("bekijk", Doel("core.audit")),
    )


@bp.get("/vervanging")
@vereist("geef", "core.mandaat")
def vervanging() -> ResponseReturnValue:
    """Show who stands in for the reader, and for whom the reader stands in."""
    return _vervanging([])


@bp.post("/vervanging")
@vereist("geef", "core.mandaat")
def geef_vervanging() -> ResponseReturnValue:
    """Let a colleague stand in."""
    try:
        wie = veldtekst("vervanger")
        if not wie.isdecimal():
            raise Geweigerd("vervanger", "kies wie je vervangt")
        geef_mandaat(ctx(), int(wie), lees_datum("van"), lees_datum("tot_en_met"))
    except Geweigerd as fout:
        return _vervanging(veldfouten(fout))
    flash(_("Je vervanging is vastgelegd."), "goed")
    return redirect(url_for("mensen.vervanging"), 303)


@bp.post("/vervanging/<int:nummer>/intrekken")
@vereist("intrekken", "core.mandaat")
def trek_vervanging_in(nummer: int) -> ResponseReturnValue:
    """Withdraw a mandate from now on."""
    return voer_uit(
        partial(trek_mandaat_in, ctx(), nummer),
        _("De vervanging is ingetrokken. Wat je vervanger al besliste, blijft staan."),
        url_for("mensen.vervanging"),
    )


@bp.get("/inlezen")
@vereist("importeer", ELKE_SOORT)
def inlezen() -> ResponseReturnValue:
    """Show which files can be read, and what was read before."""
    return _inlezen([], None)


@bp.post("/inlezen")
@vereist("importeer", ELKE_SOORT)
def lees_in() -> ResponseReturnValue:
    """Check a file, or store all of it."""
    context = ctx()
    soort, bestand = veldtekst("soort"), request.files.get("bestand")
    echt = veldtekst("stap") == "importeer"
    try:
        if bestand is None or not bestand.filename:
            raise Geweigerd("bestand", "kies een bestand")
        inhoud = bestand.read()
        verslag = importeer(context, soort, inhoud) if echt else lees_en_controleer(context, soort, inhoud)
    except Geweigerd as fout:
        return _inlezen(veldfouten(fout), None)
    if echt and verslag.goed:
        flash(
            _(
                "Ingelezen: %(nieuw)s nieuw, %(gewijzigd)s gewijzigd, %(gelijk)s ongewijzigd.",
                nieuw=verslag.nieuw,
                gewijzigd=verslag.gewijzigd,
                gelijk=verslag.ongewijzigd,
            ),
            "goed",
        )
        return redirect(url_for("mensen.inlezen"), 303)
    return _inlezen([], verslag)


@bp.post("/inlezen/<int:nummer>/terug")
@vereist("importeer", ELKE_SOORT)
def terugdraaien(nummer: int) -> ResponseReturnValue:
    """Undo a wrong import."""
    return voer_uit(partial(draai_terug, ctx(), nummer), _("Het bestand is teruggedraaid."), url_for("mensen.inlezen"))


def _vervanging(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    zoek = request.values.get("zoek", "").strip()
    gevonden = zoek_medewerkers(context, zoek).medewerkers if zoek else ()
    pagina = render_template(
        "kern/vervanging.html",
        ik=wie_ben_ik(context),
        zelf=context.actor.medewerker_id,
        zoek=zoek,
        keuzes=[
            {"waarde": persoon.id, "tekst": persoon.naam, "hint": ", ".join(persoon.teams)}
            for persoon in gevonden
            if persoon.id != context.actor.medewerker_id
        ],
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _inlezen(fouten: Fouten, verslag: Importverslag | None) -> ResponseReturnValue:
    context = ctx()
    eerder, soorten = importen(context), importsoorten(context)
    bladzijde = Bladzijde(bladzijdenummer(), len(eerder))
    fout = bool(fouten) or (verslag is not None and not verslag.goed)
    pagina = render_template(
        "kern/inlezen.html",
        soorten=soorten,
        soortnamen={soort.id: soort for soort in soorten},
        eerder=eerder[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
        namen=accountnamen(context, (rij.account_id for rij in eerder)),
        verslag=verslag,
        meeste=MEESTE_FOUTEN,
        mag_voorbeeld=context.installatie.beleid.mag_ergens(context.actor, "maak", "core.run"),
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fout else 200

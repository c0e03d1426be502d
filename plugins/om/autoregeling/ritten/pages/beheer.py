# SPDX-License-Identifier: EUPL-1.2
"""Trips for werkgever and fleet managers: only after saying why, and only what the table opens."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import Bladzijde, bladzijdenummer, ctx, poort
from core.web.rights import vereist
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.pages import woorden
from plugins.om.autoregeling.ritten.pages.blad import bp
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.ritten.services import adresboek, beheer, inlezen, quarantaine, register
from plugins.om.autoregeling.ritten.services.inlezen import Ritverslag
from plugins.om.autoregeling.ritten.zicht import Inzagedoel


@bp.get("/beheer")
@vereist("bekijk", RIT)
def overzicht() -> str:
    """Ask why, and then show the drivers of the reader's units over a year."""
    context, jaar, waarvoor, pagina = ctx(), _jaar(), _waarvoor(), bladzijdenummer()
    beeld = beheer.overzicht(context, jaar, waarvoor, pagina) if waarvoor else None
    return render_template(
        "ritten/overzicht.html",
        jaar=jaar,
        waarvoor=waarvoor,
        doelen=Inzagedoel,
        beeld=beeld,
        bladzijde=Bladzijde(pagina, beeld.totaal) if beeld else None,
        poolwagens=beheer.poolwagens(context) if waarvoor else (),
        vandaag=context.vandaag,
        woorden=woorden,
    )


@bp.get("/beheer/berijder/<int:wie>")
@vereist("bekijk", RIT)
def berijder(wie: int) -> ResponseReturnValue:
    """Show what may be seen of one driver over a year."""
    jaar, waarvoor = _jaar(), _waarvoor()
    if waarvoor is None:
        return redirect(url_for("om_ritten.overzicht"), 303)
    try:
        beeld = beheer.berijder(ctx(), wie, jaar, waarvoor)
    except Geweigerd as fout:
        flash(veldfouten(fout)[0]["tekst"], "info")
        return redirect(url_for("om_ritten.mijn"), 303)
    return render_template("ritten/berijder.html", beeld=beeld, jaar=jaar, waarvoor=waarvoor, woorden=woorden)


@bp.get("/beheer/pool/<int:auto>")
@vereist("bekijk", RIT)
def poolauto(auto: int) -> ResponseReturnValue:
    """Show the trips of a pool car over a year."""
    jaar, waarvoor = _jaar(), _waarvoor()
    if waarvoor is None:
        return redirect(url_for("om_ritten.overzicht"), 303)
    kenteken, ritten = beheer.poolritten(ctx(), auto, jaar, waarvoor)
    return render_template(
        "ritten/poolauto.html", kenteken=kenteken, ritten=ritten, jaar=jaar, waarvoor=waarvoor, woorden=woorden
    )


@bp.get("/werklocaties")
@vereist("bevestig_adres", RIT)
def werklocaties() -> str:
    """Show the fixed places of work that wait for the reader as werkgever."""
    return render_template("ritten/werklocaties.html", adressen=adresboek.te_bevestigen(ctx()))


@bp.post("/werklocaties/<int:adres>")
@vereist("bevestig_adres", RIT)
def bevestig_werklocatie(adres: int) -> ResponseReturnValue:
    """Confirm or refuse a fixed place of work."""
    akkoord = veldtekst("akkoord") == "ja"
    return voer_uit(
        partial(adresboek.bevestig, ctx(), adres, akkoord=akkoord),
        _("De werklocatie is bevestigd.") if akkoord else _("De werklocatie is afgewezen."),
        url_for("om_ritten.werklocaties"),
    )


@bp.get("/bestanden")
@vereist("importeer", RIT)
def importen() -> ResponseReturnValue:
    """Show the files that were read, what waits, and the form for a next one."""
    return _importen([], None)


@bp.post("/bestanden")
@vereist("importeer", RIT)
def lees_bestand() -> ResponseReturnValue:
    """Read a trip file."""
    bestand = request.files.get("bestand")
    if bestand is None or not bestand.filename:
        return _importen(veldfouten(Geweigerd("bestand", _("kies een bestand"))), None)
    try:
        verslag = inlezen.lees_in(ctx(), bestand.stream, poort().instellingen.geheim)  # type: ignore[arg-type]
    except Geweigerd as fout:
        return _importen(veldfouten(fout), None)
    return _importen([], verslag)


@bp.post("/bestanden/wacht/<int:nummer>")
@vereist("importeer", RIT)
def los_wacht_op(nummer: int) -> ResponseReturnValue:
    """Accept that kilometres are missing, or close an error that no file will mend."""
    aanvaard = veldtekst("keuze") == "aanvaard"
    return voer_uit(
        partial(quarantaine.aanvaard if aanvaard else quarantaine.sluit, ctx(), nummer, veldtekst("reden")),
        _("De ritten tellen mee.") if aanvaard else _("Van dit bestand wordt van deze auto niets bewaard."),
        url_for("om_ritten.importen"),
    )


@bp.get("/registers")
@vereist("importeer", RIT)
def registers() -> str:
    """Show which manual registers of a year were handed in."""
    jaar = _jaar()
    return render_template("ritten/registers.html", jaar=jaar, regels=register.stand(ctx(), jaar), woorden=woorden)


def _importen(fouten: Fouten, verslag: Ritverslag | None) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "ritten/importen.html",
        verslag=verslag,
        wacht=quarantaine.lijst(context),
        importen=quarantaine.importen(context),
        woorden=woorden,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _jaar() -> int:
    jaar = request.args.get("jaar", ctx().vandaag.year, type=int)
    return jaar if 2000 <= jaar <= ctx().vandaag.year else ctx().vandaag.year


def _waarvoor() -> Inzagedoel | None:
    gevraagd = request.args.get("doel", "")
    return Inzagedoel(gevraagd) if gevraagd in set(Inzagedoel) else None

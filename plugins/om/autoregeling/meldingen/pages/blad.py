# SPDX-License-Identifier: EUPL-1.2
"""Reports: the driver's own from a phone, and those of the units of a fleet manager or werkgever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.calendar.tijd import OngeldigeTijd, lees_lokale_tijd, lokaal
from core.dossiers.procedure import StapNietMogelijk
from core.rules import Geweigerd
from core.rules.uitleg import regels as uitlegregels
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om.autoregeling.meldingen.models import Meldingsoort, Stap
from plugins.om.autoregeling.meldingen.pages import woorden
from plugins.om.autoregeling.meldingen.policy import OVERDRACHT, VERVANGING, doel
from plugins.om.autoregeling.meldingen.procedure import Meldingstatus, Vervangstatus
from plugins.om.autoregeling.meldingen.services import fotos, melden, overdrachten, vervanging
from plugins.om.autoregeling.meldingen.services.melden import Meldgegevens
from plugins.om.autoregeling.policy import MELDING
from plugins.om.autoregeling.rules.vervangende_auto import Waar

bp = Blueprint("om_melding", __name__, url_prefix="/melding", template_folder="../templates")


@bp.get("/mijn")
@vereist("bekijk_eigen", MELDING)
def mijn() -> ResponseReturnValue:
    """Show the reader's own reports, and the forms."""
    return _mijn([])


@bp.post("/mijn")
@vereist("meld", MELDING)
def meld() -> ResponseReturnValue:
    """Report something, with photos."""
    context = ctx()
    try:
        bijlagen = _bijlagen()
        soort = _soort()
        gegevens = Meldgegevens(
            soort,
            _moment(),
            veldtekst("plaats"),
            veldtekst("omschrijving"),
            tegenpartij=veldtekst("tegenpartij") == "ja",
            letsel=veldtekst("letsel") == "ja",
            buitenland=veldtekst("buitenland") == "ja",
        )
        for inhoud in bijlagen:
            fotos.soort_van(inhoud)
        nummer = melden.meld(context, gegevens)
        if bijlagen:
            fotos.voeg_toe(context, nummer, bijlagen)
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(_("Je melding is verstuurd. Hieronder staat wat er nog moet, en tot wanneer."), "goed")
    return redirect(url_for("om_melding.toon", nummer=nummer), 303)


@bp.post("/vervanging")
@vereist("vraag", VERVANGING)
def vraag_vervanging() -> ResponseReturnValue:
    """Ask for a replacement car."""
    try:
        uren = veldtekst("uren")
        if not uren.isdecimal():
            raise Geweigerd("uren", _("vul een heel aantal uren in"))
        try:
            waar = Waar(veldtekst("waar"))
        except ValueError as fout:
            raise Geweigerd("waar", _("kies waar de auto staat")) from fout
        status = vervanging.vraag(ctx(), waar, int(uren) * 60, veldtekst("toelichting"))
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(woorden.vervangstaat(status)[1].capitalize() + ".", "goed")
    return redirect(url_for("om_melding.mijn"), 303)


@bp.get("/")
@vereist("bekijk", MELDING)
def lijst() -> str:
    """Show the reports of the reader's units."""
    context = ctx()
    return render_template("om_melding/lijst.html", regels=melden.lijst(context), woorden=woorden, nu=context.nu)


@bp.get("/<int:nummer>")
@vereist("open", MELDING)
def toon(nummer: int) -> ResponseReturnValue:
    """Show one report with its clocks."""
    return _toon(nummer, [])


@bp.post("/<int:nummer>/stap")
@vereist("vul_aan", MELDING)
def leg_stap_vast(nummer: int) -> ResponseReturnValue:
    """Record that a step was done."""

    def doe() -> None:
        try:
            stap = Stap(veldtekst("stap"))
        except ValueError as fout:
            raise Geweigerd("stap", _("kies wat er is gedaan")) from fout
        melden.leg_stap_vast(ctx(), nummer, stap, _moment(), veldtekst("proces_verbaal"))

    return _doe(nummer, doe, _("Vastgelegd."))


@bp.post("/<int:nummer>/fotos")
@vereist("vul_aan", MELDING)
def voeg_fotos_toe(nummer: int) -> ResponseReturnValue:
    """Add photos to the reader's own report."""

    def doe() -> None:
        bijlagen = _bijlagen()
        if not bijlagen:
            raise Geweigerd("fotos", _("kies een of meer foto's"))
        fotos.voeg_toe(ctx(), nummer, bijlagen)

    return _doe(nummer, doe, _("De foto's zijn toegevoegd."))


@bp.get("/<int:nummer>/fotos/<int:foto>")
@vereist("open", MELDING)
def foto(nummer: int, foto: int) -> Response:
    """Hand out a photo."""
    soort, inhoud = fotos.lees(ctx(), nummer, foto)
    koppen = {
        "Content-Disposition": f'attachment; filename="melding-{nummer}-{foto}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(inhoud, mimetype=soort, headers=koppen)


@bp.post("/<int:nummer>/afronden")
@vereist("rond_af", MELDING)
def rond_af(nummer: int) -> ResponseReturnValue:
    """Close a report."""
    return _doe(nummer, lambda: melden.rond_af(ctx(), nummer), _("De melding is afgerond."))


@bp.get("/overdrachten", endpoint="overdrachten")
@vereist("bekijk", OVERDRACHT)
def overdrachtenlijst() -> str:
    """Show the cars that are handed over."""
    context = ctx()
    return render_template(
        "om_melding/overdrachten.html",
        regels=overdrachten.lijst(context),
        mag=context.mag("bevestig", doel(OVERDRACHT)),
        vandaag=context.vandaag,
    )


@bp.post("/overdrachten/<int:nummer>")
@vereist("bevestig", OVERDRACHT)
def bevestig_overdracht(nummer: int) -> ResponseReturnValue:
    """Record that a car was handed over, or given back."""

    def doe() -> None:
        actie = overdrachten.geef_terug if veldtekst("wat") == "terug" else overdrachten.bevestig
        actie(ctx(), nummer, lees_datum("dag"))

    return voer_uit(doe, _("Vastgelegd."), url_for("om_melding.overdrachten"))


@bp.get("/vervangingen", endpoint="vervangingen")
@vereist("bekijk", VERVANGING)
def vervangingenlijst() -> str:
    """Show the requests for a replacement car."""
    context = ctx()
    return render_template(
        "om_melding/vervangingen.html",
        regels=vervanging.lijst(context),
        mag=context.mag("beslis", doel(VERVANGING)),
        zelf=context.actor.medewerker_id,
        woorden=woorden,
        Vervangstatus=Vervangstatus,
    )


@bp.post("/vervangingen/<int:nummer>")
@vereist("beslis", VERVANGING)
def beslis_vervanging(nummer: int) -> ResponseReturnValue:
    """Consent to a replacement car, or refuse it."""

    def doe() -> None:
        besluit = veldtekst("besluit")
        if besluit not in ("ja", "nee"):
            raise Geweigerd("besluit", _("kies toestaan of weigeren"))
        vervanging.beslis(ctx(), nummer, toegestaan=besluit == "ja", motivering=veldtekst("motivering"))

    return voer_uit(doe, _("Het besluit is vastgelegd."), url_for("om_melding.vervangingen"))


def _doe(nummer: int, actie: Callable[[], object], gelukt: str) -> ResponseReturnValue:
    try:
        actie()
    except Geweigerd as fout:
        return _toon(nummer, veldfouten(fout))
    except StapNietMogelijk as fout:
        return _toon(nummer, [{"veld": "", "tekst": str(fout)}])
    flash(gelukt, "goed")
    return redirect(url_for("om_melding.toon", nummer=nummer), 303)


def _mijn(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "om_melding/mijn.html",
        regels=melden.eigen(context),
        vervangingen=vervanging.eigen(context),
        soorten=[{"waarde": een, "tekst": woorden.meldingsoort(een)} for een in Meldingsoort],
        plekken=[{"waarde": een, "tekst": woorden.plek(een)} for een in Waar],
        woorden=woorden,
        nu=context.nu,
        lokaal=lokaal(context.nu),
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _toon(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regel = melden.toon(context, nummer)
    zelf = regel.rij.medewerker_id == context.actor.medewerker_id
    pagina = render_template(
        "om_melding/toon.html",
        regel=regel,
        rij=regel.rij,
        zelf=zelf,
        open=regel.rij.status is Meldingstatus.OPEN,
        mag_aanvullen=context.mag("vul_aan", doel(MELDING, regel.rij.medewerker_id)),
        mag_afronden=not zelf and context.mag("rond_af", doel(MELDING)),
        stappen=[{"waarde": een.stap, "tekst": woorden.stap(een.stap, regel.rij.soort)} for een in regel.stappen],
        uitleg=uitlegregels(
            [een for stand in regel.stappen for een in stand.uitleg], context.installatie.teksten, context.taal
        ),
        fotos=fotos.nummers(context, nummer),
        woorden=woorden,
        nu=context.nu,
        lokaal=lokaal(context.nu),
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _soort() -> Meldingsoort:
    try:
        return Meldingsoort(veldtekst("soort"))
    except ValueError as fout:
        raise Geweigerd("soort", _("kies wat je meldt")) from fout


def _moment() -> datetime:
    dag = lees_datum("dag")
    try:
        return lees_lokale_tijd(f"{dag.isoformat()}T{veldtekst('tijd').replace('.', ':')}")
    except OngeldigeTijd as fout:
        raise Geweigerd("tijd", str(fout)) from fout


def _bijlagen() -> list[bytes]:
    gekozen = [bestand for bestand in request.files.getlist("fotos") if bestand.filename]
    if len(gekozen) > fotos.MEESTE:
        raise Geweigerd("fotos", _("stuur ten hoogste %(aantal)s foto's tegelijk", aantal=fotos.MEESTE))
    return [bestand.read(fotos.GROOTSTE + 1) for bestand in gekozen]

# SPDX-License-Identifier: EUPL-1.2
"""Letters: the reader's own ones, and for HR those of a unit and the rounds in which many are made."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.brieven.rondes import (
    Rondestand,
    als_zip,
    maak_ronde,
    mislukt,
    rondes,
    rondestand,
    verwerk_ronde,
)
from core.brieven.services import (
    BEDRAG,
    OBJECT,
    brieven_van,
    eigen_brieven,
    lees_brief,
    maak_brief,
    soort_voor_boeking,
)
from core.contributions import Menupunt, Paginas
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.web.filters import maand
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, bladzijdenummer, ctx, ingeschakeld
from core.web.rights import vereist

bp = Blueprint("brieven", __name__, url_prefix="/brieven")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Mijn brieven", "brieven.lijst", "bekijk", OBJECT, 11),
        Menupunt("Brieven maken", "brieven.beheer", "maak_brief", OBJECT, 36),
    ),
)

MEESTE_IN_BROWSER = 200
"""Letters that are made while the browser waits: some seconds. The job makes the others within minutes."""

MAANDEN_TERUG = 14


@bp.get("/")
@vereist("bekijk", OBJECT)
def lijst() -> ResponseReturnValue:
    """Show the reader's own letters; who is no employee sees those of the unit."""
    context = ctx()
    if context.actor.medewerker_id is None:
        return redirect(url_for("brieven.beheer"), 303)
    return render_template("kern/brieven.html", brieven=eigen_brieven(context), soortnaam=_soortnaam)


@bp.get("/<int:nummer>.pdf")
@vereist("bekijk", OBJECT)
def toon(nummer: int) -> Response:
    """Hand out a letter."""
    brief = lees_brief(ctx(), nummer)
    koppen = {"Content-Disposition": f'attachment; filename="{brief.naam}"', "X-Annex-SHA256": brief.sha256}
    return Response(brief.inhoud, mimetype=brief.media_type, headers=koppen)


@bp.post("/boeking/<int:nummer>")
@vereist("maak_brief", OBJECT)
def over_boeking(nummer: int) -> ResponseReturnValue:
    """Make the letter about a posting."""
    context = ctx()

    def doe() -> None:
        maak_brief(context, soort_voor_boeking(context, nummer), str(nummer))

    return voer_uit(
        doe, _("De brief is gemaakt. De medewerker krijgt er bericht van."), url_for("boekingen.toon", nummer=nummer)
    )


@bp.get("/maken")
@vereist("maak_brief", OBJECT)
def beheer() -> ResponseReturnValue:
    """Show the letters and rounds of a unit, and the form for many at once."""
    return _beheer([])


@bp.post("/maken")
@vereist("maak_brief", OBJECT)
def nieuwe_ronde() -> ResponseReturnValue:
    """Open a round, and make its letters at once when there are few."""
    context = ctx()
    soort, eenheid, periode = veldtekst("soort"), veldtekst("eenheid"), veldtekst("periode")
    context.eis("maak_brief", Doel(OBJECT, eenheid=eenheid))
    try:
        nummer = maak_ronde(context, soort, eenheid, periode)
        if rondestand(context, nummer).ronde.aantal <= MEESTE_IN_BROWSER:
            verwerk_ronde(context, nummer)
    except Geweigerd as fout:
        return _beheer(veldfouten(fout))
    flash(_("De brieven worden gemaakt. Hieronder zie je hoe ver het is."), "goed")
    return redirect(url_for("brieven.ronde", nummer=nummer), 303)


@bp.get("/rondes/<int:nummer>")
@vereist("bekijk", OBJECT)
def ronde(nummer: int) -> str:
    """Show how far a round is, and for whom there is no letter."""
    context = ctx()
    stand = rondestand(context, nummer)
    return render_template(
        "kern/brieven_ronde.html",
        stand=stand,
        naam=_soortnaam(stand.ronde.soort),
        eenheid=_eenheidnaam(stand.ronde.eenheid),
        mislukt=mislukt(context, nummer),
        mag_verder=context.mag("maak_brief", Doel(OBJECT, eenheid=stand.ronde.eenheid)),
        veel=stand.te_doen > MEESTE_IN_BROWSER,
    )


@bp.post("/rondes/<int:nummer>/verder")
@vereist("maak_brief", OBJECT)
def verder(nummer: int) -> ResponseReturnValue:
    """Go on with a round that was stopped."""
    context = ctx()
    naar = url_for("brieven.ronde", nummer=nummer)
    if rondestand(context, nummer).te_doen > MEESTE_IN_BROWSER:
        flash(_("Zo veel brieven maakt de job vanzelf; eerder kan met de opdracht annex letters run."), "info")
        return redirect(naar, 303)
    return voer_uit(lambda: verwerk_ronde(context, nummer), _("De brieven zijn gemaakt."), naar)


@bp.get("/rondes/<int:nummer>.zip")
@vereist("bekijk", OBJECT)
def als_bestand(nummer: int) -> Response:
    """Hand out every letter of a round in one file."""
    koppen = {"Content-Disposition": f'attachment; filename="brieven-{nummer}.zip"'}
    return Response(als_zip(ctx(), nummer), mimetype="application/zip", headers=koppen)


def _beheer(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    eenheden = [
        eenheid
        for eenheid in sorted(ingeschakeld() & context.installatie.eenheden.keys())
        if context.mag("maak_brief", Doel(OBJECT, eenheid=eenheid))
    ]
    gekozen = request.args.get("eenheid") or (eenheden[0] if eenheden else "")
    zoek, vanaf = request.args.get("zoek", "").strip(), (bladzijdenummer() - 1) * PER_BLADZIJDE
    brieven = brieven_van(context, gekozen, zoek, vanaf, PER_BLADZIJDE + 1) if gekozen else ()
    lopend: tuple[Rondestand, ...] = rondes(context, eenheden, aantal=PER_BLADZIJDE)
    pagina = render_template(
        "kern/brieven_beheer.html",
        brieven=brieven[:PER_BLADZIJDE],
        meer=len(brieven) > PER_BLADZIJDE,
        bladzijdenummer=bladzijdenummer(),
        zoek=zoek,
        gekozen=gekozen,
        rondes=lopend,
        te_doen=sum(stand.te_doen for stand in lopend),
        eenheden=[{"waarde": eenheid, "tekst": _eenheidnaam(eenheid)} for eenheid in eenheden],
        soorten=[
            {"waarde": soort.id, "tekst": _(soort.naam)}
            for soort in (bijdrage.waarde for bijdrage in context.installatie.briefsoorten.values())
            if soort.onderwerpen is not None
            and (soort.id == BEDRAG or context.installatie.beleid.mag_ergens(context.actor, "maak_brief", soort.soort))
        ],
        maanden=[{"waarde": periode, "tekst": maand(periode)} for periode in _maanden()],
        soortnaam=_soortnaam,
        eenheidnaam=_eenheidnaam,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _soortnaam(soort: str) -> str:
    gevonden = ctx().installatie.briefsoorten.get(soort)
    return _(gevonden.waarde.naam) if gevonden else soort


def _eenheidnaam(eenheid: str) -> str:
    gevonden = ctx().installatie.eenheden.get(eenheid)
    return gevonden.afkorting if gevonden else eenheid


def _maanden() -> list[str]:
    vandaag = ctx().vandaag
    nummers = (vandaag.year * 12 + vandaag.month - 1 - terug for terug in range(MAANDEN_TERUG))
    return [f"{nummer // 12}-{nummer % 12 + 1:02d}" for nummer in nummers]

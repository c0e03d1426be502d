# SPDX-License-Identifier: EUPL-1.2
"""HR: who is who, the decision about the scheme after 2023, and stopping the commuting allowance."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om import menu
from plugins.om.autoregeling.models import Na2023
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.indeling import Onderdeel
from plugins.om.autoregeling.rules.toekenning import Beslisser
from plugins.om.autoregeling.wagenpark.pages import woorden
from plugins.om.autoregeling.wagenpark.pages.formulier import aangevinkt, lees_keuze
from plugins.om.autoregeling.wagenpark.policy import BESLUIT_NA_2023, INRICHTING, WOONWERKSTOP, doel
from plugins.om.autoregeling.wagenpark.services import inrichting, na2023, personeel

bp = Blueprint("om_inrichting", __name__, url_prefix="/inrichting", template_folder="../templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Wie is wie (auto's)", "om_inrichting.wie", "bekijk", INRICHTING, 60, menu.BEHEER),
            Menupunt("Regeling na 2023", "om_inrichting.na_2023", "bekijk", BESLUIT_NA_2023, 61, menu.BEHEER),
            Menupunt("Woon-werk stoppen", "om_inrichting.woonwerk", "bekijk", WOONWERKSTOP, 59, menu.BEHEER),
        ),
    ),
)


@bp.get("/")
@vereist("bekijk", INRICHTING)
def wie() -> ResponseReturnValue:
    """Show units, werkgevers and managers."""
    return _wie([])


@bp.post("/onderdeel")
@vereist("wijzig", INRICHTING)
def onderdeel() -> ResponseReturnValue:
    """Record a unit."""
    try:
        inrichting.maak_onderdeel(ctx(), veldtekst("code"), veldtekst("naam"), lees_keuze("soort", Onderdeel))
    except Geweigerd as fout:
        return _wie(veldfouten(fout))
    flash(_("Het onderdeel is vastgelegd."), "goed")
    return redirect(url_for("om_inrichting.wie"), 303)


@bp.post("/werkgever")
@vereist("wijzig", INRICHTING)
def werkgever() -> ResponseReturnValue:
    """Record a werkgever."""
    context = ctx()
    try:
        inrichting.maak_werkgever(
            context,
            personeel.van_nummer(context, veldtekst("personeelsnummer")),
            _onderdeel("werkgever_onderdeel"),
            lees_keuze("hoedanigheid", Beslisser),
            lees_datum("van"),
        )
    except Geweigerd as fout:
        return _wie(veldfouten(fout))
    flash(_("Vastgelegd. Het account heeft ook de rol Werkgever OM nodig."), "goed")
    return redirect(url_for("om_inrichting.wie"), 303)


@bp.post("/beheerder")
@vereist("wijzig", INRICHTING)
def beheerder() -> ResponseReturnValue:
    """Record a fleet manager."""
    context = ctx()
    try:
        inrichting.maak_beheerder(
            context,
            personeel.van_nummer(context, veldtekst("beheerder_nummer")),
            _onderdeel("beheerder_onderdeel"),
            lees_datum("beheerder_van"),
        )
    except Geweigerd as fout:
        return _wie(veldfouten(fout))
    flash(_("Vastgelegd. Het account heeft ook de rol van wagenparkbeheerder nodig."), "goed")
    return redirect(url_for("om_inrichting.wie"), 303)


@bp.post("/<any(werkgever, beheerder):wat>/<int:rij>/einde")
@vereist("wijzig", INRICHTING)
def beeindig(wat: str, rij: int) -> ResponseReturnValue:
    """Give a mandate its last day."""

    def doe() -> None:
        doen = inrichting.beeindig_werkgever if wat == "werkgever" else inrichting.beeindig_beheerder
        doen(ctx(), rij, lees_datum("laatste_dag"))

    return voer_uit(doe, _("De laatste dag is vastgelegd."), url_for("om_inrichting.wie"))


@bp.get("/na-2023")
@vereist("bekijk", BESLUIT_NA_2023)
def na_2023() -> ResponseReturnValue:
    """Show whether the scheme governs after its own term, and what that does."""
    return _na_2023([])


@bp.post("/na-2023")
@vereist("leg_vast", BESLUIT_NA_2023)
def leg_vast() -> ResponseReturnValue:
    """Record HR's decision."""
    try:
        na2023.leg_vast(
            ctx(),
            lees_keuze("keuze", Na2023),
            lees_datum("vanaf"),
            veldtekst("grond"),
            bijdrage_volgens_cao=aangevinkt("bijdrage_volgens_cao"),
        )
    except Geweigerd as fout:
        return _na_2023(veldfouten(fout))
    flash(_("Het besluit is vastgelegd."), "goed")
    return redirect(url_for("om_inrichting.na_2023"), 303)


@bp.post("/na-2023/<int:besluit>/terug")
@vereist("leg_vast", BESLUIT_NA_2023)
def neem_terug(besluit: int) -> ResponseReturnValue:
    """Take a decision back."""
    return voer_uit(
        partial(na2023.neem_terug, ctx(), besluit),
        _("Het besluit telt niet meer. Het blijft leesbaar."),
        url_for("om_inrichting.na_2023"),
    )


@bp.get("/woon-werk")
@vereist("bekijk", WOONWERKSTOP)
def woonwerk() -> str:
    """Show whose commuting allowance has to stop."""
    return render_template("wagenpark/woonwerk.html", regels=inrichting.woonwerkstops(ctx()))


@bp.post("/woon-werk/<int:stop>")
@vereist("handel_af", WOONWERKSTOP)
def handel_af(stop: int) -> ResponseReturnValue:
    """Record that payroll stopped it."""
    return voer_uit(
        partial(inrichting.handel_stop_af, ctx(), stop),
        _("Vastgelegd dat de reiskosten woon-werk zijn gestopt."),
        url_for("om_inrichting.woonwerk"),
    )


def _onderdeel(veld: str) -> int | None:
    tekst = veldtekst(veld)
    return int(tekst) if tekst.isdecimal() else None


def _wie(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    blad = render_template(
        "wagenpark/wie.html",
        stand=inrichting.toon(context),
        onderdelen=[
            {"waarde": "", "tekst": _("alle onderdelen")},
            *({"waarde": nr, "tekst": naam} for nr, naam in personeel.onderdelen(context)),
        ],
        mag=context.mag("wijzig", doel(INRICHTING)),
        woorden=woorden,
        soorten={"onderdeel": Onderdeel, "beslisser": Beslisser},
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def _na_2023(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    blad = render_template(
        "wagenpark/na2023.html",
        stand=na2023.stand(context),
        mag=context.mag("leg_vast", doel(BESLUIT_NA_2023)),
        woorden=woorden,
        Na2023=Na2023,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200

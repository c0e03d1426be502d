# SPDX-License-Identifier: EUPL-1.2
"""Parameters: what we calculate with, since when and how sure it is; proposing a value, and deciding on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from core.contributions import Menupunt, Paginas
from core.regulations.parameterbeheer.services import (
    EIGEN_ZEKERHEID,
    Voorstelregel,
    bevestig,
    geldende_parameters,
    keur_goed,
    open_voorstellen,
    stel_voor,
    te_herzien,
    trek_in,
    voorstellen_van,
    wijs_af,
)
from core.rules.invoer import Geweigerd
from core.rules.parameters import Feit, OnbekendeSleutel, Parameterset, Sleutel, Soort, Zekerheid
from core.web.drawing import Gebeurtenis, Stand, tijdlijn
from core.web.filters import dag_kort, parameterwaarde
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist

bp = Blueprint("parameters", __name__, url_prefix="/parameters", template_folder="templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Parameters", "parameters.lijst", "bekijk", "core.parameter", 40),
        Menupunt("Voorstellen", "parameters.voorstellen", "bekijk", "core.parameter", 41),
    ),
)

VOORUIT = timedelta(days=200)
"""How far a time line looks ahead of today and of the last value."""


@dataclass(frozen=True)
class Regel:
    """A key with what holds today, and what is to be done about it."""

    sleutel: Sleutel
    feit: Feit | None
    te_herzien: bool
    voorgesteld: bool

    @property
    def staat(self) -> str:
        """The code of what is to be done, for the macro ``staat``; empty when nothing is."""
        if self.voorgesteld:
            return "wacht"
        if self.feit is None:
            return "ontbreekt"
        if self.feit.te_bevestigen:
            return "te_bevestigen"
        return "let_op" if self.te_herzien else ""


@bp.get("/")
@vereist("bekijk", "core.parameter")
def lijst() -> str:
    """Show every parameter with the value of today, and which ones ask for something."""
    context = ctx()
    bron = geldende_parameters(context)
    regels = _regels(bron, context.vandaag, {voorstel.sleutel.sleutel for voorstel in open_voorstellen(context)})
    zoek, alleen = request.args.get("zoek", "").strip(), request.args.get("alleen", "")
    gevonden = [
        regel for regel in regels if (not alleen or regel.staat == alleen) and _past(regel.sleutel, zoek.casefold())
    ]
    bladzijde = Bladzijde(bladzijdenummer(), len(gevonden))
    return render_template(
        "parameters/lijst.html",
        regels=gevonden[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
        zoek=zoek,
        alleen=alleen,
        aantallen={staat: sum(regel.staat == staat for regel in regels) for staat in _STATEN},
        totaal=len(regels),
    )


@bp.get("/<sleutel>")
@vereist("bekijk", "core.parameter")
def toon(sleutel: str) -> ResponseReturnValue:
    """Show the time line of one parameter, its proposals, and the form to propose a value."""
    return _pagina(sleutel, [])


@bp.post("/<sleutel>")
@vereist("stelvoor", "core.parameter")
def voorstel(sleutel: str) -> ResponseReturnValue:
    """Propose a value."""
    try:
        stel_voor(
            ctx(),
            sleutel=sleutel,
            waarde=None if veldtekst("onbekend") else veldtekst("waarde"),
            vanaf=lees_datum("vanaf"),
            bron=veldtekst("bron"),
            reden=veldtekst("reden"),
            soort=veldtekst("soort"),
            aard=veldtekst("aard"),
            herzien_voor=lees_datum_of_leeg("herzien_voor"),
            zekerheid=_zekerheid(),
        )
    except Geweigerd as fout:
        return _pagina(sleutel, veldfouten(fout))
    flash(_("Je voorstel staat klaar. Het telt pas mee als een tweede persoon het goedkeurt."), "goed")
    return redirect(url_for("parameters.toon", sleutel=sleutel), 303)


@bp.post("/<sleutel>/bevestig")
@vereist("stelvoor", "core.parameter")
def bevestiging(sleutel: str) -> ResponseReturnValue:
    """Propose to confirm a deduced value."""
    try:
        vanaf = lees_datum("van_dag")
        bevestig(ctx(), sleutel, vanaf, veldtekst("bevestigreden"))
    except Geweigerd as fout:
        veld = {"reden": "bevestigreden", "vanaf": "van_dag"}.get(fout.veld, fout.veld)
        return _pagina(sleutel, veldfouten(Geweigerd(veld, fout.reden)))
    flash(_("Je bevestiging staat klaar. Een tweede persoon moet er nog naar kijken."), "goed")
    return redirect(url_for("parameters.toon", sleutel=sleutel), 303)


@bp.get("/voorstellen")
@vereist("bekijk", "core.parameter")
def voorstellen() -> str:
    """Show what waits for a decision."""
    context = ctx()
    bron = geldende_parameters(context)
    wachtend = open_voorstellen(context)
    return render_template(
        "parameters/voorstellen.html",
        voorstellen=[(voorstel, _nu(bron, voorstel)) for voorstel in wachtend],
        mag_beslissen=context.installatie.beleid.mag_ergens(context.actor, "keurgoed", "core.parameter"),
        mag_voorbeeld=context.installatie.beleid.mag_ergens(context.actor, "maak", "core.run"),
        ik=context.actor.account_id,
    )


@bp.post("/voorstellen/<int:nummer>/keurgoed")
@vereist("keurgoed", "core.parameter")
def keurgoed(nummer: int) -> ResponseReturnValue:
    """Approve a proposal of somebody else."""
    return voer_uit(
        partial(keur_goed, ctx(), nummer),
        _("Goedgekeurd. Vanaf nu wordt met deze waarde gerekend."),
        url_for("parameters.voorstellen"),
    )


@bp.post("/voorstellen/<int:nummer>/wijsaf")
@vereist("keurgoed", "core.parameter")
def wijsaf(nummer: int) -> ResponseReturnValue:
    """Reject a proposal of somebody else."""
    return voer_uit(
        partial(wijs_af, ctx(), nummer, veldtekst("reden")),
        _("Afgewezen. De indiener ziet je reden bij de parameter."),
        url_for("parameters.voorstellen"),
    )


@bp.post("/voorstellen/<int:nummer>/trekin")
@vereist("stelvoor", "core.parameter")
def trekin(nummer: int) -> ResponseReturnValue:
    """Withdraw an own proposal."""
    return voer_uit(
        partial(trek_in, ctx(), nummer), _("Je voorstel is ingetrokken."), url_for("parameters.voorstellen")
    )


_STATEN = ("ontbreekt", "te_bevestigen", "let_op", "wacht")


def _pagina(naam: str, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    bron = geldende_parameters(context)
    try:
        sleutel = bron.sleutel(naam)
    except OnbekendeSleutel:
        abort(404)
    reeks = bron.reeks(sleutel.sleutel)
    feit = bron.zoek(sleutel.sleutel, context.vandaag)
    beleid = context.installatie.beleid
    pagina = render_template(
        "parameters/toon.html",
        sleutel=sleutel,
        feit=feit,
        reeks=reeks,
        tekening=_tekening(sleutel, reeks, context.vandaag) if reeks else None,
        punten=_punten(sleutel, reeks, context.vandaag),
        voorstellen=voorstellen_van(context, sleutel.sleutel),
        te_bevestigen=[
            {
                "waarde": oud.vanaf.isoformat(),
                "tekst": _(
                    "vanaf %(dag)s: %(waarde)s", dag=dag_kort(oud.vanaf), waarde=parameterwaarde(oud.waarde, sleutel)
                ),
            }
            for oud in reeks
            if oud.te_bevestigen and oud.waarde is not None
        ],
        te_herzien=feit is not None and feit.herzien_voor is not None and feit.herzien_voor <= context.vandaag,
        vandaag=context.vandaag,
        mag_voorstellen=beleid.mag_ergens(context.actor, "stelvoor", "core.parameter"),
        ik=context.actor.account_id,
        invoer=request.form,
        fouten=fouten,
        keuzes=[{"waarde": keuze, "tekst": keuze.replace("_", " ").lower()} for keuze in sleutel.keuzes],
        zekerheden=EIGEN_ZEKERHEID,
        Soort=Soort,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _regels(bron: Parameterset, vandaag: date, voorgesteld: set[str]) -> list[Regel]:
    herzien = {feit.sleutel for feit in te_herzien(bron, vandaag)}
    return [
        Regel(sleutel, bron.zoek(naam, vandaag), naam in herzien, naam in voorgesteld)
        for naam, sleutel in sorted(bron.sleutels.items())
    ]


def _past(sleutel: Sleutel, zoek: str) -> bool:
    teksten = (sleutel.sleutel, sleutel.omschrijving, sleutel.artikel, *sleutel.aliassen)
    return any(zoek in tekst.casefold() for tekst in teksten)


def _nu(bron: Parameterset, voorstel: Voorstelregel) -> Feit | None:
    return bron.zoek(voorstel.sleutel.sleutel, voorstel.vanaf)


def _zekerheid() -> Zekerheid:
    try:
        return Zekerheid(veldtekst("zekerheid"))
    except ValueError as fout:
        raise Geweigerd("zekerheid", "kies hoe zeker de waarde is") from fout


def _punten(sleutel: Sleutel, reeks: Sequence[Feit], vandaag: date) -> list[dict[str, str]]:
    """Return the values as the list that the numbers of the drawing refer to, with today in its place."""
    punten = [
        {
            "stand": "geweest" if feit.vanaf <= vandaag else "komt",
            "wanneer": dag_kort(feit.vanaf),
            "titel": parameterwaarde(feit.waarde, sleutel),
        }
        for feit in reeks
    ]
    plek = sum(feit.vanaf <= vandaag for feit in reeks)
    nu = punten[plek - 1]["titel"] if plek else _("niet bekend")
    punten.insert(plek, {"stand": "vandaag", "wanneer": dag_kort(vandaag), "titel": nu})
    return punten


def _tekening(sleutel: Sleutel, reeks: Sequence[Feit], vandaag: date) -> Markup:
    gebeurtenissen = [
        Gebeurtenis(
            feit.vanaf,
            _("vanaf %(dag)s: %(waarde)s", dag=dag_kort(feit.vanaf), waarde=parameterwaarde(feit.waarde, sleutel)),
            Stand.GEWEEST if feit.vanaf <= vandaag else Stand.KOMT,
        )
        for feit in reeks
    ]
    return tijdlijn(
        gebeurtenissen,
        van=min(reeks[0].vanaf, vandaag),
        tot=max(reeks[-1].vanaf, vandaag) + VOORUIT,
        vandaag=vandaag,
        titel=sleutel.omschrijving,
        omschrijving=_("Een punt per ingangsdatum, van vroeg naar laat. De waarden staan in de lijst eronder."),
        taal=str(get_locale()),
    )

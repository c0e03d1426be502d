# SPDX-License-Identifier: EUPL-1.2
"""What a driver keeps about trips: the address book, consent, who looked, and the manual register."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.calendar.tijd import OngeldigeTijd, lees_lokale_tijd
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx, poort
from core.web.rights import vereist
from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.models import Adressoort
from plugins.om.autoregeling.ritten.pages import woorden
from plugins.om.autoregeling.ritten.pages.blad import bp
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.ritten.services import adresboek as boek
from plugins.om.autoregeling.ritten.services import register as handregister
from plugins.om.autoregeling.ritten.services import toestemming as diensten
from plugins.om.autoregeling.ritten.services.register import Handrit
from plugins.om.autoregeling.ritten.zicht import Kijker, Omvang

Keuze = TypeVar("Keuze", bound=StrEnum)


@bp.get("/adresboek")
@vereist("open_eigen", RIT)
def adresboek() -> ResponseReturnValue:
    """Show the reader's address book."""
    return _adresboek([])


@bp.post("/adresboek")
@vereist("beheer_adres", RIT)
def voeg_adres_toe() -> ResponseReturnValue:
    """Add an address."""
    try:
        soort = _keuze(Adressoort, "soort")
        boek.voeg_toe(
            ctx(),
            poort().instellingen.geheim,
            soort,
            veldtekst("adres"),
            lees_datum("van"),
            lees_datum_of_leeg("tot_en_met"),
        )
    except Geweigerd as fout:
        return _adresboek(veldfouten(fout))
    flash(
        _("Het adres staat in je adresboek. De werkgever bevestigt het nog.")
        if soort is Adressoort.VASTE_WERKLOCATIE
        else _("Het adres staat in je adresboek."),
        "goed",
    )
    return redirect(url_for("om_ritten.adresboek"), 303)


@bp.post("/adresboek/<int:adres>/weg")
@vereist("beheer_adres", RIT)
def verwijder_adres(adres: int) -> ResponseReturnValue:
    """Take an address out."""
    return voer_uit(
        partial(boek.verwijder, ctx(), adres),
        _("Het adres is weg. Ritten die al waren ingedeeld, blijven zoals ze zijn."),
        url_for("om_ritten.adresboek"),
    )


@bp.get("/toestemming")
@vereist("open_eigen", RIT)
def toestemming() -> ResponseReturnValue:
    """Show what the reader lets others see, and who looked."""
    return _toestemming([])


@bp.post("/toestemming")
@vereist("stem_toe", RIT)
def stem_toe() -> ResponseReturnValue:
    """Give consent."""
    try:
        diensten.geef(
            ctx(), _keuze(Omvang, "omvang"), _keuze(Kijker, "kijker"), lees_datum("van"), lees_datum("tot_en_met")
        )
    except Geweigerd as fout:
        return _toestemming(veldfouten(fout))
    flash(_("Je toestemming is vastgelegd. Je kunt haar altijd intrekken."), "goed")
    return redirect(url_for("om_ritten.toestemming"), 303)


@bp.post("/toestemming/<int:nummer>/intrekken")
@vereist("stem_toe", RIT)
def trek_toestemming_in(nummer: int) -> ResponseReturnValue:
    """Withdraw consent."""
    return voer_uit(
        partial(diensten.trek_in, ctx(), nummer),
        _("Je toestemming is ingetrokken. Vanaf nu ziet niemand deze ritten meer."),
        url_for("om_ritten.toestemming"),
    )


@bp.get("/register")
@vereist("open_eigen", RIT)
def register() -> ResponseReturnValue:
    """Show the manual register of the reader's exempted cars."""
    return _register([])


@bp.post("/register")
@vereist("registreer", RIT)
def schrijf_bij() -> ResponseReturnValue:
    """Write a trip in the register."""
    try:
        handregister.schrijf_bij(ctx(), _handrit())
    except Geweigerd as fout:
        return _register(veldfouten(fout))
    flash(_("De rit is bijgeschreven."), "goed")
    return redirect(url_for("om_ritten.register"), 303)


@bp.post("/register/<int:auto>/<int:jaar>/inleveren")
@vereist("registreer", RIT)
def lever_register_in(auto: int, jaar: int) -> ResponseReturnValue:
    """Hand in the register of a year."""
    return voer_uit(
        partial(handregister.lever_in, ctx(), auto, jaar),
        _("Je rittenregistratie over %(jaar)s is ingeleverd bij Centraal Wagenparkbeheer.", jaar=jaar),
        url_for("om_ritten.register"),
    )


def _handrit() -> Handrit:
    if not veldtekst("voertuig").isdecimal():
        raise Geweigerd("voertuig", _("kies een auto"))
    momenten = []
    for veld in ("begin", "einde"):
        try:
            momenten.append(lees_lokale_tijd(veldtekst(veld)))
        except OngeldigeTijd as fout:
            raise Geweigerd(veld, str(fout)) from fout
    return Handrit(
        int(veldtekst("voertuig")),
        momenten[0],
        momenten[1],
        woorden.lees_tienden("stand_begin", veldtekst("stand_begin")),
        woorden.lees_tienden("stand_eind", veldtekst("stand_eind")),
        _keuze(Ritklasse, "klasse"),
        veldtekst("adres_van"),
        veldtekst("adres_naar"),
        veldtekst("opmerking"),
    )


def _keuze(soort: type[Keuze], veld: str) -> Keuze:
    try:
        return soort(veldtekst(veld))
    except ValueError as fout:
        raise Geweigerd(veld, _("maak een keuze")) from fout


def _adresboek(fouten: Fouten) -> ResponseReturnValue:
    pagina = render_template(
        "ritten/adresboek.html",
        adressen=boek.eigen_adressen(ctx()),
        soorten=Adressoort,
        woorden=woorden,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _toestemming(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "ritten/toestemming.html",
        gegeven=diensten.eigen(context),
        gezien=diensten.gezien(context),
        kijkers=Kijker,
        omvangen=Omvang,
        vandaag=context.vandaag,
        woorden=woorden,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _register(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    jaar = context.vandaag.year
    pagina = render_template(
        "ritten/register.html",
        dit_jaar=handregister.handwagens(context, jaar),
        vorig_jaar=handregister.handwagens(context, jaar - 1),
        jaar=jaar,
        klassen=(Ritklasse.Z, Ritklasse.W, Ritklasse.P),
        woorden=woorden,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200

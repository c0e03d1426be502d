# SPDX-License-Identifier: EUPL-1.2
"""The fleet managers: cars and their clocks, orders, deliveries and returns; business kilometres against 10,000."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.drawing import Lijn, Staaf, staven
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om import menu
from plugins.om.autoregeling.models import Aandrijving, Ritregistratie, Voertuiggroep
from plugins.om.autoregeling.policy import GEBRUIK, TOEKENNING, VOERTUIG
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.bestelling import Aandrijving as Besteld
from plugins.om.autoregeling.rules.bestelling import Perceel
from plugins.om.autoregeling.rules.indeling import Leasecategorie
from plugins.om.autoregeling.rules.toekenning import DREMPEL_KILOMETERS
from plugins.om.autoregeling.wagenpark.models import Schadestand
from plugins.om.autoregeling.wagenpark.pages import woorden
from plugins.om.autoregeling.wagenpark.pages.formulier import (
    aangevinkt,
    lees_centen_of_leeg,
    lees_getal,
    lees_getal_of_leeg,
    lees_keuze,
)
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.services import afleveren, autos, bestellen, inleveren, klokken, personeel
from plugins.om.autoregeling.wagenpark.services.autos import Autogegevens, Autoregel
from plugins.om.autoregeling.wagenpark.services.inleveren import Inname, Onderdeelauto

bp = Blueprint("om_wagenpark", __name__, url_prefix="/wagenpark", template_folder="../templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Wagenpark", "om_wagenpark.lijst", "bekijk", VOERTUIG, 40, menu.WAGENPARK),
            Menupunt("Termijnen auto's", "om_wagenpark.termijnen", "bekijk", VOERTUIG, 41, menu.WAGENPARK),
            Menupunt("Bestellingen", "om_wagenpark.bestellingen", "bestel", TOEKENNING, 42, menu.WAGENPARK),
            Menupunt("Auto's inleveren", "om_wagenpark.inleveringen", "neem_in", GEBRUIK, 43, menu.WAGENPARK),
        ),
    ),
)
MEESTE_STAVEN = 24


@bp.get("/")
@vereist("bekijk", VOERTUIG)
def lijst() -> ResponseReturnValue:
    """Show the fleet, what has run its time on top, with the business kilometres of this year against 10,000."""
    return _lijst([])


@bp.post("/")
@vereist("wijzig", VOERTUIG)
def voeg_toe() -> ResponseReturnValue:
    """Record a car."""
    try:
        onderdeel = veldtekst("onderdeel")
        gegevens = Autogegevens(
            kenteken=veldtekst("kenteken"),
            merk_en_model=veldtekst("merk_en_model"),
            groep=lees_keuze("groep", Voertuiggroep),
            aandrijving=lees_keuze("aandrijving", Aandrijving),
            onderdeel_id=int(onderdeel) if onderdeel.isdecimal() else 0,
            categorie=lees_keuze("categorie", Leasecategorie) if veldtekst("categorie") else None,
            perceel=veldtekst("perceel") or None,
            wltp_km=lees_getal_of_leeg("wltp_km"),
            besteld_op=lees_datum_of_leeg("besteld_op"),
            eerste_toelating=lees_datum_of_leeg("eerste_toelating"),
            lease_van=lees_datum_of_leeg("lease_van"),
            lease_tot_en_met=lees_datum_of_leeg("lease_tot_en_met"),
            fiscale_waarde_centen=lees_centen_of_leeg("fiscale_waarde"),
            ritregistratie=Ritregistratie.DIGITAAL,
        )
        nummer = autos.voeg_toe(ctx(), gegevens)
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(_("De auto is vastgelegd."), "goed")
    return redirect(url_for("om_wagenpark.auto", voertuig=nummer), 303)


@bp.get("/2029")
@vereist("bekijk", VOERTUIG)
def naar_2029() -> str:
    """Show the cars that are not zero-emission and when their lease ends."""
    return render_template(
        "wagenpark/naar_2029.html", regels=autos.na_2029(ctx()), te_lang=autos.loopt_door_2029, woorden=woorden
    )


@bp.get("/termijnen")
@vereist("bekijk", VOERTUIG)
def termijnen() -> str:
    """Show the clocks that run, what is due first on top."""
    return render_template("wagenpark/klokken.html", regels=klokken.lijst(ctx()), woorden=woorden)


@bp.get("/<int:voertuig>")
@vereist("bekijk", VOERTUIG)
def auto(voertuig: int) -> ResponseReturnValue:
    """Show one car."""
    return _auto(voertuig, [])


@bp.post("/<int:voertuig>/kilometerstand")
@vereist("meld_stand", VOERTUIG)
def stand(voertuig: int) -> ResponseReturnValue:
    """Record an odometer reading."""
    try:
        autos.meld_stand(ctx(), voertuig, lees_datum("dag"), lees_getal("kilometers"))
    except Geweigerd as fout:
        return _auto(voertuig, veldfouten(fout))
    flash(_("De kilometerstand is vastgelegd."), "goed")
    return redirect(url_for("om_wagenpark.auto", voertuig=voertuig), 303)


@bp.post("/<int:voertuig>/overcompleet")
@vereist("wijzig", VOERTUIG)
def overcompleet(voertuig: int) -> ResponseReturnValue:
    """Say that a car stands idle."""
    try:
        autos.maak_overcompleet(ctx(), voertuig, lees_datum("per"))
    except Geweigerd as fout:
        return _auto(voertuig, veldfouten(fout))
    flash(_("De auto is overcompleet: hij gaat voor een nieuwe van dezelfde categorie."), "goed")
    return redirect(url_for("om_wagenpark.auto", voertuig=voertuig), 303)


@bp.get("/bestellingen")
@vereist("bestel", TOEKENNING)
def bestellingen() -> str:
    """Show the grants without a car, and the orders."""
    context = ctx()
    return render_template(
        "wagenpark/bestellingen.html",
        te_doen=bestellen.te_bestellen(context),
        regels=bestellen.lijst(context),
        woorden=woorden,
        vandaag=context.vandaag,
    )


@bp.get("/bestel/<int:toekenning>")
@vereist("bestel", TOEKENNING)
def bestel(toekenning: int) -> ResponseReturnValue:
    """Show the surplus cars that go first, and the form to order a new one."""
    return _bestel(toekenning, [])


@bp.post("/bestel/<int:toekenning>")
@vereist("bestel", TOEKENNING)
def bestel_nieuw(toekenning: int) -> ResponseReturnValue:
    """Order a new car."""
    try:
        nieuw = bestellen.Nieuw(
            veldtekst("merk_en_model"),
            lees_keuze("perceel", Perceel),
            lees_keuze("aandrijving", Besteld),
            lees_datum("lease_tot_en_met"),
            lees_getal_of_leeg("wltp_km"),
            lees_centen_of_leeg("prijs"),
        )
        bestellen.bestel(ctx(), toekenning, nieuw)
    except Geweigerd as fout:
        return _bestel(toekenning, veldfouten(fout))
    flash(_("De auto is besteld. De overeenkomst geldt vanaf vandaag."), "goed")
    return redirect(url_for("om_wagenpark.bestellingen"), 303)


@bp.post("/bestel/<int:toekenning>/overcompleet/<int:voertuig>")
@vereist("bestel", TOEKENNING)
def wijs_toe(toekenning: int, voertuig: int) -> ResponseReturnValue:
    """Assign a surplus car."""
    return voer_uit(
        partial(bestellen.wijs_toe, ctx(), toekenning, voertuig),
        _("De auto is toegewezen. De overeenkomst geldt vanaf de ontvangst."),
        url_for("om_wagenpark.bestellingen"),
    )


@bp.post("/bestelling/<int:bestelling>/koppelen")
@vereist("bestel", TOEKENNING)
def koppel(bestelling: int) -> ResponseReturnValue:
    """Say which car came for an order."""

    def doe() -> None:
        bestellen.koppel(ctx(), bestelling, bestellen.auto_van_kenteken(ctx(), veldtekst("kenteken")))

    return voer_uit(doe, _("De auto is gekoppeld. De medewerker tekent nu."), url_for("om_wagenpark.bestellingen"))


@bp.post("/bestelling/<int:bestelling>/annuleren")
@vereist("bestel", TOEKENNING)
def annuleer(bestelling: int) -> ResponseReturnValue:
    """Cancel an order."""
    return voer_uit(
        partial(bestellen.annuleer, ctx(), bestelling, veldtekst("reden")),
        _("De bestelling is geannuleerd."),
        url_for("om_wagenpark.bestellingen"),
    )


@bp.post("/bestelling/<int:bestelling>/aflevering")
@vereist("bevestig", GEBRUIK)
def lever_af(bestelling: int) -> ResponseReturnValue:
    """Sign for a delivery on behalf of the employee."""

    def doe() -> None:
        afleveren.lever_af(
            ctx(), bestelling, dag=lees_datum("dag"), kilometerstand=lees_getal("kilometerstand"), klopt=True
        )

    return voer_uit(doe, _("De aflevering is vastgelegd."), url_for("om_wagenpark.bestellingen"))


@bp.get("/inleveren")
@vereist("neem_in", GEBRUIK)
def inleveringen() -> str:
    """Show the cars that come back or came back."""
    return render_template("wagenpark/inleveringen.html", regels=inleveren.lijst(ctx()), woorden=woorden)


@bp.get("/inleveren/<int:inlevering>")
@vereist("neem_in", GEBRUIK)
def inlevering(inlevering: int) -> ResponseReturnValue:
    """Show a return with its checklist."""
    return _inlevering(inlevering, [])


@bp.post("/inleveren/<int:inlevering>")
@vereist("neem_in", GEBRUIK)
def neem_in(inlevering: int) -> ResponseReturnValue:
    """Record a return."""
    try:
        inname = Inname(
            ingeleverd_op=lees_datum("ingeleverd_op"),
            kilometerstand=lees_getal("kilometerstand"),
            aanwezig=[deel for deel in Onderdeelauto if aangevinkt(f"deel_{deel}")],
            schade=lees_keuze("schade", Schadestand),
            inleverdocument=veldtekst("inleverdocument"),
            plaats=veldtekst("plaats"),
            pas_ingeleverd_op=lees_datum_of_leeg("pas_ingeleverd_op"),
            bevestiging=veldtekst("bevestiging"),
            wordt_overcompleet=aangevinkt("wordt_overcompleet"),
        )
        inleveren.neem_in(ctx(), inlevering, inname)
    except Geweigerd as fout:
        return _inlevering(inlevering, veldfouten(fout))
    flash(_("De auto is ingeleverd. Leg daarna vast dat de pas is vernietigd."), "goed")
    return redirect(url_for("om_wagenpark.inlevering", inlevering=inlevering), 303)


@bp.post("/inleveren/<int:inlevering>/pas")
@vereist("neem_in", GEBRUIK)
def rond_af(inlevering: int) -> ResponseReturnValue:
    """Record that the pass was destroyed."""
    try:
        inleveren.rond_af(ctx(), inlevering, lees_datum("pas_ingeleverd_op"), lees_datum("pas_vernietigd_op"))
    except Geweigerd as fout:
        return _inlevering(inlevering, veldfouten(fout))
    flash(_("Vastgelegd. De inlevering is afgerond."), "goed")
    return redirect(url_for("om_wagenpark.inleveringen"), 303)


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regels = autos.lijst(context)
    blad = render_template(
        "wagenpark/lijst.html",
        regels=regels,
        beeld=_tekening(regels),
        mag_toevoegen=context.mag("wijzig", doel(VOERTUIG)),
        onderdelen=[{"waarde": nr, "tekst": naam} for nr, naam in personeel.onderdelen(context)],
        woorden=woorden,
        soorten={"groep": Voertuiggroep, "aandrijving": Aandrijving, "categorie": Leasecategorie, "perceel": Perceel},
        jaar=context.vandaag.year,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def _tekening(regels: tuple[Autoregel, ...]) -> Markup | None:
    """Draw the business kilometres of this year against 10,000, of the cars that somebody drives."""
    met = [regel for regel in regels if regel.bestuurder][:MEESTE_STAVEN]
    if not met:
        return None
    return staven(
        [Staaf(regel.auto.kenteken, regel.zakelijk, str(regel.zakelijk)) for regel in met],
        titel=_("Zakelijke kilometers dit jaar"),
        omschrijving=_("Een staaf per auto, met een lijn bij 10.000 kilometer."),
        lijn=Lijn(DREMPEL_KILOMETERS, "10.000"),
    )


def _auto(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = autos.toon(context, nummer)
    blad = render_template(
        "wagenpark/auto.html",
        pagina=pagina,
        regel=pagina.regel,
        uitleg=woorden.uitlegregels(pagina.stappen),
        woorden=woorden,
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def _bestel(toekenning: int, fouten: Fouten) -> ResponseReturnValue:
    pagina = bestellen.pagina(ctx(), toekenning)
    blad = render_template(
        "wagenpark/bestel.html",
        pagina=pagina,
        regel=pagina.toekenning,
        woorden=woorden,
        soorten={"aandrijving": Besteld, "perceel": Perceel},
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def _inlevering(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    blad = render_template(
        "wagenpark/inlevering.html",
        regel=inleveren.een(context, nummer),
        woorden=woorden,
        soorten={"deel": Onderdeelauto, "schade": Schadestand},
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200

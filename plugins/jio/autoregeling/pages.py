# SPDX-License-Identifier: EUPL-1.2
"""Service cars: reserving a pool car, a car of one's own, trips during a duty, and keeping the fleet (JIO 8.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.nareken import lees_gegeven
from core.rules import Geweigerd, ParameterOntbreekt, Stap
from core.rules.uitleg import gelezen
from core.web.forms import (
    NIET_VERWERKT,
    Fouten,
    als_zin,
    lees_datum,
    lees_datum_of_leeg,
    veldfouten,
    veldtekst,
    voer_uit,
)
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.models import Autosoort
from plugins.jio.autoregeling.procedure import Gebruikstatus, Reserveringstatus
from plugins.jio.autoregeling.rules.einde import VOLGORDE, Gebruiksrecht, einde_gebruiksrecht
from plugins.jio.autoregeling.rules.poolauto import MeeNaarHuisReden, Poolautogrond, Poolautovraag, Reisdoel
from plugins.jio.autoregeling.rules.toekenning import Toekenningsvraag
from plugins.jio.autoregeling.services import autos, consignatieritten, gebruik, poolautos, prive
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_keuze, lees_moment, lees_nummer
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.rules.dienstauto import Rit, Ritdoel, Ritten, Voorwaarden
from plugins.jio.fitness.pages import lees_euro
from plugins.jio.menu import REIZEN

bp = Blueprint("jio_autos", __name__, url_prefix="/dienstautos", template_folder="templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Poolauto's", "jio_autos.lijst", "reserveer", policy.RESERVERING, 62, REIZEN),
            Menupunt("Mijn dienstauto", "jio_autos.eigen", "vraag_aan", policy.GEBRUIK, 63, REIZEN),
            Menupunt(
                "Ritten tijdens een dienst", "jio_autos.consignatie", "registreer", policy.CONSIGNATIERIT, 64, REIZEN
            ),
            Menupunt("Beheer dienstauto's", "jio_autos.beheer", "bekijk", policy.GEBRUIK, 65, REIZEN),
        ),
    ),
)

_GETAL = re.compile(r"\d{1,7}")
_DAG = timedelta(days=1)
_RITREGELS = 6
"""How many trips the form of a duty offers."""


def lees_getal(veld: str) -> int:
    """Return the whole number of a field. Raises ``Geweigerd``."""
    tekst = veldtekst(veld).replace(".", "")
    if not _GETAL.fullmatch(tekst):
        raise Geweigerd(veld, "vul een heel getal in")
    return int(tekst)


@bp.get("/")
@vereist("reserveer", policy.RESERVERING)
def lijst() -> ResponseReturnValue:
    """Show my reservations, and the form that says whether a pool car may be used."""
    return _lijst([])


@bp.post("/")
@vereist("reserveer", policy.RESERVERING)
def reserveer() -> ResponseReturnValue:
    """Reserve a pool car, or show which are free and what the rule says."""
    context = ctx()
    try:
        van, tot = lees_moment("van"), lees_moment("tot")
        vraag = _poolautovraag(beschikbaar=True)
        if not veldtekst("auto"):
            return _lijst([], van, tot, vraag)
        nummer = poolautos.reserveer(
            context, lees_nummer("auto", "kies een auto"), van, tot, veldtekst("bestemming"), vraag
        )
    except Geweigerd as fout:
        return _lijst(veldfouten(hernoemd(fout, van="van_dag", tot="tot_dag")))
    flash(_("Gereserveerd. Daarmee is de gebruiksovereenkomst gesloten."), "goed")
    return redirect(url_for("jio_autos.reservering", reservering=nummer), 303)


@bp.get("/<int:reservering>")
@vereist("bekijk", policy.RESERVERING)
def reservering(reservering: int) -> ResponseReturnValue:
    """Show a reservation with what is to be done now."""
    return _reservering(reservering, [])


@bp.post("/<int:reservering>/ophalen")
@vereist("rijd", policy.RESERVERING)
def haal_op(reservering: int) -> ResponseReturnValue:
    """Pick the car up."""
    return _doe(
        reservering,
        lambda: poolautos.haal_op(
            ctx(),
            reservering,
            stand=lees_getal("stand"),
            in_orde=bool(veldtekst("in_orde")),
            gebreken=veldtekst("gebreken"),
        ),
        _("Goede reis. Schrijf elke rit apart op."),
    )


@bp.post("/<int:reservering>/rit")
@vereist("rijd", policy.RESERVERING)
def schrijf_rit(reservering: int) -> ResponseReturnValue:
    """Write down a trip."""
    return _doe(
        reservering,
        lambda: poolautos.schrijf_rit(
            ctx(),
            reservering,
            dag=lees_datum("dag"),
            van=veldtekst("rit_van"),
            naar=veldtekst("rit_naar"),
            stand_begin=lees_getal("stand_begin"),
            stand_einde=lees_getal("stand_einde"),
            rit_doel=veldtekst("rit_doel"),
            prive=bool(veldtekst("prive")),
        ),
        _("De rit staat erbij."),
    )


@bp.post("/<int:reservering>/terug")
@vereist("rijd", policy.RESERVERING)
def breng_terug(reservering: int) -> ResponseReturnValue:
    """Bring the car back."""

    def doe() -> None:
        volledig = poolautos.breng_terug(
            ctx(),
            reservering,
            stand=lees_getal("stand"),
            brandstof_procent=lees_getal("brandstof"),
            toestand=veldtekst("toestand"),
        )
        if not volledig:
            flash(_("De tank is minder dan halfvol: vul hem aan, dan is het terugbrengen af."), "fout")

    return _doe(reservering, doe, _("Teruggebracht en vastgelegd."))


@bp.post("/<int:reservering>/aanvullen")
@vereist("rijd", policy.RESERVERING)
def vul_aan(reservering: int) -> ResponseReturnValue:
    """Record that the tank was filled."""
    return _doe(
        reservering,
        lambda: poolautos.vul_aan(ctx(), reservering, brandstof_procent=lees_getal("brandstof")),
        _("Het terugbrengen is nu af."),
    )


@bp.post("/<int:reservering>/annuleren")
@vereist("annuleer", policy.RESERVERING)
def annuleer(reservering: int) -> ResponseReturnValue:
    """Cancel a reservation."""
    return voer_uit(
        partial(poolautos.annuleer, ctx(), reservering),
        _("De reservering is geannuleerd."),
        url_for("jio_autos.reservering", reservering=reservering),
    )


@bp.post("/<int:reservering>/mee-naar-huis")
@vereist("beslis", policy.RESERVERING)
def beslis_mee(reservering: int) -> ResponseReturnValue:
    """Decide whether the car may go home overnight."""
    return voer_uit(
        partial(poolautos.beslis_mee_naar_huis, ctx(), reservering, akkoord=veldtekst("akkoord") == "ja"),
        _("Het besluit is vastgelegd; de medewerker krijgt een bericht."),
        url_for("jio_autos.reservering", reservering=reservering),
    )


@bp.get("/eigen")
@vereist("vraag_aan", policy.GEBRUIK)
def eigen() -> ResponseReturnValue:
    """Show my personal car, its trip forms, or how to apply for one."""
    return _eigen([])


@bp.post("/eigen")
@vereist("vraag_aan", policy.GEBRUIK)
def vraag_aan() -> ResponseReturnValue:
    """Apply for a personal car."""
    try:
        gebruik.vraag_aan(ctx(), _toekenningsvraag(), veldtekst("toelichting"))
    except Geweigerd as fout:
        return _eigen(veldfouten(fout))
    flash(_("Je aanvraag is ingediend. De algemeen directeur beslist; je krijgt een bericht."), "goed")
    return redirect(url_for("jio_autos.eigen"), 303)


@bp.post("/eigen/<int:nummer>/rit")
@vereist("registreer", policy.GEBRUIK)
def eigen_rit(nummer: int) -> ResponseReturnValue:
    """Write down a trip with a personal car."""
    try:
        gebruik.schrijf_rit(
            ctx(),
            nummer,
            dag=lees_datum("dag"),
            van=veldtekst("rit_van"),
            naar=veldtekst("rit_naar"),
            stand_begin=lees_getal("stand_begin"),
            stand_einde=lees_getal("stand_einde"),
            rit_doel=veldtekst("rit_doel"),
            prive=bool(veldtekst("prive")),
        )
    except Geweigerd as fout:
        return _eigen(veldfouten(fout))
    flash(_("De rit staat erbij."), "goed")
    return redirect(url_for("jio_autos.eigen"), 303)


@bp.post("/eigen/<int:nummer>/formulier")
@vereist("registreer", policy.GEBRUIK)
def formulier(nummer: int) -> ResponseReturnValue:
    """Hand in the trip form of a month."""
    return voer_uit(
        partial(gebruik.dien_formulier_in, ctx(), nummer, veldtekst("maand")),
        _("De ritregistratie is ingeleverd."),
        url_for("jio_autos.eigen"),
    )


@bp.get("/consignatie")
@vereist("registreer", policy.CONSIGNATIERIT)
def consignatie() -> ResponseReturnValue:
    """Show my trips during duties and the form with the four conditions."""
    return _consignatie([])


@bp.post("/consignatie")
@vereist("registreer", policy.CONSIGNATIERIT)
def registreer() -> ResponseReturnValue:
    """Record the trips of a duty."""
    try:
        dag, ritten = lees_datum("dag"), _ritten()
        if veldtekst("knop") == "toets":
            return _consignatie([], consignatieritten.toets(ctx(), ritten).stappen)
        consignatieritten.registreer(ctx(), dag, ritten, veldtekst("bewijs"))
    except Geweigerd as fout:
        return _consignatie(veldfouten(fout))
    flash(_("De ritten zijn vastgelegd."), "goed")
    return redirect(url_for("jio_autos.consignatie"), 303)


@bp.get("/beheer")
@vereist("bekijk", policy.GEBRUIK)
def beheer() -> ResponseReturnValue:
    """Show the fleet, open reservations, applications and late trip forms."""
    return _beheer([])


@bp.post("/beheer/auto")
@vereist("beheer", policy.AUTO)
def voeg_toe() -> ResponseReturnValue:
    """Add a car."""
    try:
        autos.voeg_toe(
            ctx(),
            kenteken=veldtekst("kenteken"),
            omschrijving=veldtekst("omschrijving"),
            soort=lees_keuze("soort", Autosoort),
            standplaats=veldtekst("standplaats"),
            elektronisch=bool(veldtekst("elektronisch")),
            fiscale_waarde=lees_euro("fiscale_waarde") or None,
            apk_tot_en_met=lees_datum_of_leeg("apk"),
        )
    except Geweigerd as fout:
        return _beheer(veldfouten(fout))
    flash(_("De auto staat erbij."), "goed")
    return redirect(url_for("jio_autos.beheer"), 303)


@bp.post("/beheer/auto/<int:auto>/weg")
@vereist("beheer", policy.AUTO)
def neem_uit_gebruik(auto: int) -> ResponseReturnValue:
    """Take a car out of use."""
    return voer_uit(
        partial(autos.neem_uit_gebruik, ctx(), auto), _("De auto is uit gebruik."), url_for("jio_autos.beheer")
    )


@bp.post("/beheer/gebruik/<int:nummer>/besluit")
@vereist("beslis", policy.GEBRUIK)
def beslis(nummer: int) -> ResponseReturnValue:
    """Decide an application for a personal car."""
    return _bij_gebruik(
        lambda: gebruik.beslis(
            ctx(),
            nummer,
            toekennen=_kies("besluit", "toekennen", "afwijzen") == "toekennen",
            reden=veldtekst("reden"),
            prive_afspraak_op=lees_datum_of_leeg("prive_afspraak_op"),
        ),
        _("Het besluit is vastgelegd; de medewerker krijgt een bericht."),
    )


@bp.post("/beheer/gebruik/<int:nummer>/aflevering")
@vereist("lever_af", policy.GEBRUIK)
def lever_af(nummer: int) -> ResponseReturnValue:
    """Hand a car over."""
    return _bij_gebruik(
        lambda: gebruik.lever_af(ctx(), nummer, lees_nummer("auto", "kies een auto"), lees_datum("van")),
        _("Afgeleverd. HR heeft een taak om te zien of de reiskostenvergoeding stopt."),
    )


@bp.post("/beheer/gebruik/<int:nummer>/einde")
@vereist("beeindig", policy.GEBRUIK)
def beeindig(nummer: int) -> ResponseReturnValue:
    """End the right of use on a ground of the text, or show what the rule says."""
    context = ctx()
    try:
        recht = _gebruiksrecht()
        if veldtekst("knop") == "toets":
            return _beheer([], gebruik.toets_einde(context, recht).stappen)
        gebruik.beeindig(context, nummer, recht)
    except Geweigerd as fout:
        return _beheer(veldfouten(fout))
    except (StapNietMogelijk, ParameterOntbreekt) as fout:
        return _beheer([{"veld": "grond", "tekst": als_zin(str(fout))}])
    flash(_("Het einde is vastgelegd; de medewerker krijgt een bericht."), "goed")
    return redirect(url_for("jio_autos.beheer"), 303)


@bp.post("/beheer/gebruik/<int:nummer>/inname")
@vereist("neem_in", policy.GEBRUIK)
def neem_in(nummer: int) -> ResponseReturnValue:
    """Take a car back."""
    return _bij_gebruik(
        lambda: gebruik.neem_in(
            ctx(),
            nummer,
            op=lees_datum("op"),
            stand=lees_getal("stand"),
            staat=veldtekst("staat"),
            compleet=bool(veldtekst("compleet")),
        ),
        _("Ingenomen. Het inleverdocument staat vast."),
    )


@bp.post("/beheer/gebruik/<int:nummer>/jaartotaal")
@vereist("lever_af", policy.GEBRUIK)
def jaartotaal(nummer: int) -> ResponseReturnValue:
    """Record the private kilometres that a self-registering car reported for a year."""
    return _bij_gebruik(
        lambda: prive.geef_jaartotaal_op(ctx(), nummer, lees_getal("jaar"), lees_getal("kilometers")),
        _("Het jaartotaal is vastgelegd en gaat mee met de maandrun van januari."),
    )


def grondnaam(grond: Poolautogrond) -> str:
    """Return a ground for a pool car in a few words."""
    namen = {
        Poolautogrond.OV0: _("geen openbaar vervoer naar het werk"),
        Poolautogrond.BAG: _("bagage die niet te dragen is, of dure apparatuur"),
        Poolautogrond.KM1: _("dichtstbijzijnde halte verder dan een kilometer"),
        Poolautogrond.SAFE: _("jij of je bagage is onderweg niet veilig"),
        Poolautogrond.MED: _("medische redenen volgens de bedrijfsarts"),
        Poolautogrond.MULTI: _("meer adressen op een dag, niet dicht bij elkaar"),
        Poolautogrond.TIME: _("tijden waarop openbaar vervoer niet kan"),
        Poolautogrond.INEFF: _("ver weg en niet zeker of de opdrachtgever er is"),
        Poolautogrond.ZWAAR: _("een zwaar belang van de dienst"),
    }
    return namen[grond]


def reserveringstaat(status: Reserveringstatus) -> woorden.Staat:
    """Return where a pool car is."""
    namen: dict[Reserveringstatus, woorden.Staat] = {
        Reserveringstatus.GERESERVEERD: ("gepland", _("gereserveerd")),
        Reserveringstatus.ONDERWEG: ("bezig", _("onderweg")),
        Reserveringstatus.ONVOLLEDIG: ("let_op", _("tank nog aanvullen")),
        Reserveringstatus.TERUG: ("afgerond", _("terug")),
        Reserveringstatus.GEANNULEERD: ("neutraal", _("geannuleerd")),
    }
    return namen[status]


def gebruikstaat(status: Gebruikstatus) -> woorden.Staat:
    """Return how far the use of a personal car is."""
    namen: dict[Gebruikstatus, woorden.Staat] = {
        Gebruikstatus.AANGEVRAAGD: ("ingediend", _("wacht op besluit")),
        Gebruikstatus.TOEGEKEND: ("goed", _("toegekend, nog niet afgeleverd")),
        Gebruikstatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
        Gebruikstatus.IN_GEBRUIK: ("goed", _("in gebruik")),
        Gebruikstatus.BEEINDIGD: ("let_op", _("beëindigd, nog inleveren")),
        Gebruikstatus.INGELEVERD: ("afgerond", _("ingeleverd")),
    }
    return namen[status]


def eindegrondnaam(grond: str) -> str:
    """Return a ground that ends the right of use."""
    namen = {
        "einde_arbeidsovereenkomst": _("einde van de arbeidsovereenkomst"),
        "rijbevoegdheid_vervallen": _("rijverbod, of rijbewijs niet meer geldig"),
        "schorsing_of_toegang_ontzegd": _("geschorst of toegang ontzegd"),
        "ritgegevens_niet_geleverd": _("ritgegevens niet geleverd na verzoek"),
        "ingebrekestelling": _("verplichtingen niet nagekomen, in gebreke gesteld"),
        "criteria_niet_meer_vervuld": _("voldoet niet meer aan de criteria"),
        "lang_verlof": _("verlof van meer dan drie maanden"),
        "geen_werkzaamheden": _("geen werkzaamheden"),
    }
    return namen[grond]


def _kies(veld: str, *keuzes: str) -> str:
    tekst = veldtekst(veld)
    if tekst not in keuzes:
        raise Geweigerd(veld, "kies een van de mogelijkheden")
    return tekst


def _poolautovraag(*, beschikbaar: bool) -> Poolautovraag:
    gronden = tuple(grond for grond in Poolautogrond if veldtekst(f"grond_{grond}"))
    mee = bool(veldtekst("mee_naar_huis"))
    return Poolautovraag(
        lees_keuze("doel", Reisdoel),
        gronden,
        beschikbaar,
        afstand_halte_kilometers=_afstand() if Poolautogrond.KM1 in gronden else None,
        oordeel_bedrijfsarts=bool(veldtekst("bedrijfsarts")) if Poolautogrond.MED in gronden else None,
        mee_naar_huis=mee,
        reden_mee_naar_huis=lees_keuze("reden_mee", MeeNaarHuisReden) if mee else None,
    )


def _afstand() -> Decimal:
    try:
        afstand = Decimal(veldtekst("afstand_halte").replace(",", "."))
    except InvalidOperation as fout:
        raise Geweigerd("afstand_halte", "vul in hoe ver de halte is, in kilometers") from fout
    if not afstand.is_finite() or not 0 <= afstand < 1000 or afstand != round(afstand, 3):
        raise Geweigerd("afstand_halte", "vul een afstand in kilometers in, als 1,2")
    return afstand


def _toekenningsvraag() -> Toekenningsvraag:
    return Toekenningsvraag(
        ctx().vandaag,
        functie_geeft_aanleiding=bool(veldtekst("functie")),
        auto_nodig_door_aard_werk=bool(veldtekst("aard_werk")),
        structureel=bool(veldtekst("structureel")),
        overgrote_deel_zakelijk=bool(veldtekst("zakelijk")),
        kilometers_woon_werk=lees_getal("km_woon_werk"),
        kilometers_dienstreis=lees_getal("km_dienstreis"),
        kilometers_prive=lees_getal("km_prive") if veldtekst("km_prive") else 0,
    )


def _ritten() -> Ritten:
    ritten = []
    for nr in range(1, _RITREGELS + 1):
        if not veldtekst(f"km_{nr}"):
            continue
        soort = lees_keuze(f"doel_{nr}", Ritdoel)
        na = lees_getal(f"na_{nr}") if veldtekst(f"na_{nr}") else None
        try:
            ritten.append(Rit(soort, lees_getal(f"km_{nr}"), na))
        except Geweigerd as fout:
            raise hernoemd(fout, opgeroepen_na_kilometers=f"na_{nr}", kilometers=f"km_{nr}") from fout
    voorwaarden = Voorwaarden(
        geen_invloed_op_autokeuze=bool(veldtekst("geen_invloed")),
        eigen_auto_even_geschikt=bool(veldtekst("eigen_auto")),
        verplicht_nabij_woning=bool(veldtekst("nabij")),
        administratie_bijgehouden=bool(veldtekst("administratie")),
    )
    return Ritten(voorwaarden, tuple(ritten), oss_buitendienst=bool(veldtekst("oss")))


def _gebruiksrecht() -> Gebruiksrecht:
    grond = _kies("grond", *VOLGORDE)
    dag = lees_datum("datum")
    velden: dict[str, object] = {"grond": grond}
    velden["verlof_van" if grond == "lang_verlof" else "datum"] = dag.isoformat()
    if grond == "ritgegevens_niet_geleverd" and (verzoek := lees_datum_of_leeg("verzoek")):
        velden["verzoek"] = verzoek.isoformat()
    if grond == "criteria_niet_meer_vervuld":
        velden["goede_reden"] = bool(veldtekst("goede_reden"))
        if besluit := lees_datum_of_leeg("einddatum_besluit"):
            velden["einddatum_besluit"] = besluit.isoformat()
    if grond == "lang_verlof" and (einde := lees_datum_of_leeg("verlof_tot_en_met")):
        velden["verlof_tot_en_met"] = einde.isoformat()
    if grond == "geen_werkzaamheden":
        velden["werkgever_wil_auto"] = bool(veldtekst("werkgever_wil_auto"))
    gegeven = {"prive_gebruik": bool(veldtekst("prive_gebruik")), "gronden": [velden]}
    try:
        return einde_gebruiksrecht.lees(lees_gegeven(json.dumps(gegeven)))  # type: ignore[no-any-return]
    except Geweigerd as fout:
        veld = fout.veld.rpartition(".")[2]
        raise Geweigerd("grond" if veld == "gronden" else veld, fout.reden) from fout


def _doe(nummer: int, actie: Callable[[], object], gelukt: str) -> ResponseReturnValue:
    try:
        actie()
    except Geweigerd as fout:
        return _reservering(nummer, veldfouten(fout))
    except StapNietMogelijk as fout:
        return _reservering(nummer, [{"veld": "", "tekst": als_zin(str(fout))}])
    flash(gelukt, "goed")
    return redirect(url_for("jio_autos.reservering", reservering=nummer), 303)


def _bij_gebruik(actie: Callable[[], object], gelukt: str) -> ResponseReturnValue:
    try:
        actie()
    except Geweigerd as fout:
        return _beheer(veldfouten(fout))
    except StapNietMogelijk as fout:
        return _beheer([{"veld": "", "tekst": als_zin(str(fout))}])
    flash(gelukt, "goed")
    return redirect(url_for("jio_autos.beheer"), 303)


def _lijst(
    fouten: Fouten, van: datetime | None = None, tot: datetime | None = None, vraag: Poolautovraag | None = None
) -> ResponseReturnValue:
    context = ctx()
    antwoord = poolautos.toets(context, vraag) if vraag else None
    mijn = poolautos.eigen(context)
    pagina = render_template(
        "jio/poolautos.html",
        mijn=mijn,
        volgende=[beeld for beeld in mijn if beeld.rij.status in autos.BEZET],
        eerder=[beeld for beeld in mijn if beeld.rij.status not in autos.BEZET],
        vrij=[beeld for beeld in autos.poolautos(context, van, tot) if beeld.vrij] if van and tot and tot > van else [],
        antwoord_=antwoord,
        uitleg=woorden.uitlegregels(antwoord.stappen) if antwoord else [],
        gronden=[(grond, grondnaam(grond)) for grond in Poolautogrond],
        staat_van=reserveringstaat,
        morgen=context.vandaag + _DAG,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _reservering(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = poolautos.toon(context, nummer)
    pagina = render_template(
        "jio/poolauto.html",
        beeld=beeld,
        rij=beeld.rij,
        zelf=beeld.rij.medewerker_id == context.actor.medewerker_id,
        mag_beslissen=context.mag("beslis", doel(policy.RESERVERING)),
        uitleg=woorden.uitlegregels(_stappen(beeld.rij.stappen)),
        staat_van=reserveringstaat,
        Status=Reserveringstatus,
        laatste_stand=beeld.ritten[-1].stand_einde if beeld.ritten else beeld.rij.stand_begin,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _eigen(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    alle = gebruik.eigen(context)
    pagina = render_template(
        "jio/dienstauto.html",
        alle=alle,
        nu=next((beeld for beeld in alle if beeld.rij.status in (*gebruik.LOOPT, Gebruikstatus.BEEINDIGD)), None),
        uitleg=woorden.uitlegregels(_stappen(alle[0].rij.stappen)) if alle else [],
        staat_van=gebruikstaat,
        Status=Gebruikstatus,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _consignatie(fouten: Fouten, stappen: tuple[Stap, ...] = ()) -> ResponseReturnValue:
    context = ctx()
    mijn = consignatieritten.eigen(context)
    pagina = render_template(
        "jio/consignatieritten.html",
        mijn=[(rij, woorden.uitlegregels(_stappen(rij.stappen))) for rij in mijn],
        uitleg=woorden.uitlegregels(stappen),
        regels=range(1, _RITREGELS + 1),
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _beheer(fouten: Fouten, stappen: tuple[Stap, ...] = ()) -> ResponseReturnValue:
    context = ctx()
    alle = gebruik.alle(context)
    mag_beheren = context.mag("beheer", doel(policy.AUTO))
    pagina = render_template(
        "jio/autobeheer.html",
        autos=autos.lijst(context) if context.mag("bekijk", doel(policy.AUTO)) else (),
        reserveringen=poolautos.alle(context) if context.mag("bekijk", doel(policy.RESERVERING)) else (),
        alle=[(beeld, woorden.uitlegregels(_stappen(beeld.rij.stappen))) for beeld in alle],
        te_laat=[
            (beeld, maand, uiterlijk)
            for beeld in alle
            for maand, uiterlijk in beeld.verwacht
            if context.vandaag > uiterlijk
        ],
        mag_beheren=mag_beheren,
        mag_beslissen=context.mag("beslis", doel(policy.GEBRUIK)),
        mag_afleveren=context.mag("lever_af", doel(policy.GEBRUIK)),
        zelf=context.actor.medewerker_id,
        soorten=[(str(soort), soortnaam(soort)) for soort in Autosoort],
        eindegronden=[(grond, eindegrondnaam(grond)) for grond in VOLGORDE],
        uitleg=woorden.uitlegregels(stappen),
        soortnaam=soortnaam,
        staat_van=gebruikstaat,
        reserveringstaat=reserveringstaat,
        Status=Gebruikstatus,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def soortnaam(soort: Autosoort) -> str:
    """Return a kind of car."""
    namen = {
        Autosoort.POOLAUTO: _("poolauto"),
        Autosoort.SPECIFIEK: _("specifieke dienstauto"),
        Autosoort.PERSOONSGEBONDEN: _("persoonsgebonden dienstauto"),
    }
    return namen[soort]


def _stappen(bewaard: list[dict[str, object]]) -> tuple[Stap, ...]:
    return tuple(gelezen(bewaard))

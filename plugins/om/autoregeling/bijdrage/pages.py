# SPDX-License-Identifier: EUPL-1.2
"""The contribution: what the driver drives and pays, what HR settles, and what little the werkgever sees (4, 5.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from babel.dates import format_date
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup

from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok
from core.ledger.openstaand import redenzin
from core.ledger.services import RunBezet, boekingen_van
from core.people.policy import MEDEWERKER
from core.rules import Geweigerd
from core.rules.uitleg import regels as uitlegregels
from core.web.drawing import Lijn, Staaf, staven
from core.web.filters import euro, maand
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from core.web.services import eigen_personeelsnummer
from plugins.om import menu
from plugins.om.autoregeling.bijdrage import maandbron, policy
from plugins.om.autoregeling.bijdrage.models import Verklaringstaat
from plugins.om.autoregeling.bijdrage.services import (
    afrekeningen,
    berijder,
    onderbrekingen,
    opgaven,
    schattingen,
    verklaringen,
    zoeken,
)
from plugins.om.autoregeling.bijdrage.services import (
    termijnverzoeken as verzoeken,
)
from plugins.om.autoregeling.bijdrage.services.afrekeningen import Afrekenstaat
from plugins.om.autoregeling.bijdrage.services.berijder import Mijnjaar
from plugins.om.autoregeling.bijdrage.taal import _
from plugins.om.autoregeling.policy import BIJDRAGE, EENHEID, REGELING
from plugins.om.autoregeling.rules.gebruiksrecht import NORM_KILOMETERS

bp = Blueprint("om_bijdrage", __name__, url_prefix="/bijdrage", template_folder="templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Mijn kilometers", "om_bijdrage.mijn", "bekijk_eigen", BIJDRAGE, 42),
            Menupunt("Verrekening", "om_bijdrage.afrekening", "bekijk", policy.AFREKENING, 47, menu.BEHEER),
            Menupunt("Verklaringen", "om_bijdrage.verklaringen", "bekijk", policy.VERKLARING, 48, menu.BEHEER),
            Menupunt(
                "Betalen in termijnen", "om_bijdrage.termijnverzoeken", "beslis_termijnen", BIJDRAGE, 49, menu.BEHEER
            ),
            Menupunt("Jaartotalen", "om_bijdrage.jaartotalen", "bekijk_jaartotaal", BIJDRAGE, 49, menu.WERKGEVER),
            Menupunt("Verlof en ziekte", "om_bijdrage.afwezigheid", "bekijk", policy.ONDERBREKING, 50, menu.WERKGEVER),
        ),
    ),
)


# --- the driver ------------------------------------------------------------------------------------------------------


@bp.get("/")
@vereist("bekijk_eigen", BIJDRAGE)
def mijn() -> ResponseReturnValue:
    """Show the reader's own year."""
    return _mijn([])


@bp.post("/schatting")
@vereist("schat", BIJDRAGE)
def schat() -> ResponseReturnValue:
    """Record a new estimate of the reader."""
    context = ctx()
    jaar = _lees_getal("jaar")

    def doe() -> None:
        schattingen.zet(context, _zelf(context), jaar, _lees_getal("kilometers"))

    return _of_terug(doe, _("Je schatting is vastgelegd."), jaar)


@bp.post("/verklaring")
@vereist("dien_in", policy.VERKLARING)
def dien_verklaring_in() -> ResponseReturnValue:
    """Hand in the reader's declaration."""
    bestand = request.files.get("document")
    inhoud = bestand.read(verklaringen.GROOTSTE_DOCUMENT + 1) if bestand and bestand.filename else None

    def doe() -> None:
        verklaringen.dien_in(
            ctx(),
            lees_datum("ontvangen_op"),
            veldtekst("kenmerk"),
            inhoud,
            bestand.filename if bestand and inhoud is not None else None,
        )

    return _of_terug(doe, _("Je Verklaring is ingediend. HR bevestigt haar; je krijgt een bericht."))


@bp.post("/verklaring/<int:nummer>/intrekken")
@vereist("trek_in", policy.VERKLARING)
def trek_verklaring_in(nummer: int) -> ResponseReturnValue:
    """Report that a declaration of the reader was withdrawn."""

    def doe() -> None:
        verklaringen.trek_in(ctx(), nummer, lees_datum("per"))

    return _of_terug(doe, _("De intrekking is vastgelegd. HR krijgt een taak."))


@bp.get("/verklaring/<int:nummer>/document")
@vereist("lees_document", policy.VERKLARING)
def document(nummer: int) -> Response:
    """Hand out the letter of a declaration, to its driver and to HR."""
    soort, inhoud = verklaringen.document(ctx(), nummer)
    koppen = {"Content-Disposition": f'attachment; filename="verklaring-{nummer}"', "X-Content-Type-Options": "nosniff"}
    return Response(inhoud, mimetype=soort, headers=koppen)


@bp.post("/opgave/<int:nummer>/splitsen")
@vereist("splits", BIJDRAGE)
def splits(nummer: int) -> ResponseReturnValue:
    """Split a total of the reader over the stretches that were asked."""

    def doe() -> None:
        opgaven.splits(ctx(), nummer, [_tienden(tekst) for tekst in request.form.getlist("kilometers")])

    return _of_terug(doe, _("Je opgave is gesplitst."))


@bp.post("/termijnen")
@vereist("vraag_termijnen", BIJDRAGE)
def vraag_termijnen() -> ResponseReturnValue:
    """Ask to pay the reader's settlement in instalments."""
    jaar = _lees_getal("jaar")

    def doe() -> None:
        verzoeken.vraag(ctx(), jaar, _lees_getal("termijnen"), veldtekst("toelichting"))

    return _of_terug(doe, _("Je verzoek is verstuurd. HR beslist; je krijgt een bericht."), jaar)


# --- HR --------------------------------------------------------------------------------------------------------------


@bp.get("/afrekening")
@vereist("bekijk", policy.AFREKENING)
def afrekening() -> ResponseReturnValue:
    """Show the settlement of a year: every driver, before and after."""
    return _afrekening([])


@bp.post("/afrekening/<int:jaar>/beginnen")
@vereist("begin", policy.AFREKENING)
def begin_afrekening(jaar: int) -> ResponseReturnValue:
    """Begin the settlement of a year."""
    return voer_uit(
        partial(afrekeningen.begin_ronde, ctx(), jaar),
        _("De verrekening is begonnen. De voorschotten van dit jaar veranderen niet meer."),
        url_for("om_bijdrage.afrekening", jaar=jaar),
    )


@bp.post("/afrekening/<int:jaar>/rekenen")
@vereist("reken", policy.AFREKENING)
def reken_afrekening(jaar: int) -> ResponseReturnValue:
    """Calculate the run of a settlement."""
    return voer_uit(
        partial(afrekeningen.reken, ctx(), jaar),
        _("De verrekening is berekend als concept. Controleren en goedkeuren doe je bij de maandruns."),
        url_for("om_bijdrage.afrekening", jaar=jaar),
        ook=(RunBezet,),
    )


@bp.post("/afrekening/vroeg")
@vereist("begin", policy.AFREKENING)
def reken_vroeg() -> ResponseReturnValue:
    """Settle one driver whose right has ended."""
    context = ctx()
    try:
        wie = _medewerker(context, "personeelsnummer")
        afrekeningen.reken_vroeg(context, wie, context.vandaag.year, veldtekst("reden"))
    except Geweigerd as fout:
        return _afrekening(veldfouten(fout))
    flash(_("Dit jaar wordt nu verrekend: het komt in de run van deze maand."), "goed")
    return redirect(url_for("om_bijdrage.afrekening", jaar=context.vandaag.year), 303)


@bp.post("/opgave")
@vereist("geef_op", BIJDRAGE)
def geef_op() -> ResponseReturnValue:
    """Record a total of private kilometres from a register kept by hand."""
    context = ctx()
    try:
        opgaven.geef_op(
            context,
            _medewerker(context, "opgave_personeelsnummer"),
            zoeken.voertuig_van_kenteken(context, veldtekst("kenteken")),
            lees_datum("van"),
            lees_datum("tot_en_met"),
            _tienden(veldtekst("kilometers")),
        )
    except Geweigerd as fout:
        return _afrekening(veldfouten(fout))
    flash(_("De kilometers zijn vastgelegd."), "goed")
    return redirect(url_for("om_bijdrage.afrekening"), 303)


@bp.get("/verklaringen", endpoint="verklaringen")
@vereist("bekijk", policy.VERKLARING)
def verklaringenlijst() -> str:
    """Show every declaration, those to confirm on top."""
    lijst = verklaringen.lijst(ctx())
    return render_template(
        "bijdrage/verklaringen.html",
        te_doen=[regel for regel in lijst if regel.rij.staat is Verklaringstaat.INGEDIEND],
        andere=[regel for regel in lijst if regel.rij.staat is not Verklaringstaat.INGEDIEND],
        staat=verklaringstaat,
        mag=ctx().mag("beslis", policy.doel(policy.VERKLARING)),
        zelf=ctx().actor.medewerker_id,
        vandaag=ctx().vandaag,
    )


@bp.post("/verklaringen/<int:nummer>")
@vereist("beslis", policy.VERKLARING)
def beslis_verklaring(nummer: int) -> ResponseReturnValue:
    """Confirm or refuse a declaration, or take one out that should not be there."""
    context, besluit = ctx(), veldtekst("besluit")
    stappen: dict[str, tuple[Callable[[], object], str]] = {
        "goed": (partial(verklaringen.beslis, context, nummer, goed=True), _("De Verklaring is bevestigd.")),
        "af": (
            partial(verklaringen.beslis, context, nummer, goed=False, reden=veldtekst("reden")),
            _("De Verklaring is afgewezen."),
        ),
        "weg": (partial(verklaringen.laat_vervallen, context, nummer), _("De Verklaring telt niet meer mee.")),
        "gezien": (partial(verklaringen.gezien, context, nummer), _("Gezien.")),
    }
    actie, gelukt = stappen.get(besluit, (_geen_keuze, ""))
    return voer_uit(actie, gelukt, url_for("om_bijdrage.verklaringen"))


@bp.post("/verklaringen/<int:nummer>/intrekking")
@vereist("leg_intrekking_vast", policy.VERKLARING)
def leg_intrekking_vast(nummer: int) -> ResponseReturnValue:
    """Record for a driver that a declaration was withdrawn."""

    def doe() -> None:
        verklaringen.trek_in(ctx(), nummer, lees_datum("per"))

    return voer_uit(doe, _("De intrekking is vastgelegd."), url_for("om_bijdrage.verklaringen"))


@bp.get("/termijnverzoeken")
@vereist("beslis_termijnen", BIJDRAGE)
def termijnverzoeken() -> str:
    """Show who asks to pay in instalments."""
    return render_template("bijdrage/termijnverzoeken.html", regels=verzoeken.lijst(ctx()))


@bp.post("/termijnverzoeken/<int:nummer>")
@vereist("beslis_termijnen", BIJDRAGE)
def beslis_termijnen(nummer: int) -> ResponseReturnValue:
    """Decide a request for instalments."""
    besluit = veldtekst("besluit")
    actie: Callable[[], object] = _geen_keuze
    if besluit in ("ja", "nee"):
        actie = partial(verzoeken.beslis, ctx(), nummer, toegestaan=besluit == "ja", antwoord=veldtekst("antwoord"))
    return voer_uit(actie, _("Het besluit is vastgelegd."), url_for("om_bijdrage.termijnverzoeken"))


# --- the werkgever ---------------------------------------------------------------------------------------------------


@bp.get("/jaartotalen")
@vereist("bekijk_jaartotaal", BIJDRAGE)
def jaartotalen() -> str:
    """Show the year totals of a year that is over."""
    vandaag = ctx().vandaag
    jaar = request.args.get("jaar", type=int) or vandaag.year - 1
    return render_template(
        "bijdrage/jaartotalen.html",
        jaar=jaar,
        jaren=range(vandaag.year - 1, vandaag.year - 5, -1),
        regels=berijder.jaartotalen(ctx(), jaar),
    )


@bp.get("/afwezigheid")
@vereist("bekijk", policy.ONDERBREKING)
def afwezigheid() -> ResponseReturnValue:
    """Show leave and illness of drivers at the reader's units, and the form."""
    return _afwezigheid([])


@bp.post("/afwezigheid")
@vereist("leg_vast", policy.ONDERBREKING)
def leg_afwezigheid_vast() -> ResponseReturnValue:
    """Record leave or illness of a driver."""
    context = ctx()
    try:
        uitkomst = onderbrekingen.leg_vast(
            context,
            _medewerker(context, "personeelsnummer"),
            veldtekst("grond"),
            lees_datum("begin"),
            einde=lees_datum_of_leeg("einde"),
            vervaldag_werkgever=lees_datum_of_leeg("vervaldag_werkgever"),
            motivering=veldtekst("motivering") or None,
        )
    except Geweigerd as fout:
        return _afwezigheid(veldfouten(fout))
    if uitkomst.laatste_dag is not None:
        flash(_("Vastgelegd. De laatste dag met recht op de auto is %(dag)s.", dag=uitkomst.laatste_dag), "goed")
    else:
        flash(_("Vastgelegd. Het recht op de auto loopt door."), "goed")
    return redirect(url_for("om_bijdrage.afwezigheid"), 303)


# --- words and parts -------------------------------------------------------------------------------------------------


def verklaringstaat(staat: Verklaringstaat) -> tuple[str, str]:
    """Return how far a declaration is, as code and word."""
    woorden = {
        Verklaringstaat.INGEDIEND: ("ingediend", _("wacht op HR")),
        Verklaringstaat.BEVESTIGD: ("bevestigd", _("bevestigd")),
        Verklaringstaat.AFGEWEZEN: ("afgewezen", _("afgewezen")),
    }
    return woorden[staat]


def afrekenstaat(staat: Afrekenstaat) -> tuple[str, str]:
    """Return how far the settlement of a driver is, as code and word."""
    woorden = {
        Afrekenstaat.OPEN: ("open", _("nog niet begonnen")),
        Afrekenstaat.BEGONNEN: ("bezig", _("begonnen, nog niet geboekt")),
        Afrekenstaat.AFGEREKEND: ("goed", _("verrekend")),
    }
    return woorden[staat]


def grondnaam(grond: str) -> str:
    """Return why somebody is absent."""
    return {"betaald_verlof": _("betaald verlof"), "onbetaald_verlof": _("onbetaald verlof"), "ziekte": _("ziekte")}[
        grond
    ]


def startblokken(context: Context) -> Iterator[Startblok]:
    """Tell a driver the expected settlement on the first page."""
    if EENHEID not in context.actor.eenheden or context.actor.medewerker_id is None:
        return
    jaar = berijder.mijn_jaar(context, context.vandaag.year)
    if jaar is not None and context.vandaag.year in jaar.jaren:
        yield Startblok(
            MEDEWERKER.id,
            37,
            _("Privékilometers"),
            _zin(jaar),
            meer=(_("Naar mijn kilometers"), url_for("om_bijdrage.mijn")),
        )


def _mijn(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    jaar = request.values.get("jaar", type=int) or context.vandaag.year
    mijn_jaar = berijder.mijn_jaar(context, jaar)
    boekingen = [
        regel
        for regel in boekingen_van(context, eigen_personeelsnummer(context) or "")
        if regel.boeking.regeling == REGELING and regel.boeking.periode[:4] in (str(jaar), str(jaar + 1))
    ]
    pagina = render_template(
        "bijdrage/mijn.html",
        mijn=mijn_jaar,
        jaar=jaar,
        zin=_zin(mijn_jaar) if mijn_jaar else _("Je hebt geen dienstauto om privé mee te rijden."),
        verwacht=_verwacht(mijn_jaar) if mijn_jaar else "",
        tekening=_tekening(mijn_jaar) if mijn_jaar else None,
        uitleg=uitlegregels(list(mijn_jaar.uitleg), context.installatie.teksten, context.taal) if mijn_jaar else [],
        te_splitsen=opgaven.te_splitsen(context, jaar) if mijn_jaar else (),
        boekingen=boekingen,
        staat=verklaringstaat,
        maandnaam=maand,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _zin(mijn: Mijnjaar) -> str:
    """Return what the driver is to expect, in one sentence."""
    uitkomst = mijn.stand.afrekening if mijn.stand else None
    if mijn.afgerekend and mijn.boeking_id is not None:
        if mijn.verrekend_centen < 0:
            return _("Over %(jaar)s betaal je %(bedrag)s bij.", jaar=mijn.jaar, bedrag=euro(-mijn.verrekend_centen))
        return _("Over %(jaar)s krijg je %(bedrag)s terug.", jaar=mijn.jaar, bedrag=euro(mijn.verrekend_centen))
    if uitkomst is None:
        return _("Wat je over %(jaar)s betaalt, is nog niet te berekenen.", jaar=mijn.jaar)
    if not mijn.schattingen and not mijn.verklaringen:
        return _("Schat hoeveel kilometer je in %(jaar)s privé rijdt: daarop rust je voorschot.", jaar=mijn.jaar)
    return _(
        "In %(jaar)s reed je tot nu toe %(kilometers)s km privé. Dat kost %(verschuldigd)s, en %(ingehouden)s is al"
        " ingehouden.",
        jaar=mijn.jaar,
        kilometers=uitkomst.kilometers,
        verschuldigd=euro(uitkomst.verschuldigd_centen),
        ingehouden=euro(uitkomst.ingehouden_centen),
    )


def _verwacht(mijn: Mijnjaar) -> str:
    """Return what the settlement would come to as things stand; nothing once it is booked."""
    uitkomst = mijn.stand.afrekening if mijn.stand else None
    if uitkomst is None or (mijn.afgerekend and mijn.boeking_id is not None):
        return ""
    saldo = uitkomst.saldo_centen
    if saldo > 0:
        return _("Zoals het nu staat betaal je in januari %(bedrag)s bij.", bedrag=euro(saldo))
    if saldo < 0:
        return _("Zoals het nu staat krijg je in januari %(bedrag)s terug.", bedrag=euro(-saldo))
    return _("Zoals het nu staat is er in januari niets te verrekenen.")


def _tekening(mijn: Mijnjaar) -> Markup:
    schatting = mijn.schatting
    reeks = [
        Staaf(
            format_date(date(mijn.jaar, een.maand, 1), "LLL", locale=get_locale()),
            een.tienden // 10,
            str(een.tienden // 10),
            schatting.kilometers // 12 if schatting else None,
        )
        for een in mijn.maanden
    ]
    werkt = any(
        een.staat is Verklaringstaat.BEVESTIGD
        and een.ontvangen_op.year <= mijn.jaar
        and (een.ingetrokken_per is None or een.ingetrokken_per > date(mijn.jaar, 1, 1))
        for een in mijn.verklaringen
    )
    return staven(
        reeks,
        titel=_("Privékilometers per maand in %(jaar)s", jaar=mijn.jaar),
        omschrijving=_("Een balk per maand; de omtrek is een twaalfde van je schatting."),
        lijn=Lijn(NORM_KILOMETERS, _("500 km in het hele jaar")) if werkt else None,
    )


def _afrekening(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    vandaag = context.vandaag
    jaar = request.args.get("jaar", type=int) or vandaag.year - 1
    overzicht = afrekeningen.overzicht(context, jaar)
    pagina = render_template(
        "bijdrage/afrekening.html",
        overzicht=overzicht,
        jaar=jaar,
        jaren=range(vandaag.year, vandaag.year - 5, -1),
        open_=[regel for regel in overzicht.regels if not regel.sluit],
        vragen=[(_vraag(context, reden), aantal) for reden, aantal in overzicht.vragen],
        staat=afrekenstaat,
        mag=context.mag("begin", policy.doel(policy.AFREKENING)),
        kan_beginnen=jaar < vandaag.year and not overzicht.begonnen,
        vandaag=vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _vraag(context: Context, reden: str) -> str:
    """Return what is asked about several drivers at once."""
    over_meer = {
        maandbron.OPEN_RITTEN: _("ritten zijn nog niet beoordeeld en tellen nog niet mee"),
        maandbron.NA_RECHT: _("privékilometers zijn gereden op dagen zonder recht op de auto"),
        maandbron.BOVEN_NORM: _("met de Verklaring is meer gereden dan de norm"),
        maandbron.SPLITSING_NODIG: _("de berijder splitst eerst een opgave"),
    }
    return over_meer.get(reden) or redenzin(context.installatie, REGELING, reden)


def _afwezigheid(fouten: Fouten) -> ResponseReturnValue:
    pagina = render_template(
        "bijdrage/afwezigheid.html",
        regels=onderbrekingen.lijst(ctx()),
        gronden=[{"waarde": code, "tekst": grondnaam(code)} for code in onderbrekingen.GRONDEN],
        grondnaam=grondnaam,
        mag=ctx().mag("leg_vast", policy.doel(policy.ONDERBREKING)),
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _of_terug(doe: Callable[[], object], gelukt: str, jaar: int | None = None) -> ResponseReturnValue:
    """Do what a form of the driver asks, or come back with what is wrong with it."""
    try:
        doe()
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(gelukt, "goed")
    return redirect(url_for("om_bijdrage.mijn", jaar=jaar), 303)


def _zelf(context: Context) -> int:
    if context.actor.medewerker_id is None:
        raise Geweigerd("", _("alleen een medewerker heeft een dienstauto"))
    return context.actor.medewerker_id


def _medewerker(context: Context, veld: str) -> int:
    return zoeken.medewerker_van_nummer(context, veldtekst(veld), veld)


def _lees_getal(veld: str) -> int:
    tekst = veldtekst(veld).replace(".", "")
    if not tekst.isdecimal():
        raise Geweigerd(veld, _("vul een heel getal in"))
    return int(tekst)


def _tienden(tekst: str) -> int:
    geheel, _punt, deel = tekst.strip().replace(",", ".").partition(".")
    if not geheel.isdecimal() or (deel and not (deel.isdecimal() and len(deel) == 1)):
        raise Geweigerd("kilometers", _("vul kilometers in, met ten hoogste een cijfer achter de komma"))
    return int(geheel) * 10 + int(deel or 0)


def _geen_keuze() -> None:
    raise Geweigerd("besluit", _("kies wat het besluit is"))

# SPDX-License-Identifier: EUPL-1.2
"""Proposals: asking for one, looking at who gets what and how fair it is, and accepting or rejecting it."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.dossiers.procedure import StapNietMogelijk
from core.rules import Geweigerd
from core.web.filters import datum
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.rules.inzetbaar import Belemmering
from plugins.jio.consignatie.voorstel.policy import VOORSTEL
from plugins.jio.consignatie.voorstel.procedure import Voorstelsoort, Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Opgeven, Opties
from plugins.jio.consignatie.voorstel.rules.gegevens import Grond, Opgavesoort
from plugins.jio.consignatie.voorstel.services import aanvragen, beeld, besluiten
from plugins.jio.consignatie.voorstel.services.beeld import Voorstelbeeld
from plugins.jio.consignatie.voorstel.tekening import legenda, met_teken, teken_eerlijk, teken_jaar
from plugins.jio.consignatie.wensen.pages import soortwoord
from plugins.jio.menu import ROOSTER

bp = Blueprint("jio_voorstellen", __name__, url_prefix="/voorstellen", template_folder="templates")
PAGINAS = Paginas(bp, (Menupunt("Roostervoorstellen", "jio_voorstellen.overzicht", "bekijk", VOORSTEL, 24, ROOSTER),))


def statuswoord(status: Voorstelstatus) -> tuple[str, str]:
    """Return how far a proposal is: the code of the macro ``staat`` and its word."""
    namen: dict[Voorstelstatus, tuple[str, str]] = {
        Voorstelstatus.GEVRAAGD: ("wacht", _("wacht op berekening")),
        Voorstelstatus.BEZIG: ("bezig", _("wordt berekend")),
        Voorstelstatus.KLAAR: ("open", _("wacht op jouw besluit")),
        Voorstelstatus.ONMOGELIJK: ("let_op", _("geen rooster mogelijk")),
        Voorstelstatus.MISLUKT: ("mislukt", _("niet berekend")),
        Voorstelstatus.AANVAARD: ("goed", _("overgenomen")),
        Voorstelstatus.AFGEWEZEN: ("afgewezen", _("niet overgenomen")),
    }
    return namen[status]


def soortnaam(soort: Voorstelsoort) -> str:
    """Return what is proposed."""
    return _("heel het jaar") if soort is Voorstelsoort.JAAR else _("herplannen")


def grondwoord(code: str) -> str:
    """Return why somebody cannot, for who makes the roster; never what lies behind it."""
    grond = Grond(code)
    namen: dict[Grond, str] = {
        Grond.NIET_IN_TEAM: _("niet in het team"),
        Grond.ZONDER: _("telt niet mee in dit voorstel"),
        Grond.ANDERE_DIENST: _("heeft dan al dienst"),
        Grond.KAN_NIET: _("kan niet"),
    }
    return namen[grond] if grond in namen else woorden.belemmering(Belemmering(code))


def opgavezin(opgave: Opgeven, gezien: Voorstelbeeld) -> str:
    """Return what to give up, as a sentence naming week and person."""
    wie = gezien.mensen.get(opgave.wie or 0, "")
    week = datum(opgave.dinsdag) if opgave.dinsdag else ""
    match opgave.soort:
        case Opgavesoort.WENS:
            return _(
                "%(wie)s zegt niet te kunnen in de dienst van %(week)s. Overleg of het toch kan.", wie=wie, week=week
            )
        case Opgavesoort.VERLOF:
            return _("%(wie)s heeft verlof in de dienst van %(week)s. Overleg of het anders kan.", wie=wie, week=week)
        case Opgavesoort.VRIJ_ERTUSSEN:
            return _(
                "Je vroeg %(gevraagd)s vrije diensten tussen twee diensten. Met deze mensen kan hoogstens %(kan)s.",
                gevraagd=gezien.opties.vrij_ertussen,
                kan=opgave.waarde,
            )
        case Opgavesoort.MEESTE_DIENSTEN:
            return _(
                "Je vroeg hoogstens %(gevraagd)s diensten per persoon. Met deze mensen moeten het er %(nodig)s zijn.",
                gevraagd=gezien.opties.meeste_diensten,
                nodig=opgave.waarde,
            )
        case Opgavesoort.ARBEIDSTIJDEN:
            return _(
                "Rond de dienst van %(week)s komt %(wie)s boven de grens van de Arbeidstijdenwet.", wie=wie, week=week
            )
        case Opgavesoort.NIEMAND:
            waarom = "; ".join(f"{gezien.mensen[persoon]}: {grondwoord(grond)}" for persoon, grond in opgave.gronden)
            return _("De dienst van %(week)s kan niemand doen. %(waarom)s.", week=week, waarom=waarom)


@bp.get("/")
@vereist("bekijk", VOORSTEL)
def overzicht() -> str:
    """Show the proposals, and the rosters to ask one for."""
    return render_template(
        "jio/voorstellen.html",
        lijst=beeld.voorstellen(ctx()),
        statuswoord=statuswoord,
        soortnaam=soortnaam,
        woorden=woorden,
    )


@bp.get("/rooster/<int:rooster>")
@vereist("vraag", VOORSTEL)
def nieuw(rooster: int) -> ResponseReturnValue:
    """Show the form to ask for a proposal."""
    return _nieuw(rooster, [])


@bp.post("/rooster/<int:rooster>")
@vereist("vraag", VOORSTEL)
def vraag(rooster: int) -> ResponseReturnValue:
    """Ask for a proposal: the job process calculates it."""
    try:
        nummer = aanvragen.vraag(ctx(), rooster, _opties())
    except Geweigerd as fout:
        return _nieuw(rooster, veldfouten(fout))
    flash(_("Gevraagd. Het voorstel wordt berekend; je krijgt een bericht als het klaar is."), "goed")
    return redirect(url_for("jio_voorstellen.toon", voorstel=nummer), 303)


@bp.get("/<int:voorstel>")
@vereist("bekijk", VOORSTEL)
def toon(voorstel: int) -> ResponseReturnValue:
    """Show a proposal."""
    return _toon(voorstel, [])


@bp.post("/<int:voorstel>/overnemen")
@vereist("besluit", VOORSTEL)
def aanvaard(voorstel: int) -> ResponseReturnValue:
    """Fill the roster with a proposal."""
    context = ctx()
    gezien = beeld.voorstel(context, voorstel)
    try:
        aantal = besluiten.aanvaard(context, voorstel)
    except (Geweigerd, StapNietMogelijk) as fout:
        return _toon(voorstel, veldfouten(fout if isinstance(fout, Geweigerd) else Geweigerd("", str(fout))))
    flash(
        ngettext("Overgenomen: %(num)s dienst is ingevuld.", "Overgenomen: %(num)s diensten zijn ingevuld.", aantal),
        "goed",
    )
    return redirect(url_for("jio_roosters.toon", rooster=gezien.kop.id), 303)


@bp.post("/<int:voorstel>/afwijzen")
@vereist("besluit", VOORSTEL)
def wijs_af(voorstel: int) -> ResponseReturnValue:
    """Reject a proposal."""
    try:
        besluiten.wijs_af(ctx(), voorstel, veldtekst("reden"))
    except Geweigerd as fout:
        return _toon(voorstel, veldfouten(fout))
    flash(_("Het voorstel is niet overgenomen. Het rooster is niet veranderd."), "goed")
    return redirect(url_for("jio_voorstellen.overzicht"), 303)


@bp.post("/<int:voorstel>/loslaten")
@vereist("vraag", VOORSTEL)
def laat_los(voorstel: int) -> ResponseReturnValue:
    """Ask again, with the wishes given up that stood in the way."""
    context = ctx()
    gezien = beeld.voorstel(context, voorstel)
    wensen = tuple(
        (opgave.wie, opgave.dinsdag)
        for opgave in (gezien.antwoord.opgeven if gezien.antwoord else ())
        if opgave.soort is Opgavesoort.WENS and opgave.wie is not None and opgave.dinsdag is not None
    )
    opties = Opties(**{**vars(gezien.opties), "losgelaten": (*gezien.opties.losgelaten, *wensen)})
    return voer_uit(
        partial(aanvragen.vraag, context, gezien.kop.id, opties),
        _("Opnieuw gevraagd, zonder die wensen. Zeg het de mensen die het aangaat."),
        url_for("jio_voorstellen.overzicht"),
    )


def _opties() -> Opties:
    vrijdag = {"ja": True, "nee": False}.get(veldtekst("goede_vrijdag"))
    return Opties(
        zonder=tuple(int(nummer) for nummer in request.form.getlist("zonder") if nummer.isdecimal()),
        vanaf=lees_datum_of_leeg("vanaf"),
        vrij_ertussen=_getal("vrij_ertussen") or 0,
        meeste_diensten=_getal("meeste_diensten"),
        behoud=veldtekst("behoud") == "ja",
        goede_vrijdag=vrijdag,
    )


def _getal(veld: str) -> int | None:
    tekst = veldtekst(veld)
    if not tekst:
        return None
    if not tekst.isdecimal():
        raise Geweigerd(veld, _("schrijf een heel getal"))
    return int(tekst)


def _nieuw(rooster: int, fouten: Fouten) -> ResponseReturnValue:
    pagina = render_template(
        "jio/voorstel_vragen.html",
        vraag=beeld.aanvraag(ctx(), rooster),
        fouten=fouten,
        invoer=request.form,
        gekozen=request.form.getlist("zonder"),
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _toon(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    gezien = beeld.voorstel(context, nummer)
    antwoord = gezien.antwoord if gezien.antwoord and gezien.antwoord.weken else None
    pagina = render_template(
        "jio/voorstel.html",
        beeld=gezien,
        antwoord=antwoord,
        opgeven=[
            (opgave, opgavezin(opgave, gezien)) for opgave in (gezien.antwoord.opgeven if gezien.antwoord else ())
        ],
        tekening=teken_jaar(gezien, antwoord, context.vandaag) if antwoord else None,
        verdeling=teken_eerlijk(gezien, antwoord) if antwoord and antwoord.standen else None,
        legenda=legenda(gezien),
        mag_besluiten=context.mag("besluit", policy.doel(VOORSTEL, team_id=gezien.kop.team_id)),
        statuswoord=statuswoord,
        soortnaam=soortnaam,
        soortwoord=soortwoord,
        met_teken=met_teken,
        soorten=Opgavesoort,
        statussen=Voorstelstatus,
        zonder=[gezien.mensen[wie] for wie in gezien.opties.zonder],
        herplan=gezien.soort is Voorstelsoort.HERPLAN,
        fouten=fouten,
        invoer=request.form,
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200

# SPDX-License-Identifier: EUPL-1.2
"""Secondment: when I can lay claim to my function and why, for HR everybody, and deciding a claim (JIO 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup

from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok
from core.people.policy import MEDEWERKER
from core.regulations.parameterbeheer.services import geldende_parameters
from core.rules import Geweigerd
from core.web.drawing import Gebeurtenis, tijdlijn
from core.web.drawing import Stand as Plek
from core.web.filters import datum
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.services.overzicht.personeel import medewerker_van_nummer
from plugins.jio.detacheren import policy
from plugins.jio.detacheren.procedure import Aanspraakstatus
from plugins.jio.detacheren.rules import GeenAanspraak
from plugins.jio.detacheren.services import aanspraken, register
from plugins.jio.detacheren.services.aanspraken import Aanspraakregel
from plugins.jio.detacheren.services.register import Stand
from plugins.jio.menu import PERSONEEL

bp = Blueprint("jio_detacheren", __name__, url_prefix="/detacheren", template_folder="templates")
PAGINAS = (
    Paginas(bp, (Menupunt("Detachering", "jio_detacheren.lijst", "bekijk", policy.DETACHERING, 46, PERSONEEL),)),
)

HALF_JAAR = timedelta(days=182)
"""Room on either side of the line of time, so that no word falls off it."""


@bp.get("/eigen")
@vereist("bekijk_eigen", policy.DETACHERING)
def eigen() -> str:
    """Show since when counting goes on, and when the reader can lay a claim."""
    context = ctx()
    stand, ingediend = register.eigen_stand(context), aanspraken.eigen_aanspraken(context)
    return render_template(
        "jio/detachering.html",
        stand=stand,
        zin=_zin(stand, zelf=True),
        vervolg=_vervolg(stand),
        uitleg=woorden.uitlegregels(stand.antwoord.stappen) if stand and stand.antwoord else [],
        tekening=_tekening(stand, context.vandaag) if stand else None,
        kan=_kan(stand, ingediend),
        aanspraken=ingediend,
        vooraf=register.dagen_vooraf(geldende_parameters(context), context.vandaag),
        staat=aanspraakstaat,
    )


@bp.post("/eigen/aanspraak")
@vereist("dien_in", policy.AANSPRAAK)
def dien_in() -> ResponseReturnValue:
    """Lay the reader's claim."""
    return voer_uit(
        partial(aanspraken.dien_in, ctx()),
        _("Je aanspraak is ingediend. Wie beslist, ziet hem als taak; je krijgt een bericht."),
        url_for("jio_detacheren.eigen"),
    )


@bp.post("/aanspraak/<int:aanspraak>/intrekken")
@vereist("trek_in", policy.AANSPRAAK)
def trek_in(aanspraak: int) -> ResponseReturnValue:
    """Withdraw a claim."""
    return voer_uit(
        partial(aanspraken.trek_in, ctx(), aanspraak),
        _("Je aanspraak is ingetrokken."),
        url_for("jio_detacheren.eigen"),
    )


@bp.get("/")
@vereist("bekijk", policy.DETACHERING)
def lijst() -> ResponseReturnValue:
    """Show every secondment that the reader may see, the first claim on top."""
    return _lijst([])


@bp.post("/")
@vereist("wijzig", policy.DETACHERING)
def leg_vast() -> ResponseReturnValue:
    """Record a secondment."""
    context = ctx()
    try:
        register.leg_vast(
            context,
            medewerker_van_nummer(context, veldtekst("personeelsnummer")),
            functie=veldtekst("functie"),
            van=lees_datum("van"),
            tot_en_met=lees_datum_of_leeg("tot_en_met"),
            project_of_programma=bool(veldtekst("project_of_programma")),
        )
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(_("De detachering is vastgelegd."), "goed")
    return redirect(url_for("jio_detacheren.lijst"), 303)


@bp.post("/<int:detachering>/einde")
@vereist("wijzig", policy.DETACHERING)
def beeindig(detachering: int) -> ResponseReturnValue:
    """Fill in the last day of a secondment."""
    try:
        dag = lees_datum("tot_en_met")
    except Geweigerd as fout:
        flash(veldfouten(fout)[0]["tekst"], "fout")
        return redirect(url_for("jio_detacheren.lijst"), 303)
    return voer_uit(
        partial(register.beeindig, ctx(), detachering, dag),
        _("De laatste dag is vastgelegd."),
        url_for("jio_detacheren.lijst"),
    )


@bp.post("/<int:detachering>/vervalt")
@vereist("wijzig", policy.DETACHERING)
def vervalt(detachering: int) -> ResponseReturnValue:
    """Take out a secondment that was recorded by mistake."""
    return voer_uit(
        partial(register.laat_vervallen, ctx(), detachering),
        _("De detachering telt niet meer mee. Ze blijft bewaard."),
        url_for("jio_detacheren.lijst"),
    )


@bp.get("/aanspraak/<int:aanspraak>")
@vereist("bekijk", policy.AANSPRAAK)
def aanspraak(aanspraak: int) -> ResponseReturnValue:
    """Show a claim, and to who decides it the form."""
    return _dossier(aanspraak, [])


@bp.post("/aanspraak/<int:aanspraak>")
@vereist("beslis", policy.AANSPRAAK)
def beslis(aanspraak: int) -> ResponseReturnValue:
    """Decide a claim."""
    try:
        besluit = veldtekst("besluit")
        if besluit not in ("toekennen", "afwijzen"):
            raise Geweigerd("besluit", _("kies wat het besluit is"))
        aanspraken.beslis(
            ctx(),
            aanspraak,
            toegekend=besluit == "toekennen",
            reden=veldtekst("reden"),
            besluit_op=lees_datum("besluit_op"),
        )
    except Geweigerd as fout:
        return _dossier(aanspraak, veldfouten(fout))
    flash(_("Het besluit is vastgelegd. De medewerker krijgt een bericht."), "goed")
    return redirect(url_for("jio_detacheren.aanspraak", aanspraak=aanspraak), 303)


def aanspraakstaat(status: Aanspraakstatus) -> woorden.Staat:
    """Return how far a claim is."""
    namen: dict[Aanspraakstatus, woorden.Staat] = {
        Aanspraakstatus.INGEDIEND: ("ingediend", _("ingediend, nog niet besloten")),
        Aanspraakstatus.TOEGEKEND: ("goedgekeurd", _("toegekend")),
        Aanspraakstatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
        Aanspraakstatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
    }
    return namen[status]


def stapnaam(stap: str) -> str:
    """Return what was done with a claim."""
    namen = {
        "dien_in": _("Ingediend"),
        "ken_toe": _("Toegekend"),
        "wijs_af": _("Afgewezen"),
        "trek_in": _("Ingetrokken"),
    }
    return namen[stap]


def startblokken(context: Context) -> Iterator[Startblok]:
    """Tell who is seconded on the first page; others read nothing about it. One query for most people."""
    if EENHEID not in context.actor.eenheden or context.actor.medewerker_id is None:
        return
    stand = register.eigen_stand(context)
    if stand is not None and stand.uitkomst is not None and stand.uitkomst.teller_vanaf is not None:
        yield Startblok(
            MEDEWERKER.id,
            35,
            _("Detachering"),
            _zin(stand, zelf=True),
            meer=(_("Naar mijn detachering"), url_for("jio_detacheren.eigen")),
        )


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    standen = register.lijst(context)
    mag_alles = context.mag("bekijk", doel(policy.AANSPRAAK))
    ingediend = aanspraken.aanspraken(context) if mag_alles else ()
    pagina = render_template(
        "jio/detacheringen.html",
        standen=[(stand, _kort(stand)) for stand in standen],
        aanspraken=ingediend,
        open_=[regel for regel in ingediend if regel.open],
        binnenkort=_binnenkort(standen, context.vandaag),
        vooraf=register.dagen_vooraf(geldende_parameters(context), context.vandaag),
        mag_wijzigen=context.mag("wijzig", doel(policy.DETACHERING)),
        staat_van=aanspraakstaat,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _dossier(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    dossier = aanspraken.dossier(ctx(), nummer)
    pagina = render_template(
        "jio/aanspraak.html",
        dossier=dossier,
        regel=dossier.regel,
        zelf=dossier.regel.medewerker_id == ctx().actor.medewerker_id,
        staat_van=aanspraakstaat,
        stapnaam=stapnaam,
        fouten=fouten,
        invoer=request.form,
        vandaag=ctx().vandaag,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _binnenkort(standen: tuple[Stand, ...], vandaag: date) -> int:
    """Return of how many people the two years are complete, or will be within half a year."""
    return sum(stand.aanspraak_vanaf is not None and stand.aanspraak_vanaf <= vandaag + HALF_JAAR for stand in standen)


def _zin(stand: Stand | None, *, zelf: bool) -> str:
    if stand is None:
        return _("Je bent niet gedetacheerd bij JIO.")
    uitkomst = stand.uitkomst
    if uitkomst is None:
        return _("Nog niet te zeggen: HR moet eerst een instelling invullen.")
    if uitkomst.aanspraak and uitkomst.aanspraak_vanaf is not None:
        return _("Je kunt aanspraak maken op je functie, sinds %(dag)s.", dag=datum(uitkomst.aanspraak_vanaf))
    if stand.aanspraak_vanaf is not None:
        return _("Vanaf %(dag)s kun je aanspraak maken op je functie.", dag=datum(stand.aanspraak_vanaf))
    if uitkomst.reden is GeenAanspraak.PROJECT_OF_PROGRAMMA:
        return _("Je detachering is voor een project of programma en geeft geen aanspraak op de functie.")
    if uitkomst.aanspraak_vanaf is not None:
        return _("Je detachering eindigt voordat de twee jaar vol zijn.")
    return _("Je bent nu niet gedetacheerd bij JIO.")


def _vervolg(stand: Stand | None) -> str:
    if stand is None:
        return _("Hier komt je detachering zodra HR haar vastlegt, met de dag waarop je aanspraak kunt maken.")
    uitkomst = stand.uitkomst
    if uitkomst is None or uitkomst.teller_vanaf is None:
        return ""
    if uitkomst.aanspraak_vanaf is not None and not uitkomst.aanspraak and not stand.loopt_dan:
        return _(
            "Twee jaar is vol op %(vol)s. Wordt je detachering verlengd, dan verandert dit.",
            vol=datum(uitkomst.aanspraak_vanaf),
        )
    return _(
        "Er wordt geteld sinds %(dag)s. Of je de functie krijgt, is een besluit.", dag=datum(uitkomst.teller_vanaf)
    )


def _kort(stand: Stand) -> woorden.Staat:
    """Return in a few words where somebody stands, for the list."""
    uitkomst = stand.uitkomst
    if uitkomst is None:
        return "niet_getoetst", _("een instelling ontbreekt")
    if uitkomst.aanspraak:
        return "goed", _("kan aanspraak maken")
    if stand.aanspraak_vanaf is not None:
        return "bezig", _("telt")
    if uitkomst.reden is GeenAanspraak.PROJECT_OF_PROGRAMMA:
        return "neutraal", _("project of programma")
    if uitkomst.aanspraak_vanaf is not None:
        return "neutraal", _("eindigt eerder")
    return "neutraal", _("nu niet gedetacheerd")


def _kan(stand: Stand | None, ingediend: tuple[Aanspraakregel, ...]) -> bool:
    """Tell whether the button is there: a claim is possible, and none is open or granted for the same count."""
    uitkomst = stand.uitkomst if stand else None
    if uitkomst is None or not uitkomst.aanspraak:
        return False
    return not any(
        regel.open or (regel.status is Aanspraakstatus.TOEGEKEND and regel.teller_vanaf == uitkomst.teller_vanaf)
        for regel in ingediend
    )


def _tekening(stand: Stand, vandaag: date) -> Markup | None:
    """Draw the count as a line: where it began, today, and when the two years are complete."""
    uitkomst = stand.uitkomst
    if uitkomst is None or uitkomst.teller_vanaf is None or uitkomst.aanspraak_vanaf is None:
        return None
    begin, vol = uitkomst.teller_vanaf, uitkomst.aanspraak_vanaf
    return tijdlijn(
        [
            Gebeurtenis(begin, _("het tellen begon"), Plek.GEWEEST),
            Gebeurtenis(vol, _("twee jaar vol"), Plek.GEWEEST if vol <= vandaag else Plek.KOMT),
        ],
        van=begin - HALF_JAAR,
        tot=max(vol, vandaag) + HALF_JAAR,
        vandaag=vandaag,
        titel=_("Twee jaar in dezelfde functie"),
        omschrijving=_("Een lijn van het begin van het tellen tot de dag waarop de twee jaar vol zijn."),
        taal=str(get_locale()),
    )

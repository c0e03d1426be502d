# SPDX-License-Identifier: EUPL-1.2
"""Function lists, measurements, and who does what: drawn up, compared, adopted, and what follows (NFI 7.1)."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist
from plugins.nfi.bezwarend.procedure import Lijststatus, Verlengstatus
from plugins.nfi.bezwarend.rules.functielijst import NIET_OP_DE_LIJST, Frequentie, Lijstrij, Soort
from plugins.nfi.bezwarend.services import lijsten, mensen, metingen
from plugins.nfi.personen import nummer_naar_medewerker
from plugins.nfi.policy import LIJST, PLAATSING, doel
from plugins.nfi.taal import _, ngettext

bp = Blueprint("nfi_bezwarend", __name__, url_prefix="/bezwarend", template_folder="templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Functielijsten", "nfi_bezwarend.lijsten_", "bekijk", LIJST, 30),
            Menupunt("Geluid", "nfi_bezwarend.metingen_", "bekijk", LIJST, 31),
            Menupunt("Wie doet wat", "nfi_bezwarend.mensen_", "bekijk", PLAATSING, 32),
        ),
    ),
)

Staat = tuple[str, str]


def lijststaat(status: Lijststatus) -> Staat:
    """Return how far a list is."""
    woorden: dict[Lijststatus, Staat] = {
        Lijststatus.CONCEPT: ("concept", _("concept")),
        Lijststatus.AANGEBODEN: ("wacht", _("wacht op een tweede persoon")),
        Lijststatus.VASTGESTELD: ("goed", _("vastgesteld")),
        Lijststatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
    }
    return woorden[status]


def verlengstaat(status: Verlengstatus) -> Staat:
    """Return how far an extension is."""
    woorden: dict[Verlengstatus, Staat] = {
        Verlengstatus.VOORGESTELD: ("wacht", _("wacht op een tweede persoon")),
        Verlengstatus.VASTGESTELD: ("goed", _("vastgesteld")),
        Verlengstatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
    }
    return woorden[status]


def soortnaam(soort: Soort) -> str:
    """Return what a kind of condition is called."""
    namen = {
        Soort.STANK: _("stank"),
        Soort.LAWAAI: _("lawaai"),
        Soort.KLEDING: _("beschermende kleding"),
        Soort.PRIKKELING: _("prikkeling"),
    }
    return namen[soort]


def frequentienaam(vaak: Frequentie | None) -> str:
    """Return how often a kind occurs."""
    namen = {
        None: "–",
        Frequentie.NU_EN_DAN: _("nu en dan"),
        Frequentie.REGELMATIG: _("regelmatig"),
        Frequentie.ALTIJD: _("altijd"),
    }
    return namen[vaak]


# --- lists


@bp.get("/")
@vereist("bekijk", LIJST)
def lijsten_() -> ResponseReturnValue:
    """Show every list, and until when there is one."""
    return _lijsten([])


@bp.post("/")
@vereist("wijzig", LIJST)
def maak() -> ResponseReturnValue:
    """Draw up a draft."""
    try:
        nummer = lijsten.maak(
            ctx(),
            naam=veldtekst("naam"),
            van=lees_datum("van"),
            tot_en_met=lees_datum("tot_en_met"),
            bron=veldtekst("bron"),
            volgens=veldtekst("volgens") or None,
        )
    except Geweigerd as fout:
        return _lijsten(veldfouten(fout))
    flash(_("Het concept staat klaar. Vul het aan en bied het aan een collega aan."), "goed")
    return redirect(url_for("nfi_bezwarend.lijst", nummer=nummer), 303)


@bp.post("/verlengen")
@vereist("wijzig", LIJST)
def verleng() -> ResponseReturnValue:
    """Propose to keep the last list until a day."""
    try:
        lijsten.stel_verlenging_voor(ctx(), tot_en_met=lees_datum("verleng_tot"), reden=veldtekst("reden"))
    except Geweigerd as fout:
        veld = {"tot_en_met": "verleng_tot"}.get(fout.veld, fout.veld)
        return _lijsten(veldfouten(Geweigerd(veld, fout.reden)))
    flash(_("Je voorstel wacht op een collega."), "goed")
    return redirect(url_for("nfi_bezwarend.lijsten_"), 303)


@bp.post("/verlenging/<int:nummer>")
@vereist("stel_vast", LIJST)
def beslis_verlenging(nummer: int) -> ResponseReturnValue:
    """Decide on somebody else's proposal to keep a list."""
    return voer_uit(
        partial(
            lijsten.beslis_verlenging,
            ctx(),
            nummer,
            akkoord=veldtekst("besluit") == "ja",
            herreken_vanaf=veldtekst("herreken_vanaf") or None,
        ),
        _("Het besluit is vastgelegd."),
        url_for("nfi_bezwarend.lijsten_"),
    )


@bp.get("/lijst/<int:nummer>")
@vereist("bekijk", LIJST)
def lijst(nummer: int) -> ResponseReturnValue:
    """Show a list that was drawn up here."""
    return _lijst(nummer, [])


@bp.get("/reglement/<naam>")
@vereist("bekijk", LIJST)
def reglement(naam: str) -> ResponseReturnValue:
    """Show a list that stands in the regulation."""
    return _lijst(naam, [])


@bp.post("/lijst/<int:nummer>/rij")
@vereist("wijzig", LIJST)
def zet_rij(nummer: int) -> ResponseReturnValue:
    """Add a row to a draft, or change one."""
    try:
        rij = Lijstrij(
            veldtekst("code"),
            bool(veldtekst("rol")),
            stank=_frequentie(Soort.STANK),
            lawaai=_frequentie(Soort.LAWAAI),
            kleding=_frequentie(Soort.KLEDING),
            prikkeling=_frequentie(Soort.PRIKKELING),
            voorwaarde=veldtekst("voorwaarde") or None,
            naam=veldtekst("naam"),
            werkplek=veldtekst("werkplek") or None,
        )
        lijsten.zet_rij(ctx(), nummer, rij)
    except Geweigerd as fout:
        return _lijst(nummer, veldfouten(fout))
    flash(_("De rij is opgeslagen."), "goed")
    return redirect(url_for("nfi_bezwarend.lijst", nummer=nummer), 303)


@bp.post("/lijst/<int:nummer>/rij/weg")
@vereist("wijzig", LIJST)
def haal_rij_weg(nummer: int) -> ResponseReturnValue:
    """Take a row out of a draft."""
    return voer_uit(
        partial(lijsten.haal_rij_weg, ctx(), nummer, veldtekst("code")),
        _("De rij is weg."),
        url_for("nfi_bezwarend.lijst", nummer=nummer),
    )


@bp.post("/lijst/<int:nummer>/aanbieden")
@vereist("wijzig", LIJST)
def bied_aan(nummer: int) -> ResponseReturnValue:
    """Offer a draft to a colleague."""
    return voer_uit(
        partial(lijsten.bied_aan, ctx(), nummer),
        _("De lijst wacht op een collega, die haar nakijkt en vaststelt."),
        url_for("nfi_bezwarend.lijst", nummer=nummer),
    )


@bp.post("/lijst/<int:nummer>/terug")
@vereist("wijzig", LIJST)
def geef_terug(nummer: int) -> ResponseReturnValue:
    """Make an offered list a draft again."""
    return voer_uit(
        partial(lijsten.geef_terug, ctx(), nummer),
        _("De lijst is weer een concept."),
        url_for("nfi_bezwarend.lijst", nummer=nummer),
    )


@bp.post("/lijst/<int:nummer>/intrekken")
@vereist("wijzig", LIJST)
def trek_in(nummer: int) -> ResponseReturnValue:
    """Withdraw a list that was not adopted."""
    return voer_uit(
        partial(lijsten.trek_in, ctx(), nummer), _("De lijst is ingetrokken."), url_for("nfi_bezwarend.lijsten_")
    )


@bp.post("/lijst/<int:nummer>/vaststellen")
@vereist("stel_vast", LIJST)
def stel_vast(nummer: int) -> ResponseReturnValue:
    """Adopt a list that somebody else offered."""
    try:
        aantal = lijsten.stel_vast(ctx(), nummer, veldtekst("herreken_vanaf") or None)
    except Geweigerd as fout:
        return _lijst(nummer, veldfouten(fout))
    flash(
        ngettext(
            "De lijst is vastgesteld. %(num)s maand van een medewerker wordt opnieuw berekend.",
            "De lijst is vastgesteld. %(num)s maanden van medewerkers worden opnieuw berekend.",
            aantal,
        )
        if aantal
        else _("De lijst is vastgesteld. Er wordt niets opnieuw berekend."),
        "goed",
    )
    return redirect(url_for("nfi_bezwarend.lijst", nummer=nummer), 303)


# --- measurements


@bp.get("/metingen")
@vereist("bekijk", LIJST)
def metingen_() -> ResponseReturnValue:
    """Show the workplaces with noise and what was measured there."""
    return _metingen([])


@bp.post("/metingen")
@vereist("wijzig", LIJST)
def meet() -> ResponseReturnValue:
    """Record a measurement."""
    try:
        decibel = veldtekst("decibel")
        if not decibel.isdecimal() or len(decibel) > len("200"):
            raise Geweigerd("decibel", _("schrijf een heel getal van 0 tot en met 200"))
        metingen.meet(
            ctx(),
            werkplek=veldtekst("werkplek"),
            datum=lees_datum("datum"),
            decibel=int(decibel),
            gemeten_door=veldtekst("gemeten_door"),
        )
    except Geweigerd as fout:
        return _metingen(veldfouten(fout))
    flash(_("De meting is vastgelegd. Wie daar werkt, wordt opnieuw berekend."), "goed")
    return redirect(url_for("nfi_bezwarend.metingen_"), 303)


@bp.post("/metingen/<int:nummer>/vervalt")
@vereist("wijzig", LIJST)
def meting_vervalt(nummer: int) -> ResponseReturnValue:
    """Take out a measurement that was recorded by mistake."""
    return voer_uit(
        partial(metingen.laat_vervallen, ctx(), nummer),
        _("De meting telt niet meer mee. Ze blijft bewaard."),
        url_for("nfi_bezwarend.metingen_"),
    )


# --- people


@bp.get("/mensen")
@vereist("bekijk", PLAATSING)
def mensen_() -> ResponseReturnValue:
    """Show who has which function and role, what is asked, and how names are linked to the list."""
    return _mensen([])


@bp.post("/mensen/functie")
@vereist("wijzig", PLAATSING)
def zet_functie() -> ResponseReturnValue:
    """Record somebody's function."""

    def doe() -> None:
        wie = nummer_naar_medewerker(ctx(), veldtekst("personeelsnummer"), doel(PLAATSING))
        mensen.zet_functie(
            ctx(),
            wie,
            functienaam=veldtekst("functienaam"),
            van=lees_datum("van"),
            tot_en_met=lees_datum_of_leeg("tot_en_met"),
        )

    return voer_uit(doe, _("De functie is vastgelegd."), url_for("nfi_bezwarend.mensen_"))


@bp.post("/mensen/rol")
@vereist("wijzig", PLAATSING)
def zet_rol() -> ResponseReturnValue:
    """Record somebody's role."""

    def doe() -> None:
        wie = nummer_naar_medewerker(ctx(), veldtekst("personeelsnummer"), doel(PLAATSING))
        mensen.zet_rol(
            ctx(), wie, rol=veldtekst("rol"), van=lees_datum("van"), tot_en_met=lees_datum_of_leeg("tot_en_met")
        )

    return voer_uit(doe, _("De rol is vastgelegd."), url_for("nfi_bezwarend.mensen_"))


@bp.post("/mensen/koppeling")
@vereist("wijzig", LIJST)
def koppel() -> ResponseReturnValue:
    """Link a name of HR to a code of the list."""

    def doe() -> None:
        mensen.koppel(ctx(), functienaam=veldtekst("functienaam"), code=veldtekst("code"), van=lees_datum("van"))

    return voer_uit(doe, _("De functie is gekoppeld."), url_for("nfi_bezwarend.mensen_"))


@bp.post("/mensen/<int:medewerker>/voorwaarde")
@vereist("wijzig", PLAATSING)
def voorwaarde(medewerker: int) -> ResponseReturnValue:
    """Answer whether somebody meets the condition of the own row this year."""
    context = ctx()

    def doe() -> None:
        jaar = veldtekst("jaar")
        if not jaar.isdecimal():
            raise Geweigerd("jaar", _("kies een jaar"))
        mensen.beantwoord_voorwaarde(context, medewerker, int(jaar), voldoet=veldtekst("voldoet") == "ja")

    return voer_uit(doe, _("Het antwoord is vastgelegd."), url_for("nfi_bezwarend.mensen_"))


@bp.post("/mensen/toekenning")
@vereist("wijzig", PLAATSING)
def ken_toe() -> ResponseReturnValue:
    """Decide that somebody who is on no list gets the allowance."""
    try:
        wie = nummer_naar_medewerker(ctx(), veldtekst("personeelsnummer"), doel(PLAATSING))
        mensen.ken_toe(
            ctx(),
            wie,
            van=lees_datum("van"),
            tot_en_met=lees_datum("tot_en_met"),
            soorten={soort: vaak for soort in Soort if (vaak := _frequentie(soort)) is not None},
            werkplek=veldtekst("werkplek"),
            besluit_op=lees_datum("besluit_op"),
            reden=veldtekst("reden"),
        )
    except Geweigerd as fout:
        return _mensen(veldfouten(fout))
    flash(_("Het besluit is vastgelegd en telt mee in de volgende berekening."), "goed")
    return redirect(url_for("nfi_bezwarend.mensen_"), 303)


@bp.post("/mensen/vervalt/<wat>/<int:nummer>")
@vereist("wijzig", PLAATSING)
def vervalt(wat: str, nummer: int) -> ResponseReturnValue:
    """Take out something that was recorded by mistake."""
    return voer_uit(
        partial(mensen.laat_vervallen, ctx(), wat, nummer),
        _("Dit telt niet meer mee. Het blijft bewaard."),
        url_for("nfi_bezwarend.mensen_"),
    )


def _frequentie(soort: Soort) -> Frequentie | None:
    gekozen = veldtekst(soort.value)
    if gekozen not in ("", *Frequentie):
        raise Geweigerd(soort.value, _("kies uit de lijst"))
    return Frequentie(gekozen) if gekozen else None


def _keuzes() -> list[dict[str, str]]:
    leeg = [{"waarde": "", "tekst": _("komt niet voor")}]
    return leeg + [{"waarde": vaak.value, "tekst": frequentienaam(vaak)} for vaak in Frequentie]


def _lijsten(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    gezien = lijsten.overzicht(context)
    pagina = render_template(
        "nfi/lijsten.html",
        overzicht=gezien,
        staat_van=lijststaat,
        verlengstaat=verlengstaat,
        mag_wijzigen=context.mag("wijzig", doel(LIJST)),
        mag_vaststellen=context.mag("stel_vast", doel(LIJST)),
        ik=context.actor.account_id,
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _lijst(nummer: int | str, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = lijsten.beeld(context, nummer)
    pagina = render_template(
        "nfi/lijst.html",
        beeld=beeld,
        nummer=nummer,
        staat_van=lijststaat,
        soorten=[(soort, soortnaam(soort)) for soort in Soort],
        vaak=frequentienaam,
        soortnaam=soortnaam,
        keuzes=_keuzes(),
        mag_wijzigen=beeld.record is not None and context.mag("wijzig", doel(LIJST)),
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _metingen(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "nfi/metingen.html",
        beeld=metingen.metingen(context),
        mag_wijzigen=context.mag("wijzig", doel(LIJST)),
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _mensen(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = mensen.mensen(context)
    codes = [{"waarde": code, "tekst": naam} for code, naam in sorted(beeld.codes.items(), key=lambda paar: paar[1])]
    bladzijde = Bladzijde(bladzijdenummer(), len(beeld.mensen))
    pagina = render_template(
        "nfi/mensen.html",
        beeld=beeld,
        mensen=beeld.mensen[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
        codes=[*codes, {"waarde": NIET_OP_DE_LIJST, "tekst": _("staat niet op de lijst")}],
        rollen=[{"waarde": code, "tekst": naam} for code, naam in beeld.rollen.items()],
        soorten=[(soort, soortnaam(soort)) for soort in Soort],
        keuzes=_keuzes(),
        mag_wijzigen=context.mag("wijzig", doel(PLAATSING)),
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200

# SPDX-License-Identifier: EUPL-1.2
"""Appointments of professors and lectors: reported, granted, explained, ended and followed by another (NFI 7.2)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.nfi.hoogleraren.maandbron import uren_per_week
from plugins.nfi.hoogleraren.procedure import Benoemingstatus
from plugins.nfi.hoogleraren.rules.looptijd import Rol
from plugins.nfi.hoogleraren.services import benoemingen
from plugins.nfi.hoogleraren.services.benoemingen import Aanmelding, Dossier
from plugins.nfi.personen import nummer_naar_medewerker
from plugins.nfi.policy import BENOEMING, doel
from plugins.nfi.taal import _, uitlegregels

bp = Blueprint("nfi_hoogleraren", __name__, url_prefix="/hoogleraren", template_folder="templates")
PAGINAS = (Paginas(bp, (Menupunt("Hoogleraren en lectoren", "nfi_hoogleraren.lijst", "bekijk", BENOEMING, 40),)),)

Staat = tuple[str, str]


def benoemingstaat(status: Benoemingstatus) -> Staat:
    """Return how far an appointment is."""
    woorden: dict[Benoemingstatus, Staat] = {
        Benoemingstatus.AANGEMELD: ("wacht", _("wacht op een besluit")),
        Benoemingstatus.TOEGEKEND: ("goedgekeurd", _("toegekend")),
        Benoemingstatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
        Benoemingstatus.VERVALLEN: ("neutraal", _("vervallen")),
    }
    return woorden[status]


def rolnaam(rol: Rol) -> str:
    """Return what somebody is appointed to."""
    return _("bijzonder hoogleraar") if rol is Rol.HOOGLERAAR else _("bijzonder lector")


@bp.get("/")
@vereist("bekijk", BENOEMING)
def lijst() -> ResponseReturnValue:
    """Show every appointment, and the form to report one."""
    return _lijst([])


@bp.post("/")
@vereist("wijzig", BENOEMING)
def meld_aan() -> ResponseReturnValue:
    """Report an appointment."""
    context = ctx()
    try:
        wie = nummer_naar_medewerker(context, veldtekst("personeelsnummer"), doel(BENOEMING))
        nummer = benoemingen.meld_aan(context, wie, _aanmelding(None))
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(_("De benoeming is aangemeld. Een collega beslist over de toelage."), "goed")
    return redirect(url_for("nfi_hoogleraren.benoeming", nummer=nummer), 303)


@bp.get("/<int:nummer>")
@vereist("bekijk", BENOEMING)
def benoeming(nummer: int) -> ResponseReturnValue:
    """Show an appointment, what it pays and why, and what must still be done."""
    return _dossier(nummer, [])


@bp.post("/<int:nummer>/document")
@vereist("wijzig", BENOEMING)
def document(nummer: int) -> ResponseReturnValue:
    """Record where the written appointment is kept."""
    try:
        benoemingen.leg_document_vast(
            ctx(), nummer, document=veldtekst("document"), ontvangen_op=lees_datum("ontvangen_op")
        )
    except Geweigerd as fout:
        return _dossier(nummer, veldfouten(fout))
    return _gelukt(nummer, _("Het document is vastgelegd."))


@bp.post("/<int:nummer>/verklaring")
@vereist("wijzig", BENOEMING)
def verklaring(nummer: int) -> ResponseReturnValue:
    """Record the declaration of an appointment without pay."""
    try:
        benoemingen.leg_verklaring_vast(
            ctx(), nummer, verklaring=veldtekst("verklaring"), op=lees_datum("verklaring_op")
        )
    except Geweigerd as fout:
        return _dossier(nummer, veldfouten(fout))
    return _gelukt(nummer, _("De verklaring is vastgelegd. De toelage kan nu worden betaald."))


@bp.post("/<int:nummer>/besluit")
@vereist("beslis", BENOEMING)
def beslis(nummer: int) -> ResponseReturnValue:
    """Grant or refuse the allowance."""
    try:
        besluit = veldtekst("besluit")
        if besluit not in ("toekennen", "afwijzen"):
            raise Geweigerd("besluit", _("kies wat het besluit is"))
        benoemingen.beslis(ctx(), nummer, toegekend=besluit == "toekennen", reden=veldtekst("reden"))
    except Geweigerd as fout:
        return _dossier(nummer, veldfouten(fout))
    return _gelukt(nummer, _("Het besluit is vastgelegd. De medewerker krijgt een bericht."))


@bp.post("/<int:nummer>/einde")
@vereist("wijzig", BENOEMING)
def beeindig(nummer: int) -> ResponseReturnValue:
    """Record that an appointment ends before its term."""
    try:
        benoemingen.beeindig(ctx(), nummer, laatste_dag=lees_datum("laatste_dag"), reden=veldtekst("einde_reden"))
    except Geweigerd as fout:
        veld = {"reden": "einde_reden"}.get(fout.veld, fout.veld)
        return _dossier(nummer, veldfouten(Geweigerd(veld, fout.reden)))
    return _gelukt(nummer, _("Het einde is vastgelegd. De toelage stopt die dag."))


@bp.post("/<int:nummer>/salaris")
@vereist("beslis", BENOEMING)
def salaris(nummer: int) -> ResponseReturnValue:
    """Say whether a salary that was recorded after the award repairs an error or is a raise."""
    try:
        benoemingen.beslis_salaris(ctx(), nummer, aard=veldtekst("aard"), reden=veldtekst("salaris_reden"))
    except Geweigerd as fout:
        veld = {"reden": "salaris_reden"}.get(fout.veld, fout.veld)
        return _dossier(nummer, veldfouten(Geweigerd(veld, fout.reden)))
    return _gelukt(nummer, _("Je besluit is vastgelegd."))


@bp.post("/<int:nummer>/herbenoeming")
@vereist("wijzig", BENOEMING)
def herbenoem(nummer: int) -> ResponseReturnValue:
    """Report the appointment that follows this one; the allowance is calculated anew."""
    context = ctx()
    try:
        vorige = benoemingen.dossier(context, nummer).record
        nieuw = benoemingen.meld_aan(context, vorige.medewerker_id, _aanmelding(nummer))
    except Geweigerd as fout:
        return _dossier(nummer, veldfouten(fout))
    flash(_("De herbenoeming is aangemeld. De toelage wordt opnieuw berekend; een collega beslist."), "goed")
    return redirect(url_for("nfi_hoogleraren.benoeming", nummer=nieuw), 303)


@bp.post("/<int:nummer>/geen-herbenoeming")
@vereist("wijzig", BENOEMING)
def geen_herbenoeming(nummer: int) -> ResponseReturnValue:
    """Answer that an appointment that ends is not followed by another."""
    return voer_uit(
        partial(benoemingen.geen_herbenoeming, ctx(), nummer),
        _("Vastgelegd: er komt geen herbenoeming. De toelage stopt op de laatste dag."),
        url_for("nfi_hoogleraren.benoeming", nummer=nummer),
    )


@bp.post("/<int:nummer>/vervalt")
@vereist("wijzig", BENOEMING)
def vervalt(nummer: int) -> ResponseReturnValue:
    """Take out an appointment that was reported by mistake."""
    return voer_uit(
        partial(benoemingen.laat_vervallen, ctx(), nummer),
        _("De benoeming telt niet meer mee. Ze blijft bewaard."),
        url_for("nfi_hoogleraren.benoeming", nummer=nummer),
    )


def _aanmelding(vorige_id: int | None) -> Aanmelding:
    try:
        rol = Rol(veldtekst("rol"))
    except ValueError as fout:
        raise Geweigerd("rol", _("kies hoogleraar of lector")) from fout
    return Aanmelding(
        rol,
        veldtekst("naam"),
        veldtekst("instelling"),
        lees_datum("ingangsdatum"),
        lees_datum_of_leeg("einddatum"),
        _getal("uren_per_week") or Decimal(8),
        veldtekst("document"),
        lees_datum_of_leeg("ontvangen_op"),
        _centen("oude_toelage"),
        vorige_id,
    )


def _getal(veld: str) -> Decimal | None:
    tekst = veldtekst(veld).replace(",", ".")
    if not tekst:
        return None
    try:
        getal = Decimal(tekst)
    except InvalidOperation as fout:
        raise Geweigerd(veld, _("schrijf een getal, als 8 of 9,5")) from fout
    if not getal.is_finite() or getal < 0:
        raise Geweigerd(veld, _("schrijf een getal van 0 of meer"))
    return getal


def _centen(veld: str) -> int | None:
    getal = _getal(veld)
    if getal is None:
        return None
    if getal * 100 != int(getal * 100):
        raise Geweigerd(veld, _("schrijf ten hoogste twee decimalen"))
    return int(getal * 100)


def _gelukt(nummer: int, tekst: str) -> ResponseReturnValue:
    flash(tekst, "goed")
    return redirect(url_for("nfi_hoogleraren.benoeming", nummer=nummer), 303)


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regels = benoemingen.lijst(context)
    pagina = render_template(
        "nfi/hoogleraren.html",
        regels=regels,
        wachtend=[regel for regel in regels if regel.record.status is Benoemingstatus.AANGEMELD],
        binnenkort=[regel for regel in regels if regel.eindigt_binnenkort],
        staat_van=benoemingstaat,
        rolnaam=rolnaam,
        rollen=_rollen(),
        mag_wijzigen=context.mag("wijzig", doel(BENOEMING)),
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _dossier(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    gezien = benoemingen.dossier(context, nummer)
    record = gezien.record
    zelf = context.actor.medewerker_id == record.medewerker_id
    pagina = render_template(
        "nfi/benoeming.html",
        dossier=gezien,
        record=record,
        toelage=gezien.antwoord.uitkomst if gezien.antwoord else None,
        uitleg=uitlegregels(gezien.antwoord.stappen) if gezien.antwoord else [],
        zin=_zin(gezien),
        uren=uren_per_week(record),
        staat_van=benoemingstaat,
        rolnaam=rolnaam,
        rollen=_rollen(),
        volgend=benoemingen.herbenoeming_van(record),
        mag_wijzigen=context.mag("wijzig", doel(BENOEMING)) and not zelf,
        mag_beslissen=context.mag("beslis", doel(BENOEMING)) and not zelf,
        eigen_aanmelding=record.aangemeld_door == context.actor.account_id,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _rollen() -> list[dict[str, str]]:
    return [{"waarde": rol.value, "tekst": rolnaam(rol)} for rol in Rol]


def _zin(gezien: Dossier) -> str:
    record = gezien.record
    if record.status is Benoemingstatus.AANGEMELD:
        return _("Over de toelage van %(wie)s is nog niet beslist.", wie=gezien.persoon)
    if record.status is Benoemingstatus.AFGEWEZEN:
        return _("%(wie)s krijgt geen toelage voor deze benoeming.", wie=gezien.persoon)
    if record.status is Benoemingstatus.VERVALLEN:
        return _("Deze benoeming is vervallen en telt niet mee.")
    if record.verklaring_op is None:
        return _("De toelage van %(wie)s is toegekend, maar wacht op een verklaring.", wie=gezien.persoon)
    return _("De toelage van %(wie)s is toegekend.", wie=gezien.persoon)

# SPDX-License-Identifier: EUPL-1.2
"""Postings: how an amount came about, for the employee, HR and the auditor; also with the unit switched off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auditspoor.services import leg_inzage_vast
from core.bezwaren.services import beantwoord, bezwaren_van, maak_bezwaar
from core.contributions import Feitdeel, Menupunt, Paginas
from core.ledger.aankondiging import aankondiging_bij, stem_in
from core.ledger.lezer import gegeven_voor_ander
from core.ledger.models import Verrekenkeuze
from core.ledger.services import beslis_verrekening, boeking_met_uitleg, boekingen_van
from core.ledger.zoeken import Boekingstand
from core.people.policy import Doel
from core.people.services import zoek_medewerkers
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx, ingeschakeld
from core.web.rights import Recht, recht_van, vereist
from core.web.services import eigen_personeelsnummer, feitverhaal

bp = Blueprint("boekingen", __name__, url_prefix="/boekingen")
PAGINAS = Paginas(bp, (Menupunt("Boekingen", "boekingen.zoek", "bekijk", "core.boeking", 35),))

GROOTSTE_NUMMER = 2**63 - 1


@dataclass(frozen=True)
class Verwijzing:
    """A record behind a posting, with the addresses that the reader may open."""

    deel: Feitdeel
    url: str | None
    spoor_url: str | None


@bp.get("/")
@vereist("bekijk", "core.boeking")
def zoek() -> ResponseReturnValue:
    """Find postings by personnel number, name or posting number; without a question show the reader's own."""
    context = ctx()
    vraag, periode = request.args.get("zoek", "").strip(), request.args.get("periode", "").strip() or None
    boeking = request.args.get("boeking", "").strip()
    if boeking.isdecimal() and int(boeking) <= GROOTSTE_NUMMER:
        return redirect(url_for("boekingen.toon", nummer=int(boeking)), 303)
    nummer = request.args.get("nummer", "").strip() or vraag or (eigen_personeelsnummer(context) or "")
    regels = boekingen_van(context, nummer, periode) if nummer else ()
    mag_zoeken = context.installatie.beleid.mag_ergens(context.actor, "zoek", "core.persoon")
    personen = zoek_medewerkers(context, vraag).medewerkers if vraag and not regels and mag_zoeken else ()
    bladzijde = Bladzijde(bladzijdenummer(), len(regels))
    return render_template(
        "kern/boekingen.html",
        vraag=vraag,
        nummer=nummer,
        periode=periode,
        boeking=boeking,
        regels=regels[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        wie=regels[0].naam if regels else None,
        eigen=bool(regels) and regels[0].boeking.medewerker_id == context.actor.medewerker_id,
        personen=[persoon for persoon in personen if persoon.personeelsnummer],
        bladzijde=bladzijde,
        zoekt_anderen=_leest_anderen(),
        naam=_regelingnaam,
    )


@bp.get("/<int:nummer>")
@vereist("bekijk", "core.boeking")
def toon(nummer: int) -> ResponseReturnValue:
    """Explain one posting."""
    return _pagina(nummer, [])


@bp.post("/<int:nummer>/besluit")
@vereist("beslis", "core.boeking")
def besluit(nummer: int) -> ResponseReturnValue:
    """Decide what happens with an amount below zero."""
    try:
        beslis_verrekening(
            ctx(),
            nummer,
            _keuze(),
            veldtekst("reden"),
            instemming=veldtekst("instemming") == "ja",
        )
    except Geweigerd as fout:
        return _pagina(nummer, veldfouten(fout))
    flash(_("Je besluit is vastgelegd. Het telt mee in het volgende loonbestand."), "goed")
    return redirect(url_for("boekingen.toon", nummer=nummer), 303)


@bp.post("/<int:nummer>/bezwaar")
@vereist("maak_bezwaar", "core.boeking")
def bezwaar(nummer: int) -> ResponseReturnValue:
    """Object to one's own posting."""
    try:
        maak_bezwaar(ctx(), nummer, veldtekst("bezwaar"))
    except Geweigerd as fout:
        return _pagina(nummer, veldfouten(fout))
    flash(_("Je bezwaar is ingediend. HR geeft antwoord; je krijgt daarover een bericht."), "goed")
    return redirect(url_for("boekingen.toon", nummer=nummer), 303)


@bp.post("/<int:nummer>/instemming")
@vereist("stem_in", "core.boeking")
def instemming(nummer: int) -> ResponseReturnValue:
    """Agree with a deduction that was announced."""
    context = ctx()
    return voer_uit(
        lambda: stem_in(context, nummer),
        _("Je instemming is vastgelegd."),
        url_for("boekingen.toon", nummer=nummer),
    )


@bp.post("/<int:nummer>/antwoord")
@vereist("beantwoord", "core.boeking")
def antwoord(nummer: int) -> ResponseReturnValue:
    """Answer an objection."""
    try:
        beantwoord(ctx(), nummer, veldtekst("antwoord"))
    except Geweigerd as fout:
        return _pagina(nummer, veldfouten(fout))
    flash(_("Je antwoord is verstuurd."), "goed")
    return redirect(url_for("boekingen.toon", nummer=nummer), 303)


def _pagina(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    keten, uitleg = boeking_met_uitleg(context, min(nummer, GROOTSTE_NUMMER))
    regel = next(regel for regel in keten if regel.boeking.id == nummer)
    boeking = regel.boeking
    if boeking.medewerker_id != context.actor.medewerker_id:
        leg_inzage_vast(context, boeking.medewerker_id, boeking=nummer)
    doel = Doel("core.boeking", eenheid=boeking.eenheid, medewerker_id=boeking.medewerker_id)
    eigen = boeking.medewerker_id == context.actor.medewerker_id
    gegeven = boeking.gegeven if eigen else gegeven_voor_ander(context.installatie, boeking)
    verhaal = feitverhaal(context, boeking.regeling, boeking.feit, boeking.medewerker_id)
    bezwaren = bezwaren_van(context, nummer)
    loopt = any(een.beantwoord_op is None for een in bezwaren)
    pagina = render_template(
        "kern/boeking.html",
        bezwaren=bezwaren,
        bezwaar_loopt=loopt,
        mag_bezwaar=not loopt and regel.stand is not Boekingstand.VOORLOPIG and context.mag("maak_bezwaar", doel),
        mag_antwoorden=loopt
        and context.mag("beantwoord", doel)
        and boeking.medewerker_id != context.actor.medewerker_id,
        regel=regel,
        boeking=boeking,
        eigen=eigen,
        keten=keten,
        uitleg=uitleg,
        verwijzingen=list(_verwijzingen(verhaal or ())),
        verhaal_lukt=verhaal is not None,
        gegeven=_plat(json.loads(gegeven)) if gegeven else [],
        regeling=_regelingnaam(boeking.regeling),
        eenheid_uit=boeking.eenheid not in ingeschakeld(),
        aankondiging=aankondiging_bij(context, nummer),
        mag_instemmen=context.mag("stem_in", doel) and boeking.medewerker_id == context.actor.medewerker_id,
        mag_brief=regel.stand is not Boekingstand.VOORLOPIG
        and context.mag("maak_brief", Doel("core.brief", eenheid=boeking.eenheid)),
        mag_run=context.mag("bekijk", Doel("core.run", eenheid=boeking.eenheid)),
        mag_parameter=context.installatie.beleid.mag_ergens(context.actor, "bekijk", "core.parameter"),
        mag_spoor=context.mag("bekijk", Doel("core.audit")),
        beslist=regel.stand is Boekingstand.WACHT_OP_BESLUIT and context.mag("beslis", doel),
        sleutels=context.installatie.parameters.sleutels,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _verwijzingen(delen: tuple[Feitdeel, ...]) -> Iterator[Verwijzing]:
    context = ctx()
    spoor = context.mag("bekijk", Doel("core.audit"))
    for deel in delen:
        spoor_url = (
            url_for("audit.spoor_van", soort=deel.object[0], nummer=deel.object[1]) if spoor and deel.object else None
        )
        yield Verwijzing(deel, _eigen_pagina(deel), spoor_url)


def _eigen_pagina(deel: Feitdeel) -> str | None:
    """Return the unit's own page about a record, when the unit is on and the reader may open it."""
    view = current_app.view_functions.get(deel.endpoint or "")
    if view is None or deel.endpoint is None:
        return None
    url = url_for(deel.endpoint, **deel.argumenten)
    recht = recht_van(view)
    context = ctx()
    open_ = isinstance(recht, Recht) and context.installatie.beleid.mag_ergens(
        context.actor, recht.handeling, recht.soort
    )
    return url if open_ and url.split("/")[1] in ingeschakeld() else None


def _leest_anderen() -> bool:
    context = ctx()
    bereik = context.installatie.beleid.reikwijdte(context.actor, "bekijk", "core.boeking")
    return bereik.alle or bereik.alle_eenheden or bool(bereik.eenheden)


def _regelingnaam(regeling: str) -> str:
    gevonden = ctx().installatie.regelingen.get(regeling)
    return gevonden.titel if gevonden else regeling


def _keuze() -> Verrekenkeuze:
    try:
        return Verrekenkeuze(veldtekst("keuze"))
    except ValueError as fout:
        raise Geweigerd("keuze", "kies wat er met het bedrag gebeurt") from fout


def _plat(gegeven: Any, pad: str = "") -> list[tuple[str, str]]:
    """Return the stored input of a calculation as names and values, also when its plugin is gone."""
    if isinstance(gegeven, dict):
        return [paar for naam, kind in gegeven.items() for paar in _plat(kind, f"{pad} {naam}".strip())]
    if isinstance(gegeven, list):
        return [paar for plek, kind in enumerate(gegeven, 1) for paar in _plat(kind, f"{pad} {plek}".strip())]
    naam = pad.replace("_", " ")
    if isinstance(gegeven, bool):
        return [(naam, _("ja") if gegeven else _("nee"))]
    return [(naam, "–" if gegeven is None else str(gegeven))]

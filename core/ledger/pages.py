# SPDX-License-Identifier: EUPL-1.2
"""Runs for HR: what the month comes to, what holds it up, and the steps with four eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.berichten.services import Taakregel, open_taken
from core.contributions import Menupunt, Paginas
from core.ledger.bestand import Bestand
from core.ledger.levering import controle_van, levering_van
from core.ledger.loonkalender import sluiting
from core.ledger.models import Run
from core.ledger.openstaand import redenzin
from core.ledger.overzicht import Runoverzicht
from core.ledger.procedure import OPEN, Runstatus
from core.ledger.services import (
    RunBezet,
    UitlegKloptNiet,
    controleer,
    exporteer,
    geef_terug,
    herreken_vanaf,
    keur_goed,
    maak_run,
    openstaande_feiten,
    run_overzicht,
    runs,
    trek_in,
    verschil_met_vorige,
    wacht_op_besluit,
)
from core.ledger.verschil.pages import redenwoord
from core.ledger.verschil.services import redenen
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.web.filters import dag_kort, maand
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx, ingeschakeld
from core.web.rights import vereist
from core.web.services import accountnamen, omvang
from core.web.taken import werkpunten

bp = Blueprint("runs", __name__, url_prefix="/runs", template_folder="templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Maandruns", "runs.lijst", "bekijk", "core.run", 30),
        Menupunt("Besluiten", "runs.besluiten", "beslis", "core.boeking", 31),
        Menupunt("Taken", "runs.taken", "bekijk", "core.taak", 32),
    ),
)

GROOTSTE_IN_BROWSER = 5_000
"""Employments of a unit up to which a month is calculated while the browser waits: some seconds."""

MAANDEN_TERUG = 14
"""How many months the form offers."""


@dataclass(frozen=True)
class Belemmering:
    """Something that must be done before the next step, and where."""

    tekst: str
    url: str | None = None


@bp.get("/")
@vereist("bekijk", "core.run")
def lijst() -> ResponseReturnValue:
    """Show every run, and the form to calculate a month."""
    return _lijst([])


@bp.post("/")
@vereist("maak", "core.run")
def maak() -> ResponseReturnValue:
    """Calculate a month as a draft."""
    context = ctx()
    eenheid, periode = veldtekst("eenheid"), veldtekst("periode")
    context.eis("maak", Doel("core.run", eenheid=eenheid))
    if (aantal := omvang(context, eenheid)) > GROOTSTE_IN_BROWSER:
        reden = _(
            "%(eenheid)s heeft %(aantal)s medewerkers: te veel om op te wachten. De maandelijkse job doet dit vanzelf;"
            " eerder kan met de opdracht annex run month",
            eenheid=eenheid,
            aantal=aantal,
        )
        return _lijst(veldfouten(Geweigerd("eenheid", reden)))
    try:
        run = maak_run(context, eenheid, periode)
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    except RunBezet as fout:
        return _lijst([{"tekst": str(fout)}])
    flash(_("De maand is berekend."), "goed")
    return redirect(url_for("runs.toon", nummer=run.id), 303)


@bp.post("/herreken")
@vereist("maak", "core.run")
def herreken() -> ResponseReturnValue:
    """Mark earlier months, so that the next draft books the differences."""
    try:
        aantal = herreken_vanaf(ctx(), veldtekst("herreken_eenheid"), veldtekst("herreken_periode"))
    except Geweigerd as fout:
        return _lijst(veldfouten(Geweigerd(f"herreken_{fout.veld}" if fout.veld else "", fout.reden)))
    flash(
        _(
            "%(aantal)s maanden van mensen worden opnieuw berekend in de volgende run."
            " Je ziet de verschillen voordat er iets wordt geboekt.",
            aantal=aantal,
        ),
        "goed",
    )
    return redirect(url_for("runs.lijst"), 303)


@bp.get("/<int:nummer>")
@vereist("bekijk", "core.run")
def toon(nummer: int) -> str:
    """Show one run."""
    context = ctx()
    overzicht = run_overzicht(context, nummer)
    run = overzicht.run
    zoek = request.args.get("zoek", "").strip()
    vanaf = (bladzijdenummer() - 1) * PER_BLADZIJDE
    vergelijking = verschil_met_vorige(context, nummer, vanaf, PER_BLADZIJDE + 1, zoek)
    waarom = redenen(context, run, vergelijking)
    namen = accountnamen(
        context,
        (
            run.gemaakt_door,
            run.gecontroleerd_door,
            run.goedgekeurd_door,
            run.geexporteerd_door,
            run.teruggegeven_door,
            run.ingetrokken_door,
        ),
    )
    doel = Doel("core.run", eenheid=run.eenheid)
    mag = {
        stap: context.mag(stap, doel) for stap in ("maak", "controleer", "keurgoed", "geefterug", "trekin", "exporteer")
    }
    return render_template(
        "ledger/run.html",
        run=run,
        eenheid=_eenheidnaam(run.eenheid),
        overzicht=overzicht,
        belemmeringen=[] if run.status == Runstatus.INGETROKKEN else list(_belemmeringen(overzicht)),
        vergelijking=vergelijking,
        regels=vergelijking.regels[:PER_BLADZIJDE],
        waarom={wie: list(dict.fromkeys(redenwoord(deel.reden) for deel in delen)) for wie, delen in waarom.items()},
        meer=len(vergelijking.regels) > PER_BLADZIJDE,
        bladzijdenummer=bladzijdenummer(),
        zoek=zoek,
        open=run.status in OPEN,
        stappen=_stappen(run, namen),
        mag=mag,
        eigen_stap=context.actor.account_id in (run.gemaakt_door, run.gecontroleerd_door),
        Runstatus=Runstatus,
        namen=namen,
        controle=controle_van(context, nummer) if run.status == Runstatus.GEEXPORTEERD else None,
        sluiting=sluiting(context, run.eenheid, run.periode)
        if context.mag("bekijk", Doel("core.loonkalender", eenheid=run.eenheid))
        else None,
        levering=levering_van(context, nummer) if run.status == Runstatus.GEEXPORTEERD else None,
        vandaag=context.vandaag,
    )


@bp.get("/<int:nummer>/openstaand")
@vereist("bekijk", "core.run")
def openstaand(nummer: int) -> str:
    """Show the facts that a run could not calculate."""
    context = ctx()
    overzicht = run_overzicht(context, nummer)
    bladzijde = Bladzijde(bladzijdenummer(), sum(aantal for _reden, aantal in overzicht.openstaand))
    return render_template(
        "ledger/openstaand.html",
        run=overzicht.run,
        eenheid=_eenheidnaam(overzicht.run.eenheid),
        regels=openstaande_feiten(context, nummer, bladzijde.vanaf, PER_BLADZIJDE),
        bladzijde=bladzijde,
        zin=lambda regel: redenzin(context.installatie, regel.regeling, regel.reden, regel.gegevens),
        rolnaam=lambda rol: context.installatie.rollen[rol].naam if rol in context.installatie.rollen else rol,
    )


@bp.post("/<int:nummer>/herbereken")
@vereist("maak", "core.run")
def herbereken(nummer: int) -> ResponseReturnValue:
    """Calculate a draft again."""
    context = ctx()
    run = run_overzicht(context, nummer).run
    return _stap(nummer, partial(maak_run, context, run.eenheid, run.periode), _("De maand is opnieuw berekend."))


@bp.post("/<int:nummer>/controleer")
@vereist("controleer", "core.run")
def controle(nummer: int) -> ResponseReturnValue:
    """Record that the reader has checked the draft."""
    return _stap(nummer, partial(controleer, ctx(), nummer), _("Gecontroleerd. Nu keurt iemand anders de run goed."))


@bp.post("/<int:nummer>/keurgoed")
@vereist("keurgoed", "core.run")
def goedkeuring(nummer: int) -> ResponseReturnValue:
    """Approve a checked run."""
    ook = veldtekst("ook_onvolledig") == "ja"
    return _stap(
        nummer, partial(keur_goed, ctx(), nummer, ook_onvolledig=ook), _("Goedgekeurd. De bedragen liggen nu vast.")
    )


@bp.post("/<int:nummer>/geefterug")
@vereist("geefterug", "core.run")
def teruggave(nummer: int) -> ResponseReturnValue:
    """Make a run a draft again, with a reason."""
    return _stap(
        nummer, partial(geef_terug, ctx(), nummer, veldtekst("reden")), _("Teruggegeven. De run is weer een concept.")
    )


@bp.post("/<int:nummer>/trekin")
@vereist("trekin", "core.run")
def intrekking(nummer: int) -> ResponseReturnValue:
    """Withdraw a draft, with a reason."""
    return _stap(
        nummer,
        partial(trek_in, ctx(), nummer, veldtekst("intrekreden")),
        _("Ingetrokken. Er is niets geboekt; wat erin stond komt in de volgende run."),
    )


@bp.post("/<int:nummer>/exporteer")
@vereist("exporteer", "core.run")
def export(nummer: int) -> ResponseReturnValue:
    """Write the payroll file."""
    return _stap(
        nummer, partial(exporteer, ctx(), nummer), _("Het loonbestand is geschreven. Je kunt het hieronder ophalen.")
    )


@bp.get("/<int:nummer>/loonbestand.<soort>")
@vereist("exporteer", "core.run")
def bestand(nummer: int, soort: str) -> Response:
    """Hand out the payroll file of an exported run: always the same bytes."""
    if soort not in ("csv", "xlsx", "uit-dienst"):
        abort(404)
    context = ctx()
    # What went with others went in their file: handing out this one too would have it paid twice.
    if levering_van(context, nummer) is not None:
        abort(404)
    # Asking for an address never makes a payment: only a run that was exported before has a file.
    if run_overzicht(context, nummer).run.status != Runstatus.GEEXPORTEERD:
        abort(404)
    uit = exporteer(context, nummer)
    gekozen: Bestand | None = {"csv": uit.csv, "xlsx": uit.xlsx, "uit-dienst": uit.uit_dienst}[soort]
    if gekozen is None:
        abort(404)
    koppen = {"Content-Disposition": f'attachment; filename="{gekozen.naam}"', "X-Annex-SHA256": gekozen.sha256}
    return Response(gekozen.inhoud, mimetype=gekozen.media_type, headers=koppen)


@bp.get("/besluiten")
@vereist("beslis", "core.boeking")
def besluiten() -> str:
    """Show the amounts that may not simply be taken back (BW 7:632)."""
    context = ctx()
    wachtend = [
        regel for eenheid in _eenheden("beslis", "core.boeking") for regel in wacht_op_besluit(context, eenheid)
    ]
    bladzijde = Bladzijde(bladzijdenummer(), len(wachtend))
    return render_template(
        "ledger/besluiten.html",
        regels=wachtend[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        totaal=sum(regel.boeking.centen for regel in wachtend),
        bladzijde=bladzijde,
    )


@bp.get("/taken")
@vereist("bekijk", "core.taak")
def taken() -> str:
    """Show what HR must do, by unit."""
    context = ctx()
    per_eenheid: list[tuple[str, tuple[Taakregel, ...]]] = [
        (eenheid, open_taken(context, eenheid)) for eenheid in _eenheden("bekijk", "core.taak")
    ]
    return render_template(
        "ledger/taken.html",
        groepen=[(_eenheidnaam(eenheid), werkpunten(open_)) for eenheid, open_ in per_eenheid],
        aantal=sum(len(open_) for _eenheid, open_ in per_eenheid),
    )


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    alle = runs(context)
    bladzijde = Bladzijde(bladzijdenummer(), len(alle))
    eenheden = _eenheden("maak", "core.run")
    pagina = render_template(
        "ledger/runs.html",
        runs=alle[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        open=[run for run in alle if run.status in OPEN],
        bladzijde=bladzijde,
        eenheden=[{"waarde": eenheid, "tekst": _eenheidnaam(eenheid)} for eenheid in eenheden],
        maanden=[{"waarde": periode, "tekst": maand(periode)} for periode in _maanden()],
        naam=_eenheidnaam,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _stap(nummer: int, actie: Callable[[], object], gelukt: str) -> ResponseReturnValue:
    return voer_uit(actie, gelukt, url_for("runs.toon", nummer=nummer), ook=(RunBezet, UitlegKloptNiet))


def _eenheden(handeling: str, soort: str) -> list[str]:
    """Return the units that are on and pay something, to which the reader may do this."""
    context = ctx()
    betalend = {bron.eenheid for bron in context.installatie.maandbronnen} & ingeschakeld()
    return [eenheid for eenheid in sorted(betalend) if context.mag(handeling, Doel(soort, eenheid=eenheid))]


def _eenheidnaam(eenheid: str) -> str:
    gevonden = ctx().installatie.eenheden.get(eenheid)
    return gevonden.afkorting if gevonden else eenheid


def _maanden() -> Iterator[str]:
    vandaag = ctx().vandaag
    for terug in range(MAANDEN_TERUG):
        jaar, maandnummer = divmod(vandaag.year * 12 + vandaag.month - 1 - terug, 12)
        yield f"{jaar}-{maandnummer + 1:02d}"


def _belemmeringen(overzicht: Runoverzicht) -> Iterator[Belemmering]:
    run = overzicht.run
    sleutels = ctx().installatie.parameters.sleutels

    def naam(sleutel: str) -> str:
        return f"‘{sleutels[sleutel].omschrijving.rstrip('.')}’" if sleutel in sleutels else sleutel

    def parameter(sleutel: str) -> str | None:
        return url_for("parameters.toon", sleutel=sleutel) if sleutel in sleutels else None

    if overzicht.gewijzigd_sinds and run.status not in OPEN:
        yield Belemmering(
            _(
                "Voor %(aantal)s mensen stond er nog iets open of is iets gewijzigd: een volgende run neemt dat mee.",
                aantal=overzicht.gewijzigd_sinds,
            )
        )
    elif overzicht.gewijzigd_sinds:
        yield Belemmering(
            _(
                "Sinds de berekening is voor %(aantal)s mensen iets gewijzigd: bereken opnieuw.",
                aantal=overzicht.gewijzigd_sinds,
            )
        )
    for sleutel, dag in sorted(run.ontbreekt.items()):
        yield Belemmering(
            _("%(naam)s is niet bekend vanaf %(dag)s.", naam=naam(sleutel), dag=dag_kort(date.fromisoformat(dag))),
            parameter(sleutel),
        )
    for feit in overzicht.te_bevestigen:
        yield Belemmering(
            _("%(naam)s is afgeleid en nog niet bevestigd.", naam=naam(feit.sleutel)), parameter(feit.sleutel)
        )
    for regeling, aantal in overzicht.zonder_looncode:
        yield Belemmering(
            _("%(aantal)s boekingen van %(regeling)s hebben nog geen looncode.", aantal=aantal, regeling=regeling)
        )
    for reden, aantal in overzicht.openstaand:
        yield Belemmering(
            _(
                "%(aantal)s keer nog niet berekend: %(reden)s.",
                aantal=aantal,
                reden=redenzin(ctx().installatie, None, reden),
            ),
            url_for("runs.openstaand", nummer=run.id),
        )
    if overzicht.verlagingen:
        yield Belemmering(
            _(
                "%(aantal)s bedragen zijn lager dan eerder betaald: daarover beslis je na de goedkeuring.",
                aantal=overzicht.verlagingen,
            ),
            url_for("runs.besluiten")
            if ctx().installatie.beleid.mag_ergens(ctx().actor, "beslis", "core.boeking")
            else None,
        )


def _stappen(run: Run, namen: dict[int | None, str]) -> list[dict[str, str]]:
    """Return the way of a run as points of a time line: what was done by whom, and what is still to come."""
    gedaan = (
        (_("Berekend"), run.gemaakt_op, run.gemaakt_door),
        (_("Gecontroleerd"), run.gecontroleerd_op, run.gecontroleerd_door),
        (_("Goedgekeurd door een ander"), run.goedgekeurd_op, run.goedgekeurd_door),
        (_("Loonbestand geschreven"), run.geexporteerd_op, run.geexporteerd_door),
    )
    return [
        {"stand": "geweest", "wanneer": dag_kort(op.date()), "titel": titel, "wie": namen.get(door, "")}
        if op is not None
        else {"stand": "komt", "wanneer": _("nog niet"), "titel": titel}
        for titel, op, door in gedaan
    ]

# SPDX-License-Identifier: EUPL-1.2
"""Incidents: a call in under a minute, the clock with one click for each thing that happens, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.calendar.tijd import lokaal
from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.models import Logsoort, Uitslag
from plugins.jio.consignatie.dutydesk.pages import woorden
from plugins.jio.consignatie.dutydesk.services import evaluatie, incidenten, overzicht
from plugins.jio.consignatie.dutydesk.services.incidenten import (
    REDENEN_1,
    REDENEN_2,
    Aanmelding,
    Geregistreerd,
    Impact,
    NietGedekt,
    Vervoer,
)
from plugins.jio.consignatie.dutydesk.services.lijst import Contractregel, keuzes
from plugins.jio.consignatie.dutydesk.services.opvolging import Crisisbesluit
from plugins.jio.consignatie.pages import woorden as jio_woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_keuze, lees_moment, lees_moment_of_leeg, lees_nummer
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.rules.oproep import UITGESLOTEN, Storingscategorie
from plugins.jio.consignatie.rules.reactieklok import Escalatiereden, Oproeper
from plugins.jio.consignatie.services.overzicht.oproepen import teams_om_te_bellen
from plugins.jio.menu import DUTYDESK

VERVERS = 30
"""Seconds after which the page of the clocks is asked for again, also without JavaScript."""

bp = Blueprint("jio_incidenten", __name__, url_prefix="/incidenten", template_folder="../../templates")
PAGINAS = Paginas(bp, (Menupunt("Incidenten", "jio_incidenten.lijst", "bekijk", policy.INCIDENT, 31, DUTYDESK),))


@bp.get("/")
@vereist("bekijk", policy.INCIDENT)
def lijst() -> str:
    """Show what runs now with its clocks, and what is over."""
    context = ctx()
    lopend, over = overzicht.incidenten(context)
    return render_template(
        "jio/incidenten.html",
        lopend=lopend,
        over=over,
        mag_nieuw=context.mag("registreer", doel(policy.INCIDENT)),
        nu=context.nu,
        woorden=woorden,
    )


@bp.get("/nieuw")
@vereist("registreer", policy.INCIDENT)
def nieuw() -> ResponseReturnValue:
    """Show the form, with what is usual filled in."""
    nu = lokaal(ctx().nu)
    invoer = {
        "gemeld_op_dag": nu.date().isoformat(),
        "gemeld_op_tijd": f"{nu:%H:%M}",
        "prio": "1",
        "categorie": str(Storingscategorie.ICT_DIENST),
        "team": request.args.get("team", ""),
        "locaties_geraakt": "1",
        "informatiesystemen_geraakt": "1",
        "diensten_geraakt": "1",
    }
    return _formulier(invoer, [])


@bp.post("/nieuw")
@vereist("registreer", policy.INCIDENT)
def leg_vast() -> ResponseReturnValue:
    """Record a call and call who is on duty; what is not covered comes back with the reasons."""
    try:
        gedaan = incidenten.registreer(
            ctx(), _aanmelding(keuzes(ctx())), ook_ongedekt=veldtekst("ook_ongedekt") == "ja"
        )
    except NietGedekt as antwoord:
        return _formulier(request.form, [], antwoord.redenen)
    except Geweigerd as fout:
        return _formulier(
            request.form,
            veldfouten(
                hernoemd(
                    fout,
                    gemeld_op="gemeld_op_dag",
                    gebeld_op="gebeld_op_dag",
                    begin="gebeld_op_dag",
                    storing_begonnen="storing_dag",
                )
            ),
        )
    return _na_registratie(gedaan)


@bp.get("/<int:incident>")
@vereist("bekijk", policy.INCIDENT)
def toon(incident: int) -> ResponseReturnValue:
    """Show one incident: its clocks, its log, and what can be done."""
    return _toon(incident, {}, [])


@bp.get("/<int:incident>/klok")
@vereist("bekijk", policy.INCIDENT)
def klok(incident: int) -> ResponseReturnValue:
    """Show the clocks of an incident alone; the page asks for itself again until the reader stops that."""
    context = ctx()
    antwoord = make_response(
        render_template(
            "jio/incidentklok.html",
            beeld=overzicht.toon(context, incident),
            nu=context.nu,
            vast=bool(request.args.get("vast")),
            seconden=VERVERS,
            woorden=woorden,
        )
    )
    if not request.args.get("vast"):
        antwoord.headers["Refresh"] = str(VERVERS)
    return antwoord


@bp.post("/<int:incident>/inzet")
@vereist("roep_op", policy.INCIDENT)
def roep_op(incident: int) -> ResponseReturnValue:
    """Call who is on duty in another team."""
    try:
        incidenten.roep_op(
            ctx(),
            incident,
            lees_nummer("team", _("kies een team")),
            oproeper=lees_keuze("oproeper", Oproeper),
            op=lees_moment_of_leeg("inzet"),
        )
    except Geweigerd as fout:
        return _toon(incident, request.form, veldfouten(hernoemd(fout, op="inzet_dag")))
    flash(_("Opgeroepen. Bel het nummer; de klok loopt."), "goed")
    return redirect(url_for("jio_incidenten.klok", incident=incident), 303)


@bp.post("/<int:incident>/poging/<int:inzet>")
@vereist("log", policy.INCIDENT)
def poging(incident: int, inzet: int) -> ResponseReturnValue:
    """Log an attempt to reach somebody, with one click."""
    return klik(incident, lambda: incidenten.poging(ctx(), inzet, lees_keuze("uitslag", Uitslag)))


@bp.post("/<int:incident>/meld/<int:inzet>")
@vereist("log", policy.INCIDENT)
def meld(incident: int, inzet: int) -> ResponseReturnValue:
    """Log contact, begin, departure or arrival: now with one click, or afterwards with its time."""

    def doe() -> None:
        vervoer = lees_keuze("vervoer", Vervoer) if veldtekst("vervoer") else Vervoer.EIGEN
        op = lees_moment_of_leeg("op")
        incidenten.meld(ctx(), inzet, lees_keuze("soort", Logsoort), op=op, vervoer=vervoer)

    return klik(incident, doe)


@bp.post("/<int:incident>/afstand/<int:inzet>")
@vereist("log", policy.INCIDENT)
def afstand(incident: int, inzet: int) -> ResponseReturnValue:
    """Log how far OSS-Buitendienst was from home."""

    def doe() -> None:
        try:
            kilometers = Decimal(veldtekst("kilometers").replace(",", "."))
        except InvalidOperation as fout:
            raise Geweigerd("kilometers", _("vul de afstand in kilometers in, als 12,5")) from fout
        incidenten.meld_afstand(ctx(), inzet, kilometers)

    return klik(incident, doe)


@bp.post("/<int:incident>/vervoer/<int:inzet>")
@vereist("beslis_vervoer", policy.ESCALATIE)
def vervoer(incident: int, inzet: int) -> ResponseReturnValue:
    """Record what the operationeel manager decides about a taxi or dienstauto."""
    return voer_uit(
        lambda: incidenten.beslis_vervoer(
            ctx(),
            inzet,
            lees_keuze("vervoer", Vervoer),
            akkoord=veldtekst("akkoord") == "ja",
            toelichting=veldtekst("toelichting"),
        ),
        _("Het besluit staat in het log."),
        _naar(incident),
    )


@bp.post("/<int:incident>/bijwerken")
@vereist("log", policy.INCIDENT)
def bijwerken(incident: int) -> ResponseReturnValue:
    """Add what was done to the registration."""
    return formulieractie(
        incident,
        lambda: incidenten.werk_bij(ctx(), incident, veldtekst("bijgewerkt"), _impact()),
        _("De registratie is bijgewerkt."),
        toelichting="bijgewerkt",
    )


@bp.post("/<int:incident>/oplossen")
@vereist("log", policy.INCIDENT)
def oplossen(incident: int) -> ResponseReturnValue:
    """Log that the fault is over, or that there is a way around it."""
    return formulieractie(
        incident,
        lambda: incidenten.los_op(
            ctx(),
            incident,
            veldtekst("oplossing"),
            workaround=veldtekst("hoe") == "workaround",
            op=lees_moment_of_leeg("opgelost"),
        ),
        _("Vastgelegd. De duty desk meldt het aan de beller en sluit het incident."),
        toelichting="oplossing",
        op="opgelost_dag",
    )


@bp.post("/<int:incident>/overdragen")
@vereist("draag_over", policy.INCIDENT)
def overdragen(incident: int) -> ResponseReturnValue:
    """Make somebody else the owner."""
    naar = veldtekst("naar")
    return formulieractie(
        incident,
        lambda: incidenten.draag_over(
            ctx(), incident, int(naar) if naar.isdecimal() else None, in_overleg=veldtekst("in_overleg") == "ja"
        ),
        _("Het incident heeft een nieuwe eigenaar."),
    )


@bp.post("/<int:incident>/escaleren")
@vereist("escaleer", policy.INCIDENT)
def escaleren(incident: int) -> ResponseReturnValue:
    """Bring an incident to the operationeel manager or the CM-lid on duty."""

    def doe() -> None:
        niveau, _streep, reden = veldtekst("reden").partition(":")
        if niveau not in ("1", "2") or reden not in set(Escalatiereden):
            raise Geweigerd("reden", _("kies een reden"))
        incidenten.escaleer(ctx(), incident, int(niveau), Escalatiereden(reden), veldtekst("waarom"))

    return formulieractie(
        incident, doe, _("Geëscaleerd. Wie dienst heeft, krijgt een bericht; bel ook zelf."), toelichting="waarom"
    )


@bp.post("/<int:incident>/directielid")
@vereist("licht_in", policy.ESCALATIE)
def directielid(incident: int) -> ResponseReturnValue:
    """Log that the directielid was told of an escalation."""
    return voer_uit(
        partial(incidenten.licht_directielid_in, ctx(), incident), _("Dat staat nu in het log."), _naar(incident)
    )


@bp.post("/<int:incident>/sluiten")
@vereist("sluit", policy.INCIDENT)
def sluiten(incident: int) -> ResponseReturnValue:
    """Close an incident."""
    return voer_uit(partial(incidenten.sluit, ctx(), incident), _("Het incident is gesloten."), _naar(incident))


@bp.post("/<int:incident>/verslag")
@vereist("log", policy.INCIDENT)
def verslag(incident: int) -> ResponseReturnValue:
    """Write the evaluation report."""
    return formulieractie(
        incident,
        lambda: evaluatie.schrijf_verslag(ctx(), incident, veldtekst("tekst")),
        _("Het verslag is bewaard."),
    )


@bp.post("/<int:incident>/vaststellen")
@vereist("stel_vast", policy.ESCALATIE)
def vaststellen(incident: int) -> ResponseReturnValue:
    """Adopt the evaluation report."""
    return voer_uit(partial(evaluatie.stel_vast, ctx(), incident), _("Het verslag is vastgesteld."), _naar(incident))


@bp.post("/<int:incident>/doorstrepen/<int:log>")
@vereist("log", policy.INCIDENT)
def doorstrepen(incident: int, log: int) -> ResponseReturnValue:
    """Strike out a row of one's own that is wrong."""
    return voer_uit(partial(incidenten.streep_door, ctx(), log), _("De regel is doorgestreept."), _naar(incident))


def _naar(incident: int) -> str:
    return url_for("jio_incidenten.toon", incident=incident)


def klik(incident: int, doe: object) -> ResponseReturnValue:
    """Do what one click asks, and go back to the page where it was clicked."""
    assert callable(doe)  # noqa: S101
    naar = url_for("jio_incidenten.klok", incident=incident) if veldtekst("van") == "klok" else _naar(incident)
    return voer_uit(doe, _("Vastgelegd."), naar)


def formulieractie(incident: int, doe: object, gelukt: str, **velden: str) -> ResponseReturnValue:
    """Do what a form asks; a refusal comes back at its field with what was filled in."""
    assert callable(doe)  # noqa: S101
    try:
        doe()
    except Geweigerd as fout:
        return _toon(incident, request.form, veldfouten(hernoemd(fout, **velden)))
    flash(gelukt, "goed")
    return redirect(_naar(incident), 303)


def _na_registratie(gedaan: Geregistreerd) -> ResponseReturnValue:
    if gedaan.redenen:
        flash(_("Vastgelegd als niet gedekt. Er is niemand opgeroepen."), "waarschuwing")
        return redirect(_naar(gedaan.incident_id), 303)
    if gedaan.medewerker_id is None:
        flash(_("Niemand van dit team heeft dienst: het incident ligt bij de operationeel manager."), "waarschuwing")
        return redirect(_naar(gedaan.incident_id), 303)
    flash(_("Vastgelegd. Bel het nummer hieronder; de klok loopt."), "goed")
    return redirect(url_for("jio_incidenten.klok", incident=gedaan.incident_id), 303)


def _aanmelding(contracten: Sequence[Contractregel]) -> Aanmelding:
    """Return what the form says. Raises ``Geweigerd`` at the field."""
    contract = next((regel for regel in contracten if str(regel.id) == veldtekst("contract")), None)
    team = veldtekst("team")
    if not team and contract is not None and contract.team_id is not None:
        team = str(contract.team_id)
    if not team.isdecimal():
        raise Geweigerd("team", _("kies welk team je belt"))
    if not veldtekst("prio").isdecimal():
        raise Geweigerd("prio", _("kies de prioriteit"))
    categorie = lees_keuze("categorie", Storingscategorie)
    bedreigd, toelichting = veldtekst("functioneren_bedreigd") == "ja", veldtekst("toelichting") or None
    if categorie in UITGESLOTEN and bedreigd and toelichting is None:
        raise Geweigerd("toelichting", _("leg uit waarom de organisatie niet verder kan werken"))
    return Aanmelding(
        nummer=veldtekst("nummer"),
        opdrachtgever=contract.opdrachtgever if contract else veldtekst("opdrachtgever"),
        dienst=contract.dienst if contract else veldtekst("dienst"),
        melder=veldtekst("melder"),
        melder_telefoon=veldtekst("melder_telefoon"),
        locatie=veldtekst("locatie"),
        omschrijving=veldtekst("omschrijving"),
        team_id=int(team),
        gemeld_op=lees_moment("gemeld_op"),
        gebeld_op=lees_moment_of_leeg("gebeld_op"),
        uitslag=lees_keuze("uitslag", Uitslag) if veldtekst("uitslag") else None,
        prio=int(veldtekst("prio")),
        categorie=categorie,
        functioneren_bedreigd=bedreigd,
        toelichting=toelichting,
        storing_begonnen=lees_moment_of_leeg("storing"),
        instemming=veldtekst("instemming") == "ja",
        impact=_impact(),
    )


def _impact() -> Impact:
    def aantal(veld: str) -> int:
        tekst = veldtekst(veld)
        if not (tekst.isdecimal() and len(tekst) <= 4):
            raise Geweigerd(veld, _("vul een aantal in van 1 of meer"))
        return int(tekst)

    return Impact(
        locaties_geraakt=aantal("locaties_geraakt"),
        informatiesystemen_geraakt=aantal("informatiesystemen_geraakt"),
        diensten_geraakt=aantal("diensten_geraakt"),
        justitienet_geraakt=veldtekst("justitienet_geraakt") == "ja",
    )


def _formulier(invoer: Mapping[str, str], fouten: Fouten, ongedekt: Sequence[str] = ()) -> ResponseReturnValue:
    context = ctx()
    contracten = keuzes(context)
    pagina = render_template(
        "jio/incident_nieuw.html",
        contracten=contracten,
        melders=sorted({naam for regel in contracten for naam in regel.melders}),
        teams=teams_om_te_bellen(context),
        categorieen=[(soort, jio_woorden.categorie(soort)) for soort in Storingscategorie],
        uitslagen=[soort for soort in Uitslag if soort not in (Uitslag.AKKOORD, Uitslag.AFGEWEZEN)],
        invoer=invoer,
        fouten=fouten,
        ongedekt=ongedekt,
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten or ongedekt else 200


def _toon(incident: int, invoer: Mapping[str, str], fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = overzicht.toon(context, incident)
    pagina = render_template(
        "jio/incident.html",
        beeld=beeld,
        invoer=invoer,
        fouten=fouten,
        redenen=[(f"1:{reden}", 1, reden) for reden in REDENEN_1] + [(f"2:{reden}", 2, reden) for reden in REDENEN_2],
        nu=context.nu,
        zelf=context.actor.medewerker_id,
        zelf_account=context.actor.account_id,
        blijft_staan=incidenten.BLIJFT_STAAN,
        crisisbesluiten=[(str(soort), woorden.crisisbesluit(soort)) for soort in Crisisbesluit],
        stappen=[(inzet, jio_woorden.uitlegregels(inzet.stand.stappen)) for inzet in beeld.inzet],
        categorie=jio_woorden.categorie(Storingscategorie(beeld.incident.categorie)),
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200

# SPDX-License-Identifier: EUPL-1.2
"""The steps around an incident that the guidelines ask: visits, access, help, a crisis, and telling people."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core.contributions import Paginas
from core.web.forms import veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.dutydesk.pages.incidenten import formulieractie, klik
from plugins.jio.consignatie.dutydesk.policy import ESCALATIE, INCIDENT
from plugins.jio.consignatie.dutydesk.services import opvolging
from plugins.jio.consignatie.dutydesk.services.opvolging import Crisisbesluit, Pand, Toegang
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import lees_keuze

bp = Blueprint("jio_opvolging", __name__, url_prefix="/incidenten", template_folder="../../templates")
PAGINAS = Paginas(bp)


@bp.post("/<int:incident>/bezoek/<int:inzet>")
@vereist("log", INCIDENT)
def bezoek(incident: int, inzet: int) -> ResponseReturnValue:
    """Record what was agreed about a visit."""
    return formulieractie(
        incident,
        lambda: opvolging.spreek_bezoek_af(
            ctx(),
            inzet,
            veldtekst(f"bezoek_{inzet}"),
            inrichting=veldtekst(f"inrichting_{inzet}") == "ja",
            legitimatie=veldtekst(f"legitimatie_{inzet}") == "ja",
            controle=veldtekst(f"controle_{inzet}") == "ja",
        ),
        _("De afspraak over het bezoek staat in het log."),
        toelichting=f"bezoek_{inzet}",
        legitimatie=f"legitimatie_{inzet}",
        controle=f"controle_{inzet}",
    )


@bp.post("/<int:incident>/afmelden/<int:inzet>")
@vereist("log", INCIDENT)
def afmelden(incident: int, inzet: int) -> ResponseReturnValue:
    """Log the sign-off with the manager of the building."""
    return klik(incident, lambda: opvolging.meld_af(ctx(), inzet))


@bp.post("/<int:incident>/apparatuur/<int:inzet>")
@vereist("log", INCIDENT)
def apparatuur(incident: int, inzet: int) -> ResponseReturnValue:
    """Log what OSS-Buitendienst replaced."""
    return formulieractie(
        incident,
        lambda: opvolging.meld_apparatuur(
            ctx(), inzet, veldtekst(f"apparatuur_{inzet}"), in_overleg=veldtekst(f"overleg_{inzet}") == "ja"
        ),
        _("De apparatuur staat in het log."),
        toelichting=f"apparatuur_{inzet}",
        in_overleg=f"overleg_{inzet}",
    )


@bp.post("/<int:incident>/opdrachtgever")
@vereist("log", INCIDENT)
def opdrachtgever(incident: int) -> ResponseReturnValue:
    """Log that the client was told how far it is."""
    return formulieractie(
        incident,
        lambda: opvolging.licht_opdrachtgever_in(ctx(), incident, veldtekst("voortgang")),
        _("Dat de opdrachtgever is ingelicht, staat in het log."),
        toelichting="voortgang",
    )


@bp.post("/<int:incident>/kennis")
@vereist("log", INCIDENT)
def kennis(incident: int) -> ResponseReturnValue:
    """Ask the operationeel manager for the help of a colleague without duty."""
    return formulieractie(
        incident,
        lambda: opvolging.vraag_kennis(ctx(), incident, veldtekst("kennis")),
        _("De vraag staat in het log. De operationeel manager krijgt een bericht; bel ook zelf."),
        toelichting="kennis",
    )


@bp.post("/<int:incident>/kennis/besluit")
@vereist("beslis_kennis", ESCALATIE)
def kennisbesluit(incident: int) -> ResponseReturnValue:
    """Record what the operationeel manager decides about help."""
    return formulieractie(
        incident,
        lambda: opvolging.beslis_kennis(
            ctx(), incident, akkoord=veldtekst("akkoord") == "ja", toelichting=veldtekst("kennisbesluit")
        ),
        _("Het besluit staat in het log."),
        toelichting="kennisbesluit",
    )


@bp.post("/<int:incident>/toegang")
@vereist("regel_toegang", ESCALATIE)
def toegang(incident: int) -> ResponseReturnValue:
    """Record whom the operationeel manager called for access."""
    return formulieractie(
        incident,
        lambda: opvolging.regel_toegang(ctx(), incident, lees_keuze("bij", Toegang), veldtekst("toegang")),
        _("Vastgelegd. Is het de huismeester, dan krijgt die een bericht; bel ook zelf."),
        toelichting="toegang",
    )


@bp.post("/<int:incident>/pand")
@vereist("meld_pand", ESCALATIE)
def pand(incident: int) -> ResponseReturnValue:
    """Log that the huismeester opened or closed the building."""
    return klik(incident, lambda: opvolging.meld_pand(ctx(), incident, lees_keuze("wat", Pand)))


@bp.post("/<int:incident>/crisis")
@vereist("beslis_crisis", ESCALATIE)
def crisis(incident: int) -> ResponseReturnValue:
    """Record what the CM-lid decides."""
    gekozen = [besluit for besluit in Crisisbesluit if besluit in request.form.getlist("besluit")]
    return formulieractie(
        incident,
        lambda: opvolging.beslis_crisis(ctx(), incident, gekozen, veldtekst("crisis")),
        _("Het besluit staat in het log."),
        toelichting="crisis",
        besluit="crisis",
    )


@bp.post("/<int:incident>/managers")
@vereist("licht_in", ESCALATIE)
def managers(incident: int) -> ResponseReturnValue:
    """Tell the other operationeel managers of a hand-over or a follow-up."""
    return formulieractie(
        incident,
        lambda: opvolging.licht_managers_in(ctx(), incident, veldtekst("vervolg")),
        _("De andere operationeel managers krijgen een bericht en kunnen dit incident lezen."),
        toelichting="vervolg",
    )

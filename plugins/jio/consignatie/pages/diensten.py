# SPDX-License-Identifier: EUPL-1.2
"""Duties: those of the reader in a year, one with all that is on record of it, and its replacement."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.calendar.tijd import lokaal
from core.contributions import Menupunt, Paginas
from core.dossiers.procedure import StapNietMogelijk
from core.rules import Geweigerd
from core.web.filters import moment
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.jaartekening import legenda, teken_jaar
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import (
    hernoemd,
    lees_keuze,
    lees_moment,
    lees_moment_of_leeg,
    lees_nummer_of_leeg,
)
from plugins.jio.consignatie.services.overzicht.declaraties import TE_DOEN, mijn_declaraties
from plugins.jio.consignatie.services.overzicht.dienst import dienstbeeld
from plugins.jio.consignatie.services.overzicht.jaarbeeld import jaarbeeld
from plugins.jio.consignatie.services.overzicht.mijn import Eigendeel, mijn_diensten
from plugins.jio.consignatie.services.overzicht.ruilen import ruilmarkt
from plugins.jio.consignatie.services.overzicht.toewijzing import Toewijzing, toewijzing
from plugins.jio.consignatie.services.vervangingen import kandidaten, vervang

bp = Blueprint("jio_diensten", __name__, url_prefix="/diensten", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Mijn diensten", "jio_diensten.overzicht", "bekijk_bedrag", policy.DIENST, 10),))


@bp.get("/")
@vereist("bekijk_bedrag", policy.DIENST)
def overzicht() -> str:
    """Show the reader what is next, what is asked, and the year of the team with the reader's own row first."""
    context = ctx()
    jaar = request.args.get("jaar", context.vandaag.year, type=int)
    mijn = mijn_diensten(context, jaar)
    beeld = jaarbeeld(context, mijn.roosters[0].id) if mijn.roosters else None
    markt = ruilmarkt(context)
    return render_template(
        "jio/mijn_diensten.html",
        mijn=mijn,
        komend=mijn.komend(context.nu),
        zin=_zin(mijn.komend(context.nu)),
        beeld=beeld,
        tekening=teken_jaar(beeld, context.actor.medewerker_id, context.vandaag) if beeld else None,
        legenda=legenda(beeld, context.actor.medewerker_id) if beeld else (),
        declaraties=[regel for regel in mijn_declaraties(context) if regel.status in TE_DOEN],
        voor_mij=[ruil for ruil in markt.te_nemen if ruil.gevraagde_id == context.actor.medewerker_id],
        woorden=woorden,
        nu=context.nu,
        zelf=context.actor.medewerker_id,
    )


@bp.get("/<int:dienst>")
@vereist("bekijk", policy.ROOSTER)
def toon(dienst: int) -> str:
    """Show one duty."""
    context = ctx()
    beeld = dienstbeeld(context, dienst)
    return render_template(
        "jio/dienst.html",
        beeld=beeld,
        uitleg=woorden.uitlegregels(beeld.stappen),
        woorden=woorden,
        nu=context.nu,
        zelf=context.actor.medewerker_id,
        mag_ruilen=any(deel.medewerker_id == context.actor.medewerker_id for deel in beeld.dienst.delen)
        and beeld.dienst.einde > context.nu
        and not beeld.kop.in_opbouw,
    )


@bp.get("/<int:dienst>/vervanging")
@vereist("regel", policy.VERVANGING)
def vervanging(dienst: int) -> ResponseReturnValue:
    """Show who could take the duty over, and the form to record it."""
    return _vervanging(dienst, [])


@bp.post("/<int:dienst>/vervanging")
@vereist("regel", policy.VERVANGING)
def leg_vervanging_vast(dienst: int) -> ResponseReturnValue:
    """Record that somebody else performs the duty from a moment on, or nobody."""
    try:
        vervang(
            ctx(),
            dienst,
            uitvaller_id=lees_nummer_of_leeg("uitvaller"),
            van=lees_moment("van"),
            tot=lees_moment_of_leeg("tot"),
            reden=lees_keuze("reden", Deelreden),
            vervanger_id=lees_nummer_of_leeg("vervanger"),
        )
    except Geweigerd as fout:
        return _vervanging(dienst, veldfouten(hernoemd(fout, van="van_dag", tot="tot_dag", medewerker="vervanger")))
    except StapNietMogelijk:
        reden = _("dit rooster is gesloten of nog niet gepubliceerd, dus hier valt niets te vervangen")
        return _vervanging(dienst, veldfouten(Geweigerd("", reden)))
    flash(_("De vervanging staat in het rooster. Wie het raakt, heeft een bericht gekregen."), "goed")
    return redirect(url_for("jio_diensten.toon", dienst=dienst), 303)


def _vervanging(dienst: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    beeld = toewijzing(context, dienst)
    pagina = render_template(
        "jio/vervanging.html",
        beeld=beeld,
        kandidaten=kandidaten(context, dienst),
        fouten=fouten,
        invoer=request.form if fouten else _begin(beeld),
        redenen=_vervangredenen(),
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _vervangredenen() -> dict[Deelreden, str]:
    return {
        Deelreden.ZIEKTE_DAGDIENST: _("Afwezig gemeld, voor de dienst"),
        Deelreden.ZIEKTE_TIJDENS_DIENST: _("Afwezig gemeld, tijdens de dienst"),
        Deelreden.VERLOF: _("Verlof"),
        Deelreden.HERSTEL: _("Het rooster klopte niet met wat er echt is gedaan"),
    }


def _begin(beeld: Toewijzing) -> dict[str, str]:
    """Fill in what is most likely: the open time, or else who has the duty now or first."""
    nu, dienst = ctx().nu, beeld.dienst
    if dienst.gaten:
        return {
            "uitvaller": "",
            **_velden("van", dienst.gaten[0].van),
            **_velden("tot", dienst.gaten[-1].tot),
            "reden": str(Deelreden.HERSTEL),
        }
    loopt = dienst.begin <= nu < dienst.einde
    eerst = next((deel for deel in dienst.delen if deel.tot > nu), None)
    return {
        "uitvaller": str(eerst.medewerker_id) if eerst else "",
        **_velden("van", nu.replace(minute=nu.minute // 15 * 15, second=0, microsecond=0) if loopt else dienst.begin),
        "reden": str(Deelreden.ZIEKTE_TIJDENS_DIENST if loopt else Deelreden.ZIEKTE_DAGDIENST),
    }


def _velden(naam: str, op: datetime) -> dict[str, str]:
    klok = lokaal(op)
    return {f"{naam}_dag": klok.date().isoformat(), f"{naam}_tijd": f"{klok:%H:%M}"}


def _zin(komend: tuple[Eigendeel, ...]) -> str:
    """Return the answer of the first page: the duty that runs or comes next."""
    if not komend:
        return _("Je hebt geen consignatiedienst in het vooruitzicht.")
    eerst = komend[0]
    if eerst.van <= ctx().nu:
        return _("Je hebt nu dienst, tot %(tot)s uur.", tot=moment(eerst.tot))
    return _("Je volgende dienst begint op %(van)s uur.", van=moment(eerst.van))

# SPDX-License-Identifier: EUPL-1.2
"""A plugin of a unit that does not exist, with pages: the shape that every plugin has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, render_template_string, url_for
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.contributions import (
    Berichtsoort,
    Dienstonderdeel,
    Feitdeel,
    Feitverhaal,
    Menupunt,
    Paginas,
    Startblok,
    Taaksoort,
    Werkpunt,
)
from core.hooks import hookimpl
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Doel, Relatie, Rol
from core.regulations.catalogus import Artikel, Regel, Regeling, Regelsoort, Regelstand, Stand
from core.rules import Berekening
from core.web.request import ctx
from core.web.rights import vereist
from tests.core.ledger.proef import EENHEID, toeslag

PROEFROL = Rol("proefrol", "Proefrol", "Een rol van de proef.")

bp = Blueprint("proef_dienst", __name__, url_prefix="/diensten")


@bp.get("/")
@vereist("bekijk", "proef.dienst")
def lijst() -> str:
    """Show the duties of the unit."""
    return render_template_string(
        "{% extends 'layout.html' %}{% block titel %}Diensten{% endblock %}"
        "{% block inhoud %}<p>dienst</p>{% endblock %}"
    )


@bp.post("/<int:nummer>")
@vereist("wijzig", "proef.dienst")
def wijzig(nummer: int) -> str:
    """Change a duty; a real page has a service that asks this."""
    ctx().eis("wijzig", Doel("proef.dienst", eenheid=EENHEID))
    return str(nummer)


@hookimpl
def annex_eenheid() -> Dienstonderdeel:
    return Dienstonderdeel(EENHEID, "Dienst Proef", "Proef")


@hookimpl
def annex_regelingen() -> tuple[Regeling, ...]:
    return (
        Regeling(
            "PROEF",
            EENHEID,
            "Toeslag voor proeven",
            "Wie proeft, krijgt een toeslag.",
            "1-10",
            Stand.IN_UITVOERING,
            (Artikel("PROEF 1", "De toeslag", ("Proefreglement 1",)),),
            date(2026, 1, 1),
            regels=(
                Regel((Regelsoort.BEREKENING,), Regelstand.UITGEVOERD, "R1"),
                Regel((Regelsoort.BESLUIT,), Regelstand.OPEN, "R2"),
            ),
        ),
    )


@hookimpl
def annex_berekeningen() -> tuple[Berekening, ...]:
    return (toeslag,)


@hookimpl
def annex_rollen() -> tuple[Rol, ...]:
    return (PROEFROL,)


@hookimpl
def annex_beleid() -> tuple[Beleidsregel, ...]:
    return (
        Beleidsregel(MEDEWERKER.id, "bekijk", "proef.dienst", Relatie.EIGEN_EENHEID),
        Beleidsregel(PROEFROL.id, "wijzig", "proef.dienst", Relatie.EIGEN_EENHEID),
    )


@hookimpl
def annex_paginas() -> tuple[Paginas, ...]:
    return (Paginas(bp, (Menupunt("Diensten", "proef_dienst.lijst", "bekijk", "proef.dienst"),)),)


@hookimpl
def annex_startblokken(ctx: Context) -> Sequence[Startblok]:
    blokken = [Startblok(MEDEWERKER.id, 10, "Je volgende dienst", "Je volgende dienst begint dinsdag.")]
    if ctx.actor.geleide_teams:
        werk = (
            Werkpunt("Gewoon", url_for("proef_dienst.lijst"), voor=date(2026, 9, 3)),
            Werkpunt("Eerder", url_for("proef_dienst.lijst"), voor=date(2026, 9, 2)),
            Werkpunt("Vreemd", url_for("proef_dienst.lijst"), vreemd=True),
        )
        blokken.append(Startblok(LEIDINGGEVENDE.id, 10, "Je team", "Drie dingen wachten.", werk))
    return blokken


@hookimpl
def annex_feitverhalen() -> tuple[Feitverhaal, ...]:
    return (Feitverhaal("PROEF", _vertel),)


def _vertel(s: Session, feit: str, medewerker_id: int) -> tuple[Feitdeel, ...]:
    return (
        Feitdeel(
            f"Dienst {feit}",
            (("Begin", "dinsdag"), ("Medewerker", str(medewerker_id))),
            ("proef.dienst", 1),
            "proef_dienst.lijst",
        ),
    )


@hookimpl
def annex_berichtsoorten() -> tuple[Berichtsoort, ...]:
    return (
        Berichtsoort(
            "proef.ruil_vastgelegd",
            "Je ruil van {dag} is vastgelegd; dat scheelt {bedrag_centen} in {periode}.",
            "proef_dienst.lijst",
        ),
    )


@hookimpl
def annex_taaksoorten() -> tuple[Taaksoort, ...]:
    return (Taaksoort("proef.tellen", "Tel de diensten van {sleutel}.", "proef_dienst.lijst"),)


def stuur_bericht(s: Session, ctx: Context, medewerker_id: int) -> None:
    """Send the unit's kind of message."""
    stuur(
        s,
        ctx,
        "proef.ruil_vastgelegd",
        medewerker_id,
        dag=date(2026, 9, 8),
        bedrag_centen=1250,
        periode="2026-09",
    )

# SPDX-License-Identifier: EUPL-1.2
"""What is recorded about the reader, why and for how long, and who looked at it (AVG art. 15)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from core.auditspoor.services import wie_keek
from core.contributions import Menupunt, Paginas, Persoonsgegeven
from core.people.persoonsgegevens import PERSOONSGEGEVENS
from core.people.services import over_mij, wie_ben_ik
from core.rules.uitleg import toon
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist

bp = Blueprint("mijn", __name__, url_prefix="/mijn")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Mijn gegevens", "mijn.gegevens", "inzien", "core.persoon", 20),
        Menupunt("Wie keek", "mijn.inzage", "inzien", "core.persoon", 21),
    ),
)


@bp.get("/gegevens")
@vereist("inzien", "core.persoon")
def gegevens() -> str:
    """Show what is kept about the reader and why, one subject unfolded at a time."""
    context = ctx()
    soorten = _soorten()
    gekozen = request.args.get("deel", "core_dienstverband")
    return render_template(
        "kern/mijn_gegevens.html",
        ik=wie_ben_ik(context),
        soorten=[(soort, soort.tabel == gekozen) for soort in soorten],
        delen=over_mij(context, {gekozen}),
        koppen=lambda namen: [_kop(naam) for naam in namen],
        cel=lambda naam, waarde: toon(naam, _leesbaar(waarde), context.taal),
    )


@bp.get("/gegevens.json")
@vereist("inzien", "core.persoon")
def bestand() -> Response:
    """Give the reader everything that is kept about them as a file."""
    inhoud = [
        {
            "onderdeel": deel.tabel,
            "waarom": deel.doel,
            "bewaartermijn": deel.bewaartermijn,
            "daarna": deel.einde,
            "gegevens": [dict(rij) for rij in deel.rijen],
            "volledig": deel.leesbaar,
        }
        for deel in over_mij(ctx())
    ]
    tekst = json.dumps(inhoud, ensure_ascii=False, indent=2, default=_als_json)
    koppen = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}
    return Response(tekst, mimetype="application/json", headers=koppen)


@bp.get("/inzage")
@vereist("inzien", "core.persoon")
def inzage() -> str:
    """Show who looked at the reader's data."""
    keren = wie_keek(ctx())
    bladzijde = Bladzijde(bladzijdenummer(), len(keren))
    return render_template(
        "kern/mijn_inzage.html",
        keren=keren[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
    )


def _soorten() -> list[Persoonsgegeven]:
    gevonden = {soort.tabel: soort for soort in PERSOONSGEGEVENS}
    gevonden |= {bijdrage.waarde.tabel: bijdrage.waarde for bijdrage in ctx().installatie.persoonsgegevens}
    return list(gevonden.values())


def _kop(naam: str) -> str:
    woorden = naam.removesuffix("_centen").removesuffix("_id").replace("_", " ")
    return str(_(woorden[:1].upper() + woorden[1:]))


def _leesbaar(waarde: Any) -> Any:
    return ", ".join(f"{naam} {kind}" for naam, kind in waarde.items()) if isinstance(waarde, dict) else waarde


def _als_json(waarde: Any) -> str:
    return waarde.isoformat() if isinstance(waarde, date | datetime) else str(waarde)

# SPDX-License-Identifier: EUPL-1.2
"""The audit trail: what happened to an object, by whom, and whether anything was changed afterwards."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from core.auditspoor.services import controleer_keten, spoor
from core.contributions import Menupunt, Paginas
from core.ledger.controle import Controleverslag
from core.ledger.services import controleer_grootboek
from core.people.policy import Beleid
from core.web.forms import veldtekst
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist

bp = Blueprint("audit", __name__, url_prefix="/audit")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Auditspoor", "audit.spoor_van", "bekijk", "core.audit", 80),
        Menupunt("Keten controleren", "audit.keten", "controleer", "core.audit", 81),
        Menupunt("Boekingen narekenen", "audit.grootboek", "controleer", "core.audit", 82),
    ),
)


@bp.get("/")
@vereist("bekijk", "core.audit")
def spoor_van() -> str:
    """Show what happened to one object."""
    context = ctx()
    soort, nummer = request.args.get("soort", "").strip(), request.args.get("nummer", "").strip()
    regels = spoor(context, soort, nummer) if soort and nummer else ()
    bladzijde = Bladzijde(bladzijdenummer(), len(regels))
    return render_template(
        "kern/audit.html",
        soort=soort,
        nummer=nummer,
        soorten=[{"waarde": naam, "tekst": naam} for naam in _soorten(context.installatie.beleid)],
        regels=regels[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
    )


@bp.get("/keten")
@vereist("controleer", "core.audit")
def keten() -> str:
    """Explain what a verification does, and offer it."""
    return render_template("kern/audit_keten.html", verslag=None)


@bp.post("/keten")
@vereist("controleer", "core.audit")
def controleer() -> str:
    """Verify the whole chain and show the result."""
    return render_template("kern/audit_keten.html", verslag=controleer_keten(ctx()))


@bp.get("/grootboek")
@vereist("controleer", "core.audit")
def grootboek() -> str:
    """Explain what calculating again does, and offer it."""
    return _grootboek(None)


@bp.post("/grootboek")
@vereist("controleer", "core.audit")
def reken_na() -> str:
    """Calculate the final postings of a unit again and show every difference."""
    return _grootboek(controleer_grootboek(ctx(), veldtekst("eenheid") or None))


def _grootboek(verslag: Controleverslag | None) -> str:
    installatie = ctx().installatie
    betalend = sorted({bron.eenheid for bron in installatie.maandbronnen})
    return render_template(
        "kern/audit_grootboek.html",
        verslag=verslag,
        eenheden=[
            {"waarde": "", "tekst": _("alle dienstonderdelen")},
            *({"waarde": eenheid, "tekst": installatie.eenheden[eenheid].naam} for eenheid in betalend),
        ],
        gekozen=veldtekst("eenheid"),
    )


def _soorten(beleid: Beleid) -> list[str]:
    return sorted({regel.soort for regel in beleid.regels})

# SPDX-License-Identifier: EUPL-1.2
"""What I get and why, month by month; and for HR what the allowances will cost, and what waits on the first page."""

from __future__ import annotations

from collections.abc import Iterator

from babel.dates import format_date
from flask import Blueprint, abort, render_template, url_for
from flask_babel import get_locale
from markupsafe import Markup

from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok
from core.people.policy import HR, MEDEWERKER
from core.rules import Geweigerd
from core.web.drawing import Staaf, staven
from core.web.filters import dag_kort, euro, maand
from core.web.request import ctx
from core.web.rights import vereist
from plugins.nfi.bezwarend.services import lijsten
from plugins.nfi.policy import TOELAGE, doel
from plugins.nfi.taal import _, uitlegregels
from plugins.nfi.toelagen import services
from plugins.nfi.toelagen.services import Eigen, Maand, Onderdeel, Raming

bp = Blueprint("nfi_toelagen", __name__, url_prefix="/toelagen", template_folder="templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Mijn toelagen", "nfi_toelagen.mijn", "open", TOELAGE, 10),
            Menupunt("Raming", "nfi_toelagen.raming", "bekijk", TOELAGE, 60),
        ),
    ),
)


@bp.get("/")
@bp.get("/maand/<periode>")
@vereist("open", TOELAGE)
def mijn(periode: str | None = None) -> str:
    """Show what a month pays: this month, or the one of the address."""
    context = ctx()
    gekozen = periode or f"{context.vandaag:%Y-%m}"
    try:
        eigen = services.mijn(context, gekozen)
        eerste = services.lees_maand(gekozen)
    except Geweigerd:
        abort(404)
    return render_template(
        "nfi/mijn_toelagen.html",
        eigen=eigen,
        zin=_zin(eigen.maand),
        delen=[(deel, titel(deel.regeling), uitlegregels(deel.stappen)) for deel in eigen.maand.onderdelen],
        tekening=_tekening(eigen),
        vorige=f"{plus_maanden(eerste, -1):%Y-%m}",
        volgende=f"{plus_maanden(eerste, 1):%Y-%m}",
    )


@bp.get("/raming")
@vereist("bekijk", TOELAGE)
def raming() -> str:
    """Show what the allowances will cost in the coming months."""
    geraamd = services.raming(ctx())
    return render_template(
        "nfi/raming.html",
        raming=geraamd,
        zin=_ramingzin(geraamd),
        tekening=staven(
            [Staaf(_kort(naam), centen, euro(centen)) for naam, centen, _mensen, _open in geraamd.per_maand],
            titel=_("Wat de toelagen gaan kosten"),
            omschrijving=_("Een staaf per maand. De bedragen staan in de tabel."),
        ),
        titel=titel,
    )


def titel(regeling: str) -> str:
    """Return what an allowance is called."""
    namen = {
        "NFI-BEZW": _("Toelage bezwarende omstandigheden"),
        "NFI-HOOG": _("Toelage hoogleraar of lector"),
    }
    return namen[regeling]


def startblokken(context: Context) -> Iterator[Startblok]:
    """Tell an employee what was booked last, and HR which list holds; what waits are tasks already."""
    geboekt = services.laatst_geboekt(context)
    if geboekt is not None:
        yield Startblok(
            MEDEWERKER.id,
            32,
            _("Toelagen"),
            _("Over %(maand)s is %(bedrag)s voor je goedgekeurd.", maand=maand(geboekt[0]), bedrag=euro(geboekt[1])),
            meer=(_("Naar mijn toelagen, met waarom"), url_for("nfi_toelagen.mijn")),
        )
    if context.mag("bekijk", doel(TOELAGE)) and any(rol.rol == HR.id for rol in context.actor.rollen):
        nu, laatste, einde = lijsten.stand(context)
        yield Startblok(
            HR.id,
            40,
            _("Toelagen van het NFI"),
            _("Vandaag geldt functielijst %(lijst)s, tot en met %(dag)s.", lijst=nu, dag=dag_kort(einde))
            if nu
            else _("Vandaag geldt er geen functielijst; de laatste is %(lijst)s.", lijst=laatste),
            meer=(_("Naar de functielijsten"), url_for("nfi_bezwarend.lijsten_")),
        )


def _zin(deze: Maand) -> str:
    naam = maand(deze.periode)
    if not deze.onderdelen:
        return _("In %(maand)s heb je geen toelage van het NFI.", maand=naam)
    if deze.volledig:
        return _("In %(maand)s krijg je %(bedrag)s aan toelagen.", maand=naam, bedrag=euro(deze.centen))
    if deze.centen:
        return _("In %(maand)s krijg je ten minste %(bedrag)s aan toelagen.", maand=naam, bedrag=euro(deze.centen))
    return _("Wat je in %(maand)s aan toelagen krijgt, is nog niet te zeggen.", maand=naam)


def _ramingzin(geraamd: Raming) -> str:
    if geraamd.openstaand:
        return _(
            "De komende twaalf maanden kosten de toelagen ten minste %(bedrag)s; niet alles is bekend.",
            bedrag=euro(geraamd.centen),
        )
    return _("De komende twaalf maanden kosten de toelagen %(bedrag)s.", bedrag=euro(geraamd.centen))


def _tekening(eigen: Eigen) -> Markup:
    zichtbaar: tuple[Onderdeel, ...] = eigen.maand.onderdelen
    return staven(
        [
            Staaf(
                _kort(naam),
                max(0, centen),
                euro(centen),
                schatting=eigen.maand.centen if naam == eigen.maand.periode and zichtbaar else None,
            )
            for naam, centen in eigen.reeks
        ],
        titel=_("Wat er per maand voor je is geboekt"),
        omschrijving=_("Een staaf per maand. De omtrek is wat er nu voor de gekozen maand uitkomt."),
    )


def _kort(periode: str) -> str:
    """Write a month under a bar, as ``mrt 26``."""
    return format_date(services.lees_maand(periode), "LLL yy", locale=get_locale())

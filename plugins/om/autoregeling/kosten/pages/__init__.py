# SPDX-License-Identifier: EUPL-1.2
"""The pages of costs and of charging at home."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok, Werkpunt
from plugins.om import menu
from plugins.om.autoregeling.kosten.pages import laadpunt, posten
from plugins.om.autoregeling.kosten.pages.woorden import kostensoort
from plugins.om.autoregeling.kosten.policy import LAADPUNT
from plugins.om.autoregeling.kosten.procedure import Kostenstatus
from plugins.om.autoregeling.kosten.services import posten as diensten
from plugins.om.autoregeling.policy import EENHEID, KOSTEN, WERKGEVER

PAGINAS = (
    Paginas(
        posten.bp,
        (
            Menupunt("Mijn autokosten", "om_kosten.mijn", "bekijk_eigen", KOSTEN, 44),
            Menupunt("Autokosten", "om_kosten.lijst", "bekijk", KOSTEN, 53, menu.KOSTEN),
        ),
    ),
    Paginas(
        laadpunt.bp,
        (
            Menupunt("Laden thuis", "om_laadpunt.mijn", "bekijk_eigen", LAADPUNT, 45),
            Menupunt("Laadpunten", "om_laadpunt.lijst", "bekijk", LAADPUNT, 54, menu.KOSTEN),
        ),
    ),
)


def startblokken(context: Context) -> Iterator[Startblok]:
    """Tell a werkgever which costs wait, and a driver which he may say something about."""
    if EENHEID not in context.actor.eenheden and not any(rol.eenheid == EENHEID for rol in context.actor.rollen):
        return
    wachten = diensten.te_beslissen(context)
    if wachten:
        yield Startblok(
            WERKGEVER.id,
            24,
            _("Autokosten"),
            ngettext(
                "%(num)s kostenpost wacht op je besluit.", "%(num)s kostenposten wachten op je besluit.", len(wachten)
            ),
            tuple(
                Werkpunt(
                    kostensoort(regel.rij.soort),
                    url_for("om_kosten.toon", nummer=regel.rij.id),
                    regel.naam,
                    staat="bezwaar" if regel.rij.status is Kostenstatus.BEZWAAR else "open",
                    staat_woord=_("bezwaar") if regel.rij.status is Kostenstatus.BEZWAAR else _("besluit"),
                )
                for regel in wachten
            ),
            meer=(_("Naar alle autokosten"), url_for("om_kosten.lijst")),
        )
    if context.actor.medewerker_id is not None:
        open_ = [
            regel
            for regel in diensten.eigen(context)
            if regel.rij.status is Kostenstatus.HOREN and regel.rij.gereageerd_op is None
        ]
        if open_:
            yield Startblok(
                "medewerker",
                30,
                _("Kosten van je dienstauto"),
                _("Zeg wat je ervan vindt voordat de werkgever beslist."),
                tuple(
                    Werkpunt(
                        kostensoort(regel.rij.soort),
                        url_for("om_kosten.toon", nummer=regel.rij.id),
                        voor=regel.rij.reactie_tot,
                    )
                    for regel in open_
                ),
            )

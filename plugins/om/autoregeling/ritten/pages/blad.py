# SPDX-License-Identifier: EUPL-1.2
"""The blueprint of all pages of trips, its menu, and what stands on the first page of who drives."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, url_for

from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok, Werkpunt
from core.people.policy import MEDEWERKER
from plugins.om import menu
from plugins.om.autoregeling.policy import EENHEID, RIT
from plugins.om.autoregeling.ritten.pages import woorden
from plugins.om.autoregeling.ritten.pages.taal import _, ngettext
from plugins.om.autoregeling.ritten.services import mijn

bp = Blueprint("om_ritten", __name__, url_prefix="/ritten", template_folder="../templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Mijn ritten", "om_ritten.mijn", "open_eigen", RIT, 41),
            Menupunt("Ritten", "om_ritten.overzicht", "bekijk", RIT, 44, menu.WAGENPARK),
            Menupunt("Rittenbestanden", "om_ritten.importen", "importeer", RIT, 45, menu.WAGENPARK),
        ),
    ),
)


def startblokken(context: Context) -> Iterator[Startblok]:
    """Ask who drives for what is open; others read nothing about it. One query for most people."""
    if EENHEID not in context.actor.eenheden or context.actor.medewerker_id is None:
        return
    open_ = mijn.open_ritten(context)
    if open_:
        yield Startblok(
            MEDEWERKER.id,
            32,
            _("Mijn ritten"),
            ngettext(
                "%(num)s rit wacht op jouw keuze: zakelijk, woon-werk of privé.",
                "%(num)s ritten wachten op jouw keuze: zakelijk, woon-werk of privé.",
                len(open_),
            ),
            werk=(
                Werkpunt(
                    _("Beoordeel je ritten"),
                    url_for("om_ritten.te_beoordelen"),
                    _("Samen %(km)s.", km=woorden.km(sum(rit.tienden for rit in open_))),
                    staat="open",
                    staat_woord=_("te doen"),
                ),
            ),
            meer=(_("Naar mijn ritten"), url_for("om_ritten.mijn")),
        )

# SPDX-License-Identifier: EUPL-1.2
"""The pages of reports."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core.calendar.tijd import lokale_datum
from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok, Werkpunt
from plugins.om import menu
from plugins.om.autoregeling.meldingen.pages import blad
from plugins.om.autoregeling.meldingen.pages.woorden import meldingsoort
from plugins.om.autoregeling.meldingen.policy import OVERDRACHT, VERVANGING
from plugins.om.autoregeling.meldingen.procedure import Meldingstatus
from plugins.om.autoregeling.meldingen.services import melden
from plugins.om.autoregeling.policy import EENHEID, MELDING

PAGINAS = (
    Paginas(
        blad.bp,
        (
            Menupunt("Schade of verlies melden", "om_melding.mijn", "bekijk_eigen", MELDING, 43),
            Menupunt("Meldingen", "om_melding.lijst", "bekijk", MELDING, 50, menu.KOSTEN),
            Menupunt("Over te dragen auto's", "om_melding.overdrachten", "bekijk", OVERDRACHT, 51, menu.KOSTEN),
            Menupunt("Vervangende auto's", "om_melding.vervangingen", "bekijk", VERVANGING, 52, menu.KOSTEN),
        ),
    ),
)


def startblokken(context: Context) -> Iterator[Startblok]:
    """Tell a driver what of his reports is still to be done, and until when."""
    if EENHEID not in context.actor.eenheden or context.actor.medewerker_id is None:
        return
    open_ = [regel for regel in melden.eigen(context) if regel.rij.status is Meldingstatus.OPEN and regel.te_doen]
    if open_:
        yield Startblok(
            "medewerker",
            12,
            _("Je meldingen"),
            ngettext(
                "Van %(num)s melding is nog niet alles gedaan.",
                "Van %(num)s meldingen is nog niet alles gedaan.",
                len(open_),
            ),
            tuple(
                Werkpunt(
                    meldingsoort(regel.rij.soort),
                    url_for("om_melding.toon", nummer=regel.rij.id),
                    voor=lokale_datum(regel.uiterlijk) if regel.uiterlijk else None,
                    staat="te_laat" if regel.uiterlijk and regel.uiterlijk < context.nu else "open",
                    staat_woord=_("te laat") if regel.uiterlijk and regel.uiterlijk < context.nu else _("te doen"),
                )
                for regel in open_
            ),
        )

# SPDX-License-Identifier: EUPL-1.2
"""What patch duty tells on the first page: the next one, and for the leidinggevende what waits for approval."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for

from core.context import Context
from core.contributions import Startblok, Werkpunt
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.rijksroosteren.pages.woorden import categorie, tijdvak
from plugins.jio.rijksroosteren.services.beelden import eerstvolgend


def startblokken(ctx: Context) -> Iterator[Startblok]:
    """Return the parts of the first page, in at most two queries; nothing for who has nothing on the roster."""
    if EENHEID not in ctx.actor.eenheden:
        return
    volgende, wacht = eerstvolgend(ctx)
    if volgende is not None:
        yield Startblok(
            MEDEWERKER.id,
            33,
            _("Patchdiensten"),
            _(
                "Op je rooster: %(wat)s, %(wanneer)s.",
                wat=categorie(volgende.categorie),
                wanneer=tijdvak(volgende.begin, volgende.einde),
            ),
            meer=(_("Naar mijn patchdiensten"), url_for("jio_roosteren.mijn")),
        )
    if wacht:
        titel = ngettext("Keur %(num)s regel op het rooster goed", "Keur %(num)s regels op het rooster goed", wacht)
        yield Startblok(
            LEIDINGGEVENDE.id,
            33,
            _("Patchdiensten van je team"),
            ngettext("Er wacht %(num)s regel op je.", "Er wachten %(num)s regels op je.", wacht),
            (Werkpunt(titel, url_for("jio_roosteren_team.maand")),),
        )

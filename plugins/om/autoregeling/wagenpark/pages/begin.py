# SPDX-License-Identifier: EUPL-1.2
"""The blocks of the first page: what waits for the werkgever and the fleet managers, and how long my car lasts."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for

from core.context import Context
from core.contributions import Startblok, Werkpunt
from core.people.policy import HR, MEDEWERKER
from core.web.filters import datum
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, LOKAAL_BEHEER, WERKGEVER
from plugins.om.autoregeling.ritten.pages.taal import _, ngettext
from plugins.om.autoregeling.wagenpark.pages import woorden
from plugins.om.autoregeling.wagenpark.services import aanvragen, bestellen, gebruik, jaartoets, klokken, na2023
from plugins.om.autoregeling.wagenpark.services.toegang import heeft_rol

MEESTE = 5


def startblokken(context: Context) -> Iterator[Startblok]:
    """Return the parts of the first page; nothing for who is not at the OM and has no role there."""
    if EENHEID in context.actor.eenheden and context.actor.medewerker_id is not None:
        yield from _bestuurder(context)
    if heeft_rol(context, WERKGEVER.id):
        yield from _werkgever(context)
    if heeft_rol(context, CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id):
        yield from _beheer(context)
    if heeft_rol(context, HR.id):
        yield from _hr(context)


def _bestuurder(context: Context) -> Iterator[Startblok]:
    mijn = gebruik.mijn(context, kort=True)
    werk = [
        Werkpunt(
            _("Teken voor je dienstauto"),
            url_for("om_auto.mijn"),
            een.merk_en_model,
            staat="open",
            staat_woord=_("te doen"),
        )
        for een in mijn.besteld
        if een.voertuig_id is not None
    ]
    if not mijn.autos and not werk:
        return
    zin = _("Je dienstauto staat klaar.")
    if mijn.autos:
        auto = mijn.autos[0]
        einde = auto.gebruik.tot_en_met
        zin = (
            _("Je rijdt in de %(auto)s tot en met %(dag)s.", auto=auto.voertuig.merk_en_model, dag=datum(einde))
            if einde is not None
            else _("Je rijdt in de %(auto)s.", auto=auto.voertuig.merk_en_model)
        )
    yield Startblok(
        MEDEWERKER.id, 31, _("Mijn auto"), zin, tuple(werk), meer=(_("Naar mijn auto"), url_for("om_auto.mijn"))
    )


def _werkgever(context: Context) -> Iterator[Startblok]:
    wachten, toetsen = aanvragen.te_beslissen(context), jaartoets.te_beslissen(context)
    if not wachten and not toetsen:
        return
    werk = [
        Werkpunt(
            _("Beslis over de auto van %(naam)s", naam=regel.naam),
            url_for("om_auto.toekenning", toekenning=regel.id),
            regel.onderdeel,
            staat="open",
            staat_woord=_("te doen"),
        )
        for regel in wachten[:MEESTE]
    ]
    if toetsen:
        werk.append(
            Werkpunt(
                ngettext("Beslis over %(num)s toets", "Beslis over %(num)s toetsen", toetsen), url_for("om_jaar.toets")
            )
        )
    yield Startblok(
        WERKGEVER.id,
        10,
        _("Besluiten over auto's"),
        ngettext("Er wacht %(num)s besluit op je.", "Er wachten %(num)s besluiten op je.", len(wachten) + toetsen),
        tuple(werk),
        meer=(_("Naar de besluiten"), url_for("om_werkgever.begin")),
    )


def _beheer(context: Context) -> Iterator[Startblok]:
    regels = [regel for regel in klokken.lijst(context) if regel.nadert]
    rol = CENTRAAL_BEHEER if heeft_rol(context, CENTRAAL_BEHEER.id) else LOKAAL_BEHEER
    te_doen = bestellen.te_bestellen(context) if rol is CENTRAAL_BEHEER else ()
    if not regels and not te_doen:
        return
    werk = [
        Werkpunt(
            _("Zoek of bestel een auto voor %(naam)s", naam=een.naam),
            url_for("om_wagenpark.bestel", toekenning=een.id),
            een.onderdeel,
        )
        for een in te_doen[:MEESTE]
    ]
    werk += [
        Werkpunt(
            woorden.woord(regel.soort),
            url_for("om_wagenpark.termijnen"),
            regel.onderdeel or "",
            regel.uiterlijk,
            "te_laat" if regel.gemist else "open",
            _("voorbij") if regel.gemist else _("loopt af"),
            regel.gemist,
        )
        for regel in regels[:MEESTE]
    ]
    yield Startblok(
        rol.id,
        12,
        _("Wagenpark"),
        _(
            "Toekenningen zonder auto: %(autos)s. Termijnen die aflopen: %(termijnen)s.",
            autos=len(te_doen),
            termijnen=len(regels),
        ),
        tuple(werk),
        meer=(_("Naar het wagenpark"), url_for("om_wagenpark.lijst")),
    )


def _hr(context: Context) -> Iterator[Startblok]:
    if not na2023.besluit_ontbreekt(context):
        return
    yield Startblok(
        HR.id,
        30,
        _("Autoregeling OM na 2023"),
        _("Nog niet is vastgelegd of de regeling na 31 december 2023 geldt; runs worden daarom niet goedgekeurd."),
        (
            Werkpunt(
                _("Leg het besluit vast"), url_for("om_inrichting.na_2023"), staat="open", staat_woord=_("te doen")
            ),
        ),
    )

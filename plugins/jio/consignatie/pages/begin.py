# SPDX-License-Identifier: EUPL-1.2
"""What the on-call duty tells on the first page, by role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import url_for

from core.context import Context
from core.contributions import Startblok, Werkpunt
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER
from core.web.filters import euro, maand, moment
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.services.overzicht.begin import Begin, begin


def startblokken(ctx: Context) -> Sequence[Startblok]:
    """Return the parts of the first page of who acts, in three queries; none for who has nothing to do with JIO."""
    rollen = {rol.rol for rol in ctx.actor.rollen if rol.eenheid in (None, policy.EENHEID)}
    if policy.EENHEID not in ctx.actor.eenheden and not rollen:
        return ()
    stand = begin(ctx)
    return (
        *_medewerker(ctx, stand),
        *_leidinggevende(ctx, stand),
        *(_roosterbeheerder(stand) if policy.ROOSTERBEHEERDER.id in rollen else ()),
        *(_wacht(rol) for rol in (policy.OPERATIONEEL_MANAGER.id, policy.DUTYDESK.id) if rol in rollen),
    )


def _medewerker(ctx: Context, stand: Begin) -> Iterator[Startblok]:
    dienst, iets = stand.dienst, stand.dienst or stand.geboekt or stand.declaraties or stand.ruilvragen
    if policy.EENHEID not in ctx.actor.eenheden or not iets:
        # Most people at JIO are never on call: their first page says nothing of it.
        return
    if dienst is None:
        zin = _("Je hebt geen consignatiedienst in het vooruitzicht.")
    elif dienst.van <= ctx.nu:
        zin = _(
            "Je hebt nu consignatiedienst voor %(team)s, tot %(tot)s uur.", team=dienst.teamnaam, tot=moment(dienst.tot)
        )
    else:
        zin = _("Je volgende consignatiedienst begint op %(van)s uur.", van=moment(dienst.van))
    werk = []
    if stand.declaraties:
        titel = ngettext("Kijk %(num)s declaratie na", "Kijk %(num)s declaraties na", stand.declaraties)
        werk.append(
            Werkpunt(titel, url_for("jio_declaraties.overzicht"), _("Zonder jouw ja wordt een dienst niet betaald."))
        )
    if stand.ruilvragen:
        titel = ngettext("Een collega wil met je ruilen", "%(num)s collega's willen met je ruilen", stand.ruilvragen)
        werk.append(Werkpunt(titel, url_for("jio_ruilen.overzicht"), _("Zeg ja of nee.")))
    yield Startblok(
        MEDEWERKER.id,
        30,
        _("Consignatiedienst"),
        zin,
        tuple(werk),
        meer=(_("Naar mijn diensten"), url_for("jio_diensten.overzicht")),
    )
    if stand.geboekt is not None:
        bedrag, naam = euro(stand.geboekt.centen), maand(stand.geboekt.periode)
        yield Startblok(
            MEDEWERKER.id,
            31,
            _("Toelage"),
            _("Over %(maand)s is %(bedrag)s voor je naar de salarisadministratie.", maand=naam, bedrag=bedrag)
            if stand.geboekt.naar_salaris
            else _("Over %(maand)s is %(bedrag)s voor je goedgekeurd.", maand=naam, bedrag=bedrag),
            meer=(_("Naar mijn toelage, met waarom"), url_for("jio_toelage.per_maand")),
        )


def _leidinggevende(ctx: Context, stand: Begin) -> Iterator[Startblok]:
    if not ctx.actor.geleide_teams:
        return
    werk = []
    if stand.te_beoordelen:
        titel = ngettext("Beoordeel %(num)s declaratie", "Beoordeel %(num)s declaraties", stand.te_beoordelen)
        werk.append(Werkpunt(titel, url_for("jio_werklijst.lijst")))
    if stand.door_te_geven:
        titel = ngettext("Geef %(num)s ruil door", "Geef %(num)s ruilen door", stand.door_te_geven)
        werk.append(Werkpunt(titel, url_for("jio_werklijst.lijst")))
    totaal = stand.te_beoordelen + stand.door_te_geven
    yield Startblok(
        LEIDINGGEVENDE.id,
        30,
        _("Consignatiedienst van je team"),
        ngettext("Er wacht %(num)s ding op je.", "Er wachten %(num)s dingen op je.", totaal)
        if totaal
        else _("Er wacht niets op je."),
        tuple(werk),
        meer=(_("Naar de werklijst"), url_for("jio_werklijst.lijst")),
    )


def _roosterbeheerder(stand: Begin) -> Iterator[Startblok]:
    aantal = stand.vast_te_leggen
    titel = ngettext("Leg %(num)s ruil vast", "Leg %(num)s ruilen vast", aantal)
    yield Startblok(
        policy.ROOSTERBEHEERDER.id,
        30,
        _("Consignatieroosters"),
        ngettext("%(num)s ruil wacht op vastleggen.", "%(num)s ruilen wachten op vastleggen.", aantal)
        if aantal
        else _("Er is geen ruil om vast te leggen."),
        (Werkpunt(titel, url_for("jio_ruilen.vast_te_leggen")),) if aantal else (),
        meer=(_("Naar de roosters"), url_for("jio_roosters.overzicht")),
    )


def _wacht(rol: str) -> Startblok:
    return Startblok(
        rol,
        30,
        _("Consignatiedienst"),
        _("Zie wie er nu dienst heeft en bel het nummer van het team."),
        meer=(_("Wie heeft nu dienst"), url_for("jio_wacht.nu")),
    )

# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: which regulations there are, what they say where, and how much of each Annex carries out."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from core.contributions import Menupunt, Paginas
from core.dossiers.termijnen import Afwijken, Duur, Termijneenheid
from core.plugins import Installatie
from core.regulations.blad import Casussen, Dekking, blad, casussen
from core.regulations.catalogus import Regeling, Regelsoort
from core.regulations.parameterbeheer.services import geldende_parameters
from core.web.request import ctx
from core.web.rights import vereist

BEWAARD = "annex.casussen"

bp = Blueprint("regelingen", __name__, url_prefix="/regelingen")
PAGINAS = Paginas(bp, (Menupunt("Regelingen", "regelingen.lijst", "bekijk", "core.regeling", 60),))


@bp.get("/")
@vereist("bekijk", "core.regeling")
def lijst() -> str:
    """Show every regulation by dienstonderdeel, with its state and coverage."""
    installatie = ctx().installatie
    zoek = request.args.get("zoek", "").strip()
    gevonden = [regeling for regeling in installatie.regelingen.values() if _past(regeling, zoek.casefold())]
    groepen = [
        (eenheid, eigen, Dekking.van(*eigen))
        for eenheid in dict.fromkeys([*installatie.eenheden, *(regeling.eenheid for regeling in gevonden)])
        if (eigen := [regeling for regeling in gevonden if regeling.eenheid == eenheid])
    ]
    return render_template(
        "kern/regelingen.html",
        zoek=zoek,
        groepen=groepen,
        namen={eenheid.id: eenheid.naam for eenheid in installatie.eenheden.values()},
        dekking=Dekking.van,
        totaal=Dekking.van(*installatie.regelingen.values()),
        aantal=len(gevonden),
    )


@bp.get("/<regeling_id>")
@vereist("bekijk", "core.regeling")
def toon(regeling_id: str) -> str:
    """Show one regulation: articles, rules, deadlines, calculations with cases, parameters, and what is open."""
    context = ctx()
    regeling = context.installatie.regelingen.get(regeling_id)
    if regeling is None:
        abort(404)
    gevonden, bron = blad(context.installatie, regeling, _casussen(context.installatie)), geldende_parameters(context)
    return render_template(
        "kern/regeling.html",
        blad=gevonden,
        regeling=regeling,
        eenheden=context.installatie.eenheden,
        soortnaam=_soortnaam,
        duur=_duur,
        afwijken=_afwijken,
        parameters=[(sleutel, bron.zoek(sleutel.sleutel, context.vandaag)) for sleutel in gevonden.sleutels],
        parameters_zichtbaar=context.installatie.beleid.mag_ergens(context.actor, "bekijk", "core.parameter"),
    )


def _past(regeling: Regeling, zoek: str) -> bool:
    teksten = (regeling.id, regeling.titel, regeling.samenvatting, *(artikel.naam for artikel in regeling.artikelen))
    return any(zoek in tekst.casefold() for tekst in teksten)


def _soortnaam(soort: Regelsoort) -> str:
    namen: dict[Regelsoort, str] = {
        Regelsoort.BEREKENING: _("Berekening"),
        Regelsoort.AFDWINGBAAR: _("Iets wat moet of niet mag"),
        Regelsoort.TERMIJN: _("Termijn"),
        Regelsoort.BESLUIT: _("Besluit van een mens"),
        Regelsoort.INFORMATIE: _("Informatie"),
    }
    return namen[soort]


def _duur(duur: Duur) -> str:
    num = duur.lengte
    zinnen: dict[Termijneenheid, str] = {
        Termijneenheid.KALENDERDAGEN: ngettext("%(num)s dag", "%(num)s dagen", num),
        Termijneenheid.WERKDAGEN: ngettext("%(num)s werkdag", "%(num)s werkdagen", num),
        Termijneenheid.WEKEN: ngettext("%(num)s week", "%(num)s weken", num),
        Termijneenheid.MAANDEN: ngettext("%(num)s maand", "%(num)s maanden", num),
    }
    return zinnen[duur.eenheid]


def _afwijken(afwijken: Afwijken) -> str:
    namen: dict[Afwijken, str] = {
        Afwijken.VRIJ: _("mag korter of langer zijn"),
        Afwijken.STRENGER: _("mag alleen korter zijn"),
        Afwijken.NOOIT: _("is overal hetzelfde"),
    }
    return namen[afwijken]


def _casussen(installatie: Installatie) -> Casussen:
    # The files do not change while we run, so they are read once, by the first who asks.
    if BEWAARD not in current_app.extensions:
        current_app.extensions[BEWAARD] = casussen(installatie)
    gelezen: Casussen = current_app.extensions[BEWAARD]
    return gelezen

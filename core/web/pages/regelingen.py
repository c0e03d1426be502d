# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: which regulations there are, what they say where, and how much of each Annex carries out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import gettext as _

from core.contributions import Menupunt, Paginas
from core.plugins import Installatie
from core.regulations.catalogus import Regeling, Regelsoort, Regelstand
from core.regulations.parameterbeheer.services import geldende_parameters
from core.web.request import ctx
from core.web.rights import vereist

BEWAARD = "annex.casusaantallen"

bp = Blueprint("regelingen", __name__, url_prefix="/regelingen")
PAGINAS = Paginas(bp, (Menupunt("Regelingen", "regelingen.lijst", "bekijk", "core.regeling", 60),))


@dataclass(frozen=True)
class Dekking:
    """How many of the rules are carried out: by people in Annex, or as a calculation only."""

    uitgevoerd: int
    rekenregel: int
    totaal: int

    @classmethod
    def van(cls, *regelingen: Regeling) -> Dekking:
        """Count the rules of these regulations."""
        telling = Counter(regel.stand for regeling in regelingen for regel in regeling.regels)
        return cls(telling[Regelstand.UITGEVOERD], telling[Regelstand.REKENREGEL], telling.total())


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
    """Show one regulation: articles, rules, calculations, parameters, cases, and what is open."""
    context = ctx()
    regeling = context.installatie.regelingen.get(regeling_id)
    if regeling is None:
        abort(404)
    artikelen = {naam for artikel in regeling.artikelen for naam in (artikel.naam, *artikel.aliassen)}
    bron = geldende_parameters(context)
    parameters = [
        (sleutel, bron.zoek(sleutel.sleutel, context.vandaag))
        for sleutel in bron.sleutels.values()
        if sleutel.artikel in artikelen
    ]
    return render_template(
        "kern/regeling.html",
        regeling=regeling,
        eenheid=context.installatie.eenheden.get(regeling.eenheid),
        dekking=Dekking.van(regeling),
        soorten=[(_soortnaam(soort), soort, _regels(regeling, soort)) for soort in Regelsoort],
        berekeningen=[
            rekenregel for rekenregel in context.installatie.berekeningen.values() if rekenregel.regeling == regeling.id
        ],
        parameters=parameters,
        casussen=_casussen(context.installatie).get(regeling.id, {}),
        parameters_zichtbaar=context.installatie.beleid.mag_ergens(context.actor, "bekijk", "core.parameter"),
    )


def _past(regeling: Regeling, zoek: str) -> bool:
    teksten = (regeling.id, regeling.titel, regeling.samenvatting, *(artikel.naam for artikel in regeling.artikelen))
    return any(zoek in tekst.casefold() for tekst in teksten)


def _regels(regeling: Regeling, soort: Regelsoort) -> dict[Regelstand, list[str]]:
    """Return the numbers of the rules of which this is the first kind, by their state."""
    uit: dict[Regelstand, list[str]] = {stand: [] for stand in Regelstand}
    for regel in regeling.regels:
        if regel.soort[0] is soort:
            uit[regel.stand].append(regel.id)
    return uit


def _soortnaam(soort: Regelsoort) -> str:
    namen: dict[Regelsoort, str] = {
        Regelsoort.BEREKENING: _("Berekening"),
        Regelsoort.AFDWINGBAAR: _("Iets wat moet of niet mag"),
        Regelsoort.TERMIJN: _("Termijn"),
        Regelsoort.BESLUIT: _("Besluit van een mens"),
        Regelsoort.INFORMATIE: _("Informatie"),
    }
    return namen[soort]


def _casussen(installatie: Installatie) -> dict[str, dict[str, int]]:
    """Return the number of worked cases of each calculation, by regulation."""
    # The files do not change while we run, so they are read once, by the first who asks.
    if BEWAARD not in current_app.extensions:
        current_app.extensions[BEWAARD] = _tel_casussen(installatie)
    telling: dict[str, dict[str, int]] = current_app.extensions[BEWAARD]
    return telling


def _tel_casussen(installatie: Installatie) -> dict[str, dict[str, int]]:
    loper = installatie.casusloper()
    uit: dict[str, dict[str, int]] = {}
    for bijdrage in installatie.mappen:
        for pad in bijdrage.waarde.casussen:
            for bestand in loper.lees(pad):
                aantallen = uit.setdefault(bestand.berekening.partition("/")[0], {})
                aantallen[bestand.berekening] = aantallen.get(bestand.berekening, 0) + len(bestand.casussen)
    return uit

# SPDX-License-Identifier: EUPL-1.2
"""Who bears a cost of the car (Autoregeling OM 2.7, and chapters 5 to 13)."""

from __future__ import annotations

from dataclasses import dataclass

from core.rules import Centen, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import onder_regeling
from plugins.om.autoregeling.rules.kostensoorten import (
    ARTIKELEN,
    NIETS,
    OOK_IN,
    Boete,
    Drager,
    EigenAccessoire,
    Kosten,
    Reiniging,
    VervangendeAuto,
)
from plugins.om.autoregeling.rules.vervangende_auto import DAG_MINUTEN, PRECIES_EEN_DAG

#: "Verzekerd tot een bedrag van € 500,-."
VERZEKERD_MAXIMUM = Centen(500_00)

SCHADE_12_1 = "om_auto.lezing.schade_12_1_of_8_2"
#: Paragraph 12.1 says that these are the employee's, paragraph 8.2 that the employer may recover them.
TWEE_TEKSTEN = frozenset({"motorschade_oliepeil", "motorschade_verkeerde_brandstof", "overbelading"})


@dataclass(frozen=True)
class Doorbelasting:
    """The cost in five parts, by who bears them."""

    werkgever_centen: Centen
    werknemer_centen: Centen
    leasemaatschappij_centen: Centen
    verzekerd_centen: Centen
    te_beslissen_centen: Centen


@calculation(
    "OM-AUTO/doorbelasting",
    articles=(*dict.fromkeys((*ARTIKELEN.values(), *OOK_IN.values())), "CAO Rijk 10.4"),
)
def doorbelasting(gegeven: Kosten, parameters: Parameters, uitleg: Uitleg) -> Doorbelasting:
    """Divide a cost over who bears it; the five parts are always the whole (Autoregeling OM 12.1)."""
    drager = _drager(gegeven, parameters)
    delen = _delen(gegeven, drager)
    noem_lezingen(parameters, uitleg)
    soort = gegeven.soort
    uitleg.stap(ARTIKELEN[soort], f"OM-AUTO/doorbelasting.{soort}")
    if soort in OOK_IN:
        uitleg.stap(OOK_IN[soort], f"OM-AUTO/doorbelasting.{soort}_ook")
    if isinstance(gegeven, Boete):
        uitleg.stap("CAO Rijk 10.4", "OM-AUTO/doorbelasting.boete_niet_verwijtbaar")
    if soort == "verbeurdverklaring" and drager is Drager.TE_BESLISSEN:
        uitleg.stap("Autoregeling OM 12.1", "OM-AUTO/doorbelasting.verbeurd_zonder_overtreding")
    for wie, centen in delen.items():
        if centen or wie is drager:
            uitleg.stap(ARTIKELEN[soort], f"OM-AUTO/doorbelasting.{wie}", bedrag_centen=centen)
    return Doorbelasting(*(delen.get(wie, NIETS) for wie in Drager))


def _drager(gegeven: Kosten, parameters: Parameters) -> Drager:
    if gegeven.soort in TWEE_TEKSTEN and parameters[SCHADE_12_1, gegeven.datum] == "8_2_mag":
        return Drager.TE_BESLISSEN
    if isinstance(gegeven, VervangendeAuto) and gegeven.niet_beschikbaar_minuten == DAG_MINUTEN:
        parameters.feit(PRECIES_EEN_DAG, onder_regeling(gegeven.datum))
    return gegeven.drager


def _delen(gegeven: Kosten, drager: Drager) -> dict[Drager, Centen]:
    bedrag = gegeven.bedrag_centen
    if isinstance(gegeven, Boete):
        bedrag = Centen(bedrag + gegeven.verhoging_centen + gegeven.administratiekosten_centen)
    eerste = bedrag
    if isinstance(gegeven, Reiniging):
        eerste = gegeven.werkgeversdeel
    elif isinstance(gegeven, EigenAccessoire) and gegeven.bekend_bij_leaseplan:
        eerste = Centen(min(bedrag, VERZEKERD_MAXIMUM))
    delen = {drager: eerste}
    if eerste < bedrag:
        delen[Drager.WERKNEMER] = Centen(bedrag - eerste)
    return delen

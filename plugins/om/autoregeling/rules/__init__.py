# SPDX-License-Identifier: EUPL-1.2
"""The calculations of the car scheme (OM 8.2, "Autoregeling OM 2020-2023")."""

from core.rules import Berekening
from plugins.om.autoregeling.rules.bestelling import bestelling
from plugins.om.autoregeling.rules.bijtelling import bijtelling
from plugins.om.autoregeling.rules.doorbelasting import doorbelasting
from plugins.om.autoregeling.rules.eigen_bijdrage import eigen_bijdrage
from plugins.om.autoregeling.rules.gebruiksperiode import gebruiksperiode
from plugins.om.autoregeling.rules.gebruiksrecht import gebruiksrecht
from plugins.om.autoregeling.rules.jaartoets import jaartoets
from plugins.om.autoregeling.rules.kostenverdeling import kostenverdeling
from plugins.om.autoregeling.rules.laadvoorziening import laadvoorziening
from plugins.om.autoregeling.rules.leasecategorie import leasecategorie
from plugins.om.autoregeling.rules.ritsoort import ritsoort
from plugins.om.autoregeling.rules.termijnen import termijnen
from plugins.om.autoregeling.rules.thuisladen import thuisladen
from plugins.om.autoregeling.rules.toekenning import toekenning
from plugins.om.autoregeling.rules.verhaal import verhaal
from plugins.om.autoregeling.rules.verrekening import verrekening
from plugins.om.autoregeling.rules.vervangende_auto import vervangende_auto

BEREKENINGEN: tuple[Berekening, ...] = (
    bestelling,
    bijtelling,
    doorbelasting,
    eigen_bijdrage,
    gebruiksperiode,
    gebruiksrecht,
    jaartoets,
    kostenverdeling,
    laadvoorziening,
    leasecategorie,
    ritsoort,
    termijnen,
    thuisladen,
    toekenning,
    verhaal,
    vervangende_auto,
    verrekening,
)

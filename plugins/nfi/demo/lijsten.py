# SPDX-License-Identifier: EUPL-1.2
"""The list of 2023 in the demo: links, a role, a condition, a measurement and a decision; and this year's draft."""

from __future__ import annotations

from datetime import date

from plugins.nfi.bezwarend.rules.functielijst import NIET_OP_DE_LIJST, Frequentie, Lijstrij, Soort
from plugins.nfi.bezwarend.services import lijsten, mensen, metingen
from plugins.nfi.demo.mensen import APRIL_2023, Bezetting

JANUARI = date(2023, 1, 1)
KOPPELINGEN = {
    "Antropoloog": "forensisch_antropoloog",
    "Labmedewerker vingersporen": "biometrie_labmedewerker",
    "Onderzoeker explosies en explosieven": "wetenschappelijk_onderzoeker_ee",
    "Ondersteuner schotresten": "onderzoeksondersteuner_schotresten",
    "Toxicoloog": "sr_wetenschappelijk_medewerker_toxicologie",
    "Teamleider sporen": NIET_OP_DE_LIJST,
}
"""Nobody linked the people of the mortuary yet: HR is asked."""


def leg_vast(bezetting: Bezetting) -> None:
    """Record in April 2023 what the list of that year asks for."""
    hr = bezetting.hr(APRIL_2023)
    for functie, code in KOPPELINGEN.items():
        mensen.koppel(hr, functienaam=functie, code=code, van=JANUARI)
    mensen.zet_rol(hr, bezetting.ids["Nina Bot"], rol="lid_mit", van=JANUARI, tot_en_met=None)
    mensen.beantwoord_voorwaarde(hr, bezetting.ids["Ruben Kruit"], 2023, voldoet=True)
    metingen.meet(hr, werkplek="Team E&E", datum=date(2023, 3, 20), decibel=91, gemeten_door="Meetdienst (fictief)")
    mensen.ken_toe(
        hr,
        bezetting.ids["Uma Weten"],
        van=JANUARI,
        tot_en_met=date(2023, 12, 31),
        soorten={Soort.STANK: Frequentie.NU_EN_DAN},
        werkplek=None,
        besluit_op=date(2023, 4, 3),
        reden="Springt bij in de sectiezaal en staat zelf niet op de lijst.",
    )


def maak_volgende(bezetting: Bezetting) -> None:
    """Draw up this year's list and offer it: it waits for a second person."""
    hr, jaar = bezetting.hr(), bezetting.ctx.vandaag.year
    nummer = lijsten.maak(
        hr,
        naam=str(jaar),
        van=date(jaar, 1, 1),
        tot_en_met=date(jaar, 12, 31),
        bron="Concept van HR (fictief)",
        volgens="2023",
    )
    lijsten.zet_rij(
        hr,
        nummer,
        Lijstrij(
            "monsternemer",
            kleding=Frequentie.REGELMATIG,
            lawaai=Frequentie.NU_EN_DAN,
            naam="Monsternemer (fictief)",
            werkplek="Hal 3",
        ),
    )
    lijsten.haal_rij_weg(hr, nummer, "frontoffice_medewerker")
    lijsten.bied_aan(hr, nummer)

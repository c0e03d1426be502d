# SPDX-License-Identifier: EUPL-1.2
"""What is held about who has or had a service car, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.om.autoregeling.models import Beheerderschap, Gebruik, Plaatsing, Werkgeverschap
from plugins.om.autoregeling.wagenpark.models import (
    Aflevering,
    Dossierstuk,
    Gebruikseinde,
    Ingebrekestelling,
    Inlevering,
    Jaartoetsregel,
    Toekenningsdossier,
    Woonwerkstop,
)

Lezer = Callable[[Session, int], Sequence[Mapping[str, Any]]]


def _lezer(tabel: Any, *kolommen: str) -> Lezer:
    def lees(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
        vraag = select(*(getattr(tabel, kolom) for kolom in kolommen)).where(tabel.medewerker_id == wie)
        return [dict(rij) for rij in s.execute(vraag.order_by(tabel.id)).mappings()]

    return lees


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "om_plaatsing",
        "Weten wie over je dienstauto beslist.",
        None,
        "vernietigen",
        _lezer(Plaatsing, "onderdeel_id", "van", "tot_en_met", "vervallen_op"),
    ),
    Persoonsgegeven(
        "om_werkgeverschap",
        "Weten wie over dienstauto's mocht beslissen.",
        None,
        "losmaken",
        _lezer(Werkgeverschap, "onderdeel_id", "hoedanigheid", "van", "tot_en_met", "vervallen_op"),
    ),
    Persoonsgegeven(
        "om_beheerderschap",
        "Weten wie de auto's beheerde.",
        None,
        "losmaken",
        _lezer(Beheerderschap, "onderdeel_id", "van", "tot_en_met", "vervallen_op"),
    ),
    Persoonsgegeven(
        "om_gebruik",
        "Weten wie welke auto mag gebruiken, en wie de bijdrage betaalt.",
        None,
        "losmaken",
        _lezer(Gebruik, "voertuig_id", "soort", "overeenkomst_van", "van", "tot_en_met", "einde_grond", "vervallen_op"),
    ),
    Persoonsgegeven(
        "om_toekenning",
        "Over je dienstauto beslissen en kunnen laten zien wat besloten is.",
        None,
        "losmaken",
        _lezer(
            Toekenningsdossier,
            "status",
            "functie",
            "rechtspositie",
            "criteria",
            "toelichting",
            "aangevraagd_op",
            "besluit_op",
            "motivering",
            "categorie",
        ),
    ),
    Persoonsgegeven(
        "om_aflevering",
        "Vastleggen hoe de auto is afgeleverd.",
        None,
        "vernietigen",
        _lezer(Aflevering, "voertuig_id", "dag", "kilometerstand", "kentekenkaart_ontvangen_op"),
    ),
    Persoonsgegeven(
        "om_ingebrekestelling",
        "Kunnen laten zien dat je eerst gewaarschuwd bent.",
        None,
        "vernietigen",
        _lezer(Ingebrekestelling, "dag", "tekst"),
    ),
    Persoonsgegeven(
        "om_gebruikseinde",
        "Kunnen laten zien waarom en wanneer je recht op de auto eindigt.",
        None,
        "losmaken",
        _lezer(Gebruikseinde, "grond", "datum", "laatste_dag", "motivering", "status", "ingetrokken_op"),
    ),
    Persoonsgegeven(
        "om_inlevering",
        "Vastleggen hoe de auto is ingeleverd.",
        None,
        "vernietigen",
        _lezer(Inlevering, "voertuig_id", "ingeleverd_op", "kilometerstand", "aanwezig", "schade", "inleverdocument"),
    ),
    Persoonsgegeven(
        "om_jaartoets",
        "Toetsen of de grond voor je auto nog geldt.",
        None,
        "losmaken",
        _lezer(Jaartoetsregel, "jaar", "kilometers_z", "registratie_correct", "advies", "voortzetten", "motivering"),
    ),
    Persoonsgegeven(
        "om_woonwerkstop",
        "Reiskosten woon-werk laten stoppen.",
        None,
        "vernietigen",
        _lezer(Woonwerkstop, "van", "gemeld_op", "afgehandeld_op"),
    ),
    Persoonsgegeven(
        "om_dossierstuk",
        "Een kopie van het besluit in je dossier bewaren.",
        None,
        "vernietigen",
        _lezer(Dossierstuk, "soort", "dag", "tekst", "gegevens"),
    ),
)

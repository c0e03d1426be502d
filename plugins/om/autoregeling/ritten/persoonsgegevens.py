# SPDX-License-Identifier: EUPL-1.2
"""What is held about somebody who drives, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping trips: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.om.autoregeling.models import Rit, Voertuig
from plugins.om.autoregeling.ritten.models import (
    Ritadres,
    Ritadressen,
    Ritcorrectie,
    Ritinzage,
    Ritplaats,
    Ritregister,
    Rittoestemming,
    Ritwacht,
)


def _gegeven(
    tabel: str, doel: str, vraag: Callable[[int], Select[*tuple[Any, ...]]], vanaf: str | None = None
) -> Persoonsgegeven:
    def inzage(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
        return [dict(rij) for rij in s.execute(vraag(wie)).mappings()]

    return Persoonsgegeven(tabel, doel, None, "vernietigen", inzage, vanaf)


PERSOONSGEGEVENS = (
    _gegeven(
        "om_rit",
        "De bijdrage voor privégebruik afrekenen en toetsen of je voor je werk genoeg rijdt.",
        lambda wie: (
            select(Voertuig.kenteken, Rit.begin, Rit.einde, Rit.stand_begin, Rit.tienden, Rit.klasse, Rit.vervangen_op)
            .join(Voertuig, Voertuig.id == Rit.voertuig_id)
            .where(Rit.medewerker_id == wie)
            .order_by(Rit.id)
        ),
        vanaf="dag",
    ),
    _gegeven(
        "om_ritadressen",
        "De adressen van je ritten, verzegeld: alleen jij opent ze, met je wachtwoord, bij Mijn ritten.",
        lambda wie: (
            select(Ritadressen.van, Ritadressen.tot_en_met, Ritadressen.aangemaakt_op)
            .where(Ritadressen.medewerker_id == wie)
            .order_by(Ritadressen.id)
        ),
        vanaf="tot_en_met",
    ),
    _gegeven(
        "om_ritplaats",
        "De werkgever laten zien welke zakelijke adressen zijn bezocht. Je woonadres staat er als woord.",
        lambda wie: (
            select(Ritplaats.begin, Ritplaats.van, Ritplaats.naar)
            .join(
                Rit,
                (Rit.voertuig_id == Ritplaats.voertuig_id)
                & (Rit.begin == Ritplaats.begin)
                & (Rit.stand_begin == Ritplaats.stand_begin)
                & Rit.vervangen_op.is_(None),
            )
            .where(Rit.medewerker_id == wie)
            .order_by(Ritplaats.begin)
        ),
        vanaf="begin",
    ),
    _gegeven(
        "om_ritwacht",
        "Ritten bewaren die nog niet meetellen, omdat er kilometers tussen ontbreken.",
        lambda wie: (
            select(Ritwacht.dag, Ritwacht.tienden, Ritwacht.klasse)
            .where(Ritwacht.medewerker_id == wie)
            .order_by(Ritwacht.begin)
        ),
        vanaf="dag",
    ),
    _gegeven(
        "om_ritcorrectie",
        "Weten welke klasse jij een rit gaf, en waarom.",
        lambda wie: (
            select(Ritcorrectie.begin, Ritcorrectie.was, Ritcorrectie.klasse, Ritcorrectie.reden)
            .where(Ritcorrectie.medewerker_id == wie)
            .order_by(Ritcorrectie.id)
        ),
        vanaf="begin",
    ),
    _gegeven(
        "om_ritadres",
        "Weten van welke soort het begin en het einde van een rit is. Je woonadres staat er verzegeld.",
        lambda wie: (
            select(Ritadres.soort, Ritadres.tekst, Ritadres.van, Ritadres.tot_en_met, Ritadres.bevestigd_op)
            .where(Ritadres.medewerker_id == wie)
            .order_by(Ritadres.id)
        ),
        vanaf="tot_en_met",
    ),
    _gegeven(
        "om_rittoestemming",
        "Weten wie wat van je ritten mag zien.",
        lambda wie: (
            select(
                Rittoestemming.omvang,
                Rittoestemming.kijker,
                Rittoestemming.van,
                Rittoestemming.tot_en_met,
                Rittoestemming.ingetrokken_op,
            )
            .where(Rittoestemming.medewerker_id == wie)
            .order_by(Rittoestemming.id)
        ),
        vanaf="tot_en_met",
    ),
    _gegeven(
        "om_ritinzage",
        "Je laten zien wie je ritten heeft bekeken, en waarom.",
        lambda wie: (
            select(Ritinzage.op, Ritinzage.kijker, Ritinzage.doel, Ritinzage.jaar, Ritinzage.aantal)
            .where(Ritinzage.medewerker_id == wie)
            .order_by(Ritinzage.id)
        ),
        vanaf="op",
    ),
    _gegeven(
        "om_ritregister",
        "Weten of je rittenregistratie op tijd is ingeleverd.",
        lambda wie: (
            select(Ritregister.jaar, Ritregister.ingeleverd_op, Ritregister.te_laat, Ritregister.ritten)
            .where(Ritregister.medewerker_id == wie)
            .order_by(Ritregister.jaar)
        ),
        vanaf="ingeleverd_op",
    ),
)

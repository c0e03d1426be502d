# SPDX-License-Identifier: EUPL-1.2
"""What the contribution holds about drivers, and how they get a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.contributions import Persoonsgegeven
from plugins.om.autoregeling.bijdrage.models import (
    Bijdragemelding,
    Jaarafrekening,
    Kilometeropgave,
    Privegebruikverklaring,
    Rechtonderbreking,
    Schatting,
    Termijnverzoek,
)

Kopie = Callable[[Session, int], Sequence[Mapping[str, Any]]]


def _kopie(van: InstrumentedAttribute[int], *kolommen: InstrumentedAttribute[Any]) -> Kopie:
    def kopie(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
        vraag = select(*kolommen).where(van == wie).order_by(van.class_.id)
        return [dict(gevonden) for gevonden in s.execute(vraag).mappings()]

    return kopie


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "om_schatting",
        "Je voorschot berekenen.",
        None,
        "vernietigen",
        _kopie(
            Schatting.medewerker_id,
            Schatting.jaar,
            Schatting.vanaf_maand,
            Schatting.kilometers,
            Schatting.vastgelegd_op,
        ),
    ),
    Persoonsgegeven(
        "om_verklaring",
        "Weten vanaf wanneer je geen eigen bijdrage betaalt.",
        None,
        "vernietigen",
        _kopie(
            Privegebruikverklaring.medewerker_id,
            Privegebruikverklaring.ontvangen_op,
            Privegebruikverklaring.ingetrokken_per,
            Privegebruikverklaring.staat,
            Privegebruikverklaring.kenmerk,
            Privegebruikverklaring.reden,
            Privegebruikverklaring.vervallen_op,
        ),
    ),
    Persoonsgegeven(
        "om_jaarafrekening",
        "Weten dat je jaar eerder dan in januari is verrekend, en waarom.",
        None,
        "vernietigen",
        _kopie(Jaarafrekening.medewerker_id, Jaarafrekening.jaar, Jaarafrekening.maand, Jaarafrekening.reden),
    ),
    Persoonsgegeven(
        "om_kilometeropgave",
        "Je privékilometers met een auto zonder ritregistratie verrekenen.",
        None,
        "vernietigen",
        _kopie(
            Kilometeropgave.medewerker_id,
            Kilometeropgave.van,
            Kilometeropgave.tot_en_met,
            Kilometeropgave.tienden,
            Kilometeropgave.vervallen_op,
        ),
    ),
    Persoonsgegeven(
        "om_rechtonderbreking",
        "Weten of je recht op de auto door verlof of ziekte vervalt.",
        None,
        "vernietigen",
        _kopie(
            Rechtonderbreking.medewerker_id,
            Rechtonderbreking.grond,
            Rechtonderbreking.begin,
            Rechtonderbreking.einde,
            Rechtonderbreking.vervaldag_werkgever,
            Rechtonderbreking.motivering,
            Rechtonderbreking.laatste_dag,
            Rechtonderbreking.vervallen_op,
        ),
    ),
    Persoonsgegeven(
        "om_termijnverzoek",
        "Beslissen over betalen in termijnen.",
        None,
        "vernietigen",
        _kopie(
            Termijnverzoek.medewerker_id,
            Termijnverzoek.jaar,
            Termijnverzoek.termijnen,
            Termijnverzoek.toelichting,
            Termijnverzoek.gevraagd_op,
            Termijnverzoek.toegestaan,
            Termijnverzoek.antwoord,
        ),
    ),
    Persoonsgegeven(
        "om_bijdragemelding",
        "Je een keer waarschuwen, en niet vaker.",
        None,
        "vernietigen",
        _kopie(Bijdragemelding.medewerker_id, Bijdragemelding.jaar, Bijdragemelding.soort, Bijdragemelding.gemeld_op),
    ),
)

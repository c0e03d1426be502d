# SPDX-License-Identifier: EUPL-1.2
"""What patch duty holds about a person, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from sqlalchemy import select

from core.people.persoonsgegevens import gegeven
from plugins.jio.rijksroosteren.models import Maatwerk, Maatwerkakkoord, Patchaanmelding, Roosterregel, Rraregel

_VERNIETIGEN = "vernietigen"
_LOSMAKEN = "losmaken"


PERSOONSGEGEVENS = (
    gegeven(
        "jio_patchaanmelding",
        "Weten of je patchdiensten wilt doen; zonder aanmelding word je niet ingeroosterd.",
        _VERNIETIGEN,
        lambda wie: (
            select(Patchaanmelding.vanaf, Patchaanmelding.tot, Patchaanmelding.aangemeld_op)
            .where(Patchaanmelding.medewerker_id == wie)
            .order_by(Patchaanmelding.id)
        ),
    ),
    gegeven(
        "jio_roosterregel",
        "Weten wanneer je patchdienst had of aan een wijziging werkte.",
        _LOSMAKEN,
        lambda wie: (
            select(
                Roosterregel.categorie,
                Roosterregel.onderwerp,
                Roosterregel.van,
                Roosterregel.tot,
                Roosterregel.gerealiseerd_van,
                Roosterregel.gerealiseerd_tot,
                Roosterregel.status,
            )
            .where(Roosterregel.medewerker_id == wie)
            .order_by(Roosterregel.van)
        ),
    ),
    gegeven(
        "jio_maatwerkafspraak",
        "Weten of je met je leidinggevende hebt afgesproken geen roosterdienst te draaien.",
        _VERNIETIGEN,
        lambda wie: (
            select(Maatwerk.van, Maatwerk.tot_en_met, Maatwerk.vindplaats)
            .where(Maatwerk.medewerker_id == wie)
            .order_by(Maatwerk.id)
        ),
    ),
    gegeven(
        "jio_maatwerkakkoord",
        "Weten of je akkoord bent dat een afspraak doorloopt.",
        _VERNIETIGEN,
        lambda wie: (
            select(Maatwerkakkoord.partij, Maatwerkakkoord.akkoord, Maatwerkakkoord.vanaf)
            .where(Maatwerkakkoord.medewerker_id == wie)
            .order_by(Maatwerkakkoord.id)
        ),
    ),
    gegeven(
        "jio_rraregel",
        "Kunnen nagaan wat van je naar de roosterapplicatie is gegaan.",
        _LOSMAKEN,
        lambda wie: (
            select(Rraregel.periode, Rraregel.soort, Rraregel.van, Rraregel.tot, Rraregel.kanaal, Rraregel.telt)
            .where(Rraregel.medewerker_id == wie)
            .order_by(Rraregel.id)
        ),
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""What patch duty holds about a person, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.rijksroosteren.models import Maatwerk, Maatwerkakkoord, Patchaanmelding, Roosterregel, Rraregel

_VERNIETIGEN = "vernietigen"
_LOSMAKEN = "losmaken"


def _gegeven(tabel: str, doel: str, einde: str, vraag: Callable[[int], Select[*tuple[Any, ...]]]) -> Persoonsgegeven:
    def inzage(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
        return [dict(rij) for rij in s.execute(vraag(medewerker_id)).mappings()]

    return Persoonsgegeven(tabel, doel, bewaartermijn=None, einde=einde, inzage=inzage)


PERSOONSGEGEVENS = (
    _gegeven(
        "jio_patchaanmelding",
        "Weten of je patchdiensten wilt doen; zonder aanmelding word je niet ingeroosterd.",
        _VERNIETIGEN,
        lambda wie: (
            select(Patchaanmelding.vanaf, Patchaanmelding.tot, Patchaanmelding.aangemeld_op)
            .where(Patchaanmelding.medewerker_id == wie)
            .order_by(Patchaanmelding.id)
        ),
    ),
    _gegeven(
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
    _gegeven(
        "jio_maatwerkafspraak",
        "Weten of je met je leidinggevende hebt afgesproken geen roosterdienst te draaien.",
        _VERNIETIGEN,
        lambda wie: (
            select(Maatwerk.van, Maatwerk.tot_en_met, Maatwerk.vindplaats)
            .where(Maatwerk.medewerker_id == wie)
            .order_by(Maatwerk.id)
        ),
    ),
    _gegeven(
        "jio_maatwerkakkoord",
        "Weten of je akkoord bent dat een afspraak doorloopt.",
        _VERNIETIGEN,
        lambda wie: (
            select(Maatwerkakkoord.partij, Maatwerkakkoord.akkoord, Maatwerkakkoord.vanaf)
            .where(Maatwerkakkoord.medewerker_id == wie)
            .order_by(Maatwerkakkoord.id)
        ),
    ),
    _gegeven(
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

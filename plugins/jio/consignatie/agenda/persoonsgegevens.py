# SPDX-License-Identifier: EUPL-1.2
"""What a calendar address tells about a person: that it was made, and for which calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from core.people.models import Team
from plugins.jio.consignatie.agenda.models import Agenda


def _inzage(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    rijen = s.execute(
        select(Team.naam.label("team"), Agenda.gemaakt_op, Agenda.ingetrokken_op)
        .select_from(Agenda)
        .outerjoin(Team, Team.id == Agenda.team_id)
        .where(Agenda.medewerker_id == medewerker_id)
        .order_by(Agenda.id)
    )
    return [dict(rij) for rij in rijen.mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_agenda",
        "Je diensten laten lezen door je eigen agendaprogramma.",
        bewaartermijn=None,
        einde="vernietigen",
        inzage=_inzage,
        vanaf="ingetrokken_op",
    ),
)

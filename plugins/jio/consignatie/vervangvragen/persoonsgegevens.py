# SPDX-License-Identifier: EUPL-1.2
"""What asking for a replacement holds about a person: that they were asked, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.consignatie.models import Dienst
from plugins.jio.consignatie.vervangvragen.models import Gevraagde, Vervangvraag


def _gevraagd(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    rijen = s.execute(
        select(Dienst.dinsdag, Gevraagde.gevraagd_op, Gevraagde.antwoord, Gevraagde.geantwoord_op)
        .join(Vervangvraag, Vervangvraag.id == Gevraagde.vraag_id)
        .join(Dienst, Dienst.id == Vervangvraag.dienst_id)
        .where(Gevraagde.medewerker_id == medewerker_id)
        .order_by(Gevraagde.id)
    )
    return [dict(rij) for rij in rijen.mappings()]


def _toegezegd(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    rijen = s.execute(
        select(Dienst.dinsdag, Vervangvraag.van, Vervangvraag.tot, Vervangvraag.status, Vervangvraag.toegezegd_op)
        .join(Dienst, Dienst.id == Vervangvraag.dienst_id)
        .where(Vervangvraag.toegezegd_door_id == medewerker_id)
        .order_by(Vervangvraag.id)
    )
    return [dict(rij) for rij in rijen.mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_gevraagde",
        "Weten wie is gevraagd om in te vallen, en wie ja of nee zei.",
        bewaartermijn=None,
        einde="vernietigen",
        inzage=_gevraagd,
        vanaf="gevraagd_op",
    ),
    Persoonsgegeven(
        "jio_vervangvraag",
        "Vastleggen wie een niet gevulde dienst overneemt.",
        bewaartermijn=None,
        einde="losmaken",
        inzage=_toegezegd,
        vanaf="tot",
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""One person on one page: where and for whom somebody works, and what is earned, for who may see that."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from core.context import Context
from core.people.models import Afwezigheid, Dienstverband, Inschaling, Medewerker, Team
from core.people.opzoeken import (
    Leidinggevende,
    afwezigheden,
    doelen,
    inschaling_op,
    leidinggevenden_van,
    teams_van,
)
from core.people.policy import Doel, GeenToegang

PERSOON = "core.persoon"


@dataclass(frozen=True)
class Persoonsblad:
    """A person as known today."""

    medewerker: Medewerker
    #: Every employment, the last one first.
    dienstverbanden: tuple[Dienstverband, ...]
    teams: tuple[Team, ...]
    leidinggevenden: tuple[Leidinggevende, ...]
    #: Absences from today on.
    afwezig: tuple[Afwezigheid, ...]
    #: The salary of today; None as well for a reader who may not see what somebody earns.
    inschaling: Inschaling | None
    salaris_zichtbaar: bool


def persoonsblad(ctx: Context, medewerker_id: int) -> Persoonsblad:
    """Return a person, with the salary for who may see the postings. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        wie = s.get(Medewerker, medewerker_id)
        if wie is None:
            raise GeenToegang("bekijk", PERSOON)
        werk = s.scalars(
            select(Dienstverband)
            .where(Dienstverband.medewerker_id == medewerker_id)
            .order_by(Dienstverband.van.desc(), Dienstverband.id.desc())
        ).all()
        laatste = werk[0] if werk else None
        # Of somebody who left: as it was on the last day.
        op = min(ctx.vandaag, laatste.tot_en_met) if laatste and laatste.tot_en_met else ctx.vandaag
        if not any(ctx.mag("bekijk", doel) for doel in doelen(s, PERSOON, medewerker_id, op)):
            raise GeenToegang("bekijk", PERSOON)
        salaris = any(ctx.mag("bekijk", Doel("core.boeking", baan.eenheid, medewerker_id)) for baan in werk)
        return Persoonsblad(
            wie,
            tuple(werk),
            tuple(teams_van(s, medewerker_id, op)),
            tuple(leidinggevenden_van(s, medewerker_id, op)),
            tuple(afwezigheden(s, [medewerker_id], ctx.vandaag)),
            inschaling_op(s, laatste.id, op) if laatste and salaris else None,
            salaris,
        )

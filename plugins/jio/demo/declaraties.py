# SPDX-License-Identifier: EUPL-1.2
"""The claims of the demo: settled up to the last complete month, but for a few that wait for somebody."""

from __future__ import annotations

from datetime import time, timedelta

from sqlalchemy import select

from core.calendar.tijd import lokale_datum, moment
from plugins.jio.consignatie.models import Declaratie, Declaratiesoort, Dienst
from plugins.jio.consignatie.services import declaraties
from plugins.jio.demo.mensen import Bezetting

DAG = timedelta(days=1)
#: Of the last complete month: how many claims still wait for the employee, and for the leidinggevende.
NIET_BEVESTIGD, NIET_GOEDGEKEURD = 2, 3


def handel_af(bezetting: Bezetting) -> None:
    """Put claims ready the day after each duty; confirm and approve those of complete months, but for a few."""
    for dienst in _afgelopen(bezetting):
        klaar = moment(lokale_datum(dienst.einde) + DAG, time(7))
        if klaar <= bezetting.ctx.nu:
            declaraties.zet_klaar(bezetting.programma(klaar), dienst.id)
    claims = _claims(bezetting)
    laatste = max((maand for maand, _, _ in claims), default="")
    van_laatste = [
        claim.id for maand, claim, _ in claims if maand == laatste and claim.soort == Declaratiesoort.CONSIGNATIE
    ]
    bezwaar = van_laatste[:1]
    open_ids = set(van_laatste[1 : 1 + NIET_BEVESTIGD])
    wachtend = set(van_laatste[3 : 3 + NIET_GOEDGEKEURD])
    goed_te_keuren: dict[tuple[str, int], list[int]] = {}
    for maand, claim, dienst in claims:
        wie = bezetting.als(bezetting.wie(claim.medewerker_id), moment(lokale_datum(dienst.einde) + 2 * DAG, time(20)))
        if claim.id in bezwaar:
            declaraties.maak_bezwaar(wie, claim.id, "Ik heb de woensdagavond overgenomen van een collega.")
        elif claim.id not in open_ids:
            declaraties.bevestig(wie, claim.id)
            if claim.id not in wachtend and claim.akkoord:
                goed_te_keuren.setdefault((maand, dienst.team_id), []).append(claim.id)
    codes = {team_id: code for code, team_id in bezetting.teams.items()}
    for (_, team_id), ids in goed_te_keuren.items():
        uitkomst = declaraties.keur_goed(bezetting.als(bezetting.leider(codes[team_id])), ids)
        if uitkomst.niet:
            raise RuntimeError(f"demo: {uitkomst.niet[0].reden}")


def _afgelopen(bezetting: Bezetting) -> list[Dienst]:
    klaar = declaraties.te_declareren(bezetting.ctx)
    with bezetting.ctx.database.lezen() as s:
        return list(s.scalars(select(Dienst).where(Dienst.id.in_(klaar)).order_by(Dienst.einde, Dienst.id)))


def _claims(bezetting: Bezetting) -> list[tuple[str, Declaratie, Dienst]]:
    """Return the claims of duties that ended in a complete month, with that month."""
    eerste = moment(bezetting.ctx.vandaag.replace(day=1), time(0))
    with bezetting.ctx.database.lezen() as s:
        rijen = s.execute(
            select(Declaratie, Dienst)
            .join(Dienst, Dienst.id == Declaratie.dienst_id)
            .where(Declaratie.vervallen_op.is_(None), Dienst.einde < eerste)
            .order_by(Dienst.einde, Declaratie.id)
        ).all()
    return [(f"{lokale_datum(dienst.einde):%Y-%m}", claim, dienst) for claim, dienst in rijen]

# SPDX-License-Identifier: EUPL-1.2
"""What people of the demo arrange among themselves: who stands in, a swap between three, and a calendar address."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.agenda import services as agenda
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.ringen import services as ringen
from plugins.jio.consignatie.ringen.services import Ringkeuze
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from plugins.jio.consignatie.vervangvragen import overzicht
from plugins.jio.consignatie.vervangvragen import services as vervangvragen
from plugins.jio.demo.mensen import Bezetting, met_rol

DAG = timedelta(days=1)
RUILBAAR = (Roosterstatus.GEPUBLICEERD, Roosterstatus.GEWIJZIGD)


def regel(bezetting: Bezetting) -> None:
    """Ask colleagues for the time that nobody has, propose a ring, and make a calendar address."""
    _vraag_om_in_te_vallen(bezetting)
    for team, stemmen in (("servers", 1), ("basis", 2)):
        _stel_ring_voor(bezetting, team, stemmen)
    iemand = bezetting.leden("netwerk")[0]
    agenda.maak(bezetting.als(iemand), None)


def _vraag_om_in_te_vallen(bezetting: Bezetting) -> None:
    """Ask everybody who can for every open duty; of the last one somebody says no."""
    beheerder = met_rol(bezetting.mensen.values(), policy.ROOSTERBEHEERDER.id)[0]
    namen = {nummer: naam for naam, nummer in bezetting.ids.items()}
    ctx = bezetting.als(beheerder, bezetting.ctx.nu - DAG / 2)
    for open_ in overzicht.onbedekt(ctx).diensten:
        if not open_.dienst.delen:
            continue
        dossier = overzicht.vraagdossier(ctx, open_.dienst.id)
        kunnen = [wie.medewerker_id for wie in dossier.kandidaten if wie.kan]
        if dossier.vak is None or len(kunnen) < 3:
            continue
        vervangvragen.vraag(ctx, open_.dienst.id, dossier.vak.van, kunnen[:3])
        nummer = overzicht.vraagdossier(ctx, open_.dienst.id).vragen[0].id
        vervangvragen.antwoord(bezetting.als(namen[kunnen[0]]), nummer, ja=False)


def _stel_ring_voor(bezetting: Bezetting, team: str, stemmen: int) -> None:
    """Let three of a team swap coming duties; ``stemmen`` of the other two have agreed."""
    with bezetting.ctx.database.lezen() as s:
        komend = s.execute(
            select(Dienst.id, Dienstdeel.medewerker_id)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .where(
                Dienst.team_id == bezetting.teams[team],
                Dienst.begin > bezetting.ctx.nu + 7 * DAG,
                Dienstdeel.vervallen_op.is_(None),
                Dienstdeel.van == Dienst.begin,
                Dienstdeel.tot == Dienst.einde,
                Rooster.status.in_(RUILBAAR),
            )
            .order_by(Dienst.dinsdag)
        ).all()
    drie: dict[int, int] = {}
    for dienst_id, wie in komend:
        if len(drie) < ringen.DRIE:
            drie.setdefault(wie, dienst_id)
    if len(drie) < ringen.DRIE:
        return
    keuzes = [Ringkeuze(wie, Deelkeuze(dienst_id)) for wie, dienst_id in drie.items()]
    namen = [bezetting.wie(wie) for wie in drie]
    try:
        nummer = ringen.stel_voor(bezetting.als(namen[0], bezetting.ctx.nu - 2 * DAG), keuzes)
    except Geweigerd:
        # On this day of the year one of the three has leave then: they do not swap.
        return
    for naam in namen[1 : 1 + stemmen]:
        ringen.stem_in(bezetting.als(naam, bezetting.ctx.nu - DAG), nummer)

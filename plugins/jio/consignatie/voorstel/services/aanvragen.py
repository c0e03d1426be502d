# SPDX-License-Identifier: EUPL-1.2
"""Asking for a proposal. A request only writes down what is asked: the job process calculates."""

from __future__ import annotations

from sqlalchemy import select

from core.context import Context
from core.people.opzoeken import lidmaatschappen
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Rooster
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.services.roosters import IN_OPBOUW
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.policy import VOORSTEL
from plugins.jio.consignatie.voorstel.procedure import LOPEND, Voorstelsoort, Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Opties

#: More duties between two than this leaves no roster for any team of JIO.
MEESTE_VRIJ = 12
STANDAARD = Opties()
TE_HERPLANNEN = (Roosterstatus.GEPUBLICEERD, Roosterstatus.GEWIJZIGD)


def vraag(ctx: Context, rooster_id: int, opties: Opties = STANDAARD) -> int:
    """Ask for a proposal: all duties of a draft, or those still to come of a published roster. Returns its number.

    Raises ``Geweigerd`` and ``GeenToegang``.
    """
    with ctx.database.transactie() as s:
        rooster = s.scalar(select(Rooster).where(Rooster.id == rooster_id).with_for_update())
        if rooster is None:
            raise GeenToegang("vraag", VOORSTEL)
        ctx.eis("vraag", policy.doel(VOORSTEL, team_id=rooster.team_id))
        if not 0 <= opties.vrij_ertussen <= MEESTE_VRIJ:
            raise Geweigerd("vrij_ertussen", f"kies een getal van 0 tot en met {MEESTE_VRIJ}")
        if opties.meeste_diensten is not None and opties.meeste_diensten < 1:
            raise Geweigerd("meeste_diensten", "kies ten minste 1, of laat het leeg")
        diensten = s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)).all()
        leden = lidmaatschappen(s, [rooster.team_id], diensten[0].dinsdag, diensten[-1].dinsdag)
        if set(opties.zonder) - {lid.medewerker_id for lid in leden}:
            raise Geweigerd("zonder", "kies iemand van dit team")
        soort = _soort(rooster)
        if soort is Voorstelsoort.HERPLAN and diensten[-1].begin <= ctx.nu:
            raise Geweigerd("", "alle diensten van dit rooster zijn al begonnen: er is niets te herplannen")
        loopt = select(Roostervoorstel.id).where(
            Roostervoorstel.rooster_id == rooster_id, Roostervoorstel.status.in_(LOPEND)
        )
        if s.scalar(loopt) is not None:
            raise Geweigerd("", "er wordt al een voorstel voor dit rooster gemaakt: wacht tot dat klaar is")
        voorstel = Roostervoorstel(
            rooster_id=rooster_id,
            soort=soort,
            status=Voorstelstatus.GEVRAAGD,
            opties=opties.als_json(),
            gevraagd_door=ctx.actor.account_id,
            gevraagd_op=ctx.nu,
        )
        s.add(voorstel)
        s.flush()
        noteer(s, ctx, "vraag", VOORSTEL, voorstel.id, rooster=rooster_id)
        return voorstel.id


def _soort(rooster: Rooster) -> Voorstelsoort:
    if rooster.status in IN_OPBOUW:
        return Voorstelsoort.JAAR
    if rooster.status in TE_HERPLANNEN:
        return Voorstelsoort.HERPLAN
    raise Geweigerd("", "dit rooster is gesloten: heropen het eerst")

# SPDX-License-Identifier: EUPL-1.2
"""One duty with everything that is on record about it: who performed what, why, and what was paid on (JIO 7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from core.context import Context
from core.people.models import Account, Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt, Stap
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import (
    Aanwijzing,
    Declaratie,
    Deelreden,
    Dienst,
    Dienstdeel,
    Rooster,
    Ruil,
    Ruildeel,
)
from plugins.jio.consignatie.rules.dienst import Dienststart
from plugins.jio.consignatie.rules.dienst import dienst as dienstregel
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender
from plugins.jio.consignatie.services.overzicht.declaraties import Declaratieregel, declaratieregels
from plugins.jio.consignatie.services.overzicht.jaarbeeld import (
    Deelregel,
    Dienstregel,
    Roosterkop,
    als_kop,
    dienstregels,
    koppen,
)
from plugins.jio.consignatie.services.overzicht.ruilen import Ruilbeeld, ruilbeelden


@dataclass(frozen=True)
class Vastlegging:
    """A piece of the duty as it was once recorded; ``vervallen_op`` ends one that another took the place of."""

    medewerker_id: int
    naam: str
    van: datetime
    tot: datetime
    reden: Deelreden
    ruil_id: int | None
    vastgelegd_op: datetime
    door: str | None
    vervallen_op: datetime | None


@dataclass(frozen=True)
class Aanwijzingsbrief:
    """The letter of somebody who performs the duty."""

    naam: str
    per: date
    getekend_op: date | None
    ingetrokken_per: date | None


@dataclass(frozen=True)
class Dienstbeeld:
    """A duty for a reader: what the reader may not see is left out."""

    kop: Roosterkop
    dienst: Dienstregel
    #: Hours from Monday to Friday, and on Saturday, Sunday and holidays.
    uren_week: int
    uren_weekend: int
    #: Why it begins, ends and counts as it does; empty while a setting is missing.
    stappen: tuple[Stap, ...]
    ontbreekt: tuple[str, ...]
    ruilen: tuple[Ruilbeeld, ...]
    declaraties: tuple[Declaratieregel, ...]
    #: Every recording, oldest first; for who arranges replacements, approves claims or audits.
    vastleggingen: tuple[Vastlegging, ...]
    brieven: tuple[Aanwijzingsbrief, ...]
    mag_vervangen: bool


def dienstbeeld(ctx: Context, dienst_id: int) -> Dienstbeeld:
    """Return a duty in six queries. Raises ``GeenToegang``, also when there is no such duty."""
    with ctx.database.lezen() as s:
        rij = s.execute(
            koppen().add_columns(Dienst).join(Dienst, Dienst.rooster_id == Rooster.id).where(Dienst.id == dienst_id)
        ).first()
        if rij is None:
            raise GeenToegang("bekijk", policy.ROOSTER)
        dienst: Dienst = rij[4]
        kop = als_kop(*rij[:4])
        ctx.eis("bekijk_concept" if kop.in_opbouw else "bekijk", policy.doel(policy.ROOSTER, team_id=kop.team_id))
        alle = s.execute(
            select(Dienstdeel, Medewerker.naam, Account.weergavenaam)
            .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
            .outerjoin(Account, Account.id == Dienstdeel.vastgelegd_door)
            .where(Dienstdeel.dienst_id == dienst_id)
            .order_by(Dienstdeel.vastgelegd_op, Dienstdeel.van, Dienstdeel.id)
        ).all()
        kalender = Dienstkalender(geldend(s, ctx.installatie))
        ruilen = ruilbeelden(s, Ruil.id.in_(select(Ruildeel.ruil_id).where(Ruildeel.dienst_id == dienst_id)))
        claims = declaratieregels(s, (Declaratie.dienst_id == dienst_id) & Declaratie.vervallen_op.is_(None))
        mensen = {deel.medewerker_id: naam for deel, naam, _ in alle if deel.vervallen_op is None}
        brieven = s.scalars(
            select(Aanwijzing).where(Aanwijzing.medewerker_id.in_(mensen)).order_by(Aanwijzing.per)
        ).all()
    geldig = [
        Deelregel(deel.medewerker_id, naam, deel.van, deel.tot, deel.reden, deel.ruil_id)
        for deel, naam, _ in alle
        if deel.vervallen_op is None
    ]
    [regel] = dienstregels([dienst], {dienst.id: sorted(geldig, key=lambda d: d.van)}, kalender, (), ctx.nu)
    stappen: tuple[Stap, ...] = ()
    ontbreekt: tuple[str, ...] = ()
    try:
        stappen = dienstregel.bereken(Dienststart(dienst.dinsdag), kalender.parameters).stappen
    except ParameterOntbreekt as fout:
        ontbreekt = tuple(dict.fromkeys(sleutel for sleutel, _ in fout.ontbrekend))
    mag_vervangen = ctx.mag("regel", policy.doel(policy.VERVANGING, team_id=kop.team_id))
    mag_alles = mag_vervangen or ctx.mag("bekijk", policy.doel(policy.DECLARATIE, team_id=kop.team_id))
    return Dienstbeeld(
        kop,
        regel,
        dienst.uren_maandag_vrijdag,
        dienst.uren_zaterdag + dienst.uren_zondag + dienst.uren_feestdag,
        stappen,
        ontbreekt,
        tuple(ruil for ruil in ruilen if _mag_ruil(ctx, ruil)),
        tuple(
            claim
            for claim in claims
            if ctx.mag(
                "bekijk", policy.doel(policy.DECLARATIE, medewerker_id=claim.medewerker_id, team_id=claim.team_id)
            )
        ),
        tuple(
            Vastlegging(
                deel.medewerker_id,
                naam,
                deel.van,
                deel.tot,
                deel.reden,
                deel.ruil_id,
                deel.vastgelegd_op,
                door,
                deel.vervallen_op,
            )
            for deel, naam, door in (alle if mag_alles else ())
        ),
        tuple(
            Aanwijzingsbrief(mensen[brief.medewerker_id], brief.per, brief.getekend_op, brief.ingetrokken_per)
            for brief in brieven
            if ctx.mag("bekijk", policy.doel(policy.AANWIJZING, medewerker_id=brief.medewerker_id, team_id=kop.team_id))
        ),
        mag_vervangen,
    )


def _mag_ruil(ctx: Context, ruil: Ruilbeeld) -> bool:
    wie = [id for id in (ruil.aanbieder_id, ruil.overnemer_id, ruil.gevraagde_id) if id is not None]
    return any(ctx.mag("bekijk", policy.doel(policy.RUIL, medewerker_id=id, team_id=ruil.team_id)) for id in wie)

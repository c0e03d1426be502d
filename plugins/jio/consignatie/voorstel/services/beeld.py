# SPDX-License-Identifier: EUPL-1.2
"""A proposal as its page shows it, and the list of proposals; each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.rules.inzetbaar import MAXIMUM_PER_28
from plugins.jio.consignatie.services.overzicht.feestdagen import feestdagen
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Roosterkop, als_kop, koppen
from plugins.jio.consignatie.services.roosters import IN_OPBOUW
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.policy import VOORSTEL
from plugins.jio.consignatie.voorstel.procedure import LOPEND, Voorstelsoort, Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord, Opties
from plugins.jio.consignatie.voorstel.services.aanvragen import TE_HERPLANNEN
from plugins.jio.consignatie.wensen.models import Wensronde
from plugins.jio.consignatie.wensen.rules import is_open
from plugins.jio.consignatie.wensen.services import leden_van_jaar

_LAATSTE = 100


@dataclass(frozen=True)
class Voorstelregel:
    """A proposal in a list."""

    id: int
    soort: Voorstelsoort
    status: Voorstelstatus
    gevraagd_op: datetime
    teamnaam: str
    jaar: int
    bewezen: bool
    speling: float


@dataclass(frozen=True)
class Voorstellijst:
    """The last proposals, and the rosters for which one can be asked."""

    voorstellen: tuple[Voorstelregel, ...]
    roosters: tuple[Roosterkop, ...]


@dataclass(frozen=True)
class Aanvraag:
    """What the form to ask for a proposal shows."""

    kop: Roosterkop
    mensen: Mapping[int, str]
    #: Until when wishes are still taken; None when they are not.
    wensen_open_tot: date | None
    wensen_gevraagd: bool
    gevuld: bool
    loopt: int | None
    arbeidstijden_bekend: bool

    @property
    def herplan(self) -> bool:
        """True when only what is still to come can change."""
        return not self.kop.in_opbouw


@dataclass(frozen=True)
class Diensttijd:
    """When a duty is."""

    dienst_id: int
    begin: datetime
    einde: datetime
    uren: int


@dataclass(frozen=True)
class Voorstelbeeld:
    """A proposal with the names and times that go with its numbers."""

    id: int
    kop: Roosterkop
    soort: Voorstelsoort
    status: Voorstelstatus
    opties: Opties
    antwoord: Antwoord | None
    fout: str | None
    toelichting: str | None
    gevraagd_op: datetime
    klaar_op: datetime | None
    mensen: Mapping[int, str]
    tijden: Mapping[date, Diensttijd]
    feestdagen: Mapping[date, str]

    @property
    def loopt(self) -> bool:
        """True while it is not calculated."""
        return self.status in LOPEND


def voorstellen(ctx: Context) -> Voorstellijst:
    """Return the last proposals that the actor may see, and the rosters to ask one for. Raises ``GeenToegang``."""
    if not ctx.installatie.beleid.mag_ergens(ctx.actor, "bekijk", VOORSTEL):
        raise GeenToegang("bekijk", VOORSTEL)
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", VOORSTEL)
    with ctx.database.lezen() as s:
        rijen = s.execute(
            koppen()
            .add_columns(Roostervoorstel)
            .join(Roostervoorstel, Roostervoorstel.rooster_id == Rooster.id)
            .order_by(Roostervoorstel.id.desc())
            .limit(_LAATSTE)
        ).all()
        hoofden = [
            als_kop(*rij)
            for rij in s.execute(
                koppen()
                .where(Rooster.jaar >= ctx.vandaag.year, Rooster.status.in_((*IN_OPBOUW, *TE_HERPLANNEN)))
                .order_by(Rooster.jaar.desc(), Consignatieteam.discipline)
            )
        ]
    uit = []
    for *kop_rij, rij in rijen:
        kop = als_kop(*kop_rij)
        if bereik.omvat(policy.doel(VOORSTEL, team_id=kop.team_id)):
            antwoord = Antwoord.van_json(rij.antwoord) if rij.antwoord else None
            uit.append(
                Voorstelregel(
                    rij.id,
                    rij.soort,
                    rij.status,
                    rij.gevraagd_op,
                    kop.teamnaam,
                    kop.jaar,
                    antwoord is not None and antwoord.bewezen,
                    antwoord.speling if antwoord else 0.0,
                )
            )
    return Voorstellijst(
        tuple(uit), tuple(kop for kop in hoofden if bereik.omvat(policy.doel(VOORSTEL, team_id=kop.team_id)))
    )


def aanvraag(ctx: Context, rooster_id: int) -> Aanvraag:
    """Return what the form for a roster needs. Raises ``GeenToegang``, also when there is no such roster."""
    with ctx.database.lezen() as s:
        rij = s.execute(koppen().where(Rooster.id == rooster_id)).first()
        if rij is None:
            raise GeenToegang("vraag", VOORSTEL)
        kop = als_kop(*rij)
        ctx.eis("vraag", policy.doel(VOORSTEL, team_id=kop.team_id))
        mensen = leden_van_jaar(s, kop.team_id, kop.jaar)
        ronde = s.get(Wensronde, rooster_id)
        loopt = s.scalar(
            select(Roostervoorstel.id).where(
                Roostervoorstel.rooster_id == rooster_id, Roostervoorstel.status.in_(LOPEND)
            )
        )
        gevuld = (
            s.scalar(
                select(Dienstdeel.id)
                .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
                .where(Dienst.rooster_id == rooster_id, Dienstdeel.vervallen_op.is_(None))
                .limit(1)
            )
            is not None
        )
        parameters = geldend(s, ctx.installatie)
    open_ = ronde is not None and kop.in_opbouw and is_open(ronde.sluit_op, ctx.vandaag)
    return Aanvraag(
        kop,
        mensen,
        ronde.sluit_op if ronde is not None and open_ else None,
        ronde is not None,
        gevuld,
        loopt,
        parameters.zoek(MAXIMUM_PER_28, date(kop.jaar, 1, 1)) is not None,
    )


def voorstel(ctx: Context, voorstel_id: int) -> Voorstelbeeld:
    """Return one proposal. Raises ``GeenToegang``, also when there is no such proposal."""
    with ctx.database.lezen() as s:
        rij = s.get(Roostervoorstel, voorstel_id)
        if rij is None:
            raise GeenToegang("bekijk", VOORSTEL)
        kop = als_kop(*s.execute(koppen().where(Rooster.id == rij.rooster_id)).one())
        ctx.eis("bekijk", policy.doel(VOORSTEL, team_id=kop.team_id))
        opties = Opties.van_json(rij.opties)
        antwoord = Antwoord.van_json(rij.antwoord) if rij.antwoord else None
        genoemd = _genoemd(opties, antwoord)
        op_naam = select(Medewerker.id, Medewerker.naam).where(Medewerker.id.in_(genoemd)).order_by(Medewerker.naam)
        mensen = dict(s.execute(op_naam).all())
        tijden = {
            dienst.dinsdag: Diensttijd(dienst.id, dienst.begin, dienst.einde, dienst.uren)
            for dienst in s.scalars(select(Dienst).where(Dienst.rooster_id == kop.id).order_by(Dienst.dinsdag))
        }
        parameters = geldend(s, ctx.installatie)
    return Voorstelbeeld(
        rij.id,
        kop,
        rij.soort,
        rij.status,
        opties,
        antwoord,
        rij.fout,
        rij.toelichting,
        rij.gevraagd_op,
        rij.klaar_op,
        mensen,
        tijden,
        feestdagen(date(kop.jaar, 1, 1), date(kop.jaar + 1, 1, 15), parameters),
    )


def _genoemd(opties: Opties, antwoord: Antwoord | None) -> set[int]:
    mensen = {*opties.zonder, *(wie for wie, _ in opties.losgelaten)}
    if antwoord is not None:
        mensen |= {stand.wie for stand in antwoord.standen}
        mensen |= {wie for week in antwoord.weken for wie in (week.wie, week.nu) if wie is not None}
        mensen |= {opgave.wie for opgave in antwoord.opgeven if opgave.wie is not None}
        mensen |= {wie for opgave in antwoord.opgeven for wie, _ in opgave.gronden}
    return mensen

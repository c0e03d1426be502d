# SPDX-License-Identifier: EUPL-1.2
"""Open time as people read it: who could take it and who was asked, and what is asked of oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from core.berichten.models import Taak
from core.calendar.kwartieren import Tijdvak
from core.context import Context
from core.people.models import Medewerker, Team
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.services.bezetting import Overdracht
from plugins.jio.consignatie.services.dekking import TAAK_GAT
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.gevolgen import Gevolg, gevolg_van
from plugins.jio.consignatie.services.overzicht.jaarbeeld import diensten_met_delen
from plugins.jio.consignatie.services.overzicht.werklijst import Opendienst, open_diensten
from plugins.jio.consignatie.services.vervangingen import Kandidaat, kandidaten_voor
from plugins.jio.consignatie.vervangvragen.models import Antwoord, Gevraagde, Vervangvraag
from plugins.jio.consignatie.vervangvragen.policy import VERVANGVRAAG
from plugins.jio.consignatie.vervangvragen.procedure import LOPENDE_VRAGEN, Vraagstatus
from plugins.jio.consignatie.vervangvragen.services import is_open, open_tijd

EEN_JAAR = timedelta(weeks=53)
LAATSTE = 30
"""How many requests that are over a page lists."""


@dataclass(frozen=True)
class Antwoordregel:
    """Somebody who was asked; ``antwoord`` None has not answered."""

    medewerker_id: int
    naam: str
    gevraagd_op: datetime
    antwoord: Antwoord | None
    geantwoord_op: datetime | None


@dataclass(frozen=True)
class Vraagbeeld:
    """A request, with everybody who was asked for who arranges replacements, and nobody else for who was asked."""

    id: int
    dienst_id: int
    dinsdag: date
    teamnaam: str
    van: datetime
    tot: datetime
    status: Vraagstatus
    gevraagd_op: datetime
    toegezegd_door_id: int | None
    toegezegd_door: str | None
    gevraagden: tuple[Antwoordregel, ...]

    @property
    def tijdvak(self) -> Tijdvak:
        """The time that is asked."""
        return Tijdvak(self.van, self.tot)

    @property
    def loopt(self) -> bool:
        """True while somebody can still say yes, or a yes waits to be recorded."""
        return self.status in LOPENDE_VRAGEN


@dataclass(frozen=True)
class Onbedekt:
    """What is not covered in the coming year, and the requests about it that run."""

    diensten: tuple[Opendienst, ...]
    vragen: tuple[Vraagbeeld, ...]


@dataclass(frozen=True)
class Vraagdossier:
    """A duty for who arranges it: its open time, who could take the first or chosen stretch, and every request."""

    dienst_id: int
    dinsdag: date
    teamnaam: str
    begin: datetime
    einde: datetime
    vakken: tuple[Tijdvak, ...]
    vak: Tijdvak | None
    kandidaten: tuple[Kandidaat, ...]
    #: Newest first.
    vragen: tuple[Vraagbeeld, ...]

    @property
    def loopt(self) -> Vraagbeeld | None:
        """The request about the chosen stretch that runs, if any."""
        return next(
            (
                vraag
                for vraag in self.vragen
                if self.vak is not None and vraag.loopt and vraag.van < self.vak.tot and self.vak.van < vraag.tot
            ),
            None,
        )


@dataclass(frozen=True)
class Gevraagd:
    """A request to the reader, with the own answer."""

    vraag: Vraagbeeld
    antwoord: Antwoord | None
    #: False when the time was filled or is over: nothing is asked any more.
    open: bool
    gevolg: Gevolg | None = None


def onbedekt(ctx: Context) -> Onbedekt:
    """Return what is not covered, as far as the actor arranges replacements. Raises ``GeenToegang``."""
    diensten = tuple(regel for regel in open_diensten(ctx, EEN_JAAR) if regel.dienst.gaten)
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "regel", policy.VERVANGING)
    voorwaarde: ColumnElement[bool] = Vervangvraag.status.in_(LOPENDE_VRAGEN)
    if not bereik.omvat(policy.doel(policy.VERVANGING)):
        voorwaarde = and_(voorwaarde, Dienst.team_id.in_(bereik.teams))
    with ctx.database.lezen() as s:
        return Onbedekt(diensten, _beelden(s, voorwaarde))


def vraagdossier(ctx: Context, dienst_id: int, moment: datetime | None = None) -> Vraagdossier:
    """Return a duty with who could take its open time, and who was asked and answered. Raises ``GeenToegang``.

    ``moment`` chooses among several open stretches. A fixed number of queries.
    """
    with ctx.database.lezen() as s:
        diensten, delen, namen = diensten_met_delen(s, (Dienst.id == dienst_id) & Rooster.status.in_(GELDENDE_ROOSTERS))
        if not diensten:
            raise GeenToegang("regel", policy.VERVANGING)
        dienst = diensten[0]
        ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=dienst.team_id))
        parameters = geldend(s, ctx.installatie)
        bezet = [Tijdvak(deel.van, deel.tot) for deel in delen[dienst_id]]
        vakken = open_tijd(dienst, bezet, kalender_van(parameters), ctx.nu)
        gekozen = next((vak for vak in vakken if moment is not None and vak.van <= moment < vak.tot), None)
        vak = gekozen or next(iter(vakken), None)
        return Vraagdossier(
            dienst_id,
            dienst.dinsdag,
            namen[dienst.team_id],
            dienst.begin,
            dienst.einde,
            vakken,
            vak,
            kandidaten_voor(s, dienst, parameters, vak) if vak is not None else (),
            _beelden(s, Vervangvraag.dienst_id == dienst_id)[::-1],
        )


def aan_mij(ctx: Context) -> tuple[Gevraagd, ...]:
    """Return what the actor was asked: what is open first, then the newest. Raises ``GeenToegang``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", policy.doel(VERVANGVRAAG, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        beelden = _beelden(s, Vervangvraag.id.in_(_vragen_aan(zelf)))
        open_ids = _open_ids(s, ctx, beelden)
    alle = [_aan(beeld, zelf, open_=beeld.id in open_ids) for beeld in beelden[::-1]]
    return tuple(sorted(alle, key=lambda een: not een.open)[:LAATSTE])


def aan_mij_gevraagd(ctx: Context, vraag_id: int) -> Gevraagd:
    """Return one request to the actor with what a yes would do. Raises ``GeenToegang`` for who was not asked."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", policy.doel(VERVANGVRAAG, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        beelden = _beelden(s, (Vervangvraag.id == vraag_id) & Vervangvraag.id.in_(_vragen_aan(zelf)))
        if not beelden:
            raise GeenToegang("bekijk", VERVANGVRAAG)
        [beeld] = beelden
        open_ = beeld.id in _open_ids(s, ctx, beelden)
        gevolg = None
        if open_:
            invallen = Overdracht(beeld.dienst_id, beeld.van, beeld.tot, None, zelf, Deelreden.GEVRAAGD)
            gevolg = gevolg_van(s, ctx, [invallen])
    return _aan(beeld, zelf, open_=open_, gevolg=gevolg)


def wacht_op_mij(ctx: Context) -> tuple[int, int]:
    """Return how many requests wait for the actor's answer, and how many duties of the actor's are not covered."""
    zelf, uit = ctx.actor.medewerker_id, [0, 0]
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "regel", policy.VERVANGING)
    hele_eenheid = bereik.omvat(policy.doel(policy.VERVANGING))
    with ctx.database.lezen() as s:
        if zelf is not None:
            uit[0] = (
                s.scalar(
                    select(func.count())
                    .select_from(Gevraagde)
                    .join(Vervangvraag, Vervangvraag.id == Gevraagde.vraag_id)
                    .where(
                        Gevraagde.medewerker_id == zelf,
                        Gevraagde.antwoord.is_(None),
                        Vervangvraag.status == Vraagstatus.OPEN,
                        Vervangvraag.tot > ctx.nu,
                    )
                )
                or 0
            )
        if hele_eenheid or bereik.teams:
            gaten = s.scalars(
                select(Taak.gegevens).where(
                    Taak.eenheid == policy.EENHEID, Taak.soort == TAAK_GAT, Taak.opgelost_op.is_(None)
                )
            )
            uit[1] = sum(hele_eenheid or gegevens.get("team") in bereik.teams for gegevens in gaten)
    return uit[0], uit[1]


def _vragen_aan(medewerker_id: int | None) -> Select[int]:
    return select(Gevraagde.vraag_id).where(Gevraagde.medewerker_id == medewerker_id)


def _aan(beeld: Vraagbeeld, zelf: int | None, *, open_: bool, gevolg: Gevolg | None = None) -> Gevraagd:
    antwoord = next((regel.antwoord for regel in beeld.gevraagden if regel.medewerker_id == zelf), None)
    # Who else was asked, and what they said, is between them and who asks.
    eigen = tuple(regel for regel in beeld.gevraagden if regel.medewerker_id == zelf)
    van_ander = beeld.toegezegd_door_id is not None and beeld.toegezegd_door_id != zelf
    kaal = Vraagbeeld(
        beeld.id,
        beeld.dienst_id,
        beeld.dinsdag,
        beeld.teamnaam,
        beeld.van,
        beeld.tot,
        beeld.status,
        beeld.gevraagd_op,
        None if van_ander else beeld.toegezegd_door_id,
        None,
        eigen,
    )
    return Gevraagd(kaal, antwoord, open_, gevolg)


def _open_ids(s: Session, ctx: Context, beelden: tuple[Vraagbeeld, ...]) -> set[int]:
    """Return the requests of which the time is still nobody's."""
    diensten, delen, _ = diensten_met_delen(s, Dienst.id.in_({beeld.dienst_id for beeld in beelden if beeld.loopt}))
    kalender = kalender_van(geldend(s, ctx.installatie))
    vakken = {
        dienst.id: open_tijd(dienst, [Tijdvak(d.van, d.tot) for d in delen[dienst.id]], kalender, ctx.nu)
        for dienst in diensten
    }
    return {
        beeld.id for beeld in beelden if beeld.loopt and is_open(beeld.tijdvak, vakken.get(beeld.dienst_id, ()), ctx.nu)
    }


def _beelden(s: Session, voorwaarde: ColumnElement[bool]) -> tuple[Vraagbeeld, ...]:
    """Return the requests that a condition names with who was asked, oldest first, in one query."""
    toezegger, gevraagde = aliased(Medewerker), aliased(Medewerker)
    gevonden: dict[int, tuple[Vervangvraag, date, str, str | None, list[Antwoordregel]]] = {}
    for vraag, dinsdag, teamnaam, naam, regel, gevraagd in s.execute(
        select(Vervangvraag, Dienst.dinsdag, Team.naam, toezegger.naam, Gevraagde, gevraagde.naam)
        .join(Dienst, Dienst.id == Vervangvraag.dienst_id)
        .join(Team, Team.id == Dienst.team_id)
        .outerjoin(toezegger, toezegger.id == Vervangvraag.toegezegd_door_id)
        .join(Gevraagde, Gevraagde.vraag_id == Vervangvraag.id)
        .join(gevraagde, gevraagde.id == Gevraagde.medewerker_id)
        .where(voorwaarde)
        .order_by(Vervangvraag.id, Gevraagde.gevraagd_op, gevraagde.naam)
    ):
        regels = gevonden.setdefault(vraag.id, (vraag, dinsdag, teamnaam, naam, []))[4]
        regels.append(
            Antwoordregel(regel.medewerker_id, gevraagd, regel.gevraagd_op, regel.antwoord, regel.geantwoord_op)
        )
    return tuple(
        Vraagbeeld(
            vraag.id,
            vraag.dienst_id,
            dinsdag,
            teamnaam,
            vraag.van,
            vraag.tot,
            vraag.status,
            vraag.gevraagd_op,
            vraag.toegezegd_door_id,
            naam,
            tuple(regels),
        )
        for vraag, dinsdag, teamnaam, naam, regels in gevonden.values()
    )

# SPDX-License-Identifier: EUPL-1.2
"""The contract list of Servicemanagement: read, checked against, and replaced version by version (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.feestdagen import Kalender
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.models import Team
from core.people.policy import GeenToegang
from core.rules import Geweigerd, ParameterOntbreekt, Parameters, Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.models import Contract, Melder
from plugins.jio.consignatie.dutydesk.rules.contract import Afspraak, Dekkingsbezwaar, dekkingsbezwaren, lees_uren
from plugins.jio.consignatie.policy import doel


@dataclass(frozen=True)
class Contractregel:
    """A line of the contract list as pages show it."""

    id: int
    opdrachtgever: str
    dienst: str
    consignatie: bool
    uren: str
    dno_minuten: int | None
    team_id: int | None
    team: str | None
    melders: tuple[str, ...]
    versie: int
    eigenaar: str
    vastgelegd_op: datetime


@dataclass(frozen=True)
class Contractinvoer:
    """A line of the list as it is read from a file."""

    opdrachtgever: str
    dienst: str
    consignatie: bool
    uren: str
    dno_minuten: int | None
    team_id: int | None
    melders: tuple[str, ...]
    versie: int
    eigenaar: str

    def __post_init__(self) -> None:
        for veld, waarde in (
            ("opdrachtgever", self.opdrachtgever),
            ("dienst", self.dienst),
            # The list has an owner and version control, or nobody can say which one holds.
            ("eigenaar", self.eigenaar),
        ):
            if not waarde:
                raise Geweigerd(veld, "vul dit in")
            if len(waarde) > 120:
                raise Geweigerd(veld, "dit is langer dan 120 tekens")
        if any(len(naam) > 120 for naam in self.melders):
            raise Geweigerd("melders", "een naam is langer dan 120 tekens; zet een streep (|) tussen de namen")
        if len(self.uren) > 300:
            raise Geweigerd("uren", "dit is langer dan 300 tekens")
        if self.versie < 1:
            raise Geweigerd("versie", "een versie is 1 of hoger")
        if self.dno_minuten is not None and not 1 <= self.dno_minuten <= 30:
            raise Geweigerd(
                "dno_minuten", "een DNO-tijd is 1 tot en met 30 minuten: hij kan het half uur alleen verkorten"
            )
        if self.consignatie and not self.melders:
            raise Geweigerd("melders", "noem wie voor deze dienst mag bellen")
        lees_uren(self.uren)


def contracten(ctx: Context) -> tuple[Contractregel, ...]:
    """Return the list as it holds now, by client and service, in two queries. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.CONTRACT))
    with ctx.database.lezen() as s:
        return _regels(s, s.execute(_geldig()).all())


def keuzes(ctx: Context) -> tuple[Contractregel, ...]:
    """Return the lines that somebody who registers a call chooses from. Raises ``GeenToegang``."""
    ctx.eis("registreer", doel(policy.INCIDENT))
    with ctx.database.lezen() as s:
        return _regels(s, s.execute(_geldig()).all())


def geschiedenis(ctx: Context, contract_id: int) -> tuple[Contractregel, ...]:
    """Return every version of a line, the newest first. Raises ``GeenToegang``, also when there is none."""
    ctx.eis("bekijk", doel(policy.CONTRACT))
    with ctx.database.lezen() as s:
        contract = s.get(Contract, contract_id)
        if contract is None:
            raise GeenToegang("bekijk", policy.CONTRACT)
        return _regels(
            s,
            s.execute(
                select(Contract, Team.naam)
                .outerjoin(Team, Team.id == Contract.team_id)
                .where(Contract.opdrachtgever == contract.opdrachtgever, Contract.dienst == contract.dienst)
                .order_by(Contract.id.desc())
            ).all(),
        )


def zoek(s: Session, opdrachtgever: str, dienst: str) -> Contract | None:
    """Return the line of a service of a client as it holds now."""
    return s.scalar(
        select(Contract).where(
            Contract.opdrachtgever == opdrachtgever, Contract.dienst == dienst, Contract.vervallen_op.is_(None)
        )
    )


def toets(
    s: Session, contract: Contract | None, melder: str, op: datetime, parameters: Parameterset
) -> tuple[Dekkingsbezwaar, ...]:
    """Check a call against a line of the list."""
    if contract is None:
        return dekkingsbezwaren(None, melder=melder, op=op, is_feestdag=False)
    namen = s.scalars(select(Melder.naam).where(Melder.contract_id == contract.id)).all()
    afspraak = Afspraak(contract.consignatie, lees_uren(contract.uren), tuple(namen))
    return dekkingsbezwaren(afspraak, melder=melder, op=op, is_feestdag=_is_feestdag(op, parameters))


def bewaar(s: Session, ctx: Context, invoer: Contractinvoer) -> bool:
    """Put a line on the list; a higher version takes the place of the old one. Tell whether anything changed.

    Raises ``Geweigerd`` at ``versie`` when another text has the version that stands there, or a lower one.
    """
    oud = zoek(s, invoer.opdrachtgever, invoer.dienst)
    if oud is not None:
        melders = set(s.scalars(select(Melder.naam).where(Melder.contract_id == oud.id)))
        gelijk = melders == set(invoer.melders) and all(
            getattr(oud, naam) == waarde for naam, waarde in vars(invoer).items() if naam != "melders"
        )
        if gelijk:
            return False
        if invoer.versie <= oud.versie:
            raise Geweigerd("versie", f"versie {oud.versie} staat er al met andere gegevens; geef een hogere versie")
        oud.vervallen_op = ctx.nu
        s.flush()
    contract = Contract(
        **{naam: waarde for naam, waarde in vars(invoer).items() if naam != "melders"},
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(contract)
    s.flush()
    s.add_all(Melder(contract_id=contract.id, naam=naam) for naam in invoer.melders)
    noteer(s, ctx, "wijzig", policy.CONTRACT, contract.id, versie=invoer.versie)
    return True


def beeindig(ctx: Context, contract_id: int) -> None:
    """Take a line from the list; what was registered under it stays. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", doel(policy.CONTRACT))
    with ctx.database.transactie() as s:
        contract = s.get(Contract, contract_id, with_for_update=True)
        if contract is None or contract.vervallen_op is not None:
            raise Geweigerd("", "deze regel staat niet meer op de lijst")
        contract.vervallen_op = ctx.nu
        noteer(s, ctx, "beeindig", policy.CONTRACT, contract_id)


def _geldig() -> Any:
    return (
        select(Contract, Team.naam)
        .outerjoin(Team, Team.id == Contract.team_id)
        .where(Contract.vervallen_op.is_(None))
        .order_by(Contract.opdrachtgever, Contract.dienst)
    )


def _regels(s: Session, rijen: Iterable[Any]) -> tuple[Contractregel, ...]:
    lijst = list(rijen)
    namen: dict[int, list[str]] = {}
    for melder in s.scalars(
        select(Melder).where(Melder.contract_id.in_([rij[0].id for rij in lijst])).order_by(Melder.naam)
    ):
        namen.setdefault(melder.contract_id, []).append(melder.naam)
    return tuple(
        Contractregel(
            rij.id,
            rij.opdrachtgever,
            rij.dienst,
            rij.consignatie,
            rij.uren,
            rij.dno_minuten,
            rij.team_id,
            team,
            tuple(namen.get(rij.id, ())),
            rij.versie,
            rij.eigenaar,
            rij.vastgelegd_op,
        )
        for rij, team in lijst
    )


def _is_feestdag(op: datetime, parameters: Parameterset) -> bool:
    try:
        return Kalender(Parameters(parameters)).feestdag(lokale_datum(op))
    except ParameterOntbreekt:
        # Which days are a feestdag is not known for that year: the day of the week is.
        return False

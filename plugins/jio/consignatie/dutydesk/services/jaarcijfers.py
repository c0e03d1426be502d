# SPDX-License-Identifier: EUPL-1.2
"""The figures of a year for the evaluation and the OR; no line tells about one or a few people (JIO 7.6)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.berichten.services import meld_taak
from core.calendar.tijd import begin_van_dag
from core.context import Context
from core.ledger.models import Boeking, Run
from core.ledger.procedure import DEFINITIEF
from core.people.models import Team
from core.people.policy import HR
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt, Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.berichten import TAAK_JAARCIJFERS
from plugins.jio.consignatie.dutydesk.models import Incident
from plugins.jio.consignatie.dutydesk.rules.kleine_groepen import Afscherming, Zichtbaar, scherm_af
from plugins.jio.consignatie.dutydesk.services.klok import standen
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Oproep, Rooster
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.reactieklok import Contactstatus, Klokstatus
from plugins.jio.consignatie.services.dienstkalender import kalender_van

KLEINSTE_GROEP = "jio_cons_ur.kleinste_groep"
KOSTEN_PER_OPDRACHTGEVER = "jio_cons_ur.kosten_per_opdrachtgever"
NAAR_OPROEPEN = "NAAR_OPROEPEN"
REGELING = "JIO-CONS"

ZONDER_INCIDENT = "zonder_incident"
"""The key of the call-outs that no incident of the duty desk tells about."""

TOTAAL = "totaal"
RUIM = timedelta(days=21)
"""A duty that belongs to a year begins or ends at most this long outside it."""


@dataclass
class _Groep:
    """What is counted of a team or a client, and of whom."""

    uitvoerders: set[int] = field(default_factory=set)
    diensten: int = 0
    uren: int = 0
    kosten_centen: int = 0
    opgeroepenen: set[int] = field(default_factory=set)
    oproepen: int = 0
    gereageerd: set[int] = field(default_factory=set)
    seconden: list[int] = field(default_factory=list)
    contact_op_tijd: list[bool] = field(default_factory=list)
    start_op_tijd: list[bool] = field(default_factory=list)


@dataclass(frozen=True)
class Reactie:
    """How fast contact was made and work began; shares are whole per cents, None where there is nothing to count."""

    aantal: int
    mediaan_seconden: int | None
    contact_op_tijd: int | None
    start_op_tijd: int | None


@dataclass(frozen=True)
class Cijferregel:
    """A line of a table. What may not be read is None; ``zicht`` says why, by the three groups of columns."""

    sleutel: str
    naam: str
    zicht: Mapping[str, Zichtbaar]
    diensten: int | None
    uren: int | None
    kosten_centen: int | None
    oproepen: int | None
    reactie: Reactie | None


@dataclass(frozen=True)
class Jaarcijfers:
    """The figures of a year by team and by client; both tables are empty while the threshold is not known."""

    jaar: int
    drempel: int | None
    teams: tuple[Cijferregel, ...]
    opdrachtgevers: tuple[Cijferregel, ...]
    totaal: Cijferregel | None
    #: True when the costs of the clients are the teams' costs, divided by the number of call-outs.
    kosten_verdeeld: bool
    #: Until when is counted, for a year that is not over.
    tot: datetime


def jaarcijfers(ctx: Context, jaar: int) -> Jaarcijfers:
    """Return the figures of a year, in a fixed number of queries. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("bekijk", doel(policy.JAARCIJFERS))
    return _bereken(ctx, jaar)


def als_csv(ctx: Context, jaar: int) -> bytes:
    """Return the figures of a year as CSV. Raises ``GeenToegang``."""
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerows(_exporteer(ctx, jaar))
    return tekst.getvalue().encode("utf-8")


def als_xlsx(ctx: Context, jaar: int) -> bytes:
    """Return the figures of a year as a workbook; the same figures give the same bytes. Raises ``GeenToegang``."""
    import xlsxwriter  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    rijen = _exporteer(ctx, jaar)
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    boek.set_properties({"created": datetime(jaar, 1, 1)})  # noqa: DTZ001 - the library asks for it without a zone
    blad = boek.add_worksheet(str(jaar))
    vet = boek.add_format({"bold": True})
    for nummer, rij in enumerate(rijen):
        blad.write_row(nummer, 0, rij, vet if nummer == 0 else None)
    blad.freeze_panes(1, 2)
    blad.set_column(0, 1, 24)
    blad.set_column(2, len(rijen[0]) - 1, 16)
    boek.close()
    return uit.getvalue()


KOLOMMEN = (
    "soort",
    "naam",
    "diensten",
    "uren",
    "kosten_euro",
    "oproepen",
    "reacties",
    "mediaan_contact_minuten",
    "contact_binnen_15_minuten_procent",
    "start_op_tijd_procent",
)


def meld_klaar(ctx: Context, jaar: int) -> None:
    """Ask HR to discuss the figures of a year with the ondernemingsraad; once, whoever asks again."""
    with ctx.database.transactie() as s:
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_JAARCIJFERS, sleutel=str(jaar))


def _exporteer(ctx: Context, jaar: int) -> list[tuple[str | int | float, ...]]:
    ctx.eis("exporteer", doel(policy.JAARCIJFERS))
    cijfers = _bereken(ctx, jaar)
    if cijfers.drempel is None:
        raise Geweigerd("jaar", "HR heeft nog niet ingevuld vanaf hoeveel mensen cijfers mogen worden getoond")
    rijen: list[tuple[str | int | float, ...]] = [KOLOMMEN]
    for soort, regels in (("team", cijfers.teams), ("opdrachtgever", cijfers.opdrachtgevers)):
        rijen += [_rij(soort, regel, cijfers.drempel) for regel in regels]
    if cijfers.totaal is not None:
        rijen.append(_rij(TOTAAL, cijfers.totaal, cijfers.drempel))
    with ctx.database.transactie() as s:
        noteer(s, ctx, "exporteer", policy.JAARCIJFERS, jaar, regels=len(rijen) - 1)
    return rijen


def _rij(soort: str, regel: Cijferregel, drempel: int) -> tuple[str | int | float, ...]:
    def cel(blok: str, waarde: int | float | None) -> str | int | float:
        if regel.zicht[blok] is Zichtbaar.KLEIN:
            return f"minder dan {drempel}"
        if regel.zicht[blok] is Zichtbaar.VERBORGEN:
            return "verborgen"
        return "" if waarde is None else waarde

    reactie = regel.reactie or Reactie(0, None, None, None)
    seconden = reactie.mediaan_seconden
    return (
        soort,
        regel.naam,
        cel("dienst", regel.diensten),
        cel("dienst", regel.uren),
        cel("kosten", None if regel.kosten_centen is None else regel.kosten_centen / 100),
        cel("oproep", regel.oproepen),
        cel("reactie", reactie.aantal),
        cel("reactie", None if seconden is None else round(seconden / 60, 1)),
        cel("reactie", reactie.contact_op_tijd),
        cel("reactie", reactie.start_op_tijd),
    )


def _bereken(ctx: Context, jaar: int) -> Jaarcijfers:
    if not 2000 <= jaar <= ctx.vandaag.year:
        raise Geweigerd("jaar", "kies een jaar dat al is begonnen")
    tot = min(ctx.nu, begin_van_dag(date(jaar + 1, 1, 1)))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        feit = parameters.zoek(KLEINSTE_GROEP, ctx.vandaag)
        drempel = None if feit is None or feit.waarde is None else int(feit.waarde)  # type: ignore[arg-type]
        if drempel is None or drempel < 1:
            return Jaarcijfers(jaar, None, (), (), None, False, tot)
        lezing = parameters.zoek(KOSTEN_PER_OPDRACHTGEVER, ctx.vandaag)
        teams, klanten, allen, namen, verdeelde = _tel(s, parameters, jaar, ctx.nu)
    verdeeld = lezing is not None and lezing.waarde == NAAR_OPROEPEN
    schermen = {
        naam: (
            scherm_af({id: groep.uitvoerders for id, groep in groepen.items()}, drempel),
            scherm_af({id: groep.opgeroepenen for id, groep in groepen.items()}, drempel),
            scherm_af({id: groep.gereageerd for id, groep in groepen.items()}, drempel),
        )
        for naam, groepen in (("teams", teams), ("klanten", klanten))
    }
    # Where the costs of a team are hidden, those of its clients could give them away.
    verdeeld = verdeeld and all(schermen["teams"][0].toont(team_id) for team_id in verdeelde)
    return Jaarcijfers(
        jaar,
        drempel,
        tuple(
            _regel(str(id), namen[id], groep, id, schermen["teams"], kosten_bij=0)
            for id, groep in sorted(teams.items(), key=lambda paar: namen[paar[0]])
        ),
        tuple(
            _regel(naam, naam, groep, naam, schermen["klanten"], kosten_bij=1 if verdeeld else None)
            for naam, groep in sorted(klanten.items(), key=lambda paar: (paar[0] == ZONDER_INCIDENT, paar[0]))
        ),
        _totaal(allen, schermen),
        verdeeld,
        tot,
    )


def _tel(
    s: Session, parameters: Parameterset, jaar: int, nu: datetime
) -> tuple[dict[int, _Groep], dict[str, _Groep], _Groep, dict[int, str], set[int]]:
    """Count by team and by client, and tell whose costs were divided; nine queries, however many people there are."""
    kalender = kalender_van(parameters)
    van, tot = begin_van_dag(date(jaar, 1, 1)) - RUIM, begin_van_dag(date(jaar + 1, 1, 1)) + RUIM
    diensten: dict[int, Dienst] = {}
    for dienst in s.scalars(
        select(Dienst)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(Rooster.status.in_(GELDENDE_ROOSTERS), Dienst.begin >= van, Dienst.einde < min(tot, nu))
    ):
        try:
            periode = kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde)
        except ParameterOntbreekt:
            periode = f"{dienst.einde:%Y-%m}"
        if periode.startswith(f"{jaar}-"):
            diensten[dienst.id] = dienst
    teams: dict[int, _Groep] = defaultdict(_Groep)
    klanten: dict[str, _Groep] = defaultdict(_Groep)
    allen = _Groep()
    for dienst in diensten.values():
        for groep in (teams[dienst.team_id], allen):
            groep.diensten += 1
            groep.uren += dienst.uren
    for dienst_id, wie in s.execute(
        select(Dienstdeel.dienst_id, Dienstdeel.medewerker_id)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .where(Dienstdeel.vervallen_op.is_(None), Dienst.begin >= van, Dienst.einde < tot)
        .distinct()
    ):
        if dienst_id in diensten:
            for groep in (teams[diensten[dienst_id].team_id], allen):
                groep.uitvoerders.add(wie)
    for feit, centen in s.execute(
        select(Boeking.feit, func.sum(Boeking.centen))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Boeking.eenheid == EENHEID,
            Boeking.regeling == REGELING,
            Boeking.periode.between(f"{jaar}-01", f"{jaar}-12"),
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.feit)
    ):
        nummer = feit.removeprefix("dienst/")
        gevonden = diensten.get(int(nummer)) if nummer.isdecimal() else None
        if gevonden is not None:
            for groep in (teams[gevonden.team_id], allen):
                groep.kosten_centen += int(centen)
    per_team = _tel_oproepen(s, diensten, van, tot, teams, klanten, allen)
    for team_id, verdeling in per_team.items():
        _verdeel(teams[team_id].kosten_centen, verdeling, klanten)
    _tel_reacties(s, parameters, jaar, nu, teams, klanten, allen)
    namen = {rij.id: rij.naam for rij in s.execute(select(Team.id, Team.naam).where(Team.eenheid == EENHEID))}
    return dict(teams), dict(klanten), allen, namen, set(per_team)


def _tel_oproepen(
    s: Session,
    diensten: Mapping[int, Dienst],
    van: datetime,
    tot: datetime,
    teams: dict[int, _Groep],
    klanten: dict[str, _Groep],
    allen: _Groep,
) -> dict[int, dict[str, int]]:
    """Count the call-outs that were allowed; return how many each team had for each client."""
    per_team: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for dienst_id, wie, klant in s.execute(
        select(Oproep.dienst_id, Oproep.medewerker_id, Incident.opdrachtgever)
        .outerjoin(Incident, Incident.nummer == Oproep.incidentnummer)
        .where(Oproep.vervallen_op.is_(None), Oproep.toegelaten, Oproep.begin >= van, Oproep.begin < tot)
    ):
        dienst = diensten.get(dienst_id)
        if dienst is None:
            continue
        per_team[dienst.team_id][klant or ZONDER_INCIDENT] += 1
        for groep in (teams[dienst.team_id], klanten[klant or ZONDER_INCIDENT], allen):
            groep.oproepen += 1
            groep.opgeroepenen.add(wie)
    return per_team


def _verdeel(centen: int, verdeling: Mapping[str, int], klanten: dict[str, _Groep]) -> None:
    """Divide the costs of a team over the clients by call-outs; what is left of the cents goes to the largest."""
    samen = sum(verdeling.values())
    delen = {klant: centen * aantal // samen for klant, aantal in verdeling.items()}
    delen[max(verdeling, key=lambda klant: (verdeling[klant], klant))] += centen - sum(delen.values())
    for klant, deel in delen.items():
        klanten[klant].kosten_centen += deel


def _tel_reacties(
    s: Session,
    parameters: Parameterset,
    jaar: int,
    nu: datetime,
    teams: dict[int, _Groep],
    klanten: dict[str, _Groep],
    allen: _Groep,
) -> None:
    incidenten = {
        incident.id: incident
        for incident in s.scalars(
            select(Incident).where(
                Incident.gemeld_op >= begin_van_dag(date(jaar, 1, 1)),
                Incident.gemeld_op < begin_van_dag(date(jaar + 1, 1, 1)),
            )
        )
    }
    for id, klokken in standen(s, incidenten, parameters, nu).items():
        for inzet, stand in klokken:
            if stand.klok is None:
                continue
            for groep in (teams[inzet.team_id], klanten[incidenten[id].opdrachtgever], allen):
                groep.gereageerd.add(inzet.medewerker_id)
                if stand.feiten.contact is not None:
                    groep.seconden.append(int((stand.feiten.contact - stand.feiten.pogingen[0]).total_seconds()))
                if stand.klok.contact_status is not Contactstatus.LOPEND:
                    op_tijd = stand.klok.contact_status in (Contactstatus.DIRECT, Contactstatus.OP_TIJD)
                    groep.contact_op_tijd.append(op_tijd)
                begin = stand.klok.start_werk_status or stand.klok.onderweg_status
                if begin is not None and begin is not Klokstatus.LOPEND:
                    groep.start_op_tijd.append(begin is Klokstatus.OP_TIJD)


def _regel(
    sleutel: str,
    naam: str,
    groep: _Groep,
    id: object,
    schermen: Sequence[Afscherming],
    *,
    kosten_bij: int | None,
) -> Cijferregel:
    """Make a line; ``kosten_bij`` says with which group of columns the costs are hidden, None is never shown."""
    zicht = {naam: scherm.regels[id] for naam, scherm in zip(("dienst", "oproep", "reactie"), schermen, strict=True)}
    zicht["kosten"] = Zichtbaar.VERBORGEN if kosten_bij is None else schermen[kosten_bij].regels[id]
    return _met_zicht(sleutel, naam, groep, zicht)


def _totaal(allen: _Groep, schermen: Mapping[str, Sequence[Afscherming]]) -> Cijferregel:
    def zicht(plek: int) -> Zichtbaar:
        # A total is given only where it can be given with both tables beside it.
        goed = all(schermen[tabel][plek].totaal for tabel in schermen)
        return Zichtbaar.JA if goed else Zichtbaar.VERBORGEN

    return _met_zicht(
        TOTAAL,
        TOTAAL,
        allen,
        {"dienst": zicht(0), "kosten": zicht(0), "oproep": zicht(1), "reactie": zicht(2)},
    )


def _met_zicht(sleutel: str, naam: str, groep: _Groep, zicht: Mapping[str, Zichtbaar]) -> Cijferregel:
    def als(blok: str, waarde: int) -> int | None:
        return waarde if zicht[blok] is Zichtbaar.JA else None

    return Cijferregel(
        sleutel,
        naam,
        zicht,
        als("dienst", groep.diensten),
        als("dienst", groep.uren),
        als("kosten", groep.kosten_centen),
        als("oproep", groep.oproepen),
        Reactie(
            len(groep.contact_op_tijd),
            int(median(groep.seconden)) if groep.seconden else None,
            _procent(groep.contact_op_tijd),
            _procent(groep.start_op_tijd),
        )
        if zicht["reactie"] is Zichtbaar.JA
        else None,
    )


def _procent(uitkomsten: Sequence[bool]) -> int | None:
    return round(100 * sum(uitkomsten) / len(uitkomsten)) if uitkomsten else None

# SPDX-License-Identifier: EUPL-1.2
"""The steps of the escalation ladder of the demo, each a team with a small roster, and last year's rosters.

Annex began with them today: what was before was settled elsewhere, so these teams have no old claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from core.calendar.tijd import moment
from core.demo import BRON, open_account
from core.people.models import Medewerker, Team
from core.people.policy import HR
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Situatie, Teamfunctie
from plugins.jio.consignatie.rules.jaarrooster import dinsdagen
from plugins.jio.consignatie.services import roosters, teams
from plugins.jio.demo.mensen import TEAMS, Bezetting, lees_in, met_rol

JANUARI, DECEMBER = 1, 12


@dataclass(frozen=True)
class Trede:
    """A team of the ladder: who it takes from the other people of the demo, and who is new."""

    code: str
    naam: str
    discipline: str
    functie: Teamfunctie
    nummer: str
    leiders_van: tuple[str, ...]
    rol: str | None
    nieuw: tuple[str, ...]


TREDEN = (
    Trede(
        "om",
        "Operationeel managers",
        "Escalatie, stap 1",
        Teamfunctie.OPERATIONEEL_MANAGER,
        "0880700111",
        ("netwerk", "servers", "basis"),
        policy.OPERATIONEEL_MANAGER.id,
        (),
    ),
    Trede(
        "cm",
        "Crisismanagement",
        "Escalatie, stap 2",
        Teamfunctie.CM_LID,
        "0880700112",
        ("databases", "keten", "oss"),
        None,
        ("Machteld Aalbers",),
    ),
    Trede(
        "csd",
        "CSD EA&I",
        "Meldingen",
        Teamfunctie.CSD,
        "0880700113",
        (),
        policy.DUTYDESK.id,
        ("Joris Kamp", "Sofie Tol", "Marijn Vreugd"),
    ),
    Trede(
        "huismeesters",
        "Huismeesters Gouda",
        "Gebouw Gouda",
        Teamfunctie.HUISMEESTER,
        "0880700114",
        (),
        None,
        ("Bert Haan", "Nadia Vink", "Piet Wouda", "Roos Zijlstra"),
    ),
)


def maak(bezetting: Bezetting) -> None:
    """Make the teams with their people, publish their rosters, and read last year's rosters of the disciplines."""
    leden = _mensen(bezetting)
    een, twee = met_rol(bezetting.mensen.values(), HR.id)
    vandaag = bezetting.ctx.vandaag
    with bezetting.ctx.database.lezen() as s:
        ids = dict(s.execute(select(Team.code, Team.id).where(Team.eenheid == policy.EENHEID)).all())
    lees_in(
        bezetting.als(een),
        "jio.teams",
        "team;discipline;nummer;oss;functie",
        [(trede.code, trede.discipline, trede.nummer, "nee", trede.functie.value) for trede in TREDEN],
    )
    for trede in TREDEN:
        voorstel = teams.stel_situatie_voor(
            bezetting.als(een),
            ids[trede.code],
            vanaf=date(vandaag.year - 1, 1, 1),
            situatie=Situatie.THUIS,
            plaatsgebonden=False,
            bron=BRON,
        )
        teams.beslis_situatie(bezetting.als(twee), voorstel, akkoord=True)
        jaren = [vandaag.year - 1] if vandaag.month == JANUARI else []
        jaren += [vandaag.year, *([vandaag.year + 1] if vandaag.month == DECEMBER else [])]
        for jaar in jaren:
            _publiceer(bezetting, ids[trede.code], jaar, leden[trede.code])
    _lees_vorig_jaar(bezetting)


def _mensen(bezetting: Bezetting) -> dict[str, list[int]]:
    """Import who is new, and put everybody in the teams; return the members by team."""
    ctx, eenheid = bezetting.ctx, policy.EENHEID
    begin = date(ctx.vandaag.year - 4, 1, 1)
    nieuw = {naam: f"82{nummer:04}" for nummer, naam in enumerate(naam for trede in TREDEN for naam in trede.nieuw)}
    nummers = {
        trede.code: [
            *(bezetting.mensen[bezetting.leider(team)].personeelsnummer for team in trede.leiders_van),
            *(
                bezetting.mensen[naam].personeelsnummer
                for naam in (met_rol(bezetting.mensen.values(), trede.rol) if trede.rol else ())
            ),
            *(nieuw[naam] for naam in trede.nieuw),
        ]
        for trede in TREDEN
    }
    geboren = date(ctx.vandaag.year - 44, 5, 17)
    lees_in(
        ctx,
        "medewerkers",
        "personeelsnummer;naam;geboortedatum;email",
        [(nummer, naam, geboren, f"{_inlognaam(naam)}@annex.example") for naam, nummer in nieuw.items()],
    )
    lees_in(
        ctx,
        "dienstverbanden",
        "personeelsnummer;eenheid;van;tot_en_met;uren_per_week",
        [(nummer, eenheid, begin, "", 36) for nummer in nieuw.values()],
    )
    lees_in(
        ctx,
        "inschalingen",
        "personeelsnummer;eenheid;vanaf;schaal;trede;maandsalaris;bron",
        [(nummer, eenheid, begin, 9, "", "4100,00", BRON) for nummer in nieuw.values()],
    )
    lees_in(ctx, "teams", "eenheid;code;naam", [(eenheid, trede.code, trede.naam) for trede in TREDEN])
    paren = [(nummer, code) for code, lijst in nummers.items() for nummer in lijst]
    lees_in(
        ctx,
        "teamleden",
        "personeelsnummer;eenheid;team;van;tot_en_met",
        [(nummer, eenheid, code, begin, "") for nummer, code in paren],
    )
    hoofd = nieuw[TREDEN[1].nieuw[0]]
    lees_in(
        ctx,
        "leiding",
        "personeelsnummer;eenheid;team;van;tot_en_met",
        [(hoofd, eenheid, trede.code, begin, "") for trede in TREDEN],
    )
    hr = met_rol(bezetting.mensen.values(), HR.id)[0]
    lees_in(
        bezetting.als(hr),
        "jio.aanwijzingen",
        "personeelsnummer;per;getekend_op;ingetrokken_per",
        [(nummer, date(ctx.vandaag.year - 2, 1, 1), date(ctx.vandaag.year - 3, 12, 10), "") for nummer, _ in paren],
    )
    with ctx.database.lezen() as s:
        ids = dict(s.execute(select(Medewerker.personeelsnummer, Medewerker.id)).all())
    for naam, nummer in nieuw.items():
        open_account(ctx, _inlognaam(naam), naam, ids[nummer])
    return {code: [ids[nummer] for nummer in lijst] for code, lijst in nummers.items()}


def _publiceer(bezetting: Bezetting, team_id: int, jaar: int, leden: list[int]) -> None:
    beheerder = met_rol(bezetting.mensen.values(), policy.ROOSTERBEHEERDER.id)[0]
    vandaag = bezetting.ctx.vandaag
    als = bezetting.als(beheerder, moment(date(jaar - 1, DECEMBER, 1), time(10)))
    rooster_id = roosters.maak(als, team_id, jaar, declareren_vanaf=vandaag + timedelta(days=1))
    if roosters.vul_op_rotatie(als, rooster_id, leden).niet:
        raise RuntimeError("demo: het rooster van een escalatierol is niet te vullen")
    for stap in ("raadpleeg", "publiceer"):
        roosters.zet(als, rooster_id, stap)


def _lees_vorig_jaar(bezetting: Bezetting) -> None:
    """Read the rosters of the year before those of the demo from a file, so that fairness has a history."""
    vandaag = bezetting.ctx.vandaag
    jaar = vandaag.year - 1 - (vandaag.month == JANUARI)
    beheerder = met_rol(bezetting.mensen.values(), policy.ROOSTERBEHEERDER.id)[0]
    rijen = []
    for plaats, plan in enumerate(TEAMS):
        leden = [bezetting.mensen[naam].personeelsnummer for naam in bezetting.leden(plan.code)]
        for week, dinsdag in enumerate(dinsdagen(jaar)):
            # Who is new had fewer: the last two joined in the summer.
            mee = leden if week > len(dinsdagen(jaar)) // 2 else leden[:-2]
            rijen.append((plan.code, dinsdag, mee[(week + plaats) % len(mee)]))
    lees_in(bezetting.als(beheerder), "jio.rooster_eerder", "team;dinsdag;personeelsnummer", rijen)


def _inlognaam(naam: str) -> str:
    return naam.lower().replace(" ", ".")

# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo: 42 on call in six teams, who lead them, and who keep rosters and pay. All made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random
from unicodedata import normalize

from sqlalchemy import select

from core.context import Context
from core.demo import BRON, als, open_account
from core.people.invoerbestand import importeer
from core.people.models import Medewerker, Team
from core.people.policy import HR
from plugins.jio.autoregeling.policy import AUTOBEHEER, DIRECTEUR
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.dutydesk.policy import DIRECTIE, SERVICEMANAGER
from plugins.jio.consignatie.models import Situatie
from plugins.jio.consignatie.services import aanwijzingen, teams

PER_TEAM = 7

_VOORNAMEN = [
    "Amira",
    "Bas",
    "Chantal",
    "Daan",
    "Elif",
    "Floris",
    "Gwen",
    "Hamza",
    "Iris",
    "Jeroen",
    "Karima",
    "Lars",
    "Marit",
    "Niels",
    "Olivia",
    "Pim",
    "Rania",
    "Sander",
    "Tess",
    "Umut",
    "Vera",
    "Wouter",
    "Yara",
    "Zeno",
    "Aylin",
    "Bram",
    "Carlijn",
    "Dirk",
    "Esma",
    "Freek",
    "Gijs",
    "Hanna",
    "Ivo",
    "Jasmijn",
    "Koen",
    "Leyla",
    "Mees",
    "Noor",
    "Okke",
    "Puck",
    "Ravi",
    "Saar",
    "Thijs",
    "Ilse",
    "Vincent",
    "Wies",
    "Yusuf",
    "Zoë",
    "Anouk",
    "Boris",
    "Cleo",
    "Dewi",
    "Emre",
    "Fenna",
    "Guus",
    "Hugo",
]
_ACHTERNAMEN = [
    "Bakker",
    "Visser",
    "Smit",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "Dekker",
    "Brouwer",
    "Dijkstra",
    "Smits",
    "Kok",
    "Jacobs",
    "Vermeer",
    "Schouten",
    "Prins",
    "Blom",
    "Huisman",
    "Peeters",
    "Kuipers",
    "Postma",
    "Kramer",
    "Scholten",
    "Willems",
    "Postma",
    "Maas",
    "Verhoeven",
    "Sanders",
    "Koster",
    "Aydin",
    "Yilmaz",
    "Haddad",
    "Chen",
    "Kaya",
    "Demir",
    "Janssen",
    "Evers",
    "Groen",
    "Mol",
    "Wolters",
    "Hermans",
    "Roos",
    "Molenaar",
    "Timmer",
    "Winter",
    "Zomer",
    "Berg",
]


@dataclass(frozen=True)
class Teamplan:
    """A team of the demo."""

    code: str
    naam: str
    discipline: str
    nummer: str
    situatie: Situatie = Situatie.THUIS
    oss: bool = False


TEAMS = (
    Teamplan("netwerk", "Netwerkservices", "Netwerk", "0880700101"),
    Teamplan("servers", "Servers en opslag", "Servers", "0880700102"),
    Teamplan("basis", "Basiscomponenten", "Besturingssystemen", "0880700103"),
    Teamplan("databases", "Databases en middleware", "Databases", "0880700104"),
    Teamplan("keten", "Ketenapplicaties", "Applicaties", "0880700105"),
    Teamplan("oss", "OSS-Buitendienst", "Ondersteuning op locatie", "0880700106", Situatie.NAAR_LOCATIE, oss=True),
)


@dataclass(frozen=True)
class Mens:
    """Somebody of the demo, with the name to log in with."""

    inlognaam: str
    naam: str
    personeelsnummer: str
    geboortedatum: date
    schaal: int
    maandsalaris_euro: int
    team: str | None = None
    leidt: str | None = None
    rollen: tuple[str, ...] = ()


@dataclass
class Bezetting:
    """The filled JIO: people and teams by name, and who acts."""

    ctx: Context
    mensen: dict[str, Mens] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    _actoren: dict[str, Context] = field(default_factory=dict)

    def als(self, inlognaam: str, nu: datetime | None = None) -> Context:
        """Act as somebody, at a moment of the story that is never later than now."""
        op = self.ctx.nu if nu is None else min(nu, self.ctx.nu)
        return replace(self._actoren[inlognaam], nu=op)

    def programma(self, nu: datetime) -> Context:
        """Act as the program itself, at a moment of the story."""
        return replace(self.ctx, nu=min(nu, self.ctx.nu))

    def wie(self, medewerker_id: int) -> str:
        """Return the log-in name of a person."""
        return next(naam for naam, id in self.ids.items() if id == medewerker_id)

    def leider(self, team: str) -> str:
        """Return who leads a team."""
        return next(mens.inlognaam for mens in self.mensen.values() if mens.leidt == team)

    def leden(self, team: str) -> list[str]:
        """Return who is in a team, in a fixed order."""
        return [mens.inlognaam for mens in self.mensen.values() if mens.team == team]

    def meld_aan(self, inlognaam: str, account_id: int) -> None:
        """Remember who acts under an account."""
        self._actoren[inlognaam] = als(self.ctx, account_id)


def verzin(jaar: int) -> tuple[Mens, ...]:
    """Return the same people for the same year."""
    toeval = Random(jaar)  # noqa: S311 - the same people every time
    voornamen, achternamen = toeval.sample(_VOORNAMEN, len(_VOORNAMEN)), toeval.sample(_ACHTERNAMEN, len(_ACHTERNAMEN))
    uit: list[Mens] = []

    def mens(rollen: tuple[str, ...] = (), team: str | None = None, leidt: str | None = None) -> None:
        nummer = len(uit)
        naam = f"{voornamen[nummer % len(voornamen)]} {achternamen[nummer * 7 % len(achternamen)]}"
        schaal = toeval.choice((8, 9, 9, 10, 10, 11)) if leidt is None else 12
        uit.append(
            Mens(
                inlognaam=normalize("NFKD", naam).encode("ascii", "ignore").decode().lower().replace(" ", "."),
                naam=naam,
                personeelsnummer=f"81{nummer:04}",
                geboortedatum=date(jaar - toeval.randint(24, 61), toeval.randint(1, 12), toeval.randint(1, 28)),
                schaal=schaal,
                maandsalaris_euro=2_400 + schaal * 210 + toeval.randint(0, 60) * 10,
                team=team,
                leidt=leidt,
                rollen=rollen,
            )
        )

    for plan in TEAMS:
        for _ in range(PER_TEAM):
            mens(team=plan.code)
    for plan in TEAMS:
        mens(leidt=plan.code)
    mens((policy.ROOSTERBEHEERDER.id,))
    mens((HR.id,))
    mens((HR.id,))
    mens((policy.OPERATIONEEL_MANAGER.id,))
    mens((policy.DUTYDESK.id,))
    mens((SERVICEMANAGER.id,))
    mens((DIRECTIE.id, DIRECTEUR.id))
    mens((AUTOBEHEER.id,))
    return tuple(uit)


def met_rol(mensen: Iterable[Mens], rol: str) -> list[str]:
    """Return who has a role, by log-in name."""
    return [mens.inlognaam for mens in mensen if rol in mens.rollen]


def maak(ctx: Context) -> Bezetting:
    """Import the people, open their accounts, and give the teams their number, situation and letters."""
    bezetting = Bezetting(ctx, {mens.inlognaam: mens for mens in verzin(ctx.vandaag.year)})
    _importeer(ctx, list(bezetting.mensen.values()))
    with ctx.database.lezen() as s:
        nummers = dict(s.execute(select(Medewerker.personeelsnummer, Medewerker.id)).all())
        bezetting.teams = dict(s.execute(select(Team.code, Team.id).where(Team.eenheid == policy.EENHEID)).all())
    for mens in bezetting.mensen.values():
        bezetting.ids[mens.inlognaam] = nummers[mens.personeelsnummer]
        rollen = tuple((rol, policy.EENHEID) for rol in mens.rollen)
        bezetting.meld_aan(
            mens.inlognaam, open_account(ctx, mens.inlognaam, mens.naam, nummers[mens.personeelsnummer], rollen)
        )
    _stel_teams_in(bezetting)
    _leg_brieven_vast(bezetting)
    return bezetting


def _importeer(ctx: Context, mensen: Sequence[Mens]) -> None:
    begin = date(ctx.vandaag.year - 4, 1, 1).isoformat()
    eenheid = policy.EENHEID
    bestanden: dict[str, tuple[str, list[Sequence[object]]]] = {
        "medewerkers": (
            "personeelsnummer;naam;geboortedatum;email",
            [(m.personeelsnummer, m.naam, m.geboortedatum, f"{m.inlognaam}@annex.example") for m in mensen],
        ),
        "teams": ("eenheid;code;naam", [(eenheid, plan.code, plan.naam) for plan in TEAMS]),
        "dienstverbanden": (
            "personeelsnummer;eenheid;van;tot_en_met;uren_per_week",
            [(m.personeelsnummer, eenheid, begin, "", 36) for m in mensen],
        ),
        "inschalingen": (
            "personeelsnummer;eenheid;vanaf;schaal;trede;maandsalaris;bron",
            [(m.personeelsnummer, eenheid, begin, m.schaal, "", f"{m.maandsalaris_euro},00", BRON) for m in mensen],
        ),
        "teamleden": (
            "personeelsnummer;eenheid;team;van;tot_en_met",
            [(m.personeelsnummer, eenheid, m.team, begin, "") for m in mensen if m.team],
        ),
        "leiding": (
            "personeelsnummer;eenheid;team;van;tot_en_met",
            [(m.personeelsnummer, eenheid, m.leidt, begin, "") for m in mensen if m.leidt],
        ),
    }
    for soort, (kop, rijen) in bestanden.items():
        lees_in(ctx, soort, kop, rijen)


def lees_in(ctx: Context, soort: str, kop: str, rijen: Iterable[Sequence[object]]) -> None:
    """Import rows as if they stood in a file. Raises ``RuntimeError`` when one is wrong: the demo is wrong then."""
    tekst = "".join(f"{regel}\n" for regel in (kop, *(";".join(map(str, rij)) for rij in rijen)))
    verslag = importeer(ctx, soort, tekst.encode())
    if not verslag.goed:
        raise RuntimeError(f"demo, {soort}: {'; '.join(map(str, verslag.fouten))}")


def _stel_teams_in(bezetting: Bezetting) -> None:
    een, twee = met_rol(bezetting.mensen.values(), HR.id)
    vanaf = date(bezetting.ctx.vandaag.year - 1, 1, 1)
    for plan in TEAMS:
        team_id = bezetting.teams[plan.code]
        teams.stel_in(bezetting.als(een), team_id, discipline=plan.discipline, nummer=plan.nummer, oss=plan.oss)
        voorstel = teams.stel_situatie_voor(
            bezetting.als(een),
            team_id,
            vanaf=vanaf,
            situatie=plan.situatie,
            plaatsgebonden=plan.oss,
            bron=BRON,
        )
        teams.beslis_situatie(bezetting.als(twee), voorstel, akkoord=True)


def _leg_brieven_vast(bezetting: Bezetting) -> None:
    """Everybody on call has a letter, but the last of team keten; one uses PAS and one is exempt for half a year."""
    hr = bezetting.als(met_rol(bezetting.mensen.values(), HR.id)[0])
    jaar = bezetting.ctx.vandaag.year
    zonder_brief = bezetting.leden("keten")[-1]
    rijen = [
        (mens.personeelsnummer, date(jaar - 2, 1, 1), date(jaar - 3, 12, 10), "")
        for mens in bezetting.mensen.values()
        if mens.team and mens.inlognaam != zonder_brief
    ]
    lees_in(hr, "jio.aanwijzingen", "personeelsnummer;per;getekend_op;ingetrokken_per", rijen)
    aanwijzingen.leg_pas_vast(hr, bezetting.ids[bezetting.leden("basis")[-1]], date(jaar - 1, 1, 1))
    vrij = bezetting.ids[bezetting.leden("servers")[-1]]
    aanwijzingen.leg_ontheffing_vast(hr, vrij, date(jaar, 1, 1), date(jaar, 6, 30))

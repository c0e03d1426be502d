# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo: functions of the list of 2023, three appointments, and two of HR. All names are made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from unicodedata import normalize

from sqlalchemy import select

from core.context import Context
from core.demo import BRON, als, open_account
from core.people.accounts import ken_rol_toe
from core.people.invoerbestand import importeer
from core.people.models import Medewerker
from core.people.policy import HR
from plugins.nfi.policy import EENHEID

BEGIN = date(2019, 1, 1)
#: When what follows was recorded: the list of 2023 was published three months late.
APRIL_2023 = datetime(2023, 4, 3, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Mens:
    """Somebody of the demo; ``functie`` as HR calls it."""

    naam: str
    schaal: int
    maandsalaris_euro: int
    functie: str | None = None
    uren: int = 36

    @property
    def inlognaam(self) -> str:
        """The name to log in with."""
        return normalize("NFKD", self.naam).encode("ascii", "ignore").decode().lower().replace(" ", ".")


MENSEN = (
    Mens("Nina Bot", 10, 3_900, "Antropoloog"),
    Mens("Omar Zand", 9, 3_500, "Labmedewerker vingersporen", 28),
    Mens("Pien Knal", 11, 4_400, "Onderzoeker explosies en explosieven"),
    Mens("Ruben Kruit", 7, 2_900, "Ondersteuner schotresten"),
    Mens("Sara Gif", 12, 5_000, "Toxicoloog"),
    Mens("Teun Laan", 8, 3_200, "Medewerker sectiezaal"),
    Mens("Uma Weten", 13, 5_600, "Teamleider sporen"),
    Mens("Veerle Hoog", 13, 5_900),
    Mens("Wout Leer", 12, 5_300),
    Mens("Xander Nieuw", 13, 5_700),
)
PERSONEELSZAKEN = (Mens("Yara Zaken", 10, 3_900), Mens("Zeno Zaken", 10, 3_900))


@dataclass
class Bezetting:
    """The filled NFI: people by name, and who acts."""

    ctx: Context
    ids: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def als(self, naam: str, nu: datetime | None = None) -> Context:
        """Act as somebody, at a moment of the story that is never later than now."""
        return als(self.ctx, self.accounts[naam], self.ctx.nu if nu is None else min(nu, self.ctx.nu))

    def hr(self, nu: datetime | None = None) -> Context:
        """The one of HR who records."""
        return self.als(PERSONEELSZAKEN[0].naam, nu)

    def ander(self, nu: datetime | None = None) -> Context:
        """The one of HR who decides."""
        return self.als(PERSONEELSZAKEN[1].naam, nu)


def maak(ctx: Context) -> Bezetting:
    """Import the people and open their accounts."""
    iedereen = (*MENSEN, *PERSONEELSZAKEN)
    nummers = {mens.naam: f"84{nummer:04}" for nummer, mens in enumerate(iedereen)}
    _importeer(ctx, iedereen, nummers)
    bezetting = Bezetting(ctx)
    with ctx.database.lezen() as s:
        ids = dict(s.execute(select(Medewerker.personeelsnummer, Medewerker.id)).all())
    for mens in iedereen:
        bezetting.ids[mens.naam] = ids[nummers[mens.naam]]
        bezetting.accounts[mens.naam] = open_account(ctx, mens.inlognaam, mens.naam, bezetting.ids[mens.naam])
    for mens in PERSONEELSZAKEN:
        # Since before the story begins, or they could not act in it.
        ken_rol_toe(ctx, bezetting.accounts[mens.naam], HR.id, van=BEGIN, eenheid=EENHEID)
    return bezetting


def _importeer(ctx: Context, mensen: Sequence[Mens], nummers: dict[str, str]) -> None:
    begin = BEGIN.isoformat()
    bestanden: dict[str, tuple[str, list[Sequence[object]]]] = {
        "medewerkers": (
            "personeelsnummer;naam;geboortedatum;email",
            [(nummers[m.naam], m.naam, date(1980, 1, 1), f"{m.inlognaam}@annex.example") for m in mensen],
        ),
        "dienstverbanden": (
            "personeelsnummer;eenheid;van;tot_en_met;uren_per_week",
            [(nummers[m.naam], EENHEID, begin, "", m.uren) for m in mensen],
        ),
        "inschalingen": (
            "personeelsnummer;eenheid;vanaf;schaal;trede;maandsalaris;bron",
            [(nummers[m.naam], EENHEID, begin, m.schaal, "", f"{m.maandsalaris_euro},00", BRON) for m in mensen],
        ),
        "nfi.functies": (
            "personeelsnummer;functie;van;tot_en_met",
            [(nummers[m.naam], m.functie, begin, "") for m in mensen if m.functie],
        ),
    }
    for soort, (kop, rijen) in bestanden.items():
        _lees_in(ctx, soort, kop, rijen)


def _lees_in(ctx: Context, soort: str, kop: str, rijen: Iterable[Sequence[object]]) -> None:
    """Import rows as if they stood in a file. Raises ``RuntimeError`` when one is wrong: the demo is wrong then."""
    tekst = "".join(f"{regel}\n" for regel in (kop, *(";".join(map(str, rij)) for rij in rijen)))
    verslag = importeer(ctx, soort, tekst.encode())
    if not verslag.goed:
        raise RuntimeError(f"demo, {soort}: {'; '.join(map(str, verslag.fouten))}")

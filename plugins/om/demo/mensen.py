# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo: who drives, who decides, who manages the cars, and HR. All made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select

from core.context import Context
from core.demo import BRON, als, open_account
from core.people.invoerbestand import importeer
from core.people.models import Medewerker
from core.people.policy import HR
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, LOKAAL_BEHEER, WERKGEVER
from plugins.om.autoregeling.rules.indeling import Onderdeel
from plugins.om.autoregeling.rules.toekenning import Beslisser
from plugins.om.autoregeling.wagenpark.services import inrichting

TEAM = "zaken"
ONDERDELEN = (
    ("AMS", "Arrondissementsparket Amsterdam", Onderdeel.ARRONDISSEMENTSPARKET),
    ("LP", "Landelijk Parket", Onderdeel.LANDELIJK_PARKET),
    ("DVOM", "Dienstverleningsorganisatie OM", Onderdeel.DVOM),
)


@dataclass(frozen=True)
class Mens:
    """Somebody of the demo, with the unit where they work."""

    naam: str
    onderdeel: str
    rollen: tuple[str, ...] = ()
    #: As what somebody is werkgever of that unit; the Procureur-Generaal is of all.
    werkgever: Beslisser | None = None
    leidt: bool = False

    @property
    def inlognaam(self) -> str:
        """The name to log in with."""
        return self.naam.lower().replace(" ", ".")


MENSEN = (
    Mens("Noa Verbeek", "AMS"),
    Mens("Olaf Santen", "AMS"),
    Mens("Priya Kalloe", "AMS"),
    Mens("Tirza Blok", "AMS"),
    Mens("Udo Faber", "AMS"),
    Mens("Quinten Veld", "LP"),
    Mens("Rosa Dorsman", "LP"),
    Mens("Sem Terpstra", "DVOM"),
    Mens("Dina Prinsen", "AMS", leidt=True),
    Mens("Vera Noordhoek", "AMS", (WERKGEVER.id,), Beslisser.DIRECTEUR_BEDRIJFSVOERING),
    Mens("Wessel Aldering", "LP", (WERKGEVER.id,), Beslisser.DIRECTEUR_BEDRIJFSVOERING),
    Mens("Yorick Sluis", "DVOM", (WERKGEVER.id,), Beslisser.DIRECTEUR_DVOM),
    Mens("Xandra Oosting", "DVOM", (WERKGEVER.id,), Beslisser.PROCUREUR_GENERAAL),
    Mens("Zita Brandsma", "DVOM", (CENTRAAL_BEHEER.id,)),
    Mens("Abel Kuiper", "AMS", (LOKAAL_BEHEER.id,)),
    Mens("Bente Zwart", "DVOM", (HR.id,)),
    Mens("Casper Holland", "DVOM", (HR.id,)),
)


@dataclass
class Bezetting:
    """The filled OM: people, units and cars by name, and who acts."""

    ctx: Context
    #: Employee ids by log-in name.
    ids: dict[str, int] = field(default_factory=dict)
    nummers: dict[str, str] = field(default_factory=dict)
    onderdelen: dict[str, int] = field(default_factory=dict)
    #: Car ids by number plate, and of the own cars who drives them since when.
    voertuigen: dict[str, int] = field(default_factory=dict)
    gebruikt: dict[str, tuple[str, date]] = field(default_factory=dict)
    _actoren: dict[str, Context] = field(default_factory=dict)

    def als(self, inlognaam: str, nu: datetime | None = None) -> Context:
        """Act as somebody, at a moment of the story that is never later than now."""
        op = self.ctx.nu if nu is None else min(nu, self.ctx.nu)
        return replace(self._actoren[inlognaam], nu=op)

    def programma(self, nu: datetime) -> Context:
        """Act as the program itself, at a moment of the story."""
        return replace(self.ctx, nu=min(nu, self.ctx.nu))

    def meld_aan(self, inlognaam: str, account_id: int) -> None:
        """Remember who acts under an account."""
        self._actoren[inlognaam] = als(self.ctx, account_id)


HR_EEN, HR_TWEE = (mens.inlognaam for mens in MENSEN if HR.id in mens.rollen)


def maak(ctx: Context) -> Bezetting:
    """Import the people, open their accounts, and record units, werkgevers and managers."""
    bezetting = Bezetting(ctx)
    _importeer(ctx)
    with ctx.database.lezen() as s:
        ids = dict(s.execute(select(Medewerker.personeelsnummer, Medewerker.id)).all())
    for mens, nummer in zip(MENSEN, _nummers(), strict=True):
        bezetting.ids[mens.inlognaam], bezetting.nummers[mens.inlognaam] = ids[nummer], nummer
        rollen = tuple((rol, EENHEID) for rol in mens.rollen)
        bezetting.meld_aan(mens.inlognaam, open_account(ctx, mens.inlognaam, mens.naam, ids[nummer], rollen))
    _richt_in(bezetting)
    return bezetting


def _nummers() -> list[str]:
    return [f"83{nr:04}" for nr in range(len(MENSEN))]


def _importeer(ctx: Context) -> None:
    begin = begin_van(ctx).isoformat()
    paren = list(zip(MENSEN, _nummers(), strict=True))
    team = [mens for mens in MENSEN if mens.onderdeel == "AMS" and not mens.rollen and not mens.leidt]
    bestanden: dict[str, tuple[str, list[Sequence[object]]]] = {
        "medewerkers": (
            "personeelsnummer;naam;geboortedatum;email",
            [
                (nr, m.naam, f"{1970 + plek}-06-{plek + 1:02}", f"{m.inlognaam}@annex.example")
                for plek, (m, nr) in enumerate(paren)
            ],
        ),
        "teams": ("eenheid;code;naam", [(EENHEID, TEAM, "Zaken Amsterdam")]),
        "dienstverbanden": (
            "personeelsnummer;eenheid;van;tot_en_met;uren_per_week",
            [(nr, EENHEID, begin, "", 36) for _, nr in paren],
        ),
        "inschalingen": (
            "personeelsnummer;eenheid;vanaf;schaal;trede;maandsalaris;bron",
            [(nr, EENHEID, begin, 12, "", "5400,00", BRON) for _, nr in paren],
        ),
        "teamleden": (
            "personeelsnummer;eenheid;team;van;tot_en_met",
            [(nr, EENHEID, TEAM, begin, "") for m, nr in paren if m in team],
        ),
        "leiding": (
            "personeelsnummer;eenheid;team;van;tot_en_met",
            [(nr, EENHEID, TEAM, begin, "") for m, nr in paren if m.leidt],
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


def begin_van(ctx: Context) -> date:
    """Return the day on which everybody of the demo works and decides already; the scheme is not older."""
    return date(max(2020, ctx.vandaag.year - 6), 1, 1)


def _richt_in(bezetting: Bezetting) -> None:
    hr, begin = bezetting.als(HR_EEN), begin_van(bezetting.ctx)
    for code, naam, soort in ONDERDELEN:
        bezetting.onderdelen[code] = inrichting.maak_onderdeel(hr, code, naam, soort)
    lees_in(
        hr,
        "om.plaatsingen",
        "personeelsnummer;onderdeel;van;tot_en_met",
        [(bezetting.nummers[mens.inlognaam], mens.onderdeel, begin, "") for mens in MENSEN],
    )
    for mens in MENSEN:
        wie, plek = bezetting.ids[mens.inlognaam], bezetting.onderdelen[mens.onderdeel]
        if mens.werkgever is not None:
            overal = mens.werkgever is Beslisser.PROCUREUR_GENERAAL
            inrichting.maak_werkgever(hr, wie, None if overal else plek, mens.werkgever, begin)
        if CENTRAAL_BEHEER.id in mens.rollen:
            inrichting.maak_beheerder(hr, wie, None, begin)
        if LOKAAL_BEHEER.id in mens.rollen:
            inrichting.maak_beheerder(hr, wie, plek, begin)

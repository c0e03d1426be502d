# SPDX-License-Identifier: EUPL-1.2
"""A large fictional JIO on PostgreSQL, by COPY: everybody did one or two duties that end in September 2023."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count

from core.context import Context
from core.people.eenheden import schakel
from core.people.policy import PROGRAMMA
from core.plugins import Installatie
from core.rules import GEEN_UITLEG, Parameters
from core.storage.engine import Database
from plugins.jio.consignatie.rules.dienst import Dienststart, dienst

PERIODE = "2023-09"
NU = datetime(2023, 10, 2, 8, tzinfo=UTC)
DINSDAGEN = tuple(date(2023, 8, 29) + timedelta(weeks=week) for week in range(4))
_VASTGELEGD = "2023-09-27 08:00+00"


def vul(
    database: Database,
    installatie: Installatie,
    medewerkers: int,
    dinsdagen: Sequence[date] = DINSDAGEN,
    salaris_vanaf: str = "2023-04-01",
    per_team: Fraction = Fraction(8, 3),
) -> None:
    """Fill an empty database; a team has a duty that begins on each of the Tuesdays, and ``per_team`` people for it."""
    schakel(Context(database, installatie, PROGRAMMA, NU), "jio", True)
    teams = int(medewerkers / per_team)
    lid_van = [nr % teams + 1 for nr in range(medewerkers)]
    leden: list[list[int]] = [[] for _ in range(teams + 1)]
    for nummer, team in enumerate(lid_van, 1):
        leden[team].append(nummer)
    kopieer(
        database,
        "core_medewerker",
        "id, personeelsnummer, naam, zoeknaam, geboortedatum",
        ((nr, f"{nr:08d}", f"Medewerker {nr}", f"medewerker {nr}", "1985-05-01") for nr in range(1, medewerkers + 1)),
    )
    kopieer(database, "core_dienstverband", "id, medewerker_id, eenheid, van, minuten_per_week", (
        (nr, nr, "jio", "2020-01-01", 2160) for nr in range(1, medewerkers + 1)
    ))  # fmt: skip
    kopieer(
        database,
        "core_inschaling",
        "id, dienstverband_id, vanaf, schaal, maandsalaris_centen, bron, vastgelegd_op",
        (
            (nr, nr, salaris_vanaf, 9, 300_000 + nr * 37 % 180_000, "proef", _VASTGELEGD)
            for nr in range(1, medewerkers + 1)
        ),
    )
    kopieer(database, "core_team", "id, eenheid, code, naam", (
        (nr, "jio", f"T{nr}", f"Team {nr}") for nr in range(1, teams + 1)
    ))  # fmt: skip
    kopieer(database, "core_teamlid", "id, team_id, medewerker_id, van", (
        (nr, team, nr, "2020-01-01") for nr, team in enumerate(lid_van, 1)
    ))  # fmt: skip
    kopieer(database, "jio_consignatieteam", "team_id, discipline, nummer, oss", (
        (nr, "Proef", f"08807{nr:06d}", False) for nr in range(1, teams + 1)
    ))  # fmt: skip
    kopieer(
        database,
        "jio_teamsituatie",
        "id, team_id, vanaf, situatie, plaatsgebonden, bron, besluit, voorgesteld_op",
        ((nr, nr, "2020-01-01", "a", nr % 6 == 0, "proef", "goedgekeurd", _VASTGELEGD) for nr in range(1, teams + 1)),
    )
    kopieer(database, "jio_rooster", "id, team_id, jaar, status, versie, gemaakt_op", (
        (nr, nr, 2023, "gepubliceerd", 1, _VASTGELEGD) for nr in range(1, teams + 1)
    ))  # fmt: skip
    kopieer(
        database,
        "jio_aanwijzing",
        "id, medewerker_id, per, getekend_op, vastgelegd_op",
        ((nr, nr, "2022-01-01", "2022-01-01", _VASTGELEGD) for nr in range(1, medewerkers + 1)),
    )
    _diensten(database, installatie, leden, dinsdagen)
    with database.engine.connect() as verbinding:
        verbinding.exec_driver_sql("ANALYZE")
        verbinding.commit()


def _diensten(database: Database, installatie: Installatie, leden: list[list[int]], dinsdagen: Sequence[date]) -> None:
    roosterdiensten = [
        dienst.functie(Dienststart(dinsdag), Parameters(installatie.parameters), GEEN_UITLEG) for dinsdag in dinsdagen
    ]
    nummers, rijen, delen, declaraties = count(1), [], [], []
    for team, van_team in enumerate(leden[1:], 1):
        for week, wat in enumerate(roosterdiensten):
            nr, wie = next(nummers), van_team[week % len(van_team)]
            uren = wat.uren
            rijen.append(
                (nr, team, team, dinsdagen[week], wat.start, wat.einde, uren.totaal, uren.maandag_vrijdag,
                 uren.zaterdag, uren.zondag, uren.feestdag, 0)
            )  # fmt: skip
            delen.append((nr, nr, wie, wat.start, wat.einde, "rooster", _VASTGELEGD))
            declaraties.append(
                (nr, nr, wie, "consignatie", "goedgekeurd", uren.totaal * 60, 0, True, "[]", _VASTGELEGD)
            )
    kopieer(
        database,
        "jio_dienst",
        "id, rooster_id, team_id, dinsdag, begin, einde, uren, uren_maandag_vrijdag, uren_zaterdag, uren_zondag,"
        " uren_feestdag, overlap_uren",
        rijen,
    )
    kopieer(database, "jio_dienstdeel", "id, dienst_id, medewerker_id, van, tot, reden, vastgelegd_op", delen)
    kopieer(
        database,
        "jio_declaratie",
        "id, dienst_id, medewerker_id, soort, status, minuten, minuten_zonder_aanwijzing, akkoord, redenen,"
        " klaargezet_op",
        declaraties,
    )


def kopieer(database: Database, tabel: str, kolommen: str, rijen: Iterable[tuple[object, ...]]) -> int:
    """COPY rows into a table, committed; return how many."""
    aantal = 0

    def geteld() -> Iterator[tuple[object, ...]]:
        nonlocal aantal
        for rij in rijen:
            aantal += 1
            yield rij

    with database.engine.connect() as verbinding:
        driver = verbinding.connection.driver_connection
        if driver is None:
            raise RuntimeError("geen verbinding")
        with driver.cursor() as cursor, cursor.copy(f"COPY {tabel} ({kolommen}) FROM STDIN") as kopie:
            for rij in geteld():
                kopie.write_row(rij)
        driver.commit()
    return aantal

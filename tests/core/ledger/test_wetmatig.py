# SPDX-License-Identifier: EUPL-1.2
"""The law of the ledger: whatever happens in whatever order, the parts of a fact add up to its last total."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boeking, Run, Verrekenkeuze
from core.ledger.procedure import DEFINITIEF
from core.ledger.services import (
    beslis_verrekening,
    controleer_grootboek,
    exporteer,
    geef_terug,
    herreken_vanaf,
    keten_van,
    runs,
    wacht_op_besluit,
)
from core.plugins import Installatie
from core.rules import Geweigerd
from tests.core.ledger.proef import EENHEID, Wereld, maak_wereld, snel, tarief

MAANDEN = ("2026-03", "2026-04", "2026-05")
SLOT = "2026-06"
PERSONEN = 3


class Zet(NamedTuple):
    """Record hours for a fact, or (None) that it cannot be calculated."""

    maand: int
    persoon: int
    feit: str
    uren: int | None


class Wis(NamedTuple):
    """Withdraw a fact."""

    maand: int
    persoon: int
    feit: str


class Reken(NamedTuple):
    """Calculate a month as a draft."""

    maand: int


class Sluit(NamedTuple):
    """Calculate, check and approve a month, and export it or not."""

    maand: int
    exporteer: bool


class Terug(NamedTuple):
    """Give the last run back."""


class Tarief(NamedTuple):
    """Another rate, that works backwards."""

    euro: int


Gebeurtenis = Zet | Wis | Reken | Sluit | Terug | Tarief

maand = st.integers(0, 2)
persoon = st.integers(0, PERSONEN - 1)
feit = st.sampled_from("ab")
gebeurtenissen = st.lists(
    st.one_of(
        st.builds(Zet, maand, persoon, feit, st.one_of(st.none(), st.integers(0, 4))),
        st.builds(Zet, maand, persoon, feit, st.integers(0, 4)),
        st.builds(Wis, maand, persoon, feit),
        st.builds(Reken, maand),
        st.builds(Sluit, maand, st.booleans()),
        st.builds(Sluit, maand, st.booleans()),
        st.builds(Terug),
        st.builds(Tarief, st.integers(9, 12)),
    ),
    max_size=25,
)


def gebeur(wereld: Wereld, wat: Gebeurtenis) -> Wereld:
    """Let something happen; what the ledger refuses in this state is refused."""
    hr = wereld.als(wereld.controleur)
    try:
        match wat:
            case Zet(nr, wie, naam, uren):
                wereld.zet(MAANDEN[nr], wereld.medewerkers[wie], naam, uren)
            case Wis(nr, wie, naam):
                if (MAANDEN[nr], wereld.medewerkers[wie], naam) in wereld.bron.feiten:
                    wereld.wis(MAANDEN[nr], wereld.medewerkers[wie], naam)
            case Reken(nr):
                wereld.maak(MAANDEN[nr])
            case Sluit(nr, weg):
                run = wereld.sluit(MAANDEN[nr])
                if weg:
                    exporteer(hr, run.id)
            case Terug():
                for run in runs(hr, EENHEID)[:1]:
                    geef_terug(hr, run.id, "terug")
            case Tarief(euro):
                wereld = wereld.met_parameters(tarief(f"{euro}.00"))
                herreken_vanaf(wereld.als(wereld.controleur), EENHEID, MAANDEN[0])
    except (StapNietMogelijk, Geweigerd):
        pass
    return wereld


def sluit_alles(wereld: Wereld) -> None:
    """Close every month, then one more in which all that is late is booked; export all, with every decision taken."""
    hr = wereld.als(wereld.controleur)
    for run in runs(hr, EENHEID):
        if run.status == "gecontroleerd":
            geef_terug(hr, run.id, "afmaken")
    for periode in MAANDEN:
        wereld.sluit_als_nodig(periode)
    for periode in MAANDEN:
        wereld.merk(periode, *wereld.medewerkers)
    for periode in (SLOT, "2026-07"):
        wereld.sluit_als_nodig(periode)
        for run in reversed(runs(hr, EENHEID)):
            exporteer(hr, run.id)
        for regel in wacht_op_besluit(hr, EENHEID):
            beslis_verrekening(hr, regel.boeking.id, Verrekenkeuze.VERREKENEN, "besloten", instemming=True)


def bestanden(wereld: Wereld) -> Iterator[tuple[int, int]]:
    """Posting and cents of every line of every payroll file."""
    hr = wereld.als(wereld.controleur)
    for run in runs(hr, EENHEID):
        inhoud = exporteer(hr, run.id).csv.inhoud.decode()
        for rij in list(csv.reader(io.StringIO(inhoud, newline=""), delimiter=";"))[1:-2]:
            if rij[0] in ("LOONCODE", "ABSOLUUT"):
                continue
            yield int(rij[-2]), int(rij[-3].replace(",", ""))


@given(verloop=gebeurtenissen)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_de_delen_van_een_feit_zijn_samen_het_laatste_totaal(
    verloop: list[Gebeurtenis],
    sqlite_template: Path,
    installatie: Installatie,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pad = tmp_path_factory.mktemp("wet") / "annex.sqlite"
    shutil.copy(sqlite_template, pad)
    database = snel(f"sqlite:///{pad}")
    wereld = maak_wereld(database, installatie, PERSONEN)
    for wat in verloop:
        wereld = gebeur(wereld, wat)
    sluit_alles(wereld)

    with database.lezen() as s:
        boekingen = s.scalars(select(Boeking).order_by(Boeking.id)).all()
        assert {run.status for run in s.scalars(select(Run))} <= set(DEFINITIEF)
    (nu,) = wereld.ctx.installatie.parameters.feiten()
    assert isinstance(nu.waarde, Decimal)
    uurtarief = int(nu.waarde * 100)
    som: Counter[tuple[str, int, str]] = Counter()
    laatste: dict[tuple[str, int, str], Boeking] = {}
    for boeking in boekingen:
        sleutel = (boeking.periode, boeking.medewerker_id, boeking.feit)
        som[sleutel] += boeking.centen
        vorige = laatste.get(sleutel)
        assert boeking.voorganger_id == (vorige.id if vorige else None)
        assert boeking.totaal_centen == som[sleutel]
        laatste[sleutel] = boeking
    for sleutel in som.keys() | wereld.bron.feiten.keys():
        uren = wereld.bron.feiten.get(sleutel, 0)
        if uren is not None:
            assert som[sleutel] == uurtarief * uren

    regels = list(bestanden(wereld))
    assert len({boeking_id for boeking_id, _ in regels}) == len(regels), "een boeking staat in twee loonbestanden"
    assert sorted(regels) == sorted((boeking.id, boeking.centen) for boeking in boekingen)
    assert controleer_grootboek(wereld.ctx, EENHEID).verschillen == ()
    if boekingen:
        keten = keten_van(wereld.als(wereld.controleur), boekingen[-1].id)
        assert keten[-1].boeking.totaal_centen == sum(regel.boeking.centen for regel in keten)
    database.sluit()

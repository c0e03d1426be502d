# SPDX-License-Identifier: EUPL-1.2
"""The law of the scheme (A2): after the settlement, all postings of an effect year come to what is due for it.

Whatever late facts there are, in whatever order, before, between and after the runs.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.ledger.models import Boeking
from core.ledger.services import herreken_vanaf
from core.people.models import Account, Dienstverband, Medewerker
from core.rules import Geweigerd
from plugins.om.autoregeling.bijdrage.merken import markeer_jaren, markeer_recht
from plugins.om.autoregeling.bijdrage.services import afrekeningen, schattingen, verklaringen
from plugins.om.autoregeling.models import Gebruik, Rit, Ritklasse
from plugins.om.autoregeling.policy import EENHEID
from tests.plugins.om.bijdrage.boekhouding import HANS, TARIEF, op, run, zet
from tests.plugins.om.wereld import BEGIN, Wereld

BERIJDERS = 6
_STANDEN = count(1)
MAANDEN = [(2022, nr) for nr in range(1, 13)] + [(2023, nr) for nr in range(1, 5)]

dag = st.integers(0, 364).map(lambda nr: date.fromordinal(date(2022, 1, 1).toordinal() + nr))
handeling = st.one_of(
    st.tuples(st.just("rit"), dag, st.integers(1, 900)),
    st.tuples(st.just("vervang"), dag, st.integers(1, 900)),
    st.tuples(st.just("verklaring"), dag, st.just(0)),
    st.tuples(st.just("intrekking"), dag, st.just(0)),
    st.tuples(st.just("vervalt"), dag, st.just(0)),
    st.tuples(st.just("einde"), dag, st.just(0)),
    st.tuples(st.just("schatting"), dag, st.integers(0, 12_000)),
)
gebeurtenis = st.tuples(st.integers(0, len(MAANDEN) - 1), st.integers(0, BERIJDERS - 1), handeling)


def _berijder(wereld: Wereld, nr: int) -> str:
    naam, kenteken = f"Berijder {nr}", f"BE{nr:02d}XX"
    wereld.auto(kenteken)
    with wereld.database.transactie() as s:
        mens = Medewerker(personeelsnummer=f"3000{nr:02d}", naam=naam, geboortedatum=date(1980, 1, 1))
        s.add(mens)
        s.flush()
        s.add(Dienstverband(medewerker_id=mens.id, eenheid=EENHEID, van=BEGIN, minuten_per_week=2160))
        account = Account(naam=f"b{nr}", medewerker_id=mens.id, weergavenaam=naam, wachtwoord_hash="geen", actief=True)
        s.add(account)
        s.flush()
        wereld.mensen[naam], wereld.accounts[naam] = mens.id, account.id
    wereld.gebruik(naam, kenteken)
    return naam


def _doe(wereld: Wereld, nr: int, wat: str, op_dag: date, getal: int) -> None:
    """Do one thing that happens in life; what the services refuse did not happen."""
    naam = f"Berijder {nr}"
    wie, zelf, hr = wereld.mensen[naam], wereld.als(naam), wereld.als(HANS)
    op_dag = min(op_dag, zelf.vandaag)
    if wat == "schatting":
        schattingen.zet(zelf, wie, 2022, getal)
    elif wat == "rit":
        wereld.rit(naam, op_dag, getal, kenteken=f"BE{nr:02d}XX", stand=next(_STANDEN))
    elif wat == "vervang":
        with wereld.database.transactie() as s:
            oud = s.scalars(
                select(Rit).where(Rit.medewerker_id == wie, Rit.vervangen_op.is_(None)).order_by(Rit.id)
            ).first()
            if oud is not None:
                oud.vervangen_op = wereld.nu
                s.flush()
                kopie = {k.key: getattr(oud, k.key) for k in Rit.__table__.columns if k.key != "id"}
                s.add(Rit(**kopie | {"tienden": getal, "vervangen_op": None, "klasse": Ritklasse.P}))
    elif wat == "einde":
        with wereld.database.transactie() as s:
            rij = s.scalars(select(Gebruik).where(Gebruik.medewerker_id == wie, Gebruik.vervallen_op.is_(None))).one()
            rij.vervallen_op = wereld.nu
            s.flush()
            nieuw = {k.key: getattr(rij, k.key) for k in Gebruik.__table__.columns if k.key != "id"}
            s.add(Gebruik(**nieuw | {"tot_en_met": op_dag, "vervallen_op": None}))
            markeer_recht(s, hr, [wie], min(op_dag, rij.tot_en_met or op_dag))
    else:
        with wereld.database.lezen() as s:
            eigen = [rij.id for rij in verklaringen.eigen_verklaringen(s, wie)]
        if wat == "verklaring":
            verklaringen.beslis(hr, verklaringen.dien_in(zelf, op_dag, "BD"), goed=True)
        elif eigen and wat == "intrekking":
            verklaringen.trek_in(zelf, eigen[0], op_dag)
        elif eigen:
            verklaringen.laat_vervallen(hr, eigen[0])
    if wat in ("rit", "vervang"):
        with wereld.database.transactie() as s:
            markeer_jaren(s, [(wie, 2022)])


class Huis:
    """The small OM, short when it is printed."""

    def __init__(self, wereld: Wereld) -> None:
        self.wereld = wereld


@pytest.fixture
def huis(omsite: Wereld) -> Huis:
    """The small OM on SQLite."""
    return Huis(omsite)


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    gebeurtenissen=st.lists(gebeurtenis, min_size=10, max_size=50),
    ronde=st.integers(12, 14),
    ander_tarief=st.integers(0, len(MAANDEN) - 1),
    overgeslagen=st.integers(0, 11),
)
def test_a2_alles_van_een_jaar_is_wat_verschuldigd_is(
    huis: Huis, gebeurtenissen: list[Any], ronde: int, ander_tarief: int, overgeslagen: int
) -> None:
    omsite = huis.wereld
    omsite.terug()
    op(omsite, date(2022, 1, 3))
    namen = [_berijder(omsite, nr) for nr in range(BERIJDERS)]
    for naam in namen[:4]:
        schattingen.zet(omsite.als(naam), omsite.mensen[naam], 2022, 6_000)
    for stap, (jaar, nummer) in enumerate(MAANDEN):
        op(omsite, date(jaar, nummer, 21))
        if stap == ronde:
            afrekeningen.begin_ronde(omsite.als(HANS), 2022)
        if stap == ander_tarief:
            zet(omsite, TARIEF, "0.30", date(2022, 7, 1))
            herreken_vanaf(omsite.als(HANS), EENHEID, "2022-01")
        for wanneer, nr, (wat, op_dag, getal) in gebeurtenissen:
            if wanneer == stap:
                try:
                    _doe(omsite, nr, wat, op_dag, getal)
                except Geweigerd:
                    continue
        # One month is not run in its time: the settlement does not need all twelve.
        if stap != overgeslagen:
            run(omsite, f"{jaar}-{nummer:02d}")
    op(omsite, date(2023, 5, 8))
    run(omsite, "2023-05")
    assert afrekeningen.werk_bij(omsite.als(HANS), 2022) == 0
    overzicht = afrekeningen.overzicht(omsite.als(HANS), 2022)
    with omsite.database.lezen() as s:
        for naam in namen:
            rijen = s.scalars(select(Boeking.centen).where(Boeking.medewerker_id == omsite.mensen[naam])).all()
            assert all(rijen), "no posting of nothing"
    for regel in overzicht.regels:
        assert regel.verschuldigd_centen is not None
        assert regel.voorschotten_centen + regel.geboekt_centen == -regel.verschuldigd_centen, regel
    assert overzicht.som("voorschotten_centen") + overzicht.som("geboekt_centen") == -overzicht.som(
        "verschuldigd_centen"
    )

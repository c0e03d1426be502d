# SPDX-License-Identifier: EUPL-1.2
"""NFI 7.2: never below zero, never below a higher old allowance, frozen for the term."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import Centen
from plugins.nfi.hoogleraren.rules.looptijd import Benoeming, Rol, Status, looptijd
from plugins.nfi.hoogleraren.rules.toelage import Document, Toelage, Toelagevraag, toelage
from tests.plugins.rekenregels import HOOGLERAREN

GEINSTALLEERD = HOOGLERAREN.parameters()
DAG = timedelta(days=1)
DATUMS = st.dates(date(2015, 1, 1), date(2025, 12, 31))


def uitkomst(vraag: Toelagevraag) -> Toelage:
    antwoord: Toelage = toelage.bereken(vraag, GEINSTALLEERD).uitkomst
    return antwoord


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(Rol), DATUMS, st.integers(0, 15_000_00), st.decimals(8, 36, places=2), st.integers(0, 2000))
def test_de_toelage_is_nooit_negatief_en_blijft_de_hele_termijn_gelijk(
    rol: Rol, begin: date, salaris: int, uren: Decimal, later: int
):
    document = Document("Anna", begin, "Universiteit")
    eerste = uitkomst(Toelagevraag(rol, document, Centen(salaris), max(begin, date(2021, 10, 1)), uren))
    dan = uitkomst(Toelagevraag(rol, document, Centen(salaris), max(begin, date(2021, 10, 1)) + later * DAG, uren))
    assert eerste.recht
    assert dan == eerste
    assert eerste.toelage_per_maand_centen >= 0


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 15_000_00), st.integers(0, 5_000_00))
def test_een_hogere_oude_toelage_blijft_en_een_lagere_niet(salaris: int, oud: int):
    document = Document("Anna", date(2020, 1, 1), "Universiteit", date(2024, 12, 31))
    vraag = Toelagevraag(Rol.HOOGLERAAR, document, Centen(salaris), date(2022, 1, 1), oude_toelage_centen=Centen(oud))
    uit = uitkomst(vraag)
    assert uit.berekende_toelage_centen is not None
    assert uit.toelage_per_maand_centen == max(oud, uit.berekende_toelage_centen)
    assert (uit.grondslag == "oud") == (oud > uit.berekende_toelage_centen)


def test_op_de_lezing_wordt_pas_betaald_als_hr_haar_bevestigt():
    document = Document("Anna", date(2022, 1, 1), "Universiteit")
    antwoord = toelage.bereken(Toelagevraag(Rol.LECTOR, document, Centen(500_000), date(2022, 1, 1)), GEINSTALLEERD)
    assert "nfi_hoog.deel_lezing" in antwoord.te_bevestigen
    assert "cao.6.salaris_schaal_15_trede_9" in antwoord.te_bevestigen


@settings(max_examples=150, deadline=None)
@given(DATUMS, st.integers(1, 10), DATUMS)
def test_een_termijn_in_jaren_sluit_aan_op_de_volgende(begin: date, jaren: int, peildatum: date):
    uit = looptijd.bereken(Benoeming(Rol.LECTOR, begin, peildatum, termijn_jaren=jaren), GEINSTALLEERD).uitkomst
    if uit.status is Status.VALT_BUITEN_DE_REGELING:
        assert uit.eerste_dag is uit.laatste_dag is None
        return
    volgende = uit.laatste_dag + DAG
    assert (volgende.year, volgende.month) in ((begin.year + jaren, begin.month), (begin.year + jaren, 3))
    assert volgende.day in (begin.day, 1)
    assert (uit.status is Status.LOOPT) == (uit.eerste_dag <= peildatum <= uit.laatste_dag)
    assert uit.gebruikelijke_termijn == (jaren in (4, 5))

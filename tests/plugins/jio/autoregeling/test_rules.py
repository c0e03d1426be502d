# SPDX-License-Identifier: EUPL-1.2
"""JIO 8.2, service cars: the earliest ground ends the right, and terms run in elapsed hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.tijd import begin_van_dag
from core.rules import Centen
from plugins.jio.autoregeling.rules.einde import (
    VOLGORDE,
    CriteriaNietMeerVervuld,
    EindeArbeidsovereenkomst,
    Gebruiksrecht,
    Grond,
    Ingebrekestelling,
    LangVerlof,
    RijbevoegdheidVervallen,
    einde_gebruiksrecht,
)
from plugins.jio.autoregeling.rules.privegebruik import Bestuurder, Privevraag, privegebruik
from plugins.jio.autoregeling.rules.termijnen import Melding, Termijnstatus, termijnen
from plugins.jio.autoregeling.rules.vervangend_vervoer import Oorzaak, Uitval, vervangend_vervoer
from tests.plugins.jio.regels import geinstalleerd

DATUMS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_de_volgorde_van_gronden_is_die_van_de_tekst_en_noemt_elke_grond():
    soorten = [get_args(get_type_hints(soort)["grond"])[0] for soort in get_args(Grond)]
    assert sorted(VOLGORDE, key=lambda grond: VOLGORDE[grond]) == soorten


@settings(max_examples=100, deadline=None)
@given(DATUMS, DATUMS, DATUMS, st.permutations(range(3)))
def test_de_vroegste_grond_telt_en_de_volgorde_van_invoer_niet(een: date, twee: date, drie: date, volgorde: list[int]):
    gronden: list[Grond] = [
        EindeArbeidsovereenkomst("einde_arbeidsovereenkomst", een),
        RijbevoegdheidVervallen("rijbevoegdheid_vervallen", twee),
        Ingebrekestelling("ingebrekestelling", drie),
    ]
    vraag = Gebruiksrecht(prive_gebruik=True, gronden=tuple(gronden[nr] for nr in volgorde))
    uitkomst = einde_gebruiksrecht.bereken(vraag, geinstalleerd()).uitkomst
    eerste = min(gronden, key=lambda grond: getattr(grond, "datum"))  # noqa: B009
    assert (uitkomst.einde, uitkomst.grond) == (min(een, twee, drie), eerste.grond)


@settings(max_examples=150, deadline=None)
@given(DATUMS, st.integers(0, 200))
def test_verlof_heeft_pas_gevolg_als_het_langer_dan_drie_maanden_duurt(van: date, dagen: int):
    tot_en_met = van + timedelta(days=dagen)
    vraag = Gebruiksrecht(prive_gebruik=True, gronden=(LangVerlof("lang_verlof", van, tot_en_met),))
    uitkomst = einde_gebruiksrecht.bereken(vraag, geinstalleerd()).uitkomst
    if uitkomst.vervalt:
        assert van < uitkomst.einde <= tot_en_met
        assert uitkomst.einde.day in (van.day, 1)
    else:
        assert dagen < 92


@settings(max_examples=100, deadline=None)
@given(DATUMS)
def test_elk_besluit_binnen_het_venster_mag(datum: date):
    def vraag(besluit: date | None) -> Gebruiksrecht:
        return Gebruiksrecht(True, (CriteriaNietMeerVervuld("criteria_niet_meer_vervuld", datum, False, besluit),))

    open_ = einde_gebruiksrecht.bereken(vraag(None), geinstalleerd()).uitkomst
    assert open_.besluit_nodig
    assert not open_.vervalt
    venster = open_.venster
    for besluit in (datum, venster.binnen_twee_maanden, venster.eerste_week_van, venster.eerste_week_tot_en_met):
        uitkomst = einde_gebruiksrecht.bereken(vraag(besluit), geinstalleerd()).uitkomst
        assert (uitkomst.einde, uitkomst.besluit_nodig) == (besluit, False)


@given(st.integers(0, 60 * 24 * 366), st.integers(0, 60 * 24 * 4))
def test_48_uur_zijn_verstreken_uren_ook_als_de_klok_verzet_wordt(minuut: int, later: int):
    gebeurd: datetime = begin_van_dag(date(2025, 1, 1)) + timedelta(minutes=minuut)
    verricht = gebeurd + timedelta(minutes=later)
    uitkomst = termijnen.bereken(Melding("schade_melding", gebeurd, verricht, verricht), geinstalleerd()).uitkomst
    assert uitkomst.uiterlijk - gebeurd == timedelta(hours=48)
    assert (uitkomst.status is Termijnstatus.OP_TIJD) == (later <= 48 * 60)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_bedragen_blijven_exact_hoe_groot_ook(kilometers: int, waarde: int):
    vraag = Privevraag(date(2025, 3, 1), True, Bestuurder.WERKNEMER, kilometers, Centen(waarde))
    uitkomst = privegebruik.bereken(vraag, geinstalleerd()).uitkomst
    assert uitkomst.kilometervergoeding_centen == kilometers * 22
    assert uitkomst.bijtelling_per_jaar_centen == (2 * waarde * 22 + 100) // 200


@pytest.mark.parametrize(
    ("uitval", "codes"),
    [
        (Uitval(Oorzaak.PECH, 480, 0), ["toestemming"]),
        (Uitval(Oorzaak.PECH, 481, 0, vervangende_auto_dagen=29), ["klasse_b", "fiscale_waarde_ongewijzigd"]),
        (Uitval(Oorzaak.SCHADE, 2881, 1441, buitenland=True), ["klasse_b", "scw_dji", "repatriering"]),
        (
            Uitval(Oorzaak.ONDERHOUD, 2881, 0, vervangende_auto_dagen=30),
            ["toestemming", "fiscale_waarde_besluit_nodig"],
        ),
    ],
)
def test_de_uitleg_noemt_alleen_wat_geldt(uitval: Uitval, codes: list[str]):
    stappen = vervangend_vervoer.bereken(uitval, geinstalleerd()).stappen
    assert [stap.code.partition(".")[2] for stap in stappen] == codes

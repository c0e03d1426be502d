# SPDX-License-Identifier: EUPL-1.2
"""Uitvoeringsrichtlijnen of JIO 7.6: limits are inclusive to the second."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.jio.consignatie.rules.reactieklok import (
    Contactstatus,
    Klokstatus,
    MeldingGeconsigneerde,
    MeldingOss,
    Oproeper,
    Reactieklok,
    reactieklok,
)
from tests.plugins.jio.consignatie.rules import naslag
from tests.plugins.jio.regels import geinstalleerd

T0 = naslag.op_klok(date(2025, 2, 6), 23)
SECONDEN = st.integers(0, 3600)


def bereken(melding: MeldingGeconsigneerde | MeldingOss) -> Reactieklok:
    uitkomst: Reactieklok = reactieklok.bereken(melding, geinstalleerd()).uitkomst
    return uitkomst


@pytest.mark.parametrize(
    ("seconden", "status"),
    [(0, Contactstatus.DIRECT), (1, Contactstatus.OP_TIJD), (900, Contactstatus.OP_TIJD), (901, Contactstatus.TE_LAAT)],
)
def test_contact_tot_en_met_15_minuten_is_op_tijd(seconden: int, status: Contactstatus):
    contact = T0 + timedelta(seconds=seconden)
    klok = bereken(
        MeldingGeconsigneerde(rol="geconsigneerde", pogingen=(T0,), contact=contact, peilmoment=T0 + timedelta(hours=1))
    )
    assert klok.contact_status is status
    assert ("geen_contact" in klok.escalatie_1) == (status is Contactstatus.TE_LAAT)


@given(SECONDEN, SECONDEN, SECONDEN)
def test_wie_niet_gereageerd_heeft_loopt_nog_of_is_te_laat(contact: int, werk: int, nu: int):
    """The state at a moment never contradicts the state later on: what was late stays late."""
    momenten = {
        naam: T0 + timedelta(seconds=aantal) for naam, aantal in (("contact", contact), ("werk", contact + werk))
    }
    peilmoment = T0 + timedelta(seconds=nu)
    gezien = {naam: op if op <= peilmoment else None for naam, op in momenten.items()}
    klok = bereken(
        MeldingGeconsigneerde(
            rol="geconsigneerde",
            pogingen=(T0,),
            contact=gezien["contact"],
            werk_begonnen=gezien["werk"],
            peilmoment=peilmoment,
        )
    )
    assert klok.uiterste_start_werk == T0 + timedelta(minutes=30)
    op_tijd = momenten["werk"] <= klok.uiterste_start_werk
    if gezien["werk"] is not None:
        assert klok.start_werk_status is (Klokstatus.OP_TIJD if op_tijd else Klokstatus.TE_LAAT)
    else:
        voorbij = peilmoment > klok.uiterste_start_werk
        assert klok.start_werk_status is (Klokstatus.NIET_BEGONNEN if voorbij else Klokstatus.LOPEND)
        assert not (voorbij and op_tijd)


def test_oss_heeft_een_eigen_klok_en_is_plaatsgebonden():
    klok = bereken(
        MeldingOss(
            rol="oss_buitendienst",
            pogingen=(T0,),
            contact=T0 + timedelta(minutes=15),
            onderweg=T0 + timedelta(minutes=45),
            peilmoment=T0 + timedelta(hours=1),
            oproeper=Oproeper.INFRASTRUCTUUR,
        )
    )
    assert klok.plaatsgebonden
    assert klok.onderweg_status is Klokstatus.OP_TIJD
    assert (klok.uiterste_start_werk, klok.start_werk_status) == (None, None)

# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6: open time, double bookings and people who cannot serve are seen, and become a task."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht, Taak
from core.people.policy import GeenToegang
from core.rules import Feit, Geweigerd, Zekerheid
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.parametertoetsen import laat_gat
from plugins.jio.consignatie.services import dekking, vervangingen
from tests.plugins.jio.consignatie.conftest import Wereld, klok

EEN, TWEE = date(2023, 9, 12), date(2023, 9, 19)


@pytest.fixture
def diensten(wereld: Wereld) -> dict[date, int]:
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna", per_dinsdag[TWEE]: "bram"})
    return per_dinsdag


def open_taken(wereld: Wereld, soort: str) -> list[str]:
    with wereld.database.lezen() as s:
        return list(s.scalars(select(Taak.sleutel).where(Taak.soort == soort, Taak.opgelost_op.is_(None))))


def test_uitval_zonder_vervanger_laat_tijd_open_en_geeft_een_taak(wereld: Wereld, diensten: dict[date, int]):
    vooraf = wereld.op(klok("2023-09-01", "09:00"))
    vervangingen.vervang(
        vooraf.als("lot"),
        diensten[EEN],
        uitvaller_id=wereld.mensen["anna"],
        van=klok("2023-09-15", "17:00"),
        tot=klok("2023-09-18", "08:00"),
        reden=Deelreden.VERLOF,
        vervanger_id=None,
    )
    [gat] = dekking.dekking(vooraf.als("rob"), EEN, EEN).gaten
    assert (gat.van, gat.tot, gat.minuten) == (klok("2023-09-15", "17:00"), klok("2023-09-18", "08:00"), 63 * 60)
    assert open_taken(wereld, dekking.TAAK_GAT) == [str(diensten[EEN])]
    vervangingen.vervang(
        vooraf.als("rob"),
        diensten[EEN],
        uitvaller_id=None,
        van=klok("2023-09-15", "17:00"),
        tot=klok("2023-09-18", "08:00"),
        reden=Deelreden.VERLOF,
        vervanger_id=wereld.mensen["cas"],
    )
    assert dekking.dekking(vooraf.als("rob"), EEN, EEN).gaten == ()
    assert open_taken(wereld, dekking.TAAK_GAT) == []


def test_alleen_kantoortijd_open_is_geen_gat(wereld: Wereld, diensten: dict[date, int]):
    vervangingen.vervang(
        wereld.op(klok("2023-09-01", "09:00")).als("lot"),
        diensten[EEN],
        uitvaller_id=wereld.mensen["anna"],
        van=klok("2023-09-13", "08:00"),
        tot=klok("2023-09-13", "17:00"),
        reden=Deelreden.VERLOF,
        vervanger_id=None,
    )
    assert dekking.dekking(wereld.als("rob"), EEN, EEN).gaten == ()


@pytest.mark.parametrize("naam", ["anna", "leo", "hans"])
def test_wie_geen_vervanging_regelt(wereld: Wereld, diensten: dict[date, int], naam: str):
    with pytest.raises(GeenToegang):
        vervangingen.vervang(
            wereld.als(naam),
            diensten[EEN],
            uitvaller_id=wereld.mensen["anna"],
            van=klok("2023-09-15", "17:00"),
            reden=Deelreden.VERLOF,
            vervanger_id=wereld.mensen["cas"],
        )


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"van": klok("2023-09-19", "08:00")}, "van"),
        ({"reden": Deelreden.RUIL}, "reden"),
        ({"uitvaller_id": None, "vervanger_id": None}, "vervanger"),
        ({"uitvaller_id": 4}, "uitvaller"),
        ({"vervanger_id": 1}, "vervanger"),
    ],
)
def test_een_vervanging_die_niet_kan(wereld: Wereld, diensten: dict[date, int], anders: dict, veld: str):
    gegevens = {
        "uitvaller_id": wereld.mensen["anna"],
        "van": klok("2023-09-15", "17:00"),
        "reden": Deelreden.VERLOF,
        "vervanger_id": None,
    } | anders
    with pytest.raises(Geweigerd) as fout:
        vervangingen.vervang(wereld.als("rob"), diensten[EEN], **gegevens)
    assert fout.value.veld == veld


def test_dagelijkse_controle_ziet_wie_niet_kan_tot_er_vervanging_is(wereld: Wereld, diensten: dict[date, int]):
    vooraf = wereld.op(klok("2023-09-01", "09:00"))
    wereld.afwezig("anna", "verlof", date(2023, 9, 15), date(2023, 9, 19))
    dekking.controleer(vooraf.programma, wereld.teams["net"])
    dekking.controleer(vooraf.programma, wereld.teams["net"])
    assert open_taken(wereld, dekking.TAAK_NIET_INZETBAAR) == [str(diensten[EEN])]
    [niet] = dekking.dekking(vooraf.als("rob"), EEN, EEN).niet_inzetbaar
    assert (niet.naam, [str(soort) for soort in niet.belemmeringen]) == ("Anna", ["verlof"])
    assert dekking.dekking(vooraf.als("bram"), EEN, EEN).niet_inzetbaar == ()
    [dina, *rest] = vervangingen.kandidaten(vooraf.als("lot"), diensten[EEN])
    assert (dina.belemmeringen, dina.heeft_al_dienst) == ((), False)
    assert rest[-1].naam == "Anna"
    vervangingen.vervang(
        vooraf.als("lot"),
        diensten[EEN],
        uitvaller_id=wereld.mensen["anna"],
        van=klok("2023-09-15", "00:00"),
        reden=Deelreden.VERLOF,
        vervanger_id=dina.medewerker_id,
    )
    dekking.controleer(vooraf.programma, wereld.teams["net"])
    assert open_taken(wereld, dekking.TAAK_NIET_INZETBAAR) == []


def test_wisseling_van_de_wacht_wordt_een_keer_gemeld(wereld: Wereld, diensten: dict[date, int]):
    dinsdag = wereld.op(klok("2023-09-19", "17:00")).programma
    assert dekking.wisselende_diensten(dinsdag, TWEE) == (diensten[TWEE],)
    for _ in range(2):
        dekking.meld_wisseling(dinsdag, diensten[TWEE])
    with wereld.database.lezen() as s:
        berichten = [
            (bericht.soort, bericht.aan_medewerker_id, bericht.gegevens["nummer"])
            for bericht in s.scalars(select(Bericht).where(Bericht.soort.like("jio.dienst_%")).order_by(Bericht.id))
        ]
    assert berichten == [
        ("jio.dienst_begint", wereld.mensen["bram"], "0880700001"),
        ("jio.dienst_eindigt", wereld.mensen["anna"], "0880700001"),
    ]


def test_een_lezing_die_uren_open_laat_wordt_geweigerd(wereld: Wereld):
    """Decision B5: from CUT to SHIFT_START on a Tuesday that is a feestdag nobody has fifteen hours."""
    sleutel = "jio_cons.holiday_handover"

    def toets(*feiten: tuple[str, date]) -> str | None:
        lijst = [Feit(sleutel, waarde, vanaf, Zekerheid.LEZING, "proef") for waarde, vanaf in feiten]
        return laat_gat(wereld.installatie.parameters.aangevuld(lijst), lijst[-1])

    koningsdag = date(2027, 4, 27)
    assert toets(("CUT", date(2026, 1, 1)), ("SHIFT_START", koningsdag)) == (
        "van 27-04-2027 op 28-04-2027 heeft dan 15 uur lang niemand dienst"
    )
    assert toets(("CUT", date(2026, 1, 1)), ("SHIFT_START", date(2027, 4, 28))) is None
    assert toets(("SHIFT_START", koningsdag)) is None

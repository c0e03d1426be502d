# SPDX-License-Identifier: EUPL-1.2
"""NFI 7.1: a list is drawn up, measured, adopted by another person, compared, and works back when it comes late."""

from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Barrier, Thread
from typing import Any

import pytest

from core.berichten.services import open_taken
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.nfi.bezwarend import jobs
from plugins.nfi.bezwarend.procedure import Lijststatus, Verlengstatus
from plugins.nfi.bezwarend.rules.functielijst import Frequentie, Lijstrij
from plugins.nfi.bezwarend.services import lijsten, mensen
from tests.plugins.nfi.conftest import BEGIN, Nfi

alleen_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
#: A list of 2024 that comes in April: three months late, as the one of 2023 was.
APRIL = datetime(2024, 4, 10, 9, tzinfo=UTC)
R = Frequentie.REGELMATIG


@pytest.fixture
def april(nfi: Nfi) -> Nfi:
    """April 2024; January was paid with questions and without amounts."""
    nfi.functies()
    nfi.bevestig("nfi_bezw.peildag", BEGIN)
    later = nfi.op(APRIL)
    later.keur_goed(later.reken("2024-01")[0].id)
    return later


def maak(nfi: Nfi, **anders: Any) -> int:
    gegevens = {
        "naam": "2024",
        "van": date(2024, 1, 1),
        "tot_en_met": date(2024, 12, 31),
        "bron": "Intranet",
        "volgens": "2023",
    }
    return lijsten.maak(nfi.hr, **{**gegevens, **anders})


def test_van_concept_tot_vastgesteld_met_terugwerkende_kracht(april: Nfi):
    nummer = maak(april)
    lijsten.zet_rij(april.hr, nummer, Lijstrij("forensisch_antropoloog", stank=R, naam="Forensisch antropoloog"))
    lijsten.zet_rij(april.hr, nummer, Lijstrij("monsternemer", kleding=R, naam="Monsternemer"))
    lijsten.haal_rij_weg(april.hr, nummer, "biometrie_labmedewerker")
    vergelijking = lijsten.beeld(april.hr, nummer).vergelijking
    assert vergelijking is not None
    assert (vergelijking.vorige, vergelijking.erbij, vergelijking.eraf, vergelijking.mensen) == ("2023", 1, 1, 2)
    anders = next(rij for rij in vergelijking.verschillen if rij.code == "forensisch_antropoloog")
    assert ([soort.value for soort, _, _ in anders.soorten], anders.mensen) == (["prikkeling"], 1)

    lijsten.bied_aan(april.hr, nummer)
    assert [taak.soort for taak in open_taken(april.ander, "nfi")].count("nfi.functielijst_vaststellen") == 1
    with pytest.raises(Geweigerd, match="een ander"):
        lijsten.stel_vast(april.hr, nummer, None)
    with pytest.raises(Geweigerd, match="alleen een concept"):
        lijsten.haal_rij_weg(april.hr, nummer, "monsternemer")
    assert lijsten.stel_vast(april.ander, nummer, "2024-01") > 0
    assert "nfi.functielijst_vaststellen" not in {taak.soort for taak in open_taken(april.ander, "nfi")}

    _, geboekt, open_ = april.reken("2024-02")
    # One kind instead of two: level 1, in January as well, of which the month was closed.
    assert geboekt["ann", "2024-01", "bezwarend"] == geboekt["ann", "2024-02", "bezwarend"] == 3_954
    assert ("bea", "bezwarend") not in open_
    assert {(naam, rij.reden) for (naam, _), rij in open_.items()} == {
        ("cor", "lawaai_niet_gemeten"),
        ("dirk", "voorwaarde_niet_beantwoord"),
    }


@alleen_sqlite
def test_zonder_herrekenen_vanaf_blijft_een_gesloten_maand_zoals_hij_was(april: Nfi):
    nummer = maak(april)
    lijsten.bied_aan(april.hr, nummer)
    assert lijsten.stel_vast(april.ander, nummer, None) == 0
    lijsten_nu = lijsten.overzicht(april.hr)
    assert lijsten_nu.geldt_nu is not None
    assert lijsten_nu.geldt_nu.naam == "2024"
    # January holds questions, which every run asks again until they are answered.
    assert {maand for _, maand, _ in april.reken("2024-02")[1]} == {"2024-01", "2024-02"}


@alleen_sqlite
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"naam": "2023"}, "naam"),
        ({"naam": " "}, "naam"),
        ({"van": date(2023, 12, 31)}, "van"),
        ({"tot_en_met": date(2023, 12, 31)}, "tot_en_met"),
        ({"volgens": "1999"}, "volgens"),
        ({"bron": ""}, "bron"),
    ],
)
def test_een_lijst_die_niet_past_wordt_geweigerd(nfi: Nfi, anders: dict[str, Any], veld: str):
    with pytest.raises(Geweigerd) as fout:
        maak(nfi, **anders)
    assert fout.value.veld == veld


@alleen_sqlite
@pytest.mark.parametrize(
    ("rij", "veld"),
    [
        (Lijstrij("Met Hoofdletter", stank=R, naam="x"), "code"),
        (Lijstrij("niet_op_de_lijst", stank=R, naam="x"), "code"),
        (Lijstrij("monsternemer", stank=R), "naam"),
        (Lijstrij("monsternemer", lawaai=R, naam="x"), "werkplek"),
    ],
)
def test_een_rij_die_niet_klopt_wordt_geweigerd(nfi: Nfi, rij: Lijstrij, veld: str):
    nummer = maak(nfi)
    with pytest.raises(Geweigerd) as fout:
        lijsten.zet_rij(nfi.hr, nummer, rij)
    assert fout.value.veld == veld


@alleen_sqlite
def test_een_lege_lijst_wordt_niet_aangeboden_en_wie_geen_hr_is_mag_niets(nfi: Nfi):
    nummer = maak(nfi, volgens=None)
    with pytest.raises(Geweigerd, match="nog geen rijen"):
        lijsten.bied_aan(nfi.hr, nummer)
    for doe in (
        lambda: lijsten.overzicht(nfi.als("ann")),
        lambda: lijsten.beeld(nfi.als("ann"), nummer),
        lambda: lijsten.trek_in(nfi.als("ann"), nummer),
        lambda: lijsten.stel_vast(nfi.als("ann"), nummer, None),
        lambda: lijsten.stel_vast(nfi.programma, nummer, None),
    ):
        with pytest.raises((GeenToegang, StapNietMogelijk)):
            doe()
    lijsten.trek_in(nfi.hr, nummer)
    assert maak(nfi) > nummer


def test_twee_die_tegelijk_vaststellen_geven_een_lijst(nfi: Nfi):
    """Two lists for one year, adopted at the same moment by two people: one of them is refused."""
    een, twee = maak(nfi), maak(nfi, naam="2024-b")
    lijsten.bied_aan(nfi.hr, een)
    lijsten.bied_aan(nfi.ander, twee)
    start = Barrier(2)
    uitkomsten: list[int | Geweigerd] = []

    def stel_vast(ctx: Any, nummer: int) -> None:
        start.wait()
        try:
            uitkomsten.append(lijsten.stel_vast(ctx, nummer, None))
        except Geweigerd as fout:
            uitkomsten.append(fout)

    draden = [Thread(target=stel_vast, args=paar) for paar in ((nfi.ander, een), (nfi.hr, twee))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sum(isinstance(uitkomst, Geweigerd) for uitkomst in uitkomsten) == 1
    standen = [regel.status for regel in lijsten.overzicht(nfi.hr).lijsten if regel.id]
    assert sorted(standen) == sorted([Lijststatus.AANGEBODEN, Lijststatus.VASTGESTELD])


class TestAanhouden:
    @alleen_sqlite
    def test_een_oude_lijst_geldt_langer_als_twee_mensen_dat_besluiten(self, april: Nfi):
        nummer = lijsten.stel_verlenging_voor(april.hr, tot_en_met=date(2024, 6, 30), reden="De nieuwe is er in juli.")
        with pytest.raises(Geweigerd, match="er wacht al"):
            lijsten.stel_verlenging_voor(april.ander, tot_en_met=date(2024, 7, 31), reden="Later.")
        with pytest.raises(Geweigerd, match="een ander"):
            lijsten.beslis_verlenging(april.hr, nummer, akkoord=True)
        assert april.reken("2024-02")[1] == {}
        lijsten.beslis_verlenging(april.ander, nummer, akkoord=True, herreken_vanaf="2024-01")
        gezien = lijsten.overzicht(april.hr)
        assert gezien.geldt_nu is not None
        assert (gezien.geldt_nu.naam, gezien.einde) == ("2023", date(2024, 6, 30))
        _, geboekt, _ = april.reken("2024-02")
        assert geboekt["ann", "2024-01", "bezwarend"] == geboekt["ann", "2024-02", "bezwarend"] == 7_909
        with pytest.raises(StapNietMogelijk):
            lijsten.beslis_verlenging(april.ander, nummer, akkoord=False)

    @alleen_sqlite
    def test_een_afgewezen_voorstel_telt_niet(self, april: Nfi):
        nummer = lijsten.stel_verlenging_voor(april.hr, tot_en_met=date(2024, 6, 30), reden="Nog even.")
        lijsten.beslis_verlenging(april.ander, nummer, akkoord=False)
        gezien = lijsten.overzicht(april.hr)
        assert (gezien.geldt_nu, gezien.verlengingen[0].status) == (None, Verlengstatus.AFGEWEZEN)

    @alleen_sqlite
    def test_aanhouden_tot_een_dag_die_al_geldt_wordt_geweigerd(self, april: Nfi):
        for gegevens in (
            {"tot_en_met": date(2023, 12, 31), "reden": "x"},
            {"tot_en_met": date(2024, 6, 30), "reden": ""},
        ):
            with pytest.raises(Geweigerd):
                lijsten.stel_verlenging_voor(april.hr, **gegevens)  # type: ignore[arg-type]


@alleen_sqlite
def test_een_lijst_die_afloopt_en_een_voorwaarde_worden_op_tijd_gevraagd(nfi: Nfi):
    nfi.functies()
    lijst, voorwaarden = jobs.JOBS
    assert lijst.werk(nfi.programma, date(2023, 9, 29)) == []
    assert lijst.werk(nfi.programma, date(2023, 10, 1)) == ["2023"]
    lijst.doe(nfi.programma, date(2023, 10, 1), "2023")
    lijst.doe(nfi.programma, date(2023, 10, 1), "2023")
    assert voorwaarden.werk(nfi.programma, date(2024, 1, 2)) == ["2024"]
    voorwaarden.doe(nfi.programma, date(2024, 1, 2), "2024")
    assert sorted(taak.soort for taak in open_taken(nfi.hr, "nfi")) == [
        "nfi.functielijst_loopt_af",
        "nfi.voorwaarde_vragen",
    ]
    mensen.beantwoord_voorwaarde(nfi.op(datetime(2024, 1, 3, 9, tzinfo=UTC)).hr, nfi.mensen["dirk"], 2024, voldoet=True)
    assert [taak.soort for taak in open_taken(nfi.hr, "nfi")] == ["nfi.functielijst_loopt_af"]

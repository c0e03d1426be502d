# SPDX-License-Identifier: EUPL-1.2
"""NFI 7.1 in the month run: one allowance an employee, and a question where nothing may be guessed (A8, B6)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from core.ledger.models import Boeking
from core.ledger.procedure import Runstatus
from core.ledger.services import controleer_grootboek, keur_goed, leg_uit, runs
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.nfi.bezwarend.rules.functielijst import Frequentie, Soort
from plugins.nfi.bezwarend.services import mensen, metingen
from plugins.nfi.toelagen import jobs
from tests.plugins.nfi.conftest import BEGIN, JANUARI, Nfi

alleen_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
MEI, JUNI = "2023-05", "2023-06"
EE = "Team E&E"


def test_de_maand_betaalt_een_keer_per_medewerker_en_vraagt_wat_open_is(nfi: Nfi):
    nfi.functies()
    mensen.zet_rol(nfi.hr, nfi.mensen["ann"], rol="lid_mit", van=BEGIN, tot_en_met=None)
    run, geboekt, open_ = nfi.reken(MEI)
    assert geboekt == {
        # Two kinds regularly: level 2. The role with the same kind adds nothing.
        ("ann", MEI, "bezwarend"): 7_792,
        # Three kinds regularly is level 3, for half a week.
        ("bea", MEI, "bezwarend"): 5_844,
    }
    assert {sleutel: rij.reden for sleutel, rij in open_.items()} == {
        ("bea", "bezwarend/lawaai"): "lawaai_niet_gemeten",
        ("cor", "bezwarend"): "lawaai_niet_gemeten",
        ("dirk", "bezwarend"): "voorwaarde_niet_beantwoord",
    }
    dirk = open_["dirk", "bezwarend"]
    assert (dirk.artikel, dirk.beslisser, dirk.gegevens["jaar"]) == ("NFI 7.1", "hr", 2023)
    assert not run.onvolledig


@alleen_sqlite
def test_de_peildag_is_een_lezing_die_hr_eerst_bevestigt(nfi: Nfi):
    nfi.functies()
    run, _, _ = nfi.reken(MEI)
    assert [sleutel for sleutel, _ in run.te_bevestigen] == ["nfi_bezw.peildag"]
    with pytest.raises(Geweigerd, match=r"nfi_bezw\.peildag"):
        nfi.keur_goed(run.id)
    nfi.bevestig("nfi_bezw.peildag", BEGIN)
    # What is confirmed pays the same, so the run that was checked can be approved as it is.
    keur_goed(nfi.ander, run.id)


@alleen_sqlite
def test_een_andere_functie_in_de_maand_telt_vanaf_de_volgende(nfi: Nfi):
    nfi.functies()
    mensen.zet_functie(nfi.hr, nfi.mensen["ann"], functienaam="Toxicoloog", van=date(2023, 5, 12), tot_en_met=None)
    assert ("ann", MEI, "bezwarend") in nfi.reken(MEI)[1]
    nfi.waarde("nfi_bezw.peildag", "LAATSTE_VAN_DE_MAAND", JANUARI)
    assert ("ann", MEI, "bezwarend") not in nfi.reken(MEI)[1]


@alleen_sqlite
def test_een_functie_zonder_koppeling_is_een_vraag_en_geen_bedrag(nfi: Nfi):
    mensen.zet_functie(nfi.hr, nfi.mensen["ann"], functienaam="Bottenkenner", van=BEGIN, tot_en_met=None)
    _, geboekt, open_ = nfi.reken(MEI)
    assert geboekt == {}
    vraag = open_["ann", "bezwarend"]
    assert (vraag.reden, vraag.gegevens) == ("functie_niet_gekoppeld", {"functie": "Bottenkenner"})
    mensen.koppel(nfi.hr, functienaam="bottenkenner", code="forensisch_antropoloog", van=JANUARI)
    assert nfi.reken(MEI)[1] == {("ann", MEI, "bezwarend"): 7_792}


class TestLawaai:
    @alleen_sqlite
    def test_een_meting_van_de_werkplek_raakt_wie_er_werkt_ook_in_maanden_die_zijn_betaald(self, nfi: Nfi):
        nfi.functies()
        nfi.bevestig("nfi_bezw.peildag", BEGIN)
        nfi.keur_goed(nfi.reken(MEI)[0].id)
        nfi.waarde("nfi_bezw.decibel_grens", "85", JANUARI)
        metingen.meet(nfi.hr, werkplek=EE, datum=date(2023, 6, 1), decibel=88, gemeten_door="Arbodienst")
        _, geboekt, open_ = nfi.reken(JUNI)
        # Measured in June for a list that runs from January: the months before count too.
        assert geboekt["cor", MEI, "bezwarend"] == geboekt["cor", JUNI, "bezwarend"] == 3_896
        assert ("cor", "bezwarend") not in open_
        assert "ann" not in {naam for naam, maand, _ in geboekt if maand == MEI}

    @alleen_sqlite
    def test_een_meting_zonder_grens_wacht_op_hr_en_de_rest_wordt_betaald(self, nfi: Nfi):
        nfi.functies()
        for plek in (EE, "Team Biometrie / vingersporen"):
            metingen.meet(nfi.hr, werkplek=plek, datum=date(2023, 3, 1), decibel=88, gemeten_door="Arbodienst")
        run, geboekt, open_ = nfi.reken(MEI)
        assert geboekt["bea", MEI, "bezwarend"] == 5_844
        assert {(naam, rij.reden) for (naam, _), rij in open_.items()} >= {
            ("bea", "parameter_ontbreekt"),
            ("cor", "parameter_ontbreekt"),
        }
        assert list(run.ontbreekt) == ["nfi_bezw.decibel_grens"]

    @alleen_sqlite
    @pytest.mark.parametrize(
        ("anders", "veld"),
        [
            ({"werkplek": "De kantine"}, "werkplek"),
            ({"decibel": 201}, "decibel"),
            ({"decibel": -1}, "decibel"),
            ({"datum": date(2023, 6, 16)}, "datum"),
            ({"gemeten_door": " "}, "gemeten_door"),
        ],
    )
    def test_een_meting_die_niet_klopt_wordt_geweigerd(self, nfi: Nfi, anders: dict[str, object], veld: str):
        goed = {"werkplek": EE, "datum": date(2023, 6, 1), "decibel": 88, "gemeten_door": "Arbodienst"}
        with pytest.raises(Geweigerd) as fout:
            metingen.meet(nfi.hr, **{**goed, **anders})  # type: ignore[arg-type]
        assert fout.value.veld == veld

    @alleen_sqlite
    def test_van_een_dag_is_er_een_meting_en_een_vergissing_vervalt(self, nfi: Nfi):
        meting = {"werkplek": EE, "datum": date(2023, 6, 1), "gemeten_door": "Arbodienst"}
        nummer = metingen.meet(nfi.hr, decibel=88, **meting)  # type: ignore[arg-type]
        with pytest.raises(Geweigerd, match="al een meting"):
            metingen.meet(nfi.ander, decibel=80, **meting)  # type: ignore[arg-type]
        metingen.laat_vervallen(nfi.hr, nummer)
        with pytest.raises(Geweigerd, match="al vervallen"):
            metingen.laat_vervallen(nfi.hr, nummer)
        metingen.meet(nfi.hr, decibel=80, **meting)  # type: ignore[arg-type]
        plek = next(een for een in metingen.metingen(nfi.hr).werkplekken if een.naam == EE)
        assert (plek.geldt, len(plek.metingen)) == (80, 2)


class TestVoorwaarde:
    @alleen_sqlite
    def test_het_antwoord_geldt_een_jaar(self, nfi: Nfi):
        nfi.functies()
        mensen.beantwoord_voorwaarde(nfi.hr, nfi.mensen["dirk"], 2022, voldoet=True)
        assert nfi.reken(MEI)[2]["dirk", "bezwarend"].reden == "voorwaarde_niet_beantwoord"
        mensen.beantwoord_voorwaarde(nfi.hr, nfi.mensen["dirk"], 2023, voldoet=True)
        assert nfi.reken(MEI)[1]["dirk", MEI, "bezwarend"] == 3_896
        mensen.beantwoord_voorwaarde(nfi.hr, nfi.mensen["dirk"], 2023, voldoet=False)
        _, geboekt, open_ = nfi.reken(MEI)
        assert ("dirk", MEI, "bezwarend") not in geboekt
        assert ("dirk", "bezwarend") not in open_

    @alleen_sqlite
    def test_niemand_beantwoordt_de_eigen_voorwaarde(self, nfi: Nfi):
        with pytest.raises(Geweigerd, match="over jezelf"):
            mensen.beantwoord_voorwaarde(nfi.hr, nfi.mensen["hans"], 2023, voldoet=True)


class TestToekenning:
    gegevens: ClassVar[dict[str, Any]] = {
        "van": JANUARI,
        "tot_en_met": date(2024, 12, 31),
        "soorten": {Soort.STANK: Frequentie.NU_EN_DAN},
        "werkplek": None,
        "besluit_op": date(2023, 6, 1),
        "reden": "Springt bij in de sectiezaal.",
    }

    @alleen_sqlite
    def test_een_besluit_van_hr_betaalt_wie_niet_op_de_lijst_staat(self, nfi: Nfi):
        nfi.functies()
        mensen.ken_toe(nfi.hr, nfi.mensen["eef"], **self.gegevens)
        run, geboekt, _ = nfi.reken(MEI)
        assert geboekt["eef", MEI, "bezwarend"] == 3_896
        nummer = _boeking(nfi, run.id, "eef")
        assert "HR heeft de toelage toegekend" in str(leg_uit(nfi.hr, nummer).regels)

    @alleen_sqlite
    def test_wie_op_de_lijst_staat_krijgt_niet_dubbel(self, nfi: Nfi):
        nfi.functies()
        mensen.ken_toe(nfi.hr, nfi.mensen["ann"], **self.gegevens)
        assert nfi.reken(MEI)[1]["ann", MEI, "bezwarend"] == 7_792

    @alleen_sqlite
    @pytest.mark.parametrize(
        ("anders", "veld"),
        [
            ({"soorten": {}}, "stank"),
            ({"soorten": {Soort.LAWAAI: Frequentie.NU_EN_DAN}}, "werkplek"),
            ({"reden": ""}, "reden"),
            ({"besluit_op": date(2023, 6, 16)}, "besluit_op"),
            ({"tot_en_met": date(2022, 12, 31)}, "tot_en_met"),
        ],
    )
    def test_een_besluit_dat_niet_klopt_wordt_geweigerd(self, nfi: Nfi, anders: dict[str, object], veld: str):
        with pytest.raises(Geweigerd) as fout:
            mensen.ken_toe(nfi.hr, nfi.mensen["eef"], **{**self.gegevens, **anders})
        assert fout.value.veld == veld

    @alleen_sqlite
    def test_wie_geen_hr_is_besluit_niet(self, nfi: Nfi):
        with pytest.raises(GeenToegang):
            mensen.ken_toe(nfi.als("ann"), nfi.mensen["eef"], **self.gegevens)


@alleen_sqlite
def test_na_de_lijst_is_er_een_vraag_en_geen_bedrag(nfi: Nfi):
    nfi.functies()
    later = nfi.op(datetime(2024, 2, 15, 9, tzinfo=UTC))
    _, geboekt, open_ = later.reken("2024-01")
    assert geboekt == {}
    assert {rij.reden for rij in open_.values()} == {"geen_geldige_lijst"}
    # The toxicologist has no ground on the last list, so there is nothing to ask.
    assert {naam for naam, _ in open_} == {"ann", "bea", "cor", "dirk"}
    assert open_["ann", "bezwarend"].gegevens == {"dag": "ma 1 januari 2024", "laatste_lijst": "2023"}


@alleen_sqlite
def test_wat_is_geboekt_is_uit_te_leggen_en_na_te_rekenen(nfi: Nfi):
    nfi.functies()
    nfi.bevestig("nfi_bezw.peildag", BEGIN)
    run = nfi.reken(MEI)[0]
    nfi.keur_goed(run.id)
    regels = leg_uit(nfi.als("ann"), _boeking(nfi, run.id, "ann")).regels
    assert [regel["artikel"] for regel in regels][-1] == "CAO Rijk 7.7"
    assert not controleer_grootboek(nfi.hr, "nfi").verschillen


def _boeking(nfi: Nfi, run_id: int, naam: str) -> int:
    with nfi.database.lezen() as s:
        return s.scalars(
            select(Boeking.id).where(Boeking.run_id == run_id, Boeking.medewerker_id == nfi.mensen[naam])
        ).one()


@alleen_sqlite
def test_de_maand_wordt_vanzelf_als_concept_berekend(nfi: Nfi):
    nfi.functies()
    [maandrun] = jobs.JOBS
    [periode] = maandrun.werk(nfi.programma, date(2023, 6, 1))
    assert periode == MEI
    maandrun.doe(nfi.programma, date(2023, 6, 1), periode)
    [run] = runs(nfi.hr, "nfi")
    assert (run.periode, run.status, run.aantal) == (MEI, Runstatus.CONCEPT, 2)

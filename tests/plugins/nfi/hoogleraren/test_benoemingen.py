# SPDX-License-Identifier: EUPL-1.2
"""NFI 7.2: granted with a document, paid after the declaration, fixed at the award (A3, A4, B7)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from core.berichten.services import berichten_van, open_taken
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boeking
from core.ledger.services import controleer_grootboek, herreken_vanaf, leg_uit
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.nfi.hoogleraren import jobs
from plugins.nfi.hoogleraren.procedure import Benoemingstatus
from plugins.nfi.hoogleraren.rules.looptijd import Rol
from plugins.nfi.hoogleraren.services import benoemingen
from plugins.nfi.hoogleraren.services.benoemingen import Aanmelding
from tests.plugins.nfi.conftest import BEGIN, Nfi

alleen_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
MEI, JUNI = "2023-05", "2023-06"
MAART = date(2022, 3, 1)
REFERENTIE = "cao.6.salaris_schaal_16_trede_9"
DAG = date(2021, 7, 1)
#: (8,348.03 - 6,200.00) x 8 / 36.
TOELAGE = 47_734


def aanmelding(**anders: Any) -> Aanmelding:
    gegevens: dict[str, Any] = {
        "rol": Rol.HOOGLERAAR,
        "naam": "P. Roef",
        "instelling": "Universiteit van Amsterdam",
        "ingangsdatum": MAART,
        "einddatum": date(2026, 2, 28),
        "document": "P-dossier 12",
        "document_ontvangen_op": date(2022, 3, 4),
    }
    return Aanmelding(**{**gegevens, **anders})


def benoem(nfi: Nfi, **anders: Any) -> int:
    """Report an appointment, grant it and record the declaration."""
    nummer = benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding(**anders))
    benoemingen.beslis(nfi.ander, nummer, toegekend=True, reden="Past bij het werk.")
    benoemingen.leg_verklaring_vast(nfi.hr, nummer, verklaring="Brief", op=MAART)
    return nummer


def bevestig_alles(nfi: Nfi) -> None:
    nfi.bevestig(REFERENTIE, DAG)
    for sleutel in ("nfi_hoog.deel_lezing", "nfi_bezw.peildag"):
        nfi.bevestig(sleutel, BEGIN)


def bedrag(nfi: Nfi, periode: str, nummer: int, effect: str | None = None) -> int | None:
    return nfi.reken(periode)[1].get(("prof", effect or periode, f"benoeming/{nummer}"))


def test_van_aanmelding_tot_betaling(nfi: Nfi):
    nummer = benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding())
    feit = ("prof", f"benoeming/{nummer}")
    assert nfi.reken(MEI)[2][feit].reden == "nog_niet_toegekend"
    with pytest.raises(Geweigerd, match="een ander"):
        benoemingen.beslis(nfi.hr, nummer, toegekend=True, reden="Ja.")
    benoemingen.beslis(nfi.ander, nummer, toegekend=True, reden="Past bij het werk.")
    vraag = nfi.reken(MEI)[2][feit]
    assert (vraag.reden, vraag.beslisser, vraag.artikel) == ("verklaring_ontbreekt", "hr", "NFI 7.2")
    benoemingen.leg_verklaring_vast(nfi.hr, nummer, verklaring="Brief", op=MAART)
    run, geboekt, open_ = nfi.reken(MEI)
    assert (geboekt, open_) == ({("prof", MEI, f"benoeming/{nummer}"): TOELAGE}, {})
    # Deduced figures and the reading are confirmed by two people before anything is approved (A4).
    assert {sleutel for sleutel, _ in run.te_bevestigen} == {REFERENTIE, "nfi_hoog.deel_lezing", "nfi_bezw.peildag"}
    bevestig_alles(nfi)
    nfi.keur_goed(run.id)
    with nfi.database.lezen() as s:
        boeking = s.scalars(select(Boeking)).one()
    assert boeking.hoeveelheden == {"dagen": 31, "telt_voor_vakantiegeld": 1, "pensioengevend": 1}
    assert "De toelage loopt de hele maand" in str(leg_uit(nfi.als("prof"), boeking.id).regels)
    assert not controleer_grootboek(nfi.hr, "nfi").verschillen
    assert [bericht.soort for bericht in berichten_van(nfi.als("prof"))] == ["nfi.toelage_toegekend"]


class TestVastgezet:
    """A3: the amount follows an error that was repaired, and never a later decision."""

    @pytest.fixture
    def betaald(self, nfi: Nfi) -> tuple[Nfi, int]:
        nummer = benoem(nfi)
        bevestig_alles(nfi)
        nfi.keur_goed(nfi.reken(MEI)[0].id)
        return nfi.op(datetime(2023, 7, 20, 9, tzinfo=UTC)), nummer

    def test_een_verhoging_die_later_is_besloten_werkt_niet_terug(self, betaald: tuple[Nfi, int]):
        later, nummer = betaald
        later.waarde(REFERENTIE, "8500.00", DAG, aard="wijziging")
        assert herreken_vanaf(later.hr, "nfi", MEI) == 1
        run, geboekt, open_ = later.reken(JUNI)
        assert (geboekt, open_) == ({("prof", JUNI, f"benoeming/{nummer}"): TOELAGE}, {})
        with later.database.lezen() as s:
            boeking = s.scalars(select(Boeking.id).where(Boeking.run_id == run.id)).one()
        assert "Na de toekenning is voor" in str(leg_uit(later.hr, boeking).regels)
        later.keur_goed(run.id)
        assert not controleer_grootboek(later.hr, "nfi").verschillen

    @alleen_sqlite
    def test_een_hersteld_salaris_geeft_een_correctie_als_hr_dat_kiest(self, betaald: tuple[Nfi, int]):
        later, nummer = betaald
        later.waarde(REFERENTIE, "8384.03", DAG, aard="herstel")
        herreken_vanaf(later.hr, "nfi", MEI)
        _, geboekt, _ = later.reken(JUNI)
        # 36 euros more for a week are 8 euros more for 8 of the 36 hours.
        assert geboekt["prof", MEI, f"benoeming/{nummer}"] == 800
        assert geboekt["prof", JUNI, f"benoeming/{nummer}"] == TOELAGE + 800

    @alleen_sqlite
    def test_een_andere_lezing_werkt_niet_terug(self, betaald: tuple[Nfi, int]):
        later, nummer = betaald
        later.waarde("nfi_hoog.deel_lezing", "FTE_PER_DAG", BEGIN, aard="wijziging")
        herreken_vanaf(later.hr, "nfi", MEI)
        assert later.reken(JUNI)[1] == {("prof", JUNI, f"benoeming/{nummer}"): TOELAGE}

    @alleen_sqlite
    def test_een_verbeterd_eigen_salaris_telt_en_een_latere_verhoging_is_een_vraag(self, betaald: tuple[Nfi, int]):
        later, nummer = betaald
        # The same first day: the row takes the place of a mistake.
        later.salaris("prof", BEGIN, 616_400)
        herreken_vanaf(later.hr, "nfi", MEI)
        _, geboekt, _ = later.reken(JUNI)
        assert geboekt["prof", MEI, f"benoeming/{nummer}"] == 800
        # Another first day, before the award: it may be a raise that works back, so HR says what it is.
        later.salaris("prof", date(2022, 1, 1), 640_000)
        herreken_vanaf(later.hr, "nfi", MEI)
        _, geboekt, open_ = later.op(datetime(2023, 7, 21, tzinfo=UTC)).reken("2023-07")
        vraag = open_["prof", f"benoeming/{nummer}"]
        assert (vraag.reden, geboekt) == ("salaris_na_toekenning", {})

    @alleen_sqlite
    @pytest.mark.parametrize(("aard", "centen"), [("wijziging", TOELAGE), ("herstel", TOELAGE - 44_444 // 10)])
    def test_hr_zegt_of_een_later_salaris_een_herstel_is(self, betaald: tuple[Nfi, int], aard: str, centen: int):
        later, nummer = betaald
        later.salaris("prof", date(2022, 1, 1), 640_000)
        later_salaris = jobs.JOBS[1]
        assert later_salaris.werk(later.programma, date(2023, 7, 20)) == [str(nummer)]
        later_salaris.doe(later.programma, date(2023, 7, 20), str(nummer))
        assert "nfi.salaris_na_toekenning" in {taak.soort for taak in open_taken(later.hr, "nfi")}
        assert benoemingen.dossier(later.hr, nummer).later_salaris is not None
        benoemingen.beslis_salaris(later.ander, nummer, aard=aard, reden="Nagevraagd.")
        assert "nfi.salaris_na_toekenning" not in {taak.soort for taak in open_taken(later.hr, "nfi")}
        assert bedrag(later, JUNI, nummer) == centen
        with pytest.raises(Geweigerd, match="geen later"):
            benoemingen.beslis_salaris(later.ander, nummer, aard=aard, reden="Nog eens.")


class TestEinde:
    @alleen_sqlite
    def test_het_vroegste_einde_telt(self, nfi: Nfi):
        nummer = benoem(nfi)
        bevestig_alles(nfi)
        nfi.keur_goed(nfi.reken(MEI)[0].id)
        benoemingen.beeindig(nfi.hr, nummer, laatste_dag=date(2023, 5, 15), reden="Ander werk.")
        nfi.bevestig("nfi_hoog.gedeelte_maand", BEGIN)
        _, geboekt, _ = nfi.reken(JUNI)
        # 15 of 31 days is 230.97.
        assert geboekt == {("prof", MEI, f"benoeming/{nummer}"): 23_097 - TOELAGE}

    @alleen_sqlite
    def test_wie_uit_dienst_gaat_krijgt_niets_meer(self, nfi: Nfi):
        from core.people.models import Dienstverband

        nummer = benoem(nfi)
        with nfi.database.transactie() as s:
            verband = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == nfi.mensen["prof"])).one()
            verband.tot_en_met = date(2023, 5, 31)
        assert bedrag(nfi, MEI, nummer) == TOELAGE
        assert bedrag(nfi, JUNI, nummer) is None
        assert benoemingen.dossier(nfi.hr, nummer).laatste_dag == date(2023, 5, 31)

    @alleen_sqlite
    def test_een_half_jaar_vooraf_een_keer_gevraagd_en_een_herbenoeming_antwoordt(self, nfi: Nfi):
        nummer = benoem(nfi, einddatum=date(2023, 11, 30))
        einde = jobs.JOBS[0]
        for _ in range(2):
            for sleutel in einde.werk(nfi.programma, date(2023, 6, 15)):
                einde.doe(nfi.programma, date(2023, 6, 15), sleutel)
        taken = [taak for taak in open_taken(nfi.hr, "nfi") if taak.soort == "nfi.benoeming_eindigt"]
        assert [(taak.sleutel, taak.op) for taak in taken] == [(str(nummer), date(2023, 11, 30))]
        vorige = benoemingen.dossier(nfi.hr, nummer).record
        nieuw = benoemingen.herbenoeming_van(vorige)
        assert (nieuw.ingangsdatum, nieuw.vorige_id) == (date(2023, 12, 1), nummer)
        benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], nieuw)
        with pytest.raises(Geweigerd, match="loopt dan ook"):
            benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], nieuw)
        assert einde.werk(nfi.programma, date(2023, 6, 15)) == []
        assert "nfi.benoeming_eindigt" not in {taak.soort for taak in open_taken(nfi.hr, "nfi")}

    @alleen_sqlite
    def test_een_verkeerde_herbenoeming_staat_een_goede_niet_in_de_weg(self, nfi: Nfi):
        nummer = benoem(nfi, einddatum=date(2023, 11, 30))
        nieuw = benoemingen.herbenoeming_van(benoemingen.dossier(nfi.hr, nummer).record)
        benoemingen.laat_vervallen(nfi.hr, benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], nieuw))
        assert benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], nieuw) == nummer + 2

    @alleen_sqlite
    def test_hr_antwoordt_dat_er_geen_herbenoeming_komt(self, nfi: Nfi):
        nummer = benoem(nfi, einddatum=date(2023, 11, 30))
        with pytest.raises(Geweigerd, match="geen vraag"):
            benoemingen.geen_herbenoeming(nfi.hr, nummer)
        jobs.JOBS[0].doe(nfi.programma, date(2023, 6, 15), str(nummer))
        benoemingen.geen_herbenoeming(nfi.hr, nummer)
        assert "nfi.benoeming_eindigt" not in {taak.soort for taak in open_taken(nfi.hr, "nfi")}

    @alleen_sqlite
    @pytest.mark.parametrize("dag", [date(2022, 2, 28), date(2026, 3, 1)])
    def test_een_einde_buiten_de_termijn_wordt_geweigerd(self, nfi: Nfi, dag: date):
        nummer = benoem(nfi)
        with pytest.raises(Geweigerd):
            benoemingen.beeindig(nfi.hr, nummer, laatste_dag=dag, reden="x")

    @alleen_sqlite
    def test_een_vergissing_vervalt_en_wat_betaald_is_gaat_terug(self, nfi: Nfi):
        nummer = benoem(nfi)
        bevestig_alles(nfi)
        nfi.keur_goed(nfi.reken(MEI)[0].id)
        benoemingen.laat_vervallen(nfi.hr, nummer)
        assert bedrag(nfi, JUNI, nummer, MEI) == -TOELAGE
        with pytest.raises(StapNietMogelijk):
            benoemingen.beslis(nfi.ander, nummer, toegekend=True, reden="Toch.")


class TestAanmelding:
    @alleen_sqlite
    @pytest.mark.parametrize(
        ("anders", "veld"),
        [
            ({"naam": ""}, "naam"),
            ({"instelling": " "}, "instelling"),
            ({"einddatum": date(2022, 2, 1)}, "einddatum"),
            ({"uren_per_week": Decimal(7)}, "uren_per_week"),
            ({"uren_per_week": Decimal("8.005")}, "uren_per_week"),
            ({"oude_toelage_centen": 50_000}, "oude_toelage_euro"),
            ({"document": ""}, "document"),
            ({"vorige_id": 99}, "vorige"),
        ],
    )
    def test_wat_niet_klopt_wordt_geweigerd_met_het_veld(self, nfi: Nfi, anders: dict[str, Any], veld: str):
        with pytest.raises(Geweigerd) as fout:
            benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding(**anders))
        assert fout.value.veld == veld
        assert benoemingen.lijst(nfi.hr) == ()

    @alleen_sqlite
    def test_zonder_document_wordt_er_niet_toegekend(self, nfi: Nfi):
        nummer = benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding(document="", document_ontvangen_op=None))
        with pytest.raises(Geweigerd, match="zonder schriftelijke benoeming"):
            benoemingen.beslis(nfi.ander, nummer, toegekend=True, reden="Ja.")
        benoemingen.leg_document_vast(nfi.hr, nummer, document="P-dossier 12", ontvangen_op=MAART)
        benoemingen.beslis(nfi.ander, nummer, toegekend=True, reden="Ja.")

    @alleen_sqlite
    def test_een_hogere_oude_toelage_blijft_tot_de_termijn_eindigt(self, nfi: Nfi):
        oud = {"ingangsdatum": date(2019, 9, 1), "einddatum": date(2023, 8, 31), "oude_toelage_centen": 70_000}
        nummer = benoem(nfi, **oud)
        assert bedrag(nfi, MEI, nummer) == 70_000

    @alleen_sqlite
    def test_twee_benoemingen_lopen_niet_samen(self, nfi: Nfi):
        benoem(nfi)
        with pytest.raises(Geweigerd, match="loopt dan ook"):
            benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding(ingangsdatum=date(2025, 1, 1)))

    @alleen_sqlite
    def test_wie_mag_niet(self, nfi: Nfi):
        nummer = benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding())
        with pytest.raises(Geweigerd, match="over jezelf"):
            benoemingen.meld_aan(nfi.hr, nfi.mensen["hans"], aanmelding())
        for doe in (
            lambda: benoemingen.lijst(nfi.als("prof")),
            lambda: benoemingen.dossier(nfi.als("ann"), nummer),
            lambda: benoemingen.beslis(nfi.als("ann"), nummer, toegekend=True, reden="x"),
            lambda: benoemingen.beslis(nfi.programma, nummer, toegekend=True, reden="x"),
            lambda: benoemingen.leg_verklaring_vast(nfi.als("prof"), nummer, verklaring="x", op=MAART),
            lambda: benoemingen.beeindig(nfi.als("ann"), nummer, laatste_dag=MAART, reden="x"),
        ):
            with pytest.raises(GeenToegang):
                doe()

    def test_twee_die_tegelijk_beslissen_geven_een_besluit(self, nfi: Nfi):
        nummer = benoemingen.meld_aan(nfi.hr, nfi.mensen["prof"], aanmelding())
        start, uitkomsten = Barrier(2), []

        def beslis(toegekend: bool) -> None:
            start.wait()
            try:
                benoemingen.beslis(nfi.ander, nummer, toegekend=toegekend, reden="x")
                uitkomsten.append("goed")
            except StapNietMogelijk:
                uitkomsten.append("te laat")

        draden = [Thread(target=beslis, args=(keuze,)) for keuze in (True, False)]
        for draad in draden:
            draad.start()
        for draad in draden:
            draad.join()
        assert sorted(uitkomsten) == ["goed", "te laat"]
        assert benoemingen.lijst(nfi.hr)[0].record.status in (Benoemingstatus.TOEGEKEND, Benoemingstatus.AFGEWEZEN)

# SPDX-License-Identifier: EUPL-1.2
"""A scenario says what other figures come to, beside the books: to the cent, for who may see it, and once at a time."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select

from benchmarks import maandrun
from core.cli import main
from core.context import Context
from core.ledger.models import Boeking, Boekingsmerk, Run
from core.ledger.scenario import werkboek as werkboekmodule
from core.ledger.scenario.models import Scenario, Scenariomaand, Scenariopersoon, Scenariostatus
from core.ledger.scenario.rules import KLEINSTE_GROEP, Groep, maanden, vouw
from core.ledger.scenario.services import (
    GROOTSTE_IN_BROWSER,
    STILSTAND,
    Waarde,
    haal_waarde_weg,
    maak,
    reken,
    reken_wachtend,
    scenarios,
    start,
    verwijder,
    wachtende,
    zet_waarde,
)
from core.ledger.scenario.uitkomst import Uitkomst, personen, uitkomst
from core.ledger.scenario.werkboek import werkboek
from core.people.models import Account, Dienstverband, Inschaling
from core.people.policy import Actor, GeenToegang, RolVoor
from core.plugins import Installatie
from core.rules import Geweigerd, Parameterset
from core.rules.parameters import Feit, Sleutel, Soort
from core.storage.engine import Database
from tests.core.ledger.proef import EENHEID, NU, TARIEF, Wereld, parameters, tarief

MAANDEN = ("2026-05", "2026-06", "2026-07")
DUURDER = Waarde(TARIEF, "12,50", date(2026, 6, 1))


@pytest.fixture
def jaar(wereld: Wereld) -> Wereld:
    """Five people with hours in three months, of which the first two are closed."""
    sleutels = {
        **parameters().sleutels,
        KLEINSTE_GROEP: Sleutel(KLEINSTE_GROEP, Soort.GETAL, "medewerkers", "De kleinste groep.", "AVG 5"),
    }
    bekend = Parameterset(sleutels, [tarief("10.00"), Feit(KLEINSTE_GROEP, Decimal(3), date(2000, 1, 1))])
    wereld.ctx = replace(
        wereld.ctx, installatie=replace(wereld.ctx.installatie, parameters=bekend, parametertoetsen=())
    )
    with wereld.ctx.database.transactie() as s:
        for nummer, verband in enumerate(s.scalars(select(Dienstverband).order_by(Dienstverband.id)).all()):
            s.add(
                Inschaling(
                    dienstverband_id=verband.id,
                    vanaf=date(2020, 1, 1),
                    schaal=8 if nummer < 4 else 12,
                    maandsalaris_centen=300_000,
                    bron="proef",
                    vastgelegd_op=datetime(2020, 1, 1, tzinfo=UTC),
                )
            )
    for maand in MAANDEN:
        for nummer, mens in enumerate(wereld.medewerkers[1:], 1):
            wereld.zet(maand, mens, f"dienst/{mens}", nummer)
    for maand in MAANDEN[:2]:
        wereld.sluit(maand)
    return wereld


def hr(wereld: Wereld) -> Context:
    return wereld.als(wereld.controleur)


def nieuw(wereld: Wereld, *waarden: Waarde, van: str = MAANDEN[0], tot: str = MAANDEN[-1]) -> int:
    return maak(hr(wereld), "Duurder", [EENHEID], van, tot, waarden or (DUURDER,))


def gerekend(wereld: Wereld, *waarden: Waarde) -> Uitkomst:
    nummer = nieuw(wereld, *waarden)
    assert reken(hr(wereld), nummer) is Scenariostatus.KLAAR
    return uitkomst(hr(wereld), nummer)


def per_maand(wat: Uitkomst) -> list[tuple[str, int, int, bool]]:
    return [(regel.periode, regel.oud_centen, regel.nieuw_centen, regel.geboekt) for regel in wat.per_maand]


def test_een_scenario_zegt_per_maand_onderdeel_groep_en_mens_wat_er_verandert_en_boekt_niets(jaar: Wereld) -> None:
    def boeken() -> list[int]:
        with jaar.ctx.database.lezen() as s:
            return [s.scalar(select(func.count()).select_from(tabel)) or 0 for tabel in (Boeking, Boekingsmerk, Run)]

    voor = boeken()
    jaar.bron.gevraagd.clear()
    wat = gerekend(jaar)
    assert boeken() == voor
    # 15 hours a month at 10 euro, and at 12.50 from June on; July was never booked.
    assert per_maand(wat) == [
        ("2026-05", 15_000, 15_000, True),
        ("2026-06", 15_000, 18_750, True),
        ("2026-07", 15_000, 18_750, False),
    ]
    (regel,) = wat.per_eenheid
    assert (regel.personen, regel.gewijzigd, regel.niet_berekend, regel.verschil_centen) == (5, 5, 0, 7_500)
    assert wat.verschil_centen == 7_500
    # Two people have scale 12: too few by themselves, and then nobody may be left over to subtract from.
    assert [(groep.schaal, groep.personen, groep.verschil_centen) for groep in wat.groepen] == [(None, 5, 7_500)]
    regels = personen(hr(jaar), wat.scenario.id, 0, 25)
    assert [(regel.personeelsnummer, regel.verschil_centen) for regel in regels] == [
        (f"{nummer + 1:06}", nummer * 500) for nummer in (5, 4, 3, 2, 1)
    ]
    assert regels[0].verschillen == (0, 1_250, 1_250)
    assert [regel.naam for regel in personen(hr(jaar), wat.scenario.id, 0, 25, "mens 3")] == ["Mens 3"]
    assert wat.bevindingen is not None
    assert (wat.bevindingen.ongebruikt, wat.bevindingen.redenen, wat.bevindingen.bijgewerkt) == ((), {}, 0)
    # Old amounts of closed months come from the ledger: the source is asked once for those, twice for July.
    assert [maand for maand, _ in jaar.bron.gevraagd] == ["2026-05", "2026-06", "2026-07", "2026-07"]


def test_wat_na_de_boeking_wijzigde_zit_niet_in_het_verschil(jaar: Wereld) -> None:
    tweede = jaar.medewerkers[1]
    jaar.zet("2026-05", tweede, f"dienst/{tweede}", 5)
    jaar.zet("2026-06", tweede, f"dienst/{tweede}", 5)
    # The mark of May goes with a draft, that of June stays: both months are calculated again.
    wat = gerekend(jaar)
    assert wat.bevindingen is not None
    assert wat.bevindingen.bijgewerkt == 2
    assert per_maand(wat)[:2] == [("2026-05", 19_000, 19_000, True), ("2026-06", 19_000, 23_750, True)]
    jaar.maak("2026-07")
    assert per_maand(gerekend(jaar)) == per_maand(wat)


def test_een_maand_met_andere_cijfers_dan_nu_wordt_opnieuw_berekend(jaar: Wereld) -> None:
    later = Parameterset(
        jaar.ctx.installatie.parameters.sleutels,
        [*jaar.ctx.installatie.parameters.feiten(), tarief("11.00", "2026-06-01")],
    )
    jaar.ctx = replace(jaar.ctx, installatie=replace(jaar.ctx.installatie, parameters=later))
    wat = gerekend(jaar)
    assert per_maand(wat)[1] == ("2026-06", 16_500, 18_750, False)


def test_wat_niet_te_berekenen_is_houdt_zijn_oude_bedrag_en_wordt_geteld(jaar: Wereld) -> None:
    vijfde, zesde = jaar.medewerkers[4], jaar.medewerkers[5]
    jaar.zet("2026-06", vijfde, f"dienst/{vijfde}", None)
    jaar.zet("2026-07", zesde, f"dienst/{zesde}", None)
    wat = gerekend(jaar)
    assert wat.bevindingen is not None
    assert wat.bevindingen.redenen == {"geen_declaratie": 2}
    assert wat.per_eenheid[0].niet_berekend == 2
    # June keeps the four hours that were booked, at the old rate; July knows nothing of five hours.
    assert per_maand(wat)[1:] == [("2026-06", 15_000, 17_750, True), ("2026-07", 10_000, 12_500, False)]


def test_een_scenario_kan_een_ontbrekend_cijfer_invullen_en_zegt_wat_nergens_telt(jaar: Wereld) -> None:
    kaal = Parameterset(jaar.ctx.installatie.parameters.sleutels, [tarief(None)])
    jaar.ctx = replace(jaar.ctx, installatie=replace(jaar.ctx.installatie, parameters=kaal))
    wat = gerekend(jaar, Waarde(KLEINSTE_GROEP, "4", date(2026, 1, 1)))
    assert wat.bevindingen is not None
    assert wat.bevindingen.ongebruikt == (KLEINSTE_GROEP,)
    assert wat.bevindingen.ontbreekt == {TARIEF: date(2026, 5, 10)}
    # What was booked stays; what was not has no amount. No size was decided, so nothing is split.
    assert [(oud, anders) for _, oud, anders, _ in per_maand(wat)] == [(15_000, 15_000), (15_000, 15_000), (0, 0)]
    assert wat.kleinste_groep is None
    gevuld = gerekend(jaar, Waarde(TARIEF, "20", date(2026, 1, 1)))
    assert per_maand(gevuld)[2] == ("2026-07", 0, 30_000, False)
    assert gevuld.per_eenheid[0].niet_berekend == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("waarde", "veld"),
    [
        (Waarde("bestaat.niet", "1", date(2026, 6, 1)), "sleutel"),
        (Waarde(TARIEF, "veel", date(2026, 6, 1)), "waarde"),
        (Waarde(TARIEF, "", date(2026, 6, 1)), "waarde"),
        (Waarde(TARIEF, "10", date(2026, 6, 1)), "waarde"),
        (Waarde(TARIEF, "12", date(2026, 8, 1)), "vanaf"),
        (DUURDER, "vanaf"),
    ],
)
def test_een_cijfer_dat_niet_kan_wordt_geweigerd(jaar: Wereld, waarde: Waarde, veld: str) -> None:
    nummer = nieuw(jaar)
    with pytest.raises(Geweigerd) as fout:
        zet_waarde(hr(jaar), nummer, waarde)
    assert fout.value.veld == veld


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_scenario_dat_niet_kan_wordt_geweigerd(jaar: Wereld) -> None:
    for velden, veld in (
        (("", [EENHEID], "2026-05", "2026-06"), "naam"),
        (("x", [], "2026-05", "2026-06"), "eenheden"),
        (("x", [EENHEID], "2026-5", "2026-06"), "van"),
        (("x", [EENHEID], "2026-05", "2026-04"), "tot_en_met"),
        (("x", [EENHEID], "2020-01", "2023-01"), "tot_en_met"),
    ):
        with pytest.raises(Geweigerd) as fout:
            maak(hr(jaar), *velden)
        assert fout.value.veld == veld
    leeg = maak(hr(jaar), "Leeg", [EENHEID], "2026-05", "2026-06")
    with pytest.raises(Geweigerd, match="wijzigt nog niets"):
        start(hr(jaar), leeg)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_wijziging_neemt_de_uitkomst_weg_en_weg_is_weg(jaar: Wereld) -> None:
    wat = gerekend(jaar)
    nummer = wat.scenario.id
    zet_waarde(hr(jaar), nummer, Waarde(TARIEF, "13", date(2026, 7, 1)))
    anders = uitkomst(hr(jaar), nummer)
    assert (anders.scenario.status, anders.per_maand, anders.personen) == (Scenariostatus.CONCEPT, (), 0)
    assert [(cijfer.feit.vanaf, cijfer.tot) for cijfer in anders.cijfers] == [
        (date(2026, 6, 1), None),
        (date(2026, 7, 1), None),
    ]
    haal_waarde_weg(hr(jaar), nummer, anders.cijfers[0].id)
    with pytest.raises(Geweigerd, match="hoort niet bij dit scenario"):
        haal_waarde_weg(hr(jaar), nummer, anders.cijfers[0].id)
    assert start(hr(jaar), nummer) is Scenariostatus.KLAAR
    assert uitkomst(hr(jaar), nummer).verschil_centen == 4_500
    verwijder(hr(jaar), nummer)
    with jaar.ctx.database.lezen() as s:
        for tabel in (Scenario, Scenariomaand, Scenariopersoon):
            assert not s.scalar(select(func.count()).select_from(tabel))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_alleen_hr_van_het_onderdeel_ziet_en_rekent_en_bedragen_van_mensen_alleen_wie_ze_mag_zien(
    jaar: Wereld,
) -> None:
    wat = gerekend(jaar)
    nummer = wat.scenario.id
    anders: tuple[Actor, ...] = (
        Actor(jaar.goedkeurder, "X", jaar.medewerkers[1]),
        Actor(jaar.goedkeurder, "X", None, (RolVoor("hr", "om"),)),
        Actor(jaar.goedkeurder, "X", None, (RolVoor("auditor"),)),
    )
    for actor in anders:
        ctx = jaar.ctx.als(actor)
        assert scenarios(ctx) == ()
        for doe in (uitkomst, start, verwijder, werkboek):
            with pytest.raises(GeenToegang):
                doe(ctx, nummer)
        with pytest.raises(GeenToegang):
            personen(ctx, nummer, 0, 25)
        with pytest.raises(GeenToegang):
            maak(ctx, "x", [EENHEID], *MAANDEN[:2])
    # Who made it sees the question, and without the role nothing that it came to.
    maker = uitkomst(jaar.ctx.als(Actor(jaar.controleur, "HR", jaar.medewerkers[1])), nummer)
    assert (maker.per_eenheid, maker.per_maand, maker.personen, maker.mag_wijzigen) == ((), (), 0, False)
    collega = uitkomst(jaar.als(jaar.goedkeurder), nummer)
    assert (collega.personen, collega.mag_wijzigen) == (5, True)
    # A role that may see scenarios and no amounts of others sees its own line only.
    beleid = jaar.ctx.installatie.beleid
    zonder = replace(beleid, regels=tuple(r for r in beleid.regels if (r.rol, r.soort) != ("hr", "core.boeking")))
    beperkt = replace(jaar.ctx, installatie=replace(jaar.ctx.installatie, beleid=zonder))
    zelf = beperkt.als(Actor(jaar.betrokkene, "HR", jaar.medewerkers[2], (RolVoor("hr", EENHEID),)))
    assert uitkomst(zelf, nummer).verschil_centen == wat.verschil_centen
    assert [regel.medewerker_id for regel in personen(zelf, nummer, 0, 25)] == [jaar.medewerkers[2]]
    niemand = beperkt.als(Actor(jaar.goedkeurder, "HR", None, (RolVoor("hr", EENHEID),)))
    assert (uitkomst(niemand, nummer).ziet_personen, personen(niemand, nummer, 0, 25)) == (False, ())
    assert b"Per medewerker" not in werkboek(niemand, nummer).inhoud


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_groot_scenario_wacht_op_de_job_en_wat_stilstond_wordt_opgepakt(
    jaar: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    nummer = nieuw(jaar)
    monkeypatch.setattr("core.ledger.scenario.services.GROOTSTE_IN_BROWSER", 17)
    assert GROOTSTE_IN_BROWSER > 17
    assert start(hr(jaar), nummer) is Scenariostatus.WACHT
    assert wachtende(jaar.ctx) == [nummer]

    def nooit() -> Installatie:
        raise AssertionError("op SQLite rekent dit proces zelf")

    reken_wachtend(jaar.ctx, nummer, nooit)
    wat = uitkomst(hr(jaar), nummer)
    assert (wat.scenario.status, wat.scenario.gedaan, wat.verschil_centen) == (Scenariostatus.KLAAR, 1, 7_500)
    assert wachtende(jaar.ctx) == []
    # Killed half way: nobody may begin until it has stood still, then the job does it again.
    with jaar.ctx.database.transactie() as s:
        s.get_one(Scenario, nummer).status = Scenariostatus.BEZIG
    with pytest.raises(Geweigerd, match="wordt nu uitgerekend"):
        reken(hr(jaar), nummer)
    later = replace(jaar.ctx, nu=NU + STILSTAND + timedelta(seconds=1))
    assert (wachtende(jaar.ctx), wachtende(later)) == ([], [nummer])
    reken_wachtend(later, nummer, nooit)
    assert uitkomst(hr(jaar), nummer).verschil_centen == 7_500


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_bron_die_faalt_laat_niets_half_achter(jaar: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    nummer = nieuw(jaar)

    def kapot(*_: object) -> None:
        raise RuntimeError("Mens 3 heeft iets")

    monkeypatch.setattr(jaar.bron, "bereken", kapot)
    assert reken(hr(jaar), nummer) is Scenariostatus.MISLUKT
    wat = uitkomst(hr(jaar), nummer)
    assert wat.scenario.fout is not None
    assert "proef" in wat.scenario.fout
    assert "Mens 3" not in wat.scenario.fout
    assert wat.personen == 0


def test_van_twee_die_tegelijk_beginnen_rekent_een(jaar: Wereld) -> None:
    nummer = nieuw(jaar)
    hek, uitkomsten = threading.Barrier(2), list[str]()

    def begin() -> None:
        hek.wait()
        try:
            uitkomsten.append(reken(hr(jaar), nummer))
        except Geweigerd as fout:
            uitkomsten.append(fout.reden)

    draden = [threading.Thread(target=begin) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    # The second is refused, or comes after the first and finds the same.
    assert "klaar" in uitkomsten
    assert set(uitkomsten) <= {"klaar", "dit scenario wordt nu uitgerekend; wacht tot dat klaar is"}
    assert uitkomst(hr(jaar), nummer).personen == 5


def test_wie_zijn_beurt_kwijt_is_schrijft_niets(jaar: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    nummer = nieuw(jaar)
    bereken = jaar.bron.bereken

    def en_intussen(*vraag: object) -> object:
        monkeypatch.setattr(jaar.bron, "bereken", bereken)
        with jaar.ctx.database.transactie() as s:
            s.get_one(Scenario, nummer).beurt += 1
        return bereken(*vraag)  # type: ignore[arg-type]

    monkeypatch.setattr(jaar.bron, "bereken", en_intussen)
    assert reken(hr(jaar), nummer) is Scenariostatus.MISLUKT
    with jaar.ctx.database.lezen() as s:
        assert not s.scalar(select(func.count()).select_from(Scenariopersoon))
        assert s.get_one(Scenario, nummer).status is Scenariostatus.BEZIG


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_het_werkboek_is_twee_keer_gelijk_en_gaat_verder_op_een_volgend_blad(
    jaar: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    nummer = gerekend(jaar).scenario.id
    assert werkboek(hr(jaar), nummer).inhoud == werkboek(hr(jaar), nummer).inhoud
    monkeypatch.setattr(werkboekmodule, "HOOGSTE_RIJ", 4)
    boek = openpyxl.load_workbook(io.BytesIO(werkboek(hr(jaar), nummer).inhoud))
    bladen = [blad for blad in boek.sheetnames if blad.startswith("Per medewerker")]
    assert bladen == ["Per medewerker", "Per medewerker 2"]
    rijen = [rij for blad in bladen for rij in list(boek[blad].iter_rows(values_only=True))[1:]]
    assert [cel.value for cel in boek[bladen[1]][1]][-3:] == list(MAANDEN)
    assert [rij[6] for rij in rijen] == [25, 20, 15, 10, 5]
    assert rijen[0][-3:] == (0, 12.5, 12.5)
    with pytest.raises(Geweigerd, match="te veel om op te wachten"):
        werkboek(hr(jaar), nummer, hoogstens=4)
    zonder = nieuw(jaar)
    with pytest.raises(Geweigerd, match="nog niet uitgerekend"):
        werkboek(hr(jaar), zonder)


def groepen(*aantallen: int) -> list[Groep]:
    return [Groep("x", schaal, aantal, aantal, 0, aantal * 100) for schaal, aantal in enumerate(aantallen, 1)]


@pytest.mark.parametrize(
    ("aantallen", "kleinste", "verwacht"),
    [
        ((10, 12), 10, [(1, 10), (2, 12)]),
        ((9, 12, 30), 10, [(3, 30), (None, 21)]),
        ((4, 6, 30), 10, [(3, 30), (None, 10)]),
        ((9, 30), 10, [(None, 39)]),
        ((3,), 10, [(None, 3)]),
        ((10, 12), None, [(None, 22)]),
        ((), 10, []),
    ],
)
def test_wat_samen_wordt_genomen_is_zelf_groot_genoeg(
    aantallen: Sequence[int], kleinste: int | None, verwacht: list[tuple[int | None, int]]
) -> None:
    uit = vouw(groepen(*aantallen), kleinste)
    assert [(groep.schaal, groep.personen) for groep in uit] == verwacht
    assert sum(groep.verschil_centen for groep in uit) == sum(aantallen) * 100


def test_de_maanden_van_een_scenario() -> None:
    assert maanden("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_een_groot_scenario_rekent_in_eigen_processen_hetzelfde_uit(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    installatie = replace(maandrun.proefinstallatie(), parametertoetsen=())
    maandrun.vul_proef(database, installatie, 60)
    with database.transactie() as s:
        account = Account(naam="hr", weergavenaam="HR", wachtwoord_hash="x")
        s.add(account)
    actor = Actor(account.id, "HR", None, (RolVoor("hr", maandrun.EENHEID),))
    ctx = Context(database, installatie, actor, maandrun.NU)
    waarde = Waarde(maandrun.TARIEF, "7", date(2026, 3, 1))
    nummer = maak(ctx, "Meer", [maandrun.EENHEID], "2026-02", maandrun.PERIODE, [waarde])
    assert reken(ctx, nummer) is Scenariostatus.KLAAR
    hier = uitkomst(ctx, nummer)
    for module in ("services", "uitvoeren"):
        monkeypatch.setattr(f"core.ledger.scenario.{module}.GROOT", 0)
    monkeypatch.setattr("core.ledger.scenario.uitvoeren.PERSONEN_PER_DEEL", 20)
    assert reken(ctx, nummer, bouw=maandrun.proefinstallatie) is Scenariostatus.KLAAR
    elders = uitkomst(ctx, nummer)
    assert elders.scenario.totaal == 4
    assert elders.verschil_centen == hier.verschil_centen > 0
    assert (elders.per_maand, elders.per_eenheid) == (hier.per_maand, hier.per_eenheid)
    assert personen(ctx, nummer, 0, 100)[0].verschillen[0] == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_de_opdracht_rekent_en_schrijft_het_werkboek(
    jaar: Wereld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("core.cli._context", lambda als=None: nullcontext(hr(jaar)))
    loper, bestand = CliRunner(), tmp_path / "scenario.xlsx"
    nieuw_ = ["--unit", EENHEID, "--van", MAANDEN[0], "--tot", MAANDEN[-1], "--als", "hr"]
    goed = loper.invoke(main, ["ledger", "whatif", *nieuw_, "--waarde", f"{TARIEF}=12,50@2026-06-01"])
    assert goed.exit_code == 0, goed.output
    assert "2026-06  oud         150.00  nieuw         187.50  verschil        37.50" in goed.output
    assert (
        "samen 75.00 euro voor 5 mensen; voor 0 mensen is een deel niet berekend. Er is niets geboekt." in goed.output
    )
    weer = loper.invoke(main, ["ledger", "whatif", "--scenario", "1", "--als", "hr", "--naar", str(bestand)])
    assert weer.exit_code == 0, weer.output
    assert bestand.read_bytes()[:2] == b"PK"
    for verkeerd, reden in (
        ([*nieuw_, "--waarde", "zomaar"], "schrijf 'zomaar' als sleutel=waarde@2026-07-01"),
        (["--unit", EENHEID, "--als", "hr"], "geef --unit, --van, --tot en --waarde, of alleen --scenario"),
    ):
        fout = loper.invoke(main, ["ledger", "whatif", *verkeerd])
        assert fout.exit_code != 0
        assert reden in fout.output


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_van_een_scenario_over_meer_onderdelen_ziet_hr_het_eigen_deel(jaar: Wereld) -> None:
    nummer = gerekend(jaar).scenario.id
    with jaar.ctx.database.transactie() as s:
        s.get_one(Scenario, nummer).eenheden = ["om", EENHEID]
        s.add(
            Scenariomaand(
                scenario_id=nummer, eenheid="om", periode="2026-05", oud_centen=1, nieuw_centen=999_999, geboekt=True
            )
        )
        s.add(
            Scenariopersoon(
                scenario_id=nummer,
                eenheid="om",
                medewerker_id=jaar.medewerkers[1],
                schaal=9,
                oud_centen=1,
                nieuw_centen=999_999,
                verschillen=[999_998, 0, 0],
                niet_berekend=0,
                op=NU,
            )
        )
    eigen = uitkomst(hr(jaar), nummer)
    assert ([regel.eenheid for regel in eigen.per_eenheid], eigen.verschil_centen) == ([EENHEID], 7_500)
    assert (eigen.personen, eigen.mag_wijzigen) == (5, False)
    assert {regel.eenheid for regel in personen(hr(jaar), nummer, 0, 25)} == {EENHEID}
    for doe in (start, verwijder):
        with pytest.raises(GeenToegang):
            doe(hr(jaar), nummer)
    # Rows about persons that are over their term go; what the months came to stays.
    with jaar.ctx.database.transactie() as s:
        s.execute(delete(Scenariopersoon))
    later = uitkomst(hr(jaar), nummer)
    assert (later.verschil_centen, later.personen, later.groepen) == (7_500, 0, ())

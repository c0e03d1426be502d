# SPDX-License-Identifier: EUPL-1.2
"""The rule engine: reading, dated parameters, explanations, case files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest

from core.rules import (
    Bereik,
    Centen,
    Decimalen,
    Feit,
    Geweigerd,
    ParameterOntbreekt,
    Parameters,
    Parameterset,
    Uitleg,
    Zekerheid,
    calculation,
)
from core.rules.boom import LeesFout, Tekst, lees_tekst
from core.rules.cases import Casusloper, Resultaat, Uitkomst
from core.rules.invoer import lees, schrijf, verschillen
from core.rules.parameters import OnbekendeSleutel, Sleutel, Soort, lees_parameters
from core.rules.uitleg import Stap, Teksten, gelezen, regels, vastgelegd


class Kleur(StrEnum):
    ROOD = "rood"
    BLAUW = "blauw"


@dataclass(frozen=True)
class Rit:
    kilometers: Annotated[Decimal, Decimalen(1)]
    op: date


@dataclass(frozen=True)
class Gegeven:
    loon_centen: Centen
    op: date
    schaal: Annotated[int, Bereik(1, 19)] = 1
    begin: datetime | None = None
    kleur: Kleur = Kleur.ROOD
    ritten: tuple[Rit, ...] = ()
    naam: str | None = None
    actief: bool = False


@dataclass(frozen=True)
class Uit:
    bedrag_centen: Centen
    op: date
    begin: datetime | None
    ritten: tuple[Rit, ...]


SLEUTEL = Sleutel("proef.percentage", Soort.GETAL, "%", "Proef", "PROEF 1", aliassen=("oud.percentage",))
LEZING = Sleutel("proef.lezing", Soort.KEUZE, "", "Proef", "PROEF 1", keuzes=("A", "B"), lezing=True)
INGESTELD = Parameterset(
    {SLEUTEL.sleutel: SLEUTEL, LEZING.sleutel: LEZING},
    [
        Feit("proef.percentage", Decimal(5), date(2020, 1, 1), Zekerheid.QUOTED, "bron"),
        Feit("proef.percentage", Decimal("7.5"), date(2024, 1, 1), Zekerheid.INFERRED, "bron", date(2025, 1, 1)),
        Feit("proef.percentage", None, date(2026, 1, 1)),
        Feit("proef.lezing", "A", date(2020, 1, 1), Zekerheid.LEZING),
    ],
)


@calculation("PROEF/deel", articles=("PROEF 1",))
def deel(gegeven: Gegeven, parameters: Parameters, uitleg: Uitleg) -> Uit:
    if gegeven.naam == "stuk":
        raise ZeroDivisionError
    feit = parameters.feit("proef.percentage", gegeven.op)
    centen = Centen(int(gegeven.loon_centen * Decimal(str(feit.waarde)) / 100))
    uitleg.stap("PROEF 1", "proef.deel", feit, bedrag_centen=centen, op=gegeven.op)
    return Uit(centen, gegeven.op, gegeven.begin, gegeven.ritten)


def gelezen_uit(yaml: str) -> Gegeven:
    return lees(Gegeven, lees_tekst(yaml)[0])


def test_velden_worden_gelezen_naar_hun_soort() -> None:
    gegeven = gelezen_uit(
        "{loon_euro: '20.5', op: 2026-03-10, schaal: 10, begin: 2026-03-10T17:00, kleur: blauw, "
        "ritten: [{kilometers: 50.1, op: 2026-01-01}], naam: Jan, actief: true}"
    )
    assert gegeven.loon_centen == 2050
    assert gegeven.begin == datetime(2026, 3, 10, 16, tzinfo=UTC)
    assert gegeven.ritten[0].kilometers == Decimal("50.1")
    assert schrijf(gegeven)["loon_euro"] == "20.50"
    assert schrijf(gegeven)["begin"] == "2026-03-10T17:00"


def test_leeg_is_weggelaten_voor_een_veld_dat_niet_hoeft() -> None:
    assert gelezen_uit("{loon_euro: 1, op: 2026-03-10, schaal: null, ritten: null}").schaal == 1


@pytest.mark.parametrize(
    ("yaml", "veld"),
    [
        ("{op: 2026-03-10}", "loon_euro"),
        ("{loon_euro: null, op: 2026-03-10}", "loon_euro"),
        ("{loon_euro: 1.001, op: 2026-03-10}", "loon_euro"),
        ("{loon_euro: -1, op: 2026-03-10}", "loon_euro"),
        ("{loon_euro: tien, op: 2026-03-10}", "loon_euro"),
        ("{loon_euro: 1, op: '2026-03-10'}", "op"),
        ("{loon_euro: 1, op: 2026-03-10T17:00}", "op"),
        ("{loon_euro: 1, op: 2026-02-30}", "op"),
        ("{loon_euro: 1, op: 2026-03-10, schaal: 20}", "schaal"),
        ("{loon_euro: 1, op: 2026-03-10, schaal: 10.0}", "schaal"),
        ("{loon_euro: 1, op: 2026-03-10, schaal: '10'}", "schaal"),
        ("{loon_euro: 1, op: 2026-03-10, schaal: true}", "schaal"),
        ("{loon_euro: 1, op: 2026-03-10, kleur: groen}", "kleur"),
        ("{loon_euro: 1, op: 2026-03-10, begin: 2026-03-10}", "begin"),
        ("{loon_euro: 1, op: 2026-03-10, ritten: {}}", "ritten"),
        ("{loon_euro: 1, op: 2026-03-10, ritten: [{kilometers: 1.25, op: 2026-01-01}]}", "ritten[1].kilometers"),
        ("{loon_euro: 1, op: 2026-03-10, naam: 12}", "naam"),
        ("{loon_euro: 1, op: 2026-03-10, actief: ja}", "actief"),
        ("{loon_euro: 1, op: 2026-03-10, onbekend: 1}", "onbekend"),
        ("[1]", ""),
    ],
)
def test_slechte_invoer_noemt_veld_en_reden(yaml: str, veld: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        gelezen_uit(yaml)
    assert fout.value.veld == veld
    assert fout.value.reden


def test_een_dubbele_sleutel_is_een_fout() -> None:
    with pytest.raises(LeesFout, match="twee keer"):
        lees_tekst("a: 1\na: 2\n")


def test_een_waarde_geldt_tot_de_volgende() -> None:
    parameters = Parameters(INGESTELD)
    assert parameters["proef.percentage", date(2023, 12, 31)] == 5
    assert parameters["proef.percentage", date(2024, 1, 1)] == Decimal("7.5")
    assert parameters["oud.percentage", date(2020, 1, 1)] == 5
    assert parameters.te_bevestigen == ("proef.percentage",)


@pytest.mark.parametrize("op", [date(2019, 12, 31), date(2026, 1, 1)])
def test_een_onbekende_waarde_ontbreekt(op: date) -> None:
    with pytest.raises(ParameterOntbreekt) as fout:
        Parameters(INGESTELD)["oud.percentage", op]
    assert fout.value.ontbrekend == (("oud.percentage", op),)


def test_wat_ontbreekt_wordt_samen_genoemd() -> None:
    with pytest.raises(ParameterOntbreekt) as fout:
        Parameters(INGESTELD).alle(("proef.percentage", date(2026, 1, 1)), ("proef.lezing", date(2019, 1, 1)))
    assert len(fout.value.ontbrekend) == 2


def test_een_niet_aangegeven_sleutel_is_een_fout() -> None:
    with pytest.raises(OnbekendeSleutel, match="nergens aangegeven"):
        Parameters(INGESTELD)["proef.bestaat_niet", date(2026, 1, 1)]


def test_een_casusbestand_vervangt_de_hele_reeks() -> None:
    eigen = INGESTELD.vervangen([Feit("proef.percentage", Decimal(9), date(2025, 1, 1))])
    assert eigen.zoek("proef.percentage", date(2024, 1, 1)) is None
    assert eigen.zoek("proef.lezing", date(2024, 1, 1)) is not None


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (
            "sleutels: {}\nwaarden: [{sleutel: x, waarde: 1, vanaf: 2020-01-01, bron: b, zekerheid: quoted}]",
            "niet aangegeven",
        ),
        ("sleutels: {}\nwaarden: []\nextra: 1", "sleutels"),
        ("sleutels: {x: {soort: keuze, eenheid: e, omschrijving: o, artikel: a}}\nwaarden: []", "keuzes"),
        (
            "sleutels: {x: {soort: getal, eenheid: e, omschrijving: o, artikel: a}}\n"
            "waarden: [{sleutel: x, waarde: veel, vanaf: 2020-01-01, bron: b, zekerheid: quoted}]",
            "getal",
        ),
        (
            "sleutels: {x: {soort: getal, eenheid: e, omschrijving: o, artikel: a}}\n"
            "waarden: [{sleutel: x, waarde: 1, vanaf: 2020-01-01, bron: b, zekerheid: quoted},"
            " {sleutel: x, waarde: 2, vanaf: 2020-01-01, bron: b, zekerheid: quoted}]",
            "twee waarden",
        ),
    ],
)
def test_een_parameterbestand_wordt_streng_gelezen(tmp_path: Path, inhoud: str, reden: str) -> None:
    pad = tmp_path / "parameters.yaml"
    pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(LeesFout, match=reden):
        lees_parameters(pad)


def test_een_uitleg_overleeft_het_bewaren_en_leest_als_een_zin() -> None:
    antwoord = deel.bereken(gelezen_uit("{loon_euro: '100.00', op: 2024-05-01}"), INGESTELD)
    assert antwoord.buiten()["te_bevestigen"] == ["proef.percentage"]
    assert antwoord.buiten().get("te_herzien") is None
    later = deel.bereken(gelezen_uit("{loon_euro: '100.00', op: 2025-05-01}"), INGESTELD)
    assert later.buiten()["te_herzien"] == ["proef.percentage"]
    terug = gelezen(vastgelegd(list(antwoord.stappen)))
    assert terug == list(antwoord.stappen)
    teksten = Teksten({"proef.deel": {"nl": "Dat is {bedrag_centen} op {op}.", "en": "That is {bedrag_centen}."}})
    assert regels(terug, teksten)[0] == {
        "artikel": "PROEF 1",
        "tekst": "Dat is €\xa07,50 op wo 1 mei 2024.",
        "parameter": "proef.percentage",
        "waarde": "7.5",
        "vanaf": "2024-01-01",
        "zekerheid": "inferred",
    }
    assert teksten.zin(Stap("a", "proef.deel", {"bedrag_centen": 750}), "en") == "That is €7.50."


def test_een_berekening_met_een_andere_vorm_wordt_bij_het_laden_geweigerd() -> None:
    with pytest.raises(TypeError):

        @calculation("PROEF/fout", articles=("PROEF 1",))
        def fout(gegeven: dict[str, int], parameters: Parameters, uitleg: Uitleg) -> Uit:
            raise NotImplementedError


def loop(tmp_path: Path, inhoud: str) -> list[Resultaat]:
    pad = tmp_path / "proef.yaml"
    pad.write_text(inhoud, encoding="utf-8")
    loper = Casusloper({("PROEF/deel", 1): deel}, INGESTELD, Teksten({}))
    return [resultaat for bestand in loper.lees(pad) for resultaat in loper.loop(bestand)]


KOP = "berekening: PROEF/deel\ncasussen:\n"


@pytest.mark.parametrize(
    ("casus", "uitkomst"),
    [
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {bedrag_euro: 5}}", Uitkomst.OK),
        (
            "{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {bedrag_euro: '5.00', begin: null, x: null}}",
            Uitkomst.OK,
        ),
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {bedrag_euro: 5.01}}", Uitkomst.AFWIJKEND),
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {op: 2020-01-02}}", Uitkomst.AFWIJKEND),
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {onbekend: 1}}", Uitkomst.AFWIJKEND),
        (
            "{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {ritten: [{kilometers: 1}]}}",
            Uitkomst.AFWIJKEND,
        ),
        (
            "{id: a, gegeven: {loon_euro: 1, op: 2020-01-01, ritten: [{kilometers: 1, op: 2020-01-01}]},"
            " verwacht: {ritten: [{kilometers: 1.0}]}}",
            Uitkomst.OK,
        ),
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {}, artikelen: [PROEF 1]}", Uitkomst.OK),
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, verwacht: {}, artikelen: [PROEF 2]}", Uitkomst.AFWIJKEND),
        ("{id: a, gegeven: {op: 2020-01-01}, geweigerd: true}", Uitkomst.OK),
        ("{id: a, gegeven: {loon_euro: 100, op: 2020-01-01}, geweigerd: true}", Uitkomst.AFWIJKEND),
        ("{id: a, gegeven: {loon_euro: 100, op: 2026-01-01}, ontbreekt: proef.percentage}", Uitkomst.OK),
        ("{id: a, gegeven: {loon_euro: 100, op: 2026-01-01}, ontbreekt: proef.lezing}", Uitkomst.AFWIJKEND),
        ("{id: a, gegeven: {loon_euro: 100, op: 2026-01-01}, geweigerd: true}", Uitkomst.AFWIJKEND),
        ("{id: a, gegeven: {loon_euro: 1, op: 2020-01-01, naam: stuk}, geweigerd: true}", Uitkomst.FOUT),
    ],
)
def test_een_casus_slaagt_alleen_met_het_verwachte_antwoord(tmp_path: Path, casus: str, uitkomst: Uitkomst) -> None:
    assert loop(tmp_path, f"{KOP} - {casus}\n")[0].uitkomst is uitkomst


@pytest.mark.parametrize(
    "inhoud",
    [
        "berekening: PROEF/onbekend\ncasussen: []",
        "berekening: PROEF/deel\nversie: 2\ncasussen: []",
        "berekening: PROEF/deel",
        "berekening: PROEF/deel\ncasussen: []\nmeer: 1",
        KOP + " - {id: a, gegeven: {}, geweigerd: true}\n - {id: a, gegeven: {}, geweigerd: true}",
        KOP + " - {id: a, gegeven: {}, geweigerd: true, verwacht: {}}",
        "berekening: PROEF/deel\nparameters: [{sleutel: onbekend.x, waarde: 1, vanaf: 2020-01-01}]\ncasussen: []",
        "berekening: PROEF/deel\ncasussen: []\n"
        "parameters: [{sleutel: proef.percentage, waarde: 1, vanaf: 2020-01-01, extra: 1}]",
        "berekening: [",
    ],
)
def test_een_kapot_casusbestand_wordt_geweigerd(tmp_path: Path, inhoud: str) -> None:
    with pytest.raises(LeesFout):
        loop(tmp_path, inhoud)


def test_een_alias_in_een_casusbestand_heeft_zijn_eigen_reeks(tmp_path: Path) -> None:
    inhoud = (
        "berekening: PROEF/deel\nparameters: [{sleutel: proef.percentage, waarde: 10, vanaf: 2020-01-01}]\n"
        "casussen: [{id: a, gegeven: {loon_euro: 100, op: 2026-01-01}, verwacht: {bedrag_euro: 10}}]\n---\n"
        "berekening: PROEF/deel\nparameters: [{sleutel: oud.percentage, waarde: 10, vanaf: 2020-01-01}]\n"
        "casussen: [{id: a, gegeven: {loon_euro: 100, op: 2024-01-01}, verwacht: {bedrag_euro: 7.50}}]\n"
    )
    assert [resultaat.uitkomst for resultaat in loop(tmp_path, inhoud)] == [Uitkomst.OK, Uitkomst.OK]


def test_een_lege_tekst_is_leeg_en_aangehaald_niet() -> None:
    assert Tekst("null").leeg
    assert not Tekst("null", aangehaald=True).leeg


@dataclass(frozen=True)
class Verdeling:
    bedragen_centen: tuple[Centen, ...]
    per_naam_centen: Mapping[str, Centen]


def test_bedragen_in_een_lijst_of_onder_een_naam_zijn_buiten_euros() -> None:
    uitkomst = Verdeling((Centen(5), Centen(-150)), {"Parket A": Centen(2500), "B": Centen(0)})
    assert schrijf(uitkomst) == {
        "bedragen_euro": ["0.05", "-1.50"],
        "per_naam_euro": {"Parket A": "25.00", "B": "0.00"},
    }


@pytest.mark.parametrize(
    ("verwacht", "anders"),
    [
        ("{per_naam_euro: {Parket A: 25.00}}", 0),
        ('{bedragen_euro: ["0.05", "-1.50"], per_naam_euro: {B: 0, Parket A: "25.00", C: null}}', 0),
        ("{per_naam_euro: {Parket A: 25.01, B: 0.01}}", 2),
        ("{per_naam_euro: {C: 0.00}}", 1),
        ("{per_naam_euro: [25.00]}", 1),
        ("{per_naam_euro: 25.00}", 1),
        ("{bedragen_euro: [0.05]}", 1),
    ],
)
def test_een_verdeling_wordt_vergeleken_op_de_genoemde_namen(verwacht: str, anders: int) -> None:
    uitkomst = Verdeling((Centen(5), Centen(-150)), {"Parket A": Centen(2500), "B": Centen(0)})
    assert len(verschillen(Verdeling, uitkomst, lees_tekst(verwacht)[0])) == anders

# SPDX-License-Identifier: EUPL-1.2
"""The sample files: the good ones go in twice without a difference, the bad ones name what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from core.context import Context
from core.people.importsoorten import SOORTEN
from core.people.invoerbestand import importeer, lees_en_controleer
from core.storage.tables import Tabel
from tests.core.people.conftest import VOORBEELDEN

GOED = {soort: (VOORBEELDEN / "goed" / f"{soort}.csv").read_bytes() for soort in SOORTEN}
AANTALLEN = {
    "medewerkers": 8,
    "dienstverbanden": 10,
    "inschalingen": 10,
    "arbeidspatronen": 5,
    "teams": 3,
    "teamleden": 7,
    "leiding": 3,
    "afwezigheid": 4,
}

#: File, kind, and for every error its line, column and part of the reason.
FOUT = (
    (
        "kop",
        "medewerkers",
        [(1, "geboortedatum", "ontbreekt"), (1, "geboren", "hoort hier niet"), (1, "naam", "twee keer")],
    ),
    ("codering", "medewerkers", [(3, "naam", "geen UTF-8")]),
    ("utf16", "medewerkers", [(1, None, "UTF-16")]),
    ("leeg", "medewerkers", [(1, None, "leeg")]),
    ("alleen-kop", "medewerkers", [(2, None, "geen gegevens")]),
    ("afgekapt", "medewerkers", [(3, None, "afgekapt"), (3, "geboortedatum", "2 velden, de kop 4")]),
    ("afgekapt-in-het-laatste-veld", "inschalingen", [(2, None, "afgekapt")]),
    ("aanhalingsteken", "medewerkers", [(2, None, "aanhalingsteken")]),
    (
        "medewerkers",
        "medewerkers",
        [
            (3, "personeelsnummer", "staat al op regel 2"),
            (5, "personeelsnummer", "regel 4 zegt hierover iets anders"),
            (6, "naam", "ingevuld"),
            (7, "geboortedatum", "hier hoort een datum"),
            (8, "geboortedatum", "bestaat niet"),
            (9, "email", "e-mailadres"),
            (9, "geboortedatum", "hier hoort een datum"),
            (9, "personeelsnummer", "letters, cijfers"),
            (10, None, "5 velden, de kop 4"),
            (11, "geboortedatum", "2 velden, de kop 4"),
        ],
    ),
    (
        "dienstverbanden",
        "dienstverbanden",
        [
            (2, "personeelsnummer", "niet bekend"),
            (3, "eenheid", "kies uit"),
            (4, "tot_en_met", "het einde ligt voor het begin"),
            (6, "van", "vanaf 01-06-2020 (regel 5)"),
            (7, "uren_per_week", "aantal uren"),
            (8, "uren_per_week", "meer dan er uren zijn"),
        ],
    ),
    (
        "inschalingen",
        "inschalingen",
        [
            (2, "schaal", "van 1 tot en met 19"),
            (3, "maandsalaris", "zonder punt voor de duizendtallen"),
            (4, "vanaf", "geen dienstverband bij jio"),
            (5, "bron", "ingevuld"),
            (6, "maandsalaris", "bedrag"),
            (6, "schaal", "heel getal"),
        ],
    ),
    (
        "arbeidspatronen",
        "arbeidspatronen",
        [
            (2, "maandag", "meer dan er uren zijn"),
            (3, "maandag", "hele minuten"),
            (4, "donderdag", "ingevuld"),
        ],
    ),
    (
        "teams",
        "teams",
        [
            (3, "eenheid", "regel 2 zegt hierover iets anders"),
            (4, "eenheid", "bestaat niet"),
            (5, "code", "streepjes"),
        ],
    ),
    (
        "teamleden",
        "teamleden",
        [
            (2, "team", "bestaat niet bij jio"),
            (3, "van", "geen dienstverband bij jio"),
            (5, "van", "vanaf 01-06-2020 (regel 4)"),
        ],
    ),
    (
        "leiding",
        "leiding",
        [(2, "personeelsnummer", "niet bekend"), (3, "tot_en_met", "het einde ligt voor het begin")],
    ),
    (
        "afwezigheid",
        "afwezigheid",
        [
            (2, "soort", "kies uit: verlof, ziekte"),
            (4, "van", "vanaf 03-03-2026 (regel 3)"),
            (5, "van", "geen dienstverband"),
        ],
    ),
)


def inhoud(ctx: Context) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of the core."""
    with ctx.database.lezen() as s:
        return {
            tabel.name: sorted((tuple(rij) for rij in s.execute(select(tabel))), key=repr)
            for tabel in Tabel.metadata.sorted_tables
            if tabel.name.startswith("core_")
        }


def test_de_goede_voorbeelden_gaan_in_een_lege_database_en_een_tweede_keer_verandert_niets(ctx: Context) -> None:
    for soort, bestand in GOED.items():
        verslag = importeer(ctx, soort, bestand)
        assert verslag.fouten == ()
        assert (verslag.nieuw, verslag.gewijzigd, verslag.ongewijzigd) == (AANTALLEN[soort], 0, 0), soort
        assert verslag.import_id is not None
    eerst = inhoud(ctx)
    for soort, bestand in GOED.items():
        verslag = importeer(ctx, soort, bestand)
        assert (verslag.nieuw, verslag.gewijzigd, verslag.ongewijzigd) == (0, 0, AANTALLEN[soort]), soort
        assert verslag.import_id is None
    assert inhoud(ctx) == eerst


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_goed_voorbeeld_met_kommas_bom_en_andere_volgorde_is_hetzelfde_bestand(
    ctx: Context, mensen: dict[str, int]
) -> None:
    for soort in ("medewerkers", "teams", "leiding", "afwezigheid"):
        rijen = [regel.split(";") for regel in GOED[soort].decode().splitlines()]
        anders = "\ufeff" + "".join(",".join(reversed(rij)) + "\r\n" for rij in rijen)
        verslag = lees_en_controleer(ctx, soort, anders.encode())
        assert (verslag.fouten, verslag.nieuw, verslag.gewijzigd) == ((), 0, 0)
        assert verslag.ongewijzigd == AANTALLEN[soort]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("bestand", "soort", "verwacht"), FOUT, ids=[geval[0] for geval in FOUT])
def test_een_fout_voorbeeld_noemt_regel_kolom_en_reden(
    ctx: Context, mensen: dict[str, int], bestand: str, soort: str, verwacht: list[tuple[int, str | None, str]]
) -> None:
    verslag = lees_en_controleer(ctx, soort, (VOORBEELDEN / "fout" / f"{bestand}.csv").read_bytes())
    assert [(fout.regel, fout.kolom) for fout in verslag.fouten] == [(regel, kolom) for regel, kolom, _ in verwacht]
    for fout, (_, _, reden) in zip(verslag.fouten, verwacht, strict=True):
        assert reden in fout.reden


def test_een_fout_voorbeeld_verandert_niets(ctx: Context, mensen: dict[str, int]) -> None:
    eerst = inhoud(ctx)
    for bestand, soort, verwacht in FOUT:
        gelezen = (VOORBEELDEN / "fout" / f"{bestand}.csv").read_bytes()
        verslag = importeer(ctx, soort, gelezen)
        assert verslag == lees_en_controleer(ctx, soort, gelezen)
        assert (len(verslag.fouten), verslag.goed) == (len(verwacht), False)
        assert (verslag.nieuw, verslag.gewijzigd, verslag.ongewijzigd, verslag.import_id) == (0, 0, 0, None)
    assert inhoud(ctx) == eerst


def test_elk_voorbeeld_wordt_geprobeerd() -> None:
    def namen(map_: Path) -> set[str]:
        return {pad.stem for pad in map_.glob("*.csv")}

    assert namen(VOORBEELDEN / "goed") == set(SOORTEN)
    assert namen(VOORBEELDEN / "fout") == {geval[0] for geval in FOUT}


def test_de_kolommen_van_elk_voorbeeld_zijn_die_van_de_soort() -> None:
    for soort, bestand in GOED.items():
        assert tuple(bestand.decode().splitlines()[0].split(";")) == SOORTEN[soort].kolommen

# SPDX-License-Identifier: EUPL-1.2
"""CSV files of JIO: a bad row says where it is wrong, nothing is half imported, and again changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from core.people.invoerbestand import Importverslag, importeer
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Aanwijzing, Besluit, Dienst, Ontheffing, Pas, Teamsituatie
from plugins.jio.consignatie.services import roosters
from tests.plugins.jio.consignatie.conftest import JAAR, Wereld


def lees_in(wereld: Wereld, soort: str, *regels: str, naam: str = "hans") -> Importverslag:
    return importeer(wereld.als(naam), soort, "".join(f"{regel}\n" for regel in regels).encode())


def test_brieven(wereld: Wereld):
    kop = "personeelsnummer;per;getekend_op;ingetrokken_per"
    verslag = lees_in(wereld, "jio.aanwijzingen", kop, "P-lot;2023-03-01;;", "P-leo;2023-03-01;2023-02-01;")
    assert verslag.goed
    assert lees_in(wereld, "jio.aanwijzingen", kop, "P-lot;2023-03-01;2023-03-02;").goed
    with wereld.database.lezen() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["lot"])).one()
    assert brief.getekend_op == date(2023, 3, 2)
    with pytest.raises(Geweigerd, match="andere datums"):
        lees_in(wereld, "jio.aanwijzingen", kop, "P-lot;2023-03-01;2023-03-09;")


@pytest.mark.parametrize(("soort", "tabel"), [("jio.ontheffingen", Ontheffing), ("jio.pas", Pas)])
def test_perioden_nog_een_keer_verandert_niets(wereld: Wereld, soort: str, tabel: type):
    for _ in range(2):
        assert lees_in(wereld, soort, "personeelsnummer;van;tot_en_met", "P-anna;2023-01-01;").goed
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(tabel)) == 1


@pytest.mark.parametrize(
    ("soort", "regels", "kolom"),
    [
        (
            "jio.aanwijzingen",
            ("personeelsnummer;per;getekend_op;ingetrokken_per", "P-x;2023-01-01;;"),
            "personeelsnummer",
        ),
        ("jio.aanwijzingen", ("personeelsnummer;per;getekend_op;ingetrokken_per", "P-anna;1-1-2023;;"), "per"),
        ("jio.pas", ("personeelsnummer;van;tot_en_met", "P-anna;2023-02-01;2023-01-01"), "tot_en_met"),
        ("jio.teamsituaties", ("team;vanaf;situatie;plaatsgebonden;bron", "net;2024-01-01;d;nee;x"), "situatie"),
        ("jio.teamsituaties", ("team;vanaf;situatie;plaatsgebonden;bron", "abc;2024-01-01;a;nee;x"), "team"),
        ("jio.teamsituaties", ("team;vanaf;situatie;plaatsgebonden;bron", "net;2024-01-01;a;soms;x"), "plaatsgebonden"),
        ("jio.fcc", ("personeelsnummer;datum;minuten;incidentnummer", "P-anna;2023-01-01;-5;I"), "minuten"),
        ("jio.rooster", ("team;dinsdag;personeelsnummer", "net;2023-01-04;P-anna"), "dinsdag"),
    ],
)
def test_een_slechte_regel_noemt_de_kolom_en_er_verandert_niets(
    wereld: Wereld, soort: str, regels: tuple[str, ...], kolom: str
):
    naam = "rob" if soort == "jio.rooster" else "hans"
    [fout] = lees_in(wereld, soort, *regels, naam=naam).fouten
    assert (fout.regel, fout.kolom) == (2, kolom)


def test_een_situatie_uit_een_bestand_is_een_voorstel(wereld: Wereld):
    for _ in range(2):
        verslag = lees_in(
            wereld, "jio.teamsituaties", "team;vanaf;situatie;plaatsgebonden;bron", "net;2024-01-01;b;nee;besluit"
        )
        assert verslag.goed
    with wereld.database.lezen() as s:
        voorstel = s.scalars(select(Teamsituatie).where(Teamsituatie.vanaf == date(2024, 1, 1))).one()
    assert voorstel.besluit is Besluit.VOORGESTELD


def test_een_rooster_in_opbouw(wereld: Wereld):
    vooraf = wereld.op(datetime(JAAR - 1, 12, 1, tzinfo=UTC))
    rooster_id = roosters.maak(vooraf.als("rob"), wereld.teams["net"], JAAR)
    kop = "team;dinsdag;personeelsnummer"
    for _ in range(2):
        assert lees_in(vooraf, "jio.rooster", kop, "net;2023-01-03;P-anna", "net;2023-01-10;P-bram", naam="rob").goed
    with wereld.database.lezen() as s:
        diensten = s.scalars(select(Dienst.id).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)).all()
    assert [wereld.wie(dienst_id)[0][0] for dienst_id in diensten[:2]] == ["anna", "bram"]
    [fout] = lees_in(vooraf, "jio.rooster", kop, "net;2023-01-17;P-cas", "net;2023-01-24;P-otto", naam="rob").fouten
    assert (fout.regel, fout.kolom) == (3, "personeelsnummer")
    assert "hoort dan niet bij het team" in fout.reden
    assert wereld.wie(diensten[2]) == []


@pytest.mark.parametrize("soort", ["jio.aanwijzingen", "jio.fcc", "jio.rooster"])
def test_wie_niet_mag_importeren(wereld: Wereld, soort: str):
    with pytest.raises(GeenToegang):
        lees_in(wereld, soort, "personeelsnummer", naam="anna")

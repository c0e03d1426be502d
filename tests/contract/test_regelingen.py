# SPDX-License-Identifier: EUPL-1.2
"""The sheet of a regulation: on its page, in the documentation, and counted on the command line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.cli import main
from core.dossiers.termijnen import Duur, Termijnafwijking, Termijneenheid
from core.nieuw.plugin import maak_plugin
from core.plugins import Bijdrage, Installatie
from core.regulations.blad import Dekking, blad, casussen
from core.regulations.catalogus import Regelstand
from core.regulations.documentatie import documentatie, schrijf
from core.rules.invoer import Geweigerd

DOCUMENTATIE = Path(__file__).parents[2] / "docs" / "regelingen"


def test_de_documentatie_is_die_van_de_catalogus(installatie: Installatie) -> None:
    """Renew it with ``annex regulations docs docs/regelingen``."""
    assert {pad.name: pad.read_text(encoding="utf-8") for pad in DOCUMENTATIE.glob("*.md")} == documentatie(installatie)


def test_een_eenheid_die_weg_is_verliest_haar_bestand_en_andermans_bestand_blijft(
    installatie: Installatie, tmp_path: Path
) -> None:
    kop = documentatie(installatie)["README.md"][:80]
    (tmp_path / "weg.md").write_text(f"{documentatie(installatie)['jio.md'][:200]}", encoding="utf-8")
    (tmp_path / "eigen.md").write_text("# Van iemand zelf\n", encoding="utf-8")
    schrijf(installatie, tmp_path)
    assert not (tmp_path / "weg.md").exists()
    assert (tmp_path / "eigen.md").exists()
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith(kop)


def test_elke_regel_staat_een_keer_op_het_blad_onder_haar_stand(installatie: Installatie) -> None:
    gelezen = casussen(installatie)
    for regeling in installatie.regelingen.values():
        deel = blad(installatie, regeling, gelezen)
        op_het_blad = Counter(
            (nummer, stand)
            for standen in deel.regels.values()
            for stand, nummers in standen.items()
            for nummer in nummers
        )
        assert op_het_blad == Counter((regel.id, regel.stand) for regel in regeling.regels)


def test_een_regeling_die_niemand_uitvoert_beweert_dat_ook_niet(installatie: Installatie) -> None:
    for regeling in installatie.regelingen.values():
        gedaan = [regel for regel in regeling.regels if regel.stand is Regelstand.UITGEVOERD]
        assert bool(gedaan) <= (regeling.stand == "in_uitvoering"), regeling.id


def test_een_afwijking_staat_op_het_blad_met_de_reden(installatie: Installatie) -> None:
    from dataclasses import replace

    eigen = Termijnafwijking("CORE-HAND/uitkomst", Duur(10, Termijneenheid.WEKEN), "OM 8.2", "omdat het kan")
    samen = replace(installatie, termijnafwijkingen=(Bijdrage("om", eigen),))
    deel = blad(samen, samen.regelingen["CORE-HAND"], {})
    (uitkomst,) = (termijn for termijn in deel.termijnen if termijn.termijn.id == eigen.termijn)
    assert [(werking.eenheid, str(werking.duur)) for werking in uitkomst.afwijkend] == [("om", "10 weken")]
    assert all(not termijn.afwijkend for termijn in deel.termijnen if termijn is not uitkomst)
    tekst = documentatie(samen)["jenv.md"]
    assert "| Openbaar Ministerie: eigen termijn | 10 weken |" in tekst
    assert "OM 8.2: omdat het kan" in tekst


# --- the command line


def test_de_dekking_telt_elke_regeling_en_het_geheel(installatie: Installatie) -> None:
    regels = CliRunner().invoke(main, ["regulations", "coverage"]).output.splitlines()
    assert len(regels) == len(installatie.regelingen) + 2
    totaal = Dekking.van(*installatie.regelingen.values())
    assert regels[-1].split() == ["samen", *map(str, (totaal.uitgevoerd, totaal.rekenregel, totaal.totaal))]
    eigen = CliRunner().invoke(main, ["regulations", "coverage", "--unit", "nfi"]).output.splitlines()
    assert [regel.split()[:2] for regel in eigen[1:-1]] == [["nfi", "NFI-BEZW"], ["nfi", "NFI-HOOG"]]


@pytest.mark.parametrize(
    ("eenheid", "naam", "veld"),
    [
        ("Koffie", "Koffie", "eenheid"),
        ("k", "Koffie", "eenheid"),
        ("koffie_zuid", "Koffie", "eenheid"),
        ("core", "Koffie", "eenheid"),
        ("om", "Koffie", "eenheid"),
        ("koffie", "Kof\nfie", "naam"),
        ("koffie", 'Kof"fie', "naam"),
        ("koffie", " ", "naam"),
    ],
)
def test_een_plugin_met_een_naam_die_niet_kan_wordt_niet_gemaakt(
    tmp_path: Path, eenheid: str, naam: str, veld: str
) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_plugin(eenheid, naam, tmp_path / "nieuw", {"om", "jio"})
    assert fout.value.veld == veld
    assert not (tmp_path / "nieuw").exists()


def test_een_plugin_overschrijft_niets(tmp_path: Path) -> None:
    (tmp_path / "eigen.txt").write_text("werk", encoding="utf-8")
    with pytest.raises(Geweigerd, match="niet leeg"):
        maak_plugin("koffie", "Koffie", tmp_path)
    assert [pad.name for pad in tmp_path.iterdir()] == ["eigen.txt"]


def test_in_een_nieuwe_plugin_is_elk_woord_ingevuld(tmp_path: Path) -> None:
    geschreven = maak_plugin("koffie", "Kamer van Koffie", tmp_path / "nieuw")
    assert tmp_path / "nieuw" / "annex_koffie" / "voorbeeld" / "templates" / "koffie" / "voorbeeld.html" in geschreven
    assert [pad for pad in geschreven if "@@" in str(pad) + pad.read_text(encoding="utf-8")] == []

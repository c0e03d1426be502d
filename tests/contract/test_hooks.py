# SPDX-License-Identifier: EUPL-1.2
"""The contract with plugins: documented, checked at the start, and refused with one clear line when broken."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core import hooks
from core.contributions import Dienstonderdeel
from core.hooks import hookimpl
from core.people.policy import Beleidsregel, Relatie
from core.plugins import Installatie, PluginFout, laad
from core.storage.tables import Tabel

DOCUMENTATIE = Path("docs/plugins.md").read_text(encoding="utf-8")
HOOKS = {naam: functie for naam, functie in vars(hooks).items() if naam.startswith("annex_")}


def test_elke_hook_staat_met_zijn_argumenten_in_de_documentatie() -> None:
    rijen = re.findall(r"^\| `(annex_\w+)` \|([^|]*)\|", DOCUMENTATIE, flags=re.MULTILINE)
    beschreven = {naam: argumenten.strip() for naam, argumenten in rijen}
    in_de_code = {
        naam: ", ".join(f"`{argument}`" for argument in inspect.signature(functie).parameters)
        for naam, functie in HOOKS.items()
    }
    assert beschreven == in_de_code


def test_elke_hook_heeft_een_volledige_zin_als_uitleg() -> None:
    assert [naam for naam, functie in HOOKS.items() if not (functie.__doc__ or "").strip().endswith(".")] == []


def plugin(**extra: Any) -> SimpleNamespace:
    """Make a plugin ``proef`` out of functions."""

    @hookimpl
    def annex_eenheid() -> Dienstonderdeel:
        return Dienstonderdeel("proef", "Proefdienst", "PD")

    return SimpleNamespace(**{"annex_eenheid": annex_eenheid} | {naam: hookimpl(wat) for naam, wat in extra.items()})


def fout_van(proef: SimpleNamespace, naam: str = "proef") -> str:
    with pytest.raises(PluginFout) as fout:
        laad(extra={naam: proef})
    assert "\n" not in str(fout.value)
    return str(fout.value)


def test_een_plugin_van_buiten_doet_mee() -> None:
    assert laad(extra={"proef": plugin()}).eenheden["proef"].naam == "Proefdienst"


def test_een_onbekende_hook_wordt_bij_de_start_geweigerd() -> None:
    def annex_bestaat_niet() -> None:
        return None

    assert "annex_bestaat_niet" in fout_van(plugin(annex_bestaat_niet=annex_bestaat_niet))


def test_een_hook_die_misgaat_noemt_de_plugin() -> None:
    def annex_regelingen() -> None:
        raise ZeroDivisionError("kapot")

    assert fout_van(plugin(annex_regelingen=annex_regelingen)).startswith("plugin proef: annex_regelingen mislukte")


def test_een_beleidsregel_over_andermans_objecten_wordt_geweigerd() -> None:
    def annex_beleid() -> list[Beleidsregel]:
        return [Beleidsregel("hr", "bekijk", "jio.dienst", Relatie.ALLE)]

    assert "jio.dienst" in fout_van(plugin(annex_beleid=annex_beleid))


def test_een_nieuwere_kern_wordt_gevraagd_en_geweigerd() -> None:
    def annex_kernversie() -> str:
        return "99.0"

    assert "99.0" in fout_van(plugin(annex_kernversie=annex_kernversie))


def test_een_naam_die_met_die_van_een_ander_begint_wordt_geweigerd() -> None:
    @hookimpl
    def annex_eenheid() -> Dienstonderdeel:
        return Dienstonderdeel("om_zuid", "Zuid", "Z")

    assert "om_zuid" in fout_van(SimpleNamespace(annex_eenheid=annex_eenheid), "om_zuid")


def test_een_andere_naam_dan_het_entry_point_wordt_geweigerd() -> None:
    assert "verwacht dezelfde naam" in fout_van(plugin(), "anders")


def test_een_tabel_zonder_voorvoegsel_wordt_geweigerd() -> None:
    class Vreemd(Tabel):
        __tablename__ = "vreemd_ding"
        id: Mapped[int] = mapped_column(primary_key=True)

    try:

        def annex_tabellen() -> list[type[Tabel]]:
            return [Vreemd]

        assert "vreemd_ding" in fout_van(plugin(annex_tabellen=annex_tabellen))
    finally:
        _vergeet(Vreemd)


def test_een_verwijzing_naar_de_tabel_van_een_ander_wordt_geweigerd() -> None:
    class Proefding(Tabel):
        __tablename__ = "proef_ding"
        id: Mapped[int] = mapped_column(primary_key=True)
        dienst: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))

    try:

        def annex_tabellen() -> list[type[Tabel]]:
            return [Proefding]

        assert "jio_dienst" in fout_van(plugin(annex_tabellen=annex_tabellen))
    finally:
        _vergeet(Proefding)


def _vergeet(tabel: type[Tabel]) -> None:
    Tabel.registry._dispose_cls(tabel)
    Tabel.metadata.remove(tabel.__table__)  # type: ignore[arg-type]


def test_een_geblokkeerde_plugin_wordt_niet_geladen() -> None:
    assert "om" not in laad(geblokkeerd=["om"]).eenheden


@pytest.mark.parametrize("eenheid", ["om", "jio", "dtv", "nfi", "cjib"])
def test_elke_plugin_heeft_een_catalogus(installatie: Installatie, eenheid: str) -> None:
    eigen = [regeling for regeling in installatie.regelingen.values() if regeling.eenheid == eenheid]
    assert eigen
    assert all(regeling.titel and regeling.samenvatting and regeling.bronregels for regeling in eigen)


def test_elke_berekening_noemt_artikelen_van_de_catalogus(installatie: Installatie) -> None:
    onbekend = {
        (rekenregel.id, artikel)
        for rekenregel in installatie.berekeningen.values()
        for artikel in rekenregel.artikelen
        if installatie.artikel(artikel) is None
    }
    assert onbekend == set()


def test_elke_berekening_heeft_eigen_casussen_die_slagen(installatie: Installatie) -> None:
    loper = installatie.casusloper()
    bestanden = [bestand for map_ in installatie.mappen for pad in map_.waarde.casussen for bestand in loper.lees(pad)]
    mislukt = [
        resultaat.regel() for bestand in bestanden for resultaat in loper.loop(bestand) if resultaat.uitkomst != "ok"
    ]
    assert mislukt == []
    zonder = {id_ for id_, _ in installatie.berekeningen} - {bestand.berekening for bestand in bestanden}
    assert zonder == set()


def test_elke_stap_van_een_uitleg_heeft_een_zin(installatie: Installatie) -> None:
    loper = installatie.casusloper()
    codes = set()
    for map_ in installatie.mappen:
        for pad in map_.waarde.casussen:
            for bestand in loper.lees(pad):
                for resultaat in loper.loop(bestand):
                    codes |= {
                        str(regel["tekst"]) for regel in resultaat.uitleg if "/" in str(regel["tekst"]).split(" ")[0]
                    }
    assert codes == set()

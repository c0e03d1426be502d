# SPDX-License-Identifier: EUPL-1.2
"""Every hook: what a plugin answers to it is there in the installation, and a wrong answer stops the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Blueprint
from sqlalchemy.orm import Mapped, mapped_column

from core import hooks
from core.contributions import (
    Berichtsoort,
    Briefsoort,
    Dagelijks,
    Dienstonderdeel,
    Exporttype,
    Feitverhaal,
    Importtype,
    Job,
    Menupunt,
    Paginas,
    Parametertoets,
    Persoonsgegeven,
    Regelingmap,
    Startblok,
    Taaksoort,
    Verplichting,
)
from core.dossiers.procedure import Procedure, Processtap
from core.dossiers.termijnen import Afwijken, Duur, Termijn, Termijnafwijking, Termijneenheid
from core.people.policy import Beleidsregel, Doel, Relatie, Rol
from core.plugins import Installatie, PluginFout, laad
from core.regulations.catalogus import Artikel, Regeling, Stand
from core.rules import Parameters, Uitleg, calculation
from core.settings import Instellingen
from core.storage.engine import Database
from core.storage.tables import Tabel
from core.web.app import maak_app
from core.web.rights import vereist
from tests.contract.test_hooks import HOOKS, _vergeet, fout_van, plugin

HIER = Path(__file__).parent
GEHEIM = "geheim-" * 6


@dataclass(frozen=True)
class Vraag:
    """What the calculation of these tests asks, and answers."""

    dag: date


@calculation("PROEF-REGELING/niets", articles=("PROEF 1",))
def niets(gegeven: Vraag, parameters: Parameters, uitleg: Uitleg) -> Vraag:
    """Answer what was asked."""
    return gegeven


class Bron:
    """A month source that pays nothing."""

    id, eenheid, regeling = "proef.bron", "proef", "PROEF-REGELING"

    def medewerkers(self, *_: object) -> list[int]:
        return []

    def bereken(self, *_: object) -> list[Any]:
        return []


REGELING = Regeling(
    "PROEF-REGELING", "proef", "Regeling", "Wat er geldt.", "1", Stand.REKENREGEL, (Artikel("PROEF 1", "Iets"),)
)
DRIE_DAGEN = Duur(3, Termijneenheid.KALENDERDAGEN)
TERMIJN = Termijn("PROEF/t", "PROEF-REGELING", "PROEF 1", "Iets", "begin", "wie", DRIE_DAGEN, Afwijken.NOOIT)
AFWIJKING = Termijnafwijking("CORE-HAND/ontvangstbevestiging", DRIE_DAGEN, "PROEF 1", "sneller")
PROCEDURE = Procedure(
    "proef.gang", "PROEF-REGELING", "begin", (Processtap("stap", ("begin",), "klaar", ("hr",), "PROEF 1"),)
)
JOB = Job("proef.job", "Werk", Dagelijks(time(9)), lambda ctx, dag: [], lambda ctx, dag, sleutel: None)
BLOK = Startblok("medewerker", 1, "Titel", "Zin.")
VERHAAL = Feitverhaal("PROEF-REGELING", lambda s, feit, wie: ())
EXPORT = Exporttype("proef.lijst", "Lijst", lambda ctx, periode: ("lijst.txt", "text/plain", b""))
IMPORT = Importtype("proef.rijen", "Rijen", ("naam",), lambda s, rij: rij, lambda ctx, s, rijen: 0)
PERSOONSGEGEVEN = Persoonsgegeven("proef_ding", "Proeven", None, "vernietigen", lambda s, wie: ())
TOETS = Parametertoets("termijn.maandeinde", lambda bron, feit: None)
BERICHT = Berichtsoort("proef.bericht", "Er is iets.", "proef.toon")
BRIEF = Briefsoort("proef.brief", "Proefbrief", lambda s, ctx, sleutels: {})
TAAK = Taaksoort("proef.taak", "Doe iets.", "proef.toon")
VERPLICHTING = Verplichting("proef.plicht", "Doe het", "PROEF 1", "medewerker")
ROL = Rol("proef_rol", "Proefrol", "Proeft.")
RIJ = Beleidsregel("hr", "bekijk", "proef.ding", Relatie.ALLE)


@click.command("doe")
def doe() -> None:
    """Do nothing."""


def blueprint(naam: str = "proef") -> Blueprint:
    """A blueprint with one page."""
    gemaakt = Blueprint(naam, __name__, url_prefix="/ding")
    gemaakt.add_url_rule("/", "toon", vereist("bekijk", "proef.ding")(lambda: "ding"))
    return gemaakt


PAGINAS, API = Paginas(blueprint(), (Menupunt("Ding", "proef.toon", "bekijk", "proef.ding"),)), blueprint("proef_api")
BASIS: dict[str, Any] = {"annex_regelingen": lambda: [REGELING]}
#: Every hook: what the plugin answers, and how to see it in the installation.
GEVALLEN: dict[str, tuple[Any, Callable[[Installatie], object]]] = {
    "annex_eenheid": (None, lambda i: i.eenheden["proef"] == Dienstonderdeel("proef", "Proefdienst", "PD")),
    "annex_kernversie": ("0.1", lambda i: "proef" in i.eenheden),
    "annex_regelingen": ([REGELING], lambda i: i.regelingen["PROEF-REGELING"] is REGELING),
    "annex_regelingmappen": ([Regelingmap(HIER)], lambda i: i.mappen[-1].waarde.pad == HIER),
    "annex_parametertoetsen": ([TOETS], lambda i: TOETS in [b.waarde for b in i.parametertoetsen]),
    "annex_berekeningen": ([niets], lambda i: i.berekeningen["PROEF-REGELING/niets", 1] is niets),
    "annex_procedures": ([PROCEDURE], lambda i: i.procedures["proef.gang"] is PROCEDURE),
    "annex_termijnen": ([TERMIJN], lambda i: i.termijnen["PROEF/t"] is TERMIJN),
    "annex_termijnafwijkingen": ([AFWIJKING], lambda i: i.termijnafwijkingen[-1].waarde is AFWIJKING),
    "annex_verplichtingen": ([VERPLICHTING], lambda i: i.verplichtingen[-1].waarde is VERPLICHTING),
    "annex_maandbronnen": ([Bron()], lambda i: "proef.bron" in [bron.id for bron in i.maandbronnen]),
    "annex_feitverhalen": ([VERHAAL], lambda i: i.feitverhalen["PROEF-REGELING"] is VERHAAL),
    "annex_jobs": ([JOB], lambda i: i.jobs[-1].waarde is JOB),
    "annex_paginas": ([PAGINAS], lambda i: i.paginas[-1].waarde is PAGINAS),
    "annex_startblokken": ([BLOK], lambda i: i.startblokken[-1].waarde(ctx=None) == [BLOK]),
    "annex_api": ([API], lambda i: i.api[-1].waarde is API),
    "annex_rollen": ([ROL], lambda i: i.rollen["proef_rol"] is ROL),
    "annex_beleid": ([RIJ], lambda i: i.beleid.kent("bekijk", "proef.ding")),
    "annex_opdrachten": ([doe], lambda i: i.opdrachten[-1].waarde is doe),
    "annex_tabellen": ([], lambda i: i.tabellen),
    "annex_migraties": (HIER, lambda i: i.migraties[-1].waarde == HIER),
    "annex_exporten": ([EXPORT], lambda i: EXPORT in [b.waarde for b in i.exporten]),
    "annex_importen": ([IMPORT], lambda i: IMPORT in [b.waarde for b in i.importen]),
    "annex_demo": (None, lambda i: "proef" in [b.eenheid for b in i.demo]),
    "annex_brieven": ([BRIEF], lambda i: i.briefsoorten["proef.brief"].waarde is BRIEF),
    "annex_berichtsoorten": ([BERICHT], lambda i: i.berichtsoorten["proef.bericht"] is BERICHT),
    "annex_taaksoorten": ([TAAK], lambda i: i.taaksoorten["proef.taak"] is TAAK),
    "annex_vertalingen": (HIER, lambda i: HIER in i.vertalingen),
    "annex_persoonsgegevens": ([PERSOONSGEGEVEN], lambda i: i.persoonsgegevens[-1].waarde is PERSOONSGEGEVEN),
}
MET_CTX = ("annex_startblokken", "annex_demo")
GEEN_LIJST = ("annex_eenheid", "annex_kernversie", "annex_migraties", "annex_vertalingen", *MET_CTX)


def met(naam: str, antwoord: Any) -> dict[str, Any]:
    """The hooks of a plugin that answers this to one of them."""
    if naam in MET_CTX:
        return BASIS | {naam: lambda ctx: antwoord}
    return BASIS | ({} if naam == "annex_eenheid" else {naam: lambda: antwoord})


def test_elke_hook_heeft_hier_een_geval() -> None:
    assert set(GEVALLEN) == set(HOOKS)
    assert set(HOOKS) == {naam for naam in vars(hooks) if naam.startswith("annex_")}


@pytest.mark.parametrize("naam", GEVALLEN)
def test_wat_een_plugin_bijdraagt_staat_in_de_installatie(naam: str) -> None:
    antwoord, zie = GEVALLEN[naam]
    assert zie(laad(extra={"proef": plugin(**met(naam, antwoord))}))


@pytest.mark.parametrize("naam", [naam for naam in GEVALLEN if naam not in MET_CTX and naam != "annex_eenheid"])
def test_een_hook_die_misgaat_stopt_de_start_met_de_naam_van_de_plugin(naam: str) -> None:
    def stuk() -> None:
        raise ZeroDivisionError("kapot")

    assert fout_van(plugin(**BASIS | {naam: stuk})) == f"plugin proef: {naam} mislukte (ZeroDivisionError: kapot)"


@pytest.mark.parametrize(
    "naam",
    [naam for naam in GEVALLEN if naam not in (*GEEN_LIJST, "annex_maandbronnen", "annex_api", "annex_opdrachten")],
)
def test_een_antwoord_van_een_andere_soort_wordt_geweigerd(naam: str) -> None:
    gezegd = fout_van(plugin(**met(naam, ["iets anders"])))
    assert gezegd.startswith(f"plugin proef: {naam} gaf 'iets anders', verwacht ")


def _aangepast(waarde: Any, **anders: Any) -> Any:
    from dataclasses import replace

    return replace(waarde, **anders)


@pytest.mark.parametrize(
    ("afwijking", "reden"),
    [
        ({"termijn": "CORE-HAND/bestaat_niet"}, "plugin proef: CORE-HAND/bestaat_niet is geen termijn van de kern"),
        ({"termijn": "PROEF/t"}, "plugin proef: PROEF/t is geen termijn van de kern"),
        (
            {"duur": Duur(8, Termijneenheid.KALENDERDAGEN)},
            "plugin proef: 8 kalenderdagen kan later eindigen dan 7 kalenderdagen van CORE-HAND/ontvangstbevestiging;"
            " alleen eerder mag",
        ),
        (
            {"termijn": "CORE-VOG/periodiek"},
            "plugin proef: van CORE-VOG/periodiek (48 maanden) mag geen dienstonderdeel afwijken",
        ),
        (
            {"artikel": "JIO 7.6"},
            "plugin proef: wijkt af van CORE-HAND/ontvangstbevestiging onder JIO 7.6, dat staat niet in de eigen"
            " catalogus",
        ),
    ],
)
def test_een_afwijking_die_niet_mag_stopt_de_start(afwijking: dict[str, Any], reden: str) -> None:
    eigen = {"annex_termijnen": lambda: [TERMIJN]}
    afwijkingen = {"annex_termijnafwijkingen": lambda: [_aangepast(AFWIJKING, **afwijking)]}
    assert fout_van(plugin(**BASIS | eigen | afwijkingen)) == reden


def test_twee_keer_afwijken_van_een_termijn_wordt_geweigerd() -> None:
    gezegd = fout_van(plugin(**met("annex_termijnafwijkingen", [AFWIJKING, AFWIJKING])))
    assert gezegd == "plugin proef: wijkt twee keer af van CORE-HAND/ontvangstbevestiging"


def test_een_termijn_zonder_artikel_in_de_catalogus_wordt_geweigerd() -> None:
    gezegd = fout_van(plugin(**met("annex_termijnen", [_aangepast(TERMIJN, artikel="PROEF 9")])))
    assert gezegd == "plugin proef: termijn PROEF/t: de catalogus heeft geen PROEF 9 van PROEF-REGELING"


def test_wat_er_al_is_geeft_een_plugin_niet_nog_eens() -> None:
    kern = Termijn("CORE-VOG/periodiek", "PROEF-REGELING", "PROEF 1", "", "", "", DRIE_DAGEN, Afwijken.VRIJ)
    assert fout_van(plugin(**met("annex_termijnen", [kern]))).endswith(
        "annex_termijnen geeft CORE-VOG/periodiek, dat er al is"
    )
    assert "dat er al is" in fout_van(plugin(**met("annex_berekeningen", [niets, niets])))


def test_een_rol_van_de_kern_krijgt_geen_andere_betekenis() -> None:
    gezegd = fout_van(plugin(annex_rollen=lambda: [Rol("hr", "Iets anders", "Iets anders.")]))
    assert gezegd == "plugin proef: annex_rollen geeft hr, dat er al is"


def test_een_berekening_zonder_regeling_in_de_catalogus_noemt_de_plugin() -> None:
    assert fout_van(plugin(annex_berekeningen=lambda: [niets])).startswith(
        "plugin proef: berekening PROEF-REGELING/niets"
    )


def test_een_index_zonder_voorvoegsel_wordt_geweigerd() -> None:
    class Proefding(Tabel):
        __tablename__ = "proef_geindexeerd"
        id: Mapped[int] = mapped_column(primary_key=True)
        naam: Mapped[str] = mapped_column(index=True)

    try:
        Proefding.__table__.indexes.copy().pop().name = "andermans_index"  # type: ignore[attr-defined]
        assert "andermans_index" in fout_van(plugin(annex_tabellen=lambda: [Proefding]))
    finally:
        _vergeet(Proefding)


@pytest.mark.parametrize("versie", ["0.2", "1", "nieuw"])
def test_een_kernversie_die_er_niet_is_wordt_geweigerd(versie: str) -> None:
    gezegd = fout_van(plugin(annex_kernversie=lambda: versie))
    assert gezegd == f"plugin proef: vraagt kern {versie}, dit is 0.1"


def test_een_geblokkeerde_plugin_wordt_ook_niet_ingelezen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Punt:
        name = "stuk"

        def load(self) -> None:
            raise RuntimeError("stuk")

    monkeypatch.setattr("core.plugins.entry_points", lambda group: [Punt()])
    with pytest.raises(PluginFout, match=r"^plugin stuk: laden mislukt \(RuntimeError: stuk\)$"):
        laad()
    assert set(laad(geblokkeerd=["stuk"]).eenheden) == {"jenv"}


# --- pages


def app_met(tmp_path: Path, **haken: Any) -> Any:
    database = Database(f"sqlite:///{tmp_path}/annex.sqlite")
    try:
        samen = laad(geblokkeerd=["om", "jio", "dtv", "nfi", "cjib"], extra={"proef": plugin(**BASIS | haken)})
        return maak_app(samen, database, Instellingen(str(database.url), GEHEIM, https=False))
    finally:
        database.sluit()


def test_paginas_en_api_staan_onder_het_adres_van_hun_eenheid(tmp_path: Path) -> None:
    haken = {"annex_paginas": lambda: [PAGINAS], "annex_api": lambda: [API], "annex_beleid": lambda: [RIJ]}
    adressen = {str(regel) for regel in app_met(tmp_path, **haken).url_map.iter_rules()}
    assert {"/proef/ding/", "/api/proef/ding/"} <= adressen


@pytest.mark.parametrize("haak", ["annex_paginas", "annex_api"])
def test_een_blueprint_met_andermans_naam_wordt_geweigerd(tmp_path: Path, haak: str) -> None:
    vreemd = blueprint("jio_ding")
    haken = {haak: lambda: [Paginas(vreemd) if haak == "annex_paginas" else vreemd], "annex_beleid": lambda: [RIJ]}
    with pytest.raises(PluginFout, match="plugin proef: de blueprint jio_ding begint niet met proef_"):
        app_met(tmp_path, **haken)


@pytest.mark.parametrize("endpoint", ["proef.bestaat_niet", "proef.met_nummer"])
def test_een_menupunt_zonder_pagina_wordt_geweigerd(tmp_path: Path, endpoint: str) -> None:
    eigen = blueprint()
    eigen.add_url_rule("/<int:nummer>", "met_nummer", vereist("bekijk", "proef.ding")(lambda nummer: str(nummer)))
    paginas = Paginas(eigen, (Menupunt("Ding", endpoint, "bekijk", "proef.ding"),))
    with pytest.raises(PluginFout, match=f"plugin proef: het menupunt Ding wijst naar {endpoint}, geen pagina"):
        app_met(tmp_path, annex_paginas=lambda: [paginas], annex_beleid=lambda: [RIJ])


def test_de_rol_van_een_plugin_opent_alleen_wat_haar_beleid_zegt() -> None:
    haken = met("annex_beleid", [_aangepast(RIJ, rol="proef_rol")]) | {"annex_rollen": lambda: [ROL]}
    samen = laad(extra={"proef": plugin(**haken)})
    from core.people.policy import Actor, RolVoor

    actor = Actor(1, "Kim", rollen=(RolVoor("proef_rol"),))
    assert samen.beleid.mag(actor, "bekijk", Doel("proef.ding", eenheid="proef"))
    assert not samen.beleid.mag(actor, "bekijk", Doel("core.persoon", eenheid="proef"))

# SPDX-License-Identifier: EUPL-1.2
"""Migrations: they make what the models say, lose no row, and leave a unit as it was when they fail (B8)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from core.people.models import Medewerker
from core.plugins import Bijdrage, Installatie
from core.storage.ddl import leg_vast, vul_aan
from core.storage.engine import Database
from core.storage.migrations import Migratiefout, Migratiestand, maak_revisie, migreer, stand
from core.storage.tables import Tabel

KOP = """
import sqlalchemy as sa
from alembic import op

revision = "{revisie}"
down_revision = {vorige}


def upgrade() -> None:
{regels}
"""

DIENST = """\
    op.create_table(
        "proef_dienst",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("medewerker_id", sa.BigInteger, sa.ForeignKey("core_medewerker.id", ondelete="CASCADE")),
    )
"""
# Changing a type makes SQLite rebuild the table.
BIJNAAM = """\
    with op.batch_alter_table("{tabel}") as tabel:
        tabel.add_column(sa.Column("bijnaam", sa.String(20)))
        tabel.alter_column("{kolom}", existing_type=sa.String(200), type_=sa.String(250), existing_nullable=False)
"""
HERBOUW = BIJNAAM.format(tabel="core_medewerker", kolom="naam")
WIS = """    op.execute("DELETE FROM core_medewerker")\n"""


@pytest.fixture
def leeg(backend: str, database_url: str, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, another than that of ``database``."""
    database = Database(f"sqlite:///{tmp_path}/leeg.sqlite" if backend == "sqlite" else database_url)
    yield database
    database.sluit()


@pytest.fixture
def eigen(installatie: Installatie, tmp_path: Path) -> Installatie:
    """The installation with empty folders for the versions of the core and of one unit."""
    return replace(installatie, migraties=(Bijdrage("core", tmp_path / "core"), Bijdrage("proef", tmp_path / "proef")))


@pytest.fixture(scope="session")
def eerste_versie(installatie: Installatie, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first version of the core, as written from the models of today."""
    map_ = tmp_path_factory.mktemp("versies")
    database = Database(f"sqlite:///{map_}/leeg.sqlite")
    pad = maak_revisie(database, replace(installatie, migraties=(Bijdrage("core", map_),)), "core", "begin")
    database.sluit()
    assert pad is not None
    return pad


@pytest.fixture
def bij(leeg: Database, eigen: Installatie, eerste_versie: Path, tmp_path: Path) -> Database:
    """A database that written versions made: the core's own tables, and one table of a unit that refers to them."""
    (tmp_path / "core").mkdir()
    shutil.copy(eerste_versie, tmp_path / "core")
    schrijf(tmp_path / "proef", 1, DIENST)
    migreer(leeg, eigen)
    return leeg


def schrijf(map_: Path, nummer: int, regels: str) -> None:
    map_.mkdir(exist_ok=True)
    vorige = repr(f"{nummer - 1:04}") if nummer > 1 else "None"
    tekst = KOP.format(revisie=f"{nummer:04}", vorige=vorige, regels=regels)
    (map_ / f"r{nummer:04}_proef.py").write_text(tekst, encoding="utf-8")


def schema(database: Database) -> dict[str, Any]:
    """What the database itself says that it has."""
    with database.engine.connect() as verbinding:
        kijker = inspect(verbinding)
        uit: dict[str, Any] = {}
        for tabel in kijker.get_table_names():
            if not tabel.endswith("_alembic_version"):
                uit[tabel] = {
                    "kolommen": {
                        kolom["name"]: (str(kolom["type"]), kolom["nullable"], kolom["default"])
                        for kolom in kijker.get_columns(tabel)
                    },
                    "sleutel": kijker.get_pk_constraint(tabel),
                    "verwijzingen": _gesorteerd(kijker.get_foreign_keys(tabel)),
                    "uniek": _gesorteerd(kijker.get_unique_constraints(tabel)),
                    "eisen": _gesorteerd(kijker.get_check_constraints(tabel)),
                    "indexen": _gesorteerd(kijker.get_indexes(tabel)),
                }
        vraag = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            if database.is_sqlite
            else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        )
        uit["triggers"] = dict(verbinding.execute(text(vraag)).all())
        return uit


def _gesorteerd(dingen: Any) -> list[Any]:
    return sorted(str(sorted((veld, _leesbaar(waarde)) for veld, waarde in ding.items())) for ding in dingen)


def _leesbaar(waarde: Any) -> str:
    # The condition of a partial index is an object without a text of its own in its repr.
    return str({veld: str(deel) for veld, deel in waarde.items()} if isinstance(waarde, dict) else waarde)


def kern(alles: dict[str, Any]) -> dict[str, Any]:
    """The part of the core."""
    return {
        **{tabel: inhoud for tabel, inhoud in alles.items() if tabel.startswith("core_")},
        "triggers": {naam: inhoud for naam, inhoud in alles["triggers"].items() if naam.startswith("core_")},
    }


def test_migreren_geeft_dezelfde_tabellen_als_de_modellen(bij, database):
    gemigreerd, gemaakt = kern(schema(bij)), kern(schema(database))
    assert gemigreerd.keys() == gemaakt.keys()
    for tabel, inhoud in gemaakt.items():
        assert gemigreerd[tabel] == inhoud, tabel
    assert "core_audit_verwijder_tr" in gemaakt["triggers"]


def test_de_meegeleverde_versies_geven_dezelfde_tabellen_als_de_modellen(leeg, database, installatie):
    migreer(leeg, installatie)
    gemigreerd, gemaakt = schema(leeg), schema(database)
    assert gemigreerd.keys() == gemaakt.keys()
    for tabel, inhoud in gemaakt.items():
        assert gemigreerd[tabel] == inhoud, tabel


def test_wie_bij_is_heeft_niets_te_doen(bij, eigen):
    assert maak_revisie(bij, eigen, "core", "niets") is None
    assert stand(bij, eigen) == (Migratiestand("core", "0001", "0001"), Migratiestand("proef", "0001", "0001"))
    voor = schema(bij)
    migreer(bij, eigen)
    assert schema(bij) == voor


def test_stand_zegt_wat_er_nog_moet(leeg, eigen, tmp_path):
    schrijf(tmp_path / "proef", 1, "    pass")
    assert stand(leeg, eigen) == (Migratiestand("core", None, None), Migratiestand("proef", None, "0001"))
    assert [deel.bij for deel in stand(leeg, eigen)] == [True, False]


def test_een_eenheid_kan_alleen_worden_gemigreerd(leeg, eigen, tmp_path):
    schrijf(tmp_path / "core", 1, '    op.create_table("core_proef", sa.Column("id", sa.Integer, primary_key=True))')
    schrijf(tmp_path / "proef", 1, '    op.create_table("proef_tabel", sa.Column("id", sa.Integer, primary_key=True))')
    migreer(leeg, eigen, "proef")
    assert schema(leeg).keys() == {"proef_tabel", "triggers"}
    with pytest.raises(Migratiefout, match="'zzz' heeft geen migraties"):
        migreer(leeg, eigen, "zzz")


def test_een_revisie_bevat_alleen_tabellen_van_de_eenheid_en_staat_los_van_de_code_van_nu(eerste_versie):
    tekst = eerste_versie.read_text(encoding="utf-8")
    assert tekst.startswith("# SPDX-License-Identifier: EUPL-1.2\n")
    namen = {regel.split("'")[1] for regel in tekst.splitlines() if "op.create_table(" in regel}
    assert namen == {naam for naam in Tabel.metadata.tables if naam.startswith("core_")}
    assert "core.storage" not in tekst


def test_b8_een_tabel_herbouwen_verliest_geen_rij_die_ernaar_verwijst(bij, eigen, tmp_path):
    with bij.transactie() as s:
        s.add(Medewerker(personeelsnummer="1", naam="Annelies Boom", geboortedatum=date(1980, 1, 1)))
        s.flush()
        s.execute(text("INSERT INTO proef_dienst (id, medewerker_id) SELECT 1, id FROM core_medewerker"))
    voor = kern(schema(bij))
    schrijf(tmp_path / "core", 2, HERBOUW)
    migreer(bij, eigen)
    with bij.lezen() as s:
        assert s.scalar(
            text("SELECT naam FROM core_medewerker JOIN proef_dienst ON medewerker_id = core_medewerker.id")
        )
    na = kern(schema(bij))
    assert na["core_medewerker"]["kolommen"].pop("bijnaam")
    assert na["core_medewerker"]["kolommen"].pop("naam")[0] == "VARCHAR(250)"
    del voor["core_medewerker"]["kolommen"]["naam"]
    assert na == voor
    # The switch is back: a row that refers to nobody is refused again.
    with pytest.raises(IntegrityError), bij.transactie() as s:
        s.execute(text("INSERT INTO proef_dienst (id, medewerker_id) VALUES (2, 999)"))


@pytest.mark.parametrize(
    ("tabel", "kolom"),
    [
        ("core_audit", "soort"),
        ("core_inschaling", "bron"),
        ("core_taak", "rol"),
        # Triggers of another table name the first, a trigger of its own names the column of the second.
        ("core_run", "vingerafdruk"),
        ("core_parametervoorstel", "bron"),
    ],
)
def test_een_herbouwde_tabel_houdt_haar_triggers_eisen_en_indexen(bij, eigen, tmp_path, tabel, kolom):
    voor = kern(schema(bij))
    schrijf(tmp_path / "core", 2, BIJNAAM.format(tabel=tabel, kolom=kolom))
    migreer(bij, eigen)
    na = kern(schema(bij))
    del na[tabel]["kolommen"]["bijnaam"], na[tabel]["kolommen"][kolom], voor[tabel]["kolommen"][kolom]
    assert na.keys() == voor.keys()
    for naam, inhoud in voor.items():
        assert na[naam] == inhoud, naam


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_b8_een_migratie_die_een_verwijzing_breekt_wordt_teruggedraaid(bij, eigen, tmp_path):
    with bij.transactie() as s:
        s.add(Medewerker(personeelsnummer="1", naam="Annelies Boom", geboortedatum=date(1980, 1, 1)))
        s.flush()
        s.execute(text("INSERT INTO proef_dienst (id, medewerker_id) SELECT 1, id FROM core_medewerker"))
    schrijf(tmp_path / "core", 2, HERBOUW + WIS)
    voor = schema(bij)
    with pytest.raises(Migratiefout, match="proef_dienst naar core_medewerker"):
        migreer(bij, eigen)
    assert schema(bij) == voor
    with bij.lezen() as s:
        assert s.scalar(select(Medewerker.naam)) == "Annelies Boom"
        assert s.scalar(text("PRAGMA foreign_keys")) == 1


def test_een_migratie_die_halverwege_stopt_laat_de_tabellen_zoals_ze_waren(bij, eigen, tmp_path):
    schrijf(tmp_path / "core", 2, HERBOUW)
    schrijf(tmp_path / "core", 3, '    op.execute("SELECT * FROM bestaat_niet")\n')
    voor = schema(bij)
    with pytest.raises(Exception, match="bestaat_niet"):
        migreer(bij, eigen)
    assert schema(bij) == voor
    assert stand(bij, eigen)[0] == Migratiestand("core", "0001", "0003")


def test_een_database_die_nieuwer_is_wordt_met_rust_gelaten(bij, eigen, tmp_path):
    schrijf(tmp_path / "core", 2, HERBOUW)
    migreer(bij, eigen)
    (tmp_path / "core" / "r0002_proef.py").unlink()
    with pytest.raises(Migratiefout, match="core: de versie van de tabellen"):
        migreer(bij, eigen)


def test_twee_die_tegelijk_migreren_doen_het_een_keer(leeg, eigen, tmp_path):
    schrijf(tmp_path / "core", 1, '    op.create_table("core_proef", sa.Column("id", sa.Integer, primary_key=True))')
    schrijf(tmp_path / "core", 2, '    op.execute("INSERT INTO core_proef VALUES (1)")')
    with ThreadPoolExecutor(3) as draden:
        for klaar in [draden.submit(migreer, leeg, eigen) for _ in range(3)]:
            klaar.result()
    with leeg.lezen() as s:
        assert s.scalar(text("SELECT count(*) FROM core_proef")) == 1


def proeftabel() -> Table:
    return Table(
        "proef", MetaData(), Column("id", Integer, primary_key=True), Column("n", Integer), Column("m", Integer)
    )


def test_leg_vast_laat_alleen_de_genoemde_kolommen_wijzigen(leeg):
    tabel = proeftabel()
    leg_vast(tabel, behalve=("m",))
    tabel.create(leeg.engine)
    with leeg.transactie() as s:
        s.execute(insert(tabel).values(id=1, n=1, m=1))
    with leeg.transactie() as s:
        s.execute(tabel.update().values(m=2))
    with pytest.raises(IntegrityError, match="proef ligt vast"), leeg.transactie() as s:
        s.execute(tabel.update().values(n=2))
    with leeg.lezen() as s:
        assert s.execute(select(tabel)).one() == (1, 1, 2)


def test_leg_vast_kent_alleen_bestaande_kolommen():
    with pytest.raises(ValueError, match="proef heeft geen kolom x"):
        leg_vast(proeftabel(), behalve=("x",))


def test_een_aanvulling_geldt_voor_de_eigen_database(leeg):
    tabel = proeftabel()
    vul_aan(
        tabel, sqlite=["INSERT INTO proef VALUES (1, 7 % 2, 1)"], postgresql=["INSERT INTO proef VALUES (2, 7 % 2, 2)"]
    )
    tabel.create(leeg.engine)
    with leeg.lezen() as s:
        assert s.scalars(select(tabel.c.id)).all() == [1 if leeg.is_sqlite else 2]

# SPDX-License-Identifier: EUPL-1.2
"""A past run comes out the same when it is made again, whatever happened since; and the books as they were on a day."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, text, update

from core.bewaren.models import Vernietigbesluit, Vernietiging
from core.cli import main
from core.ledger.models import Boeking, Export, Exportregel, Run, Verrekenkeuze
from core.ledger.services import beslis_verrekening, controleer_grootboek, exporteer, geef_terug
from core.ledger.terugblik.services import boekstand, boekstand_als_csv, bouw_na
from core.people.models import Dienstverband, Medewerker, Wijziging
from core.people.policy import Actor, GeenToegang, RolVoor
from core.rules import Centen, Geweigerd, Parameters, Uitleg, calculation
from tests.core.ledger.proef import EENHEID, NU, TARIEF, Gegevens, Toeslag, Wereld, tarief


def geexporteerd(wereld: Wereld, periode: str, dagen: int = 0) -> int:
    """Close and export a month, some days after the first."""
    dan = met_klok(wereld, NU + timedelta(days=dagen))
    run = dan.sluit(periode)
    exporteer(dan.als(wereld.controleur), run.id)
    return run.id


def met_klok(wereld: Wereld, op: datetime) -> Wereld:
    """The same world at another moment."""
    return replace(wereld, ctx=replace(wereld.ctx, nu=op))


def wijzig(wereld: Wereld, rij: Dienstverband | Medewerker, kolom: str, waarde: Any, dagen: int) -> None:
    """Change a register as an import does: what stood there is kept."""
    with wereld.ctx.database.transactie() as s:
        eigen = s.merge(rij)
        was = getattr(eigen, kolom)
        was = was.isoformat() if isinstance(was, date) else was
        s.add(Wijziging(tabel=rij.__tablename__, rij_id=rij.id, was={kolom: was}, op=NU + timedelta(days=dagen)))
        setattr(eigen, kolom, waarde)


def breek(wereld: Wereld, tabel: str, opdracht: str, **waarden: Any) -> None:
    """Change what nobody can change through the program: the triggers are taken away first."""
    with wereld.ctx.database.transactie() as s:
        if wereld.ctx.database.is_sqlite:
            namen = s.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"), {"t": tabel}
            )
            for naam in namen.scalars().all():
                s.execute(text(f"DROP TRIGGER {naam}"))
        else:
            s.execute(text(f"ALTER TABLE {tabel} DISABLE TRIGGER USER"))
        s.execute(text(opdracht), waarden)


@pytest.fixture
def jaar(wereld: Wereld) -> Wereld:
    """March is exported; April corrects it, takes something back and stops somebody, and is exported too."""
    een, twee, drie = wereld.medewerkers[:3]
    for mens in (een, twee, drie):
        wereld.zet("2026-03", mens, f"a/{mens}", 3)
    geexporteerd(wereld, "2026-03")
    wereld.zet("2026-03", een, f"a/{een}", 5)
    wereld.wis("2026-03", twee, f"a/{twee}")
    wereld.zet("2026-04", drie, f"a/{drie}", 2)
    wijzig(wereld, verband_van(wereld, drie), "tot_en_met", date(2026, 5, 1), 1)
    geexporteerd(wereld, "2026-04", 2)
    return wereld


def verband_van(wereld: Wereld, mens: int) -> Dienstverband:
    with wereld.ctx.database.lezen() as s:
        return s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == mens)).one()


def test_een_run_komt_tot_op_de_byte_gelijk_terug_wat_er_daarna_ook_gebeurt(jaar: Wereld) -> None:
    with jaar.ctx.database.lezen() as s:
        runs = s.scalars(select(Run.id).order_by(Run.id)).all()
        waren = {e.run_id: (e.inhoud, e.uit_dienst) for e in s.scalars(select(Export))}
    assert waren[runs[1]][1] is not None
    # Afterwards: other figures, other facts, somebody who turns out to be employed still, and another number.
    later = jaar.met_parameters(tarief("10.00"), tarief("99.00", "2026-02-01"))
    later.zet("2026-04", jaar.medewerkers[4], "nieuw", 9)
    wijzig(jaar, verband_van(jaar, jaar.medewerkers[2]), "tot_en_met", None, 3)
    with jaar.ctx.database.lezen() as s:
        mens = s.get_one(Medewerker, jaar.medewerkers[0])
    # A change of that change: what stood there at the export counts.
    wijzig(jaar, mens, "personeelsnummer", "700000", 3)
    wijzig(jaar, mens, "personeelsnummer", "900000", 4)
    for nummer in runs:
        uit = bouw_na(later.als(jaar.controleur), nummer)
        assert uit.verschillen == ()
        assert uit.gelijk
        assert uit.regels == (3 if nummer == runs[0] else 2)


def test_een_oude_regel_blijft_naast_de_nieuwe_staan(jaar: Wereld) -> None:
    with jaar.ctx.database.lezen() as s:
        nummer = s.scalars(select(Run.id).order_by(Run.id)).first()
    assert nummer is not None

    @calculation("PROEF/toeslag", articles=("PROEF 1",), versie=2)
    def toeslag2(gegeven: Gegevens, parameters: Parameters, uitleg: Uitleg) -> Toeslag:
        """Twice as much."""
        return Toeslag(gegeven.uren, Centen(int(parameters[TARIEF, gegeven.dag] * 200) * gegeven.uren))

    regels = {**jaar.ctx.installatie.berekeningen, (toeslag2.id, 2): toeslag2}
    beide = replace(jaar.ctx, installatie=replace(jaar.ctx.installatie, berekeningen=MappingProxyType(regels)))
    assert bouw_na(beide, nummer).gelijk
    del regels[toeslag2.id, 1]
    zonder = replace(jaar.ctx, installatie=replace(jaar.ctx.installatie, berekeningen=MappingProxyType(regels)))
    uit = bouw_na(zonder, nummer)
    assert (uit.nagerekend, uit.niet_na_te_rekenen, uit.verschillen, uit.gelijk) == (0, 3, (), False)


def test_elk_verschil_wordt_gemeld(jaar: Wereld) -> None:
    with jaar.ctx.database.lezen() as s:
        nummer, later = s.scalars(select(Run.id).order_by(Run.id)).all()
        boeking = s.scalars(select(Boeking.id).where(Boeking.run_id == nummer).order_by(Boeking.id)).first()
    breek(jaar, "core_boeking", "UPDATE core_boeking SET centen = 1, totaal_centen = 1 WHERE id = :id", id=boeking)
    breek(jaar, "core_export", "UPDATE core_export SET inhoud = :i WHERE run_id = :run", i=b"weg\r\n", run=later)
    wat = [verschil.wat for verschil in bouw_na(jaar.ctx, nummer).verschillen]
    assert wat[0].replace("\xa0", " ") == "nagebouwd € 30,00 (in totaal € 30,00), geboekt € 0,01 (in totaal € 0,01)"
    # The digest is that of what was approved, and that is what was made again: only the stored row differs.
    assert all("het loonbestand, regel" in een for een in wat[1:])
    assert len(wat) > 1
    ander = [verschil.wat for verschil in bouw_na(jaar.ctx, later).verschillen]
    assert any(een.startswith("het loonbestand, regel 1: bewaard ‘weg’") for een in ander)
    assert ander[-1] == "het loonbestand is na de export gewijzigd"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_zonder_invoer_wordt_geteld_met_de_lijst_waaronder_zij_is_vernietigd(jaar: Wereld) -> None:
    breek(jaar, "core_boeking", "UPDATE core_boeking SET gegeven = NULL WHERE feit = :f", f=f"a/{jaar.medewerkers[2]}")
    kwijt = controleer_grootboek(jaar.ctx, EENHEID)
    assert kwijt.zonder_invoer == 2
    assert "de invoer is weg zonder besluit om haar te vernietigen" in {een.wat for een in kwijt.verschillen}
    with jaar.ctx.database.transactie() as s:
        s.add(
            Vernietiging(
                tabel="core_boeking",
                voor=date(2026, 5, 1),
                maanden=1,
                aantal=2,
                voorgesteld_door=jaar.controleur,
                voorgesteld_op=NU,
                besluit=Vernietigbesluit.VERNIETIGD,
                besloten_door=jaar.goedkeurder,
                besloten_op=NU,
            )
        )
    verslag = controleer_grootboek(jaar.ctx, EENHEID)
    assert verslag.vernietigingen == ("invoer vernietigd op 2026-09-01 onder lijst 1",)
    # The hash over the run still tells that something in it is not what was approved.
    assert {een.wat for een in verslag.verschillen} == {"de boekingen zijn niet meer die van de goedkeuring"}
    with jaar.ctx.database.lezen() as s:
        nummer = s.scalars(select(Run.id).order_by(Run.id)).first()
    assert nummer is not None
    assert bouw_na(jaar.ctx, nummer).zonder_invoer == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_vrijgegeven_bedrag_hoort_bij_het_bestand_waarin_het_ging(jaar: Wereld) -> None:
    with jaar.ctx.database.lezen() as s:
        terug = s.scalars(select(Boeking).where(Boeking.centen < 0)).one()
    beslis_verrekening(jaar.als(jaar.controleur), terug.id, Verrekenkeuze.VERREKENEN, "akkoord", instemming=True)
    jaar.zet("2026-05", jaar.medewerkers[3], "b", 1)
    mei = geexporteerd(jaar, "2026-05", 5)
    with jaar.ctx.database.lezen() as s:
        assert s.scalar(select(func.count()).where(Exportregel.boeking_id == terug.id)) == 1
    uit = bouw_na(jaar.ctx, mei)
    assert (uit.gelijk, uit.nagerekend, uit.regels) == (True, 1, 2)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wie_mag_terugkijken_en_wat_niet_kan(jaar: Wereld) -> None:
    with jaar.ctx.database.lezen() as s:
        nummer = s.scalars(select(Run.id)).first()
    assert nummer is not None
    auditor = jaar.ctx.als(Actor(jaar.goedkeurder, "A", None, (RolVoor("auditor"),)))
    assert bouw_na(auditor, nummer).gelijk
    for actor in (
        Actor(1, "X", jaar.medewerkers[0]),
        Actor(1, "X", None, (RolVoor("hr", "om"),)),
        Actor(1, "X", None, (RolVoor("beheerder"),)),
    ):
        ander = jaar.ctx.als(actor)
        with pytest.raises(GeenToegang):
            bouw_na(ander, nummer)
        for doe in (boekstand, boekstand_als_csv):
            with pytest.raises(GeenToegang):
                doe(ander, EENHEID, NU.date())
    with pytest.raises(GeenToegang):
        bouw_na(auditor, 999)
    with pytest.raises(Geweigerd, match="annex ledger reproduce"):
        bouw_na(auditor, nummer, hoogstens=2)
    jaar.zet("2026-05", jaar.medewerkers[3], "b", 1)
    with pytest.raises(Geweigerd, match="niet goedgekeurd"):
        bouw_na(auditor, jaar.maak("2026-05").id)
    with pytest.raises(Geweigerd, match="moet nog komen"):
        boekstand(auditor, EENHEID, date(2026, 9, 2))


def test_het_grootboek_van_een_dag_telt_alleen_wat_toen_was_goedgekeurd(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[:2]
    maart, april = (met_klok(wereld, NU + timedelta(days=dagen)) for dagen in (0, 10))
    maart.zet("2026-03", een, "a", 3)
    maart.zet("2026-03", twee, "a", 1)
    maart.sluit("2026-03")
    april.zet("2026-03", een, "a", 5)
    april.zet("2026-04", een, "b", 1)
    april.sluit("2026-04")
    nu = met_klok(wereld, NU + timedelta(days=20)).ctx

    def stand(dagen: int) -> list[tuple[int, str, int]]:
        regels = boekstand(nu, EENHEID, (NU + timedelta(days=dagen)).date()).regels
        return [(regel.medewerker_id, regel.periode, regel.centen) for regel in regels]

    assert stand(-1) == []
    assert stand(0) == stand(9) == [(een, "2026-03", 3_000), (twee, "2026-03", 1_000)]
    assert stand(10) == [(een, "2026-03", 5_000), (een, "2026-04", 1_000), (twee, "2026-03", 1_000)]
    gezocht = boekstand(nu, EENHEID, (NU + timedelta(days=10)).date(), zoek="Mens 2")
    assert ([regel.medewerker_id for regel in gezocht.regels], gezocht.aantal, gezocht.centen) == ([twee], 1, 7_000)
    csv = boekstand_als_csv(nu, EENHEID, (NU + timedelta(days=10)).date()).inhoud.decode().splitlines()
    assert csv[1] == "000001;Mens 1;2026-03;2;50,00"
    assert csv[-1] == "TOTAAL;;;4;70,00"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wat_later_is_teruggegeven_wordt_gezegd_en_niet_verzonnen(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[0], "a", 3)
    run = wereld.sluit("2026-03")
    later = met_klok(wereld, NU + timedelta(days=5))
    geef_terug(later.als(wereld.controleur), run.id, "toch niet")
    nu = met_klok(wereld, NU + timedelta(days=20)).ctx
    toen = boekstand(nu, EENHEID, NU.date())
    assert (toen.boekingen, [een.id for een in toen.teruggegeven]) == (0, [run.id])
    assert boekstand(nu, EENHEID, (NU + timedelta(days=6)).date()).teruggegeven == ()
    assert boekstand(nu, EENHEID, (NU - timedelta(days=1)).date()).teruggegeven == ()
    # Approved again: from that day on it is known, and of the first time nothing is left.
    weer = met_klok(wereld, NU + timedelta(days=7))
    weer.controleer(weer.maak("2026-03"))
    weer.keur_goed(run)
    assert boekstand(nu, EENHEID, (NU + timedelta(days=8)).date()).boekingen == 1
    assert [een.id for een in boekstand(nu, EENHEID, NU.date()).teruggegeven] == [run.id]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_de_opdrachten_zeggen_wat_er_is(jaar: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    later = met_klok(jaar, NU + timedelta(days=9)).ctx
    monkeypatch.setattr("core.cli._context", lambda als=None: nullcontext(later))
    loper = CliRunner()
    goed = loper.invoke(main, ["ledger", "reproduce", "1"])
    assert goed.exit_code == 0, goed.output
    assert "3 boekingen en 3 regels in het loonbestand opnieuw gemaakt" in goed.output
    bekend = loper.invoke(main, ["ledger", "known", "--unit", EENHEID, "--op", "2026-09-04"])
    assert "6 boekingen uit 2 runs, samen 100.00 euro." in bekend.output
    with jaar.ctx.database.transactie() as s:
        s.execute(update(Run).where(Run.id == 1).values(boekingsdigest="0" * 64))
    fout = loper.invoke(main, ["ledger", "reproduce", "1"])
    assert fout.exit_code == 1
    assert "een andere hash dan de goedgekeurde" in fout.output

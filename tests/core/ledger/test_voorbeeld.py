# SPDX-License-Identifier: EUPL-1.2
"""A preview says what the coming run books, to the cent, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.contributions import Loonregel, Openstaand
from core.ledger.models import Boeking, Boekingsmerk, Openstaandfeit, Run
from core.ledger.services import herreken_vanaf
from core.ledger.voorbeeld import Voorbeeld, VoorbeeldTeGroot, komende_maand, maak_voorbeeld
from core.people.invoerbestand import importeer
from core.people.models import Dienstverband, Import, Inschaling
from core.people.opzoeken import inschalingen
from core.people.policy import Actor, GeenToegang, RolVoor
from core.people.verhoging import Verhoging, als_bestand, met_procent, uit_bestand, verhoogd
from core.regulations.parameterbeheer.models import Parametervoorstel
from core.regulations.parameterbeheer.services import keur_goed, stel_voor
from core.rules import Geweigerd, Parameterset
from core.storage.audit import Audit
from tests.core.ledger.proef import EENHEID, NU, TARIEF, Bron, Wereld

KOP = "personeelsnummer;eenheid;vanaf;schaal;trede;maandsalaris;bron\r\n"
MAANDEN = ("2026-05", "2026-06", "2026-07")


class Salarisbron(Bron):
    """Counts an hour for every ten euros of salary, so that a raise changes what is paid."""

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterator[Loonregel | Openstaand]:
        salarissen = inschalingen(sessie, medewerkers)
        feiten: dict[tuple[str, int, str], int | None] = {}
        for (maand, persoon, feit), uren in self.feiten.items():
            salaris = salarissen.op(persoon, date.fromisoformat(f"{maand}-10"), EENHEID)
            feiten[maand, persoon, feit] = uren * salaris.maandsalaris_centen // 1000 if uren and salaris else None
        return Bron(feiten=feiten).bereken(sessie, periode, medewerkers, parameters)


@pytest.fixture
def jaar(wereld: Wereld) -> Wereld:
    """Everybody earns 3,000 euro (one of them more from July on), and three people have hours in three months."""
    wereld.bron = Salarisbron()
    wereld.ctx = replace(
        wereld.ctx, installatie=replace(wereld.ctx.installatie, maandbronnen=(wereld.bron,), parametertoetsen=())
    )
    with wereld.ctx.database.transactie() as s:
        for verband in s.scalars(select(Dienstverband)).all():
            s.add(_salaris(verband.id, date(2020, 1, 1), 8, 300_000))
            if verband.medewerker_id == wereld.medewerkers[2]:
                s.add(_salaris(verband.id, date(2026, 7, 1), 9, 310_000))
    for maand in MAANDEN:
        for nummer, mens in enumerate(wereld.medewerkers[1:4], 1):
            wereld.zet(maand, mens, f"dienst/{mens}", nummer)
    return wereld


def _salaris(verband: int, vanaf: date, schaal: int, centen: int) -> Inschaling:
    return Inschaling(
        dienstverband_id=verband,
        vanaf=vanaf,
        schaal=schaal,
        maandsalaris_centen=centen,
        bron="proef",
        vastgelegd_op=datetime(2020, 1, 1, tzinfo=UTC),
    )


def tellingen(wereld: Wereld) -> list[int]:
    """How many rows there are of everything that a preview might have written."""
    with wereld.ctx.database.lezen() as s:
        tabellen = (Inschaling, Boeking, Boekingsmerk, Openstaandfeit, Run, Audit, Import, Parametervoorstel)
        return [s.scalar(select(func.count()).select_from(tabel)) or 0 for tabel in tabellen]


def geboekt(wereld: Wereld, run: Run) -> dict[tuple[int, str], int]:
    """What a run booked by person and month."""
    with wereld.ctx.database.lezen() as s:
        vraag = (
            select(Boeking.medewerker_id, Boeking.periode, func.sum(Boeking.centen))
            .where(Boeking.run_id == run.id)
            .group_by(Boeking.medewerker_id, Boeking.periode)
        )
        return {(rij[0], rij[1]): int(rij[2]) for rij in s.execute(vraag)}


def boekt(voorbeeld: Voorbeeld) -> dict[tuple[int, str], int]:
    """What a preview says that the run books."""
    return {
        (regel.medewerker_id, regel.periode): regel.boekt_centen for regel in voorbeeld.regels if regel.boekt_centen
    }


@pytest.mark.parametrize("open_concept", [False, True])
def test_het_voorbeeld_van_een_verhoging_is_wat_de_run_daarna_boekt(jaar: Wereld, open_concept: bool) -> None:
    for maand in MAANDEN[:2]:
        jaar.sluit(maand)
    if open_concept:
        jaar.maak("2026-07")
    hr = jaar.als(jaar.controleur)
    assert komende_maand(hr, EENHEID) == "2026-07"
    plan = met_procent(hr, EENHEID, date(2026, 5, 1), Decimal("3.5"), "CAO (proef)", None)
    voor = tellingen(jaar)
    voorbeeld = maak_voorbeeld(hr, EENHEID, "2026-07", salarissen=plan.stappen)
    assert tellingen(jaar) == voor
    # 300 hours of ten euros become 310.
    eerste = next(r for r in voorbeeld.regels if r.medewerker_id == jaar.medewerkers[1] and r.periode == "2026-05")
    assert (eerste.geboekt_centen, eerste.oud_centen, eerste.nieuw_centen) == (300_000, 300_000, 310_000)
    assert (eerste.verschil_centen, eerste.boekt_centen) == (10_000, 10_000)
    assert {regel.periode for regel in voorbeeld.gewijzigd} == set(MAANDEN)
    assert voorbeeld.verschil_centen == sum(regel[3] for regel in voorbeeld.per_maand)
    verslag = importeer(hr, "inschalingen", als_bestand(plan.stappen))
    assert verslag.goed
    run = jaar.maak("2026-07")
    assert geboekt(jaar, run) == boekt(voorbeeld)
    assert run.totaal_centen == voorbeeld.boekt_centen


def test_het_voorbeeld_van_een_nieuw_cijfer_is_wat_de_run_na_goedkeuring_boekt(jaar: Wereld) -> None:
    for maand in MAANDEN[:2]:
        jaar.sluit(maand)
    hr, ander = jaar.als(jaar.controleur), jaar.als(jaar.goedkeurder)
    hr, ander = (ctx.als(_hr_overal(ctx.actor)) for ctx in (hr, ander))
    nummer = stel_voor(
        hr,
        sleutel=TARIEF,
        waarde="12.50",
        vanaf=date(2026, 6, 1),
        bron="CAO (proef)",
        reden="nieuw",
        soort="wijziging",
    )
    voor = tellingen(jaar)
    voorbeeld = maak_voorbeeld(hr, EENHEID, "2026-07", voorstellen=[nummer])
    assert tellingen(jaar) == voor
    assert {regel.periode for regel in voorbeeld.gewijzigd} == {"2026-06", "2026-07"}
    keur_goed(ander, nummer)
    herreken_vanaf(hr, EENHEID, "2026-06")
    run = jaar.maak("2026-07")
    assert geboekt(jaar, run) == boekt(voorbeeld)
    with pytest.raises(Geweigerd, match="wacht niet op een besluit"):
        maak_voorbeeld(hr, EENHEID, "2026-07", voorstellen=[nummer])


def _hr_overal(actor: Actor) -> Actor:
    return Actor(actor.account_id, actor.naam, None, (RolVoor("hr", None), RolVoor("hr", EENHEID)))


def test_een_verhoging_geldt_ook_voor_een_later_salaris_en_alleen_voor_de_schaal(jaar: Wereld) -> None:
    hr = jaar.als(jaar.controleur)
    derde = jaar.medewerkers[2]
    plan = met_procent(hr, EENHEID, date(2026, 5, 1), Decimal(10), "CAO (proef)", 9)
    assert [(stap.medewerker_id, stap.vanaf, stap.maandsalaris_centen) for stap in plan.stappen] == [
        (derde, date(2026, 7, 1), 341_000)
    ]
    alle = met_procent(hr, EENHEID, date(2026, 5, 1), Decimal(10), "CAO (proef)", None)
    assert [(stap.vanaf, stap.maandsalaris_centen) for stap in alle.stappen if stap.medewerker_id == derde] == [
        (date(2026, 5, 1), 330_000),
        (date(2026, 7, 1), 341_000),
    ]


def test_niemand_verhoogt_het_eigen_salaris(jaar: Wereld) -> None:
    zelf = jaar.medewerkers[0]
    plan = met_procent(jaar.als(jaar.betrokkene, zelf), EENHEID, date(2026, 5, 1), Decimal(2), "CAO", None)
    assert plan.zonder_mezelf
    assert zelf not in {stap.medewerker_id for stap in plan.stappen}


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"procent": Decimal(0)}, "procent"),
        ({"procent": Decimal(-1)}, "procent"),
        ({"procent": Decimal(101)}, "procent"),
        ({"bron": " "}, "bron"),
        ({"schaal": 20}, "schaal"),
    ],
)
def test_een_verhoging_die_niet_kan_wordt_geweigerd(jaar: Wereld, velden: dict[str, object], veld: str) -> None:
    gegeven: dict[str, object] = {"procent": Decimal(2), "bron": "CAO", "schaal": None} | velden
    with pytest.raises(Geweigerd) as fout:
        met_procent(jaar.als(jaar.controleur), EENHEID, date(2026, 5, 1), **gegeven)  # type: ignore[arg-type]
    assert fout.value.veld == veld


def test_een_bestand_met_bedragen_wordt_voorgerekend_en_een_fout_bestand_niet(jaar: Wereld) -> None:
    hr = jaar.als(jaar.controleur)
    goed = f"{KOP}000002;{EENHEID};2026-06-01;8;;3100,00;proef\r\n".encode()
    plan: Verhoging = uit_bestand(hr, EENHEID, goed)
    voorbeeld = maak_voorbeeld(hr, EENHEID, "2026-07", salarissen=plan.stappen)
    assert {regel.medewerker_id for regel in voorbeeld.regels} == {jaar.medewerkers[1]}
    fout = uit_bestand(hr, EENHEID, f"{KOP}999999;{EENHEID};2026-06-01;8;;x;proef\r\n".encode())
    assert fout.stappen == ()
    assert [een.kolom for een in fout.fouten] == ["maandsalaris"]


def test_te_veel_mensen_om_op_te_wachten(jaar: Wereld) -> None:
    hr = jaar.als(jaar.controleur)
    plan = met_procent(hr, EENHEID, date(2026, 5, 1), Decimal(2), "CAO", None)
    with pytest.raises(VoorbeeldTeGroot, match="annex ledger preview"):
        maak_voorbeeld(hr, EENHEID, "2026-07", salarissen=plan.stappen, hoogstens=2)


def test_wie_in_een_andere_open_run_staat_wacht(jaar: Wereld) -> None:
    jaar.sluit("2026-05")
    hr = jaar.als(jaar.controleur)
    plan = met_procent(hr, EENHEID, date(2026, 5, 1), Decimal(2), "CAO", None)
    # A late fact of May stands in the draft of June, so the run of July cannot book May.
    jaar.zet("2026-05", jaar.medewerkers[1], "laat", 2)
    jaar.maak("2026-06")
    voorbeeld = maak_voorbeeld(hr, EENHEID, "2026-07", salarissen=plan.stappen)
    wachtend = {(r.medewerker_id, r.periode) for r in voorbeeld.regels if "wacht_op_run" in r.openstaand}
    assert wachtend == {(jaar.medewerkers[1], "2026-05")}


def test_alleen_hr_van_het_onderdeel_ziet_een_voorbeeld(jaar: Wereld) -> None:
    for actor in (
        Actor(1, "X", jaar.medewerkers[1]),
        Actor(1, "X", None, (RolVoor("hr", "om"),)),
        Actor(1, "X", None, (RolVoor("auditor"),)),
    ):
        with pytest.raises(GeenToegang):
            maak_voorbeeld(jaar.ctx.als(actor), EENHEID, "2026-07")
        with pytest.raises(GeenToegang):
            met_procent(jaar.ctx.als(actor), EENHEID, date(2026, 5, 1), Decimal(2), "CAO", None)


@given(st.integers(0, 2_000_000), st.decimals("0.01", "100", places=2))
def test_een_verhoogd_bedrag_is_op_een_halve_cent_na_het_percentage(centen: int, procent: Decimal) -> None:
    precies = centen * (100 + procent) / 100
    assert abs(verhoogd(centen, procent) - precies) <= Decimal("0.5")


def test_de_klok_van_de_proef_staat_na_de_maanden() -> None:
    assert f"{NU:%Y-%m}" > MAANDEN[-1]

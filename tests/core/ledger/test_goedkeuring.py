# SPDX-License-Identifier: EUPL-1.2
"""Four eyes: who may check and approve, what must be in order first, and what is kept at approval."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.dossiers.procedure import StapNietMogelijk
from core.ledger import run as maandrun
from core.ledger.models import Boeking, Boekingsuitleg, Parametersnapshot, Run
from core.ledger.procedure import Runstatus
from core.ledger.services import UitlegKloptNiet, controleer, geef_terug, keur_goed, run_overzicht, runs
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.rules import Centen, Geweigerd, Parameters, Uitleg, Zekerheid, calculation
from core.storage.audit import Audit
from tests.core.ledger.proef import EENHEID, TARIEF, Gegevens, Toeslag, Wereld, tarief


def status(wereld: Wereld, run: Run) -> Runstatus:
    """The stored state of a run."""
    with wereld.ctx.database.lezen() as s:
        return Runstatus(s.get_one(Run, run.id).status)


@pytest.fixture
def run(wereld: Wereld) -> Run:
    """A draft with a posting of somebody who is not of HR."""
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    return wereld.maak("2026-03")


def test_een_run_gaat_van_concept_via_controle_naar_goedgekeurd(wereld: Wereld, run: Run) -> None:
    wereld.controleer(run)
    assert status(wereld, run) == Runstatus.GECONTROLEERD
    wereld.keur_goed(run)
    with wereld.ctx.database.lezen() as s:
        klaar = s.get_one(Run, run.id)
        assert klaar.status == Runstatus.GOEDGEKEURD
        assert (klaar.gecontroleerd_door, klaar.goedgekeurd_door) == (wereld.controleur, wereld.goedkeurder)
        regel = s.scalars(select(Audit).where(Audit.handeling == "keurgoed", Audit.object_id == str(run.id))).one()
        assert f'"digest":"{klaar.boekingsdigest}"' in regel.inhoud.decode()
        assert TARIEF in s.get_one(Parametersnapshot, klaar.parametersnapshot).inhoud


def test_goedkeuren_kan_niet_zonder_controle(wereld: Wereld, run: Run) -> None:
    with pytest.raises(StapNietMogelijk):
        wereld.keur_goed(run)
    with pytest.raises(StapNietMogelijk):
        geef_terug(wereld.als(wereld.controleur), run.id, "nee")


def test_wie_controleerde_keurt_niet_goed(wereld: Wereld, run: Run) -> None:
    wereld.controleer(run)
    with pytest.raises(Geweigerd, match="een ander dan wie de run maakte of controleerde"):
        keur_goed(wereld.als(wereld.controleur), run.id)
    assert status(wereld, run) == Runstatus.GECONTROLEERD


def test_wie_de_run_maakte_keurt_hem_niet_goed(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    run = maandrun_als(wereld, wereld.goedkeurder)
    wereld.controleer(run)
    with pytest.raises(Geweigerd, match="een ander dan wie de run maakte"):
        wereld.keur_goed(run)


def maandrun_als(wereld: Wereld, account_id: int) -> Run:
    """A draft made by somebody of HR."""
    return dataclasses.replace(wereld, ctx=wereld.als(account_id)).maak("2026-03")


@pytest.mark.parametrize("uren", [3, None], ids=["boeking", "openstaand"])
def test_niemand_keurt_een_run_goed_met_iets_van_zichzelf(wereld: Wereld, uren: int | None) -> None:
    zelf = wereld.medewerkers[0]
    wereld.zet("2026-03", zelf, "a", uren)
    run = wereld.maak("2026-03")
    wereld.controleer(run)
    with pytest.raises(Geweigerd, match="iets van jezelf"):
        keur_goed(wereld.als(wereld.betrokkene, zelf), run.id)
    assert wereld.keur_goed(run).status == Runstatus.GOEDGEKEURD


def test_het_programma_controleert_en_keurt_niets(wereld: Wereld, run: Run) -> None:
    programma = wereld.ctx.als(PROGRAMMA)
    with pytest.raises(GeenToegang):
        controleer(programma, run.id)
    wereld.controleer(run)
    for stap in (lambda: keur_goed(programma, run.id), lambda: geef_terug(programma, run.id, "x")):
        with pytest.raises(GeenToegang):
            stap()


def test_zonder_rol_mag_niets(wereld: Wereld, run: Run) -> None:
    for actor in (
        Actor(1, "X", 1),
        Actor(1, "X", None, (RolVoor("hr", "om"),)),
        Actor(1, "X", None, (RolVoor("auditor"),)),
    ):
        for stap in (controleer, keur_goed):
            with pytest.raises(GeenToegang):
                stap(wereld.ctx.als(actor), run.id)
        with pytest.raises(GeenToegang):
            geef_terug(wereld.ctx.als(actor), run.id, "x")
    with pytest.raises(GeenToegang):
        controleer(wereld.als(wereld.controleur), 999)


def test_een_afgeleide_waarde_moet_eerst_bevestigd_zijn(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    afgeleid = wereld.met_parameters(tarief("10.00", zekerheid=Zekerheid.INFERRED))
    afgeleid.zet("2026-03", een, "a", 3)
    run = afgeleid.maak("2026-03")
    assert [feit.sleutel for feit in run_overzicht(afgeleid.ctx, run.id).te_bevestigen] == [TARIEF]
    afgeleid.controleer(run)
    with pytest.raises(Geweigerd, match=r"proef\.tarief = 10\.00 vanaf 2026-01-01"):
        afgeleid.keur_goed(run)
    bevestigd = wereld.met_parameters(tarief("10.00", zekerheid=Zekerheid.BEVESTIGD))
    assert bevestigd.keur_goed(run).status == Runstatus.GOEDGEKEURD


def test_een_afgeleide_waarde_die_niet_meer_wordt_gebruikt_houdt_niets_tegen(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    afgeleid = wereld.met_parameters(tarief("10.00", zekerheid=Zekerheid.INFERRED))
    afgeleid.zet("2026-03", een, "a", 3)
    afgeleid.maak("2026-03")
    afgeleid.wis("2026-03", een, "a")
    run = afgeleid.maak("2026-03")
    afgeleid.controleer(run)
    assert afgeleid.keur_goed(run).status == Runstatus.GOEDGEKEURD


def test_een_onvolledige_run_vraagt_een_uitdrukkelijk_besluit(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[1:3]
    onbekend = wereld.met_parameters(tarief(None))
    onbekend.zet("2026-03", een, "a", 3)
    run = onbekend.maak("2026-03")
    onbekend.controleer(run)
    with pytest.raises(Geweigerd, match="volgt de rest in een latere run") as fout:
        onbekend.keur_goed(run)
    assert fout.value.veld == "onvolledig"
    onbekend.keur_goed(run, ook_onvolledig=True)
    bekend = wereld.met_parameters(tarief("10.00"))
    bekend.zet("2026-04", twee, "b", 1)
    april = bekend.maak("2026-04")
    assert (april.aantal, april.totaal_centen, april.onvolledig) == (2, 4000, False)


def test_na_een_gewijzigde_parameter_moet_opnieuw_worden_berekend(wereld: Wereld, run: Run) -> None:
    anders = wereld.met_parameters(tarief("11.00"))
    with pytest.raises(StapNietMogelijk, match="bereken de run opnieuw"):
        anders.controleer(run)
    wereld.controleer(run)
    with pytest.raises(StapNietMogelijk, match="geef de run terug"):
        anders.keur_goed(run)
    geef_terug(anders.als(wereld.controleur), run.id, "tarief gewijzigd")
    assert anders.sluit("2026-03").totaal_centen == 3300


def test_een_run_die_halverwege_stopte_is_niet_te_controleren(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    with monkeypatch.context() as kapot:
        kapot.setattr(maandrun, "sluit_ronde", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            wereld.maak("2026-03")
    (run,) = runs(wereld.ctx, EENHEID)
    with pytest.raises(StapNietMogelijk, match="nog niet klaar"):
        wereld.controleer(run)
    wereld.controleer(wereld.maak("2026-03"))


def test_teruggeven_vraagt_een_reden_en_maakt_er_weer_een_concept_van(wereld: Wereld, run: Run) -> None:
    wereld.controleer(run)
    with pytest.raises(Geweigerd) as fout:
        geef_terug(wereld.als(wereld.goedkeurder), run.id, " ")
    assert fout.value.veld == "reden"
    geef_terug(wereld.als(wereld.goedkeurder), run.id, "er mist een dienst")
    wereld.zet("2026-03", wereld.medewerkers[2], "b", 1)
    opnieuw = wereld.maak("2026-03")
    assert (opnieuw.aantal, opnieuw.teruggave_reden) == (2, "er mist een dienst")


def test_een_goedgekeurde_run_kan_terug_tot_een_latere_erop_bouwt(wereld: Wereld, run: Run) -> None:
    een = wereld.medewerkers[1]
    wereld.controleer(run)
    wereld.keur_goed(run)
    geef_terug(wereld.als(wereld.controleur), run.id, "te vroeg")
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Boekingsuitleg)).all() == []
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 4)
    wereld.maak("2026-04")
    with pytest.raises(Geweigerd, match="bouwt hierop voort"):
        geef_terug(wereld.als(wereld.controleur), run.id, "te laat")


def test_een_goedgekeurde_run_kan_niet_terug_als_er_een_nieuwe_open_is(wereld: Wereld, run: Run) -> None:
    wereld.sluit("2026-03")
    wereld.zet("2026-03", wereld.medewerkers[2], "b", 1)
    wereld.maak("2026-03")
    with pytest.raises(Geweigerd, match="al een nieuwe run van 2026-03"):
        geef_terug(wereld.als(wereld.controleur), run.id, "x")


def test_een_uitleg_met_een_ander_bedrag_houdt_de_goedkeuring_tegen(wereld: Wereld, run: Run) -> None:
    @calculation("PROEF/toeslag", articles=("PROEF 1",))
    def afwijkend(gegeven: Gegevens, parameters: Parameters, uitleg: Uitleg) -> Toeslag:
        parameters.feit(TARIEF, gegeven.dag)
        return Toeslag(gegeven.uren, Centen(1))

    installatie = wereld.ctx.installatie
    regels = MappingProxyType({**installatie.berekeningen, ("PROEF/toeslag", 1): afwijkend})
    ctx = dataclasses.replace(wereld.ctx, installatie=dataclasses.replace(installatie, berekeningen=regels))
    kapot = dataclasses.replace(wereld, ctx=ctx)
    wereld.controleer(run)
    with wereld.ctx.database.lezen() as s:
        boeking = s.scalars(select(Boeking)).one()
    with pytest.raises(UitlegKloptNiet, match=rf"boeking {boeking.id} \(a\).*0,01.*30,00"):
        kapot.keur_goed(run)
    assert status(wereld, run) == Runstatus.GECONTROLEERD


def test_goedkeuren_in_delen_gaat_verder_waar_het_stopte(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maandrun, "PERSONEN_PER_DEEL", 2)
    for persoon in wereld.medewerkers:
        wereld.zet("2026-03", persoon, "a", 1)
    run = wereld.maak("2026-03")
    wereld.controleer(run)
    stappen: list[tuple[int, int]] = []

    def stop(gedaan: int, totaal: int) -> None:
        stappen.append((gedaan, totaal))
        if len(stappen) == 1:
            raise KeyboardInterrupt

    goedkeurder = wereld.als(wereld.goedkeurder)
    with pytest.raises(KeyboardInterrupt):
        keur_goed(goedkeurder, run.id, voortgang=stop)
    keur_goed(goedkeurder, run.id, voortgang=stop)
    assert stappen == [(2, 6), (2, 4), (4, 4)]
    assert status(wereld, run) == Runstatus.GOEDGEKEURD


@pytest.mark.parametrize("opdracht", ["wijzig", "verwijder", "voeg_toe", "uitleg_wijzig", "uitleg_verwijder"])
def test_de_database_zelf_weigert_een_definitieve_boeking_te_veranderen(
    wereld: Wereld, run: Run, opdracht: str
) -> None:
    wereld.sluit("2026-03")
    with wereld.ctx.database.lezen() as s:
        rij = dict(s.execute(select(*Boeking.__table__.columns)).mappings().one())
    opdrachten = {
        "wijzig": update(Boeking).values(centen=1),
        "verwijder": delete(Boeking),
        "voeg_toe": insert(Boeking).values({**rij, "id": rij["id"] + 1, "feit": "x"}),
        "uitleg_wijzig": update(Boekingsuitleg).values(feiten=[]),
        "uitleg_verwijder": delete(Boekingsuitleg),
    }
    with pytest.raises(IntegrityError, match="ligt vast"), wereld.ctx.database.transactie() as s:
        s.execute(opdrachten[opdracht])


def test_een_concept_boeking_wordt_niet_gewijzigd_alleen_vervangen(wereld: Wereld, run: Run) -> None:
    with pytest.raises(IntegrityError, match="ligt vast"), wereld.ctx.database.transactie() as s:
        s.execute(update(Boeking).values(looncode="9"))


def test_een_feit_heeft_een_wortel_en_een_boeking_een_opvolger(wereld: Wereld, run: Run) -> None:
    with wereld.ctx.database.lezen() as s:
        rij = dict(s.execute(select(*Boeking.__table__.columns)).mappings().one())
    with pytest.raises(IntegrityError), wereld.ctx.database.transactie() as s:
        s.execute(insert(Boeking).values({**rij, "id": rij["id"] + 1}))
    opvolger = {**rij, "wortel_id": rij["id"], "voorganger_id": rij["id"]}
    with pytest.raises(IntegrityError), wereld.ctx.database.transactie() as s:
        s.execute(insert(Boeking).values([{**opvolger, "id": rij["id"] + nr} for nr in (1, 2)]))

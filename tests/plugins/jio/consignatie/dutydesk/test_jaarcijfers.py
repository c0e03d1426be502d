# SPDX-License-Identifier: EUPL-1.2
"""The figures of a year: what is counted, and that no line tells about one or a few people, also by subtraction."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.berichten.models import Taak
from core.ledger.services import controleer, keur_goed, maak_run
from core.people.eenheden import schakel
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk.jobs import JOBS
from plugins.jio.consignatie.dutydesk.models import Logsoort, Uitslag
from plugins.jio.consignatie.dutydesk.rules.kleine_groepen import Zichtbaar, scherm_af
from plugins.jio.consignatie.dutydesk.services import incidenten, jaarcijfers, overzicht
from plugins.jio.consignatie.models import Dienst
from tests.plugins.jio.consignatie.dutydesk.conftest import DINSDAG, Bureau, zet_parameter

GROEPEN = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=1), st.frozensets(st.integers(0, 14), max_size=9), max_size=8
)


@given(GROEPEN, st.integers(1, 8))
def test_wat_verborgen_is_laat_zich_niet_uitrekenen(groepen: dict[str, frozenset[int]], drempel: int):
    scherm = scherm_af(groepen, drempel)
    weg = [naam for naam in groepen if not scherm.toont(naam)]
    for naam, mensen in groepen.items():
        if 0 < len(mensen) < drempel:
            assert scherm.regels[naam] is Zichtbaar.KLEIN
        if not mensen:
            assert scherm.toont(naam)
    if scherm.totaal and weg:
        # The total without what can be read is about two lines or more, and enough people.
        assert len(weg) >= 2
        assert len(frozenset().union(*(groepen[naam] for naam in weg))) >= drempel
    if not weg and len(frozenset().union(*groepen.values())) >= drempel:
        assert scherm.totaal


def test_een_kleine_groep_neemt_de_kleinste_andere_mee():
    scherm = scherm_af({"a": {1, 2}, "b": {3, 4, 5, 6, 7}, "c": {8, 9, 10, 11, 12, 13}}, 5)
    assert dict(scherm.regels) == {"a": Zichtbaar.KLEIN, "b": Zichtbaar.VERBORGEN, "c": Zichtbaar.JA}
    assert scherm.totaal


def test_is_er_niets_om_mee_te_verbergen_dan_is_ook_het_totaal_verborgen():
    scherm = scherm_af({"a": {1, 2}, "b": set()}, 5)
    assert (dict(scherm.regels), scherm.totaal) == ({"a": Zichtbaar.KLEIN, "b": Zichtbaar.JA}, False)
    with pytest.raises(ValueError, match="drempel"):
        scherm_af({}, 0)


def een_jaar(bureau: Bureau) -> Bureau:
    """Let a call happen, and pay the duty of that week."""
    id = bureau.meld().incident_id
    inzet = overzicht.toon(bureau.desk, id).inzet[0].id
    incidenten.poging(bureau.desk, inzet, Uitslag.GEEN_GEHOOR)
    incidenten.meld(bureau.op("23:10").desk, inzet, Logsoort.CONTACT)
    incidenten.meld(bureau.op("23:20").desk, inzet, Logsoort.WERK_BEGONNEN)
    incidenten.los_op(bureau.op("23:40").desk, id, "Klaar")
    wereld = bureau.wereld
    with wereld.database.lezen() as s:
        dienst_id = s.scalars(select(Dienst.id).where(Dienst.dinsdag == DINSDAG)).first()
    assert dienst_id is not None
    schakel(wereld.programma, "jio", True)
    wereld.keur_alles_goed(dienst_id)
    run = maak_run(wereld.als("hans"), "jio", "2023-09")
    controleer(wereld.als("hans"), run.id)
    keur_goed(wereld.als("hilda"), run.id, ook_onvolledig=True)
    return Bureau(wereld, wereld.nu)


def test_diensten_oproepen_reacties_en_kosten(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__kleinste_groep=1)
    later = een_jaar(bureau)
    cijfers = jaarcijfers.jaarcijfers(later.rol("directie"), 2023)
    [team] = cijfers.teams
    # 52 duties begin in 2023; the one of the last Tuesday ends in 2024.
    assert (team.naam, team.diensten, team.oproepen) == ("Team net", 51, 1)
    assert team.reactie == jaarcijfers.Reactie(1, 600, 100, 100)
    assert team.kosten_centen is not None
    assert team.kosten_centen > 0
    [klant] = cijfers.opdrachtgevers
    assert (klant.naam, klant.oproepen, klant.kosten_centen) == ("DJI", 1, team.kosten_centen)
    assert cijfers.totaal is not None
    assert (cijfers.totaal.kosten_centen, cijfers.totaal.diensten) == (team.kosten_centen, 51)


def test_onder_de_drempel_staat_er_niets(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__kleinste_groep=4)
    later = een_jaar(bureau)
    cijfers = jaarcijfers.jaarcijfers(later.rol("hr"), 2023)
    [team], [klant] = cijfers.teams, cijfers.opdrachtgevers
    # Four people did duties; one of them was called.
    assert (team.diensten, team.oproepen, team.reactie) == (51, None, None)
    assert (klant.oproepen, klant.kosten_centen, klant.reactie) == (None, None, None)
    assert cijfers.totaal is not None
    assert (cijfers.totaal.oproepen, cijfers.totaal.reactie) == (None, None)
    csv = jaarcijfers.als_csv(later.rol("hr"), 2023).decode()
    assert "team;Team net;51;" in csv
    assert csv.count("minder dan 4") > 4


def test_zonder_drempel_zijn_er_geen_cijfers(bureau: Bureau):
    cijfers = jaarcijfers.jaarcijfers(Bureau(bureau.wereld, bureau.wereld.nu).rol("directie"), 2023)
    assert (cijfers.drempel, cijfers.teams, cijfers.totaal) == (None, (), None)
    with pytest.raises(Geweigerd, match="nog niet ingevuld"):
        jaarcijfers.als_csv(Bureau(bureau.wereld, bureau.wereld.nu).rol("directie"), 2023)


def test_de_xlsx_is_elke_keer_gelijk_en_zegt_hetzelfde(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__kleinste_groep=1)
    ctx = een_jaar(bureau).rol("directie")
    inhoud = jaarcijfers.als_xlsx(ctx, 2023)
    assert inhoud == jaarcijfers.als_xlsx(ctx, 2023)
    blad = openpyxl.load_workbook(BytesIO(inhoud)).active
    assert blad is not None
    rijen = [[cel.value for cel in rij] for rij in blad.iter_rows()]
    assert (rijen[0][0], rijen[1][:3], rijen[-1][0]) == ("soort", ["team", "Team net", 51], "totaal")


def test_wie_de_cijfers_niet_mag_lezen(bureau: Bureau):
    for ctx in (bureau.als("anna"), bureau.als("lot"), bureau.desk, bureau.als("om"), bureau.rol("servicemanager")):
        with pytest.raises(GeenToegang):
            jaarcijfers.jaarcijfers(ctx, 2023)
    auditor = Bureau(bureau.wereld).rol("auditor")
    assert jaarcijfers.jaarcijfers(auditor, 2023).jaar == 2023
    with pytest.raises(GeenToegang):
        jaarcijfers.als_csv(auditor, 2023)
    with pytest.raises(Geweigerd):
        jaarcijfers.jaarcijfers(auditor, 2099)


def test_in_januari_vraagt_annex_om_het_gesprek(bureau: Bureau):
    job = next(job for job in JOBS if job.id == "jio.jaarcijfers")
    for _ in range(2):
        for sleutel in job.werk(bureau.programma, date(2024, 1, 15)):
            job.doe(bureau.programma, date(2024, 1, 15), sleutel)
    with bureau.wereld.database.lezen() as s:
        taken = s.scalars(select(Taak).where(Taak.soort == "jio.jaarcijfers")).all()
    assert [(taak.rol, taak.sleutel) for taak in taken] == [("hr", "2023")]

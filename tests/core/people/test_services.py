# SPDX-License-Identifier: EUPL-1.2
"""Recording salaries, standing in, absences, and looking up people and oneself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from core.context import Context
from core.contributions import Persoonsgegeven
from core.ledger.models import Boekingsmerk, Run
from core.people.accounts import maak_account
from core.people.merken import Geraakt, maanden
from core.people.models import (
    Afwezigheid,
    Afwezigheidssoort,
    Dienstverband,
    Inschaling,
    Mandaat,
    Medewerker,
    Team,
    Teamlid,
)
from core.people.opzoeken import actor_van, geleide_teams
from core.people.policy import Actor, GeenToegang, RolVoor
from core.people.services import (
    PAGINA,
    beeindig_afwezigheid,
    geef_mandaat,
    leg_inschaling_vast,
    meld_afwezig,
    over_mij,
    trek_afwezigheid_in,
    trek_mandaat_in,
    wie_ben_ik,
    zoek_medewerkers,
)
from core.plugins import Bijdrage
from core.rules.invoer import Geweigerd
from core.storage.audit import Audit
from tests.core.people.conftest import NU

VANDAAG = date(2026, 3, 10)
EEN_DAG = timedelta(days=1)
VERLOF, ZIEKTE = Afwezigheidssoort.VERLOF, Afwezigheidssoort.ZIEKTE

Als = Callable[[str], Context]


@pytest.fixture
def als(ctx: Context, mensen: dict[str, int]) -> Als:
    """The context of somebody of the sample files: ``hr`` of JIO, or the last digit of a number."""

    def kies(wie: str) -> Context:
        if wie == "hr":
            return ctx.als(Actor(900, "HR van JIO", rollen=(RolVoor("hr", "jio"),)))
        with ctx.database.lezen() as s:
            werk = s.scalars(select(Dienstverband.eenheid).where(Dienstverband.medewerker_id == mensen[wie])).all()
            teams = geleide_teams(s, mensen[wie], VANDAAG)
        return ctx.als(Actor(900 + int(wie), wie, mensen[wie], geleide_teams=teams, eenheden=frozenset(werk)))

    return kies


@pytest.fixture
def dienstverband(ctx: Context, mensen: dict[str, int]) -> Callable[..., int]:
    """The id of somebody's employment."""

    def zoek(wie: str, eenheid: str = "jio") -> int:
        with ctx.database.lezen() as s:
            return s.scalars(
                select(Dienstverband.id).where(
                    Dienstverband.medewerker_id == mensen[wie], Dienstverband.eenheid == eenheid
                )
            ).one()

    return zoek


def merken(ctx: Context) -> set[tuple[str, str, int]]:
    with ctx.database.lezen() as s:
        return {
            (rij.eenheid, rij.periode, rij.medewerker_id)
            for rij in s.execute(select(Boekingsmerk.eenheid, Boekingsmerk.periode, Boekingsmerk.medewerker_id))
        }


def wis_merken(ctx: Context) -> None:
    with ctx.database.transactie() as s:
        for merk in s.scalars(select(Boekingsmerk)):
            s.delete(merk)


def aantal(ctx: Context, tabel: Any) -> int:
    with ctx.database.lezen() as s:
        return s.scalars(select(func.count()).select_from(tabel)).one()


SALARIS: dict[str, Any] = {
    "vanaf": date(2026, 2, 1),
    "schaal": 10,
    "trede": 6,
    "maandsalaris_centen": 430_000,
    "bron": "besluit 12",
}


def test_een_inschaling_is_een_nieuwe_rij_en_merkt_de_maanden_die_ze_raakt(
    ctx: Context, als: Als, mensen: dict[str, int], dienstverband: Callable[..., int]
) -> None:
    wis_merken(ctx)
    eerst = aantal(ctx, Inschaling)
    nummer = leg_inschaling_vast(als("hr"), dienstverband("1"), **SALARIS)
    assert aantal(ctx, Inschaling) == eerst + 1
    # January, since a duty that began there is paid in one of the two months; April, since one may end there.
    assert merken(ctx) == {("jio", f"2026-0{maand}", mensen["1"]) for maand in (1, 2, 3, 4)}
    with ctx.database.lezen() as s:
        laatste = s.scalars(select(Audit).order_by(Audit.id.desc()).limit(1)).one()
    assert (laatste.handeling, laatste.soort, laatste.object_id) == ("leg_vast", "core.inschaling", str(nummer))


def test_dezelfde_inschaling_nog_eens_verandert_niets_en_een_andere_is_een_correctie(
    ctx: Context, als: Als, dienstverband: Callable[..., int]
) -> None:
    nummer = leg_inschaling_vast(als("hr"), dienstverband("1"), **SALARIS)
    eerst = aantal(ctx, Inschaling)
    assert leg_inschaling_vast(als("hr"), dienstverband("1"), **SALARIS) == nummer
    assert aantal(ctx, Inschaling) == eerst
    assert leg_inschaling_vast(als("hr"), dienstverband("1"), **{**SALARIS, "trede": 7}) != nummer


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"schaal": 0}, "schaal"),
        ({"schaal": 20}, "schaal"),
        ({"maandsalaris_centen": -1}, "maandsalaris_euro"),
        ({"bron": "  "}, "bron"),
        ({"vanaf": date(2019, 2, 28)}, "vanaf"),
    ],
)
def test_een_verkeerde_inschaling_wordt_geweigerd_met_veld_en_reden(
    ctx: Context, als: Als, dienstverband: Callable[..., int], anders: dict[str, Any], veld: str
) -> None:
    eerst = aantal(ctx, Inschaling)
    with pytest.raises(Geweigerd) as fout:
        leg_inschaling_vast(als("hr"), dienstverband("1"), **{**SALARIS, **anders})
    assert fout.value.veld == veld
    assert aantal(ctx, Inschaling) == eerst


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_niemand_legt_het_eigen_salaris_vast_en_alleen_hr_van_de_eenheid_dat_van_een_ander(
    ctx: Context, als: Als, mensen: dict[str, int], dienstverband: Callable[..., int]
) -> None:
    hr = als("hr")
    for wie in ("1", "5"):
        with pytest.raises(GeenToegang):
            leg_inschaling_vast(als(wie), dienstverband("1"), **SALARIS)
    with pytest.raises(GeenToegang):
        leg_inschaling_vast(hr, dienstverband("8", "dtv"), **SALARIS)
    with pytest.raises(GeenToegang):
        leg_inschaling_vast(hr, 10_000, **SALARIS)
    zelf = hr.als(replace(hr.actor, medewerker_id=mensen["1"]))
    with pytest.raises(Geweigerd, match="eigen salaris"):
        leg_inschaling_vast(zelf, dienstverband("1"), **SALARIS)


def test_maanden_zonder_run_krijgen_geen_merk_want_de_eerste_run_rekent_iedereen(
    ctx: Context, als: Als, mensen: dict[str, int], dienstverband: Callable[..., int]
) -> None:
    wis_merken(ctx)
    oud = {**SALARIS, "vanaf": date(2019, 3, 1)}
    leg_inschaling_vast(als("hr"), dienstverband("1"), **oud)
    assert {periode for _, periode, _ in merken(ctx)} == {"2026-01", "2026-02", "2026-03", "2026-04"}
    with ctx.database.transactie() as s:
        s.add(Run(eenheid="jio", periode="2025-10", volgnummer=1, gemaakt_op=NU))
    leg_inschaling_vast(als("hr"), dienstverband("1"), **{**oud, "trede": 7})
    assert min(periode for _, periode, _ in merken(ctx)) == "2025-10"


@pytest.mark.parametrize(
    ("van", "tot_en_met", "verwacht"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), ["2025-12", "2026-01", "2026-02"]),
        (date(2026, 3, 31), None, ["2026-02", "2026-03", "2026-04"]),
        (date(2025, 11, 1), date(2025, 12, 31), ["2025-10", "2025-11", "2025-12", "2026-01"]),
        (date(2027, 1, 1), None, []),
    ],
)
def test_een_feit_raakt_de_maanden_van_diensten_die_over_een_maandeinde_lopen(
    van: date, tot_en_met: date | None, verwacht: list[str]
) -> None:
    assert maanden(Geraakt("jio", 1, van, tot_en_met), "2020-01", VANDAAG) == verwacht


def test_een_leidinggevende_geeft_en_neemt_een_mandaat(ctx: Context, als: Als, mensen: dict[str, int]) -> None:
    nummer = geef_mandaat(als("5"), mensen["1"], VANDAAG, VANDAAG + EEN_DAG)
    with ctx.database.lezen() as s:
        infra = s.scalars(select(Team.id).where(Team.code == "infra")).one()
        assert geleide_teams(s, mensen["1"], VANDAAG) == {infra}
    with pytest.raises(GeenToegang):
        trek_mandaat_in(als("1"), nummer)
    trek_mandaat_in(als("5"), nummer)
    with ctx.database.lezen() as s:
        assert geleide_teams(s, mensen["1"], VANDAAG) == frozenset()
        assert s.get_one(Mandaat, nummer).ingetrokken_op == NU
    with pytest.raises(Geweigerd, match="al ingetrokken"):
        trek_mandaat_in(als("5"), nummer)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("vervanger", "van", "dagen", "veld"),
    [
        ("1", VANDAAG - EEN_DAG, 3, "van"),
        ("1", VANDAAG + EEN_DAG, -1, "tot_en_met"),
        ("5", VANDAAG, 1, "vervanger"),
        ("8", VANDAAG, 1, "vervanger"),
        ("4", date(2026, 7, 1), 1, "vervanger"),
        ("2", VANDAAG + EEN_DAG, 1, "van"),
    ],
)
def test_een_verkeerd_mandaat_wordt_geweigerd(
    als: Als, mensen: dict[str, int], vervanger: str, van: date, dagen: int, veld: str
) -> None:
    geef_mandaat(als("5"), mensen["2"], VANDAAG, VANDAAG + 2 * EEN_DAG)
    with pytest.raises(Geweigerd) as fout:
        geef_mandaat(als("5"), mensen[vervanger], van, van + dagen * EEN_DAG)
    assert fout.value.veld == veld


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wie_geen_team_leidt_geeft_geen_mandaat_en_een_vervanger_geeft_het_niet_door(
    als: Als, mensen: dict[str, int]
) -> None:
    with pytest.raises(GeenToegang):
        geef_mandaat(als("1"), mensen["2"], VANDAAG, VANDAAG)
    geef_mandaat(als("5"), mensen["1"], VANDAAG, VANDAAG)
    with pytest.raises(Geweigerd, match="geeft dat niet door"):
        geef_mandaat(als("1"), mensen["2"], VANDAAG, VANDAAG)
    with pytest.raises(GeenToegang):
        trek_mandaat_in(als("5"), 10_000)


def test_de_leidinggevende_en_hr_melden_afwezig_en_dat_merkt_de_maanden(
    ctx: Context, als: Als, mensen: dict[str, int]
) -> None:
    wis_merken(ctx)
    meld_afwezig(als("5"), mensen["1"], ZIEKTE, date(2026, 3, 9))
    meld_afwezig(als("hr"), mensen["3"], VERLOF, date(2026, 2, 2), date(2026, 2, 3))
    assert merken(ctx) == {
        *(("jio", f"2026-0{maand}", mensen["1"]) for maand in (2, 3, 4)),
        # Zoë works at two units: both may have to calculate again.
        *((eenheid, f"2026-0{maand}", mensen["3"]) for eenheid in ("jio", "dtv") for maand in (1, 2, 3)),
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_ander_dan_de_eigen_leidinggevende_of_hr_meldt_niemand_afwezig(als: Als, mensen: dict[str, int]) -> None:
    for wie, ander in (("1", "2"), ("1", "1"), ("6", "1"), ("hr", "8")):
        with pytest.raises(GeenToegang):
            meld_afwezig(als(wie), mensen[ander], ZIEKTE, VANDAAG)


def test_een_einde_is_een_nieuwe_melding_en_intrekken_laat_de_rij_staan(
    ctx: Context, als: Als, mensen: dict[str, int]
) -> None:
    eerst = aantal(ctx, Afwezigheid)
    open_ = meld_afwezig(als("5"), mensen["1"], ZIEKTE, date(2026, 3, 9))
    dicht = beeindig_afwezigheid(als("5"), open_, VANDAAG)
    with ctx.database.lezen() as s:
        assert s.get_one(Afwezigheid, open_).ingetrokken_op == NU
        nieuw = s.get_one(Afwezigheid, dicht)
        assert (nieuw.soort, nieuw.van, nieuw.tot_en_met) == (ZIEKTE, date(2026, 3, 9), VANDAAG)
    trek_afwezigheid_in(als("5"), dicht)
    assert aantal(ctx, Afwezigheid) == eerst + 2
    with pytest.raises(Geweigerd, match="al ingetrokken"):
        trek_afwezigheid_in(als("5"), dicht)
    with pytest.raises(GeenToegang):
        trek_afwezigheid_in(als("5"), 10_000)


def test_een_mislukt_einde_laat_de_melding_zoals_ze_was(ctx: Context, als: Als, mensen: dict[str, int]) -> None:
    open_ = meld_afwezig(als("5"), mensen["1"], ZIEKTE, date(2026, 3, 9))
    with pytest.raises(Geweigerd, match="het einde ligt voor het begin"):
        beeindig_afwezigheid(als("5"), open_, date(2026, 3, 8))
    with ctx.database.lezen() as s:
        assert s.get_one(Afwezigheid, open_).ingetrokken_op is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_afwezigheid_van_dezelfde_soort_overlapt_niet_en_valt_in_een_dienstverband(
    als: Als, mensen: dict[str, int]
) -> None:
    with pytest.raises(Geweigerd, match="verlof gemeld vanaf 16-02-2026"):
        meld_afwezig(als("hr"), mensen["1"], VERLOF, date(2026, 2, 20), date(2026, 2, 25))
    meld_afwezig(als("hr"), mensen["1"], ZIEKTE, date(2026, 2, 20), date(2026, 2, 25))
    with pytest.raises(Geweigerd, match="geen dienstverband"):
        meld_afwezig(als("hr"), mensen["4"], VERLOF, date(2026, 7, 1))


def test_zoeken_vindt_namen_in_de_eigen_eenheid_en_nummers_voor_wie_ze_mag_zien(
    als: Als, mensen: dict[str, int]
) -> None:
    def namen(wie: str, tekst: str) -> list[str]:
        return [gevonden.naam for gevonden in zoek_medewerkers(als(wie), tekst).medewerkers]

    assert namen("1", "bakker") == ["Noor Bakker"]
    assert namen("1", "VRIES se") == ["Sem de Vries"]
    assert namen("1", "visser") == []
    assert namen("1", "900002") == []
    assert namen("1", "%") == []
    assert namen("hr", "900002") == ["Sem de Vries"]
    assert namen("5", "900002") == ["Sem de Vries"]
    assert namen("5", "900007") == []
    assert namen("1", "oskar") == ["Henk Óskarsson"]
    eerste = zoek_medewerkers(als("1"), "Çelik").medewerkers[0]
    assert (eerste.personeelsnummer, eerste.eenheden, eerste.teams) == (
        None,
        ("jio", "dtv"),
        ("Team Infra", "Team Vertrek 1"),
    )
    assert zoek_medewerkers(als("hr"), "çelik").medewerkers[0].personeelsnummer == "900003"
    assert zoek_medewerkers(als("1"), "noor").medewerkers[0].personeelsnummer == "900001"


def test_wie_vertrokken_is_vindt_alleen_wie_de_persoon_mag_zien(ctx: Context, als: Als, mensen: dict[str, int]) -> None:
    later = replace(als("hr"), nu=NU + 120 * EEN_DAG)
    assert [wie.naam for wie in zoek_medewerkers(later, "henk").medewerkers] == ["Henk Óskarsson"]
    assert zoek_medewerkers(replace(als("1"), nu=later.nu), "henk").medewerkers == ()


def test_zoeken_gaat_per_25_en_zegt_of_er_meer_is(ctx: Context, als: Als) -> None:
    with ctx.database.transactie() as s:
        for nummer in range(PAGINA + 3):
            s.add(Medewerker(personeelsnummer=f"7{nummer:05}", naam=f"Proef {nummer:02}", geboortedatum=VANDAAG))
    een, twee, drie = (zoek_medewerkers(ctx, "proef", pagina) for pagina in (1, 2, 3))
    assert (len(een.medewerkers), een.meer) == (PAGINA, True)
    assert ([wie.naam for wie in twee.medewerkers], twee.meer) == (["Proef 25", "Proef 26", "Proef 27"], False)
    assert (drie.medewerkers, drie.pagina, drie.meer) == ((), 3, False)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wie_niets_mag_zoekt_niet(ctx: Context) -> None:
    with pytest.raises(GeenToegang):
        zoek_medewerkers(ctx.als(Actor(1, "Gast")), "noor")


def test_wie_ben_ik_zegt_wat_ik_vandaag_ben(ctx: Context, als: Als, mensen: dict[str, int]) -> None:
    geef_mandaat(als("5"), mensen["1"], VANDAAG, VANDAAG + EEN_DAG)
    account = maak_account(ctx, "noor.bakker", "vier woorden op een rij", "Noor Bakker", mensen["1"])
    with ctx.database.lezen() as s:
        ik = wie_ben_ik(ctx.als(actor_van(s, account, VANDAAG)))
    assert (ik.naam, ik.inlognaam, ik.personeelsnummer, ik.taal) == ("Noor Bakker", "noor.bakker", "900001", "nl")
    assert (ik.eenheden, [team.naam for team in ik.teams]) == (("jio",), ["Team Infra"])
    assert [wie.naam for wie in ik.leidinggevenden] == ["Fatima el Amrani"]
    (vervanging,) = ik.vervangingen
    assert (vervanging.gever, vervanging.vervanger, vervanging.tot_en_met) == (
        "Fatima el Amrani",
        "Noor Bakker",
        VANDAAG + EEN_DAG,
    )
    with pytest.raises(GeenToegang):
        wie_ben_ik(ctx)


def test_over_mij_toont_elke_tabel_met_doel_en_alleen_het_eigene(
    ctx: Context, als: Als, mensen: dict[str, int]
) -> None:
    plugin = Persoonsgegeven("jio_proef", "Proef.", None, "losmaken", lambda s, wie: [{"wie": wie}])
    noor = als("1")
    noor = replace(
        noor,
        installatie=replace(
            noor.installatie, persoonsgegevens=(*noor.installatie.persoonsgegevens, Bijdrage("jio", plugin))
        ),
    )
    overzicht = {gegeven.tabel: gegeven for gegeven in over_mij(noor)}
    assert overzicht["core_medewerker"].rijen == (
        {
            "personeelsnummer": "900001",
            "naam": "Noor Bakker",
            "geboortedatum": date(1985, 4, 12),
            "email": "noor.bakker@annex.example",
        },
    )
    assert [rij["maandsalaris_centen"] for rij in overzicht["core_inschaling"].rijen] == [410_000, 422_550]
    assert overzicht["jio_proef"].rijen == ({"wie": mensen["1"]},)
    assert all(gegeven.doel and gegeven.einde in ("vernietigen", "losmaken") for gegeven in overzicht.values())
    for gast in (ctx, ctx.als(Actor(1, "Externe auditor", rollen=(RolVoor("auditor"),)))):
        with pytest.raises(GeenToegang):
            over_mij(gast)


def test_elke_tabel_over_mensen_staat_in_over_mij(als: Als) -> None:
    genoemd = {gegeven.tabel for gegeven in over_mij(als("1"))}
    # Attempts to log in hold keyed hashes only, an import and a team are about no single person.
    ongenoemd = {"core_inlogpoging", "core_import", "core_team"}
    tabellen = {
        mapper.class_.__tablename__
        for mapper in Teamlid.registry.mappers
        if mapper.class_.__module__ == Teamlid.__module__
    }
    assert tabellen == genoemd & tabellen | ongenoemd
    assert {"core_bericht", "core_boeking", "core_loonuitslag"} <= genoemd

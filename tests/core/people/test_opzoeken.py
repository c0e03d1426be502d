# SPDX-License-Identifier: EUPL-1.2
"""Dated look-ups: two employments, part-time, leavers, moves between teams, stand-ins, and corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.accounts import ken_rol_toe, maak_account
from core.people.models import (
    Account,
    Afwezigheid,
    Afwezigheidssoort,
    Dienstverband,
    Inschaling,
    Mandaat,
    Roltoekenning,
    Team,
    Teamlid,
)
from core.people.opzoeken import (
    Leidinggevende,
    Lidmaatschap,
    actor_van,
    afwezigheden,
    arbeidspatroon_op,
    dienstverbanden,
    doelen,
    inschaling_op,
    inschalingen,
    leden_van,
    leiding_van,
    leidinggevenden_van,
    lidmaatschappen,
    medewerker,
    minuten_per_week,
    teams_van,
)
from core.people.policy import Doel, GeenToegang, RolVoor
from core.rules.invoer import Geweigerd
from core.storage.engine import Database
from tests.core.people.conftest import NU

VANDAAG = date(2026, 3, 10)
EEN_DAG = timedelta(days=1)


@pytest.fixture
def s(ctx: Context, mensen: dict[str, int]) -> Iterator[Session]:
    with ctx.database.lezen() as sessie:
        yield sessie


@pytest.fixture
def team(s: Session) -> Callable[[str], int]:
    return lambda code: s.scalars(select(Team.id).where(Team.code == code)).one()


@contextmanager
def opdrachten(database: Database) -> Iterator[list[str]]:
    """Collect the queries that are sent."""
    gestuurd: list[str] = []

    def noteer(verbinding: Any, cursor: Any, opdracht: str, *_: Any) -> None:
        if opdracht.startswith("SELECT"):
            gestuurd.append(opdracht)

    event.listen(database.engine, "before_cursor_execute", noteer)
    yield gestuurd
    event.remove(database.engine, "before_cursor_execute", noteer)


def test_een_medewerker_die_niet_bestaat_wordt_geweigerd(s: Session) -> None:
    with pytest.raises(Geweigerd, match="bestaat niet"):
        medewerker(s, 10_000)


@pytest.mark.parametrize(
    ("wie", "op", "verwacht"),
    [
        ("3", date(2020, 5, 31), []),
        ("3", date(2020, 6, 1), ["jio"]),
        ("3", VANDAAG, ["jio", "dtv"]),
        ("4", date(2026, 6, 30), ["jio"]),
        ("4", date(2026, 7, 1), []),
        ("7", date(2024, 1, 31), ["dtv"]),
        ("7", date(2024, 2, 1), ["jio"]),
    ],
)
def test_een_dienstverband_loopt_van_en_tot_en_met(
    s: Session, mensen: dict[str, int], wie: str, op: date, verwacht: list[str]
) -> None:
    assert [werk.eenheid for werk in dienstverbanden(s, [mensen[wie]], op)] == verwacht


def test_inschaling_geldt_vanaf_haar_dag_en_de_bulk_zegt_hetzelfde(s: Session, mensen: dict[str, int]) -> None:
    alles = inschalingen(s, mensen.values())
    for werk in s.scalars(select(Dienstverband)):
        for dag in (date(2024, 12, 31), date(2025, 1, 1), date(2026, 2, 28), date(2026, 3, 1), date(2027, 1, 1)):
            enkel = inschaling_op(s, werk.id, dag)
            if dag < werk.van or (werk.tot_en_met and dag > werk.tot_en_met):
                enkel = None
            bulk = alles.op(werk.medewerker_id, dag, werk.eenheid)
            if enkel is None:
                assert bulk is None
            else:
                assert bulk is not None
                assert (bulk.inschaling_id, bulk.dienstverband_id, bulk.vanaf) == (enkel.id, werk.id, enkel.vanaf)
                assert (bulk.schaal, bulk.trede) == (enkel.schaal, enkel.trede)
                assert bulk.maandsalaris_centen == enkel.maandsalaris_centen
    februari, maart = (alles.op(mensen["1"], dag) for dag in (date(2026, 2, 28), date(2026, 3, 1)))
    assert (februari and februari.maandsalaris_centen, maart and maart.maandsalaris_centen) == (410_000, 422_550)


def test_van_twee_dienstverbanden_kiest_de_eenheid_en_anders_het_eerste(s: Session, mensen: dict[str, int]) -> None:
    alles = inschalingen(s, [mensen["3"]])
    jio, dtv = (alles.op(mensen["3"], VANDAAG, eenheid) for eenheid in ("jio", "dtv"))
    assert jio is not None
    assert dtv is not None
    assert (jio.maandsalaris_centen, dtv.maandsalaris_centen) == (489_000, 440_000)
    assert alles.op(mensen["3"], VANDAAG) == jio
    assert alles.op(mensen["3"], VANDAAG, "om") is None
    assert alles.op(mensen["1"], VANDAAG) is None


def test_een_correctie_geldt_vanaf_haar_vastlegging_en_een_intrekking_tot_haar_moment(
    ctx: Context, mensen: dict[str, int]
) -> None:
    dag = date(2026, 3, 1)
    with ctx.database.transactie() as s:
        werk = dienstverbanden(s, [mensen["1"]], dag)[0]
        for dagen, centen in ((1, 430_000), (2, 440_000)):
            s.add(
                Inschaling(
                    dienstverband_id=werk.id,
                    vanaf=dag,
                    schaal=10,
                    trede=6,
                    maandsalaris_centen=centen,
                    bron="proef",
                    vastgelegd_op=NU + dagen * EEN_DAG,
                    ingetrokken_op=NU + 4 * EEN_DAG if dagen == 2 else None,
                )
            )
    with ctx.database.lezen() as s:
        assert inschaling_op(s, werk.id, dag, NU - EEN_DAG) is None
        assert inschalingen(s, [mensen["1"]], NU - EEN_DAG).op(mensen["1"], dag) is None
        for bekend_op, centen in (
            (NU, 422_550),
            (NU + EEN_DAG, 430_000),
            (NU + 3 * EEN_DAG, 440_000),
            (NU + 4 * EEN_DAG, 430_000),
            (None, 430_000),
        ):
            enkel = inschaling_op(s, werk.id, dag, bekend_op)
            bulk = inschalingen(s, [mensen["1"]], bekend_op).op(mensen["1"], dag)
            assert (enkel and enkel.maandsalaris_centen, bulk and bulk.maandsalaris_centen) == (centen, centen)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_de_bulk_is_een_vraag_hoeveel_mensen_en_dagen_het_ook_zijn(ctx: Context, mensen: dict[str, int]) -> None:
    with ctx.database.lezen() as s, opdrachten(ctx.database) as gestuurd:
        alles = inschalingen(s, mensen.values())
        for dag in range(365):
            alles.op(mensen["1"], VANDAAG + dag * EEN_DAG)
    assert len(gestuurd) == 1


def test_het_arbeidspatroon_van_een_dag_bepaalt_hoeveel_iemand_werkt(s: Session, mensen: dict[str, int]) -> None:
    werk = dienstverbanden(s, [mensen["2"]], VANDAAG)[0]
    patronen = [arbeidspatroon_op(s, werk.id, dag) for dag in (date(2024, 12, 31), date(2026, 1, 31), VANDAAG)]
    assert [patroon and patroon.minuten_per_dag[2] for patroon in patronen] == [None, 0, 432]
    assert minuten_per_week(s, werk, date(2024, 12, 31)) == 28 * 60 + 48
    assert minuten_per_week(s, werk, VANDAAG) == 36 * 60


def test_wie_van_team_wisselt_zit_elke_dag_in_een_van_de_twee(
    s: Session, mensen: dict[str, int], team: Callable[[str], int]
) -> None:
    donderdag = date(2026, 3, 12)
    for dag, code, ander in (
        (donderdag, "infra", "oss-buitendienst"),
        (donderdag + EEN_DAG, "oss-buitendienst", "infra"),
    ):
        assert [gevonden.code for gevonden in teams_van(s, mensen["2"], dag)] == [code]
        assert mensen["2"] in [lid.id for lid in leden_van(s, team(code), dag)]
        assert mensen["2"] not in [lid.id for lid in leden_van(s, team(ander), dag)]


def test_wie_uit_dienst_is_zit_in_geen_team_meer(ctx: Context, mensen: dict[str, int]) -> None:
    with ctx.database.transactie() as s:
        for werk in s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == mensen["1"])):
            werk.tot_en_met = date(2026, 3, 31)
    with ctx.database.lezen() as s:
        infra = s.scalars(select(Team).where(Team.code == "infra")).one()
        april = date(2026, 4, 1)
        assert [wie.naam for wie in leden_van(s, infra.id, april)] == ["Zoë Çelik"]
        assert teams_van(s, mensen["1"], april) == []
        leden = lidmaatschappen(s, [infra.id], VANDAAG, date(2026, 12, 31))
        assert leden == [
            Lidmaatschap(infra.id, mensen["1"], "Noor Bakker", date(2019, 3, 1), date(2026, 3, 31)),
            Lidmaatschap(infra.id, mensen["2"], "Sem de Vries", date(2021, 1, 1), date(2026, 3, 12)),
            Lidmaatschap(infra.id, mensen["3"], "Zoë Çelik", date(2020, 6, 1), None),
        ]
        assert [lid.medewerker_id for lid in lidmaatschappen(s, [infra.id], april)] == [mensen["3"]]


def test_leiding_is_wie_benoemd_is_en_wie_vervangt_zolang_het_mandaat_loopt(
    ctx: Context, mensen: dict[str, int]
) -> None:
    with ctx.database.transactie() as s:
        infra = s.scalars(select(Team).where(Team.code == "infra")).one().id
        for vervanger, van, einde, ingetrokken in (
            ("6", VANDAAG, VANDAAG + EEN_DAG, None),
            ("1", VANDAAG, VANDAAG, NU),
        ):
            s.add(
                Mandaat(
                    gever_id=mensen["5"],
                    vervanger_id=mensen[vervanger],
                    van=van,
                    tot_en_met=einde,
                    vastgelegd_op=NU,
                    ingetrokken_op=ingetrokken,
                )
            )
    fatima = Leidinggevende(mensen["5"], "Fatima el Amrani", infra, None)
    pieter = Leidinggevende(mensen["6"], "Pieter-Jan van 't Hof", infra, mensen["5"])
    with ctx.database.lezen() as s:
        assert leiding_van(s, infra, VANDAAG - EEN_DAG) == [fatima]
        assert leiding_van(s, infra, VANDAAG) == [fatima, pieter]
        assert leiding_van(s, infra, VANDAAG + EEN_DAG) == [fatima, pieter]
        assert leiding_van(s, infra, VANDAAG + 2 * EEN_DAG) == [fatima]
        assert leidinggevenden_van(s, mensen["1"], VANDAAG) == [fatima, pieter]


def test_niemand_is_de_eigen_leidinggevende_ook_niet_door_een_vervanger(ctx: Context, mensen: dict[str, int]) -> None:
    with ctx.database.transactie() as s:
        infra = s.scalars(select(Team).where(Team.code == "infra")).one()
        s.add(
            Mandaat(
                gever_id=mensen["5"],
                vervanger_id=mensen["1"],
                van=VANDAAG,
                tot_en_met=VANDAAG,
                vastgelegd_op=NU,
            )
        )
        s.add(Teamlid(team_id=infra.id, medewerker_id=mensen["5"], van=date(2020, 1, 1)))
    with ctx.database.lezen() as s:
        # Noor stands in for Fatima: she decides about others, not about herself and not about Fatima.
        assert [wie.medewerker_id for wie in leidinggevenden_van(s, mensen["2"], VANDAAG)] == [mensen["5"], mensen["1"]]
        assert [wie.medewerker_id for wie in leidinggevenden_van(s, mensen["1"], VANDAAG)] == [mensen["5"]]
        assert leidinggevenden_van(s, mensen["5"], VANDAAG) == []


def test_een_vervanger_geeft_de_leiding_niet_door_en_wie_weg_is_leidt_niets(
    ctx: Context, mensen: dict[str, int]
) -> None:
    with ctx.database.transactie() as s:
        infra = s.scalars(select(Team).where(Team.code == "infra")).one().id
        for gever, vervanger in (("5", "6"), ("6", "1")):
            s.add(
                Mandaat(
                    gever_id=mensen[gever],
                    vervanger_id=mensen[vervanger],
                    van=VANDAAG,
                    tot_en_met=date(2026, 12, 31),
                    vastgelegd_op=NU,
                )
            )
    with ctx.database.lezen() as s:
        assert [wie.medewerker_id for wie in leiding_van(s, infra, VANDAAG)] == [mensen["5"], mensen["6"]]
    with ctx.database.transactie() as s:
        s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == mensen["5"])).one().tot_en_met = VANDAAG
    with ctx.database.lezen() as s:
        assert leiding_van(s, infra, VANDAAG + EEN_DAG) == []


def test_afwezigheid_telt_als_ze_het_venster_raakt_en_niet_is_ingetrokken(ctx: Context, mensen: dict[str, int]) -> None:
    with ctx.database.transactie() as s:
        s.add(
            Afwezigheid(
                medewerker_id=mensen["1"],
                soort=Afwezigheidssoort.ZIEKTE,
                van=date(2026, 2, 17),
                tot_en_met=None,
                vastgelegd_op=NU,
                ingetrokken_op=NU,
            )
        )
    with ctx.database.lezen() as s:
        for van, tot, verwacht in (
            (date(2026, 2, 21), date(2026, 3, 2), []),
            (date(2026, 2, 20), date(2026, 3, 3), ["1", "2"]),
            (date(2026, 3, 9), date(2026, 3, 9), ["7"]),
            (date(2026, 7, 24), None, ["3", "7"]),
        ):
            gevonden = afwezigheden(s, mensen.values(), van, tot)
            assert [weg.medewerker_id for weg in gevonden] == [mensen[wie] for wie in verwacht]


def test_een_handeling_over_iemand_gaat_over_de_eenheden_en_teams_van_die_dag(
    s: Session, mensen: dict[str, int], team: Callable[[str], int]
) -> None:
    assert doelen(s, "zaak", mensen["3"], VANDAAG) == (
        Doel("zaak", None, mensen["3"]),
        Doel("zaak", "dtv", mensen["3"]),
        Doel("zaak", "jio", mensen["3"]),
        Doel("zaak", "jio", mensen["3"], team("infra")),
        Doel("zaak", "dtv", mensen["3"], team("vertrek-1")),
    )
    assert doelen(s, "zaak", mensen["7"], VANDAAG)[1] == Doel("zaak", "jio", mensen["7"])
    # Of who left, the unit where the person worked can finish the work.
    assert doelen(s, "zaak", mensen["4"], date(2027, 1, 1)) == (
        Doel("zaak", None, mensen["4"]),
        Doel("zaak", "jio", mensen["4"]),
    )


def test_actor_van_heeft_de_rollen_en_teams_van_vandaag_in_drie_vragen(ctx: Context, mensen: dict[str, int]) -> None:
    account = maak_account(ctx, "pieter", "vier woorden op een rij", "Pieter-Jan", mensen["6"])
    ken_rol_toe(ctx, account, "hr", van=VANDAAG, tot_en_met=VANDAAG, eenheid="jio")
    ken_rol_toe(ctx, account, "auditor", van=VANDAAG + EEN_DAG)
    with ctx.database.transactie() as s:
        teams = dict(s.execute(select(Team.code, Team.id)).all())
        s.add(
            Mandaat(
                gever_id=mensen["5"],
                vervanger_id=mensen["6"],
                van=VANDAAG,
                tot_en_met=VANDAAG,
                vastgelegd_op=NU,
            )
        )
        s.add(
            Roltoekenning(account_id=account, rol="hr", eenheid="dtv", van=VANDAAG, tot_en_met=None, ingetrokken_op=NU)
        )
    with ctx.database.lezen() as s, opdrachten(ctx.database) as gestuurd:
        nu = actor_van(s, account, VANDAAG)
    assert len(gestuurd) <= 3
    assert (nu.account_id, nu.medewerker_id, nu.naam) == (account, mensen["6"], "Pieter-Jan")
    assert nu.rollen == (RolVoor("hr", "jio"),)
    assert nu.geleide_teams == {teams["infra"], teams["oss-buitendienst"]}
    assert nu.eenheden == {"jio"}
    assert not nu.is_programma
    with ctx.database.lezen() as s:
        morgen = actor_van(s, account, VANDAAG + EEN_DAG)
    assert morgen.rollen == (RolVoor("auditor"),)
    assert morgen.geleide_teams == {teams["oss-buitendienst"]}


def test_een_account_zonder_medewerker_heeft_alleen_rollen_en_een_gesloten_account_niets(ctx: Context) -> None:
    account = maak_account(ctx, "controle", "vier woorden op een rij", "Externe auditor")
    with ctx.database.lezen() as s:
        actor = actor_van(s, account, VANDAAG)
    assert (actor.medewerker_id, actor.eenheden, actor.geleide_teams) == (None, frozenset(), frozenset())
    with ctx.database.transactie() as s:
        s.get_one(Account, account).actief = False
    with ctx.database.lezen() as s, pytest.raises(GeenToegang):
        actor_van(s, account, VANDAAG)
    with ctx.database.lezen() as s, pytest.raises(GeenToegang):
        actor_van(s, 10_000, VANDAAG)

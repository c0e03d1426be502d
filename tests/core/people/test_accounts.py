# SPDX-License-Identifier: EUPL-1.2
"""Accounts: who makes and closes them, what a password must be, one-time codes, and roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from core.context import Context
from core.people.accounts import (
    HASHER,
    hash_wachtwoord,
    ken_rol_toe,
    maak_account,
    nieuwe_totp,
    totp_stap,
    trek_rol_in,
    wachtwoord_klopt,
    wis_totp,
    zet_actief,
    zet_totp,
    zet_wachtwoord,
    zoek_accounts,
)
from core.people.models import Account, Sessie, Team
from core.people.opzoeken import actor_van
from core.people.policy import Actor, GeenToegang, RolVoor
from core.rules.invoer import Geweigerd
from tests.core.people.conftest import NU

VANDAAG = date(2026, 3, 10)
EEN_DAG = timedelta(days=1)
WACHTWOORD = "vier woorden op een rij"


@pytest.fixture
def beheer(ctx: Context) -> Context:
    """An administrator."""
    account = maak_account(ctx, "beheer", WACHTWOORD, "Beheer")
    ken_rol_toe(ctx, account, "beheerder", van=VANDAAG)
    with ctx.database.lezen() as s:
        return ctx.als(actor_van(s, account, VANDAAG))


def test_een_account_heeft_een_naam_in_kleine_letters_en_een_argon2id_hash_van_19_mib(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.people.accounts.HASHER", HASHER)  # the real one
    nummer = maak_account(ctx, " Noor.Bakker ", WACHTWOORD, "Noor Bakker")
    with ctx.database.lezen() as s:
        account = s.get_one(Account, nummer)
    assert account.naam == "noor.bakker"
    assert account.wachtwoord_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert wachtwoord_klopt(account.wachtwoord_hash, WACHTWOORD)
    assert not wachtwoord_klopt(account.wachtwoord_hash, WACHTWOORD + ".")
    assert (account.openbare_sleutel, account.actief, account.taal) == (None, True, "nl")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("naam", "wachtwoord", "weergavenaam", "medewerker", "veld"),
    [
        ("a", WACHTWOORD, "A", None, "naam"),
        ("noor bakker", WACHTWOORD, "A", None, "naam"),
        ("bezet", WACHTWOORD, "A", None, "naam"),
        ("noor", "te kort", "A", None, "wachtwoord"),
        ("noor", "x" * 201, "A", None, "wachtwoord"),
        ("noor", "abababababababab", "A", None, "wachtwoord"),
        ("noor", "ik ben Noor Bakker", "A", None, "wachtwoord"),
        ("noor", WACHTWOORD, " ", None, "weergavenaam"),
        ("noor", WACHTWOORD, "A", "1", "medewerker"),
        ("noor", WACHTWOORD, "A", "niemand", "medewerker"),
    ],
)
def test_een_verkeerd_account_wordt_geweigerd(
    ctx: Context,
    mensen: dict[str, int],
    naam: str,
    wachtwoord: str,
    weergavenaam: str,
    medewerker: str | None,
    veld: str,
) -> None:
    maak_account(ctx, "bezet", WACHTWOORD, "Bezet", mensen["1"])
    with pytest.raises(Geweigerd) as fout:
        maak_account(
            ctx, naam, wachtwoord, weergavenaam, None if medewerker is None else mensen.get(medewerker, 10_000)
        )
    assert fout.value.veld == veld
    assert len(zoek_accounts(ctx)) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_alleen_een_beheerder_beheert_accounts(ctx: Context, beheer: Context) -> None:
    gast = maak_account(ctx, "gast", WACHTWOORD, "Gast")
    rol = ken_rol_toe(ctx, gast, "auditor", van=VANDAAG)
    handelingen: list[Callable[[Context], Any]] = [
        lambda c: maak_account(c, "nieuw", WACHTWOORD, "Nieuw"),
        lambda c: zet_wachtwoord(c, gast, WACHTWOORD),
        lambda c: wis_totp(c, gast),
        lambda c: ken_rol_toe(c, gast, "hr", van=VANDAAG),
        lambda c: trek_rol_in(c, rol),
        lambda c: zet_actief(c, gast, actief=False),
        zoek_accounts,
    ]
    hr = ctx.als(Actor(77, "HR", rollen=(RolVoor("hr"), RolVoor("auditor"))))
    for handeling in handelingen:
        with pytest.raises(GeenToegang):
            handeling(hr)
    for handeling in handelingen:
        handeling(beheer)


def test_dezelfde_letters_van_een_ander_toetsenbord_zijn_hetzelfde_wachtwoord() -> None:
    samen, los = "caf\u00e9 vier woorden", "cafe\u0301 vier woorden"
    assert wachtwoord_klopt(hash_wachtwoord("noor", samen, veld="nieuw"), los)


def test_een_kapotte_hash_of_een_te_lang_wachtwoord_klopt_niet() -> None:
    lang = "ab cd " * 40
    assert not wachtwoord_klopt("geen hash", WACHTWOORD)
    assert not wachtwoord_klopt(HASHER.hash(lang[:200]), lang)


def test_wie_het_wachtwoord_vergat_krijgt_een_nieuw_en_een_nieuw_sleutelpaar(ctx: Context, beheer: Context) -> None:
    nummer = maak_account(ctx, "noor", WACHTWOORD, "Noor")
    with ctx.database.transactie() as s:
        account = s.get_one(Account, nummer)
        account.openbare_sleutel, account.verzegelde_sleutel = b"o", b"v"
        s.add(
            Sessie(
                token_hash=b"t" * 32,
                account_id=nummer,
                csrf="c",
                begonnen_op=NU,
                laatst_gezien_op=NU,
                verloopt_op=NU + EEN_DAG,
            )
        )
    zet_wachtwoord(beheer, nummer, "heel andere woorden nu")
    with ctx.database.lezen() as s:
        account = s.get_one(Account, nummer)
        assert s.scalars(select(Sessie)).all() == []
    assert wachtwoord_klopt(account.wachtwoord_hash, "heel andere woorden nu")
    assert (account.openbare_sleutel, account.verzegelde_sleutel) == (None, None)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_beheerder_doet_niets_met_het_eigen_account(beheer: Context) -> None:
    eigen = beheer.actor.account_id
    assert eigen is not None
    for handeling in (
        lambda: ken_rol_toe(beheer, eigen, "hr", van=VANDAAG),
        lambda: zet_wachtwoord(beheer, eigen, WACHTWOORD),
        lambda: wis_totp(beheer, eigen),
        lambda: zet_actief(beheer, eigen, actief=False),
    ):
        with pytest.raises(Geweigerd, match="andere beheerder"):
            handeling()


def test_een_code_telt_een_stap_om_nu_heen_en_een_keer() -> None:
    geheim = nieuwe_totp("noor").geheim
    totp, stap = pyotp.TOTP(geheim), int(NU.timestamp()) // 30
    for verschil, verwacht in ((-2, None), (-1, stap - 1), (0, stap), (1, stap + 1), (2, None)):
        assert totp_stap(geheim, totp.at(NU, counter_offset=verschil), NU, None) == verwacht
    assert totp_stap(geheim, f" {totp.at(NU)[:3]} {totp.at(NU)[3:]} ", NU, stap - 1) == stap
    assert totp_stap(geheim, totp.at(NU), NU, stap) is None
    assert totp_stap(geheim, totp.at(NU, counter_offset=-1), NU, stap) is None
    assert totp_stap(geheim, "", NU, None) is None


def test_een_code_instellen_vraagt_een_code_en_een_beheerder_wist_haar(ctx: Context, beheer: Context) -> None:
    nummer = maak_account(ctx, "noor", WACHTWOORD, "Noor")
    noor = ctx.als(Actor(nummer, "Noor"))
    sleutel = nieuwe_totp("noor")
    assert sleutel.uri.startswith("otpauth://totp/Annex:noor?secret=")
    with pytest.raises(Geweigerd, match="klopt niet"):
        zet_totp(noor, sleutel.geheim, "000000")
    code = pyotp.TOTP(sleutel.geheim).at(NU)
    zet_totp(noor, sleutel.geheim, code)
    with pytest.raises(Geweigerd, match="al in met een code"):
        zet_totp(noor, sleutel.geheim, code)
    assert {regel.naam: regel.met_code for regel in zoek_accounts(ctx)} == {"beheer": False, "noor": True}
    wis_totp(beheer, nummer)
    with ctx.database.lezen() as s:
        account = s.get_one(Account, nummer)
    assert (account.totp_geheim, account.totp_laatste_stap) == (None, None)
    with pytest.raises(GeenToegang):
        zet_totp(ctx, sleutel.geheim, code)


def test_een_rol_geldt_voor_haar_periode_en_intrekken_werkt_meteen(
    ctx: Context, beheer: Context, mensen: dict[str, int]
) -> None:
    nummer = maak_account(ctx, "noor", WACHTWOORD, "Noor", mensen["1"])
    with ctx.database.lezen() as s:
        infra = s.scalars(select(Team.id).where(Team.code == "infra")).one()
    rol = ken_rol_toe(beheer, nummer, "hr", van=VANDAAG, eenheid="jio")
    ken_rol_toe(beheer, nummer, "hr", van=VANDAAG + EEN_DAG, team_id=infra)
    with ctx.database.lezen() as s:
        assert actor_van(s, nummer, VANDAAG - EEN_DAG).rollen == ()
        assert actor_van(s, nummer, VANDAAG).rollen == (RolVoor("hr", "jio"),)
        assert actor_van(s, nummer, VANDAAG + EEN_DAG).rollen == (RolVoor("hr", "jio"), RolVoor("hr", "jio", infra))
    trek_rol_in(beheer, rol)
    with ctx.database.lezen() as s:
        assert actor_van(s, nummer, VANDAAG).rollen == ()
    (regel,) = zoek_accounts(ctx, "NOOR")
    assert [toekenning.ingetrokken_op for toekenning in regel.rollen] == [NU, None]
    with pytest.raises(Geweigerd, match="al ingetrokken"):
        trek_rol_in(beheer, rol)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("rol", "anders", "veld"),
    [
        ("medewerker", {}, "rol"),
        ("leidinggevende", {}, "rol"),
        ("directeur", {}, "rol"),
        ("hr", {"eenheid": "xyz"}, "eenheid"),
        ("hr", {"team_id": 10_000}, "team"),
        ("hr", {"tot_en_met": VANDAAG - EEN_DAG}, "tot_en_met"),
        ("auditor", {"eenheid": "jio"}, "eenheid"),
        ("beheerder", {"eenheid": "jio"}, "eenheid"),
        ("hr", {"eenheid": "dtv", "van": VANDAAG + EEN_DAG}, "van"),
    ],
)
def test_een_verkeerde_toekenning_wordt_geweigerd(
    ctx: Context, beheer: Context, rol: str, anders: dict[str, Any], veld: str
) -> None:
    nummer = maak_account(ctx, "noor", WACHTWOORD, "Noor")
    ken_rol_toe(beheer, nummer, "hr", van=VANDAAG, eenheid="dtv")
    with pytest.raises(Geweigerd) as fout:
        ken_rol_toe(beheer, nummer, rol, **{"van": VANDAAG, **anders})
    assert fout.value.veld == veld


def test_een_gesloten_account_heeft_geen_sessies_en_gaat_weer_open(ctx: Context, beheer: Context) -> None:
    nummer = maak_account(ctx, "noor", WACHTWOORD, "Noor")
    zet_actief(beheer, nummer, actief=False)
    with ctx.database.lezen() as s, pytest.raises(GeenToegang):
        actor_van(s, nummer, VANDAAG)
    zet_actief(replace(beheer, nu=NU + EEN_DAG), nummer, actief=True)
    with ctx.database.lezen() as s:
        assert actor_van(s, nummer, VANDAAG).naam == "Noor"
    with pytest.raises(Geweigerd, match="bestaat niet"):
        zet_actief(beheer, 10_000, actief=True)

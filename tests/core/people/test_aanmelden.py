# SPDX-License-Identifier: EUPL-1.2
"""Logging in: one answer to every mistake, a limit that holds under a rush, codes that work once, sessions that end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import event, func, select

from core.context import Context
from core.people.aanmelden import (
    MISLUKT_PER_ACCOUNT,
    NIEMANDS_HASH,
    InloggenMislukt,
    Sessietoken,
    TeVaakGeprobeerd,
    actor_van_naam,
    beeindig_sessies,
    log_in,
    log_uit,
    sessie_van,
    wijzig_wachtwoord,
)
from core.people.accounts import HASHER, maak_account, nieuwe_totp, wachtwoord_klopt, zet_actief, zet_totp
from core.people.models import Account, Inlogpoging, Sessie
from core.people.pogingen import MISLUKT_PER_ADRES
from core.people.policy import Actor, GeenToegang, RolVoor
from core.rules.invoer import Geweigerd
from core.storage.engine import Database, OpslagNietBereikbaar
from core.storage.sealed import open_sleutel
from tests.core.people.conftest import NU

WACHTWOORD = "vier woorden op een rij"
ADRES = "192.0.2.7"
GEHEIM = "s" * 32
MINUUT = timedelta(minutes=1)

Inloggen = Callable[..., Sessietoken]


@pytest.fixture
def noor(ctx: Context) -> int:
    """An account."""
    return maak_account(ctx, "noor", WACHTWOORD, "Noor Bakker")


@pytest.fixture
def inloggen(ctx: Context) -> Inloggen:
    """Log in as Noor, but for what is given otherwise."""

    def doe(**anders: Any) -> Sessietoken:
        gegeven = {"naam": "noor", "wachtwoord": WACHTWOORD, "code": None, "adres": ADRES, "nu": NU, "geheim": GEHEIM}
        return log_in(ctx.database, **{**gegeven, **anders})

    return doe


def rijen(ctx: Context, tabel: Any) -> list[Any]:
    with ctx.database.lezen() as s:
        return list(s.scalars(select(tabel)))


def test_inloggen_geeft_een_nieuw_token_en_bewaart_alleen_de_hash(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    een, twee = inloggen(naam=" Noor "), inloggen()
    assert een.token != twee.token
    assert (een.account_id, een.taal, een.verloopt_op) == (noor, "nl", NU + timedelta(hours=10))
    for sessie in rijen(ctx, Sessie):
        bewaard = repr(vars(sessie))
        assert een.token not in bewaard
        assert twee.token not in bewaard
    gevonden = sessie_van(ctx.database, een.token, NU)
    assert gevonden is not None
    assert (gevonden[0].csrf, gevonden[1].id) == (een.csrf, noor)


def test_elke_fout_geeft_hetzelfde_antwoord_en_kost_een_hash(
    ctx: Context, noor: int, inloggen: Inloggen, monkeypatch: pytest.MonkeyPatch
) -> None:
    dicht = maak_account(ctx, "dicht", WACHTWOORD, "Dicht")
    zet_actief(ctx, dicht, actief=False)
    gehasht: list[str] = []

    def klopt(hash_: str, wachtwoord: str) -> bool:
        gehasht.append(hash_)
        return wachtwoord_klopt(hash_, wachtwoord)

    monkeypatch.setattr("core.people.aanmelden.wachtwoord_klopt", klopt)
    antwoorden = set()
    for anders in (
        {"naam": "onbekend"},
        {"wachtwoord": "iets anders"},
        {"naam": "dicht"},
        {"naam": ""},
        {"wachtwoord": "x" * 1000},
    ):
        with pytest.raises(InloggenMislukt) as fout:
            inloggen(**anders)
        antwoorden.add(str(fout.value))
    assert antwoorden == {"Naam, wachtwoord of code klopt niet."}
    assert len(gehasht) == 5
    assert gehasht[0] == gehasht[3] == NIEMANDS_HASH
    assert rijen(ctx, Sessie) == []


def test_de_hash_van_niemand_kost_evenveel_als_een_echte() -> None:
    assert not HASHER.check_needs_rehash(NIEMANDS_HASH)


def test_na_vijf_fouten_wacht_een_account_een_kwartier_ook_met_het_goede_wachtwoord(
    noor: int, inloggen: Inloggen
) -> None:
    for nummer in range(MISLUKT_PER_ACCOUNT):
        with pytest.raises(InloggenMislukt):
            inloggen(wachtwoord="fout", nu=NU + nummer * MINUUT, adres=f"192.0.2.{nummer}")
    with pytest.raises(TeVaakGeprobeerd) as fout:
        inloggen(nu=NU + 5 * MINUUT, adres="198.51.100.1")
    assert fout.value.opnieuw_op == NU + 15 * MINUUT
    assert str(fout.value) == "Er is te vaak geprobeerd in te loggen. Probeer het na 10.15 uur opnieuw."
    # Being refused is no new failure, so the wait does not grow.
    with pytest.raises(TeVaakGeprobeerd):
        inloggen(nu=NU + 14 * MINUUT, adres="198.51.100.1")
    assert inloggen(nu=NU + 15 * MINUUT, adres="198.51.100.1").account_id == noor


def test_een_onbekende_naam_wordt_net_zo_begrensd(inloggen: Inloggen) -> None:
    for _ in range(MISLUKT_PER_ACCOUNT):
        with pytest.raises(InloggenMislukt):
            inloggen(naam="onbekend")
    with pytest.raises(TeVaakGeprobeerd):
        inloggen(naam="onbekend")


@pytest.mark.parametrize(
    ("adres", "zelfde", "ander"),
    [("192.0.2.7", "192.0.2.7", "192.0.2.8"), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")],
)
def test_een_adres_wacht_na_twintig_fouten_van_wie_dan_ook(
    noor: int, inloggen: Inloggen, adres: str, zelfde: str, ander: str
) -> None:
    for nummer in range(MISLUKT_PER_ADRES):
        with pytest.raises(InloggenMislukt):
            inloggen(naam=f"naam{nummer}", adres=adres)
    with pytest.raises(TeVaakGeprobeerd):
        inloggen(adres=zelfde)
    assert inloggen(adres=ander).account_id == noor


def test_pogingen_staan_er_alleen_als_hash_met_geheim_en_niet_langer_dan_nodig(
    ctx: Context, noor: int, inloggen: Inloggen
) -> None:
    inloggen()
    with pytest.raises(InloggenMislukt):
        inloggen(wachtwoord="fout", geheim="t" * 32)
    een, twee = rijen(ctx, Inlogpoging)
    assert (een.gelukt, twee.gelukt) == (True, False)
    assert not {een.wie_hash, een.adres_hash} & {twee.wie_hash, twee.adres_hash}
    inloggen(nu=NU + 15 * MINUUT)
    assert [poging.op for poging in rijen(ctx, Inlogpoging)] == [NU + 15 * MINUUT]


def test_veel_pogingen_tegelijk_komen_niet_onder_de_grens_door(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    def probeer(_: int) -> type[Exception]:
        try:
            inloggen(wachtwoord="fout")
        except (InloggenMislukt, TeVaakGeprobeerd) as fout:
            return type(fout)
        raise AssertionError

    with ThreadPoolExecutor(8) as tegelijk:
        uitkomsten = list(tegelijk.map(probeer, range(16)))
    assert uitkomsten.count(InloggenMislukt) == MISLUKT_PER_ACCOUNT


def test_een_code_werkt_een_keer_ook_als_twee_hem_tegelijk_gebruiken(
    ctx: Context, noor: int, inloggen: Inloggen
) -> None:
    geheim = nieuwe_totp("noor").geheim
    totp = pyotp.TOTP(geheim)
    zet_totp(ctx.als(Actor(noor, "Noor")), geheim, totp.at(NU))
    for code in (None, "", "12345", totp.at(NU)):
        with pytest.raises(InloggenMislukt):
            inloggen(code=code)
    straks = NU + timedelta(seconds=30)

    def probeer(_: int) -> bool:
        try:
            inloggen(code=totp.at(straks), nu=straks, adres="198.51.100.1")
        except InloggenMislukt:
            return False
        return True

    with ctx.database.transactie() as s:
        for poging in s.scalars(select(Inlogpoging)):
            s.delete(poging)
    with ThreadPoolExecutor(4) as tegelijk:
        assert sorted(tegelijk.map(probeer, range(4))) == [False, False, False, True]


def test_het_eerste_inloggen_maakt_een_sleutelpaar_dat_alleen_het_wachtwoord_opent(
    ctx: Context, noor: int, inloggen: Inloggen
) -> None:
    inloggen()
    (account,) = rijen(ctx, Account)
    prive = open_sleutel(account.verzegelde_sleutel, WACHTWOORD)
    assert prive.public_key().public_bytes_raw() == account.openbare_sleutel
    inloggen()
    assert rijen(ctx, Account)[0].verzegelde_sleutel == account.verzegelde_sleutel


def test_een_ander_wachtwoord_houdt_de_sleutel_en_beeindigt_andere_sessies(
    ctx: Context, noor: int, inloggen: Inloggen
) -> None:
    hier, elders = inloggen(), inloggen()
    (oud,) = rijen(ctx, Account)
    zelf = ctx.als(Actor(noor, "Noor"))
    nieuw = "heel andere woorden nu"
    with pytest.raises(Geweigerd) as fout:
        wijzig_wachtwoord(zelf, "fout", nieuw, token=hier.token, adres=ADRES, geheim=GEHEIM)
    assert fout.value.veld == "oud"
    with pytest.raises(Geweigerd, match="12 tot 200"):
        wijzig_wachtwoord(zelf, WACHTWOORD, "kort", token=hier.token, adres=ADRES, geheim=GEHEIM)
    wijzig_wachtwoord(zelf, WACHTWOORD, nieuw, token=hier.token, adres=ADRES, geheim=GEHEIM)
    (account,) = rijen(ctx, Account)
    assert account.openbare_sleutel == oud.openbare_sleutel
    oude_sleutel, nieuwe_sleutel = (
        open_sleutel(verzegeld, wachtwoord).private_bytes_raw()
        for verzegeld, wachtwoord in ((oud.verzegelde_sleutel, WACHTWOORD), (account.verzegelde_sleutel, nieuw))
    )
    assert oude_sleutel == nieuwe_sleutel
    assert sessie_van(ctx.database, hier.token, NU) is not None
    assert sessie_van(ctx.database, elders.token, NU) is None
    with pytest.raises(InloggenMislukt):
        inloggen()
    assert inloggen(wachtwoord=nieuw).account_id == noor


def test_het_oude_wachtwoord_raden_is_begrensd_als_inloggen(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    hier = inloggen()
    zelf = ctx.als(Actor(noor, "Noor"))
    for _ in range(MISLUKT_PER_ACCOUNT):
        with pytest.raises(Geweigerd):
            wijzig_wachtwoord(zelf, "fout", "heel andere woorden nu", token=hier.token, adres=ADRES, geheim=GEHEIM)
    with pytest.raises(TeVaakGeprobeerd):
        wijzig_wachtwoord(zelf, WACHTWOORD, "heel andere woorden nu", token=hier.token, adres=ADRES, geheim=GEHEIM)
    with pytest.raises(GeenToegang):
        wijzig_wachtwoord(ctx, WACHTWOORD, "heel andere woorden nu", token=hier.token, adres=ADRES, geheim=GEHEIM)


def test_een_sessie_eindigt_na_dertig_minuten_stilte_of_tien_uur(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    stil, bezig = inloggen().token, inloggen().token
    nu = NU
    while (nu := nu + 29 * MINUUT) < NU + timedelta(hours=10):
        assert sessie_van(ctx.database, bezig, nu) is not None
    assert sessie_van(ctx.database, stil, NU + 30 * MINUUT) is None
    assert sessie_van(ctx.database, bezig, NU + timedelta(hours=10)) is None
    assert sessie_van(ctx.database, "geen token", NU) is None
    # What has ended is cleared away when somebody logs in.
    inloggen(nu=NU + timedelta(hours=11))
    assert len(rijen(ctx, Sessie)) == 1


def test_een_sessie_schrijft_ten_hoogste_een_keer_per_minuut(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    token = inloggen().token
    geschreven: list[str] = []

    def noteer(verbinding: Any, cursor: Any, opdracht: str, *_: Any) -> None:
        if opdracht.startswith("UPDATE"):
            geschreven.append(opdracht)

    event.listen(ctx.database.engine, "before_cursor_execute", noteer)
    for seconden in range(0, 180, 5):
        assert sessie_van(ctx.database, token, NU + timedelta(seconds=seconden)) is not None
    event.remove(ctx.database.engine, "before_cursor_execute", noteer)
    assert len(geschreven) == 2
    assert rijen(ctx, Sessie)[0].laatst_gezien_op == NU + 2 * MINUUT


def test_een_bezette_database_houdt_een_lezer_niet_tegen(
    ctx: Context, noor: int, inloggen: Inloggen, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = inloggen().token

    def bezet(_: Database) -> None:
        raise OpslagNietBereikbaar

    monkeypatch.setattr(Database, "transactie", bezet)
    assert sessie_van(ctx.database, token, NU + 5 * MINUUT) is not None


def test_uitloggen_en_een_gesloten_account_beeindigen_een_sessie(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    een, twee = inloggen().token, inloggen().token
    log_uit(ctx.database, een)
    log_uit(ctx.database, een)
    assert sessie_van(ctx.database, een, NU) is None
    assert sessie_van(ctx.database, twee, NU) is not None
    with ctx.database.transactie() as s:
        s.get_one(Account, noor).actief = False
    assert sessie_van(ctx.database, twee, NU) is None


def test_sessies_beeindigt_wie_het_zelf_is_of_een_beheerder(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    tokens = [inloggen().token for _ in range(3)]
    with pytest.raises(GeenToegang):
        beeindig_sessies(ctx.als(Actor(noor + 1, "Ander")), noor)
    assert beeindig_sessies(ctx.als(Actor(noor, "Noor")), noor, behalve=tokens[0]) == 2
    assert [sessie_van(ctx.database, token, NU) is not None for token in tokens] == [True, False, False]
    assert beeindig_sessies(ctx.als(Actor(noor + 1, "Beheer", rollen=(RolVoor("beheerder"),))), noor) == 1


def test_wie_intussen_een_ander_wachtwoord_kreeg_komt_met_het_oude_niet_meer_binnen(
    ctx: Context, noor: int, inloggen: Inloggen, monkeypatch: pytest.MonkeyPatch
) -> None:

    def klopt_en_wijzigt(hash_: str, wachtwoord: str) -> bool:
        with ctx.database.transactie() as s:
            s.get_one(Account, noor).wachtwoord_hash = HASHER.hash("intussen een ander")
        return wachtwoord_klopt(hash_, wachtwoord)

    monkeypatch.setattr("core.people.aanmelden.wachtwoord_klopt", klopt_en_wijzigt)
    with pytest.raises(InloggenMislukt):
        inloggen()


def test_de_opdrachtregel_handelt_als_een_open_account(ctx: Context, noor: int) -> None:
    assert actor_van_naam(ctx.database, " Noor", date(2026, 3, 10)).account_id == noor
    with pytest.raises(Geweigerd, match="geen open account"):
        actor_van_naam(ctx.database, "onbekend", date(2026, 3, 10))


def test_de_tijd_van_een_sessie_is_die_van_de_aanroeper(ctx: Context, noor: int, inloggen: Inloggen) -> None:
    vroeger = datetime(2020, 1, 1, tzinfo=UTC)
    inloggen(nu=vroeger)
    with ctx.database.lezen() as s:
        assert s.scalars(select(func.max(Sessie.verloopt_op))).one() == vroeger + timedelta(hours=10)

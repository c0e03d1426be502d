# SPDX-License-Identifier: EUPL-1.2
"""Messages: to one person, with numbers and days only, read once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht
from core.berichten.services import berichten_van, markeer_gelezen, ongelezen, stuur
from core.people.policy import Actor, GeenToegang
from core.storage.audit import Audit


def stuur_ruil(ctx, aan, **gegevens):
    with ctx.database.transactie() as s:
        stuur(s, ctx, "proef.ruil", aan.actor.medewerker_id, start=date(2026, 4, 7), **gegevens)


def test_een_bericht_komt_alleen_bij_wie_het_krijgt(ctx, mensen):
    een, ander = mensen
    stuur_ruil(ctx, een, ruil=3)
    (bericht,) = berichten_van(een)
    assert bericht.zin.format(**bericht.gegevens) == "Iemand biedt je de dienst van 2026-04-07 aan."
    assert (bericht.endpoint, bericht.gegevens["ruil"], bericht.gemaakt_op) == ("proef.ruil", 3, ctx.nu)
    assert (ongelezen(een), ongelezen(ander), berichten_van(ander)) == (1, 0, ())


def test_het_nieuwste_bericht_staat_vooraan(ctx, mensen):
    for ruil in (1, 2, 3):
        stuur_ruil(ctx, mensen[0], ruil=ruil)
    assert [bericht.gegevens["ruil"] for bericht in berichten_van(mensen[0])] == [3, 2, 1]


def test_lezen_telt_de_eerste_keer(ctx, mensen):
    een, _ = mensen
    stuur_ruil(ctx, een)
    (bericht,) = berichten_van(een)
    markeer_gelezen(een, bericht.id)
    markeer_gelezen(replace(een, nu=een.nu + timedelta(days=1)), bericht.id)
    assert berichten_van(een)[0].gelezen_op == een.nu
    assert ongelezen(een) == 0


def test_het_bericht_van_een_ander_is_er_niet(ctx, mensen):
    een, ander = mensen
    stuur_ruil(ctx, een)
    for id in (berichten_van(een)[0].id, 999):
        with pytest.raises(GeenToegang):
            markeer_gelezen(ander, id)
    assert ongelezen(een) == 1


def test_wie_geen_medewerker_is_heeft_geen_berichten(ctx):
    auditor = ctx.als(Actor(9, "Auditor"))
    assert ongelezen(auditor) == 0
    with pytest.raises(GeenToegang):
        berichten_van(auditor)


def test_een_onbekende_soort_of_een_leeg_gat_in_de_zin_wordt_niet_verstuurd(ctx, mensen):
    aan = mensen[0].actor.medewerker_id
    with ctx.database.transactie() as s:
        with pytest.raises(KeyError):
            stuur(s, ctx, "proef.onbekend", aan)
        with pytest.raises(ValueError, match="start is niet ingevuld"):
            stuur(s, ctx, "proef.ruil", aan, ruil=3)
    with ctx.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Bericht)) == 0


def test_een_bericht_van_een_weggehaald_onderdeel_blijft_leesbaar(ctx, mensen):
    een, _ = mensen
    stuur_ruil(ctx, een)
    (bericht,) = berichten_van(replace(een, installatie=replace(ctx.installatie, berichtsoorten={})))
    assert "niet is geïnstalleerd" in bericht.zin
    assert bericht.endpoint is None


def test_van_berichten_komt_niets_in_het_auditspoor(ctx, mensen):
    stuur_ruil(ctx, mensen[0])
    with ctx.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Audit)) == 0

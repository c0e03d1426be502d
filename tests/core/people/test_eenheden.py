# SPDX-License-Identifier: EUPL-1.2
"""Units are off until somebody enables them; the ministry's own regulations never are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core.context import Context
from core.contributions import Dienstonderdeel
from core.people.eenheden import eenheden, ingeschakeld, schakel
from core.people.policy import BEHEERDER, HR, Actor, GeenToegang, RolVoor
from core.plugins import laad
from core.rules.invoer import Geweigerd
from core.storage.audit import Audit
from core.storage.engine import Database


@pytest.fixture
def beheerder(database: Database) -> Context:
    """An administrator of an installation with two units."""
    kern = laad(geblokkeerd=("om", "jio", "dtv", "nfi", "cjib"))
    namen = {id: Dienstonderdeel(id, f"Dienst {id}", id.upper()) for id in ("jio", "dtv")}
    installatie = replace(kern, eenheden={**kern.eenheden, **namen})
    actor = Actor(3, "Beheerder", rollen=(RolVoor(BEHEERDER.id),))
    return Context(database, installatie, actor, datetime(2026, 3, 10, 9, tzinfo=UTC))


def aan(ctx: Context) -> frozenset[str]:
    with ctx.database.lezen() as s:
        return ingeschakeld(s, ctx.installatie)


def test_een_nieuwe_eenheid_staat_uit_en_de_kern_staat_aan(beheerder):
    assert aan(beheerder) == {"core", "jenv"}
    assert [(eenheid.id, eenheid.ingeschakeld, eenheid.gewijzigd_op) for eenheid in eenheden(beheerder)] == [
        ("dtv", False, None),
        ("jio", False, None),
    ]


def test_aan_en_weer_uit_laat_een_spoor_na(beheerder):
    schakel(beheerder, "jio", True)
    schakel(beheerder, "jio", True)
    assert aan(beheerder) == {"core", "jenv", "jio"}
    schakel(beheerder, "jio", False)
    assert aan(beheerder) == {"core", "jenv"}
    with beheerder.database.lezen() as s:
        regels = s.scalars(select(Audit).order_by(Audit.id)).all()
    assert [(regel.handeling, regel.object_id, regel.account_id) for regel in regels] == [
        ("inschakelen", "jio", 3),
        ("uitschakelen", "jio", 3),
    ]


def test_wie_niet_is_geinstalleerd_kan_niet_aan_en_blijft_zichtbaar(beheerder):
    schakel(beheerder, "jio", True)
    zonder = replace(beheerder, installatie=replace(beheerder.installatie, eenheden={}))
    assert aan(zonder) == {"core", "jenv"}
    assert [(eenheid.id, eenheid.geinstalleerd, eenheid.ingeschakeld) for eenheid in eenheden(zonder)] == [
        ("jio", False, False)
    ]


@pytest.mark.parametrize("eenheid", ["jenv", "core", "xyz", ""])
def test_alleen_een_geinstalleerd_dienstonderdeel_heeft_een_schakelaar(beheerder, eenheid):
    with pytest.raises(Geweigerd, match="kies uit: dtv, jio") as fout:
        schakel(beheerder, eenheid, True)
    assert fout.value.veld == "eenheid"


def test_alleen_de_beheerder_zet_een_eenheid_aan(beheerder):
    hr = beheerder.als(Actor(4, "HR", rollen=(RolVoor(HR.id, "jio"),)))
    with pytest.raises(GeenToegang):
        schakel(hr, "jio", True)
    with pytest.raises(GeenToegang):
        eenheden(hr)
    assert "jio" not in aan(beheerder)

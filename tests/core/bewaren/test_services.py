# SPDX-License-Identifier: EUPL-1.2
"""Records over their term: shown, and destroyed only by two people and only where a term was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core.berichten.models import Bericht
from core.bewaren.models import Vernietiging
from core.bewaren.services import overzicht, stel_voor, vernietig, voorstellen, wijs_af
from core.context import Context
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.plugins import Installatie, laad
from core.rules import Feit, Geweigerd, Zekerheid
from core.storage.audit import Audit, controleer, verzegel
from core.storage.engine import Database
from tests.core.ledger.proef import NU, Wereld, maak_wereld

SLEUTEL = "bewaartermijn.core_bericht"


@pytest.fixture
def wereld(database: Database, installatie: Installatie) -> Wereld:
    """People with three messages: of three years, of thirteen months and of a day ago."""
    gemaakt = maak_wereld(database, installatie)
    gemaakt.ctx = replace(gemaakt.ctx, installatie=installatie)
    with database.transactie() as s:
        for dagen in (3 * 365, 400, 1):
            s.add(
                Bericht(
                    soort="proef",
                    aan_medewerker_id=gemaakt.medewerkers[1],
                    gegevens={},
                    gemaakt_op=NU - timedelta(days=dagen),
                )
            )
    return gemaakt


def met_termijn(
    wereld: Wereld, maanden: int, zekerheid: Zekerheid = Zekerheid.INSTELLING, sleutel: str = SLEUTEL
) -> Wereld:
    """The same world with a decided term."""
    feit = Feit(sleutel, Decimal(maanden), date(2020, 1, 1), zekerheid, "proef")
    installatie = wereld.ctx.installatie
    bekend = installatie.parameters.aangevuld([feit])
    return replace(wereld, ctx=replace(wereld.ctx, installatie=replace(installatie, parameters=bekend)))


def hr(wereld: Wereld, wie: int) -> Context:
    return wereld.ctx.als(Actor(wie, "HR", None, (RolVoor("hr"),)))


def berichten(wereld: Wereld) -> int:
    with wereld.ctx.database.lezen() as s:
        return s.scalar(select(func.count()).select_from(Bericht)) or 0


def test_elke_soort_gegevens_heeft_een_termijn_om_te_besluiten_en_geen_is_verzonnen() -> None:
    alles = laad()
    parameters = alles.parameters
    for bijdrage in alles.persoonsgegevens:
        sleutel = bijdrage.waarde.termijnsleutel
        assert sleutel in parameters.sleutels, sleutel
        assert all(feit.waarde is None for feit in parameters.reeks(sleutel)), sleutel
    tabellen = [bijdrage.waarde.tabel for bijdrage in alles.persoonsgegevens]
    assert {"core_bericht", "core_boeking"} <= set(tabellen)


def test_zonder_termijn_wordt_geteld_en_niets_vernietigd(wereld: Wereld) -> None:
    regel = next(een for een in overzicht(hr(wereld, wereld.controleur), NU.date()) if een.tabel == "core_bericht")
    assert (regel.maanden, regel.voor, regel.aantal, regel.verlopen) == (None, None, 3, 0)
    assert regel.oudste == (NU - timedelta(days=3 * 365)).date()
    with pytest.raises(Geweigerd, match="nog geen bewaartermijn besloten"):
        stel_voor(hr(wereld, wereld.controleur), "core_bericht")
    boekingen = next(een for een in overzicht(hr(wereld, wereld.controleur), NU.date()) if een.tabel == "core_boeking")
    assert not boekingen.vernietigbaar
    for tabel in ("core_boeking", "core_bestaat_niet", "core_audit"):
        with pytest.raises(Geweigerd, match="kan nog niets"):
            stel_voor(hr(wereld, wereld.controleur), tabel)


def test_een_afgeleide_termijn_telt_niet(wereld: Wereld) -> None:
    afgeleid = met_termijn(wereld, 24, Zekerheid.INFERRED)
    with pytest.raises(Geweigerd, match="nog geen bewaartermijn besloten"):
        stel_voor(hr(afgeleid, wereld.controleur), "core_bericht")


def test_de_dag_bepaalt_wat_over_zijn_termijn_is(wereld: Wereld) -> None:
    wereld = met_termijn(wereld, 24)

    def verlopen(op: date) -> int:
        regels = overzicht(hr(wereld, wereld.controleur), op)
        return next(een.verlopen for een in regels if een.tabel == "core_bericht")

    assert verlopen(NU.date()) == 1
    assert verlopen(date(2027, 9, 1)) == 2
    assert verlopen(date(2029, 9, 1)) == 3


def test_vernietigen_vraagt_twee_mensen_en_de_keten_klopt_erna(wereld: Wereld) -> None:
    wereld = met_termijn(wereld, 24)
    een, ander = hr(wereld, wereld.controleur), hr(wereld, wereld.goedkeurder)
    verzegel(wereld.ctx.database)
    nummer = stel_voor(een, "core_bericht")
    with pytest.raises(Geweigerd, match="al een voorstel"):
        stel_voor(ander, "core_bericht")
    with pytest.raises(Geweigerd, match="iemand anders"):
        vernietig(een, nummer)
    assert berichten(wereld) == 3
    assert vernietig(ander, nummer) == 1
    assert berichten(wereld) == 2
    verzegel(wereld.ctx.database)
    assert controleer(wereld.ctx.database).klopt
    with wereld.ctx.database.lezen() as s:
        regel = s.scalars(select(Audit).where(Audit.handeling == "vernietigd")).one()
    assert (regel.object_id, b"core_bericht" in regel.inhoud) == (str(nummer), True)
    [voorstel] = voorstellen(een)
    assert (voorstel.voorstel.besluit, voorstel.voorstel.aantal) == ("vernietigd", 1)
    with pytest.raises(Geweigerd, match="wacht niet"):
        vernietig(ander, nummer)
    with pytest.raises(Geweigerd, match="niets dat over"):
        stel_voor(een, "core_bericht")


def test_wat_sinds_het_voorstel_veranderde_wordt_niet_vernietigd(wereld: Wereld) -> None:
    wereld = met_termijn(wereld, 24)
    een, ander = hr(wereld, wereld.controleur), hr(wereld, wereld.goedkeurder)
    nummer = stel_voor(een, "core_bericht")
    with pytest.raises(Geweigerd, match="termijn is sinds het voorstel gewijzigd"):
        vernietig(hr(met_termijn(wereld, 60), wereld.goedkeurder), nummer)
    with wereld.ctx.database.transactie() as s:
        s.add(
            Bericht(
                soort="proef",
                aan_medewerker_id=wereld.medewerkers[2],
                gegevens={},
                gemaakt_op=datetime(2020, 1, 1, tzinfo=UTC),
            )
        )
    with pytest.raises(Geweigerd, match="aantal is sinds het voorstel veranderd"):
        vernietig(ander, nummer)
    assert berichten(wereld) == 4
    wijs_af(een, nummer)
    assert vernietig(ander, stel_voor(een, "core_bericht")) == 2


def test_een_besluit_over_vernietigen_ligt_vast(wereld: Wereld) -> None:
    wereld = met_termijn(wereld, 24)
    stel_voor(hr(wereld, wereld.controleur), "core_bericht")
    with pytest.raises(IntegrityError), wereld.ctx.database.transactie() as s:
        s.scalars(select(Vernietiging)).one().aantal = 99


def test_alleen_hr_stelt_voor_en_beslist(wereld: Wereld) -> None:
    wereld = met_termijn(wereld, 24)
    nummer = stel_voor(hr(wereld, wereld.controleur), "core_bericht")
    for actor in (
        PROGRAMMA,
        Actor(1, "X", wereld.medewerkers[1]),
        Actor(1, "X", None, (RolVoor("auditor"),)),
        Actor(1, "X", None, (RolVoor("beheerder"),)),
    ):
        with pytest.raises(GeenToegang):
            stel_voor(wereld.ctx.als(actor), "core_bericht")
        with pytest.raises(GeenToegang):
            vernietig(wereld.ctx.als(actor), nummer)
        with pytest.raises(GeenToegang):
            wijs_af(wereld.ctx.als(actor), nummer)
    assert overzicht(wereld.ctx.als(Actor(1, "X", None, (RolVoor("beheerder"),))), NU.date())
    with pytest.raises(GeenToegang):
        overzicht(wereld.ctx.als(Actor(1, "X", wereld.medewerkers[1])), NU.date())

# SPDX-License-Identifier: EUPL-1.2
"""Reading what payroll paid: states by posting, tasks for HR, and nothing twice."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.berichten.services import open_taken
from core.ledger.models import Boeking
from core.ledger.services import exporteer
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.plugins import Installatie
from core.rules import Geweigerd
from core.storage.engine import Database
from core.uitbetaling.models import Loonuitslag
from core.uitbetaling.rules import Betaalstand
from core.uitbetaling.services import UITBETALING_VERSCHIL, lees_in, maandstanden, vergelijking, verklaar
from tests.core.ledger.proef import EENHEID, Wereld, maak_wereld

KOP = "personeelsnummer;looncode;maand;centen;boeking_id\r\n"


@pytest.fixture
def wereld(database: Database, installatie: Installatie) -> Wereld:
    """Three people of whom March 2026 was exported: 10, 20 and 30 euro."""
    gemaakt = maak_wereld(database, installatie)
    for uren, mens in enumerate(gemaakt.medewerkers[1:4], 1):
        gemaakt.zet("2026-03", mens, "a", uren)
    run = gemaakt.sluit("2026-03")
    exporteer(gemaakt.als(gemaakt.controleur), run.id)
    return gemaakt


def boeking(wereld: Wereld, plek: int) -> int:
    with wereld.ctx.database.lezen() as s:
        return s.scalars(select(Boeking.id).where(Boeking.medewerker_id == wereld.medewerkers[plek])).one()


def bestand(*regels: str) -> bytes:
    return (KOP + "".join(f"{regel}\r\n" for regel in regels)).encode()


def standen(wereld: Wereld) -> dict[str, Betaalstand]:
    hr = wereld.als(wereld.controleur)
    return {een.regel.personeelsnummer: een.regel.stand for een in vergelijking(hr, EENHEID, "2026-03")}


def taken(wereld: Wereld) -> list[int]:
    alle = open_taken(wereld.als(wereld.controleur), EENHEID)
    return [int(taak.gegevens["aantal"] or 0) for taak in alle if taak.soort == UITBETALING_VERSCHIL]


def rijen(wereld: Wereld) -> int:
    with wereld.ctx.database.lezen() as s:
        return len(s.scalars(select(Loonuitslag)).all())


def test_elke_boeking_krijgt_een_stand_en_hr_een_taak(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    assert standen(wereld) == {}
    verslag = lees_in(
        hr,
        EENHEID,
        bestand(
            f"000002;4711;2026-03;1000;{boeking(wereld, 1)}",
            "000003;4711;2026-03;1999;",
            "999999;4711;2026-03;500;",
        ),
    )
    assert (verslag.nieuw, verslag.fouten) == (3, ())
    assert standen(wereld) == {
        "000002": Betaalstand.BETAALD,
        "000003": Betaalstand.ANDERS_BETAALD,
        "000004": Betaalstand.NIET_BETAALD,
        "999999": Betaalstand.ONBEKEND,
    }
    assert taken(wereld) == [3]
    [stand] = maandstanden(hr, [EENHEID])
    assert (stand.maand, stand.geexporteerd_centen, stand.betaald_centen, stand.verschillen) == (
        "2026-03",
        6000,
        3499,
        3,
    )


def test_opnieuw_inlezen_verandert_niets_en_een_ander_bedrag_vervangt(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    eerste = bestand("000003;4711;2026-03;1999;")
    lees_in(hr, EENHEID, eerste)
    weer = lees_in(hr, EENHEID, eerste)
    assert (weer.nieuw, weer.gewijzigd, weer.ongewijzigd) == (0, 0, 1)
    assert rijen(wereld) == 1
    hersteld = lees_in(hr, EENHEID, bestand("000003;4711;2026-03;2000;"))
    assert (hersteld.nieuw, hersteld.gewijzigd) == (0, 1)
    assert rijen(wereld) == 2
    assert standen(wereld)["000003"] is Betaalstand.BETAALD


def test_een_foute_regel_houdt_de_goede_niet_tegen(wereld: Wereld) -> None:
    verslag = lees_in(
        wereld.als(wereld.controleur),
        EENHEID,
        bestand("000002;4711;2026-03;1000;", "000003;4711;2026-04;1;", "000003;4711;2026-03;x;"),
    )
    assert [(fout.regel, fout.kolom) for fout in verslag.fouten] == [(3, "maand"), (4, "centen")]
    assert verslag.nieuw == 1
    assert standen(wereld)["000002"] is Betaalstand.BETAALD


def test_een_verklaring_geldt_zolang_de_bedragen_zo_blijven(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    goed = [f"00000{plek};4711;2026-03;{(plek - 1) * 1000};" for plek in (2, 4)]
    lees_in(hr, EENHEID, bestand(*goed, "000003;4711;2026-03;1999;"))
    nummer = boeking(wereld, 2)
    assert taken(wereld) == [1]
    with pytest.raises(Geweigerd, match="waarom"):
        verklaar(hr, EENHEID, "2026-03", "000003", "4711", nummer, " ")
    with pytest.raises(Geweigerd, match="niet meer"):
        verklaar(hr, EENHEID, "2026-03", "000002", "4711", boeking(wereld, 1), "klopt")
    verklaar(hr, EENHEID, "2026-03", "000003", "4711", nummer, "Afronding van de salarisadministratie.")
    assert taken(wereld) == []
    lees_in(hr, EENHEID, bestand("000003;4711;2026-03;1500;"))
    assert taken(wereld) == [1]


def test_over_je_eigen_bedrag_beslist_een_ander(wereld: Wereld) -> None:
    lees_in(wereld.als(wereld.controleur), EENHEID, bestand("000003;4711;2026-03;1999;"))
    zelf = wereld.als(wereld.betrokkene, wereld.medewerkers[2])
    with pytest.raises(Geweigerd, match="een ander"):
        verklaar(zelf, EENHEID, "2026-03", "000003", "4711", boeking(wereld, 2), "klopt")


def test_alleen_hr_leest_in_en_de_auditor_kijkt(wereld: Wereld) -> None:
    auditor = wereld.ctx.als(Actor(1, "A", None, (RolVoor("auditor"),)))
    assert vergelijking(auditor, EENHEID, "2026-03") == ()
    for actor in (auditor.actor, Actor(1, "X", wereld.medewerkers[1]), Actor(1, "X", None, (RolVoor("hr", "om"),))):
        with pytest.raises(GeenToegang):
            lees_in(wereld.ctx.als(actor), EENHEID, bestand())
    with pytest.raises(GeenToegang):
        vergelijking(wereld.ctx.als(Actor(1, "X", wereld.medewerkers[1])), EENHEID, "2026-03")
    with pytest.raises(GeenToegang):
        verklaar(wereld.ctx.als(PROGRAMMA), EENHEID, "2026-03", "000003", "4711", None, "x")

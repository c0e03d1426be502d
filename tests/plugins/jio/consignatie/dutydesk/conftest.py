# SPDX-License-Identifier: EUPL-1.2
"""A small JIO with a duty desk: a contract list, a roster, and a ladder of operationeel manager and CM-lid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from core.context import Context
from core.people.models import Account, Team
from core.people.policy import Actor, RolVoor
from core.rules import Feit, Parameterset
from plugins.jio.consignatie.dutydesk import importen
from plugins.jio.consignatie.dutydesk.models import Incidentlog
from plugins.jio.consignatie.dutydesk.services.incidenten import Aanmelding, Geregistreerd, Impact, registreer
from plugins.jio.consignatie.dutydesk.services.lijst import Contractinvoer, bewaar
from plugins.jio.consignatie.models import Consignatieteam, Teamfunctie
from plugins.jio.consignatie.rules.oproep import Storingscategorie
from tests.plugins.jio.consignatie.conftest import Wereld, klok

#: A Thursday night in a duty of anna.
DINSDAG = date(2023, 9, 12)
ELF = klok("2023-09-14", "23:00")


@dataclass
class Bureau:
    """The world at eleven in the evening, with who acts at the desk."""

    wereld: Wereld
    nu: datetime = ELF

    def op(self, tijd: str, dag: str = "2023-09-14") -> Bureau:
        """The same desk at another time of that night; seconds may be given."""
        return replace(self, nu=klok(dag, tijd))

    def als(self, naam: str) -> Context:
        """Act as somebody of the world."""
        return self.wereld.op(self.nu).als(naam)

    def rol(self, *rollen: str, account: int = 900) -> Context:
        """Act as somebody with roles who is nobody's employee."""
        actor = Actor(account, "Rol", rollen=tuple(RolVoor(rol, "jio") for rol in rollen))
        return Context(self.wereld.database, self.wereld.installatie, actor, self.nu)

    @property
    def desk(self) -> Context:
        """Act as the duty desk."""
        return self.rol("dutydesk")

    @property
    def programma(self) -> Context:
        """Act as the program."""
        return self.wereld.op(self.nu).programma

    def meld(self, **anders: Any) -> Geregistreerd:
        """Register the usual call, with some fields otherwise."""
        return registreer(self.desk, aanmelding(self.wereld, self.nu, **anders))

    def log(self, incident_id: int) -> list[Incidentlog]:
        """Return the rows of an incident that stand."""
        with self.wereld.database.lezen() as s:
            return list(
                s.scalars(
                    select(Incidentlog)
                    .where(Incidentlog.incident_id == incident_id, Incidentlog.vervallen_op.is_(None))
                    .order_by(Incidentlog.op, Incidentlog.id)
                )
            )


def aanmelding(wereld: Wereld, nu: datetime, **anders: Any) -> Aanmelding:
    """Return the usual call: the network of DJI is down, called by who may."""
    velden: dict[str, Any] = {
        "nummer": "INC-1",
        "opdrachtgever": "DJI",
        "dienst": "Netwerk",
        "melder": "Mo Melder",
        "melder_telefoon": "0701234567",
        "locatie": "PI Alphen",
        "omschrijving": "Het netwerk ligt plat",
        "team_id": wereld.teams["net"],
        "gemeld_op": nu,
        "prio": 1,
        "categorie": Storingscategorie.NETWERK,
        "impact": Impact(),
    }
    return Aanmelding(**{**velden, **anders})


def contract(**anders: Any) -> Contractinvoer:
    """Return a line of the contract list."""
    velden: dict[str, Any] = {
        "opdrachtgever": "DJI",
        "dienst": "Netwerk",
        "consignatie": True,
        "uren": "",
        "dno_minuten": None,
        "team_id": None,
        "melders": ("Mo Melder",),
        "versie": 1,
        "eigenaar": "Servicemanager DJI",
    }
    return Contractinvoer(**{**velden, **anders})


def zet_parameter(monkeypatch: pytest.MonkeyPatch, **waarden: object) -> None:
    """Let some figures have a value in the services of the duty desk."""
    from plugins.jio.consignatie.dutydesk.services import incidenten, jaarcijfers

    for module in (incidenten, jaarcijfers):
        oud = module.geldend

        def geldend(s: Any, installatie: Any, oud: Any = oud) -> Parameterset:
            bekend = oud(s, installatie)
            nieuw: Parameterset = bekend.vervangen(
                [Feit(naam.replace("__", "."), waarde, date(2000, 1, 1)) for naam, waarde in waarden.items()]  # type: ignore[arg-type]
            )
            return nieuw

        monkeypatch.setattr(module, "geldend", geldend)


@pytest.fixture
def bureau(wereld: Wereld) -> Bureau:
    """A desk with a published roster of team net, in which anna has the duty of 12 September."""
    diensten = wereld.publiceer()
    wereld.geef({diensten[DINSDAG]: "anna"})
    with wereld.database.transactie() as s:
        s.add(Account(id=900, naam="desk", weergavenaam="Kim Bureau", wachtwoord_hash="!"))
        bewaar(s, wereld.programma, contract())
        bewaar(s, wereld.programma, contract(dienst="Mail", consignatie=False))
        bewaar(s, wereld.programma, contract(dienst="Web", uren="ma-vr 17:00-22:00", dno_minuten=20))
    return Bureau(wereld)


@pytest.fixture
def ladder(bureau: Bureau) -> Bureau:
    """The same with a roster for the operationeel manager (om) and the CM-lid (leo)."""
    wereld = bureau.wereld
    for code, functie, nummer, naam in (
        ("opm", Teamfunctie.OPERATIONEEL_MANAGER, "0880700011", "rob"),
        ("cm", Teamfunctie.CM_LID, "0880700012", "leo"),
    ):
        with wereld.database.transactie() as s:
            team = Team(eenheid="jio", code=code, naam=code.upper())
            s.add(team)
            s.flush()
            s.add(Consignatieteam(team_id=team.id, discipline=code, nummer=nummer, functie=functie))
            wereld.teams[code] = team.id
        dienst_voor(wereld, code, naam)
    return bureau


def dienst_voor(wereld: Wereld, code: str, naam: str) -> None:
    """Give a team one duty that holds, from a Tuesday to the next, without the rest of a year."""
    from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel, Rooster
    from plugins.jio.consignatie.procedure import Roosterstatus

    with wereld.database.transactie() as s:
        rooster = Rooster(
            team_id=wereld.teams[code],
            jaar=2023,
            status=Roosterstatus.GEPUBLICEERD,
            versie=1,
            gemaakt_op=datetime(2023, 1, 1, tzinfo=UTC),
        )
        s.add(rooster)
        s.flush()
        dienst = Dienst(
            rooster_id=rooster.id,
            team_id=wereld.teams[code],
            dinsdag=DINSDAG,
            begin=klok("2023-09-12", "17:00"),
            einde=klok("2023-09-19", "08:00"),
            uren=123,
            uren_maandag_vrijdag=75,
            uren_zaterdag=24,
            uren_zondag=24,
            uren_feestdag=0,
            overlap_uren=0,
        )
        s.add(dienst)
        s.flush()
        s.add(
            Dienstdeel(
                dienst_id=dienst.id,
                medewerker_id=wereld.mensen[naam],
                van=dienst.begin,
                tot=dienst.einde,
                reden=Deelreden.ROOSTER,
                vastgelegd_op=datetime(2023, 1, 1, tzinfo=UTC),
            )
        )


@pytest.fixture
def met_oss(bureau: Bureau) -> Bureau:
    """The same with OSS-Buitendienst on duty (otto)."""
    dienst_voor(bureau.wereld, "oss", "otto")
    return bureau


IMPORT = {soort.id: soort for soort in importen.IMPORTEN}

# SPDX-License-Identifier: EUPL-1.2
"""Rosters from a file: bad rows named one by one, earlier years without money, and a wrong file taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from core.people.invoerbestand import Importverslag, draai_terug, importeer, importen, importsoorten
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Consignatieteam, Declaratie, Dienst, Rooster, Teamfunctie
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.services import aanwijzingen, declaraties, roosters
from tests.plugins.jio.consignatie.conftest import JAAR, Wereld

VOORAF = datetime(JAAR - 1, 12, 1, tzinfo=UTC)
KOP = "team;dinsdag;personeelsnummer"


def lees_in(wereld: Wereld, soort: str, *regels: str, naam: str = "rob", kop: str = KOP) -> Importverslag:
    return importeer(wereld.als(naam), soort, "".join(f"{regel}\n" for regel in (kop, *regels)).encode())


def bezetting(wereld: Wereld, team: str, *dinsdagen: date) -> list[str]:
    with wereld.database.lezen() as s:
        ids = [
            s.scalars(select(Dienst.id).where(Dienst.team_id == wereld.teams[team], Dienst.dinsdag == dag)).one()
            for dag in dinsdagen
        ]
    return [" ".join(naam for naam, _, _ in wereld.wie(dienst_id)) for dienst_id in ids]


def test_elke_slechte_regel_van_een_rooster_wordt_genoemd_zonder_medische_grond(wereld: Wereld) -> None:
    vooraf = wereld.op(VOORAF)
    for team in ("net", "oss"):
        roosters.maak(vooraf.als("rob"), wereld.teams[team], JAAR)
    wereld.afwezig("bram", "ziekte", date(JAAR, 1, 1), date(JAAR, 1, 31))
    aanwijzingen.leg_pas_vast(vooraf.als("hans"), wereld.mensen["cas"], date(JAAR, 1, 1))
    verslag = lees_in(
        vooraf,
        "jio.rooster",
        "net;2023-01-03;P-anna",
        "net;2023-01-10;P-bram",
        "net;2023-01-17;P-cas",
        "net;2023-01-24;P-otto",
        "net;2023-01-03;P-dina",
        "oss;2023-01-31;P-otto",
        "net;2023-12-19;P-anna",
        "net;2023-12-26;P-anna",
    )
    assert [(fout.regel, fout.kolom) for fout in verslag.fouten] == [
        (3, "personeelsnummer"),
        (4, "personeelsnummer"),
        (5, "personeelsnummer"),
        (6, "dinsdag"),
        # On 26 December both duties run until the morning after.
        (9, "personeelsnummer"),
    ]
    redenen = [fout.reden for fout in verslag.fouten]
    assert redenen[0] == "deze medewerker kan de dienst niet doen: is dan afwezig"
    assert "gebruikt de PAS-regeling" in redenen[1]
    assert "heeft dan al een andere dienst" in redenen[4]
    assert bezetting(vooraf, "net", date(2023, 1, 3)) == [""]


def test_een_eerder_jaar_telt_mee_en_kost_niets(wereld: Wereld) -> None:
    verslag = lees_in(wereld, "jio.rooster_eerder", "net;2022-03-01;P-anna", "net;2022-03-08;P-bram")
    assert (verslag.fouten, verslag.nieuw) == ((), 2)
    nog_eens = lees_in(wereld, "jio.rooster_eerder", "net;2022-03-01;P-anna", "net;2022-03-08;P-bram")
    assert (nog_eens.nieuw, nog_eens.ongewijzigd, nog_eens.import_id) == (0, 2, None)
    with wereld.database.lezen() as s:
        rooster = s.scalars(select(Rooster)).one()
    assert (rooster.jaar, rooster.status) == (2022, Roosterstatus.GESLOTEN)
    assert bezetting(wereld, "net", date(2022, 3, 1), date(2022, 3, 8), date(2022, 3, 15)) == ["anna", "bram", ""]
    assert declaraties.te_declareren(wereld.programma) == ()
    # Neither by a letter that comes late, nor when the roster is opened again.
    brief = {"per": date(2021, 6, 1), "getekend_op": date(2021, 5, 1)}
    nummer = aanwijzingen.leg_brief_vast(wereld.als("hans"), wereld.mensen["anna"], **brief)
    assert nummer
    roosters.zet(wereld.als("rob"), rooster.id, "heropen", "een fout in het bestand")
    with wereld.database.lezen() as s:
        dienst_id = s.scalars(select(Dienst.id).where(Dienst.dinsdag == date(2022, 3, 1))).one()
        assert declaraties.zet_klaar(wereld.programma, dienst_id) == 0
        assert s.scalar(select(func.count()).select_from(Declaratie)) == 0


def test_een_ander_bestand_verbetert_een_eerder_jaar(wereld: Wereld) -> None:
    lees_in(wereld, "jio.rooster_eerder", "net;2022-03-01;P-anna", "net;2022-03-08;P-bram")
    assert lees_in(wereld, "jio.rooster_eerder", "net;2022-03-01;P-bram", "net;2022-03-08;P-anna").nieuw == 2
    assert bezetting(wereld, "net", date(2022, 3, 1), date(2022, 3, 8)) == ["bram", "anna"]


def test_een_jaar_dat_annex_zelf_bijhoudt_of_nog_loopt_is_geen_eerder_jaar(wereld: Wereld) -> None:
    wereld.publiceer()
    verslag = lees_in(
        wereld,
        "jio.rooster_eerder",
        "net;2023-03-07;P-anna",
        "net;2024-03-05;P-anna",
        "net;2015-03-03;P-anna",
        "net;2022-03-01;P-anna",
        "oss;2022-03-01;P-anna",
    )
    assert [(fout.regel, fout.kolom) for fout in verslag.fouten] == [
        (2, "dinsdag"),
        (3, "dinsdag"),
        (4, "dinsdag"),
        (6, "personeelsnummer"),
    ]
    redenen = [fout.reden for fout in verslag.fouten]
    assert "staat al in Annex" in redenen[0]
    assert "nog niet voorbij" in redenen[1]
    assert "niet bekend welke dagen een feestdag zijn" in redenen[2]


def test_een_verkeerd_bestand_terugdraaien_zet_terug_wat_er_stond(wereld: Wereld) -> None:
    vooraf = wereld.op(VOORAF)
    roosters.maak(vooraf.als("rob"), wereld.teams["net"], JAAR)
    dagen = (date(2023, 1, 3), date(2023, 1, 10))
    lees_in(vooraf, "jio.rooster", "net;2023-01-03;P-anna")
    later = wereld.op(VOORAF.replace(hour=1))
    fout = lees_in(later, "jio.rooster", "net;2023-01-03;P-bram", "net;2023-01-10;P-cas")
    assert fout.import_id is not None
    nog_later = wereld.op(VOORAF.replace(hour=2))
    with pytest.raises(GeenToegang):
        draai_terug(nog_later.als("lot"), fout.import_id)
    draai_terug(nog_later.als("rob"), fout.import_id)
    assert bezetting(wereld, "net", *dagen) == ["anna", ""]
    with pytest.raises(Geweigerd, match="al teruggedraaid"):
        draai_terug(nog_later.als("rob"), fout.import_id)


def test_wat_is_gepubliceerd_of_veranderd_draait_niet_terug(wereld: Wereld) -> None:
    vooraf = wereld.op(VOORAF)
    rob = vooraf.als("rob")
    rooster_id = roosters.maak(rob, wereld.teams["net"], JAAR)
    eerste = lees_in(vooraf, "jio.rooster", "net;2023-01-03;P-anna").import_id
    tweede = lees_in(wereld.op(VOORAF.replace(hour=1)), "jio.rooster", "net;2023-01-10;P-bram").import_id
    assert eerste is not None
    assert tweede is not None
    with wereld.database.lezen() as s:
        dienst_id = s.scalars(select(Dienst.id).where(Dienst.dinsdag == date(2023, 1, 3))).one()
    roosters.wijs_toe(rob, dienst_id, wereld.mensen["cas"])
    with pytest.raises(Geweigerd, match="intussen veranderd"):
        draai_terug(rob, eerste)
    roosters.vul_op_rotatie(rob, rooster_id, [wereld.mensen[naam] for naam in ["anna", "bram", "cas", "dina"]])
    for stap in ("raadpleeg", "publiceer"):
        roosters.zet(rob, rooster_id, stap)
    with pytest.raises(Geweigerd, match="intussen gepubliceerd"):
        draai_terug(rob, tweede)


def test_een_gesplitste_dienst_heeft_een_regel_per_deel(wereld: Wereld) -> None:
    vooraf = wereld.op(VOORAF)
    roosters.maak(vooraf.als("rob"), wereld.teams["net"], JAAR)
    kop = f"{KOP};van;tot"
    fout = lees_in(
        vooraf,
        "jio.rooster",
        "net;2023-01-03;P-anna;;2023-01-06T08:00",
        "net;2023-01-03;P-bram;2023-01-06T07:45;",
        "net;2023-01-10;P-anna;2023-01-10T16:00;",
        "net;2023-01-17;P-anna;;2023-01-17T17:00",
        "net;2023-01-24;P-anna;vrijdag;",
        "net;2023-01-31;P-anna;;",
        "net;2023-01-31;P-bram;2023-02-03T08:00;",
        kop=kop,
    )
    assert [(regel.regel, regel.kolom) for regel in fout.fouten] == [
        (3, "van"),
        (4, "van"),
        (5, "tot"),
        (6, "van"),
        (8, "dinsdag"),
    ]
    goed = ("net;2023-01-03;P-anna;;2023-01-06T08:00", "net;2023-01-03;P-bram;2023-01-06T08:00;")
    assert lees_in(vooraf, "jio.rooster", *goed, kop=kop).nieuw == 2
    assert bezetting(wereld, "net", date(2023, 1, 3)) == ["anna bram"]
    assert lees_in(vooraf, "jio.rooster", *goed, kop=kop).nieuw == 0
    # Another file changes one of the two parts, and is taken back.
    later = wereld.op(VOORAF.replace(hour=1))
    anders = lees_in(later, "jio.rooster", goed[0], goed[1].replace("bram", "cas"), kop=kop)
    assert bezetting(wereld, "net", date(2023, 1, 3)) == ["anna cas"]
    assert anders.import_id is not None
    draai_terug(wereld.op(VOORAF.replace(hour=2)).als("rob"), anders.import_id)
    assert bezetting(wereld, "net", date(2023, 1, 3)) == ["anna bram"]


def test_de_roosterbeheerder_ziet_en_leest_alleen_roosters(wereld: Wereld) -> None:
    rob = wereld.als("rob")
    assert [soort.id for soort in importsoorten(rob)] == ["jio.rooster", "jio.rooster_eerder"]
    lees_in(wereld, "jio.rooster_eerder", "net;2022-03-01;P-anna")
    assert [rij.soort for rij in importen(rob)] == ["jio.rooster_eerder"]
    with pytest.raises(GeenToegang):
        lees_in(wereld, "jio.pas", "P-anna;2023-01-01;", kop="personeelsnummer;van;tot_en_met")
    with pytest.raises(GeenToegang):
        lees_in(wereld, "jio.rooster_eerder", "net;2022-03-01;P-anna", naam="hans")


def test_teams_met_hun_functie_uit_een_bestand(wereld: Wereld) -> None:
    kop = "team;discipline;nummer;oss;functie"
    regels = ("net;Net;0880700002;nee;", "oss;Huismeesters;0880700001;nee;huismeester")
    verslag = lees_in(wereld, "jio.teams", *regels, naam="hans", kop=kop)
    assert (verslag.fouten, verslag.nieuw) == ((), 2)
    assert lees_in(wereld, "jio.teams", *regels, naam="hans", kop=kop).ongewijzigd == 2
    with wereld.database.lezen() as s:
        teams = {team.nummer: team.functie for team in s.scalars(select(Consignatieteam))}
    assert teams == {"0880700002": Teamfunctie.DISCIPLINE, "0880700001": Teamfunctie.HUISMEESTER}
    fouten = lees_in(
        wereld, "jio.teams", "net;Net;0880700001;nee", naam="hans", kop="team;discipline;nummer;oss"
    ).fouten
    assert [(fout.regel, fout.kolom) for fout in fouten] == [(2, "nummer")]

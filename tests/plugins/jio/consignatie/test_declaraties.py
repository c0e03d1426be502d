# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, "Controle en afwijkingen": the corrected roster decides what may be claimed, and people decide on claims."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer import services as parameterbeheer
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Aanwijzing, Bezwaar, Declaratie, Deelreden, Dienst
from plugins.jio.consignatie.procedure import Declaratiestatus
from plugins.jio.consignatie.services import aanwijzingen, declaraties, ruilen, vervangingen
from plugins.jio.consignatie.services.opvallend import Opvallend, opvallend
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from tests.plugins.jio.consignatie.conftest import Wereld, klok

EEN, TWEE = date(2023, 9, 12), date(2023, 9, 19)
NA_DE_DIENST = klok("2023-09-20", "09:00")


@pytest.fixture
def diensten(wereld: Wereld) -> dict[date, int]:
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna", per_dinsdag[TWEE]: "bram"})
    return per_dinsdag


def test_klaargezet_de_dag_na_de_dienst_uit_het_rooster(wereld: Wereld, diensten: dict[date, int]):
    dienst_id = diensten[EEN]
    assert dienst_id not in declaraties.te_declareren(wereld.op(klok("2023-09-19", "23:00")).programma)
    later = wereld.op(NA_DE_DIENST)
    assert dienst_id in declaraties.te_declareren(later.programma)
    assert declaraties.zet_klaar(later.programma, dienst_id) == 1
    assert declaraties.zet_klaar(later.programma, dienst_id) == 0
    assert dienst_id not in declaraties.te_declareren(later.programma)
    claim = wereld.claim(dienst_id, "anna")
    assert (claim.minuten, claim.minuten_zonder_aanwijzing, claim.akkoord) == (7380, 0, True)


def test_een_dienst_die_nog_loopt_heeft_geen_declaratie(wereld: Wereld, diensten: dict[date, int]):
    assert declaraties.zet_klaar(wereld.op(klok("2023-09-19", "07:59")).programma, diensten[EEN]) == 0


def test_bevestigen_goedkeuren_en_niet_voor_jezelf(wereld: Wereld, diensten: dict[date, int]):
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    assert declaraties.keur_goed(later.als("lot"), [claim.id]).niet[0].reden.startswith("de medewerker heeft")
    with pytest.raises(GeenToegang):
        declaraties.bevestig(later.als("bram"), claim.id)
    declaraties.bevestig(later.als("anna"), claim.id)
    for naam in ("leo", "rob", "hans", "anna"):
        with pytest.raises(GeenToegang):
            declaraties.keur_goed(later.als(naam), [claim.id])
    with pytest.raises(GeenToegang):
        declaraties.keur_goed(later.programma, [claim.id])
    assert declaraties.keur_goed(later.als("lot"), [claim.id]).goedgekeurd == (claim.id,)
    assert wereld.claim(diensten[EEN], "anna").status is Declaratiestatus.GOEDGEKEURD
    with pytest.raises(StapNietMogelijk):
        declaraties.maak_bezwaar(later.als("anna"), claim.id, "Toch niet.")


def test_een_leidinggevende_met_dienst_keurt_de_eigen_declaratie_niet_goed(wereld: Wereld, diensten: dict[date, int]):
    later = wereld.op(NA_DE_DIENST)
    wereld.mensen["lot"], wereld.mensen["anna"] = wereld.mensen["anna"], wereld.mensen["lot"]
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "lot")
    declaraties.bevestig(later.als("lot"), claim.id)
    uitkomst = declaraties.keur_goed(later.als("lot"), [claim.id])
    assert [niet.reden for niet in uitkomst.niet] == ["je keurt je eigen declaratie niet goed"]


def test_bezwaar_staat_apart_en_krijgt_een_antwoord_met_een_datum(wereld: Wereld, diensten: dict[date, int]):
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    with pytest.raises(Geweigerd, match="wat er niet klopt"):
        declaraties.maak_bezwaar(later.als("anna"), claim.id, "  ")
    bezwaar_id = declaraties.maak_bezwaar(later.als("anna"), claim.id, "Ik begon een uur eerder.")
    with pytest.raises(GeenToegang):
        declaraties.beantwoord(later.als("leo"), bezwaar_id, "Nee.")
    declaraties.beantwoord(later.als("lot"), bezwaar_id, "Een dienst begint om 17.00 uur.")
    with wereld.database.lezen() as s:
        bezwaar = s.get_one(Bezwaar, bezwaar_id)
        assert (bezwaar.tekst, bezwaar.beantwoord_op) == ("Ik begon een uur eerder.", NA_DE_DIENST)
        [claim] = s.scalars(select(Declaratie))
        assert opvallend(s, [claim]) == {claim.id: (Opvallend.BEZWAAR,)}
    # The answer asks the employee again; silence approves nothing.
    assert claim.status is Declaratiestatus.KLAARGEZET


def test_teruggeven_met_een_reden(wereld: Wereld, diensten: dict[date, int]):
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    declaraties.bevestig(later.als("anna"), claim.id)
    with pytest.raises(Geweigerd):
        declaraties.geef_terug(later.als("lot"), claim.id, "")
    declaraties.geef_terug(later.als("lot"), claim.id, "Er is nog een ruil onderweg.")
    declaraties.bevestig(later.als("anna"), claim.id)


def test_late_ruil_laat_een_goedgekeurde_declaratie_vervallen_en_zet_nieuwe_klaar(
    wereld: Wereld, diensten: dict[date, int]
):
    later = wereld.op(NA_DE_DIENST)
    later.keur_alles_goed(diensten[EEN])
    weekend = Deelkeuze(diensten[EEN], klok("2023-09-15", "17:00"), klok("2023-09-18", "08:00"))
    ruil_id = ruilen.bied_aan(later.als("anna"), weekend)
    ruilen.neem_over(later.als("cas"), ruil_id)
    ruilen.meld_bekend(later.als("lot"), ruil_id)
    ruilen.leg_vast(later.als("rob"), ruil_id)
    anna, cas = (wereld.claim(diensten[EEN], naam) for naam in ("anna", "cas"))
    assert (anna.minuten, anna.status, cas.minuten) == (3600, Declaratiestatus.KLAARGEZET, 3780)
    with wereld.database.lezen() as s:
        assert opvallend(s, [anna])[anna.id] == (Opvallend.GERUILD, Opvallend.GESPLITST)
        oud = s.scalars(select(Declaratie).where(Declaratie.vervallen_op.is_not(None))).one()
    assert (oud.medewerker_id, oud.status) == (wereld.mensen["anna"], Declaratiestatus.VERVALLEN)


def test_jio_7_6_aanwijzing_midden_in_de_dienst(wereld: Wereld, diensten: dict[date, int]):
    """Decision A4: designated on Friday 15 September; the claim is right for what lies after it, the rest is listed."""
    with wereld.database.transactie() as s:
        s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["anna"])).one().getekend_op = date(
            2023, 9, 15
        )
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    # Three nights of fifteen hours lie before Friday 00:00, less the eight hours of Friday itself.
    assert (claim.minuten, claim.minuten_zonder_aanwijzing, claim.akkoord) == (7380 - 37 * 60, 37 * 60, True)


def test_jio_7_6_zonder_brief_geen_goedkeuring_tot_de_brief_er_is(wereld: Wereld, diensten: dict[date, int]):
    with wereld.database.transactie() as s:
        s.delete(s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["anna"])).one())
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    assert (claim.minuten, claim.akkoord, claim.redenen) == (7380, False, ["geen_schriftelijke_aanwijzing"])
    declaraties.bevestig(later.als("anna"), claim.id)
    uitkomst = declaraties.keur_goed(later.als("lot"), [claim.id])
    assert uitkomst.niet[0].reden == "de declaratie klopt niet: geen schriftelijke aanwijzing"
    ontbreekt = {
        brief.naam
        for brief in aanwijzingen.ontbrekende_brieven(wereld.op(klok("2023-09-01", "09:00")).als("hans"), EEN)
    }
    assert ontbreekt == {"Anna"}
    aanwijzingen.leg_brief_vast(
        later.als("hans"), wereld.mensen["anna"], per=date(2023, 9, 1), getekend_op=date(2023, 9, 4)
    )
    # Nothing about the claim changed but the letter: it stays confirmed, and can be approved now.
    assert declaraties.keur_goed(later.als("lot"), [claim.id]).goedgekeurd == (claim.id,)


def test_ziek_tijdens_de_dienst_vervanger_vanaf_een_moment(wereld: Wereld, diensten: dict[date, int]):
    tijdens = wereld.op(klok("2023-09-16", "02:00"))
    vervangingen.vervang(
        tijdens.als("om"),
        diensten[EEN],
        uitvaller_id=wereld.mensen["anna"],
        van=klok("2023-09-16", "03:00"),
        reden=Deelreden.ZIEKTE_TIJDENS_DIENST,
        vervanger_id=wereld.mensen["dina"],
    )
    assert [(naam, van) for naam, van, _ in wereld.wie(diensten[EEN])] == [
        ("anna", klok("2023-09-12", "17:00")),
        ("dina", klok("2023-09-16", "03:00")),
    ]
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    anna, dina = (wereld.claim(diensten[EEN], naam) for naam in ("anna", "dina"))
    assert anna.minuten + dina.minuten == 7380
    with wereld.database.lezen() as s:
        assert opvallend(s, [dina])[dina.id] == (Opvallend.VERVANGEN, Opvallend.GESPLITST)


def test_herinnering_alleen_als_hr_een_termijn_heeft_ingevuld_en_een_keer(wereld: Wereld, diensten: dict[date, int]):
    later = wereld.op(NA_DE_DIENST)
    declaraties.zet_klaar(later.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    week = wereld.op(NA_DE_DIENST + timedelta(days=6))
    assert declaraties.te_herinneren(week.programma) == ()
    voorstel = parameterbeheer.stel_voor(
        later.als("hans"),
        sleutel="jio_cons.herinnering_na_dagen",
        waarde="7",
        vanaf=date(2023, 1, 1),
        bron="proef",
        reden="afspraak",
        soort="wijziging",
    )
    parameterbeheer.keur_goed(later.als("hilda"), voorstel)
    assert declaraties.te_herinneren(wereld.op(NA_DE_DIENST + timedelta(days=5)).programma) == ()
    assert declaraties.te_herinneren(week.programma) == (claim.id,)
    for _ in range(2):
        declaraties.herinner(week.programma, claim.id)
    with wereld.database.lezen() as s:
        herinneringen = s.scalars(select(Bericht).where(Bericht.soort == "jio.declaratie_herinnering")).all()
    assert [bericht.aan_medewerker_id for bericht in herinneringen] == [wereld.mensen["anna"]]
    assert wereld.claim(diensten[EEN], "anna").status is Declaratiestatus.KLAARGEZET


def test_een_batch_gaat_door_voor_wat_klopt(wereld: Wereld, diensten: dict[date, int]):
    later = wereld.op(klok("2023-09-27", "09:00"))
    for dinsdag, naam in ((EEN, "anna"), (TWEE, "bram")):
        declaraties.zet_klaar(later.programma, diensten[dinsdag])
        if naam == "anna":
            declaraties.bevestig(later.als(naam), wereld.claim(diensten[dinsdag], naam).id)
    ids = [wereld.claim(diensten[dinsdag], naam).id for dinsdag, naam in ((EEN, "anna"), (TWEE, "bram"))]
    uitkomst = declaraties.keur_goed(later.als("lot"), ids)
    assert (uitkomst.goedgekeurd, [niet.declaratie_id for niet in uitkomst.niet]) == ((ids[0],), [ids[1]])


def test_voorgeschreven_uren_wijken_niet_af_van_de_dienst(wereld: Wereld, diensten: dict[date, int]):
    for dienst_id in list(diensten.values())[:20]:
        declaraties.zet_klaar(wereld.programma, dienst_id)
    with wereld.database.lezen() as s:
        for claim, uren in s.execute(select(Declaratie, Dienst.uren).join(Dienst, Dienst.id == Declaratie.dienst_id)):
            assert claim.minuten == uren * 60

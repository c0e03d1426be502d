# SPDX-License-Identifier: EUPL-1.2
"""Deny by default: every relation as a table, and laws that hold for every actor, row and object."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people.policy import (
    AUDITOR,
    BEHEERDER,
    HR,
    KERNBELEID,
    KERNROLLEN,
    LEIDINGGEVENDE,
    MEDEWERKER,
    PROGRAMMA,
    Actor,
    Beleid,
    Beleidsregel,
    Doel,
    GeenToegang,
    Reikwijdte,
    Relatie,
    RolVoor,
)

KERN = Beleid(KERNBELEID)

NIEMAND = Actor(None, "Niemand")
ZONDER_ROL = Actor(1, "Gast")
NOOR = Actor(2, "Noor", medewerker_id=10, eenheden=frozenset({"jio"}))
CHEF = Actor(3, "Chef", medewerker_id=11, geleide_teams=frozenset({5}), eenheden=frozenset({"jio"}))
HR_JIO = Actor(4, "HR", medewerker_id=12, rollen=(RolVoor("hr", "jio"),), eenheden=frozenset({"jio"}))
HR_TEAM = Actor(5, "HR van een team", rollen=(RolVoor("hr", "jio", 5),))
HR_OVERAL = Actor(6, "HR", rollen=(RolVoor("hr"),))
CONTROLE = Actor(7, "Auditor", rollen=(RolVoor("auditor"),))

VAN_NOOR = Doel("zaak", "jio", 10, 5)
ELDERS = Doel("zaak", "dtv", 99, 8)
LOS = Doel("zaak")


@pytest.mark.parametrize(
    ("rol", "relatie", "actor", "doel", "mag"),
    [
        (MEDEWERKER, Relatie.EIGEN, NOOR, VAN_NOOR, True),
        (MEDEWERKER, Relatie.EIGEN, CHEF, VAN_NOOR, False),
        (MEDEWERKER, Relatie.EIGEN, ZONDER_ROL, LOS, False),
        (MEDEWERKER, Relatie.EIGEN, NOOR, LOS, False),
        (MEDEWERKER, Relatie.EIGEN_EENHEID, NOOR, VAN_NOOR, True),
        (MEDEWERKER, Relatie.EIGEN_EENHEID, NOOR, ELDERS, False),
        (MEDEWERKER, Relatie.EIGEN_EENHEID, ZONDER_ROL, VAN_NOOR, False),
        (MEDEWERKER, Relatie.EIGEN_TEAM, NOOR, VAN_NOOR, False),
        (MEDEWERKER, Relatie.ALLE, NOOR, ELDERS, True),
        (MEDEWERKER, Relatie.ALLE, ZONDER_ROL, LOS, False),
        (LEIDINGGEVENDE, Relatie.EIGEN_TEAM, CHEF, VAN_NOOR, True),
        (LEIDINGGEVENDE, Relatie.EIGEN_TEAM, CHEF, ELDERS, False),
        (LEIDINGGEVENDE, Relatie.EIGEN_TEAM, CHEF, Doel("zaak", "jio", 10), False),
        (LEIDINGGEVENDE, Relatie.EIGEN_TEAM, NOOR, VAN_NOOR, False),
        (LEIDINGGEVENDE, Relatie.EIGEN_EENHEID, CHEF, VAN_NOOR, False),
        (LEIDINGGEVENDE, Relatie.EIGEN, CHEF, Doel("zaak", "jio", 11), True),
        (LEIDINGGEVENDE, Relatie.EIGEN, NOOR, VAN_NOOR, False),
        (HR, Relatie.EIGEN_EENHEID, HR_JIO, VAN_NOOR, True),
        (HR, Relatie.EIGEN_EENHEID, HR_JIO, ELDERS, False),
        (HR, Relatie.EIGEN_EENHEID, HR_JIO, LOS, False),
        (HR, Relatie.EIGEN_EENHEID, HR_TEAM, VAN_NOOR, False),
        (HR, Relatie.EIGEN_EENHEID, HR_OVERAL, ELDERS, True),
        (HR, Relatie.EIGEN_EENHEID, HR_OVERAL, LOS, False),
        (HR, Relatie.EIGEN_TEAM, HR_TEAM, VAN_NOOR, True),
        (HR, Relatie.EIGEN_TEAM, HR_TEAM, ELDERS, False),
        (HR, Relatie.EIGEN_TEAM, HR_JIO, VAN_NOOR, False),
        (HR, Relatie.EIGEN, HR_JIO, Doel("zaak", "jio", 12), True),
        (HR, Relatie.EIGEN, HR_OVERAL, VAN_NOOR, False),
        (HR, Relatie.ALLE, HR_JIO, ELDERS, True),
        (AUDITOR, Relatie.ALLE, CONTROLE, LOS, True),
        (AUDITOR, Relatie.ALLE, HR_JIO, LOS, False),
    ],
)
def test_een_regel_geldt_alleen_in_haar_relatie(rol, relatie, actor, doel, mag):
    beleid = Beleid((Beleidsregel(rol.id, "doe", "zaak", relatie),))
    assert beleid.mag(actor, "doe", doel) is mag
    assert beleid.mag(actor, "laat", doel) is False
    assert beleid.mag(actor, "doe", Doel("andere_zaak", doel.eenheid, doel.medewerker_id, doel.team_id)) is False
    if mag:
        assert beleid.mag_ergens(actor, "doe", "zaak")
    else:
        with pytest.raises(GeenToegang, match=r"^Je hebt hier geen toegang toe\.$"):
            beleid.eis(actor, "doe", doel)


@pytest.mark.parametrize("rol", [MEDEWERKER.id, LEIDINGGEVENDE.id])
def test_medewerker_en_leidinggevende_volgen_uit_feiten_en_niet_uit_een_toekenning(rol):
    toegekend = Actor(9, "Slim", rollen=(RolVoor(rol), RolVoor(rol, "jio"), RolVoor(rol, "jio", 5)))
    for relatie in Relatie:
        beleid = Beleid((Beleidsregel(rol, "doe", "zaak", relatie),))
        assert not beleid.mag_ergens(toegekend, "doe", "zaak")
        assert not beleid.mag(toegekend, "doe", VAN_NOOR)


def test_alleen_het_programma_zelf_mag_alles_en_een_onbekende_niets():
    assert PROGRAMMA.is_programma
    assert KERN.mag(PROGRAMMA, "wat_dan_ook", LOS)
    assert not NIEMAND.is_programma
    assert not any(KERN.mag_ergens(NIEMAND, regel.handeling, regel.soort) for regel in KERNBELEID)


def test_een_account_zonder_rol_en_zonder_dienstverband_mag_niets():
    assert not any(KERN.mag_ergens(ZONDER_ROL, regel.handeling, regel.soort) for regel in KERNBELEID)


def test_een_medewerker_zonder_rol_mag_alleen_het_eigene_de_catalogus_en_collegas_zoeken():
    toegestaan = {
        (regel.handeling, regel.soort) for regel in KERNBELEID if KERN.mag_ergens(NOOR, regel.handeling, regel.soort)
    }
    open_ = {("bekijk", "core.regeling"), ("zoek", "core.persoon")}
    assert open_ <= toegestaan
    for handeling, soort in toegestaan - open_:
        assert KERN.reikwijdte(NOOR, handeling, soort) == Reikwijdte(medewerker_id=10)


def test_de_auditor_wijzigt_niets_en_ziet_geen_afwezigheid():
    handelingen = {regel.handeling for regel in KERNBELEID if regel.rol == AUDITOR.id}
    assert handelingen <= {"bekijk", "zoek", "controleer"}
    assert not KERN.mag_ergens(CONTROLE, "bekijk", "core.afwezigheid")


def test_de_beheerder_ziet_geen_salaris_boeking_of_afwezigheid():
    beheerder = Actor(8, "Beheer", rollen=(RolVoor(BEHEERDER.id),))
    for soort in ("core.persoon", "core.boeking", "core.afwezigheid", "core.run"):
        assert not KERN.mag_ergens(beheerder, "bekijk", soort)


nummers = st.integers(1, 3)
eenheden = st.sampled_from(["jio", "dtv", "om"])
rollen = st.sampled_from([rol.id for rol in KERNROLLEN])
rollen_voor = st.builds(RolVoor, rollen, st.none() | eenheden, st.none() | nummers)
regels = st.builds(
    Beleidsregel, rollen, st.sampled_from(["doe", "laat"]), st.sampled_from(["a", "b"]), st.sampled_from(Relatie)
)
actors = st.builds(
    Actor,
    st.none() | nummers,
    st.just("X"),
    st.none() | nummers,
    st.lists(rollen_voor, max_size=3).map(tuple),
    st.frozensets(nummers),
    st.frozensets(eenheden),
)
doelen = st.builds(Doel, st.sampled_from(["a", "b"]), st.none() | eenheden, st.none() | nummers, st.none() | nummers)


@given(actors, st.lists(regels, max_size=6), st.sampled_from(["doe", "laat"]), doelen)
def test_zonder_een_regel_van_een_eigen_rol_over_deze_handeling_mag_niemand_iets(actor, tabel, handeling, doel):
    eigen = {rol.rol for rol in actor.rollen} - {MEDEWERKER.id, LEIDINGGEVENDE.id}
    if actor.medewerker_id is not None:
        eigen.add(MEDEWERKER.id)
    if actor.geleide_teams:
        eigen.add(LEIDINGGEVENDE.id)
    passend = [
        regel for regel in tabel if (regel.handeling, regel.soort) == (handeling, doel.soort) and regel.rol in eigen
    ]
    mag = Beleid(tuple(tabel)).mag(actor, handeling, doel)
    assert not mag or passend
    assert Beleid(tuple(passend)).mag(actor, handeling, doel) is mag


@given(actors, st.lists(regels, max_size=6), regels, doelen)
def test_een_regel_erbij_neemt_niets_af_en_twee_regels_geven_samen_niets_nieuws(actor, tabel, erbij, doel):
    zonder, alleen = Beleid(tuple(tabel)), Beleid((erbij,))
    samen = Beleid((*tabel, erbij))
    for handeling in ("doe", "laat"):
        los = zonder.mag(actor, handeling, doel) or alleen.mag(actor, handeling, doel)
        assert samen.mag(actor, handeling, doel) is los


@given(actors, st.lists(regels, max_size=6), doelen)
def test_wat_niet_op_een_lijst_kan_staan_mag_ook_niet(actor, tabel, doel):
    beleid = Beleid(tuple(tabel))
    if beleid.mag(actor, "doe", doel):
        assert beleid.mag_ergens(actor, "doe", doel.soort)
        assert beleid.kent("doe", doel.soort)

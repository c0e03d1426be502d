# SPDX-License-Identifier: EUPL-1.2
"""Why a month differs from the last: parts with a reason that add up to exactly the difference."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ledger.models import Run
from core.ledger.services import verschil_met_vorige
from core.ledger.verschil.rules import Post, Reden, anders, verklaar
from core.ledger.verschil.services import maanden_van, redenen, verschil_van
from core.people.policy import Actor, GeenToegang, RolVoor
from tests.core.ledger.proef import EENHEID, Wereld, tarief


def post(
    feit: str, centen: int, uren: int = 1, *, regeling: str = "A", correctie: bool = False, nummer: int = 1
) -> Post:
    return Post(nummer, regeling, feit, "2026-03", centen, {"uren": uren}, correctie)


@pytest.mark.parametrize(
    ("deze", "vorige", "verwacht"),
    [
        ([post("x", 100)], [post("x", 100)], []),
        ([post("x", 150)], [post("x", 100)], [(Reden.CIJFER, 50)]),
        ([post("x", 150, 3)], [post("x", 100, 2)], [(Reden.HOEVEELHEID, 50)]),
        ([post("x", 100)], [], [(Reden.NIEUW, 100)]),
        ([], [post("x", 100)], [(Reden.GESTOPT, -100)]),
        # Duties have a name of their own: one of the same shape is compared with, the rest is new or has stopped.
        ([post("y", 110), post("z", 400, 4)], [post("x", 100)], [(Reden.NIEUW, 400), (Reden.CIJFER, 10)]),
        ([post("y", 100)], [post("x", 100)], []),
        ([post("y", 100, 2)], [post("x", 60)], [(Reden.NIEUW, 100), (Reden.GESTOPT, -60)]),
        # Another regulation is another thing, also under the same name.
        ([post("x", 100)], [post("x", 100, regeling="B")], [(Reden.NIEUW, 100), (Reden.GESTOPT, -100)]),
        ([post("x", 100), post("x", 30, correctie=True)], [post("x", 100)], [(Reden.CORRECTIE, 30)]),
        ([post("x", 100)], [post("x", 100), post("w", -40, correctie=True)], [(Reden.VORIGE_CORRECTIE, 40)]),
    ],
)
def test_elk_deel_heeft_een_reden(
    deze: Sequence[Post], vorige: Sequence[Post], verwacht: list[tuple[Reden, int]]
) -> None:
    assert [(deel.reden, deel.centen) for deel in verklaar(deze, vorige)] == verwacht


posten = st.lists(
    st.builds(
        Post,
        st.integers(1, 9),
        st.sampled_from("AB"),
        st.sampled_from("xyz"),
        st.just("2026-03"),
        st.integers(-500, 500),
        st.fixed_dictionaries({"uren": st.integers(1, 2)}),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda een: (een.regeling, een.feit, een.correctie),
)


@given(posten, posten)
def test_de_delen_zijn_samen_precies_het_verschil(deze: list[Post], vorige: list[Post]) -> None:
    delen = verklaar(deze, vorige)
    assert sum(deel.centen for deel in delen) == sum(p.centen for p in deze) - sum(p.centen for p in vorige)
    assert all(deel.centen for deel in delen)


def test_andere_invoer_zonder_dagen_en_tijden() -> None:
    toen = {"dag": "2026-03-01", "salaris_euro": "3000.00", "delen": [{"van": "2026-03-01T10:00", "x": 1}], "y": None}
    nu = {"dag": "2026-04-01", "salaris_euro": "3100.00", "delen": [{"van": "2026-04-01T10:00", "x": 2}], "y": True}
    assert list(anders(nu, toen)) == [
        ("delen x", "1", "2"),
        ("salaris euro", "3000.00", "3100.00"),
        ("y", "–", "ja"),
    ]


@pytest.fixture
def jaar(wereld: Wereld) -> Wereld:
    """A month, then one with a higher rate, a correction, somebody new and somebody who stopped."""
    wereld = wereld.met_parameters(tarief("10.00"), tarief("11.00", "2026-04-01"))
    een, twee, drie, vier = wereld.medewerkers[:4]
    for mens in (een, twee, drie):
        wereld.zet("2026-03", mens, "vast", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-04", een, "vast", 3)
    wereld.zet("2026-03", een, "vast", 5)
    wereld.zet("2026-04", twee, "vast", 4)
    wereld.zet("2026-04", vier, "vast", 1)
    return wereld


def hr_redenen(wereld: Wereld, run: Run) -> list[tuple[int, list[tuple[Reden, int]]]]:
    hr = wereld.als(wereld.controleur)
    vergelijking = verschil_met_vorige(hr, run.id)
    waarom = redenen(hr, run, vergelijking)
    for regel in vergelijking.regels:
        assert sum(deel.centen for deel in waarom[regel.medewerker_id]) == regel.verschil_centen
    return [
        (regel.medewerker_id, [(deel.reden, deel.centen) for deel in waarom[regel.medewerker_id]])
        for regel in vergelijking.regels
    ]


def test_hr_ziet_voor_de_goedkeuring_per_mens_waarom_een_maand_anders_is(jaar: Wereld) -> None:
    een, twee, drie, vier = jaar.medewerkers[:4]
    assert hr_redenen(jaar, jaar.maak("2026-04")) == [
        (drie, [(Reden.GESTOPT, -3_000)]),
        (een, [(Reden.CORRECTIE, 2_000), (Reden.CIJFER, 300)]),
        (twee, [(Reden.HOEVEELHEID, 1_400)]),
        (vier, [(Reden.NIEUW, 1_100)]),
    ]


def test_een_medewerker_ziet_welk_cijfer_anders_is(jaar: Wereld) -> None:
    run = jaar.maak("2026-04")
    zelf = jaar.ctx.als(Actor(None, "Mens 1", jaar.medewerkers[0]))
    assert maanden_van(zelf, "000001") == ("2026-04", "2026-03")
    (voorlopig,) = verschil_van(zelf, "000001", "2026-04")
    assert (voorlopig.voorlopig, voorlopig.deze_centen, voorlopig.verschil_centen) == (True, 5_300, 2_300)
    jaar.controleer(run)
    jaar.keur_goed(run)
    (wat,) = verschil_van(zelf, "000001", "2026-04")
    assert (wat.voorlopig, wat.vorige_periode) == (False, "2026-03")
    correctie, cijfer = wat.delen
    assert (correctie.verklaring.reden, correctie.cijfers, correctie.invoer) == (Reden.CORRECTIE, (), ())
    assert cijfer.verklaring.reden is Reden.CIJFER
    assert cijfer.cijfers == (("proef.tarief", "2026-04-01"),)
    assert cijfer.invoer == ()
    (meer,) = verschil_van(jaar.als(jaar.controleur), "000002", "2026-04")
    assert meer.delen[0].invoer == (("uren", "3", "4"),)
    # The month after: nothing is paid, and the correction does not come back.
    jaar.zet("2026-05", jaar.medewerkers[4], "vast", 1)
    jaar.sluit("2026-05")
    (niets,) = verschil_van(zelf, "000001", "2026-05")
    assert [deel.verklaring.reden for deel in niets.delen] == [Reden.GESTOPT, Reden.VORIGE_CORRECTIE]
    assert niets.verschil_centen == -5_300


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wat_van_een_ander_is_ziet_alleen_wie_het_mag(jaar: Wereld) -> None:
    run = jaar.maak("2026-04")
    vergelijking = verschil_met_vorige(jaar.als(jaar.controleur), run.id)
    for actor in (
        Actor(1, "X", jaar.medewerkers[1]),
        Actor(1, "X", None, (RolVoor("hr", "om"),)),
        Actor(1, "X", None, (RolVoor("beheerder"),)),
    ):
        ander = jaar.ctx.als(actor)
        assert maanden_van(ander, "000001") == ()
        with pytest.raises(GeenToegang):
            verschil_van(ander, "000001", "2026-04")
        with pytest.raises(GeenToegang):
            redenen(ander, run, vergelijking)
    with pytest.raises(GeenToegang):
        verschil_van(jaar.als(jaar.controleur), "999999", "2026-04")
    auditor = jaar.ctx.als(Actor(1, "A", None, (RolVoor("auditor"),)))
    assert verschil_van(auditor, "000001", "2026-04")[0].eenheid == EENHEID

# SPDX-License-Identifier: EUPL-1.2
"""The bulk path gives the cents of the explained calculations, for whatever was driven and declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ledger.nareken import lees_gegeven
from core.plugins import Installatie
from core.rules import Feit, Parameterset
from plugins.om.autoregeling.bijdrage.feiten import Berijder, Opgave, Recht, Regime, Tijd, jaar, samen, zonder
from plugins.om.autoregeling.bijdrage.kilometers import Ritsom
from plugins.om.autoregeling.bijdrage.maandbron import BRON
from plugins.om.autoregeling.bijdrage.verrekening import Jaartarief, afrekening, jaarsom, stukken
from plugins.om.autoregeling.bijdrage.voorschot import Maandtarief, voorschot
from plugins.om.autoregeling.models import Gebruikssoort
from plugins.om.autoregeling.rules.eigen_bijdrage import eigen_bijdrage
from plugins.om.autoregeling.rules.kilometers import TIENDEN, hele_kilometers
from plugins.om.autoregeling.rules.verklaring import Verklaring
from plugins.om.autoregeling.rules.verrekening import verrekening

JAAR = 2022
HEEL = jaar(JAAR)
TARIEF = "cao.10_4.bedrag_per_prive_kilometer"

dagen = st.integers(0, 364).map(lambda nr: HEEL.van + timedelta(days=nr))
tarieven = st.decimals("0.10", "0.99", places=3)


@st.composite
def tijden(draw: st.DrawFn, hoeveel: int) -> list[Tijd]:
    grenzen = sorted(draw(st.lists(dagen, min_size=2 * hoeveel, max_size=2 * hoeveel, unique=True)))
    return [Tijd(*paar) for paar in zip(grenzen[::2], grenzen[1::2], strict=True)]


@st.composite
def berijders(draw: st.DrawFn) -> Berijder:
    eigen = draw(tijden(draw(st.integers(1, 3))))
    rechten = [Recht(tijd, 1, Gebruikssoort.EIGEN, True) for tijd in eigen]
    if draw(st.booleans()):
        rechten.append(Recht(draw(tijden(1))[0], 2, Gebruikssoort.VERVANGEND, True))
    verklaringen = [
        Verklaring(tijd.van, True, None if tijd.tot_en_met.month == 12 else tijd.tot_en_met)
        for tijd in draw(tijden(draw(st.integers(0, 2))))
    ]
    schattingen = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 30_000)), max_size=3))
    return Berijder(1, JAAR, rechten, verklaringen, schattingen)


Figuren = Callable[..., Parameterset]


@pytest.fixture(scope="module")
def figuren(installatie: Installatie) -> Figuren:
    """Make a set of figures with changes of the rate and other readings; a function, since it is short when printed."""
    bron = installatie.parameters

    def met(wijzigingen: Sequence[tuple[date, Decimal]], **lezingen: str | bool) -> Parameterset:
        feiten = [Feit(TARIEF, waarde, dag) for dag, waarde in wijzigingen]
        feiten += [Feit(f"om_auto.{naam}", waarde, date(2020, 1, 1)) for naam, waarde in lezingen.items()]
        return Parameterset(bron.sleutels, [*bron.feiten(), *feiten])

    return met


@settings(max_examples=40)
@given(
    berijder=berijders(),
    wijzigingen=st.lists(st.tuples(dagen, tarieven), max_size=2),
    tienden=st.lists(st.integers(1, 9_999), min_size=40, max_size=40),
    ingehouden=st.integers(0, 200_000),
    afronden=st.sampled_from(("half_omhoog", "naar_beneden", "naar_boven")),
    bij=st.sampled_from(("ritdatum", "afrekendatum")),
    naar_rato=st.booleans(),
)
def test_verrekening_bulk_is_uitgelegd(
    figuren: Figuren,
    berijder: Berijder,
    wijzigingen: list[tuple[date, Decimal]],
    tienden: list[int],
    ingehouden: int,
    afronden: str,
    bij: str,
    naar_rato: bool,
) -> None:
    parameters = figuren(
        wijzigingen,
        rate_version_on_change=bij,
        **{"lezing.kilometers_afronden": afronden, "lezing.norm_500_naar_rato": naar_rato},
    )
    tarief, geldt = Jaartarief(JAAR, parameters), Regime()
    delen = stukken(berijder, geldt, tarief.grenzen)
    sommen = [Ritsom(1, nr % 2 + 1, nr, True, tienden[nr % 40], 1) for nr in range(len(delen))]
    som = jaarsom(berijder, geldt, delen, sommen, {})
    assert sum(som.prive.values()) + som.na_recht_tienden == sum(een.tienden for een in sommen)
    uitkomst = afrekening(berijder, som, tarief, ingehouden)
    antwoord = verrekening.bereken(verrekening.lees(lees_gegeven(uitkomst.gegeven)), parameters).uitkomst
    assert BRON.centen(antwoord, "verrekening/2022") == -uitkomst.saldo_centen
    assert (antwoord.verschuldigd_centen, antwoord.prive_kilometers, antwoord.niet_geprijsde_kilometers) == (
        uitkomst.verschuldigd_centen,
        uitkomst.kilometers,
        uitkomst.niet_geprijsd,
    )


@settings(max_examples=40)
@given(
    berijder=berijders(),
    wijzigingen=st.lists(st.tuples(dagen, tarieven), max_size=2),
    maand=st.integers(1, 12),
    deel=st.sampled_from(("naar_rato", "volle_maand")),
)
def test_voorschot_bulk_is_uitgelegd(
    figuren: Figuren, berijder: Berijder, wijzigingen: list[tuple[date, Decimal]], maand: int, deel: str
) -> None:
    parameters = figuren(wijzigingen, part_month_method=deel)
    uitkomst = voorschot(berijder, Regime(), Maandtarief(f"{JAAR}-{maand:02d}", parameters))
    if uitkomst is None:
        return
    antwoord = eigen_bijdrage.bereken(eigen_bijdrage.lees(lees_gegeven(uitkomst.gegeven)), parameters).uitkomst
    assert BRON.centen(antwoord, "voorschot") == -uitkomst.centen
    assert antwoord.voorschotten_centen[maand - 1] == uitkomst.centen


@given(st.lists(st.integers(0, 5_000), max_size=8), st.sampled_from(("half_omhoog", "naar_beneden", "naar_boven")))
def test_a6_eenmaal_afronden_geeft_de_delen_die_samen_het_jaar_zijn(tienden: list[int], lezing: str) -> None:
    delen = hele_kilometers(tienden, lezing)
    exact = Decimal(sum(tienden)) / TIENDEN
    assert abs(sum(delen) - exact) < 1
    assert all(abs(deel - Decimal(een) / TIENDEN) < 1 for deel, een in zip(delen, tienden, strict=True))


@pytest.mark.parametrize(
    ("lezing", "verwacht"), [("half_omhoog", (1, 1)), ("naar_beneden", (1, 0)), ("naar_boven", (1, 1))]
)
def test_a6_ritten_van_minder_dan_een_kilometer_verdwijnen_niet(lezing: str, verwacht: tuple[int, ...]) -> None:
    assert hele_kilometers([8, 7], lezing) == verwacht


@given(st.lists(st.builds(lambda a, b: Tijd(min(a, b), max(a, b)), dagen, dagen), max_size=5), st.data())
def test_tijden_samen_en_zonder_zijn_dezelfde_dagen(lijst: list[Tijd], data: st.DataObject) -> None:
    weg = data.draw(st.lists(st.builds(lambda a, b: Tijd(min(a, b), max(a, b)), dagen, dagen), max_size=3))

    def als_dagen(een: Sequence[Tijd]) -> set[date]:
        return {tijd.van + timedelta(days=nr) for tijd in een for nr in range((tijd.tot_en_met - tijd.van).days + 1)}

    geheel = samen(lijst)
    assert als_dagen(geheel) == als_dagen(lijst)
    assert sum((een.tot_en_met - een.van).days + 1 for een in zonder(geheel, weg)) == len(
        als_dagen(lijst) - als_dagen(weg)
    )


def test_een_opgave_over_een_grens_wordt_niet_geraden(figuren: Figuren) -> None:
    parameters = figuren([(date(2022, 7, 1), Decimal("0.30"))])
    tarief = Jaartarief(JAAR, parameters)
    berijder = Berijder(1, JAAR, [Recht(HEEL, 1, Gebruikssoort.EIGEN, True)], opgaven=[Opgave(HEEL, 1, 50_000)])
    delen = stukken(berijder, Regime(), tarief.grenzen)
    assert jaarsom(berijder, Regime(), delen, (), {}).te_splitsen == (HEEL,)
    berijder.opgaven = [Opgave(deel, 1, 25_000) for deel in delen]
    som = jaarsom(berijder, Regime(), delen, (), {})
    assert afrekening(berijder, som, tarief, 0).verschuldigd_centen == 2500 * 22 + 2500 * 30

# SPDX-License-Identifier: EUPL-1.2
"""The drawings: where things stand, what a reader of the title hears, and that no text breaks out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from core.web.drawing import (
    BALK,
    KOP,
    RIJ,
    WEEK,
    Blok,
    Bloksoort,
    Gebeurtenis,
    Lijn,
    Punt,
    Rij,
    Ruillijn,
    Staaf,
    Stand,
    jaarrooster,
    punten,
    staven,
    tijdlijn,
)

VAN, TOT = date(2026, 1, 1), date(2027, 1, 1)
GRENS = Lijn(10_000, "grens")
ELEMENTEN = {"div", "svg", "title", "desc", "g", "rect", "path", "line", "circle", "text"}
# What XML can hold; a name with a control character cannot come in.
TEKST = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40)


def _xml(svg: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(svg))  # noqa: S314 - our own output


def _met(wortel: ElementTree.Element, klasse: str) -> list[ElementTree.Element]:
    return [element for element in wortel.iter() if klasse in element.get("class", "").split()]


def _rooster(*rijen: Rij, **rest) -> ElementTree.Element:
    gegeven: dict[str, Any] = {
        "van": VAN,
        "tot": TOT,
        "titel": "Rooster",
        "omschrijving": "Wie wanneer",
        "feestdagen": {},
    } | rest
    return _xml(jaarrooster(rijen, **gegeven))


def _week(nummer: int, soort: Bloksoort = Bloksoort.DIENST) -> Blok:
    begin = VAN + timedelta(weeks=nummer)
    return Blok(begin, begin + timedelta(days=7), soort, f"week {nummer}")


def _getal(element: ElementTree.Element, naam: str) -> float:
    return float(element.get(naam, "nan").removesuffix("%"))


class TestJaarrooster:
    def test_a_block_stands_in_its_week_and_row(self):
        wortel = _rooster(Rij("Anna", False, ()), Rij("Bas", False, (_week(3),)))
        [blok] = _met(wortel, "tek-dienst")
        assert _getal(blok, "x") == 3 * WEEK + 0.75
        assert _getal(blok, "width") == WEEK - 1.5
        assert _getal(blok, "y") == KOP + RIJ + (RIJ - BALK) / 2

    def test_ones_own_row_comes_first_and_the_others_keep_their_order(self):
        wortel = _rooster(Rij("Anna", False, ()), Rij("Bas", False, ()), Rij("Cem", True, (_week(1),)))
        namen = _met(wortel, "tek-naam")
        assert [naam.findtext("title") for naam in namen] == ["Cem", "Anna", "Bas"]
        assert "tek-eigen" in namen[0].get("class", "").split()
        [blok] = _met(wortel, "tek-dienst")
        assert _getal(blok, "y") == KOP + (RIJ - BALK) / 2
        assert "tek-eigen" in blok.get("class", "").split()

    def test_a_block_over_the_edge_is_cut_off_and_one_outside_is_left_out(self):
        oud = Blok(date(2025, 12, 30), date(2026, 1, 6), Bloksoort.DIENST, "over de rand")
        weg = Blok(date(2025, 12, 23), date(2026, 1, 1), Bloksoort.DIENST, "vorig jaar")
        [blok] = _met(_rooster(Rij("Anna", False, (oud, weg))), "tek-dienst")
        assert _getal(blok, "x") == 0.75
        assert _getal(blok, "width") == round(5 * WEEK / 7 - 1.5, 2)

    @pytest.mark.parametrize(
        ("soort", "hoogte", "roept"),
        [
            (Bloksoort.DIENST, BALK, False),
            (Bloksoort.VOORSTEL, BALK, False),
            (Bloksoort.AFWEZIG, 6, False),
            (Bloksoort.GAT, BALK, True),
        ],
    )
    def test_each_kind_has_a_shape_of_its_own(self, soort: Bloksoort, hoogte: int, roept: bool):
        wortel = _rooster(Rij("Anna", False, (_week(2, soort),)))
        [blok] = _met(wortel, f"tek-{soort}")
        assert _getal(blok, "height") == hoogte
        assert bool(_met(wortel, "tek-roep")) is roept

    def test_every_weekend_day_of_the_year_is_tinted(self):
        [weekend] = _met(_rooster(), "tek-weekend")
        begin = [float(x) for x in re.findall(r"M([\d.]+) ", weekend.get("d", ""))]
        dagen = [dag for n in range(365) if (dag := VAN + timedelta(days=n)).isoweekday() >= 6]
        assert begin == pytest.approx([(dag - VAN).days * WEEK / 7 for dag in dagen], abs=0.006)

    def test_a_holiday_in_the_year_is_tinted_and_named(self):
        wortel = _rooster(feestdagen={date(2026, 4, 27): "Koningsdag", date(2027, 1, 1): "Nieuwjaarsdag"})
        [feestdag] = _met(wortel, "tek-feestdag")
        assert feestdag.findtext("title") == "Koningsdag"
        assert _getal(feestdag, "x") == pytest.approx(116 * WEEK / 7, abs=0.006)

    def test_a_swap_runs_from_the_middle_of_one_duty_to_the_middle_of_the_other(self):
        rijen = (Rij("Anna", False, (_week(1),)), Rij("Bas", True, (_week(4),)))
        lijn = Ruillijn(0, VAN + timedelta(weeks=1), 1, VAN + timedelta(weeks=4), "Anna en Bas ruilen")
        [ruil] = _met(_rooster(*rijen, ruillijnen=[lijn]), "tek-ruil")
        assert ruil.findtext("title") == "Anna en Bas ruilen"
        einden = [(_getal(c, "cx"), _getal(c, "cy")) for c in ruil.iter("circle")]
        assert einden == [(1.5 * WEEK, KOP + 1.5 * RIJ), (4.5 * WEEK, KOP + 0.5 * RIJ)]

    def test_a_swap_with_an_unknown_row_is_an_error(self):
        with pytest.raises(KeyError):
            _rooster(Rij("Anna", False, ()), ruillijnen=[Ruillijn(0, VAN, 5, VAN, "?")])

    def test_today_is_marked_only_in_the_year_drawn(self):
        [streep] = _met(_rooster(vandaag=date(2026, 1, 8)), "tek-vandaag")
        assert streep.get("d", "").startswith(f"M{7.5 * WEEK / 7:.2f}".rstrip("0") + " ")
        assert not _met(_rooster(vandaag=TOT), "tek-vandaag")

    def test_months_are_named_in_the_language_of_the_page(self):
        assert [m.text for m in _met(_rooster(), "tek-maand")][2] == "mrt"
        assert [m.text for m in _met(_rooster(taal="en"), "tek-maand")][2] == "Mar"

    def test_week_numbers_are_those_of_iso(self):
        weken = [week.text for week in _met(_rooster(), "tek-week")]
        assert weken[:3] == ["3", "5", "7"]
        assert weken[-1] == "51"

    def test_the_longest_year_and_names_fit_on_the_widest_page(self):
        naam = "Koen van der Meulen-Dijkstra"
        wortel = _rooster(Rij(naam, False, ()), van=date(2024, 1, 1), tot=date(2025, 1, 1))
        breedtes = [_getal(svg, "width") for svg in wortel.iter("svg")]
        assert sum(breedtes) <= 1140 - 64

    def test_a_long_name_is_shortened_and_whole_in_its_title(self):
        [naam] = _met(_rooster(Rij("Koen van der Meulen-Dijkstra", False, ())), "tek-naam")
        assert naam.findtext("title") == "Koen van der Meulen-Dijkstra"
        assert (naam[0].tail or "").endswith("…")

    def test_it_scrolls_by_keyboard_and_says_what_it_is(self):
        wortel = _rooster(titel="Rooster 2026")
        [vak] = _met(wortel, "schuifvak")
        assert (vak.get("tabindex"), vak.get("role"), vak.get("aria-label")) == ("0", "group", "Rooster 2026")
        [jaar] = _met(wortel, "tek-jaar")
        assert jaar.get("role") == "img"
        assert [kind.tag for kind in jaar][:2] == ["title", "desc"]
        assert jaar.findtext("desc") == "Wie wanneer"

    def test_a_year_without_days_is_an_error(self):
        with pytest.raises(ValueError, match="ten minste een dag"):
            _rooster(tot=VAN)


class TestStaven:
    def test_heights_are_in_proportion_and_the_line_is_level_with_its_value(self):
        reeks = [Staaf("jan", 5_000, "5.000"), Staaf("feb", 2_500, "2.500"), Staaf("mrt", 0, "0")]
        wortel = _xml(staven(reeks, titel="Km", omschrijving="Per maand", lijn=GRENS))
        hoogtes = [_getal(staaf, "height") for staaf in _met(wortel, "tek-staaf")]
        [grens], [grond] = _met(wortel, "tek-grens"), _met(wortel, "tek-as")
        hele = _getal(grond, "y1") - _getal(grens, "y1")
        assert hoogtes == [hele / 2, hele / 4, 0]

    def test_the_highest_value_fits_below_the_line_of_words(self):
        wortel = _xml(staven([Staaf("jan", 20_000, "20.000")], titel="Km", omschrijving="", lijn=GRENS))
        [staaf], [waarde] = _met(wortel, "tek-staaf"), _met(wortel, "tek-waarde")
        assert _getal(waarde, "y") < _getal(staaf, "y")
        assert _getal(waarde, "y") > 12

    def test_an_estimate_is_an_outline_around_the_bar(self):
        wortel = _xml(staven([Staaf("jan", 800, "800", schatting=900)], titel="Km", omschrijving=""))
        [staaf], [schatting] = _met(wortel, "tek-staaf"), _met(wortel, "tek-schatting")
        assert _getal(schatting, "x") < _getal(staaf, "x")
        assert _getal(schatting, "height") > _getal(staaf, "height")

    @pytest.mark.parametrize(
        ("aantal", "tekst", "klassen"),
        [(3, "1.250", {"tek-waarde"}), (12, "1.250", {"tek-waarde tek-ruim"}), (52, "1.250", set())],
    )
    def test_values_stand_above_the_bars_where_they_fit(self, aantal: int, tekst: str, klassen: set[str]):
        reeks = [Staaf("x", 1_250, tekst)] * aantal
        wortel = _xml(staven(reeks, titel="Km", omschrijving=""))
        assert {waarde.get("class", "") for waarde in _met(wortel, "tek-waarde")} == klassen

    @pytest.mark.parametrize(("aantal", "genoemd"), [(12, 12), (24, 12), (52, 11)])
    def test_of_too_many_periods_some_are_named(self, aantal: int, genoemd: int):
        wortel = _xml(staven([Staaf("jan", 1, "1")] * aantal, titel="Km", omschrijving=""))
        assert len(_met(wortel, "tek-label")) == genoemd

    def test_no_periods_is_an_empty_drawing(self):
        wortel = _xml(staven([], titel="Km", omschrijving="Nog niets"))
        assert not _met(wortel, "tek-staaf")
        assert wortel.findtext("title") == "Km"


class TestTijdlijn:
    VAN, TOT = date(2026, 1, 1), date(2026, 4, 11)

    def _lijn(self, *gebeurtenissen: Gebeurtenis, vandaag: date = date(2026, 2, 20), **rest) -> ElementTree.Element:
        vast: dict[str, Any] = {
            "van": self.VAN,
            "tot": self.TOT,
            "vandaag": vandaag,
            "titel": "Verzuim",
            "omschrijving": "",
        }
        return _xml(tijdlijn(gebeurtenissen, **(vast | rest)))

    def _dag(self, nummer: int, stand: Stand = Stand.KOMT) -> Gebeurtenis:
        return Gebeurtenis(self.VAN + timedelta(days=nummer), f"dag {nummer}", stand)

    def test_points_stand_in_proportion_and_carry_their_number(self):
        stippen = _met(self._lijn(self._dag(0), self._dag(50), self._dag(100)), "tek-stip")
        assert [_getal(stip, "x") for stip in stippen] == [4, 50, 96]
        assert [nummer.text for stip in stippen for nummer in _met(stip, "tek-nummer")] == ["1", "2", "3"]

    def test_points_that_would_touch_stand_above_each_other(self):
        stippen = _met(self._lijn(self._dag(0), self._dag(1), self._dag(2), self._dag(60)), "tek-stip")
        hoog = [_getal(stip, "y") for stip in stippen]
        assert hoog == [*sorted(hoog[:3], reverse=True), hoog[0]]
        assert len(set(hoog)) == 3

    def test_what_is_late_has_another_shape(self):
        geweest, laat = _met(self._lijn(self._dag(1, Stand.GEWEEST), self._dag(40, Stand.TE_LAAT)), "tek-stip")
        assert geweest.find("circle") is not None
        assert laat.find("circle") is None
        assert laat.find("path") is not None

    def test_the_line_is_thick_up_to_today(self):
        wortel = self._lijn(vandaag=self.VAN + timedelta(days=50))
        [verstreken], [vandaag] = _met(wortel, "tek-verstreken"), _met(wortel, "tek-vandaag")
        assert _getal(verstreken, "x2") == _getal(vandaag, "x1") == 50

    def test_its_ends_are_dated_in_the_language_of_the_page(self):
        assert [w.text for w in _met(self._lijn(), "tek-label")] == ["1 jan 2026", "11 apr 2026"]
        assert [w.text for w in _met(self._lijn(taal="en"), "tek-nu")] == ["today"]

    def test_events_out_of_order_are_an_error(self):
        with pytest.raises(ValueError, match="op volgorde"):
            self._lijn(self._dag(5), self._dag(4))

    def test_an_event_or_today_outside_the_line_is_an_error(self):
        with pytest.raises(ValueError, match="buiten de tijdlijn"):
            self._lijn(self._dag(101))
        with pytest.raises(ValueError, match="buiten de tijdlijn"):
            self._lijn(vandaag=date(2025, 12, 31))

    def test_a_line_without_days_is_an_error(self):
        with pytest.raises(ValueError, match="ten minste een dag"):
            self._lijn(tot=self.VAN)


class TestPunten:
    def _punten(self, *mensen: Punt, **rest) -> ElementTree.Element:
        return _xml(punten(mensen, eenheid="uur", titel="Verdeling", omschrijving="", **rest))

    def test_a_person_stands_on_the_scale_from_its_start(self):
        wortel = self._punten(Punt("A", 300, "300 uur"), Punt("B", 400, "400 uur"), Punt("C", 350, ""), vanaf=300)
        assert [_getal(mens, "cx") for mens in _met(wortel, "tek-mens")] == [4, 50, 96]

    def test_the_same_value_piles_up(self):
        wortel = self._punten(*[Punt(str(n), 8, "8") for n in range(3)])
        hoog = [_getal(mens, "cy") for mens in _met(wortel, "tek-mens")]
        assert hoog == [hoog[0], hoog[0] - 17, hoog[0] - 34]

    def test_ones_own_is_a_diamond_with_its_value(self):
        wortel = self._punten(Punt("A", 8, "8"), Punt("jij", 9, "9 diensten", eigen=True))
        assert len(_met(wortel, "tek-mens")) == len(_met(wortel, "tek-ruit")) == 1
        assert [woord.text for woord in _met(wortel, "tek-nu")] == ["jij: 9 diensten"]

    @pytest.mark.parametrize(("waarde", "anker"), [(40, "end"), (60, "start"), (99, "end"), (1, "start")])
    def test_ones_own_words_keep_away_from_the_mean_and_the_edges(self, waarde: int, anker: str):
        mensen = (Punt("jij", waarde, "x", eigen=True), Punt("A", 100, ""))
        [woord] = _met(self._punten(*mensen, lijn=Lijn(50, "gemiddeld")), "tek-nu")
        assert woord.get("text-anchor") == anker

    def test_a_value_before_the_scale_is_an_error(self):
        with pytest.raises(ValueError, match="begin van de schaal"):
            self._punten(Punt("A", 5, "5"), vanaf=6)

    def test_the_scale_is_written_in_the_language_of_the_page(self):
        mens = Punt("A", 12_000, "")
        assert [w.text for w in _met(self._punten(mens), "tek-label")] == ["0", "12.000 uur"]
        assert [w.text for w in _met(self._punten(mens, taal="en"), "tek-label")] == ["0", "12,000 uur"]


@given(TEKST)
def test_any_text_comes_out_as_it_went_in_and_nothing_is_styled_or_scripted_inline(tekst: str):
    dag = date(2026, 5, 5)
    blok = Blok(dag, dag + timedelta(days=7), Bloksoort.GAT, tekst)
    ruil = Ruillijn(0, dag, 0, dag, tekst)
    jaar: dict[str, Any] = {"van": VAN, "tot": TOT, "feestdagen": {dag: tekst}, "ruillijnen": [ruil], "vandaag": dag}
    tekeningen = [
        jaarrooster([Rij(tekst, True, (blok,))], titel=tekst, omschrijving=tekst, **jaar),
        staven([Staaf(tekst, 1, tekst, 2)], titel=tekst, omschrijving=tekst, lijn=Lijn(1, tekst)),
        tijdlijn([Gebeurtenis(dag, tekst, Stand.KOMT)], van=VAN, tot=TOT, vandaag=dag, titel=tekst, omschrijving=tekst),
        punten([Punt(tekst, 1, tekst, True)], eenheid=tekst, titel=tekst, omschrijving=tekst, lijn=Lijn(1, tekst)),
    ]
    for tekening in tekeningen:
        wortel = _xml(tekening)
        svg = next(element for element in wortel.iter("svg") if element.get("role") == "img")
        assert svg.findtext("title") == tekst
        assert svg.findtext("desc") == tekst
        assert {element.tag for element in wortel.iter()} <= ELEMENTEN
        namen = {naam for element in wortel.iter() for naam in element.attrib}
        assert not {naam for naam in namen if naam in {"style", "href"} or naam.startswith("on")}

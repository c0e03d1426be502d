# SPDX-License-Identifier: EUPL-1.2
"""The parts of pages: what a reader and a screen reader get from them, and that no text breaks out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import core.web

WEB = Path(core.web.__file__).parent
KWAAD = "<script>alert(1)</script>\"'"


@pytest.fixture(scope="module")
def delen() -> Any:
    omgeving = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
    )
    omgeving.install_gettext_callables(lambda zin: zin, lambda een, meer, n: een, newstyle=True)  # type: ignore[attr-defined]
    omgeving.globals.update(csrf_token=lambda: "token", url_for=lambda naam, **rest: f"/{naam}?{rest['pagina']}")
    omgeving.filters.update(euro=lambda centen: f"€ {centen}", datum=lambda dag: f"dag {dag}")
    module: ModuleType = omgeving.get_template("components.html").module  # type: ignore[assignment]
    return module


def _xml(html: object) -> ElementTree.Element:
    heel = re.sub(r"<(input[^>]*)>", r"<\1/>", str(html))
    heel = re.sub(r" (required|checked|selected|open|novalidate)(?=[\s/>])", r' \1=""', heel)
    return ElementTree.fromstring(f"<r>{heel}</r>")  # noqa: S314 - our own output


def _een(wortel: ElementTree.Element, pad: str) -> ElementTree.Element:
    gevonden = wortel.findall(pad)
    assert len(gevonden) == 1, (pad, len(gevonden))
    return gevonden[0]


def _tekst(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_table_names_the_column_in_every_cell_and_the_row_in_its_first(delen):
    kop = ["Dienst", {"tekst": "Bedrag", "getal": True}]
    wortel = _xml(
        delen.tabel(kop, [["3 maart", "12"], {"cellen": ["10 maart", "7"], "nadruk": True}], "Wat", ["Samen", "19"])
    )
    assert [cel.get("data-label") for cel in wortel.iter("td")] == ["Bedrag"] * 3
    assert {cel.get("class") for cel in wortel.iter("td")} == {"getal"}
    assert [_tekst(cel) for cel in wortel.findall(".//tbody/tr/th")] == ["3 maart", "10 maart"]
    assert [rij.get("class") for rij in wortel.findall(".//tbody/tr")] == [None, "nadruk"]
    # A card a row takes the table's own roles away in some browsers.
    assert {element.get("role") for element in wortel.iter() if element.tag in {"table", "tr", "td"}} == {
        "table",
        "row",
        "cell",
    }


def test_an_empty_table_says_what_will_come(delen):
    assert _tekst(_xml(delen.tabel(["Dienst"], [], "Wat", leeg_tekst="Nog geen diensten."))) == "Nog geen diensten."


@pytest.mark.parametrize("soort", ["text", "date", "time", "select", "radio", "checkbox", "textarea", "password"])
def test_every_mistake_links_to_its_field_and_the_field_says_it(delen, soort):
    fouten = [{"veld": "dag", "tekst": "Kies een dag."}, {"veld": "ander", "tekst": "Iets anders."}]
    keuzes = [{"waarde": "1", "tekst": "een"}, {"waarde": "2", "tekst": "twee"}]
    veld = _xml(delen.formulier_veld("dag", "Dag", soort, hint="Een dag", fouten=fouten, keuzes=keuzes))
    lijst = _xml(delen.foutenlijst(fouten))
    doel = _een(lijst, ".//a[.='Kies een dag.']").get("href", "").removeprefix("#")
    bediening = _een(veld, f".//*[@id='{doel}']")
    drager = _een(veld, "fieldset") if soort == "radio" else bediening
    assert drager.get("aria-invalid") == "true"
    beschreven = [_tekst(_een(veld, f".//*[@id='{id_}']")) for id_ in drager.get("aria-describedby", "").split()]
    assert beschreven == ["Een dag", "Fout: Kies een dag."]
    naam = _een(veld, ".//legend") if soort == "radio" else _een(veld, f".//label[@for='{doel}']")
    assert _tekst(naam) == "Dag"


def test_a_chosen_value_comes_back_and_a_password_does_not(delen):
    keuzes = [{"waarde": 1, "tekst": "een"}, {"waarde": 2, "tekst": "twee"}]
    for soort, merk in (("select", "selected"), ("radio", "checked")):
        wortel = _xml(delen.formulier_veld("n", "N", soort, waarde="2", keuzes=keuzes))
        assert [e.get("value") for e in wortel.iter() if merk in e.attrib] == ["2"]
    assert "geheim" not in str(delen.formulier_veld("w", "W", "password", waarde="geheim"))


def test_no_mistakes_is_no_list(delen):
    assert str(delen.foutenlijst([])) == ""


def test_a_step_shows_its_article_its_figure_since_when_and_how_sure_it_is(delen):
    stap = {
        "tekst": "Het maximum telt.", "artikel": "CAO 7.6", "artikel_titel": "Toelage", "artikel_url": "/cao#7-6",
        "parameter": "cao.max", "waarde": "€ 2,09", "vanaf": date(2024, 7, 1), "zekerheid": "inferred",
    }  # fmt: skip
    wortel = _xml(delen.waarom([stap, {"tekst": "Klaar.", "artikel": "CAO 7.6"}], "je € 2,09 krijgt"))
    assert _tekst(_een(wortel, ".//summary")) == "Waarom? je € 2,09 krijgt"
    eerste, tweede = (_tekst(li) for li in wortel.iter("li"))
    assert eerste == (
        "Het maximum telt. CAO 7.6, Toelage Gerekend met € 2,09, geldt sinds dag 2024-07-01, "
        "afgeleid; HR moet dit nog bevestigen. cao.max"
    )
    assert tweede == "Klaar. CAO 7.6"
    assert _een(wortel, ".//a").get("href") == "/cao#7-6"


def test_the_main_action_says_what_follows_who_sees_it_and_until_when_it_can_be_undone(delen):
    wortel = _xml(delen.hoofdactie("Bevestigen", "/b", "Karin krijgt het.", "Jij en Karin.", "Tot maandag."))
    assert [_tekst(dd) for dd in wortel.iter("dd")] == ["Karin krijgt het.", "Jij en Karin.", "Tot maandag."]
    assert _een(wortel, ".//input[@name='csrf_token']").get("value") == "token"
    assert len(wortel.findall(".//button")) == 1


def test_an_unknown_amount_is_no_zero(delen):
    assert _tekst(_xml(delen.bedrag(None))) == "nog niet bekend"
    assert _tekst(_xml(delen.bedrag(42750, "voorlopig"))) == "€ 42750 voorlopig"


@pytest.mark.parametrize(
    ("code", "vorm"), [("voorlopig", "open"), ("goedgekeurd", "goed"), ("te_laat", "fout"), ("iets", "neutraal")]
)
def test_a_state_has_a_word_and_a_shape(delen, code, vorm):
    [merk] = _xml(delen.staat(code))
    assert merk.get("class") == f"staat staat--{vorm}"
    assert merk.text == code.replace("_", " ")


def test_pages_of_a_list_lead_back_and_on_but_not_over_the_ends(delen):
    assert [a.get("href") for a in _xml(delen.paginering(2, 3, "lijst")).iter("a")] == ["/lijst?1", "/lijst?3"]
    assert [a.get("href") for a in _xml(delen.paginering(1, 2, "lijst")).iter("a")] == ["/lijst?2"]
    assert str(delen.paginering(1, 1, "lijst")) == ""


def test_the_numbers_of_a_time_line_are_those_of_the_drawing(delen):
    items = [{"stand": stand, "wanneer": "x", "titel": stand} for stand in ("geweest", "vandaag", "komt")]
    titels = [_tekst(p) for p in _xml(delen.tijdlijn(items, genummerd=True)).findall(".//p[@class='tijdlijn-titel']")]
    assert titels == ["1. geweest", "vandaag", "2. komt"]


def test_no_text_breaks_out_of_a_part(delen):
    lijst = [{"veld": KWAAD, "tekst": KWAAD}]
    item = {"titel": KWAAD, "url": KWAAD, "tekst": KWAAD, "voor": KWAAD, "wanneer": KWAAD, "stand": "komt"}
    uit = (
        delen.antwoord(KWAAD, KWAAD),
        delen.waarom([{"tekst": KWAAD, "artikel": KWAAD, "parameter": KWAAD, "waarde": KWAAD, "vanaf": KWAAD}], KWAAD),
        delen.tabel([KWAAD, {"tekst": KWAAD}], [[KWAAD, KWAAD]], KWAAD),
        delen.foutenlijst(lijst),
        delen.formulier_veld("n", KWAAD, waarde=KWAAD, hint=KWAAD, attributen={"data-x": KWAAD}),
        delen.formulier_veld("n", KWAAD, "radio", keuzes=[{"waarde": KWAAD, "tekst": KWAAD, "hint": KWAAD}]),
        delen.hoofdactie(KWAAD, KWAAD, KWAAD, KWAAD, KWAAD),
        delen.actie(KWAAD, KWAAD, {KWAAD: KWAAD}),
        delen.staat(KWAAD, KWAAD),
        delen.melding("fout", KWAAD),
        delen.leeg(KWAAD),
        delen.taken([item], KWAAD),
        delen.tijdlijn([item]),
        delen.kruimelpad([{"tekst": KWAAD, "url": KWAAD}]),
        delen.gegevens([(KWAAD, KWAAD)]),
    )
    for html in uit:
        assert "<script" not in str(html)
        _xml(html)


def test_templates_style_and_script_nothing_inline():
    for sjabloon in (WEB / "templates").glob("*.html"):
        tekst = sjabloon.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|https?://", tekst), sjabloon.name
        assert re.findall(r"<script(?! src=)", tekst) == [], sjabloon.name

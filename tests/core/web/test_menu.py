# SPDX-License-Identifier: EUPL-1.2
"""The menu: headings of a unit with many pages, one of them current, and only units to which the reader belongs."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask

from core.contributions import Menukop, Menupunt, Paginas
from core.people.policy import Actor, Beleid, Beleidsregel, Relatie, RolVoor
from core.web.menu import Groep, menu

AUTO = Menukop("Proef auto")
PAGINAS = (
    Paginas(
        Blueprint("proef_dienst", __name__), (Menupunt("Diensten", "proef_dienst.lijst", "bekijk", "proef.dienst"),)
    ),
    Paginas(
        Blueprint("proef_auto", __name__),
        (
            Menupunt("Auto's", "proef_auto.lijst", "bekijk", "proef.dienst", 2, AUTO),
            Menupunt("Ritten", "proef_auto.ritten", "bekijk", "proef.dienst", 1, AUTO),
        ),
    ),
    Paginas(Blueprint("proef_stil", __name__)),
)
GROEPEN = (Groep("PROEF", PAGINAS, "proef"), Groep(AUTO.tekst, PAGINAS, "proef", AUTO))
BELEID = Beleid((Beleidsregel("medewerker", "bekijk", "proef.dienst", Relatie.EIGEN),))


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.config["BABEL_DEFAULT_LOCALE"] = "nl"
    from flask_babel import Babel

    Babel(app)
    for naam in ("proef_dienst.lijst", "proef_auto.lijst", "proef_auto.ritten", "proef_auto.los", "proef_stil.los"):
        app.add_url_rule(f"/{naam.replace('.', '/')}", naam, lambda: "")
    return app


def toon(app: Flask, adres: str, actor: Actor) -> list[tuple[str, bool, list[str]]]:
    with app.test_request_context(adres):
        return [
            (kop["tekst"], kop["huidig"], [deel["tekst"] for deel in kop["onderdelen"]])
            for kop in menu(GROEPEN, BELEID, actor, frozenset({"proef"}), {})
        ]


@pytest.mark.parametrize(
    ("adres", "huidig"),
    [
        ("/proef_dienst/lijst", "PROEF"),
        ("/proef_auto/ritten", "Proef auto"),
        ("/proef_auto/los", "Proef auto"),
        ("/proef_stil/los", "PROEF"),
    ],
)
def test_een_kop_is_de_huidige(app: Flask, adres: str, huidig: str) -> None:
    koppen = toon(app, adres, Actor(1, "A", 1, eenheden=frozenset({"proef"})))
    assert [tekst for tekst, _, _ in koppen] == ["PROEF", "Proef auto"]
    assert [tekst for tekst, nu, _ in koppen if nu] == [huidig]
    assert koppen[1][2] == ["Ritten", "Auto's"]


@pytest.mark.parametrize(
    ("actor", "ziet"),
    [
        (Actor(1, "A", 1, eenheden=frozenset({"proef"})), True),
        (Actor(1, "A", 1, rollen=(RolVoor("auditor", None),)), True),
        (Actor(1, "A", 1, rollen=(RolVoor("hr", "proef"),)), True),
        (Actor(1, "A", 1, eenheden=frozenset({"ander"}), rollen=(RolVoor("hr", "ander"),)), False),
    ],
    ids=["werkt er", "overal", "rol er", "elders"],
)
def test_alleen_waar_je_bij_hoort(app: Flask, actor: Actor, ziet: bool) -> None:
    assert bool(toon(app, "/proef_dienst/lijst", actor)) is ziet

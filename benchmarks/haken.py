# SPDX-License-Identifier: EUPL-1.2
"""What it costs a page that plugins may add to it: the way to a hook against the page on which it is asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks import paginas
from benchmarks.bevolking import vul
from benchmarks.gegevensbank import tijdelijk
from benchmarks.meting import Meting, om_en_om
from core.context import Context
from core.contributions import Startblok
from core.people.policy import PROGRAMMA
from core.plugins import laad
from core.settings import Instellingen
from core.storingen.services import probeer
from core.web.app import maak_app

MEDEWERKERS = 1000
KEREN = 2000


def meet() -> Iterator[Meting]:
    """Measure the first page of an employee, and what calling an empty hook costs more than calling it outright."""
    with tijdelijk("haken") as (database, installatie):
        vul(database, installatie, MEDEWERKERS)
        paginas.log_bezoekers_in(database)
        instellingen = Instellingen(database.url.render_as_string(hide_password=False), "x" * 40, https=False)
        bezoeker = maak_app(laad(), database, instellingen, klok=lambda: paginas.NU).test_client()
        bezoeker.set_cookie("annex_sessie", paginas.token(1))
        for _ in range(50):
            if bezoeker.get("/").status_code != 200:
                raise RuntimeError("de eerste pagina kwam niet")
        begin = time.perf_counter()
        for _ in range(200):
            bezoeker.get("/")
        pagina = (time.perf_counter() - begin) / 200
        ctx = Context(database, installatie, PROGRAMMA, paginas.NU)

        def leeg(ctx: Context) -> Sequence[Startblok]:
            return ()

        def rechtstreeks() -> None:
            for _ in range(KEREN):
                leeg(ctx)

        def langs_de_haak() -> None:
            for _ in range(KEREN):
                probeer(ctx, "jio", "annex_startblokken", partial(leeg, ctx), None)

        kaal, haak = om_en_om(rechtstreeks, langs_de_haak)
        # Also of the units that are off: whether they are on is part of the way to the hook.
        keren = len(installatie.eenheden)
    yield Meting("de eerste pagina van een medewerker", pagina * 1000, "milliseconden")
    yield Meting("een haak meer dan een gewone aanroep", (haak - kaal) / KEREN * 1e6, "microseconden")
    yield Meting("haken op een pagina", (haak - kaal) / KEREN * keren / pagina * 100, "procent", 2, f"{keren} haken")

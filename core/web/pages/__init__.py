# SPDX-License-Identifier: EUPL-1.2
"""The core's own pages, one module a subject, in the order of the menu."""

from __future__ import annotations

from core.ledger import pages as runs
from core.ledger.scenario import pages as scenario
from core.ledger.terugblik import pages as terugblik
from core.ledger.verschil import pages as verschil
from core.regulations.parameterbeheer import pages as parameters
from core.web.menu import Groep
from core.web.pages import (
    account,
    audit,
    beheer,
    berichten,
    bewaren,
    boekingen,
    brieven,
    loon,
    mensen,
    mijn,
    regelingen,
    start,
    uitbetaling,
    voorbeeld,
    vorderingen,
)

KERNGROEPEN = (
    Groep("Begin", (start.PAGINAS,)),
    Groep("Berichten", (berichten.PAGINAS,)),
    Groep("Brieven", (brieven.PAGINAS,)),
    Groep("Boekingen", (boekingen.PAGINAS, verschil.PAGINAS, terugblik.PAGINAS)),
    Groep("Maand", (runs.PAGINAS, voorbeeld.PAGINAS, scenario.PAGINAS, uitbetaling.PAGINAS, loon.PAGINAS)),
    Groep("Vorderingen", (vorderingen.PAGINAS,)),
    Groep("Parameters", (parameters.PAGINAS,)),
    Groep("Mensen", (mensen.PAGINAS,)),
    Groep("Mijn gegevens", (mijn.PAGINAS, account.PAGINAS)),
    Groep("Regelingen", (regelingen.PAGINAS,)),
    Groep("Audit", (audit.PAGINAS,)),
    Groep("Beheer", (beheer.PAGINAS, bewaren.PAGINAS)),
)
"""The headings of the menu; those of the units come after the first."""

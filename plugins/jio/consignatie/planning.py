# SPDX-License-Identifier: EUPL-1.2
"""What wishes and proposals bring to the plugin, joined: pages, tables, rights, jobs, messages and a command."""

from __future__ import annotations

from core.contributions import Berichtsoort, Job, Paginas, Persoonsgegeven
from core.people.policy import Beleidsregel
from core.storage.tables import Tabel
from plugins.jio.consignatie.voorstel import berichten as voorstelberichten
from plugins.jio.consignatie.voorstel import jobs as voorsteljobs
from plugins.jio.consignatie.voorstel import models as voorstelmodels
from plugins.jio.consignatie.voorstel import opdrachten
from plugins.jio.consignatie.voorstel import pages as voorstelpaginas
from plugins.jio.consignatie.voorstel import persoonsgegevens as voorstelgegevens
from plugins.jio.consignatie.voorstel import policy as voorstelbeleid
from plugins.jio.consignatie.wensen import berichten, jobs, models, pages, persoonsgegevens, policy

PAGINAS: tuple[Paginas, ...] = (pages.PAGINAS, voorstelpaginas.PAGINAS)
TABELLEN: tuple[type[Tabel], ...] = (*models.TABELLEN, *voorstelmodels.TABELLEN)
BELEID: tuple[Beleidsregel, ...] = (*policy.BELEID, *voorstelbeleid.BELEID)
JOBS: tuple[Job, ...] = (*jobs.JOBS, *voorsteljobs.JOBS)
BERICHTSOORTEN: tuple[Berichtsoort, ...] = (*berichten.BERICHTSOORTEN, *voorstelberichten.BERICHTSOORTEN)
PERSOONSGEGEVENS: tuple[Persoonsgegeven, ...] = (
    *persoonsgegevens.PERSOONSGEGEVENS,
    *voorstelgegevens.PERSOONSGEGEVENS,
)
OPDRACHTEN = opdrachten.OPDRACHTEN
startblokken = pages.startblokken

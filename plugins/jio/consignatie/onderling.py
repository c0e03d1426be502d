# SPDX-License-Identifier: EUPL-1.2
"""What the parts in folders of their own bring: calendars, asking for a replacement, and swaps between three."""

from __future__ import annotations

from plugins.jio.consignatie.agenda import jobs as agenda_jobs
from plugins.jio.consignatie.agenda import models as agenda_models
from plugins.jio.consignatie.agenda import pages as agenda_pages
from plugins.jio.consignatie.agenda import persoonsgegevens as agenda_persoonsgegevens
from plugins.jio.consignatie.agenda import policy as agenda_policy
from plugins.jio.consignatie.ringen import berichten as ring_berichten
from plugins.jio.consignatie.ringen import models as ring_models
from plugins.jio.consignatie.ringen import pages as ring_pages
from plugins.jio.consignatie.ringen import persoonsgegevens as ring_persoonsgegevens
from plugins.jio.consignatie.ringen import policy as ring_policy
from plugins.jio.consignatie.ringen import procedure as ring_procedure
from plugins.jio.consignatie.vervangvragen import berichten as vraag_berichten
from plugins.jio.consignatie.vervangvragen import jobs as vraag_jobs
from plugins.jio.consignatie.vervangvragen import models as vraag_models
from plugins.jio.consignatie.vervangvragen import pages as vraag_pages
from plugins.jio.consignatie.vervangvragen import persoonsgegevens as vraag_persoonsgegevens
from plugins.jio.consignatie.vervangvragen import policy as vraag_policy
from plugins.jio.consignatie.vervangvragen import procedure as vraag_procedure

PAGINAS = (agenda_pages.PAGINAS, vraag_pages.PAGINAS, ring_pages.PAGINAS)
BELEID = (*agenda_policy.BELEID, *vraag_policy.BELEID, *ring_policy.BELEID)
TABELLEN = (*agenda_models.TABELLEN, *vraag_models.TABELLEN, *ring_models.TABELLEN)
PROCEDURES = (*vraag_procedure.PROCEDURES, *ring_procedure.PROCEDURES)
JOBS = (*vraag_jobs.JOBS, *agenda_jobs.JOBS)
BERICHTSOORTEN = (*vraag_berichten.BERICHTSOORTEN, *ring_berichten.BERICHTSOORTEN)
TAAKSOORTEN = vraag_berichten.TAAKSOORTEN
PERSOONSGEGEVENS = (
    *agenda_persoonsgegevens.PERSOONSGEGEVENS,
    *vraag_persoonsgegevens.PERSOONSGEGEVENS,
    *ring_persoonsgegevens.PERSOONSGEGEVENS,
)
startblokken = vraag_pages.startblokken

# SPDX-License-Identifier: EUPL-1.2
"""The money of the demo: estimates, a declaration, months run by two people, and last year settled in January.

The rate of a year in which it is not known is made up, and says so on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from core.demo import BRON, laatste_volle_maand
from core.ledger.services import controleer, exporteer, keur_goed, maak_run
from core.regulations.parameterbeheer.services import geldende_parameters, stel_voor
from core.regulations.parameterbeheer.services import keur_goed as keur_waarde_goed
from plugins.om.autoregeling.bijdrage.services import afrekeningen, schattingen, verklaringen
from plugins.om.autoregeling.policy import EENHEID
from plugins.om.demo.mensen import HR_EEN, HR_TWEE, Bezetting

#: A round amount that nobody takes for the real one, and readings that are only deduced.
FIGUREN = {
    "cao.10_4.bedrag_per_prive_kilometer": "0.22",
    "om_auto.lezing.kilometers_afronden": "half_omhoog",
    "om_auto.looncode_bijdrage": "FICTIEF-4801",
    "om_auto.bruto_netto": "netto",
    "om_auto.kostenplaats": "FICTIEF-K2",
    "om_auto.waarschuwing_saldo": "250",
    "loon.aankondiging_drempel": "250",
    "loon.aankondiging_dagen": "14",
    "vordering.betaaltermijn_dagen": "30",
}
#: Kilometres a year; the others did not estimate anything this year yet.
SCHATTINGEN = {
    "noa.verbeek": 4_000,
    "olaf.santen": 6_000,
    "quinten.veld": 2_500,
    "rosa.dorsman": 3_000,
    "sem.terpstra": 5_000,
}
VERKLAARDE = "priya.kalloe"


def maak(bezetting: Bezetting) -> None:
    """Fill in the figures, then live through last year and this one up to the month before the last complete one."""
    vandaag = bezetting.ctx.vandaag
    _vul_in(bezetting)
    for jaar in (vandaag.year - 1, vandaag.year):
        _schat(bezetting, jaar)
    nummer = verklaringen.dien_in(
        bezetting.als(VERKLAARDE, _ochtend(date(vandaag.year - 1, 1, 6))), date(vandaag.year - 1, 1, 6), "BD-2201"
    )
    verklaringen.beslis(bezetting.als(HR_EEN, _ochtend(date(vandaag.year - 1, 1, 8))), nummer, goed=True)
    for periode in _maanden(vandaag):
        na = _na(periode)
        if periode == f"{vandaag.year}-01":
            afrekeningen.begin_ronde(bezetting.als(HR_EEN, _ochtend(date(vandaag.year, 1, 12))), vandaag.year - 1)
        een, twee = bezetting.als(HR_EEN, na), bezetting.als(HR_TWEE, na)
        run = maak_run(een, EENHEID, periode)
        controleer(een, run.id)
        keur_goed(twee, run.id, ook_onvolledig=True)
        exporteer(een, run.id)


def _vul_in(bezetting: Bezetting) -> None:
    """Propose and approve what is not known, or only deduced, for last year and this one."""
    een, twee = bezetting.als(HR_EEN), bezetting.als(HR_TWEE)
    for jaar in (bezetting.ctx.vandaag.year - 1, bezetting.ctx.vandaag.year):
        vanaf = date(jaar, 1, 1)
        bekend = geldende_parameters(bezetting.ctx)
        for sleutel, waarde in FIGUREN.items():
            feit = bekend.zoek(sleutel, vanaf)
            if feit is not None and not feit.te_bevestigen:
                continue
            er_stond_iets = any(een_feit.vanaf == vanaf for een_feit in bekend.reeks(sleutel))
            nummer = stel_voor(
                een,
                sleutel=sleutel,
                waarde=waarde,
                vanaf=vanaf,
                bron=BRON,
                reden="Voor de demo: het echte bedrag is niet bekend of niet bevestigd.",
                soort="herstel" if er_stond_iets else "wijziging",
            )
            keur_waarde_goed(twee, nummer)


def _schat(bezetting: Bezetting, jaar: int) -> None:
    for wie, kilometers in SCHATTINGEN.items():
        begin = next((van for naam, van in bezetting.gebruikt.values() if naam == wie), None)
        if begin is not None and begin.year <= jaar:
            ctx = bezetting.als(wie, _ochtend(date(jaar, 1, 5)))
            schattingen.zet(ctx, bezetting.ids[wie], jaar, kilometers)


def _maanden(vandaag: date) -> Iterator[str]:
    """Yield the months from last January up to the one before the last complete one: that one the job calculates."""
    laatste = laatste_volle_maand(vandaag)
    for nummer in range((vandaag.year - 1) * 12, vandaag.year * 12 + vandaag.month):
        periode = f"{nummer // 12}-{nummer % 12 + 1:02d}"
        if periode < laatste:
            yield periode


def _na(periode: str) -> datetime:
    """Return the morning on which a month is run: the second of the next one."""
    jaar, maand = map(int, periode.split("-"))
    return _ochtend(date(jaar + maand // 12, maand % 12 + 1, 2))


def _ochtend(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)

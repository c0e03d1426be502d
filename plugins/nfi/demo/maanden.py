# SPDX-License-Identifier: EUPL-1.2
"""The first half of 2023 is calculated, checked, approved by another, and exported."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.demo import BRON
from core.ledger.services import controleer, exporteer, keur_goed, maak_run
from core.regulations.parameterbeheer.services import bevestig, geldende_parameters, stel_voor
from core.regulations.parameterbeheer.services import keur_goed as keur_parameter_goed
from plugins.nfi.demo.mensen import Bezetting
from plugins.nfi.policy import EENHEID

JAAR, MAANDEN = 2023, range(1, 7)
#: What payroll asks, with values that nobody takes for real ones.
LOONGEGEVENS = {
    "nfi_bezw.looncode": "FICTIEF-4721",
    "nfi_bezw.bruto_netto": "bruto",
    "nfi_bezw.kostenplaats": "FICTIEF-K3",
    "nfi_hoog.looncode": "FICTIEF-4722",
    "nfi_hoog.kostenplaats": "FICTIEF-K3",
}


def betaal(bezetting: Bezetting) -> None:
    """Pay January to June 2023; a reading or deduced salary is confirmed by the two when a run first rests on it."""
    _vul_in(bezetting)
    for maand in MAANDEN:
        nu = datetime(JAAR, maand + 1, 5, 9, tzinfo=UTC)
        een, twee = bezetting.hr(nu), bezetting.ander(nu)
        run = maak_run(een, EENHEID, f"{JAAR}-{maand:02}")
        for sleutel, vanaf in run.te_bevestigen:
            _bevestig(bezetting, sleutel, date.fromisoformat(vanaf))
        controleer(een, run.id)
        keur_goed(twee, run.id, ook_onvolledig=True)
        exporteer(een, run.id)


def _vul_in(bezetting: Bezetting) -> None:
    vanaf = date(JAAR, 1, 1)
    bekend = geldende_parameters(bezetting.ctx)
    for sleutel, waarde in LOONGEGEVENS.items():
        if bekend.zoek(sleutel, vanaf) is None:
            nummer = stel_voor(
                bezetting.hr(),
                sleutel=sleutel,
                waarde=waarde,
                vanaf=vanaf,
                bron=BRON,
                reden="Voor de demo: het echte gegeven is niet bekend.",
                soort="wijziging",
            )
            keur_parameter_goed(bezetting.ander(), nummer)


def _bevestig(bezetting: Bezetting, sleutel: str, vanaf: date) -> None:
    bekend = geldende_parameters(bezetting.ctx)
    if any(feit.vanaf == vanaf and feit.te_bevestigen for feit in bekend.reeks(sleutel)):
        nummer = bevestig(bezetting.hr(), sleutel, vanaf, "Voor de demo nagekeken (fictief).")
        keur_parameter_goed(bezetting.ander(), nummer)

# SPDX-License-Identifier: EUPL-1.2
"""Made-up figures for a year in which the real ones are not known: proposed by one person, approved by another.

One stays unknown, so that the task for HR and "onvolledig" are seen: the weekend maximum for who must come to a
location, and so the allowance of OSS-Buitendienst.
"""

from __future__ import annotations

from datetime import date

from core.demo import BRON
from core.people.policy import HR
from core.regulations.parameterbeheer.services import geldende_parameters, keur_goed, stel_voor
from plugins.jio.demo.mensen import Bezetting, met_rol

#: Round amounts that nobody takes for the real ones.
FIGUREN = {
    "cao.7_6.percentage_week": "7.5",
    "cao.7_6.percentage_weekend": "15",
    "cao.7_6.percentage_locatie_week": "10",
    "cao.7_6.percentage_locatie_weekend": "20",
    "cao.7_6.maximum_week": "2.22",
    "cao.7_6.maximum_weekend": "4.44",
    "cao.7_6.maximum_locatie_week": "3.00",
    "arbeidstijdenwet.consignatie_max_dagen_per_28": "14",
    "jio_cons.looncode_toelage": "FICTIEF-4711",
    "jio_cons.looncode_overwerk": "FICTIEF-4712",
    "jio_cons.bruto_netto": "bruto",
    "jio_cons.kostenplaats": "FICTIEF-K1",
    "cao.10_1.kilometerbedrag_hoog": "0.21",
    "cao.10_4.bedrag_per_prive_kilometer": "0.22",
    "jio_auto.looncode_privegebruik": "FICTIEF-4713",
    "jio_auto.bruto_netto": "netto",
    "jio_auto.kostenplaats": "FICTIEF-K1",
    "jio_fit.looncode": "FICTIEF-4714",
    "jio_fit.bruto_netto": "netto",
    "jio_fit.kostenplaats": "FICTIEF-K1",
    "loon.aankondiging_drempel": "250",
    "loon.aankondiging_dagen": "14",
    "vordering.betaaltermijn_dagen": "30",
}


def eerste_jaar(vandaag: date) -> int:
    """Return from which year on the figures hold: in January the last complete month is one of the year before."""
    return vandaag.year - (vandaag.month == 1)


def vul_in(bezetting: Bezetting) -> None:
    """Propose and approve every figure that is not known, or only deduced, for the years of the demo."""
    een, twee = (bezetting.als(naam) for naam in met_rol(bezetting.mensen.values(), HR.id))
    vandaag = bezetting.ctx.vandaag
    vanaf = date(eerste_jaar(vandaag), 1, 1)
    bekend = geldende_parameters(bezetting.ctx)
    for sleutel, waarde in FIGUREN.items():
        feit = bekend.zoek(sleutel, vanaf)
        if feit is None or feit.te_bevestigen:
            nummer = stel_voor(
                een,
                sleutel=sleutel,
                waarde=waarde,
                vanaf=vanaf,
                bron=BRON,
                reden="Voor de demo: het echte bedrag is niet bekend of niet bevestigd.",
                soort="wijziging",
            )
            keur_goed(twee, nummer)

# SPDX-License-Identifier: EUPL-1.2
"""Secondments in the demo: one with a claim that waits, one nearly there, one for a programme, one that goes on."""

from __future__ import annotations

from datetime import timedelta

from core.people.policy import HR
from plugins.jio.demo.mensen import Bezetting, met_rol
from plugins.jio.detacheren.services import aankondigen, aanspraken, register

DAG = timedelta(days=1)
TWEE_JAAR = 731 * DAG


def detacheer(bezetting: Bezetting) -> None:
    """Record four secondments, tell who is to be told, and let one of them lay a claim."""
    vandaag = bezetting.ctx.vandaag
    hr = bezetting.als(met_rol(bezetting.mensen.values(), HR.id)[0])
    klaar, bijna, programma, lang = (bezetting.leden(team)[1] for team in ("netwerk", "basis", "databases", "keten"))
    wie = bezetting.ids
    register.leg_vast(hr, wie[klaar], functie="NETWERK-2", van=vandaag - TWEE_JAAR - 30 * DAG)
    register.leg_vast(hr, wie[bijna], functie="BEHEER-3", van=vandaag - TWEE_JAAR + 60 * DAG)
    register.leg_vast(hr, wie[programma], functie="DATA-1", van=vandaag - 400 * DAG, project_of_programma=True)
    grens = vandaag - 200 * DAG
    register.leg_vast(hr, wie[lang], functie="TESTER-1", van=grens - 500 * DAG, tot_en_met=grens - DAG)
    register.leg_vast(hr, wie[lang], functie="ARCHITECT-1", van=grens)
    for medewerker_id in aankondigen.te_melden(bezetting.ctx):
        aankondigen.meld(bezetting.ctx, medewerker_id)
    aanspraken.dien_in(bezetting.als(klaar))

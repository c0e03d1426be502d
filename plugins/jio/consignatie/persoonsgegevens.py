# SPDX-License-Identifier: EUPL-1.2
"""What the on-call duty holds about a person, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from sqlalchemy import or_, select

from core.people.persoonsgegevens import gegeven
from plugins.jio.consignatie.models import (
    Aanwijzing,
    Bezwaar,
    Declaratie,
    Dienst,
    Dienstdeel,
    Fccregel,
    Ontheffing,
    Oproep,
    Pas,
    Ruil,
    Stap,
)
from plugins.jio.consignatie.roostermodellen import Roostergezien, Roosterversie

_VERNIETIGEN = "vernietigen"
_LOSMAKEN = "losmaken"


PERSOONSGEGEVENS = (
    gegeven(
        "jio_roostergezien",
        "Weten wie van het team een gepubliceerd rooster nog niet heeft gezien.",
        _VERNIETIGEN,
        lambda wie: (
            select(Roostergezien.rooster_id, Roostergezien.versie, Roostergezien.op)
            .where(Roostergezien.medewerker_id == wie)
            .order_by(Roostergezien.id)
        ),
    ),
    gegeven(
        "jio_roosterversie",
        "Kunnen lezen hoe een gepubliceerd rooster was.",
        _LOSMAKEN,
        lambda wie: (
            select(Dienst.rooster_id, Roosterversie.versie, Roosterversie.op)
            .join(Roosterversie, Roosterversie.rooster_id == Dienst.rooster_id)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .where(Dienstdeel.medewerker_id == wie)
            .distinct()
            .order_by(Dienst.rooster_id, Roosterversie.versie)
        ),
    ),
    gegeven(
        "jio_dienstdeel",
        "Weten wie wanneer dienst had, en daarop betalen.",
        _LOSMAKEN,
        lambda wie: (
            select(Dienst.dinsdag, Dienstdeel.van, Dienstdeel.tot, Dienstdeel.reden, Dienstdeel.vervallen_op)
            .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
            .where(Dienstdeel.medewerker_id == wie)
            .order_by(Dienstdeel.van, Dienstdeel.id)
        ),
    ),
    gegeven(
        "jio_ruil",
        "Ruilen regelen en later kunnen zien wat er is afgesproken.",
        _LOSMAKEN,
        lambda wie: (
            select(Ruil.id, Ruil.status, Ruil.aangeboden_op, Ruil.vastgelegd_op)
            .where(or_(Ruil.aanbieder_id == wie, Ruil.overnemer_id == wie, Ruil.gevraagde_id == wie))
            .order_by(Ruil.id)
        ),
    ),
    gegeven(
        "jio_oproep",
        "Werktijd tellen na een oproep.",
        _LOSMAKEN,
        lambda wie: (
            select(Oproep.begin, Oproep.einde, Oproep.thuis, Oproep.incidentnummer, Oproep.toegelaten)
            .where(Oproep.medewerker_id == wie)
            .order_by(Oproep.begin)
        ),
    ),
    gegeven(
        "jio_declaratie",
        "De toelage en het overwerk laten goedkeuren.",
        _LOSMAKEN,
        lambda wie: (
            select(Declaratie.soort, Declaratie.minuten, Declaratie.status, Declaratie.klaargezet_op)
            .where(Declaratie.medewerker_id == wie)
            .order_by(Declaratie.id)
        ),
    ),
    gegeven(
        "jio_bezwaar",
        "Antwoord geven als je het ergens niet mee eens bent.",
        _VERNIETIGEN,
        lambda wie: (
            select(Bezwaar.tekst, Bezwaar.ingediend_op, Bezwaar.antwoord, Bezwaar.beantwoord_op)
            .join(Declaratie, Declaratie.id == Bezwaar.declaratie_id)
            .where(Declaratie.medewerker_id == wie)
            .order_by(Bezwaar.id)
        ),
        vanaf="beantwoord_op",
    ),
    gegeven(
        "jio_stap",
        "Kunnen nagaan wie een stap zette.",
        _LOSMAKEN,
        lambda wie: (
            select(Stap.soort, Stap.object_id, Stap.stap, Stap.op, Stap.toelichting)
            .where(Stap.medewerker_id == wie)
            .order_by(Stap.id)
        ),
    ),
    gegeven(
        "jio_aanwijzing",
        "Weten sinds wanneer je schriftelijk bent aangewezen.",
        _VERNIETIGEN,
        lambda wie: (
            select(Aanwijzing.per, Aanwijzing.getekend_op, Aanwijzing.ingetrokken_per)
            .where(Aanwijzing.medewerker_id == wie)
            .order_by(Aanwijzing.per)
        ),
        vanaf="ingetrokken_per",
    ),
    gegeven(
        "jio_ontheffing",
        "Je niet inroosteren zolang je ontheffing hebt; de grond staat hier niet.",
        _VERNIETIGEN,
        lambda wie: (
            select(Ontheffing.van, Ontheffing.tot_en_met)
            .where(Ontheffing.medewerker_id == wie)
            .order_by(Ontheffing.van)
        ),
        vanaf="tot_en_met",
    ),
    gegeven(
        "jio_pas",
        "Je niet inroosteren zolang je de PAS-regeling gebruikt.",
        _VERNIETIGEN,
        lambda wie: select(Pas.van, Pas.tot_en_met).where(Pas.medewerker_id == wie).order_by(Pas.van),
        vanaf="tot_en_met",
    ),
    gegeven(
        "jio_fccregel",
        "Overwerk vergelijken met Fortes Change Cloud.",
        _VERNIETIGEN,
        lambda wie: (
            select(Fccregel.dag, Fccregel.minuten, Fccregel.incidentnummer)
            .where(Fccregel.medewerker_id == wie)
            .order_by(Fccregel.dag)
        ),
        vanaf="dag",
    ),
)

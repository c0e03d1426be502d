# SPDX-License-Identifier: EUPL-1.2
"""What the duty desk holds about employees, and how they get a copy of it (AVG art. 15); no term has been decided."""

from __future__ import annotations

from sqlalchemy import or_, select

from core.people.persoonsgegevens import gegeven
from plugins.jio.consignatie.dutydesk.models import Incident, Incidentlog, Inzet, Wachtwissel

PERSOONSGEGEVENS = (
    gegeven(
        "jio_incident",
        "Weten wie verantwoordelijk is voor een storing die nog loopt.",
        "losmaken",
        lambda wie: (
            select(Incident.nummer, Incident.status, Incident.gemeld_op)
            .where(Incident.eigenaar_id == wie)
            .order_by(Incident.gemeld_op)
        ),
    ),
    gegeven(
        "jio_inzet",
        "Weten wie voor een storing is opgeroepen, en of dat op tijd lukte.",
        "losmaken",
        lambda wie: (
            select(Incident.nummer, Inzet.rol, Inzet.vastgelegd_op)
            .join(Incident, Incident.id == Inzet.incident_id)
            .where(Inzet.medewerker_id == wie)
            .order_by(Inzet.id)
        ),
    ),
    gegeven(
        "jio_incidentlog",
        "Kunnen nagaan wat er bij een storing gebeurde en wie dat deed.",
        "losmaken",
        lambda wie: (
            select(Incident.nummer, Incidentlog.soort, Incidentlog.op, Incidentlog.toelichting)
            .join(Incident, Incident.id == Incidentlog.incident_id)
            .where(or_(Incidentlog.medewerker_id == wie, Incidentlog.aan_id == wie))
            .order_by(Incidentlog.id)
        ),
    ),
    gegeven(
        "jio_wachtwissel",
        "Zeker weten dat het nummer is doorgeschakeld, en doorgeven wat de opvolger moet weten.",
        "vernietigen",
        lambda wie: (
            select(Wachtwissel.soort, Wachtwissel.op, Wachtwissel.notitie)
            .where(Wachtwissel.medewerker_id == wie)
            .order_by(Wachtwissel.id)
        ),
    ),
)

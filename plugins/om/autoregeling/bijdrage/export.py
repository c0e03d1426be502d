# SPDX-License-Identifier: EUPL-1.2
"""The facts that payroll needs for bijtelling, as CSV; Annex gives no percentage and no amount (12.3)."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from sqlalchemy import or_, select

from core.context import Context
from core.contributions import Exporttype
from core.people.models import Medewerker
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.feiten import PRIVE, maand
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Verklaringstaat
from plugins.om.autoregeling.models import Gebruik, Voertuig

KOP = (
    "personeelsnummer",
    "kenteken",
    "soort",
    "fiscale_waarde_euro",
    "eerste_toelating",
    "aandrijving",
    "gebruik_van",
    "gebruik_tot_en_met",
    "verklaring_van",
    "verklaring_tot_en_met",
)


def loonfeiten(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    """Return a line for each car that somebody could use privately in a month, and each declaration that worked then.

    Raises ``GeenToegang``, and ``Geweigerd`` for what is no month.
    """
    ctx.eis("exporteer", policy.doel(policy.LOONFEITEN))
    try:
        tijd = maand(periode)
    except ValueError as fout:
        raise Geweigerd("periode", "schrijf een maand als 2026-03") from fout
    rij = Privegebruikverklaring
    vraag = (
        select(Medewerker.personeelsnummer, Gebruik, Voertuig, rij.ontvangen_op, rij.ingetrokken_per)
        .join(Gebruik, Gebruik.medewerker_id == Medewerker.id)
        .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
        .outerjoin(
            rij,
            (rij.medewerker_id == Medewerker.id)
            & (rij.staat == Verklaringstaat.BEVESTIGD)
            & rij.vervallen_op.is_(None)
            & (rij.ontvangen_op <= tijd.tot_en_met)
            & or_(rij.ingetrokken_per.is_(None), rij.ingetrokken_per > tijd.van),
        )
        .where(
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= tijd.tot_en_met,
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= tijd.van),
            Voertuig.groep.in_(PRIVE),
        )
        .order_by(Medewerker.personeelsnummer, Gebruik.van, rij.ontvangen_op)
    )
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOP)
    with ctx.database.transactie() as s:
        rijen = s.execute(vraag).all()
        for nummer, gebruik, auto, ontvangen, ingetrokken in rijen:
            schrijver.writerow(
                (
                    nummer,
                    auto.kenteken,
                    gebruik.soort,
                    _euro(auto.fiscale_waarde_centen),
                    _dag(auto.eerste_toelating),
                    auto.aandrijving,
                    _dag(gebruik.van),
                    _dag(gebruik.tot_en_met),
                    _dag(ontvangen),
                    _dag(date.fromordinal(ingetrokken.toordinal() - 1) if ingetrokken else None),
                )
            )
        noteer(s, ctx, "exporteer", policy.LOONFEITEN, periode, regels=len(rijen))
    return f"om-loonfeiten-{periode}.csv", "text/csv", uit.getvalue().encode("utf-8-sig")


def _dag(dag: date | None) -> str:
    return dag.isoformat() if dag else ""


def _euro(centen: int | None) -> str:
    return "" if centen is None else f"{centen // 100},{centen % 100:02d}"


EXPORTEN = (Exporttype("om.loonfeiten", "Feiten voor de bijtelling", loonfeiten),)

# SPDX-License-Identifier: EUPL-1.2
"""Lists of a month as CSV: overtime against Fortes Change Cloud, and the corrected roster (JIO 7.6)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import lokale_datum, schrijf_lokale_tijd
from core.context import Context
from core.people.models import Medewerker, Team
from core.people.opzoeken import inschalingen
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Declaratie, Declaratiesoort, Dienst, Dienstdeel, Fccregel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.declaratie import HOOGSTE_SCHAAL_OVERWERK
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van, maand
from plugins.jio.consignatie.services.werktijden import fcc_minuten, oproepen_die_tellen, tel

LOONCODE_OVERWERK = "jio_cons.looncode_overwerk"
OVERWERK_KOLOMMEN = (
    "personeelsnummer",
    "looncode",
    "team",
    "dinsdag",
    "minuten_geteld",
    "minuten_gedeclareerd",
    "minuten_fcc",
    "schaal",
    "status",
    "uitkomst",
)
ROOSTER_KOLOMMEN = ("team", "dinsdag", "personeelsnummer", "van", "tot", "reden")


def overwerklijst(ctx: Context, periode: str) -> bytes:
    """Return the overtime of the duties of a month, every line with how it agrees with Fortes Change Cloud.

    Lines of Fortes Change Cloud that belong to no call-out of the month come at the end. Raises ``GeenToegang``.
    """
    ctx.eis("exporteer", policy.doel(policy.OVERWERK))
    with ctx.database.transactie() as s:
        kalender = kalender_van(geldend(s, ctx.installatie))
        diensten = {dienst.id: (dienst, team) for dienst, team in _diensten(s, periode, kalender)}
        werk = oproepen_die_tellen(s, diensten.keys())
        fcc = fcc_minuten(s, werk)
        claims = {
            (claim.dienst_id, claim.medewerker_id): claim
            for claim in s.scalars(
                select(Declaratie).where(
                    Declaratie.dienst_id.in_(diensten.keys()),
                    Declaratie.soort == Declaratiesoort.OVERWERK,
                    Declaratie.vervallen_op.is_(None),
                )
            )
        }
        schalen = inschalingen(s, {wie for _, wie in werk})
        nummers = _nummers(s, {wie for _, wie in werk})
        regels: list[tuple[object, ...]] = []
        for (dienst_id, wie), oproepen in sorted(werk.items()):
            dienst, team = diensten[dienst_id]
            claim = claims.get((dienst_id, wie))
            salaris = schalen.op(wie, dienst.dinsdag, policy.EENHEID)
            looncode = kalender.parameters.zoek(LOONCODE_OVERWERK, dienst.dinsdag)
            if salaris is None:
                uitkomst = "schaal_onbekend"
            elif salaris.schaal > HOOGSTE_SCHAAL_OVERWERK:
                uitkomst = "schaal_boven_10"
            elif claim is None:
                uitkomst = "geen_declaratie"
            else:
                uitkomst = "akkoord" if claim.akkoord else " ".join(claim.redenen)
            regels.append(
                (
                    nummers[wie],
                    looncode.waarde if looncode else "",
                    team,
                    dienst.dinsdag.isoformat(),
                    tel(oproepen, kalender.parameters).minuten,
                    claim.minuten if claim else 0,
                    fcc.get((dienst_id, wie), 0),
                    salaris.schaal if salaris else "",
                    claim.status if claim else "",
                    uitkomst,
                )
            )
        regels += _fcc_zonder_oproep(
            s, periode, {(o.medewerker_id, o.incidentnummer) for lijst in werk.values() for o in lijst}
        )
        noteer(s, ctx, "exporteer", policy.OVERWERK, periode, regels=len(regels))
    return _csv(OVERWERK_KOLOMMEN, regels)


def roosterlijst(ctx: Context, periode: str) -> bytes:
    """Return who performed which part of the duties of a month; the first three columns can be imported again."""
    ctx.eis("exporteer", policy.doel(policy.ROOSTER))
    with ctx.database.lezen() as s:
        kalender = kalender_van(geldend(s, ctx.installatie))
        diensten = {dienst.id: (dienst, team) for dienst, team in _diensten(s, periode, kalender)}
        delen = s.execute(
            select(Dienstdeel, Medewerker.personeelsnummer)
            .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
            .where(Dienstdeel.dienst_id.in_(diensten.keys()), Dienstdeel.vervallen_op.is_(None))
            .order_by(Dienstdeel.dienst_id, Dienstdeel.van)
        ).all()
    return _csv(
        ROOSTER_KOLOMMEN,
        (
            (
                diensten[deel.dienst_id][1],
                diensten[deel.dienst_id][0].dinsdag.isoformat(),
                nummer,
                schrijf_lokale_tijd(deel.van),
                schrijf_lokale_tijd(deel.tot),
                deel.reden,
            )
            for deel, nummer in delen
        ),
    )


def _diensten(s: Session, periode: str, kalender: Dienstkalender) -> list[tuple[Dienst, str]]:
    """Return the duties that belong to a month, with the code of their team."""
    try:
        vak = maand(periode)
    except ValueError as fout:
        raise Geweigerd("periode", "schrijf de maand als 2026-03") from fout
    rijen = s.execute(
        select(Dienst, Team.code)
        .join(Team, Team.id == Dienst.team_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(Rooster.status.in_(GELDENDE_ROOSTERS), Dienst.einde >= vak.van, Dienst.begin < vak.tot)
        .order_by(Dienst.dinsdag, Team.code)
    )
    return [
        (dienst, team)
        for dienst, team in rijen
        if kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde) == periode
    ]


def _fcc_zonder_oproep(s: Session, periode: str, bekend: set[tuple[int, str]]) -> list[tuple[object, ...]]:
    vak = maand(periode)
    rijen = s.execute(
        select(Fccregel, Medewerker.personeelsnummer)
        .join(Medewerker, Medewerker.id == Fccregel.medewerker_id)
        .where(
            Fccregel.vervallen_op.is_(None),
            Fccregel.dag >= lokale_datum(vak.van),
            Fccregel.dag < lokale_datum(vak.tot),
        )
        .order_by(Fccregel.dag, Fccregel.id)
    )
    return [
        (nummer, "", "", fcc.dag.isoformat(), 0, 0, fcc.minuten, "", "", "fcc_zonder_oproep")
        for fcc, nummer in rijen
        if (fcc.medewerker_id, fcc.incidentnummer) not in bekend
    ]


def _nummers(s: Session, medewerker_ids: set[int]) -> dict[int, str]:
    rijen = s.execute(select(Medewerker.id, Medewerker.personeelsnummer).where(Medewerker.id.in_(medewerker_ids)))
    return {rij.id: rij.personeelsnummer for rij in rijen}


def _csv(kolommen: Sequence[str], regels: Iterable[Sequence[object]]) -> bytes:
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(kolommen)
    schrijver.writerows(regels)
    return tekst.getvalue().encode("utf-8")

# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a posting of the allowance: the appointment, its document and the decisions (NFI 7.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Feitdeel, Feitverhaal
from core.rules.uitleg import toon
from plugins.nfi.hoogleraren.maandbron import feit_van_benoeming, uren_per_week
from plugins.nfi.hoogleraren.models import Benoemingrecord, Salarisbesluit
from plugins.nfi.hoogleraren.procedure import REGELING
from plugins.nfi.policy import BENOEMING

_BEGIN = feit_van_benoeming(0).removesuffix("0")


def vertel(s: Session, feit: str, medewerker_id: int) -> Sequence[Feitdeel]:
    """Return the records behind the fact of a posting, in two queries; nothing for a fact of another kind."""
    nummer = feit.removeprefix(_BEGIN)
    if nummer == feit or not nummer.isdecimal():
        return ()
    record = s.get(Benoemingrecord, int(nummer))
    if record is None or record.medewerker_id != medewerker_id:
        return ()
    return (_benoeming(record), *_besluiten(s, record))


FEITVERHAAL = Feitverhaal(REGELING, vertel)


def _benoeming(record: Benoemingrecord) -> Feitdeel:
    laatste = record.vroegtijdig_einde or record.einddatum
    return Feitdeel(
        f"Benoeming tot {record.rol} bij {record.instelling}",
        (
            (
                "Periode",
                f"{_dag(record.ingangsdatum)} tot en met {_dag(laatste)}" if laatste else _dag(record.ingangsdatum),
            ),
            ("Uren per week", str(uren_per_week(record).normalize())),
            ("Document", record.document or "ontbreekt"),
            ("Verklaring zonder inkomen", _dag(record.verklaring_op) if record.verklaring_op else "ontbreekt"),
            ("Stand", str(record.status)),
            *([("Besluit", f"{toon('op', record.besloten_op)}: {record.reden or ''}")] if record.besloten_op else []),
            *([("Eerder beëindigd", record.einde_reden or "")] if record.vroegtijdig_einde else []),
        ),
        (BENOEMING, record.id),
        "nfi_hoogleraren.benoeming",
        {"nummer": record.id},
    )


def _besluiten(s: Session, record: Benoemingrecord) -> Iterator[Feitdeel]:
    vraag = select(Salarisbesluit).where(Salarisbesluit.benoeming_id == record.id).order_by(Salarisbesluit.id)
    for besluit in s.scalars(vraag):
        yield Feitdeel(
            "Besluit over een later vastgelegd salaris",
            (
                ("Wat het is", str(besluit.aard)),
                ("Reden", besluit.reden),
                ("Besloten", toon("op", besluit.besloten_op)),
            ),
            (BENOEMING, record.id),
        )


def _dag(dag: object) -> str:
    return toon("dag", dag)

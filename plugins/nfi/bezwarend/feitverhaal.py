# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a posting of the allowance: function, link, roles, conditions and decisions (NFI 7.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Feitdeel, Feitverhaal
from core.rules.uitleg import toon
from plugins.nfi.bezwarend.maandbron import FEIT
from plugins.nfi.bezwarend.models import (
    Functiekoppeling,
    Functieplaatsing,
    Rolplaatsing,
    Toekenning,
    Voorwaardeantwoord,
)
from plugins.nfi.bezwarend.procedure import REGELING
from plugins.nfi.policy import PLAATSING

_PAGINA = "nfi_bezwarend.mensen_"


def vertel(s: Session, feit: str, medewerker_id: int) -> Sequence[Feitdeel]:
    """Return the records behind the allowance of somebody, in five queries; nothing for a fact of another kind."""
    if feit.partition("/")[0] != FEIT:
        return ()
    return (
        *_functies(s, medewerker_id),
        *_rollen(s, medewerker_id),
        *_voorwaarden(s, medewerker_id),
        *_toekenningen(s, medewerker_id),
    )


FEITVERHAAL = Feitverhaal(REGELING, vertel)


def _functies(s: Session, wie: int) -> Iterator[Feitdeel]:
    rijen = s.scalars(
        select(Functieplaatsing).where(Functieplaatsing.medewerker_id == wie).order_by(Functieplaatsing.van)
    )
    gevonden = rijen.all()
    namen = {rij.functienaam for rij in gevonden}
    koppelingen = s.scalars(
        select(Functiekoppeling)
        .where(Functiekoppeling.functienaam.in_(namen), Functiekoppeling.vervallen_op.is_(None))
        .order_by(Functiekoppeling.van)
    ).all()
    for rij in gevonden:
        codes = [
            f"{koppeling.code} vanaf {_dag(koppeling.van)}"
            for koppeling in koppelingen
            if koppeling.functienaam == rij.functienaam
        ]
        yield Feitdeel(
            f"Functie {rij.functienaam}",
            (
                ("Periode", _periode(rij.van, rij.tot_en_met)),
                ("Op de functielijst", "; ".join(codes) or "niet gekoppeld"),
                *_vervallen(rij.vervallen_op is not None),
            ),
            (PLAATSING, rij.id),
            _PAGINA,
        )


def _rollen(s: Session, wie: int) -> Iterator[Feitdeel]:
    for rij in s.scalars(select(Rolplaatsing).where(Rolplaatsing.medewerker_id == wie).order_by(Rolplaatsing.van)):
        yield Feitdeel(
            f"Rol {rij.rol}",
            (("Periode", _periode(rij.van, rij.tot_en_met)), *_vervallen(rij.vervallen_op is not None)),
            (PLAATSING, rij.id),
            _PAGINA,
        )


def _voorwaarden(s: Session, wie: int) -> Iterator[Feitdeel]:
    vraag = select(Voorwaardeantwoord).where(Voorwaardeantwoord.medewerker_id == wie)
    for rij in s.scalars(vraag.order_by(Voorwaardeantwoord.jaar, Voorwaardeantwoord.id)):
        yield Feitdeel(
            f"Voorwaarde in {rij.jaar}",
            (("Voldoet", "ja" if rij.voldoet else "nee"), *_vervallen(rij.vervallen_op is not None)),
            (PLAATSING, rij.id),
            _PAGINA,
        )


def _toekenningen(s: Session, wie: int) -> Iterator[Feitdeel]:
    for rij in s.scalars(select(Toekenning).where(Toekenning.medewerker_id == wie).order_by(Toekenning.van)):
        yield Feitdeel(
            f"Besluit van {_dag(rij.besluit_op)}",
            (
                ("Periode", _periode(rij.van, rij.tot_en_met)),
                ("Reden", rij.reden),
                *_vervallen(rij.vervallen_op is not None),
            ),
            (PLAATSING, rij.id),
            _PAGINA,
        )


def _vervallen(ja: bool) -> tuple[tuple[str, str], ...]:
    return (("Stand", "vervallen"),) if ja else ()


def _periode(van: date, tot_en_met: date | None) -> str:
    return f"{_dag(van)} tot en met {_dag(tot_en_met)}" if tot_en_met else f"vanaf {_dag(van)}"


def _dag(dag: date) -> str:
    return toon("dag", dag)

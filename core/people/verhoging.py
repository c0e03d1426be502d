# SPDX-License-Identifier: EUPL-1.2
"""Salaries that are not recorded yet: those of a file, or those that a raise of a percentage would give.

Nothing is stored here. A raise becomes a file of the kind ``inschalingen``, which HR imports when the preview is right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.csvbestand import Importfout
from core.people.importplan import IMPORTEER
from core.people.invoerbestand import lees_nieuwe_rijen
from core.people.merken import Geraakt
from core.people.models import Dienstverband, Inschaling, Medewerker
from core.people.policy import Doel
from core.rules.invoer import Geweigerd

KOLOMMEN = ("personeelsnummer", "eenheid", "vanaf", "schaal", "trede", "maandsalaris", "bron")
SOORT = "inschalingen"
GROOTSTE_PROCENT = Decimal(100)
_CENT = Decimal(1)


@dataclass(frozen=True)
class Salarisstap:
    """A full-time monthly salary in cents that an employment would have from a day on."""

    dienstverband_id: int
    medewerker_id: int
    personeelsnummer: str
    eenheid: str
    #: The last day of the employment; None is still running.
    tot_en_met: date | None
    vanaf: date
    schaal: int
    trede: int | None
    maandsalaris_centen: int
    bron: str

    @property
    def geraakt(self) -> Geraakt:
        """What changes for whom, as the record of it would say."""
        return Geraakt(self.eenheid, self.medewerker_id, self.vanaf, self.tot_en_met)

    def als_rij(self, ctx: Context) -> Inschaling:
        """Return the row that recording it now would add."""
        return Inschaling(
            dienstverband_id=self.dienstverband_id,
            vanaf=self.vanaf,
            schaal=self.schaal,
            trede=self.trede,
            maandsalaris_centen=self.maandsalaris_centen,
            bron=self.bron,
            vastgelegd_op=ctx.nu,
        )


@dataclass(frozen=True)
class Verhoging:
    """The salaries that a raise or a file would record."""

    stappen: tuple[Salarisstap, ...]
    #: What is wrong with the file; then there are no steps.
    fouten: tuple[Importfout, ...] = ()
    #: Nobody raises the own salary: the actor's is left out.
    zonder_mezelf: bool = False


def uit_bestand(ctx: Context, eenheid: str, inhoud: bytes) -> Verhoging:
    """Return what a file of the kind ``inschalingen`` would record for a unit.

    Raises ``GeenToegang``, and ``Geweigerd`` when the file is about other units only.
    """
    verslag, rijen = lees_nieuwe_rijen(ctx, SOORT, inhoud)
    if verslag.fouten:
        return Verhoging((), verslag.fouten)
    with ctx.database.lezen() as s:
        verbanden = _verbanden(s, {rij.dienstverband_id for rij in rijen})
    stappen = [
        _stap(*verbanden[rij.dienstverband_id], rij.vanaf, rij.schaal, rij.trede, rij.maandsalaris_centen, rij.bron)
        for rij in rijen
        if verbanden[rij.dienstverband_id][0].eenheid == eenheid
    ]
    if rijen and not stappen:
        raise Geweigerd("bestand", "in dit bestand staat niemand van dit dienstonderdeel")
    return Verhoging(tuple(stappen))


def met_procent(ctx: Context, eenheid: str, vanaf: date, procent: Decimal, bron: str, schaal: int | None) -> Verhoging:
    """Return the salaries of a unit, or of one scale in it, with a percentage more from a day on.

    Every salary that holds on that day and every later one that is recorded already is raised, each rounded to a whole
    cent. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis(IMPORTEER, Doel("core.persoon", eenheid))
    if not bron.strip():
        raise Geweigerd("bron", "schrijf waar de verhoging staat")
    if not 0 < procent <= GROOTSTE_PROCENT:
        raise Geweigerd("procent", f"vul een percentage in boven 0 en tot en met {GROOTSTE_PROCENT}")
    if schaal is not None and not 1 <= schaal <= 19:
        raise Geweigerd("schaal", "kies een schaal van 1 tot en met 19")
    with ctx.database.lezen() as s:
        rijen = list(_lopend(s, eenheid, vanaf))
    stappen: list[Salarisstap] = []
    zonder_mezelf = False
    for dienstverband, nummer, inschaling, dag in rijen:
        if schaal is not None and inschaling.schaal != schaal:
            continue
        if dienstverband.medewerker_id == ctx.actor.medewerker_id:
            zonder_mezelf = True
            continue
        nieuw = verhoogd(inschaling.maandsalaris_centen, procent)
        stappen.append(_stap(dienstverband, nummer, dag, inschaling.schaal, inschaling.trede, nieuw, bron.strip()))
    return Verhoging(tuple(stappen), zonder_mezelf=zonder_mezelf)


def lees_procent(tekst: str) -> Decimal:
    """Return a percentage as a person writes it, ``3,5``. Raises ``Geweigerd``."""
    try:
        procent = Decimal(tekst.strip().replace(",", "."))
    except InvalidOperation as fout:
        raise Geweigerd("procent", "schrijf een getal, als 3,5") from fout
    if not procent.is_finite():
        raise Geweigerd("procent", "schrijf een getal, als 3,5")
    return procent


def verhoogd(centen: int, procent: Decimal) -> int:
    """Return an amount with a percentage more, rounded to a whole cent, half a cent up."""
    return int((centen * (100 + procent) / 100).quantize(_CENT, ROUND_HALF_UP))


def als_bestand(stappen: Iterable[Salarisstap]) -> bytes:
    """Return the salaries as a file of the kind ``inschalingen``, to be imported."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    for stap in stappen:
        euro, centen = divmod(stap.maandsalaris_centen, 100)
        trede = "" if stap.trede is None else stap.trede
        dag = stap.vanaf.isoformat()
        schrijver.writerow(
            (stap.personeelsnummer, stap.eenheid, dag, stap.schaal, trede, f"{euro},{centen:02d}", stap.bron)
        )
    return uit.getvalue().encode()


def _lopend(s: Session, eenheid: str, vanaf: date) -> Iterator[tuple[Dienstverband, str, Inschaling, date]]:
    """Yield every salary that holds on a day or later, with its employment and the day from which it would change."""
    vraag = (
        select(Dienstverband, Medewerker.personeelsnummer, Inschaling)
        .join(Medewerker, Medewerker.id == Dienstverband.medewerker_id)
        .join(Inschaling, Inschaling.dienstverband_id == Dienstverband.id)
        .where(
            Dienstverband.eenheid == eenheid,
            or_(Dienstverband.tot_en_met.is_(None), Dienstverband.tot_en_met >= vanaf),
            Inschaling.ingetrokken_op.is_(None),
        )
        .order_by(
            Medewerker.personeelsnummer,
            Dienstverband.van,
            Dienstverband.id,
            Inschaling.vanaf,
            Inschaling.vastgelegd_op,
            Inschaling.id,
        )
    )
    per_verband: dict[int, tuple[Dienstverband, str, dict[date, Inschaling]]] = {}
    for dienstverband, nummer, inschaling in s.execute(vraag):
        # Of one day the last one recorded counts.
        per_verband.setdefault(dienstverband.id, (dienstverband, nummer, {}))[2][inschaling.vanaf] = inschaling
    for dienstverband, nummer, per_dag in per_verband.values():
        eerder = [dag for dag in per_dag if dag <= vanaf]
        if eerder:
            yield dienstverband, nummer, per_dag[max(eerder)], vanaf
        for dag, inschaling in per_dag.items():
            if dag > vanaf:
                yield dienstverband, nummer, inschaling, dag


def _verbanden(s: Session, ids: set[int]) -> dict[int, tuple[Dienstverband, str]]:
    vraag = select(Dienstverband, Medewerker.personeelsnummer).join(
        Medewerker, Medewerker.id == Dienstverband.medewerker_id
    )
    alle = sorted(ids)
    return {
        dienstverband.id: (dienstverband, nummer)
        for plek in range(0, len(alle), 1000)
        for dienstverband, nummer in s.execute(vraag.where(Dienstverband.id.in_(alle[plek : plek + 1000])))
    }


def _stap(
    dienstverband: Dienstverband,
    nummer: str,
    vanaf: date,
    schaal: int,
    trede: int | None,
    maandsalaris_centen: int,
    bron: str,
) -> Salarisstap:
    return Salarisstap(
        dienstverband.id,
        dienstverband.medewerker_id,
        nummer,
        dienstverband.eenheid,
        dienstverband.tot_en_met,
        vanaf,
        schaal,
        trede,
        maandsalaris_centen,
        bron,
    )

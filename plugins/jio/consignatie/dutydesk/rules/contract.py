# SPDX-License-Identifier: EUPL-1.2
"""What a contract of Servicemanagement covers: which hours, and who may call (JIO 7.6, Uitvoeringsrichtlijnen)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from core.calendar.tijd import lokaal, lokale_datum
from core.rules import Geweigerd

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo", "fe")
FEESTDAG = "fe"
_REGEL = re.compile(
    r"(?P<van>[a-z]{2})(?:-(?P<tot>[a-z]{2}))?\s+(?P<begin>\d{1,2}[:.]\d{2})-(?P<einde>\d{1,2}[:.]\d{2})"
)


class Dekkingsbezwaar(StrEnum):
    """Why a call falls outside the contract list, in the order in which the desk hears it."""

    DIENST_NIET_OP_LIJST = "dienst_niet_op_lijst"
    GEEN_CONSIGNATIE = "geen_consignatie"
    MELDER_NIET_GEMANDATEERD = "melder_niet_gemandateerd"
    BUITEN_CONTRACTUREN = "buiten_contracturen"


@dataclass(frozen=True)
class Uren:
    """Hours on some days of the week; an end of midnight is the end of the day."""

    dagen: frozenset[str]
    begin: time
    einde: time

    def omvat(self, dag: str, tijd: time) -> bool:
        """Tell whether a clock time on a day of the week lies within; the last minute is the one before the end."""
        return dag in self.dagen and self.begin <= tijd and (self.einde == time(0) or tijd < self.einde)


@dataclass(frozen=True)
class Afspraak:
    """A line of the contract list, as the check needs it. Without ``uren`` the whole on-call time is covered."""

    consignatie: bool
    uren: tuple[Uren, ...]
    melders: tuple[str, ...]


def lees_uren(tekst: str) -> tuple[Uren, ...]:
    """Read hours as ``ma-vr 17:00-23:00, za 09:00-17:00``; empty is always. Raises ``Geweigerd`` at ``uren``."""
    return tuple(_lees_regel(deel.strip()) for deel in tekst.split(",")) if tekst.strip() else ()


def _lees_regel(tekst: str) -> Uren:
    gevonden = _REGEL.fullmatch(tekst.lower())
    if gevonden is None:
        raise Geweigerd("uren", f"‘{tekst}’ is niet te lezen; schrijf uren als: ma-vr 17:00-23:00, za 09:00-17:00")
    begin, einde = (_lees_tijd(gevonden[naam], tekst) for naam in ("begin", "einde"))
    if einde != time(0) and einde <= begin:
        raise Geweigerd("uren", f"bij ‘{tekst}’ ligt het einde niet na het begin; schrijf een nacht in twee delen")
    van, tot = gevonden["van"], gevonden["tot"] or gevonden["van"]
    if van not in DAGEN or tot not in DAGEN or DAGEN.index(tot) < DAGEN.index(van):
        raise Geweigerd(
            "uren", f"de dagen van ‘{tekst}’ bestaan niet; kies uit ma, di, wo, do, vr, za, zo en fe (feestdag)"
        )
    return Uren(frozenset(DAGEN[DAGEN.index(van) : DAGEN.index(tot) + 1]), begin, einde)


def _lees_tijd(tekst: str, regel: str) -> time:
    uur, minuut = map(int, re.split("[:.]", tekst))
    try:
        return time(uur % 24 if (uur, minuut) == (24, 0) else uur, minuut)
    except ValueError as fout:
        raise Geweigerd("uren", f"de tijden van ‘{regel}’ bestaan niet") from fout


def dekkingsbezwaren(
    afspraak: Afspraak | None, *, melder: str, op: datetime, is_feestdag: bool
) -> tuple[Dekkingsbezwaar, ...]:
    """Return why the contract list does not cover a call; nothing when it does (JIO 7.6).

    Only the mandated caller of a client with a consignatie agreement may call, for the service and in the hours of it.
    """
    if afspraak is None:
        return (Dekkingsbezwaar.DIENST_NIET_OP_LIJST,)
    geldt = {
        Dekkingsbezwaar.GEEN_CONSIGNATIE: not afspraak.consignatie,
        Dekkingsbezwaar.MELDER_NIET_GEMANDATEERD: not _mag_melden(melder, afspraak.melders),
        Dekkingsbezwaar.BUITEN_CONTRACTUREN: not _in_uren(afspraak.uren, op, is_feestdag),
    }
    return tuple(bezwaar for bezwaar, waar in geldt.items() if waar)


def _mag_melden(melder: str, melders: Iterable[str]) -> bool:
    return _gelijk(melder) in {_gelijk(naam) for naam in melders}


def _gelijk(naam: str) -> str:
    return " ".join(naam.split()).casefold()


def _in_uren(uren: Sequence[Uren], op: datetime, is_feestdag: bool) -> bool:
    if not uren:
        return True
    # A feestdag has hours of its own where the contract names them; else it is the day of the week that it is.
    eigen = is_feestdag and any(FEESTDAG in regel.dagen for regel in uren)
    dag = FEESTDAG if eigen else DAGEN[lokale_datum(op).weekday()]
    return any(regel.omvat(dag, lokaal(op).time()) for regel in uren)

# SPDX-License-Identifier: EUPL-1.2
"""What may be proposed as a value of a parameter, and how a value is written: pure, on what holds already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from core.contributions import Parametertoets
from core.regulations.parameterbeheer.procedure import Voorstelsoort
from core.rules.boom import Tekst
from core.rules.invoer import Geweigerd
from core.rules.parameters import Feit, Parameterset, Sleutel, Soort, Waarde, toon_waarde

LANGSTE_TEKST = 2000
LANGSTE_BRON = 300

_GETAL = re.compile(r"[0-9]{1,15}([.,][0-9]{1,10})?")
_WAAR = {"ja": "true", "nee": "false"}


def pas_toe(bron: Parameterset, feit: Feit, soort: Voorstelsoort, toetsen: Iterable[Parametertoets]) -> Parameterset:
    """Return the set with the fact in it. Raises ``Geweigerd`` when the fact cannot be added in this way."""
    dag = feit.vanaf.isoformat()
    bestaand = feit_vanaf(bron, feit.sleutel, feit.vanaf)
    if soort is Voorstelsoort.HERSTEL and bestaand is None:
        raise Geweigerd("vanaf", f"er is geen waarde vanaf {dag} om te herstellen; een nieuwe datum is een wijziging")
    # A recorded "not known" is no value yet: filling it in is a change, not a repair.
    if soort is Voorstelsoort.WIJZIGING and bestaand is not None and bestaand.waarde is not None:
        raise Geweigerd("vanaf", f"er is al een waarde vanaf {dag}; die verbeteren is een herstel")
    if soort is Voorstelsoort.BEVESTIGING and not (
        bestaand is not None and bestaand.te_bevestigen and bestaand.waarde == feit.waarde
    ):
        raise Geweigerd("vanaf", f"de waarde vanaf {dag} is niet afgeleid, of is intussen een andere")
    if feit == bestaand or (bestaand is not None and feit.waarde is None and bestaand.waarde is None):
        raise Geweigerd("waarde", "dit staat er al zo")
    nieuw = bron.aangevuld([feit])
    for toets in toetsen:
        if bron.canoniek(toets.sleutel) == feit.sleutel and (reden := toets.toets(nieuw, feit)):
            raise Geweigerd("waarde", reden)
    return nieuw


def feit_vanaf(bron: Parameterset, sleutel: str, vanaf: date) -> Feit | None:
    """Return the fact of a key that starts on a day, also when it says that no value is known."""
    return next((feit for feit in bron.reeks(sleutel) if feit.vanaf == vanaf), None)


def lees_waarde(sleutel: Sleutel, opgave: str | None) -> Waarde | None:
    """Read a value as a person or the table writes it. Raises ``Geweigerd`` for the field ``waarde``."""
    if opgave is None:
        return None
    tekst = lees_tekst("waarde", opgave, LANGSTE_TEKST)
    try:
        if sleutel.soort is Soort.WAAR:
            return sleutel.lees(Tekst(_WAAR.get(tekst, tekst)))
        if sleutel.soort is Soort.DATUMS:
            return sleutel.lees([Tekst(dag.strip()) for dag in tekst.split(",")] if tekst != "geen" else [])
        if sleutel.soort in (Soort.GETAL, Soort.BEDRAG):
            if not _GETAL.fullmatch(tekst):
                raise Geweigerd("waarde", "hier hoort een getal van 0 of meer, als 1.90")
            return Decimal(tekst.replace(",", "."))
        return sleutel.lees(Tekst(tekst, aangehaald=True))
    except Geweigerd as fout:
        raise Geweigerd("waarde", fout.reden) from fout


def schrijf_waarde(waarde: Waarde | None) -> str | None:
    """Return a value as ``lees_waarde`` reads it."""
    if waarde is None:
        return None
    return format(waarde, "f") if isinstance(waarde, Decimal) else toon_waarde(waarde)


def lees_tekst(veld: str, tekst: str, langst: int) -> str:
    """Return a text without the spaces around it. Raises ``Geweigerd`` for an empty one or one that is too long."""
    ontdaan = tekst.strip()
    if not ontdaan:
        raise Geweigerd(veld, "dit veld moet ingevuld zijn")
    if len(ontdaan) > langst:
        raise Geweigerd(veld, f"ten hoogste {langst} tekens")
    if "\x00" in ontdaan:
        raise Geweigerd(veld, "hier staat een teken dat niet te bewaren is")
    return ontdaan

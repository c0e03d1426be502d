# SPDX-License-Identifier: EUPL-1.2
"""Reading the return file of payroll: good lines, and of every bad one where and why.

The form is described in docs/loonbestand.md. It is a form of our own: those of payroll systems are not public.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.people.csvbestand import Importfout, Regel
from core.people.tabelbestand import lees_rijen
from core.rules.invoer import Geweigerd
from core.uitbetaling.rules import Uitbetaald

KOLOMMEN = ("personeelsnummer", "looncode", "maand", "centen")
OPTIONEEL = ("boeking_id",)

_NUMMER = re.compile(r"[0-9A-Za-z._-]{1,20}")
_MAAND = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_CENTEN = re.compile(r"-?[0-9]{1,15}")
_BOEKING = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Uitslagregel:
    """What payroll paid in a month, and the line of the file that says so (the first of several)."""

    nummer: int
    maand: str
    betaald: Uitbetaald


def lees(inhoud: bytes, maanden: frozenset[str]) -> tuple[list[Uitslagregel], list[Importfout]]:
    """Return the good lines and every error; ``maanden`` are those of which something was exported.

    Lines without a posting about one person, wage code and month are added up. A second line about one posting is
    refused: nobody can know which of the two is right.
    """
    rijen, fouten = lees_rijen(inhoud, KOLOMMEN, OPTIONEEL)
    gevonden: dict[tuple[str, str, str, int | None], Uitslagregel] = {}
    for rij in rijen:
        try:
            regel = _regel(rij, maanden)
        except Geweigerd as fout:
            fouten.append(Importfout(rij.nummer, fout.veld, fout.reden))
            continue
        betaald = regel.betaald
        sleutel = (regel.maand, betaald.personeelsnummer, betaald.looncode, betaald.boeking_id)
        eerste = gevonden.get(sleutel)
        if eerste is None:
            gevonden[sleutel] = regel
        elif betaald.boeking_id is not None:
            reden = f"over deze boeking staat al iets op regel {eerste.nummer}"
            fouten.append(Importfout(rij.nummer, "boeking_id", reden))
        else:
            som = eerste.betaald.centen + betaald.centen
            samen = Uitbetaald(betaald.personeelsnummer, betaald.looncode, None, som)
            gevonden[sleutel] = Uitslagregel(eerste.nummer, regel.maand, samen)
    return list(gevonden.values()), sorted(fouten, key=lambda fout: (fout.regel, fout.kolom or ""))


def _regel(rij: Regel, maanden: frozenset[str]) -> Uitslagregel:
    waarden: Mapping[str, str] = rij.waarden
    # An apostrophe stands before what a spreadsheet would take for a formula; our own file writes it so.
    nummer, looncode = (waarden[naam].removeprefix("'") for naam in ("personeelsnummer", "looncode"))
    if not _NUMMER.fullmatch(nummer):
        raise Geweigerd("personeelsnummer", "hier hoort een personeelsnummer van ten hoogste 20 letters en cijfers")
    if not looncode or len(looncode) > 40:
        raise Geweigerd("looncode", "hier hoort een looncode van ten hoogste 40 tekens")
    if not _MAAND.fullmatch(waarden["maand"]):
        raise Geweigerd("maand", "schrijf een maand als 2026-03")
    if waarden["maand"] not in maanden:
        raise Geweigerd("maand", "van deze maand is nog geen loonbestand geschreven")
    if not _CENTEN.fullmatch(waarden["centen"]):
        raise Geweigerd("centen", "hier hoort een bedrag in hele centen, als 19183 of -500")
    boeking = waarden["boeking_id"]
    if boeking and not _BOEKING.fullmatch(boeking):
        raise Geweigerd("boeking_id", "hier hoort het nummer van een boeking, of niets")
    betaald = Uitbetaald(nummer, looncode, int(boeking) if boeking else None, int(waarden["centen"]))
    return Uitslagregel(rij.nummer, waarden["maand"], betaald)

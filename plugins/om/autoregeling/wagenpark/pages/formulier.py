# SPDX-License-Identifier: EUPL-1.2
"""Reading the fields of these pages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from flask import request

from core.rules import Geweigerd
from core.web.forms import lees_datum, veldtekst
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.toekenning import (
    Arbeidsmarkt,
    ContinuBeschikbaar,
    OudeAfspraak,
    OudeToekenning,
    ZakelijkeKilometers,
)
from plugins.om.autoregeling.wagenpark.services.aanvragen import Feit

K = TypeVar("K", bound=StrEnum)
MEESTE = 10_000_000


def lees_getal(veld: str) -> int:
    """Return a whole number of zero or more. Raises ``Geweigerd``."""
    tekst = veldtekst(veld).replace(".", "")
    if not tekst.isdecimal() or int(tekst) > MEESTE:
        raise Geweigerd(veld, _("schrijf een heel getal van 0 of meer"))
    return int(tekst)


def lees_getal_of_leeg(veld: str) -> int | None:
    """Return a whole number of zero or more; None when the field is empty. Raises ``Geweigerd``."""
    return lees_getal(veld) if veldtekst(veld) else None


def lees_centen_of_leeg(veld: str) -> int | None:
    """Return an amount in cents; None when the field is empty. Raises ``Geweigerd``."""
    tekst = veldtekst(veld)
    if not tekst:
        return None
    try:
        centen = Decimal(tekst.replace(".", "").replace(",", ".")) * 100
    except InvalidOperation as fout:
        raise Geweigerd(veld, _("schrijf een bedrag als 42.000,00")) from fout
    if not centen.is_finite() or centen != int(centen) or not 0 <= centen < MEESTE * 100:
        raise Geweigerd(veld, _("schrijf een bedrag als 42.000,00"))
    return int(centen)


def lees_keuze(veld: str, soort: type[K]) -> K:
    """Return what was chosen. Raises ``Geweigerd``."""
    try:
        return soort(veldtekst(veld))
    except ValueError as fout:
        raise Geweigerd(veld, _("maak een keuze")) from fout


def aangevinkt(veld: str) -> bool:
    """Tell whether a box was ticked."""
    return bool(veldtekst(veld))


def lees_feiten() -> dict[Criterium, Feit]:
    """Return the facts of each criterion that was ticked. Raises ``Geweigerd`` at the field that is not right."""
    feiten: dict[Criterium, Feit] = {}
    if aangevinkt("grond_a"):
        feiten[Criterium.A] = ZakelijkeKilometers(
            lees_getal("a_kilometers"), aangevinkt("a_structureel"), aangevinkt("a_ov_doelmatig")
        )
    if aangevinkt("grond_b"):
        feiten[Criterium.B] = ContinuBeschikbaar(aangevinkt("b_continu"), aangevinkt("b_poolauto"))
    if aangevinkt("grond_c"):
        feiten[Criterium.C] = OudeAfspraak(lees_datum("c_afspraak_op"), aangevinkt("c_schriftelijk"))
    if aangevinkt("grond_d"):
        feiten[Criterium.D] = OudeToekenning(lees_datum("d_toegekend_op"), aangevinkt("d_functiegebonden"))
    if aangevinkt("grond_e"):
        feiten[Criterium.E] = Arbeidsmarkt(
            aangevinkt("e_lastig"), aangevinkt("e_ov_doelmatig"), lees_datum("e_functie_aanvang")
        )
    return feiten


def als_velden(feiten: Iterable[tuple[Criterium, Feit]]) -> dict[str, object]:
    """Return facts as the values of their fields, to fill a form in advance."""
    uit: dict[str, object] = {}
    for criterium, feit in feiten:
        uit[f"grond_{criterium}"] = True
        match feit:
            case ZakelijkeKilometers():
                uit["a_kilometers"] = feit.zakelijke_kilometers_per_jaar
                uit["a_structureel"], uit["a_ov_doelmatig"] = feit.structureel, feit.ov_doelmatig
            case ContinuBeschikbaar():
                uit["b_continu"], uit["b_poolauto"] = feit.continu_buiten_kantooruren, feit.poolauto_doelmatig
            case OudeAfspraak():
                uit["c_afspraak_op"], uit["c_schriftelijk"] = feit.afspraak_op.isoformat(), feit.schriftelijk
            case OudeToekenning():
                uit["d_toegekend_op"] = feit.toegekend_op.isoformat()
                uit["d_functiegebonden"] = feit.functiegebonden
            case Arbeidsmarkt():
                uit["e_lastig"], uit["e_ov_doelmatig"] = feit.lastig_vervulbare_functie, feit.woon_werk_ov_doelmatig
                uit["e_functie_aanvang"] = feit.functie_aanvang.isoformat()
    return uit


def verzonden() -> bool:
    """Tell whether a form came along, so that its own values are shown again."""
    return bool(request.form)

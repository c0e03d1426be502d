# SPDX-License-Identifier: EUPL-1.2
"""A scenario as a workbook: months as columns, so that every person is one row; the same outcome is the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from core.context import Context
from core.ledger.bestand import Bestand
from core.ledger.scenario.models import Scenariostatus
from core.ledger.scenario.services import scenario_van
from core.ledger.scenario.uitkomst import Persoonregel, Uitkomst, alle_personen, uitkomst
from core.rules.invoer import Geweigerd
from core.rules.parameters import toon_waarde

HOOGSTE_RIJ = 1_048_576
"""Rows of a sheet of Excel."""

GROOTSTE_IN_BROWSER = 20_000
"""Persons up to which the workbook is made while the browser waits: some seconds."""

# One moment for every file, so that the same rows give the same bytes.
_AANGEMAAKT = datetime(2020, 1, 1)  # noqa: DTZ001 - the format of the file knows no time zone
_PERSOON = ("personeelsnummer", "naam", "onderdeel", "schaal", "oud", "nieuw", "verschil", "maanden_niet_berekend")

Cel = str | int | Decimal


def werkboek(ctx: Context, scenario_id: int, hoogstens: int | None = None) -> Bestand:
    """Return what a scenario came to as an XLSX file, as far as the actor may see it.

    More people than rows of a sheet go on in the next one. Raises ``GeenToegang``, and ``Geweigerd`` without an
    outcome and above ``hoogstens`` persons.
    """
    import xlsxwriter  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    wat = uitkomst(ctx, scenario_id)
    if wat.scenario.status is not Scenariostatus.KLAAR:
        raise Geweigerd("", "dit scenario is nog niet uitgerekend")
    if hoogstens is not None and wat.personen > hoogstens:
        raise Geweigerd(
            "",
            f"dit zijn {wat.personen} medewerkers: te veel om op te wachten."
            f" Gebruik de opdracht annex ledger whatif --scenario {scenario_id} --naar bestand.xlsx",
        )
    doel = io.BytesIO()
    map_ = xlsxwriter.Workbook(doel, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    map_.set_properties({"title": "Scenario", "created": _AANGEMAAKT})
    vet, bedrag = map_.add_format({"bold": True}), map_.add_format({"num_format": "#,##0.00"})

    def blad(naam: str, kop: Sequence[str], rijen: Iterable[Sequence[Cel]]) -> None:
        nummer, rij = 1, HOOGSTE_RIJ
        vel: Any = None
        # Before the first row nothing is written but the header, also when no row follows.
        for inhoud in chain([()], rijen):
            if rij >= HOOGSTE_RIJ:
                vel = map_.add_worksheet(naam if nummer == 1 else f"{naam} {nummer}")
                vel.freeze_panes(1, 0)
                vel.set_column(0, len(kop) - 1, 16)
                for kolom, tekst in enumerate(kop):
                    vel.write_string(0, kolom, tekst, vet)
                nummer, rij = nummer + 1, 1
            if not inhoud:
                continue
            for kolom, cel in enumerate(inhoud):
                if isinstance(cel, str):
                    vel.write_string(rij, kolom, cel)
                else:
                    # As an exact decimal: a float never holds money.
                    vel.write_number(rij, kolom, cel, bedrag if isinstance(cel, Decimal) else None)
            rij += 1

    blad("Scenario", ("wat", "waarde"), list(_uitleg(wat)))
    blad(
        "Per maand",
        ("maand", "oud", "nieuw", "verschil", "oud_uit"),
        [
            (
                regel.periode,
                _euro(regel.oud_centen),
                _euro(regel.nieuw_centen),
                _euro(regel.verschil_centen),
                "grootboek" if regel.geboekt else "berekend",
            )
            for regel in wat.per_maand
        ],
    )
    blad(
        "Per onderdeel",
        ("onderdeel", "medewerkers", "gewijzigd", "niet_berekend", "oud", "nieuw", "verschil"),
        [
            (
                regel.eenheid,
                regel.personen,
                regel.gewijzigd,
                regel.niet_berekend,
                _euro(regel.oud_centen),
                _euro(regel.nieuw_centen),
                _euro(regel.verschil_centen),
            )
            for regel in wat.per_eenheid
        ],
    )
    blad(
        "Per functie",
        ("onderdeel", "schaal", "medewerkers", "gewijzigd", "oud", "nieuw", "verschil"),
        [
            (
                groep.eenheid,
                "overige" if groep.schaal is None else str(groep.schaal or "onbekend"),
                groep.personen,
                groep.gewijzigd,
                _euro(groep.oud_centen),
                _euro(groep.nieuw_centen),
                _euro(groep.verschil_centen),
            )
            for groep in wat.groepen
        ],
    )
    if wat.ziet_personen:
        with ctx.database.lezen() as s:
            scenario = scenario_van(s, ctx, scenario_id)
            regels = (_persoon(regel) for regel in alle_personen(s, ctx, scenario))
            blad("Per medewerker", (*_PERSOON, *wat.maanden), regels)
    map_.close()
    naam = f"scenario-{scenario_id}.xlsx"
    return Bestand(naam, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", doel.getvalue())


def _persoon(regel: Persoonregel) -> tuple[Cel, ...]:
    return (
        regel.personeelsnummer,
        regel.naam,
        regel.eenheid,
        str(regel.schaal or "onbekend"),
        _euro(regel.oud_centen),
        _euro(regel.nieuw_centen),
        _euro(regel.verschil_centen),
        regel.niet_berekend,
        *map(_euro, regel.verschillen),
    )


def _uitleg(wat: Uitkomst) -> Iterable[tuple[str, str]]:
    yield "scenario", wat.scenario.naam
    yield "let op", "voorbeeld: er is niets geboekt; een medewerker heeft een kolom per maand met nieuw min oud"
    yield "maanden", f"{wat.scenario.van} tot en met {wat.scenario.tot_en_met}"
    for cijfer in wat.cijfers:
        yield cijfer.sleutel.sleutel, f"{toon_waarde(cijfer.feit.waarde)} vanaf {cijfer.feit.vanaf.isoformat()}"
    bevonden = wat.bevindingen
    if bevonden is None:
        return
    for sleutel, vanaf in bevonden.te_bevestigen:
        yield "afgeleid en niet bevestigd", f"{sleutel} vanaf {vanaf.isoformat()}"
    for sleutel, dag in bevonden.ontbreekt.items():
        yield "niet bekend", f"{sleutel} op {dag.isoformat()}"
    for sleutel in bevonden.ongebruikt:
        yield "nergens gebruikt", sleutel
    for reden, aantal in bevonden.redenen.items():
        yield "niet berekend, het oude bedrag is aangehouden", f"{aantal} keer {reden.replace('_', ' ')}"


def _euro(centen: int) -> Decimal:
    return Decimal(centen).scaleb(-2)

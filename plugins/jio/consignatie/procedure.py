# SPDX-License-Identifier: EUPL-1.2
"""The three procedures of the on-call duty as data: the roster of a year, a swap, and a claim (JIO 7.6)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap

REGELING = "JIO-CONS"
ARTIKEL = "JIO 7.6"

ROOSTERBEHEERDER = "roosterbeheerder"
OPERATIONEEL_MANAGER = "operationeel_manager"
DUTYDESK = "dutydesk"


class Roosterstatus(StrEnum):
    """How far the roster of a team and a year is."""

    CONCEPT = "concept"
    GERAADPLEEGD = "geraadpleegd"
    GEPUBLICEERD = "gepubliceerd"
    GEWIJZIGD = "gewijzigd"
    GESLOTEN = "gesloten"


#: From here on the roster holds for people: they see it, swap on it and claim by it.
GELDENDE_ROOSTERS = (Roosterstatus.GEPUBLICEERD, Roosterstatus.GEWIJZIGD, Roosterstatus.GESLOTEN)


class Ruilstatus(StrEnum):
    """How far a swap is; only a recorded one changes who is on duty and who is paid."""

    AANGEBODEN = "aangeboden"
    OVERGENOMEN = "overgenomen"
    BEKEND = "bekend"
    VASTGELEGD = "vastgelegd"
    INGETROKKEN = "ingetrokken"
    GEWEIGERD = "geweigerd"


LOPENDE_RUILEN = (Ruilstatus.AANGEBODEN, Ruilstatus.OVERGENOMEN, Ruilstatus.BEKEND)


class Declaratiestatus(StrEnum):
    """How far a claim is; only an approved one is paid."""

    KLAARGEZET = "klaargezet"
    BEVESTIGD = "bevestigd"
    BEZWAAR = "bezwaar"
    GOEDGEKEURD = "goedgekeurd"
    TERUGGEGEVEN = "teruggegeven"
    VERVALLEN = "vervallen"


ROOSTER = Procedure(
    id="JIO-CONS/rooster",
    regeling=REGELING,
    begin=Roosterstatus.CONCEPT,
    stappen=(
        Processtap("raadpleeg", ("concept",), "geraadpleegd", ("leidinggevende", ROOSTERBEHEERDER), ARTIKEL),
        Processtap("neem_terug", ("geraadpleegd",), "concept", ("leidinggevende", ROOSTERBEHEERDER), ARTIKEL),
        Processtap("publiceer", ("geraadpleegd",), "gepubliceerd", ("leidinggevende", ROOSTERBEHEERDER), ARTIKEL),
        Processtap(
            "wijzig",
            ("gepubliceerd", "gewijzigd"),
            "gewijzigd",
            ("leidinggevende", ROOSTERBEHEERDER, OPERATIONEEL_MANAGER),
            ARTIKEL,
        ),
        Processtap("sluit", ("gepubliceerd", "gewijzigd"), "gesloten", (ROOSTERBEHEERDER,), ARTIKEL),
        # A late fact must be able to come in: the roster is to be a true record of what was performed.
        Processtap("heropen", ("gesloten",), "gewijzigd", (ROOSTERBEHEERDER,), ARTIKEL),
    ),
)

RUIL = Procedure(
    id="JIO-CONS/ruil",
    regeling=REGELING,
    begin=Ruilstatus.AANGEBODEN,
    stappen=(
        Processtap("neem_over", ("aangeboden",), "overgenomen", ("medewerker",), ARTIKEL, anders_dan=("bied_aan",)),
        Processtap("sla_af", ("aangeboden",), "geweigerd", ("medewerker",), ARTIKEL, anders_dan=("bied_aan",)),
        Processtap("trek_in", ("aangeboden", "overgenomen"), "ingetrokken", ("medewerker",), ARTIKEL),
        Processtap(
            "meld_bekend",
            ("overgenomen",),
            "bekend",
            ("leidinggevende",),
            ARTIKEL,
            anders_dan=("bied_aan", "neem_over"),
        ),
        Processtap(
            "leg_vast",
            ("bekend",),
            "vastgelegd",
            (ROOSTERBEHEERDER,),
            ARTIKEL,
            anders_dan=("bied_aan", "neem_over"),
        ),
        Processtap(
            "weiger",
            ("overgenomen", "bekend"),
            "geweigerd",
            ("leidinggevende", ROOSTERBEHEERDER),
            ARTIKEL,
            anders_dan=("bied_aan", "neem_over"),
        ),
    ),
)

DECLARATIE = Procedure(
    id="JIO-CONS/declaratie",
    regeling=REGELING,
    begin=Declaratiestatus.KLAARGEZET,
    stappen=(
        Processtap("bevestig", ("klaargezet", "teruggegeven"), "bevestigd", ("medewerker",), ARTIKEL),
        Processtap("maak_bezwaar", ("klaargezet", "bevestigd", "teruggegeven"), "bezwaar", ("medewerker",), ARTIKEL),
        # The answer puts the claim before the employee again: silence is never a yes.
        Processtap(
            "beantwoord", ("bezwaar",), "klaargezet", ("leidinggevende",), ARTIKEL, anders_dan=("maak_bezwaar",)
        ),
        Processtap("keur_goed", ("bevestigd",), "goedgekeurd", ("leidinggevende",), ARTIKEL, anders_dan=("bevestig",)),
        Processtap(
            "geef_terug", ("bevestigd",), "teruggegeven", ("leidinggevende",), ARTIKEL, anders_dan=("bevestig",)
        ),
        Processtap(
            "laat_vervallen",
            ("klaargezet", "bevestigd", "bezwaar", "goedgekeurd", "teruggegeven"),
            "vervallen",
            ("programma",),
            ARTIKEL,
        ),
    ),
)

PROCEDURES = (ROOSTER, RUIL, DECLARATIE)

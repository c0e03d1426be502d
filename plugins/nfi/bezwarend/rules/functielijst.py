# SPDX-License-Identifier: EUPL-1.2
"""The function list of 2023: which condition occurs in which function, and how often (NFI 7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Soort(StrEnum):
    """A kind of onerous condition, in the order of the columns."""

    STANK = "stank"
    LAWAAI = "lawaai"
    KLEDING = "kleding"
    PRIKKELING = "prikkeling"


class Frequentie(StrEnum):
    """How often: now and then, or regularly."""

    NU_EN_DAN = "N"
    REGELMATIG = "R"


class Functie(StrEnum):
    """A row of the list, or a function that is not on it."""

    FORENSISCH_ANTROPOLOOG = "forensisch_antropoloog"
    FORENSISCH_ARCHEOLOOG = "forensisch_archeoloog"
    FORENSISCH_FOTOGRAAF = "forensisch_fotograaf"
    FORENSISCH_PATHOLOOG = "forensisch_patholoog"
    SECTIE_ASSISTENT = "sectie_assistent"
    LOGISTIEK_TECHNISCH_ONDERSTEUNER = "logistiek_technisch_ondersteuner"
    SPORENDESKUNDIGE = "sporendeskundige"
    BIOMETRIE_FOTOGRAAF = "biometrie_fotograaf"
    BIOMETRIE_LABMEDEWERKER = "biometrie_labmedewerker"
    ONDERZOEKSMEDEWERKER_EE = "onderzoeksmedewerker_ee"
    WETENSCHAPPELIJK_ONDERZOEKER_EE = "wetenschappelijk_onderzoeker_ee"
    FORENSISCH_GENEESKUNDIGE = "forensisch_geneeskundige"
    DIGITAAL_FORENSISCH_ONDERZOEKER = "digitaal_forensisch_onderzoeker"
    ONDERZOEKSMEDEWERKER_TOXICOLOGIE = "onderzoeksmedewerker_toxicologie"
    ONDERZOEKSONDERSTEUNER_TOXICOLOGIE = "onderzoeksondersteuner_toxicologie"
    ONDERZOEKSMEDEWERKER_VERDOVENDE_MIDDELEN = "onderzoeksmedewerker_verdovende_middelen"
    WETENSCHAPPELIJK_MEDEWERKER_TOXICOLOGIE = "wetenschappelijk_medewerker_toxicologie"
    SR_WETENSCHAPPELIJK_MEDEWERKER_TOXICOLOGIE = "sr_wetenschappelijk_medewerker_toxicologie"
    ONDERZOEKSMEDEWERKER_SPO_ISO_ISOLATIE = "onderzoeksmedewerker_spo_iso_isolatie"
    ONDERZOEKSMEDEWERKER_SPO_ISO_SPORENONDERZOEK = "onderzoeksmedewerker_spo_iso_sporenonderzoek"
    FRONTOFFICE_MEDEWERKER = "frontoffice_medewerker"
    ONDERZOEKSMEDEWERKER_HISTOLOGISCH_LAB = "onderzoeksmedewerker_histologisch_lab"
    ONDERZOEKSONDERSTEUNER_SCHOTRESTEN = "onderzoeksondersteuner_schotresten"
    NIET_OP_DE_LIJST = "niet_op_de_lijst"


class Rol(StrEnum):
    """A role on the list, next to a function."""

    LID_MIT = "lid_mit"
    DNA_VRIJ = "dna_vrij"


Rij = Mapping[Soort, Frequentie]


def _rij(teken: str) -> Rij:
    """Read a row as it stands in the list: R, N or a dash for each kind."""
    return {soort: Frequentie(vak) for soort, vak in zip(Soort, teken.split(), strict=True) if vak != "-"}


@dataclass(frozen=True)
class Functielijst:
    """A list, valid from a day up to and including another."""

    naam: str
    van: date
    tot_en_met: date
    functies: Mapping[Functie, Rij]
    rollen: Mapping[Rol, Rij]


LIJST_2023 = Functielijst(
    naam="2023",
    van=date(2023, 1, 1),
    tot_en_met=date(2023, 12, 31),
    functies={
        Functie.FORENSISCH_ANTROPOLOOG: _rij("R - - R"),
        Functie.FORENSISCH_ARCHEOLOOG: _rij("R - - -"),
        Functie.FORENSISCH_FOTOGRAAF: _rij("R - R R"),
        Functie.FORENSISCH_PATHOLOOG: _rij("R - R R"),
        Functie.SECTIE_ASSISTENT: _rij("R - R R"),
        Functie.LOGISTIEK_TECHNISCH_ONDERSTEUNER: _rij("R - R R"),
        Functie.SPORENDESKUNDIGE: _rij("R N R R"),
        Functie.BIOMETRIE_FOTOGRAAF: _rij("R N R -"),
        Functie.BIOMETRIE_LABMEDEWERKER: _rij("R N R R"),
        Functie.ONDERZOEKSMEDEWERKER_EE: _rij("- N - -"),
        Functie.WETENSCHAPPELIJK_ONDERZOEKER_EE: _rij("- N - -"),
        Functie.FORENSISCH_GENEESKUNDIGE: _rij("- - - -"),
        Functie.DIGITAAL_FORENSISCH_ONDERZOEKER: _rij("- - - -"),
        Functie.ONDERZOEKSMEDEWERKER_TOXICOLOGIE: _rij("R - R R"),
        Functie.ONDERZOEKSONDERSTEUNER_TOXICOLOGIE: _rij("R - R R"),
        Functie.ONDERZOEKSMEDEWERKER_VERDOVENDE_MIDDELEN: _rij("- - R R"),
        Functie.WETENSCHAPPELIJK_MEDEWERKER_TOXICOLOGIE: _rij("- - - -"),
        Functie.SR_WETENSCHAPPELIJK_MEDEWERKER_TOXICOLOGIE: _rij("- - - -"),
        Functie.ONDERZOEKSMEDEWERKER_SPO_ISO_ISOLATIE: _rij("R - R R"),
        Functie.ONDERZOEKSMEDEWERKER_SPO_ISO_SPORENONDERZOEK: _rij("R - R R"),
        Functie.FRONTOFFICE_MEDEWERKER: _rij("- - - -"),
        Functie.ONDERZOEKSMEDEWERKER_HISTOLOGISCH_LAB: _rij("- - - R"),
        Functie.ONDERZOEKSONDERSTEUNER_SCHOTRESTEN: _rij("- - R -"),
        Functie.NIET_OP_DE_LIJST: _rij("- - - -"),
    },
    rollen={Rol.LID_MIT: _rij("R - - -"), Rol.DNA_VRIJ: _rij("N - R -")},
)
LIJSTEN: tuple[Functielijst, ...] = (LIJST_2023,)


def lijst_op(dag: date) -> Functielijst | None:
    """Return the list that is valid on a day."""
    return next((lijst for lijst in LIJSTEN if lijst.van <= dag <= lijst.tot_en_met), None)


def zwaarste(*rijen: Rij) -> Rij:
    """Return per kind the heavier of several rows."""
    volgorde = list(Frequentie)
    uit: dict[Soort, Frequentie] = {}
    for rij in rijen:
        for soort, frequentie in rij.items():
            uit[soort] = max(uit.get(soort, frequentie), frequentie, key=volgorde.index)
    return uit

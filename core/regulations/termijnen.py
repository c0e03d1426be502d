# SPDX-License-Identifier: EUPL-1.2
"""The deadlines of JenV that are stated with a length; where the text says "onmiddellijk" there is none to count.

Which may be shortened follows from the text: "uiterlijk" and "binnen" are limits that a unit may draw tighter, a
guideline may be departed from, and what ends somebody's contract or binds the AIVD is the same everywhere.
"""

from __future__ import annotations

from core.dossiers.termijnen import Afwijken, Duur, Termijn, Termijneenheid

_DAGEN, _WEKEN, _MAANDEN = Termijneenheid.KALENDERDAGEN, Termijneenheid.WEKEN, Termijneenheid.MAANDEN

TERMIJNEN = (
    Termijn(
        "CORE-VOG/ontbindende_voorwaarde",
        "CORE-VOG",
        "3.2.2",
        "Zonder VOG eindigt de eerste overeenkomst",
        "ingang van de overeenkomst",
        "medewerker",
        Duur(3, _MAANDEN),
        Afwijken.NOOIT,
    ),
    Termijn(
        "CORE-VOG/periodiek",
        "CORE-VOG",
        "3.2.2",
        "Een nieuwe VOG voor een functie van de functielijst",
        "afgifte van de vorige VOG",
        "medewerker",
        Duur(48, _MAANDEN),
        Afwijken.NOOIT,
    ),
    Termijn(
        "CORE-VGB/onderzoek",
        "CORE-VGB",
        "bijlage 3",
        "Het veiligheidsonderzoek is klaar",
        "ontvangst van de aanmelding door de AIVD",
        "AIVD",
        Duur(8, _WEKEN),
        Afwijken.NOOIT,
    ),
    Termijn(
        "CORE-VGB/aanmelden",
        "CORE-VGB",
        "bijlage 3",
        "Wie al een functie heeft die vertrouwensfunctie wordt, is aangemeld bij de AIVD",
        "dagtekening van het aanwijzingsbesluit",
        "werkgever",
        Duur(4, _WEKEN),
        Afwijken.STRENGER,
    ),
    Termijn(
        "CORE-VGB/ontheffen",
        "CORE-VGB",
        "bijlage 3",
        "Wie niet instemt of geen verklaring krijgt, is uit de functie ontheven",
        "weigering (de tekst noemt geen begin)",
        "werkgever",
        Duur(8, _WEKEN),
        Afwijken.STRENGER,
    ),
    Termijn(
        "CORE-HAND/ontvangstbevestiging",
        "CORE-HAND",
        "B11 5.1",
        "De melder van een misstand heeft een ontvangstbevestiging",
        "ontvangst van de melding",
        "hoogste leidinggevende",
        Duur(7, _DAGEN),
        Afwijken.STRENGER,
    ),
    Termijn(
        "CORE-HAND/terugkoppeling",
        "CORE-HAND",
        "B11 5.1",
        "De melder van een misstand weet hoe de melding is beoordeeld en opgevolgd",
        "verzending van de ontvangstbevestiging",
        "hoogste leidinggevende",
        Duur(3, _MAANDEN),
        Afwijken.STRENGER,
    ),
    Termijn(
        "CORE-HAND/uitkomst",
        "CORE-HAND",
        "B11 7.6",
        "De melder heeft de uitkomst schriftelijk en gemotiveerd",
        "dag van de melding",
        "hoogste leidinggevende",
        Duur(12, _WEKEN),
        Afwijken.STRENGER,
    ),
    Termijn(
        "CORE-VOOR/duur",
        "CORE-VOOR",
        "B11 6.2",
        "Richtlijn voor de duur van een vooronderzoek",
        "opdracht (de tekst noemt geen begin)",
        "onderzoekers",
        Duur(4, _WEKEN),
        Afwijken.VRIJ,
    ),
    Termijn(
        "CORE-AFDO/geschillencommissie",
        "CORE-AFDO",
        "B11 9",
        "Wie het niet eens is met een straf, gaat naar de Geschillencommissie Rijk",
        "bekendmaking van de straf (de tekst noemt geen begin)",
        "medewerker",
        Duur(4, _WEKEN),
        Afwijken.NOOIT,
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""What other parts of the core hold about a person: messages, postings, and what payroll paid (AVG art. 15).

No term for keeping them has been decided. Postings are kept as they are: the ledger allows no change at all.
"""

from __future__ import annotations

from sqlalchemy import select

from core.berichten.models import Bericht
from core.bezwaren.models import Boekingsbezwaar
from core.contributions import Persoonsgegeven
from core.ledger.models import Boeking
from core.people.models import Medewerker
from core.people.persoonsgegevens import gegeven
from core.uitbetaling.models import Loonuitslag, Uitbetalingsverklaring

PERSOONSGEGEVENS: tuple[Persoonsgegeven, ...] = (
    gegeven(
        "core_bericht",
        "Je laten weten wat er voor je verandert.",
        "vernietigen",
        lambda wie: (
            select(Bericht.soort, Bericht.gegevens, Bericht.gemaakt_op, Bericht.gelezen_op)
            .where(Bericht.aan_medewerker_id == wie)
            .order_by(Bericht.id)
        ),
        "gemaakt_op",
    ),
    gegeven(
        "core_boeking",
        "Je betalen, en later kunnen uitleggen hoe een bedrag tot stand kwam.",
        "vernietigen",
        lambda wie: (
            select(
                Boeking.regeling,
                Boeking.periode,
                Boeking.feit,
                Boeking.centen,
                Boeking.totaal_centen,
                Boeking.ingangsdatum,
            )
            .where(Boeking.medewerker_id == wie)
            .order_by(Boeking.id)
        ),
    ),
    gegeven(
        "core_boekingsbezwaar",
        "Antwoord geven als je het niet eens bent met een bedrag.",
        "vernietigen",
        lambda wie: (
            select(
                Boekingsbezwaar.boeking_id,
                Boekingsbezwaar.tekst,
                Boekingsbezwaar.ingediend_op,
                Boekingsbezwaar.antwoord,
                Boekingsbezwaar.beantwoord_op,
            )
            .where(Boekingsbezwaar.medewerker_id == wie)
            .order_by(Boekingsbezwaar.id)
        ),
        "beantwoord_op",
    ),
    gegeven(
        "core_loonuitslag",
        "Nagaan of je kreeg wat in het loonbestand stond.",
        "vernietigen",
        lambda wie: (
            select(Loonuitslag.maand, Loonuitslag.looncode, Loonuitslag.centen, Loonuitslag.gelezen_op)
            .join(Medewerker, Medewerker.personeelsnummer == Loonuitslag.personeelsnummer)
            .where(Medewerker.id == wie)
            .order_by(Loonuitslag.id)
        ),
        "gelezen_op",
    ),
    gegeven(
        "core_uitbetalingsverklaring",
        "Weten waarom een ander bedrag dan het loonbestand klopt.",
        "vernietigen",
        lambda wie: (
            select(
                Uitbetalingsverklaring.maand,
                Uitbetalingsverklaring.looncode,
                Uitbetalingsverklaring.reden,
                Uitbetalingsverklaring.op,
            )
            .join(Medewerker, Medewerker.personeelsnummer == Uitbetalingsverklaring.personeelsnummer)
            .where(Medewerker.id == wie)
            .order_by(Uitbetalingsverklaring.id)
        ),
        "op",
    ),
)

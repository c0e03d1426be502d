# SPDX-License-Identifier: EUPL-1.2
"""What other parts of the core hold about a person: messages, postings, and what payroll paid (AVG art. 15).

No term for keeping them has been decided. Postings are kept as they are: the ledger allows no change at all.
"""

from __future__ import annotations

from sqlalchemy import select

from core.berichten.models import Bericht
from core.bezwaren.models import Boekingsbezwaar
from core.brieven.models import Brief
from core.contributions import Persoonsgegeven
from core.ledger.loonmodels import Aankondiging
from core.ledger.models import Boeking
from core.ledger.scenario.models import Scenariopersoon
from core.people.models import Medewerker
from core.people.persoonsgegevens import gegeven
from core.uitbetaling.models import Loonuitslag, Uitbetalingsverklaring
from core.vorderingen.models import Vordering, Vorderingsbetaling, Vorderingstermijn

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
        "core_brief",
        "Je schrijven over een besluit, en later weten wat er stond.",
        "vernietigen",
        lambda wie: (
            select(Brief.soort, Brief.taal, Brief.onderwerp, Brief.dag, Brief.inhoud, Brief.geopend_op)
            .where(Brief.medewerker_id == wie)
            .order_by(Brief.id)
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
        "core_aankondiging",
        "Je vooraf laten weten dat er iets op je loon wordt ingehouden.",
        "vernietigen",
        lambda wie: (
            select(
                Aankondiging.boeking_id, Aankondiging.aangekondigd_op, Aankondiging.wacht_tot, Aankondiging.ingestemd_op
            )
            .join(Boeking, Boeking.id == Aankondiging.boeking_id)
            .where(Boeking.medewerker_id == wie)
            .order_by(Aankondiging.boeking_id)
        ),
        "aangekondigd_op",
    ),
    gegeven(
        "core_vordering",
        "Terugvragen wat te veel is betaald, als dat niet via het loon kan.",
        "vernietigen",
        lambda wie: (
            select(
                Vordering.id,
                Vordering.boeking_id,
                Vordering.centen,
                Vordering.verstuurd_op,
                Vordering.vervaldag,
                Vordering.ingetrokken_op,
            )
            .where(Vordering.medewerker_id == wie)
            .order_by(Vordering.id)
        ),
    ),
    gegeven(
        "core_vorderingstermijn",
        "Afspraken over betalen in termijnen nakomen.",
        "vernietigen",
        lambda wie: (
            select(
                Vorderingstermijn.vordering_id,
                Vorderingstermijn.vervaldag,
                Vorderingstermijn.centen,
                Vorderingstermijn.vervallen_op,
            )
            .join(Vordering, Vordering.id == Vorderingstermijn.vordering_id)
            .where(Vordering.medewerker_id == wie)
            .order_by(Vorderingstermijn.id)
        ),
        "vervaldag",
    ),
    gegeven(
        "core_vorderingsbetaling",
        "Weten wat je al hebt terugbetaald.",
        "vernietigen",
        lambda wie: (
            select(
                Vorderingsbetaling.vordering_id,
                Vorderingsbetaling.centen,
                Vorderingsbetaling.ontvangen_op,
                Vorderingsbetaling.kenmerk,
                Vorderingsbetaling.ingetrokken_op,
            )
            .join(Vordering, Vordering.id == Vorderingsbetaling.vordering_id)
            .where(Vordering.medewerker_id == wie)
            .order_by(Vorderingsbetaling.id)
        ),
        "ontvangen_op",
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
        "core_scenariopersoon",
        "Nagaan wat een ander cijfer zou kosten voordat daarover wordt besloten; er wordt niets van betaald.",
        "vernietigen",
        lambda wie: (
            select(
                Scenariopersoon.scenario_id,
                Scenariopersoon.eenheid,
                Scenariopersoon.oud_centen,
                Scenariopersoon.nieuw_centen,
                Scenariopersoon.op,
            )
            .where(Scenariopersoon.medewerker_id == wie)
            .order_by(Scenariopersoon.id)
        ),
        "op",
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

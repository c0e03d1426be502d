# SPDX-License-Identifier: EUPL-1.2
"""What the tables of people hold about a person, and how that person gets a copy of it (AVG art. 15).

No term for keeping them has been decided: it is a parameter as soon as there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from core.people.models import (
    Account,
    Afwezigheid,
    Arbeidspatroon,
    Dienstverband,
    Inschaling,
    Leiding,
    Mandaat,
    Medewerker,
    Roltoekenning,
    Sessie,
    Team,
    Teamlid,
    Wijziging,
)


def gegeven(
    tabel: str,
    doel: str,
    einde: str,
    vraag: Callable[[int], Select[*tuple[Any, ...]]],
    vanaf: str | None = None,
) -> Persoonsgegeven:
    """Return an entry whose copy for a person is what ``vraag`` asks of the database; its term is not decided.

    ``einde`` and ``vanaf`` are those of ``Persoonsgegeven``.
    """

    def inzage(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
        return [dict(rij) for rij in s.execute(vraag(medewerker_id)).mappings()]

    return Persoonsgegeven(tabel, doel, bewaartermijn=None, einde=einde, inzage=inzage, vanaf=vanaf)


PERSOONSGEGEVENS: tuple[Persoonsgegeven, ...] = (
    gegeven(
        "core_medewerker",
        "Weten wie je bent en hoe we je bereiken.",
        "vernietigen",
        lambda wie: select(
            Medewerker.personeelsnummer, Medewerker.naam, Medewerker.geboortedatum, Medewerker.email
        ).where(Medewerker.id == wie),
    ),
    gegeven(
        "core_dienstverband",
        "Weten waar je werkt, sinds wanneer en hoeveel.",
        "vernietigen",
        lambda wie: (
            select(Dienstverband.eenheid, Dienstverband.van, Dienstverband.tot_en_met, Dienstverband.minuten_per_week)
            .where(Dienstverband.medewerker_id == wie)
            .order_by(Dienstverband.van, Dienstverband.id)
        ),
    ),
    gegeven(
        "core_inschaling",
        "Toelagen berekenen die van je salaris afhangen.",
        "vernietigen",
        lambda wie: (
            select(
                Dienstverband.eenheid,
                Inschaling.vanaf,
                Inschaling.schaal,
                Inschaling.trede,
                Inschaling.maandsalaris_centen,
                Inschaling.bron,
                Inschaling.vastgelegd_op,
                Inschaling.ingetrokken_op,
            )
            .join(Inschaling, Inschaling.dienstverband_id == Dienstverband.id)
            .where(Dienstverband.medewerker_id == wie)
            .order_by(Inschaling.vanaf, Inschaling.id)
        ),
    ),
    gegeven(
        "core_arbeidspatroon",
        "Weten op welke dagen je werkt.",
        "vernietigen",
        lambda wie: (
            select(
                Dienstverband.eenheid,
                Arbeidspatroon.vanaf,
                Arbeidspatroon.minuten_per_dag,
                Arbeidspatroon.vastgelegd_op,
                Arbeidspatroon.ingetrokken_op,
            )
            .join(Arbeidspatroon, Arbeidspatroon.dienstverband_id == Dienstverband.id)
            .where(Dienstverband.medewerker_id == wie)
            .order_by(Arbeidspatroon.vanaf, Arbeidspatroon.id)
        ),
    ),
    gegeven(
        "core_teamlid",
        "Weten in welk team je zit.",
        "vernietigen",
        lambda wie: (
            select(Team.eenheid, Team.naam.label("team"), Teamlid.van, Teamlid.tot_en_met)
            .join(Teamlid, Teamlid.team_id == Team.id)
            .where(Teamlid.medewerker_id == wie)
            .order_by(Teamlid.van, Teamlid.id)
        ),
        vanaf="tot_en_met",
    ),
    gegeven(
        "core_leiding",
        "Weten welk team je leidt.",
        "vernietigen",
        lambda wie: (
            select(Team.eenheid, Team.naam.label("team"), Leiding.van, Leiding.tot_en_met)
            .join(Leiding, Leiding.team_id == Team.id)
            .where(Leiding.medewerker_id == wie)
            .order_by(Leiding.van, Leiding.id)
        ),
        vanaf="tot_en_met",
    ),
    gegeven(
        "core_mandaat",
        "Weten wie wie vervangt.",
        "vernietigen",
        lambda wie: (
            select(
                Mandaat.gever_id,
                Mandaat.vervanger_id,
                Mandaat.van,
                Mandaat.tot_en_met,
                Mandaat.vastgelegd_op,
                Mandaat.ingetrokken_op,
            )
            .where(or_(Mandaat.gever_id == wie, Mandaat.vervanger_id == wie))
            .order_by(Mandaat.van, Mandaat.id)
        ),
        vanaf="tot_en_met",
    ),
    gegeven(
        "core_afwezigheid",
        "Weten wanneer je er niet bent; nooit waarom.",
        "vernietigen",
        lambda wie: (
            select(
                Afwezigheid.soort,
                Afwezigheid.van,
                Afwezigheid.tot_en_met,
                Afwezigheid.vastgelegd_op,
                Afwezigheid.ingetrokken_op,
            )
            .where(Afwezigheid.medewerker_id == wie)
            .order_by(Afwezigheid.van, Afwezigheid.id)
        ),
        vanaf="tot_en_met",
    ),
    gegeven(
        "core_wijziging",
        "Kunnen nagaan wat er eerder over je vastlag.",
        "vernietigen",
        lambda wie: (
            select(Wijziging.tabel, Wijziging.was, Wijziging.op)
            .where(Wijziging.medewerker_id == wie)
            .order_by(Wijziging.id)
        ),
        vanaf="op",
    ),
    gegeven(
        "core_account",
        "Je laten inloggen.",
        "vernietigen",
        lambda wie: select(
            Account.naam, Account.weergavenaam, Account.taal, Account.totp_geheim.is_not(None).label("inlogcode")
        ).where(Account.medewerker_id == wie),
    ),
    gegeven(
        "core_roltoekenning",
        "Weten wat je mag.",
        "vernietigen",
        lambda wie: (
            select(
                Roltoekenning.rol,
                Roltoekenning.eenheid,
                Roltoekenning.team_id,
                Roltoekenning.van,
                Roltoekenning.tot_en_met,
                Roltoekenning.ingetrokken_op,
            )
            .join(Account, Account.id == Roltoekenning.account_id)
            .where(Account.medewerker_id == wie)
            .order_by(Roltoekenning.van, Roltoekenning.id)
        ),
    ),
    gegeven(
        "core_sessie",
        "Je ingelogd houden zolang je werkt.",
        "vernietigen",
        lambda wie: (
            select(Sessie.begonnen_op, Sessie.laatst_gezien_op, Sessie.verloopt_op)
            .join(Account, Account.id == Sessie.account_id)
            .where(Account.medewerker_id == wie)
            .order_by(Sessie.begonnen_op)
        ),
        vanaf="verloopt_op",
    ),
)

# SPDX-License-Identifier: EUPL-1.2
"""Trip files to read in a test, and the people and cars they speak of."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sqlalchemy import select, update

from core.people.accounts import normaal
from core.people.models import Account, Medewerker
from core.storage.sealed import maak_sleutelpaar
from plugins.om.autoregeling.models import Rit
from plugins.om.autoregeling.ritten.bestand import schrijf
from plugins.om.autoregeling.ritten.models import Adressoort
from plugins.om.autoregeling.ritten.services.adresboek import bevestig, voeg_toe
from plugins.om.autoregeling.ritten.services.inlezen import Ritverslag, lees_in
from tests.plugins.om.wereld import Wereld

GEHEIM = "x" * 40
WACHTWOORD = "een lang wachtwoord van Anna"
GEMAAKT = datetime(2023, 3, 1, 12, tzinfo=UTC)
HUIS = "Kerkstraat 12, 1234 AB Ons Dorp"
WERK = "Parnassusweg 220, 1076 AV Amsterdam"
KLANT = "Spui 70, 2511 BT Den Haag"
ELDERS = "Strandweg 1, 2042 JA Zandvoort"

Regel = tuple[str, ...]


def regel(
    wereld: Wereld,
    dag: str,
    uur: int,
    stand: int,
    tienden: int,
    van: str = HUIS,
    naar: str = KLANT,
    klasse: str = "",
    *,
    naam: str = "Anna Officier",
    kenteken: str = "AB-12-CD",
    opmerking: str = "",
) -> Regel:
    """Return a line: an hour's trip from a whole hour of a day."""
    nummer = personeelsnummer(wereld, naam) if naam else ""
    return (
        kenteken,
        nummer,
        f"{dag}T{uur:02d}:00",
        f"{dag}T{uur:02d}:45",
        _stand(stand),
        _stand(stand + tienden),
        van,
        naar,
        klasse,
        opmerking,
    )


def lees(
    wereld: Wereld,
    regels: Iterable[Sequence[str]],
    gemaakt: datetime = GEMAAKT,
    *,
    nu: datetime | None = None,
    naam: str = "Wim Wagenpark",
) -> Ritverslag:
    """Let Centraal Wagenparkbeheer read a file of these lines."""
    return lees_bytes(wereld, schrijf(regels, gemaakt), nu=nu, naam=naam)


def lees_bytes(wereld: Wereld, inhoud: bytes, *, nu: datetime | None = None, naam: str = "Wim Wagenpark") -> Ritverslag:
    """Let Centraal Wagenparkbeheer read a file."""
    return lees_in(wereld.als(naam, nu), io.BytesIO(inhoud), GEHEIM)


def ritten(wereld: Wereld) -> list[tuple[str, int, int, str]]:
    """Return day, odometer, distance and class of each trip as it stands now."""
    with wereld.database.lezen() as s:
        vraag = select(Rit).where(Rit.vervangen_op.is_(None)).order_by(Rit.voertuig_id, Rit.begin)
        return [(rit.dag.isoformat(), rit.stand_begin, rit.tienden, rit.klasse.value) for rit in s.scalars(vraag)]


def rit_op(wereld: Wereld, stand: int) -> int:
    """Return the number of the trip that begins at an odometer now."""
    with wereld.database.lezen() as s:
        return s.scalars(select(Rit.id).where(Rit.stand_begin == stand, Rit.vervangen_op.is_(None))).one()


def geef_sleutel(wereld: Wereld, *namen: str) -> None:
    """Give people a key pair, as their first log-in would."""
    openbaar, prive = _paar()
    with wereld.database.transactie() as s:
        for naam in namen:
            s.execute(
                update(Account)
                .where(Account.id == wereld.accounts[naam])
                .values(openbare_sleutel=openbaar, verzegelde_sleutel=prive, wachtwoord_hash=_hash())
            )


def adresboek(wereld: Wereld, naam: str = "Anna Officier", werkgever: str = "Dirk Directeur") -> None:
    """Fill in a home, a confirmed place of work and a business address."""
    ctx = wereld.als(naam)
    voeg_toe(ctx, GEHEIM, Adressoort.WOONADRES, HUIS, date(2020, 1, 1))
    werk = voeg_toe(ctx, GEHEIM, Adressoort.VASTE_WERKLOCATIE, WERK, date(2020, 1, 1))
    bevestig(wereld.als(werkgever), werk, akkoord=True)
    voeg_toe(ctx, GEHEIM, Adressoort.ZAKELIJK, KLANT, date(2020, 1, 1))


def met_auto(wereld: Wereld) -> Wereld:
    """Give Anna a car of her own and an address book."""
    wereld.auto()
    wereld.gebruik("Anna Officier")
    geef_sleutel(wereld, "Anna Officier")
    adresboek(wereld)
    return wereld


def personeelsnummer(wereld: Wereld, naam: str) -> str:
    """Return the number of somebody."""
    with wereld.database.lezen() as s:
        return s.scalars(select(Medewerker.personeelsnummer).where(Medewerker.id == wereld.mensen[naam])).one()


def later(gemaakt: datetime = GEMAAKT, dagen: int = 1) -> datetime:
    """Return when a later file was made."""
    return gemaakt + timedelta(days=dagen)


def _stand(tienden: int) -> str:
    return f"{tienden // 10},{tienden % 10}"


@cache
def _paar() -> tuple[bytes, bytes]:
    return maak_sleutelpaar(normaal(WACHTWOORD))


@cache
def _hash() -> str:
    from core.people.accounts import hash_wachtwoord

    return hash_wachtwoord("om1", WACHTWOORD, veld="nieuw")

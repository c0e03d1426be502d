# SPDX-License-Identifier: EUPL-1.2
"""The trips of the demo: two years of files, address books, an open trip for everybody, a gap, a consent, a look."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import update

from core.calendar.tijd import moment, schrijf_lokale_tijd
from core.demo import WACHTWOORD
from core.people.accounts import normaal
from core.people.models import Account
from core.settings import Instellingen
from core.storage.sealed import maak_sleutelpaar
from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.ritten.bestand import schrijf
from plugins.om.autoregeling.ritten.models import Adressoort
from plugins.om.autoregeling.ritten.services import adresboek, beheer, mijn, toestemming
from plugins.om.autoregeling.ritten.services.inlezen import lees_in
from plugins.om.autoregeling.ritten.zicht import Inzagedoel, Kijker, Omvang
from plugins.om.demo.mensen import Bezetting

INLEZER = "zita.brandsma"
WERK = "IJdok 163, 1013 MM Amsterdam"
BEZOEK = "Parnassusweg 280, 1076 AV Amsterdam"
VRIJ = "Duinweg 4, 2042 AA Zandvoort"
#: One who drives a lot for work, and one who drives a lot privately.
_VER = {"noa.verbeek": 620, "quinten.veld": 480}
_PRIVE = {"olaf.santen": 900}

Regel = tuple[str, ...]


def maak(bezetting: Bezetting) -> None:
    """Read last year's file and this year's; a month is missing of one car, and one plate is nobody's."""
    geheim = Instellingen.uit_omgeving().geheim
    for wie, van in bezetting.gebruikt.values():
        _richt_in(bezetting, wie, van, geheim)
    jaar = bezetting.ctx.vandaag.year
    # Up to the last complete month: a lease company delivers by the month.
    tot = bezetting.ctx.vandaag.replace(day=1)
    standen = dict.fromkeys(bezetting.gebruikt, 300_000)
    for begin, einde in ((date(jaar - 1, 1, 1), date(jaar, 1, 1)), (date(jaar, 1, 1), tot)):
        regels = [
            regel
            for kenteken, (wie, van) in bezetting.gebruikt.items()
            for regel in _ritten(bezetting, kenteken, wie, max(begin, van), einde, standen)
        ]
        if einde == tot:
            regels = _met_gebreken(regels)
        if regels:
            gemaakt = moment(einde, time(6))
            lees_in(bezetting.als(INLEZER, gemaakt + timedelta(hours=4)), io.BytesIO(schrijf(regels, gemaakt)), geheim)
    _kijk_en_stem_toe(bezetting)


def _richt_in(bezetting: Bezetting, wie: str, van: date, geheim: str) -> None:
    """Give a driver a key, as the first log-in does, and an address book of which the werkgever confirms the work."""
    openbaar, prive = maak_sleutelpaar(normaal(WACHTWOORD))
    with bezetting.ctx.database.transactie() as s:
        s.execute(
            update(Account)
            .where(Account.medewerker_id == bezetting.ids[wie], Account.openbare_sleutel.is_(None))
            .values(openbare_sleutel=openbaar, verzegelde_sleutel=prive)
        )
    ctx = bezetting.als(wie, datetime(van.year, 1, 3, 9, tzinfo=UTC))
    adresboek.voeg_toe(ctx, geheim, Adressoort.WOONADRES, _huis(bezetting, wie), van)
    adresboek.voeg_toe(ctx, geheim, Adressoort.ZAKELIJK, BEZOEK, van)
    werk = adresboek.voeg_toe(ctx, geheim, Adressoort.VASTE_WERKLOCATIE, WERK, van)
    # The Procureur-Generaal is werkgever of every unit.
    adresboek.bevestig(bezetting.als("xandra.oosting"), werk, akkoord=True)


def _ritten(
    bezetting: Bezetting, kenteken: str, wie: str, van: date, tot: date, standen: dict[str, int]
) -> Iterator[Regel]:
    """Yield the trips of a car: to work on Tuesday, a visit on Wednesday, the coast on the first Saturday."""
    huis = _huis(bezetting, wie)
    zakelijk, prive = _VER.get(wie, 310), _PRIVE.get(wie, 240)
    dag = van
    while dag < tot:
        plan: tuple[tuple[int, int, str, str, str], ...] = ()
        if dag.weekday() == 1:
            plan = ((8, 184, huis, WERK, "w"), (17, 184, WERK, huis, "w"))
        elif dag.weekday() == 2:
            plan = ((9, zakelijk, huis, BEZOEK, "z"), (15, zakelijk, BEZOEK, huis, "z"))
        elif dag.weekday() == 5 and dag.day <= 7:
            plan = ((10, prive, huis, VRIJ, "p"), (16, prive, VRIJ, huis, "p"))
        elif dag.weekday() == 3 and dag.day <= 7 and dag.month % 3 == 0:
            # From a visit to a private address: the text does not settle what that is.
            plan = ((9, zakelijk, huis, BEZOEK, "z"), (17, 275, BEZOEK, VRIJ, ""), (20, 240, VRIJ, huis, "p"))
        for uur, tienden, begin, einde, klasse in plan:
            stand = standen[kenteken]
            standen[kenteken] = stand + tienden
            vertrek = moment(dag, time(uur, 5))
            yield (
                kenteken,
                bezetting.nummers[wie],
                schrijf_lokale_tijd(vertrek),
                schrijf_lokale_tijd(vertrek + timedelta(minutes=15 + tienden // 8)),
                _stand(stand),
                _stand(stand + tienden),
                begin,
                einde,
                klasse,
                "",
            )
        dag += timedelta(days=1)


def _met_gebreken(regels: list[Regel]) -> list[Regel]:
    """Leave out two trips of one car, so that it waits, and add one of a car that nobody knows."""
    van_een = [regel for regel in regels if regel[0] == "FX106F"]
    weg = set(van_een[3:5]) if len(van_een) > 6 else set()
    uit = [regel for regel in regels if regel not in weg]
    return [*uit, ("ZZ999Z", *uit[0][1:])] if uit else uit


def _kijk_en_stem_toe(bezetting: Bezetting) -> None:
    """Let one driver decide, one consent, and one director look."""
    noa = bezetting.als("noa.verbeek")
    open_ = mijn.open_ritten(noa)
    if open_:
        mijn.beoordeel(noa, open_[0].id, Ritklasse.P, "Na het bezoek naar het strand gereden.")
    dag = bezetting.ctx.vandaag
    toestemming.geef(noa, Omvang.WOONWERK, Kijker.WERKGEVER, dag, dag + timedelta(days=30))
    beheer.berijder(
        bezetting.als("vera.noordhoek"), bezetting.ids["noa.verbeek"], dag.year, Inzagedoel.ZAKELIJKE_ADRESSEN
    )


def _huis(bezetting: Bezetting, wie: str) -> str:
    nummer = int(bezetting.nummers[wie][-2:]) + 11
    return f"Lindelaan {nummer}, 1462 XA Middenbeemster"


def _stand(tienden: int) -> str:
    return f"{tienden // 10},{tienden % 10}"

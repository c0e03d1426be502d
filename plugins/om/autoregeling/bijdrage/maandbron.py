# SPDX-License-Identifier: EUPL-1.2
"""Where the month run gets the contribution for private use from: advances, and the settlement of a year (4.1).

While a year is open, its advances follow right of use, declaration and rate; an estimate acts on months that were not
booked yet. Once its settlement has begun they stay what was booked, and only the settlement is calculated again: so
the two never correct each other twice, and everything that was booked for a year comes to what is due for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.contributions import Loonregel, Openstaand
from core.ledger import geboekt, nareken
from core.people.policy import HR, MEDEWERKER
from core.rules import ParameterOntbreekt, Parameterset
from core.rules.uitleg import Stap
from plugins.om.autoregeling.bijdrage.feiten import (
    Regime,
    Staat,
    berijders,
    jaar,
    maand,
    regime,
    staat,
)
from plugins.om.autoregeling.bijdrage.models import Jaarafrekening
from plugins.om.autoregeling.bijdrage.stand import Jaarstand, jaarstanden
from plugins.om.autoregeling.bijdrage.verrekening import Jaartarief
from plugins.om.autoregeling.bijdrage.voorschot import Maandtarief, gebruik, voorschot
from plugins.om.autoregeling.bijdrage.vouw import vouw_gegeven, vouw_stappen
from plugins.om.autoregeling.kosten import maandregels
from plugins.om.autoregeling.models import Gebruik
from plugins.om.autoregeling.policy import EENHEID, REGELING, WERKGEVER
from plugins.om.autoregeling.rules.eigen_bijdrage import Voorschotten, eigen_bijdrage
from plugins.om.autoregeling.rules.verrekening import Verrekening, verrekening

VOORSCHOT = "voorschot"
LOONCODE = "om_auto.looncode_bijdrage"
ARTIKEL = "Autoregeling OM 4.1"

GEEN_SCHATTING = "geen_schatting"
NA_2023 = "na_2023"
PARAMETER_ONTBREEKT = "parameter_ontbreekt"
WACHT_OP_VOORSCHOT = "wacht_op_voorschot"
SPLITSING_NODIG = "splitsing_nodig"
OPEN_RITTEN = "open_ritten"
NA_RECHT = "kilometers_na_recht"
BOVEN_NORM = "boven_norm"
PROEF_IN_JAAR = "proef_in_jaar"


def feit_van_jaar(nummer: int) -> str:
    """Return the name under which the ledger books the settlement of a year."""
    return f"verrekening/{nummer}"


def jaar_van_feit(feit: str) -> int | None:
    """Return the year of a settlement; None for another fact."""
    soort, _, rest = feit.partition("/")
    return int(rest) if soort == "verrekening" and rest.isdigit() else None


class Bijdragebron:
    """The contribution for private use: a line a month for the advance, and one a year for the settlement.

    Recovered costs and electricity at home go along: the ledger knows one source for a regulation.
    """

    id = "OM-AUTO/bijdrage"
    eenheid = EENHEID
    regeling = REGELING
    inhouding = True
    redenen: Mapping[str, str] = {
        GEEN_SCHATTING: "er is voor dit jaar nog geen schatting van de privékilometers, dus geen voorschot",
        NA_2023: "de regeling liep tot en met 31 december 2023; HR legt eerst vast of ze daarna nog geldt",
        PARAMETER_ONTBREEKT: "er ontbreekt een waarde om mee te rekenen",
        WACHT_OP_VOORSCHOT: "een voorschot over dit jaar staat nog in een run die niet is goedgekeurd",
        SPLITSING_NODIG: (
            "de opgave gaat over een periode waarin het tarief, de Verklaring of het recht verandert;"
            " de berijder splitst haar op {dag}"
        ),
        OPEN_RITTEN: "{aantal} ritten van samen {kilometers} km zijn nog niet beoordeeld en tellen nog niet mee",
        NA_RECHT: "{kilometers} privékilometers zijn gereden op dagen zonder recht op de auto",
        BOVEN_NORM: (
            "met de Verklaring zijn {kilometers} kilometer meer gereden dan {norm};"
            " daar is geen prijs voor, en het recht op de auto eindigt"
        ),
        PROEF_IN_JAAR: (
            "een proef met een ander tarief voor een deel van een jaar zou laten zien wanneer iemand privé reed;"
            " de verrekening telt mee zoals ze is"
        ),
    }

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who had a right of use in the month, or is settled in it."""
        tijd = maand(periode)
        wie = set(_gebruikers(sessie, tijd.van, tijd.tot_en_met))
        wie |= set(sessie.scalars(select(Jaarafrekening.medewerker_id).where(Jaarafrekening.maand == periode)))
        vorig = tijd.van.year - 1
        if tijd.van.month == 1 and vorig in staat(sessie, ()).rondes:
            heel = jaar(vorig)
            wie |= set(_gebruikers(sessie, heel.van, heel.tot_en_met))
        return sorted(wie | maandregels.medewerkers(sessie, periode))

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Yield the advance of the month and the settlements that are booked in it, in a fixed number of queries."""
        standen = staat(sessie, medewerkers)
        yield from _voorschotten(sessie, periode, medewerkers, parameters, standen)
        per_jaar: dict[int, list[int]] = {}
        for (wie, nummer), in_maand in standen.vroeg.items():
            if in_maand == periode:
                per_jaar.setdefault(nummer, []).append(wie)
        vorig = int(periode[:4]) - 1
        if periode.endswith("-01") and vorig in standen.rondes:
            per_jaar.setdefault(vorig, []).extend(wie for wie in medewerkers if (wie, vorig) not in standen.vroeg)
        for nummer, allen in sorted(per_jaar.items()):
            yield from _afrekeningen(sessie, periode, nummer, sorted(allen), parameters)
        looncode = _looncode(parameters, maand(periode).van)
        yield from maandregels.regels(sessie, periode, medewerkers, parameters, looncode)

    def is_verhaal(self, feit: str) -> bool:
        """Tell whether a fact is a recovered cost: no agreement went before it, so a person decides how it is paid."""
        return maandregels.is_verhaal(feit)

    def centen(self, uitkomst: Any, feit: str) -> int:
        """Return what a fact comes to: the advance and a balance to pay are deductions."""
        if isinstance(uitkomst, Voorschotten):
            return -int(uitkomst.totaal_centen)
        if isinstance(uitkomst, Verrekening):
            return -int(uitkomst.saldo_centen)
        van_kosten = maandregels.centen(uitkomst)
        return nareken.bedrag(uitkomst) if van_kosten is None else van_kosten

    def vouw_stappen(self, stappen: Sequence[Stap]) -> Sequence[Stap]:
        """Return the steps of a settlement with one sum of the year in the place of its stretches (5.5)."""
        return vouw_stappen(stappen)

    def vouw_gegeven(self, gegeven: str) -> str:
        """Return the input of a settlement with one sum of the year in the place of its stretches (5.5)."""
        return vouw_gegeven(gegeven)


def _gebruikers(s: Session, van: date, tot_en_met: date) -> Sequence[int]:
    return s.scalars(
        select(Gebruik.medewerker_id)
        .where(
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= tot_en_met,
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= van),
        )
        .distinct()
    ).all()


def _voorschotten(
    s: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset, standen: Staat
) -> Iterator[Loonregel | Openstaand]:
    tijd = maand(periode)
    nummer = tijd.van.year
    bevroren = [wie for wie in medewerkers if standen.afgerekend(wie, nummer)]
    looncode = _looncode(parameters, tijd.van)
    if bevroren:
        eerder = geboekt.per_maand(s, EENHEID, REGELING, VOORSCHOT, periode, periode, bevroren)
        for (wie, _), centen in sorted(eerder.items()):
            # What was booked is what should have been booked: there is no difference, so nothing is written.
            yield Loonregel(
                wie, VOORSCHOT, eigen_bijdrage.id, eigen_bijdrage.versie, centen, "{}", {}, looncode, tijd.van
            )
    open_ = [wie for wie in medewerkers if not standen.afgerekend(wie, nummer)]
    geldt = regime(s, nummer)
    tarief = _maandtarief(periode, parameters)
    gevraagd = any(tijd.en(vraag) for vraag in geldt.onbesloten)
    for wie, berijder in sorted(berijders(s, nummer, open_, met_schattingen=True, met_opgaven=False).items()):
        if not any(een.en(tijd) for een in gebruik(berijder, geldt)):
            continue
        try:
            uitkomst = voorschot(berijder, geldt, tarief)
        except ParameterOntbreekt as fout:
            yield Openstaand(wie, VOORSCHOT, PARAMETER_ONTBREEKT, fout, ARTIKEL, HR.id)
            continue
        if uitkomst is not None:
            yield Loonregel(
                wie,
                VOORSCHOT,
                eigen_bijdrage.id,
                eigen_bijdrage.versie,
                -uitkomst.centen,
                uitkomst.gegeven,
                {"dagen": uitkomst.dagen},
                looncode,
                tijd.van,
            )
        elif berijder.schatting(tijd.van.month) is None:
            yield Openstaand(wie, VOORSCHOT, GEEN_SCHATTING, None, ARTIKEL, MEDEWERKER.id)
        if gevraagd:
            yield Openstaand(wie, f"{VOORSCHOT}/{NA_2023}", NA_2023, None, "Autoregeling OM 14", HR.id, blokkeert=True)


def _afrekeningen(
    s: Session, periode: str, nummer: int, medewerkers: Sequence[int], parameters: Parameterset
) -> Iterator[Loonregel | Openstaand]:
    eerste, feit = maand(periode).van, feit_van_jaar(nummer)
    try:
        tarief = _jaartarief(nummer, parameters)
    except ParameterOntbreekt as fout:
        for wie in medewerkers:
            yield Openstaand(wie, feit, PARAMETER_ONTBREEKT, fout, ARTIKEL, HR.id)
        return
    if tarief.proef_in_jaar:
        for wie in medewerkers:
            yield Openstaand(wie, feit, PROEF_IN_JAAR, None, "Autoregeling OM 5.5", HR.id)
        return
    geldt = regime(s, nummer)
    looncode = _looncode(parameters, eerste)
    for wie, stand in sorted(jaarstanden(s, nummer, medewerkers, tarief, geldt).items()):
        yield from _regels(wie, stand, feit, looncode, eerste, geldt)


def _regels(
    wie: int, stand: Jaarstand, feit: str, looncode: str, eerste: date, geldt: Regime
) -> Iterator[Loonregel | Openstaand]:
    som, uitkomst = stand.som, stand.afrekening
    if stand.ontbreekt is not None:
        yield Openstaand(wie, feit, PARAMETER_ONTBREEKT, stand.ontbreekt, ARTIKEL, HR.id)
    elif stand.onderweg:
        yield Openstaand(wie, feit, WACHT_OP_VOORSCHOT, None, ARTIKEL, HR.id)
    elif som.te_splitsen:
        dag = som.te_splitsen[0].van.isoformat()
        yield Openstaand(wie, feit, SPLITSING_NODIG, None, ARTIKEL, MEDEWERKER.id, {"dag": dag})
    elif uitkomst is not None and (uitkomst.verschuldigd_centen or uitkomst.ingehouden_centen):
        hoeveelheden = {"prive_kilometers": uitkomst.kilometers}
        yield Loonregel(
            wie,
            feit,
            verrekening.id,
            verrekening.versie,
            -uitkomst.saldo_centen,
            uitkomst.gegeven,
            hoeveelheden,
            looncode,
            eerste,
        )
    if som.open_ritten:
        gegevens = {"aantal": som.open_ritten, "kilometers": stand.kilometers(som.open_tienden)}
        yield Openstaand(wie, f"{feit}/{OPEN_RITTEN}", OPEN_RITTEN, None, ARTIKEL, MEDEWERKER.id, gegevens)
    if som.na_recht_tienden:
        over = {"kilometers": stand.kilometers(som.na_recht_tienden)}
        yield Openstaand(wie, f"{feit}/{NA_RECHT}", NA_RECHT, None, "Autoregeling OM 4.2", WERKGEVER.id, over)
    if uitkomst is not None and uitkomst.niet_geprijsd:
        boven = {"kilometers": uitkomst.niet_geprijsd, "norm": uitkomst.norm}
        yield Openstaand(wie, f"{feit}/{BOVEN_NORM}", BOVEN_NORM, None, "Autoregeling OM 13.2", WERKGEVER.id, boven)
    if any(recht.tijd.en(vraag) for vraag in geldt.onbesloten for recht in stand.berijder.rechten):
        yield Openstaand(wie, f"{feit}/{NA_2023}", NA_2023, None, "Autoregeling OM 14", HR.id, blokkeert=True)


@lru_cache(maxsize=32)
def _maandtarief(periode: str, parameters: Parameterset) -> Maandtarief:
    return Maandtarief(periode, parameters)


@lru_cache(maxsize=8)
def _jaartarief(nummer: int, parameters: Parameterset) -> Jaartarief:
    return Jaartarief(nummer, parameters)


def _looncode(parameters: Parameterset, op: date) -> str:
    feit = parameters.zoek(LOONCODE, op)
    return str(feit.waarde) if feit else ""


BRON = Bijdragebron()

# SPDX-License-Identifier: EUPL-1.2
"""Where the month run gets the allowance of professors and lectors from: a line an appointment (NFI 7.2).

The amount is fixed at the award (articles 4 and 5). It follows an error that was repaired, in a figure or in a fact of
the person; it never follows what was decided after the award, whatever day that works back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.contributions import Loonregel, Openstaand
from core.ledger.bulk import JSON_TEKST, een_van
from core.people.models import Dienstverband
from core.people.opzoeken import Inschalingen, Salaris, inschalingen
from core.people.policy import HR
from core.rules import GEEN_UITLEG, Aard, Centen, Feit, Geweigerd, ParameterOntbreekt, Parameters, Parameterset
from core.rules.invoer import schrijf
from core.rules.uitleg import toon
from plugins.nfi.hoogleraren.models import Benoemingrecord, Salarisbesluit
from plugins.nfi.hoogleraren.procedure import ARTIKEL, REGELING, Benoemingstatus
from plugins.nfi.hoogleraren.rules.looptijd import INWERKINGTREDING, Rol
from plugins.nfi.hoogleraren.rules.maand import Maandbedrag, Maandvraag, maand
from plugins.nfi.hoogleraren.rules.toelage import DEEL, REFERENTIE, Deellezing, Document
from plugins.nfi.policy import EENHEID

LOONCODE = "nfi_hoog.looncode"

NIET_TOEGEKEND = "nog_niet_toegekend"
GEEN_VERKLARING = "verklaring_ontbreekt"
GEEN_SALARIS = "geen_salaris"
SALARIS_LATER = "salaris_na_toekenning"
NIET_BEVESTIGD = "figuur_niet_bevestigd"
BUITEN_DE_REGEL = "past_niet_in_de_regel"
PARAMETER_ONTBREEKT = "parameter_ontbreekt"


def feit_van_benoeming(benoeming_id: int) -> str:
    """Return the name under which the ledger books the allowance of an appointment."""
    return f"benoeming/{benoeming_id}"


@dataclass(frozen=True)
class _Feiten:
    """What is recorded about people and their appointments."""

    benoemingen: Sequence[Benoemingrecord]
    salarissen: Inschalingen
    #: The last day of somebody's employment at the NFI, when it has one.
    uit_dienst: Mapping[int, date]
    #: (appointment, salary) -> HR's word.
    besluiten: Mapping[tuple[int, int], Aard]


class Hoogleraartoelage:
    """The allowance of professors and lectors. It counts for holiday pay and for the pension (article 7)."""

    id = maand.id
    eenheid = EENHEID
    regeling = REGELING
    redenen: Mapping[str, str] = {
        NIET_TOEGEKEND: "Wordt de toelage voor de benoeming bij {instelling} toegekend?",
        GEEN_VERKLARING: "Is verklaard dat {instelling} een nul-aanstelling geeft en niets betaalt?",
        GEEN_SALARIS: "Wat was het salaris op {dag}, de dag van de toekenning?",
        SALARIS_LATER: "Het salaris van {dag} is na de toekenning vastgelegd. Is het een herstel of een verhoging?",
        NIET_BEVESTIGD: "De waarde waarmee is toegekend ({sleutel}), is nooit bevestigd",
        BUITEN_DE_REGEL: "De gegevens van de benoeming passen niet in de regeling: {waarom}",
        PARAMETER_ONTBREEKT: "er ontbreekt een waarde die HR moet vastleggen",
    }

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who has an appointment in the month that was reported or granted."""
        eerste = date.fromisoformat(f"{periode}-01")
        return sorted(
            set(
                sessie.scalars(
                    select(Benoemingrecord.medewerker_id).where(
                        Benoemingrecord.status.in_((Benoemingstatus.AANGEMELD, Benoemingstatus.TOEGEKEND)),
                        Benoemingrecord.ingangsdatum < plus_maanden(eerste, 1),
                        or_(Benoemingrecord.einddatum.is_(None), Benoemingrecord.einddatum >= eerste),
                        or_(Benoemingrecord.vroegtijdig_einde.is_(None), Benoemingrecord.vroegtijdig_einde >= eerste),
                    )
                )
            )
        )

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Yield the amount of every appointment that runs in the month, and the question where it cannot be said."""
        eerste = date.fromisoformat(f"{periode}-01")
        feiten = _lees(sessie, medewerkers)
        looncode = parameters.zoek(LOONCODE, eerste)
        for benoeming in feiten.benoemingen:
            yield from _regels(sessie, benoeming, feiten, eerste, parameters, str(looncode.waarde) if looncode else "")

    def centen(self, uitkomst: Any, feit: str) -> int:
        """Return what the month pays: the outcome also tells what a whole month is."""
        bedrag: Maandbedrag = uitkomst
        return bedrag.bedrag_centen


def toekenningsdatum(benoeming: Benoemingrecord) -> date:
    """Return the day whose salaries count."""
    return max(benoeming.ingangsdatum, INWERKINGTREDING)


def einde(benoeming: Benoemingrecord, uit_dienst: date | None) -> date | None:
    """Return the early end of an appointment: that of the appointment itself, or of the employment at the NFI."""
    vroeg = min((dag for dag in (benoeming.vroegtijdig_einde, uit_dienst) if dag is not None), default=None)
    # Past the term there is nothing to end.
    return None if vroeg is not None and benoeming.einddatum is not None and vroeg > benoeming.einddatum else vroeg


def salaris_bij_toekenning(
    s: Session, benoeming: Benoemingrecord, salarissen: Inschalingen, besluiten: Mapping[tuple[int, int], Aard]
) -> tuple[Salaris | None, bool]:
    """Return the own salary that counts, and whether HR must first say what a later one is.

    A row about the same first day takes the place of a mistake; a row with another first day may be a raise.
    """
    dag = toekenningsdatum(benoeming)
    nu = salarissen.op(benoeming.medewerker_id, dag, EENHEID)
    if benoeming.besloten_op is None or nu is None:
        return nu, False
    toen = inschalingen(s, [benoeming.medewerker_id], benoeming.besloten_op).op(benoeming.medewerker_id, dag, EENHEID)
    if toen is None or toen.maandsalaris_centen == nu.maandsalaris_centen:
        return nu, False
    besluit = besluiten.get((benoeming.id, nu.inschaling_id))
    if besluit is not None:
        return (nu if besluit is Aard.HERSTEL else toen), False
    return (nu, False) if nu.vanaf == toen.vanaf else (toen, True)


def uit_dienst(s: Session, medewerkers: Sequence[int]) -> dict[int, date]:
    """Return the last day at the NFI of those who have one."""
    einden: dict[int, list[date | None]] = {}
    for wie, tot in s.execute(
        select(Dienstverband.medewerker_id, Dienstverband.tot_en_met).where(
            een_van(s, Dienstverband.medewerker_id, medewerkers), Dienstverband.eenheid == EENHEID
        )
    ):
        einden.setdefault(wie, []).append(tot)
    return {wie: max(dag for dag in dagen if dag) for wie, dagen in einden.items() if None not in dagen}


def maandvraag(
    benoeming: Benoemingrecord, salaris_centen: int, vroeg: date | None, eerste: date, parameters: Parameterset
) -> Maandvraag:
    """Return the question of a month, with what was fixed at the award. Raises ``Geweigerd``."""
    dag = toekenningsdatum(benoeming)
    referentie = vastgezet(parameters, REFERENTIE[Rol(benoeming.rol)], dag, benoeming)
    deel = vastgezet(parameters, DEEL, dag, benoeming)
    return Maandvraag(
        eerste,
        Rol(benoeming.rol),
        Document(benoeming.naam, benoeming.ingangsdatum, benoeming.instelling, benoeming.einddatum),
        Centen(salaris_centen),
        uren_per_week(benoeming),
        vroeg,
        None if benoeming.oude_toelage_centen is None else Centen(benoeming.oude_toelage_centen),
        Centen(int(referentie.getal * 100)) if referentie else None,
        Deellezing(str(deel.waarde)) if deel else None,
    )


def _lees(s: Session, medewerkers: Sequence[int]) -> _Feiten:
    benoemingen = s.scalars(
        select(Benoemingrecord)
        .where(
            een_van(s, Benoemingrecord.medewerker_id, medewerkers),
            Benoemingrecord.status.in_((Benoemingstatus.AANGEMELD, Benoemingstatus.TOEGEKEND)),
        )
        .order_by(Benoemingrecord.medewerker_id, Benoemingrecord.id)
    ).all()
    besluiten = s.scalars(
        select(Salarisbesluit).where(Salarisbesluit.benoeming_id.in_([rij.id for rij in benoemingen]))
    )
    return _Feiten(
        benoemingen,
        inschalingen(s, medewerkers),
        uit_dienst(s, medewerkers),
        {(rij.benoeming_id, rij.inschaling_id): rij.aard for rij in besluiten},
    )


def _regels(
    s: Session, benoeming: Benoemingrecord, feiten: _Feiten, eerste: date, parameters: Parameterset, looncode: str
) -> Iterator[Loonregel | Openstaand]:
    wie, feit = benoeming.medewerker_id, feit_van_benoeming(benoeming.id)
    vroeg = einde(benoeming, feiten.uit_dienst.get(wie))
    if not _raakt(benoeming, vroeg, eerste):
        return
    instelling = benoeming.instelling
    dag = toekenningsdatum(benoeming)
    salaris, later = salaris_bij_toekenning(s, benoeming, feiten.salarissen, feiten.besluiten)
    if benoeming.status is Benoemingstatus.AANGEMELD:
        yield _open(wie, feit, NIET_TOEGEKEND, instelling=instelling)
    elif benoeming.verklaring_op is None:
        yield _open(wie, feit, GEEN_VERKLARING, instelling=instelling)
    elif salaris is None:
        yield _open(wie, feit, GEEN_SALARIS, dag=toon("dag", dag))
    elif later:
        yield _open(wie, feit, SALARIS_LATER, dag=toon("dag", dag))
    else:
        yield from _reken(benoeming, feit, salaris.maandsalaris_centen, vroeg, eerste, parameters, looncode)


def _reken(
    benoeming: Benoemingrecord,
    feit: str,
    salaris_centen: int,
    vroeg: date | None,
    eerste: date,
    parameters: Parameterset,
    looncode: str,
) -> Iterator[Loonregel | Openstaand]:
    wie, dag = benoeming.medewerker_id, toekenningsdatum(benoeming)
    for sleutel in (REFERENTIE[Rol(benoeming.rol)], DEEL):
        vast = vastgezet(parameters, sleutel, dag, benoeming)
        if vast is not None and vast.te_bevestigen:
            yield Openstaand(
                wie,
                feit,
                NIET_BEVESTIGD,
                artikel=ARTIKEL,
                beslisser=HR.id,
                gegevens={"sleutel": vast.sleutel},
                blokkeert=True,
            )
            return
    try:
        gegeven = maandvraag(benoeming, salaris_centen, vroeg, eerste, parameters)
        uitkomst: Maandbedrag = maand.functie(gegeven, Parameters(parameters), GEEN_UITLEG)
    except ParameterOntbreekt as fout:
        yield Openstaand(wie, feit, PARAMETER_ONTBREEKT, fout, artikel="CAO Rijk 6.3", beslisser=HR.id)
        return
    except Geweigerd as fout:
        yield _open(wie, feit, BUITEN_DE_REGEL, waarom=fout.reden)
        return
    if uitkomst.bedrag_centen:
        yield Loonregel(
            wie,
            feit,
            maand.id,
            maand.versie,
            uitkomst.bedrag_centen,
            JSON_TEKST(schrijf(gegeven)),
            {"dagen": uitkomst.dagen, "telt_voor_vakantiegeld": 1, "pensioengevend": 1},
            looncode,
            uitkomst.eerste_dag or eerste,
        )


def uren_per_week(benoeming: Benoemingrecord) -> Decimal:
    """Return the hours a week in the role."""
    return Decimal(benoeming.uren_honderdsten).scaleb(-2)


def vastgezet(parameters: Parameterset, sleutel: str, dag: date, benoeming: Benoemingrecord) -> Feit | None:
    """Return what held at the award where something else was decided since; None when what holds now counts."""
    if benoeming.besloten_op is None:
        return None
    toen = parameters.zoek_zoals_bekend(sleutel, dag, benoeming.besloten_op)
    nu = parameters.zoek(sleutel, dag)
    return toen if toen is not None and (nu is None or nu.waarde != toen.waarde) else None


def _raakt(benoeming: Benoemingrecord, vroeg: date | None, eerste: date) -> bool:
    """Tell whether an appointment has a day in a month."""
    laatste = min((dag for dag in (benoeming.einddatum, vroeg) if dag is not None), default=eerste)
    return max(benoeming.ingangsdatum, INWERKINGTREDING) < plus_maanden(eerste, 1) and laatste >= eerste


def _open(wie: int, feit: str, reden: str, **gegevens: int | str) -> Openstaand:
    return Openstaand(wie, feit, reden, artikel=ARTIKEL, beslisser=HR.id, gegevens=gegevens)

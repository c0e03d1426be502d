# SPDX-License-Identifier: EUPL-1.2
"""Where the month run gets the on-call allowance from: approved claims, calculated in bulk (JIO 7.6; CAO Rijk 7.6).

The bulk path counts the quarters of every shape of a duty once and makes the tariffs into whole numbers once; what is
left per employee is one line through two numbers (``bulkbedrag``). The explained calculation goes the same two steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, case, or_, select, type_coerce
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.calendar.tijd import lokale_datum, schrijf_lokale_tijd
from core.contributions import Loonregel, Openstaand
from core.ledger.bulk import JSON_TEKST, Bereik, bereik, een_van, in_stukken
from core.people.opzoeken import Inschalingen, inschalingen
from core.rules import ParameterOntbreekt, Parameters, Parameterset
from plugins.jio.consignatie.models import Declaratie, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, REGELING, Declaratiestatus
from plugins.jio.consignatie.rules.bulkbedrag import Bedrag, bulkbedrag
from plugins.jio.consignatie.rules.dienst import WEEK, Deel
from plugins.jio.consignatie.rules.tarief import Tariefsoort, formule, tarieven
from plugins.jio.consignatie.rules.telling import tel_kwartieren
from plugins.jio.consignatie.rules.toelage import toelage
from plugins.jio.consignatie.services.brieven import Aangewezen, Brief, aangewezen, brieven
from plugins.jio.consignatie.services.declareerbaar import claim_van_deel, wordt_gedeclareerd
from plugins.jio.consignatie.services.dienstkalender import MAAND_VAN_DIENST, Dienstkalender, maand
from plugins.jio.consignatie.services.teams import Geldendesituatie, Situaties
from plugins.jio.consignatie.services.toelagen import WERKPLEK_SLEUTELS, Ontbreekt, op_werkplek, per_dagsoort

LOONCODE = "jio_cons.looncode_toelage"
ZONDER_AANWIJZING = "zonder_aanwijzing"
PARAMETER_ONTBREEKT = "parameter_ontbreekt"
BUITEN_DE_DIENST = "buiten_de_dienst"

DAG = timedelta(days=1)
#: A duty that ends in a month began at most this long before it, whatever closing days come in between.
RUIM = timedelta(days=28)

#: So many months are read at once by who asks for more: a year of everybody would not fit beside the rest.
MAANDEN_TEGELIJK = 6

#: Why a duty is not paid yet, by the state of its claim; an approved one is.
REDENEN: Mapping[str | None, str] = {
    None: "geen_declaratie",
    Declaratiestatus.KLAARGEZET: "niet_bevestigd",
    Declaratiestatus.BEVESTIGD: "niet_goedgekeurd",
    Declaratiestatus.BEZWAAR: "bezwaar_loopt",
    Declaratiestatus.TERUGGEGEVEN: "teruggegeven",
}


def feit_van_dienst(dienst_id: int) -> str:
    """Return the name under which the ledger books the allowance of a duty."""
    return f"dienst/{dienst_id}"


class _Uitvoering(NamedTuple):
    """What one employee performed of one duty, and what came of the claim; a tuple since a run makes thousands."""

    medewerker_id: int
    dienst_id: int
    team_id: int
    dinsdag: date
    vakken: tuple[Tijdvak, ...]
    #: The text of a ``Declaratiestatus``; None without a claim.
    status: str | None
    minuten_zonder_aanwijzing: int | None


@dataclass(frozen=True, slots=True)
class _Vorm:
    """What is the same for everybody who performed the same parts of a duty in the same situation."""

    #: The amount in cents that a salary gives.
    bedrag: Bedrag
    hoeveelheden: dict[str, int]
    #: The JSON of the input between designation and salary, and after the salary.
    voor: str
    na: str

    def gegeven(self, per: date, maandsalaris_centen: int) -> str:
        """Return the input of JIO-CONS/toelage of one employee as JSON, under its outside names."""
        euro = f"{maandsalaris_centen // 100}.{maandsalaris_centen % 100:02d}"
        return f'{{"aangewezen_per":"{per.isoformat()}",{self.voor}{euro}{self.na}'


Lezingen = tuple[tuple[str, tuple[date, ...]], ...]
"""The Tuesdays near a month by reading: a duty belongs to the month in which it ends, or in which it begins."""


class _Rekenaar:
    """Counts every shape of a duty once for one set of parameters."""

    def __init__(self, parameters: Parameterset) -> None:
        self.parameters = parameters
        self._kalender = Dienstkalender(parameters)
        self._vormen: dict[tuple[object, ...], _Vorm | ParameterOntbreekt] = {}
        self._looncodes: dict[date, str] = {}

    def lezingen(self, periode: str) -> Lezingen:
        """Return which Tuesdays near a month go by the end of the duty, and which by its begin."""
        vak = maand(periode)
        eerste = lokale_datum(vak.van) - RUIM
        dinsdagen = [eerste + nr * WEEK for nr in range((lokale_datum(vak.tot) + RUIM - eerste) // WEEK)]
        per_lezing: dict[str, list[date]] = {"EINDE": [], "BEGIN": []}
        for dinsdag in (dag - (dag.weekday() - 1) % 7 * DAG for dag in dinsdagen):
            per_lezing[str(Parameters(self.parameters)[MAAND_VAN_DIENST, dinsdag])].append(dinsdag)
        return tuple((lezing, tuple(dagen)) for lezing, dagen in per_lezing.items() if dagen)

    def binnen_dienst(self, dinsdag: date, vakken: tuple[Tijdvak, ...]) -> tuple[Tijdvak, ...]:
        """Return the parts as far as the duty goes under these parameters; nearly always they are all of them."""
        dienst = self._kalender.dienst(dinsdag)
        if dienst.start <= vakken[0].van and vakken[-1].tot <= dienst.einde:
            return vakken
        return self._kalender.binnen(dinsdag, vakken)

    def looncode(self, dag: date) -> str:
        """Return the wage code, or nothing while HR has not filled it in."""
        if dag not in self._looncodes:
            feit = self.parameters.zoek(LOONCODE, dag)
            self._looncodes[dag] = str(feit.waarde) if feit else ""
        return self._looncodes[dag]

    def vorm(self, dinsdag: date, geldig: Aangewezen, situatie: Geldendesituatie) -> _Vorm:
        """Return what is shared by everybody with these parts. Raises ``ParameterOntbreekt``."""
        sleutel = (dinsdag, geldig.vakken, situatie.plaatsgebonden, situatie.situatie)
        gevonden = self._vormen.get(sleutel)
        if gevonden is None:
            try:
                gevonden = self._maak(dinsdag, geldig, situatie)
            except ParameterOntbreekt as fout:
                gevonden = fout
            self._vormen[sleutel] = gevonden
        if isinstance(gevonden, ParameterOntbreekt):
            raise gevonden
        return gevonden

    def _maak(self, dinsdag: date, geldig: Aangewezen, situatie: Geldendesituatie) -> _Vorm:
        gebruikt = Parameters(self.parameters)
        if op_werkplek(situatie):
            gebruikt.alle(*((sleutel, dinsdag) for sleutel in WERKPLEK_SLEUTELS))
        delen = tuple(Deel(vak.van, vak.tot) for vak in geldig.vakken)
        # The parts lie within the designation already, so the count is the same for every letter.
        telling = tel_kwartieren(dinsdag, delen, geldig.per, gebruikt)
        soort = Tariefsoort(situatie.plaatsgebonden, situatie.moet_naar_locatie, salaris_per_maand=True)
        per_soort = vars(per_dagsoort(telling))
        tijden = [{"tot": schrijf_lokale_tijd(vak.tot), "van": schrijf_lokale_tijd(vak.van)} for vak in geldig.vakken]
        return _Vorm(
            bulkbedrag(formule(tarieven(telling, soort, gebruikt))),
            {f"kwartieren_{naam}": aantal for naam, aantal in per_soort.items()},
            f'"delen":{JSON_TEKST(tijden)},"maandsalaris_voltijd_euro":"',
            f'","moet_naar_locatie":{JSON_TEKST(situatie.moet_naar_locatie)},'
            f'"plaatsgebonden":{JSON_TEKST(situatie.plaatsgebonden)},"start":"{dinsdag.isoformat()}"}}',
        )


@lru_cache(maxsize=4)
def _rekenaar_van(parameters: Parameterset) -> _Rekenaar:
    """Return what was counted with a set of parameters: a run asks a hundred times with the same one."""
    return _Rekenaar(parameters)


class Consignatietoelage:
    """The allowance for on-call duty, a line a duty and employee."""

    id = "JIO-CONS/toelage"
    eenheid = EENHEID
    regeling = REGELING

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who performs, or once was to perform, a duty that may belong to the month."""
        return sessie.scalars(
            select(Dienstdeel.medewerker_id)
            .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
            .where(_raakt(periode))
            .distinct()
            .order_by(Dienstdeel.medewerker_id)
        ).all()

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Yield a line for every approved claim, and why for every duty that cannot be paid yet. Six queries."""
        rekenaar = _rekenaar_van(parameters)
        samen = bereik(sessie, medewerkers, periode)
        letters = samen.eenmaal("jio.brieven", None, lambda: brieven(sessie, samen.personen))
        salarissen = samen.eenmaal("jio.inschalingen", None, lambda: inschalingen(sessie, samen.personen))
        uitvoeringen = _van_maand(sessie, samen, periode, medewerkers, rekenaar)
        situaties = Situaties(sessie, parameters, {uitvoering.team_id for uitvoering in uitvoeringen})
        for uitvoering in uitvoeringen:
            eigen_letters = letters.get(uitvoering.medewerker_id, ())
            yield from _regels(uitvoering, eigen_letters, salarissen, situaties, rekenaar)


def _van_maand(
    s: Session, samen: Bereik, periode: str, medewerkers: Sequence[int], rekenaar: _Rekenaar
) -> list[_Uitvoering]:
    """Return who of these people performed what of the duties of a month; months that follow are read with it."""
    plek = samen.maanden.index(periode) // MAANDEN_TEGELIJK * MAANDEN_TEGELIJK
    perioden = {maand_: rekenaar.lezingen(maand_) for maand_ in samen.maanden[plek : plek + MAANDEN_TEGELIJK]}
    gelezen = samen.eenmaal(
        "jio.uitvoeringen", tuple(perioden.items()), lambda: _uitvoeringen(s, perioden, samen.personen)
    )[periode]
    if len(medewerkers) == len(samen.personen):
        return gelezen
    gevraagd = set(medewerkers)
    return [uitvoering for uitvoering in gelezen if uitvoering.medewerker_id in gevraagd]


def _regels(
    uitvoering: _Uitvoering,
    letters: Sequence[Brief],
    salarissen: Inschalingen,
    situaties: Situaties,
    rekenaar: _Rekenaar,
) -> Iterator[Loonregel | Openstaand]:
    wie, feit = uitvoering.medewerker_id, feit_van_dienst(uitvoering.dienst_id)
    vakken = rekenaar.binnen_dienst(uitvoering.dinsdag, uitvoering.vakken)
    if not vakken:
        yield Openstaand(wie, feit, BUITEN_DE_DIENST)
        return
    geldig = aangewezen(vakken, letters)
    salaris = salarissen.op(wie, uitvoering.dinsdag, EENHEID)
    situatie = situaties.op(uitvoering.team_id, uitvoering.dinsdag)
    if geldig.per is None or not geldig.vakken:
        yield Openstaand(wie, feit, Ontbreekt.GEEN_AANWIJZING)
    elif uitvoering.status != Declaratiestatus.GOEDGEKEURD:
        yield Openstaand(wie, feit, REDENEN[uitvoering.status])
    elif salaris is None:
        yield Openstaand(wie, feit, Ontbreekt.GEEN_SALARIS)
    elif situatie is None:
        yield Openstaand(wie, feit, Ontbreekt.GEEN_SITUATIE)
    else:
        try:
            vorm = rekenaar.vorm(uitvoering.dinsdag, geldig, situatie)
        except ParameterOntbreekt as fout:
            yield Openstaand(wie, feit, PARAMETER_ONTBREEKT, fout)
            return
        yield Loonregel(
            wie,
            feit,
            toelage.id,
            toelage.versie,
            vorm.bedrag(salaris.maandsalaris_centen),
            vorm.gegeven(geldig.per, salaris.maandsalaris_centen),
            vorm.hoeveelheden,
            rekenaar.looncode(uitvoering.dinsdag),
            uitvoering.dinsdag,
        )
        if uitvoering.minuten_zonder_aanwijzing:
            # Not paid and not lost from sight: the hours before the designation stand on the list (JIO 7.6).
            yield Openstaand(wie, f"{feit}/{ZONDER_AANWIJZING}", ZONDER_AANWIJZING)


def _uitvoeringen(
    s: Session, perioden: Mapping[str, Lezingen], medewerkers: Sequence[int]
) -> dict[str, list[_Uitvoering]]:
    """Return by month who performed what of its duties, in the order of people and duties, in one query."""
    van_maand = {periode: _hoort_bij(periode, lezingen) for periode, lezingen in perioden.items()}
    alle = list(perioden)
    # By the connection: rows of columns need nothing of the object mapper, which would double the time.
    delen = s.connection().execute(
        select(
            # A Tuesday has one reading, so a duty belongs to one month.
            case(*((hoort, plek) for plek, hoort in enumerate(van_maand.values()))),
            Dienstdeel.medewerker_id,
            Dienstdeel.dienst_id,
            Dienst.team_id,
            Dienst.dinsdag,
            type_coerce(Declaratie.status, String),
            Declaratie.minuten_zonder_aanwijzing,
            Dienstdeel.van,
            Dienstdeel.tot,
        )
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .outerjoin(Declaratie, claim_van_deel())
        .where(
            een_van(s, Dienstdeel.medewerker_id, medewerkers),
            Dienstdeel.vervallen_op.is_(None),
            Rooster.status.in_(GELDENDE_ROOSTERS),
            wordt_gedeclareerd(),
            or_(*van_maand.values()),
        )
        .order_by(Dienstdeel.medewerker_id, Dienstdeel.dienst_id, Dienstdeel.van)
    )
    uit: dict[str, list[_Uitvoering]] = {periode: [] for periode in alle}
    lijsten = list(uit.values())
    # A team's week is performed by many: they share what is kept of it.
    gezien: dict[tuple[datetime, datetime], tuple[Tijdvak, ...]] = {}
    for plek, wie, dienst_id, team_id, dinsdag, status, zonder, van, tot in in_stukken(delen):
        vakken = gezien.get((van, tot))
        if vakken is None:
            vakken = gezien[van, tot] = (Tijdvak(van, tot),)
        lijst = lijsten[plek]
        if lijst and (vorige := lijst[-1])[:2] == (wie, dienst_id):
            lijst[-1] = vorige._replace(vakken=tuple(samengevoegd((*vorige.vakken, *vakken))))
        else:
            lijst.append(_Uitvoering(wie, dienst_id, team_id, dinsdag, vakken, status, zonder))
    return uit


def _hoort_bij(periode: str, lezingen: Lezingen) -> ColumnElement[bool]:
    """Return the condition that a duty belongs to a month: it ends in it, or by the other reading begins in it."""
    vak = maand(periode)
    kolommen = {"EINDE": Dienst.einde, "BEGIN": Dienst.begin}
    return or_(
        *(
            Dienst.dinsdag.in_(dagen) & (kolommen[lezing] >= vak.van) & (kolommen[lezing] < vak.tot)
            for lezing, dagen in lezingen
        )
    )


def _raakt(periode: str) -> ColumnElement[bool]:
    """Return the condition that a duty begins or ends in a month: under either reading it may belong to it."""
    vak = maand(periode)
    return or_(
        (Dienst.einde >= vak.van) & (Dienst.einde < vak.tot), (Dienst.begin >= vak.van) & (Dienst.begin < vak.tot)
    )

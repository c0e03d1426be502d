# SPDX-License-Identifier: EUPL-1.2
"""The secondments: recorded by HR or read from a file, and what the rule makes of them (JIO 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.bulk import een_van
from core.people.models import Medewerker
from core.people.opzoeken import lidmaatschappen, medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Geweigerd, ParameterOntbreekt, Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie.policy import doel
from plugins.jio.detacheren import policy
from plugins.jio.detacheren.models import Gedetacheerd
from plugins.jio.detacheren.rules import Aanspraak, Detachering, Detacheringen, aanspraak

VOORAF = "jio_det.bericht_dagen_vooraf"


@dataclass(frozen=True)
class Stand:
    """Somebody's secondments, oldest first, and what JIO-DET/aanspraak says of them today."""

    medewerker_id: int
    naam: str
    perioden: tuple[Gedetacheerd, ...]
    antwoord: Antwoord | None
    #: The key of a figure that is missing, so that the rule gives no answer.
    ontbreekt: str | None = None
    #: True when, as recorded now, the secondment still runs on the day on which the two years are complete.
    loopt_dan: bool = False

    @property
    def uitkomst(self) -> Aanspraak | None:
        """What the rule answered."""
        return None if self.antwoord is None else self.antwoord.uitkomst

    @property
    def laatste(self) -> Gedetacheerd:
        """The last secondment that was recorded."""
        return self.perioden[-1]

    @property
    def aanspraak_vanaf(self) -> date | None:
        """When a claim can be laid; None without a running secondment, for a project, or when it ends before then."""
        return self.uitkomst.aanspraak_vanaf if self.uitkomst and self.loopt_dan else None


def leg_vast(
    ctx: Context,
    medewerker_id: int,
    *,
    functie: str,
    van: date,
    tot_en_met: date | None = None,
    project_of_programma: bool = False,
) -> int:
    """Record a secondment. Returns its number. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", doel(policy.DETACHERING, medewerker_id=medewerker_id))
    with ctx.database.transactie() as s:
        medewerker(s, medewerker_id)
        return voeg_toe(s, ctx, medewerker_id, functie, van, tot_en_met, project_of_programma=project_of_programma).id


def voeg_toe(
    s: Session,
    ctx: Context,
    medewerker_id: int,
    functie: str,
    van: date,
    tot_en_met: date | None,
    *,
    project_of_programma: bool,
) -> Gedetacheerd:
    """Add a secondment in the caller's transaction, if it goes with the others of the same person."""
    functie = functie.strip()
    if not functie:
        raise Geweigerd("functie", "vul de functiecode in; zonder functie begint het tellen niet")
    nieuw = Detachering(van, functie, tot_en_met, project_of_programma)
    eerder = perioden(s, [medewerker_id]).get(medewerker_id, ())
    _eis_los([*map(als_regel, eerder), nieuw], ctx.vandaag)
    rij = Gedetacheerd(
        medewerker_id=medewerker_id,
        functie=functie,
        van=van,
        tot_en_met=tot_en_met,
        project_of_programma=project_of_programma,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(rij)
    s.flush()
    noteer(s, ctx, "leg_vast", policy.DETACHERING, rij.id, medewerker=medewerker_id, van=van)
    return rij


def beeindig(ctx: Context, detachering_id: int, tot_en_met: date) -> None:
    """Record the last day. Raises ``Geweigerd`` when there is another already, or when it lies before the begin."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, detachering_id)
        if rij.tot_en_met is not None and rij.tot_en_met != tot_en_met:
            raise Geweigerd(
                "tot_en_met", "deze detachering heeft al een laatste dag; laat haar vervallen en begin opnieuw"
            )
        zet_einde(s, ctx, rij, tot_en_met)


def zet_einde(s: Session, ctx: Context, rij: Gedetacheerd, tot_en_met: date) -> None:
    """Fill in the last day in the caller's transaction."""
    Detachering(rij.van, rij.functie, tot_en_met, rij.project_of_programma)
    rij.tot_en_met = tot_en_met
    s.flush()
    noteer(s, ctx, "beeindig", policy.DETACHERING, rij.id, tot_en_met=tot_en_met)


def laat_vervallen(ctx: Context, detachering_id: int) -> None:
    """Take out a secondment that was recorded by mistake; the row stays and no longer counts."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, detachering_id)
        if rij.vervallen_op is not None:
            raise Geweigerd("", "deze detachering is al vervallen")
        rij.vervallen_op = ctx.nu
        noteer(s, ctx, "laat_vervallen", policy.DETACHERING, rij.id)


def perioden(s: Session, medewerker_ids: Iterable[int] | None = None) -> dict[int, tuple[Gedetacheerd, ...]]:
    """Return the secondments that count, by person and oldest first; without people those of everybody."""
    vraag = (
        select(Gedetacheerd)
        .where(Gedetacheerd.vervallen_op.is_(None))
        .order_by(Gedetacheerd.medewerker_id, Gedetacheerd.van)
    )
    if medewerker_ids is not None:
        vraag = vraag.where(een_van(s, Gedetacheerd.medewerker_id, list(medewerker_ids)))
    uit: dict[int, tuple[Gedetacheerd, ...]] = {}
    for rij in s.scalars(vraag):
        uit[rij.medewerker_id] = (*uit.get(rij.medewerker_id, ()), rij)
    return uit


def standen(
    s: Session, ctx: Context, parameters: Parameterset, medewerker_ids: Iterable[int] | None = None
) -> Mapping[int, Stand]:
    """Return what the rule says today of these people, or of everybody who was ever seconded, in two queries."""
    gevonden = perioden(s, medewerker_ids)
    namen = {
        rij.id: rij.naam
        for rij in s.execute(select(Medewerker.id, Medewerker.naam).where(een_van(s, Medewerker.id, list(gevonden))))
    }
    return {wie: stand_van(wie, namen[wie], rijen, ctx.vandaag, parameters) for wie, rijen in gevonden.items()}


def stand_van(
    medewerker_id: int, naam: str, rijen: Sequence[Gedetacheerd], op: date, parameters: Parameterset
) -> Stand:
    """Ask JIO-DET/aanspraak about one person on a day."""
    regels = tuple(map(als_regel, rijen))
    try:
        antwoord = aanspraak.bereken(Detacheringen(regels, op), parameters)
        vanaf = antwoord.uitkomst.aanspraak_vanaf
        dan = antwoord.uitkomst.aanspraak or (
            vanaf is not None and aanspraak.bereken(Detacheringen(regels, vanaf), parameters).uitkomst.aanspraak
        )
    except ParameterOntbreekt as fout:
        return Stand(medewerker_id, naam, tuple(rijen), None, fout.ontbrekend[0][0])
    return Stand(medewerker_id, naam, tuple(rijen), antwoord, loopt_dan=dan)


def eigen_stand(ctx: Context) -> Stand | None:
    """Return the actor's own secondments with the answer of today; None for who never was seconded."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_eigen", doel(policy.DETACHERING, medewerker_id=zelf))
    if zelf is None:
        return None
    with ctx.database.lezen() as s:
        return standen(s, ctx, geldend(s, ctx.installatie), [zelf]).get(zelf)


def lijst(ctx: Context) -> tuple[Stand, ...]:
    """Return the secondments that the actor may see: who can lay a claim first stands on top.

    HR and the auditor see all of them, a leidinggevende those of the own teams. Raises ``GeenToegang``.
    """
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", policy.DETACHERING)
    alles = bereik.omvat(doel(policy.DETACHERING))
    if not alles and not bereik.teams:
        raise GeenToegang("bekijk", policy.DETACHERING)
    with ctx.database.lezen() as s:
        leden = None
        if not alles:
            leden = {lid.medewerker_id for lid in lidmaatschappen(s, bereik.teams, ctx.vandaag, ctx.vandaag)}
        gevonden = standen(s, ctx, geldend(s, ctx.installatie), leden)
    return tuple(sorted(gevonden.values(), key=lambda stand: (stand.aanspraak_vanaf or date.max, stand.naam)))


def dagen_vooraf(parameters: Parameterset, op: date) -> int | None:
    """Return how many days ahead people are told; None while HR has filled in nothing: then on the day itself."""
    feit = parameters.zoek(VOORAF, op)
    return None if feit is None or feit.waarde is None else int(feit.getal)


def als_regel(rij: Gedetacheerd) -> Detachering:
    """Return a row as the rule reads it."""
    return Detachering(rij.van, rij.functie, rij.tot_en_met, rij.project_of_programma)


def _eis_los(regels: Sequence[Detachering], op: date) -> None:
    try:
        Detacheringen(tuple(regels), op)
    except Geweigerd as fout:
        raise Geweigerd(
            "van", "in deze periode is er al een detachering; vul eerst de laatste dag van de vorige in"
        ) from fout


def _zoek(s: Session, ctx: Context, detachering_id: int) -> Gedetacheerd:
    rij = s.scalar(select(Gedetacheerd).where(Gedetacheerd.id == detachering_id).with_for_update())
    if rij is None:
        raise GeenToegang("wijzig", policy.DETACHERING)
    ctx.eis("wijzig", doel(policy.DETACHERING, medewerker_id=rij.medewerker_id))
    return rij

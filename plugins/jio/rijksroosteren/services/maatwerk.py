# SPDX-License-Identifier: EUPL-1.2
"""Custom agreements not to do roster duty: continued only while leidinggevende and employee both consent (JIO 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.ledger.bulk import een_van
from core.people.models import Medewerker
from core.people.opzoeken import leidinggevenden_van, lidmaatschappen, medewerker
from core.people.policy import HR, GeenToegang
from core.rules import GEEN_UITLEG, Geweigerd, Parameters, Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.models import Maatwerk, Maatwerkakkoord, Partij
from plugins.jio.rijksroosteren.rules import Akkoorden, Maatwerkafspraak, OntbrekendAkkoord, Voortzetting, maatwerk
from plugins.jio.rijksroosteren.services.toegang import eis_over

TAAK_AKKOORD = "jio.maatwerk_akkoord"
MEESTE_TEKENS = 200


@dataclass(frozen=True)
class Afspraakregel:
    """An agreement, what both said of it last, and whether it is continued today."""

    id: int
    medewerker_id: int
    naam: str
    van: date
    tot_en_met: date | None
    vindplaats: str
    #: What each party said last; None while it said nothing.
    leidinggevende: bool | None
    medewerker: bool | None
    uitkomst: Voortzetting

    def loopt(self, op: date) -> bool:
        """Tell whether it was not ended on a day."""
        return self.van <= op and (self.tot_en_met is None or op <= self.tot_en_met)


def leg_vast(ctx: Context, medewerker_id: int, *, van: date, vindplaats: str) -> int:
    """Record an agreement that was made before, and where its document is kept. Returns its number."""
    with ctx.database.transactie() as s:
        eis_over(s, ctx, "leg_vast", policy.MAATWERK, medewerker_id, ctx.vandaag)
        medewerker(s, medewerker_id)
        vindplaats = vindplaats.strip()
        if not vindplaats:
            raise Geweigerd("vindplaats", "schrijf waar de afspraak wordt bewaard")
        if len(vindplaats) > MEESTE_TEKENS:
            raise Geweigerd("vindplaats", f"schrijf ten hoogste {MEESTE_TEKENS} tekens")
        if van > ctx.vandaag:
            # The text lets agreements of the past be continued; it makes no new ones.
            raise Geweigerd("van", "alleen een afspraak die al bestaat, kan doorlopen; deze dag ligt in de toekomst")
        lopend = select(Maatwerk.id).where(
            Maatwerk.medewerker_id == medewerker_id,
            or_(Maatwerk.tot_en_met.is_(None), Maatwerk.tot_en_met >= ctx.vandaag),
        )
        if s.scalar(lopend) is not None:
            raise Geweigerd("personeelsnummer", "voor deze collega loopt al een afspraak")
        rij = Maatwerk(
            medewerker_id=medewerker_id,
            van=van,
            vindplaats=vindplaats,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "leg_vast", policy.MAATWERK, rij.id, medewerker=medewerker_id, van=van)
        return rij.id


def stem_in(ctx: Context, afspraak_id: int, *, akkoord: bool) -> Partij:
    """Record what the actor says about continuing an agreement; returns as which party.

    About oneself one speaks as the employee, about somebody of the team as the leidinggevende.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, afspraak_id, "stem_in")
        partij = Partij.MEDEWERKER if rij.medewerker_id == ctx.actor.medewerker_id else Partij.LEIDINGGEVENDE
        if rij.tot_en_met is not None and rij.tot_en_met < ctx.vandaag:
            raise Geweigerd("", "deze afspraak is beëindigd")
        if ctx.actor.medewerker_id is None:
            raise Geweigerd("", "alleen een medewerker geeft akkoord")
        s.add(
            Maatwerkakkoord(
                afspraak_id=rij.id,
                partij=partij,
                akkoord=akkoord,
                vanaf=ctx.vandaag,
                medewerker_id=ctx.actor.medewerker_id,
                vastgelegd_op=ctx.nu,
            )
        )
        s.flush()
        noteer(s, ctx, "stem_in", policy.MAATWERK, rij.id, partij=partij, akkoord=akkoord)
        if _stand(s, [rij.id], ctx.vandaag)[rij.id].voortgezet:
            los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_AKKOORD, sleutel=str(rij.id))
        return partij


def beeindig(ctx: Context, afspraak_id: int, tot_en_met: date) -> None:
    """Record the last day of an agreement."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, afspraak_id, "beeindig")
        if rij.tot_en_met is not None:
            raise Geweigerd("tot_en_met", "deze afspraak heeft al een laatste dag")
        if tot_en_met < rij.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
        rij.tot_en_met = tot_en_met
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_AKKOORD, sleutel=str(rij.id))
        noteer(s, ctx, "beeindig", policy.MAATWERK, rij.id, tot_en_met=tot_en_met)


def lijst(ctx: Context) -> tuple[Afspraakregel, ...]:
    """Return the agreements that the actor may see, those without both consents first. Raises ``GeenToegang``."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", policy.MAATWERK)
    alles = bereik.omvat(doel(policy.MAATWERK))
    with ctx.database.lezen() as s:
        wie = None
        if not alles:
            wie = {lid.medewerker_id for lid in lidmaatschappen(s, bereik.teams, ctx.vandaag, ctx.vandaag)}
            wie |= {bereik.medewerker_id} if bereik.medewerker_id is not None else set()
            if not wie:
                raise GeenToegang("bekijk", policy.MAATWERK)
        regels = _regels(s, ctx.vandaag, wie)
    return tuple(
        sorted(regels, key=lambda regel: (not regel.loopt(ctx.vandaag), regel.uitkomst.voortgezet, regel.naam))
    )


def eigen_afspraken(ctx: Context) -> tuple[Afspraakregel, ...]:
    """Return the actor's own agreements."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(policy.MAATWERK, medewerker_id=zelf))
    if zelf is None:
        return ()
    with ctx.database.lezen() as s:
        return tuple(_regels(s, ctx.vandaag, {zelf}))


def afspraken_van(s: Session, medewerker_id: int, op: date) -> tuple[Maatwerkafspraak, ...]:
    """Return somebody's agreements as the rule reads them, with the consents as they are on a day."""
    return tuple(
        Maatwerkafspraak(regel.van, regel.tot_en_met, bool(regel.leidinggevende), bool(regel.medewerker))
        for regel in _regels(s, op, {medewerker_id})
    )


def zonder_akkoord(ctx: Context) -> Sequence[int]:
    """Return the running agreements without both consents, of which nobody was reminded this month."""
    with ctx.database.lezen() as s:
        gevraagd = {rij.id: rij.gevraagd_op for rij in s.execute(select(Maatwerk.id, Maatwerk.gevraagd_op))}
        eerste = ctx.vandaag.replace(day=1)
        return [
            regel.id
            for regel in _regels(s, ctx.vandaag, None)
            if regel.loopt(ctx.vandaag)
            and not regel.uitkomst.voortgezet
            and ((op := gevraagd[regel.id]) is None or op < eerste)
        ]


def vraag_akkoord(ctx: Context, afspraak_id: int) -> None:
    """Ask both parties for the consent that is missing, once a month, and let HR see it as a task."""
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Maatwerk).where(Maatwerk.id == afspraak_id).with_for_update())
        if rij is None or (rij.gevraagd_op is not None and rij.gevraagd_op >= ctx.vandaag.replace(day=1)):
            return
        if rij.tot_en_met is not None and rij.tot_en_met < ctx.vandaag:
            return
        stand = _stand(s, [rij.id], ctx.vandaag)[rij.id]
        if stand.voortgezet:
            return
        rij.gevraagd_op = ctx.vandaag
        if OntbrekendAkkoord.MEDEWERKER in stand.ontbreekt:
            stuur(s, ctx, "jio.maatwerk_akkoord_jij", rij.medewerker_id)
        if OntbrekendAkkoord.LEIDINGGEVENDE in stand.ontbreekt:
            for leider in {wie.medewerker_id for wie in leidinggevenden_van(s, rij.medewerker_id, ctx.vandaag)}:
                stuur(s, ctx, "jio.maatwerk_akkoord_team", leider)
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_AKKOORD, sleutel=str(rij.id))
        noteer(s, ctx, "vraag_akkoord", policy.MAATWERK, rij.id)


def _regels(s: Session, op: date, medewerker_ids: set[int] | None) -> list[Afspraakregel]:
    vraag = (
        select(Maatwerk, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Maatwerk.medewerker_id)
        .order_by(Medewerker.naam, Maatwerk.van)
    )
    if medewerker_ids is not None:
        vraag = vraag.where(een_van(s, Maatwerk.medewerker_id, list(medewerker_ids)))
    rijen = s.execute(vraag).all()
    gezegd = _gezegd(s, [rij.id for rij, _ in rijen], op)
    return [
        Afspraakregel(
            rij.id,
            rij.medewerker_id,
            naam,
            rij.van,
            rij.tot_en_met,
            rij.vindplaats,
            gezegd[rij.id].get(Partij.LEIDINGGEVENDE),
            gezegd[rij.id].get(Partij.MEDEWERKER),
            _voortzetting(gezegd[rij.id]),
        )
        for rij, naam in rijen
    ]


def _gezegd(s: Session, afspraak_ids: Sequence[int], op: date) -> dict[int, dict[Partij, bool]]:
    """Return what each party said last, up to and including a day."""
    uit: dict[int, dict[Partij, bool]] = {nummer: {} for nummer in afspraak_ids}
    for akkoord in s.scalars(
        select(Maatwerkakkoord)
        .where(een_van(s, Maatwerkakkoord.afspraak_id, list(afspraak_ids)), Maatwerkakkoord.vanaf <= op)
        .order_by(Maatwerkakkoord.id)
    ):
        uit[akkoord.afspraak_id][akkoord.partij] = akkoord.akkoord
    return uit


def _stand(s: Session, afspraak_ids: Sequence[int], op: date) -> dict[int, Voortzetting]:
    return {nummer: _voortzetting(gezegd) for nummer, gezegd in _gezegd(s, afspraak_ids, op).items()}


def _voortzetting(gezegd: dict[Partij, bool]) -> Voortzetting:
    gegeven = Akkoorden(gezegd.get(Partij.LEIDINGGEVENDE, False), gezegd.get(Partij.MEDEWERKER, False))
    uitkomst: Voortzetting = maatwerk.functie(gegeven, Parameters(Parameterset({}, ())), GEEN_UITLEG)
    return uitkomst


def _zoek(s: Session, ctx: Context, afspraak_id: int, handeling: str) -> Maatwerk:
    rij = s.scalar(select(Maatwerk).where(Maatwerk.id == afspraak_id).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, policy.MAATWERK)
    eis_over(s, ctx, handeling, policy.MAATWERK, rij.medewerker_id, ctx.vandaag)
    return rij

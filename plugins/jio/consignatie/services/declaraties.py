# SPDX-License-Identifier: EUPL-1.2
"""Claims: put ready from the corrected roster, confirmed by the employee, approved by the leidinggevende (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.calendar.tijd import begin_van_dag, lokale_datum
from core.context import Context
from core.people.opzoeken import inschalingen
from core.people.policy import PROGRAMMA, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import GEEN_UITLEG, Geweigerd, Parameters
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import (
    Bezwaar,
    Declaratie,
    Declaratiesoort,
    Dienst,
    Dienstdeel,
    Rooster,
    Stap,
)
from plugins.jio.consignatie.procedure import DECLARATIE, GELDENDE_ROOSTERS, Declaratiestatus
from plugins.jio.consignatie.rules.declaratie import (
    HOOGSTE_SCHAAL_OVERWERK,
    Consignatiedeclaratie,
    Declaratietoets,
    Overwerkdeclaratie,
    Uitvoering,
    declaratie_toets,
)
from plugins.jio.consignatie.services.bezetting import rijen
from plugins.jio.consignatie.services.brieven import Brief, aangewezen, brieven
from plugins.jio.consignatie.services.declareerbaar import claim_van_deel, wordt_gedeclareerd
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.sporen import begin_stap, merk, zet_stap
from plugins.jio.consignatie.services.werktijden import fcc_minuten, oproepen_die_tellen, tel

HERINNERING = "jio_cons.herinnering_na_dagen"


@dataclass(frozen=True)
class Nietgelukt:
    """A claim of a batch that was not approved, and why."""

    declaratie_id: int
    reden: str


@dataclass(frozen=True)
class Goedkeuring:
    """The outcome of approving several claims at once."""

    goedgekeurd: tuple[int, ...]
    niet: tuple[Nietgelukt, ...]


@dataclass(frozen=True)
class _Eis:
    """What a claim must be now, by the roster, the letters, the call-outs and FCC."""

    minuten: int
    minuten_zonder_aanwijzing: int
    toets: Declaratietoets


def te_declareren(ctx: Context) -> tuple[int, ...]:
    """Return the duties that ended before today and of which a performer has no claim yet, by id."""
    with ctx.database.lezen() as s:
        return tuple(
            s.scalars(
                select(Dienst.id)
                .join(Rooster, Rooster.id == Dienst.rooster_id)
                .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
                .outerjoin(Declaratie, claim_van_deel())
                .where(
                    Rooster.status.in_(GELDENDE_ROOSTERS),
                    wordt_gedeclareerd(),
                    Dienstdeel.vervallen_op.is_(None),
                    Dienst.einde < begin_van_dag(ctx.vandaag),
                    Declaratie.id.is_(None),
                )
                .distinct()
                .order_by(Dienst.id)
            )
        )


def zet_klaar(ctx: Context, dienst_id: int) -> int:
    """Put the claims of a performed duty ready; doing it again changes nothing. Returns how many are new."""
    with ctx.database.transactie() as s:
        return len(herzie(s, ctx, [dienst_id], kalender_van(geldend(s, ctx.installatie))))


def herzie(s: Session, ctx: Context, dienst_ids: Collection[int], kalender: Dienstkalender) -> tuple[Declaratie, ...]:
    """Bring claims in line with roster, letters, call-outs and FCC; return those that were put ready.

    A claim that asks for something else than before lapses, whatever its state, and a new one is put ready: an
    approval is never stretched over other hours. Duties that have not ended have no claims.
    """
    diensten = s.scalars(
        select(Dienst)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(Dienst.id.in_(dienst_ids), Dienst.einde <= ctx.nu, wordt_gedeclareerd())
        .order_by(Dienst.id)
    ).all()
    eisen = _eisen(s, diensten, kalender)
    bestaand = {
        (claim.dienst_id, claim.medewerker_id, claim.soort): claim
        for claim in s.scalars(
            select(Declaratie)
            .where(Declaratie.dienst_id.in_([dienst.id for dienst in diensten]), Declaratie.vervallen_op.is_(None))
            .with_for_update()
        )
    }
    per_id = {dienst.id: dienst for dienst in diensten}
    geraakt: set[tuple[Dienst, int]] = set()
    for sleutel, claim in bestaand.items():
        eis = eisen.get(sleutel)
        if eis is None or eis.minuten != claim.minuten:
            zet_stap(s, _programma(ctx), DECLARATIE, policy.DECLARATIE, claim, "laat_vervallen")
            claim.vervallen_op = ctx.nu
        elif not _zegt_hetzelfde(claim, eis):
            claim.minuten_zonder_aanwijzing = eis.minuten_zonder_aanwijzing
            claim.akkoord, claim.redenen = eis.toets.akkoord, [str(reden) for reden in eis.toets.redenen]
        else:
            continue
        geraakt.add((per_id[claim.dienst_id], claim.medewerker_id))
    s.flush()
    nieuw = []
    for (dienst_id, medewerker_id, soort), eis in eisen.items():
        oud = bestaand.get((dienst_id, medewerker_id, soort))
        if oud is None or oud.vervallen_op is not None:
            nieuw.append(_nieuw(dienst_id, medewerker_id, soort, eis, ctx))
            geraakt.add((per_id[dienst_id], medewerker_id))
    s.add_all(nieuw)
    s.flush()
    for claim in nieuw:
        begin_stap(s, _programma(ctx), policy.DECLARATIE, claim.id, "zet_klaar", Declaratiestatus.KLAARGEZET)
        dinsdag = per_id[claim.dienst_id].dinsdag
        stuur(s, ctx, "jio.declaratie_klaargezet", claim.medewerker_id, dinsdag=dinsdag, declaratie=claim.id)
    merk(s, kalender, geraakt)
    return tuple(nieuw)


def bevestig(ctx: Context, declaratie_id: int) -> None:
    """The employee says that the claim is right. Raises ``GeenToegang`` and ``StapNietMogelijk``."""
    with ctx.database.transactie() as s:
        claim, dienst = _zoek(s, ctx, declaratie_id, "bevestig")
        zet_stap(s, ctx, DECLARATIE, policy.DECLARATIE, claim, "bevestig")
        merk(s, kalender_van(geldend(s, ctx.installatie)), [(dienst, claim.medewerker_id)])


def maak_bezwaar(ctx: Context, declaratie_id: int, tekst: str) -> int:
    """The employee says why the claim is wrong; the leidinggevende answers. Returns the objection's number."""
    if not tekst.strip():
        raise Geweigerd("tekst", "schrijf wat er niet klopt")
    with ctx.database.transactie() as s:
        claim, dienst = _zoek(s, ctx, declaratie_id, "maak_bezwaar")
        zet_stap(s, ctx, DECLARATIE, policy.DECLARATIE, claim, "maak_bezwaar")
        bezwaar = Bezwaar(declaratie_id=claim.id, tekst=tekst.strip(), ingediend_op=ctx.nu)
        s.add(bezwaar)
        s.flush()
        merk(s, kalender_van(geldend(s, ctx.installatie)), [(dienst, claim.medewerker_id)])
        return bezwaar.id


def beantwoord(ctx: Context, bezwaar_id: int, antwoord: str) -> None:
    """The leidinggevende answers an objection; the claim goes back to the employee, who confirms or objects again."""
    if not antwoord.strip():
        raise Geweigerd("antwoord", "schrijf een antwoord")
    with ctx.database.transactie() as s:
        bezwaar = s.scalar(select(Bezwaar).where(Bezwaar.id == bezwaar_id).with_for_update())
        if bezwaar is None:
            raise GeenToegang("beantwoord", policy.DECLARATIE)
        claim, dienst = _zoek(s, ctx, bezwaar.declaratie_id, "beantwoord")
        _eis_ander(ctx, claim)
        zet_stap(s, ctx, DECLARATIE, policy.DECLARATIE, claim, "beantwoord")
        bezwaar.antwoord, bezwaar.beantwoord_op = antwoord.strip(), ctx.nu
        bezwaar.beantwoord_door = ctx.actor.account_id
        merk(s, kalender_van(geldend(s, ctx.installatie)), [(dienst, claim.medewerker_id)])
        stuur(s, ctx, "jio.bezwaar_beantwoord", claim.medewerker_id, dinsdag=dienst.dinsdag, declaratie=claim.id)


def keur_goed(ctx: Context, declaratie_ids: Sequence[int]) -> Goedkeuring:
    """Approve claims; each is tested once more and those that do not agree are named, the others go on.

    Raises ``GeenToegang`` when one of them is not of a team that the actor leads.
    """
    goed: list[int] = []
    niet: list[Nietgelukt] = []
    with ctx.database.transactie() as s:
        kalender = kalender_van(geldend(s, ctx.installatie))
        claims = _zoek_alle(s, ctx, declaratie_ids, "keur_goed")
        eisen = _eisen(s, [dienst for _, dienst in claims], kalender)
        for claim, dienst in claims:
            bezwaar = _bezwaar_tegen_goedkeuring(ctx, claim, eisen)
            if bezwaar is not None:
                niet.append(Nietgelukt(claim.id, bezwaar))
                continue
            zet_stap(s, ctx, DECLARATIE, policy.DECLARATIE, claim, "keur_goed")
            goed.append(claim.id)
            stuur(
                s, ctx, "jio.declaratie_goedgekeurd", claim.medewerker_id, dinsdag=dienst.dinsdag, declaratie=claim.id
            )
        merk(s, kalender, ((dienst, claim.medewerker_id) for claim, dienst in claims if claim.id in set(goed)))
    return Goedkeuring(tuple(goed), tuple(niet))


def geef_terug(ctx: Context, declaratie_id: int, reden: str) -> None:
    """Return a claim to the employee with the reason. Raises ``Geweigerd``, ``GeenToegang``, ``StapNietMogelijk``."""
    if not reden.strip():
        raise Geweigerd("reden", "schrijf waarom je de declaratie teruggeeft")
    with ctx.database.transactie() as s:
        claim, dienst = _zoek(s, ctx, declaratie_id, "geef_terug")
        _eis_ander(ctx, claim)
        zet_stap(s, ctx, DECLARATIE, policy.DECLARATIE, claim, "geef_terug", reden.strip())
        merk(s, kalender_van(geldend(s, ctx.installatie)), [(dienst, claim.medewerker_id)])
        stuur(s, ctx, "jio.declaratie_teruggegeven", claim.medewerker_id, dinsdag=dienst.dinsdag, declaratie=claim.id)


def te_herinneren(ctx: Context) -> tuple[int, ...]:
    """Return the claims whose employee gets a reminder today: only when the parameter says after how many days."""
    with ctx.database.lezen() as s:
        feit = geldend(s, ctx.installatie).zoek(HERINNERING, ctx.vandaag)
        if feit is None:
            return ()
        dagen = int(str(feit.waarde))
        wachtend = s.execute(
            select(Declaratie.id, Dienst.einde)
            .join(Dienst, Dienst.id == Declaratie.dienst_id)
            .where(Declaratie.vervallen_op.is_(None), Declaratie.status == Declaratiestatus.KLAARGEZET)
            .order_by(Declaratie.id)
        )
        return tuple(rij.id for rij in wachtend if lokale_datum(rij.einde) + timedelta(days=dagen) <= ctx.vandaag)


def herinner(ctx: Context, declaratie_id: int) -> None:
    """Remind the employee of a claim, once; it is never approved by silence."""
    with ctx.database.transactie() as s:
        claim = s.scalar(select(Declaratie).where(Declaratie.id == declaratie_id).with_for_update())
        if claim is None or claim.status is not Declaratiestatus.KLAARGEZET:
            return
        al = select(Stap.id).where(Stap.soort == policy.DECLARATIE, Stap.object_id == claim.id, Stap.stap == "herinner")
        if s.scalar(al.limit(1)) is None:
            begin_stap(s, _programma(ctx), policy.DECLARATIE, claim.id, "herinner", claim.status)
            dinsdag = s.scalar(select(Dienst.dinsdag).where(Dienst.id == claim.dienst_id))
            stuur(s, ctx, "jio.declaratie_herinnering", claim.medewerker_id, dinsdag=dinsdag, declaratie=claim.id)


def _zegt_hetzelfde(claim: Declaratie, eis: _Eis) -> bool:
    return (claim.minuten_zonder_aanwijzing, claim.akkoord, list(claim.redenen)) == (
        eis.minuten_zonder_aanwijzing,
        eis.toets.akkoord,
        [str(reden) for reden in eis.toets.redenen],
    )


def _nieuw(dienst_id: int, medewerker_id: int, soort: Declaratiesoort, eis: _Eis, ctx: Context) -> Declaratie:
    return Declaratie(
        dienst_id=dienst_id,
        medewerker_id=medewerker_id,
        soort=soort,
        status=Declaratiestatus.KLAARGEZET,
        minuten=eis.minuten,
        minuten_zonder_aanwijzing=eis.minuten_zonder_aanwijzing,
        akkoord=eis.toets.akkoord,
        redenen=[str(reden) for reden in eis.toets.redenen],
        klaargezet_op=ctx.nu,
    )


def _eisen(
    s: Session, diensten: Sequence[Dienst], kalender: Dienstkalender
) -> dict[tuple[int, int, Declaratiesoort], _Eis]:
    """Return what may be claimed for duties, by duty, person and kind, in six queries for any number of them."""
    ids = [dienst.id for dienst in diensten]
    delen = rijen(s, ids)
    mensen = {deel.medewerker_id for lijst in delen.values() for deel in lijst}
    letters = brieven(s, mensen)
    uit: dict[tuple[int, int, Declaratiesoort], _Eis] = {}
    for dienst in diensten:
        # Who performed only what the calendar no longer counts as duty has nothing to claim.
        uitvoerders = (d.medewerker_id for d in delen[dienst.id] if kalender.binnen(dienst.dinsdag, [d.tijdvak]))
        for medewerker_id in dict.fromkeys(uitvoerders):
            eis = _consignatie(dienst, medewerker_id, delen[dienst.id], letters.get(medewerker_id, ()), kalender)
            uit[dienst.id, medewerker_id, Declaratiesoort.CONSIGNATIE] = eis
    werk = oproepen_die_tellen(s, ids)
    schalen = inschalingen(s, {medewerker_id for _, medewerker_id in werk})
    geschreven = fcc_minuten(s, werk)
    per_id = {dienst.id: dienst for dienst in diensten}
    for (dienst_id, medewerker_id), oproepen in werk.items():
        salaris = schalen.op(medewerker_id, per_id[dienst_id].dinsdag, policy.EENHEID)
        # Above scale 10 there is no overtime pay (JIO 7.6): nothing to claim, the allowance stays as it is.
        if salaris is not None and salaris.schaal <= HOOGSTE_SCHAAL_OVERWERK:
            minuten = tel(oproepen, kalender.parameters).minuten
            vraag = Overwerkdeclaratie(
                soort="overwerk",
                declarant=str(medewerker_id),
                salarisschaal=salaris.schaal,
                minuten_gedeclareerd=minuten,
                minuten_fcc=geschreven.get((dienst_id, medewerker_id), 0),
                minuten_berekend=minuten,
            )
            toets = declaratie_toets.functie(vraag, Parameters(kalender.parameters), GEEN_UITLEG)
            uit[dienst_id, medewerker_id, Declaratiesoort.OVERWERK] = _Eis(minuten, 0, toets)
    return uit


def _consignatie(
    dienst: Dienst, medewerker_id: int, delen: Iterable[Dienstdeel], letters: Sequence[Brief], kalender: Dienstkalender
) -> _Eis:
    """Test what somebody may claim of a duty; what lies before the designation is left out of the test (JIO 7.6)."""
    eigen = kalender.binnen(dienst.dinsdag, (deel.tijdvak for deel in delen if deel.medewerker_id == medewerker_id))
    geldig = aangewezen(eigen, letters)
    # Without any designation the whole claim stands there and is refused for that one reason.
    vakken = geldig.vakken or eigen
    rooster = [Uitvoering(vak.van, vak.tot, medewerker=str(medewerker_id)) for vak in vakken]
    rooster += [
        Uitvoering(vak.van, vak.tot, medewerker=str(deel.medewerker_id))
        for deel in delen
        if deel.medewerker_id != medewerker_id
        for vak in kalender.binnen(dienst.dinsdag, [deel.tijdvak])
    ]
    minuten = kalender.minuten(dienst.dinsdag, vakken)
    vraag = Consignatiedeclaratie(
        soort="consignatie",
        declarant=str(medewerker_id),
        start=dienst.dinsdag,
        rooster=tuple(rooster),
        minuten_gedeclareerd=minuten,
        aangewezen_per=geldig.per,
    )
    toets = declaratie_toets.functie(vraag, Parameters(kalender.parameters), GEEN_UITLEG)
    zonder = kalender.minuten(dienst.dinsdag, eigen) - (minuten if geldig.vakken else 0)
    return _Eis(minuten, zonder, toets)


def _bezwaar_tegen_goedkeuring(
    ctx: Context, claim: Declaratie, eisen: Mapping[tuple[int, int, Declaratiesoort], _Eis]
) -> str | None:
    """Return why a claim cannot be approved now, in Dutch, or None."""
    if claim.status is Declaratiestatus.VERVALLEN:
        return "deze declaratie is vervallen; er staat een nieuwe klaar als er iets te declareren is"
    if claim.status is not Declaratiestatus.BEVESTIGD:
        return "de medewerker heeft deze declaratie nog niet bevestigd"
    if claim.medewerker_id == ctx.actor.medewerker_id:
        return "je keurt je eigen declaratie niet goed"
    eis = eisen.get((claim.dienst_id, claim.medewerker_id, claim.soort))
    if eis is None or eis.minuten != claim.minuten:
        return "het rooster is veranderd sinds de declaratie is klaargezet"
    if not eis.toets.akkoord:
        return "de declaratie klopt niet: " + ", ".join(str(reden).replace("_", " ") for reden in eis.toets.redenen)
    return None


def _zoek(s: Session, ctx: Context, declaratie_id: int, handeling: str) -> tuple[Declaratie, Dienst]:
    [gevonden] = _zoek_alle(s, ctx, [declaratie_id], handeling)
    return gevonden


def _zoek_alle(
    s: Session, ctx: Context, declaratie_ids: Sequence[int], handeling: str
) -> list[tuple[Declaratie, Dienst]]:
    """Lock claims and check the right to each. Raises ``GeenToegang`` also for one that does not exist."""
    claims = s.scalars(
        select(Declaratie).where(Declaratie.id.in_(declaratie_ids)).order_by(Declaratie.id).with_for_update()
    ).all()
    if len(claims) != len(set(declaratie_ids)):
        raise GeenToegang(handeling, policy.DECLARATIE)
    diensten = {
        dienst.id: dienst
        for dienst in s.scalars(select(Dienst).where(Dienst.id.in_([claim.dienst_id for claim in claims])))
    }
    for claim in claims:
        dienst = diensten[claim.dienst_id]
        ctx.eis(handeling, policy.doel(policy.DECLARATIE, medewerker_id=claim.medewerker_id, team_id=dienst.team_id))
    return [(claim, diensten[claim.dienst_id]) for claim in claims]


def _eis_ander(ctx: Context, claim: Declaratie) -> None:
    if claim.medewerker_id == ctx.actor.medewerker_id:
        raise Geweigerd("", "over je eigen declaratie beslist een ander")


def _programma(ctx: Context) -> Context:
    """What follows by itself from a change is the program's step, also in the transaction of a person."""
    return ctx.als(PROGRAMMA)

# SPDX-License-Identifier: EUPL-1.2
"""Sending a claim, agreeing on instalments, and recording what was paid; an objection pauses what is overdue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import PARAMETER_ONTBREEKT, los_taak_op, meld_taak, stuur
from core.bezwaren.models import Boekingsbezwaar
from core.brieven.inhoud import Bedragregel, Briefconcept
from core.brieven.rondes import zet_klaar
from core.context import Context
from core.contributions import Berichtsoort, Briefsoort
from core.ledger.brieven import maandnaam, uitlegregels, waarvoor
from core.ledger.bulk import een_van
from core.ledger.models import Boeking
from core.people.models import Medewerker
from core.people.policy import HR, Doel, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules.invoer import Geweigerd
from core.rules.uitleg import Stap, Teksten
from core.storage.audit import noteer
from core.vorderingen.models import Vordering, Vorderingsbetaling, Vorderingstermijn
from core.vorderingen.openen import OBJECT
from core.vorderingen.rules import Saldo, Termijn, gelijke_termijnen, saldo

BETAALTERMIJN = "vordering.betaaltermijn_dagen"
VORDERING_TE_LAAT = "vordering_te_laat"
"""A task: ``sleutel`` is the number of a claim of which a term has passed."""
VORDERING = "core.vordering"
"""A kind of letter: ``sleutel`` is the number of the claim."""
VORDERING_GESTUURD = "core.vordering_gestuurd"

BERICHTSOORTEN = (
    Berichtsoort(VORDERING_GESTUURD, "Je moet {bedrag_centen} terugbetalen, uiterlijk op {dag}.", "vorderingen.toon"),
)

MEESTE_TERMIJNEN = 60

_ZINNEN = Teksten(
    {
        "onderwerp": {"nl": "Terugbetalen: {waarvoor}", "en": "To be paid back: {waarvoor}"},
        "wat": {
            "nl": "Voor {waarvoor} in {maand} ben je {bedrag_centen} verschuldigd. Dat bedrag wordt niet op je loon"
            " ingehouden.",
            "en": "You owe {bedrag_centen} for {waarvoor} in {maand}. It is not deducted from your pay.",
        },
        "wanneer": {
            "nl": "Betaal het uiterlijk op {dag}, onder vermelding van vordering {nummer}.",
            "en": "Please pay by {dag}, and mention claim {nummer}.",
        },
        "bedrag": {"nl": "Te betalen", "en": "To be paid"},
        "termijnen": {
            "nl": "Kun je het niet in een keer betalen? Vraag HR dan om termijnen.",
            "en": "Can you not pay it at once? Then ask HR for instalments.",
        },
        "bezwaar": {
            "nl": "Klopt het niet? Maak dan in Annex bezwaar bij boeking {boeking}. Zolang je bezwaar loopt, hoef je"
            " niet te betalen.",
            "en": "Is it not right? Then object in Annex, at posting {boeking}. You need not pay while your"
            " objection is open.",
        },
    }
)


@dataclass(frozen=True)
class Vorderingregel:
    """A claim with its person, its instalments, its payments and what that comes to today."""

    vordering: Vordering
    naam: str
    personeelsnummer: str
    regeling: str
    termijnen: tuple[Vorderingstermijn, ...]
    #: Those that count and those that were taken back.
    betalingen: tuple[Vorderingsbetaling, ...]
    saldo: Saldo
    #: The employee objects: nothing is overdue until there is an answer.
    bezwaar_loopt: bool

    @property
    def stand(self) -> str:
        """A code for how far it is."""
        if self.vordering.ingetrokken_op is not None:
            return "ingetrokken"
        if not self.saldo.open_centen:
            return "betaald"
        if self.bezwaar_loopt:
            return "bezwaar"
        if self.vordering.verstuurd_op is None:
            return "concept"
        return "te_laat" if self.saldo.te_laat_centen else "open"


def vorderingen_van(ctx: Context, eenheden: Collection[str]) -> tuple[Vorderingregel, ...]:
    """Return the claims of the units of which the actor may see them, the newest first."""
    zichtbaar = [eenheid for eenheid in eenheden if ctx.mag("bekijk", Doel(OBJECT, eenheid=eenheid))]
    with ctx.database.lezen() as s:
        vraag = select(Vordering).where(Vordering.eenheid.in_(zichtbaar)).order_by(Vordering.id.desc())
        return _regels(s, s.scalars(vraag).all(), ctx.vandaag)


def eigen_vorderingen(ctx: Context) -> tuple[Vorderingregel, ...]:
    """Return the actor's own claims that were sent, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk", Doel(OBJECT, medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        vraag = select(Vordering).where(
            Vordering.medewerker_id == ctx.actor.medewerker_id, Vordering.verstuurd_op.is_not(None)
        )
        return _regels(s, s.scalars(vraag.order_by(Vordering.id.desc())).all(), ctx.vandaag)


def vordering(ctx: Context, nummer: int) -> Vorderingregel:
    """Return one claim; the employee sees it once it was sent. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = _vordering(s, ctx, nummer, "bekijk")
        mag_alles = ctx.mag("bekijk", Doel(OBJECT, eenheid=gevonden.eenheid))
        if gevonden.verstuurd_op is None and not mag_alles:
            raise GeenToegang("bekijk", OBJECT)
        return _regels(s, [gevonden], ctx.vandaag)[0]


def verstuur(ctx: Context, nummer: int) -> None:
    """Send a claim: the term of payment begins, and the employee gets a letter and a message.

    Raises ``GeenToegang``, and ``Geweigerd`` when it was sent before or the term is not known (a task for HR).
    """
    zonder_termijn = None
    with ctx.database.transactie() as s:
        rij = _beheer(s, ctx, nummer)
        if rij.verstuurd_op is not None:
            raise Geweigerd("", "deze vordering is al verstuurd")
        feit = geldend(s, ctx.installatie).zoek(BETAALTERMIJN, ctx.vandaag)
        if feit is None or not isinstance(feit.waarde, Decimal):
            zonder_termijn = rij.eenheid
        else:
            rij.verstuurd_op = ctx.nu
            rij.vervaldag = ctx.vandaag + timedelta(days=int(feit.waarde))
            stuur(
                s,
                ctx,
                VORDERING_GESTUURD,
                rij.medewerker_id,
                nummer=rij.id,
                bedrag_centen=rij.centen,
                dag=rij.vervaldag,
            )
            zet_klaar(s, ctx, VORDERING, rij.eenheid, f"{ctx.vandaag:%Y-%m}", [str(rij.id)])
            noteer(s, ctx, "verstuur", OBJECT, nummer, vervaldag=rij.vervaldag)
    if zonder_termijn is not None:
        with ctx.database.transactie() as s:
            meld_taak(
                s,
                ctx,
                eenheid=zonder_termijn,
                rol=HR.id,
                soort=PARAMETER_ONTBREEKT,
                sleutel=BETAALTERMIJN,
                op=ctx.vandaag.replace(day=1),
            )
        raise Geweigerd("", f"de betaaltermijn is niet bekend: vul de parameter {BETAALTERMIJN} in")


def spreid(ctx: Context, nummer: int, aantal: int, eerste: date) -> None:
    """Agree that what is still open is paid in equal months from a day on; earlier instalments lapse.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        rij = _beheer(s, ctx, nummer)
        nu = _regels(s, [rij], ctx.vandaag)[0]
        if rij.verstuurd_op is None:
            raise Geweigerd("", "verstuur de vordering eerst")
        if not 1 <= aantal <= MEESTE_TERMIJNEN:
            raise Geweigerd("aantal", f"kies 1 tot en met {MEESTE_TERMIJNEN} termijnen")
        if eerste < ctx.vandaag:
            raise Geweigerd("eerste", "de eerste termijn ligt niet in het verleden")
        if nu.saldo.open_centen < aantal:
            raise Geweigerd("aantal", "er staat te weinig open voor zo veel termijnen")
        for termijn in nu.termijnen:
            termijn.vervallen_op = ctx.nu
        door = _account(ctx)
        s.add_all(
            Vorderingstermijn(
                vordering_id=rij.id, vervaldag=termijn.vervaldag, centen=termijn.centen, door=door, op=ctx.nu
            )
            for termijn in gelijke_termijnen(nu.saldo.open_centen, aantal, eerste)
        )
        los_taak_op(s, ctx, eenheid=rij.eenheid, soort=VORDERING_TE_LAAT, sleutel=str(nummer))
        noteer(s, ctx, "spreid", OBJECT, nummer, termijnen=aantal, eerste=eerste)


def boek_betaling(ctx: Context, nummer: int, centen: int, ontvangen_op: date, kenmerk: str) -> None:
    """Record what was received on a claim. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        rij = _beheer(s, ctx, nummer)
        nu = _regels(s, [rij], ctx.vandaag)[0]
        if rij.verstuurd_op is None:
            raise Geweigerd("", "verstuur de vordering eerst")
        if centen <= 0:
            raise Geweigerd("bedrag", "vul een bedrag boven nul in")
        if centen > nu.saldo.open_centen:
            raise Geweigerd("bedrag", "dit is meer dan er nog open staat")
        if ontvangen_op > ctx.vandaag:
            raise Geweigerd("ontvangen_op", "deze dag moet nog komen")
        if not kenmerk.strip() or len(kenmerk) > 80:
            raise Geweigerd("kenmerk", "vul het kenmerk van de betaling in, ten hoogste 80 tekens")
        betaling = Vorderingsbetaling(
            vordering_id=rij.id,
            centen=centen,
            ontvangen_op=ontvangen_op,
            kenmerk=kenmerk.strip(),
            door=_account(ctx),
            op=ctx.nu,
        )
        s.add(betaling)
        s.flush()
        if not _regels(s, [rij], ctx.vandaag)[0].saldo.te_laat_centen:
            los_taak_op(s, ctx, eenheid=rij.eenheid, soort=VORDERING_TE_LAAT, sleutel=str(nummer))
        noteer(s, ctx, "betaal", OBJECT, nummer, betaling=betaling.id, centen=centen)


def trek_betaling_in(ctx: Context, nummer: int, betaling_id: int) -> None:
    """Take back a payment that was recorded by mistake. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        rij = _beheer(s, ctx, nummer)
        betaling = s.get(Vorderingsbetaling, betaling_id, with_for_update=True)
        if betaling is None or betaling.vordering_id != rij.id or betaling.ingetrokken_op is not None:
            raise Geweigerd("", "deze betaling is er niet (meer)")
        betaling.ingetrokken_op = ctx.nu
        noteer(s, ctx, "trek_betaling_in", OBJECT, nummer, betaling=betaling_id)


def te_laat(ctx: Context) -> list[int]:
    """Return the claims of which a term has passed unpaid; for the program."""
    ctx.eis("bekijk", Doel(OBJECT))
    with ctx.database.lezen() as s:
        vraag = select(Vordering).where(Vordering.ingetrokken_op.is_(None), Vordering.verstuurd_op.is_not(None))
        regels = _regels(s, s.scalars(vraag.order_by(Vordering.id)).all(), ctx.vandaag)
    return [regel.vordering.id for regel in regels if regel.stand == "te_laat"]


def meld_te_laat(ctx: Context, nummer: int) -> None:
    """Give HR the task to do something about a claim that was not paid in time; for the program."""
    ctx.eis("bekijk", Doel(OBJECT))
    with ctx.database.transactie() as s:
        rij = s.get_one(Vordering, nummer)
        meld_taak(s, ctx, eenheid=rij.eenheid, rol=HR.id, soort=VORDERING_TE_LAAT, sleutel=str(nummer))


def _regels(s: Session, rijen: Sequence[Vordering], op: date) -> tuple[Vorderingregel, ...]:
    nummers = [rij.id for rij in rijen]
    boekingen = [rij.boeking_id for rij in rijen]
    termijnen: dict[int, list[Vorderingstermijn]] = {}
    vraag = select(Vorderingstermijn).where(
        een_van(s, Vorderingstermijn.vordering_id, nummers), Vorderingstermijn.vervallen_op.is_(None)
    )
    for termijn in s.scalars(vraag.order_by(Vorderingstermijn.vervaldag, Vorderingstermijn.id)):
        termijnen.setdefault(termijn.vordering_id, []).append(termijn)
    betalingen: dict[int, list[Vorderingsbetaling]] = {}
    gedaan = select(Vorderingsbetaling).where(een_van(s, Vorderingsbetaling.vordering_id, nummers))
    for betaling in s.scalars(gedaan.order_by(Vorderingsbetaling.id)):
        betalingen.setdefault(betaling.vordering_id, []).append(betaling)
    bezwaren = set(
        s.scalars(
            select(Boekingsbezwaar.boeking_id).where(
                een_van(s, Boekingsbezwaar.boeking_id, boekingen), Boekingsbezwaar.beantwoord_op.is_(None)
            )
        )
    )
    wie = {
        rij.id: rij
        for rij in s.execute(
            select(Boeking.id, Boeking.regeling, Medewerker.naam, Medewerker.personeelsnummer)
            .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
            .where(een_van(s, Boeking.id, boekingen))
        )
    }
    return tuple(
        Vorderingregel(
            rij,
            wie[rij.boeking_id].naam,
            wie[rij.boeking_id].personeelsnummer,
            wie[rij.boeking_id].regeling,
            tuple(termijnen.get(rij.id, ())),
            tuple(betalingen.get(rij.id, ())),
            _saldo(rij, termijnen.get(rij.id, ()), betalingen.get(rij.id, ()), op),
            rij.boeking_id in bezwaren,
        )
        for rij in rijen
    )


def _saldo(
    rij: Vordering,
    termijnen: Sequence[Vorderingstermijn],
    betalingen: Sequence[Vorderingsbetaling],
    op: date,
) -> Saldo:
    """What was paid before the instalments were agreed on stands beside them: they are about what was open then."""
    betaald = sum(betaling.centen for betaling in betalingen if betaling.ingetrokken_op is None)
    gespreid = sum(termijn.centen for termijn in termijnen)
    eerder = rij.centen - gespreid if termijnen else 0
    gevraagd = [Termijn(termijn.vervaldag, termijn.centen) for termijn in termijnen] or [
        Termijn(rij.vervaldag or date.max, rij.centen)
    ]
    na = saldo(gevraagd, [max(0, betaald - eerder)], op)
    return Saldo(rij.centen, betaald, na.te_laat_centen, na.eerstvolgende)


def _vordering(s: Session, ctx: Context, nummer: int, handeling: str, *, slot: bool = False) -> Vordering:
    rij = s.get(Vordering, nummer, with_for_update=slot or None)
    if rij is None:
        raise GeenToegang(handeling, OBJECT)
    ctx.eis(handeling, Doel(OBJECT, eenheid=rij.eenheid, medewerker_id=rij.medewerker_id))
    return rij


def _beheer(s: Session, ctx: Context, nummer: int) -> Vordering:
    rij = _vordering(s, ctx, nummer, "beheer", slot=True)
    _account(ctx)
    if rij.medewerker_id == ctx.actor.medewerker_id:
        raise Geweigerd("", "over je eigen bedrag beslist een ander")
    if rij.ingetrokken_op is not None:
        raise Geweigerd("", "deze vordering is ingetrokken")
    return rij


def _account(ctx: Context) -> int:
    if ctx.actor.account_id is None:
        raise GeenToegang("beheer", OBJECT)
    return ctx.actor.account_id


def _brief(s: Session, ctx: Context, sleutels: Sequence[str]) -> Mapping[str, Briefconcept | str]:
    nummers = [int(sleutel) for sleutel in sleutels if sleutel.isdecimal() and len(sleutel) < 19]
    vraag = (
        select(Vordering, Boeking)
        .join(Boeking, Boeking.id == Vordering.boeking_id)
        .where(een_van(s, Vordering.id, nummers))
    )
    rijen = s.execute(vraag).all()
    uitleg = uitlegregels(ctx, s, [boeking for _rij, boeking in rijen])
    eigen = {soort.waarde.regeling for soort in ctx.installatie.briefsoorten.values()}

    def zin(code: str, **waarden: object) -> str:
        return _ZINNEN.zin(Stap("", code, waarden), ctx.taal)

    uit: dict[str, Briefconcept | str] = {}
    for rij, boeking in rijen:
        if rij.verstuurd_op is None or rij.ingetrokken_op is not None:
            uit[str(rij.id)] = "deze vordering is niet verstuurd of weer ingetrokken"
            continue
        waar = waarvoor(ctx, boeking)
        uit[str(rij.id)] = Briefconcept(
            medewerker_id=rij.medewerker_id,
            eenheid=rij.eenheid,
            onderwerp=zin("onderwerp", waarvoor=waar),
            alineas=(
                zin("wat", waarvoor=waar, maand=maandnaam(boeking.periode, ctx.taal), bedrag_centen=rij.centen),
                zin("wanneer", dag=rij.vervaldag, nummer=str(rij.id)),
            ),
            bedragen=(Bedragregel(zin("bedrag"), rij.centen),),
            # What the employer may read of the explanation stands in the letter that the regulation brings itself.
            uitleg=() if boeking.regeling in eigen else uitleg.get(boeking.id, ()),
            slot=(zin("termijnen"), zin("bezwaar", boeking=str(boeking.id))),
        )
    return uit


BRIEFSOORTEN = (Briefsoort(VORDERING, "Vordering buiten het loon", _brief),)

# SPDX-License-Identifier: EUPL-1.2
"""Deciding on a proposal: accepted it becomes the roster, through the same writing as by hand; rejected it says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.opzoeken import lidmaatschappen
from core.people.policy import GeenToegang, loopt
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Rooster
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import (
    AL_VERANDERD,
    Overdracht,
    Stuk,
    draag_over,
    rijen,
    schrijf,
    vergrendel,
)
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dekking import meld_gaten
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import bezwaren, inzetfeiten, toets
from plugins.jio.consignatie.services.sporen import begin_stap, merk
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.policy import VOORSTEL
from plugins.jio.consignatie.voorstel.procedure import Voorstelsoort, Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord, Opties, Weekkeuze

TE_BESLUITEN = (Voorstelstatus.KLAAR, Voorstelstatus.ONMOGELIJK, Voorstelstatus.MISLUKT)


def aanvaard(ctx: Context, voorstel_id: int) -> int:
    """Fill the draft with a proposal, or change the published roster by one; return how many duties changed.

    Everything is checked again: raises ``Geweigerd`` when somebody can no longer do what was proposed, or the roster
    changed meanwhile. Raises ``GeenToegang`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        voorstel, rooster = _te_besluiten(s, ctx, voorstel_id)
        if voorstel.status is not Voorstelstatus.KLAAR or voorstel.antwoord is None:
            raise Geweigerd("", "dit voorstel heeft geen rooster om over te nemen")
        if Opties.van_json(voorstel.opties).goede_vrijdag is not None:
            raise Geweigerd("", "dit is een proef met een andere feestdag: vraag een voorstel zonder die proef")
        weken = [week for week in Antwoord.van_json(voorstel.antwoord).weken if not week.vast]
        per_dinsdag = {
            dienst.dinsdag: dienst for dienst in s.scalars(select(Dienst).where(Dienst.rooster_id == rooster.id))
        }
        keuzes = {per_dinsdag[week.dinsdag].id: week for week in weken}
        if voorstel.soort is Voorstelsoort.JAAR:
            aantal = _vul(s, ctx, rooster, keuzes)
        else:
            aantal = _herplan(s, ctx, rooster, {nr: week for nr, week in keuzes.items() if week.nu != week.wie})
        _besluit(s, ctx, voorstel, Voorstelstatus.AANVAARD, None)
        return aantal


def wijs_af(ctx: Context, voorstel_id: int, reden: str) -> None:
    """Reject a proposal, with the reason. Raises ``Geweigerd`` without one, and ``GeenToegang``."""
    if not reden.strip():
        raise Geweigerd("reden", "schrijf waarom je dit voorstel niet neemt")
    with ctx.database.transactie() as s:
        voorstel, _ = _te_besluiten(s, ctx, voorstel_id)
        _besluit(s, ctx, voorstel, Voorstelstatus.AFGEWEZEN, reden.strip())


def _te_besluiten(s: Session, ctx: Context, voorstel_id: int) -> tuple[Roostervoorstel, Rooster]:
    voorstel = s.scalar(select(Roostervoorstel).where(Roostervoorstel.id == voorstel_id).with_for_update())
    if voorstel is None:
        raise GeenToegang("besluit", VOORSTEL)
    rooster = s.get_one(Rooster, voorstel.rooster_id)
    ctx.eis("besluit", policy.doel(VOORSTEL, team_id=rooster.team_id))
    if voorstel.status not in TE_BESLUITEN:
        raise Geweigerd("", "over dit voorstel is al besloten, of het is nog niet klaar")
    return voorstel, rooster


def _besluit(s: Session, ctx: Context, voorstel: Roostervoorstel, status: Voorstelstatus, reden: str | None) -> None:
    voorstel.status, voorstel.toelichting = status, reden
    voorstel.besloten_door, voorstel.besloten_op = ctx.actor.account_id, ctx.nu
    noteer(s, ctx, "besluit", VOORSTEL, voorstel.id, naar=status)


def _vul(s: Session, ctx: Context, rooster: Rooster, keuzes: Mapping[int, Weekkeuze]) -> int:
    ctx.eis("vul", policy.doel(policy.ROOSTER, team_id=rooster.team_id))
    diensten = vergrendel(s, keuzes, {week.wie for week in keuzes.values()})
    s.refresh(rooster, with_for_update=True)
    if rooster.status not in roosters.IN_OPBOUW:
        raise Geweigerd("", "dit rooster is intussen gepubliceerd: vraag een nieuw voorstel")
    _eis_nog_mogelijk(s, ctx, rooster, keuzes.values())
    nieuw = {nr: [Stuk(keuzes[nr].wie, dienst.begin, dienst.einde)] for nr, dienst in diensten.items()}
    schrijf(s, ctx, rijen(s, keuzes), nieuw)
    begin_stap(s, ctx, policy.ROOSTER, rooster.id, "vul", rooster.status)
    return len(nieuw)


def _herplan(s: Session, ctx: Context, rooster: Rooster, keuzes: Mapping[int, Weekkeuze]) -> int:
    """Hand over every duty that changes at once: the roster gets one version more, and everybody touched a message."""
    ctx.eis("regel", policy.doel(policy.VERVANGING, team_id=rooster.team_id))
    if not keuzes:
        raise Geweigerd("", "dit voorstel verandert niets: er is niets over te nemen")
    mensen = {wie for week in keuzes.values() for wie in (week.wie, week.nu) if wie is not None}
    if ctx.actor.medewerker_id in {week.wie for week in keuzes.values()}:
        raise Geweigerd("", "een ander neemt dit voorstel over, want jij krijgt er een dienst bij")
    diensten = vergrendel(s, keuzes, mensen)
    if any(dienst.begin <= ctx.nu for dienst in diensten.values()):
        raise Geweigerd("", "een dienst van dit voorstel is intussen begonnen: vraag een nieuw voorstel")
    _eis_nog_mogelijk(s, ctx, rooster, keuzes.values())
    _eis_onveranderd(s, keuzes)
    geraakt = draag_over(
        s,
        ctx,
        [
            Overdracht(nr, dienst.begin, dienst.einde, keuzes[nr].nu, keuzes[nr].wie, Deelreden.HERSTEL)
            for nr, dienst in diensten.items()
        ],
    )
    roosters.wijzig(s, ctx, {rooster.id})
    kalender = kalender_van(geldend(s, ctx.installatie))
    rij: Sequence[Dienst] = list(diensten.values())
    herzie(s, ctx, list(diensten), kalender)
    merk(s, kalender, ((dienst, wie) for dienst in rij for wie in geraakt))
    meld_gaten(s, ctx, rij, kalender)
    for nr, dienst in diensten.items():
        for wie in sorted({wie for wie in (keuzes[nr].wie, keuzes[nr].nu) if wie is not None}):
            stuur(s, ctx, "jio.dienst_veranderd", wie, dinsdag=dienst.dinsdag)
    return len(diensten)


def _eis_onveranderd(s: Session, keuzes: Mapping[int, Weekkeuze]) -> None:
    for nr, delen in rijen(s, keuzes).items():
        if {deel.medewerker_id for deel in delen} != {wie for wie in (keuzes[nr].nu,) if wie is not None}:
            raise Geweigerd("", AL_VERANDERD)


def _eis_nog_mogelijk(s: Session, ctx: Context, rooster: Rooster, weken: Iterable[Weekkeuze]) -> None:
    """Ask the rule again about everybody, as by hand. Raises ``Geweigerd`` naming person, week and obstacle."""
    alle = sorted(weken, key=lambda week: week.dinsdag)
    if not alle:
        return
    eerste, laatste = alle[0].dinsdag, alle[-1].dinsdag
    parameters = geldend(s, ctx.installatie)
    leden = lidmaatschappen(s, [rooster.team_id], eerste, laatste)
    feiten = inzetfeiten(s, {week.wie for week in alle}, eerste, laatste)
    for week in alle:
        persoon = feiten[week.wie]
        lid = any(x.medewerker_id == week.wie and loopt(x.van, x.tot_en_met, week.dinsdag) for x in leden)
        hard = [b.replace("_", " ") for b in bezwaren(toets(persoon, week.dinsdag, parameters, ()))]
        if not lid or hard:
            waarom = ", ".join(hard) or "niet meer in het team"
            raise Geweigerd(
                "",
                f"sinds dit voorstel is er iets veranderd: {persoon.naam} kan de dienst van"
                f" {week.dinsdag:%d-%m-%Y} niet doen ({waarom}). Vraag een nieuw voorstel",
            )

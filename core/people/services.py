# SPDX-License-Identifier: EUPL-1.2
"""What people do with the facts about people: record a salary, let somebody stand in, report an absence, look up.

The dated look-ups of ``opzoeken`` are offered here too: other parts of the program need one address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Session, aliased

from core.context import Context
from core.contributions import Persoonsgegeven
from core.people.merken import Geraakt, merk
from core.people.models import (
    Account,
    Afwezigheid,
    Afwezigheidssoort,
    Dienstverband,
    Inschaling,
    Leiding,
    Mandaat,
    Medewerker,
    Team,
    Teamlid,
    zoekvorm,
)
from core.people.opzoeken import (
    Inschalingen,
    Leidinggevende,
    Lidmaatschap,
    Salaris,
    actor_van,
    afwezigheden,
    arbeidspatroon_op,
    dienstverbanden,
    doelen,
    geleide_teams,
    inschaling_op,
    inschalingen,
    leden_van,
    leiding_van,
    leidinggevenden_van,
    lidmaatschappen,
    loopt_in,
    medewerker,
    minuten_per_week,
    teams_van,
)
from core.people.policy import Doel, GeenToegang, Reikwijdte, RolVoor
from core.plugins import Bijdrage
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from core.storingen.services import probeer

__all__ = [
    "Gevonden",
    "Ik",
    "Inschalingen",
    "Leidinggevende",
    "Lidmaatschap",
    "Overzicht",
    "Salaris",
    "Vervanging",
    "Zoekresultaat",
    "actor_van",
    "afwezigheden",
    "arbeidspatroon_op",
    "beeindig_afwezigheid",
    "dienstverbanden",
    "doelen",
    "eis_over",
    "geef_mandaat",
    "geleide_teams",
    "inschaling_op",
    "inschalingen",
    "leden_van",
    "leg_inschaling_vast",
    "leiding_van",
    "leidinggevenden_van",
    "lidmaatschappen",
    "medewerker",
    "meld_afwezig",
    "minuten_per_week",
    "over_mij",
    "teams_van",
    "trek_afwezigheid_in",
    "trek_mandaat_in",
    "wie_ben_ik",
    "zoek_medewerkers",
]

PAGINA = 25

PERSOON, AFWEZIGHEID, MANDAAT = "core.persoon", "core.afwezigheid", "core.mandaat"


@dataclass(frozen=True)
class Gevonden:
    """A person in a list to choose from; the number only for who may see the person."""

    id: int
    naam: str
    eenheden: tuple[str, ...]
    teams: tuple[str, ...]
    personeelsnummer: str | None


@dataclass(frozen=True)
class Zoekresultaat:
    """One page of persons; ``meer`` tells whether there is a next one."""

    medewerkers: tuple[Gevonden, ...]
    pagina: int
    meer: bool


@dataclass(frozen=True)
class Vervanging:
    """Somebody stands in for a leidinggevende; ``id`` is the mandate's."""

    id: int
    gever_id: int
    gever: str
    vervanger_id: int
    vervanger: str
    van: date
    tot_en_met: date


@dataclass(frozen=True)
class Ik:
    """Who is logged in, and what that person is here today."""

    naam: str
    inlognaam: str
    taal: str
    personeelsnummer: str | None
    eenheden: tuple[str, ...]
    teams: tuple[Team, ...]
    leidinggevenden: tuple[Leidinggevende, ...]
    rollen: tuple[RolVoor, ...]
    #: What the person gave or received and that has not ended.
    vervangingen: tuple[Vervanging, ...]


@dataclass(frozen=True)
class Overzicht:
    """What one table holds about a person, why, and what becomes of it."""

    tabel: str
    doel: str
    bewaartermijn: str | None
    einde: str
    rijen: tuple[Mapping[str, Any], ...]
    #: False when the plugin that holds it fails: there may be rows, and they cannot be shown now.
    leesbaar: bool = True


def eis_over(ctx: Context, s: Session, handeling: str, soort: str, medewerker_id: int, op: date) -> None:
    """Raise ``GeenToegang`` unless the actor may do this to something about a person, as the person stands that day."""
    if not any(ctx.mag(handeling, doel) for doel in doelen(s, soort, medewerker_id, op)):
        raise GeenToegang(handeling, soort)


def leg_inschaling_vast(
    ctx: Context,
    dienstverband_id: int,
    *,
    vanaf: date,
    schaal: int,
    trede: int | None,
    maandsalaris_centen: int,
    bron: str,
) -> int:
    """Record scale and full-time monthly salary (cents) from a day; the same day again is a correction.

    Returns the row's id, that of the existing row when it says the same. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    if not 1 <= schaal <= 19:
        raise Geweigerd("schaal", "kies een schaal van 1 tot en met 19")
    if maandsalaris_centen < 0:
        raise Geweigerd("maandsalaris_euro", "een bedrag mag niet negatief zijn")
    if not bron.strip():
        raise Geweigerd("bron", "schrijf waar het salaris staat")
    with ctx.database.transactie() as s:
        vergrendel(s, f"core_inschaling:{dienstverband_id}")
        dienstverband = s.get(Dienstverband, dienstverband_id)
        if dienstverband is None:
            raise GeenToegang("wijzig", PERSOON)
        ctx.eis("wijzig", Doel(PERSOON, dienstverband.eenheid, dienstverband.medewerker_id))
        if dienstverband.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("medewerker", "je kunt je eigen salaris niet vastleggen")
        if vanaf < dienstverband.van or (dienstverband.tot_en_met and vanaf > dienstverband.tot_en_met):
            raise Geweigerd("vanaf", "op deze dag loopt het dienstverband niet")
        huidig = inschaling_op(s, dienstverband_id, vanaf)
        gegevens = (vanaf, schaal, trede, maandsalaris_centen, bron.strip())
        if huidig and gegevens == (
            huidig.vanaf,
            huidig.schaal,
            huidig.trede,
            huidig.maandsalaris_centen,
            huidig.bron,
        ):
            return huidig.id
        nieuw = Inschaling(
            dienstverband_id=dienstverband_id,
            vanaf=vanaf,
            schaal=schaal,
            trede=trede,
            maandsalaris_centen=maandsalaris_centen,
            bron=bron.strip(),
            vastgelegd_op=ctx.nu,
        )
        s.add(nieuw)
        s.flush()
        merk(s, ctx, [Geraakt(dienstverband.eenheid, dienstverband.medewerker_id, vanaf, dienstverband.tot_en_met)])
        noteer(s, ctx, "leg_vast", "core.inschaling", nieuw.id, dienstverband=dienstverband_id)
        return nieuw.id


def geef_mandaat(ctx: Context, vervanger_id: int, van: date, tot_en_met: date) -> int:
    """Let a colleague stand in for the actor from a day up to and including a day; returns the mandate's id.

    Raises ``GeenToegang`` for who leads nothing and ``Geweigerd``.
    """
    gever_id = ctx.actor.medewerker_id
    ctx.eis("geef", Doel(MANDAAT, medewerker_id=gever_id))
    if gever_id is None:
        raise GeenToegang("geef", MANDAAT)
    if van < ctx.vandaag:
        raise Geweigerd("van", "een vervanging begint vandaag of later")
    if tot_en_met < van:
        raise Geweigerd("tot_en_met", "het einde ligt voor het begin")
    if vervanger_id == gever_id:
        raise Geweigerd("vervanger", "kies iemand anders dan jezelf")
    with ctx.database.transactie() as s:
        vergrendel(s, f"core_mandaat:{gever_id}")
        eenheden = set(
            s.scalars(
                select(Team.eenheid)
                .join(Leiding, Leiding.team_id == Team.id)
                .where(Leiding.medewerker_id == gever_id, loopt_in(Leiding.van, Leiding.tot_en_met, van, van))
            )
        )
        if not eenheden:
            raise Geweigerd("van", "je leidt op deze dag zelf geen team; wie vervangt, geeft dat niet door")
        if not any(werk.eenheid in eenheden for werk in dienstverbanden(s, [vervanger_id], van)):
            raise Geweigerd("vervanger", "kies iemand die dan bij hetzelfde dienstonderdeel werkt")
        if s.scalar(
            select(Mandaat.id).where(
                Mandaat.gever_id == gever_id,
                Mandaat.vervanger_id == vervanger_id,
                Mandaat.ingetrokken_op.is_(None),
                loopt_in(Mandaat.van, Mandaat.tot_en_met, van, tot_en_met),
            )
        ):
            raise Geweigerd("van", "deze collega vervangt je in die periode al")
        mandaat = Mandaat(
            gever_id=gever_id, vervanger_id=vervanger_id, van=van, tot_en_met=tot_en_met, vastgelegd_op=ctx.nu
        )
        s.add(mandaat)
        s.flush()
        noteer(s, ctx, "geef", MANDAAT, mandaat.id, vervanger=vervanger_id, van=van, tot_en_met=tot_en_met)
        return mandaat.id


def trek_mandaat_in(ctx: Context, mandaat_id: int) -> None:
    """Withdraw a mandate from now on; what the stand-in decided stays decided.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        mandaat = s.get(Mandaat, mandaat_id, with_for_update=True)
        if mandaat is None:
            raise GeenToegang("intrekken", MANDAAT)
        ctx.eis("intrekken", Doel(MANDAAT, medewerker_id=mandaat.gever_id))
        if mandaat.ingetrokken_op is not None:
            raise Geweigerd("mandaat", "deze vervanging is al ingetrokken")
        mandaat.ingetrokken_op = ctx.nu
        noteer(s, ctx, "intrekken", MANDAAT, mandaat.id)


def meld_afwezig(
    ctx: Context, medewerker_id: int, soort: Afwezigheidssoort, van: date, tot_en_met: date | None = None
) -> int:
    """Report that somebody is away, without a cause; no end is until further notice. Returns the report's id.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        eis_over(ctx, s, "meld", AFWEZIGHEID, medewerker_id, van)
        return _leg_afwezigheid_vast(ctx, s, medewerker_id, soort, van, tot_en_met)


def beeindig_afwezigheid(ctx: Context, afwezigheid_id: int, tot_en_met: date) -> int:
    """Give an absence its last day, or another one: the report is replaced by a new one, whose id is returned.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        oud = _ingetrokken(ctx, s, afwezigheid_id, "meld")
        return _leg_afwezigheid_vast(ctx, s, oud.medewerker_id, Afwezigheidssoort(oud.soort), oud.van, tot_en_met)


def trek_afwezigheid_in(ctx: Context, afwezigheid_id: int) -> None:
    """Withdraw a report that was wrong. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        _ingetrokken(ctx, s, afwezigheid_id, "intrekken")


def zoek_medewerkers(ctx: Context, tekst: str, pagina: int = 1) -> Zoekresultaat:
    """Return persons whom the actor may choose, by name: every word is part of the name or begins the number.

    Numbers, and who has left, only for who may see the person. Raises ``GeenToegang``.
    """
    beleid, actor, vandaag = ctx.installatie.beleid, ctx.actor, ctx.vandaag
    if not beleid.mag_ergens(actor, "zoek", PERSOON):
        raise GeenToegang("zoek", PERSOON)
    pagina = max(pagina, 1)
    in_beeld = _binnen(beleid.reikwijdte(actor, "bekijk", PERSOON), vandaag, ook_vertrokken=True)
    te_kiezen = _binnen(beleid.reikwijdte(actor, "zoek", PERSOON), vandaag, ook_vertrokken=False)
    woorden = [
        or_(
            Medewerker.zoeknaam.contains(zoekvorm(woord), autoescape=True),
            and_(in_beeld, Medewerker.personeelsnummer.startswith(woord, autoescape=True)),
        )
        for woord in tekst.split()
    ]
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Medewerker, in_beeld)
            .where(or_(te_kiezen, in_beeld), *woorden)
            .order_by(Medewerker.naam, Medewerker.id)
            .offset((pagina - 1) * PAGINA)
            .limit(PAGINA + 1)
        ).all()
        gevonden = rijen[:PAGINA]
        nummers = [wie.id for wie, _ in gevonden]
        eenheden: dict[int, list[str]] = {nummer: [] for nummer in nummers}
        for werk in dienstverbanden(s, nummers, vandaag):
            eenheden[werk.medewerker_id].append(werk.eenheid)
        teams: dict[int, list[str]] = {nummer: [] for nummer in nummers}
        for nummer, team in s.execute(
            select(Teamlid.medewerker_id, Team.naam)
            .join(Team, Team.id == Teamlid.team_id)
            .where(Teamlid.medewerker_id.in_(nummers), loopt_in(Teamlid.van, Teamlid.tot_en_met, vandaag, vandaag))
            .order_by(Team.naam)
        ):
            teams[nummer].append(team)
    return Zoekresultaat(
        tuple(
            Gevonden(
                wie.id,
                wie.naam,
                tuple(eenheden[wie.id]),
                tuple(teams[wie.id]),
                wie.personeelsnummer if zichtbaar else None,
            )
            for wie, zichtbaar in gevonden
        ),
        pagina,
        meer=len(rijen) > PAGINA,
    )


def wie_ben_ik(ctx: Context) -> Ik:
    """Return who is logged in and what that person is here today. Raises ``GeenToegang`` for the program itself."""
    with ctx.database.lezen() as s:
        account = s.get(Account, ctx.actor.account_id) if ctx.actor.account_id is not None else None
        if account is None:
            raise GeenToegang("bekijk", "core.account")
        wie = account.medewerker_id
        gever, vervanger = aliased(Medewerker), aliased(Medewerker)
        vervangingen = s.execute(
            select(Mandaat.id, gever.id, gever.naam, vervanger.id, vervanger.naam, Mandaat.van, Mandaat.tot_en_met)
            .join(gever, gever.id == Mandaat.gever_id)
            .join(vervanger, vervanger.id == Mandaat.vervanger_id)
            .where(
                or_(Mandaat.gever_id == wie, Mandaat.vervanger_id == wie),
                Mandaat.ingetrokken_op.is_(None),
                Mandaat.tot_en_met >= ctx.vandaag,
            )
            .order_by(Mandaat.van, Mandaat.id)
        )
        return Ik(
            naam=account.weergavenaam,
            inlognaam=account.naam,
            taal=account.taal,
            personeelsnummer=None if wie is None else medewerker(s, wie).personeelsnummer,
            eenheden=tuple(sorted(ctx.actor.eenheden)),
            teams=() if wie is None else tuple(teams_van(s, wie, ctx.vandaag)),
            leidinggevenden=() if wie is None else tuple(leidinggevenden_van(s, wie, ctx.vandaag)),
            rollen=ctx.actor.rollen,
            vervangingen=tuple(Vervanging(*rij) for rij in vervangingen),
        )


def over_mij(ctx: Context, alleen: Collection[str] | None = None) -> tuple[Overzicht, ...]:
    """Return what every installed table (or only these) holds about the actor, a query each.

    Raises ``GeenToegang`` for who is no employee.
    """
    wie = ctx.actor.medewerker_id
    ctx.eis("bekijk", Doel(PERSOON, medewerker_id=wie))
    if wie is None:
        raise GeenToegang("bekijk", PERSOON)
    with ctx.database.lezen() as s:
        return tuple(
            _overzicht(ctx, s, bijdrage, wie)
            for bijdrage in ctx.installatie.persoonsgegevens
            if alleen is None or bijdrage.waarde.tabel in alleen
        )


def _overzicht(ctx: Context, s: Session, bijdrage: Bijdrage[Persoonsgegeven], wie: int) -> Overzicht:
    gegeven = bijdrage.waarde
    rijen = probeer(ctx, bijdrage.eenheid, "annex_persoonsgegevens", lambda: tuple(gegeven.inzage(s, wie)), None)
    return Overzicht(
        gegeven.tabel, gegeven.doel, gegeven.bewaartermijn, gegeven.einde, rijen or (), leesbaar=rijen is not None
    )


def _leg_afwezigheid_vast(
    ctx: Context, s: Session, medewerker_id: int, soort: Afwezigheidssoort, van: date, tot_en_met: date | None
) -> int:
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "het einde ligt voor het begin")
    medewerker(s, medewerker_id)
    vergrendel(s, f"core_afwezigheid:{medewerker_id}")
    for andere in afwezigheden(s, [medewerker_id], van, tot_en_met):
        if andere.soort == soort:
            raise Geweigerd("van", f"er is al {soort} gemeld vanaf {andere.van:%d-%m-%Y} die hiermee samenvalt")
    geraakt = [
        Geraakt(werk.eenheid, medewerker_id, van, tot_en_met) for werk in dienstverbanden(s, [medewerker_id], van)
    ]
    if not geraakt:
        raise Geweigerd("van", "op deze dag is er geen dienstverband")
    melding = Afwezigheid(
        medewerker_id=medewerker_id, soort=soort, van=van, tot_en_met=tot_en_met, vastgelegd_op=ctx.nu
    )
    s.add(melding)
    s.flush()
    merk(s, ctx, geraakt)
    noteer(s, ctx, "meld", AFWEZIGHEID, melding.id, medewerker=medewerker_id, van=van, tot_en_met=tot_en_met)
    return melding.id


def _ingetrokken(ctx: Context, s: Session, afwezigheid_id: int, handeling: str) -> Afwezigheid:
    melding = s.get(Afwezigheid, afwezigheid_id, with_for_update=True)
    if melding is None:
        raise GeenToegang(handeling, AFWEZIGHEID)
    eis_over(ctx, s, handeling, AFWEZIGHEID, melding.medewerker_id, melding.van)
    if melding.ingetrokken_op is not None:
        raise Geweigerd("afwezigheid", "deze melding is al ingetrokken")
    melding.ingetrokken_op = ctx.nu
    s.flush()
    merk(
        s,
        ctx,
        [
            Geraakt(werk.eenheid, melding.medewerker_id, melding.van, melding.tot_en_met)
            for werk in dienstverbanden(s, [melding.medewerker_id], melding.van)
        ],
    )
    noteer(s, ctx, "intrekken", AFWEZIGHEID, melding.id, medewerker=melding.medewerker_id)
    return melding


def _binnen(bereik: Reikwijdte, vandaag: date, *, ook_vertrokken: bool) -> ColumnElement[bool]:
    """Return the condition that a person is within reach by employment, by a team of today, or is the actor."""
    if bereik.alle:
        return true()
    werkt = Dienstverband.medewerker_id == Medewerker.id
    if not ook_vertrokken:
        werkt &= loopt_in(Dienstverband.van, Dienstverband.tot_en_met, vandaag, vandaag)
    if not bereik.alle_eenheden:
        werkt &= Dienstverband.eenheid.in_(bereik.eenheden)
    zit = and_(
        Teamlid.medewerker_id == Medewerker.id,
        Teamlid.team_id.in_(bereik.teams),
        loopt_in(Teamlid.van, Teamlid.tot_en_met, vandaag, vandaag),
    )
    return or_(exists().where(werkt), exists().where(zit), Medewerker.id == bereik.medewerker_id)

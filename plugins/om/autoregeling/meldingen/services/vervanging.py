# SPDX-License-Identifier: EUPL-1.2
"""A replacement car: a right after more than a day, before that only with the werkgever's prior consent (9, 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.meldingen.models import Vervangverzoek
from plugins.om.autoregeling.meldingen.policy import VERVANGING, doel
from plugins.om.autoregeling.meldingen.procedure import VERVANGING as PROCEDURE
from plugins.om.autoregeling.meldingen.procedure import Vervangstatus
from plugins.om.autoregeling.models import Omonderdeel, Voertuig
from plugins.om.autoregeling.opzoeken import autos_van, eis_werkgever, onderdeel_van
from plugins.om.autoregeling.rules.vervangende_auto import Uitval, Waar, vervangende_auto
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers, zet_stap
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import beheerder_van, omvat, werkgever_van

VOORGELEGD = "om.vervanging_voorgelegd"
BESLOTEN = "om.vervanging_besloten"
_HOOGSTE = 366 * 24 * 60


@dataclass(frozen=True)
class Vervangregel:
    """A request with whose it is."""

    rij: Vervangverzoek
    naam: str
    onderdeel: str
    kenteken: str


def vraag(ctx: Context, waar: Waar, minuten: int, toelichting: str) -> Vervangstatus:
    """Ask for another car while one's own is not there. Returns how it stands: where a person decides, it waits.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("vraag", doel(VERVANGING, zelf))
    if zelf is None:
        raise GeenToegang("vraag", VERVANGING)
    if not 0 < minuten <= _HOOGSTE:
        raise Geweigerd("uren", "vul in hoeveel uur je auto er niet is, meer dan nul en ten hoogste een jaar")
    if not toelichting.strip():
        raise Geweigerd("toelichting", "schrijf waarom je auto er niet is")
    with transactie(ctx) as s:
        autos = autos_van(s, zelf, ctx.vandaag)
        onderdeel_id = onderdeel_van(s, zelf, ctx.vandaag)
        if not autos or onderdeel_id is None:
            raise Geweigerd("", "een vervangende auto is er voor wie een dienstauto heeft")
        antwoord = bereken(s, ctx, vervangende_auto, Uitval(waar, minuten))
        uit = antwoord.uitkomst
        status = Vervangstatus.TOEGESTAAN
        if uit.toegestaan is None or (not uit.toegestaan and uit.toestemming_nodig):
            status = Vervangstatus.WACHT
        elif not uit.toegestaan:
            status = Vervangstatus.GEEN_RECHT
        rij = Vervangverzoek(
            medewerker_id=zelf,
            voertuig_id=autos[0][1].id,
            onderdeel_id=onderdeel_id,
            status=status,
            waar=waar,
            minuten=minuten,
            toelichting=toelichting.strip()[:2000],
            gevraagd_op=ctx.nu,
            **antwoord.velden,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "vraag", VERVANGING, rij.id, naar=status)
        if status is Vervangstatus.WACHT:
            meld_werkgevers(s, ctx, VOORGELEGD, onderdeel_id, nummer=rij.id)
        return status


def beslis(ctx: Context, nummer: int, *, toegestaan: bool, motivering: str) -> None:
    """Consent or refuse as werkgever, with reasons. Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``."""
    ctx.eis("beslis", doel(VERVANGING))
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Vervangverzoek).where(Vervangverzoek.id == nummer).with_for_update())
        if rij is None:
            raise GeenToegang("beslis", VERVANGING)
        eis_werkgever(s, ctx, rij.onderdeel_id, over=rij.medewerker_id)
        stap = "sta_toe" if toegestaan else "weiger"
        PROCEDURE.na(rij.status, stap)
        if not toegestaan and not motivering.strip():
            raise Geweigerd("motivering", "schrijf waarom; de berijder leest dit")
        rij.motivering = motivering.strip()[:4000] or None
        rij.besloten_op, rij.besloten_door = ctx.nu, ctx.actor.account_id
        zet_stap(s, ctx, PROCEDURE, VERVANGING, rij, stap)
        stuur(s, ctx, BESLOTEN, rij.medewerker_id, nummer=rij.id)


def eigen(ctx: Context) -> tuple[Vervangregel, ...]:
    """Return the actor's own requests, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk_eigen", doel(VERVANGING, ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        vraag_ = _vraag().where(Vervangverzoek.medewerker_id == ctx.actor.medewerker_id)
        return tuple(Vervangregel(*rij) for rij in s.execute(vraag_))


def lijst(ctx: Context) -> tuple[Vervangregel, ...]:
    """Return the requests at the actor's units, what waits on top. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(VERVANGING))
    with ctx.database.lezen() as s:
        als_werkgever, als_beheerder = werkgever_van(s, ctx), beheerder_van(s, ctx)
        regels = [
            Vervangregel(*rij)
            for rij in s.execute(_vraag())
            if omvat(als_werkgever, rij[0].onderdeel_id) or omvat(als_beheerder, rij[0].onderdeel_id)
        ]
    return tuple(sorted(regels, key=lambda regel: regel.rij.status is not Vervangstatus.WACHT))


def _vraag() -> Any:
    return (
        select(Vervangverzoek, Medewerker.naam, Omonderdeel.naam, Voertuig.kenteken)
        .join(Medewerker, Medewerker.id == Vervangverzoek.medewerker_id)
        .join(Omonderdeel, Omonderdeel.id == Vervangverzoek.onderdeel_id)
        .join(Voertuig, Voertuig.id == Vervangverzoek.voertuig_id)
        .order_by(Vervangverzoek.id.desc())
    )

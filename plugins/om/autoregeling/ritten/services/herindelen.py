# SPDX-License-Identifier: EUPL-1.2
"""Classifying open trips again after the address book changed: with addresses that only the driver can open."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from core.context import Context
from core.regulations.parameterbeheer.services import geldend
from core.storage.audit import noteer
from plugins.om.autoregeling.models import Rit, Ritklasse, Voertuig
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.bestand import OMWEG
from plugins.om.autoregeling.ritten.indeling import INDELING
from plugins.om.autoregeling.ritten.models import Adressoort, Ritcorrectie, Ritplaats
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.services.adresboek import Boek, boek_van
from plugins.om.autoregeling.ritten.services.mijn import sluitdag, versie
from plugins.om.autoregeling.ritten.services.opening import Adressen, Open, adressen
from plugins.om.autoregeling.ritten.verzegeling import adreshash
from plugins.om.autoregeling.rules.ritsoort import Adres


def deel_opnieuw_in(ctx: Context, open_: Open, geheim: str) -> int:
    """Classify the actor's own open trips by the address book as it is now. Returns how many are no longer open.

    What the driver decided, a closed year, and a trip of which nothing was sealed stay as they are.
    """
    ctx.eis("beoordeel", doel(medewerker_id=open_.medewerker_id))
    geopend = adressen(ctx, open_, date.min, date.max)
    gedaan = 0
    with ctx.database.transactie() as s:
        boek, parameters = boek_van(s, [open_.medewerker_id]), geldend(s, ctx.installatie)
        for rit in s.scalars(_open_ritten(open_.medewerker_id)).all():
            sluiting = sluitdag(parameters, rit.dag.year)
            waar = geopend.get((rit.voertuig_id, f"{rit.begin:%Y-%m-%d %H:%M:%S.%f}", rit.stand_begin))
            if waar is None or (sluiting is not None and ctx.vandaag > sluiting):
                continue
            van, naar = (_soort(boek, open_.medewerker_id, adres, rit.dag, geheim) for adres in waar[:2])
            omweg = waar.opmerking.strip().lower().startswith(OMWEG)
            klasse = Ritklasse(INDELING[van, naar, rit.klasse_bestand.value if rit.klasse_bestand else "", omweg])
            if klasse is not Ritklasse.O:
                nummer = versie(s, ctx, rit, klasse=klasse)
                noteer(s, ctx, "deel_in", RIT, nummer)
                if klasse is Ritklasse.Z:
                    _toon(s, rit, waar, van, naar)
                gedaan += 1
    return gedaan


def _open_ritten(wie: int) -> Select[Rit]:
    """Return the question for open trips of cars with digital registration; of the others the driver gave the class."""
    besloten = exists().where(
        Ritcorrectie.voertuig_id == Rit.voertuig_id,
        Ritcorrectie.begin == Rit.begin,
        Ritcorrectie.stand_begin == Rit.stand_begin,
        Ritcorrectie.vervallen_op.is_(None),
    )
    return (
        select(Rit)
        .join(Voertuig, Voertuig.id == Rit.voertuig_id)
        .where(
            Rit.medewerker_id == wie,
            Rit.vervangen_op.is_(None),
            Rit.klasse == Ritklasse.O,
            Voertuig.niet_herleidbaar.is_(False),
            ~besloten,
        )
        .order_by(Rit.begin)
        .with_for_update(of=Rit)
    )


def _soort(boek: Boek, wie: int, adres: str, dag: date, geheim: str) -> str:
    if not adres:
        return ""
    dagtekst = dag.isoformat()
    for soort, van, tot_en_met in boek.get((wie, adreshash(geheim, wie, adres)), ()):
        if van <= dagtekst <= tot_en_met:
            return soort
    return Adres.PRIVE.value


def _toon(s: Session, rit: Rit, waar: Adressen, van: str, naar: str) -> None:
    """Keep the ends of a business trip where the employer may read them; a home as a word."""
    huis = Adressoort.WOONADRES.value
    s.merge(
        Ritplaats(
            voertuig_id=rit.voertuig_id,
            begin=rit.begin,
            stand_begin=rit.stand_begin,
            van=huis if van == huis else waar.van[:200],
            naar=huis if naar == huis else waar.naar[:200],
        )
    )

# SPDX-License-Identifier: EUPL-1.2
"""Reading a trip file: the rows go to a staging table, and set-based checks and one insert do the rest.

One transaction: a kill in the middle leaves nothing. What waits because of a gap stands apart, and joins the rows of
the next file of that car, so that trips may arrive in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Account, Medewerker
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruik, Voertuig
from plugins.om.autoregeling.ritten import bestand
from plugins.om.autoregeling.ritten.lezen import Adrespak, Lezer, Rij, Wagen
from plugins.om.autoregeling.ritten.models import Ritadressen, Ritimport
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.services.adresboek import boek_van
from plugins.om.autoregeling.ritten.services.stap import Aangehouden, Stap
from plugins.om.autoregeling.ritten.verzegeling import verzegel

OBJECT = "om.ritimport"

Voortgang = Callable[[int, int], None]

SLOT = "om_rit"
"""The lock under which trips are stored."""


@dataclass(frozen=True)
class Ritverslag:
    """What a file came to, in rows."""

    import_id: int
    regels: int
    nieuw: int = 0
    vervangen: int = 0
    gelijk: int = 0
    ouder: int = 0
    vervallen: int = 0
    zonder_sleutel: int = 0
    aangehouden: tuple[Aangehouden, ...] = ()


def lees_in(ctx: Context, stroom: BinaryIO, geheim: str, voortgang: Voortgang | None = None) -> Ritverslag:
    """Store a trip file. Reading it again stores nothing; a file that was made later corrects trip by trip.

    ``geheim`` is the server's secret for keyed hashes. Raises ``GeenToegang``, and ``Geweigerd`` for a file that is
    not whole: then nothing of it is stored.
    """
    ctx.eis("importeer", doel())
    gekeurd = bestand.keur(stroom)
    with ctx.database.transactie() as s:
        # Two files at once could each find that the other's rows are not there yet.
        vergrendel(s, SLOT)
        rij = Ritimport(
            sha256=gekeurd.sha256,
            aangemaakt_op=gekeurd.aangemaakt_op,
            regels=gekeurd.regels,
            account_id=ctx.actor.account_id,
            op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        stap = Stap(s, ctx, rij.id)
        lezer = _lezer(s, geheim, stap.is_postgres)
        stap.maak(_geteld(lezer.pakken(bestand.rijen(stroom, gekeurd.regels)), gekeurd.regels, voortgang))
        telling, apart = stap.verwerk(lezer)
        zonder = _bewaar_adressen(s, ctx, rij, lezer.adressen, stap.fout_voertuigen)
        stap.ruim_op()
        rij.nieuw, rij.vervangen, rij.gelijk = telling["nieuw"], telling["vervangen"], telling["gelijk"]
        rij.ouder, rij.vervallen, rij.zonder_sleutel = telling["ouder"], telling["vervallen"], zonder
        rij.aangehouden = sum(een.aantal for een in apart)
        noteer(s, ctx, "importeer", OBJECT, rij.id, sha256=gekeurd.sha256, regels=gekeurd.regels)
        return Ritverslag(rij.id, gekeurd.regels, **telling, zonder_sleutel=zonder, aangehouden=apart)


def toets_opnieuw(s: Session, ctx: Context, voertuig_id: int, import_id: int, reden: str) -> None:
    """Accept every gap of what waits of a car, for a reason, and store it, in the caller's transaction."""
    vergrendel(s, SLOT)
    stap = Stap(s, ctx, import_id, aanvaard_om=reden)
    stap.maak(())
    stap.neem_wachtenden_op([voertuig_id])
    stap.verwerk(None)
    stap.ruim_op()


def _lezer(s: Session, geheim: str, is_postgres: bool) -> Lezer:
    gebruik: dict[int, list[tuple[int, str, str]]] = {}
    vraag = select(Gebruik.voertuig_id, Gebruik.medewerker_id, Gebruik.van, Gebruik.tot_en_met)
    for auto, wie, van, tot in s.execute(vraag.where(Gebruik.vervallen_op.is_(None)).order_by(Gebruik.van)):
        gebruik.setdefault(auto, []).append((wie, van.isoformat(), tot.isoformat() if tot else "9999-12-31"))
    velden = (Voertuig.kenteken, Voertuig.id, Voertuig.groep, Voertuig.ritregistratie, Voertuig.niet_herleidbaar)
    wagens = {
        rij.kenteken: Wagen(rij.id, rij.groep, rij.ritregistratie, rij.niet_herleidbaar, tuple(gebruik.get(rij.id, ())))
        for rij in s.execute(select(*velden))
    }
    medewerkers = dict(s.execute(select(Medewerker.personeelsnummer, Medewerker.id)).all())
    boek = boek_van(s, list(medewerkers.values()))
    return Lezer(wagens, medewerkers, boek, geheim, achter="+00" if is_postgres else "")


def _bewaar_adressen(
    s: Session, ctx: Context, rij: Ritimport, pakken: Iterable[Adrespak], fout_voertuigen: set[int]
) -> int:
    """Seal the addresses for each driver. Returns how many rows are of a driver who never logged in."""
    pakken = [pak for pak in pakken if pak.voertuig_id not in fout_voertuigen]
    if not pakken:
        return 0
    vraag = select(Account.medewerker_id, Account.openbare_sleutel).where(Account.openbare_sleutel.is_not(None))
    sleutels = {wie: sleutel for wie, sleutel in s.execute(vraag) if wie is not None and sleutel is not None}
    bekend = _bekende_adressen(s, rij)
    rijen: list[dict[str, Any]] = []
    zonder = 0
    for pak in pakken:
        sleutel = sleutels.get(pak.medewerker_id)
        if sleutel is None:
            zonder += pak.aantal
        elif (pak.medewerker_id, pak.voertuig_id, pak.van) not in bekend:
            rijen.append(
                {
                    "medewerker_id": pak.medewerker_id,
                    "voertuig_id": pak.voertuig_id,
                    "import_id": rij.id,
                    "van": pak.van,
                    "tot_en_met": pak.tot_en_met,
                    "aangemaakt_op": rij.aangemaakt_op,
                    "verzegeld": verzegel(sleutel, pak.inhoud),
                }
            )
    if rijen:
        s.execute(insert(Ritadressen), [_met_dagen(waarden) for waarden in rijen])
    return zonder


def _bekende_adressen(s: Session, rij: Ritimport) -> set[tuple[int, int, str]]:
    """Return what was sealed of this same file when it was read before."""
    vraag = (
        select(Ritadressen.medewerker_id, Ritadressen.voertuig_id, Ritadressen.van)
        .join(Ritimport, Ritimport.id == Ritadressen.import_id)
        .where(Ritimport.sha256 == rij.sha256)
    )
    return {(wie, auto, van.isoformat()) for wie, auto, van in s.execute(vraag)}


def _met_dagen(waarden: dict[str, Any]) -> dict[str, Any]:
    return waarden | {naam: date.fromisoformat(waarden[naam]) for naam in ("van", "tot_en_met")}


def _geteld(pakken: Iterable[list[Rij]], totaal: int, voortgang: Voortgang | None) -> Iterable[list[Rij]]:
    gedaan = 0
    for pak in pakken:
        yield pak
        gedaan += len(pak)
        if voortgang is not None:
            voortgang(gedaan, totaal)

# SPDX-License-Identifier: EUPL-1.2
"""Photos and papers with a report: of known kinds, not too large, and every reading by another leaves a row."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import undefer

from core.context import Context
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import INZAGE, noteer
from plugins.om.autoregeling.meldingen.models import Melding, Meldingsfoto
from plugins.om.autoregeling.meldingen.policy import doel
from plugins.om.autoregeling.meldingen.services.melden import mag_open
from plugins.om.autoregeling.policy import MELDING

GROOTSTE = 5_000_000
MEESTE = 10
#: How a file begins, and what it then is.
SOORTEN = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}


def soort_van(inhoud: bytes) -> str:
    """Return the media type of a file by how it begins. Raises ``Geweigerd`` for another one, and for a large one."""
    if len(inhoud) > GROOTSTE:
        raise Geweigerd("fotos", "een foto is groter dan 5 MB")
    for begin, soort in SOORTEN.items():
        if inhoud.startswith(begin):
            return soort
    raise Geweigerd("fotos", "stuur foto's als jpeg of png, of een pdf")


def voeg_toe(ctx: Context, nummer: int, bestanden: Sequence[bytes]) -> int:
    """Store photos with one's own report; the same photo once. Returns how many were new.

    All are stored or none. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    soorten = [soort_van(inhoud) for inhoud in bestanden]
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Melding).where(Melding.id == nummer).with_for_update())
        if rij is None or rij.medewerker_id != ctx.actor.medewerker_id:
            raise GeenToegang("vul_aan", MELDING)
        ctx.eis("vul_aan", doel(MELDING, rij.medewerker_id))
        staan = set(s.scalars(select(Meldingsfoto.afdruk).where(Meldingsfoto.melding_id == nummer)))
        nieuw = {sha256(inhoud).hexdigest(): (soort, inhoud) for soort, inhoud in zip(soorten, bestanden, strict=True)}
        nieuw = {afdruk: foto for afdruk, foto in nieuw.items() if afdruk not in staan}
        if len(staan) + len(nieuw) > MEESTE:
            raise Geweigerd("fotos", f"bij een melding passen ten hoogste {MEESTE} foto's")
        s.add_all(
            Meldingsfoto(
                melding_id=nummer,
                medewerker_id=rij.medewerker_id,
                mediatype=soort,
                inhoud=inhoud,
                afdruk=afdruk,
                vastgelegd_op=ctx.nu,
            )
            for afdruk, (soort, inhoud) in nieuw.items()
        )
        if nieuw:
            noteer(s, ctx, "voeg_foto_toe", MELDING, nummer, aantal=len(nieuw))
        return len(nieuw)


def nummers(ctx: Context, melding_id: int) -> tuple[int, ...]:
    """Return the photos of a report that the actor may read, in their order."""
    with ctx.database.lezen() as s:
        vraag = select(Meldingsfoto.id).where(Meldingsfoto.melding_id == melding_id).order_by(Meldingsfoto.id)
        rij = s.get(Melding, melding_id)
        return tuple(s.scalars(vraag)) if rij is not None and mag_open(s, ctx, rij) else ()


def lees(ctx: Context, melding_id: int, foto_id: int) -> tuple[str, bytes]:
    """Return media type and content of a photo; who reads another's leaves a row. Raises ``GeenToegang``."""
    with ctx.database.transactie() as s:
        rij = s.get(Melding, melding_id)
        foto = s.get(Meldingsfoto, foto_id, options=[undefer(Meldingsfoto.inhoud)])
        if rij is None or foto is None or foto.melding_id != melding_id or not mag_open(s, ctx, rij):
            raise GeenToegang("open", MELDING)
        if rij.medewerker_id != ctx.actor.medewerker_id:
            noteer(s, ctx, INZAGE, MELDING, rij.id, foto=foto_id)
        return foto.mediatype, foto.inhoud

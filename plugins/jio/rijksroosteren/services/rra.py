# SPDX-License-Identifier: EUPL-1.2
"""The file for the Rijksbrede Roosterapplicatie: what was realised, once, and what was corrected (JIO 4).

The layout of the RRA is not public, so it is one of our own, described in docs/rra-bestand.md. A month that was
exported before gives only what is new or taken back; when there is nothing, the last file again, byte for byte.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak
from core.calendar.tijd import lokale_datum, minuten, schrijf_lokale_tijd
from core.context import Context
from core.ledger.bulk import een_van
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie.models import Declaratie, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, Declaratiestatus
from plugins.jio.consignatie.services.declareerbaar import claim_van_deel, wordt_gedeclareerd
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.overzicht.perioden import lees_maand
from plugins.jio.consignatie.services.sporen import begin_stap
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.models import Regelsoort, Roosterregel, Rraexport, Rraregel
from plugins.jio.rijksroosteren.procedure import ROOSTERREGEL, Regelstatus
from plugins.jio.rijksroosteren.rules import Aanmelding, Categorie, Consignatiedienst, Kanaal, consignatie
from plugins.jio.rijksroosteren.services.groep import aanmeldingen

KOLOMMEN = ("handeling", "soort", "personeelsnummer", "dag", "van", "tot", "minuten", "kanaal", "bron")
NIEUW, VERVALT = "NIEUW", "VERVALT"
TOTAAL, SLUIT = "TOTAAL", "SHA-256"
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULE = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, order=True)
class Lijn:
    """Something that was worked, and the one system through which it is paid."""

    medewerker_id: int
    van: datetime
    tot: datetime
    soort: Regelsoort
    bron_id: int
    kanaal: Kanaal
    #: How long it took; of a duty on call only the on-call time, without office hours (JIO 7.6).
    minuten: int


@dataclass(frozen=True)
class Exportbestand:
    """A file that was written."""

    id: int
    periode: str
    volgnummer: int
    naam: str
    sha256: str
    aantal: int
    gemaakt_op: datetime


@dataclass(frozen=True)
class Exportbeeld:
    """What a month has for the RRA: what is still to go, and the files that were written."""

    periode: str
    nieuw: tuple[Lijn, ...]
    vervalt: tuple[Lijn, ...]
    bestanden: tuple[Exportbestand, ...]
    #: Wijzigingen of the month: they are no patch duty and stay out of the file.
    wijzigingen: int
    #: Realised nowhere yet, though the time is past.
    open: int
    namen: Mapping[int, str]


def beeld(ctx: Context, periode: str) -> Exportbeeld:
    """Return what a month has for the RRA. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("bekijk", doel(policy.EXPORT))
    vak = lees_maand(periode)
    with ctx.database.lezen() as s:
        nieuw, vervalt = _verschil(s, ctx, periode, vak, geldend(s, ctx.installatie))
        bestanden = s.scalars(
            select(Rraexport).where(Rraexport.periode == periode).order_by(Rraexport.volgnummer.desc())
        ).all()
        wie = {lijn.medewerker_id for lijn in (*nieuw, *vervalt)}
        namen = dict(
            s.execute(select(Medewerker.id, Medewerker.naam).where(een_van(s, Medewerker.id, list(wie)))).all()
        )
        binnen = (Roosterregel.van >= vak.van, Roosterregel.van < vak.tot)
        wijzigingen = s.scalar(
            select(func.count()).where(
                Roosterregel.categorie == Categorie.WIJZIGING, Roosterregel.status != Regelstatus.VERVALLEN, *binnen
            )
        )
        open_ = s.scalar(
            select(func.count()).where(
                Roosterregel.categorie == Categorie.PATCHDIENST,
                Roosterregel.status.in_((Regelstatus.CONCEPT, Regelstatus.GOEDGEKEURD)),
                Roosterregel.tot <= ctx.nu,
                *binnen,
            )
        )
        return Exportbeeld(
            periode,
            tuple(nieuw),
            tuple(vervalt),
            tuple(_als_bestand(rij) for rij in bestanden),
            wijzigingen or 0,
            open_ or 0,
            namen,
        )


def exporteer(ctx: Context, periode: str) -> tuple[str, bytes]:
    """Write the file of a month, or give the last one again when nothing changed. Returns its name and bytes."""
    ctx.eis("exporteer", doel(policy.EXPORT))
    vak = lees_maand(periode)
    with ctx.database.transactie() as s:
        # One at a time: the entries of the month are locked until the file stands.
        s.scalars(select(Roosterregel.id).where(*_gerealiseerd(vak)).order_by(Roosterregel.id).with_for_update()).all()
        nieuw, vervalt = _verschil(s, ctx, periode, vak, geldend(s, ctx.installatie))
        vorige = s.scalar(
            select(Rraexport).where(Rraexport.periode == periode).order_by(Rraexport.volgnummer.desc()).limit(1)
        )
        if vorige is not None and not nieuw and not vervalt:
            return _naam(vorige), vorige.inhoud
        inhoud = schrijf(nieuw, vervalt, _nummers(s, {lijn.medewerker_id for lijn in (*nieuw, *vervalt)}), periode)
        export = Rraexport(
            periode=periode,
            volgnummer=vorige.volgnummer + 1 if vorige else 1,
            inhoud=inhoud,
            sha256=sha256(inhoud).hexdigest(),
            aantal=len(nieuw) + len(vervalt),
            gemaakt_op=ctx.nu,
            gemaakt_door=ctx.actor.account_id,
        )
        s.add(export)
        s.flush()
        s.add_all(
            Rraregel(
                export_id=export.id,
                periode=periode,
                telt=telt,
                soort=lijn.soort,
                bron_id=lijn.bron_id,
                medewerker_id=lijn.medewerker_id,
                van=lijn.van,
                tot=lijn.tot,
                kanaal=lijn.kanaal,
                minuten=lijn.minuten,
            )
            for telt, lijnen in ((False, vervalt), (True, nieuw))
            for lijn in lijnen
        )
        _zet_geexporteerd(s, ctx, nieuw)
        noteer(s, ctx, "exporteer", policy.EXPORT, export.id, periode=periode, sha256=export.sha256)
        return _naam(export), inhoud


def bestand(ctx: Context, export_id: int) -> tuple[str, bytes]:
    """Return a file as it was written. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.EXPORT))
    with ctx.database.lezen() as s:
        export = s.get(Rraexport, export_id)
        if export is None:
            raise GeenToegang("bekijk", policy.EXPORT)
        return _naam(export), export.inhoud


def schrijf(nieuw: Iterable[Lijn], vervalt: Iterable[Lijn], nummers: Mapping[int, str], periode: str) -> bytes:
    """Return the lines in a fixed order, with totals and the SHA-256 of all before it."""
    rijen = sorted(
        (nummers[lijn.medewerker_id], lijn, handeling)
        for handeling, lijnen in ((NIEUW, nieuw), (VERVALT, vervalt))
        for lijn in lijnen
    )
    doel_ = io.StringIO()
    schrijver = csv.writer(doel_, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    som: dict[tuple[str, str], int] = {}
    for nummer, lijn, handeling in rijen:
        schrijver.writerow(
            (
                handeling,
                lijn.soort.value,
                f"'{nummer}" if nummer.startswith(_FORMULE) else nummer,
                lokale_datum(lijn.van).isoformat(),
                schrijf_lokale_tijd(lijn.van),
                schrijf_lokale_tijd(lijn.tot),
                lijn.minuten,
                lijn.kanaal.value,
                lijn.bron_id,
            )
        )
        sleutel = (lijn.soort.value, lijn.kanaal.value)
        som[sleutel] = som.get(sleutel, 0) + (lijn.minuten if handeling == NIEUW else -lijn.minuten)
    for (soort, kanaal), totaal in sorted(som.items()):
        schrijver.writerow((TOTAAL, soort, "", periode, "", "", totaal, kanaal, ""))
    schrijver.writerow((TOTAAL, "", "", periode, "", "", sum(som.values()), "", len(rijen)))
    inhoud = doel_.getvalue().encode()
    return inhoud + f"{SLUIT};{sha256(inhoud).hexdigest()}\r\n".encode()


def _verschil(
    s: Session, ctx: Context, periode: str, vak: Tijdvak, parameters: Parameterset
) -> tuple[list[Lijn], list[Lijn]]:
    """Return what is to go to the RRA and what is to be taken back, each in order."""
    nu = {*_patchlijnen(s, vak), *_consignatielijnen(s, ctx, periode, vak, parameters)}
    eerder: dict[Lijn, int] = {}
    for rij in s.scalars(select(Rraregel).where(Rraregel.periode == periode)):
        lijn = Lijn(rij.medewerker_id, rij.van, rij.tot, rij.soort, rij.bron_id, rij.kanaal, rij.minuten)
        eerder[lijn] = eerder.get(lijn, 0) + (1 if rij.telt else -1)
    staat_er = {lijn for lijn, aantal in eerder.items() if aantal > 0}
    return sorted(nu - staat_er), sorted(staat_er - nu)


def _gerealiseerd(vak: Tijdvak) -> tuple[ColumnElement[bool], ...]:
    return (
        Roosterregel.categorie == Categorie.PATCHDIENST,
        Roosterregel.status.in_((Regelstatus.GEREALISEERD, Regelstatus.GEEXPORTEERD)),
        Roosterregel.gerealiseerd_van >= vak.van,
        Roosterregel.gerealiseerd_van < vak.tot,
    )


def _patchlijnen(s: Session, vak: Tijdvak) -> Iterable[Lijn]:
    for regel in s.scalars(select(Roosterregel).where(*_gerealiseerd(vak))):
        if regel.gerealiseerd_van is not None and regel.gerealiseerd_tot is not None:
            yield Lijn(
                regel.medewerker_id,
                regel.gerealiseerd_van,
                regel.gerealiseerd_tot,
                Regelsoort.PATCHDIENST,
                regel.id,
                Kanaal.RRA,
                minuten(regel.gerealiseerd_van, regel.gerealiseerd_tot),
            )


def _consignatielijnen(
    s: Session, ctx: Context, periode: str, vak: Tijdvak, parameters: Parameterset
) -> Iterable[Lijn]:
    """Yield the duties on call of the patch group that belong to the month and are over."""
    kalender = kalender_van(parameters)
    delen = s.execute(
        select(Dienst, Dienstdeel, Declaratie.status)
        .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .outerjoin(Declaratie, claim_van_deel())
        .where(
            Dienstdeel.vervallen_op.is_(None),
            Rooster.status.in_(GELDENDE_ROOSTERS),
            # What was settled before Annex began is not sent to be paid again.
            wordt_gedeclareerd(),
            Dienst.einde <= ctx.nu,
            Dienst.einde >= vak.van,
            Dienst.begin < vak.tot,
        )
    ).all()
    groep = aanmeldingen(s, {deel.medewerker_id for _, deel, _ in delen})
    for dienst, deel, status in delen:
        if not _in_groep(groep.get(deel.medewerker_id, ()), dienst.dinsdag):
            continue
        if kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde) != periode:
            continue
        gegeven = Consignatiedienst(dienst.dinsdag, status == Declaratiestatus.GOEDGEKEURD)
        kanaal = consignatie.bereken(gegeven, parameters).uitkomst.kanaal
        duur = kalender.minuten(dienst.dinsdag, [deel.tijdvak])
        yield Lijn(deel.medewerker_id, deel.van, deel.tot, Regelsoort.CONSIGNATIE, dienst.id, kanaal, duur)


def _in_groep(periodes: Sequence[Aanmelding], dag: date) -> bool:
    return any(aanmelding.geldt_op(dag) for aanmelding in periodes)


def _zet_geexporteerd(s: Session, ctx: Context, nieuw: Iterable[Lijn]) -> None:
    nummers = [lijn.bron_id for lijn in nieuw if lijn.soort is Regelsoort.PATCHDIENST]
    for regel in s.scalars(select(Roosterregel).where(een_van(s, Roosterregel.id, nummers))):
        if regel.status is Regelstatus.GEREALISEERD:
            regel.status = Regelstatus(ROOSTERREGEL.na(regel.status, "exporteer"))
            begin_stap(s, ctx, policy.REGEL, regel.id, "exporteer", regel.status)


def _nummers(s: Session, medewerker_ids: set[int]) -> dict[int, str]:
    vraag = select(Medewerker.id, Medewerker.personeelsnummer).where(een_van(s, Medewerker.id, list(medewerker_ids)))
    return dict(s.execute(vraag).all())


def _naam(export: Rraexport) -> str:
    return f"rra-jio-{export.periode}-{export.volgnummer}.csv"


def _als_bestand(rij: Rraexport) -> Exportbestand:
    return Exportbestand(rij.id, rij.periode, rij.volgnummer, _naam(rij), rij.sha256, rij.aantal, rij.gemaakt_op)

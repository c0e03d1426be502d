# SPDX-License-Identifier: EUPL-1.2
"""Damage, theft, a lost pass or card, a lost licence and moving house: reported by the driver, followed by the unit.

The clocks of 48 hours run from the moment of the event (10.3.1 and 11.3), through weekends and clock changes; a
report that comes late finds them running, or over. The loss of a licence goes to the werkgever only (6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import PARAMETER_ONTBREEKT, los_taak_op, meld_taak, stuur
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import AUDITOR, HR, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, Parameterset
from core.rules import Stap as Rekenstap
from core.storage.audit import noteer
from plugins.om.autoregeling.meldingen.models import Melding, Meldingsoort, Stap
from plugins.om.autoregeling.meldingen.policy import doel
from plugins.om.autoregeling.meldingen.procedure import MELDING as PROCEDURE
from plugins.om.autoregeling.meldingen.procedure import Meldingstatus
from plugins.om.autoregeling.models import Gebruik, Omonderdeel, Voertuig
from plugins.om.autoregeling.opzoeken import geldt_op, onderdeel_van
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, MELDING
from plugins.om.autoregeling.rules.termijnen import Oordeel, Uurklok, termijnen
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers, zet_stap
from plugins.om.autoregeling.wagenpark.services.rekenen import instelling
from plugins.om.autoregeling.wagenpark.services.toegang import beheerder_van, heeft_rol, omvat, werkgever_van

VOORAF = "om_auto.melding_vooraf_uren"
ESCALATIE = "om_auto.melding_escalatie"
TAAK_NIEUW = "om.melding_nieuw"
TAAK_GEMIST = "om.melding_gemist"
AAN_WERKGEVER = "om.melding_werkgever"
NADERT = "om.melding_nadert"

#: What a driver or the fleet does after each kind of report.
STAPPEN: dict[Meldingsoort, tuple[Stap, ...]] = {
    Meldingsoort.SCHADE: (Stap.LEASEMAATSCHAPPIJ, Stap.SCHRIFTELIJK),
    Meldingsoort.DIEFSTAL: (Stap.VBV, Stap.POLITIE, Stap.LEASEMAATSCHAPPIJ),
    Meldingsoort.PAS: (Stap.LEASEMAATSCHAPPIJ, Stap.SCHRIFTELIJK),
    Meldingsoort.KENTEKENKAART: (Stap.LEASEMAATSCHAPPIJ,),
    Meldingsoort.RIJBEWIJS: (),
    Meldingsoort.VERHUIZING: (Stap.LEASEMAATSCHAPPIJ,),
}
#: Of a kind, what must be done within 48 hours, and under which clock of OM-AUTO/termijnen.
KLOKKEN: dict[Meldingsoort, dict[Stap, Any]] = {
    Meldingsoort.SCHADE: {Stap.LEASEMAATSCHAPPIJ: "schademelding", Stap.SCHRIFTELIJK: "schadeformulier"},
    Meldingsoort.PAS: {Stap.SCHRIFTELIJK: "verlies_pas"},
}
#: What the fleet does not see: it goes to the werkgever only.
ALLEEN_WERKGEVER = frozenset({Meldingsoort.RIJBEWIJS})


@dataclass(frozen=True)
class Meldgegevens:
    """What a driver tells."""

    soort: Meldingsoort
    gebeurd_op: datetime
    plaats: str
    omschrijving: str
    tegenpartij: bool = False
    letsel: bool = False
    buitenland: bool = False


@dataclass(frozen=True)
class Stapstand:
    """A step: when it was done, until when it must, and how that stands. Without a clock there is no limit in hours."""

    stap: Stap
    gedaan_op: datetime | None
    uiterlijk: datetime | None
    oordeel: Oordeel
    #: Too late may cost the employee (11.3).
    kosten: bool
    #: Why the limit is what it is; empty without a clock.
    uitleg: tuple[Rekenstap, ...] = ()

    def gemist(self, nu: datetime) -> bool:
        """Tell whether it was too late, or is over and still to be done."""
        return self.oordeel is Oordeel.TE_LAAT or (
            self.gedaan_op is None and self.uiterlijk is not None and self.uiterlijk < nu
        )


@dataclass(frozen=True)
class Meldingregel:
    """A report with whose it is and how its steps stand."""

    rij: Melding
    naam: str
    onderdeel: str
    kenteken: str
    stappen: tuple[Stapstand, ...]

    @property
    def uiterlijk(self) -> datetime | None:
        """The first limit of a step that is still to be done."""
        return min((een.uiterlijk for een in self.stappen if een.uiterlijk and een.gedaan_op is None), default=None)

    @property
    def te_doen(self) -> bool:
        """Whether a step is still to be done."""
        return any(een.gedaan_op is None for een in self.stappen)


def meld(ctx: Context, gegevens: Meldgegevens) -> int:
    """Report something about the car that one uses, or used then. Returns the number of the report.

    Raises ``GeenToegang`` and ``Geweigerd`` with the field.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("meld", doel(MELDING, zelf))
    if zelf is None:
        raise GeenToegang("meld", MELDING)
    if gegevens.gebeurd_op > ctx.nu:
        raise Geweigerd("tijd", "dit moment ligt in de toekomst")
    plaats, tekst = gegevens.plaats.strip()[:200], gegevens.omschrijving.strip()
    if gegevens.soort in (Meldingsoort.SCHADE, Meldingsoort.DIEFSTAL) and not plaats:
        raise Geweigerd("plaats", "schrijf waar het gebeurde")
    if not tekst:
        raise Geweigerd("omschrijving", "schrijf in een paar woorden wat er is gebeurd")
    dag = lokale_datum(gegevens.gebeurd_op)
    with ctx.database.transactie() as s:
        auto = s.scalar(
            select(Gebruik.voertuig_id)
            .where(Gebruik.medewerker_id == zelf, geldt_op(Gebruik, dag))
            .order_by(Gebruik.soort, Gebruik.van.desc())
            .limit(1)
        )
        if auto is None:
            raise Geweigerd("dag", "op deze dag had je geen dienstauto")
        onderdeel_id = onderdeel_van(s, zelf, ctx.vandaag)
        if onderdeel_id is None:
            raise Geweigerd("", "je onderdeel is niet bekend; bel je wagenparkbeheerder")
        schade = gegevens.soort is Meldingsoort.SCHADE
        rij = Melding(
            soort=gegevens.soort,
            status=Meldingstatus.OPEN,
            medewerker_id=zelf,
            voertuig_id=auto,
            onderdeel_id=onderdeel_id,
            gebeurd_op=gegevens.gebeurd_op,
            gemeld_op=ctx.nu,
            # Where somebody moves to is not the fleet's business.
            plaats="" if gegevens.soort is Meldingsoort.VERHUIZING else plaats,
            omschrijving=tekst[:4000],
            tegenpartij=schade and gegevens.tegenpartij,
            letsel=schade and gegevens.letsel,
            buitenland=gegevens.buitenland,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "meld", MELDING, rij.id)
        meld_werkgevers(s, ctx, AAN_WERKGEVER, onderdeel_id, nummer=rij.id)
        if rij.soort not in ALLEEN_WERKGEVER:
            meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_NIEUW, sleutel=str(rij.id))
        return rij.id


def leg_stap_vast(ctx: Context, nummer: int, stap: Stap, op: datetime, proces_verbaal: str = "") -> None:
    """Record when a step was done, as the driver or who manages the cars. Said again it replaces the moment.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, nummer, "vul_aan")
        if stap not in stappen_van(rij):
            raise Geweigerd("stap", "deze stap hoort niet bij deze melding")
        if rij.status is not Meldingstatus.OPEN:
            raise Geweigerd("", "deze melding is afgerond")
        if not rij.gebeurd_op <= op <= ctx.nu:
            raise Geweigerd("tijd", "dit moment ligt tussen de gebeurtenis en nu")
        setattr(rij, f"{stap}_op", op)
        if stap is Stap.POLITIE and proces_verbaal.strip():
            rij.proces_verbaal = proces_verbaal.strip()[:60]
        noteer(s, ctx, "leg_stap_vast", MELDING, rij.id, stap=stap)
        if not _regel(rij, "", "", "", geldend(s, ctx.installatie)).te_doen:
            los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_GEMIST, sleutel=str(rij.id))


def rond_af(ctx: Context, nummer: int) -> None:
    """Close a report when everything was done. Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, nummer, "rond_af")
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "je eigen melding rondt een ander af")
        PROCEDURE.na(rij.status, "rond_af")
        if _regel(rij, "", "", "", geldend(s, ctx.installatie)).te_doen:
            raise Geweigerd("", "nog niet alle stappen zijn gedaan")
        rij.afgerond_op, rij.afgerond_door = ctx.nu, ctx.actor.account_id
        zet_stap(s, ctx, PROCEDURE, MELDING, rij, "rond_af")
        for soort in (TAAK_NIEUW, TAAK_GEMIST):
            los_taak_op(s, ctx, eenheid=EENHEID, soort=soort, sleutel=str(rij.id))


def volg_klokken(ctx: Context) -> None:
    """Warn drivers once when 48 hours come near, and give the role of the setting a task once they are over.

    Without such a setting HR is asked for it. For the program; again at the same moment it changes nothing.
    """
    with ctx.database.transactie() as s:
        parameters = geldend(s, ctx.installatie)
        vraag = select(Melding).where(
            Melding.status == Meldingstatus.OPEN, Melding.soort.in_(tuple(KLOKKEN)), Melding.geescaleerd_op.is_(None)
        )
        for rij in s.scalars(vraag.order_by(Melding.id).with_for_update()):
            uiterlijk = _regel(rij, "", "", "", parameters).uiterlijk
            if uiterlijk is None:
                continue
            if rij.gewaarschuwd_op is None:
                vooraf = _instelling(s, ctx, VOORAF)
                if vooraf is not None and uiterlijk - timedelta(hours=int(vooraf)) <= ctx.nu <= uiterlijk:
                    rij.gewaarschuwd_op = ctx.nu
                    stuur(s, ctx, NADERT, rij.medewerker_id, nummer=rij.id)
            if uiterlijk < ctx.nu:
                rol = _instelling(s, ctx, f"{ESCALATIE}.{rij.soort}")
                if rol is not None:
                    rij.geescaleerd_op = ctx.nu
                    meld_taak(s, ctx, eenheid=EENHEID, rol=str(rol), soort=TAAK_GEMIST, sleutel=str(rij.id))
                    noteer(s, ctx, "escaleer", MELDING, rij.id, rol=rol)


def eigen(ctx: Context) -> tuple[Meldingregel, ...]:
    """Return the actor's own reports, the newest first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk_eigen", doel(MELDING, ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        vraag = _vraag().where(Melding.medewerker_id == ctx.actor.medewerker_id)
        return tuple(
            _regel(rij, naam, onderdeel, kenteken, parameters) for rij, naam, onderdeel, kenteken in s.execute(vraag)
        )


def lijst(ctx: Context) -> tuple[Meldingregel, ...]:
    """Return the reports of the actor's units, open ones first, and of those what is due first.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", doel(MELDING))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        regels = [
            _regel(rij, naam, onderdeel, kenteken, parameters)
            for rij, naam, onderdeel, kenteken in s.execute(_vraag())
            if rij.medewerker_id != ctx.actor.medewerker_id and _mag_zien(s, ctx, rij)
        ]
    return tuple(
        sorted(
            regels,
            key=lambda regel: (
                regel.rij.status is not Meldingstatus.OPEN,
                regel.uiterlijk is None,
                regel.uiterlijk or regel.rij.gebeurd_op,
            ),
        )
    )


def toon(ctx: Context, nummer: int) -> Meldingregel:
    """Return one report: the driver's own, or of the actor's units. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        gevonden = s.execute(_vraag().where(Melding.id == nummer)).one_or_none()
        if gevonden is None or not mag_open(s, ctx, gevonden[0]):
            raise GeenToegang("open", MELDING)
        rij, naam, onderdeel, kenteken = gevonden
        return _regel(rij, naam, onderdeel, kenteken, geldend(s, ctx.installatie))


def mag_open(s: Session, ctx: Context, rij: Melding) -> bool:
    """Tell whether the actor may read a report: it is his own, or of a unit that he decides for or manages."""
    if not ctx.mag("open", doel(MELDING, rij.medewerker_id)):
        return False
    return rij.medewerker_id == ctx.actor.medewerker_id or _mag_zien(s, ctx, rij)


def stappen_van(rij: Melding) -> tuple[Stap, ...]:
    """Return the steps of a report: with injury or a third party the police too, after a theft abroad twice (10.3)."""
    stappen = STAPPEN[rij.soort]
    if rij.soort is Meldingsoort.SCHADE and (rij.letsel or rij.tegenpartij):
        return (*stappen, Stap.POLITIE)
    if rij.soort is Meldingsoort.DIEFSTAL and rij.buitenland:
        return (*stappen, Stap.POLITIE_THUIS)
    return stappen


def _mag_zien(s: Session, ctx: Context, rij: Melding) -> bool:
    if omvat(werkgever_van(s, ctx), rij.onderdeel_id):
        return True
    if rij.soort in ALLEEN_WERKGEVER:
        return False
    return heeft_rol(ctx, HR.id, AUDITOR.id) or omvat(beheerder_van(s, ctx), rij.onderdeel_id)


def _regel(rij: Melding, naam: str, onderdeel: str, kenteken: str, parameters: Parameterset) -> Meldingregel:
    stappen = tuple(_stand(rij, stap, parameters) for stap in stappen_van(rij))
    return Meldingregel(rij, naam, onderdeel, kenteken, stappen)


def _stand(rij: Melding, stap: Stap, parameters: Parameterset) -> Stapstand:
    gedaan: datetime | None = getattr(rij, f"{stap}_op")
    klok = KLOKKEN.get(rij.soort, {}).get(stap)
    if klok is None:
        return Stapstand(stap, gedaan, None, Oordeel.OPEN if gedaan is None else Oordeel.OP_TIJD, False)
    # Damage is reported to the lease company and to the werkgever: the last of the two counts (10.3.1).
    telt = max(gedaan, rij.gemeld_op) if gedaan is not None and klok == "schademelding" else gedaan
    antwoord = termijnen.bereken(Uurklok(klok, rij.gebeurd_op, telt), parameters)
    uit = antwoord.uitkomst
    return Stapstand(stap, gedaan, uit.uiterlijk, uit.oordeel, uit.kosten_voor_werknemer, tuple(antwoord.stappen))


def _vraag() -> Any:
    return (
        select(Melding, Medewerker.naam, Omonderdeel.naam, Voertuig.kenteken)
        .join(Medewerker, Medewerker.id == Melding.medewerker_id)
        .join(Omonderdeel, Omonderdeel.id == Melding.onderdeel_id)
        .join(Voertuig, Voertuig.id == Melding.voertuig_id)
        .order_by(Melding.id.desc())
    )


def _zoek(s: Session, ctx: Context, nummer: int, handeling: str) -> Melding:
    rij = s.scalar(select(Melding).where(Melding.id == nummer).with_for_update())
    if rij is None or not ctx.mag(handeling, doel(MELDING, rij.medewerker_id)) or not mag_open(s, ctx, rij):
        raise GeenToegang(handeling, MELDING)
    return rij


def _instelling(s: Session, ctx: Context, sleutel: str) -> Any:
    waarde = instelling(s, ctx, sleutel)
    if waarde is None:
        eerste = ctx.vandaag.replace(day=1)
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=PARAMETER_ONTBREEKT, sleutel=sleutel, op=eerste)
    return waarde

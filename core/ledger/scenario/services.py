# SPDX-License-Identifier: EUPL-1.2
"""Scenarios of HR: make, change, calculate and throw away. What they come to is read in ``uitkomst``.

A scenario is no proposal and books nothing: to make its figures real they are proposed and approved as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.models import Run
from core.ledger.run import bronnen_van
from core.ledger.scenario import rules
from core.ledger.scenario.models import Scenario, Scenariomaand, Scenariopersoon, Scenariostatus, Scenariowaarde
from core.ledger.scenario.rekenen import Opdracht, Telling
from core.ledger.scenario.uitvoeren import (
    GROOT,
    Bouw,
    ScenarioGestopt,
    geboekte_maanden,
    in_delen,
    neem_beurt,
    werkplaats,
)
from core.people.models import Account, Dienstverband
from core.people.opzoeken import loopt_in
from core.people.policy import Doel, GeenToegang
from core.regulations.parameterbeheer.rules import lees_tekst, lees_waarde, schrijf_waarde
from core.regulations.parameterbeheer.services import geldend
from core.rules.invoer import Geweigerd
from core.rules.parameters import Aard, Feit, OnbekendeSleutel, Parameterset, Sleutel, Zekerheid
from core.rules.parameters import Waarde as Waardesoort
from core.storage.audit import noteer
from core.storage.engine import OpslagNietBereikbaar
from core.storingen.services import namens

OBJECT = "core.scenario"

GROOTSTE_IN_BROWSER = 20_000
"""Months of persons up to which a scenario is calculated while the browser waits: some seconds."""

STILSTAND = timedelta(minutes=30)
"""After this a calculation that did not end may be started again; what it still does is not written."""

LANGSTE_NAAM = 120

Voortgang = Callable[[int, int], None]


@dataclass(frozen=True)
class Waarde:
    """One figure of a scenario as it is given: a key, a value as in a parameter file, and the first day."""

    sleutel: str
    waarde: str
    vanaf: date


@dataclass(frozen=True)
class Scenarioregel:
    """A scenario with the name of its owner."""

    scenario: Scenario
    eigenaar: str


@dataclass(frozen=True)
class Cijfer:
    """A figure of a scenario beside what holds on its first day now."""

    id: int
    sleutel: Sleutel
    feit: Feit
    nu: Feit | None
    #: The day from which a value that is known already takes its place again; None when there is none.
    tot: date | None


def lees_waarde_van(tekst: str) -> Waarde:
    """Read a figure as a command is given one: ``sleutel=waarde@2026-07-01``. Raises ``Geweigerd``."""
    sleutel, is_teken, rest = tekst.partition("=")
    waarde, apenstaart, dag = rest.rpartition("@")
    try:
        if not is_teken or not apenstaart:
            raise ValueError
        return Waarde(sleutel.strip(), waarde.strip(), date.fromisoformat(dag.strip()))
    except ValueError as fout:
        raise Geweigerd("waarde", f"schrijf '{tekst}' als sleutel=waarde@2026-07-01") from fout


def maak(
    ctx: Context, naam: str, eenheden: Sequence[str], van: str, tot_en_met: str, waarden: Sequence[Waarde] = ()
) -> int:
    """Keep a scenario as a draft and return its number. Raises ``GeenToegang`` and ``Geweigerd`` with the field."""
    if not eenheden:
        raise Geweigerd("eenheden", "kies een dienstonderdeel")
    for eenheid in eenheden:
        ctx.eis("maak", Doel(OBJECT, eenheid=eenheid))
    if ctx.actor.account_id is None:
        raise GeenToegang("maak", OBJECT)
    titel = lees_tekst("naam", naam, LANGSTE_NAAM)
    rules.maanden(van, tot_en_met)
    with ctx.database.transactie() as s:
        for eenheid in eenheden:
            bronnen_van(s, ctx.installatie, eenheid)
        scenario = Scenario(
            naam=titel,
            eenheden=sorted(set(eenheden)),
            van=van,
            tot_en_met=tot_en_met,
            eigenaar=ctx.actor.account_id,
            gemaakt_op=ctx.nu,
            status=Scenariostatus.CONCEPT,
            bevindingen={},
        )
        s.add(scenario)
        s.flush()
        for waarde in waarden:
            _zet(s, ctx, scenario, waarde)
        noteer(s, ctx, "maak", OBJECT, scenario.id, van=van, tot=tot_en_met, waarden=len(waarden))
        return scenario.id


def zet_waarde(ctx: Context, scenario_id: int, waarde: Waarde) -> None:
    """Give a figure of a scenario another value from a day; its outcome is taken away.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        scenario = _te_wijzigen(s, ctx, scenario_id)
        _zet(s, ctx, scenario, waarde)
        _wis_uitkomst(s, scenario)
        noteer(s, ctx, "wijzig", OBJECT, scenario.id, sleutel=waarde.sleutel, vanaf=waarde.vanaf)


def haal_waarde_weg(ctx: Context, scenario_id: int, waarde_id: int) -> None:
    """Take a figure out of a scenario, and its outcome with it. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        scenario = _te_wijzigen(s, ctx, scenario_id)
        waarde = s.get(Scenariowaarde, waarde_id)
        if waarde is None or waarde.scenario_id != scenario.id:
            raise Geweigerd("waarde", "deze waarde hoort niet bij dit scenario")
        s.delete(waarde)
        _wis_uitkomst(s, scenario)
        noteer(s, ctx, "wijzig", OBJECT, scenario.id, sleutel=waarde.sleutel, vanaf=waarde.vanaf)


def verwijder(ctx: Context, scenario_id: int) -> None:
    """Throw a scenario away with everything that was calculated. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        scenario = _te_wijzigen(s, ctx, scenario_id)
        for tabel in (Scenariopersoon, Scenariomaand, Scenariowaarde):
            s.execute(delete(tabel).where(tabel.scenario_id == scenario_id))
        s.delete(scenario)
        noteer(s, ctx, "verwijder", OBJECT, scenario_id)


def start(ctx: Context, scenario_id: int) -> Scenariostatus:
    """Calculate a scenario now, or leave it to the job where it is too large to wait for; return how far it is.

    Raises ``GeenToegang``, and ``Geweigerd`` when there is nothing to change or it is being calculated already.
    """
    with ctx.database.transactie() as s:
        scenario = _te_starten(s, ctx, scenario_id)
        if omvang(s, scenario) > GROOTSTE_IN_BROWSER:
            scenario.status, scenario.fout = Scenariostatus.WACHT, None
            noteer(s, ctx, "vraag_aan", OBJECT, scenario.id)
            return Scenariostatus.WACHT
    return reken(ctx, scenario_id)


def reken(
    ctx: Context, scenario_id: int, voortgang: Voortgang | None = None, bouw: Bouw | None = None
) -> Scenariostatus:
    """Calculate a scenario and keep what it comes to; return whether that worked.

    ``bouw`` makes the installation in another process: with it a large scenario is calculated by two. Raises
    ``GeenToegang``, and ``Geweigerd`` when there is nothing to change or it is being calculated already.
    """
    opdracht, groot = _begin(ctx, scenario_id)
    try:
        _voer_uit(ctx, opdracht, bouw if groot else None, voortgang)
    except ScenarioGestopt as fout:
        return _mislukt(ctx, opdracht, str(fout))
    except OpslagNietBereikbaar:
        raise
    except Exception:
        # Whatever it says could be about a person; the log of the process has it.
        _mislukt(ctx, opdracht, "er ging iets mis in het programma")
        raise
    return Scenariostatus.KLAAR


def wachtende(ctx: Context) -> list[int]:
    """Return the scenarios that the job takes up: those that wait, and those that stopped half way."""
    with ctx.database.lezen() as s:
        vraag = select(Scenario.id).where(
            or_(
                Scenario.status == Scenariostatus.WACHT,
                (Scenario.status == Scenariostatus.BEZIG) & (Scenario.begonnen_op <= ctx.nu - STILSTAND),
            )
        )
        return list(s.scalars(vraag.order_by(Scenario.id)))


def reken_wachtend(ctx: Context, scenario_id: int, bouw: Bouw) -> None:
    """Calculate a scenario that waits; one that somebody took back or started meanwhile is left alone."""
    if scenario_id in wachtende(ctx):
        try:
            reken(ctx, scenario_id, bouw=bouw)
        except Geweigerd as fout:
            with ctx.database.transactie() as s:
                scenario = s.get(Scenario, scenario_id, with_for_update=True)
                if scenario is not None and scenario.status is Scenariostatus.WACHT:
                    scenario.status, scenario.fout = Scenariostatus.MISLUKT, fout.reden


def scenarios(ctx: Context) -> tuple[Scenarioregel, ...]:
    """Return the scenarios that the actor may see, the newest first."""
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Scenario, Account.weergavenaam)
            .join(Account, Account.id == Scenario.eigenaar)
            .order_by(Scenario.id.desc())
        ).all()
    return tuple(Scenarioregel(scenario, naam) for scenario, naam in rijen if ziet(ctx, scenario))


def scenario_van(s: Session, ctx: Context, scenario_id: int) -> Scenario:
    """Return a scenario that the actor may see. Raises ``GeenToegang``."""
    scenario = s.get(Scenario, scenario_id)
    if scenario is None or not ziet(ctx, scenario):
        raise GeenToegang("bekijk", OBJECT)
    return scenario


def ziet(ctx: Context, scenario: Scenario) -> bool:
    """Tell whether the actor may see a scenario: HR of one of its units, or who made it."""
    return bool(zichtbare_eenheden(ctx, scenario)) or (
        ctx.actor.account_id is not None and ctx.actor.account_id == scenario.eigenaar
    )


def zichtbare_eenheden(ctx: Context, scenario: Scenario) -> tuple[str, ...]:
    """Return the units of a scenario of which the actor may see what it comes to."""
    return tuple(eenheid for eenheid in scenario.eenheden if ctx.mag("bekijk", Doel(OBJECT, eenheid=eenheid)))


def mag_wijzigen(ctx: Context, scenario: Scenario) -> bool:
    """Tell whether the actor may change and calculate a scenario: HR of all its units."""
    return all(ctx.mag("maak", Doel(OBJECT, eenheid=eenheid)) for eenheid in scenario.eenheden)


def cijfers(s: Session, ctx: Context, scenario: Scenario) -> tuple[Cijfer, ...]:
    """Return the figures of a scenario beside what holds now; those of keys that changed or are gone are left out."""
    bron = geldend(s, ctx.installatie)
    uit = []
    for rij in _waarden(s, scenario.id):
        if rij.sleutel not in bron.sleutels:
            continue
        sleutel = bron.sleutel(rij.sleutel)
        try:
            feit = _feit(ctx, sleutel, rij)
        except Geweigerd:
            continue
        later = [anders.vanaf for anders in bron.reeks(rij.sleutel) if anders.vanaf > rij.vanaf]
        uit.append(Cijfer(rij.id, sleutel, feit, bron.zoek(rij.sleutel, rij.vanaf), min(later, default=None)))
    return tuple(uit)


def bruikbare_sleutels(ctx: Context, scenario: Scenario) -> tuple[Sleutel, ...]:
    """Return the keys that the months of these units were last calculated with; all keys where there was no run."""
    with ctx.database.lezen() as s:
        laatste = select(func.max(Run.id)).where(Run.eenheid.in_(scenario.eenheden)).group_by(Run.eenheid)
        gevraagd = {
            sleutel for sleutels in s.scalars(select(Run.sleutels).where(Run.id.in_(laatste))) for sleutel in sleutels
        }
    alle = ctx.installatie.parameters
    gekozen = {alle.canoniek(sleutel) for sleutel in gevraagd if sleutel in alle.sleutels} or alle.sleutels.keys()
    return tuple(alle.sleutels[sleutel] for sleutel in sorted(gekozen))


def omvang(s: Session, scenario: Scenario) -> int:
    """Return how many months of persons a scenario is about, by their employments."""
    maanden = rules.maanden(scenario.van, scenario.tot_en_met)
    mensen = s.scalar(
        select(func.count()).where(
            Dienstverband.eenheid.in_(scenario.eenheden),
            loopt_in(
                Dienstverband.van,
                Dienstverband.tot_en_met,
                date.fromisoformat(f"{maanden[0]}-01"),
                date.fromisoformat(f"{maanden[-1]}-28"),
            ),
        )
    )
    return (mensen or 0) * len(maanden)


def _begin(ctx: Context, scenario_id: int) -> tuple[Opdracht, bool]:
    with ctx.database.transactie() as s:
        scenario = _te_starten(s, ctx, scenario_id)
        _wis_uitkomst(s, scenario)
        scenario.status, scenario.begonnen_op, scenario.fout = Scenariostatus.BEZIG, ctx.nu, None
        maanden = rules.maanden(scenario.van, scenario.tot_en_met)
        nu = geldend(s, ctx.installatie, ctx.nu)
        feiten = tuple(_feit(ctx, nu.sleutel(rij.sleutel), rij) for rij in _waarden(s, scenario_id))
        for eenheid in scenario.eenheden:
            bronnen_van(s, ctx.installatie, eenheid)
        geboekt = {eenheid: geboekte_maanden(s, ctx.installatie, eenheid, maanden, nu) for eenheid in scenario.eenheden}
        noteer(s, ctx, "reken", OBJECT, scenario.id)
        opdracht = Opdracht(scenario_id, scenario.beurt, maanden, geboekt, feiten, ctx.nu)
        return opdracht, omvang(s, scenario) >= GROOT


def _voer_uit(ctx: Context, opdracht: Opdracht, bouw: Bouw | None, voortgang: Voortgang | None) -> None:
    per_eenheid: dict[str, Telling] = {eenheid: Telling() for eenheid in opdracht.geboekt}
    gedaan = 0
    with werkplaats(ctx, opdracht, bouw) as werk:
        with ctx.database.lezen() as s:
            delen = {eenheid: in_delen(s, werk, opdracht, eenheid) for eenheid in opdracht.geboekt}
        totaal = sum(map(len, delen.values()))
        _meld(ctx, opdracht, 0, totaal)
        for eenheid, van_eenheid in delen.items():
            for telling in werk.delen(iter(van_eenheid)):
                per_eenheid[eenheid].tel_op(telling)
                gedaan += 1
                _meld(ctx, opdracht, gedaan, totaal)
                if voortgang:
                    voortgang(gedaan, totaal)
    with ctx.database.transactie() as s:
        scenario = neem_beurt(s, opdracht)
        s.add_all(
            Scenariomaand(
                scenario_id=scenario.id,
                eenheid=eenheid,
                periode=maand,
                oud_centen=telling.oud[maand],
                nieuw_centen=telling.nieuw[maand],
                geboekt=maand in opdracht.geboekt[eenheid],
            )
            for eenheid, telling in per_eenheid.items()
            for maand in opdracht.maanden
        )
        samen = Telling()
        for telling in per_eenheid.values():
            samen.tel_op(telling)
        scenario.bevindingen = {
            "te_bevestigen": sorted([list(paar) for paar in samen.te_bevestigen]),
            "ontbreekt": samen.ontbreekt,
            "ongebruikt": sorted({feit.sleutel for feit in opdracht.feiten} - _canoniek(ctx, samen.sleutels)),
            "redenen": dict(samen.redenen),
            "bijgewerkt": samen.bijgewerkt,
        }
        scenario.status, scenario.gerekend_op = Scenariostatus.KLAAR, opdracht.op


def _canoniek(ctx: Context, sleutels: set[str]) -> set[str]:
    return {ctx.installatie.parameters.canoniek(sleutel) for sleutel in sleutels}


def _meld(ctx: Context, opdracht: Opdracht, gedaan: int, totaal: int) -> None:
    with ctx.database.transactie() as s:
        scenario = neem_beurt(s, opdracht)
        scenario.gedaan, scenario.totaal = gedaan, totaal


def _mislukt(ctx: Context, opdracht: Opdracht, reden: str) -> Scenariostatus:
    with ctx.database.transactie() as s:
        scenario = s.get(Scenario, opdracht.scenario_id, with_for_update=True)
        if scenario is not None and scenario.beurt == opdracht.beurt:
            _wis_uitkomst(s, scenario)
            scenario.status, scenario.fout = Scenariostatus.MISLUKT, reden
    return Scenariostatus.MISLUKT


def _te_wijzigen(s: Session, ctx: Context, scenario_id: int) -> Scenario:
    scenario = s.get(Scenario, scenario_id, with_for_update=True)
    if scenario is None or not ziet(ctx, scenario):
        raise GeenToegang("maak", OBJECT)
    for eenheid in scenario.eenheden:
        ctx.eis("maak", Doel(OBJECT, eenheid=eenheid))
    if (
        scenario.status is Scenariostatus.BEZIG
        and scenario.begonnen_op is not None
        and (scenario.begonnen_op > ctx.nu - STILSTAND)
    ):
        raise Geweigerd("", "dit scenario wordt nu uitgerekend; wacht tot dat klaar is")
    return scenario


def _te_starten(s: Session, ctx: Context, scenario_id: int) -> Scenario:
    scenario = _te_wijzigen(s, ctx, scenario_id)
    if not s.scalar(select(func.count()).where(Scenariowaarde.scenario_id == scenario_id)):
        raise Geweigerd("sleutel", "dit scenario wijzigt nog niets; voeg eerst een cijfer toe")
    return scenario


def _wis_uitkomst(s: Session, scenario: Scenario) -> None:
    for tabel in (Scenariopersoon, Scenariomaand):
        s.execute(
            delete(tabel).where(tabel.scenario_id == scenario.id), execution_options={"synchronize_session": False}
        )
    scenario.status = Scenariostatus.CONCEPT
    scenario.gerekend_op, scenario.bevindingen, scenario.fout = None, {}, None
    scenario.gedaan = scenario.totaal = 0
    # Whoever is still calculating stops at the next part.
    scenario.beurt = (scenario.beurt or 0) + 1


def _zet(s: Session, ctx: Context, scenario: Scenario, gegeven: Waarde) -> None:
    """Add a figure that could be approved too: of a known key, in its form, and past the checks of its unit."""
    bron = geldend(s, ctx.installatie)
    try:
        sleutel = bron.sleutel(gegeven.sleutel)
    except OnbekendeSleutel as fout:
        raise Geweigerd("sleutel", str(fout)) from fout
    waarde = lees_waarde(sleutel, gegeven.waarde)
    if waarde is None:
        raise Geweigerd("waarde", "vul een waarde in")
    laatste = rules.maanden(scenario.van, scenario.tot_en_met)[-1]
    if f"{gegeven.vanaf:%Y-%m}" > laatste:
        raise Geweigerd("vanaf", "deze dag ligt na de laatste maand van het scenario")
    feit = _als_feit(ctx, sleutel, waarde, gegeven.vanaf)
    geldt = bron.zoek(sleutel.sleutel, gegeven.vanaf)
    if geldt is not None and geldt.waarde == waarde:
        raise Geweigerd("waarde", "op die dag geldt deze waarde al")
    _toets(ctx, bron.aangevuld([feit]), feit)
    bestaand = s.scalar(
        select(Scenariowaarde).where(
            Scenariowaarde.scenario_id == scenario.id,
            Scenariowaarde.sleutel == sleutel.sleutel,
            Scenariowaarde.vanaf == gegeven.vanaf,
        )
    )
    if bestaand is not None:
        raise Geweigerd("vanaf", "dit scenario heeft al een waarde vanaf deze dag; haal die eerst weg")
    tekst = schrijf_waarde(waarde) or ""
    s.add(Scenariowaarde(scenario_id=scenario.id, sleutel=sleutel.sleutel, waarde=tekst, vanaf=gegeven.vanaf))
    s.flush()


def _toets(ctx: Context, nieuw: Parameterset, feit: Feit) -> None:
    for bijdrage in ctx.installatie.parametertoetsen:
        if nieuw.canoniek(bijdrage.waarde.sleutel) == feit.sleutel:
            with namens(bijdrage.eenheid, "annex_parametertoetsen"):
                reden = bijdrage.waarde.toets(nieuw, feit)
            if reden:
                raise Geweigerd("waarde", reden)


def _waarden(s: Session, scenario_id: int) -> Sequence[Scenariowaarde]:
    return s.scalars(
        select(Scenariowaarde)
        .where(Scenariowaarde.scenario_id == scenario_id)
        .order_by(Scenariowaarde.sleutel, Scenariowaarde.vanaf)
    ).all()


def _feit(ctx: Context, sleutel: Sleutel, rij: Scenariowaarde) -> Feit:
    return _als_feit(ctx, sleutel, lees_waarde(sleutel, rij.waarde), rij.vanaf)


def _als_feit(ctx: Context, sleutel: Sleutel, waarde: Waardesoort | None, vanaf: date) -> Feit:
    """Return a figure as if it were decided now: a change, so what is frozen at an earlier moment stays as it is."""
    return Feit(
        sleutel.sleutel,
        waarde,
        vanaf,
        Zekerheid.INSTELLING,
        "scenario",
        aard=Aard.WIJZIGING,
        bekend_op=ctx.nu,
        proef=True,
    )

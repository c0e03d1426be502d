# SPDX-License-Identifier: EUPL-1.2
"""The first page: for each of the reader's roles one answer, and what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from core.berichten.services import Taakregel, open_taken
from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok, Werkpunt
from core.jobs.models import Jobstatus
from core.jobs.services import overzicht
from core.ledger.models import Run
from core.ledger.procedure import OPEN, Runstatus
from core.ledger.services import runs
from core.people.policy import AUDITOR, BEHEERDER, HR, LEIDINGGEVENDE, MEDEWERKER, Doel
from core.plugins import Bijdrage
from core.storingen.services import probeer
from core.web.filters import dag_kort, euro, maand
from core.web.request import ctx, ingeschakeld
from core.web.rights import ingelogd
from core.web.taken import werkpunten

bp = Blueprint("start", __name__)
#: Open to everybody who is logged in: there is always something that everybody may see of themselves.
PAGINAS = Paginas(bp, (Menupunt("Begin", "start.begin", "bekijk", "core.regeling", 0),))

ROLVOLGORDE = (MEDEWERKER.id, LEIDINGGEVENDE.id)
"""What is about oneself stands first, then one's people, then the other roles by name; what waits goes before all."""

ZONDER_TAKEN = (AUDITOR.id, BEHEERDER.id)
"""Roles for which no unit keeps tasks."""


class Blok(NamedTuple):
    """A block, and what its template made."""

    blok: Startblok
    uitgevouwen: Markup


@dataclass(frozen=True)
class Deel:
    """What the page shows for one role."""

    rol: str
    naam: str
    blokken: tuple[Blok, ...]
    werk: tuple[Werkpunt, ...]


@bp.get("/")
@ingelogd
def begin() -> str:
    """Show what is next for the reader, what is asked, and what waits, one part a role."""
    context = ctx()
    blokken: list[Blok] = []
    kapot: list[str] = []
    for bijdrage in context.installatie.startblokken:
        if bijdrage.eenheid in ingeschakeld() and context.actor.hoort_bij(bijdrage.eenheid):
            eigen = probeer(context, bijdrage.eenheid, "annex_startblokken", partial(_vraag, context, bijdrage), None)
            if eigen is None:
                kapot.append(context.installatie.eenheden[bijdrage.eenheid].naam)
            blokken += eigen or ()
    taken = _taken(context)
    blokken += map(_blok, (*_hr(context, taken), *_auditor(context), *_beheerder(context)))
    return render_template("kern/start.html", delen=_delen(context, blokken, taken), kapot=kapot)


def _vraag(context: Context, bijdrage: Bijdrage[Callable[..., Sequence[Startblok]]]) -> list[Blok]:
    return [_blok(blok) for blok in bijdrage.waarde(ctx=context)]


def _blok(blok: Startblok) -> Blok:
    # What is folded out is made here, so that a template that fails takes its own block along and not the page.
    uit = Markup(render_template(blok.sjabloon, gegevens=blok.gegevens)) if blok.sjabloon else Markup("")  # noqa: S704 - a template escapes
    return Blok(blok, uit)


def _rollen(context: Context) -> frozenset[str]:
    actor = context.actor
    afgeleid = {MEDEWERKER.id: actor.medewerker_id is not None, LEIDINGGEVENDE.id: bool(actor.geleide_teams)}
    return frozenset({rol.rol for rol in actor.rollen} | {rol for rol, heeft in afgeleid.items() if heeft})


def _taken(context: Context) -> list[Taakregel]:
    """Return the open tasks of the reader's own roles in the units that are on."""
    rollen = [rol for rol in context.actor.rollen if rol.team_id is None]
    overal = any(rol.eenheid is None and rol.rol not in ZONDER_TAKEN for rol in rollen)
    eenheden = set(context.installatie.eenheden) if overal else {rol.eenheid for rol in rollen if rol.eenheid}
    return [
        taak
        for eenheid in sorted(eenheden & ingeschakeld())
        for taak in open_taken(context, eenheid)
        if any(rol.rol == taak.rol and rol.eenheid in (None, eenheid) for rol in rollen)
    ]


def _delen(context: Context, blokken: Sequence[Blok], taken: Sequence[Taakregel]) -> list[Deel]:
    """Return a part for each of the reader's roles that has something to tell; those with work first."""
    delen = []
    for rol in _rollen(context):
        eigen = tuple(sorted((deel for deel in blokken if deel.blok.rol == rol), key=lambda deel: deel.blok.volgorde))
        punten = [
            *(punt for deel in eigen for punt in deel.blok.werk),
            *werkpunten(taak for taak in taken if taak.rol == rol),
        ]
        if eigen or punten:
            naam = context.installatie.rollen[rol].naam if rol in context.installatie.rollen else rol
            delen.append(Deel(rol, _(naam), eigen, _op_volgorde(punten)))
    return sorted(delen, key=lambda deel: (not deel.werk, *(deel.rol != eerst for eerst in ROLVOLGORDE), deel.rol))


def _op_volgorde(punten: Iterable[Werkpunt]) -> tuple[Werkpunt, ...]:
    return tuple(sorted(punten, key=lambda punt: (not punt.vreemd, punt.voor or date.max)))


def _hr(context: Context, taken: Sequence[Taakregel]) -> Iterable[Startblok]:
    betalend = {bron.eenheid for bron in context.installatie.maandbronnen} & ingeschakeld()
    for eenheid in sorted(betalend):
        if not context.mag("maak", Doel("core.run", eenheid=eenheid)):
            continue
        aantal = sum(taak.rol == HR.id and taak.eenheid == eenheid for taak in taken)
        naam = context.installatie.eenheden[eenheid].afkorting if eenheid in context.installatie.eenheden else eenheid
        zin = _("%(eenheid)s: %(aantal)s dingen houden de maand op.", eenheid=naam, aantal=aantal)
        if aantal < 2:
            zin = _("%(eenheid)s: er houdt een ding de maand op.", eenheid=naam)
        if not aantal:
            zin = _("%(eenheid)s: niets houdt de maand op.", eenheid=naam)
        yield Startblok(
            HR.id,
            20,
            _("De maand van %(eenheid)s", eenheid=naam),
            zin,
            tuple(_runwerk(context, run) for run in runs(context, eenheid) if run.status in OPEN),
            meer=(_("Naar de maandruns"), url_for("runs.lijst")),
        )


def _runwerk(context: Context, run: Run) -> Werkpunt:
    url = url_for("runs.toon", nummer=run.id)
    wat = {"maand": maand(run.periode), "bedrag": euro(run.totaal_centen)}
    if run.status == Runstatus.CONCEPT:
        titel = _("Controleer %(maand)s: %(bedrag)s", **wat)
        return Werkpunt(titel, url, staat="concept", staat_woord=_("concept"))
    if context.actor.account_id in (run.gemaakt_door, run.gecontroleerd_door):
        titel = _("%(maand)s wacht op de goedkeuring van een ander: %(bedrag)s", **wat)
        return Werkpunt(titel, url, staat="wacht", staat_woord=_("wacht"))
    return Werkpunt(_("Keur %(maand)s goed: %(bedrag)s", **wat), url, staat="open", staat_woord=_("te doen"))


def _auditor(context: Context) -> Iterable[Startblok]:
    if any(rol.rol == AUDITOR.id for rol in context.actor.rollen):
        yield Startblok(
            AUDITOR.id,
            20,
            _("Een bedrag nagaan"),
            _("Zoek een loonregel of personeelsnummer, en zie hoe het bedrag tot stand kwam."),
            sjabloon="kern/start_auditor.html",
            meer=(_("Naar het auditspoor"), url_for("audit.spoor_van")),
        )


def _beheerder(context: Context) -> Iterable[Startblok]:
    if not any(rol.rol == BEHEERDER.id for rol in context.actor.rollen):
        return
    jobs = overzicht(context)
    mislukt = [job for job in jobs if job.actief and job.laatste and job.laatste.status == Jobstatus.MISLUKT]
    aan = len(ingeschakeld() & context.installatie.eenheden.keys()) - 1
    yield Startblok(
        BEHEERDER.id,
        20,
        _("Draait alles?"),
        _("%(mislukt)s van de %(totaal)s jobs zijn de laatste keer mislukt.", mislukt=len(mislukt), totaal=len(jobs))
        if mislukt
        else _("Alle jobs zijn de laatste keer goed gegaan. Er staan %(aan)s dienstonderdelen aan.", aan=aan),
        tuple(
            Werkpunt(
                job.omschrijving,
                url_for("beheer.jobs"),
                _("Mislukt op %(dag)s.", dag=dag_kort(job.laatste.vervaldag)),
                staat="mislukt",
                staat_woord=_("mislukt"),
            )
            for job in mislukt
            if job.laatste
        ),
        meer=(_("Naar het beheer"), url_for("beheer.jobs")),
    )

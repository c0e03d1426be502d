# SPDX-License-Identifier: EUPL-1.2
"""What the rows of each CSV file about people come to: rows to add, rows to change, and what does not fit.

Salaries, patterns and absences are only added: a correction stands beside what it corrects. The registers (people,
employments, teams) keep one row a fact; what a row said before it was changed is kept in ``core_wijziging``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.ledger.bulk import een_van
from core.people.importplan import Aanpassing, Genummerd, Perioden, Plan
from core.people.invoerrijen import (
    Afwezigheidrij,
    AfwezigheidSchema,
    Arbeidspatroonrij,
    ArbeidspatroonSchema,
    Dienstverbandrij,
    DienstverbandSchema,
    Inschalingrij,
    InschalingSchema,
    Medewerkerrij,
    MedewerkerSchema,
    Rijschema,
    Teamperioderij,
    TeamperiodeSchema,
    Teamrij,
    TeamSchema,
)
from core.people.merken import Geraakt
from core.people.models import (
    Afwezigheid,
    Arbeidspatroon,
    Dienstverband,
    Inschaling,
    Leiding,
    Medewerker,
    Team,
    Teamlid,
)
from core.people.policy import loopt
from core.storage.tables import Tabel

NUMMERS_PER_VRAAG = 30_000
"""Both databases have a limit of parameters in a query (SQLite 32,766; PostgreSQL 65,535)."""


@dataclass(frozen=True)
class Soort:
    """A kind of CSV file about people."""

    id: str
    naam: str
    schema: type[Rijschema]
    tabel: type[Tabel]
    #: The fields that say what a row is about: two rows of a file with the same values contradict or repeat.
    sleutel: tuple[str, ...]
    plan: Callable[[Plan, Sequence[Genummerd]], None]
    #: Whose pay the rows with these ids can touch.
    raakt: Callable[[Session, Collection[int]], Iterable[Geraakt]]

    @property
    def kolommen(self) -> tuple[str, ...]:
        """The columns, in the order of the sample file."""
        return tuple(self.schema().fields)


def _plan_medewerkers(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    bekend = _personen(plan.s, rijen)
    werk = _dienstverbanden(plan.s, [wie.id for wie in bekend.values()])
    for genummerd in rijen:
        rij: Medewerkerrij = genummerd.rij
        wie = bekend.get(rij.personeelsnummer)
        if wie is None:
            plan.voeg_toe(
                Medewerker(
                    personeelsnummer=rij.personeelsnummer,
                    naam=rij.naam,
                    geboortedatum=rij.geboortedatum,
                    email=rij.email,
                )
            )
            continue
        eenheden = {dienstverband.eenheid for dienstverband in werk[wie.id]}
        if wie.naam != rij.naam and wie.geboortedatum != rij.geboortedatum:
            # A number that was typed wrong or given again would otherwise turn one person into another.
            plan.fout(
                genummerd.nummer,
                "personeelsnummer",
                "dit nummer is van iemand anders: naam en geboortedatum verschillen allebei",
            )
        elif eenheden and not any(plan.mag(eenheid) for eenheid in eenheden):
            plan.fout(
                genummerd.nummer,
                "personeelsnummer",
                "deze medewerker werkt niet bij een dienstonderdeel waarvoor je mag importeren",
            )
        else:
            plan.eenheden |= {eenheid for eenheid in eenheden if plan.mag(eenheid)}
            plan.pas_aan(wie, naam=rij.naam, geboortedatum=rij.geboortedatum, email=rij.email)


def _plan_dienstverbanden(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    personen = _personen(plan.s, rijen)
    werk = _dienstverbanden(plan.s, [wie.id for wie in personen.values()])
    perioden = Perioden(plan, "een dienstverband bij hetzelfde dienstonderdeel")
    bestaand = {(d.medewerker_id, d.eenheid, d.van): d for reeks in werk.values() for d in reeks}
    for genummerd, wie in _van_bekenden(plan, rijen, personen):
        rij: Dienstverbandrij = genummerd.rij
        if not plan.past_eenheid(genummerd):
            continue
        oud = bestaand.pop((wie.id, rij.eenheid, rij.van), None)
        if oud is None:
            plan.voeg_toe(
                Dienstverband(
                    medewerker_id=wie.id,
                    eenheid=rij.eenheid,
                    van=rij.van,
                    tot_en_met=rij.tot_en_met,
                    minuten_per_week=rij.uren_per_week,
                )
            )
        else:
            plan.pas_aan(oud, tot_en_met=rij.tot_en_met, minuten_per_week=rij.uren_per_week)
        perioden.neem_op((wie.id, rij.eenheid), rij.van, rij.tot_en_met, genummerd.nummer)
    for d in bestaand.values():
        perioden.neem_op((d.medewerker_id, d.eenheid), d.van, d.tot_en_met)
    perioden.controleer()


def _plan_inschalingen(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    lopend = list(_met_dienstverband(plan, rijen))
    bekend: dict[tuple[int, date], Inschaling] = {}
    # The last one recorded for a day counts.
    for oud in plan.s.scalars(
        select(Inschaling)
        .where(
            een_van(plan.s, Inschaling.dienstverband_id, [dienstverband.id for _, dienstverband in lopend]),
            Inschaling.ingetrokken_op.is_(None),
        )
        .order_by(Inschaling.vastgelegd_op, Inschaling.id)
    ):
        bekend[oud.dienstverband_id, oud.vanaf] = oud
    for genummerd, dienstverband in lopend:
        rij: Inschalingrij = genummerd.rij
        stand = bekend.get((dienstverband.id, rij.vanaf))
        if stand and (stand.schaal, stand.trede, stand.maandsalaris_centen, stand.bron) == (
            rij.schaal,
            rij.trede,
            rij.maandsalaris,
            rij.bron,
        ):
            plan.laat()
        elif dienstverband.medewerker_id == plan.ctx.actor.medewerker_id:
            plan.fout(genummerd.nummer, "personeelsnummer", "je kunt je eigen salaris niet vastleggen")
        else:
            plan.voeg_toe(
                Inschaling(
                    dienstverband_id=dienstverband.id,
                    vanaf=rij.vanaf,
                    schaal=rij.schaal,
                    trede=rij.trede,
                    maandsalaris_centen=rij.maandsalaris,
                    bron=rij.bron,
                    vastgelegd_op=plan.ctx.nu,
                ),
                verandert=stand is not None,
            )


def _plan_arbeidspatronen(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    lopend = list(_met_dienstverband(plan, rijen))
    bekend: dict[tuple[int, date], list[int]] = {}
    for oud in plan.s.scalars(
        select(Arbeidspatroon)
        .where(
            een_van(plan.s, Arbeidspatroon.dienstverband_id, [dienstverband.id for _, dienstverband in lopend]),
            Arbeidspatroon.ingetrokken_op.is_(None),
        )
        .order_by(Arbeidspatroon.vastgelegd_op, Arbeidspatroon.id)
    ):
        bekend[oud.dienstverband_id, oud.vanaf] = oud.minuten_per_dag
    for genummerd, dienstverband in lopend:
        rij: Arbeidspatroonrij = genummerd.rij
        stand = bekend.get((dienstverband.id, rij.vanaf))
        if stand == list(rij.minuten):
            plan.laat()
        else:
            plan.voeg_toe(
                Arbeidspatroon(
                    dienstverband_id=dienstverband.id,
                    vanaf=rij.vanaf,
                    minuten_per_dag=list(rij.minuten),
                    vastgelegd_op=plan.ctx.nu,
                ),
                verandert=stand is not None,
            )


def _plan_teams(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    bekend = _teams(plan.s, rijen)
    for genummerd in rijen:
        rij: Teamrij = genummerd.rij
        if not plan.past_eenheid(genummerd):
            continue
        oud = bekend.get((rij.eenheid, rij.code))
        if oud is None:
            plan.voeg_toe(Team(eenheid=rij.eenheid, code=rij.code, naam=rij.naam))
        else:
            plan.pas_aan(oud, naam=rij.naam)


def _plan_teamleden(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    werk = _dienstverbanden(plan.s, [wie.id for wie in _personen(plan.s, rijen).values()])

    def past(genummerd: Genummerd, wie: Medewerker) -> bool:
        rij: Teamperioderij = genummerd.rij
        if any(d.eenheid == rij.eenheid and loopt(d.van, d.tot_en_met, rij.van) for d in werk[wie.id]):
            return True
        plan.fout(genummerd.nummer, "van", f"op deze dag is er geen dienstverband bij {rij.eenheid}")
        return False

    _plan_teamperioden(plan, rijen, Teamlid, past)


def _plan_leiding(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    # Who leads a team may be employed at another unit.
    _plan_teamperioden(plan, rijen, Leiding, lambda *_: True)


def _plan_teamperioden(
    plan: Plan,
    rijen: Sequence[Genummerd],
    tabel: type[Teamlid] | type[Leiding],
    past: Callable[[Genummerd, Medewerker], bool],
) -> None:
    personen, teams = _personen(plan.s, rijen), _teams(plan.s, rijen)
    perioden = Perioden(plan, "een periode in hetzelfde team")
    gevonden: Iterable[Teamlid | Leiding] = plan.s.scalars(
        select(tabel).where(een_van(plan.s, tabel.medewerker_id, [wie.id for wie in personen.values()]))
    )
    bestaand = {(lid.team_id, lid.medewerker_id, lid.van): lid for lid in gevonden}
    for genummerd, wie in _van_bekenden(plan, rijen, personen):
        rij: Teamperioderij = genummerd.rij
        if not plan.past_eenheid(genummerd):
            continue
        team = teams.get((rij.eenheid, rij.team))
        if team is None:
            plan.fout(genummerd.nummer, "team", f"dit team bestaat niet bij {rij.eenheid}")
            continue
        if not past(genummerd, wie):
            continue
        oud = bestaand.pop((team.id, wie.id, rij.van), None)
        if oud is None:
            plan.voeg_toe(tabel(team_id=team.id, medewerker_id=wie.id, van=rij.van, tot_en_met=rij.tot_en_met))
        else:
            plan.pas_aan(oud, tot_en_met=rij.tot_en_met)
        perioden.neem_op((team.id, wie.id), rij.van, rij.tot_en_met, genummerd.nummer)
    for (team_id, medewerker_id, van), lid in bestaand.items():
        perioden.neem_op((team_id, medewerker_id), van, lid.tot_en_met)
    perioden.controleer()


def _plan_afwezigheid(plan: Plan, rijen: Sequence[Genummerd]) -> None:
    personen = _personen(plan.s, rijen)
    werk = _dienstverbanden(plan.s, [wie.id for wie in personen.values()])
    perioden = Perioden(plan, "een melding van dezelfde soort")
    bestaand = {
        (melding.medewerker_id, melding.soort, melding.van): melding
        for melding in plan.s.scalars(
            select(Afwezigheid).where(
                een_van(plan.s, Afwezigheid.medewerker_id, list(werk)), Afwezigheid.ingetrokken_op.is_(None)
            )
        )
    }
    for genummerd, wie in _van_bekenden(plan, rijen, personen):
        rij: Afwezigheidrij = genummerd.rij
        eenheden = {d.eenheid for d in werk[wie.id] if loopt(d.van, d.tot_en_met, rij.van)}
        if not eenheden:
            plan.fout(genummerd.nummer, "van", "op deze dag is er geen dienstverband")
            continue
        if not any(plan.mag(eenheid) for eenheid in eenheden):
            plan.fout(
                genummerd.nummer,
                "personeelsnummer",
                "deze medewerker werkt niet bij een dienstonderdeel waarvoor je mag importeren",
            )
            continue
        plan.eenheden |= {eenheid for eenheid in eenheden if plan.mag(eenheid)}
        oud = bestaand.pop((wie.id, rij.soort, rij.van), None)
        if oud is not None and oud.tot_en_met == rij.tot_en_met:
            plan.laat()
        else:
            plan.voeg_toe(
                Afwezigheid(
                    medewerker_id=wie.id,
                    soort=rij.soort,
                    van=rij.van,
                    tot_en_met=rij.tot_en_met,
                    vastgelegd_op=plan.ctx.nu,
                ),
                verandert=oud is not None,
            )
            if oud is not None:
                plan.aanpassen.append(Aanpassing(oud, {"ingetrokken_op": plan.ctx.nu}))
        perioden.neem_op((wie.id, rij.soort), rij.van, rij.tot_en_met, genummerd.nummer)
    for melding in bestaand.values():
        perioden.neem_op((melding.medewerker_id, melding.soort), melding.van, melding.tot_en_met)
    perioden.controleer()


def _van_bekenden(
    plan: Plan, rijen: Iterable[Genummerd], personen: Mapping[str, Medewerker]
) -> Iterator[tuple[Genummerd, Medewerker]]:
    for genummerd in rijen:
        wie = personen.get(genummerd.rij.personeelsnummer)
        if wie is None:
            plan.fout(genummerd.nummer, "personeelsnummer", "dit nummer is niet bekend; importeer eerst de medewerkers")
        else:
            yield genummerd, wie


def _met_dienstverband(plan: Plan, rijen: Sequence[Genummerd]) -> Iterator[tuple[Genummerd, Dienstverband]]:
    personen = _personen(plan.s, rijen)
    werk = _dienstverbanden(plan.s, [wie.id for wie in personen.values()])
    for genummerd, wie in _van_bekenden(plan, rijen, personen):
        rij: Inschalingrij | Arbeidspatroonrij = genummerd.rij
        if not plan.past_eenheid(genummerd):
            continue
        lopend = [d for d in werk[wie.id] if d.eenheid == rij.eenheid and loopt(d.van, d.tot_en_met, rij.vanaf)]
        if lopend:
            yield genummerd, lopend[0]
        else:
            plan.fout(genummerd.nummer, "vanaf", f"op deze dag is er geen dienstverband bij {rij.eenheid}")


def _personen(s: Session, rijen: Iterable[Genummerd]) -> dict[str, Medewerker]:
    nummers = sorted({genummerd.rij.personeelsnummer for genummerd in rijen})
    return {
        wie.personeelsnummer: wie
        for begin in range(0, len(nummers), NUMMERS_PER_VRAAG)
        for wie in s.scalars(
            select(Medewerker).where(Medewerker.personeelsnummer.in_(nummers[begin : begin + NUMMERS_PER_VRAAG]))
        )
    }


def _dienstverbanden(s: Session, medewerker_ids: Collection[int]) -> dict[int, list[Dienstverband]]:
    werk: dict[int, list[Dienstverband]] = {nummer: [] for nummer in medewerker_ids}
    for dienstverband in s.scalars(
        select(Dienstverband)
        .where(een_van(s, Dienstverband.medewerker_id, list(medewerker_ids)))
        .order_by(Dienstverband.van)
    ):
        werk[dienstverband.medewerker_id].append(dienstverband)
    return werk


def _teams(s: Session, rijen: Iterable[Genummerd]) -> dict[tuple[str, str], Team]:
    eenheden = {genummerd.rij.eenheid for genummerd in rijen}
    return {(team.eenheid, team.code): team for team in s.scalars(select(Team).where(Team.eenheid.in_(eenheden)))}


def _raakt_niets(s: Session, ids: Collection[int]) -> Iterator[Geraakt]:
    return iter(())


def _raakt_dienstverbanden(s: Session, ids: Collection[int]) -> Iterator[Geraakt]:
    # The end may be what changed, so every day from the start counts.
    for werk in s.scalars(select(Dienstverband).where(een_van(s, Dienstverband.id, list(ids)))):
        yield Geraakt(werk.eenheid, werk.medewerker_id, werk.van, None)


def _raakt_teamleden(s: Session, ids: Collection[int]) -> Iterator[Geraakt]:
    vraag = select(Team.eenheid, Teamlid).join(Teamlid, Teamlid.team_id == Team.id)
    for eenheid, lid in s.execute(vraag.where(een_van(s, Teamlid.id, list(ids)))):
        yield Geraakt(eenheid, lid.medewerker_id, lid.van, None)


def _raakt_feiten(tabel: type[Inschaling] | type[Arbeidspatroon]) -> Callable[..., Iterator[Geraakt]]:
    def raakt(s: Session, ids: Collection[int]) -> Iterator[Geraakt]:
        vraag = select(Dienstverband, tabel.vanaf).join(tabel, tabel.dienstverband_id == Dienstverband.id)
        for werk, vanaf in s.execute(vraag.where(een_van(s, tabel.id, list(ids)))):
            yield Geraakt(werk.eenheid, werk.medewerker_id, vanaf, werk.tot_en_met)

    return raakt


def _raakt_afwezigheid(s: Session, ids: Collection[int]) -> Iterator[Geraakt]:
    for eenheid, melding in s.execute(
        select(Dienstverband.eenheid, Afwezigheid)
        .join(Afwezigheid, Afwezigheid.medewerker_id == Dienstverband.medewerker_id)
        .where(
            een_van(s, Afwezigheid.id, list(ids)),
            Dienstverband.van <= Afwezigheid.van,
            or_(Dienstverband.tot_en_met.is_(None), Dienstverband.tot_en_met >= Afwezigheid.van),
        )
    ):
        yield Geraakt(eenheid, melding.medewerker_id, melding.van, melding.tot_en_met)


SOORTEN: Mapping[str, Soort] = {
    soort.id: soort
    for soort in (
        Soort(
            "medewerkers",
            "Medewerkers",
            MedewerkerSchema,
            Medewerker,
            ("personeelsnummer",),
            _plan_medewerkers,
            _raakt_niets,
        ),
        Soort(
            "dienstverbanden",
            "Dienstverbanden",
            DienstverbandSchema,
            Dienstverband,
            ("personeelsnummer", "eenheid", "van"),
            _plan_dienstverbanden,
            _raakt_dienstverbanden,
        ),
        Soort(
            "inschalingen",
            "Inschalingen (schaal en salaris)",
            InschalingSchema,
            Inschaling,
            ("personeelsnummer", "eenheid", "vanaf"),
            _plan_inschalingen,
            _raakt_feiten(Inschaling),
        ),
        Soort(
            "arbeidspatronen",
            "Arbeidspatronen",
            ArbeidspatroonSchema,
            Arbeidspatroon,
            ("personeelsnummer", "eenheid", "vanaf"),
            _plan_arbeidspatronen,
            _raakt_feiten(Arbeidspatroon),
        ),
        Soort("teams", "Teams", TeamSchema, Team, ("eenheid", "code"), _plan_teams, _raakt_niets),
        Soort(
            "teamleden",
            "Teamleden",
            TeamperiodeSchema,
            Teamlid,
            ("personeelsnummer", "eenheid", "team", "van"),
            _plan_teamleden,
            _raakt_teamleden,
        ),
        Soort(
            "leiding",
            "Leiding van teams",
            TeamperiodeSchema,
            Leiding,
            ("personeelsnummer", "eenheid", "team", "van"),
            _plan_leiding,
            _raakt_niets,
        ),
        Soort(
            "afwezigheid",
            "Afwezigheid",
            AfwezigheidSchema,
            Afwezigheid,
            ("personeelsnummer", "soort", "van"),
            _plan_afwezigheid,
            _raakt_afwezigheid,
        ),
    )
}
"""The files about people, in the order in which they can be read into an empty database."""

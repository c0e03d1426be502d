# SPDX-License-Identifier: EUPL-1.2
"""Reading CSV and XLSX files: every error with its line, column and reason, and all of a file or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.ledger.bulk import een_van
from core.people.csvbestand import Importfout, Regel
from core.people.importplan import IMPORTEER, Genummerd, Plan
from core.people.importsoorten import SOORTEN, Soort
from core.people.merken import merk
from core.people.models import Import, Medewerker, Wijziging
from core.people.policy import Doel, GeenToegang
from core.people.tabelbestand import lees_rijen
from core.plugins import KERN, Bijdrage
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from core.storingen.services import namens


@dataclass(frozen=True)
class Importsoort:
    """A kind of file that the actor may import, with its columns; ``eenheid`` is ``core`` for files about people."""

    id: str
    naam: str
    eenheid: str
    kolommen: tuple[str, ...]
    #: Columns that may be left out.
    optioneel: tuple[str, ...] = ()
    #: True when a wrong file of this kind can be taken back.
    terug: bool = True


@dataclass(frozen=True)
class Importverslag:
    """What a file comes to. With errors nothing is stored, and only they count.

    ``import_id`` is empty before storing, and when everything was known already. Of a plugin's own kind the checks
    before storing cannot tell what is new: there every row counts as new until it is stored.
    """

    soort: str
    sha256: str
    regels: int
    fouten: tuple[Importfout, ...] = ()
    nieuw: int = 0
    gewijzigd: int = 0
    ongewijzigd: int = 0
    import_id: int | None = None

    @property
    def goed(self) -> bool:
        """True when the file has no error."""
        return not self.fouten


def importsoorten(ctx: Context) -> tuple[Importsoort, ...]:
    """Return the kinds of files that the actor may import, people first."""
    eigen = [
        Importsoort(soort.id, soort.naam, KERN, soort.kolommen)
        for soort in SOORTEN.values()
        if ctx.installatie.beleid.mag_ergens(ctx.actor, IMPORTEER, "core.persoon")
    ]
    return (
        *eigen,
        *(
            Importsoort(
                bijdrage.waarde.id,
                bijdrage.waarde.naam,
                bijdrage.eenheid,
                bijdrage.waarde.kolommen,
                bijdrage.waarde.optioneel,
                bijdrage.waarde.terug is not None,
            )
            for bijdrage in ctx.installatie.importen
            if ctx.mag(IMPORTEER, Doel(bijdrage.waarde.soort, bijdrage.eenheid))
        ),
    )


def lees_en_controleer(ctx: Context, soort: str, inhoud: bytes) -> Importverslag:
    """Say what importing the file would do, without storing anything. Raises ``GeenToegang`` and ``Geweigerd``."""
    lezer = _lezer(ctx, soort)
    with ctx.database.lezen() as s:
        return lezer.controleer(s, inhoud)


def lees_nieuwe_rijen(ctx: Context, soort: str, inhoud: bytes) -> tuple[Importverslag, tuple[Any, ...]]:
    """Return the report of a file about people and the rows that it would add, without storing anything.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    lezer = _lezer(ctx, soort)
    if not isinstance(lezer, _Personenlezer):
        raise Geweigerd("soort", "een bestand van deze soort gaat niet over mensen")
    with ctx.database.lezen() as s:
        return lezer.ontwerp(s, inhoud)


def importeer(ctx: Context, soort: str, inhoud: bytes) -> Importverslag:
    """Store all rows of the file in one transaction, or none when there is an error; the report says which.

    Importing the same file again changes nothing. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    lezer = _lezer(ctx, soort)
    with ctx.database.transactie() as s:
        # Two files at once could each find that the other's rows are not there yet.
        vergrendel(s, Import.__tablename__)
        verslag = lezer.bewaar(s, inhoud)
        if verslag.import_id is not None:
            noteer(
                s,
                ctx,
                IMPORTEER,
                "core.import",
                verslag.import_id,
                bestand=soort,
                sha256=verslag.sha256,
                nieuw=verslag.nieuw,
                gewijzigd=verslag.gewijzigd,
            )
        return verslag


def importen(ctx: Context, aantal: int = 50) -> list[Import]:
    """Return the last imports that the actor may see, the newest first. Raises ``GeenToegang``."""
    soorten = [soort.id for soort in importsoorten(ctx)]
    if not soorten:
        raise GeenToegang(IMPORTEER, "core.persoon")
    with ctx.database.lezen() as s:
        gevonden = s.scalars(
            select(Import).where(Import.soort.in_(soorten)).order_by(Import.id.desc()).limit(aantal)
        ).all()
    return [rij for rij in gevonden if _mag_bij(ctx, rij)]


def draai_terug(ctx: Context, import_id: int) -> None:
    """Undo a wrong import: take back what it added, and restore what it changed.

    Salaries, patterns and absences are withdrawn and stay visible; rows of registers are removed. Refused when
    something was built on it: then a new file corrects it. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    try:
        with ctx.database.transactie() as s:
            vergrendel(s, Import.__tablename__)
            rij = s.get(Import, import_id)
            if rij is None or not _mag_bij(ctx, rij):
                raise GeenToegang(IMPORTEER, "core.import")
            if rij.teruggedraaid_op is not None:
                raise Geweigerd("import", "dit bestand is al teruggedraaid")
            soort = SOORTEN.get(rij.soort)
            if soort is None:
                _neem_van_plugin_terug(ctx, s, rij)
                return
            wijzigingen = s.scalars(select(Wijziging).where(Wijziging.import_id == import_id)).all()
            ids = {*rij.rijen, *(wijziging.rij_id for wijziging in wijzigingen)}
            _eis_onveranderd(s, soort, ids, import_id)
            geraakt = list(soort.raakt(s, ids))
            _herstel(ctx, s, soort, wijzigingen)
            _neem_terug(ctx, s, soort, rij.rijen)
            rij.teruggedraaid_op = ctx.nu
            merk(s, ctx, geraakt)
            noteer(s, ctx, "draai_terug", "core.import", import_id)
    except IntegrityError as fout:
        raise Geweigerd("import", "op deze gegevens is al voortgebouwd; verbeter ze met een nieuw bestand") from fout


class _Personenlezer:
    """Reads a file about people."""

    def __init__(self, ctx: Context, soort: Soort) -> None:
        self._ctx, self._soort = ctx, soort

    def controleer(self, s: Session, inhoud: bytes) -> Importverslag:
        return self._verslag(*self._plan(s, inhoud), inhoud)

    def ontwerp(self, s: Session, inhoud: bytes) -> tuple[Importverslag, tuple[Any, ...]]:
        plan, aantal = self._plan(s, inhoud)
        verslag = self._verslag(plan, aantal, inhoud)
        return verslag, tuple(plan.toevoegen) if verslag.goed else ()

    def bewaar(self, s: Session, inhoud: bytes) -> Importverslag:
        plan, aantal = self._plan(s, inhoud)
        verslag = self._verslag(plan, aantal, inhoud)
        if not verslag.goed or not (verslag.nieuw or verslag.gewijzigd):
            return verslag
        rij = _importrij(self._ctx, verslag, sorted(plan.eenheden))
        s.add(rij)
        s.flush()
        for aanpassing in plan.aanpassen:
            _pas_aan(self._ctx, s, aanpassing.rij, aanpassing.waarden, rij.id)
        s.flush()
        s.add_all(plan.toevoegen)
        s.flush()
        rij.rijen = [toegevoegd.id for toegevoegd in plan.toevoegen]
        aangepast = [aanpassing.rij.id for aanpassing in plan.aanpassen]
        merk(s, self._ctx, self._soort.raakt(s, [*rij.rijen, *aangepast]))
        return replace(verslag, import_id=rij.id)

    def _plan(self, s: Session, inhoud: bytes) -> tuple[Plan, int]:
        plan = Plan(self._ctx, s)
        regels, plan.fouten = lees_rijen(inhoud, self._soort.kolommen)
        schema = self._soort.schema()
        gelezen: list[Genummerd] = []
        for regel in regels:
            try:
                gelezen.append(Genummerd(regel.nummer, schema.load(regel.waarden)))
            except ValidationError as fout:
                plan.fouten += _fouten(regel, fout)
        eenmalig = list(_zonder_herhaling(plan, self._soort.sleutel, gelezen))
        self._soort.plan(plan, eenmalig)
        return plan, len(regels)

    def _verslag(self, plan: Plan, aantal: int, inhoud: bytes) -> Importverslag:
        leeg = Importverslag(self._soort.id, sha256(inhoud).hexdigest(), aantal)
        if plan.fouten:
            return replace(leeg, fouten=_op_volgorde(plan.fouten))
        return replace(leeg, nieuw=plan.nieuw, gewijzigd=plan.gewijzigd, ongewijzigd=plan.ongewijzigd)


class _Pluginlezer:
    """Reads a plugin's own kind of file."""

    def __init__(self, ctx: Context, bijdrage: Bijdrage[Importtype]) -> None:
        self._ctx, self._eenheid, self._type = ctx, bijdrage.eenheid, bijdrage.waarde

    def controleer(self, s: Session, inhoud: bytes) -> Importverslag:
        return self._lees(s, inhoud)[0]

    def bewaar(self, s: Session, inhoud: bytes) -> Importverslag:
        verslag, waarden = self._lees(s, inhoud)
        if not verslag.goed:
            return verslag
        with namens(self._eenheid, "annex_importen"):
            gedaan = self._type.verwerk(self._ctx, s, waarden)
        anders = gedaan if isinstance(gedaan, int) else len(gedaan)
        verslag = replace(verslag, nieuw=anders, ongewijzigd=verslag.regels - anders)
        if not anders:
            return verslag
        rij = _importrij(self._ctx, verslag, [self._eenheid])
        rij.rijen = [] if isinstance(gedaan, int) else list(gedaan)
        s.add(rij)
        s.flush()
        return replace(verslag, import_id=rij.id)

    def _lees(self, s: Session, inhoud: bytes) -> tuple[Importverslag, list[Any]]:
        regels, fouten = lees_rijen(inhoud, self._type.kolommen, self._type.optioneel)
        waarden: list[Any] = []
        nummers: list[int] = []
        eerder: dict[tuple[str, ...], int] = {}
        for regel in regels:
            eerste = eerder.setdefault(tuple(regel.waarden.values()), regel.nummer)
            if eerste != regel.nummer:
                fouten.append(Importfout(regel.nummer, None, f"deze regel staat al op regel {eerste}"))
                continue
            try:
                with namens(self._eenheid, "annex_importen"):
                    waarden.append(self._type.controleer(s, regel.waarden))
                nummers.append(regel.nummer)
            except Geweigerd as fout:
                fouten.append(Importfout(regel.nummer, fout.veld or None, fout.reden))
        if self._type.samen is not None and waarden:
            fouten += [
                Importfout(nummers[plaats], kolom, reden)
                for plaats, kolom, reden in self._type.samen(self._ctx, s, waarden)
            ]
        verslag = Importverslag(
            self._type.id, sha256(inhoud).hexdigest(), len(regels), _op_volgorde(fouten), nieuw=len(waarden)
        )
        return (replace(verslag, nieuw=0) if fouten else verslag), waarden


def _lezer(ctx: Context, soort: str) -> _Personenlezer | _Pluginlezer:
    if soort in SOORTEN:
        if not ctx.installatie.beleid.mag_ergens(ctx.actor, IMPORTEER, "core.persoon"):
            raise GeenToegang(IMPORTEER, "core.persoon")
        return _Personenlezer(ctx, SOORTEN[soort])
    for bijdrage in ctx.installatie.importen:
        if bijdrage.waarde.id == soort:
            ctx.eis(IMPORTEER, Doel(bijdrage.waarde.soort, bijdrage.eenheid))
            return _Pluginlezer(ctx, bijdrage)
    raise Geweigerd("soort", "een bestand van deze soort is niet bekend")


def _neem_van_plugin_terug(ctx: Context, s: Session, rij: Import) -> None:
    type_ = next((bijdrage.waarde for bijdrage in ctx.installatie.importen if bijdrage.waarde.id == rij.soort), None)
    if type_ is None or type_.terug is None:
        raise Geweigerd("import", "een bestand van deze soort kan niet worden teruggedraaid")
    type_.terug(ctx, s, rij.rijen)
    rij.teruggedraaid_op = ctx.nu
    noteer(s, ctx, "draai_terug", "core.import", rij.id)


def _fouten(regel: Regel, fout: ValidationError) -> Iterator[Importfout]:
    per_kolom: Mapping[str, Iterable[str]] = fout.messages_dict
    for kolom, redenen in per_kolom.items():
        for reden in redenen:
            yield Importfout(regel.nummer, kolom, reden)


def _zonder_herhaling(plan: Plan, sleutel: Sequence[str], rijen: Iterable[Genummerd]) -> Iterator[Genummerd]:
    eerder: dict[tuple[Any, ...], Genummerd] = {}
    for genummerd in rijen:
        eerste = eerder.setdefault(tuple(getattr(genummerd.rij, naam) for naam in sleutel), genummerd)
        if eerste is genummerd:
            yield genummerd
        elif eerste.rij == genummerd.rij:
            plan.fout(genummerd.nummer, sleutel[0], f"deze regel staat al op regel {eerste.nummer}")
        else:
            plan.fout(genummerd.nummer, sleutel[0], f"regel {eerste.nummer} zegt hierover iets anders")


def _op_volgorde(fouten: Iterable[Importfout]) -> tuple[Importfout, ...]:
    return tuple(sorted(set(fouten), key=lambda fout: (fout.regel, fout.kolom or "", fout.reden)))


def _importrij(ctx: Context, verslag: Importverslag, eenheden: list[str]) -> Import:
    return Import(
        soort=verslag.soort,
        sha256=verslag.sha256,
        account_id=ctx.actor.account_id,
        op=ctx.nu,
        nieuw=verslag.nieuw,
        gewijzigd=verslag.gewijzigd,
        ongewijzigd=verslag.ongewijzigd,
        eenheden=eenheden,
        rijen=[],
    )


def _mag_bij(ctx: Context, rij: Import) -> bool:
    if rij.soort in SOORTEN:
        if not rij.eenheden:
            return ctx.installatie.beleid.mag_ergens(ctx.actor, IMPORTEER, "core.persoon")
        return all(ctx.mag(IMPORTEER, Doel("core.persoon", eenheid)) for eenheid in rij.eenheden)
    return any(soort.id == rij.soort for soort in importsoorten(ctx))


def _pas_aan(ctx: Context, s: Session, rij: Any, waarden: Mapping[str, Any], import_id: int | None) -> None:
    """Change a row and keep what it said."""
    s.add(
        Wijziging(
            tabel=rij.__tablename__,
            rij_id=rij.id,
            medewerker_id=rij.id if isinstance(rij, Medewerker) else getattr(rij, "medewerker_id", None),
            was={naam: _tekst(getattr(rij, naam)) for naam in waarden},
            op=ctx.nu,
            account_id=ctx.actor.account_id,
            import_id=import_id,
        )
    )
    for naam, waarde in waarden.items():
        setattr(rij, naam, waarde)


def _eis_onveranderd(s: Session, soort: Soort, ids: Iterable[int], import_id: int) -> None:
    """Raise ``Geweigerd`` when a later file changed one of the rows."""
    if s.scalar(
        select(Wijziging.id)
        .join(Import, Import.id == Wijziging.import_id)
        .where(
            Wijziging.tabel == soort.tabel.__tablename__,
            een_van(s, Wijziging.rij_id, list(ids)),
            Import.id > import_id,
            Import.teruggedraaid_op.is_(None),
        )
        .limit(1)
    ):
        raise Geweigerd("import", "een later bestand heeft deze gegevens gewijzigd; draai dat eerst terug")


def _herstel(ctx: Context, s: Session, soort: Soort, wijzigingen: Iterable[Wijziging]) -> None:
    kolommen = soort.tabel.__table__.columns
    for wijziging in wijzigingen:
        waarden = {naam: _waarde(kolommen[naam].type.python_type, oud) for naam, oud in wijziging.was.items()}
        _pas_aan(ctx, s, s.get_one(soort.tabel, wijziging.rij_id), waarden, None)


def _neem_terug(ctx: Context, s: Session, soort: Soort, ids: Sequence[int]) -> None:
    tabel: Any = soort.tabel
    gekozen = een_van(s, tabel.id, ids)
    opdracht: Any = delete(tabel).where(gekozen)
    if "ingetrokken_op" in tabel.__table__.columns:
        opdracht = update(tabel).where(gekozen, tabel.ingetrokken_op.is_(None)).values(ingetrokken_op=ctx.nu)
    geraakt: Any = s.execute(opdracht, execution_options={"synchronize_session": False})
    if geraakt.rowcount != len(ids):
        raise Geweigerd("import", "een deel van deze gegevens is intussen ingetrokken; verbeter ze met een bestand")


def _tekst(waarde: Any) -> Any:
    return waarde.isoformat() if isinstance(waarde, date) else waarde


def _waarde(soort: type, tekst: Any) -> Any:
    if tekst is None:
        return None
    if soort is datetime:
        return datetime.fromisoformat(tekst)
    return date.fromisoformat(tekst) if soort is date else tekst

# SPDX-License-Identifier: EUPL-1.2
"""The command line. It proposes and calculates drafts; whatever needs a second person is approved on a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.rules.boom import LeesFout
from core.rules.cases import Uitkomst, bestanden
from core.rules.invoer import Geweigerd
from core.rules.parameters import OnbekendeSleutel, ParameterOntbreekt, toon_waarde
from core.settings import Instellingen, InstellingFout

if TYPE_CHECKING:
    from core.context import Context
    from core.plugins import Installatie


class _Groep(click.Group):
    """Adds the commands of plugins as ``annex <unit> ...``, and turns expected errors into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_plugingroepen()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _plugingroepen().get(cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except _verwacht() as fout:
            click.echo(f"annex: {fout}", err=True)
            sys.exit(1)
        except Exception as fout:
            from core.storage.engine import mist_tabel

            if not mist_tabel(fout):
                raise
            click.echo("annex: de tabellen ontbreken of zijn niet bij; voer eerst uit: annex db upgrade", err=True)
            sys.exit(2)


class _Plugingroep(click.Group):
    """The commands of a unit: they work while it is on, and a fault in one is named as the unit's."""

    def invoke(self, ctx: click.Context) -> Any:
        from core.people.eenheden import staat_aan
        from core.storingen.services import PluginMislukt

        eenheid = self.name or ""
        with _context() as context:
            aan = staat_aan(context, eenheid)
        if not aan:
            raise Geweigerd("eenheid", f"'{eenheid}' staat uit; zet het aan met: annex units enable {eenheid}")
        try:
            return super().invoke(ctx)
        except Exception as fout:
            if isinstance(fout, (*_verwacht(), click.ClickException, click.exceptions.Exit, click.Abort)):
                raise
            raise PluginMislukt(eenheid, "annex_opdrachten", fout) from fout


def _verwacht() -> tuple[type[Exception], ...]:
    from core.dossiers.procedure import StapNietMogelijk
    from core.people.policy import GeenToegang
    from core.plugins import PluginFout
    from core.storage.engine import OpslagNietBereikbaar
    from core.storingen.services import PluginMislukt

    return (
        Geweigerd,
        GeenToegang,
        InstellingFout,
        LeesFout,
        OnbekendeSleutel,
        OpslagNietBereikbaar,
        ParameterOntbreekt,
        PluginFout,
        PluginMislukt,
        StapNietMogelijk,
    )


def _plugingroepen() -> dict[str, click.Group]:
    groepen: dict[str, click.Group] = {}
    for bijdrage in _installatie().opdrachten:
        groep = groepen.setdefault(bijdrage.eenheid, _Plugingroep(bijdrage.eenheid))
        groep.add_command(bijdrage.waarde)
    return groepen


def _installatie() -> Installatie:
    from core.plugins import laad

    return laad(Instellingen.uit_omgeving().geblokkeerd)


@contextmanager
def _context(als: str | None = None) -> Iterator[Context]:
    """Open the database as a person by log-in name, or as the program itself."""
    from core.context import Context
    from core.people.aanmelden import actor_van_naam
    from core.people.policy import PROGRAMMA
    from core.storage.engine import Database

    database = Database(Instellingen.uit_omgeving().database)
    try:
        nu = datetime.now(UTC)
        context = Context(database, _installatie(), PROGRAMMA, nu)
        if als is not None:
            context = context.als(actor_van_naam(database, als, context.vandaag))
        yield context
    finally:
        database.sluit()


@click.group(cls=_Groep, help="Annex: de personeelsregels van JenV en haar dienstonderdelen, uitgevoerd en uitgelegd.")
@click.version_option(package_name="annex-hr")
def main() -> None:
    """Entry point of the command ``annex``."""


@main.group(help="Casusbestanden: wat een berekening moet antwoorden.")
def cases() -> None:
    """Case files."""


@cases.command("run", help="Voer casusbestanden uit; een map betekent elk *.yaml eronder.")
@click.argument("paden", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "als_json", is_flag=True, help="Een JSON-object per casus.")
def cases_run(paden: tuple[Path, ...], als_json: bool) -> None:
    """Run case files; exit 0 when all pass, 1 when one does not, 2 when a file cannot be read."""
    loper = _installatie().casusloper()
    geslaagd = mislukt = onleesbaar = 0
    for pad in bestanden(list(paden)):
        try:
            gelezen = loper.lees(pad)
        except LeesFout as fout:
            onleesbaar += 1
            click.echo(f"annex: {fout}", err=True)
            continue
        for bestand in gelezen:
            for resultaat in loper.loop(bestand):
                goed = resultaat.uitkomst is Uitkomst.OK
                geslaagd, mislukt = geslaagd + goed, mislukt + (not goed)
                click.echo(json.dumps(resultaat.als_json(), ensure_ascii=False) if als_json else resultaat.regel())
    if not als_json:
        click.echo(f"{geslaagd} passed, {mislukt} failed")
    sys.exit(2 if onleesbaar else 1 if mislukt else 0)


@main.group(help="De regelingen van de catalogus.")
def regulations() -> None:
    """The catalogue."""


@regulations.command("list", help="Elke regeling met haar stand van uitvoering.")
@click.option("--unit", "eenheid", help="Alleen die van een dienstonderdeel.")
def regulations_list(eenheid: str | None) -> None:
    """Print the catalogue, one regulation a line."""
    from core.regulations.catalogus import Regelstand

    for regeling in _installatie().regelingen.values():
        if eenheid in (None, regeling.eenheid):
            klaar = sum(regel.stand is not Regelstand.OPEN for regel in regeling.regels)
            vanaf = regeling.vanaf.isoformat() if regeling.vanaf else "niet vermeld"
            click.echo(
                f"{regeling.eenheid:<6} {regeling.id:<14} {regeling.stand:<16} {klaar:>3}/{len(regeling.regels):<3}"
                f" vanaf {vanaf:<12} {regeling.titel}"
            )


@regulations.command("coverage", help="Hoeveel van de regels worden uitgevoerd, per regeling en in het geheel.")
@click.option("--unit", "eenheid", help="Alleen die van een dienstonderdeel.")
def regulations_coverage(eenheid: str | None) -> None:
    """Print how many rules of the catalogue are carried out, and how many are a calculation only."""
    from core.regulations.blad import Dekking

    regelingen = [regel for regel in _installatie().regelingen.values() if eenheid in (None, regel.eenheid)]
    click.echo(f"{'':<6} {'regeling':<14} {'uitgevoerd':>10} {'berekening':>10} {'regels':>6}")
    for regeling in regelingen:
        dekking = Dekking.van(regeling)
        click.echo(
            f"{regeling.eenheid:<6} {regeling.id:<14} {dekking.uitgevoerd:>10} {dekking.rekenregel:>10}"
            f" {dekking.totaal:>6}  {regeling.titel}"
        )
    totaal = Dekking.van(*regelingen)
    click.echo(f"{'samen':<21} {totaal.uitgevoerd:>10} {totaal.rekenregel:>10} {totaal.totaal:>6}")


@regulations.command("docs", help="Schrijf de regelingen als Markdown: een bestand per dienstonderdeel.")
@click.argument("map_", metavar="MAP", type=click.Path(file_okay=False, path_type=Path))
def regulations_docs(map_: Path) -> None:
    """Write the regulations for the documentation."""
    from core.regulations.documentatie import schrijf

    click.echo(f"{len(schrijf(_installatie(), map_))} bestanden geschreven in {map_}.")


@main.group(help="Plugins: wat een dienstonderdeel aan Annex toevoegt.")
def plugin() -> None:
    """Plugins."""


@plugin.command("list", help="Elke geladen plugin, met wat ze bijdraagt.")
def plugin_list() -> None:
    """Print what is installed, with the number of contributions."""
    from core.people.eenheden import MINISTERIE
    from core.plugins import KERN

    installatie = _installatie()
    for eenheid in installatie.eenheden.values():
        regelingen = sum(regeling.eenheid == eenheid.id for regeling in installatie.regelingen.values())
        van = (eenheid.id, KERN) if eenheid.id == MINISTERIE else (eenheid.id,)
        tabellen = sum(bijdrage.eenheid in van for bijdrage in installatie.tabellen)
        click.echo(f"{eenheid.id:<10} {regelingen:>3} regelingen {tabellen:>3} tabellen  {eenheid.naam}")


@plugin.command(
    "new", help="Maak een werkende plugin om mee te beginnen: een regeling, een berekening, een pagina, tests."
)
@click.argument("eenheid")
@click.option("--map", "map_", type=click.Path(path_type=Path), help="Waar; anders annex-EENHEID hier.")
@click.option("--naam", help="De naam van het dienstonderdeel.")
def plugin_new(eenheid: str, map_: Path | None, naam: str | None) -> None:
    """Write a plugin distribution to start from."""
    from core.nieuw.plugin import maak_plugin

    doel = map_ or Path(f"annex-{eenheid}")
    geschreven = maak_plugin(eenheid, naam or f"Dienst {eenheid.upper()}", doel, _installatie().eenheden)
    click.echo(f"{len(geschreven)} bestanden geschreven in {doel}. Lees {doel / 'README.md'} om verder te gaan.")


@main.group(help="Gedateerde parameters: bedragen, percentages en lezingen.")
def parameters() -> None:
    """Dated parameters."""


@parameters.command("list", help="Elke sleutel met de waarde die vandaag geldt.")
@click.option("--op", type=click.DateTime(["%Y-%m-%d"]), help="De dag waarop de waarde moet gelden.")
def parameters_list(op: datetime | None) -> None:
    """Print every key with the value of a day."""
    from core.regulations.parameterbeheer.services import geldende_parameters

    with _context() as context:
        dag = op.date() if op else context.vandaag
        bron = geldende_parameters(context)
    for naam in sorted(bron.sleutels):
        feit = bron.zoek(naam, dag)
        waarde = f"{toon_waarde(feit.waarde)} (vanaf {feit.vanaf}, {feit.zekerheid})" if feit else "niet bekend"
        click.echo(f"{naam:<48} {waarde}")


@parameters.command("show", help="Alle waarden van een sleutel, met bron en zekerheid.")
@click.argument("sleutel")
def parameters_show(sleutel: str) -> None:
    """Print the time line of a key."""
    from core.regulations.parameterbeheer.services import geldende_parameters

    with _context() as context:
        bron = geldende_parameters(context)
    gegevens = bron.sleutel(sleutel)
    click.echo(
        f"{gegevens.sleutel}: {gegevens.omschrijving} ({gegevens.artikel}, {gegevens.eenheid or gegevens.soort})"
    )
    for feit in bron.reeks(sleutel):
        click.echo(f"  vanaf {feit.vanaf}  {toon_waarde(feit.waarde):<24} {feit.zekerheid:<12} {feit.bron}")


@parameters.command("propose", help="Stel een waarde voor; een tweede persoon keurt haar goed op de pagina.")
@click.argument("sleutel")
@click.argument("waarde")
@click.option("--vanaf", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--bron", required=True, help="Waar de waarde staat.")
@click.option("--reden", required=True, help="Waarom ze wordt vastgelegd.")
@click.option(
    "--soort",
    type=click.Choice(["herstel", "wijziging"]),
    required=True,
    help="Een wijziging begint op een nieuwe dag, een herstel vervangt de waarde van een dag.",
)
@click.option(
    "--aard",
    type=click.Choice(["herstel", "wijziging"]),
    help="Of een fout is hersteld of iets anders is besloten; standaard gelijk aan de soort.",
)
@click.option("--als", required=True, help="Je inlognaam.")
def parameters_propose(
    sleutel: str, waarde: str, vanaf: datetime, bron: str, reden: str, soort: str, aard: str | None, als: str
) -> None:
    """Propose a value; ``onbekend`` says that it is not known from that date."""
    from core.regulations.parameterbeheer.services import stel_voor

    with _context(als) as context:
        nummer = stel_voor(
            context,
            sleutel=sleutel,
            waarde=None if waarde == "onbekend" else waarde,
            vanaf=vanaf.date(),
            bron=bron,
            reden=reden,
            soort=soort,
            aard=aard,
        )
    click.echo(f"Voorstel {nummer} staat klaar. Het geldt pas als een tweede persoon het goedkeurt.")


@main.group(help="Dienstonderdelen aan- en uitzetten.")
def units() -> None:
    """Units."""


@units.command("list", help="Elk geïnstalleerd dienstonderdeel, aan of uit.")
def units_list() -> None:
    """Print the installed units."""
    from core.people.eenheden import eenheden

    with _context() as context:
        for eenheid in eenheden(context):
            aantal = sum(regeling.eenheid == eenheid.id for regeling in context.installatie.regelingen.values())
            stand = "aan" if eenheid.ingeschakeld else "uit"
            click.echo(f"{eenheid.id:<6} {stand:<4} {aantal:>3} regelingen  {eenheid.naam}")


@units.command("enable", help="Zet een dienstonderdeel aan: pagina's, jobs en opdrachten werken.")
@click.argument("eenheid")
def units_enable(eenheid: str) -> None:
    """Enable a unit."""
    _schakel(eenheid, aan=True)


@units.command("disable", help="Zet een dienstonderdeel uit; de gegevens blijven leesbaar voor de auditor.")
@click.argument("eenheid")
def units_disable(eenheid: str) -> None:
    """Disable a unit."""
    _schakel(eenheid, aan=False)


def _schakel(eenheid: str, *, aan: bool) -> None:
    from core.people.eenheden import schakel

    with _context() as context:
        schakel(context, eenheid, aan)
    click.echo(f"{eenheid} staat {'aan' if aan else 'uit'}.")


@main.group(help="De database.")
def db() -> None:
    """The database."""


@db.command("upgrade", help="Breng de tabellen van de kern en elke plugin op de laatste versie.")
def db_upgrade() -> None:
    """Migrate everything to head."""
    from core.storage.migrations import migreer

    with _context() as context:
        migreer(context.database, context.installatie)
    click.echo("De database is bij.")


@main.group("run", help="Runs: een maand berekenen als concept.")
def run_groep() -> None:
    """Runs."""


@run_groep.command("month", help="Bereken een maand als concept; controleren en goedkeuren gaat op de pagina.")
@click.option("--unit", "eenheid", required=True)
@click.option("--period", "periode", required=True, help="JJJJ-MM")
@click.option("--als", help="Je inlognaam; zonder naam rekent het programma.")
def run_month(eenheid: str, periode: str, als: str | None) -> None:
    """Calculate a month as a draft."""
    from core.ledger.services import maak_run

    with _context(als) as context, voortgang("Maand berekenen") as stap:
        run = maak_run(context, eenheid, periode, stap)
    click.echo(
        f"Run {run.id}: {run.eenheid} {run.periode}, {run.status}, {run.aantal} boekingen,"
        f" samen {run.totaal_centen / 100:.2f} euro{', onvolledig' if run.onvolledig else ''}."
    )


@main.group(help="Brieven aan medewerkers.")
def letters() -> None:
    """Letters."""


@letters.command("run", help="Maak de brieven die klaarstaan; na een onderbreking gaat dit verder waar het was.")
def letters_run() -> None:
    """Make the letters of every round that is not done."""
    from core.brieven.rondes import open_rondes, rondestand, verwerk_ronde

    with _context() as context:
        for nummer in open_rondes(context):
            with voortgang(f"Ronde {nummer}") as stap:
                verwerk_ronde(context, nummer, stap)
            stand = rondestand(context, nummer)
            click.echo(f"Ronde {nummer}: {stand.gemaakt} brieven gemaakt, van {stand.mislukt} is er geen.")


@letters.command("save", help="Schrijf alle brieven van een ronde in een ZIP-bestand.")
@click.argument("ronde", type=int)
@click.argument("bestand", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--als", required=True, help="Je inlognaam.")
def letters_save(ronde: int, bestand: Path, als: str) -> None:
    """Write a ZIP of a round."""
    from core.brieven.rondes import als_zip

    with _context(als) as context:
        stukken = als_zip(context, ronde)
        with bestand.open("wb") as doel:
            doel.writelines(stukken)
    click.echo(f"{bestand} geschreven.")


@main.command(help="Leg een boeking uit, stap voor stap met het artikel.")
@click.argument("boeking", type=int)
@click.option("--als", help="Je inlognaam; zonder naam leest het programma.")
def explain(boeking: int, als: str | None) -> None:
    """Print the explanation of a posting."""
    from core.ledger.services import leg_uit

    with _context(als) as context:
        print_uitleg(leg_uit(context, boeking))


@main.group(help="Het grootboek.")
def ledger() -> None:
    """The ledger."""


@ledger.command("verify", help="Reken elke boeking na en meld elk verschil.")
@click.option("--unit", "eenheid")
def ledger_verify(eenheid: str | None) -> None:
    """Recompute stored postings; exit 1 when one differs."""
    from core.ledger.services import controleer_grootboek

    with _context() as context:
        verslag = controleer_grootboek(context, eenheid)
    for verschil in verslag.verschillen:
        click.echo(str(verschil))
    if verslag.niet_na_te_rekenen:
        click.echo(f"{verslag.niet_na_te_rekenen} boekingen niet na te rekenen: hun regel is niet geïnstalleerd.")
    if verslag.zonder_invoer:
        waarom = "; ".join(verslag.vernietigingen) or "zonder besluit"
        click.echo(f"{verslag.zonder_invoer} boekingen zonder invoer, alleen de hash is gecontroleerd: {waarom}.")
    click.echo(f"{verslag.gecontroleerd} boekingen nagerekend, {len(verslag.verschillen)} verschillen.")
    sys.exit(1 if verslag.verschillen else 0)


@ledger.command("preview", help="Reken voor wat een wijziging kost, per mens en maand; er wordt niets opgeslagen.")
@click.option("--unit", "eenheid", required=True)
@click.option("--period", "periode", help="De maand van de run, JJJJ-MM; zonder maand de eerste die komt.")
@click.option("--bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Nieuwe salarissen.")
@click.option("--procent", help="Een verhoging van alle salarissen, als 3,5.")
@click.option("--vanaf", type=click.DateTime(["%Y-%m-%d"]), help="De dag waarop de verhoging ingaat.")
@click.option("--schaal", type=int, help="Alleen deze schaal.")
@click.option("--bron", default="voorbeeld", show_default=True, help="Waar de verhoging staat.")
@click.option("--voorstel", "voorstellen", type=int, multiple=True, help="Alsof dit voorstel is goedgekeurd.")
@click.option("--naar", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf elke regel in dit CSV-bestand.")
@click.option("--als", required=True, help="Je inlognaam.")
def ledger_preview(
    eenheid: str,
    periode: str | None,
    bestand: Path | None,
    procent: str | None,
    vanaf: datetime | None,
    schaal: int | None,
    bron: str,
    voorstellen: tuple[int, ...],
    naar: Path | None,
    als: str,
) -> None:
    """Print what a change comes to; exit 1 when the file of salaries has errors."""
    from core.ledger.voorbeeld import als_csv, komende_maand, maak_voorbeeld
    from core.people.verhoging import Verhoging, lees_procent, met_procent, uit_bestand

    if (bestand is None) == (procent is None) and not (bestand is None and voorstellen):
        raise click.UsageError("kies --bestand of --procent, met of zonder --voorstel, of alleen --voorstel")
    if procent is not None and vanaf is None:
        raise click.UsageError("zeg met --vanaf wanneer de verhoging ingaat")
    with _context(als) as context, voortgang("Voorbeeld berekenen") as stap:
        verhoging = Verhoging(())
        if bestand is not None:
            verhoging = uit_bestand(context, eenheid, bestand.read_bytes())
        elif procent is not None and vanaf is not None:
            verhoging = met_procent(context, eenheid, vanaf.date(), lees_procent(procent), bron, schaal)
        for fout in verhoging.fouten:
            click.echo(str(fout))
        if verhoging.fouten:
            sys.exit(1)
        voorbeeld = maak_voorbeeld(
            context,
            eenheid,
            periode or komende_maand(context, eenheid),
            salarissen=verhoging.stappen,
            voorstellen=voorstellen,
            voortgang=stap,
        )
    for maand, oud, nieuw, verschil in voorbeeld.per_maand:
        click.echo(f"{maand}  oud {oud / 100:>14.2f}  nieuw {nieuw / 100:>14.2f}  verschil {verschil / 100:>12.2f}")
    mensen = len({regel.medewerker_id for regel in voorbeeld.gewijzigd})
    click.echo(
        f"Samen {voorbeeld.verschil_centen / 100:.2f} euro voor {mensen} mensen;"
        f" de run van {voorbeeld.periode} boekt {voorbeeld.boekt_centen / 100:.2f} euro. Er is niets opgeslagen."
    )
    if naar is not None:
        naar.write_bytes(als_csv(voorbeeld))
        click.echo(f"Elke regel staat in {naar}.")


@ledger.command("reproduce", help="Maak een run opnieuw van wat toen bekend was, en meld elk verschil.")
@click.argument("run", type=int)
@click.option("--als", help="Je inlognaam; zonder naam leest het programma.")
def ledger_reproduce(run: int, als: str | None) -> None:
    """Make a past run again; exit 1 when anything differs or cannot be made again."""
    from core.ledger.terugblik.services import bouw_na

    with _context(als) as context:
        uitkomst = bouw_na(context, run)
    for verschil in uitkomst.verschillen:
        click.echo(str(verschil))
    bestand = "geen loonbestand" if uitkomst.regels is None else f"{uitkomst.regels} regels in het loonbestand"
    click.echo(
        f"{uitkomst.nagerekend} boekingen en {bestand} opnieuw gemaakt,"
        f" {uitkomst.niet_na_te_rekenen} niet na te rekenen, {uitkomst.zonder_invoer} zonder invoer,"
        f" {len(uitkomst.verschillen)} verschillen."
    )
    sys.exit(0 if uitkomst.gelijk else 1)


@ledger.command("known", help="Het grootboek zoals het op een dag was, per mens en maand, als CSV.")
@click.option("--unit", "eenheid", required=True)
@click.option("--op", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Aan het eind van deze dag.")
@click.option("--naar", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf het in dit CSV-bestand.")
@click.option("--als", help="Je inlognaam; zonder naam leest het programma.")
def ledger_known(eenheid: str, op: datetime, naar: Path | None, als: str | None) -> None:
    """Write the books as they stood at the end of a day."""
    from core.ledger.terugblik.services import boekstand, boekstand_als_csv

    with _context(als) as context:
        stand = boekstand(context, eenheid, op.date(), aantal=0)
        if naar is not None:
            naar.write_bytes(boekstand_als_csv(context, eenheid, op.date()).inhoud)
    for run in stand.teruggegeven:
        click.echo(f"De run van {run.periode} was toen goedgekeurd en is later teruggegeven; dat is niet bewaard.")
    click.echo(f"{stand.boekingen} boekingen uit {len(stand.runs)} runs, samen {stand.centen / 100:.2f} euro.")


@ledger.command("whatif", help="Reken een scenario door: andere cijfers, over veel maanden; er wordt niets geboekt.")
@click.option("--unit", "eenheden", multiple=True, help="Een dienstonderdeel; mag vaker.")
@click.option("--van", help="De eerste maand, JJJJ-MM.")
@click.option("--tot", help="De laatste maand, JJJJ-MM.")
@click.option("--waarde", "waarden", multiple=True, help="sleutel=waarde@JJJJ-MM-DD; mag vaker.")
@click.option("--naam", default="Scenario", show_default=True)
@click.option("--scenario", "nummer", type=int, help="Een scenario dat al bewaard is, in plaats van een nieuw.")
@click.option("--opnieuw", is_flag=True, help="Reken een bewaard scenario ook opnieuw als het al is uitgerekend.")
@click.option("--naar", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf alles in dit XLSX-bestand.")
@click.option("--als", required=True, help="Je inlognaam.")
def ledger_whatif(
    eenheden: tuple[str, ...],
    van: str | None,
    tot: str | None,
    waarden: tuple[str, ...],
    naam: str,
    nummer: int | None,
    opnieuw: bool,
    naar: Path | None,
    als: str,
) -> None:
    """Make or take a scenario, calculate it and print what it comes to; exit 1 when it cannot be calculated."""
    from core.ledger.scenario.models import Scenariostatus
    from core.ledger.scenario.services import lees_waarde_van, maak, reken
    from core.ledger.scenario.uitkomst import uitkomst
    from core.ledger.scenario.werkboek import werkboek

    if (nummer is None) == (not eenheden or van is None or tot is None or not waarden):
        raise click.UsageError("geef --unit, --van, --tot en --waarde, of alleen --scenario")
    with _context(als) as context, voortgang("Scenario berekenen") as stap:
        if nummer is None:
            gelezen = [lees_waarde_van(tekst) for tekst in waarden]
            nummer = maak(context, naam, eenheden, van or "", tot or "", gelezen)
            opnieuw = True
        if opnieuw or uitkomst(context, nummer).scenario.status is not Scenariostatus.KLAAR:
            reken(context, nummer, stap, _installatie)
        wat = uitkomst(context, nummer)
        if wat.scenario.status is not Scenariostatus.KLAAR:
            click.echo(f"Scenario {nummer} is niet uitgerekend: {wat.scenario.fout}")
            sys.exit(1)
        if naar is not None:
            naar.write_bytes(werkboek(context, nummer).inhoud)
    for maand in wat.per_maand:
        click.echo(
            f"{maand.periode}  oud {maand.oud_centen / 100:>14.2f}  nieuw {maand.nieuw_centen / 100:>14.2f}"
            f"  verschil {maand.verschil_centen / 100:>12.2f}"
        )
    gewijzigd = sum(regel.gewijzigd for regel in wat.per_eenheid)
    onbekend = sum(regel.niet_berekend for regel in wat.per_eenheid)
    click.echo(
        f"Scenario {nummer}: samen {wat.verschil_centen / 100:.2f} euro voor {gewijzigd} mensen;"
        f" voor {onbekend} mensen is een deel niet berekend."
        " Er is niets geboekt."
    )
    if naar is not None:
        click.echo(f"Alles staat in {naar}.")


@main.group(help="Het auditspoor.")
def audit() -> None:
    """The audit trail."""


@audit.command("seal", help="Neem nieuwe regels op in de keten.")
def audit_seal() -> None:
    """Chain new rows."""
    from core.storage.audit import verzegel

    with _context() as context:
        click.echo(f"{verzegel(context.database)} regels verzegeld.")


@audit.command("verify", help="Controleer de keten; eindigt met 1 als er iets is gewijzigd of weg is.")
def audit_verify() -> None:
    """Verify the chain."""
    from core.storage.audit import controleer

    with _context() as context:
        verslag = controleer(context.database)
    click.echo(str(verslag))
    sys.exit(0 if verslag.klopt else 1)


@main.command("import", help="Lees een CSV of XLSX in; met fouten wordt niets bewaard. Zonder bestand: de soorten.")
@click.argument("soort", required=False)
@click.argument("bestand", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--als", required=True, help="Je inlognaam.")
@click.option("--alleen-controleren", is_flag=True, help="Zeg wat er zou gebeuren, zonder te bewaren.")
def import_(soort: str | None, bestand: Path | None, als: str, alleen_controleren: bool) -> None:
    """Import a CSV or XLSX file, or list the kinds; exit 1 when a row is wrong."""
    from core.people.invoerbestand import importeer, importsoorten, lees_en_controleer

    with _context(als) as context:
        if soort is None or bestand is None:
            for bekend in importsoorten(context):
                click.echo(f"{bekend.id:<24} {bekend.naam}: {', '.join(bekend.kolommen)}")
            return
        verslag = (lees_en_controleer if alleen_controleren else importeer)(context, soort, bestand.read_bytes())
    for fout in verslag.fouten:
        click.echo(str(fout))
    if verslag.fouten:
        click.echo(f"{len(verslag.fouten)} fouten in {verslag.regels} regels; er is niets bewaard.")
        sys.exit(1)
    click.echo(f"{verslag.nieuw} nieuw, {verslag.gewijzigd} gewijzigd, {verslag.ongewijzigd} ongewijzigd.")


@main.command("export", help="Maak een bestand van een maand. Zonder soort: welke soorten er zijn.")
@click.argument("soort", required=False)
@click.argument("periode", required=False, metavar="JJJJ-MM")
@click.option("--als", required=True, help="Je inlognaam.")
@click.option("--map", "map_", default=".", type=click.Path(file_okay=False, exists=True, path_type=Path), help="Waar.")
def export_(soort: str | None, periode: str | None, als: str, map_: Path) -> None:
    """Write a file of a unit, or list the kinds."""
    from core.people.exporten import exporttypen, maak_export

    with _context(als) as context:
        if soort is None or periode is None:
            for bekend in exporttypen(context):
                click.echo(f"{bekend.id:<24} {bekend.naam}")
            return
        naam, _type, inhoud = maak_export(context, soort, periode)
    doel = map_ / Path(naam).name
    doel.write_bytes(inhoud)
    click.echo(f"{doel} geschreven.")


@main.command(help="Serveer de site.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", "poort", default=8000, show_default=True)
@click.option("--workers", "werkers", default=2, show_default=True)
def serve(host: str, poort: int, werkers: int) -> None:
    """Serve the site with gunicorn until stopped."""
    from core.web.server import serveer

    serveer(host, poort, werkers)


@main.command(help="Een gevulde site om te proberen: een verzonnen bevolking, alleen op deze machine.")
@click.option("--opnieuw", is_flag=True, help="Gooi de vorige demo weg en vul opnieuw.")
@click.option("--zonder-site", is_flag=True, help="Vul en toon de maand, maar serveer de site niet.")
@click.option("--port", "poort", default=8000, show_default=True, help="De eerste poort die wordt geprobeerd.")
def demo(opnieuw: bool, zonder_site: bool, poort: int) -> None:
    """Fill a demo database once, show the last month, and serve the site."""
    from core.demo import toon_demo

    toon_demo(opnieuw=opnieuw, met_site=not zonder_site, poort=poort)


@main.command(help="Draai de planner: een eigen proces dat jobs op tijd uitvoert en inhaalt wat gemist is.")
def scheduler() -> None:
    """Run the scheduler process."""
    from core.jobs.planner import draai

    with _context() as context:
        draai(context)


@contextmanager
def voortgang(titel: str) -> Iterator[Any]:
    """Show a progress bar on a terminal for work that takes long; yields ``stap(gedaan, totaal)``."""
    from rich.progress import Progress

    with Progress(transient=True, disable=not sys.stderr.isatty()) as balk:
        taak = balk.add_task(titel, total=None)

        def stap(gedaan: int, totaal: int) -> None:
            balk.update(taak, completed=gedaan, total=totaal)

        yield stap


def print_uitleg(uitleg: Any) -> None:
    """Print an explanation for a reader."""
    click.echo(uitleg.titel)
    for regel in uitleg.regels:
        figuur = (
            f" [{regel['parameter']} = {regel['waarde']} vanaf {regel['vanaf']}, {regel['zekerheid']}]"
            if regel["parameter"]
            else ""
        )
        click.echo(f"  {regel['artikel']:<14} {regel['tekst']}{figuur}")

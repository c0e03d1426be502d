# SPDX-License-Identifier: EUPL-1.2
"""Writes the regulations as Markdown: what their pages in the site show, without anything that differs by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.dossiers.termijnen import Afwijken
from core.plugins import Installatie
from core.regulations.blad import Blad, Casussen, Dekking, Termijnblad, blad, casussen
from core.regulations.catalogus import Regeling, Regelsoort, Regelstand, Stand
from core.rules.parameters import Parameterset, toon_waarde

_KOP = """\
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- Gemaakt door `annex regulations docs`; wijzig de catalogus, niet dit bestand. -->
"""

_STAND = {
    Stand.GECATALOGISEERD: "beschreven, nog niet uitgevoerd",
    Stand.REKENREGEL: "alleen als berekening",
    Stand.IN_UITVOERING: "in uitvoering",
}
_SOORT = {
    Regelsoort.BEREKENING: "Berekening",
    Regelsoort.AFDWINGBAAR: "Iets wat moet of niet mag",
    Regelsoort.TERMIJN: "Termijn",
    Regelsoort.BESLUIT: "Besluit van een mens",
    Regelsoort.INFORMATIE: "Informatie",
}
_AFWIJKEN = {
    Afwijken.VRIJ: "mag korter of langer zijn",
    Afwijken.STRENGER: "mag alleen korter zijn",
    Afwijken.NOOIT: "is overal hetzelfde",
}


def schrijf(installatie: Installatie, map_: Path) -> list[Path]:
    """Write a file for each unit and an index into a folder, and return them; a unit that is gone loses its file."""
    map_.mkdir(parents=True, exist_ok=True)
    bladen = documentatie(installatie)
    for oud in map_.glob("*.md"):
        if oud.name not in bladen and oud.read_text(encoding="utf-8").startswith(_KOP):
            oud.unlink()
    for naam, tekst in bladen.items():
        (map_ / naam).write_text(tekst, encoding="utf-8")
    return [map_ / naam for naam in bladen]


def documentatie(installatie: Installatie) -> dict[str, str]:
    """Return the text of every file by its name."""
    gelezen = casussen(installatie)
    per_eenheid: dict[str, list[Regeling]] = {}
    for regeling in installatie.regelingen.values():
        per_eenheid.setdefault(regeling.eenheid, []).append(regeling)
    uit = {"README.md": _tekst(_inhoud(installatie, per_eenheid))}
    for eenheid, regelingen in per_eenheid.items():
        uit[f"{eenheid}.md"] = _tekst(_van_eenheid(installatie, eenheid, regelingen, gelezen))
    return uit


def _tekst(regels: Iterator[str]) -> str:
    return _KOP + "\n".join(regels) + "\n"


def _naam(installatie: Installatie, eenheid: str) -> str:
    return installatie.eenheden[eenheid].naam if eenheid in installatie.eenheden else eenheid


def _inhoud(installatie: Installatie, per_eenheid: dict[str, list[Regeling]]) -> Iterator[str]:
    totaal = Dekking.van(*installatie.regelingen.values())
    yield "# Regelingen"
    yield ""
    yield f"Annex voert {_uitgevoerd(totaal)} uit van het personeelsreglement en de bijlagen."
    for eenheid, regelingen in per_eenheid.items():
        yield ""
        yield f"## {_naam(installatie, eenheid)}"
        yield ""
        yield from _tabel(
            ("Regeling", "Code", "Stand", "Regels uitgevoerd"),
            [
                (
                    f"[{regeling.titel}]({eenheid}.md#{regeling.id.lower()})",
                    regeling.id,
                    _STAND[regeling.stand],
                    _kort(Dekking.van(regeling)),
                )
                for regeling in regelingen
            ],
        )


def _van_eenheid(
    installatie: Installatie, eenheid: str, regelingen: Sequence[Regeling], gelezen: Casussen
) -> Iterator[str]:
    yield f"# {_naam(installatie, eenheid)}"
    yield ""
    yield f"Annex voert {_uitgevoerd(Dekking.van(*regelingen))} uit. [Alle regelingen](README.md)"
    for regeling in regelingen:
        yield ""
        yield from _regeling(installatie, blad(installatie, regeling, gelezen))


def _regeling(installatie: Installatie, deel: Blad) -> Iterator[str]:
    regeling = deel.regeling
    # The code alone is the heading, so that the address of a regulation does not change with its title.
    yield f"## {regeling.id}"
    yield ""
    yield f"**{regeling.titel}.** {regeling.samenvatting}"
    yield ""
    yield f"- Stand: {_STAND[regeling.stand]}; {_kort(deel.dekking)}"
    yield f"- Geldt vanaf: {regeling.vanaf or 'staat niet in de tekst'}; tot: {regeling.tot or 'geen einde genoemd'}"
    yield f"- Plaats in de bron: {regeling.bronregels}"
    yield f"- Artikelen: {', '.join(f'{artikel.naam} ({artikel.titel})' for artikel in regeling.artikelen)}"
    if regeling.vanaf_toelichting:
        yield f"- {regeling.vanaf_toelichting}"
    if deel.regels:
        yield ""
        yield from _tabel(
            ("Soort regel", "Uitgevoerd", "Alleen als berekening", "Nog niet uitgevoerd"),
            [
                (
                    _SOORT[soort],
                    *(
                        ", ".join(standen[stand]) or "–"
                        for stand in (Regelstand.UITGEVOERD, Regelstand.REKENREGEL, Regelstand.OPEN)
                    ),
                )
                for soort, standen in deel.regels.items()
            ],
        )
    if deel.termijnen:
        yield ""
        yield from _termijnen(installatie, deel.termijnen)
    if deel.berekeningen:
        yield ""
        yield from _tabel(
            ("Berekening", "Versie", "Artikelen", "Casussen"),
            [
                (
                    f"`{regel.id}`",
                    str(regel.versie),
                    ", ".join(regel.artikelen),
                    ", ".join(casus.titel or casus.id.replace("-", " ") for casus in deel.casussen[regel.id]) or "–",
                )
                for regel in deel.berekeningen
            ],
        )
    if deel.sleutels:
        yield ""
        yield from _parameters(deel, installatie.parameters)
    for vraag in regeling.open_vragen:
        yield ""
        yield f"> Open vraag: {vraag}"


def _termijnen(installatie: Installatie, termijnen: Sequence[Termijnblad]) -> Iterator[str]:
    rijen = []
    for deel in termijnen:
        termijn = deel.termijn
        rijen.append((termijn.titel, str(termijn.duur), termijn.begin, termijn.wie, _AFWIJKEN[termijn.afwijken]))
        rijen += [
            (
                f"{_naam(installatie, werking.eenheid)}: eigen termijn",
                str(werking.duur),
                termijn.begin,
                termijn.wie,
                f"{werking.afwijking.artikel}: {werking.afwijking.reden}",
            )
            for werking in deel.afwijkend
            if werking.afwijking
        ]
    yield from _tabel(("Termijn", "Binnen", "Vanaf", "Wie", "Eigen termijn"), rijen)


def _parameters(deel: Blad, parameters: Parameterset) -> Iterator[str]:
    rijen = []
    for sleutel in deel.sleutels:
        wat = f"{sleutel.omschrijving} `{sleutel.sleutel}`"
        reeks = parameters.reeks(sleutel.sleutel)
        rijen += [
            (wat if nr == 0 else "", toon_waarde(feit.waarde), feit.vanaf.isoformat(), str(feit.zekerheid), feit.bron)
            for nr, feit in enumerate(reeks)
        ] or [(wat, "niet bekend", "–", "–", "–")]
    yield from _tabel(("Parameter", "Waarde", "Vanaf", "Zekerheid", "Bron"), rijen)


def _uitgevoerd(dekking: Dekking) -> str:
    tekst = f"{dekking.uitgevoerd} van de {dekking.totaal} regels"
    return f"{tekst} (en {dekking.rekenregel} als berekening)" if dekking.rekenregel else tekst


def _kort(dekking: Dekking) -> str:
    if not dekking.totaal:
        return "geen regels"
    tekst = f"{dekking.uitgevoerd} van {dekking.totaal}"
    return f"{tekst}, en {dekking.rekenregel} als berekening" if dekking.rekenregel else tekst


def _tabel(kop: Sequence[str], rijen: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _rij(kop)
    yield "|" + "---|" * len(kop)
    for rij in rijen:
        yield _rij(rij)


def _rij(cellen: Sequence[str]) -> str:
    return "| " + " | ".join(cel.replace("|", "\\|").replace("\n", " ") for cel in cellen) + " |"

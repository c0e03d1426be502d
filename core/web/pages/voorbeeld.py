# SPDX-License-Identifier: EUPL-1.2
"""What a raise or a new figure comes to, by person and month, before anything is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from core.contributions import Menupunt, Paginas
from core.ledger.procedure import OPEN
from core.ledger.services import runs
from core.ledger.voorbeeld import (
    GROOTSTE_IN_BROWSER,
    Voorbeeld,
    VoorbeeldTeGroot,
    als_csv,
    komende_maand,
    maak_voorbeeld,
)
from core.people.csvbestand import Importfout
from core.people.policy import Doel
from core.people.verhoging import Verhoging, als_bestand, lees_procent, met_procent, uit_bestand
from core.regulations.parameterbeheer.services import open_voorstellen
from core.rules.invoer import Geweigerd
from core.web.drawing import Staaf, staven
from core.web.filters import maand, verschil
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst
from core.web.request import PER_BLADZIJDE, ctx, ingeschakeld
from core.web.rights import vereist

bp = Blueprint("voorbeeld", __name__, url_prefix="/voorbeeld")
PAGINAS = Paginas(bp, (Menupunt("Voorbeeldberekening", "voorbeeld.begin", "maak", "core.run", 33),))

MANIEREN = ("procent", "bestand", "voorstel")
MEESTE_FOUTEN = 200


@dataclass(frozen=True)
class Persoonregel:
    """What the change comes to for one person, in cents."""

    naam: str
    personeelsnummer: str
    maanden: int
    oud: int
    nieuw: int

    @property
    def verschil(self) -> int:
        """New minus old."""
        return self.nieuw - self.oud


@dataclass(frozen=True)
class Uitkomst:
    """What the page shows of a preview."""

    voorbeeld: Voorbeeld
    verhoging: Verhoging

    @property
    def personen(self) -> list[Persoonregel]:
        """By person, the largest difference first."""
        per: dict[int, list[int]] = {}
        wie: dict[int, tuple[str, str]] = {}
        for regel in self.voorbeeld.gewijzigd:
            stand = per.setdefault(regel.medewerker_id, [0, 0, 0])
            wie[regel.medewerker_id] = (regel.naam, regel.personeelsnummer)
            stand[0] += 1
            stand[1] += regel.oud_centen
            stand[2] += regel.nieuw_centen
        regels = [Persoonregel(*wie[persoon], *stand) for persoon, stand in per.items()]
        return sorted(regels, key=lambda regel: (-abs(regel.verschil), regel.naam))

    @property
    def openstaand(self) -> int:
        """How many persons and months hold facts that cannot be calculated."""
        return sum(bool(regel.openstaand) for regel in self.voorbeeld.regels)


@bp.get("/")
@vereist("maak", "core.run")
def begin() -> ResponseReturnValue:
    """Show the forms: a percentage, a file, or proposed figures."""
    return _pagina([])


@bp.post("/")
@vereist("maak", "core.run")
def bereken() -> ResponseReturnValue:
    """Calculate a preview, or hand out the files that belong to it; nothing is stored."""
    context = ctx()
    eenheid, manier, stap = veldtekst("eenheid"), veldtekst("manier"), veldtekst("stap")
    context.eis("maak", Doel("core.run", eenheid=eenheid))
    try:
        if manier not in MANIEREN:
            raise Geweigerd("", _("Kies waarmee je wilt rekenen."))
        voorstellen = _voorstellen() if manier == "voorstel" else []
        verhoging = Verhoging(()) if manier == "voorstel" else _verhoging(eenheid, manier)
        if verhoging.fouten:
            return _pagina([], bestandsfouten=verhoging.fouten)
        if manier != "voorstel" and not verhoging.stappen:
            raise Geweigerd(manier, _("hierdoor verandert er voor niemand een salaris"))
        if stap == "importbestand":
            return _bestand(f"inschalingen-{eenheid}.csv", als_bestand(verhoging.stappen))
        voorbeeld = maak_voorbeeld(
            context,
            eenheid,
            veldtekst("periode"),
            salarissen=verhoging.stappen,
            voorstellen=voorstellen,
            hoogstens=GROOTSTE_IN_BROWSER,
        )
    except Geweigerd as fout:
        return _pagina(veldfouten(fout))
    except VoorbeeldTeGroot as fout:
        return _pagina(veldfouten(Geweigerd("eenheid", str(fout))))
    if stap == "csv":
        return _bestand(f"voorbeeld-{eenheid}-{voorbeeld.periode}.csv", als_csv(voorbeeld))
    return _pagina([], Uitkomst(voorbeeld, verhoging))


def _verhoging(eenheid: str, manier: str) -> Verhoging:
    context = ctx()
    if manier == "bestand":
        bestand = request.files.get("bestand")
        if bestand is None or not bestand.filename:
            raise Geweigerd("bestand", _("kies een bestand"))
        return uit_bestand(context, eenheid, bestand.read())
    schaal = veldtekst("schaal")
    if schaal and not schaal.isdecimal():
        raise Geweigerd("schaal", _("kies een schaal van 1 tot en met 19"))
    procent = lees_procent(veldtekst("procent"))
    return met_procent(
        context, eenheid, lees_datum("vanaf"), procent, veldtekst("bron"), int(schaal) if schaal else None
    )


def _voorstellen() -> list[int]:
    nummers = [int(waarde) for waarde in request.form.getlist("voorstel") if waarde.isdecimal()]
    if not nummers:
        raise Geweigerd("voorstel", _("kies een voorstel"))
    return nummers


def _bestand(naam: str, inhoud: bytes) -> Response:
    return Response(inhoud, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{naam}"'})


def _pagina(
    fouten: Fouten, uitkomst: Uitkomst | None = None, bestandsfouten: Sequence[Importfout] = ()
) -> ResponseReturnValue:
    context = ctx()
    betalend = {bron.eenheid for bron in context.installatie.maandbronnen} & ingeschakeld()
    eenheden = [e for e in sorted(betalend) if context.mag("maak", Doel("core.run", eenheid=e))]
    gekozen = veldtekst("eenheid") or (eenheden[0] if eenheden else "")
    pagina = render_template(
        "kern/voorbeeld.html",
        eenheden=[{"waarde": e, "tekst": context.installatie.eenheden[e].afkorting} for e in eenheden],
        eenheid=gekozen,
        maanden=[{"waarde": periode, "tekst": maand(periode)} for periode in _maanden(gekozen)],
        voorstellen=open_voorstellen(context) if _mag_voorstellen() else (),
        gekozen_voorstellen=set(request.form.getlist("voorstel")) | {request.args.get("voorstel", "")},
        uitkomst=uitkomst,
        personen=uitkomst.personen if uitkomst else [],
        tekening=_tekening(uitkomst.voorbeeld) if uitkomst else None,
        meeste=PER_BLADZIJDE * 4,
        bestandsfouten=bestandsfouten[:MEESTE_FOUTEN],
        aantal_bestandsfouten=len(bestandsfouten),
        manier=veldtekst("manier"),
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten or bestandsfouten else 200


def _tekening(voorbeeld: Voorbeeld) -> Markup | None:
    """Draw the difference of every month, where there are several and none is below zero."""
    maanden = voorbeeld.per_maand
    if len(maanden) < 2 or any(anders < 0 for *_rest, anders in maanden):
        return None
    return staven(
        [Staaf(maand(periode), anders, verschil(anders)) for periode, _oud, _nieuw, anders in maanden],
        titel=_("Verschil per maand"),
        omschrijving=_("Een staaf per maand. De bedragen staan in de tabel eronder."),
    )


def _mag_voorstellen() -> bool:
    context = ctx()
    return context.installatie.beleid.mag_ergens(context.actor, "bekijk", "core.parameter")


def _maanden(eenheid: str) -> list[str]:
    """Return the month that comes now, and others that are open."""
    context = ctx()
    if not eenheid or not context.mag("maak", Doel("core.run", eenheid=eenheid)):
        return []
    open_ = {run.periode for run in runs(context, eenheid) if run.status in OPEN}
    komende = komende_maand(context, eenheid)
    return [komende, *sorted(open_ - {komende}, reverse=True)]

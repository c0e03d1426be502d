# SPDX-License-Identifier: EUPL-1.2
"""Duties that nobody has: who could take them, asking with one button, and the page to say yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core.context import Context
from core.contributions import Menupunt, Paginas, Startblok, Werkpunt
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER
from core.web.drawing import Punt, punten
from core.web.forms import veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.vervangvragen import overzicht as lezen
from plugins.jio.consignatie.vervangvragen import services
from plugins.jio.consignatie.vervangvragen.models import Antwoord
from plugins.jio.consignatie.vervangvragen.overzicht import Vraagdossier
from plugins.jio.consignatie.vervangvragen.policy import VERVANGVRAAG
from plugins.jio.consignatie.vervangvragen.procedure import Vraagstatus
from plugins.jio.menu import ROOSTER

bp = Blueprint("jio_vervanging", __name__, url_prefix="/invallen", template_folder="../templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Invallen", "jio_vervanging.aan_mij", "antwoord", VERVANGVRAAG, 13),
        Menupunt("Niet gevulde diensten", "jio_vervanging.overzicht", "regel", policy.VERVANGING, 21, ROOSTER),
    ),
)

_ALLEN = "allen"


@bp.get("/diensten")
@vereist("regel", policy.VERVANGING)
def overzicht() -> str:
    """Show every duty with open time, and the requests that run."""
    return render_template("jio/onbedekt.html", beeld=lezen.onbedekt(ctx()), woorden=woorden, vraagstaat=vraagstaat)


@bp.get("/diensten/<int:dienst>")
@vereist("regel", policy.VERVANGING)
def toon(dienst: int) -> str:
    """Show who could take the open time of a duty, who was asked, and what they said."""
    context = ctx()
    dossier = lezen.vraagdossier(context, dienst, _moment(request.args.get("van", "")))
    return render_template(
        "jio/invallen.html",
        dossier=dossier,
        tekening=_tekening(dossier),
        woorden=woorden,
        vraagstaat=vraagstaat,
        antwoordstaat=antwoordstaat,
        uren=uren,
        zelf=context.actor.medewerker_id,
    )


@bp.post("/diensten/<int:dienst>")
@vereist("regel", policy.VERVANGING)
def vraag(dienst: int) -> ResponseReturnValue:
    """Ask one colleague, or everybody who can."""
    context, wie, van = ctx(), veldtekst("wie"), _moment(veldtekst("van"))
    if van is None or not (wie == _ALLEN or wie.isdecimal()):
        abort(400)
    return voer_uit(
        lambda: services.vraag(context, dienst, van, None if wie == _ALLEN else [int(wie)]),
        _("De vraag is verstuurd. Wie het eerst ja zegt, krijgt de dienst zodra jij het vastlegt."),
        url_for("jio_vervanging.toon", dienst=dienst, van=van.isoformat()),
    )


@bp.post("/diensten/<int:dienst>/vraag/<int:nummer>/<stap>")
@vereist("regel", policy.VERVANGING)
def regel(dienst: int, nummer: int, stap: str) -> ResponseReturnValue:
    """Record the yes of a colleague, or withdraw the request."""
    context = ctx()
    daden: Mapping[str, tuple[Callable[[], object], str]] = {
        "leg_vast": (
            partial(services.leg_vast, context, nummer),
            _("Vastgelegd: de dienst staat in het rooster. Wie nog gevraagd was, heeft een bericht."),
        ),
        "trek_in": (
            partial(services.trek_in, context, nummer),
            _("De vraag is ingetrokken. Wie gevraagd was, heeft een bericht."),
        ),
    }
    if stap not in daden:
        abort(404)
    daad, gelukt = daden[stap]
    return voer_uit(daad, gelukt, url_for("jio_vervanging.toon", dienst=dienst))


@bp.get("/")
@vereist("antwoord", VERVANGVRAAG)
def aan_mij() -> str:
    """Show the reader what colleagues ask, open requests first."""
    return render_template(
        "jio/invallen_gevraagd.html", gevraagd=lezen.aan_mij(ctx()), woorden=woorden, stand=eigen_stand
    )


@bp.get("/vraag/<int:nummer>")
@vereist("antwoord", VERVANGVRAAG)
def toon_vraag(nummer: int) -> str:
    """Show one request with what a yes would do, and the two answers."""
    context = ctx()
    return render_template(
        "jio/invallen_vraag.html",
        gevraagd=lezen.aan_mij_gevraagd(context, nummer),
        woorden=woorden,
        stand=eigen_stand,
        zelf=context.actor.medewerker_id,
    )


@bp.post("/vraag/<int:nummer>/<gezegd>")
@vereist("antwoord", VERVANGVRAAG)
def antwoord(nummer: int, gezegd: str) -> ResponseReturnValue:
    """Say yes or no."""
    zinnen = {
        "ja": _("Je valt in, zodra het is vastgelegd. Je krijgt daar een bericht van."),
        "nee": _("Je hebt nee gezegd. Daar hoef je geen reden voor te geven."),
    }
    if gezegd not in zinnen:
        abort(404)
    return voer_uit(
        partial(services.antwoord, ctx(), nummer, gezegd == "ja"),
        zinnen[gezegd],
        url_for("jio_vervanging.toon_vraag", nummer=nummer),
    )


def vraagstaat(status: Vraagstatus) -> woorden.Staat:
    """Return how far a request is."""
    alle: dict[Vraagstatus, woorden.Staat] = {
        Vraagstatus.OPEN: ("wacht", _("wacht op antwoord")),
        Vraagstatus.TOEGEZEGD: ("let_op", _("ja gezegd, nog vast te leggen")),
        Vraagstatus.VASTGELEGD: ("vastgelegd", _("vastgelegd")),
        Vraagstatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
        Vraagstatus.VERLOPEN: ("neutraal", _("verlopen")),
    }
    return alle[status]


def antwoordstaat(gegeven: Antwoord | None) -> woorden.Staat:
    """Return what somebody answered."""
    if gegeven is None:
        return ("wacht", _("nog geen antwoord"))
    return ("goed", _("ja")) if gegeven is Antwoord.JA else ("neutraal", _("nee"))


def eigen_stand(gevraagd: lezen.Gevraagd) -> woorden.Staat:
    """Return how a request stands for who was asked."""
    status = gevraagd.vraag.status
    eigen = gevraagd.vraag.toegezegd_door_id is not None
    if status is Vraagstatus.VASTGELEGD:
        return ("vastgelegd", _("jij valt in")) if eigen else ("neutraal", _("een collega valt in"))
    if not gevraagd.open:
        return ("neutraal", _("niet meer nodig"))
    if status is Vraagstatus.TOEGEZEGD:
        return ("wacht", _("je zei ja, nog vast te leggen")) if eigen else ("neutraal", _("een collega was je voor"))
    return antwoordstaat(gevraagd.antwoord) if gevraagd.antwoord else ("let_op", _("wacht op jouw antwoord"))


def uren(minuten: int | None) -> str:
    """Write minutes as whole hours."""
    return "–" if minuten is None else str(round(minuten / 60))


def startblokken(context: Context) -> Sequence[Startblok]:
    """Return what the first page tells: a request to the reader, and duties that nobody has."""
    rollen = {rol.rol for rol in context.actor.rollen if rol.eenheid in (None, policy.EENHEID)}
    if policy.EENHEID not in context.actor.eenheden and not rollen:
        return ()
    gevraagd, gaten = lezen.wacht_op_mij(context)
    uit = []
    if gevraagd:
        titel = ngettext(
            "Antwoord op %(num)s vraag om in te vallen", "Antwoord op %(num)s vragen om in te vallen", gevraagd
        )
        zin = _("Een collega zoekt iemand voor een dienst. Wie het eerst ja zegt, krijgt hem.")
        punt = Werkpunt(titel, url_for("jio_vervanging.aan_mij"), _("Zeg ja of nee."))
        uit.append(Startblok(MEDEWERKER.id, 29, _("Invallen"), zin, (punt,)))
    if gaten:
        titel = ngettext("Zoek iemand voor %(num)s dienst", "Zoek mensen voor %(num)s diensten", gaten)
        zin = ngettext(
            "%(num)s dienst heeft tijd waarin niemand dienst heeft.",
            "%(num)s diensten hebben tijd waarin niemand dienst heeft.",
            gaten,
        )
        punt = Werkpunt(titel, url_for("jio_vervanging.overzicht"), staat="let_op", staat_woord=_("niemand"))
        uit += [
            Startblok(rol, 29, _("Niet gevulde diensten"), zin, (punt,))
            for rol in (LEIDINGGEVENDE.id, policy.ROOSTERBEHEERDER.id, policy.OPERATIONEEL_MANAGER.id)
            if rol in rollen or (rol == LEIDINGGEVENDE.id and context.actor.geleide_teams)
        ]
    return uit


def _moment(tekst: str) -> datetime | None:
    try:
        op = datetime.fromisoformat(tekst)
    except ValueError:
        return None
    return op if op.tzinfo is not None else None


def _tekening(dossier: Vraagdossier) -> Markup | None:
    """Draw the hours of everybody this year, so that it is seen who has few."""
    minuten = [(wie.naam, wie.minuten_dit_jaar) for wie in dossier.kandidaten if wie.minuten_dit_jaar is not None]
    if len(minuten) < 2:
        return None
    gedaan = {naam: round(aantal / 60) for naam, aantal in minuten}
    return punten(
        [Punt(naam, aantal, _("%(uren)s uur", uren=aantal)) for naam, aantal in gedaan.items()],
        eenheid=_("uur"),
        titel=_("Uren consignatie dit jaar, een punt per collega"),
        omschrijving=_("Van weinig uren links naar veel uren rechts."),
        # From the hundred below the fewest: who is rostered by turns differs little on a scale from nothing.
        vanaf=min(gedaan.values()) // 100 * 100,
        taal=ctx().taal,
    )

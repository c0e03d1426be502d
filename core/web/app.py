# SPDX-License-Identifier: EUPL-1.2
"""The web application: pages of the core and of the plugins, behind one log-in and one table of rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from core.calendar.tijd import lokale_datum
from core.context import Context
from core.contributions import Paginas
from core.people.aanmelden import sessie_van
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER, Actor
from core.plugins import Installatie, PluginFout, zonder_opruimen
from core.settings import Instellingen
from core.storage.engine import Database
from core.web import errors, filters, i18n, login
from core.web.menu import Groep, menu
from core.web.pages import KERNGROEPEN
from core.web.rights import Recht, Toegang, controleer, openbaar, recht_van
from core.web.security import VEILIGE_METHODEN, cookienaam, eis_token, token_voor_inloggen, zet_koppen
from core.web.services import bezoek, ingeschakeld
from core.web.sessions import Websessies, websessie

GROOTSTE_AANVRAAG = 10 * 1024 * 1024
"""Bytes of a request: a CSV of a hundred thousand people fits."""

LANG_BEWAREN = "public, max-age=31536000, immutable"


@zonder_opruimen()
def maak_app(
    installatie: Installatie,
    database: Database,
    instellingen: Instellingen,
    klok: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """Return the application. Raises ``RechtOntbreekt`` for a page without a right, ``PluginFout`` for a wrong name."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = GROOTSTE_AANVRAAG
    if instellingen.proxies:
        # Without this the limit on log-ins would count every visitor as one: the proxy.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=instellingen.proxies, x_proto=instellingen.proxies)  # type: ignore[method-assign]
    app.session_interface = Websessies(database, https=instellingen.https)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.zet_klaar(app, installatie)
    filters.zet_klaar(app, installatie)
    errors.zet_klaar(app)
    _bewaar_vaste_bestanden(app)
    poort = Poort(app, installatie, database, instellingen, klok, _registreer(app, installatie))
    app.extensions["annex"] = poort
    app.before_request(poort.laat_binnen)
    app.context_processor(poort.omlijsting)
    app.jinja_env.globals["csrf_token"] = poort.token
    app.after_request(lambda antwoord: zet_koppen(antwoord, https=instellingen.https))
    controleer(app, installatie.beleid)
    return app


class Poort:
    """Stands before every view: who is it, may they in, and is the form ours. And frames the page that follows."""

    def __init__(
        self,
        app: Flask,
        installatie: Installatie,
        database: Database,
        instellingen: Instellingen,
        klok: Callable[[], datetime],
        groepen: tuple[Groep, ...],
    ) -> None:
        self.installatie = installatie
        self.database = database
        self.instellingen = instellingen
        self._app = app
        self.klok = klok
        self._groepen = groepen
        self._eenheid_van = {naam: groep.eenheid for groep in groepen if groep.eenheid for naam in groep.blueprints}
        self._eenheid_van |= {bijdrage.waarde.name: bijdrage.eenheid for bijdrage in installatie.api}
        self._voorcookie = cookienaam(login.VOORCOOKIE, https=instellingen.https)
        self._versie = version("annex-hr")

    def laat_binnen(self) -> ResponseReturnValue | None:
        """Look up who asks, and stop who may not come in."""
        g.nu = self.klok()
        if request.endpoint in ("static", "inloggen.gezond"):
            return None
        self._herken()
        view = self._app.view_functions.get(request.endpoint or "")
        if view is None:
            return None
        recht = recht_van(view)
        if recht is not Toegang.OPENBAAR and "ctx" not in g:
            if request.method not in VEILIGE_METHODEN:
                return redirect(url_for("inloggen.formulier", verlopen="ja"), 303)
            return redirect(url_for("inloggen.formulier", volgende=request.full_path.rstrip("?")), 303)
        if request.method not in VEILIGE_METHODEN:
            eis_token(request, self.token())
        if g.get("moet_wijzigen") and request.blueprint not in ("account", "inloggen"):
            return redirect(url_for("account.toon"), 303)
        eenheid = self.eenheid_van(request.blueprint)
        if eenheid is not None and not self._staat_aan(eenheid):
            if "ctx" not in g:
                # Who is not logged in learns nothing from it, as of an address that never was.
                return Response(status=404, mimetype="text/plain")
            abort(404)
        mag_ergens = self.installatie.beleid.mag_ergens
        if isinstance(recht, Recht) and not mag_ergens(g.ctx.actor, recht.handeling, recht.soort):
            abort(403)
        return None

    def _staat_aan(self, eenheid: str) -> bool:
        """Tell whether a unit is on, also for a page that is open to everybody."""
        return eenheid in (g.eenheden if "eenheden" in g else ingeschakeld(self.database, self.installatie))

    def eenheid_van(self, blueprint: str | None) -> str | None:
        """Return the unit whose plugin brought a blueprint; None for the core's own."""
        return self._eenheid_van.get(blueprint or "")

    def token(self) -> str | None:
        """Return the form token of this session, or the one for logging in; None when there is neither."""
        if "csrf" in g:
            csrf: str = g.csrf
            return csrf
        toeval = g.get("toeval") or request.cookies.get(self._voorcookie)
        return token_voor_inloggen(self.instellingen.geheim, toeval) if toeval else None

    def omlijsting(self) -> dict[str, Any]:
        """Return what the layout shows around a page. It asks nothing of the database: an error page needs it too."""
        context: Context | None = g.get("ctx")
        taal = i18n.taal()
        eenheid = self.eenheid_van(request.blueprint)
        return {
            "taal": taal,
            "talen": [
                {"code": code, "naam": naam, "url": url_for("inloggen.taal", code=code, terug=self._hier())}
                for code, naam in i18n.TALEN.items()
            ],
            "eenheid_naam": self.installatie.eenheden[eenheid].afkorting if eenheid else None,
            "menu": menu(self._groepen, self.installatie.beleid, context.actor, g.eenheden, g.aantallen)
            if context
            else [],
            "gebruiker": {
                "naam": context.actor.naam,
                "rol": self._rolnamen(context.actor),
                "account_url": url_for("account.toon"),
                "uitloggen_url": url_for("inloggen.log_iemand_uit"),
            }
            if context
            else None,
            "start_url": url_for("start.begin"),
            "demo_banner": _("De mensen en een deel van de bedragen zijn verzonnen.") if g.get("fictief") else None,
            "versie": self._versie,
            "toegankelijkheid_url": url_for("inloggen.toegankelijkheid"),
            "thema_css": self.instellingen.thema,
            "thema_klasse": None,
        }

    def _herken(self) -> None:
        """Put who asks into ``g``, where the cookie names a session that still runs."""
        browser = websessie()
        if not browser.token or (gevonden := sessie_van(self.database, browser.token, g.nu)) is None:
            return
        sessie, account = gevonden
        browser.herinner(sessie.meldingen)
        wie = bezoek(self.database, self.installatie, account.id, lokale_datum(g.nu))
        g.moet_wijzigen = account.moet_wijzigen
        g.taal_van_account, g.csrf, g.eenheden = account.taal, sessie.csrf, wie.eenheden
        context = Context(self.database, self.installatie, wie.actor, g.nu, i18n.taal())
        g.aantallen, g.fictief = {"berichten.lijst": wie.ongelezen}, wie.fictief
        g.ctx = context

    def _hier(self) -> str:
        return request.full_path.rstrip("?") if request.method == "GET" else url_for("start.begin")

    def _rolnamen(self, actor: Actor) -> str:
        namen = [self.installatie.rollen[rol.rol].naam for rol in actor.rollen if rol.rol in self.installatie.rollen]
        if actor.geleide_teams:
            namen.append(LEIDINGGEVENDE.naam)
        return ", ".join(_(naam) for naam in dict.fromkeys(namen)) or _(MEDEWERKER.naam)


def _registreer(app: Flask, installatie: Installatie) -> tuple[Groep, ...]:
    """Register every blueprint, those of a unit below its own address, and return the groups of the menu."""
    app.register_blueprint(login.bp)
    for groep in KERNGROEPEN:
        for paginas in groep.paginas:
            app.register_blueprint(paginas.blueprint)
    van_plugins = []
    for eenheid in installatie.eenheden.values():
        eigen = tuple(bijdrage.waarde for bijdrage in installatie.paginas if bijdrage.eenheid == eenheid.id)
        for paginas in eigen:
            _eis_naam(eenheid.id, paginas.blueprint)
            app.register_blueprint(paginas.blueprint, url_prefix=f"/{eenheid.id}{paginas.blueprint.url_prefix or ''}")
            _controleer_menu(app, eenheid.id, paginas)
        for blueprint in (bijdrage.waarde for bijdrage in installatie.api if bijdrage.eenheid == eenheid.id):
            _eis_naam(eenheid.id, blueprint)
            app.register_blueprint(blueprint, url_prefix=f"/api/{eenheid.id}{blueprint.url_prefix or ''}")
        if eigen:
            van_plugins.append(Groep(eenheid.afkorting, eigen, eenheid.id))
            koppen = dict.fromkeys(punt.kop for paginas in eigen for punt in paginas.menu if punt.kop)
            van_plugins.extend(Groep(kop.tekst, eigen, eenheid.id, kop) for kop in koppen)
    # One's first page stands first, then what one's unit does, then the rest.
    return (KERNGROEPEN[0], *van_plugins, *KERNGROEPEN[1:])


def _eis_naam(eenheid: str, blueprint: Blueprint) -> None:
    if blueprint.name != eenheid and not blueprint.name.startswith(f"{eenheid}_"):
        raise PluginFout(f"plugin {eenheid}: de blueprint {blueprint.name} begint niet met {eenheid}_")


def _controleer_menu(app: Flask, eenheid: str, paginas: Paginas) -> None:
    # An entry without a page would break the frame of every page of the site.
    for punt in paginas.menu:
        regels = list(app.url_map.iter_rules(punt.endpoint)) if punt.endpoint in app.view_functions else []
        if not any(not regel.arguments and "GET" in (regel.methods or ()) for regel in regels):
            raise PluginFout(f"plugin {eenheid}: het menupunt {punt.tekst} wijst naar {punt.endpoint}, geen pagina")


def _bewaar_vaste_bestanden(app: Flask) -> None:
    """Let browsers keep static files for long: their address changes with their content."""
    map_ = Path(app.static_folder or "")
    afdrukken: dict[str, str] = {}

    def afdruk(naam: str) -> str | None:
        if naam not in afdrukken and (map_ / naam).is_file():
            afdrukken[naam] = sha256((map_ / naam).read_bytes()).hexdigest()[:12]
        return afdrukken.get(naam)

    @app.url_defaults
    def met_afdruk(endpoint: str, waarden: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in waarden:
            waarden["v"] = afdruk(waarden["filename"])

    @app.after_request
    def bewaar(antwoord: Response) -> Response:
        if request.endpoint == "static" and antwoord.status_code in (200, 304):
            gevraagd = (request.view_args or {}).get("filename", "")
            vast = request.args.get("v") is not None and request.args.get("v") == afdruk(gevraagd)
            antwoord.headers["Cache-Control"] = LANG_BEWAREN if vast else "no-cache"
        return antwoord

    openbaar(app.view_functions["static"])

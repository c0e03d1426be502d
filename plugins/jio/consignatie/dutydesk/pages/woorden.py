# SPDX-License-Identifier: EUPL-1.2
"""The words of the duty desk in plain Dutch: states, reasons, clocks and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from flask_babel import get_locale

from core.calendar.tijd import AMSTERDAM, lokale_datum
from core.web.filters import getal, moment
from plugins.jio.consignatie.dutydesk.models import Incidentstatus, Logsoort, Uitslag
from plugins.jio.consignatie.dutydesk.rules.contract import Dekkingsbezwaar
from plugins.jio.consignatie.dutydesk.services.evaluatie import Punt
from plugins.jio.consignatie.dutydesk.services.incidenten import NIEMAND_OP_DIENST, Vervoer
from plugins.jio.consignatie.dutydesk.services.klok import Klokstand
from plugins.jio.consignatie.dutydesk.services.opvolging import Crisisbesluit, Pand, Toegang
from plugins.jio.consignatie.dutydesk.services.wisseling import Punt as Wisselpunt
from plugins.jio.consignatie.pages import woorden as jio
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.pages.woorden import functie
from plugins.jio.consignatie.rules.oproep import Oproepbezwaar
from plugins.jio.consignatie.rules.reactieklok import Contactstatus, CsdPogingen, Escalatiereden, Klokstatus

Staat = tuple[str, str]
__all__ = ["functie"]


@dataclass(frozen=True)
class Klokregel:
    """A clock as its page shows it: what is asked, until when, how much time is left, and how it stands."""

    wat: str
    uiterlijk: str
    rest: str
    staat: Staat


def incidentstaat(status: Incidentstatus) -> Staat:
    """Return how far an incident is."""
    woorden: dict[Incidentstatus, Staat] = {
        Incidentstatus.GEWEIGERD: ("geweigerd", _("niet gedekt")),
        Incidentstatus.GEMELD: ("let_op", _("nog geen contact")),
        Incidentstatus.CONTACT: ("bezig", _("contact")),
        Incidentstatus.IN_BEHANDELING: ("bezig", _("wordt aan gewerkt")),
        Incidentstatus.WORKAROUND: ("bezig", _("workaround")),
        Incidentstatus.OPGELOST: ("goed", _("opgelost, nog sluiten")),
        Incidentstatus.GESLOTEN: ("afgerond", _("gesloten")),
    }
    return woorden[status]


def reden(code: str) -> str:
    """Return why a call is not covered, as a sentence."""
    woorden: dict[str, str] = {
        Dekkingsbezwaar.DIENST_NIET_OP_LIJST: _("Deze dienst van deze opdrachtgever staat niet op de contractlijst."),
        Dekkingsbezwaar.GEEN_CONSIGNATIE: _("De opdrachtgever heeft voor deze dienst geen consignatie afgesproken."),
        Dekkingsbezwaar.MELDER_NIET_GEMANDATEERD: _("Deze beller mag voor deze dienst niet bellen."),
        Dekkingsbezwaar.BUITEN_CONTRACTUREN: _("De melding valt buiten de afgesproken uren."),
        Oproepbezwaar.BEGONNEN_IN_KANTOORTIJD: _(
            "De storing begon in kantoortijd, en de geconsigneerde stemde er niet mee in."
        ),
    }
    return woorden.get(code) or jio.oproepreden(code)


def redenen(codes: Iterable[str]) -> str:
    """Return several reasons as sentences."""
    return " ".join(reden(code) for code in codes)


def escalatiereden(code: str) -> str:
    """Return why an incident goes to a higher level."""
    woorden: dict[str, str] = {
        Escalatiereden.GEEN_CONTACT: _("na 15 minuten geen contact"),
        Escalatiereden.STAGNEERT: _("de oplossing loopt vast"),
        Escalatiereden.MEERDERE_INFORMATIESYSTEMEN: _("meer informatiesystemen geraakt"),
        Escalatiereden.MEERDERE_LOCATIES: _("meer locaties geraakt"),
        Escalatiereden.NIET_OPGELOST_IN_DIENST: _("niet opgelost in de dienst"),
        Escalatiereden.MEERDERE_DIENSTEN: _("meer diensten geraakt"),
        Escalatiereden.JUSTITIENET: _("justitienet geraakt"),
        NIEMAND_OP_DIENST: _("niemand van het team heeft dienst"),
    }
    return woorden.get(code, code.replace("_", " "))


def escalatieredenen(codes: Iterable[str]) -> str:
    """Return several reasons to escalate as one text."""
    return ", ".join(escalatiereden(code) for code in codes)


def uitslag(code: Uitslag) -> str:
    """Return what came of a call or a question."""
    woorden: dict[Uitslag, str] = {
        Uitslag.GEEN_GEHOOR: _("geen gehoor"),
        Uitslag.VOICEMAIL: _("voicemail"),
        Uitslag.IN_GESPREK: _("in gesprek"),
        Uitslag.OPGENOMEN: _("opgenomen"),
        Uitslag.AKKOORD: _("akkoord"),
        Uitslag.AFGEWEZEN: _("niet akkoord"),
    }
    return woorden[code]


def vervoer(code: str) -> str:
    """Return how somebody travels."""
    woorden: dict[str, str] = {
        Vervoer.EIGEN: _("eigen vervoer"),
        Vervoer.DIENSTAUTO: _("dienstauto"),
        Vervoer.TAXI: _("taxi"),
    }
    return woorden.get(code, code)


def logsoort(soort: Logsoort) -> str:
    """Return what happened, as a heading in the log."""
    woorden: dict[Logsoort, str] = {
        Logsoort.POGING: _("Gebeld"),
        Logsoort.CONTACT: _("Contact"),
        Logsoort.WERK_BEGONNEN: _("Werk begonnen"),
        Logsoort.ONDERWEG: _("Onderweg"),
        Logsoort.TER_PLAATSE: _("Ter plaatse"),
        Logsoort.BIJGEWERKT: _("Registratie bijgewerkt"),
        Logsoort.WORKAROUND: _("Workaround"),
        Logsoort.OPGELOST: _("Opgelost"),
        Logsoort.GESLOTEN: _("Gesloten"),
        Logsoort.OVERDRACHT: _("Overgedragen"),
        Logsoort.ESCALATIE_1: _("Naar niveau 1, operationeel manager"),
        Logsoort.ESCALATIE_2: _("Naar niveau 2, CM-lid"),
        Logsoort.DIRECTIELID_INGELICHT: _("Directielid ingelicht"),
        Logsoort.VERVOER: _("Besluit over vervoer"),
        Logsoort.AFSTAND: _("Afstand tot huis"),
        Logsoort.BEZOEK: _("Bezoek afgesproken"),
        Logsoort.AFGEMELD: _("Afgemeld bij de beheerder van het gebouw"),
        Logsoort.APPARATUUR: _("Apparatuur"),
        Logsoort.OPDRACHTGEVER: _("Opdrachtgever ingelicht"),
        Logsoort.KENNIS: _("Hulp van een collega zonder dienst"),
        Logsoort.TOEGANG: _("Toegang geregeld"),
        Logsoort.PAND: _("Pand"),
        Logsoort.CRISIS: _("Besluit van het CM-lid"),
        Logsoort.MANAGERS: _("Operationeel manager ingelicht"),
    }
    return woorden[soort]


def toegang(code: str) -> str:
    """Return whom the operationeel manager called for access."""
    woorden: dict[str, str] = {
        Toegang.DIRECTIE: _("de directie van de inrichting"),
        Toegang.PIKETFUNCTIONARIS: _("de piketfunctionaris van de inrichting"),
        Toegang.HUISMEESTER: _("de geconsigneerde huismeester"),
    }
    return woorden.get(code, code)


def pand(code: str) -> str:
    """Return what the huismeester did with the building."""
    woorden: dict[str, str] = {
        Pand.GEOPEND: _("geopend, de alarmcentrale is uit"),
        Pand.GESLOTEN: _("gesloten, de alarmcentrale is aan"),
    }
    return woorden.get(code, code)


def crisisbesluit(code: str) -> str:
    """Return what the CM-lid decided."""
    woorden: dict[str, str] = {
        Crisisbesluit.CALAMITEITENPLAN: _("het calamiteitenplan treedt in werking"),
        Crisisbesluit.CRISISTEAM: _("er komt een crisisteam bijeen"),
        Crisisbesluit.ENIG_AANSPREEKPUNT: _("het CM-lid is het enige aanspreekpunt voor de opdrachtgever"),
        Crisisbesluit.COMMUNICATIE_DERDEN: _("berichten aan derden gaan alleen via het CM-lid of wie dat aanwijst"),
    }
    return woorden.get(code, code.replace("_", " "))


def crisisbesluiten(codes: Iterable[str]) -> str:
    """Return several decisions as one text."""
    return ", ".join(crisisbesluit(code) for code in codes)


def punt(soort: str) -> str:
    """Return what an evaluation speaks about, as a sentence."""
    woorden: dict[str, str] = {
        Punt.NIET_DIRECT: _("Er was binnen 15 minuten contact, maar niet direct."),
        Punt.CONTACT_TE_LAAT: _("Het contact kwam na 15 minuten."),
        Punt.GEEN_CONTACT: _("Er was geen contact."),
        Punt.TE_WEINIG_POGINGEN: _("CSD belde in het eerste kwartier minder dan twee keer."),
        Punt.WERK_TE_LAAT: _("Het werk begon te laat."),
        Punt.ONDERWEG_TE_LAAT: _("OSS-Buitendienst was te laat onderweg."),
        Punt.TE_VER: _("OSS-Buitendienst was verder dan 50 kilometer van huis."),
        Punt.ESCALATIE_1: _("Het incident ging naar de operationeel manager (niveau 1)."),
        Punt.ESCALATIE_2: _("Het incident ging naar het CM-lid (niveau 2)."),
        Punt.NIET_INGELICHT: _("Er staat niet dat het directielid is ingelicht."),
        Punt.WORKAROUND: _("Er is een workaround: overleg over de echte oplossing."),
    }
    return woorden.get(soort, soort.replace("_", " "))


def wisselpunt(soort: Wisselpunt) -> str:
    """Return a point of the checklist of who goes on duty."""
    woorden: dict[Wisselpunt, str] = {
        Wisselpunt.DOORGESCHAKELD: _("Het nummer van het team is doorgeschakeld naar mijn smartphone van JIO."),
        Wisselpunt.BEREIKBAAR: _("Ik ben bereikbaar en fit genoeg om aan het werk te gaan."),
        Wisselpunt.MIDDELEN: _("Ik heb wat ik nodig heb: apparaat, toegang en vervoer."),
    }
    return woorden[soort]


def klokregels(stand: Klokstand, nu: datetime) -> list[Klokregel]:
    """Return the clocks of one employee, each with until when."""
    klok = stand.klok
    if klok is None:
        return []
    regels = [
        Klokregel(
            _("Contact binnen 15 minuten"),
            kloktijd(klok.uiterste_contact),
            _rest(klok.uiterste_contact, nu) if stand.feiten.contact is None else _gedaan(stand.feiten.contact),
            _contactstaat(klok.contact_status, klok.csd_pogingen),
        )
    ]
    if klok.plaatsgebonden:
        wat, uiterste, status, gedaan = (
            _("Onderweg binnen 30 minuten"),
            klok.uiterste_onderweg,
            klok.onderweg_status,
            stand.feiten.onderweg,
        )
    else:
        wat, uiterste, status, gedaan = (
            _("Werk begonnen"),
            klok.uiterste_start_werk,
            klok.start_werk_status,
            stand.feiten.werk_begonnen,
        )
    if uiterste is None or status is None:
        regels.append(Klokregel(wat, _("zodra er contact is"), "", ("open", _("loopt nog niet"))))
    else:
        regels.append(
            Klokregel(
                wat, kloktijd(uiterste), _rest(uiterste, nu) if gedaan is None else _gedaan(gedaan), _klokstaat(status)
            )
        )
    if klok.binnen_afstand is not None and stand.feiten.afstand is not None:
        regels.append(
            Klokregel(
                _("Binnen 50 kilometer van huis"),
                "",
                _("%(km)s kilometer", km=getal(stand.feiten.afstand)),
                ("goed", _("binnen de grens")) if klok.binnen_afstand else ("te_laat", _("te ver")),
            )
        )
    return regels


def kloktijd(op: datetime) -> str:
    """Write a moment of a clock, with seconds: one second over is too late."""
    vorm = "EEE HH.mm.ss" if op.second else "EEE HH.mm"
    return _("%(tijd)s uur", tijd=format_datetime(op, vorm, tzinfo=AMSTERDAM, locale=get_locale()))


def wanneer(op: datetime, vandaag: datetime) -> str:
    """Write a moment short where it is today."""
    if lokale_datum(op) == lokale_datum(vandaag):
        return _("vandaag %(tijd)s uur", tijd=format_datetime(op, "HH.mm", tzinfo=AMSTERDAM, locale=get_locale()))
    return _("%(tijd)s uur", tijd=moment(op))


def reactieduur(seconden: int) -> str:
    """Write a time to react."""
    if seconden < 60:
        return ngettext("%(num)s seconde", "%(num)s seconden", seconden) % {"num": seconden}
    minuten, rest = divmod(seconden, 60)
    return _("%(minuten)s min %(seconden)s s", minuten=minuten, seconden=rest)


def _rest(uiterste: datetime, nu: datetime) -> str:
    minuten = int(abs((uiterste - nu).total_seconds()) // 60)
    tekst = str(minuten) if minuten else _("minder dan 1")
    return _("nog %(minuten)s min", minuten=tekst) if nu <= uiterste else _("%(minuten)s min te laat", minuten=tekst)


def _gedaan(op: datetime) -> str:
    return _("gebeurd om %(tijd)s", tijd=kloktijd(op))


def _contactstaat(status: Contactstatus, pogingen: CsdPogingen) -> Staat:
    if status is Contactstatus.LOPEND and pogingen is CsdPogingen.LOPEND:
        return ("bezig", _("loopt: bel vaker dan een keer"))
    woorden: dict[Contactstatus, Staat] = {
        Contactstatus.DIRECT: ("goed", _("direct")),
        Contactstatus.OP_TIJD: ("goed", _("op tijd, komt in de evaluatie")),
        Contactstatus.TE_LAAT: ("te_laat", _("te laat")),
        Contactstatus.LOPEND: ("bezig", _("loopt")),
        Contactstatus.GEEN_CONTACT: ("te_laat", _("geen contact: bel de operationeel manager")),
    }
    return woorden[status]


def _klokstaat(status: Klokstatus) -> Staat:
    woorden: dict[Klokstatus, Staat] = {
        Klokstatus.OP_TIJD: ("goed", _("op tijd")),
        Klokstatus.TE_LAAT: ("te_laat", _("te laat")),
        Klokstatus.LOPEND: ("bezig", _("loopt")),
        Klokstatus.NIET_BEGONNEN: ("te_laat", _("nog niet begonnen")),
        Klokstatus.NIET_ONDERWEG: ("te_laat", _("nog niet onderweg")),
    }
    return woorden[status]

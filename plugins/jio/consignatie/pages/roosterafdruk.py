# SPDX-License-Identifier: EUPL-1.2
"""A published version on paper and as a spreadsheet: the same version gives the same bytes, whenever it is asked for.

The PDF is one landscape A3: the year as rows of people and columns of weeks, and under it every duty with its names.
Neither holds anybody's absence or pay.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

from babel.dates import format_date, get_month_names
from flask_babel import get_locale
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook

from core.calendar.tijd import lokaal, lokale_datum
from core.web.filters import moment
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Deelregel, Dienstregel, Jaarbeeld
from plugins.jio.consignatie.services.roosterversies import Versie

_DAG = timedelta(days=1)
_BREED, _HOOG = landscape(A3)
_RAND = 32.0
_NAMEN = 150.0
_KOLOMMEN = 4
_MAAT = 9.5
_LAAGSTE_REGEL, _HOOGSTE_REGEL = 12.0, 22.0
_DAGEN_X, _NAAM_X = 20.0, 124.0
_LETTER, _VET = "Helvetica", "Helvetica-Bold"

_INKT = HexColor("#1b2733")
_ZACHT = HexColor("#5a6672")
_LIJN = HexColor("#c9d1d9")
_DIENST = HexColor("#2a5d8f")
_ANDERS = HexColor("#b25e09")
_WEEKEND = HexColor("#eef1f4")
_FEESTDAG = HexColor("#fbe3bd")
_GAT = HexColor("#a32020")


def bijzonder(dienst: Dienstregel, beeld: Jaarbeeld) -> str:
    """Return what is special about a duty: holidays, a swap or replacement, overlap, and time that nobody has."""
    eerste, laatste = lokale_datum(dienst.begin), lokale_datum(dienst.einde)
    delen = [naam for dag, naam in beeld.feestdagen.items() if eerste <= dag < laatste]
    redenen = {deel.reden for deel in dienst.delen}
    if Deelreden.RUIL in redenen:
        delen.append(_("geruild"))
    if redenen - {Deelreden.ROOSTER, Deelreden.RUIL}:
        delen.append(_("vervanging"))
    if dienst.overlap_uren:
        delen.append(_("%(uren)s uur samen met de volgende dienst", uren=dienst.overlap_uren))
    if dienst.gaten:
        delen.append(_("niemand") if not dienst.delen else _("deels niemand"))
    return ", ".join(dict.fromkeys(delen))


def als_pdf(versie: Versie) -> bytes:
    """Return the version as a PDF of A3 pages."""
    uit = io.BytesIO()
    # Invariant: no date of now and no random identifier in the file.
    blad = _Blad(Canvas(uit, pagesize=(_BREED, _HOOG), invariant=1, pageCompression=1), versie)
    blad.teken()
    return uit.getvalue()


def als_xlsx(versie: Versie) -> bytes:
    """Return the version as a workbook: the duties, and what everybody has."""
    beeld = versie.beeld
    uit = io.BytesIO()
    boek = Workbook(uit, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    boek.set_properties({"title": titel(beeld), "created": lokaal(versie.op).replace(tzinfo=None)})
    kop, tijd = boek.add_format({"bold": True, "bottom": 1}), boek.add_format({"num_format": "ddd dd-mm-yyyy hh:mm"})
    feest = boek.add_format({"bg_color": "#FBE3BD"})
    blad = boek.add_worksheet(_("Diensten"))
    blad.write_string(0, 0, titel(beeld), boek.add_format({"bold": True, "font_size": 14}))
    blad.write_string(1, 0, ondertitel(versie))
    namen = (_("Week"), _("Begint"), _("Eindigt"), _("Wie"), _("Uren"), _("Bijzonder"))
    for kolom, naam in enumerate(namen):
        blad.write_string(3, kolom, naam, kop)
    rij = 4
    for dienst in beeld.diensten:
        wat = bijzonder(dienst, beeld)
        for deel in dienst.delen or (None,):
            van, tot = (dienst.begin, dienst.einde) if deel is None else (deel.van, deel.tot)
            blad.write_number(rij, 0, dienst.dinsdag.isocalendar().week)
            blad.write_datetime(rij, 1, lokaal(van).replace(tzinfo=None), tijd)
            blad.write_datetime(rij, 2, lokaal(tot).replace(tzinfo=None), tijd)
            blad.write_string(rij, 3, _("niemand") if deel is None else deel.naam)
            blad.write_number(rij, 4, _uren(dienst, deel))
            blad.write_string(rij, 5, wat, feest if _met_feestdag(dienst, beeld) else None)
            rij += 1
    blad.freeze_panes(4, 0)
    blad.set_column(1, 2, 20)
    blad.set_column(3, 3, 28)
    blad.set_column(5, 5, 44)
    blad.set_landscape()
    blad.set_paper(8)
    mensen = boek.add_worksheet(_("Per persoon"))
    for kolom, naam in enumerate((_("Wie"), _("Diensten"), _("Uren"))):
        mensen.write_string(0, kolom, naam, kop)
    mensen.set_column(0, 0, 28)
    for rij, (wie, naam) in enumerate(beeld.mensen.items(), 1):
        mensen.write_string(rij, 0, naam)
        mensen.write_number(rij, 1, sum(any(deel.medewerker_id == wie for deel in d.delen) for d in beeld.diensten))
        mensen.write_number(rij, 2, round(beeld.minuten[wie] / 60, 2))
    boek.close()
    return uit.getvalue()


def titel(beeld: Jaarbeeld) -> str:
    """Return the heading of a roster on paper."""
    return _("Consignatierooster %(team)s %(jaar)s", team=beeld.kop.teamnaam, jaar=beeld.kop.jaar)


def ondertitel(versie: Versie) -> str:
    """Return which version it is, and the number of the team."""
    return _(
        "Versie %(versie)s, vastgelegd op %(op)s uur. %(discipline)s, %(nummer)s.",
        versie=versie.nummer,
        op=moment(versie.op),
        discipline=versie.beeld.kop.discipline,
        nummer=versie.beeld.kop.nummer,
    )


def _uren(dienst: Dienstregel, deel: Deelregel | None) -> float:
    if deel is None or len(dienst.delen) == 1:
        return dienst.uren
    # Of a duty that was cut, everybody's own on-call time; somebody with two pieces has it at the first.
    eerste = next(ander for ander in dienst.delen if ander.medewerker_id == deel.medewerker_id)
    return round(dienst.minuten.get(deel.medewerker_id, 0) / 60, 2) if deel is eerste else 0


def _met_feestdag(dienst: Dienstregel, beeld: Jaarbeeld) -> bool:
    return any(lokale_datum(dienst.begin) <= dag < lokale_datum(dienst.einde) for dag in beeld.feestdagen)


@dataclass
class _Blad:
    """The pages of the PDF, drawn from the top down."""

    doek: Canvas
    versie: Versie
    y: float = _HOOG - _RAND

    def teken(self) -> None:
        beeld = self.versie.beeld
        self.doek.setTitle(_veilig(titel(beeld)))
        self.doek.setAuthor("Annex")
        self._kop()
        self._jaar(beeld)
        self._lijst(beeld)
        self.doek.save()

    def _kop(self) -> None:
        self.y = _HOOG - _RAND - 12
        self._schrijf(_RAND, self.y, titel(self.versie.beeld), _VET, 18)
        self._schrijf(_RAND, self.y - 18, ondertitel(self.versie), _LETTER, 10, _ZACHT)
        self.y -= 40

    def _jaar(self, beeld: Jaarbeeld) -> None:
        """Draw the year: weekends and holidays tinted, a block a piece, a line between the duties of a swap."""
        eerste = date(beeld.kop.jaar, 1, 1)
        tot = max([date(beeld.kop.jaar + 1, 1, 1), *(lokale_datum(dienst.einde) for dienst in beeld.diensten)])
        links, rechts = _RAND + _NAMEN, _BREED - _RAND
        dag_breed = (rechts - links) / (tot - eerste).days
        rij_hoog = min(26.0, 300.0 / max(1, len(beeld.mensen)))
        boven = self.y - 24
        onder = boven - rij_hoog * len(beeld.mensen)

        def x(dag: date) -> float:
            return float(links + (min(max(dag, eerste), tot) - eerste).days * dag_breed)

        for nummer in range((tot - eerste).days):
            dag = eerste + nummer * _DAG
            if dag.weekday() >= 5 or dag in beeld.feestdagen:
                self._vlak(x(dag), onder, dag_breed, boven - onder, _FEESTDAG if dag in beeld.feestdagen else _WEEKEND)
            if dag.weekday() == 0 and (tot - dag).days >= 7:
                week = str(dag.isocalendar().week)
                self._schrijf(x(dag) + 3.5 * dag_breed, boven + 3, week, _LETTER, 6, _ZACHT, midden=True)
            if dag.day == 1 and dag.year == beeld.kop.jaar:
                self._lijn(x(dag), boven + 22, x(dag), onder)
                maand = get_month_names("abbreviated", locale=get_locale())[dag.month]
                self._schrijf(x(dag) + 3, boven + 13, maand, _VET, 8)
        plek = {wie: boven - rij_hoog * rang for rang, wie in enumerate(beeld.mensen)}
        for wie, naam in beeld.mensen.items():
            self._lijn(_RAND, plek[wie] - rij_hoog, rechts, plek[wie] - rij_hoog)
            self._schrijf(_RAND, plek[wie] - rij_hoog / 2 - 3, _passend(naam, _NAMEN - 8), _LETTER, _MAAT)
        for dienst in beeld.diensten:
            for deel in dienst.delen:
                van, einde = lokale_datum(deel.van), max(lokale_datum(deel.tot), lokale_datum(deel.van) + _DAG)
                kleur = _DIENST if deel.reden is Deelreden.ROOSTER else _ANDERS
                laag = plek[deel.medewerker_id] - rij_hoog + 2
                self._vlak(x(van) + 0.5, laag, x(einde) - x(van) - 1, rij_hoog - 4, kleur)
                if deel.reden is not Deelreden.ROOSTER:
                    letter = _("R") if deel.reden is Deelreden.RUIL else _("V")
                    midden = (x(van) + x(einde)) / 2
                    self._schrijf(midden, laag + rij_hoog / 2 - 5, letter, _VET, 8, HexColor("#ffffff"), midden=True)
        self._ruilen(beeld, plek, x, rij_hoog)
        self._legenda(onder - 16)
        self.y = onder - 40

    def _ruilen(
        self, beeld: Jaarbeeld, plek: dict[int, float], naar_x: Callable[[date], float], rij_hoog: float
    ) -> None:
        self.doek.setStrokeColor(_ANDERS)
        self.doek.setLineWidth(0.8)
        for ruil in beeld.ruilen:
            if ruil.terug is None or ruil.aanbieder_id not in plek or ruil.overnemer_id not in plek:
                continue
            # After a swap each stands where the other stood.
            van = naar_x(ruil.heen + 4 * _DAG), plek[ruil.overnemer_id] - rij_hoog / 2
            naar = naar_x(ruil.terug + 4 * _DAG), plek[ruil.aanbieder_id] - rij_hoog / 2
            self.doek.line(*van, *naar)

    def _legenda(self, y: float) -> None:
        links = _RAND + _NAMEN
        for kleur, tekst in (
            (_DIENST, _("dienst")),
            (_ANDERS, _("na een ruil (R) of vervanging (V)")),
            (_WEEKEND, _("weekend")),
            (_FEESTDAG, _("feestdag")),
        ):
            self._vlak(links, y - 1, 12, 8, kleur)
            self._schrijf(links + 16, y, tekst, _LETTER, 8, _ZACHT)
            links += 16 + stringWidth(_veilig(tekst), _LETTER, 8) + 18

    def _lijst(self, beeld: Jaarbeeld) -> None:
        """Write every duty in columns of the same height; what does not fit goes on on a next page."""
        breed = (_BREED - 2 * _RAND) / _KOLOMMEN
        blokken = [(dienst, list(_regels(dienst, beeld, breed))) for dienst in beeld.diensten]
        meeste = -(-sum(len(regels) for _, regels in blokken) // _KOLOMMEN) + 1
        regel = min(_HOOGSTE_REGEL, max(_LAAGSTE_REGEL, (self.y - _RAND) / meeste))
        kolom, y, boven, gedaan = 0, self.y, self.y, 0
        for dienst, regels in blokken:
            if y - regel * len(regels) < _RAND or gedaan + len(regels) > meeste:
                kolom, y, gedaan = kolom + 1, boven, 0
                if kolom == _KOLOMMEN:
                    self.doek.showPage()
                    self._kop()
                    kolom, y, boven = 0, self.y, self.y
            links = _RAND + kolom * breed
            if _met_feestdag(dienst, beeld):
                hoog = regel * len(regels)
                self._vlak(links - 4, y - hoog + regel - 4, breed - 8, hoog, _FEESTDAG)
            for delen in regels:
                for x, tekst, kleur in delen:
                    self._schrijf(links + x, y, tekst, _LETTER, _MAAT, kleur)
                y -= regel
            gedaan += len(regels)

    def _vlak(self, x: float, y: float, breed: float, hoog: float, kleur: Color) -> None:
        self.doek.setFillColor(kleur)
        self.doek.rect(x, y, breed, hoog, stroke=0, fill=1)

    def _lijn(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.doek.setStrokeColor(_LIJN)
        self.doek.setLineWidth(0.5)
        self.doek.line(x1, y1, x2, y2)

    def _schrijf(
        self,
        x: float,
        y: float,
        tekst: str,
        letter: str,
        maat: float,
        kleur: Color = _INKT,
        *,
        midden: bool = False,
    ) -> None:
        self.doek.setFillColor(kleur)
        self.doek.setFont(letter, maat)
        (self.doek.drawCentredString if midden else self.doek.drawString)(x, y, _veilig(tekst))


_Deel = tuple[float, str, Color]


def _regels(dienst: Dienstregel, beeld: Jaarbeeld, breed: float) -> Iterator[list[_Deel]]:
    """Yield the lines of a duty, each as texts at their place: week, days and name, and below it what is special."""
    ruimte = breed - _NAAM_X - 12
    begin: list[_Deel] = [
        (0, str(dienst.dinsdag.isocalendar().week), _ZACHT),
        (_DAGEN_X, f"{_kort(dienst.begin)} – {_kort(dienst.einde)}", _INKT),
    ]
    wie = dienst.delen
    if not wie:
        yield [*begin, (_NAAM_X, _("niemand"), _GAT)]
    for plaats, deel in enumerate(wie):
        tekst = deel.naam
        if len(wie) > 1:
            tekst += f", {_('tot')} {_kort(deel.tot)} {lokaal(deel.tot):%H.%M}"
        yield [*(begin if plaats == 0 else []), (_NAAM_X, _passend(tekst, ruimte), _INKT)]
    if wat := bijzonder(dienst, beeld):
        yield [(_DAGEN_X, _passend(wat, breed - _DAGEN_X - 12), _ZACHT)]


def _kort(op: datetime) -> str:
    return format_date(lokale_datum(op), "EEE d MMM", locale=get_locale())


def _passend(tekst: str, breed: float, maat: float = _MAAT) -> str:
    """Return a text that fits its place, cut off with three dots where it would not."""
    if stringWidth(_veilig(tekst), _LETTER, maat) <= breed:
        return tekst
    while tekst and stringWidth(_veilig(tekst) + "...", _LETTER, maat) > breed:
        tekst = tekst[:-1]
    return tekst + "..."


def _veilig(tekst: str) -> str:
    """Return a text in the letters that every PDF reader has: another loses its mark, or becomes a question mark."""
    uit = []
    for teken in tekst:
        kaal = teken
        try:
            teken.encode("cp1252")
        except UnicodeEncodeError:
            kaal = normalize("NFKD", teken).encode("cp1252", "ignore").decode("cp1252") or "?"
        uit.append(kaal)
    return "".join(uit)

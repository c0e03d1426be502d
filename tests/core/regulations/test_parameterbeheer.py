# SPDX-License-Identifier: EUPL-1.2
"""Figures are proposed by one person and approved by another (A2, B16); what was known at a moment never changes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import IntegrityError

from core.berichten.models import Taak
from core.berichten.services import PARAMETER_BEVESTIGEN, PARAMETER_ONTBREEKT, meld_taak
from core.context import Context
from core.contributions import Parametertoets
from core.dossiers.procedure import StapNietMogelijk
from core.hooks import hookimpl
from core.people.policy import GeenToegang
from core.plugins import Bijdrage, PluginFout, laad
from core.regulations.parameterbeheer.models import Parametervoorstel
from core.regulations.parameterbeheer.procedure import Voorstelsoort, Voorstelstatus
from core.regulations.parameterbeheer.services import (
    bevestig,
    geldend,
    geldende_parameters,
    keur_goed,
    met_voorstellen,
    open_voorstellen,
    stel_voor,
    te_herzien,
    trek_in,
    voorstellen_van,
    wijs_af,
)
from core.rules.invoer import Geweigerd
from core.rules.parameters import Aard, Feit, Parameterset, Zekerheid
from core.storage.audit import Audit
from tests.core.regulations.conftest import FEITEN, SLEUTELS

MAXIMUM_2026: dict[str, Any] = {
    "sleutel": "proef.maximum",
    "waarde": "2.15",
    "vanaf": date(2026, 1, 1),
    "bron": "CAO 2026, bijlage 3",
    "reden": "De nieuwe CAO is er.",
    "soort": "wijziging",
}


def nu(ctx: Context, bekend_op: datetime | None = None) -> Parameterset:
    with ctx.database.lezen() as s:
        return geldend(s, ctx.installatie, bekend_op)


def waarde(ctx: Context, sleutel: str, op: date, bekend_op: datetime | None = None) -> Any:
    feit = nu(ctx, bekend_op).zoek(sleutel, op)
    return feit.waarde if feit else None


def later(ctx: Context, **hoeveel: int) -> Context:
    return replace(ctx, nu=ctx.nu + timedelta(**hoeveel))


def aantallen(ctx: Context) -> tuple[int | None, ...]:
    with ctx.database.lezen() as s:
        return tuple(s.scalar(select(func.count()).select_from(tabel)) for tabel in (Parametervoorstel, Audit))


class TestVoorstel:
    def test_een_waarde_geldt_pas_na_goedkeuring_door_een_ander(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        assert waarde(kantoor.een, "proef.maximum", date(2026, 3, 1)) is None
        keur_goed(later(kantoor.twee, hours=1), id)
        feit = nu(kantoor.een).zoek("proef.maximum", date(2026, 3, 1))
        assert feit == Feit(
            "proef.maximum", Decimal("2.15"), date(2026, 1, 1), Zekerheid.INSTELLING, "CAO 2026, bijlage 3"
        )
        assert geldende_parameters(kantoor.een).zoek("proef.maximum", date(2026, 3, 1)) == feit

    def test_wie_het_voorstelde_beslist_er_niet_over(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        voor = aantallen(kantoor.een)
        for beslis in (lambda: keur_goed(kantoor.een, id), lambda: wijs_af(kantoor.een, id, "toch niet")):
            with pytest.raises(Geweigerd, match="iemand anders"):
                beslis()
        assert aantallen(kantoor.een) == voor
        assert [voorstel.status for voorstel in open_voorstellen(kantoor.een)] == [Voorstelstatus.VOORGESTELD]

    def test_het_programma_is_niet_een_van_de_vier_ogen(self, ctx, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        for doe in (
            lambda: stel_voor(ctx, **MAXIMUM_2026),
            lambda: bevestig(ctx, "proef.maximum", date(2024, 7, 1), "nagekeken"),
            lambda: keur_goed(ctx, id),
            lambda: wijs_af(ctx, id, "nee"),
            lambda: trek_in(ctx, id),
        ):
            with pytest.raises(GeenToegang):
                doe()

    def test_wie_geen_hr_is_mag_niets(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        voor = aantallen(kantoor.een)
        for doe in (
            lambda: stel_voor(kantoor.buiten, **MAXIMUM_2026),
            lambda: bevestig(kantoor.buiten, "proef.maximum", date(2024, 7, 1), "nagekeken"),
            lambda: keur_goed(kantoor.buiten, id),
            lambda: wijs_af(kantoor.buiten, id, "nee"),
            lambda: trek_in(kantoor.buiten, id),
            lambda: open_voorstellen(kantoor.buiten),
            lambda: voorstellen_van(kantoor.buiten, "proef.maximum"),
        ):
            with pytest.raises(GeenToegang):
                doe()
        assert aantallen(kantoor.een) == voor

    @pytest.mark.parametrize(
        ("anders", "veld"),
        [
            ({"sleutel": "proef.bestaat_niet"}, "sleutel"),
            ({"soort": "bevestiging"}, "soort"),
            ({"soort": "iets"}, "soort"),
            ({"waarde": "-1"}, "waarde"),
            ({"waarde": "1e3"}, "waarde"),
            ({"waarde": "veel"}, "waarde"),
            ({"waarde": ""}, "waarde"),
            ({"waarde": None}, "waarde"),
            ({"sleutel": "proef.lezing", "waarde": "ANDERS", "vanaf": date(2026, 1, 1)}, "waarde"),
            ({"sleutel": "proef.aan", "waarde": "misschien"}, "waarde"),
            ({"sleutel": "proef.dagen", "waarde": "2026-02-30"}, "waarde"),
            ({"sleutel": "proef.tekst", "waarde": "a\x00b"}, "waarde"),
            ({"bron": " "}, "bron"),
            ({"bron": "x" * 301}, "bron"),
            ({"reden": ""}, "reden"),
            ({"herzien_voor": date(2026, 1, 1)}, "herzien_voor"),
            ({"zekerheid": Zekerheid.BEVESTIGD}, "zekerheid"),
            ({"vanaf": date(2024, 7, 1)}, "vanaf"),
            ({"soort": "herstel", "vanaf": date(2025, 1, 1)}, "vanaf"),
            ({"soort": "herstel", "sleutel": "proef.aan", "waarde": "ja"}, "vanaf"),
        ],
    )
    def test_wat_niet_klopt_wordt_geweigerd_met_het_veld_en_er_verandert_niets(self, kantoor, anders, veld):
        with pytest.raises(Geweigerd) as fout:
            stel_voor(kantoor.een, **{**MAXIMUM_2026, **anders})
        assert fout.value.veld == veld
        assert aantallen(kantoor.een) == (0, 0)

    @pytest.mark.parametrize(
        ("sleutel", "opgave", "gelezen"),
        [
            ("proef.maximum", "2,15", Decimal("2.15")),
            ("proef.maximum", " 2.10 ", Decimal("2.10")),
            ("proef.percentage", "0.0000001", Decimal("0.0000001")),
            ("proef.lezing", "LITERAL", "LITERAL"),
            ("proef.aan", "ja", True),
            ("proef.aan", "false", False),
            ("proef.tekst", "null", "null"),
            ("proef.dagen", "2026-05-15, 2026-12-24", (date(2026, 5, 15), date(2026, 12, 24))),
            ("proef.dagen", "geen", ()),
            ("proef.percentage", None, None),
        ],
    )
    def test_elke_soort_waarde_komt_er_uit_zoals_hij_er_in_ging(self, kantoor, sleutel, opgave, gelezen):
        id = stel_voor(kantoor.een, **{**MAXIMUM_2026, "sleutel": sleutel, "waarde": opgave})
        keur_goed(kantoor.twee, id)
        assert waarde(kantoor.een, sleutel, date(2026, 1, 1)) == gelezen
        (voorstel,) = voorstellen_van(kantoor.een, sleutel)
        assert voorstel.waarde == gelezen

    def test_een_alias_is_de_sleutel_zelf(self, kantoor):
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **{**MAXIMUM_2026, "sleutel": "oud.max"}))
        assert waarde(kantoor.een, "proef.maximum", date(2026, 1, 1)) == Decimal("2.15")
        assert [voorstel.sleutel.sleutel for voorstel in voorstellen_van(kantoor.een, "oud.max")] == ["proef.maximum"]

    def test_herstel_verbetert_een_bestaande_ingangsdatum(self, kantoor):
        herstel = {**MAXIMUM_2026, "soort": "herstel", "vanaf": date(2022, 1, 1), "waarde": "1.95"}
        id = stel_voor(kantoor.een, **herstel, zekerheid=Zekerheid.QUOTED, herzien_voor=date(2024, 1, 1))
        keur_goed(kantoor.twee, id)
        feit = nu(kantoor.een).zoek("proef.maximum", date(2023, 1, 1))
        assert feit is not None
        assert (feit.waarde, feit.zekerheid, feit.herzien_voor) == (
            Decimal("1.95"),
            Zekerheid.QUOTED,
            date(2024, 1, 1),
        )
        assert waarde(kantoor.een, "proef.maximum", date(2024, 7, 1)) == Decimal("2.05")

    def test_over_een_datum_staat_een_voorstel_tegelijk_open(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        with pytest.raises(Geweigerd, match=f"voorstel {id} ") as fout:
            stel_voor(kantoor.twee, **{**MAXIMUM_2026, "waarde": "2.20"})
        assert fout.value.veld == "vanaf"
        trek_in(kantoor.een, id)
        assert stel_voor(kantoor.twee, **MAXIMUM_2026) > id

    def test_wat_er_al_zo_staat_is_geen_voorstel(self, kantoor):
        gelijk = {"soort": "herstel", "vanaf": date(2020, 1, 1), "sleutel": "proef.percentage", "waarde": "5"}
        with pytest.raises(Geweigerd, match="dit staat er al zo"):
            stel_voor(kantoor.een, **{**MAXIMUM_2026, **gelijk, "bron": "CAO"}, zekerheid=Zekerheid.QUOTED)

    def test_intussen_ingevuld_kan_niet_meer_worden_goedgekeurd(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        feiten = [*FEITEN, Feit("proef.maximum", Decimal("2.11"), date(2026, 1, 1), Zekerheid.QUOTED, "nieuwe versie")]
        nieuw = Parameterset({sleutel.sleutel: sleutel for sleutel in SLEUTELS}, feiten)
        twee = replace(kantoor.twee, installatie=replace(kantoor.twee.installatie, parameters=nieuw))
        with pytest.raises(Geweigerd, match="er is al een waarde"):
            keur_goed(twee, id)
        assert len(open_voorstellen(twee)) == 1


class TestBesluit:
    def test_een_voorstel_wordt_een_keer_besloten(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        keur_goed(kantoor.twee, id)
        voor = aantallen(kantoor.een)
        for doe in (
            lambda: keur_goed(kantoor.drie, id),
            lambda: wijs_af(kantoor.drie, id, "nee"),
            lambda: trek_in(kantoor.een, id),
        ):
            with pytest.raises(StapNietMogelijk):
                doe()
        assert aantallen(kantoor.een) == voor

    def test_een_afgewezen_voorstel_telt_niet_en_bewaart_de_reden(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        with pytest.raises(Geweigerd):
            wijs_af(kantoor.twee, id, " ")
        wijs_af(kantoor.twee, id, "Het bedrag is per dag.")
        assert waarde(kantoor.een, "proef.maximum", date(2026, 3, 1)) is None
        (voorstel,) = voorstellen_van(kantoor.een, "proef.maximum")
        assert (voorstel.status, voorstel.besluit_reden) == (Voorstelstatus.AFGEWEZEN, "Het bedrag is per dag.")
        assert (voorstel.voorgesteld_door_naam, voorstel.besloten_door_naam) == ("Een", "Twee")

    def test_alleen_wie_het_voorstelde_trekt_het_in(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        with pytest.raises(Geweigerd):
            trek_in(kantoor.twee, id)
        trek_in(kantoor.een, id)
        assert open_voorstellen(kantoor.een) == ()

    def test_een_voorstel_dat_er_niet_is(self, kantoor):
        with pytest.raises(Geweigerd, match="voorstel 999 bestaat niet"):
            keur_goed(kantoor.een, 999)

    def test_een_voorstel_wordt_in_de_database_niet_overschreven(self, kantoor):
        stel_voor(kantoor.een, **MAXIMUM_2026)
        with pytest.raises(IntegrityError, match="ligt vast"), kantoor.een.database.transactie() as s:
            s.execute(update(Parametervoorstel).values(waarde="9.99"))

    def test_het_spoor_noemt_sleutel_en_datum_en_niet_de_reden(self, kantoor):
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **MAXIMUM_2026))
        with kantoor.een.database.lezen() as s:
            regels = s.scalars(select(Audit).order_by(Audit.id)).all()
        assert [(regel.handeling, regel.account_id) for regel in regels] == [
            ("stelvoor", kantoor.een.actor.account_id),
            ("keurgoed", kantoor.twee.actor.account_id),
        ]
        assert b'"sleutel":"proef.maximum","vanaf":"2026-01-01"' in regels[1].inhoud
        assert all(b"CAO is er" not in regel.inhoud for regel in regels)


class TestTegelijk:
    def probeer(self, *werk: Callable[[], object]) -> list[object]:
        """Do all of it at once, and return what each gave or which refusal it met."""

        def een(doe: Callable[[], object]) -> object:
            try:
                return doe()
            except (Geweigerd, StapNietMogelijk) as fout:
                return fout

        with ThreadPoolExecutor(len(werk)) as draden:
            return list(draden.map(een, werk))

    def test_twee_die_tegelijk_beslissen_geven_een_besluit(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        uitkomsten = self.probeer(
            lambda: keur_goed(kantoor.twee, id),
            lambda: wijs_af(kantoor.drie, id, "nee"),
            lambda: trek_in(kantoor.een, id),
        )
        assert [type(uitkomst) for uitkomst in uitkomsten if uitkomst is not None] == [StapNietMogelijk] * 2
        assert aantallen(kantoor.een) == (1, 2)

    def test_twee_die_tegelijk_voorstellen_geven_een_voorstel(self, kantoor):
        uitkomsten = self.probeer(
            *(lambda wie=wie: stel_voor(wie, **MAXIMUM_2026) for wie in (kantoor.een, kantoor.twee, kantoor.drie))
        )
        assert sum(isinstance(uitkomst, Geweigerd) for uitkomst in uitkomsten) == 2
        assert aantallen(kantoor.een) == (1, 1)


class TestBevestigen:
    def test_een_afgeleide_waarde_wordt_door_twee_mensen_bevestigd(self, kantoor):
        id = bevestig(kantoor.een, "proef.maximum", date(2024, 7, 1), "Nagekeken in de CAO.")
        (voorstel,) = open_voorstellen(kantoor.een)
        assert (voorstel.soort, voorstel.waarde) == (Voorstelsoort.BEVESTIGING, Decimal("2.05"))
        with pytest.raises(Geweigerd, match="iemand anders"):
            keur_goed(kantoor.een, id)
        keur_goed(kantoor.twee, id)
        feit = nu(kantoor.een).zoek("proef.maximum", date(2025, 1, 1))
        assert feit is not None
        assert (feit.waarde, feit.zekerheid, feit.bron) == (
            Decimal("2.05"),
            Zekerheid.BEVESTIGD,
            "CAO 2024, afgeleid",
        )

    @pytest.mark.parametrize("vanaf", [date(2022, 1, 1), date(2025, 1, 1), date(2026, 1, 1)])
    def test_alleen_een_afgeleide_waarde_kan_worden_bevestigd(self, kantoor, vanaf):
        with pytest.raises(Geweigerd) as fout:
            bevestig(kantoor.een, "proef.maximum", vanaf, "nagekeken")
        assert fout.value.veld == "vanaf"
        assert aantallen(kantoor.een) == (0, 0)

    def test_wie_een_afgeleide_waarde_herstelt_moet_haar_laten_bevestigen(self, kantoor):
        herstel = {**MAXIMUM_2026, "soort": "herstel", "vanaf": date(2024, 7, 1), "waarde": "2.06"}
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **herstel, zekerheid=Zekerheid.INFERRED))
        keur_goed(kantoor.een, bevestig(kantoor.drie, "proef.maximum", date(2024, 7, 1), "nagekeken"))
        feit = nu(kantoor.een).zoek("proef.maximum", date(2025, 1, 1))
        assert feit is not None
        assert (feit.waarde, feit.zekerheid) == (Decimal("2.06"), Zekerheid.BEVESTIGD)


class TestToetsen:
    def test_b5_een_lezing_die_tijd_onbedekt_laat_wordt_geweigerd(self, kantoor):
        def geen_gat(parameters: Parameterset, feit: Feit) -> str | None:
            was = parameters.zoek("proef.lezing", feit.vanaf - timedelta(days=1))
            assert parameters.zoek("proef.lezing", feit.vanaf) == feit
            onbedekt = was is not None and (was.waarde, feit.waarde) == ("CUT", "LITERAL") and feit.vanaf.weekday() == 1
            return "15 uur blijft onbedekt" if onbedekt else None

        toetsen = (Bijdrage("jio", Parametertoets("proef.lezing", geen_gat)),)
        een, twee = (
            replace(wie, installatie=replace(wie.installatie, parametertoetsen=toetsen))
            for wie in (kantoor.een, kantoor.twee)
        )
        lezing = {**MAXIMUM_2026, "sleutel": "proef.lezing", "waarde": "LITERAL"}
        with pytest.raises(Geweigerd, match="15 uur blijft onbedekt"):
            stel_voor(een, **{**lezing, "vanaf": date(2026, 4, 7)})
        keur_goed(twee, stel_voor(een, **{**lezing, "vanaf": date(2026, 4, 8)}))
        # The check is asked again at the approval, and other keys are not its business.
        id = stel_voor(kantoor.een, **{**lezing, "waarde": "CUT", "vanaf": date(2026, 5, 4)})
        keur_goed(twee, id)
        id = stel_voor(kantoor.een, **{**lezing, "vanaf": date(2026, 5, 5)})
        with pytest.raises(Geweigerd, match="onbedekt"):
            keur_goed(twee, id)
        keur_goed(twee, stel_voor(een, **MAXIMUM_2026))

    def test_een_toets_op_een_alias_geldt_voor_de_sleutel(self, kantoor):
        toetsen = (Bijdrage("jio", Parametertoets("oud.max", lambda *_: "te hoog")),)
        een = replace(kantoor.een, installatie=replace(kantoor.een.installatie, parametertoetsen=toetsen))
        with pytest.raises(Geweigerd, match="te hoog"):
            stel_voor(een, **MAXIMUM_2026)

    def test_een_plugin_brengt_een_toets_mee_op_een_bestaande_sleutel(self):
        class Plugin:
            def __init__(self, sleutel: str) -> None:
                self.toets = Parametertoets(sleutel, lambda *_: None)

            @hookimpl
            def annex_parametertoetsen(self) -> list[Parametertoets]:
                return [self.toets]

        goed = Plugin("cao.7_6.maximum_week")
        assert Bijdrage("proef", goed.toets) in laad(extra={"proef": goed}).parametertoetsen
        with pytest.raises(PluginFout, match=r"plugin proef: .*'proef\.weg' is nergens aangegeven"):
            laad(extra={"proef": Plugin("proef.weg")})


class TestTaken:
    def meld(self, ctx: Context, soort: str, sleutel: str, op: date) -> None:
        with ctx.database.transactie() as s:
            meld_taak(s, ctx, eenheid="jio", rol="hr", soort=soort, sleutel=sleutel, op=op)

    def open(self, ctx: Context) -> list[tuple[str, date | None]]:
        with ctx.database.lezen() as s:
            taken = s.scalars(select(Taak).where(Taak.opgelost_op.is_(None)).order_by(Taak.id))
            return [(taak.soort, taak.op) for taak in taken]

    def test_een_ontbrekende_waarde_invullen_lost_haar_taken_op(self, ctx, kantoor):
        self.meld(ctx, PARAMETER_ONTBREEKT, "proef.maximum", date(2026, 1, 31))
        self.meld(ctx, PARAMETER_ONTBREEKT, "oud.max", date(2026, 2, 28))
        self.meld(ctx, PARAMETER_ONTBREEKT, "proef.maximum", date(2021, 12, 31))
        self.meld(ctx, PARAMETER_ONTBREEKT, "proef.percentage", date(2026, 1, 31))
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        assert len(self.open(ctx)) == 4
        keur_goed(kantoor.twee, id)
        assert self.open(ctx) == [
            (PARAMETER_ONTBREEKT, date(2021, 12, 31)),
            (PARAMETER_ONTBREEKT, date(2026, 1, 31)),
        ]

    def test_bevestigen_lost_de_taak_om_te_bevestigen_op(self, ctx, kantoor):
        self.meld(ctx, PARAMETER_BEVESTIGEN, "proef.maximum", date(2025, 3, 31))
        herstel = {**MAXIMUM_2026, "soort": "herstel", "vanaf": date(2024, 7, 1), "waarde": "2.06"}
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **herstel, zekerheid=Zekerheid.INFERRED))
        assert self.open(ctx) == [(PARAMETER_BEVESTIGEN, date(2025, 3, 31))]
        keur_goed(kantoor.twee, bevestig(kantoor.een, "proef.maximum", date(2024, 7, 1), "nagekeken"))
        assert self.open(ctx) == []


class TestGeldend:
    def test_zonder_besluiten_geldt_wat_is_geinstalleerd(self, ctx):
        assert nu(ctx) is ctx.installatie.parameters

    def test_zoals_bekend_op_een_moment(self, kantoor):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)
        besluit = later(kantoor.twee, days=1)
        keur_goed(besluit, id)
        dag = date(2026, 3, 1)
        assert waarde(kantoor.een, "proef.maximum", dag, besluit.nu - timedelta(microseconds=1)) is None
        assert waarde(kantoor.een, "proef.maximum", dag, besluit.nu) == Decimal("2.15")

    def test_de_verzameling_wordt_bewaard_tot_er_een_besluit_bij_komt(self, kantoor):
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **MAXIMUM_2026))
        eerst = nu(kantoor.een)
        vragen: list[str] = []
        event.listen(kantoor.een.database.engine, "before_cursor_execute", lambda *deel: vragen.append(deel[2]))
        assert nu(kantoor.een) is eerst
        assert sum(vraag.startswith("SELECT") for vraag in vragen) == 1
        wijs_af(kantoor.twee, stel_voor(kantoor.een, **{**MAXIMUM_2026, "vanaf": date(2027, 1, 1)}), "nee")
        assert nu(kantoor.een) is eerst
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **{**MAXIMUM_2026, "vanaf": date(2027, 1, 1)}))
        assert nu(kantoor.een) is not eerst

    def test_een_teruggedraaid_besluit_blijft_niet_hangen(self, kantoor, monkeypatch):
        id = stel_voor(kantoor.een, **MAXIMUM_2026)

        def valt_om(*_: object, **__: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as plek:
            plek.setattr("core.regulations.parameterbeheer.services._los_taken_op", valt_om)
            with pytest.raises(RuntimeError):
                keur_goed(kantoor.twee, id)
        assert waarde(kantoor.een, "proef.maximum", date(2026, 3, 1)) is None
        assert len(open_voorstellen(kantoor.een)) == 1

    def test_een_klok_die_achterloopt_verandert_het_verleden_niet(self, kantoor):
        eerste = stel_voor(kantoor.een, **MAXIMUM_2026)
        tweede = stel_voor(kantoor.een, **{**MAXIMUM_2026, "vanaf": date(2027, 1, 1), "waarde": "2.30"})
        keur_goed(later(kantoor.twee, days=2), eerste)
        daarvoor = nu(kantoor.een, kantoor.een.nu + timedelta(days=1))
        keur_goed(later(kantoor.twee, hours=1), tweede)
        erna = nu(kantoor.een, kantoor.een.nu + timedelta(days=1))
        assert erna.feiten() == daarvoor.feiten()

    def test_een_sleutel_die_niet_meer_is_geinstalleerd_stoort_niet(self, kantoor):
        keur_goed(kantoor.twee, stel_voor(kantoor.een, **MAXIMUM_2026))
        zonder = Parameterset({sleutel.sleutel: sleutel for sleutel in SLEUTELS[1:]}, FEITEN[3:])
        ctx = replace(kantoor.een, installatie=replace(kantoor.een.installatie, parameters=zonder))
        assert nu(ctx).feiten() == zonder.feiten()

    def test_een_waarde_die_haar_sleutel_niet_meer_toestaat_is_niet_bekend(self, kantoor):
        keur_goed(
            kantoor.twee, stel_voor(kantoor.een, **{**MAXIMUM_2026, "sleutel": "proef.lezing", "waarde": "LITERAL"})
        )
        sleutels = {s.sleutel: replace(s, keuzes=("CUT",)) if s.keuzes else s for s in SLEUTELS}
        ctx = replace(
            kantoor.een, installatie=replace(kantoor.een.installatie, parameters=Parameterset(sleutels, FEITEN))
        )
        assert waarde(ctx, "proef.lezing", date(2025, 12, 31)) == "CUT"
        assert waarde(ctx, "proef.lezing", date(2026, 1, 1)) is None

    def test_te_herzien_op_of_na_de_datum(self, ctx):
        bron = nu(ctx)
        assert te_herzien(bron, date(2024, 6, 30)) == ()
        aangevuld = bron.aangevuld([replace(FEITEN[3], herzien_voor=date(2026, 1, 1))])
        assert te_herzien(aangevuld, date(2025, 12, 31)) == ()
        assert [feit.sleutel for feit in te_herzien(aangevuld, date(2026, 1, 1))] == ["proef.percentage"]

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        stappen=st.lists(
            st.tuples(
                st.sampled_from(["proef.maximum", "proef.percentage"]),
                st.integers(2023, 2028),
                st.integers(1, 400),
                st.sampled_from(["keurgoed", "keurgoed", "wijsaf", "trekin", "wacht"]),
                st.integers(0, 3),
            ),
            max_size=6,
        ),
        volgorde=st.randoms(use_true_random=False),
    )
    def test_wat_eerder_bekend_was_verandert_door_geen_later_besluit(self, kantoor, stappen, volgorde):
        """Whatever is proposed and decided in whatever order: at every moment what was approved by then holds."""
        begin = self._begin_opnieuw(kantoor.een)
        al_bekend = nu(kantoor.een)
        goedgekeurd: list[tuple[datetime, Feit]] = []
        momenten = [begin]
        open_: list[tuple[int, Feit, str]] = []
        for sleutel, jaar, getal, besluit, uren in stappen:
            moment = momenten[-1] + timedelta(hours=uren)
            een, twee = replace(kantoor.een, nu=moment), replace(kantoor.twee, nu=moment)
            feit = Feit(sleutel, Decimal(getal), date(jaar, 1, 1), Zekerheid.INSTELLING, f"proef {getal}")
            bestaand = any(f.vanaf == feit.vanaf and f.waarde is not None for f in nu(een).reeks(sleutel))
            with suppress(Geweigerd):
                id = stel_voor(
                    een,
                    sleutel=sleutel,
                    waarde=str(getal),
                    vanaf=feit.vanaf,
                    bron=feit.bron,
                    reden="proef",
                    soort="herstel" if bestaand else "wijziging",
                )
                open_.append((id, feit, besluit))
            volgorde.shuffle(open_)
            if open_ and besluit != "wacht":
                id, feit, besluit = open_.pop()
                if besluit == "keurgoed":
                    keur_goed(twee, id)
                    goedgekeurd.append((moment, feit))
                elif besluit == "wijsaf":
                    wijs_af(twee, id, "proef")
                else:
                    trek_in(een, id)
            momenten.append(moment)
            for toen in momenten:
                verwacht = al_bekend.aangevuld([feit for wanneer, feit in goedgekeurd if wanneer <= toen])
                assert nu(een, toen).feiten() == verwacht.feiten()

    def _begin_opnieuw(self, ctx: Context) -> datetime:
        """Leave nothing open from an earlier example, and begin after its decisions."""
        for voorstel in open_voorstellen(ctx):
            trek_in(replace(ctx, nu=voorstel.voorgesteld_op), voorstel.id)
        with ctx.database.lezen() as s:
            laatste = s.scalar(select(func.max(Parametervoorstel.besloten_op)))
        return (laatste or ctx.nu) + timedelta(hours=1)


class TestAard:
    """A3: an error repaired, or something else decided."""

    OUD = date(2022, 1, 1)

    def stand(self, kantoor: Any, aard: str | None, soort: str = "herstel") -> Feit:
        gegevens = {**MAXIMUM_2026, "soort": soort, "vanaf": self.OUD, "waarde": "1.95", "aard": aard}
        keur_goed(later(kantoor.twee, hours=1), stel_voor(kantoor.een, **gegevens))
        gevonden = nu(kantoor.een).zoek_zoals_bekend("proef.maximum", date(2022, 3, 1), kantoor.een.nu)
        assert gevonden is not None
        return gevonden

    def test_een_later_besluit_werkt_niet_terug_en_een_herstel_wel(self, kantoor):
        oud = nu(kantoor.een).zoek("proef.maximum", date(2022, 3, 1))
        assert self.stand(kantoor, "wijziging") == oud
        assert voorstellen_van(kantoor.een, "proef.maximum")[0].aard is Aard.WIJZIGING
        assert waarde(kantoor.een, "proef.maximum", date(2022, 3, 1)) == Decimal("1.95")

    def test_zonder_aard_zegt_de_soort_het(self, kantoor):
        assert self.stand(kantoor, None).waarde == Decimal("1.95")

    def test_een_bevestiging_verandert_niets(self, kantoor):
        keur_goed(kantoor.twee, bevestig(kantoor.een, "proef.maximum", date(2024, 7, 1), "nagekeken"))
        feit = nu(kantoor.een).zoek_zoals_bekend("proef.maximum", date(2025, 1, 1), datetime(2025, 1, 1, tzinfo=UTC))
        assert feit is not None
        assert (feit.waarde, feit.zekerheid) == (Decimal("2.05"), Zekerheid.BEVESTIGD)

    def test_een_open_voorstel_is_een_later_besluit_in_een_voorbeeld(self, kantoor):
        gegevens = {**MAXIMUM_2026, "soort": "herstel", "vanaf": self.OUD, "waarde": "1.95", "aard": "wijziging"}
        nummer = stel_voor(kantoor.een, **gegevens)
        with kantoor.een.database.lezen() as s:
            straks, _feiten = met_voorstellen(s, kantoor.een, [nummer])
        gevonden = straks.zoek_zoals_bekend("proef.maximum", date(2022, 3, 1), kantoor.een.nu)
        assert gevonden == nu(kantoor.een).zoek("proef.maximum", date(2022, 3, 1))

    def test_een_onbekende_aard_wordt_geweigerd(self, kantoor):
        with pytest.raises(Geweigerd) as fout:
            stel_voor(kantoor.een, **MAXIMUM_2026, aard="zomaar")
        assert fout.value.veld == "aard"
        assert aantallen(kantoor.een) == (0, 0)

# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S608 - names of our own tables and numbers only; what a file says stands in the staging table
"""The staging table of a trip file: what it means beside what is stored, checked and stored by the database itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.berichten.models import Bericht
from core.context import Context
from plugins.om.autoregeling.models import Voertuig
from plugins.om.autoregeling.ritten.lezen import LEEG, Fout, Lezer, Rij
from plugins.om.autoregeling.ritten.models import Aanhouding, Ritgat, Ritquarantaine
from plugins.om.autoregeling.ritten.services.merken import markeer_ritten

BERICHT_OPEN = "om.ritten_open"
BERICHT_WACHT = "om.ritten_wachten"

_KOLOMMEN = (
    "voertuig_id, medewerker_id, dag, begin, einde, stand_begin, tienden, klasse, klasse_bestand, van, naar, regel,"
    " vervalt"
)
_SLEUTEL = "voertuig_id, begin, stand_begin"
_TIJDELIJK = ("om_ritstap", "om_ritreeks", "om_ritoud", "om_ritapart")


@dataclass(frozen=True)
class Aangehouden:
    """A vehicle whose rows were not stored: lines and fields with the code of the reason, never their content."""

    kenteken: str
    soort: Aanhouding
    aantal: int
    regels: tuple[Fout, ...]


@dataclass
class Stap:
    """The staging table of one import. Its names are temporary and of this connection only."""

    s: Session
    ctx: Context
    import_id: int
    #: Why gaps are accepted; None while they are not.
    aanvaard_om: str | None = None
    fout_voertuigen: set[int] = field(default_factory=set)

    @property
    def is_postgres(self) -> bool:
        """True on PostgreSQL."""
        return self.s.get_bind().dialect.name == "postgresql"

    def maak(self, pakken: Iterable[list[Rij]]) -> None:
        """Make the table and load it."""
        moment, tekst = ("timestamptz", "text") if self.is_postgres else ("TEXT", "TEXT")
        if self.is_postgres:
            self._doe("SET LOCAL work_mem = '256MB'")
        self._doe(
            "CREATE TEMP TABLE om_ritstap (voertuig_id bigint, medewerker_id bigint, dag date,"
            f" begin {moment}, einde {moment}, stand_begin bigint, tienden integer, klasse {tekst},"
            f" klasse_bestand {tekst}, van {tekst}, naar {tekst}, regel integer, vervalt integer,"
            f" import_id bigint DEFAULT {self.import_id})"
        )
        if self.is_postgres:
            self._kopieer(pakken)
            self._doe("ANALYZE om_ritstap")
            return
        opdracht = f"INSERT INTO om_ritstap ({_KOLOMMEN}) VALUES ({', '.join('?' * 13)})"
        for pak in pakken:
            self.s.connection().exec_driver_sql(
                opdracht, [tuple(None if veld == LEEG else veld for veld in rij) for rij in pak]
            )

    def neem_wachtenden_op(self, voertuigen: Sequence[int] | None = None) -> None:
        """Add the rows that wait of these cars, or of those of the file; of two versions the later-made counts."""
        wie = (
            "SELECT DISTINCT voertuig_id FROM om_ritstap"
            if voertuigen is None
            else ", ".join(str(int(nummer)) for nummer in voertuigen)
        )
        nieuwer = (
            "(SELECT i.aangemaakt_op FROM om_ritimport i WHERE i.id = w.import_id)"
            f" > (SELECT i.aangemaakt_op FROM om_ritimport i WHERE i.id = {self.import_id})"
        )
        self._doe(
            f"DELETE FROM om_ritstap WHERE ({_SLEUTEL}) IN (SELECT w.voertuig_id, w.begin, w.stand_begin"
            f" FROM om_ritwacht w WHERE w.voertuig_id IN ({wie}) AND {nieuwer})"
        )
        self._doe(
            f"INSERT INTO om_ritstap ({_KOLOMMEN}, import_id) SELECT w.voertuig_id, w.medewerker_id, w.dag, w.begin,"
            " w.einde, w.stand_begin, w.tienden, w.klasse, w.klasse_bestand, w.van, w.naar, 0, 0, w.import_id"
            f" FROM om_ritwacht w WHERE w.voertuig_id IN ({wie})"
            f" AND NOT EXISTS (SELECT 1 FROM om_ritstap n WHERE {_gelijk('n', 'w')})"
        )

    def verwerk(self, lezer: Lezer | None) -> tuple[dict[str, int], tuple[Aangehouden, ...]]:
        """Check, set apart, and store. Returns how many rows were what, and the vehicles that were set apart."""
        if lezer is not None and self._een("SELECT 1 FROM om_ritwacht LIMIT 1"):
            self.neem_wachtenden_op()
        self._doe(
            "CREATE TEMP TABLE om_ritreeks AS SELECT voertuig_id, min(begin) AS eerste, max(begin) AS laatste"
            " FROM om_ritstap GROUP BY voertuig_id"
        )
        if self.is_postgres:
            self._doe("ANALYZE om_ritreeks")
        self._haal_buren()
        telling = {"gelijk": 0, "ouder": 0}
        if self._een("SELECT 1 FROM om_ritvervallen LIMIT 1"):
            telling["ouder"] += self._laat_ouder_weg("om_ritvervallen", "o.aangemaakt_op")
        if self._een("SELECT 1 FROM om_ritoud WHERE binnen = 1 LIMIT 1"):
            telling["ouder"] += self._laat_ouder_weg("om_ritoud", "o.aangemaakt_op")
        if self._een("SELECT 1 FROM om_ritcorrectie LIMIT 1"):
            self._doe(
                "UPDATE om_ritstap SET klasse = (SELECT c.klasse FROM om_ritcorrectie c WHERE c.vervallen_op IS NULL"
                f" AND {_gelijk('c', 'om_ritstap')}) WHERE ({_SLEUTEL}) IN"
                f" (SELECT {_SLEUTEL} FROM om_ritcorrectie WHERE vervallen_op IS NULL)"
            )
        telling["gelijk"] += self._laat_gelijk_weg()
        apart = self._toets(lezer)
        telling |= self._bewaar()
        self._meld_open()
        return telling, apart

    def ruim_op(self) -> None:
        """Take the tables away; a transaction that fails takes them away itself."""
        for naam in _TIJDELIJK:
            self._doe(f"DROP TABLE IF EXISTS {naam}")

    def _haal_buren(self) -> None:
        """Fetch the stored trips between the first and the last of each car, and the one before and after them."""
        kolommen = (
            "r.id, r.voertuig_id, r.medewerker_id, r.begin, r.einde, r.stand_begin, r.tienden, r.klasse,"
            " r.klasse_bestand, r.dag, r.import_id,"
            " coalesce((SELECT i.aangemaakt_op FROM om_ritimport i WHERE i.id = r.import_id), r.vastgelegd_op)"
            " AS aangemaakt_op"
        )
        self._doe(
            f"CREATE TEMP TABLE om_ritoud AS SELECT {kolommen}, 1 AS binnen FROM om_ritreeks k JOIN om_rit r"
            " ON r.voertuig_id = k.voertuig_id AND r.begin >= k.eerste AND r.begin <= k.laatste"
            " WHERE r.vervangen_op IS NULL"
        )
        for teken, orde, kant in (("<", "DESC", "eerste"), (">", "ASC", "laatste")):
            self._doe(
                f"INSERT INTO om_ritoud SELECT {kolommen}, 0 FROM om_ritreeks k JOIN om_rit r ON r.id ="
                f" (SELECT b.id FROM om_rit b WHERE b.voertuig_id = k.voertuig_id AND b.vervangen_op IS NULL"
                f" AND b.begin {teken} k.{kant} ORDER BY b.begin {orde} LIMIT 1)"
            )

    def _laat_ouder_weg(self, tabel: str, wanneer: str) -> int:
        return self._doe(
            f"DELETE FROM om_ritstap WHERE EXISTS (SELECT 1 FROM {tabel} o JOIN om_ritimport i"
            f" ON i.id = om_ritstap.import_id WHERE {_gelijk('o', 'om_ritstap')} AND {wanneer} > i.aangemaakt_op)"
        )

    def _laat_gelijk_weg(self) -> int:
        if not self._een("SELECT 1 FROM om_ritoud WHERE binnen = 1 LIMIT 1"):
            return 0
        zelfde = (
            f"{_gelijk('o', 'om_ritstap')} AND om_ritstap.vervalt = 0 AND o.einde = om_ritstap.einde"
            " AND o.tienden = om_ritstap.tienden AND o.klasse = om_ritstap.klasse"
            " AND coalesce(o.klasse_bestand, '') = coalesce(om_ritstap.klasse_bestand, '')"
            " AND coalesce(o.medewerker_id, 0) = coalesce(om_ritstap.medewerker_id, 0)"
        )
        # The last file that says so is remembered: a file made in between must not overrule it later.
        self._doe(
            "UPDATE om_rit SET import_id = (SELECT n.import_id FROM om_ritstap n"
            f" WHERE {_gelijk('n', 'om_rit')}) WHERE id IN (SELECT o.id FROM om_ritoud o JOIN om_ritstap"
            f" ON {zelfde} JOIN om_ritimport i ON i.id = om_ritstap.import_id"
            " WHERE i.aangemaakt_op > o.aangemaakt_op)"
        )
        return self._doe(f"DELETE FROM om_ritstap WHERE EXISTS (SELECT 1 FROM om_ritoud o WHERE {zelfde})")

    def _toets(self, lezer: Lezer | None) -> tuple[Aangehouden, ...]:
        """Set vehicles apart: for a line that cannot be true, an overlap, or a gap that nobody accepted."""
        kentekens: dict[int, str] = {}
        fouten: dict[str, list[Fout]] = {}
        aantallen: dict[str, int] = {}
        if lezer is not None:
            kentekens = {wagen.id: kenteken for kenteken, wagen in lezer.wagens.items()}
            fouten = {kenteken: list(regels) for kenteken, regels in lezer.fouten.items()}
            aantallen = dict(lezer.aantal_fouten)
        aanvaard = {
            (rij.voertuig_id, rij.stand_van, rij.stand_tot)
            for rij in self.s.execute(select(Ritgat.voertuig_id, Ritgat.stand_van, Ritgat.stand_tot))
        }
        gaten: dict[int, list[Fout]] = {}
        for voertuig, regel, overlap, van, tot in self._breuken():
            if overlap:
                kenteken = kentekens.get(voertuig) or self._kenteken(voertuig)
                fouten.setdefault(kenteken, []).append((regel, "begin", "overlap"))
            elif (voertuig, van, tot) in aanvaard:
                continue
            elif self.aanvaard_om is not None:
                self.s.add(
                    Ritgat(
                        voertuig_id=voertuig,
                        stand_van=van,
                        stand_tot=tot,
                        reden=self.aanvaard_om,
                        aanvaard_op=self.ctx.nu,
                        aanvaard_door=self.ctx.actor.account_id,
                    )
                )
            else:
                gaten.setdefault(voertuig, []).append((regel, "stand_begin", "gat"))
        self.fout_voertuigen = {nummer for kenteken in fouten if (nummer := self._nummer(kenteken)) is not None}
        apart = [
            self._hou_aan(kenteken, Aanhouding.FOUT, regels, aantallen.get(kenteken, 0))
            for kenteken, regels in sorted(fouten.items())
        ]
        for voertuig, regels in sorted(gaten.items()):
            if voertuig not in self.fout_voertuigen:
                apart.append(self._hou_aan(self._kenteken(voertuig), Aanhouding.GAT, regels, 0))
        self._los_op([een.kenteken for een in apart])
        self._zet_apart([nummer for nummer in gaten if nummer not in self.fout_voertuigen])
        return tuple(apart)

    def _breuken(self) -> Iterable[tuple[int, int, int, int, int]]:
        """Yield car, line, whether it is an overlap, and both odometers, where two trips do not join."""
        oud = ""
        if self._een("SELECT 1 FROM om_ritoud LIMIT 1"):
            oud = (
                " UNION ALL SELECT o.voertuig_id, o.begin, o.einde, o.stand_begin, o.tienden, 0, 0 FROM"
                " (SELECT DISTINCT voertuig_id, begin, einde, stand_begin, tienden FROM om_ritoud) o"
                f" WHERE NOT EXISTS (SELECT 1 FROM om_ritstap n WHERE {_gelijk('n', 'o')})"
            )
        return (
            self.s.connection()
            .exec_driver_sql(
                "SELECT voertuig_id, CASE WHEN nieuw = 1 THEN regel ELSE vorige_regel END,"
                " CASE WHEN begin < vorige_einde OR stand_begin < vorige_stand THEN 1 ELSE 0 END,"
                " vorige_stand, stand_begin"
                " FROM (SELECT voertuig_id, begin, stand_begin, nieuw, regel,"
                " lag(einde) OVER w AS vorige_einde, lag(stand_begin + tienden) OVER w AS vorige_stand,"
                " lag(nieuw) OVER w AS vorige_nieuw, lag(regel) OVER w AS vorige_regel"
                " FROM (SELECT voertuig_id, begin, einde, stand_begin, tienden, regel, 1 AS nieuw FROM om_ritstap"
                f" WHERE vervalt = 0{oud}) alle"
                " WINDOW w AS (PARTITION BY voertuig_id ORDER BY begin, stand_begin)) naast"
                " WHERE vorige_stand IS NOT NULL AND (nieuw = 1 OR vorige_nieuw = 1)"
                " AND (begin < vorige_einde OR stand_begin <> vorige_stand)"
                " ORDER BY voertuig_id, begin, stand_begin"
            )
            .all()
        )

    def _hou_aan(self, kenteken: str, soort: Aanhouding, regels: list[Fout], onleesbaar: int) -> Aangehouden:
        nummer = self._nummer(kenteken)
        aantal = onleesbaar
        if nummer is not None:
            aantal += int(self._een(f"SELECT count(*) FROM om_ritstap WHERE voertuig_id = {nummer}") or 0)
        uit = Aangehouden(kenteken, soort, aantal, tuple(sorted(regels)[:50]))
        self.s.execute(
            update(Ritquarantaine)
            .where(Ritquarantaine.kenteken == kenteken, Ritquarantaine.opgelost_op.is_(None))
            .values(opgelost_op=self.ctx.nu)
        )
        self.s.add(
            Ritquarantaine(
                import_id=self.import_id,
                kenteken=kenteken,
                voertuig_id=nummer,
                soort=soort,
                regels=[list(fout) for fout in uit.regels],
                aantal=aantal,
                op=self.ctx.nu,
            )
        )
        self.s.flush()
        wie = self._doe_lijst(
            f"SELECT DISTINCT medewerker_id FROM om_ritstap WHERE voertuig_id = {nummer or 0}"
            " AND medewerker_id IS NOT NULL"
        )
        self._stuur(BERICHT_WACHT, [(int(een), {"aantal": aantal}) for (een,) in wie])
        return uit

    def _los_op(self, behalve: Sequence[str]) -> None:
        """Close what was held back of the cars of this file that are in order now."""
        auto = text(
            "kenteken IN (SELECT v.kenteken FROM om_voertuig v WHERE v.id IN (SELECT voertuig_id FROM om_ritreeks))"
        )
        self.s.execute(
            update(Ritquarantaine)
            .where(Ritquarantaine.opgelost_op.is_(None), Ritquarantaine.kenteken.not_in(list(behalve)), auto)
            .values(opgelost_op=self.ctx.nu),
            execution_options={"synchronize_session": False},
        )

    def _zet_apart(self, met_gat: Sequence[int]) -> None:
        """Move the rows of cars with a gap to where they wait, and take those of other cars out of it."""
        self._doe("CREATE TEMP TABLE om_ritapart (voertuig_id bigint)")
        for nummer in {*met_gat, *self.fout_voertuigen}:
            self._doe(f"INSERT INTO om_ritapart VALUES ({int(nummer)})")
        fout = ", ".join(str(int(nummer)) for nummer in self.fout_voertuigen) or "-1"
        # Of a car with an error what waited goes on waiting: the rows of this file are not stored at all.
        if self._een("SELECT 1 FROM om_ritwacht LIMIT 1"):
            self._doe(
                "DELETE FROM om_ritwacht WHERE voertuig_id IN (SELECT voertuig_id FROM om_ritreeks)"
                f" AND voertuig_id NOT IN ({fout})"
            )
        if met_gat:
            self._doe(
                "INSERT INTO om_ritwacht (voertuig_id, begin, stand_begin, import_id, medewerker_id, dag, einde,"
                " tienden, klasse, klasse_bestand, van, naar) SELECT voertuig_id, begin, stand_begin, import_id,"
                " medewerker_id, dag, einde, tienden, klasse, klasse_bestand, van, naar FROM om_ritstap"
                f" WHERE vervalt = 0 AND voertuig_id IN ({', '.join(str(int(nummer)) for nummer in met_gat)})"
            )

    def _bewaar(self) -> dict[str, int]:
        """Store what is not set apart: end the old versions, add the new ones, and the ends that may be read."""
        goed = "voertuig_id NOT IN (SELECT voertuig_id FROM om_ritapart)"
        if self._een("SELECT 1 FROM om_ritapart LIMIT 1"):
            self._doe("DELETE FROM om_ritstap WHERE voertuig_id IN (SELECT voertuig_id FROM om_ritapart)")
        nu = self._moment()
        vervangen = vervallen = 0
        if self._een(f"SELECT 1 FROM om_ritoud WHERE binnen = 1 AND {goed} LIMIT 1"):
            markeer_ritten(
                self.s,
                self.ctx,
                self._jaren("om_ritoud", f"EXISTS (SELECT 1 FROM om_ritstap n WHERE {_gelijk('n', 'om_ritoud')}) AND"),
            )
            vervangen = self._doe(
                f"UPDATE om_rit SET vervangen_op = {nu} WHERE vervangen_op IS NULL AND id IN"
                f" (SELECT o.id FROM om_ritoud o JOIN om_ritstap n ON {_gelijk('n', 'o')})"
            )
            self._doe(
                f"DELETE FROM om_ritplaats WHERE ({_SLEUTEL}) IN (SELECT o.voertuig_id, o.begin, o.stand_begin"
                f" FROM om_ritoud o JOIN om_ritstap n ON {_gelijk('n', 'o')})"
            )
        if self._een("SELECT 1 FROM om_ritstap WHERE vervalt = 1 LIMIT 1"):
            self._doe(
                f"DELETE FROM om_ritvervallen WHERE ({_SLEUTEL}) IN (SELECT {_SLEUTEL} FROM om_ritstap"
                " WHERE vervalt = 1)"
            )
            vervallen = self._doe(
                f"INSERT INTO om_ritvervallen ({_SLEUTEL}, aangemaakt_op) SELECT n.voertuig_id, n.begin,"
                " n.stand_begin, i.aangemaakt_op FROM om_ritstap n JOIN om_ritimport i ON i.id = n.import_id"
                " WHERE n.vervalt = 1"
            )
        nieuw = self._doe(
            "INSERT INTO om_rit (voertuig_id, medewerker_id, dag, begin, einde, stand_begin, tienden, klasse,"
            " klasse_bestand, import_id, vastgelegd_op) SELECT voertuig_id, medewerker_id, dag, begin, einde,"
            f" stand_begin, tienden, klasse, klasse_bestand, import_id, {nu} FROM om_ritstap WHERE vervalt = 0"
        )
        self._doe(
            f"INSERT INTO om_ritplaats ({_SLEUTEL}, van, naar) SELECT {_SLEUTEL}, coalesce(van, 'onbekend adres'),"
            " coalesce(naar, 'onbekend adres') FROM om_ritstap n WHERE vervalt = 0"
            " AND (van IS NOT NULL OR naar IS NOT NULL) AND (klasse = 'z' OR EXISTS (SELECT 1 FROM om_voertuig v"
            " WHERE v.id = n.voertuig_id AND v.groep = 'pool'))"
        )
        markeer_ritten(self.s, self.ctx, self._jaren("om_ritstap"))
        weg = min(vervallen, vervangen)
        return {"nieuw": nieuw - (vervangen - weg), "vervangen": vervangen - weg, "vervallen": vervallen}

    def _jaren(self, tabel: str, ook: str = "") -> list[tuple[int, int]]:
        """Return driver and year of the rows of a table."""
        jaar = "date_part('year', dag)" if self.is_postgres else "strftime('%Y', dag)"
        return [
            (int(wie), int(een))
            for wie, een in self._doe_lijst(
                f"SELECT DISTINCT medewerker_id, {jaar} FROM {tabel} WHERE {ook} medewerker_id IS NOT NULL"
            )
        ]

    def _meld_open(self) -> None:
        """Tell each driver how many of the new trips wait for a decision."""
        rijen = self._doe_lijst(
            "SELECT medewerker_id, count(*) FROM om_ritstap WHERE klasse = 'o' AND vervalt = 0"
            " AND medewerker_id IS NOT NULL GROUP BY medewerker_id ORDER BY medewerker_id"
        )
        self._stuur(BERICHT_OPEN, [(int(wie), {"aantal": int(aantal)}) for wie, aantal in rijen])

    def _stuur(self, soort: str, wie: Sequence[tuple[int, Mapping[str, int]]]) -> None:
        # One statement for all drivers of a large file.
        if wie:
            self.s.execute(
                insert(Bericht),
                [
                    {"soort": soort, "aan_medewerker_id": een, "gegevens": dict(wat), "gemaakt_op": self.ctx.nu}
                    for een, wat in wie
                ],
            )

    def _kenteken(self, voertuig_id: int) -> str:
        return self.s.scalars(select(Voertuig.kenteken).where(Voertuig.id == voertuig_id)).one()

    def _nummer(self, kenteken: str) -> int | None:
        return self.s.scalar(select(Voertuig.id).where(Voertuig.kenteken == kenteken))

    def _moment(self) -> str:
        tekst = f"'{self.ctx.nu:%Y-%m-%d %H:%M:%S.%f}"
        return f"{tekst}+00'" if self.is_postgres else f"{tekst}'"

    def _doe(self, opdracht: str) -> int:
        # Names and numbers of our own only; what a file says stands in the staging table.
        return self.s.connection().exec_driver_sql(opdracht).rowcount

    def _doe_lijst(self, vraag: str) -> list[tuple[Any, ...]]:
        return [tuple(rij) for rij in self.s.connection().exec_driver_sql(vraag)]

    def _een(self, vraag: str) -> Any:
        return self.s.connection().exec_driver_sql(vraag).scalar()

    def _kopieer(self, pakken: Iterable[list[Rij]]) -> None:
        opdracht = f"COPY om_ritstap ({_KOLOMMEN}) FROM STDIN"
        driver: Any = self.s.connection().connection.driver_connection
        try:
            with driver.cursor() as cursor, cursor.copy(opdracht) as stroom:
                for pak in pakken:
                    stroom.write("".join(["\t".join(rij) + "\n" for rij in pak]))
        except psycopg.Error as fout:
            raise DBAPIError.instance(
                opdracht,
                None,
                fout,
                psycopg.Error,
                dialect=self.s.get_bind().dialect,
                connection_invalidated=bool(driver.closed),
            ) from fout


def _gelijk(een: str, ander: str) -> str:
    """Return the condition that two rows are versions of one trip."""
    return " AND ".join(f"{een}.{kolom} = {ander}.{kolom}" for kolom in _SLEUTEL.split(", "))

# SPDX-License-Identifier: EUPL-1.2
"""Where drivers stand in a year: their kilometres, what is due, and what was withheld; in bulk, without a clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ledger import geboekt
from core.ledger.bulk import een_van
from core.rules import ParameterOntbreekt
from plugins.om.autoregeling.bijdrage.feiten import Berijder, Regime, berijders
from plugins.om.autoregeling.bijdrage.kilometers import Ritsom, ritsommen
from plugins.om.autoregeling.bijdrage.verrekening import (
    Afrekening,
    Jaarsom,
    Jaartarief,
    afrekening,
    jaarsom,
    stukken,
    zonder_recht,
)
from plugins.om.autoregeling.models import Voertuig
from plugins.om.autoregeling.policy import EENHEID, REGELING
from plugins.om.autoregeling.rules.kilometers import hele_kilometers


@dataclass(frozen=True)
class Jaarstand:
    """A driver's year as now known."""

    berijder: Berijder
    som: Jaarsom
    #: None while a figure is missing.
    afrekening: Afrekening | None
    ontbreekt: ParameterOntbreekt | None
    #: Advances of the year stand in a run that is still open, so what was withheld may yet change.
    onderweg: bool
    afronden: str

    def kilometers(self, tienden: int) -> int:
        """Return tenths as whole kilometres, by the reading of the year."""
        return hele_kilometers([tienden], self.afronden)[0]


def jaarstanden(
    s: Session, nummer: int, medewerkers: Sequence[int], tarief: Jaartarief, geldt: Regime
) -> dict[int, Jaarstand]:
    """Return where these drivers stand; who has neither facts nor trips nor advances is left out. Five queries."""
    van, tot = f"{nummer}-01", f"{nummer}-12"
    ingehouden = geboekt.sommen(s, EENHEID, REGELING, "voorschot", van, tot, medewerkers)
    gevonden = berijders(s, nummer, medewerkers, met_schattingen=False, met_opgaven=True)
    for wie in medewerkers:
        gevonden.setdefault(wie, Berijder(wie, nummer))
    tijden = {wie: stukken(berijder, geldt, tarief.grenzen) for wie, berijder in gevonden.items()}
    sommen: dict[int, list[Ritsom]] = defaultdict(list)
    for som in ritsommen(s, tijden):
        sommen[som.medewerker_id].append(som)
    vreemd: set[int] = set()
    for wie, van_berijder in sommen.items():
        vreemd |= zonder_recht(gevonden[wie], van_berijder)
    vraag = select(Voertuig.id, Voertuig.groep).where(een_van(s, Voertuig.id, sorted(vreemd)))
    groepen = {rij.id: rij.groep for rij in s.execute(vraag)} if vreemd else {}
    uit: dict[int, Jaarstand] = {}
    for wie, berijder in gevonden.items():
        geboekte = ingehouden.get(wie, geboekt.NIETS)
        if not berijder.rechten and wie not in sommen and geboekte == geboekt.NIETS and not berijder.opgaven:
            continue
        som_van = jaarsom(berijder, geldt, tijden[wie], sommen.get(wie, ()), groepen)
        uitkomst, ontbreekt = None, None
        try:
            uitkomst = afrekening(berijder, som_van, tarief, -geboekte.centen)
        except ParameterOntbreekt as fout:
            ontbreekt = fout
        uit[wie] = Jaarstand(berijder, som_van, uitkomst, ontbreekt, geboekte.onderweg, tarief.afronden)
    return uit

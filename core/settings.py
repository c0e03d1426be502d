# SPDX-License-Identifier: EUPL-1.2
"""What an installation chooses, read from the environment once at the start."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class InstellingFout(ValueError):
    """A setting is missing or wrong; the message names it."""


@dataclass(frozen=True)
class Instellingen:
    """The settings of one installation."""

    #: SQLAlchemy address of the database.
    database: str
    #: Secret for cookies and keyed hashes, at least 32 characters.
    geheim: str
    #: ``productie`` refuses everything that is only for trying out.
    omgeving: str = "ontwikkeling"
    #: Only send cookies over HTTPS.
    https: bool = True
    #: Names of plugins that are not loaded.
    geblokkeerd: tuple[str, ...] = ()
    #: How many proxies of our own stand before the site: their word for the visitor's address is taken.
    proxies: int = 0
    #: Address of a style sheet that takes the place of the neutral theme, below this site.
    thema: str | None = None

    @property
    def is_productie(self) -> bool:
        """True where real people are paid."""
        return self.omgeving == "productie"

    @classmethod
    def uit_omgeving(cls, omgeving: Mapping[str, str] | None = None) -> Instellingen:
        """Read the variables whose names begin with ``ANNEX_``, as the README lists them.

        Raises ``InstellingFout``. Outside production the database and the secret have a local default in ``var/``.
        """
        waarden = os.environ if omgeving is None else omgeving
        soort = waarden.get("ANNEX_ENV", "ontwikkeling")
        if soort not in ("ontwikkeling", "productie"):
            raise InstellingFout("ANNEX_ENV: kies ontwikkeling of productie")
        geheim, database = waarden.get("ANNEX_GEHEIM"), waarden.get("ANNEX_DATABASE")
        if soort == "productie" and not (geheim and database):
            raise InstellingFout("in productie zijn ANNEX_DATABASE en ANNEX_GEHEIM verplicht")
        if geheim is not None and len(geheim) < 32:
            raise InstellingFout("ANNEX_GEHEIM: ten minste 32 tekens")
        return cls(
            database=database or f"sqlite:///{_map() / 'annex.sqlite'}",
            geheim=geheim or _lokaal_geheim(),
            omgeving=soort,
            https=waarden.get("ANNEX_HTTPS", "ja" if soort == "productie" else "nee") == "ja",
            geblokkeerd=tuple(naam for naam in waarden.get("ANNEX_GEBLOKKEERD", "").split(",") if naam),
            proxies=_aantal("ANNEX_PROXIES", waarden.get("ANNEX_PROXIES", "0")),
            thema=waarden.get("ANNEX_THEMA") or None,
        )


def _aantal(naam: str, tekst: str) -> int:
    if not tekst.isdigit():
        raise InstellingFout(f"{naam}: schrijf een heel getal")
    return int(tekst)


def _map() -> Path:
    pad = Path("var")
    pad.mkdir(exist_ok=True)
    return pad.resolve()


def _lokaal_geheim() -> str:
    pad = _map() / "geheim"
    if not pad.exists():
        pad.touch(mode=0o600)
        pad.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return pad.read_text(encoding="utf-8")

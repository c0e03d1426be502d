# SPDX-License-Identifier: EUPL-1.2
"""A file to hand out."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Bestand:
    """A file to hand out."""

    naam: str
    media_type: str
    inhoud: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the whole file, in hexadecimal."""
        return sha256(self.inhoud).hexdigest()

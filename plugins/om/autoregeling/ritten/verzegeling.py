# SPDX-License-Identifier: EUPL-1.2
"""Sealing for a driver, and the keyed hash by which an address is known without being stored.

A block is sealed with the driver's public key (``core.storage.sealed`` makes the pair at the first log-in); only the
driver's password opens it again.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
import zlib
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.storage.sealed import SleutelBlijftDicht

_VERSIE = b"\x01"
_SLEUTEL = 32
# Every block has a key of its own, so that one nonce never serves twice.
_NONCE = bytes(12)
_POSTCODE = re.compile(r"\b(\d{4}) ?([a-z]{2})\b")
_HUISNUMMER = re.compile(r"\b(\d{1,5}) ?([a-z]?)\b")
_GEEN_TEKEN = re.compile(r"[^a-z0-9]+")


def verzegel(openbaar: bytes, inhoud: bytes) -> bytes:
    """Seal something for the holder of a public key."""
    eenmalig = X25519PrivateKey.generate()
    van = eenmalig.public_key().public_bytes_raw()
    sleutel = _afgeleid(eenmalig, openbaar, van + openbaar)
    return _VERSIE + van + ChaCha20Poly1305(sleutel).encrypt(_NONCE, inhoud, _VERSIE)


def ontzegel(prive: X25519PrivateKey, verzegeld: bytes) -> bytes:
    """Open what was sealed for this key. Raises ``SleutelBlijftDicht``."""
    versie, van, inhoud = verzegeld[:1], verzegeld[1 : 1 + _SLEUTEL], verzegeld[1 + _SLEUTEL :]
    if versie != _VERSIE or not inhoud:
        raise SleutelBlijftDicht("dit is niet verzegeld door deze versie")
    sleutel = _afgeleid(prive, van, van + prive.public_key().public_bytes_raw())
    try:
        return ChaCha20Poly1305(sleutel).decrypt(_NONCE, inhoud, versie)
    except InvalidTag as fout:
        raise SleutelBlijftDicht("dit is voor iemand anders verzegeld, of veranderd") from fout


def pak_in(regels: Iterable[str]) -> bytes:
    """Return lines as bytes, small: a driver's addresses are the same few."""
    return zlib.compress("\n".join(regels).encode(), 1)


def pak_uit(inhoud: bytes) -> list[str]:
    """Return the lines that were packed."""
    return zlib.decompress(inhoud).decode().split("\n")


def adreshash(geheim: str, medewerker_id: int, adres: str) -> bytes:
    """Return the keyed hash of an address of a driver; of two drivers at one address they differ."""
    return hmac.digest(geheim.encode(), f"om.ritadres:{medewerker_id}:{normaal(adres)}".encode(), "sha256")


def normaal(adres: str) -> str:
    """Return an address so that two ways of writing it are equal: by postcode and house number where it has both."""
    letters = unicodedata.normalize("NFKD", adres.casefold())
    kaal = _GEEN_TEKEN.sub(" ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()
    postcode = _POSTCODE.search(kaal)
    if postcode is None:
        return kaal
    rest = kaal[: postcode.start()] or kaal[postcode.end() :]
    nummers = "".join(f" {cijfers}{letter}" for cijfers, letter in _HUISNUMMER.findall(rest))
    return f"{postcode[1]}{postcode[2]}{nummers}" if nummers else kaal


def _afgeleid(prive: X25519PrivateKey, openbaar: bytes, info: bytes) -> bytes:
    gedeeld = prive.exchange(X25519PublicKey.from_public_bytes(openbaar))
    return HKDF(SHA256(), _SLEUTEL, None, b"annex.om.ritten" + info).derive(gedeeld)

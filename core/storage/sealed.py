# SPDX-License-Identifier: EUPL-1.2
"""A key pair per person: the public half seals data for the person, the private half opens only with the password.

The private key is sealed with a key derived from the password, so that neither an administrator nor a copy of the
database can read what is sealed for somebody.
"""

from __future__ import annotations

import os

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

# argon2id with 19 MiB: more would not fit in a worker of 150 MiB.
_GEHEUGEN_KIB, _RONDES, _BANEN = 19 * 1024, 2, 1
# Stands before every sealed key and is bound into its seal: who changes the recipe, changes the version.
_VERSIE = b"\x01"
_ZOUT, _NONCE = 16, 12


class SleutelBlijftDicht(ValueError):
    """The password is not the one with which the key was sealed, or the sealed key was changed."""


def maak_sleutelpaar(wachtwoord: str) -> tuple[bytes, bytes]:
    """Return a new X25519 public key (32 bytes) and its private key, sealed with the password."""
    prive = X25519PrivateKey.generate()
    return prive.public_key().public_bytes_raw(), _verzegel(prive, wachtwoord)


def open_sleutel(verzegeld: bytes, wachtwoord: str) -> X25519PrivateKey:
    """Return the private key. Raises ``SleutelBlijftDicht``."""
    versie, rest = verzegeld[:1], verzegeld[1:]
    zout, nonce, inhoud = rest[:_ZOUT], rest[_ZOUT : _ZOUT + _NONCE], rest[_ZOUT + _NONCE :]
    if versie != _VERSIE or not inhoud:
        raise SleutelBlijftDicht("dit is geen verzegelde sleutel van deze versie")
    try:
        prive = ChaCha20Poly1305(_afgeleid(wachtwoord, zout)).decrypt(nonce, inhoud, versie)
    except InvalidTag as fout:
        raise SleutelBlijftDicht("het wachtwoord past niet op deze sleutel") from fout
    return X25519PrivateKey.from_private_bytes(prive)


def herverzegel(verzegeld: bytes, oud: str, nieuw: str) -> bytes:
    """Return the same private key sealed with a new password. Raises ``SleutelBlijftDicht``."""
    return _verzegel(open_sleutel(verzegeld, oud), nieuw)


def _verzegel(prive: X25519PrivateKey, wachtwoord: str) -> bytes:
    zout, nonce = os.urandom(_ZOUT), os.urandom(_NONCE)
    inhoud = ChaCha20Poly1305(_afgeleid(wachtwoord, zout)).encrypt(nonce, prive.private_bytes_raw(), _VERSIE)
    return _VERSIE + zout + nonce + inhoud


def _afgeleid(wachtwoord: str, zout: bytes) -> bytes:
    return hash_secret_raw(wachtwoord.encode(), zout, _RONDES, _GEHEUGEN_KIB, _BANEN, 32, Type.ID)

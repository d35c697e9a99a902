"""The spool's key pair, with which frames are encrypted while the memory is locked (HPKE, ML-KEM-768 with X25519).

HPKE (RFC 9180) in base mode, one message per file. The KEM is ML-KEM-768 with X25519 (X-Wing,
draft-connolly-cfrg-xwing-kem), so that a later quantum computer cannot read today's frames as long as either half is
secure. It costs 1,120 bytes and 0.2 ms a file, and 1,216 bytes of public key. HKDF-SHA256, AES-256-GCM. Spool, vault
and pending ledger use it. Pure functions, any thread.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from memory.sealed.envelope import SealError

PUBLIC_SIZE = 1184 + 32
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_private_key() -> bytes:
    """96 bytes: the ML-KEM seed (d, z) and the X25519 scalar."""
    return MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private: bytes) -> bytes:
    """1,216 bytes: ML-KEM-768 encapsulation key, X25519 point."""
    lattice, curve = _split(private)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def encrypt_to(public: bytes, purpose: bytes, data: bytes) -> bytes:
    """Raises ValueError if `public` is not a key."""
    if len(public) != PUBLIC_SIZE:
        raise ValueError("not a public key of the spool")
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:1184]), X25519PublicKey.from_public_bytes(public[1184:])
    )
    return _SUITE.encrypt(data, key, purpose)


def decrypt_with(private: bytes, purpose: bytes, sealed: bytes) -> bytes:
    """Raises SealError."""
    try:
        return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*_split(private)), purpose)
    except (InvalidTag, ValueError):
        raise SealError("does not verify") from None


def _split(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return MLKEM768PrivateKey.from_seed_bytes(private[:64]), X25519PrivateKey.from_private_bytes(private[64:])

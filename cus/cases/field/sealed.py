"""What a device seals so that only the office opens it: for work whose owner cannot come back with their PIN.

A key pair for each copy (ECDH on P-256); the device keeps the public half and adds one of its own to every sealing.
HKDF makes the key of AES-GCM, bound to the number of the copy. `static/cases/field/crypto.js` is the other side.
"""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from cus.cases.field.incoming import NotReadable

CURVE, NONCE, KEY_LENGTH = ec.SECP256R1(), 12, 32


@dataclass(frozen=True)
class Sealed:
    """As it came: the point of the device's own key, the nonce, the bytes."""

    point: bytes
    iv: bytes
    box: bytes


def make_key() -> bytes:
    """A new key pair of the office for one copy, to be kept by the office."""
    return ec.generate_private_key(CURVE).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def public_half(key: bytes) -> bytes:
    """What the device gets of it: it seals, it does not open."""
    return _private(key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sealed_in(sent: dict[str, Any]) -> Sealed:
    try:
        point, iv, box = (b64decode(sent[name], validate=True) for name in ("point", "iv", "box"))
    except (KeyError, TypeError, ValueError, NotBase64):
        raise NotReadable from None
    return Sealed(point, iv, box)


def open_sealed(sealed: Sealed, *, key: bytes, copy: UUID) -> Any:
    """The values within; whatever was not sealed for this very copy is not readable."""
    if not key or len(sealed.iv) != NONCE:
        raise NotReadable
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sealed.point)
        shared = _private(key).exchange(ec.ECDH(), theirs)
        made = HKDF(SHA256(), KEY_LENGTH, salt=None, info=f"cus-field {copy}".encode()).derive(shared)
        return json.loads(AESGCM(made).decrypt(sealed.iv, sealed.box, str(copy).encode()))
    except (InvalidTag, ValueError, RecursionError):
        raise NotReadable from None


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    loaded = load_der_private_key(key, password=None)
    assert isinstance(loaded, ec.EllipticCurvePrivateKey)
    return loaded

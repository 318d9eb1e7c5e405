"""The device's side of a seal, as `static/cases/field/crypto.js` makes it."""

import json
from base64 import b64encode
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cus.cases.field.merging import Values
from cus.cases.field.sealed import Sealed, public_half
from cus.cases.models import FieldCopy

IV = bytes(12)  # random on a device; every sealing here has a key of its own


def seal(copy: FieldCopy, changes: Values, *, of: UUID | None = None) -> Sealed:
    """What was written on the device of the copy; `of` names another copy, as a forger would."""
    number = of or copy.uuid
    office = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_half(bytes(copy.office_key)))
    own = ec.generate_private_key(ec.SECP256R1())
    key = HKDF(SHA256(), 32, salt=None, info=f"cus-field {number}".encode()).derive(own.exchange(ec.ECDH(), office))
    box = AESGCM(key).encrypt(IV, json.dumps(copy.base | changes).encode(), str(number).encode())
    return Sealed(own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint), IV, box)


def as_sent(sealed: Sealed) -> dict[str, str]:
    return {name: b64encode(getattr(sealed, name)).decode() for name in ("point", "iv", "box")}

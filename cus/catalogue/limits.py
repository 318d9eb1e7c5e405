"""How often the public API may be asked: counted by the minute in the cache, which all server processes share."""

from dataclasses import dataclass
from time import time

from django.core.cache import cache
from django.http import HttpRequest

from cus.catalogue.models import ApiKey
from cus.catalogue.models.api_key import fingerprint_of
from cus.kit.caller import UNCOUNTED, address_of

A_MINUTE = 60
OF_THE_PUBLIC = 300
OF_A_PARTNER = 3000
BULK_OF_THE_PUBLIC = 20  # whole files: each reads all rows
BULK_OF_A_PARTNER = 200


class UnknownKey(Exception):
    """The request bears a key that was never given, or was taken back."""


@dataclass(frozen=True)
class Allowance:
    """How many requests a minute the caller has, how many are left and in how many seconds they start anew."""

    limit: int
    left: int
    seconds: int

    @property
    def is_used_up(self) -> bool:
        return self.left < 0

    def headers(self) -> dict[str, str]:
        told = {"Limit": self.limit, "Remaining": max(0, self.left), "Reset": self.seconds}
        return {f"X-RateLimit-{name}": str(value) for name, value in told.items()}


def count(request: HttpRequest, *, is_bulk: bool = False) -> Allowance:
    """Count this request. A caller with a key is counted by the key, any other by the address."""
    key = key_of(request)
    kind = "bulk" if is_bulk else "api"
    limits = (BULK_OF_THE_PUBLIC, BULK_OF_A_PARTNER) if is_bulk else (OF_THE_PUBLIC, OF_A_PARTNER)
    minute, second = divmod(int(time()), A_MINUTE)
    caller, limit = (f"key:{key.pk}", limits[1]) if key else (address_of(request), limits[0])
    if caller in UNCOUNTED:
        return Allowance(limit, limit, A_MINUTE - second)
    name = f"{kind}:{caller}:{minute}"
    cache.add(name, 0, 2 * A_MINUTE)
    try:
        asked = cache.incr(name)
    except ValueError:  # swept away in between
        asked = 1
    return Allowance(limit, limit - asked, A_MINUTE - second)


def key_of(request: HttpRequest) -> ApiKey | None:
    """The partner's key in `X-Api-Key` or `Authorization: Bearer …`; None when the request bears none."""
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    written = request.headers.get("X-Api-Key", "") or (bearer if scheme.lower() == "bearer" else "")
    if not written:
        return None
    key = ApiKey.objects.valid().filter(fingerprint=fingerprint_of(written)).first()
    if key is None:
        raise UnknownKey
    return key

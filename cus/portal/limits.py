"""How often the public may send and try: counted in the cache, which all server processes share."""

from django.core.cache import cache
from django.http import HttpRequest

from cus.kit.caller import UNCOUNTED, address_of

SENDINGS_AN_HOUR = 20
FILES_AN_HOUR = 100
WRONG_TRIES = 10
LOCKED_FOR = 15 * 60
WRONG_CARDS_AN_HOUR = 30
AN_HOUR = 60 * 60


def may_send(request: HttpRequest) -> bool:
    """Twenty sendings an hour from one address are enough for a library or an office that helps people apply."""
    address = address_of(request)
    return address in UNCOUNTED or cache.get(f"sent:{address}", 0) < SENDINGS_AN_HOUR


def count_sending(request: HttpRequest) -> None:
    _count(f"sent:{address_of(request)}", AN_HOUR)


def may_hand_in(request: HttpRequest) -> bool:
    """A hundred files an hour from one address: files wait a day for an application that may never come."""
    address = address_of(request)
    return address in UNCOUNTED or cache.get(f"files:{address}", 0) < FILES_AN_HOUR


def count_file(request: HttpRequest) -> None:
    _count(f"files:{address_of(request)}", AN_HOUR)


def is_locked(*, centre_id: int, number: str) -> bool:
    """Whether this number was tried too often with wrong codes; asked alike for numbers that do not exist."""
    return cache.get(_tries(centre_id, number), 0) >= WRONG_TRIES


def count_wrong_try(*, centre_id: int, number: str) -> None:
    _count(_tries(centre_id, number), LOCKED_FOR)


def may_try_cards(request: HttpRequest) -> bool:
    """Thirty wrong codes an hour from one address, whichever cards they name: nobody tries one card after another."""
    address = address_of(request)
    return address in UNCOUNTED or cache.get(f"cards:{address}", 0) < WRONG_CARDS_AN_HOUR


def count_wrong_card(request: HttpRequest) -> None:
    _count(f"cards:{address_of(request)}", AN_HOUR)


def _tries(centre_id: int, number: str) -> str:
    return f"tries:{centre_id}:{number}"


def _count(key: str, seconds: int) -> None:
    cache.add(key, 0, seconds)
    cache.incr(key)

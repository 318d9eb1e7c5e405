"""Who calls: the address a request comes from, for counting how often."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# The machine itself, or a proxy nobody told us about: counting it would count all the world as one.
UNCOUNTED = ("", "127.0.0.1", "::1")
CALLER_LENGTH = 16


def caller_of(request: HttpRequest) -> str:
    """By what two requests of one caller are known again, without the address itself; "" where it says nothing."""
    address = address_of(request)
    return "" if address in UNCOUNTED else salted_hmac("caller", address).hexdigest()[:CALLER_LENGTH]


def address_of(request: HttpRequest) -> str:
    """The address somebody calls from; behind a proxy the one the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")

"""Who calls: the address a request comes from, for counting how often."""

from django.conf import settings
from django.http import HttpRequest

# The machine itself, or a proxy nobody told us about: counting it would count all the world as one.
UNCOUNTED = ("", "127.0.0.1", "::1")


def address_of(request: HttpRequest) -> str:
    """The address somebody calls from; behind a proxy the one the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")

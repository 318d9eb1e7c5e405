"""Getting something from an address others named: only from the open internet, within bounds of size and time.

The name is resolved once and the connection goes to the address that was checked: a name that points elsewhere a
moment later leads nowhere else.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from cus.catalogue.imports.rows import Unreadable

LARGEST_PAGE = 20 * 1024**2
LARGEST_FILE = 512 * 1024**2
MOST_REDIRECTS = 5
TRIES = 3
WAITS = (0.5, 2.0)  # seconds between the tries
PATIENCE = httpx.Timeout(10.0, connect=5.0)
WHOLE_TIME = 15 * 60  # seconds for all pages of a feed together
CHUNK = 64 * 1024
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Answer:
    """What the address answered; `content` is empty when nothing has changed since (`is_unchanged`)."""

    status: int
    content: bytes
    validators: dict[str, str]

    @property
    def is_unchanged(self) -> bool:
        return self.status == httpx.codes.NOT_MODIFIED


@dataclass
class Fetcher:
    """Asks addresses for one run. `clock` and `rest` are the time and the waiting, for tests."""

    whole_time: float = WHOLE_TIME
    clock: Callable[[], float] = time.monotonic
    rest: Callable[[float], None] = time.sleep
    _ends: float = field(init=False)
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._ends = self.clock() + self.whole_time
        self._client = httpx.Client(timeout=PATIENCE, trust_env=False, follow_redirects=False)

    def close(self) -> None:
        self._client.close()

    def get(self, url: str, *, validators: dict[str, str] | None = None, most: int = LARGEST_PAGE) -> Answer:
        """The answer of the address, tried again when the other side fails for a moment. Raises Unreadable."""
        return self._tried(url, lambda: self._followed(url, validators or {}, most, None))

    def save(self, url: str, path: Path, *, validators: dict[str, str] | None = None) -> Answer:
        """The same, with the content put into the file."""
        return self._tried(url, lambda: self._followed(url, validators or {}, LARGEST_FILE, path))

    def _tried(self, url: str, ask: Callable[[], Answer]) -> Answer:
        trouble = ""
        for number in range(TRIES):
            if number:
                self.rest(min(WAITS[number - 1], max(0.0, self._ends - self.clock())))
            try:
                answer = ask()
            except httpx.TransportError as wrong:
                trouble = _trouble(wrong)
                continue
            if answer.status < 500 and answer.status != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            trouble = _("it answers with the error %(status)d") % {"status": answer.status}
        given = {"url": url, "trouble": trouble, "tries": TRIES}
        raise Unreadable(_("%(url)s cannot be read: %(trouble)s (tried %(tries)d times).") % given)

    def _followed(self, url: str, validators: dict[str, str], most: int, path: Path | None) -> Answer:
        for _number in range(MOST_REDIRECTS + 1):
            answer, onward = self._once(url, validators, most, path)
            if not onward:
                return answer
            url = urljoin(url, onward)
        raise Unreadable(_("The address leads from one place to the next without end."))

    def _once(self, url: str, validators: dict[str, str], most: int, path: Path | None) -> tuple[Answer, str]:
        request = self._request(url, validators)
        response = self._client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return Answer(response.status_code, b"", {}), response.headers["location"]
            content = self._body(response, most, path)
        finally:
            response.close()
        return Answer(response.status_code, content, _validators(response)), ""

    def _request(self, url: str, validators: dict[str, str]) -> httpx.Request:
        scheme, host, address = checked_address(url)
        parts = urlsplit(url)
        at = f"[{address}]" if ":" in address else address
        port = f":{parts.port}" if parts.port else ""
        target = f"{scheme}://{at}{port}{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        headers = {"Host": f"{host}{port}", "Accept": "application/json, */*;q=0.5", "User-Agent": "Otwarty CUS"}
        return self._client.build_request(
            "GET",
            target,
            headers=headers | validators,
            extensions={"sni_hostname": host, "timeout": PATIENCE.as_dict()},
        )

    def _body(self, response: httpx.Response, most: int, path: Path | None) -> bytes:
        taken, size = bytearray(), 0
        file = path.open("wb") if path else None
        try:
            for chunk in response.iter_bytes(CHUNK):
                size += len(chunk)
                if size > most:
                    raise Unreadable(_("The answer is larger than %(size)d MB.") % {"size": most // 1024**2})
                if self.clock() > self._ends:
                    raise Unreadable(
                        _("Reading took longer than %(minutes)d minutes and was ended.")
                        % {"minutes": round(self.whole_time / 60)}
                    )
                if file:
                    file.write(chunk)
                else:
                    taken += chunk
        finally:
            if file:
                file.close()
        return bytes(taken)


def checked_address(url: str) -> tuple[str, str, str]:
    """Scheme, host and the address to connect to. Raises Unreadable for what is not on the open internet."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise Unreadable(_("“%(url)s” is not an address.") % {"url": url}) from wrong
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise Unreadable(_("Only addresses beginning with http:// or https:// can be read."))
    try:
        found = socket.getaddrinfo(parts.hostname, port or PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise Unreadable(_("There is no %(host)s on the internet.") % {"host": parts.hostname}) from wrong
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(_may_be_asked(address) for address in addresses):
        raise Unreadable(
            _("%(host)s is an address inside the network, not on the open internet.") % {"host": parts.hostname}
        )
    return parts.scheme, parts.hostname, addresses[0]


def _may_be_asked(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or ip
    if any(mapped in ipaddress.ip_network(network) for network in settings.HARVEST_ALSO_FROM):
        return True
    return mapped.is_global and not mapped.is_multicast


def _validators(response: httpx.Response) -> dict[str, str]:
    """What to send next time, so that an unchanged answer need not be sent again."""
    pairs = {"If-None-Match": response.headers.get("etag"), "If-Modified-Since": response.headers.get("last-modified")}
    return {name: value for name, value in pairs.items() if value}


def _trouble(wrong: httpx.TransportError) -> str:
    if isinstance(wrong, httpx.ConnectTimeout | httpx.ReadTimeout | httpx.PoolTimeout):
        return str(_("it does not answer in time"))
    if isinstance(wrong.__cause__, ssl.SSLError) or "certificate" in str(wrong).lower():
        return str(_("its certificate is not valid"))
    if isinstance(wrong, httpx.ConnectError):
        return str(_("nobody answers there"))
    return str(_("the connection breaks off"))

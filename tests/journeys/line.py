"""The line between a telephone and the office: it can be cut, lose an answer, or find the office broken."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

LOST, BROKEN = "LOST", "BROKEN"
OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Line:
    """Forwards to the office on a port of its own. Closed, the port answers to nobody, as a dead server does not."""

    def __init__(self, office: str) -> None:
        self.office = urlsplit(office)
        self.faults: dict[str, str] = {}
        self.port = 0
        self.mend()

    @property
    def url(self) -> str:
        return f"http://{self.office.hostname}:{self.port}"

    def mend(self) -> None:
        """Answer again, on the same port."""
        self._server = _Server((self.office.hostname or "localhost", self.port), _Hop)
        self._server.line = self
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def cut(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def that(self, fault: str, of: str) -> Iterator[None]:
        """Inside the block requests to addresses ending in `of` meet this fault."""
        self.faults[of] = fault
        try:
            yield
        finally:
            del self.faults[of]

    def fault_of(self, path: str) -> str:
        return next((fault for end, fault in self.faults.items() if path.endswith(end)), "")


class _Server(ThreadingHTTPServer):
    line: Line
    daemon_threads = True
    block_on_close = False


class _Hop(BaseHTTPRequestHandler):
    """One request and its answer, each on a connection of its own, so that a cut line stays cut."""

    server: _Server

    def do_GET(self) -> None:
        self._forward()

    def do_POST(self) -> None:
        self._forward()

    def _forward(self) -> None:
        line = self.server.line
        fault, length = line.fault_of(self.path), int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        self.close_connection = True
        if fault == BROKEN:
            self.send_error(500)
            return
        office = HTTPConnection(line.office.hostname or "", line.office.port or 80)
        office.request(self.command, self.path, body, dict(self.headers.items()))
        answer = office.getresponse()
        content = answer.read()
        office.close()
        if fault == LOST:
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_HOP:
                self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """A journey prints nothing."""

"""A small feed on this machine that tells the truth, or lies as a test asks: a real server on loopback."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, bytes, dict[str, str]]
Answering = Callable[[str, dict[str, str], dict[str, str]], Answer]  # path, what is asked, headers


@contextmanager
def serving(answering: Answering) -> Iterator[str]:
    """The address of a server that answers so, inside the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, body, headers = answering(parts.path, asked, dict(self.headers))
            self.send_response(status)
            for name, value in (
                {"Content-Length": str(len(body)), "Content-Type": "application/json"} | headers
            ).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet: what is asked is the test's business."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def a_service(number: int, **given: Any) -> dict[str, Any]:
    """A service as a feed gives it in full."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "name": f"Usługa {number}",
        "status": "active",
        "organization": {"id": "00000000-0000-4000-9000-000000000001", "name": "Fundacja", "description": "Fundacja"},
        "phones": [{"id": f"00000000-0000-4000-a000-{number:012}", "number": "+48 12 555 01 20"}],
    } | given


def a_page(services: list[Any], *, number: int, of: int, items: int, **given: Any) -> dict[str, Any]:
    return {
        "total_items": items,
        "total_pages": of,
        "page_number": number,
        "size": len(services),
        "first_page": number == 1,
        "last_page": number == of,
        "empty": not services,
        "contents": services,
    } | given


def as_answer(thing: Any, **headers: str) -> Answer:
    return 200, json.dumps(thing).encode(), headers


def a_feed(services: list[Any], **lies: Any) -> Answering:
    """A feed of these services, page after page of a hundred; `lies` stand in every page instead of the truth."""

    def answer(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
        if path != "/services":
            return 404, b"{}", {}
        number, size = int(asked["page"]), int(asked["per_page"])
        of = -(-len(services) // size)
        some = services[(number - 1) * size : number * size]
        return as_answer(a_page(some, number=number, of=of, items=len(services), **lies))

    return answer

"""Programs that are started again, ports that are taken."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.ports import answers, must_be_free
from launch.services import Service
from launch.trouble import Trouble

SERVER = """
import http.server, sys
class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Healthy).serve_forever()
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def service(port: int, tmp_path: Path) -> Iterator[Service]:
    command = [sys.executable, "-c", SERVER, str(port)]
    service = Service("server", command, env=dict(os.environ), log=tmp_path / "server.log")
    yield service
    service.stop()


def test_a_used_port_is_named_with_one_that_is_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            Trouble, match=rf"^Port {port} is used by another program\. Take another one: \./run demo --port \d+$"
        ):
            must_be_free("127.0.0.1", port, verb="demo")


def test_a_port_that_cannot_exist_is_said_to_be_none() -> None:
    with pytest.raises(Trouble, match="There is no port 99999"):
        must_be_free("127.0.0.1", 99999, verb="demo")


def test_a_free_port_is_no_trouble(port: int) -> None:
    must_be_free("127.0.0.1", port, verb="demo")


def test_a_server_killed_with_kill_9_answers_again(service: Service, port: int) -> None:
    service.start()
    assert _answers_soon(port)
    assert service.process
    first = service.process.pid

    os.kill(first, signal.SIGKILL)
    service.process.wait()
    service.heal()

    assert _answers_soon(port)
    assert service.process.pid != first


def test_a_program_that_keeps_dying_is_given_longer_and_longer_pauses(tmp_path: Path) -> None:
    service = Service("worker", [sys.executable, "-c", ""], env=dict(os.environ), log=tmp_path / "log")
    pauses = []
    for _ in range(4):
        if not service.process:
            service.start()
        assert service.process
        service.process.wait()
        died_at = time.monotonic()
        service.heal()
        pauses.append(service.due_at - died_at)
    service.stop()

    assert pauses[0] < 0.5 < pauses[1] < pauses[2] < pauses[3] <= 8.5


def test_stopping_frees_the_port(service: Service, port: int) -> None:
    service.start()
    assert _answers_soon(port)

    service.stop()

    must_be_free("127.0.0.1", port, verb="demo")


def _answers_soon(port: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if answers(port):
            return True
        time.sleep(0.05)
    return False

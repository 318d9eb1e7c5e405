"""The long-running programs of an installation: the web server and the worker, started again when they die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from launch.children import dying_with_us
from launch.postgres import Cluster

LONG_LIFE = 30  # seconds after which a death counts as the first one again
LONGEST_PAUSE = 8


class Service:
    """One program in a process group of its own, so that what it leaves behind can be ended with it."""

    def __init__(self, name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path | None = None) -> None:
        self.name, self.command, self.env, self.log = name, command, env, log
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self.started_at = self.due_at = 0.0

    def start(self) -> None:
        output = self.log.open("ab") if self.log else None
        self.process = subprocess.Popen(
            self.command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=dying_with_us(signal.SIGTERM),
        )
        self.started_at = time.monotonic()
        if output:
            output.close()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def heal(self) -> None:
        """Start again what died, after a pause that grows while it keeps dying."""
        if self.is_alive():
            return
        now = time.monotonic()
        if self.process:
            self.deaths = 1 if now - self.started_at > LONG_LIFE else self.deaths + 1
            self.due_at = now + (0 if self.deaths == 1 else min(2**self.deaths / 4, LONGEST_PAUSE))
            say(f"The {self.name} ended (code {self.process.returncode}); starting it again.")
            self._end_group()
            self.process = None
        if now >= self.due_at:
            self.start()

    def stop(self, *, patience: float = 10) -> None:
        if not self.process:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=patience)
        self._end_group()
        self.process.wait()

    def _end_group(self) -> None:
        """After kill -9 the children of the server would go on holding its port."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def web_server(*, host: str, port: int, workers: int, env: Mapping[str, str], log: Path | None = None) -> Service:
    options = {"--interface": "wsgi", "--host": host, "--port": port, "--workers": workers, "--blocking-threads": 8}
    pairs = [str(part) for pair in options.items() for part in pair]
    quiet = ["--no-ws", "--respawn-failed-workers", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *pairs, *quiet, "config.wsgi:application"]
    return Service("server", command, env=env, log=log)


def worker(*, env: Mapping[str, str], log: Path | None = None) -> Service:
    return Service("worker", [sys.executable, "-m", "django", "procrastinate", "worker"], env=env, log=log)


def watch(services: Sequence[Service], cluster: Cluster | None) -> None:
    """Until interrupted."""
    while True:
        time.sleep(0.5)
        if cluster and not cluster.is_alive():
            say("The database ended; starting it again.")
            cluster.start()
        for service in services:
            service.heal()


def say(sentence: str) -> None:
    print(sentence, flush=True)

"""A PostgreSQL of our own: made, started, stopped and healed by the launcher; no TCP, one guarded socket."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from launch.account import Account, server_account
from launch.binaries import STATE_OF_ROOT, Binaries, find_binaries, within_reach
from launch.children import dying_with_us
from launch.trouble import Trouble

OWNER, APPLICATION, DATABASE = "cus", "cus_app", "cus"
MARKER = "OTWARTY-CUS"
PATIENCE = 20  # seconds: after kill -9 the old server's children hold the memory for a while
LONGEST_SOCKET_DIRECTORY = 88  # the kernel allows 107 characters for directory, slash and file name
PASSING = ("pre-existing shared memory", "lock file", "is being used by", "starting up", "could not bind")
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Cluster:
    """One data directory and the server on it."""

    def __init__(self, directory: Path, *, throw_away: bool = False, dies_with_us: bool = False) -> None:
        self.account = server_account()
        self.directory = _reachable(directory, self.account)
        self.throw_away = throw_away
        self.dies_with_us = dies_with_us
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = _socket_directory(self.directory)
        self.log = self.directory / "server.log"

    def url(self, *, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket))}"

    def start(self) -> None:
        """Make the data directory if there is none, start the server if it does not run, see that both roles exist."""
        self._make()
        if not self._answers():
            self._launch_until_it_answers()
        self._introduce_roles()

    def stop(self) -> None:
        """Fast shutdown: transactions under way are rolled back, everything committed is on disk."""
        if not (self.directory / "postmaster.pid").exists():
            return
        self._run("pg_ctl", "-D", str(self.directory), "-m", "fast", "-w", "-t", "30", "stop")
        if self.process:
            self.process.wait(timeout=30)
            self.process = None

    def is_alive(self) -> bool:
        if self.process:
            return self.process.poll() is None
        return _is_postgres(self._pid())

    # Making

    def _make(self) -> None:
        if not self.directory.exists() or not any(self.directory.iterdir()):
            self._initialise()
        missing = [name for name in ("PG_VERSION", "global/pg_control", "pg_wal", MARKER) if not self._has(name)]
        if missing:
            raise Trouble(
                f"The database directory {self.directory} is incomplete (no {', '.join(missing)}). "
                "./run demo --fresh puts it aside and begins anew; to keep it, bring it back from a backup."
            )

    def _initialise(self) -> None:
        """Into a draft directory that is renamed when complete: an interrupted start leaves nothing half-written."""
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=self.directory.parent, prefix="pg-unfinished-"))
        if self.account:
            os.chown(draft, self.account.uid, self.account.gid)
        where = ["-D", str(draft), "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        disk = ["--no-sync"] if self.throw_away else []
        done = self._run("initdb", *where, *disk, *_locale(self._binaries().major))
        if done.returncode:
            shutil.rmtree(draft)
            raise Trouble(f"The database could not be made in {self.directory}: {_last_line(done.stderr)}")
        (draft / MARKER).write_text("The database of Otwarty CUS, made by ./run.\n")
        draft.rename(self.directory)

    def _has(self, name: str) -> bool:
        return (self.directory / name).exists()

    # Starting

    def _launch_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            said = self._launch()
            if said is None:
                return
            if time.monotonic() > deadline or not any(words in said for words in PASSING):
                raise Trouble(
                    f"PostgreSQL does not start on {self.directory}: {_fatal(said)} "
                    f"(More in {self.log}.) ./run demo --fresh puts these data aside and begins anew."
                )
            time.sleep(0.5)

    def _launch(self) -> str | None:
        """Start once and wait; None when it answers, else what the server wrote to its log."""
        self._forget_dead_server()
        read_from = self.log.stat().st_size if self.log.exists() else 0
        self.process = self._spawn()
        deadline = time.monotonic() + 60  # recovery after a crash replays the log first
        while time.monotonic() < deadline:
            if self._answers():
                return None
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.process.poll()
        with self.log.open(errors="replace") as log:
            log.seek(read_from)
            return log.read()

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            **(FOR_TESTS if self.throw_away else {}),
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self._binaries() / "postgres", "-D", self.directory, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the launcher, which stops the database last
                preexec_fn=dying_with_us(signal.SIGINT) if self.dies_with_us else None,  # noqa: PLW1509 - one thread only
                **self._as_account(),
            )

    def _forget_dead_server(self) -> None:
        """Lock files of a server that was killed: PostgreSQL believes them while its number is in use by anyone."""
        pid = self._pid()
        if pid is None or not Path("/proc/self").exists() or _is_postgres(pid):
            return
        for file in (self.directory / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            file.unlink(missing_ok=True)

    def _pid(self) -> int | None:
        with suppress(OSError, ValueError, IndexError):
            return int((self.directory / "postmaster.pid").read_text().split()[0])
        return None

    def _answers(self) -> bool:
        if not (self.socket / ".s.PGSQL.5432").exists():
            return False
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url(role=OWNER, database="postgres"), connect_timeout=3).close()
            return True
        return False

    def _introduce_roles(self) -> None:
        with psycopg.connect(self.url(role=OWNER, database="postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
                connection.execute(f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    # Programs

    def _binaries(self) -> Binaries:
        version = self.directory / "PG_VERSION"
        major = int(version.read_text()) if version.exists() and version.read_text().strip().isdigit() else None
        return within_reach(find_binaries(major=major), self.account)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self._binaries() / program), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, **self._as_account())

    def _as_account(self) -> dict[str, Any]:
        return self.account.popen() if self.account else {}


def _reachable(directory: Path, account: Account | None) -> Path:
    """The directory itself, or, where the server's account cannot go, one below /var/lib that it links to."""
    if account is None or directory.is_symlink() or account.can_enter(directory.parent):
        return directory.resolve()
    if directory.exists():
        return directory
    STATE_OF_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
    elsewhere = Path(tempfile.mkdtemp(dir=STATE_OF_ROOT, prefix="data-"))
    elsewhere.chmod(0o755)
    directory.parent.mkdir(parents=True, exist_ok=True)
    directory.symlink_to(elsewhere / "pg")
    return elsewhere / "pg"


def _socket_directory(data: Path) -> Path:
    """The data directory itself; a path too long for a socket gets a closed directory among the temporary ones."""
    if len(str(data)) <= LONGEST_SOCKET_DIRECTORY:
        return data
    short = Path("/tmp") / f"cus-{os.getuid()}-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    account = server_account()
    if short.stat().st_uid not in {os.getuid(), account.uid if account else os.getuid()}:
        raise Trouble(f"{short} belongs to someone else: set CUS_HOME to a directory with a shorter path.")
    if account:
        os.chown(short, account.uid, account.gid)
    return short


def _locale(major: int) -> list[str]:
    """Unicode rules that are the same on every machine, where the server brings them along."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    return [*builtin, "--locale=C.UTF-8"]


def _is_postgres(pid: int | None) -> bool:
    try:
        name, rest = Path(f"/proc/{pid}/stat").read_text().split("(", 1)[1].rsplit(")", 1)
    except (OSError, IndexError):
        return False
    return name.startswith("postgres") and rest.split()[0] != "Z"


def _fatal(said: str) -> str:
    lines = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line or "could not" in line]
    return lines[-1].split(":  ", 1)[-1].rstrip(".") + "." if lines else _last_line(said)


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no reason given")

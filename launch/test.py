"""`./run test …`: pytest on all cores, on a PostgreSQL of this run's own."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from launch.browser import ADVICE, find_chromium, must_have_chromium
from launch.children import run_to_end
from launch.environment import environment
from launch.home import Home
from launch.messages import compile_changed_messages
from launch.postgres import Cluster
from launch.trouble import Trouble


def main(arguments: list[str]) -> int:
    if not find_chromium():
        if must_have_chromium():
            raise Trouble("CI needs a browser for tests/journeys: apt install chromium")
        print(ADVICE, flush=True)
    compile_changed_messages()
    place = Path(tempfile.mkdtemp(prefix="cus-test-"))
    place.chmod(0o755)  # the server's account passes through; what is inside is closed by itself
    cluster = None
    try:
        home = _home(place)
        cluster = None if os.environ.get("DATABASE_URL") else _started(place)
        env = environment(home, cluster, DJANGO_SETTINGS_MODULE="config.settings_test", CUS_HOME=str(home.path))
        return run_to_end(
            [sys.executable, "-m", "pytest", *_spread(arguments), *arguments], env=env, ask_to_stop=signal.SIGINT
        )
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(place, ignore_errors=True)  # made by this run, five lines above


def _home(place: Path) -> Home:
    home = Home(place / "home")
    for path in (home.path, home.media, home.mail):
        path.mkdir(mode=0o700)
    return home


def _started(place: Path) -> Cluster:
    cluster = Cluster(place / "pg", throw_away=True, dies_with_us=True)
    cluster.start()
    return cluster


def _spread(arguments: list[str]) -> list[str]:
    """Over all cores, unless the person asks for a debugger or says how many."""
    own_choice = {
        "--numprocesses",
        "--pdb",
        "-s",
        "--capture=no",
        "--collect-only",
        "--co",
        "--version",
        "--help",
        "-h",
    }
    if any(argument in own_choice or argument.startswith("-n") for argument in arguments):
        return []
    return ["-n", str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)]

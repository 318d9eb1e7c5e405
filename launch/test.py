"""`./run test …`: pytest on all cores, on a PostgreSQL of this run's own."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from launch.browser import must_have_browser, why_no_browser
from launch.children import run_to_end
from launch.environment import environment
from launch.home import ROOT, Home, open_home
from launch.messages import compile_changed_messages
from launch.postgres import Cluster
from launch.template import TEMPLATE, copy_of_template
from launch.trouble import Trouble


def main(arguments: list[str]) -> int:
    if why := why_no_browser():
        if must_have_browser():
            raise Trouble(why)
        print(f"{why}. They are skipped.", flush=True)
    compile_changed_messages()
    place = Path(tempfile.mkdtemp(prefix="cus-test-"))
    place.chmod(0o755)  # the server's account passes through; what is inside is closed by itself
    cluster = None
    try:
        home = _home(place)
        cluster = None if os.environ.get("DATABASE_URL") else _started(place, arguments)
        has_template = (place / "pg" / "state").exists()
        env = environment(home, cluster, DJANGO_SETTINGS_MODULE="config.settings_test", CUS_HOME=str(home.path))
        env |= {"CUS_TEST_TEMPLATE": TEMPLATE} if has_template else {}
        command = [sys.executable, "-m", "pytest", *_spread(arguments), *arguments]
        return run_to_end(command, env=env, ask_to_stop=signal.SIGINT)
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(place, ignore_errors=True)  # made by this run, a few lines above


def _home(place: Path) -> Home:
    home = Home(place / "home")
    for path in (home.path, home.media, home.mail):
        path.mkdir(mode=0o700)
    return home


def _started(place: Path, arguments: list[str]) -> Cluster:
    if not _is_pure(arguments):
        copy_of_template(open_home(), place / "pg")
    cluster = Cluster(place / "pg", throw_away=True, dies_with_us=True)
    cluster.start()
    return cluster


def _is_pure(arguments: list[str]) -> bool:
    """Only tests of the law, the rota and the launcher, which need no tables."""
    paths = [argument for argument in arguments if (ROOT / argument.split("::")[0]).exists()]
    return bool(paths) and all(path.startswith(("cus/law", "cus/rota", "tests/launch")) for path in paths)


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
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ["-n", str(cores), "--maxschedchunk", "2"]  # in larger pieces one core would get all the long ones

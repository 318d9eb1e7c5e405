"""A migrated database that every test process copies: migrating takes many seconds, copying a fraction of one."""

import fcntl
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from launch.environment import environment
from launch.home import Home
from launch.postgres import MARKER, OWNER, Cluster
from launch.prepare import django, state_of_code
from launch.services import say
from launch.trouble import Trouble

TEMPLATE = "cus_template"


def copy_of_template(home: Home, place: Path) -> bool:
    """Put a cluster with the migrated template into `place`; False when the migrations do not run just now."""
    with (home.path / "test-template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_current(home) and not _make(home):
            return False
        fcntl.flock(lock, fcntl.LOCK_SH)
        subprocess.run(["cp", "-a", str(_kept(home).resolve()), str(place)], check=True)
    return True


def _kept(home: Home) -> Path:
    return home.path / "test-template"


def _is_current(home: Home) -> bool:
    note = _kept(home) / "state"
    return note.exists() and note.read_text() == state_of_code()


def _make(home: Home) -> bool:
    say("Preparing the test database, once for each change of a migration ...")
    state = state_of_code()
    draft = Path(tempfile.mkdtemp(dir=home.path, prefix="test-template-"))
    draft.chmod(0o755)
    cluster = Cluster(draft / "pg", throw_away=True, dies_with_us=True)
    try:
        cluster.start()
        _migrate(home, cluster)
    except Trouble as trouble:
        why = str(trouble).splitlines()[-1]
        say(f"The migrations do not run just now, so each test process tries by itself: {why}")
        return False
    else:
        cluster.stop()
        (cluster.directory / "state").write_text(state)
        _replace(home, cluster.directory)
        return True
    finally:
        cluster.stop()
        shutil.rmtree(draft)  # made by this run


def _migrate(home: Home, cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(role=OWNER), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    url = cluster.url(role=OWNER, database=TEMPLATE)
    env = environment(home, cluster, DJANGO_SETTINGS_MODULE="config.settings_owner")
    env |= {"DATABASE_URL": url, "DATABASE_OWNER_URL": url}
    django("migrate", "--no-input", "--skip-checks", "-v0", env=env)


def _replace(home: Home, made: Path) -> None:
    kept = _kept(home)
    if (kept / MARKER).exists():  # ours, and nothing but a copy of what the migrations make
        shutil.rmtree(kept)
    made.rename(kept)

"""What the Django processes are told: databases, secret, places of files."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from launch.home import ROOT, Home
from launch.postgres import APPLICATION, OWNER, Cluster

Environment = dict[str, str]


def environment(home: Home, cluster: Cluster | None, **more: str) -> Environment:
    """Values the person set win, except the two database addresses, which belong together."""
    given = {
        "CUS_MEDIA": str(home.media),
        "EMAIL_URL": f"filemail:///{home.mail}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    env = {**given, **os.environ, **more}
    env["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([str(ROOT), *filter(None, [env.get("PYTHONPATH")])]))
    if not env.get("SECRET_KEY"):
        env["SECRET_KEY"] = home.secret_key()
    if cluster:
        env["DATABASE_URL"] = cluster.url(role=APPLICATION)
        env["DATABASE_OWNER_URL"] = cluster.url(role=OWNER)
        env["PGHOST"] = str(cluster.socket)  # psql and pg_dump started from here find it too
    else:
        env.setdefault("DATABASE_OWNER_URL", env["DATABASE_URL"])
    return env


def own_database(home: Home, *, dies_with_us: bool = False) -> Cluster | None:
    """The embedded cluster, unless DATABASE_URL names another server."""
    return None if os.environ.get("DATABASE_URL") else Cluster(home.cluster, dies_with_us=dies_with_us)


@contextmanager
def database_in_use(home: Home, cluster: Cluster | None) -> Iterator[None]:
    """Start the server if needed; the last of several users stops it."""
    if cluster is None:
        yield
        return
    with (home.path / "database-users.lock").open("a") as users:
        with (home.path / "database-start.lock").open("a") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            cluster.start()
        try:
            yield
        finally:
            if _is_last(users):
                cluster.stop()


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

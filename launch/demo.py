"""`./run demo`: database, example data, worker and server, watched until Ctrl-C."""

import argparse
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from launch.children import no_longer_interruptible, stop_when_asked
from launch.environment import Environment, database_in_use, environment, own_database
from launch.home import Home, open_home
from launch.messages import compile_changed_messages
from launch.ports import answers, must_be_free
from launch.postgres import Cluster
from launch.prepare import Preparation, load_demo, migrate, refresh_catalogue
from launch.services import Service, say, watch, web_server, worker
from launch.trouble import Trouble

FIRST_ANSWER = 60


def main(arguments: list[str]) -> int:
    wish = _read(arguments)
    home = open_home()
    stop_when_asked()
    try:
        with _only_demo(home, wish.port):
            must_be_free("127.0.0.1", wish.port, verb="demo")
            if wish.fresh:
                _begin_anew(home)
            _run(home, wish.port)
    except KeyboardInterrupt:
        say("Stopped. The data are kept; ./run demo goes on with them.")
    return 0


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo", description="Start Otwarty CUS with example data.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="put the present data aside and begin anew")
    return parser.parse_args(arguments)


def _run(home: Home, port: int) -> None:
    cluster = own_database(home, dies_with_us=True)
    compile_changed_messages()
    say("Starting the database ...")
    with database_in_use(home, cluster):
        env = environment(home, cluster, CUS_DEMO="1")
        done = Preparation(cluster)
        if migrate(done, env):
            say("The tables are up to date.")
        if load_demo(done, env):
            say("The example data are loaded.")
        refresh_catalogue(done, env)
        services = [
            web_server(host="127.0.0.1", port=port, workers=2, env=env, log=home.log / "server.log"),
            worker(env=env, log=home.log / "worker.log"),
        ]
        _serve(services, cluster, port, env)


def _serve(services: list[Service], cluster: Cluster | None, port: int, env: Environment) -> None:
    try:
        for service in services:
            service.start()
        people = _ask_for_people(env)
        _wait_for(services[0], port)
        _welcome(port, people.communicate()[0])
        watch(services, cluster)
    finally:
        no_longer_interruptible()
        for service in services:
            service.stop()


def _ask_for_people(env: Environment) -> subprocess.Popen[str]:
    """Beside the start of the server, which takes as long."""
    command = [sys.executable, "-m", "django", "load_demo", "--people"]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _wait_for(server: Service, port: int) -> None:
    deadline = time.monotonic() + FIRST_ANSWER
    while not answers(port):
        if not server.is_alive() or time.monotonic() > deadline:
            last = server.log.read_text(errors="replace").strip().splitlines()[-15:] if server.log else []
            raise Trouble("\n".join([f"The server does not answer. The end of {server.log}:", *last]))
        time.sleep(0.1)


def _welcome(port: int, people: str) -> None:
    say(f"\nOtwarty CUS is running:  http://localhost:{port}/")
    if people.strip():
        say(f"Sign in with one click at  http://localhost:{port}/demo/  as\n")
        say("\n".join(f"  {line}" for line in people.strip().splitlines()))
    say("\nCtrl-C stops it.")


@contextmanager
def _only_demo(home: Home, port: int) -> Iterator[None]:
    with (home.path / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Trouble(
                f"The demo is already running ({lock.read().strip() or 'starting'}). "
                "Stop it with Ctrl-C where it was started, or set CUS_HOME to run a second one beside it."
            ) from error
        lock.truncate(0)
        lock.write(f"http://localhost:{port}/, process {os.getpid()}")
        lock.flush()
        yield


def _begin_anew(home: Home) -> None:
    if os.environ.get("DATABASE_URL"):
        raise Trouble("--fresh is for the demo's own database, and DATABASE_URL names another one: unset it first.")
    with (home.path / "database-users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Trouble("A ./run manage is still using the database. Let it finish, then try again.") from error
        cluster = Cluster(home.cluster)
        if cluster.is_alive():
            cluster.stop()
        if aside := home.put_aside():
            say(f"The data so far were put aside in {aside}; delete that directory when you no longer need it.")
    for path in (home.media, home.mail):
        path.mkdir(mode=0o700, exist_ok=True)

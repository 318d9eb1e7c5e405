"""`./run serve`: server and worker of a real centre, on a PostgreSQL of its administrator's. Logs to the terminal."""

import argparse
import os
import subprocess
import sys

from launch.children import no_longer_interruptible, stop_when_asked
from launch.environment import Environment, environment
from launch.home import open_home
from launch.messages import compile_changed_messages
from launch.ports import must_be_free
from launch.prepare import django
from launch.services import say, watch, web_server, worker
from launch.trouble import Trouble

REQUIRED = {
    "DATABASE_URL": "postgresql://cus_app:password@host/cus",
    "SECRET_KEY": "fifty random characters, kept secret",
    "ALLOWED_HOSTS": "cus.example.pl",
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run serve", description="Serve a real centre.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    wish = parser.parse_args(arguments)
    if missing := [name for name in REQUIRED if not os.environ.get(name)]:
        example = "  ".join(f"{name}='{REQUIRED[name]}'" for name in missing)
        raise Trouble(
            f"Set {', '.join(missing)} before serving, for example: {example}. To try the system: ./run demo"
        )
    must_be_free(wish.host, wish.port, verb="serve")
    compile_changed_messages()
    env = environment(open_home(), None)
    _tables_must_be_up_to_date(env)
    django("collectstatic", "--no-input", "-v0", env=env)
    django("refresh_catalogue", "--if-missing", env=env)
    services = [web_server(host=wish.host, port=wish.port, workers=wish.workers, env=env), worker(env=env)]
    stop_when_asked()
    try:
        for service in services:
            service.start()
        say(f"Serving on http://{wish.host}:{wish.port}/")
        watch(services, None)
    except KeyboardInterrupt:
        say("Stopping.")
    finally:
        no_longer_interruptible()
        for service in services:
            service.stop()
    return 0


def _tables_must_be_up_to_date(env: Environment) -> None:
    """Serving does not migrate: when the tables change is for the administrator to choose, after a backup."""
    as_owner = env | {"DJANGO_SETTINGS_MODULE": "config.settings_owner"}
    command = [sys.executable, "-m", "django", "migrate", "--check", "--skip-checks", "-v0"]
    looked = subprocess.run(command, env=as_owner, capture_output=True, text=True, check=False)
    if looked.returncode and looked.stderr.strip():
        raise Trouble(f"The database cannot be read: {looked.stderr.strip().splitlines()[-1]}")
    if looked.returncode:
        raise Trouble("The tables are older than the program. Make a backup, then: ./run manage migrate")

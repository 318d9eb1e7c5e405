"""`./run manage …`: a Django command, with the database running and under the right role."""

import os
import sys

from launch.children import run_to_end
from launch.environment import database_in_use, environment, own_database
from launch.home import open_home
from launch.messages import compile_changed_messages
from launch.prepare import Preparation, migrate

OF_THE_OWNER = {
    "createcachetable",
    "dbshell",
    "flush",
    "makemigrations",
    "migrate",
    "pgtrigger",
    "showmigrations",
    "sqlmigrate",
}
CHANGE_BY_HAND = {"dbshell", "flush", "loaddata", "migrate"}
TABLES_FIRST = {"story"}  # told in a fresh clone too: what is missing in the database of ./run is made first
WITHOUT_DATABASE = {"collectstatic", "diffsettings", "findstatic", "help", "messages", "rota", "startapp"}


def main(arguments: list[str]) -> int:
    verb = arguments[0] if arguments else "help"
    home = open_home()
    cluster = own_database(home)
    compile_changed_messages()
    settings = "config.settings_owner" if verb in OF_THE_OWNER else "config.settings"
    # The database of ./run holds the example centre; a real one is named by DATABASE_URL.
    demo = {"CUS_DEMO": os.environ.get("CUS_DEMO", "1")} if cluster else {}
    env = environment(home, cluster, DJANGO_SETTINGS_MODULE=settings, **demo)
    command = [sys.executable, "-m", "django", *arguments]
    if verb in WITHOUT_DATABASE:
        return run_to_end(command, env=env)
    with database_in_use(home, cluster):
        if verb in CHANGE_BY_HAND:
            Preparation(cluster).forget()
        if cluster and verb in TABLES_FIRST:
            migrate(Preparation(cluster), env)
        return run_to_end(command, env=env)

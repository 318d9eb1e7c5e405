"""`./run manage …`: a Django command, with the database running and under the right role."""

import sys

from launch.children import run_to_end
from launch.environment import database_in_use, environment, own_database
from launch.home import open_home
from launch.messages import compile_changed_messages

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
WITHOUT_DATABASE = {"collectstatic", "diffsettings", "findstatic", "help", "messages", "startapp"}


def main(arguments: list[str]) -> int:
    verb = arguments[0] if arguments else "help"
    home = open_home()
    cluster = own_database(home)
    compile_changed_messages()
    settings = "config.settings_owner" if verb in OF_THE_OWNER else "config.settings"
    env = environment(home, cluster, DJANGO_SETTINGS_MODULE=settings)
    command = [sys.executable, "-m", "django", *arguments]
    if verb in WITHOUT_DATABASE:
        return run_to_end(command, env=env)
    with database_in_use(home, cluster):
        return run_to_end(command, env=env)

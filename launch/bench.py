"""`./run bench NAME …`: runs a measurement from bench/, with the database running if it needs one."""

import sys

from launch.children import run_to_end
from launch.environment import database_in_use, environment, own_database
from launch.home import ROOT, open_home
from launch.trouble import Trouble

PURE = {"rota"}
"""What is measured without a database."""


def main(arguments: list[str]) -> int:
    there = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    if not arguments or arguments[0] not in there:
        raise Trouble(
            f"There are these measurements: {', '.join(there)}" if there else "There are no measurements yet."
        )
    command = [sys.executable, "-m", f"bench.{arguments[0]}", *arguments[1:]]
    home = open_home()
    cluster = own_database(home)
    env = environment(home, cluster, CUS_DEMO="1")
    if arguments[0] in PURE:
        return run_to_end(command, env=env)
    with database_in_use(home, cluster):
        return run_to_end(command, env=env)

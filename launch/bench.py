"""`./run bench NAME …`: runs a measurement from bench/, with the database running."""

import sys

from launch.children import run_to_end
from launch.environment import database_in_use, environment, own_database
from launch.home import ROOT, open_home
from launch.trouble import Trouble


def main(arguments: list[str]) -> int:
    there = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    if not arguments or arguments[0] not in there:
        raise Trouble(
            f"There are these measurements: {', '.join(there)}" if there else "There are no measurements yet."
        )
    home = open_home()
    cluster = own_database(home)
    with database_in_use(home, cluster):
        env = environment(home, cluster, CUS_DEMO="1")
        return run_to_end([sys.executable, "-m", f"bench.{arguments[0]}", *arguments[1:]], env=env)

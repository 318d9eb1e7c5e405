"""`./run manage rota solve|check`: plan a day written in a file, or say whether a plan of it holds."""

import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cus.rota.checks import understood, violations
from cus.rota.cost import cost_of
from cus.rota.formats.files import Instance, read_instance, read_rota, rota_text
from cus.rota.formats.unreadable import Unreadable
from cus.rota.problem import InvalidProblem
from cus.rota.result import Cost, Rota
from cus.rota.stop import MaxSeconds

TOLERANCE = 1e-3
"""Minutes; as the checker of the benchmark has it, since published times are rounded."""


class Command(BaseCommand):
    help = "Plan the visits of a file (our own JSON, the HHCRSP benchmark's, VRPTW in VRPLIB), or check such a plan."
    requires_system_checks: list[str] = []  # nothing of the system is used

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        solve = verbs.add_parser("solve", help="plan, and write who visits whom and when")
        solve.add_argument("instance", type=Path)
        solve.add_argument("--seconds", type=float, default=60.0, help="how long to look for a better one (60)")
        solve.add_argument("--seed", type=int, default=0, help="another seed, another search (0)")
        solve.add_argument("--processes", type=int, default=2, help="searches at once, each in a process (2)")
        solve.add_argument("--out", type=Path, help="the file to write; without it, the plan is printed")
        check = verbs.add_parser("check", help="list every rule a plan breaks, and what it costs; ends with 1 if any")
        check.add_argument("instance", type=Path)
        check.add_argument("solution", type=Path)

    def handle(self, *args: Any, verb: str, instance: Path, **options: Any) -> None:
        read = self._instance(instance)
        if verb == "check":
            self._check(read, options["solution"])
        else:
            self._solve(read, options)

    def _instance(self, path: Path) -> Instance:
        try:
            return read_instance(path)
        except Unreadable as wrong:
            raise CommandError(f"{path.name} cannot be read: {wrong}") from wrong
        except InvalidProblem as wrong:
            faults = "\n  ".join(map(str, wrong.faults))
            raise CommandError(f"{path.name} is no problem one could solve:\n  {faults}") from wrong

    def _check(self, instance: Instance, path: Path) -> None:
        try:
            rota = read_rota(path, instance)
        except Unreadable as wrong:
            raise CommandError(f"{path.name} cannot be read: {wrong}") from wrong
        found = violations(instance.problem, rota, TOLERANCE)
        for violation in found:
            self.stdout.write(str(violation))
        self._print_cost(cost_of(instance.problem, understood(instance.problem, rota)), rota)
        self.stdout.write(f"{path.name}: {f'breaks {len(found)} rules' if found else 'holds'}")
        if found:
            sys.exit(1)

    def _solve(self, instance: Instance, options: dict[str, Any]) -> None:
        search = import_module("cus.rota.solve")  # brings numba, which nothing else here needs
        stop, params = MaxSeconds(options["seconds"]), search.Params(options["processes"])
        result = search.solve(instance.problem, stop, params, seed=options["seed"])
        text = rota_text(result.rota, result.cost, instance)
        out: Path | None = options["out"]
        if out is None:
            self.stdout.write(text)
            return
        out.write_text(text + "\n", encoding="utf-8")
        self._print_cost(result.cost, result.rota)

    def _print_cost(self, cost: Cost, rota: Rota) -> None:
        for name, value in cost.terms.items():
            if value:
                self.stdout.write(f"{name.replace('_', ' '):>14} {value:12.3f}")
        self.stdout.write(f"{'cost':>14} {cost.total:12.3f}")
        for left in rota.unserved:
            self.stdout.write(f"not made: {left.visit}: {left.reason.text}")

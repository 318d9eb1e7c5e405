"""`./run bench rota --instances DIR --best CSV --seconds 60`: how good the rotas are that the search finds.

Each instance (HHCRSP as JSON; a folder, or a .tar.xz, which is unpacked to a place of its own) is solved once for each
seed; the gap is that of the mean cost to `bks_cost` of the CSV. Every rota is looked at by our checker. `--ortools`
gives plain OR-tools routing the same time on the same instance in the same run; `--vrptw DIR` compares with PyVRP on
vehicle routing with time windows; `--growth` and `--month` plan a made-up town. One short search warms up first: the
machine code of the search is then compiled, and its time is not counted.
"""

import argparse
import csv
import json
import statistics
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from bench._rota_others import with_ortools, with_pyvrp
from bench._rota_repair import mended
from cus.rota.checks import violations
from cus.rota.cost import cost_of, metrics_of
from cus.rota.example import a_town
from cus.rota.formats.files import Format, read_instance
from cus.rota.problem import Problem
from cus.rota.result import Result
from cus.rota.solve import Params, solve
from cus.rota.stop import MaxSeconds

GOALS = {"<=25": 0.1, "50-75": 0.6, "100": 0.8, "200-300": 1.5, "kummer": 3.0, "italian": 3.0}
"""Average gap in % that must be reached at 60 s on two processes, for each class of instances."""
OF_PYVRP = 5.0
"""Percent above PyVRP that is the goal on 1,000 customers."""
GROWTH = ((50, None), (100, None), (200, None), (500, None), (1000, 200))
NEAR = 1.01


@dataclass(slots=True)
class Row:
    """One instance, all seeds; costs in the unit of the instance, seconds as the search counted them."""

    name: str
    kind: str
    visits: int
    carers: int
    best_known: float | None
    costs: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    others: float | None = None
    others_failed: bool = False

    @property
    def mean(self) -> float:
        return statistics.mean(self.costs)

    @property
    def gap(self) -> float | None:
        return 100 * (self.mean / self.best_known - 1) if self.best_known else None

    @property
    def ratio(self) -> float | None:
        """Their cost for each of ours: above 1 we are better."""
        return self.others / self.mean if self.others else None


def main() -> None:
    given = _arguments()
    out = Table(quiet=given.json)
    solve(a_town(visits=12, carers=4), MaxSeconds(1.0))
    told: dict[str, Any] = {"seconds": given.seconds, "seeds": given.seeds}
    if given.instances:
        told["instances"] = [asdict(row) | {"gap": row.gap} for row in benchmark(given, out)]
    if given.growth:
        told["growth"] = list(growth(given, out))
    if given.month:
        told["month"] = one_town(a_town(visits=150, days=31), given, out)
    if given.vrptw:
        told["vrptw"] = [asdict(row) | {"gap": row.gap} for row in against_pyvrp(given, out)]
    if given.repair:
        told["repair"] = list(repairs(given, out))
    if given.json:
        print(json.dumps(told, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench rota", description=__doc__)
    parser.add_argument("--instances", type=Path, help="a folder or a .tar.xz of instances")
    parser.add_argument("--best", type=Path, help="CSV with the columns instance and bks_cost")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=lambda text: [int(seed) for seed in text.split(",")], default=[1, 2, 3])
    parser.add_argument("--processes", type=int, default=2, help="searches at once, each in a process (2)")
    parser.add_argument("--only", default="*", help="names of instances, such as 'InstanzVNS*'")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ortools", action="store_true", help="plain OR-tools routing beside it, in equal time")
    parser.add_argument("--growth", action="store_true", help="a town from 50 to 1,000 visits")
    parser.add_argument("--month", action="store_true", help="31 days of 150 visits, with norms and known carers")
    parser.add_argument("--repair", action="store_true", help="mend a day of 150 visits after all kinds of events")
    parser.add_argument("--vrptw", type=Path, help="a folder of VRPTW instances (.vrp), against PyVRP")
    given = parser.parse_args()
    if not (given.instances or given.growth or given.month or given.vrptw or given.repair):
        parser.error("say what to measure: --instances, --growth, --month, --repair or --vrptw")
    return given


class Table:
    """Lines as they come, so that a long run can be watched; nothing when the answer is to be JSON."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def __call__(self, line: str = "") -> None:
        if not self.quiet:
            print(line, flush=True)


def benchmark(given: argparse.Namespace, out: Table) -> list[Row]:
    best = _best_known(given.best) if given.best else {}
    rows = []
    out(f"{'instance':46} {'class':>8} {'visits':>6} {'best':>10} {'mean':>10} {'gap %':>7} {'valid':>5} {'ratio':>6}")
    with ExitStack() as places:
        for path in sorted(_files(given.instances, given.only, places), key=lambda path: path.stem):
            rows.append(_measured(path, best.get(path.stem), given))
            out(_line(rows[-1]))
    if not rows:
        sys.exit(f"There are no instances in {given.instances} named {given.only}.")
    out()
    _tell_classes(rows, out)
    return rows


def _best_known(path: Path) -> dict[str, float]:
    with path.open(encoding="utf-8") as file:
        return {row["instance"]: float(row["bks_cost"]) for row in csv.DictReader(file) if row["bks_cost"]}


def _files(place: Path, only: str, places: ExitStack) -> Iterator[Path]:
    """HHCRSP instances below a folder, also those in archives, unpacked to a place that is removed at the end."""
    archives = [place] if place.is_file() else sorted(place.rglob("*.tar.xz"))
    for archive in archives:
        target = Path(places.enter_context(tempfile.TemporaryDirectory(prefix="cus-rota-")))
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
        yield from _named(target, only)
    if place.is_dir():
        yield from _named(place, only)


def _named(place: Path, only: str) -> Iterator[Path]:
    return (path for path in place.rglob("*.json") if fnmatch(path.stem, only) and '"patients"' in path.read_text())


def _measured(path: Path, best_known: float | None, given: argparse.Namespace) -> Row:
    problem = read_instance(path).problem
    row = Row(path.stem, _kind(path.stem, problem), len(problem.visits), len(problem.carers), best_known)
    for seed in given.seeds:
        _note(row, problem, solve(problem, MaxSeconds(given.seconds), Params(given.processes), seed=seed))
    if given.ortools:
        theirs = with_ortools(problem, given.seconds)
        row.others, row.others_failed = theirs.cost, theirs.cost is None
    return row


def _note(row: Row, problem: Problem, result: Result) -> None:
    """Costs are those computed from scratch; a search that reports another is broken."""
    cost = cost_of(problem, result.rota).total
    row.costs.append(cost)
    row.seconds.append(result.seconds)
    row.broken += [str(violation) for violation in violations(problem, result.rota)]
    row.broken += [f"{left.visit} is left out" for left in result.rota.unserved]
    if abs(cost - result.cost.total) > 1e-6 * max(1.0, cost):
        row.broken.append(f"says it costs {result.cost.total}, costs {cost}")


def _kind(name: str, problem: Problem) -> str:
    people = len({visit.person for visit in problem.visits})
    if name.startswith("HHCRSP_"):
        return "kummer"
    if name.startswith("instance_"):
        return "italian"
    sizes = [(25, "<=25"), (75, "50-75"), (150, "100")]
    return next((kind for most, kind in sizes if people <= most), "200-300")


def _line(row: Row) -> str:
    best = f"{row.best_known:10.3f}" if row.best_known else f"{'-':>10}"
    gap = f"{row.gap:7.2f}" if row.gap is not None else f"{'-':>7}"
    ratio = "none" if row.others_failed else f"{row.ratio:.2f}" if row.ratio else "-"
    valid = "no" if row.broken else "yes"
    line = f"{row.name[:46]:46} {row.kind:>8} {row.visits:6} {best} {row.mean:10.3f} {gap} {valid:>5} {ratio:>6}"
    return line + "".join(f"\n    {text}" for text in row.broken[:5])


def _tell_classes(rows: Iterable[Row], out: Table) -> None:
    classes: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        classes[row.kind].append(row)
    out(
        f"{'class':>8} {'instances':>9} {'mean gap %':>10} {'goal %':>7} {'worst %':>8} {'valid':>9} {'not worse':>10}"
    )
    for kind, goal in GOALS.items():
        members = classes.get(kind, [])
        if not members:
            continue
        gaps = [row.gap for row in members if row.gap is not None]
        mean, worst = (f"{statistics.mean(gaps):.3f}", f"{max(gaps):.2f}") if gaps else ("-", "-")
        valid = f"{sum(not row.broken for row in members)}/{len(members)}"
        compared = [row for row in members if row.ratio or row.others_failed]
        better = f"{sum(row.others_failed or (row.ratio or 0) > 1 - 1e-9 for row in compared)}/{len(compared)}"
        out(f"{kind:>8} {len(members):9} {mean:>10} {goal:7.1f} {worst:>8} {valid:>9} {better:>10}")


def growth(given: argparse.Namespace, out: Table) -> Iterator[dict[str, Any]]:
    for visits, carers in GROWTH:
        yield one_town(a_town(visits=visits, carers=carers), given, out)


def one_town(problem: Problem, given: argparse.Namespace, out: Table) -> dict[str, Any]:
    """The first seed; `near after` is when the cost was first within 1 % of the last."""
    result = solve(problem, MaxSeconds(given.seconds), Params(given.processes), seed=given.seeds[0])
    found = violations(problem, result.rota)
    metrics = metrics_of(problem, result.rota)
    cost = cost_of(problem, result.rota).total
    near = next((step.seconds for step in result.history if step.cost <= NEAR * cost), result.seconds)
    told = {"visits": len(problem.visits), "carers": len(problem.carers), "days": problem.days, "cost": cost}
    told |= {"unserved": metrics.unserved, "unserved_must": metrics.unserved_must, "tardy": metrics.tardy_visits}
    told |= {"carers_per_person": round(metrics.carers_per_person, 2), "over_norm": round(metrics.over_norm, 1)}
    told |= {"violations": len(found), "seconds": round(result.seconds, 2), "near_after": round(near, 2)}
    out(
        "  ".join(
            f"{name} {value:.1f}" if isinstance(value, float) else f"{name} {value}" for name, value in told.items()
        )
    )
    for violation in found[:5]:
        out(f"    {violation}")
    return told


def repairs(given: argparse.Namespace, out: Table) -> Iterator[dict[str, Any]]:
    problem = a_town(visits=150)
    rota = solve(problem, MaxSeconds(given.seconds), seed=given.seeds[0]).rota
    for row in mended(problem, rota):
        out("  ".join(f"{name} {value}" for name, value in row.items()))
        yield row


def against_pyvrp(given: argparse.Namespace, out: Table) -> Iterator[Row]:
    """The gap is to PyVRP's cost of the same seeds, in the same seconds, without capacities for both."""
    out(f"{'VRPTW':20} {'visits':>6} {'PyVRP':>10} {'ours':>10} {'gap %':>7} {'goal %':>7} {'valid':>5}")
    for path in sorted(given.vrptw.rglob("*.vrp")):
        instance = read_instance(path)
        if instance.format is not Format.VRPTW or not fnmatch(path.stem, given.only):
            continue
        theirs = [with_pyvrp(path, given.seconds, seed).cost for seed in given.seeds]
        found = [cost for cost in theirs if cost is not None]
        problem = instance.problem
        best = statistics.mean(found) if found else None
        row = Row(path.stem, "vrptw", len(problem.visits), len(problem.carers), best)
        for seed in given.seeds:
            _note(row, problem, solve(problem, MaxSeconds(given.seconds), Params(given.processes), seed=seed))
        gap, best = (f"{row.gap:.2f}", f"{best:.1f}") if row.gap is not None else ("-", "none")
        valid = "no" if row.broken else "yes"
        out(f"{row.name:20} {row.visits:6} {best:>10} {row.mean:10.1f} {gap:>7} {OF_PYVRP:7.1f} {valid:>5}")
        yield row


if __name__ == "__main__":
    main()

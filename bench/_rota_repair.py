"""How long mending a rota takes, and how much of it stays: carers fall ill, visits are added, visits run late."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cus.rota.checks import violations
from cus.rota.events import CarerIll, Event, VisitAdded, VisitLate
from cus.rota.problem import Problem
from cus.rota.repair import Repair, repair
from cus.rota.result import Rota

TEN = 600.0


def mended(problem: Problem, rota: Rota) -> Iterator[dict[str, Any]]:
    """A row for each kind of event: seconds, and the shares of untouched visits that stay; each mean and worst."""
    for kind, events in _events(problem, rota).items():
        seconds, repairs = [], []
        for event, now in events:
            began = time.perf_counter()
            repairs.append(repair(problem, rota, event, now=now))
            seconds.append(time.perf_counter() - began)
        same_carer = [_share(one.same_carer, one) for one in repairs]
        same_time = [_share(one.same_time, one) for one in repairs]
        yield {
            "event": kind,
            "times": len(events),
            "affected": round(sum(len(one.affected) for one in repairs) / len(repairs), 1),
            "seconds": round(sum(seconds) / len(seconds), 2),
            "seconds_worst": round(max(seconds), 2),
            "same_carer": round(sum(same_carer) / len(repairs), 1),
            "same_carer_worst": round(min(same_carer), 1),
            "same_time": round(sum(same_time) / len(repairs), 1),
            "same_time_worst": round(min(same_time), 1),
            "newly_lost": sum(len(one.rota.unserved) - len(rota.unserved) for one in repairs),
            "violations": sum(len(violations(one.problem, one.rota)) for one in repairs),
        }


def _events(problem: Problem, rota: Rota) -> dict[str, list[tuple[Event, tuple[int, float] | None]]]:
    calls = [call for route in rota.routes for call in route.calls]
    added = [replace(visit, id=f"new {visit.id}", person="new") for visit in problem.visits[:: len(calls) // 15]]
    return {
        "ill all day": [(CarerIll(route.carer, route.day), None) for route in rota.routes],
        "ill from ten": [(CarerIll(route.carer, route.day, TEN), None) for route in rota.routes],
        "visit added": [(VisitAdded(visit), None) for visit in added],
        "45 min late": [(VisitLate(call.visit, 0, call.end + 45), None) for call in calls[:: len(calls) // 15]],
    }


def _share(stayed: int, one: Repair) -> float:
    return 100 * stayed / one.unaffected if one.unaffected else 100.0

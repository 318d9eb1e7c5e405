"""`repair`: something happens on the day, and the rota is mended with as few changes as possible.

    mended = repair(problem, rota, CarerIll("Ewa", day=0, start=600.0))

What has begun stays. A visit the event does not touch stays with its carer unless that saves as much as an hour of
travel, and near the moment that was told. Takes about a second.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import IntEnum

from cus.rota.carers import DAY
from cus.rota.checks import Rule, Violation, violations
from cus.rota.cost import cost_of, missing
from cus.rota.events import CarerIll, Event, InvalidEvent, VisitAdded, VisitLate
from cus.rota.frozen import Moment, Promise, begun, freeze, torn
from cus.rota.problem import Problem
from cus.rota.result import Cost, Reason, Rota, Unserved
from cus.rota.sentences import Sentence
from cus.rota.solve import Params, solve
from cus.rota.stop import AnyOf, MaxSeconds, NoGain
from cus.rota.timing import CyclicRota, Key, schedule
from cus.rota.visits import Visit

__all__ = ["Affected", "CarerIll", "Change", "InvalidEvent", "Planned", "Repair", "Risk", "VisitAdded", "VisitLate"]
__all__ += ["repair"]

SAME = 5.0
"""Minutes by which a visit may begin earlier or later and still be at its time."""
STAY = 60.0
"""Minutes of travel that must be saved before a visit the event does not touch gets another carer."""
PATIENCE = 0.4
"""Seconds without a better rota after which the search ends."""

Orders = dict[Key, tuple[str, ...]]


class Risk(IntEnum):
    """Why it matters that a visit is not simply lost; the gravest first."""

    MUST = 0
    PAIR = 1
    PRIORITY = 2
    ONLY_VISIT = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class Planned:
    """Who comes, and the minute of the day they begin."""

    carer: str
    start: float


@dataclass(frozen=True, slots=True)
class Affected:
    """A visit that could not stand as it was; `risk` says why it matters, `outcome` what becomes of it."""

    visit: str
    risk: Risk
    why: Sentence
    outcome: Sentence

    @property
    def text(self) -> str:
        return f"{self.why} {self.outcome}"


@dataclass(frozen=True, slots=True)
class Change:
    """A visit with another carer, or begun more than `SAME` minutes from when it was; None is nobody."""

    visit: str
    before: Planned | None
    after: Planned | None


@dataclass(frozen=True, slots=True)
class Repair:
    """The mended rota, a plan for `problem`, which is the old one as the event changed it.

    Of the visits still ahead that the event does not touch (`unaffected`), `same_carer` keep their carer and
    `same_time` also begin within `SAME` minutes of when they were told.
    """

    problem: Problem
    rota: Rota
    cost: Cost
    affected: tuple[Affected, ...]
    changed: tuple[Change, ...]
    unaffected: int
    same_carer: int
    same_time: int


def repair(
    problem: Problem,
    rota: Rota,
    event: Event,
    *,
    now: tuple[int, float] | None = None,
    seconds: float = 1.2,
    seed: int = 0,
) -> Repair:
    """A rota after the event, near the old one. What began before `now` (day, minute) stays; unless said, the event
    is known when it happens. The search takes `seconds` at most; half of them are kept for a second try, which is made
    when the first would lose a visit."""
    moment = event.known_at(rota) if now is None else now[0] * DAY + now[1]
    at = Moment(moment, event.days, event.gone(moment))
    changed = event.changed(problem, rota, moment)
    stands, struck = _what_stands(changed, rota, at)
    mended = _search(changed, rota, at, stands, struck, seconds, seed)
    changed = _without_torn_pairs(changed, mended, begun(rota, at))
    return _told(changed, rota, mended, at, struck)


def _what_stands(changed: Problem, rota: Rota, at: Moment) -> tuple[Orders, set[str]]:
    """The orders of visits that can stand as they are, and the visits that cannot: nobody is there for them, a hard
    rule would be broken, or they would begin late."""
    left, fixed, planned = freeze(changed, rota, at, {}), begun(rota, at), _plan(rota)
    orders: Orders = {}
    struck = left.visit_of.keys() - planned.keys() - {unserved.visit for unserved in rota.unserved}
    for route in rota.routes:
        if route.day in at.days:
            lost = route.key not in left.duty_of or route.carer in at.gone
            visits = [call.visit for call in route.calls]
            stay = tuple(visit for visit in visits if visit in fixed or not lost)
            struck |= set(visits) - set(stay)
            if stay:
                orders[route.key] = stay
    struck |= {mate for visit in struck if (mate := _mate(left, visit)) and mate not in fixed}
    while True:
        orders = {key: tuple(v for v in visits if v not in struck) for key, visits in orders.items()}
        routes, fault = _timed(left, orders, fixed)
        if fault is None:
            break
        struck |= {fault, _mate(left, fault) or fault}
    late = {  # kept where they are, but no longer at the hour that was told
        call.visit
        for route in routes.routes
        for call in route.calls
        if call.visit not in fixed and call.start > planned[call.visit].start + SAME
    }
    return orders, struck | late


def _timed(left: Problem, orders: Orders, fixed: Collection[str]) -> tuple[Rota, str | None]:
    """The rota of these orders, and a visit to strike from it for a hard rule; never one that has begun."""
    try:
        routes = schedule(left, orders)
    except CyclicRota as knot:
        return Rota(()), next(visit for visit in knot.visits if visit not in fixed)
    unserved = tuple(Unserved(visit.id, Reason.NO_TIME) for visit in missing(left, Rota(routes)))
    rota = Rota(routes, unserved)
    for violation in violations(left, rota):
        if (fault := _at_fault(rota, violation, fixed)) is not None:
            return rota, fault
    return rota, None


def _at_fault(rota: Rota, violation: Violation, fixed: Collection[str]) -> str | None:
    """The visits the violation names, or the last of its carer, or the last ahead of them all."""
    names = violation.row.split("'")[1::2]
    if violation.code in (Rule.HOURS, Rule.BREAK):
        own = [call.visit for route in rota.routes if route.carer in names for call in route.calls]
    else:
        own = names
    return next((visit for visit in reversed(own) if visit not in fixed), None)


def _mate(problem: Problem, visit: str) -> str | None:
    pair = problem.pair_of.get(visit)
    return None if pair is None else pair.second if visit == pair.first else pair.first


def _search(
    changed: Problem, rota: Rota, at: Moment, stands: Orders, struck: Collection[str], seconds: float, seed: int
) -> Rota:
    """Near the old rota and near the hours told; where that loses a visit, the hours are let go."""
    planned, fixed = _plan(rota), begun(rota, at)
    price = STAY * max(changed.weights.travel, changed.weights.tardiness)
    ahead = {visit for visits in stands.values() for visit in visits if visit not in fixed}
    stays = {visit: (planned[visit].carer, price) for visit in ahead}
    told = {visit: _promise(planned[visit]) for visit in ahead - set(struck)}
    lost_before = sum(changed.price_of_missing(changed.visit_of[unserved.visit]) for unserved in rota.unserved)
    tries: list[tuple[float, Rota]] = []
    for promises in (told, {}):
        left = freeze(changed, rota, at, promises)
        stop = AnyOf(MaxSeconds(seconds / 2), NoGain(PATIENCE))
        found = solve(left, stop, Params(stays=stays), seed=seed, start=Rota(schedule(left, stands))).rota
        mended = _joined(changed, rota, found, at)
        tries.append((cost_of(changed, mended).unserved, mended))
        if tries[-1][0] <= lost_before:
            break
    return min(tries, key=lambda one: one[0])[1]


def _promise(plan: Planned) -> Promise:
    return Promise(max(0.0, plan.start - SAME), plan.start + SAME)


def _joined(problem: Problem, old: Rota, found: Rota, at: Moment) -> Rota:
    """The days planned anew, and all others as they were."""
    others = [route for route in old.routes if route.day not in at.days]
    left = [unserved for unserved in old.unserved if problem.visit_of[unserved.visit].day not in at.days]
    return Rota((*others, *found.routes), (*left, *found.unserved))


def _without_torn_pairs(problem: Problem, rota: Rota, begun: Collection[str]) -> Problem:
    """Of a pair already begun whose other visit cannot be made, what has begun is left alone."""
    unserved = {left.visit for left in rota.unserved}
    lost = [pair for pair in torn(problem, begun) if unserved & {pair.first, pair.second}]
    return replace(problem, pairs=tuple(pair for pair in problem.pairs if pair not in lost)) if lost else problem


# --- what there is to tell -------------------------------------------------------------------------------------------


def _told(problem: Problem, old: Rota, new: Rota, at: Moment, struck: Collection[str]) -> Repair:
    before, after, fixed = _plan(old), _plan(new), begun(old, at)
    names = [visit.id for visit in problem.visits if visit.day in at.days and visit.id not in fixed]
    calm = [name for name in names if name in before and name not in struck]
    stayed = [name for name in calm if name in after and after[name].carer == before[name].carer]
    affected = [_affected(problem, problem.visit_of[name], before.get(name), after.get(name)) for name in struck]
    changes = [Change(name, before.get(name), after.get(name)) for name in names]
    return Repair(
        problem,
        new,
        cost_of(problem, new),
        tuple(sorted(affected, key=lambda one: _gravity(problem, one, before.get(one.visit)))),
        tuple(change for change in changes if _differs(change)),
        len(calm),
        len(stayed),
        sum(abs(after[name].start - before[name].start) <= SAME for name in stayed),
    )


def _plan(rota: Rota) -> dict[str, Planned]:
    return {call.visit: Planned(route.carer, call.start) for route in rota.routes for call in route.calls}


def _differs(change: Change) -> bool:
    if change.before is None or change.after is None:
        return change.before is not change.after
    is_other = change.before.carer != change.after.carer
    return is_other or abs(change.before.start - change.after.start) > SAME


def _gravity(
    problem: Problem, affected: Affected, before: Planned | None
) -> tuple[bool, bool, float, bool, float, str]:
    """The order of risk: all of its grounds one after the other, then the hour."""
    visit = problem.visit_of[affected.visit]
    has_others = not _is_only(problem, visit)
    hour = visit.day * DAY + (before.start if before else visit.earliest)
    return not visit.must, visit.id not in problem.pair_of, -visit.priority, has_others, hour, visit.id


def _affected(problem: Problem, visit: Visit, before: Planned | None, after: Planned | None) -> Affected:
    risk = _risk(problem, visit)
    why = Sentence(f"risk.{risk.name.lower()}", {"person": visit.person, "priority": visit.priority})
    return Affected(visit.id, risk, why, _outcome(before, after))


def _risk(problem: Problem, visit: Visit) -> Risk:
    if visit.must:
        return Risk.MUST
    if visit.id in problem.pair_of:
        return Risk.PAIR
    if visit.priority > 1.0:
        return Risk.PRIORITY
    return Risk.ONLY_VISIT if _is_only(problem, visit) else Risk.OTHER


def _is_only(problem: Problem, visit: Visit) -> bool:
    """Nobody else looks in on this person that day."""
    return not any(
        other.person == visit.person and other.day == visit.day and other.id != visit.id for other in problem.visits
    )


def _outcome(before: Planned | None, after: Planned | None) -> Sentence:
    if after is None:
        return Sentence("now.nobody")
    told: dict[str, str | float] = {"carer": after.carer, "at": after.start}
    if before is None or before == after:
        return Sentence("now.with", told)
    told["before"] = before.start
    if before.carer == after.carer:
        return Sentence("now.later", told)
    return Sentence("now.other", told | {"former": before.carer})

"""`repair`: something happens on the day, and the rota is mended with as few changes as possible.

    mended = repair(problem, rota, CarerIll("Ewa", day=0, start=600.0))

What has begun stays. A visit the event does not touch stays with its carer unless that saves as much as an hour of
travel, and near the moment that was told unless that saves half an hour. Takes about a second.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import IntEnum

from cus.rota.carers import DAY
from cus.rota.cost import cost_of
from cus.rota.events import CarerIll, Event, InvalidEvent, VisitAdded, VisitLate
from cus.rota.frozen import Moment, begun, torn
from cus.rota.mend import Planned, mended, plan_of, what_stands
from cus.rota.problem import Problem
from cus.rota.result import Cost, Rota
from cus.rota.sentences import Sentence
from cus.rota.visits import Visit

__all__ = ["Affected", "CarerIll", "Change", "InvalidEvent", "Planned", "Repair", "Risk", "VisitAdded", "VisitLate"]
__all__ += ["repair"]


class Risk(IntEnum):
    """Why it matters that a visit is not simply lost; the gravest first."""

    MUST = 0
    PAIR = 1
    PRIORITY = 2
    ONLY_VISIT = 3
    OTHER = 4


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
    """A visit with another carer, or begun more than `mend.SAME` minutes from when it was; None is nobody."""

    visit: str
    before: Planned | None
    after: Planned | None


@dataclass(frozen=True, slots=True)
class Repair:
    """The mended rota, a plan for `problem`, which is the old one as the event changed it.

    Of the visits still ahead that the event does not touch (`unaffected`), `same_carer` keep their carer and
    `same_time` also begin within `mend.SAME` minutes of when they were told.
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
    is known when it happens. The searches take `seconds` at most; two thirds of them are kept for when the first
    would lose a visit."""
    moment = event.known_at(rota) if now is None else now[0] * DAY + now[1]
    at = Moment(moment, event.days, event.gone(moment))
    changed = event.changed(problem, rota, moment)
    orders, struck = what_stands(changed, rota, at)
    new = mended(changed, rota, at, orders, struck, seconds, seed)
    changed = _without_torn_pairs(changed, new, begun(rota, at))
    return _told(changed, rota, new, at, struck)


def _without_torn_pairs(problem: Problem, rota: Rota, begun: Collection[str]) -> Problem:
    """Of a pair already begun whose other visit cannot be made, what has begun is left alone."""
    unserved = {left.visit for left in rota.unserved}
    lost = [pair for pair in torn(problem, begun) if unserved & {pair.first, pair.second}]
    return replace(problem, pairs=tuple(pair for pair in problem.pairs if pair not in lost)) if lost else problem


# --- what there is to tell -------------------------------------------------------------------------------------------


def _told(problem: Problem, old: Rota, new: Rota, at: Moment, struck: Collection[str]) -> Repair:
    before, after, fixed = plan_of(old), plan_of(new), begun(old, at)
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
        sum(after[name].is_at_the_time_of(before[name]) for name in stayed),
    )


def _differs(change: Change) -> bool:
    if change.before is None or change.after is None:
        return change.before is not change.after
    return change.before.carer != change.after.carer or not change.after.is_at_the_time_of(change.before)


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

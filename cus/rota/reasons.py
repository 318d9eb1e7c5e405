"""Whether a carer may make a visit at all, and why nobody can: what no order of visits could change."""

from cus.rota.carers import Carer
from cus.rota.problem import Problem
from cus.rota.result import Reason
from cus.rota.timing import schedule
from cus.rota.visits import Visit


def hindrance(carer: Carer, visit: Visit) -> Reason | None:
    """What keeps this carer from ever making this visit, whatever the hour: skill, then the person, then the area."""
    if any(carer.skills.get(skill, -1) < level for skill, level in visit.skills.items()):
        return Reason.NO_SKILL
    if carer.id in visit.forbidden:
        return Reason.FORBIDDEN
    if visit.area and carer.area and visit.area not in carer.area:
        return Reason.NO_AREA
    return None


def why_nobody(problem: Problem, visit: Visit) -> Reason | None:
    """Why no carer could make the visit even with nothing else to do that day; None when somebody could.

    The reason told is the last gate nobody passed: there is a carer that day, with the skills, who may come, in the
    area, within the hours.
    """
    duties = [duty for duty in problem.duties if duty.day == visit.day]
    if not duties:
        return Reason.NO_CARER_THAT_DAY
    reasons = [hindrance(problem.carer_of[duty.carer], visit) for duty in duties]
    for gate in (Reason.NO_SKILL, Reason.FORBIDDEN, Reason.NO_AREA):
        duties = [duty for duty, reason in zip(duties, reasons, strict=True) if reason != gate]
        reasons = [reason for reason in reasons if reason != gate]
        if not duties:
            return gate
    return None if any(_has_time(problem, duty.key, visit) for duty in duties) else Reason.NO_TIME


def _has_time(problem: Problem, key: tuple[str, int, int], visit: Visit) -> bool:
    (route,) = schedule(problem, {key: (visit.id,)})
    in_its_window = not visit.window_is_hard or route.calls[0].start <= visit.latest
    rest = problem.duty_of[key].break_
    rested = rest is None or all(begin <= rest.latest for begin, _ in route.breaks)
    return in_its_window and rested and route.returns <= problem.duty_of[key].limit

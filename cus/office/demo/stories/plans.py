"""Plans in every state: being written, waiting for a signature, lived, changed, ended, closed."""

from datetime import timedelta

from cus.cases.models import ContactKind, EndReason
from cus.cases.services.outcomes import note_coordination
from cus.cases.services.plans import abandon_plan, discard_version
from cus.office.demo.loom import Story
from cus.office.demo.plan_case import PlanCase
from cus.office.demo.stories.arrivals import heard

STARTS_AFTER = 21  # days from filing to the first day of a plan
FIRST_CALL = STARTS_AFTER + 9


def drafted(case: PlanCase, filed: int, *, lasts: int = 300, helpers: int = 1, starts: int | None = None) -> Story:
    """Heard, qualified, the plan begun. It starts three weeks after filing, or `starts` days ago."""
    yield from heard(case, filed)
    yield from case.is_qualified(max(filed - 8, 0))
    first = min(filed - STARTS_AFTER, filed - 10) if starts is None else starts
    yield from case.is_drafted(max(filed - 9, 0), starts=first, lasts=lasts, helpers=helpers)


def agreed(case: PlanCase, filed: int) -> Story:
    """Waits for the director's signature."""
    yield from drafted(case, filed)
    yield from case.is_agreed(max(filed - 13, 0))


def returned(case: PlanCase, filed: int) -> Story:
    yield from agreed(case, filed)
    yield from case.is_returned(max(filed - 15, 0))


def approved(case: PlanCase, filed: int, *, lasts: int = 300, helpers: int = 1, starts: int | None = None) -> Story:
    yield from drafted(case, filed, lasts=lasts, helpers=helpers, starts=starts)
    yield from case.is_agreed(max(filed - 12, 0))
    yield from case.is_approved(max(filed - 15, 0), by=case.scene.dice.choice(("director", "organiser")))


def abandoned(case: PlanCase, filed: int) -> Story:
    """Nobody has to coordinate any more: the family takes over before the plan is signed."""
    yield from drafted(case, filed)
    by, on = case.coordinator, case.scene.day(filed - 14)
    yield case.at(filed - 14, by)
    reason = "Syn wziął urlop i wszystkim się zajmie. Wrócimy do rozmowy na wiosnę."
    abandon_plan(plan_id=case.plan.pk, reason=reason, by=by, on=on)
    note_coordination(
        application_id=case.application.pk, starts_on=on, ends_on=on + timedelta(days=30), by=by, on=on
    )  # fmt: skip


def lived(
    case: PlanCase, filed: int, *, until: int, lasts: int = 300, helpers: int = 1, again: int | None = -9
) -> Story:
    """Approved, begun, and in touch until so many days ago."""
    yield from approved(case, filed, lasts=lasts, helpers=helpers)
    yield from case.rows_start(filed - STARTS_AFTER - 1)
    if filed - FIRST_CALL >= until:
        yield from case.stays_in_touch(filed - FIRST_CALL, until, again=again)


def running(
    case: PlanCase, filed: int, *, until: int = 4, again: int | None = -9, lasts: int = 300, helpers: int = 1
) -> Story:
    yield from lived(case, filed, until=until, again=again, lasts=lasts, helpers=helpers)
    yield from case.is_delivered(min(case.scene.on.day - 1, until) or 1)


def paused(case: PlanCase, filed: int, *, since: int) -> Story:
    yield from lived(case, filed, until=since + 2, again=-7)
    yield from case.is_paused(since)
    yield from case.is_noted(since, ContactKind.CALL, "Pogotowie zabrało do szpitala w nocy. Rodzina na miejscu. "
                             "Usługi wstrzymane, wykonawcy wiedzą.")  # fmt: skip


def was_paused(case: PlanCase, filed: int) -> Story:
    yield from lived(case, filed, until=45)
    yield from case.is_paused(44, until=30)
    yield from case.stays_in_touch(29, 5)


def changed(case: PlanCase, filed: int) -> Story:
    """The second version is in force."""
    yield from lived(case, filed, until=31)
    yield from case.is_changed(30)
    yield from case.stays_in_touch(20, 3)


def change_in_the_making(case: PlanCase, filed: int, *, is_agreed: bool) -> Story:
    yield from lived(case, filed, until=5)
    yield from case.begins_to_change(4)
    if is_agreed:
        yield from case.is_agreed(1)


def change_given_up(case: PlanCase, filed: int) -> Story:
    yield from lived(case, filed, until=21)
    yield from case.begins_to_change(20)
    yield case.at(16, case.coordinator)
    discard_version(version_id=case.version().pk, by=case.coordinator, on=case.scene.day(16))
    yield from case.stays_in_touch(15, 4)


def handed_over(case: PlanCase, filed: int, *, to: str) -> Story:
    yield from lived(case, filed, until=41)
    yield from case.changes_hands(40, to)
    yield from case.stays_in_touch(33, 6)


def ending_soon(case: PlanCase, filed: int, *, left: int) -> Story:
    yield from running(case, filed, lasts=filed - STARTS_AFTER + 1 + left, until=8)


def ended(case: PlanCase, filed: int, *, ago: int) -> Story:
    """The calendar ended it; the talk is still to be held."""
    yield from lived(case, filed, lasts=filed - STARTS_AFTER - ago + 1, until=ago + 6, again=None)
    yield from case.runs_out(ago - 1)


def talked(case: PlanCase, filed: int, *, ago: int, held: bool = True) -> Story:
    yield from ended(case, filed, ago=ago)
    yield from case.is_talked_over(max(ago - 6, 1), held=held)


def closed(case: PlanCase, filed: int, *, ago: int, held: bool = True) -> Story:
    yield from talked(case, filed, ago=ago, held=held)
    yield from case.is_closed(max(ago - 9, 0))


def ended_early(case: PlanCase, filed: int, *, ago: int, reason: EndReason) -> Story:
    yield from lived(case, filed, until=ago + 3, again=None)
    yield from case.ends_early(ago, reason)
    yield from case.is_talked_over(max(ago - 4, 1))
    yield from case.is_closed(max(ago - 8, 0))

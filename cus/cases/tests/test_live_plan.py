from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import ContactKind, Delivered
from cus.cases.services.plans import (
    add_task,
    finish_task,
    move_row_along,
    note_contact,
    note_delivered,
    pause_plan,
    reopen_task,
    resume_plan,
)
from cus.cases.states import PlanState, RowState
from cus.cases.tests.factories import TODAY, a_plan
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.rows import acting_for
from cus.people.models import Person
from cus.people.tests.factories import a_person
from cus.records.models import Event

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def plan():
    return a_plan(state=PlanState.ACTIVE)


@pytest.fixture
def joanna(plan):
    return plan.coordinators.get().user


def test_row_starts_pauses_goes_on_and_is_completed(plan, joanna):
    row = plan.versions.get().support_rows.get()
    reached = []

    for step in ("start", "suspend", "resume", "complete"):
        moved = move_row_along(plan_id=plan.pk, row_key=row.key, step=step, by=joanna, on=LATER)
        reached.append(moved.state)

    assert reached == [RowState.STARTED, RowState.SUSPENDED, RowState.STARTED, RowState.COMPLETED]
    with pytest.raises(WrongState):
        move_row_along(plan_id=plan.pk, row_key=row.key, step="start", by=joanna, on=LATER)


@pytest.mark.parametrize("state", [PlanState.PREPARED, PlanState.ENDED, PlanState.CLOSED])
def test_rows_move_only_in_an_approved_plan(state):
    closed = {"closed_on": TODAY, "course_and_results": "Dobrze."} if state == PlanState.CLOSED else {}
    plan = a_plan(state=state, **closed)
    row = plan.versions.get().service_rows.get()

    with pytest.raises(WrongState):
        move_row_along(plan_id=plan.pk, row_key=row.key, step="start", by=plan.coordinators.get().user, on=LATER)


def test_plan_stands_still_during_hospital(plan, joanna):
    pause_plan(plan_id=plan.pk, reason="szpital", starts_on=LATER, by=joanna, on=LATER)

    resume_plan(plan_id=plan.pk, resumed_on=LATER + timedelta(days=8), by=joanna, on=LATER + timedelta(days=8))

    pause = plan.pauses.get()
    assert (pause.starts_on, pause.ends_on) == (LATER, LATER + timedelta(days=7))


def test_pause_taken_back_on_its_first_day_never_was(plan, joanna):
    pause_plan(plan_id=plan.pk, reason="szpital", starts_on=LATER, by=joanna, on=LATER)

    resume_plan(plan_id=plan.pk, resumed_on=LATER, by=joanna, on=LATER)

    assert not plan.pauses.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"starts_on": date(2026, 1, 14)}, "on a day of the plan"),  # the day before the plan
        ({"starts_on": date(2027, 1, 1)}, "on a day of the plan"),  # the day after
        ({"reason": " "}, "reason"),
        ({"ends_on": date(2026, 3, 1)}, "before the first"),
    ],
)
def test_pause_has_a_reason_and_days_of_the_plan(plan, joanna, given, says):
    with pytest.raises(Refused, match=says):
        pause_plan(plan_id=plan.pk, by=joanna, on=LATER, **({"reason": "szpital", "starts_on": LATER} | given))


def test_two_pauses_do_not_overlap(plan, joanna):
    pause_plan(
        plan_id=plan.pk, reason="szpital", starts_on=LATER, ends_on=LATER + timedelta(days=7), by=joanna, on=LATER
    )

    with pytest.raises(Refused, match="already stands still"):
        pause_plan(plan_id=plan.pk, reason="u syna", starts_on=LATER + timedelta(days=7), by=joanna, on=LATER)
    pause_plan(plan_id=plan.pk, reason="u syna", starts_on=LATER + timedelta(days=8), by=joanna, on=LATER)


def test_plan_that_runs_is_not_resumed(plan, joanna):
    with pytest.raises(WrongState):
        resume_plan(plan_id=plan.pk, resumed_on=LATER, by=joanna, on=LATER)


def delivered(plan, joanna, **given):
    defaults = {"row_key": plan.versions.get().service_rows.get().key, "month": date(2026, 2, 1)}
    return note_delivered(plan_id=plan.pk, by=joanna, on=LATER, **(defaults | {"amount": Decimal("7.5")} | given))


def test_what_was_delivered_is_noted_once_a_month(plan, joanna):
    delivered(plan, joanna)
    delivered(plan, joanna, amount=Decimal(8), note="święto w piątek", month=date(2026, 2, 17))

    noted = Delivered.objects.get(plan=plan)
    assert (noted.month, noted.amount, noted.note) == (date(2026, 2, 1), Decimal(8), "święto w piątek")


@pytest.mark.parametrize(
    ("month", "says"),
    [(date(2026, 4, 1), "not begun"), (date(2025, 12, 1), "does not run")],
)
def test_delivery_is_noted_for_months_of_the_plan_up_to_now(plan, joanna, month, says):
    with pytest.raises(Refused, match=says):
        delivered(plan, joanna, month=month)
    delivered(plan, joanna, month=date(2026, 3, 1))
    delivered(plan, joanna, month=date(2026, 1, 1))


def test_less_than_nothing_is_not_delivered(plan, joanna):
    with pytest.raises(Refused, match="less than zero"):
        delivered(plan, joanna, amount=Decimal(-1))


def contact(person, by, **given):
    defaults = {"kind": ContactKind.CALL, "text": "Wszystko dobrze.", "on": LATER}
    return note_contact(person_id=person.pk, by=by, **(defaults | given))


def test_contact_belongs_to_the_one_living_plan_and_settles_the_next_contact(plan, joanna):
    plan.next_contact_on = LATER
    plan.save(update_fields=["next_contact_on"])

    note = contact(plan.person, joanna)

    plan.refresh_from_db()
    assert (note.plan, note.application) == (plan, plan.application)
    assert plan.next_contact_on is None
    assert Event.objects.get(name="contact.noted").story_id == plan.person_id


def test_contact_sets_the_next_one(plan, joanna):
    contact(plan.person, joanna, next_contact_on=LATER + timedelta(days=30))

    plan.refresh_from_db()
    assert plan.next_contact_on == LATER + timedelta(days=30)


def test_call_nobody_answered_needs_no_words_and_settles_nothing(plan, joanna):
    plan.next_contact_on = LATER
    plan.save(update_fields=["next_contact_on"])

    contact(plan.person, joanna, reached=False, text="")

    plan.refresh_from_db()
    assert plan.next_contact_on == LATER


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"text": " "}, "what was said"),
        ({"happened_on": LATER + timedelta(days=1)}, "after it happened"),
        ({"next_contact_on": LATER - timedelta(days=1)}, "still to come"),
    ],
)
def test_contact_is_past_and_told_and_the_next_to_come(plan, joanna, given, says):
    with pytest.raises(Refused, match=says):
        contact(plan.person, joanna, **given)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.DIRECTOR, True),
        (Role.ORGANISER, True),
        (Role.COORDINATOR, True),
        (Role.SOCIAL_WORKER, True),
        (Role.FRONT_DESK, False),
        (Role.COMMUNITY_ORGANISER, False),
        (Role.RESIDENT, False),
    ],
)
def test_who_may_note_a_contact(role, may):
    person, user = a_person(), a_user(role)

    if may:
        assert contact(person, user).plan is None
    else:
        with pytest.raises(NotAllowed):
            contact(person, user)


def test_stranger_notes_no_contact(plan):
    stranger = a_stranger(Role.COORDINATOR)

    with acting_for(stranger.centre_id), pytest.raises(Person.DoesNotExist):
        contact(plan.person, stranger)


def test_task_is_given_done_and_taken_back(joanna, plan):
    task = add_task(text="Zadzwonić do córki", due_on=LATER, person_id=plan.person_id, by=joanna, on=LATER)

    assert finish_task(task_id=task.pk, by=joanna, on=LATER).done_on == LATER
    assert reopen_task(task_id=task.pk, by=joanna, on=LATER).done_on is None


def test_task_is_for_a_day_to_come_and_says_what(joanna):
    with pytest.raises(Refused, match="still to come"):
        add_task(text="Zadzwonić", due_on=LATER - timedelta(days=1), by=joanna, on=LATER)
    with pytest.raises(Refused, match="what is to be done"):
        add_task(text=" ", due_on=LATER, by=joanna, on=LATER)


def test_colleague_does_not_finish_a_task_of_another(joanna):
    task = add_task(text="Zadzwonić", due_on=LATER, by=joanna, on=LATER)

    with pytest.raises(NotAllowed):
        finish_task(task_id=task.pk, by=a_coordinator(), on=LATER)
    finish_task(task_id=task.pk, by=a_director(), on=LATER)


def test_task_is_not_given_to_a_resident_or_a_stranger(joanna):
    for owner in (a_user(Role.RESIDENT), a_stranger(Role.COORDINATOR)):
        with pytest.raises(Refused, match="colleague"):
            add_task(text="Zadzwonić", due_on=LATER, owner_id=owner.pk, by=joanna, on=LATER)

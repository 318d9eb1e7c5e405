from datetime import date, timedelta

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_director, a_stranger, a_user, the_centre
from cus.cases.models import EndReason
from cus.cases.services.plans import agree_plan, approve_plan, begin_change, close_plan, end_plan, note_summary_talk
from cus.cases.states import PlanState, RequestState, RowState, VersionState
from cus.cases.tasks import pass_days
from cus.cases.tests.factories import a_plan
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.rows import acting_for
from cus.records.models import Event

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 12, 31)
IN_JUNE = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def a_running_plan(**given):
    plan = a_plan(**({"state": PlanState.ACTIVE} | given))
    return plan, plan.coordinators.get().user


def test_plan_ends_on_its_last_day():
    plan, joanna = a_running_plan()
    plan.versions.get().service_rows.update(state=RowState.STARTED)

    ended = end_plan(plan_id=plan.pk, reason=EndReason.ON_TIME, by=joanna, on=LAST_DAY)

    version = plan.versions.get()
    assert (ended.state, ended.ended_on) == (PlanState.ENDED, LAST_DAY)
    assert version.service_rows.get().state == RowState.COMPLETED
    assert version.support_rows.get().state == RowState.CANCELLED  # it never started


def test_plan_does_not_end_on_time_a_day_early():
    plan, joanna = a_running_plan()

    with pytest.raises(Refused, match="choose the reason"):
        end_plan(plan_id=plan.pk, reason=EndReason.ON_TIME, by=joanna, on=LAST_DAY - timedelta(days=1))


def test_plan_ends_early_with_a_reason_and_its_rows_are_interrupted():
    plan, joanna = a_running_plan(next_contact_on=IN_JUNE)
    plan.versions.get().service_rows.update(state=RowState.STARTED)
    change = begin_change(plan_id=plan.pk, reason="więcej pomocy", by=joanna, on=IN_JUNE)

    ended = end_plan(plan_id=plan.pk, reason=EndReason.MOVED, by=joanna, on=IN_JUNE)

    change.refresh_from_db()
    assert (ended.state, ended.end_reason, ended.next_contact_on) == (PlanState.ENDED, EndReason.MOVED, None)
    assert plan.versions.get(number=1).service_rows.get().state == RowState.INTERRUPTED
    assert change.state == VersionState.DISCARDED


def test_another_reason_is_told_and_the_end_is_not_in_the_future():
    plan, joanna = a_running_plan()

    with pytest.raises(Refused, match="why the plan ends"):
        end_plan(plan_id=plan.pk, reason=EndReason.OTHER, by=joanna, on=IN_JUNE)
    with pytest.raises(Refused, match="not before"):
        end_plan(plan_id=plan.pk, reason=EndReason.MOVED, ended_on=IN_JUNE + timedelta(days=1), by=joanna, on=IN_JUNE)


@pytest.mark.parametrize("state", [PlanState.PREPARED, PlanState.ENDED, PlanState.ABANDONED])
def test_only_an_approved_plan_ends(state):
    plan, joanna = a_running_plan(state=state)

    with pytest.raises(WrongState):
        end_plan(plan_id=plan.pk, reason=EndReason.MOVED, by=joanna, on=IN_JUNE)


def an_ended_plan():
    return a_running_plan(state=PlanState.ENDED, ended_on=LAST_DAY, end_reason=EndReason.ON_TIME)


def close(plan, joanna, text="Pani Anna wróciła do kościoła i na zakupy."):
    return close_plan(plan_id=plan.pk, course_and_results=text, by=joanna, on=LAST_DAY)


@pytest.mark.rule("RULE-52")
@pytest.mark.parametrize(
    "talk",
    [
        {"held_on": LAST_DAY, "present": "Anna Nowak, córka", "note": "Jest zadowolona."},
        {"why_none": "Pani Anna zmarła."},
    ],
)
def test_plan_is_closed_after_a_talk_or_with_the_reason_why_there_was_none(talk):
    plan, joanna = an_ended_plan()

    note_summary_talk(plan_id=plan.pk, by=joanna, on=LAST_DAY, **talk)
    closed = close(plan, joanna)

    assert (closed.state, closed.closed_on) == (PlanState.CLOSED, LAST_DAY)
    told = [event.name for event in Event.objects.concerning(plan.person).order_by("id")]
    assert told == ["plan.talked", "plan.closed"]


@pytest.mark.rule("RULE-52")
def test_plan_without_talk_or_reason_is_not_closed():
    plan, joanna = an_ended_plan()

    with pytest.raises(Refused, match="why there was none") as refusal:
        note_summary_talk(plan_id=plan.pk, why_none=" ", by=joanna, on=LAST_DAY)
    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision
    with pytest.raises(Refused, match="summary talk"):
        close(plan, joanna)


@pytest.mark.rule("RULE-53")
def test_plan_without_description_is_not_closed():
    plan, joanna = an_ended_plan()
    note_summary_talk(plan_id=plan.pk, held_on=LAST_DAY, by=joanna, on=LAST_DAY)

    with pytest.raises(Refused, match="description of course and results") as refusal:
        close(plan, joanna, text="  ")

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision


def test_all_that_is_missing_is_named_at_once():
    plan, joanna = an_ended_plan()

    with pytest.raises(Refused, match="summary talk.*, the description"):
        close(plan, joanna, text="")


def test_running_plan_is_not_closed():
    plan, joanna = a_running_plan()

    with pytest.raises(WrongState):
        close(plan, joanna)


def test_talk_is_noted_after_it_was_held_and_may_be_mended():
    plan, joanna = an_ended_plan()

    with pytest.raises(Refused, match="after it was held"):
        note_summary_talk(plan_id=plan.pk, held_on=LAST_DAY + timedelta(days=1), by=joanna, on=LAST_DAY)
    note_summary_talk(plan_id=plan.pk, why_none="nie ma", by=joanna, on=LAST_DAY)
    talk = note_summary_talk(plan_id=plan.pk, held_on=LAST_DAY, note="Jednak była.", by=joanna, on=LAST_DAY)

    assert (talk.why_none, talk.held_on) == ("", LAST_DAY)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.DIRECTOR, True),
        (Role.ORGANISER, True),
        (Role.COORDINATOR, False),
        (Role.SOCIAL_WORKER, False),
        (Role.FRONT_DESK, False),
        (Role.RESIDENT, False),
    ],
)
def test_who_else_may_end_a_plan(role, may):
    plan, _joanna = a_running_plan()
    user = a_user(role)

    if may:
        end_plan(plan_id=plan.pk, reason=EndReason.MOVED, by=user, on=IN_JUNE)
    else:
        with pytest.raises(NotAllowed):
            end_plan(plan_id=plan.pk, reason=EndReason.MOVED, by=user, on=IN_JUNE)


def test_stranger_ends_nothing():
    plan, _joanna = a_running_plan()

    with pytest.raises(NotAllowed):
        end_plan(plan_id=plan.pk, reason=EndReason.MOVED, by=a_stranger(Role.DIRECTOR), on=IN_JUNE)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-01-14 23:00+01:00", PlanState.APPROVED),
        ("2026-01-15 00:05+01:00", PlanState.ACTIVE),  # its first day in Warsaw, still the 14th in UTC
        ("2026-12-31 23:55+01:00", PlanState.ACTIVE),
        ("2027-01-01 00:05+01:00", PlanState.ENDED),
    ],
)
def test_plan_starts_and_ends_by_itself_as_days_pass(time_machine, today, state):
    plan, _joanna = a_running_plan(state=PlanState.APPROVED)
    time_machine.move_to(today)

    with acting_for(None):
        pass_days(0)
        pass_days(0)  # a second run changes nothing

    the_centre()
    plan.refresh_from_db()
    assert plan.state == state


def test_plan_that_ended_by_itself_ended_on_its_last_day(time_machine):
    plan, _joanna = a_running_plan()
    time_machine.move_to("2027-01-04 06:05+01:00")

    with acting_for(None):
        pass_days(0)

    plan.refresh_from_db()
    assert (plan.ended_on, plan.end_reason) == (LAST_DAY, EndReason.ON_TIME)


@pytest.mark.parametrize(("reason", "on", "freed"), [("MOVED", IN_JUNE, True), ("ON_TIME", LAST_DAY, False)])
def test_early_end_frees_the_places_of_the_plan(reason, on, freed):
    plan, joanna = a_running_plan(state=PlanState.PREPARED)
    request = plan.application.requests.get()
    version = plan.versions.get()
    version.service_rows.update(request=request)
    agreed = {"agreed_on": version.starts_on, "how": "w domu"}
    agree_plan(version_id=version.pk, by=joanna, on=version.starts_on, **agreed)
    approve_plan(version_id=version.pk, by=a_director(), on=version.starts_on)

    end_plan(plan_id=plan.pk, reason=reason, by=joanna, on=on)

    request.refresh_from_db()
    assert request.state == (RequestState.ENDED if freed else RequestState.QUALIFIED)

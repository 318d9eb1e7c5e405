"""The next plan takes over goals not reached and help still offered; the rest is named with its reason."""

from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.tests.factories import a_coordinator
from cus.cases.models import GoalProgress, PlanNeed, RequestedService, ServiceRow
from cus.cases.planning.next_plan import what_goes_on
from cus.cases.services.plans import copy_into_next_plan, end_plan, move_row_along
from cus.cases.states import PlanState, RequestState, VersionState
from cus.cases.tests.factories import TODAY, a_plan, a_recognition, an_application
from cus.kit.errors import Refused, WrongState
from cus.offer.models import Service, ServiceStatus
from cus.offer.tests.factories import a_service

pytestmark = pytest.mark.django_db
ENDED_ON = date(2026, 12, 31)
LATER = date(2027, 1, 11)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def joanna():
    return a_coordinator()


def a_closed_plan(joanna, **given):
    return a_plan(
        coordinator=joanna, state=PlanState.CLOSED, ended_on=ENDED_ON, closed_on=LATER, course_and_results="Dobrze.",
        end_reason="ON_TIME", **given,
    )  # fmt: skip


def test_what_goes_on_keeps_its_key_amount_and_helper(joanna):
    former = a_closed_plan(joanna)
    old = former.versions.get()

    plan = copy_into_next_plan(
        plan_id=former.pk, application_id=former.application_id, by=joanna, on=LATER, starts_on=date(2027, 1, 18)
    )

    version = plan.versions.get()
    assert (plan.previous, version.state, version.agreed_on) == (former, VersionState.DRAFT, None)
    assert (version.starts_on, version.ends_on) == (date(2027, 1, 18), date(2028, 1, 17))
    assert version.needs.get().key == old.needs.get().key
    row = version.service_rows.get()
    assert (row.key, row.amount, row.when, row.starts_on) == (
        old.service_rows.get().key, 2, "pn, śr 8:00–9:00", date(2027, 1, 18),
    )  # fmt: skip
    assert version.support_rows.get().who == "Teresa Lis"


def test_a_reached_goal_does_not_go_on_and_is_named(joanna):
    former = a_closed_plan(joanna)
    need = former.versions.get().needs.get()
    for step, day in ((4, date(2026, 6, 1)), (2, date(2026, 5, 1))):
        GoalProgress.objects.create(
            centre=former.centre, plan=former, need_key=need.key, noted_on=day, step=step, said_by="PERSON",
            noted_by=joanna,
        )  # fmt: skip

    following = what_goes_on(former.versions.get())

    assert following.goes_on == ()
    assert [(one.what, one.why) for one in following.left_out] == [("Myję się bez strachu", "the goal is reached")]


def test_a_service_no_longer_offered_is_named(joanna):
    former = a_closed_plan(joanna)
    row = former.versions.get().service_rows.get()
    Service.objects.filter(pk=row.service_id).update(status=ServiceStatus.DRAFT)

    left_out = what_goes_on(former.versions.get()).left_out

    assert [one.why for one in left_out] == ["the service is not in the catalogue any more"]


def test_help_that_was_given_up_does_not_come_back(joanna):
    running = a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    row = running.versions.get().support_rows.get()
    move_row_along(plan_id=running.pk, row_key=row.key, step="cancel", by=joanna, on=date(2026, 3, 2))

    following = what_goes_on(running.versions.get())

    assert [(one.what, one.why) for one in following.left_out] == [("zakupy", "it was given up: cancelled")]


def test_help_that_only_ended_with_the_plan_goes_on(joanna):
    running = a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    end_plan(plan_id=running.pk, reason="ON_TIME", by=joanna, on=date(2027, 1, 1))

    following = what_goes_on(running.versions.get())

    assert following.left_out == ()
    assert [row.what for row in following.goes_on[0].support] == ["zakupy"]


def test_a_service_the_person_is_not_qualified_for_any_more_is_named(joanna):
    application = an_application(coordinator=joanna, services=[a_service()])
    former = a_closed_plan(joanna, application=application)
    second = a_service(name="Basen")
    request = RequestedService.objects.create(
        centre=former.centre, application=application, service=second, state=RequestState.ENDED, outcome_on=TODAY
    )
    version = former.versions.get()
    draft = version.plan.versions.create(
        centre=former.centre, number=2, author=joanna, starts_on=version.starts_on, ends_on=version.ends_on
    )
    need = PlanNeed.objects.create(centre=former.centre, version=draft, position=1, need="ruch")
    ServiceRow.objects.create(
        centre=former.centre, version=draft, need=need, service=second, request=request, amount=1, unit="wizyta",
        rhythm="WEEK", starts_on=draft.starts_on, ends_on=draft.ends_on,
    )  # fmt: skip

    assert [one.why for one in what_goes_on(draft).left_out] == [
        "the person is not qualified for it any more (service ended)"
    ]


def test_a_plan_still_to_be_closed_is_closed_first(joanna):
    former = a_plan(coordinator=joanna, state=PlanState.ENDED, ended_on=ENDED_ON)

    with pytest.raises(Refused, match="First hold the summary talk"):
        copy_into_next_plan(plan_id=former.pk, application_id=former.application_id, by=joanna, on=LATER)


def test_a_running_plan_is_not_copied(joanna):
    former = a_plan(coordinator=joanna, state=PlanState.ACTIVE)

    with pytest.raises(WrongState):
        copy_into_next_plan(plan_id=former.pk, application_id=former.application_id, by=joanna, on=LATER)


def test_an_application_of_somebody_else_takes_nothing(joanna):
    former, other = a_closed_plan(joanna), a_closed_plan(joanna)

    with pytest.raises(Refused, match="of the same person"):
        copy_into_next_plan(plan_id=former.pk, application_id=other.application_id, by=joanna, on=LATER)


def test_two_rows_of_one_service_both_go_on(joanna):
    former = a_plan(coordinator=joanna)
    version = former.versions.get()
    first = version.service_rows.get()
    ServiceRow.objects.create(
        centre=former.centre, version=version, need=first.need, service=first.service, amount=3, unit="godzina",
        rhythm="MONTH", when="sobota 10:00", starts_on=first.starts_on, ends_on=first.ends_on,
    )  # fmt: skip
    version.state, version.agreed_on, version.approved_on, version.approved_by = "APPROVED", TODAY, TODAY, joanna
    version.save()
    type(former).objects.filter(pk=former.pk).update(
        state=PlanState.CLOSED, starts_on=first.starts_on, ends_on=first.ends_on, ended_on=ENDED_ON, closed_on=LATER,
        course_and_results="Dobrze.",
    )  # fmt: skip

    plan = copy_into_next_plan(plan_id=former.pk, application_id=former.application_id, by=joanna, on=LATER)

    assert sorted(plan.versions.get().service_rows.values_list("amount", "when")) == [
        (2, "pn, śr 8:00–9:00"),
        (3, "sobota 10:00"),
    ]


def test_a_new_application_brings_its_own_needs_too(joanna):
    former = a_closed_plan(joanna)
    service = former.versions.get().service_rows.get().service
    fresh = an_application(person=former.person, coordinator=joanna, services=[service], state="DECIDED")
    fresh.requests.update(state=RequestState.QUALIFIED, outcome_on=LATER)
    a_recognition(fresh, author=joanna, needs="samotność", finished_on=LATER)

    plan = copy_into_next_plan(plan_id=former.pk, application_id=fresh.pk, by=joanna, on=LATER)

    version = plan.versions.get()
    assert sorted(version.needs.values_list("need", flat=True)) == ["pomoc w kąpieli", "samotność"]
    assert version.service_rows.get().request.application == fresh

"""The interview at home: who plans, writes and signs it, and in what time."""

from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger
from cus.cases.services.assistance import cancel_interview, plan_interview, write_interview
from cus.cases.states import ApplicationState, InterviewState
from cus.cases.tests.factories import FILED_ON, TODAY, an_application
from cus.cases.tests.factories_of_assistance import (
    LEARNT,
    a_planned_interview,
    a_signed_interview,
    a_social_worker,
    an_application_for_care,
)
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.rule("RULE-70")
def test_the_time_for_a_first_interview_runs_from_the_filing():
    application = an_application_for_care()

    interview = a_planned_interview(application, by=a_social_worker(), planned_on=date(2026, 1, 12))

    assert (interview.state, interview.ordered_on, interview.planned_on) == ("PLANNED", FILED_ON, date(2026, 1, 12))
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION
    assert Event.objects.filter(name="interview.planned").count() == 1


@pytest.mark.rule("RULE-70")
def test_the_time_for_an_update_runs_from_the_day_it_is_ordered():
    worker, application = a_social_worker(), an_application_for_care()
    first = a_signed_interview(application, by=worker)

    update = a_planned_interview(application, by=worker, updates_id=first.pk, on=date(2026, 6, 1))

    assert (update.updates, update.ordered_on) == (first, date(2026, 6, 1))


def test_a_coordinator_plans_it_for_a_social_worker_and_for_nobody_else():
    application, joanna = an_application_for_care(), a_coordinator()
    with pytest.raises(Refused):
        plan_interview(application_id=application.pk, social_worker_id=joanna.pk, by=joanna, on=TODAY)

    interview = plan_interview(
        application_id=application.pk, social_worker_id=a_social_worker().pk, by=joanna, on=TODAY
    )

    assert interview.social_worker.name == "Sylwia Mazur"


def test_services_of_a_programme_need_no_interview():
    application, worker = an_application(), a_social_worker()

    with pytest.raises(Refused) as refusal:
        a_planned_interview(application, by=worker)

    assert refusal.value.provision


def test_two_interviews_of_one_case_are_not_open_at_once():
    application, worker = an_application_for_care(), a_social_worker()
    a_planned_interview(application, by=worker)

    with pytest.raises(WrongState):
        a_planned_interview(application, by=worker)


def test_a_stranger_plans_nothing_here():
    application, worker = an_application_for_care(), a_social_worker()

    with pytest.raises(NotAllowed):
        plan_interview(
            application_id=application.pk, social_worker_id=worker.pk, by=a_stranger("SOCIAL_WORKER"), on=TODAY
        )


def test_only_the_social_worker_who_holds_it_writes_it():
    interview = a_planned_interview(an_application_for_care(), by=a_social_worker())
    words = {"interview_id": interview.pk, "held_on": TODAY, "place": "HOME", "parts": LEARNT, "on": TODAY}
    for other in (a_director(), a_social_worker(first_name="Beata")):
        with pytest.raises(NotAllowed):
            write_interview(**words, by=other)

    assert write_interview(**words, by=interview.social_worker).state == InterviewState.WRITTEN


@pytest.mark.parametrize("missing", ["situation", "conclusions", "proposed_help"])
def test_it_is_signed_only_with_situation_conclusions_and_proposed_help(missing):
    interview = a_planned_interview(an_application_for_care(), by=a_social_worker())

    with pytest.raises(Refused):
        write_interview(
            interview_id=interview.pk, held_on=TODAY, place="HOME", parts=LEARNT | {missing: " "}, signed=True,
            by=interview.social_worker, on=TODAY,
        )  # fmt: skip

    interview.refresh_from_db()
    assert interview.state == InterviewState.PLANNED


def test_a_signed_interview_changes_no_more():
    worker = a_social_worker()
    interview = a_signed_interview(an_application_for_care(), by=worker)

    assert (interview.state, interview.signed_on) == (InterviewState.SIGNED, TODAY)
    with override("pl"):
        assert interview.get_state_display() == "podpisany"
    with pytest.raises(NotAllowed):
        write_interview(interview_id=interview.pk, held_on=TODAY, place="HOME", parts=LEARNT, by=worker, on=TODAY)


def test_a_visit_that_is_still_to_come_is_not_written_down():
    interview = a_planned_interview(an_application_for_care(), by=a_social_worker())

    with pytest.raises(Refused):
        write_interview(
            interview_id=interview.pk, held_on=date(2026, 1, 11), place="HOME", parts=LEARNT,
            by=interview.social_worker, on=TODAY,
        )  # fmt: skip


def test_a_cancelled_interview_says_why_and_another_can_be_planned():
    application, worker = an_application_for_care(), a_social_worker()
    interview = a_planned_interview(application, by=worker)
    with pytest.raises(Refused):
        cancel_interview(interview_id=interview.pk, reason=" ", by=worker, on=TODAY)

    cancelled = cancel_interview(interview_id=interview.pk, reason="Pani jest w szpitalu.", by=worker, on=TODAY)

    assert (cancelled.state, cancelled.cancel_reason) == (InterviewState.CANCELLED, "Pani jest w szpitalu.")
    assert a_planned_interview(application, by=worker).state == InterviewState.PLANNED

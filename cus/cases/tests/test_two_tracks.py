"""Two legal tracks in one case: neither takes the other's way, and a wish moves between them only with consent."""

from datetime import date
from decimal import Decimal

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger
from cus.cases.models import Application, AssistanceKind, RequestedService, ServiceRow, Task, TrackChange
from cus.cases.planning.granted import beyond_decisions
from cus.cases.queries.plans import with_content
from cus.cases.services.assistance import change_track, end_lapsed_help
from cus.cases.services.outcomes import (
    draft_refusal,
    note_facts,
    put_on_waiting_list,
    qualify_service,
    withdraw_request,
)
from cus.cases.services.plans import begin_plan
from cus.cases.states import ApplicationState, DecisionState, RequestState
from cus.cases.tests.factories import FILED_ON, TODAY, an_application
from cus.cases.tests.factories_of_assistance import (
    a_draft_of_care,
    a_signed_decision,
    a_signed_interview,
    a_social_worker,
    an_application_for_care,
    care_by_decision,
    home_care,
    request_of,
)
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import Service
from cus.offer.tests.factories import a_service
from cus.records.models import Event, Letter

pytestmark = pytest.mark.django_db
CONSENT = {"consented_on": TODAY, "consented_how": "w rozmowie w domu", "reason": "Woli pomoc sąsiedzką."}


def moved(request: RequestedService, service: Service, **given: object) -> TrackChange:
    defaults = {"request_id": request.pk, "service_id": service.pk, "by": a_coordinator(), "on": TODAY}
    return change_track(**(defaults | CONSENT | given))


def state_of(request: RequestedService) -> str:
    request.refresh_from_db()
    return request.state


@pytest.mark.rule("RULE-69")
@pytest.mark.rule("RULE-14")
@pytest.mark.parametrize("step", ["qualify", "wait", "judge", "refuse"])
def test_the_way_of_a_programme_is_closed_to_help_by_a_decision(step):
    application, joanna = an_application_for_care(), a_coordinator()
    request = request_of(application)
    by = {"request_id": request.pk, "by": joanna, "on": TODAY}
    steps = {
        "qualify": lambda: qualify_service(**by),
        "wait": lambda: put_on_waiting_list(**by),
        "judge": lambda: note_facts(**by, facts={}),
        "refuse": lambda: draft_refusal(
            application_id=application.pk, request_ids=[request.pk], reasons="powody", provision="§ 4",
            appeal_instruction="14 dni", by=joanna, on=TODAY,
        ),
    }  # fmt: skip

    with pytest.raises(Refused) as refusal:
        steps[step]()

    assert "Dz.U. 2004 nr 64 poz. 593" in refusal.value.provision
    assert state_of(request) == RequestState.OPEN
    assert not Letter.objects.exists()


def test_one_case_holds_both_tracks_and_is_decided_when_both_have_their_outcome():
    worker, rides = a_social_worker(), a_service(name="Przewóz do lekarza")
    application = an_application(services=[rides, home_care()])
    qualify_service(request_id=application.requests.get(service=rides).pk, by=a_coordinator(), on=TODAY)
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION

    a_signed_interview(application, by=worker)
    a_signed_decision(request_of(application), by=worker)

    application.refresh_from_db()
    assert application.state == ApplicationState.DECIDED
    assert sorted(application.requests.values_list("state", flat=True)) == ["GRANTED", "QUALIFIED"]


@pytest.mark.rule("RULE-40")
def test_a_wish_moves_to_the_other_track_with_consent_and_keeps_the_day_of_filing():
    application = an_application_for_care()
    request, club = request_of(application), a_service(name="Pomoc sąsiedzka")

    change = moved(request, club)

    assert state_of(request) == RequestState.MOVED
    new = change.new_request
    assert (new.service, new.state, new.application.filed_on) == (club, RequestState.OPEN, FILED_ON)
    assert Application.objects.count() == 1
    told = Event.objects.get(name="track.changed")
    assert told.details["reason"] == "Woli pomoc sąsiedzką."
    consent = application.person.consents.get()
    assert (consent.kind, consent.starts_on, consent.is_in_force(on=TODAY)) == ("CHANGE_OF_TRACK", TODAY, True)


@pytest.mark.rule("RULE-40")
@pytest.mark.parametrize(
    "without", [{"consented_on": None}, {"consented_on": date(2026, 1, 11)}, {"consented_how": " "}]
)
def test_nothing_moves_without_consent(without):
    request, club = request_of(an_application_for_care()), a_service()

    with pytest.raises(Refused) as refusal:
        moved(request, club, **without)

    assert refusal.value.provision
    assert state_of(request) == RequestState.OPEN


def test_it_moves_back_to_where_it_came_from():
    application = an_application_for_care()
    care, club = request_of(application), a_service(name="Pomoc sąsiedzka")
    there = moved(care, club)

    moved(there.new_request, care.service)

    assert (state_of(care), state_of(there.new_request)) == (RequestState.OPEN, RequestState.MOVED)
    assert application.requests.count() == 2


def test_running_help_goes_on_until_the_other_is_decided_and_a_task_reminds_of_it():
    decision = care_by_decision()
    club = a_service(name="Pomoc sąsiedzka")

    change = moved(decision.request, club)

    assert (state_of(decision.request), change.new_request.state) == (RequestState.GRANTED, RequestState.OPEN)
    assert Task.objects.get().application == decision.application


def test_to_the_same_track_nothing_moves():
    request = request_of(an_application_for_care())

    with pytest.raises(Refused):
        moved(request, home_care(name="Specjalistyczne usługi opiekuńcze"))


def test_a_wish_with_a_draft_of_a_decision_and_one_that_was_refused_stay():
    drafted, refused = request_of(an_application_for_care()), request_of(an_application_for_care())
    worker, club = a_social_worker(), a_service()
    a_draft_of_care(drafted, by=worker)
    a_signed_decision(refused, by=worker, kind=AssistanceKind.REFUSE)

    with pytest.raises(Refused):
        moved(drafted, club)
    with pytest.raises(WrongState):
        moved(refused, club)


def test_a_stranger_moves_nothing():
    request, club = request_of(an_application_for_care()), a_service()

    with pytest.raises(NotAllowed):
        moved(request, club, by=a_stranger(Role.COORDINATOR))


def test_a_draft_of_a_decision_is_given_up_when_the_person_no_longer_wants_the_help():
    request = request_of(an_application_for_care())
    draft = a_draft_of_care(request, by=a_social_worker())

    withdraw_request(request_id=request.pk, by=a_coordinator(), on=TODAY)

    draft.refresh_from_db()
    assert draft.state == DecisionState.DROPPED


# --- the plan


def planned(**given: object) -> ServiceRow:
    """A plan begun of help by a decision: 20 hours a month from 1 February to 31 July."""
    decision = care_by_decision(application=an_application_for_care(coordinator=a_coordinator()))
    joanna = decision.application.coordinator
    begin_plan(application_id=decision.application_id, by=joanna, on=TODAY, starts_on=date(2026, 1, 19))
    row = ServiceRow.objects.get()
    ServiceRow.objects.filter(pk=row.pk).update(**given)
    row.refresh_from_db()
    return row


def warned_of(row: ServiceRow, *, switched_off: tuple[str, ...] = ()) -> list[str]:
    version = with_content(type(row.version).objects.filter(pk=row.version_id)).get()
    found = beyond_decisions(version, switched_off=switched_off)
    return [warning.text for warnings in found.values() for warning in warnings]


@pytest.mark.rule("RULE-73")
def test_a_row_of_the_plan_begins_as_the_decision_says():
    row = planned()

    assert (row.amount, row.unit, row.rhythm) == (Decimal(20), "godzina", "MONTH")
    assert (row.starts_on, row.ends_on) == (date(2026, 2, 1), date(2026, 7, 31))
    assert row.fee_text.replace("\xa0", " ") == "12,50 zł za godzinę (30% kosztu godziny)"
    assert warned_of(row) == []


@pytest.mark.rule("RULE-73")
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"amount": 21}, "More than the decision"),
        ({"amount": 5, "rhythm": "WEEK"}, "More than the decision"),
        ({"ends_on": date(2026, 8, 1)}, "The decision gives this help until"),
        ({"starts_on": date(2026, 8, 1), "ends_on": date(2026, 9, 1)}, "No decision gives this help"),
    ],
)
def test_a_row_beyond_the_decision_warns(given, says, settings):
    settings.LANGUAGE_CODE = "en"

    assert [text.startswith(says) for text in warned_of(planned(**given))] == [True]


@pytest.mark.rule("RULE-73")
def test_a_centre_that_switched_the_rule_off_is_not_warned():
    assert warned_of(planned(amount=40), switched_off=("RULE-73",)) == []


def test_help_that_lapsed_does_not_come_into_a_new_plan():
    decision = care_by_decision()
    end_lapsed_help(on=date(2026, 8, 1))

    with pytest.raises(Refused):
        begin_plan(application_id=decision.application_id, by=a_director(), on=date(2026, 8, 2))

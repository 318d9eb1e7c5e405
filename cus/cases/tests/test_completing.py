from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user
from cus.cases.services.completing import (
    call_to_complete,
    complete_application,
    set_aside_application,
    withdraw_application,
)
from cus.cases.states import ApplicationState, RequestState
from cus.cases.tests.factories import TODAY, a_request, an_application
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.tests.factories import a_service
from cus.records.models import Document, Event, Letter
from cus.records.models.letter import LetterKind

pytestmark = pytest.mark.django_db
IN_TWO_WEEKS = date(2026, 1, 24)
NAMES = ["call_to_complete", "complete_application", "set_aside", "withdraw_application", "add_document"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def called(application=None, **given):
    defaults = {"missing": "orzeczenie", "complete_by": IN_TWO_WEEKS, "by": a_coordinator(), "on": TODAY}
    return call_to_complete(application_id=(application or an_application()).pk, **(defaults | given))


def test_the_applicant_is_asked_by_letter_for_what_is_missing():
    application = called(missing="orzeczenie o *stopniu* niepełnosprawności")

    assert (application.state, application.complete_by) == (ApplicationState.INCOMPLETE, IN_TWO_WEEKS)
    letter = Letter.objects.get(kind=LetterKind.CALL_TO_COMPLETE)
    assert "24 stycznia 2026 r." in letter.text
    assert Event.objects.get(name="application.called_to_complete").details == {"until": "24.01.2026"}


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1)])
def test_the_applicant_is_given_time(day):
    with pytest.raises(Refused, match="day after today"):
        called(complete_by=day)


def test_what_is_missing_is_said():
    with pytest.raises(Refused, match="what is missing"):
        called(missing=" ")


@pytest.mark.rule("RULE-35")
def test_a_completed_application_keeps_its_day_of_filing():
    before = called()

    application = complete_application(application_id=before.pk, by=a_coordinator(), on=IN_TWO_WEEKS)

    assert (application.state, application.completed_on) == (ApplicationState.FILED, IN_TWO_WEEKS)
    assert application.filed_on == before.filed_on


def test_an_application_is_left_aside_only_after_the_day_it_was_given():
    application = called()

    with pytest.raises(Refused, match="Wait until that day has passed"):
        set_aside_application(application_id=application.pk, reason="brak", by=a_coordinator(), on=IN_TWO_WEEKS)

    left = set_aside_application(
        application_id=application.pk, reason="brak", by=a_coordinator(), on=IN_TWO_WEEKS + timedelta(days=1)
    )
    assert (left.state, left.close_reason) == (ApplicationState.NOT_CONSIDERED, "brak")
    assert Letter.objects.filter(kind=LetterKind.SET_ASIDE).count() == 1


def test_what_was_never_called_for_is_not_left_aside():
    with pytest.raises(WrongState):
        set_aside_application(application_id=an_application().pk, reason="brak", by=a_coordinator(), on=TODAY)


def test_the_applicant_takes_everything_back():
    application = an_application(services=[a_service(), a_service()])

    withdraw_application(application_id=application.pk, reason="pomaga syn", by=a_coordinator(), on=TODAY)

    application.refresh_from_db()
    assert (application.state, application.closed_on) == (ApplicationState.WITHDRAWN, TODAY)
    assert {request.state for request in application.requests.all()} == {RequestState.WITHDRAWN}
    assert Letter.objects.get().kind == LetterKind.WITHDRAWAL


def test_what_has_an_outcome_is_not_withdrawn_with_the_rest():
    application = an_application(state=ApplicationState.RECOGNITION)
    a_request(application, a_service(), state=RequestState.QUALIFIED)

    with pytest.raises(Refused, match="one by one"):
        withdraw_application(application_id=application.pk, reason="", by=a_coordinator(), on=TODAY)


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.CARER, Role.PROVIDER, Role.RESIDENT])
def test_others_call_for_nothing(role):
    with pytest.raises(NotAllowed):
        called(by=a_user(role))


def test_a_stranger_calls_for_nothing():
    application = an_application()

    with pytest.raises(NotAllowed):
        called(application, by=a_stranger())


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_finds_no_page_of_these_steps(client, name):
    application = an_application()
    client.force_login(a_stranger())

    response = client.post(reverse(f"cases:{name}", args=[application.pk]))

    assert response.status_code == 404
    application.refresh_from_db()
    assert application.state == ApplicationState.FILED


def test_the_steps_are_taken_on_their_pages(client):
    application = an_application()
    client.force_login(a_coordinator())
    address = {name: reverse(f"cases:{name}", args=[application.pk]) for name in NAMES}

    assert client.get(address["call_to_complete"]).status_code == 200
    client.post(
        address["call_to_complete"],
        {"missing": "orzeczenie", "complete_by_day": "1", "complete_by_month": "12", "complete_by_year": "2099"},
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.INCOMPLETE
    client.post(address["complete_application"])
    client.post(address["withdraw_application"], {"reason": ""})

    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN


def test_documents_are_added_on_their_page(client):
    application = an_application()
    client.force_login(a_user(Role.FRONT_DESK))
    address = reverse("cases:add_document", args=[application.pk])
    assert client.get(address).status_code == 200

    client.post(
        address, {"files": [SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.pdf", b"%PDF-1.7")]}
    )

    assert Document.objects.about(application).count() == 2


def test_when_one_document_is_refused_none_is_kept(client):
    application = an_application()
    client.force_login(a_coordinator())

    page = client.post(
        reverse("cases:add_document", args=[application.pk]),
        {"files": [SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.pdf", b"MZ")]},
    )

    assert page.status_code == 422
    assert not Document.objects.exists()

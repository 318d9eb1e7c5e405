from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user
from cus.cases.states import ApplicationState, RequestState
from cus.cases.tests.factories import FILED_AT, TODAY, a_plan, a_request, an_application
from cus.kit.rows import acting_for
from cus.offer.tests.factories import a_service
from cus.people.models import Representation
from cus.people.tests.factories import a_daughter, a_person
from cus.records.models import DeniedTry, Document

pytestmark = pytest.mark.django_db
URL = "/moja-sprawa/"


@pytest.fixture(autouse=True)
def _forget_counted_tries():
    cache.clear()


@pytest.fixture
def signed_in_resident(client):
    user = a_user(Role.RESIDENT)
    client.force_login(user)
    return a_person(user=user)


def open_case(client, application, **given):
    return client.post(URL, {"number": application.number, "code": application.code} | given, follow=True)


@pytest.mark.parametrize("spaced", ["{0}", " {0} ", "{0:.5} x", "lower"])
def test_number_and_code_may_be_spaced_and_cased_as_one_likes(client, spaced):
    application = an_application(code="ACDEFGHJKM", number="CUS.5020.7.2026")
    code = {"{0:.5} x": "ACDEF GHJKM", "lower": "acdef-ghjkm"}.get(spaced, spaced.format("ACDEFGHJKM"))

    page = open_case(client, application, number="cus 5020/7/2026", code=code)

    assert "CUS.5020.7.2026" in page.content.decode()


def test_the_page_says_no_more_of_the_person_than_the_first_name(client):
    person = a_person(last_name="Zielińska", pesel="48031400101", street="Sekretna")

    page = open_case(client, an_application(person=person, situation="wstydliwa choroba")).content.decode()

    assert "Anna" in page
    for secret in ("Zielińska", "48031400101", "Sekretna", "600", "wstydliwa choroba"):
        assert secret not in page.replace("995550120", "")


def test_a_wrong_code_and_a_number_that_does_not_exist_are_answered_alike(client):
    application = an_application()

    wrong_code = client.post(URL, {"number": application.number, "code": "ACDEFGHJKM"})
    no_number = client.post(URL, {"number": "CUS.5020.999.2026", "code": "ACDEFGHJKM"})

    assert wrong_code.context["form"].errors == no_number.context["form"].errors
    assert wrong_code.status_code == no_number.status_code == 200


@pytest.mark.parametrize("exists", [True, False])
def test_after_ten_wrong_tries_a_number_is_locked_whether_it_exists_or_not(client, exists):
    application = an_application()
    number = application.number if exists else "CUS.5020.999.2026"
    for _n in range(10):
        client.post(URL, {"number": number, "code": "AAAAAAAAAA"})

    page = client.post(URL, {"number": number, "code": application.code})

    assert page.status_code == 429
    assert "followed" not in client.session


def test_another_number_is_not_locked_with_it(client):
    locked, other = an_application(), an_application()
    for _n in range(10):
        client.post(URL, {"number": locked.number, "code": "AAAAAAAAAA"})

    assert other.number in open_case(client, other).content.decode()


def test_an_application_of_another_centre_is_not_found_here(client):
    application = an_application()
    stranger = a_stranger()
    client.force_login(stranger)

    page = open_case(client, application)

    assert "follow_case.html" not in [template.name for template in page.templates]
    assert page.context["form"].errors


def test_the_place_on_the_waiting_list_is_a_range(client):
    service = a_service()
    for minutes, state in ((1, RequestState.WAITING), (2, RequestState.OPEN), (3, RequestState.WAITING)):
        earlier = an_application(services=[], state=ApplicationState.RECOGNITION)
        a_request(earlier, service, state=state)
        assert minutes
    mine = an_application(services=[], state=ApplicationState.RECOGNITION)
    a_request(mine, service, state=RequestState.WAITING)
    later = an_application(services=[], state=ApplicationState.RECOGNITION)
    a_request(later, service, state=RequestState.WAITING)

    page = open_case(client, mine)

    [request] = page.context["case"].requests
    assert (request.place.first, request.place.last, request.place.total) == (3, 5, 5)


def test_the_plan_and_the_coordinator_are_shown(client):
    coordinator = a_coordinator()
    application = an_application(coordinator=coordinator, state=ApplicationState.DECIDED)
    a_plan(application=application, coordinator=coordinator, state="ACTIVE")

    page = open_case(client, application).content.decode()

    assert "Joanna Mazur" in page
    assert "15\xa0stycznia" in page


def test_a_plan_that_is_still_prepared_is_not_shown(client):
    plan = a_plan()

    assert open_case(client, plan.application).context["case"].plan is None


def test_what_is_missing_is_said_with_the_day(client):
    application = an_application(
        state=ApplicationState.INCOMPLETE, missing="orzeczenie", complete_by=TODAY + timedelta(days=7)
    )

    page = open_case(client, application).content.decode()

    assert "orzeczenie" in page
    assert "17\xa0stycznia" in page


def test_a_document_is_added_while_the_case_is_open(client):
    application = an_application()
    open_case(client, application)

    client.post(reverse("portal:follow_document"), {"files": [SimpleUploadedFile("x.pdf", b"%PDF-1.7")]})

    assert Document.objects.about(application).count() == 1


def test_a_resident_who_signed_in_adds_a_document_to_their_own_case_without_a_code(client, signed_in_resident):
    application = an_application(person=signed_in_resident)

    client.post(reverse("portal:follow_document"), {"files": [SimpleUploadedFile("x.pdf", b"%PDF-1.7")]})

    assert Document.objects.about(application).count() == 1


def test_nothing_is_added_to_a_closed_case_or_without_the_code(client):
    upload = {"files": [SimpleUploadedFile("x.pdf", b"%PDF-1.7")]}
    client.post(reverse("portal:follow_document"), upload)
    open_case(client, an_application(state=ApplicationState.WITHDRAWN))
    client.post(reverse("portal:follow_document"), {"files": [SimpleUploadedFile("x.pdf", b"%PDF-1.7")]})

    assert not Document.objects.exists()


def test_the_case_can_be_closed_on_a_shared_computer(client):
    application = an_application()
    open_case(client, application)

    client.post(reverse("portal:follow_leave"))

    assert application.number not in client.get(URL).content.decode()


def test_row_security_hides_the_case_of_another_centre():
    application = an_application()

    with acting_for(a_stranger().centre_id):
        assert not type(application).objects.filter(pk=application.pk).exists()


def test_a_resident_who_signed_in_sees_the_newest_of_their_own_applications_without_a_code(client, signed_in_resident):
    an_application(person=signed_in_resident, number="CUS.5020.1.2025")
    an_application(person=signed_in_resident, number="CUS.5020.8.2026", filed_at=FILED_AT + timedelta(days=3))
    an_application(number="CUS.5020.9.2026", filed_at=FILED_AT + timedelta(days=5))

    page = client.get(URL).content.decode()

    assert "CUS.5020.8.2026" in page
    assert "CUS.5020.9.2026" not in page


def test_a_coordinator_who_signed_in_is_still_asked_for_number_and_code(client):
    an_application(number="CUS.5020.9.2026")
    client.force_login(a_coordinator())

    assert "CUS.5020.9.2026" not in client.get(URL).content.decode().replace("CUS.5020.12.2026", "")


def kept_tries() -> list[tuple[str, str]]:
    return list(DeniedTry.objects.order_by("pk").values_list("why", "asked"))


def test_every_wrong_code_is_kept_and_every_try_at_a_locked_one(client):
    application = an_application(number="CUS.5020.7.2026")

    for _time in range(11):
        answer = client.post(URL, {"number": "CUS.5020.7.2026", "code": "ACDEFGHJKM"})

    assert answer.status_code == 429
    assert kept_tries() == [("WRONG_CODE", "CUS.5020.7.2026")] * 10 + [("LOCKED_CODE", "CUS.5020.7.2026")]
    right = client.post(URL, {"number": application.number, "code": application.code})
    assert right.status_code == 429, "the right code does not open while it is locked"
    assert len(kept_tries()) == 12


def filed_by_a_guardian(**given):
    person = a_person()
    guardian = a_daughter(person, kind="LEGAL_GUARDIAN", **given)
    return an_application(person=person, applicant="STATUTORY_REPRESENTATIVE", representation=guardian)


def test_a_guardian_follows_until_the_last_day_of_their_right(client):
    application = filed_by_a_guardian(ends_on=localdate())

    assert application.number in open_case(client, application).content.decode()
    assert kept_tries() == []


def test_a_guardian_whose_right_has_ended_gets_nothing_and_the_try_is_kept(client):
    application = filed_by_a_guardian(ends_on=localdate() - timedelta(days=1))

    answer = open_case(client, application)

    assert answer.status_code == 403
    assert "followed" not in client.session
    assert kept_tries() == [("EXPIRED_GUARDIAN", application.number)]


def test_a_right_that_ends_closes_a_case_that_is_open(client):
    application = filed_by_a_guardian()
    open_case(client, application)
    Representation.objects.update(ends_on=localdate() - timedelta(days=1))

    page = client.get(URL)

    assert application.number not in page.content.decode()
    assert [why for why, _asked in kept_tries()] == ["EXPIRED_GUARDIAN"]

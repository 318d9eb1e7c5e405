import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user
from cus.cases.models import Applicant, Application, FilingChannel
from cus.cases.tests.factories import a_signal, an_application
from cus.offer.models import ServiceStatus
from cus.offer.tests.factories import a_service
from cus.people.models import Person
from cus.people.tests.factories import a_person
from cus.records.models import Document

pytestmark = pytest.mark.django_db
URL = "/office/applications/new/"


@pytest.fixture
def desk(client):
    client.force_login(a_user(Role.FRONT_DESK))
    return client


def call(services, **given):
    """What the front desk typed: a new person, for themselves, by phone."""
    defaults = {
        "go": "save",
        "key": str(uuid.uuid4()),
        "person": "new",
        "first_name": "Anna",
        "last_name": "Nowak",
        "phone": "600 123 456",
        "applicant": "PERSON",
        "channel": "PHONE",
        "services": [str(service.uuid) for service in services],
    }
    return defaults | given


def test_a_call_of_somebody_new_is_filed_at_once_and_the_code_is_there_to_read_out(desk):
    page = desk.post(URL, call([a_service(), a_service(name="Obiady")], situation="Nie gotuje."), follow=True)

    application = Application.objects.get()
    assert page.request["PATH_INFO"] == reverse("cases:application_filed", args=[application.pk])
    assert application.number in page.content.decode()
    assert f"{application.code[:5]} {application.code[5:]}" in page.content.decode()
    assert (application.channel, application.requests.count()) == (FilingChannel.PHONE, 2)
    assert application.person.phone == "+48600123456"


def test_an_entry_of_the_register_is_found_by_the_button_without_a_script(desk):
    person = a_person()

    page = desk.post(URL, call([], go="look", look="nowak"))

    assert page.context["people"] == [person]
    assert not Application.objects.exists()


def test_an_entry_of_the_register_is_found_while_one_types(desk):
    a_person()

    page = desk.post(
        URL, call([], look="nowak anna"), headers={"HX-Request": "true", "HX-Trigger-Name": "look"}
    ).content.decode()

    assert "<html" not in page
    assert "Polna" in page
    assert "600123456" not in page


def test_the_application_of_a_known_person_makes_no_new_entry(desk):
    person = a_person()

    desk.post(URL, call([a_service()], person=person.pk, first_name="", last_name=""))

    assert Application.objects.get().person == person
    assert Person.objects.count() == 1


def test_what_was_looked_for_in_vain_becomes_the_name_of_the_new_person(desk):
    page = desk.post(URL, {"go": "look", "look": "zofia lis"})

    assert page.context["form"]["first_name"].value() == "Zofia"
    assert page.context["form"]["last_name"].value() == "Lis"


def test_services_are_searched_without_losing_those_ticked(desk):
    meals = a_service(name="Obiady do domu")
    a_service(name="Przewóz do lekarza")

    page = desk.post(URL, call([meals], go="words", words="xyz"))

    assert page.context["choices"].chosen == [meals]
    assert page.context["form"]["first_name"].value() == "Anna"


def test_a_possible_double_is_shown_before_anything_is_saved(desk):
    a_person(born_on=date(1948, 3, 14), pesel="48031400101")

    page = desk.post(URL, call([a_service()]))

    [double] = page.context["doubles"]
    assert double.name == "Anna Nowak"
    assert not Application.objects.exists()
    assert "48031400101" not in page.content.decode()


def test_the_same_person_is_recognised_among_the_doubles(desk):
    person = a_person()

    desk.post(URL, call([a_service()], same_as=person.pk))

    assert Application.objects.get().person == person


def test_somebody_else_of_the_same_name_is_added(desk):
    person = a_person()

    desk.post(URL, call([a_service()], same_as="nobody"))

    assert Application.objects.get().person != person


def test_nobody_is_added_twice_with_one_pesel_even_when_told_to(desk):
    a_person(pesel="48031400101")

    page = desk.post(URL, call([a_service()], pesel="48031400101", same_as="nobody"))

    assert page.status_code == 422
    assert "refusal" in page.context
    assert not Application.objects.exists()


def test_the_daughter_on_the_phone_is_noted_as_who_applies(desk):
    desk.post(
        URL,
        call(
            [a_service()],
            applicant="ACTUAL_CARER",
            helper_name="Ewa Nowak",
            helper_relation="córka",
            helper_phone="601 222 333",
        ),
    )

    application = Application.objects.get()
    assert application.applicant == Applicant.ACTUAL_CARER
    assert (application.representation.name, application.representation.phone) == ("Ewa Nowak", "+48601222333")


def test_who_applies_for_another_must_be_named(desk):
    page = desk.post(URL, call([a_service()], applicant="ACTUAL_CARER"))

    assert "helper_name" in page.context["form"].errors
    assert not Person.objects.exists()


def test_the_same_form_sent_twice_is_filed_once(desk):
    note = call([a_service()])

    first = desk.post(URL, note)
    again = desk.post(URL, note)
    knowingly = desk.post(URL, note | {"same_as": "nobody"})

    assert first.url == again.url == knowingly.url  # not "this may be somebody known": it is the same press
    assert Application.objects.count() == 1
    assert Person.objects.count() == 1


def test_a_signal_fills_the_page_and_becomes_the_application(desk):
    signal = a_signal(about_name="Maria Wójcik", about_phone="+48600999888")
    page = desk.get(URL, {"signal": signal.pk})
    assert page.context["form"]["last_name"].value() == "Wójcik"

    desk.post(URL, call([a_service()], signal=signal.pk, last_name="Wójcik", first_name="Maria", phone=""))

    signal.refresh_from_db()
    assert signal.state == "APPLIED"
    assert Application.objects.get().signal == signal


def test_a_paused_service_may_still_be_asked_for_at_the_desk(desk):
    desk.post(URL, call([a_service(status=ServiceStatus.PAUSED)]))

    assert Application.objects.count() == 1


def test_a_document_handed_over_at_the_desk_is_kept(desk):
    desk.post(URL, call([a_service()], files=[SimpleUploadedFile("wypis.pdf", b"%PDF-1.7")]))

    assert Document.objects.about(Application.objects.get()).count() == 1


def test_a_refused_file_saves_nothing(desk):
    page = desk.post(URL, call([a_service()], files=[SimpleUploadedFile("wypis.pdf", b"MZ")]))

    assert "wypis.pdf" in str(page.context["refusal"])
    assert not Application.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.CARER, Role.PROVIDER, Role.RESIDENT])
def test_the_page_is_for_those_who_take_applications(client, role):
    client.force_login(a_user(role))

    assert client.get(URL).status_code == 404


def test_a_stranger_cannot_file_for_a_person_of_this_centre(client):
    person = a_person()
    stranger = a_stranger(Role.FRONT_DESK)
    client.force_login(stranger)

    response = client.post(URL, call([], person=person.pk))

    assert response.status_code in (404, 422)
    assert not Application.objects.exists()


def test_a_stranger_sees_no_number_and_code(client):
    application = an_application()
    client.force_login(a_stranger())

    assert client.get(reverse("cases:application_filed", args=[application.pk])).status_code == 404


def test_a_stranger_takes_over_no_signal(client):
    signal = a_signal()
    client.force_login(a_stranger())

    assert client.get(URL, {"signal": signal.pk}).status_code == 404


def test_a_coordinator_may_take_an_application_too(client):
    client.force_login(a_coordinator())

    assert client.get(URL).status_code == 200


def test_the_first_name_is_told_from_the_last_by_those_in_the_register(desk):
    a_person(first_name="Zofia")

    page = desk.post(URL, {"go": "look", "look": "lis zofia"})

    assert page.context["form"]["first_name"].value() == "Zofia"


def test_what_one_typed_over_is_not_replaced_by_a_later_search(desk):
    page = desk.post(URL, {"go": "look", "look": "zofia lisek", "filled_from": "zofia", "first_name": "Zofia"})
    assert page.context["form"]["last_name"].value() == "Lisek"

    page = desk.post(
        URL, {"go": "look", "look": "600", "filled_from": "zofia lisek", "first_name": "Zofia", "last_name": "Lisecka"}
    )

    assert page.context["form"]["last_name"].value() == "Lisecka"

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_director, a_stranger, a_user, an_organiser
from cus.offer.forms.listing import ServiceFormOfStaff
from cus.offer.models import Service, ServiceStatus
from cus.offer.tests.factories import a_provider, a_service

pytestmark = pytest.mark.django_db
LIST = reverse("offer:services")


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    """These tests are about services, not about signing in."""
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


def page_of(service):
    return reverse("offer:service", args=[service.pk])


def filled_in(**given):
    return {
        "name": "Basen",
        "code": "B1",
        "area": "5",
        "description": "Ćwiczenia w wodzie.",
        "recipients": "dorośli",
        "audiences": ["EVERYONE"],
        "recipient_kinds": ["ALL_RESIDENTS"],
        "check_every_months": "12",
        "form": "GROUP",
        "unit": "spotkanie",
        "legal_track": "PROGRAMME",
    } | given


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_list_costs_the_same_for_one_service_as_for_many(client):
    client.force_login(a_director())
    a_service(provider=a_provider())
    client.get(LIST)
    with CaptureQueriesContext(connection) as for_one:
        client.get(LIST)
    for _ in range(30):
        a_service(provider=a_provider())

    with CaptureQueriesContext(connection) as for_many:
        client.get(LIST)

    assert len(for_many) == len(for_one)


def test_list_is_filtered_by_status_and_area(client):
    client.force_login(a_user(Role.FRONT_DESK))
    a_service(name="Jawna", area=5)
    a_service(name="Szkic", area=5, status=ServiceStatus.DRAFT)
    a_service(name="Inny zakres", area=9)

    page = client.get(LIST, {"status": "DRAFT", "area": "5"}).content.decode()

    assert "Szkic" in page
    assert "Jawna" not in page
    assert "Inny zakres" not in page


def test_htmx_receives_only_the_rows(client):
    client.force_login(a_director())

    response = client.get(LIST, headers={"HX-Request": "true"})

    assert response.content.strip().startswith(b'<div id="services">')


def test_organiser_adds_a_service_and_finds_it_by_search(client):
    client.force_login(an_organiser())

    response = client.post(reverse("offer:new_service"), filled_in())

    service = Service.objects.get()
    assert response.url == page_of(service)
    assert service.status == ServiceStatus.DRAFT
    assert "Basen" in client.get(LIST, {"q": "basenu"}).content.decode()


def test_form_keeps_what_it_shows(client):
    client.force_login(an_organiser())
    service = a_service()
    initial = ServiceFormOfStaff.values_of(service)
    same = {name: value for name, value in initial.items() if value not in (None, False)}

    client.post(page_of(service), same)

    assert ServiceFormOfStaff.values_of(Service.objects.get()) == initial


def test_refusal_stands_at_its_field_with_the_provision(client):
    client.force_login(an_organiser())
    service = a_service(code="B1")

    response = client.post(page_of(service), filled_in(is_powiat_task="on"))

    assert response.status_code == 200
    [error] = response.context["form"].errors["powiat_agreement"]
    assert error.startswith("This is a task of the powiat")
    assert "Dz.U. 2019 poz. 1818" in error


def test_code_taken_is_told_at_the_code(client):
    client.force_login(an_organiser())
    a_service(code="B1")

    response = client.post(reverse("offer:new_service"), filled_in())

    assert list(response.context["form"].errors) == ["code"]


def test_empty_form_names_what_is_missing(client):
    client.force_login(an_organiser())

    response = client.post(reverse("offer:new_service"), {})

    assert set(response.context["form"].errors) == {
        "name", "code", "area", "description", "recipients", "audiences", "recipient_kinds",
        "form", "unit", "legal_track", "check_every_months",
    }  # fmt: skip


def test_money_alone_is_saved_with_a_warning(client):
    client.force_login(an_organiser())
    service = a_service(code="B1")

    response = client.post(page_of(service), filled_in(name="Zasiłek celowy"))

    assert any("Money or things alone" in text for text in told(response))
    assert Service.objects.get().name == "Zasiłek celowy"


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [("DRAFT", "publish", "PUBLIC"), ("PUBLIC", "pause", "PAUSED"), ("PUBLIC", "withdraw", "WITHDRAWN")],
)
def test_director_takes_the_steps(client, before, step, after):
    client.force_login(a_director())
    service = a_service(status=before)

    response = client.post(reverse(f"offer:{step}", args=[service.pk]))

    service.refresh_from_db()
    assert (response.url, service.status) == (page_of(service), after)


def test_step_that_is_not_possible_is_explained(client):
    client.force_login(a_director())
    service = a_service(status=ServiceStatus.DRAFT)

    response = client.post(reverse("offer:pause", args=[service.pk]))

    assert "is not possible now" in told(response)[0]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.FRONT_DESK, Role.COMMUNITY_ORGANISER])
def test_other_staff_see_a_service_and_change_nothing(client, role):
    client.force_login(a_user(role))
    service = a_service(status=ServiceStatus.DRAFT)

    page = client.get(page_of(service))
    answers = [
        client.post(page_of(service), filled_in()),
        client.post(reverse("offer:publish", args=[service.pk])),
        client.post(reverse("offer:new_service"), filled_in()),
    ]

    assert page.status_code == 200
    assert page.context["form"] is None
    assert all("Only the services organiser" in told(answer)[-1] for answer in answers)
    service.refresh_from_db()
    assert (service.status, Service.objects.count()) == (ServiceStatus.DRAFT, 1)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ORGANISER])
def test_stranger_finds_no_service_of_this_centre(client, role):
    service = a_service()
    client.force_login(a_stranger(role))

    answers = [
        client.get(page_of(service)),
        client.post(page_of(service), filled_in()),
        *(client.post(reverse(f"offer:{step}", args=[service.pk])) for step in ("publish", "pause", "withdraw")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert service.name not in client.get(LIST).content.decode()


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.CARER, Role.PROVIDER])
def test_pages_of_staff_are_closed_to_others(client, role):
    service = a_service()
    client.force_login(a_user(role))

    assert client.get(LIST).status_code == 404
    assert client.get(page_of(service)).status_code == 404
    assert client.post(reverse("offer:new_service"), filled_in()).status_code == 404


def test_anonymous_visitor_is_sent_to_sign_in(client):
    service = a_service()

    assert client.get(LIST).status_code == 302
    assert client.get(page_of(service)).status_code == 302

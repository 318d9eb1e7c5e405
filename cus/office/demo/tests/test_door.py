"""The door without a lock: open in the demo, not there anywhere else."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_user, the_centre
from cus.office import demo as demo_app
from cus.office.demo.cast import STAFF, add_account
from cus.people.services import switch_off_code
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_codes import a_page_code

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)


@pytest.fixture
def demo(settings: Settings) -> None:
    """As if the process had started with CUS_DEMO=1."""
    [templates] = settings.TEMPLATES
    settings.TEMPLATES = [{**templates, "DIRS": [Path(demo_app.__file__).parent / "templates"]}]
    settings.ROOT_URLCONF = "cus.office.demo.tests.urls"
    settings.DEMO = True


def a_director() -> User:
    return add_account(STAFF["director"], the_centre(), since=SINCE)


def test_outside_the_demo_there_is_no_door(client: Client) -> None:
    director = a_director()

    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/sign-in/{director.pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_the_door_stays_shut_even_with_an_address(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "cus.office.demo.tests.urls"
    director = a_director()

    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/sign-in/{director.pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_the_door_lists_the_cast_with_a_button_each(client: Client) -> None:
    director = a_director()

    page = client.get("/demo/").content.decode()

    assert "Danuta Wilk" in page
    assert "dyrektorka" in page
    assert f'action="/demo/sign-in/{director.pk}/"' in page
    assert "csrfmiddlewaretoken" in page


@pytest.mark.usefixtures("demo")
def test_one_click_signs_in_and_leads_to_the_day(client: Client) -> None:
    director = a_director()

    answer = client.post(f"/demo/sign-in/{director.pk}/")

    assert answer.status_code == 302
    assert answer["Location"] == reverse("office:today")
    assert client.session["_auth_user_id"] == str(director.pk)


@pytest.mark.usefixtures("demo")
def test_only_the_cast_comes_in_without_a_password(client: Client) -> None:
    somebody_else = a_user(Role.DIRECTOR)

    assert client.post(f"/demo/sign-in/{somebody_else.pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_nobody_signs_in_by_following_a_link(client: Client) -> None:
    director = a_director()

    assert client.get(f"/demo/sign-in/{director.pk}/").status_code == 405


@pytest.mark.usefixtures("demo")
def test_a_form_of_another_site_signs_nobody_in() -> None:
    director = a_director()
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/demo/sign-in/{director.pk}/").status_code == 403


def test_nobody_of_the_cast_has_a_password() -> None:
    assert not a_director().has_usable_password()


@pytest.mark.usefixtures("demo")
def test_the_door_tells_the_known_codes_with_the_date_of_birth_until_the_card_is_switched_off(client: Client) -> None:
    the_centre(is_example=True)
    card = a_page_code(a_person(), card="HENR")

    told = client.get("/demo/").content.decode()
    switch_off_code(code_id=card.pk, by=card.given_by, on=SINCE)

    assert "HENR YKMA KART" in told
    assert "14 3 1948" in told
    assert "HENR YKMA KART" not in client.get("/demo/").content.decode()

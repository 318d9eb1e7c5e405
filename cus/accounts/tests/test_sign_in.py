from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_coordinator, a_user, the_centre

pytestmark = pytest.mark.django_db
PASSWORD = "tajne-haslo-123"
NINE = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def browser():
    """A client that has shown nothing yet, unlike the `client` of other tests."""
    return Client()


def sign_in(browser, user, password=PASSWORD):
    return browser.post(reverse("account_login"), {"login": user.email, "password": password})


def with_totp(user):
    secret = generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return secret


def code_of_now(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"


def test_staff_without_a_second_factor_are_led_to_set_one_up(browser):
    assert sign_in(browser, a_coordinator()).status_code == 302

    assert browser.get("/office/people/").headers["Location"] == reverse("mfa_index")


def test_staff_reach_their_day_with_password_and_code(browser):
    joanna = a_coordinator()
    secret = with_totp(joanna)

    assert sign_in(browser, joanna).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in browser.session
    browser.post(reverse("mfa_authenticate"), {"code": code_of_now(secret)})

    assert browser.get("/office/people/").status_code == 200


def test_a_wrong_code_opens_nothing(browser):
    joanna = a_coordinator()
    with_totp(joanna)
    sign_in(browser, joanna)

    browser.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "_auth_user_id" not in browser.session


def test_five_wrong_passwords_lock_the_account_for_a_while(browser):
    joanna = a_coordinator()
    for _ in range(5):
        sign_in(browser, joanna, "zle-haslo")

    sign_in(browser, joanna)

    assert "_auth_user_id" not in browser.session


def test_nobody_makes_an_account_for_themselves(browser):
    browser.post(
        reverse("account_signup"), {"email": "nowy@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert not User.objects.filter(email="nowy@example.org").exists()


def test_a_session_ends_after_an_hour_without_a_click(browser):
    with time_machine.travel(NINE, tick=False):
        sign_in(browser, a_coordinator())
    for minutes, still_in in [(40, True), (95, True), (156, False)]:
        with time_machine.travel(NINE + timedelta(minutes=minutes), tick=False):
            answer = browser.get("/office/people/")
            assert answer.headers["Location"].startswith(reverse("account_login")) is not still_in


def test_an_account_switched_off_does_not_sign_in(browser):
    joanna = a_coordinator()
    User.objects.filter(pk=joanna.pk).update(is_active=False)

    sign_in(browser, joanna)

    assert "_auth_user_id" not in browser.session


def test_roles_are_those_held_today():
    joanna = a_user(Role.COORDINATOR, Role.ORGANISER)
    joanna.roles_held.filter(role=Role.ORGANISER).update(ends_on="2020-12-31")

    assert User.objects.get(pk=joanna.pk).roles == {Role.COORDINATOR}


def test_an_administrator_of_the_platform_belongs_to_no_centre():
    the_centre()
    administrator = User.objects.create_user("admin@example.org", first_name="Adam", last_name="Admin")

    assert administrator.roles == {Role.PLATFORM_ADMIN}
    assert not administrator.is_staff_of_centre

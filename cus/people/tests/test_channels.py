from collections.abc import Iterator
from datetime import date, time

import pytest
from django.utils.translation import override

from cus.people.models import Never
from cus.people.queries import OpenChannel, channels_open, is_shared_phone, private_email
from cus.people.tests.factories import a_daughter, a_person
from cus.people.tests.factories_of_circle import a_consent, a_guardian

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def open_to(person):
    return {way.channel for way in channels_open(person, TODAY)}


def test_a_person_without_phone_or_email_is_offered_neither():
    person = a_person(phone="", email="")
    a_consent(person)
    a_consent(person, kind="SMS_NOTICE")

    assert open_to(person) == {OpenChannel.POST, OpenChannel.IN_PERSON}


def test_an_email_opens_with_a_consent_and_closes_when_it_is_taken_back():
    person = a_person(email="anna@example.org")
    assert OpenChannel.EMAIL not in open_to(person)

    consent = a_consent(person)
    assert OpenChannel.EMAIL in open_to(person)

    consent.withdrawn_on = TODAY
    consent.save()
    assert OpenChannel.EMAIL not in open_to(person)


def test_a_consent_that_has_expired_opens_nothing():
    person = a_person(email="anna@example.org")
    a_consent(person, ends_on=date(2026, 3, 1))

    assert OpenChannel.EMAIL not in open_to(person)


def test_nothing_is_sent_to_an_address_others_read():
    person = a_person(email="dom@example.org", email_is_shared=True, phone_is_shared=True)
    a_consent(person)
    a_consent(person, kind="SMS_NOTICE")

    assert OpenChannel.EMAIL not in open_to(person)
    assert OpenChannel.SMS not in open_to(person)
    assert private_email(person) == ""


def test_an_address_that_stands_at_two_people_is_shared_whoever_said_so():
    anna = a_person(email="dom@example.org")
    a_person(first_name="Jan", email="DOM@example.org")

    assert private_email(anna) == ""
    assert is_shared_phone(anna)


def test_the_phone_of_the_daughter_given_as_the_persons_own_is_shared():
    anna = a_person(phone="+48601222333")
    a_daughter(anna)

    assert is_shared_phone(anna)


def test_a_landline_gets_no_text_message():
    person = a_person(phone="+48122223344")
    a_consent(person, kind="SMS_NOTICE")

    assert OpenChannel.SMS not in open_to(person)


def test_what_endangers_closes_the_way_and_is_told_with_the_phone():
    person = a_person(never=[Never.CALL_IN_THE_EVENING, Never.LETTERS_HOME], safe_from=time(9), safe_to=time(12))

    ways = {way.channel: way for way in channels_open(person, TODAY)}

    assert OpenChannel.POST not in ways
    assert "evening" in ways[OpenChannel.PHONE].mind
    assert "9:00–12:00" in ways[OpenChannel.PHONE].mind


def test_nobody_writes_or_calls_the_dead():
    person = a_person(email="anna@example.org", deceased_on=date(2026, 3, 1))
    a_consent(person)
    a_guardian(person, phone="+48601999888")

    assert channels_open(person, TODAY) == []
    assert private_email(person) == ""


def test_who_moved_away_gets_no_letter_at_the_old_address():
    assert OpenChannel.POST not in open_to(a_person(moved_out_on=date(2026, 3, 1)))


def test_a_guardian_who_may_receive_letters_is_a_way_until_the_right_ends():
    person = a_person()
    guardian = a_guardian(person, phone="+48601999888", ends_on=TODAY)
    assert OpenChannel.THROUGH_HELPER in open_to(person)

    guardian.ends_on = date(2026, 3, 1)
    guardian.save()
    assert OpenChannel.THROUGH_HELPER not in open_to(person)

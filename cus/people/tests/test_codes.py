from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, the_centre
from cus.kit.errors import NotAllowed, Refused
from cus.kit.rows import act_for, acting_for
from cus.people.models import PageCode, Scope
from cus.people.queries import codes_of, without_code
from cus.people.services import Tried, give_code, switch_off_code, try_code, unlock_code
from cus.people.tests.factories import a_daughter, a_person, an_exclusion
from cus.people.tests.factories_of_circle import a_guardian
from cus.people.tests.factories_of_codes import a_page_code
from cus.records.models import DeniedTry, Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
NOON = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
BORN = date(1948, 3, 14)
RIGHT = "ACDE FGHJ KMNP"
WRONG = "ACDE FGHJ KMNQ"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def tries(code: str = RIGHT, born_on: date = BORN, *, at: datetime = NOON, by=None, caller: str = ""):
    tried = Tried(code, born_on, "/kto-mi-pomaga/", by=by, caller=caller)
    return try_code(centre_id=the_centre().pk, tried=tried, at=at, on=at.date())


def reasons() -> list[str]:
    return list(DeniedTry.objects.order_by("id").values_list("why", flat=True))


# giving


def test_the_code_is_told_once_and_kept_as_a_hash():
    person = a_person()

    given, code = give_code(person_id=person.pk, by=a_coordinator(), on=TODAY)

    assert len(code.replace(" ", "")) == 12
    assert code.startswith(given.card)
    assert code.replace(" ", "")[4:] not in given.secret_hash
    assert tries(code).code == given


def test_that_a_code_was_given_stands_in_the_story_of_the_person_without_the_code():
    person = a_person()

    _given, code = give_code(person_id=person.pk, by=a_coordinator(), on=TODAY)

    event = Event.objects.concerning(person).get(name="person.code_given")
    assert event.details == {"who": "Anna Nowak"}
    assert code not in str(event.details)


def test_a_new_card_switches_the_old_one_of_the_same_person_off():
    person, by = a_person(), a_coordinator()
    old, _code = give_code(person_id=person.pk, by=by, on=TODAY)

    new, _code = give_code(person_id=person.pk, by=by, on=TODAY)

    old.refresh_from_db()
    assert (old.switched_off_on, old.switched_off_by) == (TODAY, by)
    assert new.switched_off_on is None


def test_a_helper_gets_a_code_of_their_own_and_that_of_the_person_goes_on():
    person, by = a_person(), a_coordinator()
    daughter = a_daughter(person, scope=[Scope.APPLY, Scope.ACCOUNT])
    own, own_code = give_code(person_id=person.pk, by=by, on=TODAY)

    theirs, their_code = give_code(person_id=person.pk, representation_id=daughter.pk, by=by, on=TODAY)

    assert tries(own_code).code == own
    assert tries(their_code).code == theirs


def test_a_helper_whose_right_does_not_cover_the_account_gets_no_code():
    person = a_person()
    daughter = a_daughter(person, scope=[Scope.APPLY])

    with pytest.raises(Refused, match="nie może korzystać z konta"):
        give_code(person_id=person.pk, representation_id=daughter.pk, by=a_coordinator(), on=TODAY)


def test_without_a_date_of_birth_there_is_no_code():
    with pytest.raises(Refused, match="datę urodzenia"):
        give_code(person_id=a_person(born_on=None).pk, by=a_coordinator(), on=TODAY)


def test_nobody_gets_a_code_to_the_page_of_the_dead():
    with pytest.raises(Refused, match="nie żyje"):
        give_code(person_id=a_person(deceased_on=TODAY).pk, by=a_coordinator(), on=TODAY)


def test_a_person_in_danger_is_asked_first_where_a_card_is_safe():
    person, by = a_person(never=["NAME_THE_CENTRE"]), a_coordinator()

    with pytest.raises(Refused, match="Najpierw zapytaj"):
        give_code(person_id=person.pk, by=by, on=TODAY)
    given, _code = give_code(person_id=person.pk, by=by, on=TODAY, is_safe=True)

    assert given.person == person


def test_a_community_organiser_a_stranger_and_kin_give_no_codes():
    person, kin = a_person(), a_coordinator()
    an_exclusion(person, kin)

    for colleague in (a_user(Role.COMMUNITY_ORGANISER), a_stranger(Role.COORDINATOR), kin):
        with pytest.raises(NotAllowed):
            give_code(person_id=person.pk, by=colleague, on=TODAY)


# trying


@pytest.mark.parametrize("written", ["ACDEFGHJKMNP", "acde fghj kmnp", " acde-fghj.kmnp "])
def test_the_code_may_be_spaced_and_cased_as_one_likes(written):
    code = a_page_code()

    assert tries(written).code == code


def test_a_wrong_code_a_wrong_date_and_a_card_that_does_not_exist_are_answered_alike():
    a_page_code()

    assert tries(WRONG) == tries(born_on=date(1948, 3, 15)) == tries("WXYT FGHJ KMNP")


def test_each_try_is_kept_with_the_letters_of_the_card_only():
    a_page_code()

    tries(WRONG)

    denied = DeniedTry.objects.get()
    assert (denied.why, denied.asked, denied.path) == ("WRONG_CODE", "ACDE", "/kto-mi-pomaga/")


def test_the_fifth_wrong_try_locks_the_card_even_for_the_right_code():
    a_page_code()
    for _time in range(5):
        tries(WRONG)

    answer = tries(RIGHT)

    assert (answer.code, answer.why) == (None, "LOCKED_CODE")
    assert reasons() == ["WRONG_CODE"] * 5 + ["LOCKED_CODE"]


def test_after_four_wrong_tries_the_right_code_opens():
    code = a_page_code()
    for _time in range(4):
        tries(WRONG)

    assert tries(RIGHT).code == code


def test_a_card_that_does_not_exist_locks_in_the_same_way():
    for _time in range(5):
        tries("WXYT FGHJ KMNP")

    assert tries("WXYT FGHJ KMNP").why == "LOCKED_CODE"


def test_the_lock_is_of_the_card_not_of_the_person():
    person = a_person()
    a_page_code(person)
    theirs = a_page_code(person, representation=a_daughter(person, scope=[Scope.ACCOUNT]))
    for _time in range(5):
        tries(WRONG)

    assert tries(f"{theirs.card} FGHJ KMNP").code == theirs


def test_who_knows_the_letters_of_a_card_closes_it_to_themselves_and_to_nobody_else():
    code = a_page_code()
    for _time in range(8):
        tries(WRONG, caller="a stranger")

    assert tries(caller="a stranger").why == "LOCKED_CODE"
    assert tries(caller="at home").code == code


def test_wrong_tries_from_several_places_close_the_card_to_everybody():
    a_page_code()
    for place in range(4):
        for _time in range(5):
            tries(WRONG, caller=f"place {place}")

    assert reasons() == ["WRONG_CODE"] * 20
    assert tries(caller="at home").why == "LOCKED_CODE"


def test_nineteen_wrong_tries_from_several_places_leave_it_open():
    code = a_page_code()
    for number in range(19):
        tries(WRONG, caller=f"place {number % 4}")

    assert tries(caller="at home").code == code


def test_staff_see_a_card_closed_to_one_caller_and_open_it_to_them():
    code = a_page_code()
    for _time in range(5):
        tries(WRONG, caller="at home")
    assert codes_of(code.person, at=NOON)[0].is_locked

    unlock_code(code_id=code.pk, by=a_coordinator(), at=NOON)

    assert tries(caller="at home", at=NOON + timedelta(minutes=1)).code == code


def test_after_an_hour_the_card_opens_again(time_machine):
    code = a_page_code()
    for _time in range(5):
        tries(WRONG)

    assert tries(at=NOON + timedelta(minutes=59)).why == "LOCKED_CODE"
    assert tries(at=NOON + timedelta(minutes=61)).code == code


def test_staff_unlock_the_card_at_once_and_the_counting_begins_anew():
    code = a_page_code()
    for _time in range(5):
        tries(WRONG)

    unlock_code(code_id=code.pk, by=a_coordinator(), at=NOON)

    assert tries().code == code
    assert Event.objects.filter(name="person.code_unlocked").exists()


def test_a_code_that_was_switched_off_opens_nothing_and_the_try_is_kept():
    code = a_page_code()
    switch_off_code(code_id=code.pk, by=a_coordinator(), on=TODAY)

    assert tries().why == "CLOSED_CODE"
    assert reasons() == ["CLOSED_CODE"]


def test_a_code_is_switched_off_once():
    code, by = a_page_code(), a_coordinator()
    switch_off_code(code_id=code.pk, by=by, on=TODAY)

    with pytest.raises(Refused, match="już wyłączony"):
        switch_off_code(code_id=code.pk, by=by, on=TODAY)


def test_the_card_of_an_entry_that_was_joined_to_another_opens_nothing():
    person = a_person()
    a_page_code(person)
    person.merged_into = a_person(first_name="Anna Maria")
    person.save()

    assert tries().why == "CLOSED_CODE"


@pytest.mark.parametrize("ends_on", [date(2026, 1, 9), TODAY])
def test_the_card_of_a_guardian_opens_until_the_last_day_of_their_right(ends_on):
    person = a_person()
    code = a_page_code(person, representation=a_guardian(person, ends_on=ends_on))

    answer = tries()

    assert (answer.code, answer.why) == ((code, "") if ends_on == TODAY else (None, "EXPIRED_GUARDIAN"))


def test_the_card_of_a_helper_who_lost_the_account_opens_nothing():
    person = a_person()
    daughter = a_daughter(person, scope=[Scope.ACCOUNT])
    a_page_code(person, representation=daughter)
    daughter.scope = [Scope.APPLY]
    daughter.save()

    assert tries().why == "EXPIRED_GUARDIAN"


def test_a_colleague_reads_nothing_of_their_kin_with_a_card_either():
    person, kin = a_person(), a_coordinator()
    an_exclusion(person, kin)
    a_page_code(person)

    assert tries(by=kin).why == "KIN"


def test_a_card_opens_nothing_in_another_centre():
    a_page_code()
    elsewhere = a_stranger().centre_id

    with acting_for(elsewhere):
        tried = Tried(RIGHT, BORN, "/kto-mi-pomaga/")
        answer = try_code(centre_id=elsewhere, tried=tried, at=NOON, on=TODAY)

    assert answer.why == "WRONG_CODE"


# what staff see


def test_staff_see_which_card_works_and_which_is_locked():
    person = a_person()
    a_page_code(person)
    for _time in range(5):
        tries(WRONG)

    [said] = codes_of(person, at=NOON)

    assert (said.is_locked, said.opens, said.why_closed) == (True, False, "")


def test_a_card_can_be_given_to_the_person_and_to_who_may_use_the_account():
    person = a_person()
    guardian = a_guardian(person)
    a_daughter(person, scope=[Scope.APPLY])

    assert without_code(person, [], on=TODAY) == [None, guardian]
    a_page_code(person)
    assert without_code(person, codes_of(person, at=NOON), on=TODAY) == [guardian]


def test_a_stranger_sees_no_card():
    a_page_code()

    assert PageCode.objects.visible_to(a_stranger(Role.COORDINATOR)).count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_tries_at_once_guess_no_more_than_five():
    code = a_page_code()
    centre_id = code.centre_id

    def guess(_number: int) -> str:
        try:
            act_for(centre_id)
            return tries(WRONG).why
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as desks:
        answers = list(desks.map(guess, range(20)))

    assert sorted(answers) == ["LOCKED_CODE"] * 15 + ["WRONG_CODE"] * 5

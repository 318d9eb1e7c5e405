import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_user
from cus.people.models import PageCode, Scope
from cus.people.services import Tried, try_code
from cus.people.tests.factories import a_daughter, a_person, an_exclusion
from cus.people.tests.factories_of_codes import a_page_code
from cus.records.log import record_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanna(client):
    user = a_coordinator()
    client.force_login(user)
    return user


def text(page) -> str:
    return page.content.decode()


def give(client, person, **given):
    return client.post(reverse("office:give_code", args=[person.pk]), given, follow=True)


def test_the_card_shows_the_code_once_with_the_address_and_a_drawing(client, joanna):
    person = a_person()

    page = give(client, person)

    code = PageCode.objects.get()
    assert f"{code.card} " in text(page)
    assert "testserver/kto-mi-pomaga<" in text(page)
    assert "<svg" in text(page).split('class="code-card"')[1].split("</section>")[0]
    assert "no-store" in page["Cache-Control"]
    assert page.context["written"] not in text(client.get(reverse("office:person_codes", args=[person.pk])))


def test_the_card_of_a_person_in_danger_names_nobody_and_nothing(client, joanna):
    person = a_person(never=["NAME_THE_CENTRE"])

    card = text(give(client, person, is_safe="on")).split('class="code-card"')[1].split("</section>")[0]

    assert "Nowak" not in card
    assert "Kto mi pomaga" not in card


def test_unasked_a_person_in_danger_gets_no_card(client, joanna):
    page = give(client, a_person(never=["NAME_THE_CENTRE"]))

    assert "gdzie może bezpiecznie trzymać kartę" in text(page)
    assert not PageCode.objects.exists()


def test_a_helper_gets_a_card_and_staff_read_what_they_will_see(client, joanna):
    person = a_person()
    daughter = a_daughter(person, scope=[Scope.ACCOUNT, Scope.MONEY])

    page = text(client.get(reverse("office:person_codes", args=[person.pk])))
    give(client, person, representation=daughter.pk)

    assert "kto i kiedy przychodzi, do kogo zadzwonić; ile to kosztuje" in page
    assert PageCode.objects.get().representation == daughter


@pytest.mark.parametrize("representation", ["999999", "x", "9223372036854775808", "1" + "0" * 30])
def test_a_helper_of_nobody_is_not_found(client, joanna, representation):
    assert give(client, a_person(), representation=representation).status_code == 404


def test_the_page_tells_who_gave_the_card_and_when(client, joanna):
    code = a_page_code(given_by=joanna)

    page = text(client.get(reverse("office:person_codes", args=[code.person_id])))

    assert "5\xa0stycznia" in page
    assert "Joanna Mazur" in page


def test_a_locked_card_is_unlocked_with_a_button(client, joanna):
    code = a_page_code()
    wrong = Tried("ACDE AAAA AAAA", "1948-03-14", "/kto-mi-pomaga/")
    for _time in range(5):
        try_code(centre_id=code.centre_id, tried=wrong, at=now(), on=localdate())
    address = reverse("office:person_codes", args=[code.person_id])
    assert "zablokowana" in text(client.get(address))

    client.post(reverse("office:unlock_code", args=[code.person_id, code.pk]))

    assert "zablokowana" not in text(client.get(address))


def test_a_card_is_switched_off_with_a_button(client, joanna):
    code = a_page_code()

    page = client.post(reverse("office:switch_off_code", args=[code.person_id, code.pk]), follow=True)

    assert "Karta niczego już nie otwiera" in text(page)


def test_the_card_of_somebody_else_is_not_found_under_this_person(client, joanna):
    code = a_page_code()
    other = a_person(first_name="Jan")

    assert client.post(reverse("office:switch_off_code", args=[other.pk, code.pk])).status_code == 404


def test_kin_find_no_cards_and_give_none(client, joanna):
    person = a_person()
    an_exclusion(person, joanna)

    assert client.get(reverse("office:person_codes", args=[person.pk])).status_code == 404
    assert give(client, person).status_code == 404


def test_a_community_organiser_sees_no_cards(client):
    client.force_login(a_user(Role.COMMUNITY_ORGANISER))

    assert client.get(reverse("office:person_codes", args=[a_person().pk])).status_code == 404


def test_the_history_says_that_the_page_was_read_with_a_card(client, joanna):
    person = a_person()
    record_reading(of=person, by=None, page="who_helps")

    page = text(client.get(reverse("office:person_history", args=[person.pk])))

    assert "kartą, na stronie „Kto mi pomaga”" in page

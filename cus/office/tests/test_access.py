"""Pages of access: kin, emergencies, denied tries; and colleagues who left."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from cus.accounts.models import Role, RoleHeld
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.cases.tests.factories import an_application
from cus.kit.rows import acting_for
from cus.office.pages_in_words import PAGES
from cus.people.models import EmergencyAccess, KinExclusion, Person
from cus.people.tests.factories import a_person, an_emergency, an_exclusion
from cus.records.models import DeniedTry, Reading

pytestmark = pytest.mark.django_db
ROOMS = Path(__file__).parents[2]
WHY = "Sąsiadka dzwoni, że nikt nie otwiera od rana."


def tries() -> list[tuple[str, str, int | None]]:
    return list(DeniedTry.objects.order_by("pk").values_list("why", "subject_kind", "subject_id"))


def test_who_says_they_are_kin_closes_the_file_to_themselves(client):
    person, joanna = a_person(), a_coordinator()
    client.force_login(joanna)
    address = reverse("office:exclude", args=[person.pk])

    answer = client.post(address, {"colleague": joanna.pk, "ground": "KIN", "note": "córka"})

    assert answer.url == reverse("office:today")
    assert KinExclusion.objects.get().user == joanna
    assert client.get(reverse("office:person", args=[person.pk])).status_code == 404


def test_a_coordinator_cannot_choose_a_colleague_to_exclude(client):
    client.force_login(a_coordinator())

    answer = client.post(
        reverse("office:exclude", args=[a_person().pk]), {"colleague": a_coordinator().pk, "ground": "KIN"}
    )

    assert answer.status_code == 422
    assert not KinExclusion.objects.exists()


@pytest.mark.parametrize("words", ["48031400101", "cus.5020.77.2026", "Anna Nowak"])
def test_an_emergency_finds_the_person_by_pesel_case_number_or_name_even_for_kin(client, words):
    person, joanna = a_person(pesel="48031400101"), a_coordinator()
    an_application(person=person, number="CUS.5020.77.2026")
    an_exclusion(person, joanna)
    client.force_login(joanna)

    answer = client.post(reverse("office:emergency"), {"whom": words, "reason": WHY}, follow=True)

    assert answer.redirect_chain == [(reverse("office:person", args=[person.pk]), 302)]
    assert "Dostęp awaryjny" in answer.content.decode()
    assert EmergencyAccess.objects.get().reason == WHY


@pytest.mark.parametrize("words", ["Anna", "Jan Kowalski", "Anna Nowak"])
def test_an_emergency_opens_nothing_while_it_is_not_clear_whose_file_is_meant(client, words):
    a_person(), a_person(pesel="48031400101")
    client.force_login(a_coordinator())

    answer = client.post(reverse("office:emergency"), {"whom": words, "reason": WHY})

    assert answer.status_code == 422
    assert not EmergencyAccess.objects.exists()


def test_a_stranger_opens_no_file_in_an_emergency(client):
    a_person(pesel="48031400101")
    client.force_login(a_stranger(Role.DIRECTOR))

    answer = client.post(reverse("office:emergency"), {"whom": "48031400101", "reason": WHY})

    assert answer.status_code == 422
    assert not EmergencyAccess.objects.exists()


def test_the_notice_stands_on_every_page_while_it_lasts_and_goes_when_it_is_ended(client):
    joanna, person = a_coordinator(), a_person()
    client.force_login(joanna)
    client.post(reverse("office:emergency"), {"whom": "Anna Nowak", "reason": WHY})

    assert client.get(reverse("office:people")).context["desk_notices"]
    client.post(reverse("office:close_emergency", args=[person.emergencies.get().pk]))

    assert client.get(reverse("office:people")).context["desk_notices"] == []


def test_a_superior_reads_why_and_what_was_opened_and_gives_the_verdict(client):
    joanna, person = a_coordinator(), a_person()
    client.force_login(joanna)
    client.post(reverse("office:emergency"), {"whom": "Anna Nowak", "reason": WHY})
    client.get(reverse("office:person", args=[person.pk]))
    access = EmergencyAccess.objects.get()

    client.force_login(an_organiser())
    page = client.get(reverse("office:review_emergency", args=[access.pk]))
    client.post(reverse("office:review_emergency", args=[access.pk]), {"verdict": "JUSTIFIED", "note": ""})

    assert WHY in page.content.decode()
    assert [look.page for look in page.context["looks"]] == ["Co się działo"]
    access.refresh_from_db()
    assert access.verdict == "JUSTIFIED"


def test_colleagues_see_only_their_own_emergencies(client):
    an_emergency(a_person(), a_coordinator())
    client.force_login(a_coordinator())

    assert list(client.get(reverse("office:emergencies")).context["rows"]) == []


def test_a_try_of_kin_is_kept_with_who_what_and_why(client):
    person, joanna = a_person(), a_coordinator()
    case = an_application(person=person)
    an_exclusion(person, joanna)
    client.force_login(joanna)

    client.get(reverse("office:person", args=[person.pk]))
    client.post(reverse("cases:take_case", args=[case.pk]))
    client.get(reverse("cases:note_contact"), {"person": person.pk})

    assert tries() == [
        ("KIN", "people.person", person.pk),
        ("KIN", "cases.application", case.pk),
        ("KIN", "people.person", person.pk),
    ]
    assert set(DeniedTry.objects.values_list("who", flat=True)) == {joanna.pk}


def test_a_try_of_another_centre_is_kept_as_not_here(client):
    person, stranger = a_person(), a_stranger()
    client.force_login(stranger)

    client.get(reverse("office:person", args=[person.pk]))

    with acting_for(stranger.centre_id):
        assert tries() == [("NOT_HERE", "people.person", person.pk)]


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.PROVIDER, Role.CARER, Role.RESIDENT])
def test_a_try_against_the_role_is_kept(client, role):
    person = a_person()
    client.force_login(a_user(role))

    client.get(reverse("office:person", args=[person.pk]))

    assert tries() == [("ROLE", "people.person", person.pk)]


def test_what_one_may_see_is_no_try(client):
    client.force_login(a_coordinator())

    client.get(reverse("office:person", args=[a_person().pk]))
    client.get("/office/there-is-no-such-page/")

    assert tries() == []


def test_the_director_reads_who_tried_and_others_do_not(client):
    joanna = a_coordinator(last_name="Natrętna")
    an_exclusion(Person.objects.get(pk=a_person().pk), joanna)
    client.force_login(joanna)
    client.get(reverse("office:person", args=[Person.objects.get().pk]))

    assert client.get(reverse("office:denied")).status_code == 404
    client.force_login(a_director())
    assert "Natrętna" in client.get(reverse("office:denied")).content.decode()
    assert list(client.get(reverse("office:denied"), {"why": "LEFT"}).context["rows"]) == []


def test_the_open_session_of_a_colleague_whose_account_is_closed_ends_at_once(client):
    joanna = a_coordinator()
    client.force_login(joanna)
    assert client.get(reverse("office:people")).status_code == 200
    joanna.is_active = False
    joanna.save(update_fields=["is_active"])

    answer = client.get(reverse("office:people"))

    assert answer.url == f"{reverse('account_login')}?ended=1"
    assert "_auth_user_id" not in client.session
    assert [why for why, _kind, _pk in tries()] == ["LEFT"]


def test_the_open_session_of_a_colleague_without_a_role_today_ends_at_once(client):
    joanna = a_coordinator()
    client.force_login(joanna)
    RoleHeld.objects.filter(user=joanna).update(ends_on=date(2020, 1, 2))

    answer = client.get(reverse("office:people"))

    assert answer.url == f"{reverse('account_login')}?ended=1"
    assert "_auth_user_id" not in client.session
    assert [(kept.why, kept.who) for kept in DeniedTry.objects.all()] == [("LEFT", joanna)]


def test_on_the_last_day_of_the_role_the_colleague_still_works(client):
    joanna = a_coordinator()
    RoleHeld.objects.filter(user=joanna).update(ends_on=localdate())
    client.force_login(joanna)

    assert client.get(reverse("office:people")).status_code == 200


def test_who_left_and_signs_in_again_gets_nothing_and_that_is_kept(client):
    joanna = a_coordinator(is_active=False)

    answer = client.post(reverse("account_login"), {"login": joanna.email, "password": "tajne-haslo-123"}, follow=True)

    assert not answer.wsgi_request.user.is_authenticated
    assert [(kept.why, kept.who) for kept in DeniedTry.objects.all()] == [("LEFT", joanna)]


def test_the_review_of_an_emergency_names_the_pages_as_people_do(client):
    access = an_emergency(a_person(), a_coordinator(), starts_at=now() - timedelta(hours=1))
    for page in ("story", "cases:plan", "who_helps/7", "gone:page"):
        Reading.objects.create(
            centre_id=access.centre_id, subject_kind="people.person", subject_id=access.person_id, reader=access.user,
            read_at=now() - timedelta(minutes=30), page=page,
        )  # fmt: skip
    client.force_login(a_director())

    answer = client.get(reverse("office:review_emergency", args=[access.pk]))

    assert [look.page for look in answer.context["looks"]] == [
        "Co się działo", "Plan", "„Kto mi pomaga”", "Inna strona",
    ]  # fmt: skip
    assert "cases:plan" not in answer.content.decode()


def test_every_page_whose_reading_is_kept_has_a_name():
    source = "\n".join(path.read_text() for path in ROOMS.rglob("*.py") if "tests" not in path.parts)
    kept = set(re.findall(r'(?:record_reading|person_seen)\([^)]*page="([^"]+)"', source))

    assert len(kept) > 30
    assert kept - set(PAGES) == set()

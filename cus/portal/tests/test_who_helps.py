from datetime import timedelta

import pytest
from django.core.cache import cache

from cus.accounts.models import Centre
from cus.accounts.tests.factories import a_coordinator, another_centre, the_centre
from cus.cases.models import ContactNote
from cus.cases.states import PlanState
from cus.cases.tests.factories import a_plan, an_application
from cus.cases.tests.factories_of_teams import a_team_member
from cus.people.models import Scope
from cus.people.services import switch_off_code
from cus.people.tests.factories import a_daughter, a_person, an_exclusion
from cus.people.tests.factories_of_circle import a_guardian, a_home
from cus.people.tests.factories_of_codes import a_page_code
from cus.records.models import DeniedTry, Reading

pytestmark = pytest.mark.django_db
URL = "/kto-mi-pomaga/"
CODE = "ACDE FGHJ KMNP"
BORN = {"born_on_day": "14", "born_on_month": "3", "born_on_year": "1948"}
A_TUESDAY = "2026-03-03 09:00+01:00"


@pytest.fixture(autouse=True)
def _on_a_tuesday(time_machine):
    time_machine.move_to(A_TUESDAY, tick=False)
    cache.clear()


def opens(client, code=CODE, **given):
    return client.post(URL, {"code": code} | BORN | given, follow=True)


def helped(**of_person):
    """Anna Nowak with a running plan and a card."""
    person = a_person(**of_person)
    coordinator = a_coordinator(phone="+48125550126")
    plan = a_plan(
        application=an_application(person=person, coordinator=coordinator, state="DECIDED"),
        coordinator=coordinator,
        state=PlanState.ACTIVE,
    )
    a_page_code(person)
    return plan


def text(page) -> str:
    return page.content.decode()


def test_code_and_date_of_birth_open_the_page_of_the_person(client):
    helped()

    page = text(opens(client))

    assert "Anna Nowak" in page
    assert "Joanna Mazur" in page
    assert "12 555 01 26" in page.replace("\xa0", " ")
    assert "Teresa Lis" in page
    assert "Myję się bez strachu" in page


def test_the_page_names_neither_address_nor_phone_nor_pesel_nor_safety_notes_of_the_person(client):
    helped(pesel="48031400101", safe_note="mąż czyta listy", reach_note="pies gryzie", never=["CALL"])

    page = text(opens(client))

    for secret in ("48031400101", "mąż czyta", "pies gryzie", "600 123 456", "600&nbsp;123", "Polna"):
        assert secret not in page


def test_notes_and_other_people_of_the_household_are_not_there(client):
    plan = helped()
    home = a_home(plan.person, name="Nowakowie")
    a_home(a_person(first_name="Ludwik"), household=home.household)
    ContactNote.objects.create(
        centre=plan.centre, person=plan.person, author=a_coordinator(), kind="CALL", text="Kłopoty z synem",
        happened_on="2026-03-01", level="TEAM",
    )  # fmt: skip

    page = text(opens(client))

    for secret in ("Ludwik", "Nowakowie", "Kłopoty"):
        assert secret not in page


@pytest.mark.parametrize("wrong", [{"code": "ACDE FGHJ KMNQ"}, {"code": "WXYT FGHJ KMNP"}, {"born_on_year": "1949"}])
def test_nothing_tells_whether_the_code_the_card_or_the_date_was_wrong(client, wrong):
    helped()

    page = client.post(URL, {"code": CODE} | BORN | wrong)

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "Kod i data nie pasują do siebie. Sprawdź jedno i drugie albo zadzwoń do nas."
    ]
    assert "FGHJ" not in text(page)
    assert "1948" not in text(page).split("<form")[2]


def test_five_wrong_tries_lock_the_card(client):
    helped()
    for _time in range(5):
        opens(client, "ACDE FGHJ KMNQ")

    page = opens(client)

    assert page.status_code == 429
    assert "odblokujemy" in text(page)
    assert "Joanna Mazur" not in text(page)


def test_a_stranger_elsewhere_cannot_lock_the_card_of_a_resident(client):
    helped()
    for _time in range(6):
        stranger = client.post(URL, {"code": "ACDE FGHJ KMNQ"} | BORN, REMOTE_ADDR="203.0.113.7")
    resident = client.post(URL, {"code": CODE} | BORN, REMOTE_ADDR="203.0.113.8")

    assert (stranger.status_code, resident.status_code) == (429, 302)
    kept = set(DeniedTry.objects.values_list("caller", flat=True))
    assert len(kept) == 1
    assert "203.0.113" not in kept.pop()


def test_from_one_address_thirty_wrong_codes_an_hour_are_enough(client):
    helped()
    for number in range(30):
        client.post(URL, {"code": f"W{number:03} FGHJ KMNP"} | BORN, REMOTE_ADDR="203.0.113.7")

    page = client.post(URL, {"code": CODE} | BORN, REMOTE_ADDR="203.0.113.7")
    elsewhere = client.post(URL, {"code": CODE} | BORN, REMOTE_ADDR="203.0.113.8")

    assert page.status_code == 429
    assert elsewhere.status_code == 302
    assert DeniedTry.objects.filter(why="LOCKED_CODE").count() == 1


def test_nobody_keeps_the_page_and_no_search_engine_finds_it(client):
    helped()

    for answer in (client.get(URL), opens(client)):
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin"  # "no-referrer" makes browsers hide where a form came from


def test_finish_hides_the_page_on_this_device(client):
    helped()
    opens(client)

    closed = client.post(f"{URL}zamknij/", follow=True)

    assert "Strona jest zamknięta" in text(closed)
    assert "Joanna Mazur" not in text(client.get(URL))


@pytest.mark.parametrize(("minutes", "is_open"), [(14, True), (16, False)])
def test_a_quarter_of_an_hour_without_a_click_closes_it(client, time_machine, minutes, is_open):
    helped()
    opens(client)

    time_machine.shift(timedelta(minutes=minutes))

    assert ("Joanna Mazur" in text(client.get(URL))) is is_open


def test_a_card_that_is_switched_off_closes_the_open_page_at_once_and_the_try_is_kept(client):
    plan = helped()
    opens(client)
    switch_off_code(code_id=plan.person.page_codes.get().pk, by=a_coordinator(), on=plan.begun_on)

    page = text(client.get(URL))

    assert "Joanna Mazur" not in page
    assert DeniedTry.objects.get().why == "CLOSED_CODE"


def test_the_page_of_a_guardian_closes_when_their_right_ends(client):
    plan = helped()
    guardian = a_guardian(plan.person)
    a_page_code(plan.person, representation=guardian, card="ACDF")
    assert "Roman Lis" in text(opens(client, "ACDF FGHJ KMNP"))

    guardian.ends_on = "2026-03-02"
    guardian.save()

    assert "Joanna Mazur" not in text(client.get(URL))
    assert DeniedTry.objects.get().why == "EXPIRED_GUARDIAN"


def test_a_colleague_who_is_kin_opens_nothing_with_a_card(client):
    plan = helped()
    kin = a_coordinator()
    an_exclusion(plan.person, kin)
    client.force_login(kin)

    page = opens(client)

    assert page.status_code == 403
    assert (DeniedTry.objects.get().why, DeniedTry.objects.get().who) == ("KIN", kin)


def test_a_helper_sees_what_their_right_covers_and_no_more(client):
    plan = helped()
    daughter = a_daughter(plan.person, scope=[Scope.ACCOUNT])
    a_page_code(plan.person, representation=daughter, card="ACDF")
    a_team_member(plan.person, name="Halina Bąk", role="THERAPIST")

    page = text(opens(client, "ACDF FGHJ KMNP"))

    assert "Ewa Nowak" in page
    assert "zakupy" in page
    for not_theirs in ("Myję się bez strachu", "Halina Bąk", "Ile to kosztuje", "Kto zaglądał"):
        assert not_theirs not in page


@pytest.mark.parametrize(
    ("scope", "heading"),
    [("AGREE_PLAN", "Co ustaliliśmy"), ("MONEY", "Ile to kosztuje")],
)
def test_each_right_opens_its_part_to_a_helper(client, scope, heading):
    plan = helped()
    daughter = a_daughter(plan.person, scope=[Scope.ACCOUNT, scope])
    a_page_code(plan.person, representation=daughter, card="ACDF")

    assert heading in text(opens(client, "ACDF FGHJ KMNP"))


def test_each_reading_of_the_page_is_kept_with_whose_card_it_was(client):
    plan = helped()
    daughter = a_daughter(plan.person, scope=[Scope.ACCOUNT])
    a_page_code(plan.person, representation=daughter, card="ACDF")

    opens(client)
    opens(client, "ACDF FGHJ KMNP")

    assert list(Reading.objects.about(plan.person).order_by("id").values_list("page", flat=True)) == [
        "who_helps",
        f"who_helps/{daughter.pk}",
    ]


def test_the_person_reads_that_a_helper_looked(client):
    plan = helped()
    a_page_code(plan.person, representation=a_daughter(plan.person, scope=[Scope.ACCOUNT]), card="ACDF")
    opens(client, "ACDF FGHJ KMNP")

    assert "Ewa Nowak, swoją kartą" in text(opens(client))


def test_a_colleague_who_reads_with_the_card_of_a_person_is_kept_as_the_reader(client):
    plan, joanna = helped(), a_coordinator()
    client.force_login(joanna)

    page = text(opens(client))

    assert Reading.objects.about(plan.person).get().reader == joanna
    assert "koordynator indywidualnych planów" in page.split("Kto zaglądał")[1]


def test_a_card_of_another_centre_opens_nothing_here(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    helped()
    Centre.objects.filter(pk=the_centre().pk).update(host="lipnowiec.example")
    another_centre()

    page = client.post(URL, {"code": CODE} | BORN, headers={"host": "zabor.example"})

    assert page.status_code == 422


@pytest.mark.parametrize(
    ("language", "heading"), [("pl", "Kto mi pomaga"), ("en", "Who helps me"), ("uk", "Хто мені допомагає")]
)
def test_the_page_speaks_three_languages_and_says_which(client, language, heading):
    helped()
    client.cookies["django_language"] = language

    page = text(opens(client))

    assert f'<html class="govuk-template" lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page
    assert ('<h3 lang="pl">' in page) is (language != "pl")


def test_who_chose_ukrainian_reads_polish_where_the_page_has_no_ukrainian(client):
    the_centre()
    client.cookies["django_language"] = "uk"

    assert 'lang="pl"' in text(client.get("/moja-sprawa/")).split("<body")[0]
    assert 'lang="pl"' in text(client.get("/nie-ma-takiej-strony/")).split("<body")[0]


def test_large_letters_stand_in_the_address_of_the_page(client):
    helped()
    opens(client)

    assert "large-print" in text(client.get(f"{URL}?litery=duze"))
    assert "large-print" not in text(client.get(URL))


def test_every_public_page_leads_to_it(client):
    the_centre()

    assert f'href="{URL}"' in text(client.get("/"))

"""Pages of forms and assessments, as staff of different roles meet them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user
from cus.cases.instruments.editing import with_question
from cus.cases.models import Filling, InstrumentVersion
from cus.cases.states import FillingState, FormState
from cus.cases.tests.factories import TODAY, an_application
from cus.cases.tests.factories_of_instruments import (
    ALL_ALONE,
    NOTHING_ALONE,
    a_draft_assessment,
    a_draft_form,
    a_form_version,
    a_small_form,
    an_assessment,
)
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(f"{TODAY}T10:00:00+01:00", tick=False):
        yield


def sent(answers: dict, **more) -> dict:
    day = {"held_on_day": "10", "held_on_month": "1", "held_on_year": "2026"}
    return {f"q_{key}": answer for key, answer in answers.items()} | day | more


def at(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_a_coordinator_assesses_from_the_case_and_reads_what_the_points_mean(client):
    joanna, version = a_coordinator(), a_form_version()
    case = an_application(coordinator=joanna)
    client.force_login(joanna)

    begun = client.post(
        reverse("cases:begin_assessment", args=[case.person_id]) + f"?application={case.pk}",
        {"version": version.pk, "held_on_day": "9", "held_on_month": "1", "held_on_year": "2026"},
    )
    filling = Filling.objects.get()
    client.post(begun.url, sent(ALL_ALONE | {"schody": "nie"}, finish="1"))
    page = client.get(reverse("cases:assessment", args=[filling.pk])).content.decode()

    filling.refresh_from_db()
    assert (filling.state, filling.application) == (FillingState.FINISHED, case)
    assert "90 punktów na 100" in page
    assert "Część czynności wykonuje sama" in page


def test_a_draft_is_kept_with_open_questions_and_shown_again_as_it_was(client):
    draft = a_draft_assessment()
    client.force_login(draft.author)
    url = reverse("cases:fill_assessment", args=[draft.pk])

    client.post(url, sent({"jedzenie": "pomoc"}, note="Cdn."))

    draft.refresh_from_db()
    assert (draft.state, draft.answers, draft.note) == (FillingState.DRAFT, {"jedzenie": "pomoc"}, "Cdn.")
    assert 'value="pomoc" checked' in client.get(url).content.decode()


def test_finishing_with_an_open_question_says_which_and_keeps_what_was_typed(client):
    draft = a_draft_assessment()
    client.force_login(draft.author)
    lacking = {key: answer for key, answer in ALL_ALONE.items() if key != "schody"}

    answer = client.post(reverse("cases:fill_assessment", args=[draft.pk]), sent(lacking, finish="1"))

    assert answer.status_code == 422
    assert "Odpowiedz: Wchodzenie i schodzenie po schodach" in answer.content.decode()
    assert 'value="sama" checked' in answer.content.decode()


def test_without_a_script_the_page_says_when_a_question_is_to_be_answered(client):
    draft = a_draft_assessment(version=a_form_version(form=a_small_form()))

    page = at(client, draft.author, "cases:fill_assessment", draft.pk).content.decode()

    assert "Odpowiedz tylko, gdy „Czy był upadek?”: tak." in page
    assert "data-show-if" in page


def test_a_number_out_of_its_bounds_is_explained(client):
    question = {"key": "waga", "kind": "NUMBER", "text": "Waga", "unit": "kg", "least": 30, "most": 250, "decimals": 1}
    form = a_small_form(sections=[{"key": "s", "title": "Ciało", "questions": [question]}], scores=[])
    draft = a_draft_assessment(version=a_form_version(form=form))
    client.force_login(draft.author)
    url = reverse("cases:fill_assessment", args=[draft.pk])

    for typed, told in (("20", "od 30 do 250"), ("sto", "Wpisz liczbę cyframi"), ("60,55", "cyfr po przecinku: 1")):
        assert told in client.post(url, sent({"waga": typed}, finish="1")).content.decode()
    client.post(url, sent({"waga": "62,5"}, finish="1"))

    draft.refresh_from_db()
    assert draft.answers == {"waga": "62.5"}


def test_the_page_of_a_person_shows_the_change_as_a_drawing_and_as_a_table(client):
    joanna, person, version = a_coordinator(), a_person(), a_form_version()
    of = {"by": joanna, "person": person, "version": version}
    an_assessment(answers=NOTHING_ALONE, held_on=TODAY - timedelta(days=60), **of)
    an_assessment(answers=ALL_ALONE, **of)

    page = at(client, joanna, "office:person_assessments", person.pk).content.decode()

    assert "<polyline" in page
    assert ">+100<" in page
    assert "0&nbsp;/&nbsp;100" in page
    assert "100&nbsp;/&nbsp;100" in page


def test_two_assessments_stand_side_by_side(client):
    joanna, person, version = a_coordinator(), a_person(), a_form_version()
    of = {"by": joanna, "person": person, "version": version}
    before = an_assessment(held_on=TODAY - timedelta(days=60), **of)
    after = an_assessment(answers=ALL_ALONE | {"schody": "pomoc"}, **of)
    client.force_login(joanna)
    url = reverse("cases:compare_assessments", args=[person.pk])

    page = client.get(f"{url}?before={before.pk}&after={after.pk}").content.decode()

    assert "<strong>wchodzi z pomocą albo przy kimś</strong>" in page
    assert ">-5<" in page
    assert client.get(f"{url}?before={before.pk}&after={before.pk}").status_code == 404
    assert client.get(url).status_code == 404


def test_the_page_of_a_person_costs_the_same_for_two_as_for_many_assessments(client):
    joanna, person, version = a_coordinator(), a_person(), a_form_version()
    client.force_login(joanna)
    url = reverse("office:person_assessments", args=[person.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    for day in range(2):
        an_assessment(held_on=TODAY - timedelta(days=day), by=joanna, person=person, version=version)
    cost()
    for_two = cost()
    for day in range(2, 12):
        an_assessment(held_on=TODAY - timedelta(days=day), by=joanna, person=person, version=version)

    assert cost() == for_two


@pytest.mark.parametrize("asked", ["pdf", "docx"])
def test_a_form_and_an_assessment_are_printed(client, asked):
    filling = an_assessment()
    client.force_login(filling.author)

    for name, pk in (("cases:assessment", filling.pk), ("cases:form_version", filling.version_id)):
        answer = client.get(reverse(name, args=[pk]), {"format": asked})
        assert answer.status_code == 200
        assert answer.content[:2] in (b"%P", b"PK")


def test_the_front_desk_opens_no_assessment_and_no_form(client):
    filling, desk = an_assessment(), a_user(Role.FRONT_DESK)
    case = an_application(person=filling.person)

    for name, pk in (
        ("cases:assessment", filling.pk),
        ("cases:case_assessments", case.pk),
        ("cases:begin_assessment", filling.person_id),
        ("office:person_assessments", filling.person_id),
        ("cases:form_version", filling.version_id),
    ):
        assert at(client, desk, name, pk).status_code == 404, name
    assert at(client, desk, "cases:forms").status_code == 404


def test_a_coordinator_reads_forms_but_does_not_open_the_editor(client):
    draft, joanna = a_draft_form(), a_coordinator()

    assert at(client, joanna, "cases:forms").status_code == 200
    assert at(client, joanna, "cases:form_version", draft.pk).status_code == 200
    assert at(client, joanna, "cases:edit_form", draft.pk).status_code == 404
    assert at(client, joanna, "cases:change_question", draft.pk, "byly").status_code == 404


def test_a_form_in_use_has_no_editor(client):
    version = a_form_version()

    assert at(client, a_director(), "cases:edit_form", version.pk).status_code == 404


def test_trying_a_form_out_shows_the_result_and_keeps_nothing(client):
    draft = a_draft_form()
    client.force_login(a_director())

    page = client.post(
        reverse("cases:try_form", args=[draft.pk]), {"q_byly": "yes", "q_wstaje": "nie"}
    ).content.decode()

    assert "3 punkty na 3" in page
    assert not Filling.objects.exists()


def test_the_director_builds_a_question_with_points_and_a_condition(client):
    draft = a_draft_form()
    client.force_login(a_director())

    added = client.post(
        reverse("cases:add_question", args=[draft.pk, "upadki"]), {"text": "Gdzie był upadek?", "kind": "CHOICE"}
    )
    page = client.post(
        added.url,
        {
            "text": "Gdzie był upadek?", "show_if_answers": ["byly=yes"],
            "option_0_text": "w domu", "option_0_points": "2", "option_0_place": "2",
            "option_1_text": "na dworze", "option_1_points": "1", "option_1_place": "1",
        },
    )  # fmt: skip

    assert page.status_code == 302
    draft.refresh_from_db()
    assert draft.form["sections"][0]["questions"][-1] == {
        "key": "gdzie_byl_upadek", "kind": "CHOICE", "text": "Gdzie był upadek?", "required": False,
        "show_if": {"question": "byly", "is": ["yes"]},
        "options": [
            {"key": "na_dworze", "text": "na dworze", "points": 1}, {"key": "w_domu", "text": "w domu", "points": 2},
        ],
    }  # fmt: skip


def test_no_points_and_a_least_of_nothing_are_kept_as_the_zero_they_are(client):
    waga = {"key": "waga", "kind": "NUMBER", "text": "Waga"}
    draft = a_draft_form(with_question(a_small_form(), waga, section="upadki"))
    client.force_login(a_director())

    for key, said in (
        ("byly", {"text": "Czy był upadek?", "points_yes": "1", "points_no": "0"}),
        ("waga", {"text": "Waga", "least": "0", "most": "250"}),
    ):
        client.post(reverse("cases:change_question", args=[draft.pk, key]), said)

    draft.refresh_from_db()
    asked = {one["key"]: one for one in draft.form["sections"][0]["questions"]}
    assert (asked["byly"]["points_yes"], asked["byly"]["points_no"]) == (1, 0)
    assert (asked["waga"]["least"], asked["waga"]["most"]) == (0, 250)


def test_a_sum_gets_ranges_with_their_meaning(client):
    draft = a_draft_form()
    client.force_login(a_director())

    client.post(
        reverse("cases:change_score", args=[draft.pk, "razem"]),
        {
            "name": "Ryzyko", "main": "on", "band_0_from": "0", "band_0_to": "1", "band_0_meaning": "Małe.",
            "band_1_from": "2", "band_1_to": "3", "band_1_meaning": "Duże: porozmawiaj z lekarzem.",
        },
    )  # fmt: skip

    draft.refresh_from_db()
    assert draft.form["scores"][0]["bands"] == [
        {"from": 0, "to": 1, "meaning": "Małe."},
        {"from": 2, "to": 3, "meaning": "Duże: porozmawiaj z lekarzem."},
    ]


def test_the_order_changes_by_a_button_and_what_would_break_is_refused(client):
    draft = a_draft_form()
    client.force_login(a_director())
    move = reverse("cases:move_form_part", args=[draft.pk])

    answer = client.post(move, {"part": "wstaje", "direction": "up"}, follow=True)

    draft.refresh_from_db()
    assert draft.form == a_small_form()
    assert "a wcześniej nie ma takiego pytania" in answer.content.decode()


def test_a_form_travels_between_centres_as_text(client):
    client.force_login(a_director())
    url = reverse("cases:begin_form") + "?text=1"

    broken = client.post(url, {"text": '{"name": "Sen",'})
    wrong = client.post(url, {"text": '{"name": "Sen", "colour": 1}'})
    client.post(url, {"text": '{"name": "Sen", "sections": []}'})

    assert "To nie jest JSON" in broken.content.decode()
    assert "„colour” nie jest tu znane" in wrong.content.decode()
    assert InstrumentVersion.objects.get().name == "Sen"


def test_a_form_taken_away_as_a_file_is_what_was_written(client):
    version = a_form_version(form=a_small_form())

    client.force_login(a_coordinator())
    answer = client.get(reverse("cases:form_version", args=[version.pk]), {"format": "json"})

    assert answer.json() == a_small_form()


def test_the_director_puts_a_ready_draft_into_use(client):
    draft = a_draft_form()
    client.force_login(a_director())

    client.post(reverse("cases:publish_form", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.state == FormState.PUBLISHED


def test_an_unconfirmed_form_says_so_wherever_it_is_used(client):
    version = a_form_version(form=a_small_form(unconfirmed=True))
    draft = a_draft_assessment(version=version)
    said = "Tej skali nie potwierdziliśmy"

    assert said in at(client, draft.author, "cases:fill_assessment", draft.pk).content.decode()
    assert said in at(client, draft.author, "cases:form_version", version.pk).content.decode()
    assert said in at(client, draft.author, "cases:try_form", version.pk).content.decode()

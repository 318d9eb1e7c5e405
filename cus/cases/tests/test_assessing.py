"""Assessing a person: drafts, the end, corrections, who may."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import Filling
from cus.cases.queries.instruments import assessments_of
from cus.cases.services.instruments import (
    Talk,
    begin_assessment,
    copy_form,
    correct_assessment,
    discard_assessment,
    keep_answers,
    publish_form,
    withdraw_form,
)
from cus.cases.states import FillingState
from cus.cases.tests.factories import TODAY, a_recognition, an_application
from cus.cases.tests.factories_of_instruments import (
    ALL_ALONE,
    NOTHING_ALONE,
    a_draft_assessment,
    a_draft_form,
    a_form_version,
    a_small_form,
    an_assessment,
)
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person
from cus.people.tests.factories import a_person
from cus.records.models import Event

pytestmark = pytest.mark.django_db
TALK = Talk(held_on=TODAY)


def finish(filling: Filling, answers: dict, *, by=None) -> Filling:
    return keep_answers(
        filling_id=filling.pk, answers=answers, talk=TALK, finished=True, by=by or filling.author, on=TODAY
    )


def test_a_finished_assessment_keeps_its_sums_and_stands_on_the_timeline_of_the_person():
    filling = an_assessment(answers=ALL_ALONE | {"schody": "pomoc"})

    assert filling.state == FillingState.FINISHED
    assert filling.main_result["points"] == 95
    assert filling.main_result["meaning"] == "Potrzebuje niewielkiej pomocy."
    event = Event.objects.get(name="assessment.finished")
    assert (event.story_id, event.details["result"]) == (filling.person_id, "95 / 100")


def test_a_draft_keeps_what_was_answered_so_far_and_counts_nothing():
    draft = a_draft_assessment()

    keep_answers(
        filling_id=draft.pk, answers={"jedzenie": "sama"}, talk=TALK, finished=False, by=draft.author, on=TODAY
    )

    draft.refresh_from_db()
    assert (draft.state, draft.answers, draft.results) == (FillingState.DRAFT, {"jedzenie": "sama"}, [])
    assert not Event.objects.filter(name="assessment.finished").exists()


def test_an_assessment_is_not_finished_while_a_required_question_is_open():
    draft = a_draft_assessment()
    lacking = {key: answer for key, answer in ALL_ALONE.items() if key != "schody"}

    with pytest.raises(Refused, match="Wchodzenie i schodzenie po schodach"):
        finish(draft, lacking)


def test_an_answer_the_form_does_not_know_is_refused():
    draft = a_draft_assessment()

    with pytest.raises(Refused, match="Jedzenie"):
        finish(draft, ALL_ALONE | {"jedzenie": "czasem"})


def test_answers_to_what_was_not_asked_are_not_kept():
    draft = a_draft_assessment(version=a_form_version(form=a_small_form()))

    filling = finish(draft, {"byly": "no", "wstaje": "nie"})

    assert filling.answers == {"byly": "no"}
    assert filling.main_result["points"] == 0


def test_a_talk_that_has_not_taken_place_is_not_assessed():
    with pytest.raises(Refused, match="nie odbyła|not taken place|jeszcze"):
        a_draft_assessment(held_on=TODAY + timedelta(days=1))


def test_the_database_itself_refuses_to_change_a_finished_assessment():
    filling = an_assessment()

    for change in (
        lambda: Filling.objects.filter(pk=filling.pk).update(answers={}),
        lambda: Filling.objects.filter(pk=filling.pk).update(state="DRAFT"),
        lambda: Filling.objects.filter(pk=filling.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_a_mistake_is_corrected_by_a_new_filling_that_says_what_was_wrong():
    wrong = an_assessment()

    newer = correct_assessment(filling_id=wrong.pk, reason="Schody przez pomyłkę.", by=wrong.author, on=TODAY)
    finish(newer, ALL_ALONE | {"schody": "nie"})

    wrong.refresh_from_db()
    newer.refresh_from_db()
    assert (wrong.main_result["points"], newer.main_result["points"]) == (100, 90)
    assert (newer.corrects, newer.correction_reason) == (wrong, "Schody przez pomyłkę.")
    assert newer.version == wrong.version
    assert Event.objects.filter(name="assessment.corrected").count() == 1


def test_a_correction_says_what_was_wrong_and_is_made_once():
    wrong = an_assessment()

    with pytest.raises(Refused):
        correct_assessment(filling_id=wrong.pk, reason="  ", by=wrong.author, on=TODAY)
    correct_assessment(filling_id=wrong.pk, reason="Pomyłka.", by=wrong.author, on=TODAY)
    with pytest.raises(Refused):
        correct_assessment(filling_id=wrong.pk, reason="Jeszcze raz.", by=a_director(), on=TODAY)


def test_nobody_goes_on_with_the_draft_of_somebody_else():
    draft = a_draft_assessment()

    with pytest.raises(NotAllowed):
        finish(draft, ALL_ALONE, by=a_user(Role.COORDINATOR))
    with pytest.raises(NotAllowed):
        discard_assessment(filling_id=draft.pk, by=a_director(), on=TODAY)


def test_the_front_desk_assesses_nobody():
    with pytest.raises(NotAllowed):
        a_draft_assessment(by=a_user(Role.FRONT_DESK))


def test_a_stranger_finds_no_person_to_assess():
    person, version = a_person(), a_form_version()

    with pytest.raises(Person.DoesNotExist):
        begin_assessment(
            version_id=version.pk, person_id=person.pk, held_on=TODAY, by=a_stranger(Role.COORDINATOR), on=TODAY
        )


def test_an_assessment_may_belong_to_a_talk_about_needs_of_the_same_person_only():
    talk, other = a_recognition(an_application()), a_recognition(an_application(person=a_person(first_name="Jan")))
    joanna = a_coordinator()

    filling = a_draft_assessment(person=talk.application.person, recognition_id=talk.pk, by=joanna)

    assert (filling.recognition, filling.application) == (talk, talk.application)
    with pytest.raises(type(talk).DoesNotExist):
        a_draft_assessment(person=talk.application.person, recognition_id=other.pk, by=joanna)


def test_nobody_begins_with_a_withdrawn_form_and_those_begun_are_finished():
    draft = a_draft_assessment()
    withdraw_form(version_id=draft.version_id, by=a_director(), on=TODAY)

    with pytest.raises(Refused):
        a_draft_assessment(version=draft.version, person=draft.person, by=draft.author)
    assert finish(draft, ALL_ALONE).state == FillingState.FINISHED


def test_a_draft_begun_before_a_new_version_keeps_its_wording():
    draft = a_draft_assessment(version=a_form_version(form=a_small_form()))
    copy = copy_form(version_id=draft.version_id, by=a_director(), on=TODAY)
    publish_form(version_id=copy.pk, reason="Nowe słowa.", by=a_director(), on=TODAY)

    filling = finish(draft, {"byly": "yes", "wstaje": "tak"})

    assert filling.version.number == 1


def test_change_over_time_is_counted_from_the_talk_before_and_a_corrected_one_counts_for_nothing():
    joanna, person, version = a_coordinator(), a_person(), a_form_version()
    of = {"by": joanna, "person": person, "version": version}
    an_assessment(held_on=TODAY - timedelta(days=90), **of)
    wrong = an_assessment(held_on=TODAY - timedelta(days=30), answers=NOTHING_ALONE, **of)
    newer = correct_assessment(filling_id=wrong.pk, reason="Pomyłka.", by=joanna, on=TODAY)
    keep_answers(
        filling_id=newer.pk,
        answers=ALL_ALONE | {"schody": "nie"},
        talk=Talk(wrong.held_on),
        finished=True,
        by=joanna,
        on=TODAY,
    )
    an_assessment(answers=ALL_ALONE | {"schody": "pomoc"}, **of)

    series = assessments_of(person, user=joanna).series[0]

    told = [(entry.result.points, entry.difference, entry.is_corrected) for entry in series.entries]
    assert told == [(95, 5, False), (90, -10, False), (0, None, True), (100, None, False)]
    assert [dot.shown for dot in series.trend.dots] == ["100", "90", "95"]


def test_versions_that_count_differently_are_flagged_and_not_subtracted():
    joanna, person, director = a_coordinator(), a_person(), a_director()
    first = a_form_version(form=a_small_form())
    an_assessment(answers={"byly": "no"}, person=person, version=first, by=joanna, held_on=TODAY - timedelta(days=9))
    harder = a_small_form()
    harder["sections"][0]["questions"][0]["points_yes"] = 7
    second = a_draft_form(harder, instrument=first.instrument, number=2)
    publish_form(version_id=second.pk, reason="Upadek waży więcej.", by=director, on=TODAY)
    an_assessment(answers={"byly": "yes", "wstaje": "tak"}, person=person, version=second, by=joanna)

    series = assessments_of(person, user=joanna).series[0]

    assert series.changes_scale
    assert [(one.result.points, one.difference, one.new_scale) for one in series.entries] == [
        (7, None, True),
        (0, None, False),
    ]
    assert series.trend.lines == []

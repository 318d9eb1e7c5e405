"""Reviews are planned, remembered, held; goals come forward step by step; items are said in easy words."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import GoalStep, PlainSentence, Task
from cus.cases.planning.easy import easy_content, easy_plan, easy_sentences
from cus.cases.queries.plan_depth import goals_followed, plain_sentences
from cus.cases.services.plans import (
    call_off_review,
    change_coordinator,
    end_plan,
    hold_review,
    note_progress,
    plan_review,
    plan_reviews_every,
    remind_of_reviews,
    strike_progress,
    write_plainly,
)
from cus.cases.states import PlanState
from cus.cases.tests.factories import a_plan
from cus.kit.errors import NotAllowed, Refused, WrongState

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def plan():
    return a_plan(state=PlanState.ACTIVE)


@pytest.fixture
def joanna(plan):
    return plan.coordinators.get().user


def test_reviews_every_three_months_fill_what_is_left_of_the_plan(plan, joanna):
    plan_reviews_every(plan_id=plan.pk, months=3, by=joanna, on=MARCH)

    days = list(plan.reviews.order_by("planned_on").values_list("planned_on", flat=True))
    assert days == [date(2026, 4, 15), date(2026, 7, 15), date(2026, 10, 15)]


def test_planning_them_again_plans_no_day_twice(plan, joanna):
    plan_reviews_every(plan_id=plan.pk, months=3, by=joanna, on=MARCH)

    with pytest.raises(Refused, match="No day is left"):
        plan_reviews_every(plan_id=plan.pk, months=3, by=joanna, on=MARCH)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2027, 1, 1)])
def test_a_review_lies_ahead_and_within_the_plan(plan, joanna, day):
    with pytest.raises(Refused):
        plan_review(plan_id=plan.pk, planned_on=day, by=joanna, on=MARCH)


def test_only_the_coordinator_plans_reviews(plan):
    with pytest.raises(NotAllowed):
        plan_review(plan_id=plan.pk, planned_on=date(2026, 4, 1), by=a_coordinator(last_name="Kos"), on=MARCH)


def test_a_week_before_the_coordinator_of_that_day_finds_a_task_once(plan, joanna):
    plan_review(plan_id=plan.pk, planned_on=date(2026, 4, 1), by=joanna, on=MARCH)
    follower = a_coordinator(last_name="Kos")
    change_coordinator(
        plan_id=plan.pk, coordinator_id=follower.pk, reason="urlop", by=a_director(), on=date(2026, 3, 20)
    )

    assert remind_of_reviews(on=date(2026, 3, 24)) == 0
    assert remind_of_reviews(on=date(2026, 3, 25)) == 1
    assert remind_of_reviews(on=date(2026, 3, 26)) == 0
    task = Task.objects.get(text__startswith="Review of plan")
    assert (task.owner, task.due_on, task.person) == (follower, date(2026, 4, 1), plan.person)


def test_a_held_review_is_done_and_so_is_its_task(plan, joanna):
    review = plan_review(plan_id=plan.pk, planned_on=date(2026, 3, 5), by=joanna, on=MARCH)
    remind_of_reviews(on=MARCH)

    hold_review(
        review_id=review.pk, held_on=date(2026, 3, 6), outcome="GOES_ON", note="Jest dobrze.", by=joanna,
        on=date(2026, 3, 6),
    )  # fmt: skip

    assert Task.objects.get(text__startswith="Review").done_on == date(2026, 3, 6)
    assert not plan.reviews.overdue(on=date(2026, 3, 7)).exists()
    with pytest.raises(WrongState):
        call_off_review(review_id=review.pk, why="urlop", by=joanna, on=date(2026, 3, 7))


def test_a_review_that_asks_for_a_change_says_which(plan, joanna):
    review = plan_review(plan_id=plan.pk, planned_on=MARCH, by=joanna, on=MARCH)

    with pytest.raises(Refused, match="what is to be changed"):
        hold_review(review_id=review.pk, held_on=MARCH, outcome="CHANGE", by=joanna, on=MARCH)


def test_a_review_is_overdue_the_day_after(plan, joanna):
    plan_review(plan_id=plan.pk, planned_on=date(2026, 3, 5), by=joanna, on=MARCH)

    assert not plan.reviews.overdue(on=date(2026, 3, 5)).exists()
    assert plan.reviews.overdue(on=date(2026, 3, 6)).exists()


def test_a_plan_that_ended_has_no_reviews_to_plan(plan, joanna):
    end_plan(plan_id=plan.pk, reason="RESIGNED", note="woli sama", by=joanna, on=MARCH)

    with pytest.raises(WrongState):
        plan_review(plan_id=plan.pk, planned_on=date(2026, 4, 1), by=joanna, on=MARCH)


def progress(plan, joanna, step, day, **given):
    need = plan.versions.get().needs.get()
    return note_progress(
        plan_id=plan.pk, need_key=need.key, step=step, said_by="PERSON", by=joanna, on=MARCH, noted_on=day, **given
    )


def test_a_goal_is_followed_by_dated_entries_with_a_drawing(plan, joanna):
    progress(plan, joanna, GoalStep.SAME, date(2026, 1, 20))
    progress(plan, joanna, GoalStep.MUCH_BETTER, date(2026, 2, 20), note="Sama wchodzi pod prysznic")

    goal = goals_followed(plan)[0]

    assert [entry.step for entry in goal.entries] == [3, 1]
    assert goal.last.note == "Sama wchodzi pod prysznic"
    assert [dot.shown for dot in goal.trend.dots] == ["1", "3"]


@pytest.mark.parametrize("day", [date(2026, 1, 14), date(2026, 3, 3)])
def test_progress_is_noted_for_days_of_the_plan_up_to_today(plan, joanna, day):
    with pytest.raises(Refused, match="Choose a day"):
        progress(plan, joanna, GoalStep.SAME, day)


def test_a_wrong_entry_is_struck_out_and_kept(plan, joanna):
    noted = progress(plan, joanna, GoalStep.REACHED, MARCH)

    strike_progress(progress_id=noted.pk, by=joanna, on=MARCH)

    assert goals_followed(plan)[0].entries == []
    noted.refresh_from_db()
    assert (noted.struck_by, noted.struck_on) == (joanna, MARCH)


def test_easy_words_are_one_idea_a_line_without_abbreviations(plan):
    content = easy_content(plan.versions.get())
    service, help_row = content.rows

    made = easy_sentences(content)

    assert made[content.needs[0].key].splitlines() == [
        "Potrzebujesz pomocy: pomoc w kąpieli.",
        "Twój cel: Myję się bez strachu.",
    ]
    said = made[service.key].splitlines()
    assert "Ile pomocy: 2 godziny w tygodniu." in said
    assert "W poniedziałek i w środę, od godziny 8:00 do godziny 9:00." in said
    assert made[help_row.key].splitlines() == [
        "Pomoc: zakupy.",
        "Pomaga Ci: Teresa Lis.",
        "We wtorek i w piątek.",
        "Nic za to nie płacisz.",
    ]


def test_days_that_say_more_than_a_weekday_stay_as_they_were_written(plan):
    content = easy_content(plan.versions.get())
    row = replace(content.rows[1], when="ostatni piątek miesiąca")
    need = replace(content.needs[0], rows=(row,))

    made = easy_sentences(replace(content, needs=(need,)))

    assert "Kiedy: ostatni piątek miesiąca." in made[row.key].splitlines()


def test_a_sentence_written_by_hand_stands_until_the_plan_says_otherwise(plan, joanna):
    content = easy_content(plan.versions.get())
    key = content.rows[1].key

    write_plainly(plan_id=plan.pk, key=key, text="Pani Teresa robi zakupy.\n\nWe wtorek.", by=joanna, on=MARCH)
    item = next(item for item in easy_plan(content, written=plain_sentences(plan)).items if item.key == key)
    assert (item.lines, item.written_by, item.is_outdated) == (
        ("Pani Teresa robi zakupy.", "We wtorek."), joanna.name, False,
    )  # fmt: skip

    PlainSentence.objects.update(said="Pomoc: coś innego.")
    item = next(item for item in easy_plan(content, written=plain_sentences(plan)).items if item.key == key)
    assert item.is_outdated

    write_plainly(plan_id=plan.pk, key=key, text="", by=joanna, on=MARCH)
    assert not PlainSentence.objects.exists()

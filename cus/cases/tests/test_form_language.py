"""The language of forms: what may be written, what is shown, how points are counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cus.cases.instruments.answering import in_words, missing
from cus.cases.instruments.checking import unfinished
from cus.cases.instruments.comparing import is_same_scale
from cus.cases.instruments.conditions import shown_questions
from cus.cases.instruments.editing import moved, new_key, with_question, with_section, without
from cus.cases.instruments.form import Form
from cus.cases.instruments.library import shipped_forms
from cus.cases.instruments.reading import BadForm, read_form
from cus.cases.instruments.scoring import bounds_of, points_of, results_of
from cus.cases.instruments.trend import Measured, trend_of
from cus.cases.instruments.writing import as_data
from cus.cases.tests.factories import TODAY
from cus.cases.tests.factories_of_instruments import ALL_ALONE, NOTHING_ALONE, a_small_form
from cus.kit.errors import Refused


def barthel() -> Form:
    return read_form(shipped_forms()["barthel"])


def lawton() -> Form:
    return read_form(shipped_forms()["lawton_iadl"])


def main_points(form: Form, answers: dict) -> tuple[int, str]:
    main = next(one for one in results_of(form, answers) if one.main)
    return main.points, main.meaning


def test_a_person_who_does_everything_alone_has_a_hundred_points_of_barthel():
    points, meaning = main_points(barthel(), ALL_ALONE)

    assert points == 100
    assert meaning.startswith("Wykonuje te czynności bez pomocy")


def test_a_person_who_does_nothing_alone_has_no_points_of_barthel():
    assert main_points(barthel(), NOTHING_ALONE) == (
        0,
        "Potrzebuje pomocy przy prawie wszystkich codziennych czynnościach.",
    )


def test_the_points_of_barthel_are_those_of_1965():
    most = {question.key: max(option.points for option in question.options) for question in barthel().questions()}

    assert most == {
        "jedzenie": 10, "higiena": 5, "kapiel": 5, "ubieranie": 10, "toaleta": 10, "stolec": 10, "mocz": 10,
        "lozko": 15, "chodzenie": 15, "schody": 10,
    }  # fmt: skip


def test_in_a_wheelchair_one_has_five_points_for_walking_and_forty_are_within_the_threshold():
    answers = NOTHING_ALONE | {
        "jedzenie": "sama", "higiena": "sama", "stolec": "tak", "mocz": "tak", "chodzenie": "wozek",
    }  # fmt: skip

    whole, threshold = results_of(barthel(), answers)

    assert (whole.points, threshold.points) == (40, 40)
    assert "mieści się w progu" in threshold.meaning


@pytest.mark.parametrize(
    ("points", "begins"),
    [(20, "Potrzebuje pomocy przy prawie"), (25, "Potrzebuje pomocy przy więk"), (60, "Potrzebuje pomocy przy wi"),
     (65, "Część czynności"), (90, "Część czynności"), (95, "Potrzebuje niewielkiej")],
)  # fmt: skip
def test_every_range_of_barthel_has_its_meaning(points, begins):
    score = barthel().main_score()

    assert next(band.meaning for band in score.bands if band.least <= points <= band.most).startswith(begins)


def test_the_points_of_lawton_are_those_of_1969():
    points = {one.key: [option.points for option in one.options] for one in lawton().questions()}

    assert points == {
        "gotowanie": [1, 0, 0, 0], "porzadki": [1, 1, 1, 1, 0], "pranie": [1, 1, 0], "telefon": [1, 1, 1, 0],
        "zakupy": [1, 0, 0, 0], "transport": [1, 1, 1, 0, 0], "leki": [1, 0, 0], "pieniadze": [1, 1, 0],
    }  # fmt: skip


def test_lawton_counts_eight_activities_and_apart_the_five_of_1969_for_men():
    answers = {question.key: question.options[0].key for question in lawton().questions()}

    eight, five = results_of(lawton(), answers)

    assert (eight.points, eight.most) == (8, 8)
    assert (five.points, five.most) == (5, 5)


def test_the_voucher_scale_says_that_it_is_not_confirmed_and_goes_from_zero_to_sixty():
    form = read_form(shipped_forms()["bon_senioralny"])

    assert form.unconfirmed
    assert len(list(form.questions())) == 8
    assert bounds_of(form, form.main_score()) == (0, 60)
    ten = {one.key: 0 for one in form.questions()} | {"ruch": 10}
    assert main_points(form, ten)[1].startswith("Poniżej progu")
    assert main_points(form, ten | {"ubieranie": 1})[1].startswith("Próg 11 punktów osiągnięty")


def test_every_shipped_form_is_ready_and_names_its_source():
    for data in shipped_forms().values():
        form = read_form(data)
        assert unfinished(form) == []
        assert form.source
        assert as_data(form) == data


def test_a_sum_that_lacks_an_answer_has_no_meaning():
    answers = {key: answer for key, answer in ALL_ALONE.items() if key != "schody"}

    result = results_of(barthel(), answers)[0]

    assert (result.points, result.unanswered, result.meaning) == (90, 1, "")


def test_what_is_not_asked_is_not_counted():
    form = read_form(a_small_form())

    assert shown_questions(form, {"byly": "no"}) == {"byly"}
    assert main_points(form, {"byly": "no", "wstaje": "nie"}) == (0, "")
    assert main_points(form, {"byly": "yes", "wstaje": "nie"}) == (3, "")


def test_a_question_that_hangs_on_a_hidden_one_is_hidden_too():
    data = a_small_form()
    data["sections"].append(
        {"key": "pomoc", "title": "Pomoc", "show_if": {"question": "wstaje", "is": ["nie"]}, "questions": [
            {"key": "kto", "kind": "TEXT", "text": "Kto pomaga wstać?"}]}
    )  # fmt: skip
    form = read_form(data)

    assert "kto" in shown_questions(form, {"byly": "yes", "wstaje": "nie"})
    assert "kto" not in shown_questions(form, {"byly": "no", "wstaje": "nie"})
    assert [one.key for one in missing(form, {"byly": "no"})] == []


@pytest.mark.parametrize(
    ("condition", "answer", "shown"),
    [({"question": "bol", "at_least": 4}, 4, True), ({"question": "bol", "at_least": 4}, 3, False),
     ({"question": "bol", "at_least": 2, "at_most": 3}, 4, False),
     ({"not": {"question": "bol", "at_least": 4}}, 3, True),
     ({"all": [{"question": "bol", "at_least": 1}, {"question": "bol", "at_most": 5}]}, 5, True),
     ({"any": [{"question": "bol", "at_least": 9}, {"question": "bol", "at_most": 1}]}, 5, False)],
)  # fmt: skip
def test_conditions_on_numbers_hold_at_both_edges(condition, answer, shown):
    scale = {"key": "bol", "kind": "SCALE", "text": "Ból", "least": 0, "most": 10}
    asked = {"key": "gdzie", "kind": "TEXT", "text": "Gdzie boli?", "show_if": condition}
    form = read_form(a_small_form(sections=[{"key": "s", "title": "Ból", "questions": [scale, asked]}], scores=[]))

    assert ("gdzie" in shown_questions(form, {"bol": answer})) is shown


def asking(**said) -> dict:
    return {"sections": [{"key": "a", "title": "x", "questions": [{"key": "q", "text": "?"} | said]}]}


@pytest.mark.parametrize(
    ("change", "told"),
    [({"name": ""}, "name"), ({"sections": 5}, "sections"), ({"colour": "red"}, "colour"), ({"format": 2}, "format"),
     ({"sections": [{"key": "A b", "title": "x"}]}, "sections[1].key"),
     (asking(kind="CHOOSE"), "questions[1].kind"), (asking(kind="TEXT", least=1), "least"),
     ({"sections": [{"key": "a", "title": "x", "show_if": {"question": "later", "is": ["yes"]}}]}, "later"),
     ({"scores": [{"key": "s", "name": "Suma", "of": ["nothing"]}]}, "nothing"),
     ({"scores": [{"key": "s", "name": "Suma", "bands": [{"from": 5, "to": 1, "meaning": "?"}]}]}, "bands[1]")],
)  # fmt: skip
def test_what_is_wrong_in_a_form_is_said_with_its_place(change, told):
    with pytest.raises(BadForm) as refused:
        read_form(a_small_form(**change))

    assert any(told in problem for problem in refused.value.problems)


@pytest.mark.parametrize(
    "data", [None, [], "form", 1, {"sections": [None]}, {"name": "x", "sections": [{"questions": [3]}]}]
)
def test_what_is_no_form_at_all_is_refused_in_words(data):
    with pytest.raises(BadForm):
        read_form(data)


def test_a_gap_between_ranges_is_found_before_the_form_is_used():
    bands = [{"from": 0, "to": 1, "meaning": "małe"}, {"from": 3, "to": 3, "meaning": "duże"}]
    form = read_form(a_small_form(scores=[{"key": "r", "name": "Ryzyko", "main": True, "bands": bands}]))

    assert len(unfinished(form)) == 1
    assert "2" in unfinished(form)[0]


def test_a_question_others_depend_on_is_neither_removed_nor_moved_behind_them():
    data = a_small_form()

    for change in (lambda: without(data, "byly"), lambda: moved(data, "byly", up=False)):
        with pytest.raises(Refused):
            change()
    assert data == a_small_form()


def test_a_question_moves_into_the_next_section_at_the_edge():
    data = with_section(a_small_form(), {"title": "Buty"})

    there = moved(data, "wstaje", up=False)

    assert [[one["key"] for one in section["questions"]] for section in there["sections"]] == [["byly"], ["wstaje"]]


def test_keys_are_made_of_polish_words_and_are_never_used_twice():
    data = with_question(a_small_form(), {"kind": "TEXT", "text": "Żółte łóżko"}, section="upadki")

    assert data["sections"][0]["questions"][-1]["key"] == "zolte_lozko"
    assert new_key(data, "Żółte łóżko") == "zolte_lozko_2"


def test_other_words_make_no_other_scale_but_other_points_do():
    reworded, rescored = a_small_form(), a_small_form()
    reworded["sections"][0]["questions"][0]["text"] = "Czy zdarzył się upadek?"
    rescored["sections"][0]["questions"][0]["points_yes"] = 5

    assert is_same_scale(read_form(a_small_form()), read_form(reworded))
    assert not is_same_scale(read_form(a_small_form()), read_form(rescored))


def test_a_number_is_said_as_poles_write_it():
    question = {
        "key": "waga",
        "kind": "NUMBER",
        "text": "Waga",
        "unit": "kg",
        "decimals": 1,
        "least": 30,
        "most": "250.5",
    }
    form = read_form(a_small_form(sections=[{"key": "s", "title": "Ciało", "questions": [question]}], scores=[]))

    assert in_words(form.question("waga"), "62.5") == "62,5 kg"
    assert in_words(form.question("waga"), 60) == "60 kg"


def test_points_for_a_number_come_from_its_range():
    ranges = [{"from": 0, "to": "18.4", "points": 2}, {"from": "18.5", "to": 25, "points": 0}]
    question = {"key": "bmi", "kind": "NUMBER", "text": "BMI", "decimals": 1, "ranges": ranges}
    form = read_form(a_small_form(sections=[{"key": "s", "title": "Ciało", "questions": [question]}], scores=[]))

    assert [points_of(form.question("bmi"), one) for one in ("18.4", "18.5", 30, None)] == [2, 0, 0, None]


def test_the_line_of_a_trend_breaks_where_the_scale_changes():
    days = [TODAY, TODAY.replace(month=3), TODAY.replace(month=6)]
    measured = [Measured(day, 50, 0, 100, new_scale=place == 1) for place, day in enumerate(days)]

    trend = trend_of(measured)

    assert len(trend.dots) == 3
    assert [len(line.split()) for line in trend.lines] == [2]


# whatever the form and whatever the answers

points = st.one_of(st.none(), st.integers(-20, 20))
some_text = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@st.composite
def questions(draw, number: int):
    kind = draw(st.sampled_from(["CHOICE", "SEVERAL", "YES_NO", "SCALE", "NUMBER", "TEXT"]))
    question = {"key": f"q{number}", "kind": kind, "text": draw(some_text), "required": draw(st.booleans())}
    if kind in ("CHOICE", "SEVERAL"):
        options = [{"key": f"o{place}", "text": "x"} for place in range(draw(st.integers(2, 4)))]
        question["options"] = [option | _with_points(draw(points)) for option in options]
    elif kind == "YES_NO":
        question |= {f"points_{key}": worth for key in ("yes", "no") if (worth := draw(points)) is not None}
    elif kind in ("SCALE", "NUMBER"):
        least = draw(st.integers(-5, 5))
        question |= {"least": least, "most": least + draw(st.integers(1, 8)), "counts": draw(st.booleans())}
        if not question["counts"]:
            question["ranges"] = [{"from": least, "to": least, "points": draw(st.integers(-9, 9))}]
    if number and draw(st.booleans()):
        question["show_if"] = {"question": "q0", "is": ["yes"]}
    return question


def _with_points(worth):
    return {} if worth is None else {"points": worth}


@st.composite
def forms(draw):
    first = {"key": "q0", "kind": "YES_NO", "text": "?", "points_yes": draw(st.integers(-5, 5)), "points_no": 0}
    asked = [first, *(draw(questions(number)) for number in range(1, draw(st.integers(2, 7))))]
    scores = [{"key": "sum", "name": "Suma", "of": draw(st.sampled_from(["all", ["q0", "q1"]])), "main": True}]
    return read_form({"name": "x", "sections": [{"key": "s", "title": "s", "questions": asked}], "scores": scores})


@st.composite
def answered_forms(draw):
    form, answers = draw(forms()), {}
    for question in form.questions():
        if draw(st.integers(0, 9)) == 0:
            continue
        keys = [option.key for option in question.options]
        if question.kind == "SEVERAL":
            answers[question.key] = draw(st.lists(st.sampled_from(keys), unique=True))
        elif keys:
            answers[question.key] = draw(st.sampled_from(keys))
        elif question.kind in ("SCALE", "NUMBER"):
            answers[question.key] = draw(st.integers(int(question.least), int(question.most)))
        else:
            answers[question.key] = "tekst"
    return form, answers


@given(answered_forms())
@settings(max_examples=300, deadline=None)
def test_a_sum_with_no_answer_missing_lies_within_its_bounds(given_form):
    form, answers = given_form

    for result, score in zip(results_of(form, answers), form.scores, strict=True):
        least, most = bounds_of(form, score)
        assert (result.least, result.most) == (least, most)
        if not result.unanswered:
            assert least <= result.points <= most


@given(answered_forms())
@settings(max_examples=150, deadline=None)
def test_a_form_written_as_data_is_read_back_as_the_same_form(given_form):
    form, answers = given_form

    again = read_form(as_data(form))

    assert again == form
    assert results_of(again, answers) == results_of(form, answers)


@given(answered_forms())
@settings(max_examples=150, deadline=None)
def test_answers_to_what_is_hidden_change_no_sum(given_form):
    form, answers = given_form
    shown = shown_questions(form, answers)

    kept = {key: answer for key, answer in answers.items() if key in shown}

    assert results_of(form, kept) == results_of(form, answers)

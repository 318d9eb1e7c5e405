import pytest
from django.utils.translation import override

from cus.records.wording import fill, flaws_of, placeholders_in

NAMES = {"osoba", "telefon", "usługi"}


def test_values_are_put_in_and_never_read_as_wording():
    assert fill("Dla: {osoba}", {"osoba": "{telefon} [Anna]"}) == "Dla: {telefon} [Anna]\n"


def test_a_part_in_square_brackets_goes_away_as_a_whole_when_a_value_in_it_is_empty():
    wording = "Prosimy przyjść.[ Telefon: {telefon}.]"

    assert fill(wording, {"telefon": "12 34"}) == "Prosimy przyjść. Telefon: 12 34.\n"
    assert fill(wording, {"telefon": ""}) == "Prosimy przyjść.\n"


def test_a_part_may_run_over_lines_and_leaves_no_gap():
    wording = "Początek\n\n[## Usługi\n\n- {usługi}\n]\nKoniec"

    assert fill(wording, {"usługi": []}) == "Początek\n\nKoniec\n"
    assert fill(wording, {"usługi": ["a", "b"]}) == "Początek\n\n## Usługi\n\n- a\n- b\n\nKoniec\n"


def test_a_list_is_written_item_by_item_or_in_one_sentence():
    assert fill("1. {usługi}", {"usługi": ["a", "b"]}) == "1. a\n1. b\n"
    assert fill("Chodzi o: {usługi}.", {"usługi": ["a", "b"]}) == "Chodzi o: a, b.\n"


def test_brackets_can_be_written_as_they_are():
    assert fill(r"\{osoba\} \[1\]", {"osoba": "Anna"}) == "{osoba} [1]\n"
    assert flaws_of(r"\{osoba\} \[1\]", NAMES) == []


def test_names_are_the_same_in_capitals_and_with_spaces():
    assert placeholders_in("{ Osoba } i {osoba}") == ["osoba"]
    assert fill("{ Osoba }", {"osoba": "Anna"}) == "Anna\n"


@pytest.mark.parametrize(
    ("wording", "line", "said"),
    [
        ("Dla {osob}", 1, "{osob}"),
        ("a\n{% if x %}", 2, "{% if x %}"),
        ("a\nb {", 2, "curly"),
        ("[{telefon}", 1, "never closes"),
        ("{telefon}]", 1, "nothing opened"),
        ("[a [{telefon}]]", 1, "inside another"),
        ("[stale]", 1, "nothing in these"),
    ],
)
def test_every_flaw_is_named_with_its_line(wording, line, said):
    with override("en"):
        first = flaws_of(wording, NAMES)[0]

    assert first.line == line
    assert said in first.text

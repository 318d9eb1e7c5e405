import ast
from inspect import getmembers, isfunction
from pathlib import Path
from types import ModuleType

import pytest

import cus.law
from cus.law import catalogue, plan
from cus.law.catalogue import SUBJECTS, as_dicts, rules, rules_on_functions, rules_to_verify
from cus.law.citations import Rule

LAW = Path(cus.law.__file__).parent
ROOT = LAW.parents[1]

RULES_OF_THIS_RELEASE = [
    *("RULE-01", "RULE-02", "RULE-03", "RULE-04", "RULE-05"),
    *("RULE-06", "RULE-07", "RULE-08", "RULE-09", "RULE-10", "RULE-11", "RULE-12"),
    *("RULE-13", "RULE-14", "RULE-15", "RULE-16", "RULE-17"),
    *("RULE-18", "RULE-19", "RULE-20"),
    *("RULE-34", "RULE-35", "RULE-36", "RULE-37", "RULE-38", "RULE-39", "RULE-40", "RULE-41", "RULE-42", "RULE-43"),
    *("RULE-44", "RULE-45", "RULE-46", "RULE-47", "RULE-48", "RULE-49", "RULE-50", "RULE-51", "RULE-52", "RULE-53"),
    *("RULE-54", "RULE-55", "RULE-66"),
    *("RULE-68", "RULE-69", "RULE-70", "RULE-71", "RULE-72", "RULE-73"),
    *("RULE-80", "RULE-81", "RULE-82", "RULE-83", "RULE-84", "RULE-85", "RULE-90"),
]
RULES_THAT_WARN = [
    *("RULE-02", "RULE-09", "RULE-10", "RULE-11", "RULE-12", "RULE-14", "RULE-15", "RULE-16", "RULE-17", "RULE-20"),
    *("RULE-36", "RULE-42", "RULE-49", "RULE-50", "RULE-51", "RULE-54", "RULE-55", "RULE-66"),
    *("RULE-68", "RULE-69", "RULE-70", "RULE-71", "RULE-72", "RULE-73"),
    *("RULE-80", "RULE-81", "RULE-82", "RULE-83", "RULE-84", "RULE-85", "RULE-90"),
]


def test_each_rule_of_this_release_is_stated_once():
    assert [rule.id for rule in rules()] == RULES_OF_THIS_RELEASE


def test_rules_that_are_not_confirmed_warn_and_all_others_block():
    assert [rule.id for rule in rules() if not rule.blocks] == RULES_THAT_WARN


def test_each_rule_says_what_it_says_in_two_languages():
    for rule in rules():
        assert rule.sentence.endswith("."), rule.id
        assert rule.sentence_pl.endswith("."), rule.id
        assert rule.sentence_pl[0].isupper(), rule.id


def test_each_rule_has_at_least_one_test():
    tests = catalogue.tests_of_rules(ROOT)

    assert [rule.id for rule in rules() if tests.get(rule.id, 0) < 1] == []


def test_no_test_names_a_rule_that_does_not_exist():
    assert sorted(set(catalogue.tests_of_rules(ROOT)) - set(RULES_OF_THIS_RELEASE)) == []


def test_every_public_function_of_every_subject_cites_its_provision():
    uncited = [
        f"{subject.__name__}.{name}"
        for subject in SUBJECTS
        for name, function in getmembers(subject, isfunction)
        if function.__module__ == subject.__name__ and not isinstance(getattr(function, "rule", None), Rule)
    ]

    assert uncited == []


def test_no_file_with_rules_is_missing_from_the_catalogue():
    citing = {path.stem for path in LAW.glob("*.py") if "\n@cites(" in path.read_text(encoding="utf-8")}

    assert citing == {subject.__name__.rpartition(".")[2] for subject in SUBJECTS}


def test_provisions_read_so_far():
    verified = {rule.id: rule.citation.provision for rule in rules() if rule.citation.is_verified}

    assert verified == {
        "RULE-01": "art. 2 ust. 1 pkt 1–14",
        "RULE-02": "art. 2 ust. 1",
        "RULE-03": "art. 2 ust. 1",
        "RULE-06": "art. 4",
        "RULE-07": "art. 4",
        "RULE-08": "art. 4",
        "RULE-17": "art. 4",
        "RULE-19": "art. 21 ust. 5",
        "RULE-54": "art. 13 ust. 1 pkt 6",
    }
    assert len(rules_to_verify()) == 47


def test_rulebook_lists_each_rule_with_its_provision_certainty_and_tests():
    rulebook = as_dicts(ROOT)

    [year] = [row for row in rulebook if row["id"] == "RULE-46"]
    assert [row["id"] for row in rulebook] == RULES_OF_THIS_RELEASE
    assert year["tests"] >= 7
    assert year | {"tests": 7} == {
        "id": "RULE-46",
        "sentence": "A plan covers a year at most.",
        "sentence_pl": "Plan może trwać najwyżej rok.",
        "provision": "Dz.U. 2019 poz. 1818, przepis do potwierdzenia",
        "certainty": "S",
        "certainty_pl": "potwierdzone w źródłach",
        "blocks": True,
        "function": "cus.law.plan.last_day_allowed",
        "tests": 7,
    }


def test_rulebook_keeps_both_marks_of_a_half_confirmed_rule():
    marks = {row["id"]: (row["certainty"], row["blocks"]) for row in as_dicts(ROOT) if "/" in str(row["certainty"])}

    assert marks == {
        "RULE-02": ("S/K", False),
        "RULE-08": ("S/K", True),
        "RULE-10": ("S/K", False),
        "RULE-11": ("S/?", False),
        "RULE-17": ("S/?", False),
        "RULE-20": ("S/?", False),
        "RULE-36": ("S/?", False),
        "RULE-37": ("S/?", True),
        "RULE-39": ("S/K", True),
        "RULE-42": ("S/K", False),
        "RULE-51": ("S/?", False),
        "RULE-52": ("S/K", True),
        "RULE-54": ("S/K", False),
        "RULE-66": ("S/K", False),
    }


def test_function_imported_into_another_subject_is_listed_once(monkeypatch):
    borrowing = ModuleType("borrowing")
    borrowing.last_day_allowed = plan.last_day_allowed
    monkeypatch.setattr(catalogue, "SUBJECTS", (plan, borrowing))

    assert len([rule for rule in rules_on_functions() if rule.id == "RULE-46"]) == 2  # stated and served, in plan only


WRITTEN_TESTS = """
import pytest

EDGES = [1, 2, 3]

@pytest.mark.rule("RULE-90")
def test_one(): ...

@pytest.mark.rule("RULE-90", "RULE-91")
@pytest.mark.parametrize("day", [1, 2])
@pytest.mark.parametrize(("a", "b"), [(1, 2), (3, 4), pytest.param(5, 6)])
def test_six(): ...

@pytest.mark.rule("RULE-92")
@pytest.mark.parametrize("day", EDGES)
def test_whose_cases_stand_elsewhere(): ...

@pytest.mark.rule("RULE-92")
@pytest.mark.parametrize("day", [*EDGES, 4])
async def test_whose_cases_stand_partly_elsewhere(): ...

@pytest.mark.rule("RULE-93")
class TestTogether:
    def test_inside(self): ...

    @pytest.mark.rule("RULE-94")
    @pytest.mark.parametrize(argnames="day", argvalues=(1, 2))
    def test_inside_too(self): ...

@pytest.mark.rule("RULE-95")
def a_factory(): ...

@pytest.mark.django_db
def test_without_a_rule(): ...
"""


def test_tests_are_counted_where_they_are_written(tmp_path):
    room = tmp_path / "cus" / "cases" / "tests"
    room.mkdir(parents=True)
    (room / "test_plan.py").write_text(WRITTEN_TESTS)
    (room / "factories.py").write_text(WRITTEN_TESTS)

    assert catalogue.tests_of_rules(tmp_path) == {"RULE-90": 7, "RULE-91": 6, "RULE-92": 2, "RULE-93": 3, "RULE-94": 2}


def test_rules_named_for_a_whole_file_count_all_its_tests(tmp_path):
    journeys = tmp_path / "tests" / "journeys"
    journeys.mkdir(parents=True)
    (journeys / "test_path.py").write_text(
        'pytestmark = [pytest.mark.django_db, pytest.mark.rule("RULE-90")]\ndef test_one(): ...\ndef test_two(): ...\n'
    )
    (tmp_path / "tests" / "test_house.py").write_text(
        'pytestmark = pytest.mark.rule("RULE-91")\ndef test_one(): ...\n'
    )

    assert catalogue.tests_of_rules(tmp_path) == {"RULE-90": 2, "RULE-91": 1}


def modules_imported_by(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", sorted(LAW.rglob("*.py")), ids=lambda path: path.name)
def test_law_knows_neither_django_nor_another_room(path):
    imported = set(modules_imported_by(path))

    assert not [name for name in imported if name.startswith("django")]
    assert not [name for name in imported if name.startswith("cus") and not f"{name}.".startswith("cus.law.")]


@pytest.mark.parametrize("path", sorted(LAW.glob("*.py")), ids=lambda path: path.name)
def test_law_never_reads_the_clock(path):
    source = path.read_text(encoding="utf-8")

    assert not [call for call in ("today()", "now()", "localdate", "time.time") if call in source]

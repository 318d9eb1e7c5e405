"""The rule catalogue, collected from the functions and, for the number of tests, from the sources of the tests."""

import ast
from collections import Counter
from collections.abc import Iterator
from math import prod
from pathlib import Path
from types import ModuleType

from cus.law import (
    application,
    approval,
    assistance,
    closing,
    contest,
    coordination,
    deadlines,
    delivery,
    diagnosis,
    equal_treatment,
    fees_of_programme,
    plan,
    procedure,
    programme,
    qualification,
    recognition,
    refusal,
    services,
    transfer,
)
from cus.law.citations import Rule

SUBJECTS: tuple[ModuleType, ...] = (
    services,
    application,
    deadlines,
    qualification,
    refusal,
    delivery,
    transfer,
    recognition,
    plan,
    programme,
    fees_of_programme,
    equal_treatment,
    diagnosis,
    approval,
    coordination,
    closing,
    contest,
    assistance,
    procedure,
)

TEST_FILES = ("cus/**/tests/**/test_*.py", "tests/**/test_*.py")


def rules() -> list[Rule]:
    """Every rule once, by id: as the function states it that cites it, not those that serve it."""
    return sorted((rule for rule in rules_on_functions() if rule.is_stated_here), key=lambda rule: rule.id)


def rules_on_functions() -> Iterator[Rule]:
    """One entry for each function of the law, in the order in which they are written."""
    for subject in SUBJECTS:
        for member in vars(subject).values():
            rule = getattr(member, "rule", None)
            if isinstance(rule, Rule) and member.__module__ == subject.__name__:
                yield rule


def rules_to_verify() -> list[Rule]:
    """The rules whose provision nobody has yet read in the official text."""
    return [rule for rule in rules() if not rule.citation.is_verified]


def as_dicts(root: Path) -> list[dict[str, str | bool | int]]:
    """The catalogue as plain values, for the rulebook in any of its forms. `root` is the root of the repository."""
    tests = tests_of_rules(root)
    return [
        {
            "id": rule.id,
            "sentence": rule.sentence,
            "sentence_pl": rule.sentence_pl,
            "provision": str(rule.citation),
            "certainty": "/".join(rule.marks),
            "certainty_pl": ", ".join(mark.label_pl for mark in rule.marks),
            "blocks": rule.blocks,
            "function": rule.function,
            "tests": tests.get(rule.id, 0),
        }
        for rule in rules()
    ]


def tests_of_rules(root: Path) -> dict[str, int]:
    """How many test cases carry `@pytest.mark.rule("RULE-nn")`, counted in the sources without running anything."""
    counted: Counter[str] = Counter()
    for path in sorted({path for pattern in TEST_FILES for path in root.glob(pattern)}):
        module = ast.parse(path.read_text(encoding="utf-8"))
        _count_tests(module.body, marked=_rules_of_pytestmark(module.body), into=counted)
    return dict(counted)


def _count_tests(body: list[ast.stmt], *, marked: frozenset[str], into: Counter[str]) -> None:
    for statement in body:
        if isinstance(statement, ast.ClassDef) and statement.name.startswith("Test"):
            inside = marked | _rules_named_in(statement.decorator_list) | _rules_of_pytestmark(statement.body)
            _count_tests(statement.body, marked=inside, into=into)
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and statement.name.startswith("test_"):
            cases = prod(_cases(decorator) for decorator in statement.decorator_list)
            for rule in marked | _rules_named_in(statement.decorator_list):
                into[rule] += cases


def _rules_of_pytestmark(body: list[ast.stmt]) -> frozenset[str]:
    """The rules a module or class names for all its tests by `pytestmark = …`."""
    named: frozenset[str] = frozenset()
    for statement in body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "pytestmark":
            marks = statement.value.elts if isinstance(statement.value, ast.List | ast.Tuple) else [statement.value]
            named |= _rules_named_in(marks)
    return named


def _rules_named_in(marks: list[ast.expr]) -> frozenset[str]:
    return frozenset(
        str(argument.value)
        for mark in marks
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule"
        for argument in mark.args
        if isinstance(argument, ast.Constant)
    )


def _cases(decorator: ast.expr) -> int:
    """A parametrized test counts its cases where they are written out, else as one."""
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "pytest.mark.parametrize":
        return 1
    given = [*decorator.args[1:2], *(keyword.value for keyword in decorator.keywords if keyword.arg == "argvalues")]
    if not given or not isinstance(given[0], ast.List | ast.Tuple):
        return 1
    has_unpacking = any(isinstance(case, ast.Starred) for case in given[0].elts)
    return 1 if has_unpacking else len(given[0].elts)

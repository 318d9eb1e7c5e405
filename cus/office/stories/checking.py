"""Before a story is told: everything in it that nobody could carry out, all at once, each with its line."""

from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, get_args, get_type_hints

from cus.law.catalogue import rules_on_functions
from cus.office.stories import facts
from cus.office.stories.reading import Line, Told, Unreadable, without_line
from cus.office.stories.setting import STAFF
from cus.office.stories.verb import PUBLIC, VERBS
from cus.office.stories.words import check_names

ACTORS = sorted([*STAFF, PUBLIC], key=len, reverse=True)
LONGEST = 3660  # days between the first and the last line of a story
REGISTERS = {
    "case": facts.OF_CASE,
    "signal": facts.OF_SIGNAL,
    "person": facts.OF_PERSON,
    "centre": facts.OF_CENTRE,
}
OF_WHOM = "“case …”, “person …”, “signal …” or “centre”"


def check(told: Told) -> None:
    """Raises `Unreadable` with all that can be known to be wrong before the first day."""
    problems = [*_of_rules(told), *_of_time(told)]
    for day in told.days:
        for line in day.lines:
            for problem in _of_expectation(line, told) if line.is_expectation else _of_step(line):
                problems.append(Unreadable(problem, line=line.number))
    if problems:
        raise Unreadable.of_many(problems)


def actor_and_verb(said: str) -> tuple[str, str]:
    """Who does it and what, as the line says."""
    for actor in ACTORS:
        if said.startswith(f"{actor} "):
            return actor, said.removeprefix(f"{actor} ").strip()
    raise Unreadable(f"“{said}” does not begin with who does it: {', '.join(sorted(ACTORS))}.")


def whose_fact(of_whom: str) -> tuple[str, str]:
    """“case maria” is a fact of a case, and of which; the centre has no name."""
    kind, _space, name = of_whom.partition(" ")
    if kind not in REGISTERS or (kind == "centre") == bool(name):
        raise Unreadable(f"“{of_whom}” is neither {OF_WHOM}.")
    return kind, name.strip()


def _of_rules(told: Told) -> Iterator[Unreadable]:
    known = {rule.id for rule in rules_on_functions()}
    for rule in told.rules:
        if rule not in known:
            yield Unreadable(f"“{rule}” is no rule: see ./run manage rulebook.", line=told.rules_at)


def _of_time(told: Told) -> Iterator[Unreadable]:
    if (told.days[-1].on - told.days[0].on).days > LONGEST:
        yield Unreadable("The story takes more than ten years.")


def _of_step(line: Line) -> Iterator[str]:
    try:
        actor, verb = actor_and_verb(line.said)
        if verb not in VERBS:
            raise Unreadable(f"Nobody knows how one “{verb}”. Known: {'; '.join(sorted(VERBS))}.")
        if actor == PUBLIC and not _is_for_the_public(VERBS[verb]):
            raise Unreadable(f"“{verb}” is work of the office: begin with one of {', '.join(STAFF)}.")
        check_names(VERBS[verb], line.given)
    except Unreadable as problem:
        yield str(problem)


def _is_for_the_public(verb: Callable[..., Any]) -> bool:
    return NoneType in get_args(get_type_hints(verb)["by"])


def _of_expectation(line: Line, told: Told) -> Iterator[str]:
    services = [str(key) for key in without_line(told.given.get("services") or {})]
    expected = without_line(line.given)
    if not expected:
        yield "Nothing is expected here."
    for of_whom, wanted in expected.items():
        try:
            kind, _name = whose_fact(str(of_whom))
        except Unreadable as problem:
            yield str(problem)
            continue
        if not isinstance(wanted, dict):
            yield f"“{of_whom}” names facts, each with what is expected."
            continue
        for said in without_line(wanted):
            if not _is_fact(kind, str(said), services):
                yield no_fact(kind, str(said), services)


def _is_fact(kind: str, said: str, services: list[str]) -> bool:
    if said in REGISTERS[kind]:
        return True
    return kind == "case" and any(
        said == name or said.removeprefix(f"{name} ") in facts.OF_SERVICE for name in services
    )


def no_fact(kind: str, said: str, services: list[str]) -> str:
    """What is said where a fact is not known, with all that are."""
    of_services = [*services, *(f"{name} {rest}" for name in services for rest in sorted(facts.OF_SERVICE))]
    known = [*sorted(REGISTERS[kind]), *(of_services if kind == "case" else [])]
    return f"“{said}” is no fact. Known: {', '.join(known)}."

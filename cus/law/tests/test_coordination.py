from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cus.law.coordination import Term, has_one_coordinator, has_one_coordinator_throughout

JANUARY, MARCH, DECEMBER = date(2026, 1, 1), date(2026, 3, 1), date(2026, 12, 31)


@pytest.mark.rule("RULE-55")
@pytest.mark.parametrize(
    ("on", "one"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
    ],
)
def test_coordinator_answers_from_the_first_to_the_last_day_of_a_term(on, one):
    assert has_one_coordinator(terms=[Term(JANUARY, date(2026, 2, 28))], on=on) is one


@pytest.mark.rule("RULE-55")
def test_two_coordinators_on_one_day_are_one_too_many():
    assert not has_one_coordinator(terms=[Term(JANUARY), Term(MARCH)], on=MARCH)


@pytest.mark.rule("RULE-55")
@pytest.mark.parametrize(
    ("terms", "whole"),
    [
        ([Term(JANUARY)], True),
        ([Term(JANUARY, date(2026, 2, 28)), Term(MARCH)], True),  # a seamless handover
        ([Term(MARCH), Term(JANUARY, date(2026, 2, 28))], True),  # told in any order
        ([Term(JANUARY, date(2026, 2, 27)), Term(MARCH)], False),  # a day without anybody
        ([Term(JANUARY, MARCH), Term(MARCH)], False),  # a day with two
        ([Term(date(2026, 1, 2))], False),  # nobody on the first day
        ([Term(JANUARY, date(2026, 12, 30))], False),  # nobody on the last
        ([Term(JANUARY, DECEMBER)], True),
        ([Term(date(2025, 6, 1), date(2025, 12, 31)), Term(JANUARY)], True),  # what was before does not matter
        ([Term(JANUARY), Term(date(2027, 1, 1))], True),  # nor what comes after
        ([], False),
    ],
)
def test_plan_has_one_coordinator_on_each_of_its_days(terms, whole):
    assert has_one_coordinator_throughout(terms=terms, starts_on=JANUARY, ends_on=DECEMBER) is whole


DAYS = some.dates(date(2026, 1, 1), date(2026, 1, 12))


@pytest.mark.rule("RULE-55")
@given(
    terms=some.lists(some.builds(Term, starts_on=DAYS, ends_on=some.none() | DAYS), max_size=4),
    starts_on=DAYS,
    length=some.integers(0, 11),
)
def test_looking_at_the_turning_days_is_looking_at_every_day(terms, starts_on, length):
    days = [starts_on + timedelta(days=n) for n in range(length + 1)]

    whole = has_one_coordinator_throughout(terms=terms, starts_on=days[0], ends_on=days[-1])

    assert whole is all(sum(term.covers(day) for term in terms) == 1 for day in days)

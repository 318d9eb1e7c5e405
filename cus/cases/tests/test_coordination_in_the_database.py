"""RULE-45 asked of the database says what it says of one application."""

from datetime import date

import pytest

from cus.cases.models import Application
from cus.cases.tests.factories import an_application
from cus.law.plan import is_plan_required

pytestmark = pytest.mark.django_db

SPANS = [
    (date(2026, 1, 1), date(2026, 3, 31), True),
    (date(2026, 1, 1), date(2026, 3, 30), False),
    (date(2026, 1, 31), date(2026, 4, 29), True),  # three months from 31 January are over on 30 April
    (date(2026, 1, 31), date(2026, 4, 28), False),
    (date(2023, 11, 30), date(2024, 2, 28), True),  # a leap year
    (date(2023, 11, 30), date(2024, 2, 27), False),
    (date(2026, 5, 10), None, True),
]


@pytest.mark.parametrize(("starts_on", "ends_on", "is_required"), SPANS)
def test_the_database_finds_those_whom_the_law_asks_for_a_plan(starts_on, ends_on, is_required):
    an_application(coordination_from=starts_on, coordination_to=ends_on)

    assert Application.objects.coordinated_long_enough_for_a_plan().exists() is is_required
    assert is_plan_required(coordination_starts_on=starts_on, coordination_ends_on=ends_on) is is_required


def test_without_a_word_on_coordination_no_plan_is_known_to_be_required():
    an_application(coordination_from=None, coordination_to=None)

    assert not Application.objects.coordinated_long_enough_for_a_plan().exists()

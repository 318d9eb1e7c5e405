from datetime import date

import pytest

from cus.accounts.tests.factories import a_coordinator, an_organiser, the_centre
from cus.community.tests.factories import a_diagnosis
from cus.offer.tests.factories_of_programmes import a_programme_in_force
from cus.office.queries.today import caseload_of, work_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def work(user, *, on=TODAY):
    return work_of(user=user, caseload=caseload_of(user=user, on=on), on=on)


@pytest.mark.rule("RULE-17")
def test_the_organiser_sees_a_programme_that_waits_for_its_evaluation_until_it_is_overdue():
    version = a_programme_in_force(ends_on=date(2026, 1, 31))
    organiser = an_organiser()

    [item] = work(organiser)
    assert (item.title, item.due_on, item.days_left) == (version.programme.name, date(2026, 4, 30), 59)
    [late] = work(organiser, on=date(2026, 5, 1))
    assert late.days_left == -1
    assert work(a_coordinator()) == []


@pytest.mark.rule("RULE-17")
def test_a_centre_that_switched_the_rule_off_sees_no_task():
    a_programme_in_force(ends_on=date(2026, 1, 31))
    the_centre(switched_off_rules=["RULE-17"])

    assert work(an_organiser()) == []


@pytest.mark.rule("RULE-18")
@pytest.mark.parametrize(
    ("made_on", "left"), [(date(2021, 2, 1), -29), (date(2021, 6, 2), 92), (date(2022, 1, 1), None)]
)
def test_the_organiser_is_reminded_of_the_diagnosis_before_and_alarmed_after_five_years(made_on, left):
    a_diagnosis(made_on=made_on)

    assert [item.days_left for item in work(an_organiser())] == ([] if left is None else [left])

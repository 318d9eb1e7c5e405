"""What does not go together stands in the rows it concerns, with what to do; nothing is blocked by it."""

from datetime import date

import pytest
from django.utils.translation import override

from cus.cases.models import PlanNeed, ServiceRow, SupportRow
from cus.cases.planning.conflicts import conflicts_of
from cus.cases.planning.content import content_of
from cus.cases.queries.plans import with_content
from cus.cases.states import PlanState
from cus.cases.tests.factories import a_plan
from cus.kit.day_told import told_on
from cus.offer.models import Exclusion
from cus.offer.tests.factories import a_provider, a_service
from cus.offer.tests.factories_of_programmes import a_draft
from cus.offer.tests.factories_of_providers import a_break
from cus.offer.tests.factories_of_terms import a_terms, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english_and_in_the_year_of_the_plans():
    with override("en"), told_on(date(2026, 2, 2)):
        yield


def found_in(plan):
    version = with_content(plan.versions.all()).get()
    return {
        key: [(one.tone, one.text) for one in some] for key, some in conflicts_of(version, content_of(version)).items()
    }


def another_row(plan, service, **given):
    version = plan.versions.get()
    given.setdefault("need_id", version.needs.order_by("id").first().pk)
    defaults = {
        "amount": 1, "unit": "godzina", "rhythm": "WEEK", "starts_on": version.starts_on, "ends_on": version.ends_on,
    }  # fmt: skip
    return ServiceRow.objects.create(centre=plan.centre, version=version, service=service, **(defaults | given))


def excluding(one, other, *, last=date(2026, 12, 31)):
    version = a_draft()
    a_terms(version=version, service=one)
    a_terms(version=version, service=other)
    Exclusion.objects.create(
        centre=version.centre, version=version, service=one, other=other, reason="jedno zastępuje drugie"
    )
    in_force(version, date(2026, 1, 1), last)


def test_a_plan_without_conflicts_says_nothing():
    assert found_in(a_plan()) == {}


def test_services_that_exclude_each_other_are_told_in_both_rows():
    plan = a_plan()
    first = plan.versions.get().service_rows.get()
    second = another_row(plan, a_service(name="Opieka wytchnieniowa"))
    excluding(first.service, second.service)

    found = found_in(plan)

    assert found[first.key] == [
        (
            "danger",
            "The programme does not give it together with Opieka wytchnieniowa: jedno zastępuje drugie."
            " Choose one, or part their days.",
        )
    ]
    assert len(found[second.key]) == 1


def test_excluded_services_one_after_the_other_are_fine():
    plan = a_plan()
    first = plan.versions.get().service_rows.get()
    plan.versions.get().service_rows.update(ends_on=date(2026, 5, 31))
    second = another_row(plan, a_service(name="Opieka wytchnieniowa"), starts_on=date(2026, 6, 1))
    excluding(first.service, second.service)

    assert all(tone == "info" for some in found_in(plan).values() for tone, _text in some)


def test_an_exclusion_no_longer_in_force_is_no_conflict():
    plan = a_plan()
    first = plan.versions.get().service_rows.get()
    second = another_row(plan, a_service(name="Opieka wytchnieniowa"))
    excluding(first.service, second.service, last=date(2026, 1, 10))

    assert found_in(plan) == {}


def test_a_break_of_the_provider_asks_who_stands_in():
    plan, provider = a_plan(), a_provider()
    row = plan.versions.get().service_rows.get()
    plan.versions.get().service_rows.update(provider=provider)
    a_break(provider, starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 14))

    assert found_in(plan)[row.key] == [
        (
            "warn",
            "The provider does not work from 1\xa0July to 14\xa0July. Arrange who stands in then.",
        )
    ]


def test_a_neighbour_who_helps_somebody_else_at_that_hour_is_told_without_naming_whom():
    elsewhere = a_plan(state=PlanState.PREPARED)
    SupportRow.objects.filter(version__plan=elsewhere).update(when="wtorek 10:00–11:00")
    elsewhere.versions.update(state="AGREED", agreed_on=date(2026, 1, 10))
    approve(elsewhere)
    plan = a_plan()
    SupportRow.objects.filter(version__plan=plan).update(when="wtorek 10:30–12:00")
    row = plan.versions.get().support_rows.get()

    found = found_in(plan)[row.key]

    assert [tone for tone, _text in found] == ["warn"]
    assert found[0][1].startswith("Teresa Lis already helps somebody else at this time")
    assert "Nowak" not in found[0][1]


def approve(plan):
    """As the factory seals: the rows are written, then the version counts."""
    coordinator = plan.coordinators.get().user
    plan.versions.update(state="APPROVED", approved_on=date(2026, 1, 10), approved_by=coordinator)
    type(plan).objects.filter(pk=plan.pk).update(
        state=PlanState.ACTIVE, starts_on=date(2026, 1, 15), ends_on=date(2026, 12, 31)
    )


def test_a_service_that_ends_long_before_the_plan_only_informs():
    plan = a_plan()
    row = plan.versions.get().service_rows.get()
    plan.versions.get().service_rows.update(ends_on=date(2026, 6, 30))

    found = found_in(plan)[row.key]

    assert [tone for tone, _text in found] == ["info"]
    assert found[0][1].startswith("It ends on 30\xa0June, the plan on 31\xa0December.")


def test_more_rows_cost_no_more_queries(django_assert_max_num_queries):
    plan, provider = a_plan(), a_provider()
    need = PlanNeed.objects.create(centre=plan.centre, version=plan.versions.get(), position=2, need="ruch")
    for number in range(12):
        another_row(plan, a_service(name=f"Usługa {number}"), need_id=need.pk, provider=provider)
    version = with_content(plan.versions.all()).get()
    content = content_of(version)

    with django_assert_max_num_queries(3):
        conflicts_of(version, content)

from datetime import date
from decimal import Decimal

import pytest

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.judging.limits import breaches_of, numbers_of, stands_of
from cus.cases.judging.usage import anonymous_uses, rows_within, totals_within, uses_within
from cus.cases.models import Delivered, Plan, Rhythm, ServiceRow
from cus.cases.planning.content import content_of
from cus.cases.queries.plans import version_in_the_making
from cus.cases.services.plans import approve_plan
from cus.cases.states import ApplicationState, PlanState, VersionState
from cus.cases.tests.factories import TODAY, a_filled_version, a_plan, an_application
from cus.cases.tests.factories_of_plans import a_household_plan
from cus.cases.views.plans.editor import look_at
from cus.kit.day_told import told_on
from cus.kit.errors import Refused
from cus.law.limits import Unit
from cus.offer.services.terms import copy_terms
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import a_draft
from cus.offer.tests.factories_of_terms import in_force, terms_in_force
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db
JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)


def a_plan_of(service, *, person=None, state=PlanState.PREPARED, row=None, **version):
    """A plan with one row of the service; agreed, and waiting for approval unless told otherwise."""
    coordinator = a_coordinator()
    application = an_application(
        person=person or a_person(), coordinator=coordinator, services=[service], state=ApplicationState.DECIDED
    )
    waits = state == PlanState.PREPARED
    plan = a_plan(coordinator=coordinator, application=application, state=PlanState.PREPARED, version=version)
    written = plan.versions.get()
    ServiceRow.objects.filter(version=written).update(
        **({"unit": "przejazd", "amount": 2, "rhythm": Rhythm.WEEK, "when": ""} | (row or {}))
    )
    written.agreed_on, written.agreed_how, written.agreed_by = TODAY, "w domu", plan.person.name
    written.state = VersionState.AGREED
    if not waits:
        written.state, written.approved_on, written.approved_by = VersionState.APPROVED, TODAY, a_director()
        plan.state, plan.starts_on, plan.ends_on = state, written.starts_on, written.ends_on
        plan.save()
    written.save()
    return plan


def approve(plan):
    return approve_plan(version_id=plan.versions.get(state=VersionState.AGREED).pk, by=a_director(), on=TODAY)


RIDES = [(10, "RIDE", "MONTH"), (60, "RIDE", "YEAR")]


def test_a_plan_within_two_limits_is_approved():
    terms = terms_in_force(*RIDES)
    plan = a_plan_of(terms.service, row={"amount": 5, "rhythm": Rhythm.MONTH})

    assert breaches_of(plan.versions.get()) == []
    assert approve(plan).state == PlanState.APPROVED


def test_a_plan_within_the_month_and_over_the_year_is_refused_with_the_yearly_limit():
    terms = terms_in_force(*RIDES)
    plan = a_plan_of(terms.service, row={"amount": 6, "rhythm": Rhythm.MONTH})

    with pytest.raises(Refused, match="60"):
        approve(plan)
    [breach] = breaches_of(plan.versions.get())
    assert "72" in breach.text  # twelve months of six


def test_a_plan_over_both_limits_names_both():
    terms = terms_in_force(*RIDES)
    plan = a_plan_of(terms.service, row={"amount": 11, "rhythm": Rhythm.MONTH})

    assert len(breaches_of(plan.versions.get())) == 2


def test_a_draft_over_a_limit_is_warned_in_its_row_and_can_still_be_written():
    terms = terms_in_force(*RIDES)
    plan = a_plan_of(terms.service, row={"amount": 11, "rhythm": Rhythm.MONTH})
    plan.versions.update(state=VersionState.DRAFT)
    version = version_in_the_making(plan)

    warnings = look_at(plan, version, content_of(version))

    row = version.service_rows.get()
    assert len([one for one in warnings.of[row.key] if one.tone == "danger"]) == 2


def test_two_rows_of_one_service_are_counted_together():
    terms = terms_in_force((10, "RIDE", "MONTH"))
    plan = a_plan_of(terms.service, row={"amount": 6, "rhythm": Rhythm.MONTH})
    plan.versions.update(state=VersionState.DRAFT)
    first = plan.versions.get().service_rows.get()
    ServiceRow.objects.create(
        centre=plan.centre, version=first.version, need=first.need, service=first.service, amount=5, unit="przejazd",
        rhythm=Rhythm.MONTH, starts_on=first.starts_on, ends_on=first.ends_on,
    )  # fmt: skip

    [breach] = breaches_of(plan.versions.get())

    assert len(breach.rows) == 2


def test_another_plan_of_the_same_person_in_the_same_year_counts():
    terms = terms_in_force((60, "RIDE", "YEAR"))
    person = a_person()
    spring = {"starts_on": date(2026, 1, 15), "ends_on": date(2026, 6, 30)}
    a_plan_of(terms.service, person=person, state=PlanState.ACTIVE, row={"amount": 8, "rhythm": Rhythm.MONTH} | spring)
    autumn = {"starts_on": date(2026, 7, 1), "ends_on": DECEMBER}
    own = a_plan_of(terms.service, person=person, row={"amount": 3, "rhythm": Rhythm.MONTH} | autumn)
    other = a_plan_of(terms.service, row={"amount": 3, "rhythm": Rhythm.MONTH} | autumn)

    [breach] = breaches_of(own.versions.get())
    assert "48" in breach.text  # six months of eight in the first half of the year
    assert breaches_of(other.versions.get()) == []


def test_what_was_delivered_counts_instead_of_what_was_planned():
    terms = terms_in_force((60, "RIDE", "YEAR"))
    person = a_person()
    spring = {"starts_on": date(2026, 1, 15), "ends_on": date(2026, 6, 30)}
    past = a_plan_of(
        terms.service, person=person, state=PlanState.ACTIVE, row={"amount": 8, "rhythm": Rhythm.MONTH} | spring
    )
    key = past.versions.get().service_rows.get().key
    for month in range(1, 7):
        Delivered.objects.create(
            centre=past.centre, plan=past, row_key=key, month=date(2026, month, 1), amount=2, noted_by=a_coordinator()
        )

    autumn = {"starts_on": date(2026, 7, 1), "ends_on": DECEMBER}
    plan = a_plan_of(terms.service, person=person, row={"amount": 8, "rhythm": Rhythm.MONTH} | autumn)

    assert breaches_of(plan.versions.get()) == []  # 12 delivered and 48 planned
    [stand] = stands_of(terms.service, person=person, on=date(2026, 6, 15))
    assert stand.used == 12


def test_four_hours_at_a_stretch_are_read_from_the_timetable():
    terms = terms_in_force((4, "HOUR", "AT_ONCE"))
    six = {"unit": "godzina", "amount": 6, "rhythm": Rhythm.WEEK}

    assert breaches_of(a_plan_of(terms.service, row=six | {"when": "pn 8:00–14:00"}).versions.get()) != []
    assert breaches_of(a_plan_of(terms.service, row=six | {"when": "pn, śr 8:00–11:00"}).versions.get()) == []
    assert breaches_of(a_plan_of(terms.service, row=six | {"when": ""}).versions.get()) == []


def test_respite_is_shared_by_those_who_live_at_one_address():
    terms = terms_in_force((240, "HOUR", "YEAR", "HOUSEHOLD"))
    home = {"street": "Polna", "house": "3", "postcode": "32-005", "town": "Lipnowiec"}
    hours = {"unit": "godzina", "rhythm": Rhythm.WHOLE, "starts_on": date(2026, 2, 1), "ends_on": date(2026, 11, 30)}
    a_plan_of(terms.service, person=a_person(**home), state=PlanState.ACTIVE, row=hours | {"amount": 200})

    wife = a_plan_of(terms.service, person=a_person(**home), row=hours | {"amount": 50})
    neighbour = a_plan_of(terms.service, person=a_person(**home | {"house": "5"}), row=hours | {"amount": 50})

    [breach] = breaches_of(wife.versions.get())
    assert "240" in breach.text
    assert breaches_of(neighbour.versions.get()) == []


def test_kilometres_of_the_whole_service_are_shared_by_all():
    terms = terms_in_force((1000, "KILOMETRE", "YEAR", "SERVICE"))
    year = {"unit": "km", "rhythm": Rhythm.WHOLE, "starts_on": date(2026, 2, 1), "ends_on": date(2026, 11, 30)}
    a_plan_of(terms.service, state=PlanState.ACTIVE, row=year | {"amount": 900})

    assert len(breaches_of(a_plan_of(terms.service, row=year | {"amount": 101}).versions.get())) == 1
    assert breaches_of(a_plan_of(terms.service, row=year | {"amount": 100}).versions.get()) == []


def test_each_day_is_judged_by_the_terms_of_that_day_over_the_change_of_year():
    terms = terms_in_force((10, "RIDE", "MONTH"), first=date(2026, 1, 1), last=date(2026, 12, 31))
    new = a_draft(programme=terms.version.programme, number=2)
    copy_terms(from_version=terms.version, to_version=new)
    new.services.get().limits.update(quantity=4)
    in_force(new, date(2027, 1, 1), date(2027, 12, 31))
    period = {"starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)}
    monthly = {"amount": 5, "rhythm": Rhythm.MONTH}

    over = a_plan_of(terms.service, row=monthly | period, **period)
    within = a_plan_of(terms.service, row=monthly | period | {"ends_on": DECEMBER}, **period)

    with told_on(date(2026, 6, 15)):
        [breach] = breaches_of(over.versions.get())
    assert "4" in breach.text
    assert "2027" in breach.text
    assert breaches_of(within.versions.get()) == []


def test_a_service_outside_programmes_has_no_limits():
    plan = a_plan_of(a_service(), row={"amount": 500, "rhythm": Rhythm.DAY})

    assert breaches_of(plan.versions.get()) == []


def test_a_change_of_a_plan_counts_the_months_behind_it_once():
    terms = terms_in_force((60, "RIDE", "YEAR"))
    plan = a_plan_of(terms.service, state=PlanState.ACTIVE, row={"amount": 5, "rhythm": Rhythm.MONTH})
    old = plan.versions.get().service_rows.get()
    changed = a_filled_version(
        plan, service=terms.service, number=2, author=a_coordinator(), starts_on=date(2026, 7, 1), ends_on=DECEMBER
    )
    rows = ServiceRow.objects.filter(version=changed)
    rows.update(key=old.key, unit="przejazd", amount=Decimal(5), rhythm=Rhythm.MONTH, when="")

    assert breaches_of(changed) == []  # six months of five behind it, six of five before it
    rows.update(amount=Decimal("5.5"))
    [breach] = breaches_of(changed)
    assert "30" in breach.text


def test_staff_see_exactly_what_is_delivered_and_planned_this_year():
    terms = terms_in_force((1000, "KILOMETRE", "YEAR", "SERVICE"))
    row = {"unit": "km", "amount": 100, "rhythm": Rhythm.MONTH, "starts_on": JANUARY, "ends_on": date(2026, 3, 31)}
    plan = a_plan_of(terms.service, state=PlanState.ACTIVE, row=row)
    Delivered.objects.create(
        centre=plan.centre, plan=plan, row_key=plan.versions.get().service_rows.get().key, month=JANUARY, amount=40,
        noted_by=a_coordinator(),
    )  # fmt: skip

    numbers = numbers_of(terms.service, on=date(2026, 2, 10))

    assert [one.split()[0] for one in numbers.delivered] == ["40"]
    assert [one.split()[0] for one in numbers.planned] == ["200"]
    assert "240" in numbers.limits[0]
    assert "760" in numbers.limits[0]


@pytest.mark.parametrize("rhythm", Rhythm.values)
def test_the_totals_of_a_year_are_the_sums_of_its_uses(rhythm):
    terms = terms_in_force((1000, "HOUR", "YEAR"))
    for starts_on, ends_on, ended_on in (
        (date(2025, 11, 5), date(2026, 4, 8), None),
        (date(2026, 2, 3), date(2027, 1, 20), date(2026, 9, 9)),
        (date(2026, 6, 1), date(2026, 12, 31), date(2026, 5, 1)),
    ):
        row = {"unit": "godzina", "amount": 2, "rhythm": rhythm, "starts_on": starts_on, "ends_on": ends_on}
        plan = a_plan_of(terms.service, state=PlanState.ACTIVE, row={**row, "when": "pn 8-10, czw 9-10"})
        Plan.objects.filter(pk=plan.pk).update(starts_on=starts_on, ends_on=ends_on, ended_on=ended_on)
        Delivered.objects.create(
            centre=plan.centre, plan=plan, row_key=plan.versions.get().service_rows.get().key,
            month=date(2026, 3, 1), amount=7, noted_by=a_coordinator(),
        )  # fmt: skip
    rows, year = rows_within(terms.service.pk, JANUARY, DECEMBER), (JANUARY, DECEMBER)
    uses = uses_within(anonymous_uses(rows), *year)

    delivered, planned = totals_within(rows, *year)

    assert len(rows) == 3
    assert delivered == {Unit.HOUR: Decimal(21)}
    for unit in (Unit.HOUR, Unit.TIME):
        assert planned.get(unit, 0) == sum(use.amounts.get(unit, 0) for use in uses if not use.is_done)
    if rhythm == Rhythm.WEEK:  # Mondays without those of March; the second plan's first week begins on a Tuesday
        assert planned == {Unit.HOUR: 2 * (9 + 27), Unit.TIME: 2 * (9 + 27)}


@pytest.mark.parametrize(("per", "breaches"), [("PERSON", 0), ("HOUSEHOLD", 1)])
def test_in_a_households_plan_a_limit_of_a_person_is_held_against_each_of_them_apart(per, breaches):
    service = a_service(name="Przejazdy")
    terms_in_force(("2", "RIDE", "WEEK", per), service=service)
    head = a_person(street="Ogrodowa", house="3", postcode="32-005", town="Lipnowiec")
    jan = a_person(first_name="Jan", street="Ogrodowa", house="3", postcode="32-005", town="Lipnowiec")
    coordinator = a_coordinator()
    application = an_application(person=head, coordinator=coordinator, services=[service])
    plan = a_plan(coordinator=coordinator, application=application)
    version, mate = plan.versions.get(), a_household_plan(plan, jan)[1]
    two_a_week = {"unit": "przejazd", "amount": 2, "rhythm": Rhythm.WEEK, "when": ""}
    version.service_rows.update(**two_a_week)
    ServiceRow.objects.create(
        centre=plan.centre, version=version, need=version.needs.get(), service=service, member=mate,
        starts_on=version.starts_on, ends_on=version.ends_on, **two_a_week,
    )  # fmt: skip

    assert len(breaches_of(version)) == breaches

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cus.law.limits import Limit, Per, Span, Stand, Unit, Use, exceeded, spread, stands_on

on_a_busy_machine = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

HOUR, TIME, RIDE, KM, MONTH, PLACE = Unit.HOUR, Unit.TIME, Unit.RIDE, Unit.KILOMETRE, Unit.MONTH, Unit.PLACE
ANNA, JAN = 1, 2


def limit(quantity, unit, span, per=Per.PERSON):
    return Limit(Decimal(quantity), unit, span, per)


def use(on, person=ANNA, household="", at_once=None, **amounts):
    counted = {Unit[name]: Decimal(amount) for name, amount in amounts.items()}
    longest = {Unit[name]: Decimal(amount) for name, amount in (at_once or {}).items()}
    return Use(on, counted, person, household, longest)


TEN_A_MONTH, SIXTY_A_YEAR = limit(10, RIDE, Span.MONTH), limit(60, RIDE, Span.YEAR)


def rides(count, *, month, day=1, year=2026, person=ANNA):
    return use(date(year, month, day), person=person, RIDE=count)


def test_ten_rides_fit_into_a_month_and_the_eleventh_does_not():
    used = [rides(9, month=3)]

    assert exceeded([TEN_A_MONTH], used=used, asked=[rides(1, month=3, day=31)]) == []
    assert exceeded([TEN_A_MONTH], used=used, asked=[rides(2, month=3, day=31)]) == [
        Stand(TEN_A_MONTH, date(2026, 3, 1), Decimal(9), Decimal(2), free_again_on=date(2026, 4, 1))
    ]


def test_two_limits_hold_at_once_the_yearly_one_where_the_monthly_one_would_allow():
    used = [rides(10, month=month) for month in range(1, 7)]

    [stand] = exceeded([TEN_A_MONTH, SIXTY_A_YEAR], used=used, asked=[rides(1, month=7)])

    assert stand.limit == SIXTY_A_YEAR
    assert (stand.used, stand.over, stand.left) == (60, 1, 0)
    assert stand.free_again_on == date(2027, 1, 1)


def test_two_limits_hold_at_once_the_monthly_one_where_the_yearly_one_would_allow():
    [stand] = exceeded([TEN_A_MONTH, SIXTY_A_YEAR], used=[], asked=[rides(11, month=7)])

    assert stand.limit == TEN_A_MONTH
    assert stand.free_again_on is None  # eleven never fit into a month


def test_both_limits_are_named_when_both_are_exceeded():
    used = [rides(10, month=month) for month in range(1, 7)]

    found = exceeded([TEN_A_MONTH, SIXTY_A_YEAR], used=used, asked=[rides(1, month=6)])

    assert [stand.limit for stand in found] == [TEN_A_MONTH, SIXTY_A_YEAR]


def test_a_new_year_begins_anew():
    used = [rides(10, month=month) for month in range(1, 7)]

    assert exceeded([TEN_A_MONTH, SIXTY_A_YEAR], used=used, asked=[rides(10, month=1, year=2027)]) == []


def test_a_full_month_after_a_full_month_is_not_promised_as_free():
    used = [rides(9, month=3), rides(10, month=4), rides(7, month=5)]

    [stand] = exceeded([TEN_A_MONTH], used=used, asked=[rides(4, month=3)])

    assert stand.free_again_on == date(2026, 6, 1)  # April is full, in May only three are left


def test_four_hours_at_a_stretch():
    at_a_stretch = limit(4, HOUR, Span.AT_ONCE)
    two_visits = use(date(2026, 3, 2), HOUR=6, at_once={"HOUR": 3})
    one_visit = use(date(2026, 3, 2), HOUR=6, at_once={"HOUR": 6})

    assert exceeded([at_a_stretch], used=[two_visits, two_visits], asked=[two_visits]) == []
    [stand] = exceeded([at_a_stretch], used=[], asked=[one_visit])
    assert (stand.over, stand.free_again_on) == (2, None)


def test_respite_of_240_hours_a_year_is_shared_by_the_household():
    respite = limit(240, HOUR, Span.YEAR, Per.HOUSEHOLD)
    used = [
        use(date(2026, 2, 1), person=ANNA, household="Polna 3", HOUR=150),
        use(date(2026, 5, 1), person=JAN, household="Polna 3", HOUR=80),
        use(date(2026, 5, 1), person=3, household="Polna 5", HOUR=240),
    ]

    assert (
        exceeded([respite], used=used, asked=[use(date(2026, 6, 1), person=JAN, household="Polna 3", HOUR=10)]) == []
    )
    [stand] = exceeded(
        [respite], used=used, asked=[use(date(2026, 6, 1), person=JAN, household="Polna 3", HOUR="10.5")]
    )
    assert (stand.used, stand.over) == (230, Decimal("0.5"))


def test_a_person_whose_household_nobody_knows_has_the_limit_alone():
    respite = limit(240, HOUR, Span.YEAR, Per.HOUSEHOLD)
    used = [use(date(2026, 2, 1), person=ANNA, HOUR=240)]

    assert exceeded([respite], used=used, asked=[use(date(2026, 6, 1), person=JAN, HOUR=240)]) == []


def test_child_minding_of_15_hours_3_times_and_5_hours_a_day():
    minding = [
        limit(15, HOUR, Span.PROGRAMME, Per.HOUSEHOLD),
        limit(3, TIME, Span.PROGRAMME, Per.HOUSEHOLD),
        limit(5, HOUR, Span.DAY, Per.HOUSEHOLD),
    ]
    used = [use(date(2026, 3, day), household="Polna 3", HOUR=4, TIME=1) for day in (2, 9)]

    def asked(hours, day=16):
        return [use(date(2026, 3, day), household="Polna 3", HOUR=hours, TIME=1)]

    assert exceeded(minding, used=used, asked=asked(5)) == []
    assert [stand.limit for stand in exceeded(minding, used=used, asked=asked(6))] == [minding[2]]
    after_three = [*used, *asked(5)]
    [stand] = exceeded(minding, used=after_three, asked=asked(1, day=23))
    assert (stand.limit, stand.free_again_on) == (minding[1], None)


def test_kilometres_of_the_whole_service_are_shared_by_everybody():
    car = limit(43_000, KM, Span.YEAR, Per.SERVICE)
    used = [use(date(2026, 1, 5), person=person, KILOMETRE=860) for person in range(50)]

    assert exceeded([car], used=used[:-1], asked=[use(date(2026, 12, 1), person=99, KILOMETRE=860)]) == []
    [stand] = exceeded([car], used=used, asked=[use(date(2026, 12, 1), person=99, KILOMETRE=1)])
    assert stand.over == 1


def test_three_months_of_hire_at_one_time():
    hire = limit(3, MONTH, Span.AT_ONCE)

    assert exceeded([hire], used=[], asked=[use(date(2026, 1, 1), MONTH=3, at_once={"MONTH": 3})]) == []
    assert len(exceeded([hire], used=[], asked=[use(date(2026, 1, 1), MONTH=4, at_once={"MONTH": 4})])) == 1


def test_places_are_taken_by_those_who_have_them_now():
    places = limit(2, PLACE, Span.AT_ONCE, Per.SERVICE)
    taken = [use(date(2026, 1, 1), person=person, PLACE=1) for person in (ANNA, JAN)]

    assert exceeded([places], used=taken[:1], asked=[use(date(2026, 6, 1), person=3, PLACE=1)]) == []
    [stand] = exceeded([places], used=taken, asked=[use(date(2026, 6, 1), person=3, PLACE=1)])
    assert (stand.over, stand.free_again_on) == (1, None)


@pytest.mark.parametrize(
    ("on", "fits"),
    [
        (date(2026, 3, 1), True),  # Sunday of the week before
        (date(2026, 3, 2), False),  # Monday
        (date(2026, 3, 8), False),  # Sunday
        (date(2026, 3, 9), True),
    ],
)
def test_a_week_runs_from_monday_to_sunday(on, fits):
    weekly = limit(2, TIME, Span.WEEK)
    used = [use(date(2026, 3, 4), TIME=2)]

    assert (exceeded([weekly], used=used, asked=[use(on, TIME=1)]) == []) is fits


def test_what_is_left_today_is_told_limit_by_limit():
    used = [rides(4, month=2), rides(3, month=3), rides(9, month=3, person=JAN)]

    month, year = stands_on([TEN_A_MONTH, SIXTY_A_YEAR], used=used, whose=use(date(2026, 3, 20)))

    assert (month.used, month.left, month.since) == (3, 7, date(2026, 3, 1))
    assert (year.used, year.left, year.since) == (7, 53, date(2026, 1, 1))


def test_an_amount_a_week_is_spread_over_the_mondays_of_the_period():
    uses = spread({RIDE: Decimal(2)}, over=Span.WEEK, starts_on=date(2026, 1, 15), ends_on=date(2026, 2, 2))

    assert [one.on for one in uses] == [
        date(2026, 1, 15),
        date(2026, 1, 19),
        date(2026, 1, 26),
        date(2026, 2, 2),
    ]


def test_an_amount_a_month_is_spread_over_the_first_days_and_over_new_year():
    uses = spread({RIDE: Decimal(2)}, over=Span.MONTH, starts_on=date(2026, 11, 20), ends_on=date(2027, 1, 31))

    assert [one.on for one in uses] == [date(2026, 11, 20), date(2026, 12, 1), date(2027, 1, 1)]


def test_an_amount_for_the_whole_period_counts_once():
    uses = spread({HOUR: Decimal(40)}, over=Span.PROGRAMME, starts_on=date(2026, 1, 15), ends_on=date(2026, 12, 31))

    assert [one.on for one in uses] == [date(2026, 1, 15)]


def test_what_is_known_by_the_month_is_not_held_against_a_limit_a_week():
    weekly, monthly = limit(4, HOUR, Span.WEEK), limit(10, HOUR, Span.MONTH)
    delivered = Use(date(2026, 3, 1), {HOUR: Decimal(8)}, ANNA, known_to=Span.MONTH)

    assert exceeded([weekly], used=[delivered], asked=[use(date(2026, 3, 1), HOUR=4)]) == []
    assert exceeded([weekly], used=[], asked=[delivered]) == []
    [stand] = exceeded([weekly, monthly], used=[delivered], asked=[use(date(2026, 3, 1), HOUR=4)])
    assert stand.limit == monthly


def test_an_amount_over_new_year_belongs_to_no_year():
    within = spread({HOUR: Decimal(40)}, over=Span.PROGRAMME, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    across = spread({HOUR: Decimal(40)}, over=Span.PROGRAMME, starts_on=date(2026, 6, 1), ends_on=date(2027, 5, 31))

    assert [one.known_to for one in [*within, *across]] == [Span.YEAR, Span.PROGRAMME]


uses = st.builds(rides, st.integers(1, 12), month=st.integers(1, 12), person=st.sampled_from([ANNA, JAN]))


@on_a_busy_machine
@given(st.lists(uses, max_size=8), uses)
def test_what_fits_leaves_no_limit_exceeded(used, asked):
    limits = [TEN_A_MONTH, SIXTY_A_YEAR]

    if not exceeded(limits, used=used, asked=[asked]):
        for stand in stands_on(limits, used=[*used, asked], whose=asked):
            assert stand.used <= stand.limit.quantity


@on_a_busy_machine
@given(st.lists(uses, max_size=8), uses)
def test_the_day_promised_as_free_again_is_free(used, asked):
    for stand in exceeded([TEN_A_MONTH], used=used, asked=[asked]):
        if stand.free_again_on:
            later = Use(stand.free_again_on, asked.amounts, asked.person)
            assert exceeded([TEN_A_MONTH], used=used, asked=[later]) == []

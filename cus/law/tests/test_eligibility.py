import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cus.law.eligibility import (
    Answer,
    Condition,
    Degree,
    Facts,
    Group,
    Household,
    Kind,
    Together,
    conditions_in,
    in_groups,
    judge,
    kinds_in,
)

on_a_busy_machine = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN
SIXTY = Condition(Kind.AGE, lowest=60)


def answer(node, **known):
    return judge(node, facts=Facts(**known)).answer


@pytest.mark.parametrize(("age", "expected"), [(59, NOT_MET), (60, MET), (61, MET), (None, UNKNOWN)])
def test_age_from_sixty_holds_from_the_birthday_on(age, expected):
    assert answer(SIXTY, age=age) is expected


@pytest.mark.parametrize(("age", "expected"), [(2, NOT_MET), (3, MET), (10, MET), (11, NOT_MET)])
def test_an_age_between_two_ages_holds_at_both(age, expected):
    assert answer(Condition(Kind.AGE, lowest=3, highest=10), age=age) is expected


@pytest.mark.parametrize(
    ("teryt", "expected"), [("1219054", MET), ("1219044", NOT_MET), ("1201011", MET), ("", UNKNOWN), (None, UNKNOWN)]
)
def test_a_place_is_a_municipality_or_a_whole_powiat(teryt, expected):
    assert answer(Condition(Kind.PLACE, among=("1219054", "1201")), teryt=teryt) is expected


@pytest.mark.parametrize(
    ("degree", "expected"),
    [(Degree.SEVERE, MET), (Degree.MODERATE, MET), (Degree.LIGHT, NOT_MET), (Degree.NONE, NOT_MET), (None, UNKNOWN)],
)
def test_a_degree_of_disability_is_one_of_those_named(degree, expected):
    assert answer(Condition(Kind.DISABILITY, among=("SEVERE", "MODERATE")), degree=degree) is expected


@pytest.mark.parametrize(
    ("income", "criterion", "expected"),
    [
        (202_000, 101_000, MET),  # 2020.00 zł is exactly 200 % of 1010.00 zł
        (202_001, 101_000, NOT_MET),
        (0, 101_000, MET),
        (None, 101_000, UNKNOWN),
        (100_000, None, UNKNOWN),
    ],
)
def test_income_up_to_twice_the_criterion_counts_to_the_grosz(income, criterion, expected):
    assert answer(Condition(Kind.INCOME, percent=200), income=income, criterion=criterion) is expected


@pytest.mark.parametrize(
    ("household", "people", "expected"),
    [
        (Household.ALONE, None, NOT_MET),  # one person, and three are asked for
        (Household.WITH_CHILDREN, 3, MET),
        (Household.WITH_CHILDREN, 2, NOT_MET),
        (Household.WITH_CHILDREN, None, UNKNOWN),
        (Household.COUPLE, 4, NOT_MET),
        (None, 2, NOT_MET),  # too few, whatever the kind
        (None, 3, UNKNOWN),
    ],
)
def test_a_household_is_of_a_kind_and_of_a_size(household, people, expected):
    family = Condition(Kind.HOUSEHOLD, lowest=3, among=("WITH_CHILDREN", "SINGLE_PARENT"))

    assert answer(family, household=household, people=people) is expected


def test_a_situation_is_known_only_once_somebody_has_answered():
    stays_in = Condition(Kind.SITUATION, wording="Nie wychodzi z domu bez pomocy")

    assert judge(stays_in, facts=Facts(), place="0.0").answer is UNKNOWN
    assert judge(stays_in, facts=Facts(asked={"0.0": True}), place="0.0").answer is MET
    assert judge(stays_in, facts=Facts(asked={"0.0": False}), place="0.0").answer is NOT_MET


def test_what_records_tell_is_not_overruled_by_an_answer():
    assert judge(SIXTY, facts=Facts(age=50, asked={"0": True}), place="0").answer is NOT_MET
    assert judge(SIXTY, facts=Facts(asked={"0": True}), place="0").answer is MET


TAXI = Group(
    Together.ALL,
    (
        Group(Together.ALL, (SIXTY,)),
        Group(
            Together.ANY,
            (
                Condition(Kind.HOUSEHOLD, among=("ALONE",)),
                Condition(Kind.DISABILITY, among=("SEVERE", "MODERATE")),
            ),
        ),
        Group(Together.NONE, (Condition(Kind.SITUATION, wording="Musi leżeć podczas jazdy"),)),
    ),
)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"age": 78, "household": Household.ALONE, "asked": {"2.0": False}}, MET),
        ({"age": 78, "household": Household.ALONE, "asked": {"2.0": True}}, NOT_MET),
        ({"age": 78, "household": Household.ALONE}, UNKNOWN),  # nobody asked whether she must lie
        ({"age": 78, "household": Household.COUPLE, "degree": Degree.SEVERE, "asked": {"2.0": False}}, MET),
        ({"age": 78, "household": Household.COUPLE, "asked": {"2.0": False}}, UNKNOWN),
        ({"age": 78, "household": Household.COUPLE, "degree": Degree.NONE, "asked": {"2.0": False}}, NOT_MET),
        ({"age": 40}, NOT_MET),  # too young, whatever else is unknown
    ],
)
def test_a_taxi_for_seniors_is_judged_on_what_is_known(known, expected):
    assert answer(TAXI, **known) is expected


def test_every_condition_has_its_place_and_its_answer():
    judged = judge(TAXI, facts=Facts(age=78, household=Household.ALONE))

    assert [(one.place, one.answer) for one in judged.conditions] == [
        ("0.0", MET),
        ("1.0", MET),
        ("1.1", UNKNOWN),
        ("2.0", UNKNOWN),
    ]


def test_a_tree_tells_which_kinds_it_asks_about():
    assert kinds_in(TAXI) == {Kind.AGE, Kind.HOUSEHOLD, Kind.DISABILITY, Kind.SITUATION}


leaves = st.builds(
    Condition,
    st.just(Kind.SITUATION),
    wording=st.sampled_from(["Opiekuje się kimś", "Szuka pracy"]),
)
trees = st.recursive(
    leaves,
    lambda inside: st.builds(
        Group, st.sampled_from(Together), st.lists(inside, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=6,
)  # fmt: skip


def places_of(tree):
    return [one.place for one in judge(tree, facts=Facts()).conditions]


@on_a_busy_machine
@given(trees, st.data())
def test_when_everything_is_known_nothing_is_unknown(tree, data):
    asked = {place: data.draw(st.booleans()) for place in places_of(tree)}

    assert judge(tree, facts=Facts(asked=asked)).answer is not UNKNOWN


@on_a_busy_machine
@given(trees, st.data())
def test_a_certain_answer_stands_whatever_one_learns_later(tree, data):
    first = {place: data.draw(st.booleans()) for place in places_of(tree) if data.draw(st.booleans())}
    before = judge(tree, facts=Facts(asked=first)).answer
    later = first | {place: data.draw(st.booleans()) for place in places_of(tree) if place not in first}

    if before is not UNKNOWN:
        assert judge(tree, facts=Facts(asked=later)).answer is before


@on_a_busy_machine
@given(trees, st.data())
def test_none_of_them_is_the_opposite_of_any_of_them(tree, data):
    parts = (tree,)
    asked = {f"0{place and '.'}{place}": data.draw(st.booleans()) for place in places_of(tree)}
    facts = Facts(asked=asked)
    any_of, none_of = Group(Together.ANY, parts), Group(Together.NONE, parts)

    assert judge(none_of, facts=facts).answer is judge(any_of, facts=facts).answer.opposite


@on_a_busy_machine
@given(trees, st.booleans() | st.none())
def test_conditions_set_in_groups_mean_the_same(tree, known):
    def everybody(node):
        return {} if known is None else dict.fromkeys(places_of(node), known)

    grouped = in_groups(tree)

    assert list(conditions_in(grouped)) == list(conditions_in(tree))
    assert all(isinstance(part, Group) for part in grouped.of)
    assert (
        judge(grouped, facts=Facts(asked=everybody(grouped))).answer
        is judge(tree, facts=Facts(asked=everybody(tree))).answer
    )

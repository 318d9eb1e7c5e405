import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cus.law.eligibility import Condition, Group, Kind, Together
from cus.law.stored_conditions import SCHEMA, Fault, Malformed, Problem, as_data, from_data, problems_in

on_a_busy_machine = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

TAXI = {
    "all": [
        {"all": [{"kind": "AGE", "from": 60}]},
        {
            "any": [
                {"kind": "HOUSEHOLD", "kinds": ["ALONE"], "wording": "mieszkasz sama albo sam"},
                {"kind": "DISABILITY", "degrees": ["SEVERE", "MODERATE"]},
            ]
        },
        {"none": [{"kind": "SITUATION", "wording": "musisz leżeć podczas jazdy"}]},
    ]
}


def test_what_is_stored_reads_as_it_was_written():
    tree = from_data(TAXI)

    assert tree == Group(
        Together.ALL,
        (
            Group(Together.ALL, (Condition(Kind.AGE, lowest=60),)),
            Group(
                Together.ANY,
                (
                    Condition(Kind.HOUSEHOLD, wording="mieszkasz sama albo sam", among=("ALONE",)),
                    Condition(Kind.DISABILITY, among=("SEVERE", "MODERATE")),
                ),
            ),
            Group(Together.NONE, (Condition(Kind.SITUATION, wording="musisz leżeć podczas jazdy"),)),
        ),
    )
    assert as_data(tree) == TAXI


@pytest.mark.parametrize(
    ("data", "fault", "place", "field"),
    [
        ("AGE", Fault.NOT_A_CONDITION, "", ""),
        ({}, Fault.NOT_A_CONDITION, "", ""),
        ({"all": [], "any": []}, Fault.NOT_A_CONDITION, "", ""),
        ({"most": [{"kind": "AGE", "from": 60}]}, Fault.NOT_A_CONDITION, "", ""),
        ({"all": []}, Fault.EMPTY_GROUP, "", ""),
        ({"all": [{"any": []}]}, Fault.EMPTY_GROUP, "0", ""),
        ({"all": [{"kind": "SHOE_SIZE"}]}, Fault.NO_SUCH_KIND, "0", "kind"),
        ({"all": [{"kind": ["AGE"]}]}, Fault.NO_SUCH_KIND, "0", "kind"),
        ({"kind": "AGE"}, Fault.MISSING, "", "from"),
        ({"kind": "AGE", "from": "60"}, Fault.BAD_VALUE, "", "from"),
        ({"kind": "AGE", "from": True}, Fault.BAD_VALUE, "", "from"),
        ({"kind": "AGE", "from": -1}, Fault.BAD_VALUE, "", "from"),
        ({"kind": "AGE", "from": 70, "to": 60}, Fault.WRONG_ORDER, "", "to"),
        ({"kind": "AGE", "from": 60, "teryt": ["1219054"]}, Fault.UNKNOWN_FIELD, "", "teryt"),
        ({"kind": "PLACE", "teryt": ["Niepołomice"]}, Fault.BAD_VALUE, "", "teryt"),
        ({"kind": "PLACE", "teryt": []}, Fault.BAD_VALUE, "", "teryt"),
        ({"kind": "DISABILITY", "degrees": ["SEVERE", "SEVERE"]}, Fault.BAD_VALUE, "", "degrees"),
        ({"kind": "INCOME"}, Fault.MISSING, "", "percent"),
        ({"kind": "SITUATION"}, Fault.MISSING, "", "wording"),
        ({"kind": "SITUATION", "wording": ""}, Fault.BAD_VALUE, "", "wording"),
        ({"kind": "AGE", "from": 60, "justification": "bo tak"}, Fault.UNKNOWN_FIELD, "", "justification"),
    ],
)
def test_a_broken_form_names_its_fault_and_where_it_is(data, fault, place, field):
    assert problems_in(data) == [Problem(fault, place, field)]
    with pytest.raises(Malformed, match=fault):
        from_data(data)


def test_all_faults_are_told_at_once():
    problems = problems_in({"all": [{"kind": "AGE"}, {"kind": "INCOME", "percent": 0}]})

    assert [(one.fault, one.place) for one in problems] == [(Fault.MISSING, "0"), (Fault.BAD_VALUE, "1")]


def test_groups_deeper_than_four_are_refused():
    four = {"all": [{"any": [{"all": [{"any": [{"kind": "AGE", "from": 60}]}]}]}]}

    assert problems_in(four) == []
    assert problems_in({"all": [four]}) == [Problem(Fault.TOO_DEEP, "0.0.0.0")]


def test_a_condition_on_a_protected_trait_may_carry_its_justification():
    women = {"kind": "SEX", "sex": ["FEMALE"], "justification": "schronienie dla kobiet po przemocy"}

    assert as_data(from_data(women)) == women


words = st.text("ąb c", min_size=1, max_size=8)
# values that are right, nearly right and wrong, for the fields of every kind
values = {
    "from": st.integers(-1, 130) | words | st.booleans(),
    "to": st.integers(-1, 130),
    "teryt": st.lists(st.sampled_from(["12", "121", "1219", "1219054", "12190540", "x"]), max_size=2),
    "degrees": st.lists(st.sampled_from(["SEVERE", "CHILD", "HEAVY"]), max_size=2),
    "kinds": st.lists(st.sampled_from(["ALONE", "COUPLE", "CROWD"]), max_size=2),
    "sex": st.lists(st.sampled_from(["FEMALE", "MALE"]), max_size=2) | st.just("FEMALE"),
    "percent": st.integers(-1, 10_001) | st.none(),
    "wording": words | st.just(""),
    "justification": words,
}
conditions = st.builds(
    lambda kind, rest: {"kind": kind} | rest,
    st.sampled_from([*Kind, "SHOE_SIZE"]).map(str),
    st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: values[name] for name in names})
    ),
)
forms = st.recursive(
    conditions,
    lambda inside: st.dictionaries(
        st.sampled_from(["all", "any", "none", "most"]), st.lists(inside, max_size=2), min_size=1, max_size=2
    ),
    max_leaves=3,
)
OURS_ALONE = {Fault.WRONG_ORDER, Fault.TOO_DEEP}  # what a JSON schema cannot say


@on_a_busy_machine
@given(forms)
def test_our_check_and_the_published_schema_agree(data):
    ours = {problem.fault for problem in problems_in(data)} - OURS_ALONE
    schema = jsonschema.Draft202012Validator(SCHEMA)

    assert bool(ours) is not schema.is_valid(data)


@on_a_busy_machine
@given(forms)
def test_whatever_can_be_read_is_written_back_the_same(data):
    if not problems_in(data):
        assert as_data(from_data(data)) == data


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
